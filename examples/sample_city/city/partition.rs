//! Cuts the city into parts that share their borders to the last digit: no gap, no overlap.
//!
//! A part is all that is nearer to its centre than to any other (Voronoi). Each border is bent
//! once, under its two ends, and both neighbours walk the same bent line.

use super::{draw::Draw, ground::Spot};

/// Corners nearer than this are one corner: two parts compute it with different rounding.
const SAME_CORNER_M: f64 = 0.5;

/// The part of `outline` around each centre, as open counter-clockwise rings.
pub(crate) fn partition(outline: &[Spot], centres: &[Spot], draw: &mut Draw) -> Vec<Vec<Spot>> {
    let mut corners = Corners::default();
    let rings: Vec<Vec<usize>> = centres
        .iter()
        .map(|&centre| corners.ring(&nearest_part(outline, centre, centres)))
        .collect();
    let mut borders = Borders::new(&corners, draw);
    rings.iter().map(|ring| borders.walk(ring)).collect()
}

/// What is left of the outline after cutting it half-way to every other centre.
fn nearest_part(outline: &[Spot], centre: Spot, centres: &[Spot]) -> Vec<Spot> {
    let mut part = outline.to_vec();
    for &other in centres.iter().filter(|&&other| other != centre) {
        part = nearer_half(&part, centre, other);
    }
    part
}

/// The side of a convex ring that is nearer to `centre` than to `other` (Sutherland and Hodgman).
fn nearer_half(ring: &[Spot], centre: Spot, other: Spot) -> Vec<Spot> {
    let middle = centre.towards(other, 0.5);
    let beyond = |spot: Spot| {
        (spot.s - middle.s) * (other.s - centre.s) + (spot.t - middle.t) * (other.t - centre.t)
    };
    let mut kept = Vec::new();
    for (&from, &to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let (a, b) = (beyond(from), beyond(to));
        if a <= 0.0 {
            kept.push(from);
        }
        if (a < 0.0) != (b < 0.0) {
            kept.push(from.towards(to, a / (a - b)));
        }
    }
    kept
}

/// Every corner of the partition, each once.
#[derive(Default)]
struct Corners(Vec<Spot>);

impl Corners {
    /// The ring as numbers of corners, without repeats.
    fn ring(&mut self, spots: &[Spot]) -> Vec<usize> {
        let mut ring: Vec<_> = spots.iter().map(|&spot| self.number(spot)).collect();
        ring.dedup();
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        ring
    }

    fn number(&mut self, spot: Spot) -> usize {
        let known = |corner: &Spot| corner.distance_m(spot) < SAME_CORNER_M;
        self.0.iter().position(known).unwrap_or_else(|| {
            self.0.push(spot);
            self.0.len() - 1
        })
    }
}

/// The bent line of every border walked so far, from its lower to its higher corner.
struct Borders<'a> {
    corners: &'a Corners,
    draw: &'a mut Draw,
    bent: std::collections::BTreeMap<(usize, usize), Vec<Spot>>,
}

impl<'a> Borders<'a> {
    fn new(corners: &'a Corners, draw: &'a mut Draw) -> Self {
        Self {
            corners,
            draw,
            bent: std::collections::BTreeMap::new(),
        }
    }

    /// The ring with its borders bent.
    fn walk(&mut self, ring: &[usize]) -> Vec<Spot> {
        let mut walked = Vec::new();
        for (&from, &to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            walked.push(self.corners.0[from]);
            let inner = self.inner(from.min(to), from.max(to));
            if from < to {
                walked.extend(inner);
            } else {
                walked.extend(inner.into_iter().rev());
            }
        }
        walked
    }

    /// The spots between two corners, drawn the first time they are asked for.
    fn inner(&mut self, low: usize, high: usize) -> Vec<Spot> {
        let (from, to) = (self.corners.0[low], self.corners.0[high]);
        let draw = &mut *self.draw;
        self.bent
            .entry((low, high))
            .or_insert_with(|| bend(from, to, draw))
            .clone()
    }
}

/// Spots off the straight way, at most a twentieth of its length, so that borders never meet but at corners.
fn bend(from: Spot, to: Spot, draw: &mut Draw) -> Vec<Spot> {
    let length_m = from.distance_m(to);
    let pieces = [1_u32, 3, 5, 7, 9][[250.0, 500.0, 900.0, 1_500.0]
        .iter()
        .filter(|&&limit| length_m > limit)
        .count()];
    let inner = (1..pieces).map(|piece| {
        let on = from.towards(to, f64::from(piece) / f64::from(pieces));
        let off = draw.between(-0.05, 0.05);
        on.moved(-(to.t - from.t) * off, (to.s - from.s) * off)
    });
    inner.collect()
}
