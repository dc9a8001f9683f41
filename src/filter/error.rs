//! Why a filter cannot be used.

use super::{MOST_BYTES, MOST_DEPTH, MOST_PARTS};
use crate::{formats::FeatureFault, spatial::CrsError};

/// Why a filter cannot be used; the message says what and where.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is longer than any filter.
    #[error("the filter has {bytes} bytes, at most {MOST_BYTES} are read; ask for less at once")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Brackets in brackets.
    #[error("the filter is nested more than {MOST_DEPTH} deep; write it flatter")]
    TooDeep,
    /// Names, values and operators without end.
    #[error(
        "the filter has more than {MOST_PARTS} names, values and operators; ask for less at once"
    )]
    TooMany,
    /// The text is not CQL2.
    #[error("at letter {at} of the filter there is {found}, not {wanted}")]
    Unexpected {
        /// Place, counted from 1.
        at: usize,
        /// What is there.
        found: String,
        /// What could be there.
        wanted: &'static str,
    },
    /// The JSON is not JSON.
    #[error("the filter is not JSON: line {line}, column {column}")]
    NotJson {
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
    },
    /// The JSON is not CQL2.
    #[error("{found} in the filter is not {wanted}")]
    NotCql {
        /// What is there.
        found: String,
        /// What could be there.
        wanted: &'static str,
    },
    /// A column that is not there.
    #[error("{name:?} is not a name to filter by; there are: {known}")]
    UnknownName {
        /// The name.
        name: String,
        /// The names there are.
        known: String,
    },
    /// An operator or function that is not there.
    #[error("{name:?} is not an operator or function of filters here")]
    UnknownOperator {
        /// The name.
        name: String,
    },
    /// Too few, too many, or of the wrong kind.
    #[error("{operator:?} takes {wanted}")]
    Arguments {
        /// Which operator.
        operator: String,
        /// What it takes.
        wanted: &'static str,
    },
    /// A day or moment that is none.
    #[error("{text:?} is not a day like 2026-05-01 or a moment like 2026-05-01T08:30:00Z")]
    NotATime {
        /// As written.
        text: String,
    },
    /// A shape that cannot be read.
    #[error("a shape in the filter cannot be read: {source}")]
    Shape {
        /// Why.
        #[from]
        source: FeatureFault,
    },
    /// A shape that is no place.
    #[error(
        "a shape in the filter is no place in its reference system; longitude comes before latitude unless `filter-crs` says otherwise"
    )]
    NoPlace {
        /// Why, where its system tells.
        #[source]
        source: Option<CrsError>,
    },
    /// A shape that is not valid.
    #[error("a shape in the filter is not valid: {source}")]
    NotValid {
        /// Which rule it breaks.
        #[from]
        source: crate::spatial::InvalidShape,
    },
}
