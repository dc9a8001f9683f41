//! What can be wrong with a weights file or with the answers of a visit.

use crate::domain::WrongReply;

/// Why a weights file or an answer was refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is not TOML.
    #[error("the weights are not valid TOML; mend the place named here: {source}")]
    NotToml {
        /// Where and why.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A key that the method needs is absent.
    #[error("the weights lack '{key}'; add it, as in the default weights")]
    Missing {
        /// The key with its section.
        key: String,
    },
    /// A key that the method has no use for, so probably a slip of spelling.
    #[error("the weights hold '{key}', which the method does not use; correct or remove it")]
    UnknownKey {
        /// The key with its section.
        key: String,
    },
    /// A value of another type.
    #[error("'{key}' is {given}, which is not {expected}; write {expected}")]
    WrongType {
        /// The key with its section.
        key: String,
        /// The value as written.
        given: String,
        /// What it should be.
        expected: &'static str,
    },
    /// A number outside what the method can use.
    #[error("'{key}' is {value}, which is not between {low} and {high}; choose a number there")]
    OutOfRange {
        /// The key with its section.
        key: String,
        /// The number as written.
        value: f64,
        /// Smallest allowed.
        low: f64,
        /// Largest allowed.
        high: f64,
    },
    /// A whole number outside what the method can use.
    #[error(
        "'{key}' is {value}, which is not between {low} and {high}; choose a whole number there"
    )]
    WholeOutOfRange {
        /// The key with its section.
        key: String,
        /// The number as written.
        value: i64,
        /// Smallest allowed.
        low: i64,
        /// Largest allowed.
        high: i64,
    },
    /// A word that is not in the list.
    #[error("'{key}' is '{value}', which is none of: {allowed}; choose one of these")]
    UnknownWord {
        /// The key with its section.
        key: String,
        /// The word as written.
        value: String,
        /// What it could be.
        allowed: String,
    },
    /// Numbers that should rise and do not.
    #[error("'{key}' is {values:?}, which does not rise; write the numbers from small to large")]
    NotRising {
        /// The key with its section.
        key: String,
        /// The numbers as written.
        values: Vec<f64>,
    },
    /// Two ends that should differ and do not.
    #[error("the two ends of '{key}' are both {value}; they need to differ")]
    NoSpan {
        /// The section.
        key: String,
        /// The number that stands at both ends.
        value: f64,
    },
    /// Weights that do not sum to 1.
    #[error("the weights of '{key}' sum to {sum}, not to 1; adjust them")]
    WeightsSum {
        /// The list of questions.
        key: String,
        /// What they sum to.
        sum: f64,
    },
    /// A word that stands twice.
    #[error("'{key}' names '{value}' twice; keep one")]
    Twice {
        /// Where.
        key: String,
        /// The word.
        value: String,
    },
    /// An answer to a question that the weights do not ask.
    #[error("no checklist asks '{question}'; leave it out or add it to the weights")]
    UnknownQuestion {
        /// The question.
        question: String,
    },
    /// An answer that its question cannot have.
    #[error(transparent)]
    WrongReply(#[from] WrongReply),
}
