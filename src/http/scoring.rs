//! Assessing all settlements again as a job: started, watched, found again after a hang-up.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::{Door, asker::Asker, error::Problem};
use crate::app::ScoringJob;

/// How far the latest run of scoring has come.
#[derive(Serialize, ToSchema)]
pub(super) struct ScoringView {
    /// Whether it is running now.
    running: bool,
    /// Settlements that were looked at.
    done: usize,
    /// Settlements to look at: those that may be stale.
    of: usize,
    /// Settlements assessed again; null until it has ended well.
    assessed: Option<usize>,
    /// When it was started; null while none was.
    #[serde(with = "time::serde::rfc3339::option")]
    started_at: Option<OffsetDateTime>,
    /// When it ended.
    #[serde(with = "time::serde::rfc3339::option")]
    ended_at: Option<OffsetDateTime>,
    /// Why it ended without its result.
    error: Option<String>,
}

impl From<ScoringJob> for ScoringView {
    fn from(job: ScoringJob) -> Self {
        Self {
            running: job.is_running(),
            done: job.progress.done,
            of: job.progress.of,
            assessed: job.scored.map(|scored| scored.assessed),
            started_at: job.started_at,
            ended_at: job.ended_at,
            error: job.error,
        }
    }
}

/// Starts assessing every settlement that is stale; one run at a time. Team only.
#[utoipa::path(post, path = "/api/scoring", operation_id = "startScoring",
    responses(
        (status = 202, description = "It runs; ask again with GET", body = ScoringView),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn start(
    State(door): State<Door>,
    Asker(person): Asker,
) -> Result<(StatusCode, Json<ScoringView>), Problem> {
    door.team_only()?;
    let job = door.jalon.start_scoring(&person.name);
    Ok((StatusCode::ACCEPTED, Json(job.into())))
}

/// How far the latest run of scoring has come. Team only.
#[utoipa::path(get, path = "/api/scoring", operation_id = "scoring",
    responses(
        (status = 200, description = "The latest run", body = ScoringView),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn progress(State(door): State<Door>) -> Result<Json<ScoringView>, Problem> {
    door.team_only()?;
    Ok(Json(door.jalon.scoring_job().into()))
}
