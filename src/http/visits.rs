//! Visits of a settlement: added, listed, validated, withdrawn; and what is answered today.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Door,
    asker::Asker,
    error::Problem,
    limits::{VISIT_BYTES, VISITS_DEFAULT, VISITS_MOST},
    query::{Query, digits},
};
use crate::{
    app::{self, AddedVisit, NewVisit},
    domain::{Audience, RecordedVisit, VisitId},
    publish::{self, AnswerView, VisitView},
};

/// What became of a visit that was sent.
#[derive(Serialize, ToSchema)]
pub(super) struct VisitTaken {
    /// Code of its settlement.
    settlement: String,
    /// As it is stored.
    visit: VisitView,
    /// Settlements that were assessed again because of it.
    assessed: usize,
}

/// A page of visits.
#[derive(Serialize, ToSchema)]
pub(super) struct Visits {
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The visits of this page, newest first.
    items: Vec<VisitView>,
}

/// What is answered about a settlement today.
#[derive(Serialize, ToSchema)]
pub(super) struct Answers {
    /// Every question, in the order of the weights file.
    items: Vec<AnswerView>,
}

/// Which part of the list of visits is wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct VisitPage {
    /// How many at most: 1 to 500, 100 unless given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 500)]
    limit: Option<String>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Who validates.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewValidation {
    /// A code or a role.
    by: String,
}

/// Who withdraws, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewWithdrawal {
    /// A code or a role.
    by: String,
    /// Why the visit no longer counts.
    reason: String,
}

/// Adds a visit. Team only. Sent twice it is stored once; validated, its answers count at once.
#[utoipa::path(post, path = "/api/settlements/{code}/visits", operation_id = "add_visit",
    params(("code" = String, Path, description = "Code of the settlement")),
    request_body(content = NewVisit),
    responses(
        (status = 201, description = "The visit is stored", body = VisitTaken),
        (status = 200, description = "It was stored already", body = VisitTaken),
        (status = 404, description = "No settlement of this code for this audience", body = Problem),
        (status = 409, description = "The id names a visit of other content", body = Problem),
        (status = 413, description = "The body is too large", body = Problem),
        (status = 422, description = "An answer or the date cannot be", body = Problem)))]
pub(super) async fn add(
    State(door): State<Door>,
    Path(code): Path<String>,
    Asker(person): Asker,
    body: Bytes,
) -> Result<(StatusCode, Json<VisitTaken>), Problem> {
    refuse_public(&door, &code)?;
    let given = NewVisit::from_json(within(&body)?)?;
    let added = door.jalon.add_visit(&code, given, &person.name).await?;
    taken(&door, (code, added))
}

/// What became of a visit that was sent, by whichever way.
pub(super) fn taken(
    door: &Door,
    (settlement, added): (String, AddedVisit),
) -> Result<(StatusCode, Json<VisitTaken>), Problem> {
    let status = if added.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let taken = VisitTaken {
        visit: view(door, &settlement, &added.visit)?,
        settlement,
        assessed: added.assessed,
    };
    Ok((status, Json(taken)))
}

/// Visits of a settlement, newest first, those that wait or were withdrawn among them. Team only.
#[utoipa::path(get, path = "/api/settlements/{code}/visits", operation_id = "visits",
    params(("code" = String, Path, description = "Code of the settlement"), VisitPage),
    responses(
        (status = 200, description = "A page of visits", body = Visits),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No settlement of this code for this audience", body = Problem)))]
pub(super) async fn list(
    State(door): State<Door>,
    Path(code): Path<String>,
    Query(page): Query<VisitPage>,
) -> Result<Json<Visits>, Problem> {
    let (limit, after) = (page.limit()?, page.after()?);
    refuse_public(&door, &code)?;
    // One more than asked for tells whether there is a next page.
    let mut visits = door.jalon.visits(&code, after, limit + 1).await?;
    let more = visits.len() > limit as usize;
    visits.truncate(limit as usize);
    let last = visits.last().map(|last| last.visit.id.0.to_string());
    Ok(Json(Visits {
        next: last.filter(|_| more),
        items: visits
            .iter()
            .map(|visit| view(&door, &code, visit))
            .collect::<Result<_, _>>()?,
    }))
}

/// Lets the answers of a visit that waits count from now on. Team only.
#[utoipa::path(post, path = "/api/settlements/{code}/visits/{id}/validation",
    operation_id = "validate_visit",
    params(("code" = String, Path, description = "Code of the settlement"),
        ("id" = String, Path, description = "Id of the visit")),
    request_body(content = NewValidation),
    responses(
        (status = 200, description = "The visit counts", body = VisitView),
        (status = 404, description = "No such visit for this audience", body = Problem),
        (status = 409, description = "The visit was withdrawn", body = Problem),
        (status = 422, description = "Nobody is named", body = Problem)))]
pub(super) async fn validate(
    State(door): State<Door>,
    Path((code, id)): Path<(String, String)>,
    Asker(person): Asker,
    body: Bytes,
) -> Result<Json<VisitView>, Problem> {
    let id = visit_of(&door, &code, &id).await?;
    let asked: NewValidation = read(&body)?;
    let visit = door
        .jalon
        .validate_visit(id, &asked.by, &person.name)
        .await?;
    Ok(Json(view(&door, &code, &visit)?))
}

/// Lets a visit count no longer; it is kept with the reason. Team only.
#[utoipa::path(post, path = "/api/settlements/{code}/visits/{id}/withdrawal",
    operation_id = "withdraw_visit",
    params(("code" = String, Path, description = "Code of the settlement"),
        ("id" = String, Path, description = "Id of the visit")),
    request_body(content = NewWithdrawal),
    responses(
        (status = 200, description = "The visit counts no longer", body = VisitView),
        (status = 404, description = "No such visit for this audience", body = Problem),
        (status = 409, description = "It was withdrawn for another reason", body = Problem),
        (status = 422, description = "Nobody or no reason is named", body = Problem)))]
pub(super) async fn withdraw(
    State(door): State<Door>,
    Path((code, id)): Path<(String, String)>,
    Asker(person): Asker,
    body: Bytes,
) -> Result<Json<VisitView>, Problem> {
    let id = visit_of(&door, &code, &id).await?;
    let asked: NewWithdrawal = read(&body)?;
    let why = (asked.by.as_str(), asked.reason.as_str());
    let visit = door.jalon.withdraw_visit(id, why, &person.name).await?;
    Ok(Json(view(&door, &code, &visit)?))
}

/// Every question with what is known today, each with its own date and source. Team only.
#[utoipa::path(get, path = "/api/settlements/{code}/answers", operation_id = "answers",
    params(("code" = String, Path, description = "Code of the settlement")),
    responses(
        (status = 200, description = "What is known", body = Answers),
        (status = 404, description = "No settlement of this code for this audience", body = Problem)))]
pub(super) async fn answers(
    State(door): State<Door>,
    Path(code): Path<String>,
) -> Result<Json<Answers>, Problem> {
    refuse_public(&door, &code)?;
    let (jalon, audience) = (door.jalon.clone(), door.audience);
    // Distances that nobody has told are measured on the map.
    let work = move || jalon.answers(&code);
    let known = door.workers.compute(work).await??;
    let items = known
        .iter()
        .filter_map(|now| publish::answer(audience, now));
    Ok(Json(Answers {
        items: items.collect(),
    }))
}

impl VisitPage {
    fn limit(&self) -> Result<u32, Problem> {
        let Some(text) = &self.limit else {
            return Ok(VISITS_DEFAULT);
        };
        digits(text)
            .and_then(|n| u32::try_from(n).ok())
            .filter(|n| (1..=VISITS_MOST).contains(n))
            .ok_or_else(|| Problem::parameter("limit", "a whole number from 1 to 500"))
    }

    fn after(&self) -> Result<Option<VisitId>, Problem> {
        let wrong = |_| Problem::parameter("cursor", "the `next` of an earlier page");
        let parsed = self.cursor.as_deref().map(Uuid::parse_str).transpose();
        Ok(parsed.map_err(wrong)?.map(VisitId))
    }
}

/// For the public there is no settlement, and so no visit.
fn refuse_public(door: &Door, code: &str) -> Result<(), Problem> {
    if door.audience == Audience::Public {
        return Err(missing(code));
    }
    Ok(())
}

fn missing(code: &str) -> Problem {
    Problem::from(app::Error::NoSettlement {
        code: code.to_owned(),
    })
}

/// The visit of this id, if it is one of the settlement's.
async fn visit_of(door: &Door, code: &str, id: &str) -> Result<VisitId, Problem> {
    refuse_public(door, code)?;
    let id = Uuid::parse_str(id)
        .map(VisitId)
        .map_err(|_| Problem::not_found(format!("{id:?} names no visit; it is not a UUID")))?;
    door.jalon.visit_is_of(code, id).await?;
    Ok(id)
}

fn view(door: &Door, code: &str, visit: &RecordedVisit) -> Result<VisitView, Problem> {
    publish::visit(door.audience, visit).ok_or_else(|| missing(code))
}

fn read<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, Problem> {
    let wrong = |error| Problem::no_upload(format!("the body is not what is due here: {error}"));
    serde_json::from_slice(within(body)?).map_err(wrong)
}

fn within(body: &[u8]) -> Result<&[u8], Problem> {
    if body.len() > VISIT_BYTES {
        let detail = format!("a visit has at most {} kB", VISIT_BYTES / 1024);
        return Err(Problem::too_large(detail));
    }
    Ok(body)
}
