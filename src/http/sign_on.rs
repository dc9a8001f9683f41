//! Coming in by a city's own sign-on: there, and back.

use axum::{
    Json,
    extract::State,
    http::{
        Extensions, HeaderMap, StatusCode,
        header::{LOCATION, SET_COOKIE},
    },
    response::{AppendHeaders, IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Door, asker::Asker, error::Problem, keys, query::Query, session::device};
use crate::app::BroughtBack;

/// Where one goes to come in.
pub(super) const ADDRESS: &str = "/api/session/sign-on";

/// Every route of it.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(go))
        .routes(routes!(come_back))
        .routes(routes!(leave))
}

/// Sends the browser to the city's sign-on.
#[utoipa::path(get, path = "/api/session/sign-on", operation_id = "go_to_sign_on",
    responses(
        (status = 303, description = "On to the sign-on, which sends the browser back"),
        (status = 404, description = "No sign-on is set up", body = Problem),
        (status = 429, description = "Too many tries from this address", body = Problem),
        (status = 503, description = "The sign-on does not answer", body = Problem)))]
pub(super) async fn go(
    State(door): State<Door>,
    headers: HeaderMap,
    extensions: Extensions,
) -> Result<Response, Problem> {
    door.team_only()?;
    let from = keys::comes_from(&headers, &extensions, door.jalon.trusted_proxies());
    door.attempts.count("the sign-on", from)?;
    let sent = door.jalon.send_to_sign_on().await?;
    let cookie = keys::away(&sent.secret).ok_or_else(Problem::broken)?;
    let headers = [(SET_COOKIE, cookie), (LOCATION, header(&sent.address)?)];
    Ok((StatusCode::SEE_OTHER, AppendHeaders(headers)).into_response())
}

fn header(text: &str) -> Result<axum::http::HeaderValue, Problem> {
    text.parse().map_err(|_| Problem::broken())
}

/// What the sign-on sends along.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Back {
    /// What is exchanged for the word of the sign-on.
    #[serde(default)]
    code: String,
    /// Which question is answered.
    #[serde(default)]
    state: String,
    /// Why the sign-on lets nobody in, in its word for it.
    error: Option<String>,
}

/// Where the sign-on sends the browser back to; on to the map, signed in.
#[utoipa::path(get, path = "/api/session/sign-on/back", operation_id = "come_back_from_sign_on",
    params(Back),
    responses(
        (status = 303, description = "Signed in, on to the map"),
        (status = 401, description = "Not sent from here, or what the sign-on says is not believed", body = Problem),
        (status = 403, description = "No group that comes in here, or no second factor", body = Problem),
        (status = 404, description = "No sign-on is set up", body = Problem),
        (status = 429, description = "Too many tries from this address", body = Problem),
        (status = 503, description = "The sign-on does not answer", body = Problem)))]
pub(super) async fn come_back(
    State(door): State<Door>,
    (headers, extensions): (HeaderMap, Extensions),
    Query(back): Query<Back>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let from = keys::comes_from(&headers, &extensions, door.jalon.trusted_proxies());
    door.attempts.count("back from the sign-on", from)?;
    if let Some(error) = &back.error {
        let error: String = error.chars().take(60).collect();
        tracing::warn!(from = ?from, error, "the sign-on let somebody not in");
    }
    let brought = BroughtBack {
        code: back.code,
        state: back.state,
        secret: keys::brought_back(&headers).unwrap_or_default(),
        device: device(&headers),
    };
    let entered = door.jalon.sign_in_by_sign_on(brought).await;
    if let Err(error) = &entered {
        tracing::warn!(from = ?from, %error, "somebody was not let in by the sign-on");
    }
    let entered = entered?;
    let cookie = keys::kept(&entered.secret, false).ok_or_else(Problem::broken)?;
    let headers = [
        (SET_COOKIE, cookie),
        (SET_COOKIE, keys::back()),
        (LOCATION, header("/")?),
    ];
    Ok((StatusCode::SEE_OTHER, AppendHeaders(headers)).into_response())
}

/// Where the browser goes to leave the sign-on too.
#[derive(Serialize, ToSchema)]
pub(super) struct Leaving {
    /// The sign-on's own way out; null where it has none.
    address: Option<String>,
}

/// Signs out here, and tells where to sign out of the sign-on.
#[utoipa::path(post, path = "/api/session/sign-on/out", operation_id = "leave_sign_on",
    responses(
        (status = 200, description = "Signed out here", body = Leaving),
        (status = 401, description = "Nobody is signed in", body = Problem),
        (status = 404, description = "No sign-on is set up", body = Problem)))]
pub(super) async fn leave(
    State(door): State<Door>,
    Asker(person): Asker,
) -> Result<Response, Problem> {
    door.team_only()?;
    let address = door.jalon.sign_out_of_sign_on(&person).await?;
    let headers = [(SET_COOKIE, keys::forgotten())];
    Ok((headers, Json(Leaving { address })).into_response())
}
