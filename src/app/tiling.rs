//! The tile of some layers as an audience may see it: the same for the server and for archives.

use std::{ops::RangeInclusive, sync::Arc};

use sha2::{Digest, Sha256};

use super::{Atlas, AtlasLayer, features};
use crate::{
    domain::{LayerKind, Record, Viewer},
    looks, publish,
    spatial::{Bbox, DEEPEST_ZOOM, Feature, TileId},
    tiles::{self, Budget, Cells, EncodedTile, SmallAreas, TileJson, TileLayer},
};

/// A tile of one layer or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrawnTile {
    /// The tile, not packed; empty when nothing is there.
    pub bytes: Vec<u8>,
    /// How many features the budget left no room for, by layer; layers without any are not named.
    pub left_out: Vec<(LayerKind, usize)>,
}

/// Draws the layers one after the other: joined tiles are a tile. What one layer leaves of the
/// budget is there for the next.
#[must_use]
pub fn tile(
    atlas: &Atlas,
    (viewer, layers): (Viewer, &[Arc<AtlasLayer>]),
    id: TileId,
) -> DrawnTile {
    let mut joined = DrawnTile::default();
    let layers: Vec<&Arc<AtlasLayer>> = layers
        .iter()
        .filter(|layer| id.z() >= looks::zooms(layer.version.kind).first)
        .collect();
    for (drawn, layer) in layers.iter().enumerate() {
        let room = Budget::default()
            .max_bytes()
            .saturating_sub(joined.bytes.len());
        let share = Budget::of_bytes(room / (layers.len() - drawn));
        let tile = draw(atlas, (viewer, layer), (id, share));
        joined.bytes.extend(tile.bytes);
        if tile.left_out > 0 {
            joined.left_out.push((layer.version.kind, tile.left_out));
        }
    }
    joined
}

/// Corners of a tile that is drawn in a moment, each record counted as some more: 0.2 ms or so.
const QUICK_CORNERS: usize = 4_000;
/// What a record costs beside its corners, in corners.
const RECORD_CORNERS: usize = 20;

/// Whether a tile is drawn in less time than it takes to hand it to another thread and back: most are,
/// where a map is looked at from near.
#[must_use]
pub fn is_quick(layers: &[Arc<AtlasLayer>], id: TileId) -> bool {
    let window = id.buffered_bbox(tiles::BUFFER_SHARE);
    let mut corners = 0;
    layers.iter().all(|layer| {
        !looks::zooms(layer.version.kind).clusters_at(id.z())
            && layer.met_in(window).all(|(_, record)| {
                corners += record.corners() + RECORD_CORNERS;
                corners <= QUICK_CORNERS
            })
    })
}

/// All that a tile of these layers is made of: it changes when they may look different to the
/// audience, and only then, or the public could count what the team does.
#[must_use]
pub fn edition(viewer: Viewer, atlas: &Atlas, layers: &[Arc<AtlasLayer>]) -> String {
    let mut hash = Sha256::new();
    for layer in layers {
        hash.update(layer.version.id.0);
        if let LayerKind::Settlements = layer.version.kind {
            // Scores and officers' words stand beside them; an override ends with its day.
            hash.update(atlas.change.to_be_bytes());
            hash.update(atlas.today.to_julian_day().to_be_bytes());
        }
        hash.update(atlas.counts_digest((viewer, layer.version.kind)));
    }
    let digest = u128::from_be_bytes(first_half(&hash.finalize()));
    format!("{digest:032x}")
}

fn first_half(digest: &[u8]) -> [u8; 16] {
    std::array::from_fn(|at| digest[at])
}

/// The first and the last zoom of tiles with these layers: maps draw those of the last larger beyond
/// it.
#[must_use]
pub fn zooms(layers: &[Arc<AtlasLayer>]) -> RangeInclusive<u8> {
    let each = || layers.iter().map(|layer| looks::zooms(layer.version.kind));
    let first = each().map(|zooms| zooms.first).min().unwrap_or(0);
    let last = each().map(|zooms| zooms.last).max().unwrap_or(first);
    first..=last
}

/// The TileJSON of layers whose tiles, of these zooms, are at an address with `{z}`, `{x}` and `{y}`.
#[must_use]
pub fn document(
    name: &str,
    layers: &[Arc<AtlasLayer>],
    (address, zooms): (String, RangeInclusive<u8>),
) -> TileJson {
    let document = TileJson::new(name, address, bounds(layers), zooms);
    layers.iter().fold(document, |document, layer| {
        let kind = layer.version.kind;
        let fields = publish::tile_fields(kind)
            .map(|(name, meaning)| (name.to_owned(), meaning.to_owned()))
            .collect();
        document.with_layer(kind.code(), fields, looks::zooms(kind).first)
    })
}

/// The TileJSON of pictures of the layers, which are drawn at every zoom from the first on.
#[must_use]
pub fn document_of_pictures(name: &str, layers: &[Arc<AtlasLayer>], address: String) -> TileJson {
    let zooms = *zooms(layers).start()..=DEEPEST_ZOOM;
    TileJson::new(name, address, bounds(layers), zooms)
}

/// The box around the layers; the world for layers without shapes.
#[must_use]
pub fn bounds(layers: &[Arc<AtlasLayer>]) -> Bbox {
    let boxes = layers.iter().filter_map(|layer| layer.version.bbox);
    boxes.reduce(Bbox::union).unwrap_or(Bbox::WORLD)
}

fn draw(
    atlas: &Atlas,
    (viewer, layer): (Viewer, &AtlasLayer),
    (id, budget): (TileId, Budget),
) -> EncodedTile {
    let kind = layer.version.kind;
    let features: Vec<Feature> = if looks::zooms(kind).clusters_at(id.z()) {
        features::clusters(atlas, (viewer, layer), &Cells::of_tile(id))
    } else {
        let found = layer.met_in(id.buffered_bbox(tiles::BUFFER_SHARE));
        // Far off, most of many areas are under a pixel: to make their features would take most of
        // the memory and much of the time.
        let drops = small_areas(kind) == SmallAreas::Dropped;
        let is_speck = |record: &Record| {
            let area = record.area().filter(|_| drops);
            area.is_some_and(|area| tiles::is_speck(id, area))
        };
        found
            .filter(|(_, record)| !is_speck(record))
            .filter_map(|one| features::of(atlas, (viewer, kind), one))
            .collect()
    };
    let features: Vec<&Feature> = features.iter().collect();
    let drawn = TileLayer {
        name: kind.code(),
        small_areas: small_areas(kind),
    };
    tiles::encode(id, drawn, &features, budget)
}

/// A settlement under a pixel is still the place where people live: it stays as a point.
fn small_areas(kind: LayerKind) -> SmallAreas {
    match kind {
        LayerKind::Settlements => SmallAreas::AsPoints,
        _ => SmallAreas::Dropped,
    }
}
