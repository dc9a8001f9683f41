//! What chance alone would make of D: with few households, a lot.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{
    Counts, Undefined,
    inference::number,
    probability::{Binomial, hypergeometric},
};

/// The mean of D if the programme's homes were drawn by lot among all homes, 0 to 1.
///
/// With X homes drawn among T and t of them in a unit, the number x drawn there is hypergeometric,
/// and `E|x − Xt/T| = 2v(T − X − t + v)·P(x = v)/T` with v = ⌊Xt/T⌋ + 1; summed over the units and
/// divided by 2TP(1 − P), P = X/T. Exact, without drawing. Totals of a census sample are rounded
/// to whole households first.
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, one inhabited unit, or measured quantities.
///
/// Source: Frame 1945 and Ramasubban 1958 for the mean deviation, Carrington and Troske 1997 for
/// the comparison; log-probabilities after Loader 2000, good to about 1e-14.
///
/// One household among 2 + 2: wherever it lives, D is ½(|1 − 1/3| + |0 − 2/3|) = 2/3.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, chance_dissimilarity};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 1.0, 2.0), unit("B", 0.0, 2.0)])?;
/// assert!((chance_dissimilarity(&counts).unwrap() - 2.0 / 3.0).abs() < 1e-14);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn chance_dissimilarity(counts: &Counts) -> Result<f64, Undefined> {
    let (homes, group) = whole_homes(counts)?;
    let total: f64 = homes.iter().sum();
    let inhabited = homes.iter().filter(|&&homes| homes > 0.0);
    // Units of a country share a few thousand sizes; each size is worked out once.
    let mut of_size: HashMap<u64, f64> = HashMap::new();
    let apart: f64 = inhabited
        .map(|&homes| {
            *of_size
                .entry(homes.to_bits())
                .or_insert_with(|| mean_deviation(total, group, homes))
        })
        .sum();
    Ok(apart / (2.0 * group * (1.0 - group / total)))
}

/// Whole homes of every unit, and the group among them.
pub(super) fn whole_homes(counts: &Counts) -> Result<(Vec<f64>, f64), Undefined> {
    let group = counts.whole_sums()?.group;
    let units = counts.units().iter();
    let homes: Vec<f64> = units
        .map(|unit| unit.total.round().max(unit.group))
        .collect();
    if homes.iter().sum::<f64>() <= group {
        return Err(Undefined::OnlyGroup);
    }
    Ok((homes, group))
}

/// Most terms that the pairwise mean of the Gini index is allowed, about half a second of work.
const MOST_TERMS: f64 = 1e6;
/// Standard deviations either side of the mean beyond which no count adds to a sum of doubles.
const FAR: f64 = 9.0;

/// The mean of the Gini index if the programme's homes were drawn by lot, 0 to 1.
///
/// Up to a million terms it is exact, with both margins fixed: for two units together holding
/// s of the draws, the number in the first is hypergeometric, so the mean of |pᵢ − pⱼ| is the sum
/// over s of [`chance_dissimilarity`]'s closed form. Beyond, each unit is taken to draw by itself
/// with chance P; the mean then differs by less than one part in X.
///
/// # Errors
/// As [`chance_dissimilarity`].
///
/// Source: Carrington and Troske 1997 for the comparison.
///
/// One household among 2 + 2: G = 2·2·½ / (4²·¼·¾) = 2/3 wherever it lives.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, chance_gini};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 1.0, 2.0), unit("B", 0.0, 2.0)])?;
/// assert!((chance_gini(&counts).unwrap() - 2.0 / 3.0).abs() < 1e-14);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn chance_gini(counts: &Counts) -> Result<f64, Undefined> {
    let (mut homes, group) = whole_homes(counts)?;
    homes.retain(|&homes| homes > 0.0);
    let total: f64 = homes.iter().sum();
    let share = group / total;
    let scale = total * total * share * (1.0 - share);
    let apart = if terms(&homes, group, total) <= MOST_TERMS {
        by_pairs(&homes, group, total)
    } else {
        by_levels(&homes, share)
    };
    Ok(apart / scale)
}

/// About how many terms [`by_pairs`] sums.
fn terms(homes: &[f64], group: f64, total: f64) -> f64 {
    let width = |homes: f64| (FAR * 2.0 * (2.0 * homes * group / total).sqrt() + 20.0).min(group);
    let widths: f64 = homes.iter().map(|&homes| width(homes)).sum();
    widths * number(homes.len()) / 2.0
}

/// `Σ E|xᵢtⱼ − xⱼtᵢ|` over pairs counted once, margins fixed.
fn by_pairs(homes: &[f64], group: f64, total: f64) -> f64 {
    let with_earlier = |(at, &a): (usize, &f64)| {
        let earlier = homes[..at].iter();
        earlier.map(|&b| pair_gap(a, b, group, total)).sum::<f64>()
    };
    let gaps: Vec<f64> = homes.par_iter().enumerate().map(with_earlier).collect();
    gaps.iter().sum()
}

/// `E|xᵢtⱼ − xⱼtᵢ| = (tᵢ + tⱼ)·E|xᵢ − s·tᵢ/(tᵢ + tⱼ)|`, over the sum s that both units drew.
fn pair_gap(a: f64, b: f64, group: f64, total: f64) -> f64 {
    let both = a + b;
    let mean = group * both / total;
    let reach = FAR * (mean + 1.0).sqrt() + FAR;
    let (mut drawn, last) = (
        (mean - reach).floor().max(1.0).max(group - (total - both)),
        (mean + reach).ceil().min(group).min(both),
    );
    let mut gap = 0.0;
    while drawn <= last {
        let chance = if both >= total {
            1.0
        } else {
            hypergeometric(total, group, both, drawn)
        };
        gap += chance * mean_deviation(both, drawn, a);
        drawn += 1.0;
    }
    both * gap
}

/// The same with independent units: the parts of the city below and above each level of p.
///
/// `Σᵢⱼ tᵢtⱼ E|pᵢ − pⱼ| = 2∫ [(Σ tF)(Σ t(1 − F)) − Σ t²F(1 − F)] dp`, F the distribution of p.
fn by_levels(homes: &[f64], share: f64) -> f64 {
    let mut steps: Vec<(f64, f64, u32)> = Vec::new();
    for (unit, &homes) in (0..).zip(homes) {
        let draws = Binomial::new(homes, share);
        steps.extend(
            draws
                .chances()
                .map(|(count, chance)| (count / homes, chance, unit)),
        );
    }
    steps.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = homes.iter().sum();
    let mut below = vec![0.0; homes.len()];
    let (mut left, mut own, mut area, mut level) = (0.0, 0.0, 0.0, 0.0);
    for (next, chance, unit) in steps {
        area += (next - level) * (left * (total - left) - own);
        level = next;
        let (at, weight) = (unit as usize, homes[unit as usize]);
        own -= weight * weight * below[at] * (1.0 - below[at]);
        below[at] = f64::min(below[at] + chance, 1.0);
        own += weight * weight * below[at] * (1.0 - below[at]);
        left += weight * chance;
    }
    area
}

/// `E|x − Xt/T|` for X draws among T of which t count.
fn mean_deviation(total: f64, group: f64, homes: f64) -> f64 {
    let v = (group * homes / total).floor() + 1.0;
    if v > group.min(homes) {
        // Every home of the city lies here or all draws do: x is certain.
        return 0.0;
    }
    2.0 * v * (total - group - homes + v) / total * hypergeometric(total, group, homes, v)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::counts::tests::counts, *};

    /// n choose k, exact for the small numbers below.
    fn choose(n: u32, k: u32) -> f64 {
        (0..k)
            .map(|i| f64::from(n - i) / f64::from(i + 1))
            .product()
    }

    #[test]
    fn both_ways_to_the_mean_gini_agree_where_households_are_many() {
        let homes = [400.0, 900.0, 2_500.0, 1_300.0, 700.0, 3_100.0];
        let (group, total) = (900.0, 8_900.0);

        let (pairs, levels) = (
            by_pairs(&homes, group, total),
            by_levels(&homes, group / total),
        );

        assert!(
            (pairs / levels - 1.0).abs() < 1.0 / group,
            "{pairs} {levels}"
        );
    }

    #[test]
    fn the_mean_gini_is_the_mean_over_all_ways_to_draw() {
        // Two of 2 + 1 + 1 homes: 6 equally likely ways.
        let index = |x: [f64; 3]| {
            let t = [2.0, 1.0, 1.0];
            let pairs = [(0, 1), (0, 2), (1, 2)];
            let apart = pairs.map(|(i, j): (usize, usize)| (x[i] * t[j] - x[j] * t[i]).abs());
            apart.iter().sum::<f64>() / (16.0 * 0.25)
        };
        let ways = [
            index([2.0, 0.0, 0.0]),
            2.0 * index([1.0, 1.0, 0.0]),
            2.0 * index([1.0, 0.0, 1.0]),
            index([0.0, 1.0, 1.0]),
        ];

        let ours = chance_gini(&counts(&[(2.0, 2.0), (0.0, 1.0), (0.0, 1.0)])).unwrap();

        assert!(
            (ours - ways.iter().sum::<f64>() / 6.0).abs() < 1e-12,
            "{ours}"
        );
    }

    proptest! {
        #[test]
        fn the_closed_form_is_the_sum_over_all_that_can_happen(
            draws in 1..12_u32, homes in 1..20_u32, elsewhere in 1..20_u32,
        ) {
            let total = homes + elsewhere;
            prop_assume!(draws < total);
            let mean = f64::from(draws * homes) / f64::from(total);

            let sum: f64 = (0..=draws.min(homes))
                .filter(|x| draws - x <= elsewhere)
                .map(|x| {
                    let chance = choose(homes, x) * choose(elsewhere, draws - x) / choose(total, draws);
                    chance * (f64::from(x) - mean).abs()
                })
                .sum();

            let ours = mean_deviation(f64::from(total), f64::from(draws), f64::from(homes));
            prop_assert!((ours - sum).abs() < 1e-10, "{} {}", ours, sum);
        }

        #[test]
        fn chance_lies_between_even_and_wholly_apart(
            pairs in prop::collection::vec((0..9_u32, 1..900_u32), 2..40),
        ) {
            let pairs: Vec<_> = pairs.into_iter().map(|(x, y)| (f64::from(x), f64::from(x + y))).collect();

            if let Ok(chance) = chance_dissimilarity(&counts(&pairs)) {
                prop_assert!((0.0..=1.0).contains(&chance), "{}", chance);
            }
        }
    }
}
