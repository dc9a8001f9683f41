//! Edges as the sweeping line sees them, and their order from south to north.

use std::cmp::Ordering;

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::Coord;

/// An edge of a ring.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// The end that the line meets first.
    pub(super) left: Coord<f64>,
    /// The other end.
    pub(super) right: Coord<f64>,
    /// Its ring.
    pub(super) ring: usize,
    /// Place in the ring of the point where the edge begins.
    pub(super) start: usize,
    /// Place in the ring of the point where it ends.
    pub(super) end: usize,
    /// Whether it begins at `left`.
    pub(super) forward: bool,
}

/// The order in which the line meets points: from west to east, on one meridian from south to north.
pub(super) fn before(a: Coord<f64>, b: Coord<f64>) -> Ordering {
    let by_x = a.x.partial_cmp(&b.x).unwrap_or(Ordering::Equal);
    by_x.then(a.y.partial_cmp(&b.y).unwrap_or(Ordering::Equal))
}

/// On which side of the line from `a` to `b` the point is: `Greater` is left, `Equal` is on it.
pub(super) fn side(a: Coord<f64>, b: Coord<f64>, point: Coord<f64>) -> Ordering {
    match RobustKernel::orient2d(a, b, point) {
        Orientation::CounterClockwise => Ordering::Greater,
        Orientation::Clockwise => Ordering::Less,
        Orientation::Collinear => Ordering::Equal,
    }
}

/// Whether two edges cross at a point that is an end of neither.
pub(super) fn cross(a: &Edge, b: &Edge) -> bool {
    let apart = |edge: &Edge, other: &Edge| {
        let left = side(edge.left, edge.right, other.left);
        left.is_ne() && left == side(edge.left, edge.right, other.right).reverse()
    };
    apart(a, b) && apart(b, a)
}

/// A place in the order of what the line cuts. It means something only between edges that the
/// line cuts at once and that do not cross, and points on the line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rank {
    /// An edge.
    Edge {
        /// Its western end.
        left: Coord<f64>,
        /// Its eastern end.
        right: Coord<f64>,
        /// Its number.
        edge: usize,
    },
    /// Just south of all edges through a point.
    Below(Coord<f64>),
    /// Just north of all edges through a point.
    Above(Coord<f64>),
}

impl Rank {
    /// The number of the edge.
    pub(super) fn edge(&self) -> Option<usize> {
        match self {
            Self::Edge { edge, .. } => Some(*edge),
            Self::Below(_) | Self::Above(_) => None,
        }
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        match (*self, *other) {
            (
                Self::Edge { left, right, edge },
                Self::Edge {
                    left: other_left,
                    right: other_right,
                    edge: other_edge,
                },
            ) => {
                if edge == other_edge {
                    return Ordering::Equal;
                }
                // The edge that the line met last is compared with the other one's full length.
                let order = if before(left, other_left).is_le() {
                    side(left, right, other_left)
                        .then_with(|| side(left, right, other_right))
                        .reverse()
                } else {
                    side(other_left, other_right, left)
                        .then_with(|| side(other_left, other_right, right))
                };
                order.then(edge.cmp(&other_edge))
            }
            (Self::Below(point), Self::Edge { left, right, .. }) => {
                side(left, right, point).then(Ordering::Less)
            }
            (Self::Above(point), Self::Edge { left, right, .. }) => {
                side(left, right, point).then(Ordering::Greater)
            }
            (Self::Edge { .. }, _) => other.cmp(self).reverse(),
            (Self::Below(_), Self::Above(_)) => Ordering::Less,
            (Self::Above(_), Self::Below(_)) => Ordering::Greater,
            (Self::Below(_), Self::Below(_)) | (Self::Above(_), Self::Above(_)) => Ordering::Equal,
        }
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Rank {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Rank {}
