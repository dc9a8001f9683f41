//! Pictures of the current layers as an audience may see them: tiles and maps.

use std::sync::Arc;

use super::{Atlas, AtlasLayer, features};
use crate::{
    domain::{Record, Viewer},
    looks::{self, Scene},
    pictures::{self, DrawnPicture, MapFrame, Picture, PictureLayer, PictureTile},
    tiles::Cells,
};

/// A tile as a picture; `None` where there is no memory for so many pixels.
#[must_use]
pub fn tile(
    atlas: &Atlas,
    (viewer, layers): (Viewer, &[Arc<AtlasLayer>]),
    (tile, scene): (&PictureTile, Scene),
) -> Option<DrawnPicture> {
    let layers = in_reach(atlas, (viewer, layers), (tile, scene));
    pictures::draw(tile, &layers, None)
}

/// A whole map on its ground, without scale and line; `None` where there is no memory for so many
/// pixels. Tiles are drawn one after the other, so that only one is held beside the map.
#[must_use]
pub fn map(
    atlas: &Atlas,
    (viewer, layers): (Viewer, &[Arc<AtlasLayer>]),
    (frame, scene): (&MapFrame, Scene),
) -> Option<Picture> {
    let mut map = Picture::new(frame.pixels(), frame.scale())?;
    map.cover(looks::ground(scene.theme));
    for (tile, corner) in frame.tiles() {
        let layers = in_reach(atlas, (viewer, layers), (&tile, scene));
        let drawn = pictures::draw(&tile, &layers, Some(frame.edges_from(corner)))?;
        map.put(&drawn.picture, corner);
    }
    Some(map)
}

/// The layers with what of them can be seen on a tile.
fn in_reach(
    atlas: &Atlas,
    (viewer, layers): (Viewer, &[Arc<AtlasLayer>]),
    (tile, scene): (&PictureTile, Scene),
) -> Vec<PictureLayer> {
    let level = tile.zoom_of_512_px();
    layers
        .iter()
        .filter_map(|layer| {
            let kind = layer.version.kind;
            let zooms = looks::zooms(kind);
            if tile.id().z() < zooms.first {
                return None;
            }
            if zooms.clusters_at(level) {
                return clusters(atlas, (viewer, layer), (tile, scene));
            }
            let look = looks::of(kind, scene)?;
            let window = tile.id().buffered_bbox(tile.reach(&look));
            // Far off, most of many areas are under a pixel; to copy their shapes would take most
            // of the time and memory.
            let is_speck = |record: &Record| {
                let area = record.area();
                area.is_some_and(|area| tile.leaves_out(&look, area))
            };
            let found = layer
                .touching(window)
                .filter(|(_, record)| !is_speck(record));
            let features = found.filter_map(|one| features::of(atlas, (viewer, kind), one));
            Some(PictureLayer {
                features: features.collect(),
                look,
            })
        })
        .collect()
}

/// The clusters whose discs or numbers may reach the tile, at the zoom where they are as far apart as
/// on tiles of 512 pixels.
fn clusters(
    atlas: &Atlas,
    shown: (Viewer, &AtlasLayer),
    (tile, scene): (&PictureTile, Scene),
) -> Option<PictureLayer> {
    let look = looks::clusters_of(shown.1.version.kind, scene)?;
    let window = tile.id().buffered_bbox(tile.reach(&look));
    let cells = Cells::touching(tile.id().grid(), tile.zoom_of_512_px(), window);
    Some(PictureLayer {
        features: features::clusters(atlas, shown, &cells),
        look,
    })
}
