//! Proposals of homes: the team sees them, the public none.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::domain::{
    Audience, PlacingDecision, PlacingOutcome, PlacingProposal, PlacingReport, PlacingRules, Viewer,
};

/// A proposal that was kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlacingProposalView {
    /// By which people name it.
    pub number: u64,
    /// `proposed`, `accepted` or `refused`.
    pub status: String,
    /// Families that asked.
    pub families_asked: u32,
    /// Families with a home proposed.
    pub families_placed: u32,
    /// Anything else about it.
    pub note: Option<String>,
    /// Who proposes.
    pub by: String,
    /// When it was written down.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// What was decided, once it is.
    pub decision: Option<PlacingDecisionView>,
    /// What it was held to; left out in lists, and where it starts from counts that the reader may not
    /// know of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<PlacingRules>,
    /// What it proposes; left out likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<PlacingReport>,
}

/// What was decided about a proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlacingDecisionView {
    /// Accepted or refused.
    pub outcome: PlacingOutcome,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When it was written down.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// What a plan proposes; `None` when the audience may not know of it.
#[must_use]
pub fn placing(audience: Audience, report: PlacingReport) -> Option<PlacingReport> {
    (audience == Audience::Team).then_some(report)
}

/// A kept proposal in a list; `None` when the audience may not know of it.
#[must_use]
pub fn placing_proposal(
    audience: Audience,
    proposal: &PlacingProposal,
) -> Option<PlacingProposalView> {
    let outcome = proposal.decision.as_ref().map(|decision| decision.outcome);
    (audience == Audience::Team).then(|| PlacingProposalView {
        number: proposal.number,
        status: outcome.map_or_else(|| "proposed".to_owned(), |outcome| outcome.to_string()),
        families_asked: proposal.families_asked,
        families_placed: proposal.families_placed,
        note: proposal.note.clone(),
        by: proposal.by.clone(),
        at: proposal.at,
        decision: proposal.decision.as_ref().map(decision),
        rules: None,
        report: None,
    })
}

/// A kept proposal with what it proposes; `None` when the viewer may not know of it. What starts from
/// exact counts is told as in a list to somebody who may read of no household.
#[must_use]
pub fn whole_placing_proposal(
    viewer: Viewer,
    (proposal, rules, report): (PlacingProposal, PlacingRules, PlacingReport),
) -> Option<PlacingProposalView> {
    let view = placing_proposal(viewer.audience(), &proposal)?;
    if viewer == Viewer::Planner && !report.is_given_out {
        return Some(view);
    }
    Some(PlacingProposalView {
        rules: Some(rules),
        report: Some(report),
        ..view
    })
}

fn decision(decision: &PlacingDecision) -> PlacingDecisionView {
    PlacingDecisionView {
        outcome: decision.outcome,
        reason: decision.reason.clone(),
        by: decision.by.clone(),
        at: decision.at,
    }
}
