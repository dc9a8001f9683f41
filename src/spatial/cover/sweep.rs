//! The sweep of [`Slabs`](super::slabs::Slabs) over the few edges of one cell.

use super::{
    Cover,
    cells::{Cell, Part},
    slabs::GAUSS,
    window::Edge,
};

/// The areas so far, and the measure of a column of width one from the window's floor to a height.
pub(super) struct Sweep<const K: usize, F> {
    below: F,
    bare: f64,
    classes: [f64; K],
    room: Room,
}

/// Room that is used again from cell to cell.
#[derive(Default)]
struct Room {
    coming: Vec<Active>,
    active: Vec<Active>,
    sides: Vec<f64>,
    crossings: Vec<f64>,
    passed: Vec<(f64, f64)>,
}

/// An edge with its layer and its heights at the two sides of a slab.
#[derive(Clone, Copy)]
struct Active {
    edge: Edge,
    slope: f64,
    layer: usize,
    start: f64,
    end: f64,
}

/// What a point is on while it climbs.
#[derive(Clone, Copy, PartialEq)]
enum Ground {
    Outside,
    Bare,
    Class(usize),
}

impl<const K: usize, F: Fn(f64) -> f64> Sweep<K, F> {
    pub(super) fn new(below: F) -> Self {
        Self {
            below,
            bare: 0.0,
            classes: [0.0; K],
            room: Room::default(),
        }
    }

    /// Adds the areas within a cell, swept from west to east.
    pub(super) fn add(&mut self, cell: &Cell, parts: &[Part], edges: &[Edge]) {
        let mut room = std::mem::take(&mut self.room);
        room.fill(cell, parts, edges);
        let Room {
            coming,
            active,
            sides,
            crossings,
            passed,
        } = &mut room;
        let mut coming = coming.iter().peekable();
        for slab in sides.windows(2) {
            let (west, east) = (slab[0], slab[1]);
            active.retain(|edge| edge.edge.east.x > west);
            for edge in active.iter_mut() {
                edge.start = edge.end;
            }
            while let Some(edge) = coming.next_if(|edge| edge.edge.west.x <= west) {
                active.push(*edge);
            }
            for edge in active.iter_mut() {
                edge.end = edge.height_at(east);
            }
            sort_by_start(active);
            let width = east - west;
            if active.is_sorted_by(|a, b| a.end <= b.end) {
                self.climb(cell, active, (width, 0.0, 1.0));
                continue;
            }
            cross(active, passed, crossings);
            let mut from = 0.0;
            for &to in crossings.iter() {
                let middle = f64::midpoint(from, to);
                active.sort_by(|a, b| a.height(middle).total_cmp(&b.height(middle)));
                self.climb(cell, active, (width, from, to));
                from = to;
            }
        }
        self.room = room;
    }

    /// Climbs from the cell's floor to its ceiling within a part of a slab, and adds what is below
    /// the edges at which the ground changes.
    fn climb(&mut self, cell: &Cell, edges: &[Active], (width, from, to): (f64, f64, f64)) {
        let width = width * (to - from);
        let parts = GAUSS.map(|part| from + (to - from) * part);
        let (mut in_site, mut in_class) = (i32::from(cell.in_site), [0; K]);
        let mut ground = ground(in_site, &in_class, cell);
        self.tally(ground, -width * (self.below)(cell.floor));
        for edge in edges {
            match edge.layer {
                0 => in_site += edge.edge.winding,
                layer => in_class[layer - 1] += edge.edge.winding,
            }
            let above = self::ground(in_site, &in_class, cell);
            if above != ground {
                let [near, far] = parts.map(|part| (self.below)(edge.height(part)));
                let area = width * (near + far) / 2.0;
                self.tally(ground, area);
                self.tally(above, -area);
                ground = above;
            }
        }
        self.tally(ground, width * (self.below)(cell.ceiling));
    }

    fn tally(&mut self, ground: Ground, area: f64) {
        match ground {
            Ground::Outside => {}
            Ground::Bare => self.bare += area,
            Ground::Class(class) => self.classes[class] += area,
        }
    }

    pub(super) fn cover(self) -> Cover<K> {
        let exclusive = self.classes.map(|area| area.max(0.0));
        Cover {
            site: self.bare.max(0.0) + exclusive.iter().sum::<f64>(),
            exclusive,
        }
    }
}

/// What a point in so many polygons of the site and of each class is on.
fn ground<const K: usize>(in_site: i32, in_class: &[i32; K], cell: &Cell) -> Ground {
    if in_site == 0 {
        return Ground::Outside;
    }
    let worst = in_class.iter().rposition(|&count| count > 0);
    // Classes milder than the one everywhere were left out.
    worst
        .or(cell.everywhere)
        .map_or(Ground::Bare, Ground::Class)
}

impl Room {
    /// The edges of a cell from west to east, and where they start or end.
    fn fill(&mut self, cell: &Cell, parts: &[Part], edges: &[Edge]) {
        self.active.clear();
        self.coming.clear();
        self.sides.clear();
        self.sides.extend([cell.west, cell.east]);
        for &Part { layer, begin, end } in parts {
            for &edge in &edges[begin..end] {
                self.sides.extend([edge.west.x, edge.east.x]);
                self.coming.push(Active {
                    edge,
                    slope: (edge.east.y - edge.west.y) / (edge.east.x - edge.west.x),
                    layer,
                    start: edge.west.y,
                    end: edge.west.y,
                });
            }
        }
        self.coming
            .sort_unstable_by(|a, b| a.edge.west.x.total_cmp(&b.edge.west.x));
        self.sides.sort_unstable_by(f64::total_cmp);
        self.sides.dedup();
    }
}

/// Sorts edges by height at the western side, where the last slab has left most of them in order.
fn sort_by_start(active: &mut [Active]) {
    for sorted in 1..active.len() {
        let edge = active[sorted];
        let mut place = sorted;
        while place > 0 && edge.is_below(&active[place - 1]) {
            active[place] = active[place - 1];
            place -= 1;
        }
        active[place] = edge;
    }
}

/// Where edges cross, as parts of the slab's width in order, with the eastern side at the end.
fn cross(active: &[Active], passed: &mut Vec<(f64, f64)>, crossings: &mut Vec<f64>) {
    crossings.clear();
    passed.clear();
    // An insertion sort by eastern height meets exactly the pairs that cross.
    for &Active { start, end, .. } in active {
        let place = passed.partition_point(|&(_, other_end)| other_end <= end);
        for (other_start, other_end) in &passed[place..] {
            let (apart, past) = (start - other_start, other_end - end);
            crossings.push(apart / (apart + past));
        }
        passed.insert(place, (start, end));
    }
    crossings.retain(|&part| 0.0 < part && part < 1.0);
    crossings.push(1.0);
    crossings.sort_unstable_by(f64::total_cmp);
    crossings.dedup();
}

impl Active {
    /// How high the edge is at `x`, exactly so at its eastern end.
    fn height_at(&self, x: f64) -> f64 {
        if x >= self.edge.east.x {
            self.edge.east.y
        } else {
            self.edge.west.y + self.slope * (x - self.edge.west.x)
        }
    }

    /// How high the edge is at a part of the slab's width.
    fn height(&self, part: f64) -> f64 {
        self.start + (self.end - self.start) * part
    }

    fn is_below(&self, other: &Self) -> bool {
        self.start < other.start || (self.start <= other.start && self.end < other.end)
    }
}
