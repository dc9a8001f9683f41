//! The weights of the scores as the team sees them, and the ranking as it would be under others.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::SettlementView;
use crate::domain::{Rank, Score, WeightsVersion};

/// One version of the weights, without its text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WeightsView {
    /// 1 for the first that was set, then one more each time.
    pub version: u32,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Why it was set.
    pub note: String,
    /// Who set it.
    pub actor: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// A settlement's score and rank as they are and as they would be.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WhatIfView {
    /// Which settlement.
    pub settlement: SettlementView,
    /// Its rank under the weights in force.
    pub rank_now: u32,
    /// Its rank under the others.
    pub rank: u32,
    /// Its score under the weights in force.
    pub score_now: Score,
    /// Its score under the others.
    pub score: Score,
}

/// A version for the team.
#[must_use]
pub fn weights(version: &WeightsVersion) -> WeightsView {
    WeightsView {
        version: version.version,
        sha256: version.sha256.clone(),
        note: version.note.clone(),
        actor: version.actor.clone(),
        at: version.at,
    }
}

/// A line of the ranking under other weights, given what the audience may see of the settlement.
#[must_use]
pub fn what_if(settlement: SettlementView, now: (Rank, Score), tried: (Rank, Score)) -> WhatIfView {
    WhatIfView {
        settlement,
        rank_now: now.0.position,
        rank: tried.0.position,
        score_now: now.1,
        score: tried.1,
    }
}
