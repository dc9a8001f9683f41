//! The fast way: the site's box is halved again and again. A cell that a class covers whole needs
//! no milder class, one without edges no sweep, and in the others a sweep meets few edges.
//!
//! The polygons of a footprint are simple and turn the standard way, so how many of them hold a
//! point is the sum of what their edges below it wind, and no ring has to be remembered.

use super::{Cover, floor::level, sweep::Sweep, window::Edge};

/// Edges up to which a sweep costs less than halves would.
const FEW: usize = 24;
/// Halvings in a row that may leave a half with most of the edges.
pub(super) const FRUITLESS: u8 = 2;

/// The edges of one polygon in a cell; the site is layer 0, the classes follow, mildest first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) layer: usize,
    pub(super) begin: usize,
    pub(super) end: usize,
}

/// Polygons over a cell, the site's first and then the worst class first, with their edges.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) parts: Vec<Part>,
    pub(super) edges: Vec<Edge>,
}

/// A box in degrees from the window's corner, and what lies under all of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) west: f64,
    pub(super) east: f64,
    pub(super) floor: f64,
    pub(super) ceiling: f64,
    pub(super) in_site: bool,
    pub(super) everywhere: Option<usize>,
    /// Halvings that may still leave a half with most of the edges.
    pub(super) tries: u8,
}

/// A side of a cut.
#[derive(Clone, Copy)]
enum Half {
    West(f64),
    East(f64),
    Lower(f64),
    Upper(f64),
}

/// Where parts and edges of one cell begin.
#[derive(Clone, Copy)]
struct Mark {
    part: usize,
    edge: usize,
}

/// The areas under all parts; `below` is the measure of a column of width one up to a height.
pub(super) fn areas<const K: usize>(
    mut parts: Parts,
    cell: Cell,
    below: impl Fn(f64) -> f64,
) -> Cover<K> {
    let mut sweep = Sweep::new(below);
    parts.measure(cell, Mark { part: 0, edge: 0 }, &mut sweep);
    sweep.cover()
}

impl Parts {
    /// Adds a polygon of a layer whose edges `draw` gives; see [`Parts::settle`].
    pub(super) fn add(
        &mut self,
        layer: usize,
        cell: &mut Cell,
        draw: impl FnOnce(&mut dyn FnMut(Edge)),
    ) -> bool {
        let begin = self.edges.len();
        let below_ceiling = Half::Lower(cell.ceiling);
        draw(&mut |edge| self.edges.extend(below_ceiling.of(edge)));
        level(&mut self.edges, begin, cell.floor);
        self.settle(
            layer,
            Mark {
                part: 0,
                edge: begin,
            },
            cell,
        )
    }

    /// Makes a part of the edges from the mark on, or none where the polygon holds all of the cell
    /// or nothing of it. Whether it is a zone that holds all: nothing milder matters then, and the
    /// parts of the same class, which are the cell's from the mark on, neither.
    fn settle(&mut self, layer: usize, own: Mark, cell: &mut Cell) -> bool {
        let begin = own.edge;
        let edges = &self.edges[begin..];
        let holds_all = match edges {
            [] => false,
            [floor] if floor.is_floor_of(cell) => floor.winding > 0,
            _ => {
                let end = self.edges.len();
                self.parts.push(Part { layer, begin, end });
                return false;
            }
        };
        self.edges.truncate(begin);
        match (holds_all, layer) {
            (false, _) => false,
            (true, 0) => {
                cell.in_site = true;
                false
            }
            (true, layer) => {
                cell.everywhere = Some(layer - 1);
                while self.parts.len() > own.part
                    && let Some(hidden) = self.parts.pop_if(|part| part.layer == layer)
                {
                    self.edges.truncate(hidden.begin);
                }
                true
            }
        }
    }

    /// Adds up the areas in a cell, whose parts and edges begin at the mark and are the last.
    fn measure<const K: usize, F: Fn(f64) -> f64>(
        &mut self,
        cell: Cell,
        mark: Mark,
        sweep: &mut Sweep<K, F>,
    ) {
        let parts = &self.parts[mark.part..];
        let in_site = cell.in_site || parts.first().is_some_and(|part| part.layer == 0);
        if !in_site {
            return;
        }
        let count = self.edges.len() - mark.edge;
        let of_zones = parts.last().is_some_and(|part| part.layer > 0);
        let Some(halves) = cell
            .halves()
            .filter(|_| count > FEW && of_zones && cell.tries > 0)
        else {
            sweep.add(&cell, parts, &self.edges);
            return;
        };
        let end = Mark {
            part: self.parts.len(),
            edge: self.edges.len(),
        };
        for (half, inside) in halves {
            let mut inside = self.keep(mark.part..end.part, half, inside);
            let most = (self.edges.len() - end.edge) * 4 > count * 3;
            inside.tries = if most { cell.tries - 1 } else { FRUITLESS };
            self.measure(inside, end, sweep);
            self.parts.truncate(end.part);
            self.edges.truncate(end.edge);
        }
    }

    /// Adds what half of the cell has of its parts.
    fn keep(&mut self, parts: std::ops::Range<usize>, half: Half, mut inside: Cell) -> Cell {
        let first = self.parts.len();
        for place in parts {
            let Part { layer, begin, end } = self.parts[place];
            let own = self.edges.len();
            for edge in begin..end {
                let edge = self.edges[edge];
                self.edges.extend(half.of(edge));
            }
            if matches!(half, Half::Upper(_)) {
                self.press(begin..end, inside.floor);
                level(&mut self.edges, own, inside.floor);
            }
            let own = Mark {
                part: first,
                edge: own,
            };
            if self.settle(layer, own, &mut inside) {
                break;
            }
        }
        inside
    }

    /// Adds what runs below a floor, pressed onto it.
    fn press(&mut self, edges: std::ops::Range<usize>, floor: f64) {
        for place in edges {
            let edge = self.edges[place];
            let (mut west, mut east) = (edge.west, edge.east);
            if west.y.min(east.y) >= floor {
                continue;
            }
            if west.y > floor {
                west.x = edge.foot(floor);
            } else if east.y > floor {
                east.x = edge.foot(floor);
            }
            (west.y, east.y) = (floor, floor);
            if west.x < east.x {
                self.edges.push(Edge { west, east, ..edge });
            }
        }
    }
}

impl Cell {
    /// Both halves of the cell along its longer side; `None` where it is too small to be halved.
    fn halves(&self) -> Option<[(Half, Self); 2]> {
        if self.east - self.west > self.ceiling - self.floor {
            let cut = f64::midpoint(self.west, self.east);
            let sides = (Self { east: cut, ..*self }, Self { west: cut, ..*self });
            (self.west < cut && cut < self.east)
                .then_some([(Half::West(cut), sides.0), (Half::East(cut), sides.1)])
        } else {
            let cut = f64::midpoint(self.floor, self.ceiling);
            let lower = Self {
                ceiling: cut,
                ..*self
            };
            let upper = Self {
                floor: cut,
                ..*self
            };
            (self.floor < cut && cut < self.ceiling)
                .then_some([(Half::Lower(cut), lower), (Half::Upper(cut), upper)])
        }
    }
}

impl Half {
    /// The piece of an edge on this side of the cut.
    fn of(self, edge: Edge) -> Option<Edge> {
        let Edge {
            mut west, mut east, ..
        } = edge;
        match self {
            Self::West(cut) if east.x > cut => {
                east.y = edge.height_at(cut);
                east.x = cut;
            }
            Self::East(cut) if west.x < cut => {
                west.y = edge.height_at(cut);
                west.x = cut;
            }
            Self::Lower(cut) if west.y.min(east.y) >= cut => return None,
            Self::Upper(cut) if west.y.max(east.y) <= cut && west.y.min(east.y) < cut => {
                return None;
            }
            Self::Lower(cut) if west.y > cut => (west.x, west.y) = (edge.foot(cut), cut),
            Self::Lower(cut) if east.y > cut => (east.x, east.y) = (edge.foot(cut), cut),
            Self::Upper(cut) if west.y < cut => (west.x, west.y) = (edge.foot(cut), cut),
            Self::Upper(cut) if east.y < cut => (east.x, east.y) = (edge.foot(cut), cut),
            _ => {}
        }
        (west.x < east.x).then_some(Edge { west, east, ..edge })
    }
}

impl Edge {
    /// Whether it is the whole floor of a cell.
    fn is_floor_of(&self, cell: &Cell) -> bool {
        let on_floor = self.west.y <= cell.floor && self.east.y <= cell.floor;
        on_floor && self.west.x <= cell.west && self.east.x >= cell.east
    }
}
