//! What simpler ways of placing come to.

use super::{
    fits::Fit,
    report::{come, count, exact_figures},
    solve::{Asked, Solved},
};
use crate::{
    dispersal::placing::{Plan, place_by_lot, place_greedily},
    domain::PlacingBaseline,
};

/// Lots that are drawn; the same ones at every asking.
const LOTS: u64 = 100;

/// The same families and homes, placed one by one, and by lot.
pub(super) fn baselines(asked: &Asked<'_>, solved: &Solved) -> Vec<PlacingBaseline> {
    let greedy = vec![place_greedily(&solved.problem)];
    let lots = (1..=LOTS).map(|seed| place_by_lot(&solved.problem, seed));
    let told = |way: &str, plans: &[Plan]| {
        let outcomes: Vec<Outcome> = plans
            .iter()
            .map(|plan| Outcome::of(asked, solved, plan))
            .collect();
        baseline(way, &outcomes)
    };
    vec![
        told("greedy", &greedy),
        told("lot", &lots.collect::<Vec<_>>()),
    ]
}

/// What one plan comes to.
struct Outcome {
    placed: f64,
    colocation_ratio: Option<f64>,
    unevenness: f64,
    distance_m: f64,
}

impl Outcome {
    fn of(asked: &Asked<'_>, solved: &Solved, plan: &Plan) -> Self {
        let mut homes: Vec<Option<Fit>> = solved.homes.clone();
        for (&family, taken) in solved.free.iter().zip(plan) {
            homes[family] = taken.map(|at| solved.fits[family].homes[at]);
        }
        let placed = count(homes.iter().flatten().count());
        let spread = exact_figures(asked.situation, &come(asked.situation, &homes));
        let ways = homes.iter().flatten();
        Self {
            placed: f64::from(placed),
            colocation_ratio: spread.colocation_ratio,
            unevenness: spread.unevenness,
            distance_m: ways.map(|fit| f64::from(fit.distance_m)).sum(),
        }
    }
}

/// Means over the plans.
fn baseline(way: &str, outcomes: &[Outcome]) -> PlacingBaseline {
    let plans = f64::from(count(outcomes.len()));
    let mean = |of: fn(&Outcome) -> f64| outcomes.iter().map(of).sum::<f64>() / plans;
    let ratios: Option<Vec<f64>> = outcomes.iter().map(|one| one.colocation_ratio).collect();
    let placed: f64 = outcomes.iter().map(|one| one.placed).sum();
    let ways: f64 = outcomes.iter().map(|one| one.distance_m).sum();
    PlacingBaseline {
        way: way.to_owned(),
        placed: mean(|one| one.placed),
        colocation_ratio: ratios.map(|ratios| ratios.iter().sum::<f64>() / plans),
        unevenness: mean(|one| one.unevenness),
        mean_distance_m: (placed > 0.0).then(|| ways / placed),
    }
}
