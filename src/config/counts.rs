//! From how many households on counts are told.

use serde::Deserialize;

use super::Error;

/// What is promised everywhere.
const PROMISED: CountSettings = CountSettings {
    planner_least: 5,
    public_least: 11,
};
/// With more nothing would be told any more.
const MOST: u32 = 1_000;

/// The least group of households that is told of, which a city may raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CountSettings {
    /// To those of the team who may know of no single household.
    pub planner_least: u32,
    /// To everybody.
    pub public_least: u32,
}

impl Default for CountSettings {
    fn default() -> Self {
        PROMISED
    }
}

impl CountSettings {
    /// The settings, when they keep what is promised.
    ///
    /// # Errors
    /// [`Error::Counts`] for less than what is promised, and for a public that is told more than planners.
    pub(super) fn checked(self) -> Result<Self, Error> {
        let refused = |name, least| {
            Err(Error::Counts {
                name,
                least,
                most: MOST,
            })
        };
        let promised = PROMISED.planner_least;
        if !(promised..=MOST).contains(&self.planner_least) {
            return refused("planner_least", promised);
        }
        let promised = PROMISED.public_least.max(self.planner_least);
        if !(promised..=MOST).contains(&self.public_least) {
            return refused("public_least", promised);
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_promised_is_raised_and_never_lowered() {
        for (planner_least, public_least, is_kept) in [
            (5, 11, true),
            (11, 11, true),
            (8, 25, true),
            (1_000, 1_000, true),
            (4, 11, false),
            (0, 11, false),
            (5, 10, false),
            (20, 11, false),
            (5, 1_001, false),
        ] {
            let settings = CountSettings {
                planner_least,
                public_least,
            };

            let checked = settings.checked();

            assert_eq!(checked.is_ok(), is_kept, "{settings:?}");
        }
    }

    #[test]
    fn the_message_says_which_number_to_write() {
        let refused = CountSettings {
            planner_least: 20,
            ..PROMISED
        };

        let said = refused.checked().unwrap_err().to_string();

        assert_eq!(
            said,
            "public_least under [counts] of jalon.toml cannot be used: write 20 to 1000 households"
        );
    }
}
