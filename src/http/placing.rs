//! Proposals of homes for families that wait: what-if, kept, decided. Team only.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    asker::{Asker, Seen},
    body::Form,
    error::Problem,
    query::{Page, Query},
};
use crate::{
    app::{self, Offers},
    domain::{
        NewPlacing, NewPlacingDecision, NewPlacingProposal, Person, PlacingOutcome,
        PlacingProposal, PlacingReport, PlacingRules, Viewer,
    },
    publish::{self, PlacingProposalView},
};

/// Largest body: a thousand families with all they wish for.
const BODY_BYTES: usize = 4 * 1024 * 1024;

/// A page of kept proposals.
#[derive(Serialize, ToSchema)]
pub(super) struct PlacingProposals {
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The proposals of this page, newest first.
    items: Vec<PlacingProposalView>,
}

/// Every route of placing.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(placing))
        .routes(routes!(proposals, add_proposal))
        .routes(routes!(proposal))
        .routes(routes!(accept_proposal))
        .routes(routes!(refuse_proposal))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
}

/// Which families could move into which of the homes on offer. Nothing is stored. Team only.
#[utoipa::path(post, path = "/api/placing", operation_id = "placing", request_body = NewPlacing,
    responses(
        (status = 200, description = "The proposal with everything to judge it by", body = PlacingReport),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "No neighbourhoods or no offers for this audience", body = Problem),
        (status = 422, description = "A family or a rule cannot be taken", body = Problem)))]
pub(super) async fn placing(
    Seen(door, viewer): Seen,
    Form(new): Form<NewPlacing>,
) -> Result<Json<PlacingReport>, Problem> {
    door.team_only()?;
    let jalon = door.jalon.clone();
    let working = move || jalon.placing(&new, (&Offers::Stored, viewer));
    let report = door.workers.compute(working).await??;
    let view = publish::placing(door.audience, report);
    view.map(Json).ok_or_else(Problem::broken)
}

/// Works out a proposal and keeps it, to be decided. Team only.
#[utoipa::path(post, path = "/api/placing/proposals", operation_id = "add_placing_proposal",
    request_body = NewPlacingProposal,
    responses(
        (status = 200, description = "The proposal with its number", body = PlacingProposalView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "No neighbourhoods or no offers for this audience", body = Problem),
        (status = 422, description = "A family or a rule cannot be taken", body = Problem)))]
pub(super) async fn add_proposal(
    Seen(door, viewer): Seen,
    Asker(person): Asker,
    Form(new): Form<NewPlacingProposal>,
) -> Result<Json<PlacingProposalView>, Problem> {
    door.team_only()?;
    let kept = door.jalon.add_placing(new, (&person.name, viewer)).await;
    shown(viewer, kept)
}

/// Kept proposals, newest first, without what they propose. Team only.
#[utoipa::path(get, path = "/api/placing/proposals", operation_id = "placing_proposals", params(Page),
    responses(
        (status = 200, description = "A page of proposals", body = PlacingProposals),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn proposals(
    State(door): State<Door>,
    Query(page): Query<Page>,
) -> Result<Json<PlacingProposals>, Problem> {
    door.team_only()?;
    let (after, limit) = (page.after()?, page.limit()?);
    let before = if after == 0 { u64::MAX } else { after };
    // One more than a page tells whether another one follows.
    let one_more = u32::try_from(limit + 1).unwrap_or(u32::MAX);
    let mut found = door.jalon.kept_placings(before, one_more).await?;
    let is_last = found.len() <= limit;
    found.truncate(limit);
    let next = found.last().filter(|_| !is_last);
    Ok(Json(PlacingProposals {
        next: next.map(|last| last.number.to_string()),
        items: found
            .iter()
            .filter_map(|one| publish::placing_proposal(door.audience, one))
            .collect(),
    }))
}

/// One kept proposal with what it proposes. Team only.
#[utoipa::path(get, path = "/api/placing/proposals/{number}", operation_id = "placing_proposal",
    params(("number" = u64, Path, description = "Number of the proposal")),
    responses(
        (status = 200, description = "The proposal", body = PlacingProposalView),
        (status = 404, description = "No proposal of this number for this audience", body = Problem)))]
pub(super) async fn proposal(
    Seen(door, viewer): Seen,
    Path(number): Path<u64>,
) -> Result<Json<PlacingProposalView>, Problem> {
    door.team_only()?;
    shown(viewer, door.jalon.kept_placing(number).await)
}

/// Writes down that a proposal is accepted, and why. Team only.
#[utoipa::path(post, path = "/api/placing/proposals/{number}/accept",
    operation_id = "accept_placing_proposal",
    params(("number" = u64, Path, description = "Number of the proposal")),
    request_body = NewPlacingDecision,
    responses(
        (status = 200, description = "The proposal with its decision", body = PlacingProposalView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "No proposal of this number for this audience", body = Problem),
        (status = 409, description = "It has been decided already", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(super) async fn accept_proposal(
    seen: Seen,
    Path(number): Path<u64>,
    Asker(person): Asker,
    Form(new): Form<NewPlacingDecision>,
) -> Result<Json<PlacingProposalView>, Problem> {
    decide(seen, number, &person, (PlacingOutcome::Accepted, new)).await
}

/// Writes down that a proposal is refused, and why. Team only.
#[utoipa::path(post, path = "/api/placing/proposals/{number}/refuse",
    operation_id = "refuse_placing_proposal",
    params(("number" = u64, Path, description = "Number of the proposal")),
    request_body = NewPlacingDecision,
    responses(
        (status = 200, description = "The proposal with its decision", body = PlacingProposalView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "No proposal of this number for this audience", body = Problem),
        (status = 409, description = "It has been decided already", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(super) async fn refuse_proposal(
    seen: Seen,
    Path(number): Path<u64>,
    Asker(person): Asker,
    Form(new): Form<NewPlacingDecision>,
) -> Result<Json<PlacingProposalView>, Problem> {
    decide(seen, number, &person, (PlacingOutcome::Refused, new)).await
}

async fn decide(
    Seen(door, viewer): Seen,
    number: u64,
    person: &Person,
    (outcome, new): (PlacingOutcome, NewPlacingDecision),
) -> Result<Json<PlacingProposalView>, Problem> {
    door.team_only()?;
    let decided = door
        .jalon
        .decide_placing(number, (outcome, &new), &person.name);
    shown(viewer, decided.await)
}

type Kept = (PlacingProposal, PlacingRules, PlacingReport);

fn shown(
    viewer: Viewer,
    kept: Result<Kept, app::Error>,
) -> Result<Json<PlacingProposalView>, Problem> {
    let view = publish::whole_placing_proposal(viewer, kept?);
    view.map(Json).ok_or_else(Problem::broken)
}
