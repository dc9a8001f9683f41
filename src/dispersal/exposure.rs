//! Exposure: who the neighbours of a household of the programme are.

use super::{Counts, Undefined};

/// Isolation: the share of the programme among the neighbours of its households, 0 to 1.
///
/// `Σ (x/X)(x/t)`; 0.002 reads "of 1,000 neighbours, 2". It includes the household itself, and is
/// never below the share P of the programme in the city. Empty units are harmless.
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, or one inhabited unit.
///
/// Source: Bell 1954; Lieberson 1981.
///
/// Of 4 households 3 live among 8, 1 among 16: ¾·⅜ + ¼·1/16.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, isolation};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert_eq!(isolation(&counts), Ok(0.296875));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn isolation(counts: &Counts) -> Result<f64, Undefined> {
    exposure(counts, |group, _| group)
}

/// Interaction: the share of other households among the neighbours of those of the programme, 0 to 1.
///
/// `Σ (x/X)(y/t)`; with isolation it sums to 1.
///
/// # Errors
/// As [`isolation`].
///
/// Source: Bell 1954; Lieberson 1981.
///
/// Of 4 households 3 live among 8, 1 among 16: ¾·⅝ + ¼·15/16.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, interaction};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert_eq!(interaction(&counts), Ok(0.703125));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn interaction(counts: &Counts) -> Result<f64, Undefined> {
    exposure(counts, |group, total| total - group)
}

/// Isolation without oneself: the share of the programme among a household's *other* neighbours.
///
/// `Σ (x/X)(x − 1)/(t − 1)`, 0 to 1. Where the group is tiny, isolation itself is mostly each
/// household counting itself. A household alone in its unit has no neighbour and counts 0.
///
/// # Errors
/// As [`isolation`], and for measured quantities.
///
/// Source: Bell 1954, as in Tivadar 2019 (`OasisR`, exact).
///
/// Of 4 households 3 live among 8, 1 among 16: ¾·2/7 + 0.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, isolation_without_oneself};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert!((isolation_without_oneself(&counts).unwrap() - 3.0 / 14.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn isolation_without_oneself(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.whole_sums()?;
    let shared = counts.units().iter().filter(|unit| unit.total > 1.0);
    let met = shared.map(|unit| unit.group * (unit.group - 1.0).max(0.0) / (unit.total - 1.0));
    Ok(met.sum::<f64>() / sums.group)
}

/// Correlation ratio (eta squared), 0 to 1: isolation above the share P of the whole, over 1 − P.
///
/// # Errors
/// As [`isolation`].
///
/// Source: Bell 1954; White 1986.
///
/// Isolation 19/64 where P = 1/6: (19/64 − 1/6) / (5/6).
///
/// ```
/// use jalon::dispersal::{Counts, Unit, correlation_ratio};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert!((correlation_ratio(&counts).unwrap() - 0.15625).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn correlation_ratio(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    let share = sums.group / sums.total;
    let spread = counts
        .shares()
        .map(|(own, homes)| homes * (own - share) * (own - share));
    Ok(spread.sum::<f64>() / (sums.total * share * (1.0 - share)))
}

fn exposure(counts: &Counts, met: impl Fn(f64, f64) -> f64) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    let inhabited = counts.units().iter().filter(|unit| unit.total > 0.0);
    let met =
        inhabited.map(|unit| unit.group / sums.group * met(unit.group, unit.total) / unit.total);
    Ok(met.sum())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::counts::tests::counts, *};

    proptest! {
        #[test]
        fn isolation_and_interaction_sum_to_one_and_isolation_is_not_below_the_share(
            pairs in prop::collection::vec((1..50_u32, 1..5_000_u32), 2..40),
        ) {
            let pairs: Vec<_> = pairs.into_iter().map(|(x, y)| (f64::from(x), f64::from(x + y))).collect();
            let counts = counts(&pairs);
            let isolation = isolation(&counts).unwrap();

            prop_assert!((isolation + interaction(&counts).unwrap() - 1.0).abs() < 1e-12);
            prop_assert!(isolation + 1e-12 >= counts.group() / counts.total());
        }
    }
}
