//! OGC API: features and tiles of the layers, for QGIS, GDAL and other programs.
//!
//! Features 1 (core), 2 (reference systems) and 3 (filters), Tiles 1. `asking` reads what every
//! request may say (format, language, parameters, all of them known by name), `items` turns it
//! into a question to `app::selection`, `stream` writes the answer piece by piece. What is claimed
//! stands in `conformance`, and tests/it/ogc has a module of tests for each claim.

mod asking;
mod link;
mod landing;
mod conformance;
mod collections;
mod queryables;
mod cursor;
mod items;
mod item;
mod stream;
mod exports;
mod edits;
mod matrix_sets;
mod tilesets;
mod html;
mod definition;

use std::sync::Arc;

use axum::{Router, routing::get};

pub(super) use asking::language;
pub(super) use definition::{document, read_only};
pub(super) use edits::Seen;
pub(super) use exports::streamed;
pub(super) use html::{anchor, escaped};

use super::{Door, error::Problem};
use crate::{
    app::{Atlas, AtlasLayer},
    domain::LayerKind,
    publish,
};

/// Where everything here begins.
const ROOT: &str = "/ogc";

/// Every address.
pub(super) fn routes() -> Router<Door> {
    Router::new()
        .route("/ogc", get(landing::landing))
        .route("/ogc/", get(landing::landing))
        .route("/ogc/api", get(definition::served))
        .route("/ogc/conformance", get(conformance::conformance))
        .route("/ogc/collections", get(collections::collections))
        .route(
            "/ogc/collections/{collection}",
            get(collections::collection),
        )
        .route(
            "/ogc/collections/{collection}/queryables",
            get(queryables::queryables),
        )
        .route(
            "/ogc/collections/{collection}/schema",
            get(queryables::schema),
        )
        .route(
            "/ogc/collections/{collection}/items",
            get(items::items).post(edits::add).options(edits::of_items),
        )
        .route(
            "/ogc/collections/{collection}/items/{id}",
            get(item::item)
                .put(edits::replace)
                .patch(edits::patch)
                .delete(edits::remove)
                .options(edits::of_item),
        )
        .route("/ogc/tileMatrixSets", get(matrix_sets::all))
        .route("/ogc/tileMatrixSets/{set}", get(matrix_sets::one))
        .route("/ogc/collections/{collection}/tiles", get(tilesets::all))
        .route(
            "/ogc/collections/{collection}/tiles/{set}",
            get(tilesets::one),
        )
        .route(
            "/ogc/collections/{collection}/tiles/{set}/{matrix}/{row}/{column}",
            get(tilesets::tile),
        )
}

/// The address of files, which may take minutes to make.
pub(super) fn export_routes() -> Router<Door> {
    Router::new().route("/api/layers/{layer}/{file}", get(exports::export))
}

/// The layers that the audience may see, in order.
fn layers(door: &Door, atlas: &Atlas) -> Vec<Arc<AtlasLayer>> {
    LayerKind::all()
        .filter(|&kind| publish::is_visible(door.audience, kind) && publish::is_drawn(kind))
        .filter_map(|kind| atlas.layer(kind).cloned())
        .collect()
}

/// The layer of a collection, if the audience may see it.
fn layer(door: &Door, atlas: &Atlas, collection: &str) -> Result<Arc<AtlasLayer>, Problem> {
    layers(door, atlas)
        .into_iter()
        .find(|layer| layer.version.kind.code() == collection)
        .ok_or_else(|| {
            Problem::not_found(format!(
                "there is no collection {collection:?}; {ROOT}/collections lists them"
            ))
        })
}
