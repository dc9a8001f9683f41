//! Evenness: which part of the households would have to move for every unit to hold the same share.

use super::{Counts, Undefined};

/// Dissimilarity D, from 0 (spread like everyone else) to 1 (wholly apart).
///
/// `D = ½ Σ |x/X − y/Y|`, where y = t − x are the other households. Empty units are harmless. With few
/// households D is large by chance alone: read it beside
/// [`chance_dissimilarity`](super::chance_dissimilarity).
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, or one inhabited unit.
///
/// Source: Duncan and Duncan 1955.
///
/// Of 4 households 3 live in A beside 5 others, 1 in B beside 15: ½(|3/4 − 5/20| + |1/4 − 15/20|).
///
/// ```
/// use jalon::dispersal::{Counts, Unit, dissimilarity};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert_eq!(dissimilarity(&counts), Ok(0.5));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn dissimilarity(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    let apart = counts.units().iter().map(|unit| {
        let others = unit.total - unit.group;
        (unit.group / sums.group - others / sums.rest).abs()
    });
    Ok(0.5 * apart.sum::<f64>())
}

/// Dissimilarity from all households instead of from the others, 0 to 1 − X/T (Gorard's S).
///
/// `½ Σ |x/X − t/T|`, which is D·(1 − X/T).
///
/// # Errors
/// As [`dissimilarity`].
///
/// Source: Gorard and Taylor 2002.
///
/// 3 of 4 live among 8 of 24, 1 of 4 among 16 of 24: ½(5/12 + 5/12).
///
/// ```
/// use jalon::dispersal::{Counts, Unit, gorard};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert!((gorard(&counts).unwrap() - 5.0 / 12.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn gorard(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    let apart = counts
        .units()
        .iter()
        .map(|unit| (unit.group / sums.group - unit.total / sums.total).abs());
    Ok(0.5 * apart.sum::<f64>())
}

/// Min-max index, 0 to 1: one minus what the two sides have in common.
///
/// `1 − Σ min(x/X, y/Y) / Σ max(x/X, y/Y)`, which is 2D/(1 + D).
///
/// # Errors
/// As [`dissimilarity`].
///
/// Source: Knaap and Rey 2024, PySAL `segregation`.
///
/// 3/4 beside 1/4 and 1/4 beside 3/4: 1 − ½ / 1½.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, min_max};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert!((min_max(&counts).unwrap() - 2.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn min_max(counts: &Counts) -> Result<f64, Undefined> {
    dissimilarity(counts).map(|d| 2.0 * d / (1.0 + d))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::counts::tests::counts, *};

    #[test]
    fn the_same_share_everywhere_is_even() {
        assert_eq!(dissimilarity(&counts(&[(1.0, 10.0), (2.0, 20.0)])), Ok(0.0));
    }

    #[test]
    fn living_wholly_apart_is_one() {
        assert_eq!(dissimilarity(&counts(&[(3.0, 3.0), (0.0, 20.0)])), Ok(1.0));
    }

    #[test]
    fn an_empty_unit_changes_nothing() {
        let without = counts(&[(3.0, 8.0), (1.0, 16.0)]);
        let with = counts(&[(3.0, 8.0), (0.0, 0.0), (1.0, 16.0)]);

        assert_eq!(dissimilarity(&with), dissimilarity(&without));
    }

    proptest! {
        #[test]
        fn it_lies_between_zero_and_one_and_order_does_not_matter(
            pairs in prop::collection::vec((0..50_u32, 0..5_000_u32), 2..40),
        ) {
            let mut pairs: Vec<_> = pairs.into_iter().map(|(x, y)| (f64::from(x), f64::from(x + y))).collect();
            let one_way = dissimilarity(&counts(&pairs));
            pairs.reverse();
            let other_way = dissimilarity(&counts(&pairs));

            prop_assert_eq!(one_way.is_ok(), other_way.is_ok());
            if let (Ok(one_way), Ok(other_way)) = (one_way, other_way) {
                prop_assert!((-1e-12..=1.0 + 1e-12).contains(&one_way));
                prop_assert!((one_way - other_way).abs() < 1e-12);
            }
        }
    }
}
