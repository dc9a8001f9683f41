//! The grids of map tiles: which part of the world a tile shows.
//!
//! The usual one is that of web maps: a square Mercator world cut in 2^z by 2^z tiles, x from the
//! west, y from the north. The other one is of plain degrees, 2^(z+1) by 2^z tiles.

use std::f64::consts::{PI, TAU};

use geo_types::Coord;

use super::Bbox;

/// The deepest zoom a tile may have.
pub const DEEPEST_ZOOM: u8 = 22;

/// The latitude in degrees, north and south, where the square world ends.
pub const MERCATOR_LAT_LIMIT: f64 = 85.051_128_779_806_59;

/// How the world is laid out and cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TileGrid {
    /// The square world of web maps (`WebMercatorQuad` of OGC 17-083r4).
    #[default]
    Mercator,
    /// Longitude and latitude as they are, two tiles side by side at zoom 0 (`WorldCRS84Quad`).
    Degrees,
}

impl TileGrid {
    /// The place on the world: y from 0 in the north to 1 in the south, x in the same measure from
    /// 0 in the west, to 1 (Mercator) or 2 (degrees).
    ///
    /// ```
    /// use jalon::spatial::TileGrid;
    /// let middle = TileGrid::Degrees.on_world((0.0, 0.0).into());
    /// assert_eq!((middle.x, middle.y), (1.0, 0.5));
    /// ```
    #[must_use]
    pub fn on_world(self, place: Coord<f64>) -> Coord<f64> {
        match self {
            Self::Mercator => mercator(place),
            Self::Degrees => Coord {
                x: place.x / 180.0 + 1.0,
                y: 0.5 - place.y / 180.0,
            },
        }
    }

    /// Tiles side by side around the world at a zoom; from pole to pole there are 2^zoom.
    #[must_use]
    pub fn columns(self, z: u8) -> u32 {
        match self {
            Self::Mercator => 1 << z,
            Self::Degrees => 2 << z,
        }
    }

    pub(super) fn lon_of(self, x: f64) -> f64 {
        match self {
            Self::Mercator => lon_of(x),
            Self::Degrees => x * 180.0 - 180.0,
        }
    }

    pub(super) fn lat_of(self, y: f64) -> f64 {
        match self {
            Self::Mercator => lat_of(y),
            Self::Degrees => 90.0 - y * 180.0,
        }
    }
}

/// A tile of a grid; there is none outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    grid: TileGrid,
    z: u8,
    x: u32,
    y: u32,
}

/// There is no such tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no tile {z}/{x}/{y}: zooms go from 0 to {DEEPEST_ZOOM}, x and y from 0 to 2^zoom - 1"
)]
pub struct NoSuchTile {
    /// The zoom asked for.
    pub z: u8,
    /// The column asked for.
    pub x: u32,
    /// The row asked for.
    pub y: u32,
}

impl TileId {
    /// The tile of this zoom, column (from the west) and row (from the north).
    ///
    /// # Errors
    /// [`NoSuchTile`] when the zoom is over [`DEEPEST_ZOOM`] or the place outside the grid.
    ///
    /// ```
    /// use jalon::spatial::TileId;
    /// assert!(TileId::new(1, 1, 1).is_ok());
    /// assert!(TileId::new(1, 2, 0).is_err());
    /// ```
    pub fn new(z: u8, x: u32, y: u32) -> Result<Self, NoSuchTile> {
        Self::of(TileGrid::Mercator, z, (x, y))
    }

    /// The tile of a grid, of this zoom, column (from the west) and row (from the north).
    ///
    /// # Errors
    /// [`NoSuchTile`] when the zoom is over [`DEEPEST_ZOOM`] or the place outside the grid.
    ///
    /// ```
    /// use jalon::spatial::{TileGrid, TileId};
    /// let east = TileId::of(TileGrid::Degrees, 0, (1, 0)).unwrap().bbox();
    /// assert_eq!((east.west, east.south, east.east, east.north), (0.0, -90.0, 180.0, 90.0));
    /// assert!(TileId::of(TileGrid::Degrees, 0, (0, 1)).is_err());
    /// ```
    pub fn of(grid: TileGrid, z: u8, (x, y): (u32, u32)) -> Result<Self, NoSuchTile> {
        if z <= DEEPEST_ZOOM && x < grid.columns(z) && y < 1 << z {
            Ok(Self { grid, z, x, y })
        } else {
            Err(NoSuchTile { z, x, y })
        }
    }

    /// The grid it is cut from.
    #[must_use]
    pub fn grid(self) -> TileGrid {
        self.grid
    }

    /// The tile of this zoom that shows the place; places past the limits are on the nearest tile.
    ///
    /// # Errors
    /// [`NoSuchTile`] when the zoom is over [`DEEPEST_ZOOM`].
    ///
    /// ```
    /// use jalon::spatial::TileId;
    /// let toulouse = TileId::at((1.444, 43.604).into(), 14)?;
    /// assert_eq!((toulouse.x(), toulouse.y()), (8257, 5982));
    /// # Ok::<(), jalon::spatial::NoSuchTile>(())
    /// ```
    pub fn at(place: Coord<f64>, z: u8) -> Result<Self, NoSuchTile> {
        let side = Self::new(z, 0, 0)?.tiles_per_side();
        let on_world = mercator(place);
        Self::new(z, cell(on_world.x, side), cell(on_world.y, side))
    }

    /// The zoom, 0 to [`DEEPEST_ZOOM`].
    #[must_use]
    pub fn z(self) -> u8 {
        self.z
    }

    /// The column, from the west.
    #[must_use]
    pub fn x(self) -> u32 {
        self.x
    }

    /// The row, from the north.
    #[must_use]
    pub fn y(self) -> u32 {
        self.y
    }

    /// Number of tiles from the north to the south of the world at this zoom.
    #[must_use]
    pub fn tiles_per_side(self) -> u32 {
        1 << self.z
    }

    /// What the tile shows.
    ///
    /// ```
    /// use jalon::spatial::TileId;
    /// let east_half = TileId::new(1, 1, 0)?.bbox();
    /// assert_eq!((east_half.west, east_half.east, east_half.south), (0.0, 180.0, 0.0));
    /// # Ok::<(), jalon::spatial::NoSuchTile>(())
    /// ```
    #[must_use]
    pub fn bbox(self) -> Bbox {
        self.buffered_bbox(0.0)
    }

    /// What the tile shows with a margin on every side, given as a share of the tile's own side;
    /// it ends where the world ends.
    #[must_use]
    pub fn buffered_bbox(self, buffer_share: f64) -> Bbox {
        let side = f64::from(self.tiles_per_side());
        let low = |cell: u32| ((f64::from(cell) - buffer_share) / side).max(0.0);
        let high = |cell: u32| (f64::from(cell) + 1.0 + buffer_share) / side;
        let width = f64::from(self.grid.columns(self.z)) / side;
        Bbox {
            west: self.grid.lon_of(low(self.x)),
            south: self.grid.lat_of(high(self.y).min(1.0)),
            east: self.grid.lon_of(high(self.x).min(width)),
            north: self.grid.lat_of(low(self.y)),
        }
    }
}

/// The place on the square world: x from 0 in the west, y from 0 in the north, both to 1.
/// Latitudes past [`MERCATOR_LAT_LIMIT`] are at its edge.
///
/// Source: EPSG method 1024, Popular Visualisation Pseudo Mercator.
///
/// ```
/// use jalon::spatial::mercator;
/// let middle = mercator((0.0, 0.0).into());
/// assert_eq!((middle.x, middle.y), (0.5, 0.5));
/// ```
#[must_use]
pub fn mercator(place: Coord<f64>) -> Coord<f64> {
    let lat = place.y.clamp(-MERCATOR_LAT_LIMIT, MERCATOR_LAT_LIMIT);
    Coord {
        x: place.x / 360.0 + 0.5,
        y: 0.5 - lat.to_radians().sin().atanh() / TAU,
    }
}

/// The longitude of a share of the world's side.
fn lon_of(x: f64) -> f64 {
    x * 360.0 - 180.0
}

/// The latitude of a share of the world's side.
fn lat_of(y: f64) -> f64 {
    (PI * (1.0 - 2.0 * y)).tanh().asin().to_degrees()
}

/// The cell that holds a share of the world's side.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of the side is clamped to the cells there are"
)]
fn cell(share: f64, cells: u32) -> u32 {
    (share * f64::from(cells)).clamp(0.0, f64::from(cells - 1)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_outside_the_grid_cannot_be_made() {
        assert!(TileId::new(0, 0, 0).is_ok());
        assert!(TileId::new(22, (1 << 22) - 1, 0).is_ok());
        assert!(TileId::new(23, 0, 0).is_err());
        assert!(TileId::new(3, 8, 0).is_err());
        assert!(TileId::new(3, 0, 8).is_err());
    }

    #[test]
    fn the_world_tile_ends_at_the_limit_of_latitude() {
        let world = TileId::new(0, 0, 0).unwrap().bbox();

        assert!((world.north - MERCATOR_LAT_LIMIT).abs() < 1e-9);
        assert!((world.south + MERCATOR_LAT_LIMIT).abs() < 1e-9);
        assert_eq!((world.west, world.east), (-180.0, 180.0));
    }

    #[test]
    fn neighbouring_tiles_share_their_edge_exactly() {
        let left = TileId::new(14, 8256, 5982).unwrap().bbox();
        let right = TileId::new(14, 8257, 5982).unwrap().bbox();

        assert_eq!(left.east.to_bits(), right.west.to_bits());
    }

    #[test]
    fn a_buffer_grows_a_tile_by_its_share_but_never_past_the_world() {
        let tile = TileId::new(2, 0, 1).unwrap();

        let buffered = tile.buffered_bbox(0.5);

        assert_eq!((buffered.west, buffered.east), (-180.0, -45.0));
        assert!(buffered.north > tile.bbox().north && buffered.south < tile.bbox().south);
    }

    #[test]
    fn the_middle_of_a_tile_is_found_on_that_tile() {
        for (z, x, y) in [(0, 0, 0), (5, 16, 11), (14, 8257, 5982), (22, 0, 4_194_303)] {
            let tile = TileId::new(z, x, y).unwrap();
            assert_eq!(TileId::at(tile.bbox().centre(), z), Ok(tile));
        }
    }
}
