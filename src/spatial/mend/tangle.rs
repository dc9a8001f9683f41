//! How much work a mend would be: the time it takes grows with the pairs of edges that come
//! close and, far more, with those that cross, and a drawing of a few kilobytes can have billions.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::{Line, LineString, MultiPolygon};

use super::Unmendable;
use crate::spatial::{Bbox, BoxIndex};

/// Most pairs of edges that cross; a mend of so many takes a few seconds.
const MOST_CROSSINGS: usize = 200_000;
/// Most pairs of edges whose boxes touch.
const MOST_CLOSE: usize = 20_000_000;

/// Refuses a drawing whose edges cross or come close too often.
pub(super) fn check(polygons: &MultiPolygon<f64>) -> Result<(), Unmendable> {
    let edges: Vec<Line<f64>> = polygons
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        .flat_map(LineString::lines)
        .collect();
    let boxes: Vec<Bbox> = edges
        .iter()
        .map(|edge| Bbox::at(edge.start).union(Bbox::at(edge.end)))
        .collect();
    let index = BoxIndex::new(&boxes);
    let (mut close, mut crossings) = (0, 0);
    for (place, edge) in edges.iter().enumerate() {
        for other in index.touching(boxes[place]).filter(|&other| other > place) {
            close += 1;
            crossings += usize::from(cross(edge, &edges[other]));
            if close > MOST_CLOSE || crossings > MOST_CROSSINGS {
                return Err(Unmendable::TooTangled);
            }
        }
    }
    Ok(())
}

/// Whether the ends of each edge lie on either side of the other.
fn cross(a: &Line<f64>, b: &Line<f64>) -> bool {
    let parts = |line: &Line<f64>, other: &Line<f64>| {
        let sides =
            [other.start, other.end].map(|end| RobustKernel::orient2d(line.start, line.end, end));
        sides[0] != sides[1] && !sides.contains(&Orientation::Collinear)
    };
    parts(a, b) && parts(b, a)
}
