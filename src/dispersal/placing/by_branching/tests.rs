//! The best plan under limits, against trying all plans.

use proptest::prelude::*;

use super::super::by_flow::tests::{best_of_all, problems};
use super::super::{Family, Limit, Neighbourhood, Offer};
use super::*;

fn limited() -> impl Strategy<Value = Problem> {
    let limit = (prop::collection::vec(0..4_usize, 1..4), 0..3_u32);
    (problems(), prop::collection::vec(limit, 1..4)).prop_map(|(problem, limits)| {
        let limits = limits.into_iter().map(|(mut offers, most)| {
            offers.sort_unstable();
            offers.dedup();
            Limit { offers, most }
        });
        Problem {
            limits: limits.collect(),
            ..problem
        }
    })
}

#[test]
fn a_plan_that_a_later_goal_puts_first_is_proven_by_an_equal_one() {
    let choice = |(offer, distance_m)| Choice { offer, distance_m };
    let family = |choices: &[(usize, u32)]| Family {
        danger: 0,
        choices: choices.iter().copied().map(choice).collect(),
    };
    let offer = |(neighbourhood, vacancies)| Offer {
        neighbourhood,
        vacancies,
    };
    let neighbourhood = |(sevenths, present)| Neighbourhood {
        share: f64::from(sevenths) / 7.0,
        present,
        is_capped: false,
    };
    let problem = Problem {
        families: vec![
            family(&[(0, 0), (1, 0), (3, 0)]),
            family(&[(0, 0), (3, 0)]),
            family(&[(0, 200), (1, 0), (3, 0)]),
            family(&[(2, 0)]),
        ],
        offers: [(1, 2), (0, 1), (1, 1), (2, 1)].map(offer).to_vec(),
        neighbourhoods: [(2_u32, 3), (3, 1), (2, 3)].map(neighbourhood).to_vec(),
        capped_at: None,
        limits: vec![Limit {
            offers: vec![2],
            most: 0,
        }],
    };

    let placed = place_within_limits(&problem);

    assert_eq!(placed.proof, Proof::Best, "{placed:?}");
}

proptest! {
    #[test]
    fn no_plan_within_limits_found_by_trying_all_is_better(problem in limited()) {
        let placed = place_within_limits(&problem);

        let value = plan_value(&problem, &placed.plan).expect("the plan can be made");
        prop_assert_eq!(placed.proof, Proof::Best);
        prop_assert!(!best_of_all(&problem).is_better_than(&value));
    }
}
