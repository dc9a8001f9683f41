//! Many places as few points: which cell of a zoom gathers a place, and where its point stands.
//!
//! Cells are those of the world, not of a tile: each tile has [`CELLS`] by [`CELLS`] whole ones, and a
//! cell is four of the next zoom. So every place is in exactly one cluster of one tile, clusters
//! of a zoom add up to all places, and neighbouring tiles need not know of each other.

use std::collections::BTreeMap;

use geo_types::Coord;

use crate::spatial::{Bbox, TileGrid, TileId, WorldPoint};

/// Cells along a tile's side: 64 pixels each where a tile is shown 512 pixels wide.
pub const CELLS: u32 = 1 << CELL_BITS;

const CELL_BITS: u8 = 3;

/// A block of cells of one zoom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cells {
    grid: TileGrid,
    /// Binary digits of a step of the world within a cell.
    shift: u8,
    /// The north-western cell, column and row.
    first: (u32, u32),
    /// The south-eastern cell.
    last: (u32, u32),
}

/// What a cell gathers.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster<T> {
    /// Where its point stands, in degrees: the mean of the places, but no nearer to the cell's edge
    /// than a quarter of its side, so that two discs of 32 pixels never overlap. One place alone
    /// stands where it is.
    pub place: Coord<f64>,
    /// What was gathered, in the order it came.
    pub members: Vec<T>,
}

impl Cells {
    /// The cells of a tile.
    #[must_use]
    pub fn of_tile(tile: TileId) -> Self {
        let cell = |tile: u32| tile * CELLS;
        let first = (cell(tile.x()), cell(tile.y()));
        Self {
            grid: tile.grid(),
            shift: shift(tile.grid(), tile.z()),
            first,
            last: (first.0 + CELLS - 1, first.1 + CELLS - 1),
        }
    }

    /// The cells of a zoom that share ground with a box.
    #[must_use]
    pub fn touching(grid: TileGrid, zoom: u8, bbox: Bbox) -> Self {
        let shift = shift(grid, zoom);
        let cell = |place: (f64, f64)| {
            let step = grid.step_at(place.into());
            (step.x >> shift, step.y >> shift)
        };
        Self {
            grid,
            shift,
            first: cell((bbox.west, bbox.north)),
            last: cell((bbox.east, bbox.south)),
        }
    }

    /// The ground of the cells.
    #[must_use]
    pub fn bbox(&self) -> Bbox {
        let end = |cell: u32| u32::try_from(((u64::from(cell) + 1) << self.shift) - 1);
        let north_west = WorldPoint {
            x: self.first.0 << self.shift,
            y: self.first.1 << self.shift,
        };
        let south_east = WorldPoint {
            x: end(self.last.0).unwrap_or(u32::MAX),
            y: end(self.last.1).unwrap_or(u32::MAX),
        };
        let (low, high) = (
            self.grid.place_of(north_west),
            self.grid.place_of(south_east),
        );
        // A place is rounded to its step, and may lie half of one farther out.
        let step = 360.0 / 2_f64.powi(self.grid.step_bits().into());
        Bbox {
            west: low.x,
            south: high.y,
            east: high.x,
            north: low.y,
        }
        .grown(step, step)
    }

    /// Gathers what lies in the cells, each by its place in degrees; northern cells first, then
    /// western ones. Places elsewhere are passed over.
    ///
    /// ```
    /// use jalon::{spatial::TileId, tiles::Cells};
    /// let places = [(1.0, 1.0), (1.001, 1.0), (-1.0, 1.0)].map(|place| (place.into(), place));
    /// let clusters = Cells::of_tile(TileId::new(0, 0, 0)?).gather(places);
    /// assert_eq!(clusters.iter().map(|c| c.members.len()).collect::<Vec<_>>(), [1, 2]);
    /// # Ok::<(), jalon::spatial::NoSuchTile>(())
    /// ```
    pub fn gather<T>(&self, places: impl IntoIterator<Item = (Coord<f64>, T)>) -> Vec<Cluster<T>> {
        let mut cells: BTreeMap<(u32, u32), Cell<T>> = BTreeMap::new();
        for (place, member) in places {
            let step = self.grid.step_at(place);
            let (column, row) = (step.x >> self.shift, step.y >> self.shift);
            if self.holds(column, row) {
                let cell = cells.entry((row, column)).or_default();
                cell.sum.0 += u64::from(step.x);
                cell.sum.1 += u64::from(step.y);
                cell.members.push(member);
            }
        }
        let cluster = |((row, column), cell): ((u32, u32), Cell<T>)| Cluster {
            place: self.place((column, row), &cell),
            members: cell.members,
        };
        cells.into_iter().map(cluster).collect()
    }

    fn holds(&self, column: u32, row: u32) -> bool {
        (self.first.0..=self.last.0).contains(&column)
            && (self.first.1..=self.last.1).contains(&row)
    }

    fn place<T>(&self, (column, row): (u32, u32), cell: &Cell<T>) -> Coord<f64> {
        let members = cell.members.len() as u64;
        let mean = |sum: u64, cell: u32| {
            let mean = sum / members.max(1);
            let mean = if members > 1 {
                self.inwards(mean, cell)
            } else {
                mean
            };
            u32::try_from(mean).unwrap_or(u32::MAX)
        };
        self.grid.place_of(WorldPoint {
            x: mean(cell.sum.0, column),
            y: mean(cell.sum.1, row),
        })
    }

    /// The step, or the one nearest to it in the middle half of its cell.
    fn inwards(&self, step: u64, cell: u32) -> u64 {
        let side = 1_u64 << self.shift;
        let low = u64::from(cell) << self.shift;
        step.clamp(low + side / 4, low + side - side / 4)
    }
}

/// Places of a cell, added up in whole steps: their order does not matter.
struct Cell<T> {
    sum: (u64, u64),
    members: Vec<T>,
}

impl<T> Default for Cell<T> {
    fn default() -> Self {
        Self {
            sum: (0, 0),
            members: Vec::new(),
        }
    }
}

fn shift(grid: TileGrid, zoom: u8) -> u8 {
    grid.step_bits() - CELL_BITS - zoom
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tiles(z: u8) -> impl Iterator<Item = TileId> {
        let side = 1 << z;
        (0..side).flat_map(move |y| (0..side).map(move |x| TileId::new(z, x, y).unwrap()))
    }

    proptest! {
        #[test]
        fn clusters_of_every_zoom_add_up_to_all_places_each_in_one_tile(
            places in prop::collection::vec((-180.0..=180.0, -85.0..=85.0_f64), 1..60),
            z in 0_u8..4,
        ) {
            let named = || places.iter().enumerate().map(|(name, &place)| (place.into(), name));

            let mut gathered: Vec<usize> = tiles(z)
                .flat_map(|tile| Cells::of_tile(tile).gather(named()))
                .flat_map(|cluster| cluster.members)
                .collect();

            gathered.sort_unstable();
            prop_assert_eq!(gathered, (0..places.len()).collect::<Vec<_>>());
        }

        #[test]
        fn a_point_stands_on_the_ground_of_its_cell_in_whatever_order_places_come(
            places in prop::collection::vec((1.0..2.0, 43.0..44.0_f64), 1..40),
            z in 0_u8..14,
        ) {
            let cells = Cells::touching(TileGrid::Mercator, z, Bbox { west: 1.0, south: 43.0, east: 2.0, north: 44.0 });
            let coords = || places.iter().map(|&place| Coord::from(place));

            let clusters = cells.gather(coords().map(|place| (place, place)));
            let backwards = cells.gather(coords().rev().map(|place| (place, place)));

            for (cluster, again) in clusters.iter().zip(&backwards) {
                prop_assert_eq!(cluster.place, again.place);
                let own = Cells::touching(TileGrid::Mercator, z, Bbox::at(cluster.place));
                let members = own.gather(cluster.members.iter().map(|&place| (place, ())));
                prop_assert_eq!(members[0].members.len(), cluster.members.len());
            }
        }
    }

    #[test]
    fn a_cell_is_four_cells_of_the_next_zoom() {
        let places = [(1.40, 43.60), (1.41, 43.61), (1.52, 43.70), (1.9, 43.2)];
        let at = |zoom| {
            let cells = Cells::touching(TileGrid::Mercator, zoom, Bbox::WORLD);
            cells.gather(places.map(|place| (place.into(), place)))
        };

        for zoom in 4..12 {
            for finer in at(zoom + 1) {
                let whole = at(zoom).into_iter();
                let holding = whole.filter(|c| finer.members.iter().all(|m| c.members.contains(m)));
                assert_eq!(holding.count(), 1, "{zoom}");
            }
        }
    }

    #[test]
    fn one_place_alone_stands_where_it_is_and_two_keep_off_the_edge() {
        let corner = TileId::new(4, 8, 5).unwrap().bbox();
        let beside = |n: f64| Coord {
            x: corner.west + n * 1e-6,
            y: corner.north - 1e-6,
        };
        let cells = Cells::of_tile(TileId::new(4, 8, 5).unwrap());

        let alone = cells.gather([(beside(1.0), ())]);
        let both = cells.gather([(beside(1.0), ()), (beside(2.0), ())]);

        assert!((alone[0].place.x - beside(1.0).x).abs() < 1e-7);
        let cell = (corner.east - corner.west) / f64::from(CELLS);
        assert!((both[0].place.x - corner.west - cell / 4.0).abs() < 1e-6);
    }

    #[test]
    fn cells_of_a_tile_are_those_its_middle_touches() {
        let tile = TileId::new(9, 258, 187).unwrap();
        let whole = Cells::of_tile(tile).bbox();

        let own = Cells::touching(TileGrid::Mercator, 9, tile.bbox().grown(-1e-5, -1e-5));

        assert_eq!(own, Cells::of_tile(tile));
        assert!(whole.contains(tile.bbox().centre()));
    }
}
