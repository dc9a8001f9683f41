//! Divergence profiles: how the people around a unit become like the whole as the circle widens.

use geo::ConvexHull;
use geo_types::{Coord, MultiPoint};
use rayon::prelude::*;

use super::{
    super::{Error, Undefined, places::Places},
    Groups,
};

/// One ring of a profile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DivergenceStep {
    /// Distance of the unit that the circle has just reached, metres.
    pub distance_m: f64,
    /// Divergence of everyone within from the whole, in nats, 0 at the last step.
    pub divergence: f64,
    /// Everyone within.
    pub people: f64,
}

/// The profile of one unit: one step for each unit of the city, nearest first.
///
/// Divergence is `Σ q ln(q/P)`, q the shares within the circle; 0 while nobody is within. Units at
/// equal distance are taken in the order given. An `origin` past the last unit has no profile.
///
/// # Errors
/// Another number of places than of units.
///
/// Source: Olteanu, Randon-Furling and Clark 2019.
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{groups::{Groups, divergence_profile}, places::{Place, Places}};
/// let groups = Groups::new(vec![vec![2.0, 0.0], vec![0.0, 2.0]])?;
/// let place = |x| Place { centre: Coord { x, y: 0.0 }, area_m2: 1.0, perimeter_m: 4.0 };
/// let places = Places::new(vec![place(0.0), place(5.0)])?;
/// let profile = divergence_profile(&groups, &places, 0)?;
/// assert!((profile[0].divergence - 2_f64.ln()).abs() < 1e-12);
/// assert_eq!((profile[1].distance_m, profile[1].divergence), (5.0, 0.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn divergence_profile(
    groups: &Groups,
    places: &Places,
    origin: usize,
) -> Result<Vec<DivergenceStep>, Error> {
    let whole = Whole::new(groups, places)?;
    let mut steps = Vec::new();
    if origin < whole.centres.len() {
        whole.widen(origin, |step| steps.push(step));
    }
    Ok(steps)
}

/// Local distortion of each unit: the sum of its divergence profile, from 0, in nats.
///
/// # Errors
/// Another number of places than of units.
///
/// Source: Olteanu, Randon-Furling and Clark 2019.
pub fn local_distortion(groups: &Groups, places: &Places) -> Result<Vec<f64>, Error> {
    let whole = Whole::new(groups, places)?;
    let distortion = |origin: usize| {
        let mut sum = 0.0;
        whole.widen(origin, |step| sum += step.divergence);
        sum
    };
    let origins = 0..whole.centres.len();
    Ok(origins.into_par_iter().map(distortion).collect())
}

/// Global distortion: the mean local distortion of people, from 0, in nats.
///
/// Divide by [`largest_distortion`] for a number from 0 to 1.
///
/// # Errors
/// Another number of places than of units. The inner error: nobody at all.
pub fn global_distortion(
    groups: &Groups,
    places: &Places,
) -> Result<Result<f64, Undefined>, Error> {
    let local = local_distortion(groups, places)?;
    if groups.total() <= 0.0 {
        return Ok(Err(Undefined::NoHouseholds));
    }
    let people = groups.units().iter().zip(&local);
    let sum: f64 = people.map(|(people, distortion)| people * distortion).sum();
    Ok(Ok(sum / groups.total()))
}

/// The largest local distortion if the same people lived wholly apart around a seed.
///
/// Categories fill the units outwards from the seed, the smallest first, each its own block of
/// units; where there are not enough units for the blocks they get one each as far as they go.
///
/// # Errors
/// Another number of places than of units, or a seed past the last unit.
///
/// Source: Olteanu, Randon-Furling and Clark 2019, with the blocks of `PySAL` 2.6.
pub fn largest_distortion(groups: &Groups, places: &Places, seed: usize) -> Result<f64, Error> {
    let units = groups.units().len();
    let Some(place) = places.all().get(seed) else {
        return Err(Error::NoSuchSeed { seed, units });
    };
    let apart = apart_around(groups, places, place.centre)?;
    let local = local_distortion(&apart, places)?;
    Ok(local.into_iter().fold(0.0, f64::max))
}

/// Units on the corners of the city, counter-clockwise from the westernmost: the seeds from which people lie furthest.
///
/// `PySAL` takes four of them, evenly spaced in this order from where its hull happens to begin.
#[must_use]
pub fn corners(places: &Places) -> Vec<usize> {
    let centres = places.centres();
    let hull = MultiPoint::from(
        centres
            .iter()
            .map(|&at| at.into())
            .collect::<Vec<geo_types::Point<f64>>>(),
    )
    .convex_hull();
    let ring = hull.exterior().coords().skip(1);
    let mut corners: Vec<usize> = ring
        .filter_map(|corner| centres.iter().position(|centre| centre == corner))
        .collect();
    let west = |&at: &usize| centres[corners[at]].x;
    let first = (0..corners.len()).min_by(|a, b| west(a).total_cmp(&west(b)));
    corners.rotate_left(first.unwrap_or(0));
    corners
}

/// The same people, wholly apart in blocks outwards from a centre.
fn apart_around(groups: &Groups, places: &Places, centre: Coord<f64>) -> Result<Groups, Error> {
    let order = outwards(&places.centres(), centre);
    let mut smallest: Vec<usize> = (0..groups.categories().len()).collect();
    smallest.sort_by(|&a, &b| groups.categories()[a].total_cmp(&groups.categories()[b]));
    let edges = edges(groups, &order, &smallest);
    let mut rows = vec![vec![0.0; smallest.len()]; groups.units().len()];
    let mut start = 0;
    for (&category, &edge) in smallest.iter().zip(&edges) {
        let block = &order[start.min(edge)..edge];
        start = edge;
        let people: f64 = block.iter().map(|&unit| groups.units()[unit]).sum();
        let even: f64 = block.iter().map(|_| 1.0).sum();
        for &unit in block {
            let share = if people > 0.0 {
                groups.units()[unit] / people
            } else {
                1.0 / even
            };
            rows[unit][category] = groups.categories()[category] * share;
        }
    }
    Groups::new(rows)
}

/// Where each category's block of units ends: where as many people live, at least one unit each.
fn edges(groups: &Groups, order: &[usize], smallest: &[usize]) -> Vec<usize> {
    let (units, blocks) = (order.len(), smallest.len());
    let (mut edges, mut at, mut held, mut wanted) = (Vec::new(), 0, 0.0, 0.0);
    for &category in smallest {
        wanted += groups.categories()[category];
        while at < units && held + groups.units()[order[at]] < wanted {
            held += groups.units()[order[at]];
            at += 1;
        }
        edges.push((at + 1).min(units));
    }
    if let Some(last) = edges.last_mut() {
        *last = units;
    }
    for (block, edge) in edges.iter_mut().enumerate() {
        *edge = (*edge).max(block + 1).min(units);
    }
    for block in (0..blocks.saturating_sub(1)).rev() {
        edges[block] = edges[block].min(edges[block + 1].saturating_sub(1));
    }
    edges
}

/// Everyone, with where they live.
struct Whole<'a> {
    groups: &'a Groups,
    centres: Vec<Coord<f64>>,
    shares: Vec<f64>,
}

impl<'a> Whole<'a> {
    fn new(groups: &'a Groups, places: &Places) -> Result<Self, Error> {
        let (found, units) = (places.all().len(), groups.units().len());
        if found != units {
            let what = "the list of places";
            return Err(Error::Lengths { what, found, units });
        }
        let total = groups.total();
        Ok(Self {
            groups,
            centres: places.centres(),
            shares: groups.categories().iter().map(|all| all / total).collect(),
        })
    }

    /// Calls with each step of the circle around a unit.
    fn widen(&self, origin: usize, mut step: impl FnMut(DivergenceStep)) {
        let centre = self.centres[origin];
        let mut within = vec![0.0; self.shares.len()];
        for unit in outwards(&self.centres, centre) {
            for (sum, count) in within.iter_mut().zip(&self.groups.rows()[unit]) {
                *sum += count;
            }
            let people: f64 = within.iter().sum();
            step(DivergenceStep {
                distance_m: distance(self.centres[unit], centre),
                divergence: divergence(&within, people, &self.shares),
                people,
            });
        }
    }
}

fn divergence(within: &[f64], people: f64, shares: &[f64]) -> f64 {
    let present = within.iter().zip(shares).filter(|(count, _)| **count > 0.0);
    let parts = present.map(|(count, all)| {
        let share = count / people;
        share * (share / all).ln()
    });
    parts.sum()
}

/// All units by distance from a point, then by number.
fn outwards(centres: &[Coord<f64>], from: Coord<f64>) -> Vec<usize> {
    let mut order: Vec<(f64, usize)> = centres
        .iter()
        .enumerate()
        .map(|(unit, &at)| (distance(at, from), unit))
        .collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, unit)| unit).collect()
}

fn distance(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let from = a - b;
    (from.x * from.x + from.y * from.y).sqrt()
}
