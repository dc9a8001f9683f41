//! Keeps what lies on a tile and its buffer.
//!
//! Each side of the window cuts on its own (Sutherland and Hodgman 1974). A cut depends only on
//! the edge, not on its direction, so two features with one border are cut at the same point.

use super::{
    BUFFER, EXTENT,
    grid::{Point, Ring, wide},
};

const LOW: i64 = -(BUFFER as i64);
const HIGH: i64 = (EXTENT + BUFFER) as i64;

/// How a set of points lies to the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// All of them are on it.
    Inside,
    /// They share no point with it.
    Outside,
    /// They may cross it.
    Across,
}

/// How the box around the points lies to the window.
pub(super) fn place(points: &[Point]) -> Place {
    let least = |point: Point, other: &Point| Point {
        x: point.x.min(other.x),
        y: point.y.min(other.y),
    };
    let most = |point: Point, other: &Point| Point {
        x: point.x.max(other.x),
        y: point.y.max(other.y),
    };
    let low = points.iter().fold((i64::MAX, i64::MAX).into(), least);
    let high = points.iter().fold((i64::MIN, i64::MIN).into(), most);
    if low.x >= LOW && low.y >= LOW && high.x <= HIGH && high.y <= HIGH {
        Place::Inside
    } else if high.x < LOW || high.y < LOW || low.x > HIGH || low.y > HIGH {
        Place::Outside
    } else {
        Place::Across
    }
}

/// Whether the point is on the tile or its buffer.
pub(super) fn holds(point: Point) -> bool {
    Side::ALL.into_iter().all(|side| side.holds(point))
}

/// The part of a ring on the window. Where the ring leaves and comes back, edges along the window
/// may lie on each other.
pub(super) fn ring(ring: &[Point]) -> Ring {
    let mut kept = ring.to_vec();
    for side in Side::ALL {
        if kept.iter().any(|&point| !side.holds(point)) {
            kept = ring_within(&kept, side);
        }
    }
    kept
}

fn ring_within(ring: &[Point], side: Side) -> Ring {
    let mut kept = Ring::with_capacity(ring.len() + 4);
    let Some(mut a) = ring.last().copied() else {
        return kept;
    };
    for &b in ring {
        if side.holds(a) != side.holds(b) {
            kept.push(side.crossing(a, b));
        }
        if side.holds(b) {
            kept.push(b);
        }
        a = b;
    }
    kept
}

/// The parts of a line on the window.
pub(super) fn line(line: &[Point]) -> Vec<Vec<Point>> {
    let mut kept = vec![line.to_vec()];
    for side in Side::ALL {
        kept = kept
            .iter()
            .flat_map(|line| line_within(line, side))
            .collect();
    }
    kept
}

fn line_within(line: &[Point], side: Side) -> Vec<Vec<Point>> {
    let mut parts = Vec::new();
    let mut part: Vec<Point> = line
        .first()
        .copied()
        .filter(|&p| side.holds(p))
        .into_iter()
        .collect();
    for (&a, &b) in line.iter().zip(line.iter().skip(1)) {
        if side.holds(a) != side.holds(b) {
            part.push(side.crossing(a, b));
        }
        if side.holds(b) {
            part.push(b);
        } else if !part.is_empty() {
            parts.push(std::mem::take(&mut part));
        }
    }
    parts.push(part);
    parts.retain(|part| part.len() > 1);
    parts
}

/// A side of the window.
#[derive(Clone, Copy)]
enum Side {
    West,
    East,
    North,
    South,
}

impl Side {
    const ALL: [Self; 4] = [Self::West, Self::East, Self::North, Self::South];

    fn holds(self, point: Point) -> bool {
        match self {
            Self::West => point.x >= LOW,
            Self::East => point.x <= HIGH,
            Self::North => point.y >= LOW,
            Self::South => point.y <= HIGH,
        }
    }

    /// Where an edge with one end on each side of it crosses.
    fn crossing(self, a: Point, b: Point) -> Point {
        match self {
            Self::West => Point {
                x: LOW,
                y: between((a.x, a.y), (b.x, b.y), LOW),
            },
            Self::East => Point {
                x: HIGH,
                y: between((a.x, a.y), (b.x, b.y), HIGH),
            },
            Self::North => Point {
                x: between((a.y, a.x), (b.y, b.x), LOW),
                y: LOW,
            },
            Self::South => Point {
                x: between((a.y, a.x), (b.y, b.x), HIGH),
                y: HIGH,
            },
        }
    }
}

/// The second ordinate where the edge has this first one, to the nearest whole number. The ends
/// are put in order first, so that an edge and its reverse give the same answer.
#[allow(
    clippy::cast_possible_truncation,
    reason = "the answer lies between two numbers that fit"
)]
fn between(a: (i64, i64), b: (i64, i64), at: i64) -> i64 {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    let (run, rise) = (wide(b.0 - a.0), wide(b.1 - a.1));
    let twice = 2 * rise * wide(at - a.0) + run;
    a.1 + twice.div_euclid(2 * run) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points<const N: usize>(of: [(i64, i64); N]) -> Vec<Point> {
        of.map(Point::from).to_vec()
    }

    #[test]
    fn a_ring_around_the_tile_becomes_the_buffered_square() {
        let far = 1 << 34;
        let around = points([(-far, -far), (far, -far), (far, far), (-far, far)]);

        let mut kept = ring(&around);
        kept.sort_by_key(|p| (p.x, p.y));

        assert_eq!(
            kept,
            points([(-64, -64), (-64, 4160), (4160, -64), (4160, 4160)])
        );
    }

    #[test]
    fn a_ring_beside_the_tile_leaves_nothing() {
        let beside = points([(5000, 0), (6000, 0), (6000, 100)]);

        assert_eq!(place(&beside), Place::Outside);
        assert!(ring(&beside).is_empty());
    }

    #[test]
    fn an_edge_and_its_reverse_are_cut_at_the_same_point() {
        for (a, b) in [
            ((-1000, 7), (90, 1000)),
            ((-101, -3), (1, 4)),
            ((-65, 0), (3, 1)),
        ] {
            let (a, b) = (Point::from(a), Point::from(b));
            assert_eq!(Side::West.crossing(a, b), Side::West.crossing(b, a));
        }
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two_lines() {
        let line_out_and_in = points([(0, 0), (5000, 0), (5000, 10), (0, 10)]);

        let kept = line(&line_out_and_in);

        assert_eq!(
            kept,
            [points([(0, 0), (4160, 0)]), points([(4160, 10), (0, 10)])]
        );
    }
}
