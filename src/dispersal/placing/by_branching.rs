//! The plan under limits that cross the neighbourhoods, such as one landlord's homes all over a city.
//!
//! Such limits are no part of a flow. The plan without them is tried first: where it keeps them it
//! is the best. Otherwise a mixed integer programme is solved, objective after objective, each held
//! while the next is improved. The costs of an even spread rise with each family, so one variable
//! for each further family makes them linear, and exact.
//!
//! Source: unit increments of separable convex costs, Ahuja, Magnanti and Orlin, *Network Flows*
//! (1993), section 14.3; solved by branch and bound on the simplex method.

use std::collections::BTreeMap;

use microlp::{
    ComparisonOp::{Eq, Ge, Le},
    OptimizationDirection, Solution, SolveOptions, Variable,
};

use super::{Choice, Plan, PlanValue, Problem, by_flow, place_greedily, plan_value};

/// Boxes that one objective may be searched in; most problems need one to twenty. A count, not a
/// clock, so that the same question always has the same answer.
const MOST_NODES: u64 = 400;

/// Choices of all families together beyond which the programme is not tried: its first solution alone
/// would take minutes.
const MOST_CHOICES: usize = 12_000;

/// A longer distance counts as this one, as in a flow.
const FARTHEST_M: u32 = 100_000;

/// How far above the best unevenness the plan of the shortest ways may lie.
const SAME_UNEVENNESS: f64 = 5e-8;

/// A plan, and what is proven of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The plan.
    pub plan: Plan,
    /// What is proven of it.
    pub proof: Proof,
}

/// What is proven of a plan, objective by objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// No other plan is known to be better, and none is proven not to be.
    None,
    /// No plan houses more families, or families in greater danger.
    Housed,
    /// The same, and none of those is more even.
    Even,
    /// The same, and none of those has shorter ways: the best plan.
    Best,
}

/// The best plan under all limits, or the best one found in a bounded search, with what is proven.
///
/// Without limits, or where the best plan without them keeps them, it is that of
/// [`place`](super::place).
///
/// One landlord has both homes and may be asked for one, so one family stays without:
///
/// ```
/// use jalon::dispersal::placing::{
///     Choice, Family, Limit, Neighbourhood, Offer, Problem, Proof, place_within_limits,
/// };
/// let choices = vec![
///     Choice { offer: 0, distance_m: 800 },
///     Choice { offer: 1, distance_m: 500 },
/// ];
/// let home = Offer { neighbourhood: 0, vacancies: 1 };
/// let problem = Problem {
///     families: vec![
///         Family { danger: 82, choices: choices.clone() },
///         Family { danger: 40, choices },
///     ],
///     offers: vec![home, home],
///     neighbourhoods: vec![Neighbourhood { share: 1.0, present: 0, is_capped: false }],
///     limits: vec![Limit { offers: vec![0, 1], most: 1 }],
///     ..Problem::default()
/// };
/// let placed = place_within_limits(&problem);
/// assert_eq!(placed.plan, [Some(1), None]);
/// assert_eq!(placed.proof, Proof::Best);
/// ```
#[must_use]
pub fn place_within_limits(problem: &Problem) -> Placed {
    let free = by_flow::place(problem);
    let Some(mut bound) = plan_value(&without_limits(problem), &free) else {
        // The flow keeps all it knows of; what it knows not of are the limits, taken away here.
        return Placed {
            plan: vec![None; free.len()],
            proof: Proof::None,
        };
    };
    let mut best = Placed {
        plan: kept(problem, free),
        proof: Proof::None,
    };
    if !bound.is_better_than(&value(problem, &best.plan)) {
        best.proof = Proof::Best;
        return best;
    }
    let choices: usize = problem.families.iter().map(|one| one.choices.len()).sum();
    if choices > MOST_CHOICES {
        best.plan = better_of(problem, best.plan, place_greedily(problem));
        return best;
    }
    let housed = by_flow::house(problem);
    let held = housed.as_ref().map_or(Held::Danger, |_| Held::EachDanger);
    if let Some(housed) = housed {
        // What no plan within the limits surpasses; how even it may be, a flow cannot tell.
        let value = value(problem, &housed);
        (bound.placed, bound.danger) = (value.placed, value.danger);
        best.plan = better_of(problem, best.plan, housed);
    }
    let mut all_proven = true;
    for goal in Goal::IN_ORDER {
        if !goal.is_reached(&value(problem, &best.plan), &bound) {
            let found = improved(problem, (goal, held), &best.plan);
            all_proven &= found.as_ref().is_some_and(|found| found.is_proven);
            best.plan = found.map_or(best.plan, |found| found.plan);
        }
        // A goal that is not proven is still held while the next ones are improved.
        if all_proven {
            best.proof = goal.proof();
        }
    }
    best
}

/// The better one of two plans that can be made.
fn better_of(problem: &Problem, one: Plan, other: Plan) -> Plan {
    if value(problem, &other).is_better_than(&value(problem, &one)) {
        other
    } else {
        one
    }
}

fn without_limits(problem: &Problem) -> Problem {
    Problem {
        limits: Vec::new(),
        ..problem.clone()
    }
}

/// The value of a plan that is known to be possible.
fn value(problem: &Problem, plan: &Plan) -> PlanValue {
    plan_value(problem, plan).unwrap_or(PlanValue::NOBODY)
}

/// The moves of a plan that can all be made, those who live in the greatest danger first.
fn kept(problem: &Problem, plan: Plan) -> Plan {
    if plan_value(problem, &plan).is_some() {
        return plan;
    }
    let mut order: Vec<usize> = (0..plan.len()).collect();
    order.sort_by_key(|&family| std::cmp::Reverse(problem.families[family].danger));
    let mut kept: Plan = vec![None; plan.len()];
    for family in order {
        kept[family] = plan[family];
        if plan_value(problem, &kept).is_none() {
            kept[family] = None;
        }
    }
    kept
}

/// What is improved while the goals before it are held.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Goal {
    Most,
    Danger,
    Even,
    Near,
}

impl Goal {
    const IN_ORDER: [Self; 4] = [Self::Most, Self::Danger, Self::Even, Self::Near];

    fn proof(self) -> Proof {
        match self {
            Self::Most => Proof::None,
            Self::Danger => Proof::Housed,
            Self::Even => Proof::Even,
            Self::Near => Proof::Best,
        }
    }

    /// A value without what later goals are about.
    fn alone(self, value: PlanValue) -> PlanValue {
        PlanValue {
            placed: value.placed,
            danger: if self < Self::Danger { 0 } else { value.danger },
            unevenness: if self < Self::Even {
                0.0
            } else {
                value.unevenness
            },
            distance_m: if self < Self::Near {
                0
            } else {
                value.distance_m
            },
        }
    }

    /// Whether a plan is as good in this as one under fewer limits, which no plan can surpass.
    fn is_reached(self, known: &PlanValue, bound: &PlanValue) -> bool {
        match self {
            Self::Most => known.placed >= bound.placed,
            Self::Danger => known.placed == bound.placed && known.danger >= bound.danger,
            Self::Even | Self::Near => false,
        }
    }
}

/// How it is held that those in the greatest danger are housed, while the next goals are improved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// The dangers left behind, summed, are as great as is known to be possible.
    Danger,
    /// Of each danger as many families are housed as in the known plan. Families that can be housed
    /// together under limits that a flow can tell are the independent sets of a matroid (a gammoid),
    /// and of its heaviest bases each has as many members of each weight.
    EachDanger,
}

/// A plan that was found.
struct Found {
    plan: Plan,
    is_proven: bool,
}

/// A plan that is as good as the one known in all goals before this one, and no worse in this one.
/// `None` where the solver fails.
fn improved(problem: &Problem, (goal, held): (Goal, Held), known: &Plan) -> Option<Found> {
    let programme = Programme::of(problem, (goal, held), known);
    let mut options = SolveOptions::default();
    options.node_limit = Some(MOST_NODES);
    options.warm_start = Some(programme.start(known));
    let outcome = programme.rows.solve_with(options).ok()?;
    let is_proven = outcome.is_optimal();
    let plan = programme.plan(outcome.solution()?);
    let found = plan_value(problem, &plan)?;
    let known_value = value(problem, known);
    if known_value.is_better_than(&found) {
        // Of plans that are equal in this goal the solver may take one that a later goal puts behind:
        // what it has proven holds for the known one too.
        let (known_so_far, found_so_far) = (goal.alone(known_value), goal.alone(found));
        return Some(Found {
            plan: known.clone(),
            is_proven: is_proven && !known_so_far.is_better_than(&found_so_far),
        });
    }
    Some(Found { plan, is_proven })
}

/// A problem as a mixed integer programme.
struct Programme {
    rows: microlp::Problem,
    /// One for each choice of each family: 1 where it is taken.
    choices: Vec<Vec<Variable>>,
    /// Those of each neighbourhood's further families, with the neighbourhoods of all choices.
    further: Vec<Vec<Variable>>,
    /// The neighbourhood of each choice of each family.
    places: Vec<Vec<usize>>,
}

impl Programme {
    fn of(problem: &Problem, (goal, held): (Goal, Held), known: &Plan) -> Self {
        let value = value(problem, known);
        let mut programme = Self::with_choices(problem, goal);
        programme.limit_families(value.placed, goal);
        programme.limit_offers(problem);
        if goal > Goal::Danger && value.placed < problem.families.len() {
            match held {
                Held::Danger => programme.hold_danger(problem, &value),
                Held::EachDanger => programme.hold_each_danger(problem, known),
            }
        }
        if goal >= Goal::Even {
            programme.count_further(problem, (goal, value.placed), known);
        }
        programme
    }

    fn with_choices(problem: &Problem, goal: Goal) -> Self {
        let direction = match goal {
            Goal::Most | Goal::Danger => OptimizationDirection::Maximize,
            Goal::Even | Goal::Near => OptimizationDirection::Minimize,
        };
        let mut rows = microlp::Problem::new(direction);
        let (mut choices, mut places) = (Vec::new(), Vec::new());
        for family in &problem.families {
            let worth = |choice: &Choice| match goal {
                Goal::Most => 1.0,
                Goal::Danger => f64::from(family.danger),
                Goal::Even => 0.0,
                Goal::Near => f64::from(choice.distance_m.min(FARTHEST_M)),
            };
            let chosen = family.choices.iter();
            choices.push(
                chosen
                    .map(|choice| rows.add_binary_var(worth(choice)))
                    .collect(),
            );
            let there = family.choices.iter();
            places.push(
                there
                    .map(|choice| problem.offers[choice.offer].neighbourhood)
                    .collect(),
            );
        }
        Self {
            rows,
            choices,
            further: Vec::new(),
            places,
        }
    }

    /// Each family one home, and as many families as are known to find one.
    fn limit_families(&mut self, placed: usize, goal: Goal) {
        let all_placed = goal > Goal::Most && placed == self.choices.len();
        for choices in &self.choices {
            let sum = choices.iter().map(|&variable| (variable, 1.0));
            let how = if all_placed { Eq } else { Le };
            self.rows.add_constraint(sum, how, 1.0);
        }
        if goal > Goal::Most && !all_placed {
            let all = self.choices.iter().flatten();
            let sum = all.map(|&variable| (variable, 1.0));
            self.rows.add_constraint(sum, Eq, whole(placed));
        }
    }

    /// The vacancies of each offer, the cap and the limits.
    fn limit_offers(&mut self, problem: &Problem) {
        let mut asked: Vec<Vec<Variable>> = vec![Vec::new(); problem.offers.len()];
        for (family, choices) in problem.families.iter().zip(&self.choices) {
            for (choice, &variable) in family.choices.iter().zip(choices) {
                asked[choice.offer].push(variable);
            }
        }
        for (offer, asked) in problem.offers.iter().zip(&asked) {
            self.at_most(asked, offer.vacancies);
        }
        let of = |offers: &mut dyn Iterator<Item = usize>| -> Vec<Variable> {
            offers
                .flat_map(|offer| asked[offer].iter().copied())
                .collect()
        };
        let is_capped = |offer: &usize| {
            let there = problem.offers[*offer].neighbourhood;
            problem.neighbourhoods[there].is_capped
        };
        let capped = of(&mut (0..problem.offers.len()).filter(is_capped));
        let limits = problem.limits.iter();
        let limits: Vec<(Vec<Variable>, u32)> = limits
            .map(|limit| (of(&mut limit.offers.iter().copied()), limit.most))
            .chain(problem.capped_at.map(|most| (capped, most)))
            .collect();
        for (asked, most) in limits {
            self.at_most(&asked, most);
        }
    }

    fn at_most(&mut self, variables: &[Variable], most: u32) {
        if variables.len() > most as usize {
            let sum = variables.iter().map(|&variable| (variable, 1.0));
            self.rows.add_constraint(sum, Le, f64::from(most));
        }
    }

    /// Those who are placed leave as much danger behind as is known to be possible. Dangers are
    /// whole, so half a unit less is none less.
    fn hold_danger(&mut self, problem: &Problem, value: &PlanValue) {
        let families = problem.families.iter().zip(&self.choices);
        let sum = families.flat_map(|(family, choices)| {
            let danger = f64::from(family.danger);
            choices.iter().map(move |&variable| (variable, danger))
        });
        #[allow(
            clippy::cast_precision_loss,
            reason = "10,000 families of the greatest danger stay far below 2^53"
        )]
        let held = value.danger as f64 - 0.5;
        self.rows.add_constraint(sum.collect::<Vec<_>>(), Ge, held);
    }

    /// Of each danger as many families as in the known plan.
    fn hold_each_danger(&mut self, problem: &Problem, known: &Plan) {
        let mut asked: BTreeMap<u32, (Vec<Variable>, usize)> = BTreeMap::new();
        let families = problem.families.iter().zip(&self.choices);
        for ((family, choices), taken) in families.zip(known) {
            let (variables, housed) = asked.entry(family.danger).or_default();
            variables.extend(choices);
            *housed += usize::from(taken.is_some());
        }
        for (variables, housed) in asked.into_values() {
            let sum = variables.into_iter().map(|variable| (variable, 1.0));
            self.rows.add_constraint(sum, Eq, whole(housed));
        }
    }

    /// Each neighbourhood's families one by one, each dearer than the one before.
    fn count_further(&mut self, problem: &Problem, (goal, placed): (Goal, usize), known: &Plan) {
        let mut vacancies = vec![0_usize; problem.neighbourhoods.len()];
        for offer in &problem.offers {
            vacancies[offer.neighbourhood] += offer.vacancies as usize;
        }
        let present: u32 = problem.neighbourhoods.iter().map(|one| one.present).sum();
        let families = f64::from(present) + whole(placed);
        let priced = if goal == Goal::Even { 1.0 } else { 0.0 };
        let mut dear = Vec::new();
        for (neighbourhood, vacancies) in problem.neighbourhoods.iter().zip(vacancies) {
            let costs = (neighbourhood.present..).take(vacancies.min(placed));
            let costs = costs
                .map(|there| (2.0 * f64::from(there) + 1.0) / (families * neighbourhood.share));
            let mut further = Vec::new();
            for cost in costs {
                let variable = self.rows.add_var(cost * priced, (0.0, 1.0));
                dear.push((variable, cost));
                further.push(variable);
            }
            self.further.push(further);
        }
        self.balance();
        if goal == Goal::Near {
            let held = self.priced(known, &dear) + SAME_UNEVENNESS;
            self.rows.add_constraint(dear, Le, held);
        }
    }

    /// As many further families in each neighbourhood as choices taken there.
    fn balance(&mut self) {
        let mut come: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); self.further.len()];
        let chosen = self.choices.iter().flatten();
        for (&variable, &there) in chosen.zip(self.places.iter().flatten()) {
            come[there].push((variable, 1.0));
        }
        for (mut come, further) in come.into_iter().zip(&self.further) {
            come.extend(further.iter().map(|&variable| (variable, -1.0)));
            if !come.is_empty() {
                self.rows.add_constraint(come, Eq, 0.0);
            }
        }
    }

    /// What a plan's further families cost: the first of each neighbourhood are the cheapest.
    fn priced(&self, plan: &Plan, dear: &[(Variable, f64)]) -> f64 {
        let mut come = vec![0_usize; self.further.len()];
        for (choice, places) in plan.iter().zip(&self.places) {
            if let Some(choice) = choice {
                come[places[*choice]] += 1;
            }
        }
        let mut dear = dear.iter();
        let neighbourhoods = self.further.iter().zip(come);
        neighbourhoods
            .map(|(further, come)| {
                let costs = dear.by_ref().take(further.len());
                let costs: Vec<f64> = costs.map(|(_, cost)| *cost).collect();
                costs.iter().take(come).sum::<f64>()
            })
            .sum()
    }

    /// A known plan as values of the choices.
    fn start(&self, plan: &Plan) -> Vec<(Variable, f64)> {
        let families = self.choices.iter().zip(plan);
        families
            .flat_map(|(choices, taken)| {
                let numbered = choices.iter().enumerate();
                numbered
                    .map(|(at, &variable)| (variable, if *taken == Some(at) { 1.0 } else { 0.0 }))
            })
            .collect()
    }

    /// The plan of a solution: its choices lie within a hair of 0 and 1.
    fn plan(&self, solution: &Solution) -> Plan {
        let taken = |choices: &Vec<Variable>| {
            choices
                .iter()
                .position(|&variable| solution.var_value(variable) > 0.5)
        };
        self.choices.iter().map(taken).collect()
    }
}

/// A number of families, below 2^32.
fn whole(families: usize) -> f64 {
    u32::try_from(families).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests;
