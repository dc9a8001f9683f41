//! Whether polygons are a valid shape by the rules of simple features, in O(n log n).
//!
//! A line sweeps over the points from west to east and keeps the edges it cuts in order from
//! south to north (Shamos and Hoey 1976). Every test is a sign of an exact determinant
//! (Shewchuk 1997), so that no rounding turns a valid shape into an invalid one or the reverse.
//! `geo`'s own check compares all pairs of holes and of parts and lets a divided inside pass.

mod edges;
mod node;
mod rings;

use std::collections::BTreeSet;

use geo_types::{Coord, MultiPolygon};

use edges::{Edge, Rank, before, cross};
use node::Node;
use rings::{Rings, Touch};

/// The rule of simple features that a shape breaks.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum ShapeFault {
    /// A ring has less than three different points.
    #[error("a ring has fewer than three different points near {}, {}", at.x, at.y)]
    TooFewPoints {
        /// A point of the ring.
        at: Coord<f64>,
    },
    /// Two edges cross or run along each other.
    #[error("two edges cross or overlap near {}, {}", at.x, at.y)]
    EdgesCross {
        /// A point near the fault.
        at: Coord<f64>,
    },
    /// A ring touches itself.
    #[error("a ring touches itself at {}, {}", at.x, at.y)]
    RingTouchesItself {
        /// Where.
        at: Coord<f64>,
    },
    /// A hole is not within its shell.
    #[error("a hole lies outside its shell near {}, {}", at.x, at.y)]
    HoleOutside {
        /// A point of the hole.
        at: Coord<f64>,
    },
    /// Two parts or two holes of a part lie one in the other.
    #[error("two parts or two holes overlap near {}, {}", at.x, at.y)]
    Overlap {
        /// A point of the inner one.
        at: Coord<f64>,
    },
    /// Holes that touch cut the inside into pieces.
    #[error("holes that touch cut the inside in two at {}, {}", at.x, at.y)]
    Divided {
        /// Where they touch.
        at: Coord<f64>,
    },
}

/// Checks polygons of finite coordinates; points repeated in a row do no harm.
pub(super) fn check(polygons: &MultiPolygon<f64>) -> Result<(), ShapeFault> {
    let (rings, edges) = rings::of(polygons)?;
    let mut sweep = Sweep {
        rings,
        edges,
        cut: BTreeSet::new(),
    };
    sweep.run()?;
    sweep.rings.check_nesting()?;
    sweep.rings.check_touches()
}

/// The state of the line while it sweeps.
struct Sweep {
    rings: Rings,
    edges: Vec<Edge>,
    /// The edges that the line cuts, from south to north.
    cut: BTreeSet<Rank>,
}

impl Sweep {
    fn run(&mut self) -> Result<(), ShapeFault> {
        let mut starts: Vec<usize> = (0..self.edges.len()).collect();
        let mut ends = starts.clone();
        starts.sort_unstable_by(|&a, &b| before(self.edges[a].left, self.edges[b].left));
        ends.sort_unstable_by(|&a, &b| before(self.edges[a].right, self.edges[b].right));
        let (mut starts, mut ends) = (starts.as_slice(), ends.as_slice());
        while let Some(&next_end) = ends.first() {
            let at = starts.first().map_or(self.edges[next_end].right, |&edge| {
                first_of(self.edges[edge].left, self.edges[next_end].right)
            });
            let starting = taken(&mut starts, |&edge| self.edges[edge].left == at);
            let ending = taken(&mut ends, |&edge| self.edges[edge].right == at);
            self.stop_at(at, starting, ending)?;
        }
        Ok(())
    }

    /// Stops the line at a point where edges start, end or are touched.
    fn stop_at(
        &mut self,
        at: Coord<f64>,
        starting: &[usize],
        ending: &[usize],
    ) -> Result<(), ShapeFault> {
        let through = Rank::Below(at)..Rank::Above(at);
        let met: Vec<usize> = self.cut.range(through).filter_map(Rank::edge).collect();
        let passing = met.into_iter().filter(|edge| !ending.contains(edge));
        let mut node = Node::at(at);
        for &edge in starting.iter().chain(ending) {
            node.add_end(&self.edges[edge]);
        }
        for edge in passing {
            node.add_passing(edge, &self.edges[edge]);
        }
        let touching = node.check()?;
        if touching.len() > 1 {
            self.rings.touches.push(Touch {
                at,
                rings: touching,
            });
        }
        for &edge in ending {
            self.cut.remove(&self.rank(edge));
        }
        for &edge in starting {
            self.cut.insert(self.rank(edge));
        }
        self.check_new_neighbours(at)?;
        self.place_new_rings(starting);
        Ok(())
    }

    /// Edges that have become neighbours may cross further east.
    fn check_new_neighbours(&self, at: Coord<f64>) -> Result<(), ShapeFault> {
        let (low, high) = (Rank::Below(at), Rank::Above(at));
        let below = self.cut.range(..low).next_back();
        let above = self.cut.range(high..).next();
        let mut here = self.cut.range(low..high);
        let lowest = here.next();
        let highest = here.next_back().or(lowest);
        let pairs = match (lowest, highest) {
            (Some(lowest), Some(highest)) => [(below, Some(lowest)), (Some(highest), above)],
            _ => [(below, above), (None, None)],
        };
        for (lower, upper) in pairs {
            let (lower, upper) = (lower.and_then(Rank::edge), upper.and_then(Rank::edge));
            if let (Some(lower), Some(upper)) = (lower, upper)
                && cross(&self.edges[lower], &self.edges[upper])
            {
                return Err(ShapeFault::EdgesCross { at });
            }
        }
        Ok(())
    }

    /// Finds in which ring each ring lies that begins here, the southern ones first.
    fn place_new_rings(&mut self, starting: &[usize]) {
        let first_of_ring = |edge: &usize| self.rings.is_first(*edge, self.edges[*edge].ring);
        let mut firsts: Vec<usize> = starting.iter().copied().filter(first_of_ring).collect();
        firsts.sort_unstable_by_key(|&edge| self.rank(edge));
        for edge in firsts {
            let below = self.cut.range(..self.rank(edge)).next_back();
            let parent = below.and_then(Rank::edge).and_then(|below| {
                let Edge { ring, forward, .. } = self.edges[below];
                let is_inside = forward == self.rings.turns_left(ring);
                Some(ring).filter(|_| is_inside).or(self.rings.parent(ring))
            });
            self.rings.set_parent(self.edges[edge].ring, parent);
        }
    }

    fn rank(&self, edge: usize) -> Rank {
        let Edge { left, right, .. } = self.edges[edge];
        Rank::Edge { left, right, edge }
    }
}

/// The point that the line meets first.
fn first_of(a: Coord<f64>, b: Coord<f64>) -> Coord<f64> {
    if before(a, b).is_le() { a } else { b }
}

/// The items at the front of the list for which the condition holds, taken off it.
fn taken<'a, T>(list: &mut &'a [T], holds: impl Fn(&T) -> bool) -> &'a [T] {
    let count = list.iter().take_while(|item| holds(item)).count();
    let (front, rest) = list.split_at(count);
    *list = rest;
    front
}

#[cfg(test)]
mod tests;
