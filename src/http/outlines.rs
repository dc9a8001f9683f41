//! Outlines that visits propose: listed beside the settlement's shape, taken over in its place, set aside.
//!
//! Whoever takes one over names the settlement as they have seen it in `If-Match`, as for any edit of it.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header::ETAG},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{Door, asker::Asker, error::Problem, limits::VISIT_BYTES, ogc};
use crate::{
    app,
    domain::{Audience, VisitId},
    formats,
    publish::{self, OutlineView},
    spatial::{Footprint, Shape},
};

/// The routes of outlines.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(outlines))
        .routes(routes!(take))
        .routes(routes!(set_aside))
}

/// What visits propose, beside what stands.
#[derive(Serialize, ToSchema)]
pub(super) struct Outlines {
    /// The shape of the settlement as a GeoJSON geometry.
    #[schema(value_type = Object)]
    geometry: serde_json::Value,
    /// What it surrounds, in square metres.
    area_m2: f64,
    /// The settlement as it is, for `If-Match`; the header `ETag` has it too.
    etag: String,
    /// The outlines of the newest visits first, 50 at most; those of visits that were withdrawn are left out.
    items: Vec<OutlineItem>,
}

/// An outline with its shape.
#[derive(Serialize, ToSchema)]
struct OutlineItem {
    #[serde(flatten)]
    outline: OutlineView,
    /// Its shape as a GeoJSON geometry.
    #[schema(value_type = Object)]
    geometry: serde_json::Value,
}

/// Why an outline is taken over, if that is to be told.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTaking {
    /// Up to 2,000 characters.
    #[serde(default)]
    reason: Option<String>,
}

/// Why an outline is not taken over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSettingAside {
    /// Up to 2,000 characters.
    reason: String,
}

/// The outlines that visits of a settlement propose, beside its shape. Team only.
#[utoipa::path(get, path = "/api/settlements/{code}/outlines", operation_id = "outlines",
    params(("code" = String, Path, description = "Code of the settlement")),
    responses(
        (status = 200, description = "What stands and what is proposed", body = Outlines),
        (status = 404, description = "No settlement of this code for this audience", body = Problem)))]
pub(super) async fn outlines(
    State(door): State<Door>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    refuse_public(&door, &code)?;
    listed(&door, &code).await
}

/// Puts the outline of a visit in the place of the settlement's shape. Team only. Nothing else of the settlement
/// changes; it is assessed again at once.
#[utoipa::path(post, path = "/api/settlements/{code}/outlines/{visit}/taking",
    operation_id = "take_outline",
    params(("code" = String, Path, description = "Code of the settlement"),
        ("visit" = String, Path, description = "Id of the visit that brought it"),
        ("If-Match" = String, Header, description = "`etag` of the settlement as it was seen, or `*`")),
    request_body(content = NewTaking),
    responses(
        (status = 200, description = "What stands now and what is proposed", body = Outlines),
        (status = 404, description = "No such outline for this audience", body = Problem),
        (status = 409, description = "It was decided about before", body = Problem),
        (status = 412, description = "The settlement is not as it was seen", body = Problem),
        (status = 422, description = "The body cannot be read", body = Problem),
        (status = 428, description = "If-Match is missing", body = Problem)))]
pub(super) async fn take(
    State(door): State<Door>,
    Path((code, visit)): Path<(String, String)>,
    Asker(person): Asker,
    (headers, body): (HeaderMap, Bytes),
) -> Result<Response, Problem> {
    refuse_public(&door, &code)?;
    let visit = id_of(&visit)?;
    let seen = ogc::Seen::read(&headers)?;
    let given: NewTaking = read(&body)?;
    let condition = |revision: &str| seen.holds(revision);
    let by = (&condition as _, person.name.as_str());
    let reason = given.reason.as_deref();
    door.jalon.take_outline((&code, visit), reason, by).await?;
    listed(&door, &code).await
}

/// Writes down that the outline of a visit does not become the settlement's shape, and why. Team only.
#[utoipa::path(post, path = "/api/settlements/{code}/outlines/{visit}/setting-aside",
    operation_id = "set_outline_aside",
    params(("code" = String, Path, description = "Code of the settlement"),
        ("visit" = String, Path, description = "Id of the visit that brought it")),
    request_body(content = NewSettingAside),
    responses(
        (status = 200, description = "What stands and what is proposed", body = Outlines),
        (status = 404, description = "No such outline for this audience", body = Problem),
        (status = 409, description = "It was decided about before", body = Problem),
        (status = 422, description = "No reason is given", body = Problem)))]
pub(super) async fn set_aside(
    State(door): State<Door>,
    Path((code, visit)): Path<(String, String)>,
    Asker(person): Asker,
    body: Bytes,
) -> Result<Response, Problem> {
    refuse_public(&door, &code)?;
    let visit = id_of(&visit)?;
    let given: NewSettingAside = read(&body)?;
    let of = (code.as_str(), visit);
    door.jalon
        .set_outline_aside(of, &given.reason, &person.name)
        .await?;
    listed(&door, &code).await
}

async fn listed(door: &Door, code: &str) -> Result<Response, Problem> {
    let outlines = door.jalon.outlines(code).await?;
    let audience = door.audience;
    let etag = format!("\"{}\"", outlines.revision);
    let header = HeaderValue::from_str(&etag).map_err(|_| Problem::broken())?;
    let work = move || {
        let current = &outlines.current;
        let items = outlines.proposed.iter().filter_map(|proposed| {
            Some(OutlineItem {
                outline: publish::outline(audience, proposed, current)?,
                geometry: geometry(&proposed.outline.area),
            })
        });
        Outlines {
            geometry: geometry(current),
            area_m2: current.area_m2(),
            etag,
            items: items.collect(),
        }
    };
    let told = door.workers.compute(work).await?;
    Ok(([(ETAG, header)], Json(told)).into_response())
}

fn geometry(area: &Footprint) -> serde_json::Value {
    let text = formats::geojson_geometry(&Shape::Area(area.clone()));
    serde_json::from_str(&text).unwrap_or_default()
}

/// For the public there is no settlement, and so no outline.
fn refuse_public(door: &Door, code: &str) -> Result<(), Problem> {
    if door.audience == Audience::Public {
        return Err(Problem::from(app::Error::NoSettlement {
            code: code.to_owned(),
        }));
    }
    Ok(())
}

fn id_of(visit: &str) -> Result<VisitId, Problem> {
    let id = Uuid::parse_str(visit).map(VisitId);
    id.map_err(|_| Problem::not_found(format!("{visit:?} names no visit; it is not a UUID")))
}

fn read<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, Problem> {
    if body.len() > VISIT_BYTES {
        let detail = format!("a decision has at most {} kB", VISIT_BYTES / 1024);
        return Err(Problem::too_large(detail));
    }
    let wrong = |error| Problem::no_upload(format!("the body is not what is due here: {error}"));
    serde_json::from_slice(body).map_err(wrong)
}
