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
    /// A number that an index takes lies outside its range.
    #[error("{what} is {value}; give a number {range}")]
    OutOfRange {
        /// What the number is.
        what: &'static str,
        /// The number as given.
        value: f64,
        /// Where it must lie.
        range: &'static str,
    },
    /// Two lists that must have one entry a unit differ in length.
    #[error("{what} has {found} entries for {units} neighbourhoods; give one for each")]
    Lengths {
        /// The list that does not fit.
        what: &'static str,
        /// Its entries.
        found: usize,
        /// The units.
        units: usize,
    },
    /// A shape that is empty or has a corner that is not a number.
    #[error("the shape of neighbourhood {unit}, counted from 0, cannot be measured; correct it")]
    NoPlace {
        /// The unit, from 0.
        unit: usize,
    },
    /// A row of categories that does not fit the others.
    #[error(
        "neighbourhood {unit}, counted from 0, has {found} categories; \
         give every neighbourhood the same two or more"
    )]
    Categories {
        /// The unit, from 0.
        unit: usize,
        /// Its categories.
        found: usize,
    },
    /// A seed points beyond the list of units.
    #[error("the seed is unit {seed}, but there are only {units}; count from 0")]
    NoSuchSeed {
        /// The unit it names.
        seed: usize,
        /// How many units there are.
        units: usize,
    },
    /// A district that lies in two districts of the level above.
    #[error("district {district} lies in two districts of the level before; split it in two")]
    NotNested {
        /// The district's number.
        district: usize,
    },
}
