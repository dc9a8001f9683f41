//! Features to tile bytes: Mapbox Vector Tiles 2.1.
//!
//! A shape enters in degrees and leaves as drawing commands, one file per step: `grid` (snap to
//! the whole-number grid of the zoom), `thin` (drop points that draw nothing), `clip` (keep the
//! tile and its buffer), `check` and `repair` (areas stay valid after snapping), `commands`
//! (geometry to integers), `write` (columns to a dictionary, all of it to bytes, within a budget).
//! `draw` walks one feature through them. Every point is snapped on its own and in the same way
//! for every feature and tile, so borders that were shared stay shared.

mod budget;
mod check;
mod clip;
mod commands;
#[cfg(test)]
mod decode;
mod dictionary;
mod draw;
mod grid;
mod layer;
mod mvt;
mod repair;
mod thin;
mod tile_json;
mod write;

pub use budget::Budget;
pub use layer::{SmallAreas, TileLayer};
pub use tile_json::{TileJson, VectorLayer, fields_of};

use draw::{Canvas, Outcome};
use grid::Detail;
use write::Drawing;

use crate::spatial::{Feature, TileId};

/// Tile units along a tile's side.
pub const EXTENT: u32 = 4096;

/// Tile units drawn past each side, so that outlines do not show the tile's own edge.
pub const BUFFER: u32 = 64;

/// The share of a tile's side that is drawn past each side: select features by
/// [`TileId::buffered_bbox`] with it.
pub const BUFFER_SHARE: f64 = 64.0 / 4096.0;

/// The media type of the bytes.
pub const MEDIA_TYPE: &str = "application/vnd.mapbox-vector-tile";

/// A tile ready to send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EncodedTile {
    /// The tile; empty when there is nothing to draw.
    pub bytes: Vec<u8>,
    /// Number of features drawn.
    pub kept: usize,
    /// Number of features not drawn because they are under a pixel at this zoom.
    pub too_small: usize,
    /// Number of features not drawn because the budget was spent, smallest first.
    pub left_out: usize,
}

/// Draws the features that touch the tile as one layer. The same features give the same bytes,
/// in whatever order they come: large ones first, so that small ones lie on top.
///
/// A tile over its budget is drawn again on a grid of half a pixel; if it is still over,
/// the smallest features are left out and counted.
///
/// ```
/// use jalon::spatial::{Feature, Properties, Shape, TileId, Value};
/// use jalon::tiles::{Budget, encode};
/// let hydrant = Feature {
///     id: 7,
///     shape: Shape::Points(vec![(1.444, 43.604)].into()),
///     properties: Properties::from_iter([("kind", Value::Text("hydrant".into()))]),
/// };
/// let tile = encode(TileId::new(14, 8257, 5982)?, "hydrants", &[&hydrant], Budget::default());
/// assert_eq!(tile.kept, 1);
/// let elsewhere = encode(TileId::new(14, 0, 0)?, "hydrants", &[&hydrant], Budget::default());
/// assert!(elsewhere.bytes.is_empty());
/// # Ok::<(), jalon::spatial::NoSuchTile>(())
/// ```
#[must_use]
pub fn encode<'a>(
    tile: TileId,
    layer: impl Into<TileLayer<'a>>,
    features: &[&Feature],
    budget: Budget,
) -> EncodedTile {
    let layer = layer.into();
    let drawn = |detail, room| drawing(features, &Canvas::new(tile, detail, layer), room);
    let fine = drawn(Detail::Unit, budget.max_bytes()).map(|fine| fine.write(layer.name, budget));
    match fine {
        Some(tile) if tile.left_out == 0 => tile,
        _ => drawn(Detail::HalfPixel, usize::MAX)
            .unwrap_or_default()
            .write(layer.name, budget),
    }
}

/// All features on the canvas, or `None` as soon as their geometry alone takes more bytes than
/// there is room for.
fn drawing<'a>(features: &[&'a Feature], canvas: &Canvas, room: usize) -> Option<Drawing<'a>> {
    let mut drawing = Drawing::default();
    let mut spent = 0;
    for feature in features {
        match canvas.draw(feature) {
            Outcome::Drawn(stroke) => {
                spent += stroke.geometry_bytes();
                drawing.strokes.push(stroke);
            }
            Outcome::TooSmall => drawing.too_small += 1,
            Outcome::Outside => {}
        }
        if spent > room {
            return None;
        }
    }
    Some(drawing)
}

#[cfg(test)]
mod tests;
