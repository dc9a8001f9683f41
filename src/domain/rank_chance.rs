//! Where a settlement stands when the weights are not taken as certain.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a settlement's rank is spread over many draws of the weights and of what is not known.
///
/// `rank_p05 <= rank_p50 <= rank_p95`; rank 1 is the most dangerous.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RankChance {
    /// Share of the draws in which it is among the first k, 0 to 1.
    pub p_top: f64,
    /// Share of the draws in which it comes first, 0 to 1; equals share a place.
    pub p_first: f64,
    /// In 5 % of the draws its rank is this or better.
    pub rank_p05: u32,
    /// In half of the draws its rank is this or better.
    pub rank_p50: u32,
    /// In 95 % of the draws its rank is this or better.
    pub rank_p95: u32,
}
