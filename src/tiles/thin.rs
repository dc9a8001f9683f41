//! Drops points that draw nothing: repeated ones, those on a straight line, and spikes.
//!
//! Only points exactly on the line between their neighbours go, so no border moves and two
//! features that shared one still do.

use super::grid::{Point, Ring, near_turn, turn, wide};

/// The ring without idle points, of points on a tile; empty when it has no extent.
pub(super) fn ring(points: impl IntoIterator<Item = Point>) -> Ring {
    ring_by(points, near_turn)
}

/// The same of points that may be far off the tile.
pub(super) fn far_ring(points: impl IntoIterator<Item = Point>) -> Ring {
    ring_by(points, turn)
}

/// With the turn at a corner, 0 where there is none.
fn ring_by<T: Default + PartialEq>(
    points: impl IntoIterator<Item = Point>,
    turn: impl Fn(Point, Point, Point) -> T,
) -> Ring {
    let is_straight = |a, b, c| turn(a, b, c) == T::default();
    let points = points.into_iter();
    let mut kept = Ring::with_capacity(points.size_hint().0);
    for point in points {
        while let [.., a, b] = kept[..]
            && is_straight(a, b, point)
        {
            kept.pop();
        }
        if kept.last() != Some(&point) {
            kept.push(point);
        }
    }
    join_ends(kept, is_straight)
}

/// Thins the place where the end of the ring meets its beginning.
fn join_ends(mut ring: Ring, is_straight: impl Fn(Point, Point, Point) -> bool) -> Ring {
    let mut start = 0;
    loop {
        match ring[start..] {
            [first, second, .., last] if is_straight(last, first, second) => start += 1,
            [first, .., before, last] if is_straight(before, last, first) => {
                ring.pop();
            }
            [_, _, _, ..] => break,
            _ => return Ring::new(),
        }
    }
    ring.drain(..start);
    ring
}

/// The line without idle points; it may turn back on itself. Empty when it has no extent.
pub(super) fn line(points: impl IntoIterator<Item = Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        while let [.., a, b] = kept[..]
            && goes_straight_on(a, b, point)
        {
            kept.pop();
        }
        kept.push(point);
    }
    if kept.len() < 2 {
        kept.clear();
    }
    kept
}

fn goes_straight_on(a: Point, b: Point, c: Point) -> bool {
    let along = wide(b.x - a.x) * wide(c.x - b.x) + wide(b.y - a.y) * wide(c.y - b.y);
    along > 0 && turn(a, b, c) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points<const N: usize>(of: [(i64, i64); N]) -> Vec<Point> {
        of.map(Point::from).to_vec()
    }

    #[test]
    fn a_ring_loses_points_on_its_sides_also_where_it_begins() {
        let square = points([(1, 0), (2, 0), (2, 1), (2, 2), (0, 2), (0, 0)]);

        assert_eq!(ring(square), points([(2, 0), (2, 2), (0, 2), (0, 0)]));
    }

    #[test]
    fn a_ring_loses_its_spikes() {
        let spiked = points([(0, 0), (2, 0), (5, 0), (2, 0), (2, 2), (0, 2)]);

        assert_eq!(ring(spiked), points([(0, 0), (2, 0), (2, 2), (0, 2)]));
    }

    #[test]
    fn a_ring_without_extent_is_empty() {
        assert!(ring(points([(0, 0), (5, 5), (9, 9), (0, 0)])).is_empty());
        assert!(ring(points([(3, 3)])).is_empty());
        assert!(ring([]).is_empty());
    }

    #[test]
    fn a_line_that_turns_back_keeps_its_turning_point() {
        let there_and_back = points([(0, 0), (1, 0), (4, 0), (4, 0), (2, 0)]);

        assert_eq!(line(there_and_back), points([(0, 0), (4, 0), (2, 0)]));
    }

    #[test]
    fn a_line_without_extent_is_empty() {
        assert!(line(points([(3, 3), (3, 3)])).is_empty());
    }
}
