//! The installation itself, for whoever runs it: how it is at this moment, and what has been kept for long
//! enough to be erased.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Door, error::Problem};
use crate::{
    app::BackupState,
    domain::{ClockVerdict, RetentionClass},
};

/// Every route of the installation.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(installation))
        .routes(routes!(retention))
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
    }))
}
