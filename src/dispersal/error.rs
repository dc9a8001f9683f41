//! Why counts were refused.

/// What is wrong with the counts.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum Error {
    /// No unit at all.
    #[error("there is no neighbourhood to count in; import the neighbourhoods first")]
    NoUnits,
    /// A count that is negative, infinite or not a number.
    #[error("'{unit}' counts {value}, which is not a number of households; correct the source")]
    NotACount {
        /// The unit.
        unit: String,
        /// The count as given.
        value: f64,
    },
    /// Households of the programme are whole.
    #[error("'{unit}' counts {group} households of the programme; write a whole number")]
    Fraction {
        /// The unit.
        unit: String,
        /// The count as given.
        group: f64,
    },
    /// More households of the programme than households.
    #[error(
        "'{unit}' counts {group} households of the programme among {total} in all; \
         correct one of the two"
    )]
    GroupAboveTotal {
        /// The unit.
        unit: String,
        /// Households of the programme.
        group: f64,
        /// All households.
        total: f64,
    },
    /// A placement points beyond the list of units.
    #[error("placement {placement} is in unit {unit}, but there are only {units}; count from 0")]
    NoSuchUnit {
        /// Which placement, from 0.
        placement: usize,
        /// The unit it names.
        unit: usize,
        /// How many units there are.
        units: usize,
    },
}
