//! Vector tiles of the current layers, and the TileJSON that says where they are.

use axum::{
    Json,
    extract::{Path, State},
    http::{
        HeaderMap, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HOST, IF_NONE_MATCH},
    },
    response::{IntoResponse, Response},
};

use super::{
    Door,
    error::Problem,
    layers::drawn_layer,
    query::digits,
    status::{ZOOMS, tiles_address},
};
use crate::{
    app::{Atlas, AtlasLayer, features},
    domain::{Audience, LayerKind},
    publish,
    spatial::{Bbox, Feature, TileId},
    tiles::{self, Budget, SmallAreas, TileJson, TileLayer},
};

/// A vector tile (MVT 2.1) with one layer, named as in the address.
#[utoipa::path(get, path = "/tiles/{layer}/{z}/{x}/{tile}", operation_id = "tile",
    params(
        ("layer" = String, Path, description = "Code of the layer"),
        ("z" = String, Path, description = "Zoom, 0 to 22"),
        ("x" = String, Path, description = "Column, from the west"),
        ("tile" = String, Path, description = "Row from the north, then `.mvt`")),
    responses(
        (status = 200, description = "The tile", content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "Nothing is there"),
        (status = 304, description = "Unchanged"),
        (status = 400, description = "No such tile", body = Problem),
        (status = 404, description = "No such layer for this audience", body = Problem)))]
pub(super) async fn tile(
    State(door): State<Door>,
    Path((layer, z, x, tile)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id = tile_id(&z, &x, &tile)?;
    let atlas = door.jalon.atlas();
    let layer = drawn_layer(door.audience, &atlas, &layer)?;
    let etag = etag(door.audience, &atlas, &layer);
    let cache = [
        (ETAG, etag.clone()),
        (CACHE_CONTROL, cache_rule(door.audience).to_owned()),
    ];
    if is_known(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, cache).into_response());
    }
    let audience = door.audience;
    let bytes = door
        .workers
        .compute(move || draw(audience, &atlas, &layer, id))
        .await?;
    if bytes.is_empty() {
        return Ok((StatusCode::NO_CONTENT, cache).into_response());
    }
    let kind = [(CONTENT_TYPE, tiles::MEDIA_TYPE)];
    Ok((cache, kind, bytes).into_response())
}

/// Where the tiles of a layer are and what they hold (TileJSON 3.0).
#[utoipa::path(get, path = "/tiles/{file}", operation_id = "tile_json",
    params(("file" = String, Path, description = "Code of the layer, then `.json`")),
    responses(
        (status = 200, description = "TileJSON 3.0", body = TileJson),
        (status = 404, description = "No such layer for this audience", body = Problem)))]
pub(super) async fn tile_json(
    State(door): State<Door>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Json<TileJson>, Problem> {
    let atlas = door.jalon.atlas();
    let code = file.strip_suffix(".json").unwrap_or_default();
    let layer = drawn_layer(door.audience, &atlas, code)?;
    let kind = layer.version.kind;
    // For the team the guard has checked the name; the public server is known by other names than
    // its own, so its address is told without one.
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .filter(|_| door.audience == Audience::Team);
    let address = tiles_address(&layer.version);
    let tiles = host.map_or(address.clone(), |host| format!("http://{host}{address}"));
    let bounds = layer.version.bbox.unwrap_or(Bbox::WORLD);
    let fields = publish::tile_fields(kind)
        .iter()
        .map(|(name, meaning)| ((*name).to_owned(), (*meaning).to_owned()))
        .collect();
    let document = TileJson::new(kind.code(), tiles, bounds, ZOOMS.0..=ZOOMS.1);
    Ok(Json(document.with_layer(kind.code(), fields)))
}

fn tile_id(z: &str, x: &str, tile: &str) -> Result<TileId, Problem> {
    let wrong = || {
        Problem::parameter(
            "z/x/y",
            "a tile: zoom 0 to 22, column and row from 0 to 2^zoom - 1, then .mvt",
        )
    };
    let y = tile.strip_suffix(".mvt").ok_or_else(wrong)?;
    let number = |text: &str| digits(text).and_then(|n| u32::try_from(n).ok());
    let zoom = number(z).and_then(|z| u8::try_from(z).ok());
    match (zoom, number(x), number(y)) {
        (Some(z), Some(x), Some(y)) => TileId::new(z, x, y).map_err(|_| wrong()),
        _ => Err(wrong()),
    }
}

/// Weak, since the same tile is sent plain and compressed. For the team a change of anything is a
/// new one; for the public a change of what it sees, or it would count what the team does.
fn etag(audience: Audience, atlas: &Atlas, layer: &AtlasLayer) -> String {
    match audience {
        // Overrides end with their day, without any change.
        Audience::Team => {
            let day = atlas.today.to_julian_day();
            format!("W/\"team-{}-{day}\"", atlas.change)
        }
        Audience::Public => format!(
            "W/\"public-{}-{}\"",
            layer.version.version,
            atlas.counts_digest(audience)
        ),
    }
}

fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim() == etag || one.trim() == "*")
    })
}

/// A shared cache may keep what everybody may see, and nothing else.
fn cache_rule(audience: Audience) -> &'static str {
    match audience {
        Audience::Team => "private, no-cache",
        Audience::Public => "public, max-age=60",
    }
}

fn draw(audience: Audience, atlas: &Atlas, layer: &AtlasLayer, id: TileId) -> Vec<u8> {
    let kind = layer.version.kind;
    let features: Vec<Feature> = layer
        .touching(id.buffered_bbox(tiles::BUFFER_SHARE))
        .filter_map(|found| features::of(atlas, (audience, kind), found))
        .collect();
    let features: Vec<&Feature> = features.iter().collect();
    let drawn = TileLayer {
        name: kind.code(),
        small_areas: small_areas(kind),
    };
    tiles::encode(id, drawn, &features, Budget::default()).bytes
}

/// A settlement under a pixel is still the place where people live: it stays as a point.
fn small_areas(kind: LayerKind) -> SmallAreas {
    match kind {
        LayerKind::Settlements => SmallAreas::AsPoints,
        _ => SmallAreas::Dropped,
    }
}
