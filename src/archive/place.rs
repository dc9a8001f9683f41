//! The number of a tile in an archive: zoom by zoom, along the Hilbert curve.

use crate::spatial::TileId;

/// A tile of an archive by its number: 0 is the world, 1 to 4 the tiles of zoom 1, and so on; a
/// file in this order keeps neighbours together.
///
/// Source: PMTiles specification, version 3, section 4.1.
///
/// ```
/// use jalon::{archive::TilePlace, spatial::TileId};
/// let tile = TileId::new(1, 1, 1).unwrap();
/// let place = TilePlace::of(tile).unwrap();
/// assert_eq!(place.number(), 3);
/// assert_eq!(place.tile(), Some(tile));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TilePlace(u64);

impl TilePlace {
    /// The world.
    pub const WORLD: Self = Self(0);

    /// The place of a tile of the square world; other grids have none.
    #[must_use]
    pub fn of(tile: TileId) -> Option<Self> {
        if tile.grid() != crate::spatial::TileGrid::Mercator {
            return None;
        }
        let coord = pmtiles::TileCoord::new(tile.z(), tile.x(), tile.y()).ok()?;
        Some(Self(pmtiles::TileId::from(coord).value()))
    }

    /// The place of this number.
    #[must_use]
    pub fn of_number(number: u64) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }

    /// The tile, unless it is deeper than any map goes.
    #[must_use]
    pub fn tile(self) -> Option<TileId> {
        let coord = pmtiles::TileCoord::from(pmtiles::TileId::new(self.0).ok()?);
        TileId::new(coord.z(), coord.x(), coord.y()).ok()
    }

    /// The four tiles of the next zoom that show the same ground, in order: the curve runs through
    /// a tile before it leaves it.
    #[must_use]
    pub fn children(self) -> [Self; 4] {
        let (mut before, mut tiles) = (0, 1_u64);
        while before + tiles <= self.0 {
            before += tiles;
            tiles *= 4;
        }
        let first = before + tiles + 4 * (self.0 - before);
        [0, 1, 2, 3].map(|child| Self(first + child))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_the_quarters_of_a_tile_in_order() {
        for (z, x, y) in [(0, 0, 0), (1, 0, 1), (5, 17, 11), (14, 8257, 5982)] {
            let parent = TileId::new(z, x, y).unwrap();
            let children = TilePlace::of(parent).unwrap().children();

            let mut quarters: Vec<_> = [(0, 0), (0, 1), (1, 0), (1, 1)]
                .map(|(dx, dy)| TileId::new(z + 1, 2 * x + dx, 2 * y + dy).unwrap())
                .map(|tile| TilePlace::of(tile).unwrap())
                .into();
            quarters.sort();
            assert_eq!(children.to_vec(), quarters);
        }
    }

    #[test]
    fn a_number_past_the_deepest_zoom_is_no_tile() {
        assert_eq!(TilePlace::of_number(u64::MAX).tile(), None);
    }
}
