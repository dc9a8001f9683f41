//! Tokens for programs: made, listed and taken back by whose they are.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    Door,
    asker::Asker,
    body::{self, Form},
    error::Problem,
};
use crate::{
    app::{self, AccountError},
    domain::{ApiToken, Network, Scope},
};

/// Every route of tokens.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(tokens, add_token))
        .routes(routes!(end_token))
        .layer(body::form_limit())
}

/// The own tokens.
#[derive(Serialize, ToSchema)]
pub(super) struct Tokens {
    /// Oldest first; 500 at most.
    items: Vec<TokenView>,
}

/// A token, without its secret.
#[derive(Serialize, ToSchema)]
pub(super) struct TokenView {
    /// Which one; it stands in the token after `jln_`.
    id: Uuid,
    /// What it is for, in its owner's words.
    name: String,
    /// What it may be used for.
    scopes: Vec<Scope>,
    /// Ranges of addresses that it works from; from all where there is none.
    #[schema(value_type = Vec<String>)]
    networks: Vec<Network>,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    /// When it ends.
    #[serde(with = "time::serde::rfc3339")]
    ends_at: OffsetDateTime,
}

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TokenAsked {
    /// What it is for, in 1 to 80 characters.
    name: String,
    /// What it may be used for.
    scopes: Vec<Scope>,
    /// Days until it ends: 1 to 366.
    days: u16,
    /// Ranges of addresses that it works from, such as `10.2.0.0/16`: at most 20; from all where none is named.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    networks: Vec<Network>,
}

/// A token that was just made.
#[derive(Serialize, ToSchema)]
pub(super) struct TokenMade {
    /// What a program sends as `Authorization: Bearer …`, or as the password of `Basic`. It is not
    /// shown again.
    token: String,
    /// What is known of it from now on.
    made: TokenView,
}

/// The own tokens.
#[utoipa::path(get, path = "/api/tokens", operation_id = "tokens",
    responses(
        (status = 200, description = "The own tokens", body = Tokens),
        (status = 403, description = "Asked with a token", body = Problem)))]
pub(super) async fn tokens(
    State(door): State<Door>,
    Asker(person): Asker,
) -> Result<Json<Tokens>, Problem> {
    let found = door.jalon.tokens(&person).await?;
    Ok(Json(Tokens {
        items: found.into_iter().map(view).collect(),
    }))
}

/// Makes a token. It reaches no farther than its owner, and never a household or a court.
#[utoipa::path(post, path = "/api/tokens", operation_id = "add_token", request_body = TokenAsked,
    responses(
        (status = 201, description = "The token, this once", body = TokenMade),
        (status = 403, description = "Asked with a token", body = Problem),
        (status = 422, description = "No name, no scope, or too long a time", body = Problem)))]
pub(super) async fn add_token(
    State(door): State<Door>,
    Asker(person): Asker,
    Form(new): Form<TokenAsked>,
) -> Result<(StatusCode, Json<TokenMade>), Problem> {
    let new = app::NewToken {
        name: new.name,
        scopes: new.scopes,
        networks: new.networks,
        ends_at: door.jalon.clock().now() + Duration::days(new.days.into()),
    };
    let (made, token) = door.jalon.add_token(&new, &person).await?;
    let made = view(made);
    Ok((StatusCode::CREATED, Json(TokenMade { token, made })))
}

/// Takes a token back.
#[utoipa::path(delete, path = "/api/tokens/{id}", operation_id = "end_token",
    params(("id" = Uuid, Path, description = "Which token")),
    responses(
        (status = 204, description = "It works no more"),
        (status = 404, description = "No such token of one's own", body = Problem)))]
pub(super) async fn end_token(
    State(door): State<Door>,
    Asker(person): Asker,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = id
        .parse()
        .map_err(|_| app::Error::from(AccountError::NoToken))?;
    door.jalon.end_token(id, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn view(token: ApiToken) -> TokenView {
    TokenView {
        id: token.id,
        name: token.name,
        scopes: token.scopes,
        networks: token.networks,
        created_at: token.created_at,
        ends_at: token.ends_at,
    }
}
