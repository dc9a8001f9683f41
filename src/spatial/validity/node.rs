//! A point where edges start, end or are touched: do the rings through it cross there?

use std::cmp::Ordering;

use geo_types::Coord;

use super::{
    ShapeFault,
    edges::{Edge, before, side},
};

/// One passage of a ring through a point: its point there, or an edge touched between its ends.
type Visit = (usize, Place);

/// Where on its ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Point(usize),
    Edge(usize),
}

/// All edges at one point.
pub(super) struct Node {
    at: Coord<f64>,
    /// The far end of each edge that leaves the point, with the passage it belongs to.
    spokes: Vec<(Coord<f64>, Visit)>,
}

impl Node {
    pub(super) fn at(at: Coord<f64>) -> Self {
        Self {
            at,
            spokes: Vec::with_capacity(2),
        }
    }

    /// Adds an edge that starts or ends here.
    pub(super) fn add_end(&mut self, edge: &Edge) {
        let at_left = edge.left == self.at;
        let (far, place) = match (at_left, edge.forward) {
            (true, true) => (edge.right, edge.start),
            (true, false) => (edge.right, edge.end),
            (false, true) => (edge.left, edge.end),
            (false, false) => (edge.left, edge.start),
        };
        self.spokes.push((far, (edge.ring, Place::Point(place))));
    }

    /// Adds an edge that is touched here between its ends.
    pub(super) fn add_passing(&mut self, number: usize, edge: &Edge) {
        let visit = (edge.ring, Place::Edge(number));
        self.spokes.push((edge.left, visit));
        self.spokes.push((edge.right, visit));
    }

    /// The rings that meet here, if none of them crosses another, another's edge or itself.
    pub(super) fn check(mut self) -> Result<Vec<usize>, ShapeFault> {
        let at = self.at;
        self.spokes.sort_by(|a, b| around(at, a.0, b.0));
        let overlap = |pair: &[(Coord<f64>, Visit)]| around(at, pair[0].0, pair[1].0).is_eq();
        if self.spokes.windows(2).any(overlap) || self.passages_interleave() {
            return Err(ShapeFault::EdgesCross { at });
        }
        let mut visits: Vec<Visit> = self.spokes.iter().map(|spoke| spoke.1).collect();
        visits.sort_unstable();
        visits.dedup();
        if visits.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return Err(ShapeFault::RingTouchesItself { at });
        }
        Ok(visits.into_iter().map(|visit| visit.0).collect())
    }

    /// Going round the point, passages that do not cross close like brackets.
    fn passages_interleave(&self) -> bool {
        let mut open: Vec<Visit> = Vec::new();
        for &(_, visit) in &self.spokes {
            if open.last() == Some(&visit) {
                open.pop();
            } else {
                open.push(visit);
            }
        }
        !open.is_empty()
    }
}

/// The order of directions around a point, counter-clockwise from due south.
fn around(at: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> Ordering {
    let western = |far: Coord<f64>| before(far, at).is_lt();
    western(a)
        .cmp(&western(b))
        .then_with(|| side(at, a, b).reverse())
}
