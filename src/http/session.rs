//! The door: signing in and out, invitations, the own password, second factor and devices.

use axum::{
    Json,
    extract::{Path, State},
    http::{
        Extensions, HeaderMap, StatusCode,
        header::{SET_COOKIE, USER_AGENT},
    },
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    Door,
    asker::Asker,
    body::{self, Form},
    charter::{self, CharterView},
    error::Problem,
    glass::OpenGlassView,
    keys,
};
use crate::{
    access,
    app::{self, AccountError, Entered, Renewed, SignIn},
    domain::{Act, Code, DataClass, Person, Reach, Resource, Role, Session, Way},
};

/// Every route of the door.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(who, sign_in, sign_out))
        .routes(routes!(accept))
        .routes(routes!(change_password))
        .routes(routes!(begin_factor, set_factor))
        .merge(charter::routes())
        .routes(routes!(devices))
        .routes(routes!(end_device))
        .layer(body::form_limit())
}

/// What is typed at the door: name and password, or a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSession {
    /// The user's name.
    #[serde(default)]
    name: String,
    /// Their password.
    #[serde(default)]
    password: String,
    /// The code of their second factor, or a recovery code.
    #[serde(default)]
    code: Option<String>,
    /// Whether this is a phone in the field: its session lasts 30 days, 12 hours without use.
    #[serde(default)]
    field_device: bool,
    /// What stands in a link that signs in once, in the place of all else.
    #[serde(default)]
    link: Option<String>,
}

/// Who is asking.
#[derive(Serialize, ToSchema)]
pub(super) struct Who {
    /// Whether names are asked for: there are accounts.
    accounts: bool,
    /// The name in the record of changes; null for somebody who has not signed in.
    name: Option<String>,
    /// Whether somebody has signed in, so that they can sign out.
    signed_in: bool,
    /// Where one comes in by the city's own sign-on; null where there is none.
    sign_on: Option<&'static str>,
    /// What they do here.
    roles: Vec<Role>,
    /// Whether a second factor must be set up before anything else.
    factor_due: bool,
    /// The charter, where it is still to be accepted before anything else; null where it is not.
    charter: Option<CharterView>,
    /// What was opened for an hour that the role leaves closed.
    opened: Vec<OpenGlassView>,
    /// What they may open for an hour, with a reason.
    may_open: Vec<DataClass>,
    /// The roles as which they may look around.
    may_view_as: &'static [Role],
    /// The role as which somebody looks around, by the header `X-View-As`.
    viewing_as: Option<Role>,
    /// What they may do, and how far: `sites:read` to `territory`.
    rights: Vec<RightView>,
}

/// One right.
#[derive(Serialize, ToSchema)]
pub(super) struct RightView {
    /// With what.
    resource: Resource,
    /// What.
    act: Act,
    /// How far.
    reach: Reach,
}

/// Who is asking, and what they may do.
#[utoipa::path(get, path = "/api/session", operation_id = "who",
    responses((status = 200, description = "Who is asking", body = Who)))]
pub(super) async fn who(State(door): State<Door>, Asker(person): Asker) -> Json<Who> {
    Json(told(&door, &person))
}

/// Signs in by name and password, and the code of the second factor where there is one; or by a
/// link that works once. The answer keeps the session in a cookie.
#[utoipa::path(post, path = "/api/session", operation_id = "sign_in", request_body = NewSession,
    responses(
        (status = 200, description = "Signed in", body = Entry),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 401, description = "Name, password, code or link are not right, or the code is missing", body = Problem),
        (status = 429, description = "Too many tries for this name from this address, or from this address", body = Problem)))]
pub(super) async fn sign_in(
    State(door): State<Door>,
    headers: HeaderMap,
    extensions: Extensions,
    Form(new): Form<NewSession>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let proxies = door.jalon.trusted_proxies();
    let from = keys::comes_from(&headers, &extensions, proxies);
    let account = new.link.as_ref().map_or(new.name.as_str(), |_| "a link");
    door.attempts.count(account, from)?;
    let device = device(&headers);
    let entered = if let Some(link) = &new.link {
        door.jalon.sign_in_by_link(link, device).await
    } else {
        let given = SignIn {
            name: new.name,
            password: new.password,
            code: new.code,
            device,
            is_field_device: new.field_device,
        };
        door.jalon.sign_in(given).await
    };
    if let Err(error) = &entered {
        tracing::warn!(from = ?from, %error, "somebody was not let in");
    }
    entered_by(entered?)
}

/// Somebody who has come in.
#[derive(Serialize, ToSchema)]
pub(super) struct Entry {
    /// Their name.
    name: String,
    /// Whether a second factor must be set up before anything else.
    factor_due: bool,
}

fn entered_by(entered: Entered) -> Result<Response, Problem> {
    let cookie = keys::kept(&entered.secret, entered.session.is_field_device);
    let cookie = cookie.ok_or_else(Problem::broken)?;
    let entry = Entry {
        name: entered.name,
        factor_due: entered.session.factor_due,
    };
    Ok(([(SET_COOKIE, cookie)], Json(entry)).into_response())
}

/// Signs out; without a session nothing happens.
#[utoipa::path(delete, path = "/api/session", operation_id = "sign_out",
    responses((status = 204, description = "Signed out")))]
pub(super) async fn sign_out(
    State(door): State<Door>,
    Asker(person): Asker,
) -> Result<Response, Problem> {
    if let Way::Session { id, .. } = person.way {
        door.jalon.end_session(&person, id).await?;
    }
    let headers = [(SET_COOKIE, keys::forgotten())];
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

/// An invitation that is accepted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Acceptance {
    /// What stands in the link.
    link: String,
    /// The chosen password: 12 to 1,024 characters, none that is guessed first.
    password: String,
}

/// Chooses the password of an invited user and signs them in; a link works once.
#[utoipa::path(post, path = "/api/session/invitation", operation_id = "accept_invitation",
    request_body = Acceptance,
    responses(
        (status = 200, description = "Chosen and signed in", body = Entry),
        (status = 204, description = "Chosen; sign in with the second factor"),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 401, description = "The link has been used or has ended", body = Problem),
        (status = 422, description = "This password may not be chosen", body = Problem),
        (status = 429, description = "Too many tries from this address", body = Problem)))]
pub(super) async fn accept(
    State(door): State<Door>,
    headers: HeaderMap,
    extensions: Extensions,
    Form(new): Form<Acceptance>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let from = keys::comes_from(&headers, &extensions, door.jalon.trusted_proxies());
    door.attempts.count("an invitation", from)?;
    let chosen = (new.password, device(&headers));
    match door.jalon.accept_invitation(&new.link, chosen).await? {
        Some(entered) => entered_by(entered),
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

/// Another password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordChange {
    /// The one until now; blank for who came in by a link and has none.
    #[serde(default)]
    old: String,
    /// The new one.
    new: String,
}

/// Chooses another password; every other session ends, and the answer renews this one's cookie.
#[utoipa::path(put, path = "/api/session/password", operation_id = "change_password",
    request_body = PasswordChange,
    responses(
        (status = 204, description = "Chosen"),
        (status = 401, description = "The old one is not right", body = Problem),
        (status = 422, description = "This password may not be chosen", body = Problem),
        (status = 429, description = "Too many tries", body = Problem)))]
pub(super) async fn change_password(
    State(door): State<Door>,
    Asker(person): Asker,
    Form(new): Form<PasswordChange>,
) -> Result<Response, Problem> {
    door.attempts.count(&person.name, None)?;
    let passwords = (new.old, new.new);
    let renewed = door.jalon.change_password(&person, passwords).await?;
    renewed_by(&renewed, StatusCode::NO_CONTENT)
}

/// An answer that has the browser keep the new secret of its session.
pub(super) fn renewed_by(
    renewed: &Renewed,
    answer: impl IntoResponse,
) -> Result<Response, Problem> {
    let cookie = keys::kept(&renewed.secret, renewed.is_field_device);
    let cookie = cookie.ok_or_else(Problem::broken)?;
    Ok(([(SET_COOKIE, cookie)], answer).into_response())
}

/// What an authenticator is told.
#[derive(Serialize, ToSchema)]
pub(super) struct FactorView {
    /// The key in base 32, to be typed.
    key: String,
    /// The same as an address that an authenticator opens.
    address: String,
}

/// Begins to set up a second factor: a key for the authenticator, shown once.
#[utoipa::path(post, path = "/api/session/factor", operation_id = "begin_factor",
    responses(
        (status = 200, description = "The key", body = FactorView),
        (status = 409, description = "There is a second factor already", body = Problem)))]
pub(super) async fn begin_factor(
    State(door): State<Door>,
    Asker(person): Asker,
) -> Result<Json<FactorView>, Problem> {
    let key = door.jalon.begin_factor(&person).await?;
    Ok(Json(FactorView {
        key: key.key,
        address: key.address,
    }))
}

/// A code of the authenticator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FactorCode {
    /// Six digits.
    code: String,
}

/// Recovery codes.
#[derive(Serialize, ToSchema)]
pub(super) struct RecoveryCodes {
    /// Ten codes, each of which works once in the place of the authenticator's; not shown again.
    recovery_codes: Vec<String>,
}

/// Sets the second factor by the first code that the authenticator shows; the answer renews the
/// session's cookie.
#[utoipa::path(put, path = "/api/session/factor", operation_id = "set_factor",
    request_body = FactorCode,
    responses(
        (status = 200, description = "It is set", body = RecoveryCodes),
        (status = 409, description = "There is a second factor already", body = Problem),
        (status = 422, description = "The code does not fit", body = Problem),
        (status = 429, description = "Too many tries", body = Problem)))]
pub(super) async fn set_factor(
    State(door): State<Door>,
    Asker(person): Asker,
    Form(given): Form<FactorCode>,
) -> Result<Response, Problem> {
    door.attempts.count(&person.name, None)?;
    let (recovery_codes, renewed) = door.jalon.set_factor(&person, &given.code).await?;
    renewed_by(&renewed, Json(RecoveryCodes { recovery_codes }))
}

/// The own sessions.
#[derive(Serialize, ToSchema)]
pub(super) struct Devices {
    /// Those used last first; 500 at most.
    items: Vec<DeviceView>,
}

/// One session.
#[derive(Serialize, ToSchema)]
pub(super) struct DeviceView {
    /// Which one.
    id: Uuid,
    /// What the browser says of itself.
    device: String,
    /// Whether it is a phone in the field.
    field_device: bool,
    /// Whether it is the one that asks.
    current: bool,
    /// When it was begun.
    #[serde(with = "time::serde::rfc3339")]
    since: OffsetDateTime,
    /// When it was last used, to the minute.
    #[serde(with = "time::serde::rfc3339")]
    seen_at: OffsetDateTime,
}

/// The own sessions that still hold.
#[utoipa::path(get, path = "/api/session/devices", operation_id = "devices",
    responses((status = 200, description = "The own sessions", body = Devices)))]
pub(super) async fn devices(
    State(door): State<Door>,
    Asker(person): Asker,
) -> Result<Json<Devices>, Problem> {
    let sessions = door.jalon.sessions(&person).await?;
    let view = |session: Session| DeviceView {
        current: matches!(person.way, Way::Session { id, .. } if id == session.id),
        id: session.id,
        device: session.device,
        field_device: session.is_field_device,
        since: session.created_at,
        seen_at: session.seen_at,
    };
    Ok(Json(Devices {
        items: sessions.into_iter().map(view).collect(),
    }))
}

/// Ends one of the own sessions.
#[utoipa::path(delete, path = "/api/session/devices/{id}", operation_id = "end_device",
    params(("id" = Uuid, Path, description = "Which session")),
    responses(
        (status = 204, description = "It is over"),
        (status = 404, description = "No such session of one's own", body = Problem)))]
pub(super) async fn end_device(
    State(door): State<Door>,
    Asker(person): Asker,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = id
        .parse()
        .map_err(|_| app::Error::from(AccountError::NoSession))?;
    door.jalon.end_session(&person, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn told(door: &Door, person: &Person) -> Who {
    let territory = door.jalon.territory();
    let pairs = Resource::ALL
        .iter()
        .flat_map(|resource| Act::ALL.iter().map(|act| (*resource, *act)));
    let rights = pairs.map(|(resource, act)| RightView {
        resource,
        act,
        reach: access::reach(person, territory, resource, act),
    });
    let now = door.jalon.clock().now();
    let opened = person.glass.iter().cloned();
    let opened = opened.map(|glass| OpenGlassView::at(glass, now));
    let may_open = DataClass::ALL.iter().copied();
    let may_open = may_open.filter(|class| access::may_break_glass(person, territory, *class));
    let mut roles: Vec<Role> = person.grants.iter().map(|grant| grant.role).collect();
    roles.sort_unstable();
    roles.dedup();
    Who {
        accounts: door.jalon.has_accounts(),
        name: person.is_known().then(|| person.name.clone()),
        sign_on: door.jalon.has_sign_on().then_some(super::sign_on::ADDRESS),
        signed_in: matches!(person.way, Way::Session { .. }),
        roles,
        factor_due: matches!(
            person.way,
            Way::Session {
                second_factor_due: true,
                ..
            }
        ),
        charter: charter::due(door, person),
        opened: opened.collect(),
        may_open: may_open.collect(),
        may_view_as: if access::may_view_as(person, territory) {
            Role::ALL
        } else {
            &[]
        },
        viewing_as: person.views_as,
        rights: rights.filter(|right| right.reach > Reach::None).collect(),
    }
}

pub(super) fn device(headers: &HeaderMap) -> String {
    let says = headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok());
    says.unwrap_or_default().to_owned()
}
