//! From families, homes and rules to the best plan, and the same with a rule set aside.

use std::collections::HashMap;

use super::{
    fits::{self, Fit, Fits, SetAside},
    situation::Situation,
};
use crate::{
    dispersal::placing::{
        Choice, Family, Limit, Neighbourhood, Offer, Plan, Problem, Proof, place_within_limits,
        plan_value,
    },
    domain::{PlacingRules, WaitingFamily},
};

/// What is asked, as checked.
pub(super) struct Asked<'a> {
    pub(super) situation: &'a Situation,
    pub(super) families: &'a [WaitingFamily],
    /// How urgent a home is for each, in any whole unit.
    pub(super) danger: Vec<u32>,
    /// Hazard score of the settlement each lives in.
    pub(super) scores: Vec<Option<f64>>,
    /// The home set by hand for each.
    pub(super) locked: Vec<Option<Fit>>,
}

/// What a plan is held to.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) rules: PlacingRules,
    pub(super) aside: SetAside,
    /// Whether homes set by hand count.
    pub(super) locks: Locks,
}

impl Held {
    pub(super) fn to(rules: &PlacingRules) -> Self {
        Self {
            rules: rules.clone(),
            aside: SetAside::default(),
            locks: Locks::Held,
        }
    }
}

/// Homes set by hand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Locks {
    Held,
    SetAside,
}

/// A plan for all families.
pub(super) struct Solved {
    /// The home of each.
    pub(super) homes: Vec<Option<Fit>>,
    pub(super) fits: Vec<Fits>,
    pub(super) proof: Proof,
    /// The problem of those whose home is not set by hand, and its plan.
    pub(super) problem: Problem,
    pub(super) plan: Plan,
    /// The families of that problem.
    pub(super) free: Vec<usize>,
}

impl Solved {
    pub(super) fn placed(&self) -> usize {
        self.homes.iter().flatten().count()
    }

    pub(super) fn distance_m(&self) -> i64 {
        let homes = self.homes.iter().flatten();
        homes.map(|fit| i64::from(fit.distance_m)).sum()
    }

    /// `Σ (x − X·w)² / (X·w)` once the plan is carried out.
    pub(super) fn unevenness(&self) -> f64 {
        plan_value(&self.problem, &self.plan).map_or(0.0, |value| value.unevenness)
    }
}

impl Asked<'_> {
    /// The best plan. The cap on priority neighbourhoods is a share of those placed, so it is
    /// lowered until it holds for as many as find a home under it: fewer homes never place more.
    pub(super) fn solve(&self, held: &Held) -> Solved {
        let mut placed = self.families.len();
        loop {
            let cap = held.rules.cap_deprived.map(|share| part(share, placed));
            let solved = self.solve_under(held, cap);
            let kept = cap.is_none_or(|_| {
                let share = held.rules.cap_deprived.unwrap_or(1.0);
                self.in_deprived(&solved) <= part(share, solved.placed())
            });
            if kept || solved.placed() >= placed {
                return solved;
            }
            placed = solved.placed();
        }
    }

    /// Placed families in priority neighbourhoods.
    pub(super) fn in_deprived(&self, solved: &Solved) -> u32 {
        let homes = solved.homes.iter().flatten();
        let there = homes.filter(|fit| self.is_deprived(fit.home));
        there.fold(0, |count, _| count + 1)
    }

    pub(super) fn is_deprived(&self, home: usize) -> bool {
        let area = self.situation.homes[home].area;
        area.is_some_and(|area| self.situation.areas[area].deprived == Some(true))
    }

    fn solve_under(&self, held: &Held, cap: Option<u32>) -> Solved {
        let fits = self.fits(held);
        let locked: Vec<Option<Fit>> = match held.locks {
            Locks::Held => self.locked.clone(),
            Locks::SetAside => vec![None; self.families.len()],
        };
        let free: Vec<usize> = (0..self.families.len())
            .filter(|&family| locked[family].is_none())
            .collect();
        let problem = self.problem(held, cap, (&fits, &locked, &free));
        let placed = place_within_limits(&problem);
        let mut homes = locked;
        for (&family, taken) in free.iter().zip(&placed.plan) {
            homes[family] = taken.map(|at| fits[family].homes[at]);
        }
        Solved {
            homes,
            fits,
            proof: placed.proof,
            problem,
            plan: placed.plan,
            free,
        }
    }

    /// Homes that fit, added up over all families.
    pub(super) fn homes_that_fit(&self, held: &Held) -> usize {
        let fits = self.fits(held);
        fits.iter().map(|fits| fits.homes.len()).sum()
    }

    fn fits(&self, held: &Held) -> Vec<Fits> {
        let none = Vec::new();
        let fits = self.families.iter().map(|family| {
            let forbidden = held.rules.forbids.get(&family.household);
            fits::of_family(
                self.situation,
                family,
                forbidden.unwrap_or(&none),
                held.aside,
            )
        });
        fits.collect()
    }

    /// The problem of the families that are free; those set by hand live there already.
    fn problem(
        &self,
        held: &Held,
        cap: Option<u32>,
        (fits, locked, free): (&[Fits], &[Option<Fit>], &[usize]),
    ) -> Problem {
        let situation = self.situation;
        let homes: f64 = situation.areas.iter().map(|area| area.total).sum();
        let mut problem = Problem {
            families: free
                .iter()
                .map(|&family| Family {
                    danger: self.danger[family],
                    choices: choices(&fits[family]),
                })
                .collect(),
            offers: situation
                .homes
                .iter()
                .map(|home| Offer {
                    neighbourhood: home.area.unwrap_or_default(),
                    vacancies: home.area.map_or(0, |_| home.offer.homes),
                })
                .collect(),
            neighbourhoods: situation
                .areas
                .iter()
                .map(|area| Neighbourhood {
                    share: area.total / homes,
                    present: area.present,
                    is_capped: area.deprived == Some(true),
                })
                .collect(),
            capped_at: cap,
            limits: self.limits(held),
        };
        for fit in locked.iter().flatten() {
            self.settle(&mut problem, fit.home);
        }
        problem
    }

    /// What landlords may be asked for.
    fn limits(&self, held: &Held) -> Vec<Limit> {
        let mut of: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, home) in self.situation.homes.iter().enumerate() {
            if let Some(landlord) = home.offer.landlord.as_deref() {
                of.entry(landlord).or_default().push(at);
            }
        }
        let caps = held.rules.landlord_caps.iter();
        caps.map(|(landlord, &most)| Limit {
            offers: of.get(landlord.as_str()).cloned().unwrap_or_default(),
            most,
        })
        .collect()
    }

    /// A family set by hand: one home fewer, one family more that lives there.
    fn settle(&self, problem: &mut Problem, home: usize) {
        let offer = &mut problem.offers[home];
        offer.vacancies = offer.vacancies.saturating_sub(1);
        problem.neighbourhoods[offer.neighbourhood].present += 1;
        if self.is_deprived(home) {
            problem.capped_at = problem.capped_at.map(|most| most.saturating_sub(1));
        }
        for limit in &mut problem.limits {
            if limit.offers.contains(&home) {
                limit.most = limit.most.saturating_sub(1);
            }
        }
    }
}

fn choices(fits: &Fits) -> Vec<Choice> {
    let homes = fits.homes.iter();
    homes
        .map(|fit| Choice {
            offer: fit.home,
            distance_m: fit.distance_m,
        })
        .collect()
}

/// A share of a number of families, cut down to whole ones.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share from 0 to 1 of at most a thousand families"
)]
pub(super) fn part(share: f64, families: usize) -> u32 {
    /// A third of three is one, whatever a third is in binary.
    const ROUNDING: f64 = 1e-9;
    let families = u32::try_from(families).unwrap_or(u32::MAX);
    (share * f64::from(families) + ROUNDING).floor() as u32
}
