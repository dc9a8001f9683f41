//! What a question asks for: yes or no, or a number in a unit with its range.

use super::{Reply, code_list};

code_list! {
    /// What an answer is counted in.
    Unit {
        /// Yes or no.
        YesNo = "yes_no",
        /// A share from 0 to 1.
        Share = "share",
        /// Metres.
        Metres = "metres",
        /// Litres for each person and day.
        Litres = "litres_per_person_and_day",
        /// Persons that share one tap or toilet.
        Persons = "persons",
        /// Square metres of the site for each person.
        SquareMetres = "square_metres_per_person",
        /// A number in a unit that the program does not know.
        Number = "number",
    }
}

/// A question that may be answered, with what its answer is counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedQuestion {
    /// What the weights file calls it, for example `water_m`.
    pub key: String,
    /// What its answer is counted in.
    pub unit: Unit,
}

/// An answer that its question cannot have.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum WrongReply {
    /// A number where yes or no is due, or the other way round.
    #[error("the answer to '{question}' is not {expected}; write {expected}, or unknown")]
    Kind {
        /// The question.
        question: String,
        /// What it should be.
        expected: &'static str,
    },
    /// A number that cannot be.
    #[error(
        "the answer to '{question}' is {value}, which is not between {low} and {high}; write {advice}"
    )]
    Range {
        /// The question.
        question: String,
        /// The number given.
        value: f64,
        /// Smallest allowed.
        low: f64,
        /// Largest allowed.
        high: f64,
        /// What is counted.
        advice: &'static str,
    },
}

impl Unit {
    /// The unit of a number, which the end of its question's name tells.
    ///
    /// ```
    /// use jalon::domain::Unit;
    /// assert_eq!(Unit::of_number("water_m"), Unit::Metres);
    /// assert_eq!(Unit::of_number("under5_share"), Unit::Share);
    /// assert_eq!(Unit::of_number("m2_per_person"), Unit::SquareMetres);
    /// ```
    #[must_use]
    pub fn of_number(question: &str) -> Self {
        match question {
            share if share.ends_with("_share") => Self::Share,
            shared if shared.starts_with("persons_per_") => Self::Persons,
            room if room.starts_with("m2_") => Self::SquareMetres,
            litres if litres.ends_with("_pd") => Self::Litres,
            metres if metres.ends_with("_m") => Self::Metres,
            _ => Self::Number,
        }
    }

    /// Smallest and largest number that can be true; `None` for yes or no. Wide on purpose: it
    /// catches slips of unit and of the pen, not bad news.
    ///
    /// ```
    /// use jalon::domain::Unit;
    /// assert_eq!(Unit::Share.range(), Some((0.0, 1.0)));
    /// assert_eq!(Unit::YesNo.range(), None);
    /// ```
    #[must_use]
    pub fn range(self) -> Option<(f64, f64)> {
        match self {
            Self::YesNo => None,
            Self::Share => Some((0.0, 1.0)),
            Self::Metres | Self::Persons => Some((0.0, 100_000.0)),
            Self::Litres => Some((0.0, 1_000.0)),
            Self::SquareMetres => Some((0.0, 10_000.0)),
            Self::Number => Some((-1_000_000.0, 1_000_000.0)),
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::YesNo => "yes or no",
            Self::Share => "a share, for example 0.25 for 25 %",
            Self::Metres => "metres",
            Self::Litres => "litres for one person and one day",
            Self::Persons => "how many persons share one",
            Self::SquareMetres => "square metres for one person",
            Self::Number => "a number there",
        }
    }
}

impl AskedQuestion {
    /// Whether the answer is of the question's kind and within its range.
    ///
    /// # Errors
    /// [`WrongReply`], with what is allowed.
    pub fn check(&self, reply: Reply) -> Result<(), WrongReply> {
        let expected = match (self.unit.range(), reply) {
            (None, Reply::Yes | Reply::No) => return Ok(()),
            (None, Reply::Number(_)) => "yes or no",
            (Some(range), Reply::Number(value)) if value.is_finite() => {
                return self.within(value, range);
            }
            (Some(_), _) => "a number",
        };
        Err(WrongReply::Kind {
            question: self.key.clone(),
            expected,
        })
    }

    fn within(&self, value: f64, (low, high): (f64, f64)) -> Result<(), WrongReply> {
        if (low..=high).contains(&value) {
            return Ok(());
        }
        Err(WrongReply::Range {
            question: self.key.clone(),
            value,
            low,
            high,
            advice: self.unit.advice(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(key: &str, reply: Reply) -> String {
        let asked = AskedQuestion {
            key: key.to_owned(),
            unit: Unit::of_number(key),
        };
        asked.check(reply).unwrap_err().to_string()
    }

    #[test]
    fn a_percentage_where_a_share_is_due_is_refused_with_the_range() {
        assert_eq!(
            refusal("under5_share", Reply::Number(25.0)),
            "the answer to 'under5_share' is 25, which is not between 0 and 1; write a share, for example 0.25 for 25 %"
        );
    }

    #[test]
    fn negative_and_endless_distances_are_refused() {
        assert!(refusal("water_m", Reply::Number(-1.0)).contains("between 0 and 100000"));
        assert!(refusal("water_m", Reply::Number(f64::INFINITY)).contains("not a number"));
    }
}
