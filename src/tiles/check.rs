//! Whether an area is still valid after snapping and clipping.

use super::grid::{Part, Point, area_2, near_turn};

/// Past this many edges the repair is as fast as the check, and its time has a bound.
const MOST_EDGES: usize = 20_000;

/// Whether rings touch themselves and each other nowhere, shells run clockwise on the screen,
/// holes the other way, and every ring lies where it should. `false` may also mean "not sure":
/// two rings that meet at one point are allowed by the standard but rare, so they go to the repair.
pub(super) fn is_plainly_valid(parts: &[Part]) -> bool {
    let rings: Vec<&[Point]> = parts.iter().flatten().map(Vec::as_slice).collect();
    rings.iter().map(|ring| ring.len()).sum::<usize>() <= MOST_EDGES
        && directions_hold(parts)
        && !any_touch(edges(&rings))
        && (rings.len() == 1 || places_hold(parts))
}

fn directions_hold(parts: &[Part]) -> bool {
    parts.iter().all(|part| {
        part.iter()
            .enumerate()
            .all(|(i, ring)| ring.len() > 2 && (area_2(ring) > 0) == (i == 0))
    })
}

/// From the lowest to the highest number.
#[derive(Clone, Copy)]
struct Span {
    low: i64,
    high: i64,
}

impl Span {
    fn between(a: i64, b: i64) -> Self {
        Self {
            low: a.min(b),
            high: a.max(b),
        }
    }

    fn of(numbers: impl IntoIterator<Item = i64>) -> Self {
        let nothing = Self {
            low: i64::MAX,
            high: i64::MIN,
        };
        numbers.into_iter().fold(nothing, |span, n| Self {
            low: span.low.min(n),
            high: span.high.max(n),
        })
    }

    fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// An edge of a ring, with its extent and its place: in the ring, and among all edges.
struct Edge {
    a: Point,
    b: Point,
    xs: Span,
    ys: Span,
    /// Places of its two neighbours among all edges.
    joined: [usize; 2],
    place: usize,
}

fn edges(rings: &[&[Point]]) -> Vec<Edge> {
    let mut edges = Vec::with_capacity(rings.iter().map(|ring| ring.len()).sum());
    for ring in rings {
        let (first, len) = (edges.len(), ring.len());
        for (index, &a) in ring.iter().enumerate() {
            let next = if index + 1 == len { 0 } else { index + 1 };
            let before = if index == 0 { len - 1 } else { index - 1 };
            let b = ring[next];
            edges.push(Edge {
                a,
                b,
                xs: Span::between(a.x, b.x),
                ys: Span::between(a.y, b.y),
                joined: [first + before, first + next],
                place: first + index,
            });
        }
    }
    edges
}

/// Sweeps from west to east and compares each edge with those that begin before it ends.
fn any_touch(mut edges: Vec<Edge>) -> bool {
    edges.sort_unstable_by_key(|edge| (edge.xs.low, edge.place));
    edges.iter().enumerate().any(|(at, edge)| {
        let later = edges[at + 1..].iter();
        let mut reached = later.take_while(|other| other.xs.low <= edge.xs.high);
        reached.any(|other| edge.touches(other))
    })
}

impl Edge {
    /// Whether the edges share a point other than the joint of two neighbours. Neighbours cannot
    /// lie on each other: thin rings have no spikes.
    fn touches(&self, other: &Self) -> bool {
        self.ys.meets(other.ys)
            && !self.joined.contains(&other.place)
            && !parted_by(self, other)
            && !parted_by(other, self)
    }
}

/// Whether both ends of `edge` lie strictly on one side of `line`. Of four points on one line
/// neither edge is parted: there the boxes, which meet, tell that the edges do.
fn parted_by(line: &Edge, edge: &Edge) -> bool {
    let (a, b) = (
        near_turn(line.a, line.b, edge.a).signum(),
        near_turn(line.a, line.b, edge.b).signum(),
    );
    a * b > 0
}

/// Whether every shell lies outside all other parts and every hole inside its own shell only.
/// The rings do not touch, so one point of each answers for all.
fn places_hold(parts: &[Part]) -> bool {
    let rings: Vec<_> = parts
        .iter()
        .flat_map(|part| part.iter().enumerate())
        .map(|(i, ring)| (i64::from(i > 0), Extent::of(ring)))
        .collect();
    rings.iter().enumerate().all(|(i, (expected, one))| {
        let others = rings.iter().enumerate().filter(|(j, _)| *j != i);
        let around: i64 = others.map(|(_, (_, ring))| ring.winding(one.ring[0])).sum();
        around == *expected
    })
}

/// A ring and the box around it.
struct Extent<'a> {
    ring: &'a [Point],
    xs: Span,
    ys: Span,
}

impl<'a> Extent<'a> {
    fn of(ring: &'a [Point]) -> Self {
        Self {
            ring,
            xs: Span::of(ring.iter().map(|point| point.x)),
            ys: Span::of(ring.iter().map(|point| point.y)),
        }
    }

    /// How often the ring runs around a point that is not on it, clockwise on the screen.
    fn winding(&self, point: Point) -> i64 {
        if !self.xs.meets(Span::of([point.x])) || !self.ys.meets(Span::of([point.y])) {
            return 0;
        }
        let next = self.ring.iter().cycle().skip(1);
        self.ring
            .iter()
            .zip(next)
            .map(|(&a, &b)| match (a.y <= point.y, b.y <= point.y) {
                (true, false) if near_turn(a, b, point) > 0 => 1,
                (false, true) if near_turn(a, b, point) < 0 => -1,
                _ => 0,
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring<const N: usize>(of: [(i64, i64); N]) -> Vec<Point> {
        of.map(Point::from).to_vec()
    }

    fn square(from: i64, to: i64) -> Vec<Point> {
        ring([(from, from), (to, from), (to, to), (from, to)])
    }

    fn hole(from: i64, to: i64) -> Vec<Point> {
        square(from, to).into_iter().rev().collect()
    }

    #[test]
    fn a_square_with_a_hole_is_valid() {
        assert!(is_plainly_valid(&[vec![square(0, 9), hole(2, 5)]]));
    }

    #[test]
    fn a_ring_that_runs_the_wrong_way_is_not() {
        assert!(!is_plainly_valid(&[vec![hole(0, 9)]]));
        assert!(!is_plainly_valid(&[vec![square(0, 9), square(2, 5)]]));
    }

    #[test]
    fn a_ring_that_crosses_or_touches_itself_is_not() {
        let crossed = ring([(0, 0), (9, 0), (9, 9), (4, -2)]);
        let touching = ring([(0, 0), (9, 0), (9, 9), (5, 0), (0, 9)]);

        assert!(!is_plainly_valid(&[vec![crossed]]));
        assert!(!is_plainly_valid(&[vec![touching]]));
    }

    #[test]
    fn parts_that_share_an_edge_are_not() {
        let beside = ring([(9, 2), (12, 2), (12, 5), (9, 5)]);

        assert!(!is_plainly_valid(&[vec![square(0, 9)], vec![beside]]));
    }

    #[test]
    fn a_hole_outside_its_shell_is_not() {
        assert!(!is_plainly_valid(&[vec![square(0, 9), hole(20, 25)]]));
    }

    #[test]
    fn a_part_inside_another_is_not_but_one_inside_its_hole_is() {
        let with_hole = vec![square(0, 90), hole(20, 50)];

        assert!(!is_plainly_valid(&[
            vec![square(0, 90)],
            vec![square(30, 40)]
        ]));
        assert!(is_plainly_valid(&[with_hole, vec![square(30, 40)]]));
    }
}
