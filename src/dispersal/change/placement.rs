//! What one household's home does to the figures: the city with it less the city without it.

use super::super::{Counts, Told, Unit, colocation, dissimilarity};

/// How much one household in a unit adds; below 0 it spreads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marginal {
    /// To the co-location ratio.
    pub colocation: Told,
    /// To the dissimilarity D.
    pub dissimilarity: Told,
}

/// The marginal effect of a household of each unit: the index less the index without it, all
/// households of the city as they are. `None` where nobody of the group lives.
///
/// Households of one unit have the same effect. The effects do not sum to the index: each is
/// reckoned as if that household alone had not moved.
///
/// # Errors
/// Per figure: as the index, with and without the household; a pair has no ratio without one.
///
/// Three of 40 in A, one of 20 in B: with it D = ½(|¾ − 37/56| + |¼ − 19/56|) = 5/56, without B's
/// household all three are in A.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, change::marginal_effects};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 40.0), unit("B", 1.0, 20.0)])?;
/// let of_b = marginal_effects(&counts)[1].unwrap().dissimilarity.unwrap();
/// assert!((of_b - (5.0 / 56.0 - 20.0 / 57.0)).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
#[must_use]
pub fn marginal_effects(counts: &Counts) -> Vec<Option<Marginal>> {
    let ratio = |counts: &Counts| colocation(counts).map(|found| found.ratio);
    let now = (ratio(counts), dissimilarity(counts));
    let mut without = counts.clone();
    let mut effect = |at: usize, unit: &Unit| {
        if unit.group < 1.0 {
            return None;
        }
        without.redrawn()[at].group -= 1.0;
        let then = (ratio(&without), dissimilarity(&without));
        without.redrawn()[at].group += 1.0;
        Some(Marginal {
            colocation: less(now.0, then.0),
            dissimilarity: less(now.1, then.1),
        })
    };
    let units = counts.units().iter().enumerate();
    units.map(|(at, unit)| effect(at, unit)).collect()
}

fn less(with: Told, without: Told) -> Told {
    Ok(with? - without?)
}

#[cfg(test)]
mod tests {
    use super::{super::super::counts::tests::counts, *};

    #[test]
    fn a_home_in_the_fullest_unit_gathers_and_a_home_alone_spreads() {
        let city = counts(&[(6.0, 100.0), (1.0, 100.0), (0.0, 100.0)]);

        let effects = marginal_effects(&city);

        let of = |at: usize| effects[at].unwrap().colocation.unwrap();
        assert!(of(0) > 0.0 && of(1) < 0.0, "{effects:?}");
        assert_eq!(effects[2], None);
    }

    #[test]
    fn the_ratio_without_a_household_is_that_of_the_smaller_city() {
        let (city, smaller) = (
            counts(&[(6.0, 100.0), (3.0, 50.0)]),
            counts(&[(5.0, 100.0), (3.0, 50.0)]),
        );

        let effect = marginal_effects(&city)[0].unwrap().colocation.unwrap();

        let expected = colocation(&city).unwrap().ratio - colocation(&smaller).unwrap().ratio;
        assert!((effect - expected).abs() < 1e-12);
    }

    #[test]
    fn the_last_of_two_households_leaves_a_city_without_pairs() {
        let effects = marginal_effects(&counts(&[(2.0, 9.0), (0.0, 9.0)]));

        assert!(effects[0].unwrap().colocation.is_err());
        assert!(effects[0].unwrap().dissimilarity.is_ok());
    }
}
