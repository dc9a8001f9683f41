//! Visits and answers as the team sees them; the public has no view of either.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use super::outline::{OutlineBrought, brought};
use crate::domain::{
    AnswerNow, AnswerSource, Audience, Finding, Observation, Position, RecordedVisit, Reply,
    Ruling, Unit, VisitMethod, told,
};

/// A visit with what was decided about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VisitView {
    /// Names it.
    pub id: Uuid,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Who: a code or a role.
    pub by: String,
    /// Of which team.
    pub team: Option<String>,
    /// How.
    pub method: VisitMethod,
    /// What the visitor adds.
    pub note: Option<String>,
    /// Where the visitor's device was; null where it was not told.
    pub position: Option<Position>,
    /// The line around the settlement that it proposes, told whole under `outlines`; null where there is none.
    pub outline: Option<OutlineBrought>,
    /// Whether all is as it was when last asked.
    pub nothing_changed: bool,
    /// The questions that were asked.
    pub answers: Vec<ObservationView>,
    /// Since when its answers count; null while it waits.
    pub validated: Option<RulingView>,
    /// Since when it no longer counts.
    pub withdrawn: Option<RulingView>,
}

/// One question that was asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObservationView {
    /// What the weights file calls it.
    pub question: String,
    /// A number, `yes`, `no`, or `unknown`: asked, and nobody could tell.
    #[serde(serialize_with = "told::serialize")]
    #[schema(value_type = Reply)]
    pub reply: Option<Reply>,
    /// What the visitor adds to it.
    pub note: Option<String>,
}

/// A decision about a visit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RulingView {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// By whom: a code or a role.
    pub by: String,
    /// Why.
    pub reason: Option<String>,
}

/// One question about a settlement, with what is known today.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnswerView {
    /// What the weights file calls it.
    pub question: String,
    /// Which questions a form asks it with.
    pub group: String,
    /// What its answer is counted in.
    pub unit: Unit,
    /// Smallest number allowed; null for yes or no.
    pub low: Option<f64>,
    /// Largest number allowed; null for yes or no.
    pub high: Option<f64>,
    /// What was said or measured; null when it is not known.
    pub reply: Option<Reply>,
    /// Where the answer comes from; null when it is not known.
    pub source: Option<AnswerSource>,
    /// Days since it was last found to be so; null when it is not known.
    pub age_days: Option<u32>,
    /// Whether it is so old that it counts as partly unknown.
    pub stale: bool,
    /// The visit that brought it; null for a distance measured on the map.
    pub visit: Option<Uuid>,
}

/// The visit for the audience; `None` when it may not know of it.
#[must_use]
pub fn visit(audience: Audience, recorded: &RecordedVisit) -> Option<VisitView> {
    let visit = &recorded.visit;
    (audience == Audience::Team).then(|| VisitView {
        id: visit.id.0,
        at: visit.at,
        by: visit.by.clone(),
        team: visit.team.clone(),
        method: visit.method,
        note: visit.note.clone(),
        position: visit.position,
        outline: visit.outline.as_ref().map(brought),
        nothing_changed: visit.finding == Finding::NothingChanged,
        answers: visit.observations().iter().map(observation).collect(),
        validated: recorded.validated.as_ref().map(ruling),
        withdrawn: recorded.withdrawn.as_ref().map(ruling),
    })
}

/// The answer for the audience; `None` when it may not know of it.
#[must_use]
pub fn answer(audience: Audience, now: &AnswerNow) -> Option<AnswerView> {
    let range = now.question.unit.range();
    let known = now.answer;
    (audience == Audience::Team).then(|| AnswerView {
        question: now.question.key.clone(),
        group: now.group.clone(),
        unit: now.question.unit,
        low: range.map(|(low, _)| low),
        high: range.map(|(_, high)| high),
        reply: known.map(|known| known.reply),
        source: known.map(|known| known.source),
        age_days: known.map(|known| known.age_days),
        stale: known.is_some_and(|known| known.stale),
        visit: known.and_then(|known| Some(known.visit?.0)),
    })
}

fn observation(observation: &Observation) -> ObservationView {
    ObservationView {
        question: observation.question.clone(),
        reply: observation.reply,
        note: observation.note.clone(),
    }
}

pub(super) fn ruling(ruling: &Ruling) -> RulingView {
    RulingView {
        at: ruling.at,
        by: ruling.by.clone(),
        reason: ruling.reason.clone(),
    }
}
