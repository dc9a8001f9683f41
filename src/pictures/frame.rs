//! Which tiles make a map of any size: the window on the world, and where each tile is in it.

use std::f64::consts::PI;

use geo_types::Coord;

use super::{
    legend::Legend,
    tile::{PictureTile, WORLD_M},
};
use crate::spatial::{Bbox, DEEPEST_ZOOM, TileGrid, TileId};

/// Tiles of a map are at least so many pixels to a side, and less than twice as many.
const TILE_SIDE_PX: u32 = 256;

/// The closest look at a place without extent.
const CLOSEST_ZOOM: u8 = 18;

/// What scale and line take at the foot of a map, and the space around a legend, in pixels.
const FOOT_PX: f32 = 60.0;

/// A map of some pixels that shows a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapFrame {
    size: (u32, u32),
    scale: u32,
    zoom: u8,
    side_px: u32,
    /// The map's north-west corner in pixels of the world, at a scale of one.
    corner: (i64, i64),
}

/// A map cannot be laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongFrame {
    /// A side is out of range.
    #[error(
        "a map is {} to {} pixels wide and high",
        MapFrame::SMALLEST_PX,
        MapFrame::LARGEST_PX
    )]
    Side,
    /// Too many pixels.
    #[error(
        "a map has at most {} pixels, the scale counted twice",
        MapFrame::MOST_PIXELS
    )]
    Pixels,
}

impl MapFrame {
    /// Fewest pixels a side, at a scale of one.
    pub const SMALLEST_PX: u32 = 32;
    /// Most pixels a side, at a scale of one.
    pub const LARGEST_PX: u32 = 4_000;
    /// Most pixels of a picture.
    pub const MOST_PIXELS: u32 = 4_000_000;

    /// The closest map of these pixels that shows the whole box, with the box's middle in its own.
    /// A box of one place is shown at zoom 18, where a pixel is 0.6 projected metres.
    ///
    /// ```
    /// use jalon::{pictures::MapFrame, spatial::Bbox};
    /// let town = Bbox { west: 1.40, south: 43.58, east: 1.48, north: 43.62 };
    /// let shown = MapFrame::around(town, (800, 600), 1)?.bbox();
    /// assert!(shown.west <= town.west && shown.east >= town.east);
    /// assert!(shown.south <= town.south && shown.north >= town.north);
    /// # Ok::<(), jalon::pictures::WrongFrame>(())
    /// ```
    ///
    /// # Errors
    /// [`WrongFrame`].
    pub fn around(bbox: Bbox, size: (u32, u32), scale: u32) -> Result<Self, WrongFrame> {
        let sides = Self::SMALLEST_PX..=Self::LARGEST_PX;
        if !sides.contains(&size.0) || !sides.contains(&size.1) {
            return Err(WrongFrame::Side);
        }
        if size.0 * size.1 * scale * scale > Self::MOST_PIXELS {
            return Err(WrongFrame::Pixels);
        }
        let grid = TileGrid::Mercator;
        let low = grid.on_world((bbox.west, bbox.north).into());
        let high = grid.on_world((bbox.east, bbox.south).into());
        let world_px =
            (f64::from(size.0) / (high.x - low.x)).min(f64::from(size.1) / (high.y - low.y));
        let (zoom, side_px) = tiles_for(world_px);
        let world_px = f64::from(side_px) * f64::from(1_u32 << zoom);
        let corner = |middle: f64, pixels: u32| whole(middle * world_px - f64::from(pixels) / 2.0);
        Ok(Self {
            size,
            scale,
            zoom,
            side_px,
            corner: (
                corner(f64::midpoint(low.x, high.x), size.0),
                corner(f64::midpoint(low.y, high.y), size.1),
            ),
        })
    }

    /// Pixels of the picture.
    #[must_use]
    pub fn pixels(&self) -> (u32, u32) {
        (self.size.0 * self.scale, self.size.1 * self.scale)
    }

    /// What lengths are multiplied by.
    #[must_use]
    pub fn scale(&self) -> u32 {
        self.scale
    }

    /// What the map shows; past the ends of the world there is nothing.
    #[must_use]
    pub fn bbox(&self) -> Bbox {
        let place = |x: u32, y: u32| {
            self.place((self.corner.0 + i64::from(x), self.corner.1 + i64::from(y)))
        };
        let (north_west, south_east) = (place(0, 0), place(self.size.0, self.size.1));
        Bbox {
            west: north_west.x,
            south: south_east.y,
            east: south_east.x,
            north: north_west.y,
        }
    }

    /// The map in a word that no other map has.
    #[must_use]
    pub fn code(&self) -> String {
        let ((width, height), (x, y)) = (self.size, self.corner);
        let (scale, zoom, side) = (self.scale, self.zoom, self.side_px);
        format!("{width}x{height}x{scale}-{zoom}-{side}-{x}-{y}")
    }

    /// Whether a legend fits into a corner of the map, with half of the map's width left.
    #[must_use]
    #[allow(
        clippy::cast_precision_loss,
        reason = "a picture has few pixels to a side"
    )]
    pub fn has_room_for(&self, legend: &Legend) -> bool {
        let (width, height) = legend.size();
        2.0 * width <= self.size.0 as f32 && height + FOOT_PX <= self.size.1 as f32
    }

    /// Metres on the ground that a pixel is in the middle of the map, at a scale of one.
    pub(super) fn ground_metres_a_pixel(&self) -> f64 {
        let lat = self.bbox().centre().y;
        WORLD_M / self.world_px() * lat.to_radians().cos()
    }

    /// The tiles, each with where its corner is in the picture.
    #[must_use]
    pub fn tiles(&self) -> Vec<(PictureTile, (i32, i32))> {
        let side = i64::from(self.side_px);
        let range = |corner: i64, pixels: u32| {
            let last = corner + i64::from(pixels) - 1;
            corner.div_euclid(side)..=last.div_euclid(side)
        };
        let columns = range(self.corner.0, self.size.0);
        let rows = range(self.corner.1, self.size.1);
        let each = rows.flat_map(|y| columns.clone().map(move |x| (x, y)));
        each.filter_map(|(x, y)| self.tile(x, y)).collect()
    }

    /// The edges of the picture as a tile with its corner there sees them: left, top, right, bottom.
    #[must_use]
    #[allow(
        clippy::cast_precision_loss,
        reason = "a picture has few pixels to a side"
    )]
    pub fn edges_from(&self, (x, y): (i32, i32)) -> (f32, f32, f32, f32) {
        let (left, top) = (-(x as f32), -(y as f32));
        let (width, height) = self.pixels();
        (left, top, left + width as f32, top + height as f32)
    }

    fn tile(&self, x: i64, y: i64) -> Option<(PictureTile, (i32, i32))> {
        let id = TileId::new(self.zoom, u32::try_from(x).ok()?, u32::try_from(y).ok()?).ok()?;
        let (side, scale) = (i64::from(self.side_px), i64::from(self.scale));
        let from = |tile: i64, corner: i64| i32::try_from((tile * side - corner) * scale).ok();
        let tile = PictureTile::new(id, self.side_px, self.scale);
        Some((tile, (from(x, self.corner.0)?, from(y, self.corner.1)?)))
    }

    fn world_px(&self) -> f64 {
        f64::from(self.side_px) * f64::from(1_u32 << self.zoom)
    }

    /// The inverse of the Mercator world, EPSG guidance note 7-2, method 1024.
    #[allow(clippy::cast_precision_loss, reason = "at most 2^31 pixels")]
    fn place(&self, (x, y): (i64, i64)) -> Coord<f64> {
        let share = |at: i64| (at as f64 / self.world_px()).clamp(0.0, 1.0);
        let lat = (PI * (1.0 - 2.0 * share(y))).sinh().atan();
        Coord {
            x: share(x) * 360.0 - 180.0,
            y: lat.to_degrees(),
        }
    }
}

/// The zoom, and the pixels a tile's side has there, of a world of so many pixels or a few fewer.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the zoom is clamped, the side less than 2^31"
)]
fn tiles_for(world_px: f64) -> (u8, u32) {
    let closest = f64::from(TILE_SIDE_PX) * f64::from(1_u32 << CLOSEST_ZOOM);
    let world_px = world_px.min(closest);
    let zoom = (world_px / f64::from(TILE_SIDE_PX)).log2().floor();
    let zoom = zoom.clamp(0.0, f64::from(DEEPEST_ZOOM)) as u8;
    let side = (world_px / f64::from(1_u32 << zoom)).floor().max(1.0);
    (zoom, side as u32)
}

#[allow(clippy::cast_possible_truncation, reason = "at most 2^31 pixels")]
fn whole(pixels: f64) -> i64 {
    pixels.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOWN: Bbox = Bbox {
        west: 1.40,
        south: 43.58,
        east: 1.48,
        north: 43.62,
    };

    #[test]
    fn a_map_is_hardly_wider_than_what_was_asked_for() {
        let shown = MapFrame::around(TOWN, (900, 1_000), 1).unwrap().bbox();

        let wider = (shown.east - shown.west) / (TOWN.east - TOWN.west);
        assert!((1.0..1.01).contains(&wider), "{wider}");
        assert!((shown.centre().x - TOWN.centre().x).abs() < 1e-4);
    }

    #[test]
    fn the_tiles_cover_the_picture_once() {
        let frame = MapFrame::around(TOWN, (700, 300), 2).unwrap();
        let side = i32::try_from(frame.side_px * 2).unwrap();
        let mut seen = vec![0_u8; 1400 * 600];

        for (_, (left, top)) in frame.tiles() {
            let rows = top.max(0)..(top + side).min(600);
            let columns = left.max(0)..(left + side).min(1400);
            for at in rows.flat_map(|y| columns.clone().map(move |x| y * 1400 + x)) {
                seen[usize::try_from(at).unwrap()] += 1;
            }
        }

        assert!(seen.iter().all(|&times| times == 1));
        assert!((256..512).contains(&frame.side_px));
    }

    #[test]
    fn a_place_and_the_world_have_maps_too() {
        let place = Bbox::at((1.44, 43.6).into());
        let near = MapFrame::around(place, (400, 300), 1).unwrap();
        let world = MapFrame::around(Bbox::WORLD, (400, 300), 1).unwrap();

        assert_eq!(near.zoom, CLOSEST_ZOOM);
        assert!(near.bbox().contains(place.centre()));
        assert_eq!((world.zoom, world.tiles().len()), (0, 1));
    }

    #[test]
    fn maps_without_end_are_refused() {
        for (size, scale, wrong) in [
            ((31, 500), 1, WrongFrame::Side),
            ((500, 4001), 1, WrongFrame::Side),
            ((0, 0), 1, WrongFrame::Side),
            ((u32::MAX, 2), 1, WrongFrame::Side),
            ((2001, 2000), 1, WrongFrame::Pixels),
            ((1001, 1000), 2, WrongFrame::Pixels),
        ] {
            assert_eq!(MapFrame::around(TOWN, size, scale), Err(wrong), "{size:?}");
        }
        assert!(MapFrame::around(TOWN, (2000, 2000), 1).is_ok());
    }
}
