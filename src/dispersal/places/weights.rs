//! Who is whose neighbour, and how much.

use geo_types::{Coord, MultiPolygon};
use rstar::{RTree, primitives::GeomWithData};

use super::{Kernel, Near, Places, contiguity::contacts};

/// Neighbours of each unit with their weights, sorted by unit; no unit is its own neighbour.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    rows: Vec<Vec<(usize, f64)>>,
}

impl Weights {
    /// Units that touch, at least in a corner, weigh 1. Gaps up to the tolerance are no gap.
    ///
    /// ```
    /// use geo_types::{Coord, MultiPolygon, Rect};
    /// use jalon::dispersal::places::Weights;
    /// let square = |x: f64, y: f64| -> MultiPolygon<f64> {
    ///     Rect::new(Coord { x, y }, Coord { x: x + 1.0, y: y + 1.0 }).to_polygon().into()
    /// };
    /// let shapes = [square(0.0, 0.0), square(1.0, 0.0), square(2.0, 1.0), square(9.0, 9.0)];
    /// let (queen, rook) = (Weights::queen(&shapes, 1e-6), Weights::rook(&shapes, 1e-6));
    /// assert_eq!(queen.of(1), [(0, 1.0), (2, 1.0)]);
    /// assert_eq!(rook.of(1), [(0, 1.0)]);
    /// assert_eq!(queen.islands().collect::<Vec<_>>(), [3]);
    /// ```
    #[must_use]
    pub fn queen(shapes: &[MultiPolygon<f64>], tolerance_m: f64) -> Self {
        let pairs = contacts(shapes, tolerance_m).into_iter();
        Self::both_ways(shapes.len(), pairs.map(|pair| (pair.one, pair.other, 1.0)))
    }

    /// Units that share a border longer than the tolerance weigh 1.
    #[must_use]
    pub fn rook(shapes: &[MultiPolygon<f64>], tolerance_m: f64) -> Self {
        let pairs = contacts(shapes, tolerance_m).into_iter();
        let pairs = pairs.filter(|pair| pair.shared_m > tolerance_m);
        Self::both_ways(shapes.len(), pairs.map(|pair| (pair.one, pair.other, 1.0)))
    }

    /// Units that share a border weigh its length in metres.
    #[must_use]
    pub fn shared_border(shapes: &[MultiPolygon<f64>], tolerance_m: f64) -> Self {
        let pairs = contacts(shapes, tolerance_m).into_iter();
        let pairs = pairs.filter(|pair| pair.shared_m > tolerance_m);
        Self::both_ways(
            shapes.len(),
            pairs.map(|pair| (pair.one, pair.other, pair.shared_m)),
        )
    }

    /// The k nearest centres weigh 1; of equally near ones the first in the list.
    ///
    /// Not symmetric: my nearest may have nearer ones.
    ///
    /// ```
    /// use geo_types::Coord;
    /// use jalon::dispersal::places::{Place, Places, Weights};
    /// let at = |x: f64| Place { centre: Coord { x, y: 0.0 }, area_m2: 1.0, perimeter_m: 4.0 };
    /// let places = Places::new(vec![at(0.0), at(1.0), at(3.0)])?;
    /// assert_eq!(Weights::nearest(&places, 1).of(2), [(1, 1.0)]);
    /// # Ok::<(), jalon::dispersal::Error>(())
    /// ```
    #[must_use]
    pub fn nearest(places: &Places, k: usize) -> Self {
        let centres = places.centres();
        let entry =
            |(unit, centre): (usize, &Coord<f64>)| GeomWithData::new([centre.x, centre.y], unit);
        let tree = RTree::bulk_load(centres.iter().enumerate().map(entry).collect());
        let rows = centres.iter().enumerate().map(|(unit, centre)| {
            let found = tree.nearest_neighbor_iter_with_distance_2(&[centre.x, centre.y]);
            let others = found
                .map(|(entry, distance)| (distance, entry.data))
                .filter(|&(_, other)| other != unit);
            let mut row: Vec<_> = first(k, others).into_iter().map(|at| (at, 1.0)).collect();
            row.sort_unstable_by_key(|entry| entry.0);
            row
        });
        Self {
            rows: rows.collect(),
        }
    }

    /// Centres within a distance, more than 0, weigh 1.
    #[must_use]
    pub fn within(places: &Places, distance_m: f64) -> Self {
        Self::by_distance(places, distance_m, |_| 1.0)
    }

    /// Centres weigh what a kernel says of their distance; those it gives 0 are no neighbours.
    #[must_use]
    pub fn kernel(places: &Places, kernel: &Kernel) -> Self {
        Self::by_distance(places, kernel.reach_m(), |distance| kernel.weight(distance))
    }

    fn by_distance(places: &Places, reach_m: f64, weight: impl Fn(f64) -> f64) -> Self {
        let centres = places.centres();
        let near = Near::new(&centres, reach_m);
        let rows = centres.iter().enumerate().map(|(unit, &centre)| {
            let near = near.around(centre);
            let weighed = near.map(|(other, distance)| (other, weight(distance)));
            let mut row: Vec<_> = weighed
                .filter(|&(other, weight)| other != unit && weight > 0.0)
                .collect();
            row.sort_unstable_by_key(|entry| entry.0);
            row
        });
        Self {
            rows: rows.collect(),
        }
    }

    /// The same neighbours, each unit's weights summing to 1; islands keep none.
    #[must_use]
    pub fn row_standardised(&self) -> Self {
        let standardised = |row: &Vec<(usize, f64)>| {
            let sum: f64 = row.iter().map(|entry| entry.1).sum();
            row.iter()
                .map(|&(unit, weight)| (unit, weight / sum))
                .collect()
        };
        Self {
            rows: self.rows.iter().map(standardised).collect(),
        }
    }

    /// The neighbours of a unit with their weights, sorted by unit.
    #[must_use]
    pub fn of(&self, unit: usize) -> &[(usize, f64)] {
        self.rows.get(unit).map_or(&[], Vec::as_slice)
    }

    /// Units without neighbours.
    pub fn islands(&self) -> impl Iterator<Item = usize> + '_ {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| row.is_empty()).map(|(unit, _)| unit)
    }

    /// Number of units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no unit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every ordered pair of neighbours with its weight.
    pub(in crate::dispersal) fn pairs(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        let rows = self.rows.iter().enumerate();
        rows.flat_map(|(one, row)| row.iter().map(move |&(other, weight)| (one, other, weight)))
    }

    fn both_ways(units: usize, pairs: impl Iterator<Item = (usize, usize, f64)>) -> Self {
        let mut rows = vec![Vec::new(); units];
        for (one, other, weight) in pairs {
            rows[one].push((other, weight));
            rows[other].push((one, weight));
        }
        for row in &mut rows {
            row.sort_unstable_by_key(|entry| entry.0);
        }
        Self { rows }
    }
}

/// The first k by distance and number of points that come by distance only.
fn first(k: usize, points: impl Iterator<Item = (f64, usize)>) -> Vec<usize> {
    let mut near: Vec<(f64, usize)> = Vec::new();
    for point in points {
        let further = near.last().is_some_and(|last| last.0 < point.0);
        if near.len() >= k && (further || k == 0) {
            break;
        }
        near.push(point);
    }
    near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    near.into_iter().take(k).map(|(_, unit)| unit).collect()
}
