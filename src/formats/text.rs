//! Text of unknown origin made fit to keep.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{FeatureFault, Limits, error::shown};
use crate::spatial::{Properties, Value};

/// Collects the columns of one record within the limits.
pub(super) struct Columns {
    properties: Properties,
    count: usize,
    limits: Limits,
}

impl Columns {
    /// No column yet.
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            properties: Properties::new(),
            count: 0,
            limits,
        }
    }

    /// Adds a value; text loses its control characters.
    pub(super) fn push(&mut self, name: &str, value: Value) -> Result<(), FeatureFault> {
        self.count += 1;
        if self.count > self.limits.max_columns {
            return Err(FeatureFault::TooManyColumns {
                limit: self.limits.max_columns,
            });
        }
        let value = match value {
            Value::Text(text) if text.len() > self.limits.max_text_bytes => {
                return Err(FeatureFault::TextTooLong {
                    column: shown(name),
                    limit: self.limits.max_text_bytes,
                });
            }
            Value::Text(text) => Value::Text(cleaned_owned(text)),
            Value::Number(number) if !number.is_finite() => Value::Null,
            other => other,
        };
        self.properties.push(cleaned(name).into_owned(), value);
        Ok(())
    }

    /// Whether the column is there.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.properties.get(name).is_some()
    }

    /// The columns.
    pub(super) fn finish(self) -> Properties {
        self.properties
    }
}

/// The text without control characters, which no screen shows and some databases refuse.
pub(super) fn cleaned(text: &str) -> Cow<'_, str> {
    if text.contains(is_control) {
        Cow::Owned(text.replace(is_control, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// As [`cleaned`], without a copy where there is nothing to clean.
fn cleaned_owned(text: Cow<'static, str>) -> Cow<'static, str> {
    if text.contains(is_control) {
        text.replace(is_control, "").into()
    } else {
        text
    }
}

/// A control character that is not a tab or an end of line.
fn is_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// UTF-8 where the bytes are, Windows-1252 where they are not: what French offices write.
pub(super) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => decoded_as(bytes, WINDOWS_1252),
    }
}

/// The text in a known encoding; what it cannot hold becomes U+FFFD.
pub(super) fn decoded_as<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Cow<'a, str> {
    encoding.decode_without_bom_handling(bytes).0
}

/// The encoding of a name as in a `.cpg` file: `UTF-8`, `1252`, `ISO 8859-1`, `LATIN1`.
pub(super) fn encoding_named(name: &str) -> Option<&'static Encoding> {
    let name = name
        .trim()
        .trim_start_matches('\u{feff}')
        .to_ascii_lowercase();
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    match digits.as_str() {
        "65001" => Some(UTF_8),
        "1250" | "1251" | "1252" | "1253" | "1254" | "1255" | "1256" | "1257" | "1258" => {
            Encoding::for_label(format!("windows-{digits}").as_bytes())
        }
        _ if digits.starts_with("8859") => {
            Encoding::for_label(format!("iso-8859-{}", &digits[4..]).as_bytes())
        }
        _ => Encoding::for_label(name.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_utf8_are_read_as_windows_1252() {
        assert_eq!(decoded("Quartier préau".as_bytes()), "Quartier préau");
        assert_eq!(decoded(b"Quartier pr\xe9au \x80"), "Quartier préau €");
    }

    #[test]
    fn control_characters_go_and_ends_of_line_stay() {
        assert_eq!(cleaned("a\0b\u{1b}[31m\tc\n"), "ab[31m\tc\n");
    }

    #[test]
    fn the_names_of_encodings_in_use_are_known() {
        for (name, encoding) in [
            ("UTF-8", "UTF-8"),
            ("65001", "UTF-8"),
            ("1252", "windows-1252"),
            ("ANSI 1252", "windows-1252"),
            ("ISO 8859-1", "windows-1252"),
            ("ISO-8859-15\r\n", "ISO-8859-15"),
            ("88591", "windows-1252"),
            ("LATIN1", "windows-1252"),
        ] {
            assert_eq!(encoding_named(name).unwrap().name(), encoding, "{name}");
        }
        assert!(encoding_named("klingon").is_none());
    }

    #[test]
    fn a_column_over_a_limit_is_refused_by_name() {
        let limits = Limits {
            max_text_bytes: 3,
            max_columns: 2,
            ..Limits::default()
        };
        let mut columns = Columns::new(limits);

        let long = columns.push("nom", Value::from("abcd"));
        columns.push("a", Value::Null).unwrap();
        let third = columns.push("b", Value::Null);

        assert_eq!(
            long.unwrap_err().to_string(),
            "the text in column nom is longer than 3 bytes; shorten it"
        );
        assert_eq!(third, Err(FeatureFault::TooManyColumns { limit: 2 }));
    }
}
