//! What is opened for an hour with a reason, and the notices of it.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    asker::Asker,
    body::{self, Form},
    error::Problem,
    query::{Page, Query},
    session::renewed_by,
};
use crate::{
    app::{self, AccountError},
    domain::{BrokenGlass, Code, DataClass, GlassNotice},
};

/// Every route of it.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(break_glass))
        .routes(routes!(end_broken_glass))
        .routes(routes!(notices))
        .layer(body::form_limit())
}

/// What is to be opened, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GlassAsked {
    /// `H` for what is known of households, `R` of courts and owners.
    class: DataClass,
    /// Why, in 3 to 200 characters, without anybody's name: it is written down and told to whoever
    /// runs accounts or audits them.
    reason: String,
}

/// What is open for a session.
#[derive(Serialize, ToSchema)]
pub(super) struct GlassView {
    /// Which class.
    class: DataClass,
    /// Why; the purpose of each look meanwhile.
    reason: String,
    /// Since when.
    #[serde(with = "time::serde::rfc3339")]
    since: OffsetDateTime,
    /// When it ends by itself.
    #[serde(with = "time::serde::rfc3339")]
    ends_at: OffsetDateTime,
}

impl From<BrokenGlass> for GlassView {
    fn from(glass: BrokenGlass) -> Self {
        Self {
            class: glass.class,
            reason: glass.reason,
            since: glass.began_at,
            ends_at: glass.ends_at,
        }
    }
}

/// What is open for the session that asks.
#[derive(Serialize, ToSchema)]
pub(super) struct OpenGlassView {
    /// What, why and until when.
    #[serde(flatten)]
    glass: GlassView,
    /// Seconds that are left by the server's clock, a begun one too: the asker's own may be wrong.
    seconds_left: u64,
}

impl OpenGlassView {
    /// What is told of it at a time.
    pub(super) fn at(glass: BrokenGlass, now: OffsetDateTime) -> Self {
        let left_ms = (glass.ends_at - now).whole_milliseconds();
        Self {
            glass: glass.into(),
            seconds_left: u64::try_from(left_ms).unwrap_or(0).div_ceil(1_000),
        }
    }
}

/// Opens what one's role leaves closed, for reading, for an hour, to this session; the answer renews its
/// cookie.
#[utoipa::path(post, path = "/api/session/break-glass", operation_id = "break_glass",
    request_body = GlassAsked,
    responses(
        (status = 200, description = "It is open", body = OpenGlassView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 403, description = "Not with one's role, or one reads it already", body = Problem),
        (status = 422, description = "The reason says nothing", body = Problem)))]
pub(super) async fn break_glass(
    State(door): State<Door>,
    Asker(person): Asker,
    Form(asked): Form<GlassAsked>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let what = (asked.class, asked.reason.as_str());
    let (glass, renewed) = door.jalon.break_glass(what, &person).await?;
    let now = door.jalon.clock().now();
    renewed_by(&renewed, Json(OpenGlassView::at(glass, now)))
}

/// Shuts what was opened before its hour is over, for this session.
#[utoipa::path(delete, path = "/api/session/break-glass/{class}", operation_id = "end_broken_glass",
    params(("class" = String, Path, description = "`H` for what is known of households, `R` of courts and owners")),
    responses(
        (status = 204, description = "It is shut"),
        (status = 404, description = "Nothing of it is open to this session", body = Problem)))]
pub(super) async fn end_broken_glass(
    State(door): State<Door>,
    Asker(person): Asker,
    Path(class): Path<String>,
) -> Result<StatusCode, Problem> {
    door.team_only()?;
    let class = DataClass::from_code(&class);
    let class = class.ok_or_else(|| app::Error::from(AccountError::NothingOpen))?;
    door.jalon.end_broken_glass(class, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A page of notices.
#[derive(Serialize, ToSchema)]
pub(super) struct Notices {
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The notices of this page, newest first.
    items: Vec<NoticeView>,
}

/// A notice that somebody opened what their role leaves closed.
#[derive(Serialize, ToSchema)]
pub(super) struct NoticeView {
    /// The number of its change.
    number: u64,
    /// Who.
    who: String,
    /// What, why and how long.
    #[serde(flatten)]
    glass: GlassView,
    /// When it was shut before its end; null where it was not.
    #[serde(with = "time::serde::rfc3339::option")]
    ended_at: Option<OffsetDateTime>,
}

/// Who has opened what, and why. For whoever runs accounts or audits them.
#[utoipa::path(get, path = "/api/notices", operation_id = "notices", params(Page),
    responses(
        (status = 200, description = "A page of notices", body = Notices),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not with one's rights", body = Problem)))]
pub(super) async fn notices(
    State(door): State<Door>,
    Query(page): Query<Page>,
) -> Result<Json<Notices>, Problem> {
    door.team_only()?;
    let (limit, one_more) = super::audit::limits(&page)?;
    let before = match page.after()? {
        0 => u64::MAX,
        before => before,
    };
    let mut found = door.jalon.glass_notices(before, one_more).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let view = |notice: GlassNotice| NoticeView {
        number: notice.number,
        who: notice.name,
        glass: notice.glass.into(),
        ended_at: notice.ended_at,
    };
    let last = found.last().filter(|_| more);
    Ok(Json(Notices {
        next: last.map(|last| last.number.to_string()),
        items: found.into_iter().map(view).collect(),
    }))
}
