//! What room is left while families are placed one by one.

use super::{Plan, Problem};

/// Room left in offers, under the cap and the limits, and families in each neighbourhood.
#[derive(Clone, Debug)]
pub(super) struct Ledger<'a> {
    problem: &'a Problem,
    vacant: Vec<u32>,
    /// Under each limit; the cap stands last.
    room: Vec<u32>,
    /// Of each offer, its places in `room`.
    counted_in: Vec<Vec<usize>>,
    families: Vec<u32>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let mut counted_in: Vec<Vec<usize>> = vec![Vec::new(); problem.offers.len()];
        for (at, limit) in problem.limits.iter().enumerate() {
            for &offer in &limit.offers {
                counted_in[offer].push(at);
            }
        }
        let cap = problem.limits.len();
        for (offer, counted) in problem.offers.iter().zip(&mut counted_in) {
            if problem.neighbourhoods[offer.neighbourhood].is_capped {
                counted.push(cap);
            }
        }
        let limits = problem.limits.iter().map(|limit| limit.most);
        let present = problem.neighbourhoods.iter().map(|one| one.present);
        Self {
            problem,
            vacant: problem.offers.iter().map(|offer| offer.vacancies).collect(),
            room: limits
                .chain([problem.capped_at.unwrap_or(u32::MAX)])
                .collect(),
            counted_in,
            families: present.collect(),
        }
    }

    /// With a plan, which can be made, carried out.
    pub(super) fn after(problem: &'a Problem, plan: &Plan) -> Self {
        let mut ledger = Self::new(problem);
        for (family, choice) in problem.families.iter().zip(plan) {
            if let Some(choice) = choice {
                ledger.take(family.choices[*choice].offer);
            }
        }
        ledger
    }

    pub(super) fn has_room(&self, offer: usize) -> bool {
        let within = self.counted_in[offer].iter();
        self.vacant[offer] > 0 && within.copied().all(|at| self.room[at] > 0)
    }

    /// Places a family where there is room.
    pub(super) fn take(&mut self, offer: usize) {
        self.vacant[offer] -= 1;
        for &at in &self.counted_in[offer] {
            self.room[at] -= 1;
        }
        self.families[self.problem.offers[offer].neighbourhood] += 1;
    }

    /// Takes a placed family out again.
    pub(super) fn give_back(&mut self, offer: usize) {
        self.vacant[offer] += 1;
        for &at in &self.counted_in[offer] {
            self.room[at] += 1;
        }
        self.families[self.problem.offers[offer].neighbourhood] -= 1;
    }

    /// Families in all, those who were there already among them.
    pub(super) fn everybody(&self) -> u32 {
        self.families.iter().sum()
    }

    /// What one more family in the neighbourhood of an offer adds to the unevenness, among so many
    /// in all: `(2x + 1) / (X·w)`, less the 2 that every family adds.
    pub(super) fn added(&self, offer: usize, everybody: u32) -> f64 {
        let there = self.problem.offers[offer].neighbourhood;
        let expected = f64::from(everybody) * self.problem.neighbourhoods[there].share;
        f64::from(2 * self.families[there] + 1) / expected
    }
}
