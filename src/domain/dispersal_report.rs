//! How rehoused households are spread over the neighbourhoods, counted and measured.

use time::Date;

use super::Language;

/// The report for one territory at one date.
#[derive(Clone, Debug, PartialEq)]
pub struct DispersalReport {
    /// Moves after this day are not counted.
    pub as_of: Date,
    /// Version of the neighbourhoods that were counted in.
    pub neighbourhood_layer_version: u32,
    /// All moves together.
    pub overall: Spread,
    /// By calendar year of the move, each with all moves up to its end.
    pub years: Vec<YearSpread>,
    /// One line a neighbourhood, in the order of their codes.
    pub neighbourhoods: Vec<NeighbourhoodCount>,
    /// Moves that are not counted, and why.
    pub left_out: LeftOut,
    /// The whole in plain words, one text a language.
    pub in_words: Vec<(Language, String)>,
}

/// The measures of one set of moves. A measure that cannot be taken is `None`, with a reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// Rehoused households counted.
    pub households: u32,
    /// Neighbourhoods with at least one of them.
    pub neighbourhoods_used: u32,
    /// Neighbourhoods in all.
    pub neighbourhoods: u32,
    /// Index of dissimilarity D, 0 even to 1 apart.
    pub dissimilarity: Option<f64>,
    /// D that chance alone gives on average for so few households.
    pub dissimilarity_by_chance: Option<f64>,
    /// Isolation: share of rehoused households around a rehoused household.
    pub isolation: Option<f64>,
    /// How many times more often than chance two of them share a neighbourhood.
    pub colocation_ratio: Option<f64>,
    /// Lower end of its 95 % interval.
    pub colocation_low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub colocation_high: Option<f64>,
    /// Why a measure is missing, as the name of a message in `text/`.
    pub reason: Option<&'static str>,
    /// Fewer than thirty households: counts and the ratio only.
    pub too_few: bool,
}

/// The state at the end of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearSpread {
    /// Calendar year.
    pub year: i32,
    /// Households that moved in this year.
    pub moved: u32,
    /// All households that had moved by its end.
    pub spread: Spread,
}

/// One neighbourhood's count.
#[derive(Clone, Debug, PartialEq)]
pub struct NeighbourhoodCount {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// All households living there.
    pub households: Option<f64>,
    /// Rehoused households living there.
    pub rehoused: u32,
    /// `rehoused / households`, 0 to 1.
    pub share: Option<f64>,
    /// Share here over share in the whole city: 1 as everywhere, 2 twice as many.
    pub location_quotient: Option<f64>,
    /// Whether it is a priority neighbourhood.
    pub deprived: Option<bool>,
}

/// Moves that are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Into a home whose neighbourhood is not known, or has no households or inhabitants to compare with.
    pub outside_neighbourhoods: u32,
    /// Not into an ordinary home: hotel, shelter, return, other site …
    pub not_a_home: u32,
}
