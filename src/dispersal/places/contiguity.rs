//! Which shapes touch, and along how many metres: up to a tolerance, so that slivers do not part
//! neighbours.

use geo::BoundingRect;
use geo_types::{Coord, Line, MultiPolygon};
use rstar::{AABB, RTree, primitives::GeomWithData, primitives::Rectangle};

/// Two shapes that touch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Contact {
    pub(super) one: usize,
    pub(super) other: usize,
    /// Length along which both run together; 0 where they meet in points only.
    pub(super) shared_m: f64,
}

/// All pairs of shapes that come within the tolerance, each once, in order.
pub(super) fn contacts(shapes: &[MultiPolygon<f64>], tolerance: f64) -> Vec<Contact> {
    let edges: Vec<Vec<Line<f64>>> = shapes.iter().map(edges).collect();
    let tree = RTree::bulk_load(shapes.iter().enumerate().filter_map(boxed).collect());
    let mut contacts = Vec::new();
    for (one, shape) in shapes.iter().enumerate() {
        let Some((low, high)) = corners(shape, tolerance) else {
            continue;
        };
        let envelope = AABB::from_corners(low, high);
        let mut near: Vec<usize> = tree
            .locate_in_envelope_intersecting(&envelope)
            .map(|entry| entry.data)
            .filter(|&other| other > one)
            .collect();
        near.sort_unstable();
        contacts.extend(near.into_iter().filter_map(|other| {
            let shared_m = shared(&edges[one], &edges[other], tolerance)?;
            Some(Contact {
                one,
                other,
                shared_m,
            })
        }));
    }
    contacts
}

type Boxed = GeomWithData<Rectangle<[f64; 2]>, usize>;

fn boxed((unit, shape): (usize, &MultiPolygon<f64>)) -> Option<Boxed> {
    let (low, high) = corners(shape, 0.0)?;
    Some(GeomWithData::new(Rectangle::from_corners(low, high), unit))
}

/// The box around a shape, widened on all sides.
fn corners(shape: &MultiPolygon<f64>, margin: f64) -> Option<([f64; 2], [f64; 2])> {
    let bounds = shape.bounding_rect()?;
    let (low, high) = (bounds.min(), bounds.max());
    Some((
        [low.x - margin, low.y - margin],
        [high.x + margin, high.y + margin],
    ))
}

/// The edges of all rings, by their western end.
fn edges(shape: &MultiPolygon<f64>) -> Vec<Line<f64>> {
    let rings = shape
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let mut edges: Vec<Line<f64>> = rings.flat_map(geo_types::LineString::lines).collect();
    edges.retain(|edge| edge.start != edge.end);
    edges.sort_unstable_by(|a, b| west(a).total_cmp(&west(b)));
    edges
}

fn west(edge: &Line<f64>) -> f64 {
    edge.start.x.min(edge.end.x)
}

fn east(edge: &Line<f64>) -> f64 {
    edge.start.x.max(edge.end.x)
}

/// Length along which the outlines run together, or `None` if they do not come near each other.
fn shared(one: &[Line<f64>], other: &[Line<f64>], tolerance: f64) -> Option<f64> {
    let widest = other
        .iter()
        .fold(0.0, |widest: f64, edge| widest.max(east(edge) - west(edge)));
    let (mut touch, mut shared) = (false, 0.0);
    for edge in one {
        let from = west(edge) - widest - tolerance;
        let first = other.partition_point(|there| west(there) < from);
        let near = other[first..]
            .iter()
            .take_while(|there| west(there) <= east(edge) + tolerance)
            .filter(|there| near_in_height(edge, there, tolerance));
        let mut together = Vec::new();
        for there in near {
            touch = touch || distance(edge, there) <= tolerance;
            together.extend(overlap(edge, there, tolerance));
        }
        shared += covered(together);
    }
    touch.then_some(shared)
}

fn near_in_height(a: &Line<f64>, b: &Line<f64>, tolerance: f64) -> bool {
    let ends = |edge: &Line<f64>| {
        let (one, other) = (edge.start.y, edge.end.y);
        (one.min(other), one.max(other))
    };
    let (a, b) = (ends(a), ends(b));
    a.0 <= b.1 + tolerance && b.0 <= a.1 + tolerance
}

/// The part of `edge`, from and to in metres, along which `there` runs within the tolerance.
///
/// Both ends of the part must be near: edges that only meet at an angle run together nowhere.
fn overlap(edge: &Line<f64>, there: &Line<f64>, tolerance: f64) -> Option<(f64, f64)> {
    let along = edge.end - edge.start;
    let length = along.x.hypot(along.y);
    let unit = along / length;
    let place = |point: Coord<f64>| {
        let from = point - edge.start;
        (
            from.x * unit.x + from.y * unit.y,
            from.x * unit.y - from.y * unit.x,
        )
    };
    let (mut a, mut b) = (place(there.start), place(there.end));
    if a.0 > b.0 {
        std::mem::swap(&mut a, &mut b);
    }
    let (from, to) = (a.0.clamp(0.0, length), b.0.clamp(0.0, length));
    if to - from <= tolerance {
        return None;
    }
    let offset = |at: f64| a.1 + (b.1 - a.1) * ((at - a.0) / (b.0 - a.0)).clamp(0.0, 1.0);
    (offset(from).abs() <= tolerance && offset(to).abs() <= tolerance).then_some((from, to))
}

/// Total length of intervals, overlaps counted once.
fn covered(mut parts: Vec<(f64, f64)>) -> f64 {
    parts.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (mut length, mut reached) = (0.0, f64::MIN);
    for (from, to) in parts {
        length += (to - from.max(reached)).max(0.0);
        reached = reached.max(to);
    }
    length
}

/// Distance between two edges; edges that cross are taken to touch.
fn distance(a: &Line<f64>, b: &Line<f64>) -> f64 {
    if cross(a, b) {
        return 0.0;
    }
    let ends = [
        to_edge(a.start, b),
        to_edge(a.end, b),
        to_edge(b.start, a),
        to_edge(b.end, a),
    ];
    ends.into_iter().fold(f64::MAX, f64::min)
}

fn cross(a: &Line<f64>, b: &Line<f64>) -> bool {
    let side = |line: &Line<f64>, point: Coord<f64>| {
        let (along, from) = (line.end - line.start, point - line.start);
        along.x * from.y - along.y * from.x
    };
    side(a, b.start) * side(a, b.end) < 0.0 && side(b, a.start) * side(b, a.end) < 0.0
}

fn to_edge(point: Coord<f64>, edge: &Line<f64>) -> f64 {
    let (along, from) = (edge.end - edge.start, point - edge.start);
    let share = (from.x * along.x + from.y * along.y) / (along.x * along.x + along.y * along.y);
    let foot = edge.start + along * share.clamp(0.0, 1.0);
    (point - foot).x.hypot((point - foot).y)
}

#[cfg(test)]
mod tests {
    use geo_types::{Rect, polygon};

    use super::*;

    fn square(west: f64, south: f64, width: f64, height: f64) -> MultiPolygon<f64> {
        let low = Coord { x: west, y: south };
        let high = Coord {
            x: west + width,
            y: south + height,
        };
        Rect::new(low, high).to_polygon().into()
    }

    #[test]
    fn a_sliver_thinner_than_the_tolerance_does_not_part_neighbours() {
        let shapes = [square(0.0, 0.0, 10.0, 10.0), square(10.3, 0.0, 5.0, 10.0)];

        assert_eq!(contacts(&shapes, 0.1), []);
        let found = contacts(&shapes, 0.5);
        assert_eq!(found.len(), 1);
        assert!((found[0].shared_m - 10.0).abs() < 1e-12);
    }

    #[test]
    fn a_corner_in_the_middle_of_an_edge_is_a_shared_border() {
        let shapes = [square(0.0, 0.0, 10.0, 10.0), square(10.0, 4.0, 5.0, 3.0)];

        assert!((contacts(&shapes, 1e-6)[0].shared_m - 3.0).abs() < 1e-12);
    }

    #[test]
    fn squares_that_meet_in_a_corner_share_nothing_but_touch() {
        let shapes = [square(0.0, 0.0, 1.0, 1.0), square(1.0, 1.0, 1.0, 1.0)];

        assert!(contacts(&shapes, 1e-6)[0].shared_m.abs() < 1e-12);
    }

    #[test]
    fn overlapping_shapes_touch() {
        let star: MultiPolygon<f64> =
            polygon![(x: -2.0, y: 4.0), (x: 12.0, y: 5.0), (x: -2.0, y: 6.0)].into();

        assert_eq!(
            contacts(&[square(0.0, 0.0, 10.0, 10.0), star], 1e-6).len(),
            1
        );
    }
}
