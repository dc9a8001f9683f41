//! Which ring lies in which, and where rings of one polygon touch.

use std::collections::HashMap;

use geo_types::{Coord, LineString, MultiPolygon};

use super::{
    ShapeFault,
    edges::{Edge, before, side},
};

/// The rings of all polygons.
pub(super) struct Rings {
    rings: Vec<Ring>,
    /// Points where several rings meet.
    pub(super) touches: Vec<Touch>,
}

/// What is known of one ring.
struct Ring {
    polygon: usize,
    is_shell: bool,
    /// The point that the line meets first.
    first: Coord<f64>,
    /// The edge that leaves `first` furthest to the south.
    first_edge: usize,
    /// Whether the ring turns left: its inside is left of its edges.
    turns_left: bool,
    /// The ring in which this one lies directly.
    parent: Option<usize>,
}

/// A point where several rings meet.
pub(super) struct Touch {
    pub(super) at: Coord<f64>,
    pub(super) rings: Vec<usize>,
}

/// The rings and edges of polygons; a ring without three different points is a fault.
pub(super) fn of(polygons: &MultiPolygon<f64>) -> Result<(Rings, Vec<Edge>), ShapeFault> {
    let mut rings = Vec::new();
    let mut edges = Vec::new();
    for (polygon, shape) in polygons.iter().enumerate() {
        let shell = (shape.exterior(), true);
        let holes = shape.interiors().iter().map(|hole| (hole, false));
        for (line, is_shell) in std::iter::once(shell).chain(holes) {
            let points = distinct(line);
            if points.len() < 3 {
                let at = points.first().copied().unwrap_or_default();
                return Err(ShapeFault::TooFewPoints { at });
            }
            let mut ring = ring_of(&points);
            (ring.polygon, ring.is_shell) = (polygon, is_shell);
            ring.first_edge += edges.len();
            edges.extend(edges_of(&points, rings.len()));
            rings.push(ring);
        }
    }
    let touches = Vec::new();
    Ok((Rings { rings, touches }, edges))
}

/// The points of a ring without repetitions in a row, the closing point among them.
fn distinct(line: &LineString<f64>) -> Vec<Coord<f64>> {
    let mut points = line.0.clone();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    points
}

/// The ring with what its westernmost point tells.
fn ring_of(points: &[Coord<f64>]) -> Ring {
    let count = points.len();
    let west = (0..count)
        .min_by(|&a, &b| before(points[a], points[b]))
        .unwrap_or(0);
    let previous = (west + count - 1) % count;
    let next = points[(west + 1) % count];
    let turns_left = side(points[previous], points[west], next).is_gt();
    Ring {
        polygon: 0,
        is_shell: true,
        first: points[west],
        first_edge: if turns_left { west } else { previous },
        turns_left,
        parent: None,
    }
}

/// The edges of a ring.
fn edges_of(points: &[Coord<f64>], ring: usize) -> impl Iterator<Item = Edge> + '_ {
    (0..points.len()).map(move |start| {
        let end = (start + 1) % points.len();
        let forward = before(points[start], points[end]).is_lt();
        let (left, right) = if forward { (start, end) } else { (end, start) };
        Edge {
            left: points[left],
            right: points[right],
            ring,
            start,
            end,
            forward,
        }
    })
}

impl Rings {
    /// Whether the line meets the ring first with this edge.
    pub(super) fn is_first(&self, edge: usize, ring: usize) -> bool {
        self.rings[ring].first_edge == edge
    }

    pub(super) fn turns_left(&self, ring: usize) -> bool {
        self.rings[ring].turns_left
    }

    pub(super) fn parent(&self, ring: usize) -> Option<usize> {
        self.rings[ring].parent
    }

    pub(super) fn set_parent(&mut self, ring: usize, parent: Option<usize>) {
        self.rings[ring].parent = parent;
    }

    /// Each hole lies directly in its own shell, each shell directly in a hole or in nothing.
    pub(super) fn check_nesting(&self) -> Result<(), ShapeFault> {
        for ring in &self.rings {
            let at = ring.first;
            let parent = ring.parent.map(|parent| &self.rings[parent]);
            match parent {
                None if ring.is_shell => {}
                Some(hole) if ring.is_shell && !hole.is_shell => {}
                Some(shell) if shell.is_shell && shell.polygon == ring.polygon => {}
                Some(other) if other.is_shell == ring.is_shell => {
                    return Err(ShapeFault::Overlap { at });
                }
                _ => return Err(ShapeFault::HoleOutside { at }),
            }
        }
        Ok(())
    }

    /// Touches between rings of one polygon form no circle, or they would cut its inside.
    pub(super) fn check_touches(&self) -> Result<(), ShapeFault> {
        let mut groups = Groups((0..self.rings.len()).collect());
        for touch in &self.touches {
            if !touch.pairs(&self.rings).all(|(a, b)| groups.join(a, b)) {
                return Err(ShapeFault::Divided { at: touch.at });
            }
        }
        Ok(())
    }
}

impl Touch {
    /// Each ring with the first ring of the same polygon, where that is another one.
    fn pairs<'a>(&'a self, rings: &'a [Ring]) -> impl Iterator<Item = (usize, usize)> + 'a {
        let mut first_of_polygon = HashMap::new();
        self.rings.iter().filter_map(move |&ring| {
            let polygon = rings[ring].polygon;
            let first = *first_of_polygon.entry(polygon).or_insert(ring);
            (first != ring).then_some((first, ring))
        })
    }
}

/// Rings joined by touches; each entry points towards the one that stands for its group.
struct Groups(Vec<usize>);

impl Groups {
    /// Joins the groups of two rings; `false` when they were one already.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.head(a), self.head(b));
        self.0[a] = b;
        a != b
    }

    fn head(&mut self, mut ring: usize) -> usize {
        while self.0[ring] != ring {
            self.0[ring] = self.0[self.0[ring]];
            ring = self.0[ring];
        }
        ring
    }
}
