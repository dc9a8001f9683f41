//! An ordinary part of the city: the unit in which families are counted as spread or gathered.

use crate::spatial::Footprint;

/// One neighbourhood with its counts; counts of a census sample may be fractional.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbourhood {
    /// Unique within the territory.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// All inhabitants.
    pub population: Option<f64>,
    /// All households.
    pub households: Option<f64>,
    /// Homes let by social landlords.
    pub social_homes: Option<f64>,
    /// Whether it is a priority neighbourhood of the city policy; `None` when the source does not say.
    pub deprived: Option<bool>,
    /// Its shape.
    pub footprint: Footprint,
}
