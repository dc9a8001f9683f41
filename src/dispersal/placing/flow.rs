//! Flow of least cost through a network: one unit after another along the cheapest chain.
//!
//! Costs are whole numbers, so the flow found is exact and every unit of it whole. Potentials
//! (Johnson) keep the costs of all steps at zero or more, so that Dijkstra's search finds the
//! cheapest chain also where it takes back an earlier step.
//!
//! Source: successive shortest paths, Ahuja, Magnanti and Orlin, *Network Flows* (1993), chapter 9.

use std::{cmp::Reverse, collections::BinaryHeap};

/// What a unit costs on a step; wide enough to hold several objectives one above the other.
pub(super) type Cost = i128;

/// A place in the network.
pub(super) type Node = usize;

/// A way between two nodes. Its twin, which takes its flow back, has the next number.
#[derive(Clone, Copy)]
struct Arc {
    to: Node,
    room: u32,
    cost: Cost,
}

/// How many units may pass on a way, and what each costs: 0 or more.
#[derive(Clone, Copy)]
pub(super) struct Fare {
    pub(super) room: u32,
    pub(super) cost: Cost,
}

/// A network with the flow that runs through it.
pub(super) struct Network {
    arcs: Vec<Arc>,
    /// Numbers of the arcs that leave each node and have room.
    open: Vec<Vec<usize>>,
    potential: Vec<Cost>,
    reached: Vec<Reached>,
    searches: u32,
}

/// What the latest search that came by knows of a node.
#[derive(Clone, Copy, Default)]
struct Reached {
    search: u32,
    is_settled: bool,
    cost: Cost,
    /// The arc it was reached by.
    by: usize,
}

impl Network {
    /// Nodes 0 to `nodes - 1` and no way between them.
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            arcs: Vec::new(),
            open: vec![Vec::new(); nodes],
            potential: vec![0; nodes],
            reached: vec![Reached::default(); nodes],
            searches: 0,
        }
    }

    /// Adds a way; returns its number.
    pub(super) fn connect(&mut self, from: Node, to: Node, fare: Fare) -> usize {
        let Fare { room, cost } = fare;
        let number = self.arcs.len();
        self.arcs.push(Arc { to, room, cost });
        self.arcs.push(Arc {
            to: from,
            room: 0,
            cost: -cost,
        });
        if room > 0 {
            self.open[from].push(number);
        }
        number
    }

    /// The units that run along a way.
    pub(super) fn flow(&self, number: usize) -> u32 {
        self.arcs[number + 1].room
    }

    /// Sends one unit from a node to another; tells whether one more could pass. Of all flows that
    /// send so many units from the same nodes, the one that runs then costs least.
    pub(super) fn send(&mut self, from: Node, to: Node) -> bool {
        if !self.search(from, to) {
            return false;
        }
        let mut node = to;
        while node != from {
            let number = self.reached[node].by;
            let before = self.arcs[number ^ 1].to;
            self.take(before, number);
            self.give(node, number ^ 1);
            node = before;
        }
        true
    }

    fn take(&mut self, from: Node, number: usize) {
        self.arcs[number].room -= 1;
        if self.arcs[number].room == 0 {
            self.open[from].retain(|&open| open != number);
        }
    }

    fn give(&mut self, from: Node, number: usize) {
        if self.arcs[number].room == 0 {
            self.open[from].push(number);
        }
        self.arcs[number].room += 1;
    }

    /// Finds the cheapest chain, which then stands in `reached`, and brings potentials up to date.
    fn search(&mut self, from: Node, to: Node) -> bool {
        self.searches += 1;
        let mut settled: Vec<Node> = Vec::new();
        let mut next = BinaryHeap::from([Reverse((0, from))]);
        self.reach(from, 0, usize::MAX);
        while let Some(Reverse((cost, node))) = next.pop() {
            if std::mem::replace(&mut self.reached[node].is_settled, true) {
                continue;
            }
            if node == to {
                self.shorten(&settled, cost);
                return true;
            }
            settled.push(node);
            self.look_around(node, &mut next);
        }
        false
    }

    /// Reaches what can be reached more cheaply through a settled node.
    fn look_around(&mut self, node: Node, next: &mut BinaryHeap<Reverse<(Cost, Node)>>) {
        let so_far = self.reached[node].cost + self.potential[node];
        for at in 0..self.open[node].len() {
            let number = self.open[node][at];
            let Arc { to, cost, .. } = self.arcs[number];
            let there = so_far + cost - self.potential[to];
            if self.is_nearer(to, there) {
                self.reach(to, there, number);
                next.push(Reverse((there, to)));
            }
        }
    }

    /// Brings potentials up to date after a search that ended at this cost: nodes that were not
    /// settled lie as far as the end or farther.
    fn shorten(&mut self, settled: &[Node], whole: Cost) {
        for &node in settled {
            self.potential[node] += self.reached[node].cost - whole;
        }
    }

    fn is_nearer(&self, node: Node, cost: Cost) -> bool {
        let known = self.reached[node];
        known.search != self.searches || (!known.is_settled && cost < known.cost)
    }

    fn reach(&mut self, node: Node, cost: Cost, by: usize) {
        self.reached[node] = Reached {
            search: self.searches,
            is_settled: false,
            cost,
            by,
        };
    }
}
