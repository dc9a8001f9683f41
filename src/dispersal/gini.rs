//! Gini: evenness that also sees exchanges between units on the same side of the mean.

use super::{Counts, Undefined};

/// Gini index, from 0 (the same share everywhere) to 1 (wholly apart).
///
/// `G = Σᵢⱼ tᵢtⱼ|pᵢ − pⱼ| / (2T²P(1 − P))`, p = x/t, in O(n log n): once units are sorted by
/// share, each is compared with all before it at once. Empty units are harmless. Like D it is
/// large by chance alone when households are few.
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, or one inhabited unit.
///
/// Source: Massey and Denton 1988.
///
/// Shares 3/8 of 8 and 1/16 of 16: 2·8·16·5/16 = 80, over 2·24²·1/6·5/6 = 160.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, gini};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert!((gini(&counts).unwrap() - 0.5).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn gini(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    let mut units: Vec<(f64, f64)> = counts.shares().collect();
    let share = sums.group / sums.total;
    let apart = weighed_differences(&mut units);
    Ok(apart / (sums.total * sums.total * share * (1.0 - share)))
}

/// `Σ tᵢtⱼ|pᵢ − pⱼ|` over pairs counted once, from pairs (p, t); sorts them by p.
pub(super) fn weighed_differences(units: &mut [(f64, f64)]) -> f64 {
    // Of numbers that are not negative the bits are in the same order, and quicker to compare.
    units.sort_unstable_by_key(|unit| unit.0.to_bits());
    let (mut apart, mut group, mut total) = (0.0, 0.0, 0.0);
    for &(share, homes) in &*units {
        apart += homes * (share * total - group);
        group += share * homes;
        total += homes;
    }
    // Equal shares may leave a rounding error below 0.
    apart.max(0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::counts::tests::counts, *};

    fn plain(counts: &Counts) -> f64 {
        let share = counts.group() / counts.total();
        let shares: Vec<_> = counts.shares().collect();
        let pairs = shares
            .iter()
            .flat_map(|a| shares.iter().map(move |b| a.1 * b.1 * (a.0 - b.0).abs()));
        pairs.sum::<f64>() / (2.0 * counts.total().powi(2) * share * (1.0 - share))
    }

    proptest! {
        #[test]
        fn sorting_gives_what_all_pairs_give(
            pairs in prop::collection::vec((1..50_u32, 1..5_000_u32), 2..40),
        ) {
            let pairs: Vec<_> = pairs.into_iter().map(|(x, y)| (f64::from(x), f64::from(x + y))).collect();
            let counts = counts(&pairs);

            prop_assert!((gini(&counts).unwrap() - plain(&counts)).abs() < 1e-12);
        }
    }
}
