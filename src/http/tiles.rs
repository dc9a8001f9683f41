//! Vector tiles of the current layers, and the TileJSON that says where they are.

use std::{collections::HashSet, sync::Arc};

use super::{
    Door,
    asker::Seen,
    error::Problem,
    layers::drawn_layer,
    limits::LAYERS_IN_A_TILE,
    packing::Packing,
    pictures::{self, PictureAsked, SceneAsked},
    query::{Query, digits},
    status::tiles_address,
    tile_cache::SentTile,
};
use crate::{
    app::{Atlas, AtlasLayer, tiling},
    domain::{Audience, Viewer},
    pictures::Encoding,
    spatial::{TileGrid, TileId},
    tiles::{self, TileJson},
};
use axum::{
    Json,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HOST,
            IF_NONE_MATCH, VARY,
        },
    },
    response::{IntoResponse, Response},
};

/// A tile with one layer or several, named as in the address: vectors (MVT 2.1), or pixels.
///
/// All layers of a vector tile together stay within 500 kB before packing; what there is no room
/// for, the smallest first, is counted by layer in the header `Jalon-Left-Out`. A picture shows the
/// layers from the ground up, in the order and with the signs of the page's map.
#[utoipa::path(get, path = "/tiles/{layer}/{z}/{x}/{tile}", operation_id = "tile",
    params(
        ("layer" = String, Path, description = "Code of the layer, or of up to 12 layers with commas between"),
        ("z" = String, Path, description = "Zoom, 0 to 22"),
        ("x" = String, Path, description = "Column, from the west"),
        ("tile" = String, Path, description = "Row from the north, then `.mvt`, `.png` or `.webp`; pictures with `@2x` before the point have twice as many pixels"),
        PictureAsked, SceneAsked),
    responses(
        (status = 200, description = "The tile", content(
            (Vec<u8> = "application/vnd.mapbox-vector-tile"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"))),
        (status = 204, description = "Nothing is there"),
        (status = 304, description = "Unchanged"),
        (status = 400, description = "No such tile", body = Problem),
        (status = 404, description = "No such layer for this audience", body = Problem)))]
pub(super) async fn tile(
    Seen(door, viewer): Seen,
    Path((layers, z, x, tile)): Path<(String, String, String, String)>,
    asked: (Query<PictureAsked>, Query<SceneAsked>),
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (Query(asked), Query(looks)) = asked;
    let (row, ending) = tile.rsplit_once('.').unwrap_or((&tile, ""));
    if let Some(encoding) = Encoding::of_ending(ending) {
        let (row, scale) = pictures::scale_of(row);
        let id = tile_id(&z, &x, row)?;
        let atlas = door.jalon.atlas();
        let layers = drawn_layers(door.audience, &atlas, &layers)?;
        let picture = asked.tile((id, scale), (looks.scene(&layers)?, encoding))?;
        return Box::pin(pictures::tile(
            (&door, viewer),
            (atlas, layers),
            picture,
            &headers,
        ))
        .await;
    }
    let id = tile_id(&z, &x, if ending == "mvt" { row } else { "" })?;
    let atlas = door.jalon.atlas();
    let layers = drawn_layers(door.audience, &atlas, &layers)?;
    answer((&door, viewer), (atlas, layers), id, &headers).await
}

/// A tile of layers that the audience may see.
pub(super) async fn answer(
    (door, viewer): (&Door, Viewer),
    (atlas, layers): (Arc<Atlas>, Vec<Arc<AtlasLayer>>),
    id: TileId,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let packing = Packing::accepted(headers);
    let etag = etag(&tiling::edition(viewer, &atlas, &layers), id, packing);
    // With room for what every answer is given on its way out.
    let mut answer = HeaderMap::with_capacity(16);
    answer.insert(CACHE_CONTROL, cache_rule(door.audience));
    answer.insert(VARY, HeaderValue::from(ACCEPT_ENCODING));
    answer.insert(ETAG, value(&etag)?);
    if is_known(headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, answer).into_response());
    }
    let tile = if let Some(tile) = door.tiles.get(&etag) {
        tile
    } else {
        let workers = door.workers.clone();
        let drawing = async move {
            door.requests.tile_drawn();
            if tiling::is_quick(&layers, id) {
                return drawn(&atlas, (viewer, &layers), (id, packing));
            }
            workers
                .compute(move || drawn(&atlas, (viewer, &layers), (id, packing)))
                .await?
        };
        // In a box, or the future would be four times as large for the many that are there.
        Box::pin(door.tiles.get_or_draw(&etag, drawing)).await?
    };
    if !tile.left_out.is_empty() {
        answer.insert("jalon-left-out", value(&tile.left_out)?);
    }
    if tile.bytes.is_empty() {
        return Ok((StatusCode::NO_CONTENT, answer).into_response());
    }
    answer.insert(CONTENT_TYPE, HeaderValue::from_static(tiles::MEDIA_TYPE));
    answer.extend(packing.header().map(|packed| (CONTENT_ENCODING, packed)));
    let mut response = Response::new(tile.bytes.into());
    *response.headers_mut() = answer;
    Ok(response)
}

/// Where the tiles of one layer or several are and what they hold (`TileJSON` 3.0).
#[utoipa::path(get, path = "/tiles/{file}", operation_id = "tile_json",
    params(("file" = String, Path, description = "Code of the layer, or of up to 12 layers with commas between, then `.json`; `.png.json` and `.webp.json` tell of pictures")),
    responses(
        (status = 200, description = "TileJSON 3.0", body = TileJson),
        (status = 400, description = "Too many layers, or one twice", body = Problem),
        (status = 404, description = "No such layer for this audience", body = Problem)))]
pub(super) async fn tile_json(
    State(door): State<Door>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Json<TileJson>, Problem> {
    let atlas = door.jalon.atlas();
    let named = file.strip_suffix(".json").unwrap_or_default();
    let pictures = named
        .rsplit_once('.')
        .filter(|(_, ending)| Encoding::of_ending(ending).is_some());
    let codes = pictures.map_or(named, |(codes, _)| codes);
    let layers = drawn_layers(door.audience, &atlas, codes)?;
    let address = tiles_address(layers.iter().map(|layer| &layer.version));
    let tiles = |address: &str| whole_address(&door, &headers, address);
    Ok(Json(match pictures {
        None => document(codes, &layers, tiles(&address)),
        Some((_, ending)) => {
            let address = tiles(&address.replace(".mvt", &format!(".{ending}")));
            tiling::document_of_pictures(codes, &layers, address)
        }
    }))
}

/// An address with the name of the server before it. For the team the guard has checked the name;
/// the public server is known by other names than its own, so its address is told without one.
pub(super) fn whole_address(door: &Door, headers: &HeaderMap, address: &str) -> String {
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .filter(|_| door.audience == Audience::Team);
    host.map_or(address.to_owned(), |host| format!("http://{host}{address}"))
}

/// The TileJSON of layers whose tiles are at an address with `{z}`, `{x}` and `{y}`.
pub(super) fn document(name: &str, layers: &[Arc<AtlasLayer>], address: String) -> TileJson {
    tiling::document(name, layers, (address, tiling::zooms(layers)))
}

/// The layers of these codes, in the order given.
pub(super) fn drawn_layers(
    audience: Audience,
    atlas: &Atlas,
    codes: &str,
) -> Result<Vec<Arc<AtlasLayer>>, Problem> {
    let codes: Vec<&str> = codes.split(',').take(LAYERS_IN_A_TILE + 1).collect();
    let different: HashSet<&str> = codes.iter().copied().collect();
    if codes.len() > LAYERS_IN_A_TILE || different.len() < codes.len() {
        return Err(Problem::parameter(
            "layer",
            "a list of up to 12 different layers",
        ));
    }
    codes
        .into_iter()
        .map(|code| drawn_layer(audience, atlas, code))
        .collect()
}

fn tile_id(z: &str, x: &str, y: &str) -> Result<TileId, Problem> {
    let wrong = || {
        Problem::parameter(
            "z/x/y",
            "a tile: zoom 0 to 22, column and row from 0 to 2^zoom - 1, then .mvt, .png or .webp",
        )
    };
    let number = |text: &str| digits(text).and_then(|n| u32::try_from(n).ok());
    let zoom = number(z).and_then(|z| u8::try_from(z).ok());
    match (zoom, number(x), number(y)) {
        (Some(z), Some(x), Some(y)) => TileId::new(z, x, y).map_err(|_| wrong()),
        _ => Err(wrong()),
    }
}

/// Strong: it names the grid, the place and the packing too.
fn etag(edition: &str, id: TileId, packing: Packing) -> String {
    let (z, x, y, packing) = (id.z(), id.x(), id.y(), packing.code());
    let grid = match id.grid() {
        TileGrid::Mercator => "",
        TileGrid::Degrees => "d",
    };
    format!("\"{edition}-{grid}{z}-{x}-{y}-{packing}\"")
}

pub(super) fn value(text: &str) -> Result<HeaderValue, Problem> {
    HeaderValue::from_str(text).map_err(|_| Problem::broken())
}

pub(super) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    known.is_some_and(|known| {
        known
            .split(',')
            .map(|one| one.trim().trim_start_matches("W/"))
            .any(|one| one == etag || one == "*")
    })
}

/// A shared cache may keep what everybody may see, and nothing else.
pub(super) fn cache_rule(audience: Audience) -> HeaderValue {
    HeaderValue::from_static(match audience {
        Audience::Team => "private, no-cache",
        Audience::Public => "public, max-age=60",
    })
}

fn drawn(
    atlas: &Atlas,
    seen: (Viewer, &[Arc<AtlasLayer>]),
    (id, packing): (TileId, Packing),
) -> Result<SentTile, Problem> {
    let tile = tiling::tile(atlas, seen, id);
    let left_out: Vec<String> = tile
        .left_out
        .iter()
        .map(|(kind, count)| format!("{kind}={count}"))
        .collect();
    let packed = if tile.bytes.is_empty() {
        tile.bytes
    } else {
        packing.pack(tile.bytes).map_err(|_| Problem::broken())?
    };
    Ok(SentTile {
        bytes: packed.into(),
        left_out: left_out.join(", ").into(),
    })
}
