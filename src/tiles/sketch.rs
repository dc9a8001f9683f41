//! The same snapped and clipped shapes as in a vector tile, for whoever draws them as pixels.

use geo_types::Coord;

use super::{
    SmallAreas, TileLayer,
    draw::{Canvas, Marks, Outcome},
    grid::{Detail, Grid, PIXEL_AREA_2, box_area_2},
    queue::Queue,
};
use crate::spatial::{Feature, Footprint, TileId};

/// A place in tile units, [`EXTENT`](super::EXTENT) to a side, from the tile's north-west corner:
/// x to the east, y to the south.
pub type TilePoint = Coord<i64>;

/// A feature as it lies on a tile.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketched<'a> {
    /// The feature.
    pub feature: &'a Feature,
    /// The parts of an area on the tile and its buffer, each a shell and its holes, valid;
    /// empty for lines.
    pub parts: Vec<Vec<Vec<TilePoint>>>,
    /// Lines, and borders of areas as closed lines, from end to end: they may leave the tile far.
    pub lines: Vec<Vec<TilePoint>>,
}

/// What of a layer's areas and lines is drawn on a tile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch<'a> {
    /// Large ones first, of equal ones the lower id.
    pub features: Vec<Sketched<'a>>,
    /// Number of features left aside because so many corners were drawn already, smallest first.
    pub left_out: usize,
}

/// The areas and lines that touch the tile, until so many corners are drawn. Points have no
/// outline: [`place_on`] tells where they are.
///
/// ```
/// use jalon::spatial::{Feature, Properties, Shape, TileId};
/// use jalon::tiles::sketch;
/// let line = geo_types::LineString::from(vec![(1.43, 43.6), (1.44, 43.61)]);
/// let road = Feature { id: 1, shape: Shape::Lines(line.into()), properties: Properties::new() };
/// let drawn = sketch(TileId::new(14, 8257, 5982)?, &[&road], 100);
/// assert_eq!(drawn.features[0].lines[0].len(), 2);
/// # Ok::<(), jalon::spatial::NoSuchTile>(())
/// ```
#[must_use]
pub fn sketch<'a>(tile: TileId, features: &[&'a Feature], most_corners: usize) -> Sketch<'a> {
    let layer = TileLayer {
        name: "",
        small_areas: SmallAreas::Dropped,
    };
    let queue = Queue::new(tile, layer, features);
    let canvas = Canvas::new(tile, Detail::Unit, layer);
    let (mut sketch, mut corners) = (Sketch::default(), 0);
    for (done, &feature) in queue.features.iter().enumerate() {
        if corners >= most_corners {
            sketch.left_out = queue.features.len() - done;
            break;
        }
        if let Some(sketched) = sketched(&canvas, feature) {
            corners += sketched.corners();
            sketch.features.push(sketched);
        }
    }
    sketch
}

/// Where a place is, to the nearest tile unit; it need not be on the tile.
///
/// ```
/// use jalon::{spatial::TileId, tiles::place_on};
/// let world = TileId::new(0, 0, 0)?;
/// assert_eq!(place_on(world, (0.0, 0.0).into()), (2048, 2048).into());
/// # Ok::<(), jalon::spatial::NoSuchTile>(())
/// ```
#[must_use]
pub fn place_on(tile: TileId, place: Coord<f64>) -> TilePoint {
    Grid::new(tile, Detail::Unit).snap(place)
}

/// Whether an area is left out of the tile's sketch because its whole box is under a pixel: who knows
/// it need not make the feature.
///
/// ```
/// use geo_types::polygon;
/// use jalon::{spatial::{Footprint, TileId}, tiles::is_speck};
/// let yard = polygon![(x: 0.0, y: 0.0), (x: 0.001, y: 0.0), (x: 0.001, y: 0.001)];
/// let yard = Footprint::new(yard.into()).unwrap();
/// assert!(is_speck(TileId::new(5, 16, 15)?, &yard));
/// assert!(!is_speck(TileId::new(16, 32768, 32767)?, &yard));
/// # Ok::<(), jalon::spatial::NoSuchTile>(())
/// ```
#[must_use]
pub fn is_speck(tile: TileId, area: &Footprint) -> bool {
    let corners = Grid::new(tile, Detail::Unit).corners_of(area);
    box_area_2(corners) < PIXEL_AREA_2
}

fn sketched<'a>(canvas: &Canvas, feature: &'a Feature) -> Option<Sketched<'a>> {
    let parts = match canvas.marks(&feature.shape) {
        Outcome::Drawn(Marks::Area(parts)) => parts,
        Outcome::Drawn(Marks::Lines(_)) => Vec::new(),
        Outcome::Drawn(Marks::Points(_)) | Outcome::TooSmall | Outcome::Outside => return None,
    };
    Some(Sketched {
        feature,
        parts,
        lines: canvas.whole_lines(&feature.shape),
    })
}

impl Sketched<'_> {
    fn corners(&self) -> usize {
        let filled = self.parts.iter().flatten().map(Vec::len);
        filled.chain(self.lines.iter().map(Vec::len)).sum()
    }
}
