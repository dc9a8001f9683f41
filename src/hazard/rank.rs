//! Between which ranks a settlement certainly lies, whatever its unknowns turn out to be.

use crate::domain::{Rank, Score};

/// Best and worst rank, 1 for the most dangerous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankBounds {
    /// The highest place it can have.
    pub best: usize,
    /// The lowest place it can have.
    pub worst: usize,
}

/// Exact bounds on each score's rank among all of them.
///
/// best = 1 + how many have their low above my high; worst = how many, myself included, have
/// their high at or above my low. In `O(n log n)`. No scores give no bounds.
///
/// Source: method 1.0, `docs/METHODS.md`.
///
/// Between 40 and 60 and between 50 and 70 either may come first; 10 to 20 comes last.
///
/// ```
/// use jalon::{domain::{Band, HazardClass, Score}, hazard::{RankBounds, rank_bounds}};
/// let score = |low, high| {
///     Score { value: low, low, high, class: HazardClass::C, band: Band::Moderate }
/// };
/// let bounds = rank_bounds(&[score(40.0, 60.0), score(50.0, 70.0), score(10.0, 20.0)]);
/// assert_eq!(bounds[0], RankBounds { best: 1, worst: 2 });
/// assert_eq!(bounds[2], RankBounds { best: 3, worst: 3 });
/// ```
#[must_use]
pub fn rank_bounds(scores: &[Score]) -> Vec<RankBounds> {
    let lows = sorted(scores.iter().map(|score| score.low));
    let highs = sorted(scores.iter().map(|score| score.high));
    let bounds = |score: &Score| RankBounds {
        best: 1 + lows.len() - lows.partition_point(|&low| low <= score.high),
        worst: highs.len() - highs.partition_point(|&high| high < score.low),
    };
    scores.iter().map(bounds).collect()
}

/// The place of each score by its value, with its bounds. Equal values share the better place.
///
/// ```
/// use jalon::{domain::{Band, HazardClass, Rank, Score}, hazard::ranks};
/// let score = |value| {
///     Score { value, low: value - 15.0, high: value + 15.0, class: HazardClass::C, band: Band::Moderate }
/// };
/// let ranks = ranks(&[score(40.0), score(60.0), score(90.0)]);
/// assert_eq!(ranks[0], Rank { position: 3, best: 2, worst: 3 });
/// assert_eq!(ranks[1], Rank { position: 2, best: 1, worst: 3 });
/// ```
#[must_use]
pub fn ranks(scores: &[Score]) -> Vec<Rank> {
    let values = sorted(scores.iter().map(|score| score.value));
    let place = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    std::iter::zip(scores, rank_bounds(scores))
        .map(|(score, bounds)| Rank {
            position: place(
                1 + values.len() - values.partition_point(|&value| value <= score.value),
            ),
            best: place(bounds.best),
            worst: place(bounds.worst),
        })
        .collect()
}

fn sorted(figures: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<f64> = figures.collect();
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Band, HazardClass};

    fn score((low, wide): (f64, f64)) -> Score {
        Score {
            value: low,
            low,
            high: low + wide,
            class: HazardClass::A,
            band: Band::VeryLow,
        }
    }

    #[test]
    fn equals_may_have_either_rank() {
        let bounds = rank_bounds(&[score((50.0, 0.0)), score((50.0, 0.0))]);

        assert_eq!(bounds, [RankBounds { best: 1, worst: 2 }; 2]);
    }

    #[test]
    fn no_settlement_has_no_rank() {
        assert!(rank_bounds(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn the_quick_way_agrees_with_counting(
            given in prop::collection::vec((0.0..60.0_f64, 0.0..30.0_f64), 0..30),
        ) {
            let scores: Vec<Score> = given.into_iter().map(score).collect();

            for (mine, bounds) in scores.iter().zip(rank_bounds(&scores)) {
                let above = scores.iter().filter(|other| other.low > mine.high).count();
                let reaching = scores.iter().filter(|other| other.high >= mine.low).count();
                prop_assert_eq!(bounds, RankBounds { best: 1 + above, worst: reaching });
            }
        }
    }
}
