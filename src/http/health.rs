//! Whether the server is alive, and whether it can do its work.

use axum::{extract::State, http::StatusCode};

use super::{Door, error::Problem};
use crate::app::BackupState;

/// The process answers.
#[utoipa::path(get, path = "/health/live", operation_id = "live",
    responses((status = 204, description = "Alive")))]
pub(super) async fn live() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// The database answers and the layers are loaded.
#[utoipa::path(get, path = "/health/ready", operation_id = "ready",
    responses(
        (status = 204, description = "Ready"),
        (status = 503, description = "Not ready", body = Problem)))]
pub(super) async fn ready(State(door): State<Door>) -> Result<StatusCode, Problem> {
    match door.jalon.check().await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(error) => {
            tracing::warn!(error = ?error, "not ready");
            Err(Problem::not_ready(
                "the database does not answer; see the server's log",
            ))
        }
    }
}

/// The backups that this server takes by itself are as young as they should be, or none are asked for.
#[utoipa::path(get, path = "/health/backup", operation_id = "backup",
    responses(
        (status = 204, description = "A backup is there, or none is asked for"),
        (status = 503, description = "The newest is too old", body = Problem)))]
pub(super) async fn backup(State(door): State<Door>) -> Result<StatusCode, Problem> {
    match door.jalon.backup_state() {
        BackupState::NotAsked | BackupState::Fresh => Ok(StatusCode::NO_CONTENT),
        BackupState::Overdue => Err(Problem::not_ready(
            "the newest backup is too old; see the server's log",
        )),
    }
}
