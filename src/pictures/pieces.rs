//! The pieces of a line in sight, each with how far along the line it begins: dashes go on where
//! a tile cuts them.

/// A place in pixels; double precision, because a line may leave the picture far.
pub(super) type At = (f64, f64);

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) points: Vec<At>,
    /// Pixels from the beginning of the line.
    pub(super) begins_px: f64,
    /// Whether it is a whole ring.
    pub(super) is_ring: bool,
}

/// The pieces of a line within a square of this side and a margin around it.
///
/// Where a ring begins and ends in sight, its last piece goes on into its first.
pub(super) fn pieces(line: &[At], (side, margin): (f64, f64)) -> Vec<Piece> {
    let window = (-margin, side + margin);
    let (mut found, mut open, mut along): (Vec<Piece>, Option<Piece>, f64) =
        (Vec::new(), None, 0.0);
    for (&a, &b) in line.iter().zip(line.iter().skip(1)) {
        let length = (b.0 - a.0).hypot(b.1 - a.1);
        if let Some((from, to)) = shares_within(a, b, window) {
            let mut piece = match open.take() {
                Some(piece) if from <= 0.0 => piece,
                other => {
                    found.extend(other);
                    Piece {
                        points: vec![between(a, b, from)],
                        begins_px: along + from * length,
                        is_ring: false,
                    }
                }
            };
            piece.points.push(between(a, b, to));
            if to >= 1.0 {
                open = Some(piece);
            } else {
                found.push(piece);
            }
        } else {
            found.extend(open.take());
        }
        along += length;
    }
    let reaches_end = open.is_some();
    found.extend(open);
    if reaches_end && line.len() > 3 && line.first() == line.last() {
        join_ends(&mut found);
    }
    found
}

fn join_ends(found: &mut Vec<Piece>) {
    if let [only] = &mut found[..] {
        only.is_ring = only.points.first() == only.points.last();
        return;
    }
    let begins = found.first().is_some_and(|first| first.begins_px <= 0.0);
    if begins && let Some(last) = found.pop() {
        let first = found.remove(0);
        let mut joined = last;
        joined.points.extend(first.points.into_iter().skip(1));
        found.push(joined);
    }
}

/// From which to which share of the way a segment is within the window (Liang and Barsky 1984).
fn shares_within(a: At, b: At, (low, high): (f64, f64)) -> Option<(f64, f64)> {
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (start, way) in [(a.0, b.0 - a.0), (a.1, b.1 - a.1)] {
        if way == 0.0 {
            if start < low || start > high {
                return None;
            }
            continue;
        }
        let (one, other) = ((low - start) / way, (high - start) / way);
        from = from.max(one.min(other));
        to = to.min(one.max(other));
    }
    (from < to).then_some((from, to))
}

fn between(a: At, b: At, share: f64) -> At {
    if share >= 1.0 {
        b
    } else {
        (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_leaves_and_returns_tells_how_far_it_came() {
        let line = [(-20.0, 5.0), (30.0, 5.0), (30.0, 8.0), (-20.0, 8.0)];

        let found = pieces(&line, (10.0, 0.0));

        assert_eq!(found.len(), 2);
        assert_eq!((found[0].begins_px, found[1].begins_px), (20.0, 73.0));
        assert_eq!(found[0].points, [(0.0, 5.0), (10.0, 5.0)]);
        assert_eq!(found[1].points, [(10.0, 8.0), (0.0, 8.0)]);
    }

    #[test]
    fn a_ring_in_sight_is_closed_and_one_that_leaves_is_joined_where_it_begins() {
        let small = [(1.0, 1.0), (9.0, 1.0), (9.0, 9.0), (1.0, 1.0)];
        let large = [(5.0, 5.0), (50.0, 5.0), (5.0, 50.0), (5.0, 5.0)];

        let (whole, cut) = (pieces(&small, (10.0, 0.0)), pieces(&large, (10.0, 0.0)));

        assert!(whole.len() == 1 && whole[0].is_ring);
        assert_eq!(cut.len(), 1);
        assert_eq!(cut[0].points, [(5.0, 10.0), (5.0, 5.0), (10.0, 5.0)]);
    }

    #[test]
    fn a_line_beside_the_window_leaves_nothing() {
        assert!(pieces(&[(-5.0, -5.0), (-1.0, 20.0)], (10.0, 0.0)).is_empty());
        assert!(pieces(&[(3.0, 3.0)], (10.0, 0.0)).is_empty());
    }
}
