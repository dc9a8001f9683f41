//! An ordinary part of the city: the unit in which families are counted as spread or gathered.

use super::code_list;
use crate::spatial::Footprint;

code_list! {
    /// Another way to part the same ground, beside the territory's own neighbourhoods: what looks
    /// spread over large parts may be gathered in small ones. Each is a layer with its versions.
    NeighbourhoodSystem {
        /// Census blocks (France's IRIS, census tracts).
        Iris = "iris",
        /// Squares of a grid.
        Grid = "grid",
        /// Parts larger than a neighbourhood.
        District = "district",
        /// Municipalities.
        Commune = "commune",
        /// Catchment areas of schools.
        SchoolArea = "school_area",
        /// Any other.
        Other = "other",
    }
}

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
