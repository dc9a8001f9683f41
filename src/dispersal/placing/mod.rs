//! Which families could move into which homes: an exact proposal, for people to decide on.
//!
//! Objectives, each only where the ones before it are equal: (1) house the most families;
//! (2) those who live in the greatest danger; (3) the most even spread, `Σ (x + z − X·w)² / (X·w)`
//! over neighbourhoods with x families there already, z to come, a share w of the homes and X
//! families in all; (4) the shortest distances to school and work. Evenness is not the
//! dissimilarity index: at the same D the quadratic leaves fewer families side by side.
//!
//! What a family cannot or does not want is not among its choices.

mod flow;
mod by_flow;
mod by_branching;
mod value;
mod ledger;
mod alternatives;
mod baselines;

pub use alternatives::{Alternative, alternatives};
pub use baselines::{place_by_lot, place_greedily};
pub use by_branching::{Placed, Proof, place_within_limits};
pub use by_flow::place;
pub use value::{PlanValue, plan_value};

/// What is to be placed where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// Families without a home.
    pub families: Vec<Family>,
    /// Homes on offer.
    pub offers: Vec<Offer>,
    /// Neighbourhoods in which the homes lie.
    pub neighbourhoods: Vec<Neighbourhood>,
    /// How many families at most may move into neighbourhoods marked as capped; `None` any number.
    pub capped_at: Option<u32>,
    /// Limits on homes of several places at once, such as all those of one landlord.
    pub limits: Vec<Limit>,
}

/// A family without a home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Danger in which it lives, in any whole unit from 0 to 16,000,000.
    pub danger: u32,
    /// The offers that fit it and that it accepts.
    pub choices: Vec<Choice>,
}

/// An offer that a family could take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Place in [`Problem::offers`].
    pub offer: usize,
    /// Metres to school and work from there; at most 100,000 count.
    pub distance_m: u32,
}

/// Homes of one kind in one neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Place in [`Problem::neighbourhoods`].
    pub neighbourhood: usize,
    /// How many of them are vacant.
    pub vacancies: u32,
}

/// How many families at most may move into some of the offers together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Places in [`Problem::offers`].
    pub offers: Vec<usize>,
    /// Families at most.
    pub most: u32,
}

/// A neighbourhood with its share of the homes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbourhood {
    /// Share of all homes, above 0 to 1; without homes 0, and then no family may be offered one.
    pub share: f64,
    /// Rehoused families that live there already.
    pub present: u32,
    /// Whether moves into it count towards [`Problem::capped_at`].
    pub is_capped: bool,
}

/// For each family its place in [`Family::choices`], or `None` where it gets no home.
pub type Plan = Vec<Option<usize>>;
