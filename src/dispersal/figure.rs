//! A figure, or the reason why there is none.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why an index cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Undefined {
    /// Nobody lives in any unit.
    #[error("nobody lives in any of the neighbourhoods")]
    NoHouseholds,
    /// The group is empty.
    #[error("no household of the programme lives in any of the neighbourhoods")]
    NoGroup,
    /// Everyone is of the group.
    #[error("every household is of the programme, so there is nobody to be apart from")]
    OnlyGroup,
    /// Only one unit is inhabited.
    #[error("only one neighbourhood is inhabited, so there is nowhere to spread to")]
    OneUnit,
    /// The index counts pairs, and there is none.
    #[error("a single household makes no pair")]
    OneHousehold,
    /// No two households share a unit.
    #[error("no two households share a neighbourhood")]
    NobodyShares,
    /// The index counts households, and these are measured quantities.
    #[error("the index needs whole households, not measured quantities")]
    NotWhole,
    /// Nobody lives in this unit.
    #[error("nobody lives in this neighbourhood")]
    EmptyUnit,
    /// The index needs areas, and a unit has none.
    #[error("the neighbourhoods have no area")]
    NoLand,
    /// The index compares neighbours, and there are none.
    #[error("no two neighbourhoods are neighbours")]
    NoNeighbours,
    /// The lowest and the highest value possible are the same.
    #[error("the neighbourhoods leave the index no room between its lowest and highest value")]
    NoRange,
    /// Everyone is of one category.
    #[error("everyone is of one category")]
    OneCategory,
    /// Too few ordered categories for the polynomial.
    #[error("there are too few ordered categories with people on both sides")]
    TooFewCategories,
}

impl Undefined {
    /// The name of its sentence in the files of words.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::NoHouseholds => "undefined-no_households",
            Self::NoGroup => "undefined-no_group",
            Self::OnlyGroup => "undefined-only_group",
            Self::OneUnit => "undefined-one_unit",
            Self::OneHousehold => "undefined-one_household",
            Self::NobodyShares => "undefined-nobody_shares",
            Self::NotWhole => "undefined-not_whole",
            Self::EmptyUnit => "undefined-empty_unit",
            Self::NoLand => "undefined-no_land",
            Self::NoNeighbours => "undefined-no_neighbours",
            Self::NoRange => "undefined-no_range",
            Self::OneCategory => "undefined-one_category",
            Self::TooFewCategories => "undefined-too_few_categories",
        }
    }
}

/// An index, or why it cannot be told.
pub type Told = Result<f64, Undefined>;

/// An index as it leaves the room: its value, or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Figure {
    /// The value; `None` exactly when there is a reason.
    pub value: Option<f64>,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Undefined>,
}

impl From<Result<f64, Undefined>> for Figure {
    fn from(result: Result<f64, Undefined>) -> Self {
        Self {
            value: result.ok(),
            reason: result.err(),
        }
    }
}
