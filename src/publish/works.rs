//! Works orders as the team sees them.

use std::collections::BTreeMap;

use serde::Serialize;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;

use crate::domain::{Audience, Ending, Filed, WorksEnding, WorksKind, WorksOrder, WorksStatus};

/// Work asked for on a settlement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorksView {
    /// The number that people name it by.
    pub number: u64,
    /// Code of the settlement.
    pub settlement: String,
    /// What is to be done.
    pub kind: WorksKind,
    /// How far it has come.
    pub status: WorksStatus,
    /// Since when it is asked for; ISO 8601.
    pub requested_on: String,
    /// When it should be done; ISO 8601.
    pub due_on: Option<String>,
    /// Who is to do it.
    pub team: Option<String>,
    /// What it costs in euros.
    pub cost_eur: Option<f64>,
    /// Anything else about it.
    pub note: Option<String>,
    /// Who asked for it.
    pub by: String,
    /// When it was written down.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Its end, once it has one.
    pub ending: Option<WorksEndingView>,
}

/// The end of a works order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorksEndingView {
    /// Done or cancelled.
    pub how: Ending,
    /// On which day; ISO 8601.
    pub on: String,
    /// Anything else about it.
    pub note: Option<String>,
    /// Who says so.
    pub by: String,
    /// When it was written down.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// What was seen on the spot: question to number, `true` (yes) or `false` (no).
    #[schema(value_type = Object)]
    pub answers: BTreeMap<String, serde_json::Value>,
}

/// A works order with its status on a day; `None` when the audience may not know of it.
#[must_use]
pub fn filed_works_order(
    audience: Audience,
    filed: &Filed<WorksOrder>,
    today: Date,
) -> Option<WorksView> {
    let order = &filed.record;
    (audience == Audience::Team).then(|| WorksView {
        number: filed.number,
        settlement: filed.settlement.clone(),
        kind: order.kind,
        status: order.status(today),
        requested_on: order.requested_on.to_string(),
        due_on: order.due_on.map(|day| day.to_string()),
        team: order.team.clone(),
        cost_eur: order.cost_eur(),
        note: order.note.clone(),
        by: order.by.clone(),
        at: order.at,
        ending: order.ending.as_ref().map(ending),
    })
}

fn ending(ending: &WorksEnding) -> WorksEndingView {
    WorksEndingView {
        how: ending.how,
        on: ending.on.to_string(),
        note: ending.note.clone(),
        by: ending.by.clone(),
        at: ending.at,
        answers: ending.answers.clone(),
    }
}
