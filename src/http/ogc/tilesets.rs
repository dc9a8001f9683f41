//! Tiles of a collection, on each grid.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    asking::{Asking, Media},
    collections::title,
    html::Sheet,
    layer,
    link::{JSON, Link, TILE},
    matrix_sets::{self, MatrixSet},
};
use crate::{
    app::AtlasLayer,
    http::{Door, asker::Seen, error::Problem, query::digits, tiles},
    looks, publish,
    spatial::{Dimension, Holds, TileGrid, TileId},
};

/// The relation of the grid of some tiles.
const TILING_SCHEME: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

/// The tiles of a collection, one set for each grid.
pub(super) async fn all(
    State(door): State<Door>,
    Path(id): Path<String>,
    asking: Asking,
) -> Result<Response, Problem> {
    asking.finish()?;
    let layer = layer(&door, &door.jalon.atlas(), &id)?;
    let links = asking.self_links(JSON);
    let sets = matrix_sets::ALL.map(|set| {
        let here = format!("/collections/{id}/tiles/{}", set.id);
        let mut links = vec![asking.link("self", JSON, &here)];
        links.extend(tile_links(&asking, &layer, set));
        told(&asking, &layer, (set, links))
    });
    let document = json!({ "tilesets": sets, "links": links });
    asking.answer(JSON, &document, |words| {
        let addresses = matrix_sets::ALL.map(|set| {
            let here = format!("/collections/{id}/tiles/{}?f=html", set.id);
            (asking.at(&here), set.id.to_owned())
        });
        Sheet::new(words.say("ogc-tiles"))
            .addresses(addresses.into_iter())
            .links(&links)
    })
}

/// The tiles of a collection on one grid.
pub(super) async fn one(
    State(door): State<Door>,
    Path((id, set)): Path<(String, String)>,
    asking: Asking,
) -> Result<Response, Problem> {
    let set = MatrixSet::of(&set)?;
    let layer = layer(&door, &door.jalon.atlas(), &id)?;
    if asking.media == Media::TileJson {
        asking.finish_tile()?;
        return tile_json(&asking, layer, set);
    }
    asking.finish()?;
    let mut links = asking.self_links(JSON).to_vec();
    links.extend(tile_links(&asking, &layer, set));
    let mut document = told(&asking, &layer, (set, links.clone()));
    document["layers"] = json!([layer_of_tiles(&layer)]);
    if let Some(bbox) = layer.version.bbox {
        document["boundingBox"] = json!({
            "lowerLeft": [bbox.west, bbox.south],
            "upperRight": [bbox.east, bbox.north],
            "crs": crate::app::reference::CRS84,
        });
    }
    asking.answer(JSON, &document, |_| {
        Sheet::new(set.id.to_owned()).links(&links)
    })
}

/// One tile. Nothing is there where the answer is empty.
pub(super) async fn tile(
    Seen(door, viewer): Seen,
    Path((id, set, matrix, row, column)): Path<(String, String, String, String, String)>,
    headers: HeaderMap,
    asking: Asking,
) -> Result<Response, Problem> {
    let set = MatrixSet::of(&set)?;
    let atlas = door.jalon.atlas();
    let layer = layer(&door, &atlas, &id)?;
    if !matches!(asking.media, Media::Tile) && asking.names_format() {
        return Err(Problem::parameter("f", "mvt"));
    }
    asking.finish_tile()?;
    let tile = tile_id(set.grid, [&matrix, &row, &column]);
    let tile = tile.ok_or_else(|| {
        Problem::not_found(format!(
            "there is no such tile on {}: zooms go from 0 to 22, rows and columns begin with 0",
            set.id
        ))
    })?;
    tiles::answer((&door, viewer), (atlas, vec![layer]), tile, &headers).await
}

fn tile_id(grid: TileGrid, [matrix, row, column]: [&str; 3]) -> Option<TileId> {
    let number = |text: &str| u32::try_from(digits(text)?).ok();
    let z = u8::try_from(number(matrix)?).ok()?;
    TileId::of(grid, z, (number(column)?, number(row)?)).ok()
}

fn told(asking: &Asking, layer: &AtlasLayer, (set, links): (MatrixSet, Vec<Link>)) -> Value {
    json!({
        "title": title(layer.version.kind, &asking.words()),
        "dataType": "vector",
        "crs": set.crs,
        "tileMatrixSetURI": set.uri,
        "links": links,
    })
}

fn tile_links(asking: &Asking, layer: &AtlasLayer, set: MatrixSet) -> [Link; 2] {
    let scheme = format!("/tileMatrixSets/{}", set.id);
    let tiles = address(layer, set, "{tileMatrix}/{tileRow}/{tileCol}");
    [
        asking.link(TILING_SCHEME, JSON, &scheme),
        asking.link("item", TILE, &tiles).templated(),
    ]
}

fn address(layer: &AtlasLayer, set: MatrixSet, place: &str) -> String {
    let kind = layer.version.kind;
    format!("/collections/{kind}/tiles/{}/{place}", set.id)
}

/// Maps that read TileJSON know one grid only.
fn tile_json(asking: &Asking, layer: Arc<AtlasLayer>, set: MatrixSet) -> Result<Response, Problem> {
    if set.grid != TileGrid::Mercator {
        let wanted = "json or html; TileJSON tells of WebMercatorQuad only";
        return Err(Problem::parameter("f", wanted));
    }
    let tiles = asking.at(&address(&layer, set, "{z}/{y}/{x}"));
    let code = layer.version.kind.code();
    Ok(Json(tiles::document(code, &[layer], tiles)).into_response())
}

fn layer_of_tiles(layer: &AtlasLayer) -> Value {
    let kind = layer.version.kind;
    let dimension = match layer.dimension() {
        Some(Dimension::Point) => 0,
        Some(Dimension::Line) => 1,
        _ => 2,
    };
    let properties: serde_json::Map<String, Value> = publish::tile_columns(kind)
        .map(|column| {
            let kind = match column.holds {
                Holds::Integer => "integer",
                Holds::Number => "number",
                Holds::Bool => "boolean",
                Holds::Text | Holds::Day | Holds::Moment => "string",
            };
            let told = json!({ "type": kind, "description": column.meaning });
            (column.name.to_owned(), told)
        })
        .collect();
    let zooms = looks::zooms(kind);
    json!({
        "id": kind.code(),
        "dataType": "vector",
        "geometryDimension": dimension,
        "minTileMatrix": zooms.first.to_string(),
        "maxTileMatrix": zooms.last.to_string(),
        "propertiesSchema": { "type": "object", "properties": properties },
    })
}
