//! The receipt of a report: whoever told of a place asks by it what became of that, and learns nothing else.
//!
//! It is worked out of the key of the installation and stands nowhere, so that the team can give it out again and
//! whoever reads the database cannot ask by it.

use time::Date;
use uuid::Uuid;

use crate::{
    access,
    app::{Error, Jalon},
    domain::{Register, RegisterEntry},
};

/// Letters of the secret part: 60 bits, which nobody tries through.
const LETTERS: usize = 12;
/// Letters said in one breath.
const GROUP: usize = 4;

/// What whoever told of a place is told in turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportTold {
    /// How far the team has come with it: a state of the register of reports.
    pub state: String,
    /// When it came in.
    pub received_on: Option<Date>,
    /// When it was answered.
    pub answered_on: Option<Date>,
}

impl Jalon {
    /// The receipt of a report; none of other entries.
    ///
    /// # Errors
    /// When the key of the installation cannot be read.
    pub fn receipt(&self, entry: &RegisterEntry) -> Result<Option<String>, Error> {
        if entry.register != Register::Report {
            return Ok(None);
        }
        let secret = self.receipt_secret(entry.id)?.to_uppercase();
        let groups: Vec<&str> = (0..LETTERS)
            .step_by(GROUP)
            .filter_map(|at| secret.get(at..at + GROUP))
            .collect();
        Ok(Some(format!("{}-{}", entry.code, groups.join("-"))))
    }

    /// What became of the report of a receipt; none where it is no receipt of ours.
    ///
    /// # Errors
    /// When the database or the key of the installation cannot be read.
    pub async fn told_of_report(&self, receipt: &str) -> Result<Option<ReportTold>, Error> {
        let Some((code, given)) = parted(receipt) else {
            return Ok(None);
        };
        let key = (Register::Report, code.as_str());
        let found = self.store.entry(&self.territory, key).await?;
        let found = found.filter(|entry| !entry.is_removed);
        // A code that there is not takes as long as a wrong secret of one that there is.
        let id = found.as_ref().map_or(Uuid::nil(), |entry| entry.id);
        let is_right = access::digest(&self.receipt_secret(id)?) == access::digest(&given);
        let entry = found.filter(|_| is_right);
        Ok(entry.map(|entry| ReportTold {
            received_on: entry.body.day("received_on"),
            answered_on: entry.body.day("answered_on"),
            state: entry.state,
        }))
    }

    fn receipt_secret(&self, id: Uuid) -> Result<String, Error> {
        let purpose = format!(
            "jalon receipt of a report 1\n{}\n{id}",
            self.territory.as_str()
        );
        let secret = self.seal.secret_for(purpose.as_bytes())?;
        Ok(access::letters(&secret).chars().take(LETTERS).collect())
    }
}

/// Code and secret of a receipt, however it was copied: capitals, blanks and digits that look like letters
/// make no difference to the secret.
fn parted(receipt: &str) -> Option<(String, String)> {
    let plain: Vec<char> = receipt
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .collect();
    let mut secret = Vec::new();
    let mut at = plain.len();
    while secret.len() < LETTERS {
        at = at.checked_sub(1)?;
        match plain.get(at)? {
            '-' => {}
            sign if sign.is_ascii_alphanumeric() => secret.push(letter(*sign)),
            _ => return None,
        }
    }
    let code: String = plain.get(..at)?.iter().collect();
    let code = code.trim_end_matches('-');
    let is_code = (1..=40).contains(&code.len());
    is_code.then(|| (code.to_owned(), secret.iter().rev().collect()))
}

/// The letters of secrets have none of these digits.
fn letter(sign: char) -> char {
    match sign {
        '0' => 'o',
        '1' => 'i',
        '8' => 'b',
        other => other.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_read_however_it_was_copied() {
        let whole = Some(("RE0001".to_owned(), "abcdefoibjkl".to_owned()));

        for copied in [
            "RE0001-ABCD-EFOI-BJKL",
            " RE0001 abcd ef01 8jkl ",
            "RE0001abcdefoibjkl",
            "RE0001--AB-CDEFOI-BJKL-",
        ] {
            assert_eq!(parted(copied), whole, "{copied}");
        }
        let own = parted("RE-12-ABCD-EFOI-BJKL").unwrap();
        assert_eq!(own.0, "RE-12");
        for none in ["", "RE0001", "ABCD-EFOI-BJKL", "RE0001-ABCD-EFOI-BJ%L", "é"] {
            assert_eq!(parted(none), None, "{none}");
        }
    }
}
