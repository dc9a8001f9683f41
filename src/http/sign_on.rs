//! Coming in by a city's own sign-on: there, and back.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{
        Extensions, HeaderMap, StatusCode,
        header::{ACCEPT, LOCATION, SET_COOKIE},
    },
    response::{AppendHeaders, IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Door, asker::Asker, body, error::Problem, keys, query::Query, session::device};
use crate::app::{BroughtBack, ErrorKind};

/// Where one goes to come in.
pub(super) const ADDRESS: &str = "/api/session/sign-on";

/// Every route of it.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(go))
        .routes(routes!(come_back))
        .routes(routes!(leave))
        .routes(routes!(ended))
        .layer(body::form_limit())
}

/// Sends the browser to the city's sign-on.
#[utoipa::path(get, path = "/api/session/sign-on", operation_id = "go_to_sign_on",
    responses(
        (status = 303, description = "On to the sign-on, which sends the browser back; to the page of the door where that cannot be and a page is accepted"),
        (status = 404, description = "No sign-on is set up", body = Problem),
        (status = 429, description = "Too many tries from this address", body = Problem),
        (status = 503, description = "The sign-on does not answer", body = Problem)))]
pub(super) async fn go(
    State(door): State<Door>,
    headers: HeaderMap,
    extensions: Extensions,
) -> Result<Response, Problem> {
    door.team_only()?;
    let sent = sent_away(&door, &headers, &extensions).await;
    sent.or_else(|problem| at_the_door(&headers, problem))
}

async fn sent_away(
    door: &Door,
    headers: &HeaderMap,
    extensions: &Extensions,
) -> Result<Response, Problem> {
    let from = keys::comes_from(headers, extensions, door.jalon.trusted_proxies());
    door.attempts.count("the sign-on", from)?;
    let sent = door.jalon.send_to_sign_on().await?;
    let cookie = keys::away(&sent.secret).ok_or_else(Problem::broken)?;
    let headers = [(SET_COOKIE, cookie), (LOCATION, header(&sent.address)?)];
    Ok((StatusCode::SEE_OTHER, AppendHeaders(headers)).into_response())
}

/// Why somebody is not let in, to the page of the door where a person looks at it: nobody can do
/// anything with a problem document in the place of a page.
fn at_the_door(headers: &HeaderMap, problem: Problem) -> Result<Response, Problem> {
    let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    if !accepted.is_some_and(|accepted| accepted.contains("text/html")) {
        return Err(problem);
    }
    let address = format!("/sign-in?refused={}", problem.word());
    Ok((StatusCode::SEE_OTHER, [(LOCATION, header(&address)?)]).into_response())
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
        (status = 303, description = "Signed in, on to the map; to the page of the door with the word of what is wrong where a page is accepted"),
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
    let let_in = let_in(&door, (&headers, &extensions), back).await;
    let_in.or_else(|problem| at_the_door(&headers, problem))
}

async fn let_in(
    door: &Door,
    (headers, extensions): (&HeaderMap, &Extensions),
    back: Back,
) -> Result<Response, Problem> {
    let from = keys::comes_from(headers, extensions, door.jalon.trusted_proxies());
    door.attempts.count("back from the sign-on", from)?;
    if let Some(error) = &back.error {
        let error: String = error.chars().take(60).collect();
        tracing::warn!(from = ?from, error, "the sign-on let somebody not in");
    }
    let brought = BroughtBack {
        code: back.code,
        state: back.state,
        secret: keys::brought_back(headers).unwrap_or_default(),
        device: device(headers),
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

/// The word of the sign-on that somebody has signed out there.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its description is read")]
pub(super) struct SignedOut {
    /// A token that the sign-on has signed for us.
    logout_token: String,
}

/// Ends the sessions of somebody who has signed out of the sign-on, as the sign-on itself tells (OpenID
/// Connect Back-Channel Logout 1.0).
#[utoipa::path(post, path = "/api/session/sign-on/ended", operation_id = "sign_on_ended",
    request_body(content = SignedOut, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 204, description = "Their sessions have ended, if there were any"),
        (status = 400, description = "No token, or one that is not believed", body = Problem),
        (status = 404, description = "No sign-on is set up", body = Problem),
        (status = 413, description = "The body is too large", body = Problem),
        (status = 503, description = "The sign-on does not answer", body = Problem)))]
pub(super) async fn ended(
    State(door): State<Door>,
    (headers, extensions): (HeaderMap, Extensions),
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Problem> {
    door.team_only()?;
    let body = body.map_err(|_| Problem::too_large("the body is larger than a token can be"))?;
    let mut pairs = form_urlencoded::parse(&body);
    let token = pairs.find(|(name, _)| name == "logout_token");
    let (_, token) = token.ok_or_else(|| Problem::logout("there is no `logout_token`"))?;
    let told = door.jalon.end_by_sign_on(&token).await;
    if let Err(error) = &told {
        let from = keys::comes_from(&headers, &extensions, door.jalon.trusted_proxies());
        tracing::warn!(from = ?from, %error, "a word that somebody has signed out was not believed");
    }
    match told {
        // The standard has 400 for whatever is not believed (2.8).
        Err(error) if error.kind() == ErrorKind::NotSignedIn => {
            Err(Problem::logout(&error.to_string()))
        }
        told => Ok(told.map(|()| StatusCode::NO_CONTENT)?),
    }
}
