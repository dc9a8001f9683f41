//! The charter at the door: read and accepted by everybody who signs in, and anew when it changes.

use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Door, asker::Asker, body::Form, error::Problem};
use crate::domain::{Person, Way};

/// The route of the charter.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new().routes(routes!(accept_charter))
}

/// What is to be accepted.
#[derive(Serialize, ToSchema)]
pub(super) struct CharterView {
    /// Which text it is.
    version: String,
    /// The text, as the city has written it.
    text: String,
}

/// What was accepted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CharterAccepted {
    /// The version that was read.
    version: String,
}

/// The charter, where somebody has yet to accept it.
pub(super) fn due(door: &Door, person: &Person) -> Option<CharterView> {
    let charter = door.jalon.charter().filter(|_| is_due(person))?;
    Some(CharterView {
        version: charter.version.clone(),
        text: charter.text.clone(),
    })
}

/// Whether somebody has yet to accept it.
pub(super) fn is_due(person: &Person) -> bool {
    matches!(
        person.way,
        Way::Session {
            charter_due: true,
            ..
        }
    )
}

/// Accepts the charter as it was read; that is kept with its day.
#[utoipa::path(post, path = "/api/session/charter", operation_id = "accept_charter", request_body = CharterAccepted,
    responses(
        (status = 204, description = "Accepted"),
        (status = 403, description = "Without an account", body = Problem),
        (status = 409, description = "It is another one by now", body = Problem)))]
pub(super) async fn accept_charter(
    State(door): State<Door>,
    Asker(person): Asker,
    Form(given): Form<CharterAccepted>,
) -> Result<StatusCode, Problem> {
    door.jalon.accept_charter(&given.version, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}
