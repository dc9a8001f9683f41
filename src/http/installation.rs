//! The installation itself, for whoever runs it: how it is at this moment, and what has been kept for long
//! enough to be erased.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    asker::DoorFor,
    body::{self, Form},
    error::Problem,
};
use crate::{
    app::BackupState,
    domain::{ClockVerdict, RetentionClass, RetentionReport, hex},
};

/// Every route of the installation.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(installation))
        .routes(routes!(retention, run_retention))
        .layer(body::form_limit())
}

/// How the installation is at this moment.
#[derive(Serialize, ToSchema)]
pub(super) struct InstallationView {
    /// Version of the program.
    version: &'static str,
    /// Milliseconds in which the database answered; null where it did not.
    database_ms: Option<f64>,
    /// Number of the last change that is shown.
    change: u64,
    /// The layers with how many records each has; layers about households are left out.
    layers: Vec<LayerCount>,
    /// Backups that the server takes by itself: `fresh`, `overdue`, or `not_asked` where the settings ask for none.
    backup: BackupWord,
    /// Bytes that are free on the disk of the data folder; null where that cannot be told.
    free_bytes: Option<u64>,
    /// Addresses of other systems that did not take the last change in, and will be told again.
    webhooks_waiting: usize,
    /// And those that were given up.
    webhooks_stopped: usize,
}

/// A layer and how many records it has.
#[derive(Serialize, ToSchema)]
struct LayerCount {
    /// Code of the layer.
    layer: String,
    /// How many records.
    records: u64,
}

/// How it stands with backups.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum BackupWord {
    NotAsked,
    Fresh,
    Overdue,
}

/// What a run of retention would find now.
#[derive(Serialize, ToSchema)]
pub(super) struct RetentionView {
    /// What the clock is worth: `agrees`, `first_reading`, `same_day` or `disagrees`. Nothing is erased unless it agrees.
    #[schema(value_type = String)]
    clock: ClockVerdict,
    /// A line for each class that has a time.
    classes: Vec<RetentionClassView>,
    /// Names all that is told here: a run by hand is asked for with it.
    seen: String,
}

/// A run of retention by hand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RetentionAsked {
    /// Why it cannot wait for the server's own run: 10 to 500 characters, kept with the run.
    reason: String,
    /// `seen` of what was looked at: what is due must still be that.
    seen: String,
}

/// What a run by hand has done.
#[derive(Serialize, ToSchema)]
pub(super) struct RetentionDone {
    /// What the clock is worth. Unless it `agrees` nothing was erased.
    #[schema(value_type = String)]
    clock: ClockVerdict,
    /// Whether it ran.
    is_run: bool,
    /// How many of each class were erased.
    erased: Vec<RetentionErased>,
}

/// How many of a class were erased.
#[derive(Serialize, ToSchema)]
struct RetentionErased {
    /// Which class.
    class: RetentionClass,
    /// How many.
    count: u64,
}

/// What is kept of a class, and what of it is due.
#[derive(Serialize, ToSchema)]
struct RetentionClassView {
    /// `households`, `legal`, `journal`, `visit_photos`, `access_log`, `accounts` or `closed_accounts`.
    class: RetentionClass,
    /// Months for which it is kept.
    months: u32,
    /// How many there are.
    kept: u64,
    /// How many have been kept for longer.
    due: u64,
    /// The day from which the oldest that is due counts.
    oldest: Option<String>,
    /// How many of them the next run takes: a hundredth of all at most.
    next_run: u64,
}

/// How the installation is at this moment. For who runs it.
#[utoipa::path(get, path = "/api/installation", operation_id = "installation",
    responses(
        (status = 200, description = "How it is", body = InstallationView),
        (status = 403, description = "Not with one's rights", body = Problem)))]
pub(super) async fn installation(
    State(door): State<Door>,
) -> Result<Json<InstallationView>, Problem> {
    door.team_only()?;
    let vitals = door.jalon.vitals().await;
    let layers = vitals.layers.iter().map(|(kind, records)| LayerCount {
        layer: kind.code().to_owned(),
        records: *records,
    });
    Ok(Json(InstallationView {
        version: env!("CARGO_PKG_VERSION"),
        database_ms: vitals.database.map(|took| took.as_secs_f64() * 1_000.0),
        change: vitals.change,
        layers: layers.collect(),
        backup: match vitals.backup {
            BackupState::NotAsked => BackupWord::NotAsked,
            BackupState::Fresh => BackupWord::Fresh,
            BackupState::Overdue => BackupWord::Overdue,
        },
        free_bytes: vitals.free_bytes,
        webhooks_waiting: vitals.webhooks_waiting,
        webhooks_stopped: vitals.webhooks_stopped,
    }))
}

/// What a run of retention would erase now; nothing is erased, and no reading of the clock is kept.
#[utoipa::path(get, path = "/api/retention", operation_id = "retention",
    responses(
        (status = 200, description = "What is due", body = RetentionView),
        (status = 403, description = "Not with one's rights", body = Problem)))]
pub(super) async fn retention(State(door): State<Door>) -> Result<Json<RetentionView>, Problem> {
    door.team_only()?;
    let report = door.jalon.retention_rehearsed().await?;
    let seen = mark_of(&report);
    let classes = report.lines.into_iter().map(|line| RetentionClassView {
        class: line.class,
        months: line.months,
        kept: line.kept,
        due: line.due,
        oldest: line.oldest.map(|day| day.to_string()),
        next_run: line.erased,
    });
    Ok(Json(RetentionView {
        clock: report.clock,
        classes: classes.collect(),
        seen,
    }))
}

/// Erases at once what a run of the server would erase next: a hundredth of each class at most, once a day, and only
/// while the clock agrees with its reading of an earlier day. It cannot be taken back.
#[utoipa::path(post, path = "/api/retention", operation_id = "run_retention", request_body = RetentionAsked,
    responses(
        (status = 200, description = "What was erased; nothing where the clock is not believed", body = RetentionDone),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 403, description = "Not with one's rights", body = Problem),
        (status = 412, description = "Something else is due by now", body = Problem),
        (status = 422, description = "No reason is given", body = Problem)))]
pub(super) async fn run_retention(
    DoorFor(door, person): DoorFor,
    Form(asked): Form<RetentionAsked>,
) -> Result<Json<RetentionDone>, Problem> {
    door.team_only()?;
    if mark_of(&door.jalon.retention_rehearsed().await?) != asked.seen {
        let detail = "something else is due by now than you have looked at; look at it again";
        return Err(Problem::stale(detail));
    }
    let report = door.jalon.retention_run_by(&person, &asked.reason).await?;
    let erased = report.lines.iter().map(|line| RetentionErased {
        class: line.class,
        count: line.erased,
    });
    Ok(Json(RetentionDone {
        clock: report.clock,
        is_run: report.is_run,
        erased: erased.collect(),
    }))
}

/// What a rehearsal has told, in one word. How many there are in all changes with any entry and is left out.
fn mark_of(report: &RetentionReport) -> String {
    let lines = report.lines.iter();
    let told: Vec<String> = lines
        .map(|line| {
            let oldest = line.oldest.map(|day| day.to_string()).unwrap_or_default();
            let (due, erased) = (line.due, line.erased);
            format!("{} {} {due} {erased} {oldest}", line.class, line.months)
        })
        .collect();
    hex(&Sha256::digest(told.join("\n")))
}
