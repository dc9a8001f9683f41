//! The plain sweep: slabs between points and crossings, and in each slab strips between edges.
//! It takes shapes as drawn, and is what the faster [`sweep`](super::sweep) is compared with.

use geo_types::Coord;

use super::{
    Cover,
    window::{Edge, Window},
};

/// Places and weight of the two-point Gauss rule, exact for what bends as a cube.
pub(super) const GAUSS: [f64; 2] = [0.211_324_865_405_187_1, 0.788_675_134_594_812_9];

/// All edges that count, with the rings and polygons they belong to.
pub(super) struct Slabs {
    window: Window,
    edges: Vec<(Edge, usize)>,
    rings: Vec<Ring>,
    polygons: Vec<usize>,
}

/// One ring of one polygon.
struct Ring {
    polygon: usize,
    is_shell: bool,
}

/// An edge that the slab cuts, with its heights at the slab's two sides.
struct Active {
    edge: Edge,
    ring: usize,
    start: f64,
    end: f64,
}

/// What a point climbing from the window's floor is inside of.
struct Climb<const K: usize> {
    /// How often each ring winds around the point.
    windings: Vec<i32>,
    /// For each polygon, whether the point is in its shell, and in how many of its holes.
    shells: Vec<bool>,
    holes: Vec<usize>,
    /// In how many polygons of the site the point is, and in how many of each class.
    in_site: usize,
    in_class: [usize; K],
}

/// Where a point is: outside the site, or in it under the worst of some classes or none.
#[derive(Clone, Copy, PartialEq)]
enum Ground {
    Outside,
    Bare,
    Class(usize),
}

impl Slabs {
    pub(super) fn new(window: Window) -> Self {
        Self {
            window,
            edges: Vec::new(),
            rings: Vec::new(),
            polygons: Vec::new(),
        }
    }

    /// Adds polygons, each as its rings with the shell first. Layer 0 is the site.
    pub(super) fn add_shape<'a, R>(&mut self, polygons: impl Iterator<Item = R>, layer: usize)
    where
        R: Iterator<Item = &'a [Coord<f64>]>,
    {
        for rings in polygons {
            for (place, ring) in rings.enumerate() {
                let number = self.rings.len();
                let edges = &mut self.edges;
                self.window.edges(ring, |edge| edges.push((edge, number)));
                self.rings.push(Ring {
                    polygon: self.polygons.len(),
                    is_shell: place == 0,
                });
            }
            self.polygons.push(layer);
        }
    }

    /// Sweeps from west to east. `below` is the measure of a column from the window's floor up
    /// to a height, for a column of width one.
    pub(super) fn areas<const K: usize>(mut self, below: impl Fn(f64) -> f64) -> Cover<K> {
        self.edges
            .sort_unstable_by(|(a, _), (b, _)| a.west.x.total_cmp(&b.west.x));
        let mut tally = Tally::new(below);
        let mut climb = Climb::<K>::over(&self);
        let mut active = Vec::new();
        let mut coming = self.edges.as_slice();
        for (west, east) in self.slabs() {
            active.retain(|edge: &Active| edge.edge.east.x > west);
            let starting = coming.partition_point(|(edge, _)| edge.west.x <= west);
            active.extend(coming[..starting].iter().map(Active::from));
            coming = &coming[starting..];
            let mut start = west;
            for end in sort_through(&mut active, west, east) {
                sort_between(&mut active, start, end);
                let mut add = |edge: &Edge, change| tally.add(edge, change, (start, end));
                climb.through(&self, &active, &mut add);
                start = end;
            }
        }
        tally.cover()
    }

    /// Neighbouring places where an edge starts or ends.
    fn slabs(&self) -> Vec<(f64, f64)> {
        let ends = self.edges.iter();
        let mut places: Vec<f64> = ends.flat_map(|(e, _)| [e.west.x, e.east.x]).collect();
        places.sort_unstable_by(f64::total_cmp);
        places.dedup();
        places.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }
}

/// Sorts edges by height at the western side of a slab and gives, in order, where its parts end
/// within which no two edges cross; the last one is its eastern side.
fn sort_through(active: &mut [Active], west: f64, east: f64) -> Vec<f64> {
    for edge in active.iter_mut() {
        edge.start = edge.edge.height_at(west);
        edge.end = edge.edge.height_at(east);
    }
    let by_end = |a: &Active, b: &Active| a.end.total_cmp(&b.end);
    active.sort_by(|a, b| a.start.total_cmp(&b.start).then(by_end(a, b)));
    if active.is_sorted_by(|a, b| by_end(a, b).is_le()) {
        return vec![east];
    }
    let mut crossings = vec![east];
    // An insertion sort by eastern height meets exactly the pairs that cross.
    let mut passed: Vec<&Active> = Vec::with_capacity(active.len());
    for edge in active.iter() {
        let place = passed.partition_point(|other| other.end <= edge.end);
        for other in &passed[place..] {
            let (apart, past) = (edge.start - other.start, other.end - edge.end);
            crossings.push(west + (east - west) * (apart / (apart + past)));
        }
        passed.insert(place, edge);
    }
    crossings.retain(|&x| west < x && x <= east);
    crossings.sort_unstable_by(f64::total_cmp);
    crossings.dedup();
    crossings
}

/// Sorts edges by their height in the middle of a slab in which none of them cross.
fn sort_between(active: &mut [Active], west: f64, east: f64) {
    let middle = f64::midpoint(west, east);
    for edge in active.iter_mut() {
        edge.start = edge.edge.height_at(middle);
    }
    active.sort_by(|a, b| a.start.total_cmp(&b.start));
}

impl From<&(Edge, usize)> for Active {
    fn from(&(edge, ring): &(Edge, usize)) -> Self {
        Self {
            edge,
            ring,
            start: edge.west.y,
            end: edge.east.y,
        }
    }
}

impl<const K: usize> Climb<K> {
    fn over(slabs: &Slabs) -> Self {
        Self {
            windings: vec![0; slabs.rings.len()],
            shells: vec![false; slabs.polygons.len()],
            holes: vec![0; slabs.polygons.len()],
            in_site: 0,
            in_class: [0; K],
        }
    }

    /// Climbs through edges in order of height and tells at which of them the ground changes.
    fn through(
        &mut self,
        slabs: &Slabs,
        edges: &[Active],
        changes: &mut impl FnMut(&Edge, (Ground, Ground)),
    ) {
        let mut ground = Ground::Outside;
        for Active { edge, ring, .. } in edges {
            self.cross(slabs, *ring, edge.winding);
            let above = self.ground();
            if above != ground {
                changes(edge, (ground, above));
                ground = above;
            }
        }
        self.come_down(slabs, edges);
    }

    /// Forgets what it is inside of: edges above the window were left out, so the way up does
    /// not lead out of everything again.
    fn come_down(&mut self, slabs: &Slabs, edges: &[Active]) {
        for Active { ring, .. } in edges {
            let polygon = slabs.rings[*ring].polygon;
            self.windings[*ring] = 0;
            self.shells[polygon] = false;
            self.holes[polygon] = 0;
        }
        self.in_site = 0;
        self.in_class = [0; K];
    }

    /// Passes an edge of a ring.
    fn cross(&mut self, slabs: &Slabs, ring: usize, winding: i32) {
        let Ring { polygon, is_shell } = slabs.rings[ring];
        let was_inside = self.is_inside(polygon);
        let before = self.windings[ring] != 0;
        self.windings[ring] += winding;
        let after = self.windings[ring] != 0;
        if is_shell {
            self.shells[polygon] = after;
        } else if after && !before {
            self.holes[polygon] += 1;
        } else if before && !after {
            self.holes[polygon] -= 1;
        }
        let is_inside = self.is_inside(polygon);
        let count = match slabs.polygons[polygon] {
            0 => &mut self.in_site,
            layer => &mut self.in_class[layer - 1],
        };
        match (was_inside, is_inside) {
            (false, true) => *count += 1,
            (true, false) => *count -= 1,
            _ => {}
        }
    }

    fn is_inside(&self, polygon: usize) -> bool {
        self.shells[polygon] && self.holes[polygon] == 0
    }

    fn ground(&self) -> Ground {
        if self.in_site == 0 {
            return Ground::Outside;
        }
        let worst = self.in_class.iter().rposition(|&count| count > 0);
        worst.map_or(Ground::Bare, Ground::Class)
    }
}

/// The areas so far.
struct Tally<const K: usize, F> {
    below: F,
    bare: f64,
    classes: [f64; K],
}

impl<const K: usize, F: Fn(f64) -> f64> Tally<K, F> {
    fn new(below: F) -> Self {
        Self {
            below,
            bare: 0.0,
            classes: [0.0; K],
        }
    }

    /// What is below the edge within the slab ends one ground and begins another.
    fn add(&mut self, edge: &Edge, (from, to): (Ground, Ground), (west, east): (f64, f64)) {
        let width = east - west;
        let heights = GAUSS.map(|part| (self.below)(edge.height_at(west + width * part)));
        let area = width * (heights[0] + heights[1]) / 2.0;
        self.add_to(from, area);
        self.add_to(to, -area);
    }

    fn add_to(&mut self, ground: Ground, area: f64) {
        match ground {
            Ground::Outside => {}
            Ground::Bare => self.bare += area,
            Ground::Class(class) => self.classes[class] += area,
        }
    }

    fn cover(self) -> Cover<K> {
        let exclusive = self.classes.map(|area| area.max(0.0));
        Cover {
            site: self.bare.max(0.0) + exclusive.iter().sum::<f64>(),
            exclusive,
        }
    }
}
