//! The least and the most that a cell can be, as no count is below nought.

use jalon::domain::{HouseholdTable, Publication};
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome, Variable};

use super::{
    Tally,
    algebra::{columns, equations, keys},
    city::City,
};

/// Small cells looked at in one city.
const CELLS: usize = 12;

/// Looks for small cells of a leaf that can be one number only.
pub(super) fn attack(
    city: &City,
    (truth, read, least): (usize, &[&Publication], u32),
    tally: &mut Tally,
) {
    let small = keys().flat_map(|key| (0..city.leaves.len()).map(move |leaf| (key, leaf)));
    let small = small
        .filter(|(key, leaf)| (1..i64::from(least)).contains(&city.count(truth, *key, &[*leaf])));
    for (key, leaf) in small.take(CELLS) {
        tally.cells += 1;
        let bound = |way| extreme(city, (truth, read), (way, key, leaf));
        let (least, most) = (
            bound(OptimizationDirection::Minimize),
            bound(OptimizationDirection::Maximize),
        );
        if most - least < 1e-6 {
            tally
                .found
                .push(format!("bounds: {key:?} leaf {leaf}: {most}"));
        }
    }
}

fn extreme(
    city: &City,
    (truth, read): (usize, &[&Publication]),
    (way, key, leaf): (OptimizationDirection, (HouseholdTable, usize), usize),
) -> f64 {
    let mut problem = Problem::new(way);
    let asked = columns(key, leaf);
    let last = columns(
        (
            HouseholdTable::Wish,
            HouseholdTable::Wish.classes().len() - 1,
        ),
        city.leaves.len() - 1,
    );
    let everybody: Vec<usize> = (0..city.leaves.len()).collect();
    let all = city.count(truth, (HouseholdTable::All, 0), &everybody);
    let most = f64::from(i32::try_from(all).unwrap()) * 2.0;
    let cells: Vec<Variable> = (0..=last[0])
        .map(|column| problem.add_var(if asked.contains(&column) { 1.0 } else { 0.0 }, (0.0, most)))
        .collect();
    for (leaves, sums) in equations(city, read) {
        let sign = |times: u64| if times == 1 { 1.0 } else { -1.0 };
        let pairs = leaves
            .iter()
            .flat_map(|leaf| sums.iter().map(move |sum| (leaf, sum)));
        let terms = pairs.flat_map(|(leaf, (key, times))| {
            let columns = columns(*key, *leaf).into_iter();
            columns.map(|column| (cells[column], sign(*times)))
        });
        let terms: Vec<(Variable, f64)> = terms.collect();
        let known = sums.iter().map(|(key, times)| {
            let count = i32::try_from(city.count(truth, *key, &leaves)).unwrap();
            sign(*times) * f64::from(count)
        });
        problem.add_constraint(terms, ComparisonOp::Eq, known.sum());
    }
    match problem.solve().unwrap() {
        SolveOutcome::Solution(solution) => solution.objective(),
        SolveOutcome::Interrupted(_) => panic!("no time limit was set"),
    }
}
