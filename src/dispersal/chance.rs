//! What chance alone would make of D: with few households, a lot.

use super::{Counts, Undefined, probability::ln_binomial};

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
    let group = counts.whole_sums()?.group;
    let homes: Vec<f64> = counts
        .units()
        .iter()
        .map(|unit| unit.total.round().max(unit.group))
        .collect();
    let total: f64 = homes.iter().sum();
    if total <= group {
        return Err(Undefined::OnlyGroup);
    }
    let inhabited = homes.iter().filter(|&&homes| homes > 0.0);
    let apart: f64 = inhabited
        .map(|&homes| mean_deviation(total, group, homes))
        .sum();
    Ok(apart / (2.0 * group * (1.0 - group / total)))
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

/// Probability of v among the X draws, as three binomials with p = t/T.
fn hypergeometric(total: f64, group: f64, homes: f64, v: f64) -> f64 {
    let p = homes / total;
    let ln = ln_binomial(v, group, p) + ln_binomial(homes - v, total - group, p)
        - ln_binomial(homes, total, p);
    ln.exp()
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
