//! What there is: product, territory, audience, layers.

use axum::{Json, extract::State};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::Door;
use crate::{
    app::{AtlasLayer, Basemap},
    archive::TileKind,
    domain::{Audience, LayerVersion},
    looks,
    publish::{self, LayerGroup},
    spatial::{Bbox, Dimension},
};

/// What there is.
#[derive(Serialize, ToSchema)]
pub(super) struct Status {
    /// Always `jalon`.
    product: &'static str,
    /// Version of the program.
    version: &'static str,
    /// Code of the territory.
    territory: String,
    /// Who this server answers to.
    audience: Audience,
    /// West, south, east, north of what may be seen; null while there is nothing.
    bbox: Option<[f64; 4]>,
    /// The method of the scores.
    model: ModelView,
    /// The layers that may be seen.
    layers: Vec<LayerView>,
    /// The map to draw beneath them; null where there is none.
    basemap: Option<BasemapView>,
    /// Whether everything and everyone here is invented: the city of `jalon demo`.
    is_demo: bool,
}

/// The map to draw beneath the layers.
#[derive(Serialize, ToSchema)]
struct BasemapView {
    /// Address of its tiles, with `{z}`, `{x}` and `{y}`.
    tiles: String,
    /// Whether its tiles are vectors; pictures otherwise.
    is_vector: bool,
    /// Its first zoom.
    min_zoom: u8,
    /// Its last zoom; maps draw on from it.
    max_zoom: u8,
    /// Whose data it shows; the map must say so.
    attribution: Option<String>,
}

/// The method of the scores.
#[derive(Serialize, ToSchema)]
struct ModelView {
    /// Its version.
    version: String,
    /// SHA-256 of its weights, in hexadecimal.
    weights_sha256: String,
    /// Scores at which classes B, C, D and E begin.
    class_limits: [f64; 4],
}

/// One layer.
#[derive(Serialize, ToSchema)]
struct LayerView {
    /// Its code in addresses.
    code: &'static str,
    /// Its family.
    group: LayerGroup,
    /// What its shapes are; null for records that are never drawn.
    geometry: Option<Dimension>,
    /// 1 for the first import, then one more each time.
    version: u32,
    /// Number of features.
    features: u64,
    /// West, south, east, north.
    bbox: Option<[f64; 4]>,
    /// The file it came from; the public is not told.
    source: Option<String>,
    /// When it was imported.
    #[serde(with = "time::serde::rfc3339")]
    imported_at: OffsetDateTime,
    /// Address of its tiles; null for records that are never drawn.
    tiles: Option<String>,
    /// Lowest zoom of its tiles.
    min_zoom: u8,
    /// Highest zoom of its tiles; maps draw on from it.
    max_zoom: u8,
    /// Highest zoom at which its tiles hold clusters of records; null where they never do.
    clusters_to: Option<u8>,
}

/// What there is: territory, audience, method and layers.
#[utoipa::path(get, path = "/api/status", operation_id = "status",
    responses((status = 200, description = "What there is", body = Status)))]
pub(super) async fn status(State(door): State<Door>) -> Json<Status> {
    let atlas = door.jalon.atlas();
    let model = door.jalon.model();
    let layers: Vec<LayerView> = atlas
        .layers
        .values()
        .filter(|layer| publish::is_visible(door.audience, layer.version.kind))
        .map(|layer| layer_view(door.audience, layer))
        .collect();
    let boxes = atlas
        .layers
        .values()
        .filter(|layer| publish::is_visible(door.audience, layer.version.kind))
        .filter_map(|layer| layer.version.bbox);
    Json(Status {
        product: "jalon",
        version: env!("CARGO_PKG_VERSION"),
        territory: door.jalon.territory().as_str().to_owned(),
        audience: door.audience,
        bbox: boxes.reduce(Bbox::union).map(|all| all.to_array()),
        model: ModelView {
            version: model.version().to_owned(),
            weights_sha256: model.sha256().to_owned(),
            class_limits: model.weights().class_limits,
        },
        layers,
        basemap: door.basemap.as_deref().map(basemap_view),
        is_demo: door.is_demo,
    })
}

fn basemap_view(basemap: &Basemap) -> BasemapView {
    let (min_zoom, max_zoom) = basemap.zooms();
    BasemapView {
        tiles: super::basemap::address(basemap),
        is_vector: basemap.kind() == TileKind::Vector,
        min_zoom,
        max_zoom,
        attribution: basemap.attribution(),
    }
}

fn layer_view(audience: Audience, layer: &AtlasLayer) -> LayerView {
    let version = &layer.version;
    let drawn = publish::is_drawn(version.kind);
    let zooms = looks::zooms(version.kind);
    LayerView {
        code: version.kind.code(),
        group: publish::layer_group(version.kind),
        geometry: layer.dimension().filter(|_| drawn),
        version: version.version,
        features: version.records,
        bbox: version.bbox.map(|bbox| bbox.to_array()),
        source: (audience == Audience::Team).then(|| version.source.clone()),
        imported_at: version.imported_at,
        tiles: drawn.then(|| tiles_address(std::iter::once(version))),
        min_zoom: zooms.first,
        max_zoom: zooms.last,
        clusters_to: zooms.clusters_to,
    }
}

/// The versions stand in the address, so that a map never mixes two.
pub(super) fn tiles_address<'a>(versions: impl Iterator<Item = &'a LayerVersion>) -> String {
    let (codes, numbers): (Vec<_>, Vec<_>) = versions
        .map(|version| (version.kind.code(), version.version.to_string()))
        .unzip();
    let (codes, numbers) = (codes.join(","), numbers.join("."));
    format!("/tiles/{codes}/{{z}}/{{x}}/{{y}}.mvt?v={numbers}")
}
