//! Users, their grants and invitations, for those whose role it is.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    Door,
    asker::Asker,
    body::{self, Form},
    error::Problem,
    query::Query,
};
use crate::{
    app::{self, AccountError},
    domain::{DataClass, Grant, LinkKind, NewGrant, Role, User},
};

/// Users on a page.
const PAGE: u32 = 500;

/// Every route of users.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(users, add_user))
        .routes(routes!(disable_user))
        .routes(routes!(invite))
        .routes(routes!(remove_factor))
        .routes(routes!(end_sessions))
        .routes(routes!(add_grant))
        .routes(routes!(remove_grant))
        .layer(body::form_limit())
}

/// A page of users.
#[derive(Serialize, ToSchema)]
pub(super) struct Users {
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The users by name; 500 at most.
    items: Vec<UserView>,
}

/// A user.
#[derive(Serialize, ToSchema)]
pub(super) struct UserView {
    /// The name typed at the door.
    name: String,
    /// Whether a password has been chosen.
    has_password: bool,
    /// Whether a second factor is asked for.
    has_factor: bool,
    /// When the account was made.
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    /// When it was closed; null while it is open.
    #[serde(with = "time::serde::rfc3339::option")]
    disabled_at: Option<OffsetDateTime>,
    /// All grants, those whose last day has passed among them.
    grants: Vec<GrantView>,
}

/// A grant.
#[derive(Serialize, ToSchema)]
pub(super) struct GrantView {
    /// Which one.
    id: Uuid,
    /// The role.
    role: Role,
    /// Code of its territory.
    territory: String,
    /// Its last day, `YYYY-MM-DD`; null for as long as nobody takes it back.
    #[serde(with = "crate::domain::iso_day::option")]
    until: Option<Date>,
    /// Classes that it opens: `R`, `H`.
    opens: Vec<DataClass>,
    /// Codes of the settlements it is for; all when there are none.
    sites: Vec<String>,
}

/// A user to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewUser {
    /// 2 to 64 small letters, digits, `.`, `-`, `_` or `@`.
    name: String,
    /// What they do here; more can be given later.
    #[serde(default)]
    grants: Vec<GrantAsked>,
}

/// A grant to be given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GrantAsked {
    /// The role.
    role: Role,
    /// Its last day, `YYYY-MM-DD`.
    #[serde(default, with = "crate::domain::iso_day::option")]
    until: Option<Date>,
    /// Classes that it opens: `R` (courts and owners), `H` (households).
    #[serde(default)]
    opens: Vec<DataClass>,
    /// Codes of the settlements it is for.
    #[serde(default)]
    sites: Vec<String>,
}

/// An invitation.
#[derive(Serialize, ToSchema)]
pub(super) struct Invitation {
    /// Whom it is for.
    name: String,
    /// Where to open it: `/invitation#…`, once, within seven days. Give it to its user by a safe way.
    link: String,
}

/// Where a list goes on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct After {
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Users by name. For who runs accounts, or audits them.
#[utoipa::path(get, path = "/api/users", operation_id = "users", params(After),
    responses(
        (status = 200, description = "A page of users", body = Users),
        (status = 403, description = "Not with one's rights", body = Problem)))]
pub(super) async fn users(
    State(door): State<Door>,
    Query(page): Query<After>,
) -> Result<Json<Users>, Problem> {
    let after = page.cursor.unwrap_or_default();
    let mut found = door.jalon.users(&after, PAGE + 1).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let next = found.last().filter(|_| more).map(|user| user.name.clone());
    Ok(Json(Users {
        next,
        items: found.into_iter().map(user_view).collect(),
    }))
}

/// Adds a user and invites them.
#[utoipa::path(post, path = "/api/users", operation_id = "add_user", request_body = NewUser,
    responses(
        (status = 201, description = "The invitation", body = Invitation),
        (status = 403, description = "Not with one's rights", body = Problem),
        (status = 409, description = "The name is another user's", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(super) async fn add_user(
    State(door): State<Door>,
    Asker(person): Asker,
    Form(new): Form<NewUser>,
) -> Result<(StatusCode, Json<Invitation>), Problem> {
    let grants: Vec<NewGrant> = new.grants.into_iter().map(asked).collect();
    let user = door.jalon.add_user(&new.name, &grants, &person).await?;
    let invitation = invited(&door, user.name, &person).await?;
    Ok((StatusCode::CREATED, Json(invitation)))
}

/// Closes an account: its sessions, links and tokens end at once.
#[utoipa::path(delete, path = "/api/users/{name}", operation_id = "disable_user",
    params(("name" = String, Path, description = "Name of the user")),
    responses(
        (status = 204, description = "It is closed"),
        (status = 403, description = "Not with one's rights, or one's own", body = Problem),
        (status = 404, description = "No such user", body = Problem),
        (status = 409, description = "It is closed already", body = Problem)))]
pub(super) async fn disable_user(
    State(door): State<Door>,
    Asker(person): Asker,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    door.jalon.disable_user(&name, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Invites a user anew: an earlier link no longer works.
#[utoipa::path(post, path = "/api/users/{name}/invitation", operation_id = "invite_user",
    params(("name" = String, Path, description = "Name of the user")),
    responses(
        (status = 200, description = "The invitation", body = Invitation),
        (status = 403, description = "Not with one's rights", body = Problem),
        (status = 404, description = "No such user", body = Problem),
        (status = 409, description = "The account is closed", body = Problem)))]
pub(super) async fn invite(
    State(door): State<Door>,
    Asker(person): Asker,
    Path(name): Path<String>,
) -> Result<Json<Invitation>, Problem> {
    invited(&door, name, &person).await.map(Json)
}

/// Takes the second factor of a user away, who sets up a new one at the next sign-in.
#[utoipa::path(delete, path = "/api/users/{name}/factor", operation_id = "remove_factor",
    params(("name" = String, Path, description = "Name of the user")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, description = "Not with one's rights, or one's own", body = Problem),
        (status = 404, description = "No such user", body = Problem)))]
pub(super) async fn remove_factor(
    State(door): State<Door>,
    Asker(person): Asker,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    door.jalon.remove_factor(&name, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends every session of a user, on every device.
#[utoipa::path(delete, path = "/api/users/{name}/sessions", operation_id = "end_sessions",
    params(("name" = String, Path, description = "Name of the user")),
    responses(
        (status = 204, description = "They are ended"),
        (status = 403, description = "Not with one's rights, or one's own", body = Problem),
        (status = 404, description = "No such user", body = Problem)))]
pub(super) async fn end_sessions(
    State(door): State<Door>,
    Asker(person): Asker,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    door.jalon.end_sessions_of(&name, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a user a grant.
#[utoipa::path(post, path = "/api/users/{name}/grants", operation_id = "add_grant",
    params(("name" = String, Path, description = "Name of the user")), request_body = GrantAsked,
    responses(
        (status = 201, description = "The grant", body = GrantView),
        (status = 403, description = "Not with one's rights, or to oneself", body = Problem),
        (status = 404, description = "No such user", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(super) async fn add_grant(
    State(door): State<Door>,
    Asker(person): Asker,
    Path(name): Path<String>,
    Form(new): Form<GrantAsked>,
) -> Result<(StatusCode, Json<GrantView>), Problem> {
    let grant = door.jalon.grant(&name, &asked(new), &person).await?;
    Ok((StatusCode::CREATED, Json(grant_view(grant))))
}

/// Takes a grant back.
#[utoipa::path(delete, path = "/api/users/{name}/grants/{id}", operation_id = "remove_grant",
    params(("name" = String, Path, description = "Name of the user"),
        ("id" = Uuid, Path, description = "Which grant")),
    responses(
        (status = 204, description = "It is taken back"),
        (status = 403, description = "Not with one's rights", body = Problem),
        (status = 404, description = "No such user or grant", body = Problem)))]
pub(super) async fn remove_grant(
    State(door): State<Door>,
    Asker(person): Asker,
    Path((name, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let missing = |_| app::Error::from(AccountError::NoGrant { name: name.clone() });
    let id = id.parse().map_err(missing)?;
    door.jalon.revoke(&name, id, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn invited(
    door: &Door,
    name: String,
    person: &crate::domain::Person,
) -> Result<Invitation, Problem> {
    let kind = LinkKind::Invitation;
    let secret = door.jalon.add_link(&name, kind, person).await?;
    Ok(Invitation {
        name,
        link: format!("/invitation#{secret}"),
    })
}

fn asked(new: GrantAsked) -> NewGrant {
    NewGrant {
        role: new.role,
        territory: None,
        until: new.until,
        opens: new.opens,
        sites: new.sites,
    }
}

fn user_view(user: User) -> UserView {
    UserView {
        name: user.name,
        has_password: user.has_password,
        has_factor: user.has_factor,
        created_at: user.created_at,
        disabled_at: user.disabled_at,
        grants: user.grants.into_iter().map(grant_view).collect(),
    }
}

fn grant_view(grant: Grant) -> GrantView {
    GrantView {
        id: grant.id,
        role: grant.role,
        territory: grant.territory.as_str().to_owned(),
        until: grant.until,
        opens: grant.opens,
        sites: grant.sites,
    }
}
