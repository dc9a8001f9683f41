//! The city or department whose records these are; part of the key of every row that grows.

use serde::{Deserialize, Serialize};

/// The code of a territory: 1 to 32 letters, digits, `-` or `_`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Territory(String);

/// A territory's code that is not one.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "territory code {code:?} is not 1 to 32 letters, digits, '-' or '_'; choose one such as 'toulouse'"
)]
pub struct InvalidTerritory {
    code: String,
}

impl Territory {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Territory {
    /// The one territory of an installation that names none.
    fn default() -> Self {
        Self("main".to_owned())
    }
}

impl TryFrom<String> for Territory {
    type Error = InvalidTerritory;

    fn try_from(code: String) -> Result<Self, InvalidTerritory> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if (1..=32).contains(&code.len()) && code.chars().all(plain) {
            Ok(Self(code))
        } else {
            Err(InvalidTerritory { code })
        }
    }
}

impl From<Territory> for String {
    fn from(territory: Territory) -> Self {
        territory.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_with_a_slash_is_refused() {
        assert!(Territory::try_from("a/b".to_owned()).is_err());
        assert!(Territory::try_from(String::new()).is_err());
        assert_eq!(
            Territory::try_from("cantal-15".to_owned())
                .unwrap()
                .as_str(),
            "cantal-15"
        );
    }
}
