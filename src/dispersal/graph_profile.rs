//! Spatial proximity profile: how near each other, over borders crossed, the units of high share lie.

use std::collections::VecDeque;

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
    let to_earlier = |(at, &(_, unit)): (usize, &(f64, usize))| {
        let steps = steps_from(weights, unit);
        let earlier = ranked[..at].iter().map(|&(_, other)| steps[other]);
        earlier.map(|steps| 2.0 * steps).sum::<f64>()
    };
    let added: Vec<f64> = ranked.par_iter().enumerate().map(to_earlier).collect();
    let mut among = vec![0.0];
    for (at, added) in added.iter().enumerate() {
        among.push(among[at] + added);
    }
    among
}

/// Borders to cross to each unit; infinity where there is no way.
fn steps_from(weights: &Weights, start: usize) -> Vec<f64> {
    let mut steps = vec![f64::INFINITY; weights.len()];
    let mut open = VecDeque::from([start]);
    steps[start] = 0.0;
    while let Some(unit) = open.pop_front() {
        for &(other, _) in weights.of(unit) {
            if steps[other].is_infinite() {
                steps[other] = steps[unit] + 1.0;
                open.push_back(other);
            }
        }
    }
    steps
}
