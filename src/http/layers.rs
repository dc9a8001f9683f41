//! Layers as GeoJSON, a page at a time.

use std::sync::Arc;

use axum::{
    extract::Path,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

use super::{
    asker::Seen,
    error::Problem,
    limits::PAGE_BYTES,
    query::{self, Page, Query},
};
use crate::{
    app::{Atlas, AtlasLayer, features},
    domain::{Audience, LayerKind, Viewer},
    formats, publish,
    spatial::Bbox,
};

/// Which features are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Within {
    /// `west,south,east,north` in degrees.
    bbox: Option<String>,
}

/// The features of a layer as GeoJSON, a page at a time.
#[utoipa::path(get, path = "/api/layers/{layer}/items", operation_id = "items",
    params(("layer" = String, Path, description = "Code of the layer"), Within, Page),
    responses(
        (status = 200, description = "A GeoJSON feature collection with `numberMatched`, `numberReturned` and `next`",
            body = Object, content_type = "application/geo+json"),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No such layer for this audience", body = Problem)))]
pub(super) async fn items(
    Seen(door, viewer): Seen,
    Path(layer): Path<String>,
    Query(within): Query<Within>,
    Query(page): Query<Page>,
) -> Result<Response, Problem> {
    let asked = Asked {
        viewer,
        bbox: within.bbox.as_deref().map(query::bbox).transpose()?,
        limit: page.limit()?,
        after: page.after()?,
    };
    let atlas = door.jalon.atlas();
    let layer = drawn_layer(door.audience, &atlas, &layer)?;
    let body = door
        .workers
        .compute(move || collection(&atlas, &layer, &asked))
        .await?;
    Ok(([(CONTENT_TYPE, "application/geo+json")], body).into_response())
}

/// The layer of this code, if the audience may see it drawn.
pub(super) fn drawn_layer(
    audience: Audience,
    atlas: &Atlas,
    code: &str,
) -> Result<Arc<AtlasLayer>, Problem> {
    LayerKind::from_code(code)
        .filter(|&kind| publish::is_visible(audience, kind) && publish::is_drawn(kind))
        .and_then(|kind| atlas.layer(kind).cloned())
        .ok_or_else(|| {
            Problem::not_found(format!(
                "there is no layer {code:?}; /api/status lists them"
            ))
        })
}

/// One page that was asked for.
struct Asked {
    viewer: Viewer,
    bbox: Option<Bbox>,
    limit: usize,
    after: u64,
}

fn collection(atlas: &Atlas, layer: &AtlasLayer, asked: &Asked) -> String {
    let kind = layer.version.kind;
    let within = asked.bbox.unwrap_or(Bbox::WORLD);
    let matched = layer.touching(within).count();
    let mut rest = layer
        .touching(within)
        .filter(|(number, _)| *number > asked.after)
        .peekable();
    let (mut body, mut returned, mut last) = (String::new(), 0, asked.after);
    while returned < asked.limit && body.len() < PAGE_BYTES {
        let Some((number, record)) = rest.next() else {
            break;
        };
        last = number;
        if let Some(feature) = features::of(atlas, (asked.viewer, kind), (number, record)) {
            if returned > 0 {
                body.push(',');
            }
            body.push_str(&formats::geojson_text(&feature));
            returned += 1;
        }
    }
    let next = match rest.peek() {
        Some(_) => Value::String(last.to_string()),
        None => Value::Null,
    };
    format!(
        r#"{{"type":"FeatureCollection","numberMatched":{matched},"numberReturned":{returned},"next":{next},"features":[{body}]}}"#
    )
}
