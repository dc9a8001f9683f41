//! What each of two cities would be with the other's distribution.

use super::super::{Counts, Undefined, Unit, inference::quantile};

/// What is taken from the other city, at the same rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counterfactual {
    /// The group's share p; totals stay.
    Composition,
    /// The unit's part of the group x/X and of the others y/Y.
    Share,
    /// The shares p and 1 − p, each by its own rank.
    DualComposition,
}

/// Both cities with the distribution of the other, units in their order.
///
/// A unit of rank r (equal values share the mean of their ranks, over n) takes the r-quantile of
/// the other city. Shares are scaled so that X and Y are kept. Counts become measured quantities.
///
/// # Errors
/// Where either city has nobody of the group, or nobody else, or one inhabited unit.
///
/// Source: Rey, Cortes and Knaap 2021.
///
/// Two cities alike stay as they are.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, change::{Counterfactual, counterfactual}};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let a = Counts::households(vec![unit("A", 2.0, 8.0), unit("B", 4.0, 8.0)])?;
/// let [as_other, _] = counterfactual([&a, &a], Counterfactual::Composition).unwrap();
/// // Ranks ½ and 1 of shares ¼ and ½: the middle and the largest of the other.
/// assert_eq!((as_other.units()[0].group, as_other.units()[1].group), (3.0, 4.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn counterfactual(sides: [&Counts; 2], way: Counterfactual) -> Result<[Counts; 2], Undefined> {
    for side in sides {
        side.sums()?;
    }
    let taken = |own: &Counts, other: &Counts| {
        let pairs = match way {
            Counterfactual::Composition => composition(own, other),
            Counterfactual::Share => shares(own, other),
            Counterfactual::DualComposition => both_compositions(own, other),
        };
        own.with(pairs)
    };
    Ok([taken(sides[0], sides[1]), taken(sides[1], sides[0])])
}

/// Group and total of each unit.
type Pairs = Vec<(f64, f64)>;

fn composition(own: &Counts, other: &Counts) -> Pairs {
    let taken = swapped(&each(own, share), &each(other, share));
    let units = own.units().iter().zip(taken);
    units
        .map(|(unit, share)| (share * unit.total, unit.total))
        .collect()
}

fn both_compositions(own: &Counts, other: &Counts) -> Pairs {
    let group = swapped(&each(own, share), &each(other, share));
    let others = swapped(&each(own, rest_share), &each(other, rest_share));
    let units = own.units().iter().zip(group.iter().zip(&others));
    units
        .map(|(unit, (group, others))| {
            let (group, others) = (group * unit.total, others * unit.total);
            (group, group + others)
        })
        .collect()
}

fn shares(own: &Counts, other: &Counts) -> Pairs {
    let side = |of: fn(&Unit) -> f64| {
        let parts = |counts: &Counts| {
            let values = each(counts, of);
            let sum: f64 = values.iter().sum();
            values.iter().map(|value| value / sum).collect::<Vec<f64>>()
        };
        let taken = swapped(&parts(own), &parts(other));
        let (sum, kept) = (taken.iter().sum::<f64>(), each(own, of).iter().sum::<f64>());
        taken
            .iter()
            .map(|part| part / sum * kept)
            .collect::<Vec<f64>>()
    };
    let (group, others) = (
        side(|unit| unit.group),
        side(|unit| unit.total - unit.group),
    );
    let units = group.iter().zip(&others);
    units
        .map(|(group, others)| (*group, group + others))
        .collect()
}

fn each(counts: &Counts, of: fn(&Unit) -> f64) -> Vec<f64> {
    counts.units().iter().map(of).collect()
}

fn share(unit: &Unit) -> f64 {
    if unit.total > 0.0 {
        unit.group / unit.total
    } else {
        0.0
    }
}

fn rest_share(unit: &Unit) -> f64 {
    if unit.total > 0.0 {
        (unit.total - unit.group) / unit.total
    } else {
        0.0
    }
}

/// For each own value the other's value of the same rank.
fn swapped(own: &[f64], other: &[f64]) -> Vec<f64> {
    let mut other = other.to_vec();
    other.sort_unstable_by(f64::total_cmp);
    ranks(own)
        .into_iter()
        .map(|rank| quantile(&other, rank))
        .collect()
}

/// Mean ranks from 1 to n, over n.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let count = super::super::inference::number;
    let rank = |value: &f64| {
        let first = sorted.partition_point(|other| other < value) + 1;
        let last = sorted.partition_point(|other| other <= value);
        f64::midpoint(count(first), count(last)) / count(sorted.len())
    };
    values.iter().map(rank).collect()
}
