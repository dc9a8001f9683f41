//! An area in whole steps of the world that tiles are cut from: worked out once, drawn many times.
//!
//! A logarithm for each corner of each tile is what drawing costs most; on whole steps the corner
//! of any zoom is a shift away.

use std::{
    ops::Range,
    slice,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use geo_types::{Coord, LineString, Polygon};

use super::{Bbox, Footprint, TileGrid};

/// An area on the grid of the world.
#[derive(Debug)]
pub struct WorldArea {
    rings: Box<[WorldRing]>,
    corners: Corners,
    /// A binary digit for each way of drawing that is known to leave it valid.
    proven: AtomicU64,
    kept: Mutex<Drawing>,
}

/// What somebody drew of an area, in one way; nothing before the first.
#[derive(Debug, Default)]
struct Drawing {
    way: u8,
    bytes: Box<[u8]>,
}

/// The longest drawing that is kept, by corners: a byte east and a byte south for each, and a few for
/// where it begins. All that are kept take hardly more than an eighth of the areas' well-known binary.
const fn longest_kept(corners: usize) -> usize {
    2 * corners + 10
}

/// A place in steps of the world, x from the west, y from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorldPoint {
    /// Steps from the western edge.
    pub x: u32,
    /// Steps from the northern edge.
    pub y: u32,
}

/// The corners of all rings, one after the other.
#[derive(Debug)]
enum Corners {
    /// Each as the way from the one before, the first of a ring from where it starts: half the memory,
    /// and most edges are shorter than 300 m.
    Ways(Box<[Way]>),
    Places(Box<[WorldPoint]>),
}

/// Steps to the east and to the south.
type Way = [i16; 2];

/// One ring of one polygon.
#[derive(Clone, Copy, Debug)]
struct WorldRing {
    is_shell: bool,
    end: usize,
    area: f64,
    start: WorldPoint,
}

/// A ring of an area, to be drawn.
#[derive(Clone, Debug)]
pub struct RingOnWorld<'a> {
    /// Whether a polygon begins here: its shell comes first, then its holes.
    pub is_shell: bool,
    /// Its area in square steps, never negative.
    pub area: f64,
    /// Its corners without the repeated last one, clockwise on a map for shells.
    pub corners: WorldCorners<'a>,
}

/// Corners one after the other.
#[derive(Clone, Debug)]
pub struct WorldCorners<'a> {
    at: WorldPoint,
    rest: Rest<'a>,
}

#[derive(Clone, Debug)]
enum Rest<'a> {
    Ways(slice::Iter<'a, Way>),
    Places(slice::Iter<'a, WorldPoint>),
}

impl Iterator for WorldCorners<'_> {
    type Item = WorldPoint;

    fn next(&mut self) -> Option<WorldPoint> {
        match &mut self.rest {
            Rest::Places(places) => places.next().copied(),
            Rest::Ways(ways) => {
                let [east, south] = *ways.next()?;
                self.at.x = self.at.x.wrapping_add_signed(east.into());
                self.at.y = self.at.y.wrapping_add_signed(south.into());
                Some(self.at)
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.rest {
            Rest::Ways(ways) => ways.size_hint(),
            Rest::Places(places) => places.size_hint(),
        }
    }
}

impl ExactSizeIterator for WorldCorners<'_> {}

impl TileGrid {
    /// Binary digits of the steps from the north to the south of the world: the Mercator world is as
    /// wide as high, that of degrees twice as wide, and both have to fit 32 digits.
    ///
    /// A step of the Mercator world is 9 mm at the equator.
    #[must_use]
    pub fn step_bits(self) -> u8 {
        match self {
            Self::Mercator => 32,
            Self::Degrees => 31,
        }
    }

    /// The step nearest to a place in degrees.
    ///
    /// ```
    /// use jalon::spatial::{TileGrid, WorldPoint};
    /// let middle = TileGrid::Mercator.step_at((0.0, 0.0).into());
    /// assert_eq!(middle, WorldPoint { x: 1 << 31, y: 1 << 31 });
    /// ```
    #[must_use]
    pub fn step_at(self, place: Coord<f64>) -> WorldPoint {
        let steps = 2_f64.powi(self.step_bits().into());
        let on_world = self.on_world(place);
        WorldPoint {
            x: nearest(on_world.x * steps),
            y: nearest(on_world.y * steps),
        }
    }

    /// The steps nearest to the north-west and the south-east corner of a box.
    pub(super) fn bounds_of(self, bbox: Bbox) -> [WorldPoint; 2] {
        let corners = [(bbox.west, bbox.north), (bbox.east, bbox.south)];
        corners.map(|corner| self.step_at(corner.into()))
    }

    /// The place in degrees of a step, the other way round.
    ///
    /// ```
    /// use jalon::spatial::{TileGrid, WorldPoint};
    /// let place = TileGrid::Mercator.place_of(WorldPoint { x: 1 << 31, y: 1 << 31 });
    /// assert_eq!((place.x, place.y), (0.0, 0.0));
    /// ```
    #[must_use]
    pub fn place_of(self, step: WorldPoint) -> Coord<f64> {
        let steps = 2_f64.powi(self.step_bits().into());
        Coord {
            x: self.lon_of(f64::from(step.x) / steps),
            y: self.lat_of(f64::from(step.y) / steps),
        }
    }
}

impl WorldArea {
    /// The area on a grid.
    #[must_use]
    pub fn of(footprint: &Footprint, grid: TileGrid) -> Self {
        let (mut corners, mut rings) = (Vec::with_capacity(footprint.corners()), Vec::new());
        for polygon in footprint.polygons() {
            for (is_shell, ring) in rings_of(polygon) {
                let begin = corners.len();
                // Backwards: counter-clockwise where y goes up is clockwise where it goes down.
                let places = ring.0.iter().skip(1).rev();
                corners.extend(places.map(|&place| grid.step_at(place)));
                rings.push(WorldRing {
                    is_shell,
                    end: corners.len(),
                    area: area(&corners[begin..]),
                    start: corners[begin],
                });
            }
        }
        Self {
            corners: Corners::new(corners, &rings),
            rings: rings.into(),
            proven: AtomicU64::new(0),
            kept: Mutex::default(),
        }
    }

    /// Whether it is known that the area, drawn whole in this way, is valid: ways are told apart by
    /// numbers under 64, which are the caller's.
    #[must_use]
    pub fn is_proven(&self, way: u8) -> bool {
        self.proven.load(Ordering::Relaxed) >> way & 1 == 1
    }

    /// Remembers that the area, drawn whole in this way, is valid.
    pub fn prove(&self, way: u8) {
        self.proven.fetch_or(1 << way, Ordering::Relaxed);
    }

    /// Uses what was kept of the area drawn whole in this way, if anything was.
    pub fn with_drawing<T>(&self, way: u8, with: impl FnOnce(&[u8]) -> T) -> Option<T> {
        let kept = self.kept();
        (kept.way == way && !kept.bytes.is_empty()).then(|| with(&kept.bytes))
    }

    /// Keeps the area drawn whole in this way, if it is short, in the place of what was kept before.
    pub fn keep_drawing(&self, way: u8, bytes: Vec<u8>) {
        if bytes.len() <= longest_kept(self.corners.len()) {
            let bytes = bytes.into();
            *self.kept() = Drawing { way, bytes };
        }
    }

    /// A drawing is put in its place at once, so that none is ever found half made.
    fn kept(&self) -> MutexGuard<'_, Drawing> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Its rings, polygon by polygon.
    pub fn rings(&self) -> impl Iterator<Item = RingOnWorld<'_>> + Clone {
        let begins = std::iter::once(0).chain(self.rings.iter().map(|ring| ring.end));
        self.rings
            .iter()
            .zip(begins)
            .map(|(ring, begin)| RingOnWorld {
                is_shell: ring.is_shell,
                area: ring.area,
                corners: WorldCorners {
                    at: ring.start,
                    rest: self.corners.within(begin..ring.end),
                },
            })
    }

    /// Its area in square steps, holes taken off.
    #[must_use]
    pub fn size(&self) -> f64 {
        let signed = |ring: &WorldRing| if ring.is_shell { ring.area } else { -ring.area };
        self.rings.iter().map(signed).sum()
    }
}

impl Corners {
    fn new(places: Vec<WorldPoint>, rings: &[WorldRing]) -> Self {
        let begins = std::iter::once(0).chain(rings.iter().map(|ring| ring.end));
        let ways = rings.iter().zip(begins).flat_map(|(ring, begin)| {
            let places = &places[begin..ring.end];
            let froms = std::iter::once(&ring.start).chain(places);
            froms.zip(places).map(|(from, to)| way(*from, *to))
        });
        match ways.collect::<Option<Box<[Way]>>>() {
            Some(ways) => Self::Ways(ways),
            None => Self::Places(places.into()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Ways(ways) => ways.len(),
            Self::Places(places) => places.len(),
        }
    }

    fn within(&self, range: Range<usize>) -> Rest<'_> {
        match self {
            Self::Ways(ways) => Rest::Ways(ways[range].iter()),
            Self::Places(places) => Rest::Places(places[range].iter()),
        }
    }
}

/// `None` where it is longer than 300 m at the equator.
fn way(from: WorldPoint, to: WorldPoint) -> Option<Way> {
    let steps = |from: u32, to: u32| i16::try_from(i64::from(to) - i64::from(from)).ok();
    Some([steps(from.x, to.x)?, steps(from.y, to.y)?])
}

fn rings_of(polygon: &Polygon<f64>) -> impl Iterator<Item = (bool, &LineString<f64>)> {
    let holes = polygon.interiors().iter().map(|hole| (false, hole));
    std::iter::once((true, polygon.exterior())).chain(holes)
}

/// Half the sum of cross products from the first corner, which keeps the numbers small.
fn area(ring: &[WorldPoint]) -> f64 {
    let Some(&origin) = ring.first() else {
        return 0.0;
    };
    let from_origin = |p: &WorldPoint| (apart(p.x, origin.x), apart(p.y, origin.y));
    let twice: f64 = ring
        .iter()
        .zip(ring.iter().skip(1))
        .map(|(a, b)| (from_origin(a), from_origin(b)))
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum();
    twice.abs() / 2.0
}

fn apart(a: u32, b: u32) -> f64 {
    f64::from(a) - f64::from(b)
}

/// The cut rounds, as no share is negative; the far edge of the world is its last step.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float beyond the range becomes its end"
)]
fn nearest(steps: f64) -> u32 {
    (steps + 0.5) as u32
}

#[cfg(test)]
mod tests {
    use geo_types::polygon;

    use super::*;

    #[test]
    fn rings_keep_their_order_and_their_area() {
        let shell = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0), (x: 1.0, y: 2.0)]],
        );
        let footprint = Footprint::new(shell.into()).unwrap();

        let area = WorldArea::of(&footprint, TileGrid::Degrees);

        let degree = 2_f64.powi(31) / 180.0;
        let rings: Vec<_> = area
            .rings()
            .map(|r| (r.is_shell, r.corners.len()))
            .collect();
        assert_eq!(rings, [(true, 4), (false, 4)]);
        assert!((area.size() / (degree * degree) - 15.0).abs() < 1e-6);
    }

    #[test]
    fn corners_come_back_to_the_step_whether_edges_are_short_or_long() {
        let ring = |side: f64| {
            let corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
            LineString::from_iter(corners.map(|(x, y)| (2.0 + x, 45.0 - y)))
        };
        for (side, is_short) in [(0.001, true), (0.0019, true), (0.002, false), (40.0, false)] {
            let inside = ring(side / 2.0);
            let polygon = Polygon::new(ring(side), vec![inside.clone()]);
            let footprint = Footprint::from_checked(polygon.into()).unwrap();

            let area = WorldArea::of(&footprint, TileGrid::Mercator);

            let seen: Vec<Vec<_>> = area.rings().map(|ring| ring.corners.collect()).collect();
            let polygon = &footprint.polygons().0[0];
            let expected: Vec<Vec<WorldPoint>> = rings_of(polygon)
                .map(|(_, ring)| ring.0.iter().skip(1).rev())
                .map(|places| places.map(|&at| TileGrid::Mercator.step_at(at)).collect())
                .collect();
            assert_eq!(seen, expected);
            assert_eq!(matches!(area.corners, Corners::Ways(_)), is_short, "{side}");
        }
    }

    #[test]
    fn the_far_corner_of_the_world_is_its_last_step() {
        let corner = TileGrid::Mercator.step_at((180.0, -90.0).into());

        assert_eq!((corner.x, corner.y), (u32::MAX, u32::MAX));
    }
}
