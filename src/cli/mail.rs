//! An alert as a file that a mail program opens, ready to be sent (RFC 5322, RFC 2047).

use std::{collections::BTreeSet, fmt::Write, path::Path};

use super::Error;
use crate::{
    app,
    domain::Language,
    publish::{self, AlertView},
};

/// Bytes of a subject in one encoded word: three characters each, 75 with what stands around them.
const ENCODED_AT_A_TIME: usize = 20;

/// Writes the alert as an unsent mail to the teams it names.
pub(super) fn write(file: &Path, alert: &AlertView, language: Language) -> Result<(), Error> {
    let text = eml(alert, language);
    std::fs::write(file, text).map_err(|source| {
        Error::App(app::Error::Io {
            file: file.display().to_string(),
            source,
        })
    })
}

fn eml(alert: &AlertView, language: Language) -> String {
    let message = publish::message(alert, language);
    let contacts = alert
        .settlements
        .iter()
        .filter_map(|touched| touched.contact.as_ref());
    let mails: BTreeSet<&str> = contacts
        .filter_map(|contact| contact.email.as_deref())
        .collect();
    let to: Vec<&str> = mails.into_iter().collect();
    // An empty list of addresses is not allowed to stand in a header.
    let to = if to.is_empty() {
        String::new()
    } else {
        format!("To: {}\r\n", to.join(",\r\n "))
    };
    format!(
        "X-Unsent: 1\r\n{to}Subject: {}\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
        encoded(&message.subject),
        message.body.replace('\n', "\r\n")
    )
}

/// The subject in the Q encoding of RFC 2047, which carries any letter in plain ASCII.
fn encoded(subject: &str) -> String {
    let mut words = vec![String::new()];
    for c in subject.chars() {
        let mut bytes = [0; 4];
        let encoded = c
            .encode_utf8(&mut bytes)
            .bytes()
            .fold(String::new(), |mut text, byte| {
                // Writing to a string does not fail.
                let _ = if byte.is_ascii_alphanumeric() {
                    write!(text, "{}", char::from(byte))
                } else {
                    write!(text, "={byte:02X}")
                };
                text
            });
        // A character is never cut in two, as the RFC wants it.
        if let Some(word) = words
            .last_mut()
            .filter(|word| word.len() + encoded.len() <= 3 * ENCODED_AT_A_TIME)
        {
            word.push_str(&encoded);
        } else {
            words.push(encoded);
        }
    }
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("=?utf-8?Q?{word}?="))
        .collect();
    words.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_plain_ascii_in_short_words_and_no_letter_is_cut() {
        assert_eq!(encoded("Alerte : 2"), "=?utf-8?Q?Alerte=20=3A=202?=");
        let long = encoded(&"é".repeat(30));
        assert!(long.is_ascii());
        assert!(long.split("\r\n ").all(|word| word.len() <= 75));
        assert_eq!(long.matches("=C3=A9").count(), 30);
    }
}
