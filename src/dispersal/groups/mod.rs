//! Several categories of households at once: how unevenly they share the units.
//!
//! [`Groups`] holds a count for each unit and category, for example kinds of tenure or bands of
//! income. A category that nobody belongs to changes nothing. For categories with an order there
//! are the rank-order indices; for places, the divergence profiles and their distortion.

mod table;
mod indices;
mod local;
mod rank_order;
mod divergence;

pub use divergence::{
    DivergenceStep, corners, divergence_profile, global_distortion, largest_distortion,
    local_distortion,
};
pub use indices::{
    dissimilarity, divergence, diversity, gini, information, normalised_exposure,
    relative_diversity, simpson_concentration, simpson_interaction, squared_variation,
};
pub use local::{Mix, local_mix, location_quotients};
pub use rank_order::{OrderedFit, RankOrder, rank_order};
pub use table::Groups;
