//! How good a plan is, objective by objective, and whether it can be made at all.

use std::cmp::Ordering;

use super::{Plan, Problem};

/// Values closer than this are the same evenness.
const SAME: f64 = 1e-7;

/// A plan's worth in the order of the objectives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanValue {
    /// Families placed.
    pub placed: usize,
    /// Danger that placed families leave behind, summed.
    pub danger: u64,
    /// `Σ (x + z − X·w)² / (X·w)`: 0 for a spread as even as the homes; 0 when nobody lives anywhere.
    pub unevenness: f64,
    /// Metres to school and work, summed.
    pub distance_m: u64,
}

impl PlanValue {
    /// Of a plan that places nobody where nobody lives yet.
    pub(super) const NOBODY: Self = Self {
        placed: 0,
        danger: 0,
        unevenness: 0.0,
        distance_m: 0,
    };

    /// Whether it is better, objective by objective.
    #[must_use]
    pub fn is_better_than(&self, other: &Self) -> bool {
        let evenness = || match self.unevenness - other.unevenness {
            difference if difference.abs() <= SAME => Ordering::Equal,
            difference => 0.0_f64.total_cmp(&difference),
        };
        let order = (self.placed, self.danger)
            .cmp(&(other.placed, other.danger))
            .then_with(evenness)
            .then_with(|| other.distance_m.cmp(&self.distance_m));
        order == Ordering::Greater
    }
}

/// The worth of a plan; `None` for one that cannot be made: a choice that is not there, more
/// families than vacancies, or more moves than the cap or a limit
/// allows.
///
/// Two families in the one of two equal neighbourhoods: each expects one, so ((2 − 1)² + 1²) / 1.
///
/// ```
/// use jalon::dispersal::placing::{Choice, Family, Neighbourhood, Offer, Problem, plan_value};
/// let here = Neighbourhood { share: 0.5, present: 0, is_capped: false };
/// let family = Family { danger: 10, choices: vec![Choice { offer: 0, distance_m: 300 }] };
/// let problem = Problem {
///     families: vec![family.clone(), family],
///     offers: vec![Offer { neighbourhood: 0, vacancies: 2 }],
///     neighbourhoods: vec![here, here],
///     ..Problem::default()
/// };
/// let value = plan_value(&problem, &vec![Some(0), Some(0)]).unwrap();
/// assert_eq!((value.placed, value.danger, value.distance_m), (2, 20, 600));
/// assert!((value.unevenness - 2.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn plan_value(problem: &Problem, plan: &Plan) -> Option<PlanValue> {
    let mut vacant: Vec<u32> = problem.offers.iter().map(|offer| offer.vacancies).collect();
    let mut families: Vec<u32> = problem
        .neighbourhoods
        .iter()
        .map(|one| one.present)
        .collect();
    let mut within: Vec<u32> = problem.limits.iter().map(|limit| limit.most).collect();
    let mut left = problem.capped_at.unwrap_or(u32::MAX);
    let mut value = PlanValue::NOBODY;
    for (family, choice) in problem.families.iter().zip(plan) {
        let Some(choice) = choice else { continue };
        let choice = family.choices.get(*choice)?;
        let there = problem.offers[choice.offer].neighbourhood;
        vacant[choice.offer] = vacant[choice.offer].checked_sub(1)?;
        if problem.neighbourhoods[there].is_capped {
            left = left.checked_sub(1)?;
        }
        for (limit, room) in problem.limits.iter().zip(&mut within) {
            if limit.offers.contains(&choice.offer) {
                *room = room.checked_sub(1)?;
            }
        }
        families[there] += 1;
        value.placed += 1;
        value.danger += u64::from(family.danger);
        value.distance_m += u64::from(choice.distance_m);
    }
    value.unevenness = unevenness(problem, &families);
    Some(value)
}

fn unevenness(problem: &Problem, families: &[u32]) -> f64 {
    let all: f64 = families.iter().copied().map(f64::from).sum();
    if all == 0.0 {
        return 0.0;
    }
    let apart = problem.neighbourhoods.iter().zip(families);
    apart
        .map(|(one, &families)| {
            let expected = all * one.share;
            (f64::from(families) - expected).powi(2) / expected
        })
        .sum()
}
