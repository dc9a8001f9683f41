//! Whether the server is alive, and whether it can do its work.

use axum::{extract::State, http::StatusCode};

use super::{Door, error::Problem};

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
