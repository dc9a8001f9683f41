//! Spatial proximity profile: how near each other, over borders crossed, the units of high share lie.

use rayon::prelude::*;

use super::{
    Undefined,
    places::{Linked, Weights},
    profile::{ConcentrationProfile, index_of, thresholds},
};

/// Spatial proximity profile at `steps` thresholds, at least two, over unweighted neighbours.
///
/// For each threshold θ, η(θ) = (k² − k) over the sum of the steps between all k units with
/// x/t ≥ θ: 1 when they all touch; 0 when there are fewer than two or one cannot be reached. The
/// index is read off the curve as in [`concentration_profile`](super::concentration_profile).
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, or one inhabited unit.
///
/// Source: Hong and Sadahiro 2014.
///
/// Three units in a row, all reached at θ = 0: 6 pairs, 4 of one step, 2 of two; 6/8.
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{Counts, Unit, proximity_profile};
/// use jalon::dispersal::places::{Linked, Place, Places, Weights};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0), unit("C", 0.0, 9.0)])?;
/// let place = |x| Place { centre: Coord { x, y: 0.0 }, area_m2: 1.0, perimeter_m: 4.0 };
/// let weights = Weights::within(&Places::new(vec![place(0.0), place(1.0), place(2.0)])?, 1.0);
/// let profile = proximity_profile(Linked::new(&counts, &weights)?, 3).unwrap();
/// assert_eq!(profile.curve[0], (0.0, 0.75));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn proximity_profile(city: Linked, steps: usize) -> Result<ConcentrationProfile, Undefined> {
    let sums = city.counts.sums()?;
    let units = city.counts.units().iter().enumerate();
    let mut ranked: Vec<(f64, usize)> = units
        .filter(|(_, unit)| unit.total > 0.0)
        .map(|(at, unit)| (unit.group / unit.total, at))
        .collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let apart = steps_among(city.weights, &ranked);
    let curve = thresholds(steps).map(|threshold| {
        let k = ranked.partition_point(|unit| unit.0 >= threshold);
        (threshold, nearness(k, apart[k]))
    });
    let curve: Vec<(f64, f64)> = curve.collect();
    let index = index_of(&curve, sums.group / sums.total);
    Ok(ConcentrationProfile { curve, index })
}

/// `(k² − k)/steps`, 0 for fewer than two units.
#[allow(clippy::cast_precision_loss, reason = "a city has no 2⁵² units")]
fn nearness(k: usize, steps: f64) -> f64 {
    if k < 2 {
        return 0.0;
    }
    let k = k as f64;
    (k * k - k) / steps
}

/// Steps between all ordered pairs among the first k ranked units, for every k from 0.
fn steps_among(weights: &Weights, ranked: &[(f64, usize)]) -> Vec<f64> {
    let graph = Graph::of(weights, ranked);
    let added: Vec<f64> = (0..ranked.len())
        .into_par_iter()
        .map_init(Search::default, |search, from| {
            2.0 * search.steps(&graph, from)
        })
        .collect();
    let mut among = vec![0.0];
    for (at, added) in added.iter().enumerate() {
        among.push(among[at] + added);
    }
    among
}

/// Who is next to whom, units numbered by rank, those that nobody lives in last.
struct Graph {
    /// Where the neighbours of each unit start in `next`.
    starts: Vec<usize>,
    next: Vec<u32>,
}

impl Graph {
    fn of(weights: &Weights, ranked: &[(f64, usize)]) -> Self {
        let mut order: Vec<usize> = ranked.iter().map(|unit| unit.1).collect();
        let mut number = vec![u32::MAX; weights.len()];
        for (rank, &unit) in (0..).zip(&order) {
            number[unit] = rank;
        }
        for (unit, number) in number.iter_mut().enumerate() {
            if *number == u32::MAX {
                *number = count(order.len());
                order.push(unit);
            }
        }
        let (mut starts, mut next) = (vec![0], Vec::new());
        for &unit in &order {
            next.extend(weights.of(unit).iter().map(|&(other, _)| number[other]));
            starts.push(next.len());
        }
        Self { starts, next }
    }

    fn beside(&self, unit: u32) -> &[u32] {
        let unit = unit as usize;
        &self.next[self.starts[unit]..self.starts[unit + 1]]
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }
}

/// One walk outwards, its lists kept for the next.
#[derive(Default)]
struct Search {
    /// The walk that saw a unit last, counted from 1.
    seen: Vec<u32>,
    ring: Vec<u32>,
    next_ring: Vec<u32>,
}

impl Search {
    /// Borders to cross from a unit to all of lower number, together; infinity where there is no
    /// way to one.
    fn steps(&mut self, graph: &Graph, from: usize) -> f64 {
        self.seen.resize(graph.len(), 0);
        let (origin, walk) = (count(from), count(from) + 1);
        self.seen[from] = walk;
        self.ring.clear();
        self.ring.push(origin);
        let (mut left, mut ring, mut steps) = (origin, 0.0, 0.0);
        while left > 0 && !self.ring.is_empty() {
            ring += 1.0;
            let reached = self.widen(graph, walk);
            left -= reached;
            steps += ring * f64::from(reached);
        }
        if left > 0 { f64::INFINITY } else { steps }
    }

    /// The next ring; how many of its units have a lower number than the walk began with.
    fn widen(&mut self, graph: &Graph, walk: u32) -> u32 {
        self.next_ring.clear();
        let mut lower = 0;
        for &other in self.ring.iter().flat_map(|&unit| graph.beside(unit)) {
            let seen = &mut self.seen[other as usize];
            if *seen != walk {
                *seen = walk;
                self.next_ring.push(other);
                lower += u32::from(other + 1 < walk);
            }
        }
        std::mem::swap(&mut self.ring, &mut self.next_ring);
        lower
    }
}

/// A number of units, of which no city has four billion.
fn count(units: usize) -> u32 {
    u32::try_from(units).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Borders to cross to each unit, by a look at all pairs again and again.
    fn plain(weights: &Weights) -> Vec<Vec<f64>> {
        let n = weights.len();
        let mut steps = vec![vec![f64::INFINITY; n]; n];
        for (one, row) in steps.iter_mut().enumerate() {
            row[one] = 0.0;
            for &(other, _) in weights.of(one) {
                row[other] = 1.0;
            }
        }
        for over in 0..n {
            for pair in 0..n * n {
                let (one, other) = (pair / n, pair % n);
                let way = steps[one][over] + steps[over][other];
                steps[one][other] = steps[one][other].min(way);
            }
        }
        steps
    }

    proptest! {
        #[test]
        fn walks_outwards_count_what_a_look_at_all_pairs_counts(
            points in prop::collection::vec((0..60_u8, 0..60_u8), 2..25), reach in 5..30_u8,
        ) {
            use crate::dispersal::places::{Place, Places};
            let place = |&(x, y): &(u8, u8)| Place {
                centre: geo_types::Coord { x: f64::from(x), y: f64::from(y) },
                area_m2: 1.0,
                perimeter_m: 4.0,
            };
            let places = Places::new(points.iter().map(place).collect()).unwrap();
            let weights = Weights::within(&places, f64::from(reach));
            // The last unit is empty and has no rank, but ways may lead through it.
            let ranked: Vec<(f64, usize)> = (0..points.len() - 1).rev().map(|unit| (0.0, unit)).collect();

            let ours = steps_among(&weights, &ranked);

            let plain = plain(&weights);
            let mut among = 0.0;
            for (k, &(_, one)) in ranked.iter().enumerate() {
                among += 2.0 * ranked[..k].iter().map(|&(_, other)| plain[one][other]).sum::<f64>();
                // Sums of whole numbers, or infinity: the same to the bit.
                prop_assert_eq!(ours[k + 1].to_bits(), among.to_bits());
            }
        }
    }
}
