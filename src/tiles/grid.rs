//! Degrees to whole tile units, on one grid for the whole world at a zoom.

use geo_types::Coord;

use super::EXTENT;
use crate::spatial::{Bbox, TileGrid, TileId};

/// A place in tile units from the tile's north-west corner, x to the east, y to the south.
pub(super) type Point = Coord<i64>;

/// A closed ring without its repeated last point.
pub(super) type Ring = Vec<Point>;

/// A shell and its holes.
pub(super) type Part = Vec<Ring>;

/// Tile units a pixel takes where a tile is shown 512 pixels wide, as map libraries do.
pub(super) const PIXEL: i64 = 8;

/// Twice the area of a pixel, in square tile units.
pub(super) const PIXEL_AREA_2: i128 = (2 * PIXEL * PIXEL) as i128;

/// How fine the grid is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Every tile unit.
    Unit,
    /// Half a pixel, which no eye sees.
    HalfPixel,
}

impl Detail {
    fn step(self) -> u32 {
        match self {
            Self::Unit => 1,
            Self::HalfPixel => 4,
        }
    }
}

/// The grid of a zoom, counted from one tile's corner. Its lines are the same for every tile of
/// the zoom, so a point shared by two features or two tiles is snapped to one place.
pub(super) struct Grid {
    world: TileGrid,
    steps_per_world: f64,
    step: i64,
    corner: Point,
}

impl Grid {
    pub(super) fn new(tile: TileId, detail: Detail) -> Self {
        let steps_per_tile = f64::from(EXTENT / detail.step());
        Self {
            world: tile.grid(),
            steps_per_world: f64::from(tile.tiles_per_side()) * steps_per_tile,
            step: i64::from(detail.step()),
            corner: Coord {
                x: i64::from(tile.x()) * i64::from(EXTENT),
                y: i64::from(tile.y()) * i64::from(EXTENT),
            },
        }
    }

    /// The grid point nearest to a place in degrees.
    pub(super) fn snap(&self, place: Coord<f64>) -> Point {
        let on_world = self.world.on_world(place);
        Coord {
            x: self.nearest(on_world.x) * self.step - self.corner.x,
            y: self.nearest(on_world.y) * self.step - self.corner.y,
        }
    }

    /// The north-west and the south-east corner of a box.
    pub(super) fn corners(&self, bbox: Bbox) -> [Point; 2] {
        [(bbox.west, bbox.north), (bbox.east, bbox.south)].map(|corner| self.snap(corner.into()))
    }

    /// The grid line nearest to a share of the world's side; the cut rounds, as no share is negative.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "at most 2^35, the units of the world at the deepest zoom"
    )]
    fn nearest(&self, share: f64) -> i64 {
        (share * self.steps_per_world + 0.5) as i64
    }
}

/// Twice the signed area of the triangle: positive when `c` is right of the way from `a` to `b`
/// on the screen, where y goes down. Wide, because a country at the deepest zoom has 2^34 units.
pub(super) fn turn(a: Point, b: Point, c: Point) -> i128 {
    wide(b.x - a.x) * wide(c.y - a.y) - wide(b.y - a.y) * wide(c.x - a.x)
}

/// Twice the signed area of a ring: positive for shells, negative for holes (MVT 2.1, 4.3.3.3).
pub(super) fn area_2(ring: &[Point]) -> i128 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| wide(a.x) * wide(b.y) - wide(b.x) * wide(a.y))
        .sum()
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
