//! What simpler ways of placing come to, to compare a plan with.

use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::{Choice, Plan, Problem, ledger::Ledger};

/// The plan of someone who takes the families one by one, those in the greatest danger first, and
/// gives each the free home that leaves the spread most even, then the nearest.
///
/// It looks at no family that is yet to come, so it can leave one without a home for whom the best
/// plan has one.
#[must_use]
pub fn place_greedily(problem: &Problem) -> Plan {
    let mut order: Vec<usize> = (0..problem.families.len()).collect();
    order.sort_by_key(|&family| std::cmp::Reverse(problem.families[family].danger));
    let everybody = u32::try_from(order.len()).unwrap_or(u32::MAX);
    let everybody = everybody.saturating_add(Ledger::new(problem).everybody());
    one_by_one(problem, &order, |ledger, free| {
        let added = |choice: &Choice| ledger.added(choice.offer, everybody);
        let best = free.iter().enumerate().min_by(|(_, (_, a)), (_, (_, b))| {
            let evenness = added(a).total_cmp(&added(b));
            evenness.then(a.distance_m.cmp(&b.distance_m))
        });
        best.map_or(0, |(at, _)| at)
    })
}

/// The plan of someone who draws the families by lot, and for each a free home by lot; the same for
/// the same seed.
#[must_use]
pub fn place_by_lot(problem: &Problem, seed: u64) -> Plan {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut order: Vec<usize> = (0..problem.families.len()).collect();
    order.shuffle(&mut random);
    one_by_one(problem, &order, |_, free| {
        random.random_range(0..free.len())
    })
}

/// Gives each family in turn one of the homes that are free for it.
fn one_by_one(
    problem: &Problem,
    order: &[usize],
    mut pick: impl FnMut(&Ledger<'_>, &[(usize, Choice)]) -> usize,
) -> Plan {
    let mut ledger = Ledger::new(problem);
    let mut plan: Plan = vec![None; problem.families.len()];
    for &family in order {
        let choices = problem.families[family].choices.iter().copied();
        let free = choices.enumerate();
        let free: Vec<(usize, Choice)> = free
            .filter(|(_, choice)| ledger.has_room(choice.offer))
            .collect();
        if free.is_empty() {
            continue;
        }
        let (at, choice) = free[pick(&ledger, &free)];
        ledger.take(choice.offer);
        plan[family] = Some(at);
    }
    plan
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{by_flow::tests::problems, place, plan_value};
    use super::*;

    proptest! {
        #[test]
        fn neither_greed_nor_lot_is_better_than_the_plan(problem in problems(), seed in any::<u64>()) {
            let best = plan_value(&problem, &place(&problem)).unwrap();

            for plan in [place_greedily(&problem), place_by_lot(&problem, seed)] {
                let value = plan_value(&problem, &plan).expect("it can be made");
                prop_assert!(!value.is_better_than(&best));
            }
        }

        #[test]
        fn a_lot_is_the_same_for_the_same_seed(problem in problems(), seed in any::<u64>()) {
            prop_assert_eq!(place_by_lot(&problem, seed), place_by_lot(&problem, seed));
        }
    }
}
