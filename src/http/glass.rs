//! What is opened for an hour with a reason, and the notices of it.

use axum::{Json, extract::State, response::Response};
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
use crate::domain::{BrokenGlass, DataClass, GlassNotice};

/// Every route of it.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(break_glass))
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

/// Opens what one's role leaves closed, for reading, for an hour, to this session; the answer renews its
/// cookie.
#[utoipa::path(post, path = "/api/session/break-glass", operation_id = "break_glass",
    request_body = GlassAsked,
    responses(
        (status = 200, description = "It is open", body = GlassView),
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
    renewed_by(&renewed, Json(GlassView::from(glass)))
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
    };
    let last = found.last().filter(|_| more);
    Ok(Json(Notices {
        next: last.map(|last| last.number.to_string()),
        items: found.into_iter().map(view).collect(),
    }))
}
