//! The part of a ring that matters to a site: what lies over its box, and how the ring winds
//! below it.

use geo_types::Coord;

use super::cells::{Cell, FRUITLESS};
use crate::spatial::{Bbox, outline::Ring};

/// The site's box; places in it are counted from its south-west corner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    corner: Coord<f64>,
    width: f64,
    height: f64,
}

/// An edge from west to east.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) west: Coord<f64>,
    pub(super) east: Coord<f64>,
    /// `1` when the ring runs from west to east here, `-1` when it runs back.
    pub(super) winding: i32,
}

impl Window {
    pub(super) fn over(bbox: &Bbox) -> Self {
        Self {
            corner: Coord {
                x: bbox.west,
                y: bbox.south,
            },
            width: bbox.east - bbox.west,
            height: bbox.north - bbox.south,
        }
    }

    /// The edges of a ring, closed or not, that count within the window. What runs below it is
    /// pressed onto its floor, where a whole coast becomes one edge; what is above or beside is
    /// left out. None of this changes how often the ring winds around any point of the window.
    pub(super) fn edges(&self, ring: &[Coord<f64>], mut keep: impl FnMut(Edge)) {
        let mut floor = Floor::default();
        let next = ring.iter().cycle().skip(1);
        for (from, to) in ring.iter().zip(next) {
            self.edge((*from, *to), &mut floor, &mut keep);
        }
        floor.stop(&mut keep);
    }

    /// The same of a ring in runs, of which those above, below and beside are passed over whole.
    pub(super) fn edges_in_runs(&self, ring: &Ring, mut keep: impl FnMut(Edge)) {
        let mut floor = Floor::default();
        for (around, run) in ring.runs() {
            let (low, high) = (around.south - self.corner.y, around.north - self.corner.y);
            let (left, right) = (around.west - self.corner.x, around.east - self.corner.x);
            if left >= self.width || right <= 0.0 || low > self.height {
                continue;
            }
            if let (true, [from, .., to]) = (high <= 0.0, run) {
                let (from, to) = (from.x - self.corner.x, to.x - self.corner.x);
                floor.walk(self.clamp(from), self.clamp(to), &mut keep);
                continue;
            }
            for edge in run.windows(2) {
                self.edge((edge[0], edge[1]), &mut floor, &mut keep);
            }
        }
        floor.stop(&mut keep);
    }

    fn edge(
        &self,
        (from, to): (Coord<f64>, Coord<f64>),
        floor: &mut Floor,
        keep: &mut impl FnMut(Edge),
    ) {
        let (from, to) = (from - self.corner, to - self.corner);
        let beside = from.x.max(to.x) <= 0.0 || from.x.min(to.x) >= self.width;
        if beside || from.y.min(to.y) > self.height || from.x.total_cmp(&to.x).is_eq() {
            return;
        }
        if from.y.max(to.y) <= 0.0 {
            floor.walk(self.clamp(from.x), self.clamp(to.x), keep);
            return;
        }
        let (from, to) = self.between_sides(from, to);
        if from.y <= 0.0 && to.y <= 0.0 {
            floor.walk(from.x, to.x, keep);
        } else if from.y < 0.0 {
            let foot = at_height(from, to, 0.0);
            floor.walk(from.x, foot, keep);
            keep_edge(Coord { x: foot, y: 0.0 }, to, keep);
        } else if to.y < 0.0 {
            let foot = at_height(from, to, 0.0);
            keep_edge(from, Coord { x: foot, y: 0.0 }, keep);
            floor.walk(foot, to.x, keep);
        } else if from.y <= self.height || to.y <= self.height {
            keep_edge(from, to, keep);
        }
    }

    fn clamp(&self, x: f64) -> f64 {
        x.clamp(0.0, self.width)
    }

    /// The window as a cell under which nothing lies yet.
    pub(super) fn cell(&self) -> Cell {
        Cell {
            west: 0.0,
            east: self.width,
            floor: 0.0,
            ceiling: self.height,
            in_site: false,
            everywhere: None,
            tries: FRUITLESS,
        }
    }

    /// The piece of an edge between the window's western and eastern side.
    fn between_sides(&self, from: Coord<f64>, to: Coord<f64>) -> (Coord<f64>, Coord<f64>) {
        let cut = |end: Coord<f64>| {
            if (0.0..=self.width).contains(&end.x) {
                return end;
            }
            let x = self.clamp(end.x);
            let y = height_at(from, to, x);
            Coord { x, y }
        };
        (cut(from), cut(to))
    }
}

/// A walk along the floor of the window; turning back undoes steps.
#[derive(Default)]
struct Floor {
    walk: Option<(f64, f64)>,
}

impl Floor {
    fn walk(&mut self, from: f64, to: f64, keep: &mut impl FnMut(Edge)) {
        if let Some((_, end)) = &mut self.walk
            && end.total_cmp(&from).is_eq()
        {
            *end = to;
            return;
        }
        self.stop(keep);
        self.walk = Some((from, to));
    }

    fn stop(&mut self, keep: &mut impl FnMut(Edge)) {
        if let Some((from, to)) = self.walk.take() {
            keep_edge(Coord { x: from, y: 0.0 }, Coord { x: to, y: 0.0 }, keep);
        }
    }
}

/// Hands on an edge that is not upright.
fn keep_edge(from: Coord<f64>, to: Coord<f64>, keep: &mut impl FnMut(Edge)) {
    if from.x < to.x {
        keep(Edge {
            west: from,
            east: to,
            winding: 1,
        });
    } else if from.x > to.x {
        keep(Edge {
            west: to,
            east: from,
            winding: -1,
        });
    }
}

/// How high the line through two points is at `x`.
fn height_at(from: Coord<f64>, to: Coord<f64>, x: f64) -> f64 {
    from.y + (to.y - from.y) * ((x - from.x) / (to.x - from.x))
}

/// Where the line between two points has a height, never beyond the two.
fn at_height(from: Coord<f64>, to: Coord<f64>, y: f64) -> f64 {
    let x = from.x + (to.x - from.x) * ((y - from.y) / (to.y - from.y));
    x.clamp(from.x.min(to.x), from.x.max(to.x))
}

impl Edge {
    /// Where the edge has a height between those of its ends.
    pub(super) fn foot(&self, height: f64) -> f64 {
        at_height(self.west, self.east, height)
    }

    /// How high the edge is at `x`, exactly so at its ends.
    pub(super) fn height_at(&self, x: f64) -> f64 {
        if x <= self.west.x {
            self.west.y
        } else if x >= self.east.x {
            self.east.y
        } else {
            height_at(self.west, self.east, x)
        }
    }
}
