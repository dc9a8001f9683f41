//! The record of changes and of readings, for the auditor.

use axum::{Json, extract::State};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    error::Problem,
    query::{Page, Query},
};
use crate::domain::{AuditEvent, Reading, Resource};

/// Every route of the audit.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(changes))
        .routes(routes!(readings))
}

/// A page of changes.
#[derive(Serialize, ToSchema)]
pub(super) struct Changes {
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The changes of this page, oldest first.
    items: Vec<AuditedChange>,
}

/// One change.
#[derive(Serialize, ToSchema)]
pub(super) struct AuditedChange {
    /// Its number; each is one more than the one before.
    number: u64,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
    /// Who: a user, `cli` for the operator at the machine, `http` from before there were accounts.
    actor: String,
    /// What was done.
    action: String,
    /// To what.
    subject: String,
    /// Figures that explain it.
    #[schema(value_type = Object)]
    detail: serde_json::Value,
}

/// A page of readings.
#[derive(Serialize, ToSchema)]
pub(super) struct Readings {
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The readings of this page, newest first.
    items: Vec<ReadingView>,
}

/// Somebody's look at what is known of households or courts.
#[derive(Serialize, ToSchema)]
pub(super) struct ReadingView {
    /// Its number.
    number: u64,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
    /// Who.
    actor: String,
    /// At what.
    resource: Resource,
    /// Whose, or which list.
    subject: String,
    /// What for.
    purpose: String,
}

/// What was changed, by whom. For the auditor.
#[utoipa::path(get, path = "/api/audit", operation_id = "changes", params(Page),
    responses(
        (status = 200, description = "A page of changes", body = Changes),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not with one's rights", body = Problem)))]
pub(super) async fn changes(
    State(door): State<Door>,
    Query(page): Query<Page>,
) -> Result<Json<Changes>, Problem> {
    door.team_only()?;
    let (limit, one_more) = limits(&page)?;
    let mut found = door.jalon.changes(page.after()?, one_more).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    Ok(Json(Changes {
        next: found
            .last()
            .filter(|_| more)
            .map(|(last, _)| last.to_string()),
        items: found.into_iter().map(change_view).collect(),
    }))
}

/// Who has read what about households or courts, and what for. For the auditor.
#[utoipa::path(get, path = "/api/audit/reads", operation_id = "readings", params(Page),
    responses(
        (status = 200, description = "A page of readings", body = Readings),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not with one's rights", body = Problem)))]
pub(super) async fn readings(
    State(door): State<Door>,
    Query(page): Query<Page>,
) -> Result<Json<Readings>, Problem> {
    door.team_only()?;
    let (limit, one_more) = limits(&page)?;
    let after = page.after()?;
    let before = if after == 0 { u64::MAX } else { after };
    let mut found = door.jalon.readings(before, one_more).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    Ok(Json(Readings {
        next: found
            .last()
            .filter(|_| more)
            .map(|(last, _)| last.to_string()),
        items: found.into_iter().map(reading_view).collect(),
    }))
}

/// How many are wanted, and one more, which tells whether another page follows.
pub(super) fn limits(page: &Page) -> Result<(usize, u32), Problem> {
    let limit = page.limit()?;
    Ok((limit, u32::try_from(limit + 1).unwrap_or(u32::MAX)))
}

fn change_view((number, event): (u64, AuditEvent)) -> AuditedChange {
    AuditedChange {
        number,
        at: event.at,
        actor: event.actor,
        action: event.action,
        subject: event.subject,
        detail: event.detail,
    }
}

fn reading_view((number, reading): (u64, Reading)) -> ReadingView {
    ReadingView {
        number,
        at: reading.at,
        actor: reading.actor,
        resource: reading.resource,
        subject: reading.subject,
        purpose: reading.purpose,
    }
}
