//! Where a settlement stands among all, and where it could stand given what is not known.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Place in the ranking, 1 the most dangerous: `best <= position <= worst`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rank {
    /// Place by the score shown.
    pub position: u32,
    /// Best place its bounds allow: 1 + number of settlements surely above it.
    pub best: u32,
    /// Worst place its bounds allow: number of settlements not surely below it.
    pub worst: u32,
}
