//! The plan as a flow: families to offers to neighbourhoods to the end, each family one unit.
//!
//! A further family makes a neighbourhood ever more expensive, so its ways to the end are one for
//! each family, dearer one by one (convex costs). The objectives are packed into one whole number,
//! the first one highest, so that the cheapest flow is best in their order.

use super::{
    Choice, Neighbourhood, Plan, Problem,
    flow::{Cost, Fare, Network, Node},
};

/// Room for the distances of 10,000 families at [`FARTHEST_M`].
const DISTANCE_BITS: u32 = 36;
/// Room for the unevenness of 10,000 families in [`UNEVENNESS_UNIT`].
const UNEVENNESS_BITS: u32 = 56;
/// Room for the greatest danger.
const DANGER_BITS: u32 = 24;
/// Unevenness is counted in billionths.
const UNEVENNESS_UNIT: f64 = 1e9;
/// A longer distance counts as this one.
const FARTHEST_M: u32 = 100_000;

/// Where every chain ends: with a home, or without.
const END: Node = 0;

/// The best plan, exact to a billionth of the unevenness, where there are no [`Problem::limits`]:
/// they are not looked at (see [`place_within_limits`](super::place_within_limits)).
///
/// A family without choices gets no home. Offers beyond the vacancies, and moves beyond the cap,
/// are not made. Equally good plans: which one is returned depends on the order of the families,
/// and is the same each time. In `O(F² · C)` steps at worst for F families with C choices each.
///
/// Two families, of whom the first lives in greater danger, and one home:
///
/// ```
/// use jalon::dispersal::placing::{Choice, Family, Neighbourhood, Offer, Problem, place};
/// let choices = vec![Choice { offer: 0, distance_m: 800 }];
/// let problem = Problem {
///     families: vec![
///         Family { danger: 82, choices: choices.clone() },
///         Family { danger: 40, choices },
///     ],
///     offers: vec![Offer { neighbourhood: 0, vacancies: 1 }],
///     neighbourhoods: vec![Neighbourhood { share: 1.0, present: 0, is_capped: false }],
///     ..Problem::default()
/// };
/// assert_eq!(place(&problem), [Some(0), None]);
/// ```
#[must_use]
pub fn place(problem: &Problem) -> Plan {
    // How many can be placed decides what an even spread is.
    let feasible = Streets::of(problem, None).plan();
    match feasible.iter().flatten().count() {
        0 => feasible,
        placed => Streets::of(problem, u32::try_from(placed).ok()).plan(),
    }
}

/// A plan that houses the most families, and those in the greatest danger, under limits too: no plan
/// within them does better in either. `None` where an offer stands in two limits, or a cap crosses
/// them, since a flow cannot tell such limits.
#[must_use]
pub(super) fn house(problem: &Problem) -> Option<Plan> {
    let limits = limit_of_each_offer(problem)?;
    let nodes = Nodes::of(problem);
    let first_limit = nodes.first_neighbourhood;
    let mut network = Network::new(first_limit + problem.limits.len());
    let choices = leave_home(&mut network, problem, |_| 0);
    let offers = problem.offers.iter().zip(limits);
    for (node, (offer, limit)) in (nodes.first_offer..).zip(offers) {
        let to = limit.map_or(END, |limit| first_limit + limit);
        network.connect(node, to, free(offer.vacancies));
    }
    for (node, limit) in (first_limit..).zip(&problem.limits) {
        network.connect(node, END, free(limit.most));
    }
    Some(Streets { network, choices }.plan())
}

/// The one limit that each offer stands in, if any.
fn limit_of_each_offer(problem: &Problem) -> Option<Vec<Option<usize>>> {
    if problem.capped_at.is_some() {
        return None;
    }
    let mut limit_of = vec![None; problem.offers.len()];
    for (number, limit) in problem.limits.iter().enumerate() {
        for &offer in &limit.offers {
            if limit_of[offer].replace(number).is_some() {
                return None;
            }
        }
    }
    Some(limit_of)
}

/// The ways of each family: to the end without a home, and to each offer it may take.
fn leave_home(
    network: &mut Network,
    problem: &Problem,
    cost: impl Fn(&Choice) -> Cost,
) -> Vec<Vec<usize>> {
    let first_offer = Nodes::of(problem).first_offer;
    let families = problem.families.iter().zip(1..);
    families
        .map(|(family, node)| {
            network.connect(node, END, one_at(left_out(family.danger)));
            let ways = family.choices.iter().map(|choice| {
                network.connect(node, first_offer + choice.offer, one_at(cost(choice)))
            });
            ways.collect()
        })
        .collect()
}

/// The network of a problem.
struct Streets {
    network: Network,
    /// The way of each choice of each family.
    choices: Vec<Vec<usize>>,
}

impl Streets {
    /// The network for so many families placed, or one that only tells how many can be.
    fn of(problem: &Problem, placed: Option<u32>) -> Self {
        let nodes = Nodes::of(problem);
        let mut network = Network::new(nodes.capped + 1);
        let distance = |choice: &Choice| Cost::from(choice.distance_m.min(FARTHEST_M));
        let choices = leave_home(&mut network, problem, distance);
        for (node, offer) in (nodes.first_offer..).zip(&problem.offers) {
            let there = nodes.first_neighbourhood + offer.neighbourhood;
            network.connect(node, there, free(offer.vacancies));
        }
        leave_neighbourhoods(&mut network, problem, placed);
        if let Some(most) = problem.capped_at {
            network.connect(nodes.capped, END, free(most));
        }
        Self { network, choices }
    }

    /// Each family takes the cheapest chain; others may move on to make room.
    fn plan(mut self) -> Plan {
        for family in 1..=self.choices.len() {
            self.network.send(family, END);
        }
        let taken = |ways: &Vec<usize>| ways.iter().position(|&way| self.network.flow(way) > 0);
        self.choices.iter().map(taken).collect()
    }
}

/// Where the nodes of a problem stand; families begin at 1.
struct Nodes {
    first_offer: Node,
    first_neighbourhood: Node,
    /// What all capped neighbourhoods pass through.
    capped: Node,
}

impl Nodes {
    fn of(problem: &Problem) -> Self {
        let first_offer = 1 + problem.families.len();
        let first_neighbourhood = first_offer + problem.offers.len();
        Self {
            first_offer,
            first_neighbourhood,
            capped: first_neighbourhood + problem.neighbourhoods.len(),
        }
    }
}

/// Ways from the neighbourhoods to the end, each family dearer than the one before.
fn leave_neighbourhoods(network: &mut Network, problem: &Problem, placed: Option<u32>) {
    let nodes = Nodes::of(problem);
    let mut vacancies = vec![0_u32; problem.neighbourhoods.len()];
    for offer in &problem.offers {
        vacancies[offer.neighbourhood] += offer.vacancies;
    }
    let present: u32 = problem.neighbourhoods.iter().map(|one| one.present).sum();
    let vacant = problem.neighbourhoods.iter().zip(vacancies);
    for (from, (neighbourhood, vacancies)) in (nodes.first_neighbourhood..).zip(vacant) {
        let to = match problem.capped_at {
            Some(_) if neighbourhood.is_capped => nodes.capped,
            _ => END,
        };
        let Some(placed) = placed else {
            network.connect(from, to, free(vacancies));
            continue;
        };
        for come in 0..vacancies.min(placed) {
            let cost = one_more(neighbourhood, come, present + placed);
            network.connect(from, to, one_at(cost));
        }
    }
}

/// One unit may pass.
fn one_at(cost: Cost) -> Fare {
    Fare { room: 1, cost }
}

/// So many units may pass without cost.
fn free(room: u32) -> Fare {
    Fare { room, cost: 0 }
}

/// The cost of leaving a family without a home: more than any home, most for the greatest danger.
fn left_out(danger: u32) -> Cost {
    let danger = Cost::from(danger.min((1 << DANGER_BITS) - 1));
    ((1 << DANGER_BITS) + danger) << (UNEVENNESS_BITS + DISTANCE_BITS)
}

/// What one more family adds to the unevenness when `come` have come and X live in all:
/// `((x + 1 − X·w)² − (x − X·w)²) / (X·w)`, which is `(2x + 1) / (X·w) − 2`. The 2 is left out: every
/// family that is placed would add it.
fn one_more(neighbourhood: &Neighbourhood, come: u32, families: u32) -> Cost {
    let expected = f64::from(families) * neighbourhood.share;
    let added = f64::from(2 * (neighbourhood.present + come) + 1) / expected;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a float becomes the nearest whole number that there is"
    )]
    let cost = (added * UNEVENNESS_UNIT).round() as Cost;
    cost << DISTANCE_BITS
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::super::{Choice, Family, Offer, PlanValue, plan_value};
    use super::*;

    pub(in super::super) fn problems() -> impl Strategy<Value = Problem> {
        let choice = prop::option::weighted(0.7, 0..4_u32);
        let family =
            (0..3_u32, prop::collection::vec(choice, 4)).prop_map(|(danger, distances)| {
                let chosen = distances.into_iter().enumerate();
                Family {
                    danger: danger * 10,
                    choices: chosen
                        .filter_map(|(offer, distance)| Some((offer, distance?)))
                        .map(|(offer, distance)| Choice {
                            offer,
                            distance_m: distance * 100,
                        })
                        .collect(),
                }
            });
        let offer = (0..3_usize, 0..3_u32).prop_map(|(neighbourhood, vacancies)| Offer {
            neighbourhood,
            vacancies,
        });
        let neighbourhood = (1..5_u32, 0..4_u32, any::<bool>());
        (
            prop::collection::vec(family, 1..6),
            prop::collection::vec(offer, 4),
            prop::collection::vec(neighbourhood, 3),
            prop::option::of(0..3_u32),
        )
            .prop_map(|(families, offers, neighbourhoods, capped_at)| {
                let homes: u32 = neighbourhoods.iter().map(|(homes, ..)| homes).sum();
                let neighbourhoods = neighbourhoods.into_iter();
                Problem {
                    families,
                    offers,
                    neighbourhoods: neighbourhoods
                        .map(|(of, present, is_capped)| Neighbourhood {
                            share: f64::from(of) / f64::from(homes),
                            present,
                            is_capped,
                        })
                        .collect(),
                    capped_at,
                    limits: Vec::new(),
                }
            })
    }

    /// The best value of all plans that there are.
    pub(in super::super) fn best_of_all(problem: &Problem) -> PlanValue {
        let mut plans: Vec<Plan> = vec![Vec::new()];
        for family in &problem.families {
            let choices = || std::iter::once(None).chain((0..family.choices.len()).map(Some));
            plans = plans
                .iter()
                .flat_map(|plan| choices().map(|next| [plan.as_slice(), &[next]].concat()))
                .collect();
        }
        let values = plans.iter().filter_map(|plan| plan_value(problem, plan));
        values
            .reduce(|best, other| {
                if other.is_better_than(&best) {
                    other
                } else {
                    best
                }
            })
            .expect("to place nobody is a plan")
    }

    proptest! {
        #[test]
        fn no_plan_found_by_trying_all_is_better(problem in problems()) {
            let value = plan_value(&problem, &place(&problem)).expect("the plan can be made");

            prop_assert!(!best_of_all(&problem).is_better_than(&value));
        }
    }

    #[test]
    fn nobody_to_place_and_nowhere_to_go_are_no_error() {
        let nobody = Problem::default();
        assert!(place(&nobody).is_empty());

        let nowhere = Problem {
            families: vec![Family {
                danger: 5,
                choices: Vec::new(),
            }],
            ..Problem::default()
        };
        assert_eq!(place(&nowhere), [None]);
    }

    #[test]
    fn a_family_makes_room_for_another_that_has_no_other_choice() {
        let near = |offer, distance_m| Choice { offer, distance_m };
        let problem = Problem {
            families: vec![
                Family {
                    danger: 0,
                    choices: vec![near(0, 100), near(1, 900)],
                },
                Family {
                    danger: 0,
                    choices: vec![near(0, 100)],
                },
            ],
            offers: vec![
                Offer {
                    neighbourhood: 0,
                    vacancies: 1,
                },
                Offer {
                    neighbourhood: 0,
                    vacancies: 1,
                },
            ],
            neighbourhoods: vec![Neighbourhood {
                share: 1.0,
                present: 0,
                is_capped: false,
            }],
            ..Problem::default()
        };

        assert_eq!(place(&problem), [Some(1), Some(0)]);
    }
}
