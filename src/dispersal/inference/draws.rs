//! Draws that can be repeated, and what is read off them.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::super::{Error, Told};

/// Most draws of one test: beyond, the fourth digit of a p-value is bought with minutes.
const MOST: u32 = 1_000_000;
/// Values that differ by rounding only count as equal.
const ROUNDING: f64 = 1e-12;

/// How many draws, from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    count: u32,
    seed: u64,
}

impl Draws {
    /// From 1 to a million draws.
    ///
    /// # Errors
    /// No draw, or more than a million.
    pub fn new(count: u32, seed: u64) -> Result<Self, Error> {
        if (1..=MOST).contains(&count) {
            Ok(Self { count, seed })
        } else {
            Err(Error::OutOfRange {
                what: "the number of draws",
                value: f64::from(count),
                range: "between 1 and 1,000,000",
            })
        }
    }

    /// One value a draw; `start` makes what a processor keeps between its draws.
    pub(super) fn each<S, T: Send>(
        self,
        start: impl Fn() -> S + Sync + Send,
        draw: impl Fn(&mut S, &mut ChaCha8Rng) -> T + Sync + Send,
    ) -> Vec<T> {
        let draws = (0..self.count).into_par_iter();
        draws
            .map_init(start, |kept, number| {
                let mut random = ChaCha8Rng::seed_from_u64(self.seed);
                random.set_stream(u64::from(number));
                draw(kept, &mut random)
            })
            .collect()
    }
}

/// A value beside what the draws gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tested {
    /// The value found, or for a bootstrap the value tested.
    pub value: f64,
    /// Draws that gave a value.
    pub draws: usize,
    /// Draws in which the index could not be told; they are left out.
    pub untold: usize,
    /// Mean of the draws.
    pub mean: f64,
    /// Standard deviation of the draws.
    pub deviation: f64,
    /// 2.5 % of the draws lie below.
    pub low: f64,
    /// 2.5 % of the draws lie above.
    pub high: f64,
    /// Chance of a draw as large as the value or larger, `(r + 1)/(B + 1)`.
    pub p_upper: f64,
    /// Chance of a draw as far out on either side, twice the smaller side and at most 1.
    pub p_two_sided: f64,
}

impl Tested {
    /// Reads a value against draws; the first reason where no draw gave a value.
    pub(super) fn against(value: f64, drawn: Vec<Told>) -> Result<Self, super::super::Undefined> {
        let all = drawn.len();
        let reason = drawn.iter().find_map(|told| told.err());
        let mut drawn: Vec<f64> = drawn.into_iter().flatten().collect();
        if let (true, Some(reason)) = (drawn.is_empty(), reason) {
            return Err(reason);
        }
        drawn.sort_unstable_by(f64::total_cmp);
        let count = number(drawn.len());
        let mean = drawn.iter().sum::<f64>() / count;
        let squares = drawn.iter().map(|one| (one - mean) * (one - mean));
        let reaching = |reaches: &dyn Fn(f64) -> bool| {
            let reaching = drawn.iter().filter(|one| reaches(**one)).count();
            (number(reaching) + 1.0) / (count + 1.0)
        };
        let slack = ROUNDING * value.abs().max(1.0);
        let p_upper = reaching(&|one| one >= value - slack);
        let p_lower = reaching(&|one| one <= value + slack);
        Ok(Self {
            value,
            draws: drawn.len(),
            untold: all - drawn.len(),
            mean,
            deviation: (squares.sum::<f64>() / (count - 1.0).max(1.0)).sqrt(),
            low: quantile(&drawn, 0.025),
            high: quantile(&drawn, 0.975),
            p_upper,
            p_two_sided: (2.0 * p_upper.min(p_lower)).min(1.0),
        })
    }
}

/// Where a part of sorted values lies below, between two of them on a straight line.
pub(in crate::dispersal) fn quantile(sorted: &[f64], part: f64) -> f64 {
    let at = part * (number(sorted.len()) - 1.0).max(0.0);
    let place = at.floor();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last place"
    )]
    let low = (place as usize).min(sorted.len().saturating_sub(1));
    let high = (low + 1).min(sorted.len() - 1);
    sorted[low] + (at - place) * (sorted[high] - sorted[low])
}

/// A length as a number.
#[allow(clippy::cast_precision_loss, reason = "no list has 2⁵² entries")]
pub(in crate::dispersal) fn number(length: usize) -> f64 {
    length as f64
}

#[cfg(test)]
mod tests {
    use rand::RngExt;

    use super::*;

    #[test]
    fn a_value_that_no_draw_reaches_has_the_smallest_p_and_not_zero() {
        let tested = Tested::against(9.0, (0..99).map(|_| Ok(1.0)).collect()).unwrap();

        assert!((tested.p_upper - 0.01).abs() < 1e-12);
        assert!((tested.p_two_sided - 0.02).abs() < 1e-12);
    }

    #[test]
    fn a_value_amid_equal_draws_has_p_one() {
        let tested = Tested::against(1.0, (0..9).map(|_| Ok(1.0)).collect()).unwrap();

        assert!((tested.p_two_sided - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_same_seed_gives_the_same_draws_and_another_seed_others() {
        let drawn = |seed| {
            let draws = Draws::new(100, seed).unwrap();
            draws.each(|| (), |(), random| random.random::<u64>())
        };

        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
    }

    #[test]
    fn a_quantile_lies_between_its_neighbours() {
        assert!((quantile(&[1.0, 2.0, 4.0], 0.75) - 3.0).abs() < 1e-12);
        assert!((quantile(&[7.0], 0.3) - 7.0).abs() < 1e-12);
    }
}
