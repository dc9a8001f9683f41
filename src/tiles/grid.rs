//! Degrees to whole tile units, on one grid for the whole world at a zoom.

use geo_types::Coord;

use super::EXTENT;
use crate::spatial::{Bbox, Footprint, TileGrid, TileId, WorldPoint};

/// A place in tile units from the tile's north-west corner, x to the east, y to the south.
pub(super) type Point = Coord<i64>;

/// A closed ring without its repeated last point.
pub(super) type Ring = Vec<Point>;

/// A shell and its holes.
pub(super) type Part = Vec<Ring>;

/// Tile units a pixel takes where a tile is shown 512 pixels wide, as map libraries do.
pub(super) const PIXEL: i32 = 8;

/// Twice the area of a pixel, in square tile units.
pub(super) const PIXEL_AREA_2: i128 = (2 * PIXEL * PIXEL) as i128;

/// Binary digits of a place on a tile.
const EXTENT_BITS: u8 = 12;
const _: () = assert!(1 << EXTENT_BITS == EXTENT);

/// How fine the grid is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Every tile unit.
    Unit,
    /// Half a pixel, which no eye sees.
    HalfPixel,
}

impl Detail {
    /// Binary digits of a tile unit that are dropped.
    fn dropped_bits(self) -> u8 {
        match self {
            Self::Unit => 0,
            Self::HalfPixel => 2,
        }
    }
}

/// Binary digits that a step of the world is moved up first, so that a deep zoom, whose units are
/// smaller than a step, is a shift down as well.
const HEADROOM: u8 = 4;

/// The grid of a zoom, counted from one tile's corner. Its lines are the same for every tile of
/// the zoom, so a point shared by two features or two tiles is snapped to one place.
pub(super) struct Grid {
    world: TileGrid,
    zoom: u8,
    /// Binary digits of a world step, moved up, that a tile unit does not have.
    shift: u8,
    detail: Detail,
    corner: Point,
}

impl Grid {
    pub(super) fn new(tile: TileId, detail: Detail) -> Self {
        Self {
            world: tile.grid(),
            zoom: tile.z(),
            shift: HEADROOM + tile.grid().step_bits() - EXTENT_BITS - tile.z(),
            detail,
            corner: Coord {
                x: i64::from(tile.x()) * i64::from(EXTENT),
                y: i64::from(tile.y()) * i64::from(EXTENT),
            },
        }
    }

    /// A number for the zoom and the detail: an area that no tile cuts is drawn the same wherever this
    /// is.
    pub(super) fn way_of_drawing(&self) -> u8 {
        2 * self.zoom + self.detail as u8
    }

    /// The world whose steps it joins.
    pub(super) fn world(&self) -> TileGrid {
        self.world
    }

    /// The grid point nearest to a place in degrees.
    pub(super) fn snap(&self, place: Coord<f64>) -> Point {
        self.nearest(self.world.step_at(place))
    }

    /// The grid point nearest to a place on the world.
    pub(super) fn nearest(&self, place: WorldPoint) -> Point {
        let dropped = self.detail.dropped_bits();
        let shift = self.shift + dropped;
        let half = 1_i64 << (shift - 1);
        let line = |steps: u32| (((i64::from(steps) << HEADROOM) + half) >> shift) << dropped;
        Coord {
            x: line(place.x) - self.corner.x,
            y: line(place.y) - self.corner.y,
        }
    }

    /// The north-west and the south-east corner of a box.
    pub(super) fn corners(&self, bbox: Bbox) -> [Point; 2] {
        [(bbox.west, bbox.north), (bbox.east, bbox.south)].map(|corner| self.snap(corner.into()))
    }

    /// The corners of the box around an area, which the usual world knows already.
    pub(super) fn corners_of(&self, footprint: &Footprint) -> [Point; 2] {
        match self.world {
            TileGrid::Mercator => footprint.bounds_on_world().map(|step| self.nearest(step)),
            TileGrid::Degrees => self.corners(footprint.bbox()),
        }
    }

    /// The area of a pixel in square steps of the world.
    pub(super) fn pixel_area(&self) -> f64 {
        let steps_per_unit = 2_f64.powi(i32::from(self.shift) - i32::from(HEADROOM));
        (steps_per_unit * f64::from(PIXEL)).powi(2)
    }
}

/// Twice the signed area of the triangle: positive when `c` is right of the way from `a` to `b`
/// on the screen, where y goes down. Wide, because a country at the deepest zoom has 2^34 units.
pub(super) fn turn(a: Point, b: Point, c: Point) -> i128 {
    wide(b.x - a.x) * wide(c.y - a.y) - wide(b.y - a.y) * wide(c.x - a.x)
}

/// The same of points on one tile, whose products are far from the end of the numbers.
pub(super) fn near_turn(a: Point, b: Point, c: Point) -> i64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// Twice the signed area of a ring: positive for shells, negative for holes (MVT 2.1, 4.3.3.3).
pub(super) fn area_2(ring: &[Point]) -> i128 {
    let mut sum = 0;
    let mut before = ring.last();
    for point in ring {
        if let Some(before) = before.replace(point) {
            sum += wide(before.x) * wide(point.y) - wide(point.x) * wide(before.y);
        }
    }
    sum
}

/// Twice the area of the box between two corners.
pub(super) fn box_area_2([low, high]: [Point; 2]) -> i128 {
    2 * wide(high.x - low.x) * wide(high.y - low.y)
}

pub(super) fn wide(n: i64) -> i128 {
    i128::from(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_is_one_grid_point_seen_from_two_tiles() {
        let place = Coord { x: 1.45, y: 43.6 };
        let left = Grid::new(TileId::new(14, 8256, 5982).unwrap(), Detail::Unit).snap(place);
        let right = Grid::new(TileId::new(14, 8257, 5982).unwrap(), Detail::Unit).snap(place);

        assert_eq!(left.x - 4096, right.x);
        assert_eq!(left.y, right.y);
    }

    #[test]
    fn a_coarse_grid_has_lines_of_the_fine_one() {
        let tile = TileId::new(9, 258, 187).unwrap();
        let point = Grid::new(tile, Detail::HalfPixel).snap(Coord { x: 1.47, y: 43.1 });

        assert_eq!((point.x % 4, point.y % 4), (0, 0));
    }

    #[test]
    fn the_corners_of_a_tile_are_the_corners_of_its_units() {
        let tile = TileId::new(12, 2064, 1495).unwrap();
        let (grid, bbox) = (Grid::new(tile, Detail::Unit), tile.bbox());

        let north_west = grid.snap(Coord {
            x: bbox.west,
            y: bbox.north,
        });
        let south_east = grid.snap(Coord {
            x: bbox.east,
            y: bbox.south,
        });

        assert_eq!((north_west.x, north_west.y), (0, 0));
        assert_eq!((south_east.x, south_east.y), (4096, 4096));
    }

    #[test]
    fn a_square_that_runs_clockwise_on_the_screen_has_positive_area() {
        let square = [(0, 0), (2, 0), (2, 2), (0, 2)].map(Point::from);

        assert_eq!(area_2(&square), 8);
        assert!(turn(square[0], square[1], square[2]) > 0);
    }
}
