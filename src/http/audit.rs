//! The record of changes and of readings, for the auditor.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    error::Problem,
    query::{Page, Query},
};
use crate::{
    app::{ChangesAsked, Towards},
    domain::{AuditEvent, ChainProof, Reading, Resource},
};

/// Every route of the audit.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(changes))
        .routes(routes!(proof))
        .routes(routes!(readings))
}

/// A page of changes.
#[derive(Serialize, ToSchema)]
pub(super) struct Changes {
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The changes of this page, oldest first unless `newest` was asked for.
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

/// Which changes are listed, and in which order.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ChangesWanted {
    /// How many at most: 1 to 10000, 1000 unless given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 10000)]
    limit: Option<String>,
    /// The `next` of the page before.
    cursor: Option<String>,
    /// Newest first; oldest first unless given.
    #[serde(default)]
    newest: bool,
    /// By whom.
    #[serde(default)]
    actor: String,
    /// What was done: `visit`, `weights-set` …
    #[serde(default)]
    action: String,
    /// To what, or to what below it: `settlement/S01`, or `settlement` for all of them.
    #[serde(default)]
    subject: String,
    /// From this day on, `YYYY-MM-DD` (UTC).
    #[serde(default, with = "crate::domain::iso_day::option")]
    since: Option<Date>,
    /// Up to this day and with it.
    #[serde(default, with = "crate::domain::iso_day::option")]
    until: Option<Date>,
}

impl ChangesWanted {
    fn page(&self) -> Page {
        Page::of(self.limit.clone(), self.cursor.clone())
    }

    fn asked(self) -> ChangesAsked {
        let begin = |day: Date| day.midnight().assume_utc();
        ChangesAsked {
            actor: self.actor,
            action: self.action,
            subject: self.subject,
            since: self.since.map(begin),
            until: self.until.and_then(Date::next_day).map(begin),
        }
    }
}

/// What going through the records has found.
#[derive(Serialize, ToSchema)]
pub(super) struct RecordsProved {
    /// Whether nothing was altered, removed or forged.
    whole: bool,
    /// The record of changes.
    changes: ChainTold,
    /// The record of readings.
    readings: ChainTold,
    /// Days whose head was signed.
    signed: u64,
    /// What is wrong with signed heads, in words; 1,000 at most.
    signed_faults: Vec<String>,
}

/// What going through one chain has found.
#[derive(Serialize, ToSchema)]
struct ChainTold {
    /// Records gone through.
    records: u64,
    /// Number and digest of the last one, `number:digest`, to be kept elsewhere; null for none.
    head: Option<String>,
    /// What is wrong, in words; 1,000 at most.
    faults: Vec<String>,
}

impl From<&ChainProof> for ChainTold {
    fn from(proof: &ChainProof) -> Self {
        let head = proof.head.as_ref();
        Self {
            records: proof.records,
            head: head.map(|(seq, digest)| format!("{seq}:{digest}")),
            faults: proof.faults.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Faults of signed heads that are told at most.
const TOLD: usize = 1_000;

/// Goes through the records of changes and of readings from their beginning, and tells whether anything
/// was altered. For the auditor.
#[utoipa::path(get, path = "/api/audit/proof", operation_id = "prove_records",
    responses(
        (status = 200, description = "What was found", body = RecordsProved),
        (status = 403, description = "Not with one's rights", body = Problem),
        (status = 503, description = "Somebody else has them gone through", body = Problem)))]
pub(super) async fn proof(State(door): State<Door>) -> Result<Json<RecordsProved>, Problem> {
    door.team_only()?;
    // Each reads two tables from end to end.
    let _only_one = door.proving.try_lock().map_err(|_| Problem::busy())?;
    let [changes, readings] = door.jalon.prove_records().await?;
    let heads = door.jalon.prove_heads().await?;
    let whole = [&changes.faults, &readings.faults]
        .iter()
        .all(|faults| faults.is_empty());
    let faults = heads.faults.iter().take(TOLD);
    Ok(Json(RecordsProved {
        whole: whole && heads.faults.is_empty(),
        changes: (&changes).into(),
        readings: (&readings).into(),
        signed: heads.heads,
        signed_faults: faults.map(ToString::to_string).collect(),
    }))
}

/// What was changed, by whom. For the auditor.
#[utoipa::path(get, path = "/api/audit", operation_id = "changes", params(ChangesWanted),
    responses(
        (status = 200, description = "A page of changes", body = Changes),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not with one's rights", body = Problem)))]
pub(super) async fn changes(
    State(door): State<Door>,
    Query(wanted): Query<ChangesWanted>,
) -> Result<Json<Changes>, Problem> {
    door.team_only()?;
    let page = wanted.page();
    let (limit, one_more) = limits(&page)?;
    let from = page.after()?;
    let towards = if wanted.newest {
        Towards::Older((from > 0).then_some(from))
    } else {
        Towards::Newer(from)
    };
    let asked = wanted.asked();
    let mut found = door
        .jalon
        .changes_chosen(&asked, (towards, one_more))
        .await?;
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
