//! What a difference is made of: between two dates or two cities, and within and between districts.
//!
//! The Shapley decomposition of any index asks what a city would be with the other's distribution
//! of shares ([`counterfactual`]). That of the mutual information M is exact in margins and
//! structure, and M itself splits exactly into parts within and between districts. What one
//! household's home does is its marginal effect.

mod counterfactual;
mod shapley;
mod fitting;
mod mutual;
mod nested;
mod placement;

pub use counterfactual::{Counterfactual, counterfactual};
pub use fitting::fitted;
pub use mutual::{
    KarmelMaclachlan, MoraRuizCastillo, MutualDifference, karmel_maclachlan, mora_ruiz_castillo,
    mutual_difference,
};
pub use nested::{Level, Merge, Split, compress, levels, local_information, split};
pub use placement::{Marginal, marginal_effects};
pub use shapley::{Shapley, shapley};
