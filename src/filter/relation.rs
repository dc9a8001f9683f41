//! How one shape lies to another: the relations of simple features, and being near.

use geo::{Intersects, Relate};
use geo_types::Geometry;

use crate::spatial::Shape;

/// A relation of two shapes.
///
/// Source: OGC 06-103r4, Simple feature access, 6.1.15, by the nine intersections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Contains,
    Crosses,
    Disjoint,
    Equals,
    Intersects,
    Overlaps,
    Touches,
    Within,
}

impl Relation {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "s_contains" => Self::Contains,
            "s_crosses" => Self::Crosses,
            "s_disjoint" => Self::Disjoint,
            "s_equals" => Self::Equals,
            "s_intersects" => Self::Intersects,
            "s_overlaps" => Self::Overlaps,
            "s_touches" => Self::Touches,
            "s_within" => Self::Within,
            _ => return None,
        })
    }

    /// The same relation, told from the other shape.
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Contains => Self::Within,
            Self::Within => Self::Contains,
            same => same,
        }
    }

    /// Whether shapes that have no point in common can be so.
    pub(super) fn holds_apart(self) -> bool {
        self == Self::Disjoint
    }

    pub(super) fn holds(self, shape: &Shape, other: &Geometry<f64>) -> bool {
        match shape {
            Shape::Points(points) => self.between(points, other),
            Shape::Lines(lines) => self.between(lines, other),
            Shape::Area(area) => self.between(area.polygons(), other),
        }
    }

    /// Touching at all is asked far more often than the rest, and found without all intersections.
    fn between<G>(self, one: &G, other: &Geometry<f64>) -> bool
    where
        G: Relate<f64> + Intersects<Geometry<f64>>,
    {
        match self {
            Self::Intersects => one.intersects(other),
            Self::Disjoint => !one.intersects(other),
            Self::Contains => one.relate(other).is_contains(),
            Self::Crosses => one.relate(other).is_crosses(),
            Self::Equals => one.relate(other).is_equal_topo(),
            Self::Overlaps => one.relate(other).is_overlaps(),
            Self::Touches => one.relate(other).is_touches(),
            Self::Within => one.relate(other).is_within(),
        }
    }
}
