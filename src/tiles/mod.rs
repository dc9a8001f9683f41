//! Features to tile bytes: Mapbox Vector Tiles 2.1.
//!
//! A shape enters in degrees and leaves as drawing commands, one file per step: `grid` (snap to
//! the whole-number grid of the zoom), `thin` (drop points that draw nothing), `clip` (keep the
//! tile and its buffer), `check` and `repair` (areas stay valid after snapping), `commands`
//! (geometry to integers), `page` (columns to a dictionary, all of it to bytes, within a budget).
//! `queue` says what is drawn first, `draw` walks one feature through the steps; `sketch` stops
//! before the commands, for pictures; `cluster` gathers many places into few points. Every point is snapped on its own and in the same way
//! for every feature and tile, so borders that were shared stay shared.

mod budget;
mod check;
mod clip;
mod cluster;
mod commands;
#[cfg(test)]
mod decode;
mod dictionary;
mod draw;
mod grid;
mod inspect;
mod layer;
mod mvt;
mod page;
mod queue;
mod repair;
mod sketch;
mod thin;
mod tile_json;
mod wire;

pub use budget::Budget;
pub use cluster::{CELLS, Cells, Cluster};
pub use inspect::{InspectedLayer, TileFault, inspect};
pub use layer::{SmallAreas, TileLayer};
pub use sketch::{Sketch, Sketched, TilePoint, is_speck, place_on, sketch};
pub use tile_json::{TileJson, VectorLayer, fields_of};

use draw::{Canvas, Outcome};
use grid::Detail;
use page::Page;
use queue::Queue;

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
    /// Number of features not drawn because the budget was spent, smallest first; it may count
    /// some whose box touches the tile but whose shape does not.
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
    let queue = Queue::new(tile, layer, features);
    let at = |detail| {
        draw_all(
            &queue,
            &Canvas::new(tile, detail, layer),
            Page::new(layer.name, budget),
        )
    };
    let fine = at(Detail::Unit);
    if fine.left_out == 0 {
        fine
    } else {
        at(Detail::HalfPixel)
    }
}

/// Draws from the queue until the page is full, so that a full page bounds the work. A feature
/// that alone would not fit is passed over, or one shape could empty the tile.
fn draw_all<'a>(queue: &Queue<'a>, canvas: &Canvas, mut page: Page<'a>) -> EncodedTile {
    let (mut too_small, mut left_out) = (queue.specks, 0);
    let mut waiting = queue.features.iter();
    let mut commands = Vec::new();
    for feature in waiting.by_ref() {
        match canvas.draw(feature, &mut commands) {
            Outcome::Drawn(stroke) if page.can_never_hold(&stroke) => left_out += 1,
            Outcome::Drawn(stroke) => {
                if !page.add(&stroke) {
                    left_out += 1;
                    break;
                }
            }
            Outcome::TooSmall => too_small += 1,
            Outcome::Outside => {}
        }
    }
    EncodedTile {
        kept: page.len(),
        bytes: page.into_bytes(),
        too_small,
        left_out: left_out + waiting.len(),
    }
}

#[cfg(test)]
mod tests;
