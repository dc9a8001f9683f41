//! What people write into a form or type at a prompt, checked value by value.

use std::ops::RangeInclusive;

use time::{Date, OffsetDateTime, format_description::well_known::Iso8601};
use uuid::Uuid;

use super::{Code, SettlementId};

/// A value that cannot be taken, with the name it was given under and what may stand there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Nothing stands there.
    #[error("`{key}` is missing; give {allowed}")]
    Missing {
        /// Name of the value.
        key: &'static str,
        /// What may stand there.
        allowed: String,
    },
    /// Something else stands there.
    #[error("`{key}` is {value:?}, which cannot be taken; give {allowed}")]
    Refused {
        /// Name of the value.
        key: &'static str,
        /// What was given, cut after some characters.
        value: String,
        /// What may stand there.
        allowed: String,
    },
}

/// Where a record comes from: its name for ever, when it was written down, and for which place.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// Its id.
    pub id: Uuid,
    /// When it was written down.
    pub at: OffsetDateTime,
    /// The settlement it speaks of.
    pub settlement: SettlementId,
}

/// Characters of a refused value that the message repeats.
const REPEATED: usize = 60;

impl EntryError {
    /// The error of a value that is not there.
    pub(crate) fn missing(key: &'static str, allowed: impl Into<String>) -> Self {
        let allowed = allowed.into();
        Self::Missing { key, allowed }
    }

    /// The error of a value of this name: missing where it is blank, refused otherwise.
    pub(crate) fn of(key: &'static str, value: &str, allowed: impl Into<String>) -> Self {
        let allowed = allowed.into();
        if value.trim().is_empty() {
            return Self::missing(key, allowed);
        }
        Self::Refused {
            key,
            value: value.chars().take(REPEATED).collect(),
            allowed,
        }
    }
}

/// A text of so many characters, without blanks around it.
pub(super) fn text(
    key: &'static str,
    value: &str,
    length: RangeInclusive<usize>,
) -> Result<String, EntryError> {
    let trimmed = value.trim();
    let is_plain = trimmed.chars().all(|c| !c.is_control() || c == '\n');
    if is_plain && length.contains(&trimmed.chars().count()) {
        return Ok(trimmed.to_owned());
    }
    let allowed = format!(
        "a text of {} to {} characters, none of them a control character",
        length.start(),
        length.end()
    );
    Err(EntryError::of(key, value, allowed))
}

/// The same, where nothing may be given.
pub(super) fn text_if_any(
    key: &'static str,
    value: &str,
    longest: usize,
) -> Result<Option<String>, EntryError> {
    if value.trim().is_empty() {
        return Ok(None);
    }
    text(key, value, 1..=longest).map(Some)
}

/// A day within some days, first and last included.
pub(super) fn day(
    key: &'static str,
    value: &str,
    days: RangeInclusive<Date>,
) -> Result<Date, EntryError> {
    Date::parse(value.trim(), &Iso8601::DATE)
        .ok()
        .filter(|day| days.contains(day))
        .ok_or_else(|| {
            let allowed = format!(
                "a day from {} to {}, written YYYY-MM-DD",
                days.start(),
                days.end()
            );
            EntryError::of(key, value, allowed)
        })
}

/// The same, where nothing may be given.
pub(super) fn day_if_any(
    key: &'static str,
    value: &str,
    days: RangeInclusive<Date>,
) -> Result<Option<Date>, EntryError> {
    if value.trim().is_empty() {
        return Ok(None);
    }
    day(key, value, days).map(Some)
}

/// A word of a closed list.
pub(super) fn word<W: Code>(key: &'static str, value: &str) -> Result<W, EntryError> {
    W::from_code(value).ok_or_else(|| {
        let codes: Vec<&str> = W::ALL.iter().map(|word| word.code()).collect();
        EntryError::of(key, value, format!("one of {}", codes.join(", ")))
    })
}

/// Who writes it down: a person in charge or a function.
pub(super) fn author(value: &str) -> Result<String, EntryError> {
    text("by", value, 2..=80)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::domain::HazardClass;

    #[test]
    fn a_refusal_names_the_key_the_value_and_what_may_stand_there() {
        let days = date!(2026 - 01 - 02)..=date!(2027 - 01 - 01);

        let past = day("until", "2025-12-31", days.clone()).unwrap_err();
        let none = day("until", "  ", days).unwrap_err();
        let class = word::<HazardClass>("class", "F").unwrap_err();

        assert_eq!(
            past.to_string(),
            "`until` is \"2025-12-31\", which cannot be taken; give a day from 2026-01-02 to \
             2027-01-01, written YYYY-MM-DD"
        );
        assert!(
            none.to_string()
                .starts_with("`until` is missing; give a day")
        );
        assert!(class.to_string().ends_with("give one of A, B, C, D, E"));
    }

    #[test]
    fn a_text_of_blanks_is_missing_and_a_control_character_is_refused() {
        assert!(matches!(
            text("reason", " \n ", 3..=9),
            Err(EntryError::Missing { key: "reason", .. })
        ));
        assert!(text("reason", "a\u{1b}[31m", 3..=9).is_err());
        assert_eq!(text("reason", "  fire ", 3..=9).unwrap(), "fire");
    }
}
