//! Where else a placed family could go, the others staying where they are, and what that costs.

use super::{Plan, Problem, ledger::Ledger};

/// Another home for one family.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alternative {
    /// Place in its choices.
    pub choice: usize,
    /// What it adds to the unevenness of the plan; below 0 it takes away.
    pub unevenness: f64,
    /// Metres to school and work that it adds; below 0 it takes away.
    pub distance_m: i64,
}

/// For each family that a plan places, its next best homes that stay free, best first, `most` at
/// most; for one that gets none, none.
///
/// One family alone, in the nearer of two equal homes: the other is 300 m farther, and as even.
///
/// ```
/// use jalon::dispersal::placing::{Choice, Family, Neighbourhood, Offer, Problem, alternatives};
/// let problem = Problem {
///     families: vec![Family {
///         danger: 0,
///         choices: vec![
///             Choice { offer: 0, distance_m: 500 },
///             Choice { offer: 1, distance_m: 800 },
///         ],
///     }],
///     offers: vec![
///         Offer { neighbourhood: 0, vacancies: 1 },
///         Offer { neighbourhood: 1, vacancies: 1 },
///     ],
///     neighbourhoods: vec![Neighbourhood { share: 0.5, present: 0, is_capped: false }; 2],
///     ..Problem::default()
/// };
/// let found = alternatives(&problem, &vec![Some(0)], 3);
/// assert_eq!((found[0][0].choice, found[0][0].distance_m), (1, 300));
/// assert_eq!(found[0][0].unevenness, 0.0);
/// ```
#[must_use]
pub fn alternatives(problem: &Problem, plan: &Plan, most: usize) -> Vec<Vec<Alternative>> {
    let mut ledger = Ledger::after(problem, plan);
    let everybody = ledger.everybody();
    let families = problem.families.iter().zip(plan);
    families
        .map(|(family, taken)| {
            let Some(taken) = *taken else {
                return Vec::new();
            };
            let home = family.choices[taken];
            ledger.give_back(home.offer);
            let before = ledger.added(home.offer, everybody);
            let others = family.choices.iter().enumerate();
            let mut found: Vec<Alternative> = others
                .filter(|(at, other)| *at != taken && ledger.has_room(other.offer))
                .map(|(choice, other)| Alternative {
                    choice,
                    unevenness: ledger.added(other.offer, everybody) - before,
                    distance_m: i64::from(other.distance_m) - i64::from(home.distance_m),
                })
                .collect();
            ledger.take(home.offer);
            found.sort_by(|a, b| {
                let evenness = a.unevenness.total_cmp(&b.unevenness);
                evenness.then(a.distance_m.cmp(&b.distance_m))
            });
            found.truncate(most);
            found
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{by_flow::tests::problems, place, plan_value};
    use super::*;

    proptest! {
        #[test]
        fn an_alternative_can_be_made_and_costs_what_it_says(problem in problems()) {
            let plan = place(&problem);
            let before = plan_value(&problem, &plan).unwrap();

            for (family, found) in alternatives(&problem, &plan, 9).into_iter().enumerate() {
                for alternative in found {
                    let mut other = plan.clone();
                    other[family] = Some(alternative.choice);
                    let after = plan_value(&problem, &other).expect("it can be made");
                    let unevenness = after.unevenness - before.unevenness;
                    prop_assert!((alternative.unevenness - unevenness).abs() < 1e-9);
                    let metres = i64::try_from(after.distance_m).unwrap()
                        - i64::try_from(before.distance_m).unwrap();
                    prop_assert_eq!(alternative.distance_m, metres);
                }
            }
        }
    }
}
