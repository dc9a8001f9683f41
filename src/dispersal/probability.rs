//! Probabilities of whole counts, good to about 1e-14: where plain Stirling leaves 3e-10.
//!
//! Source: Loader 2000.

use std::f64::consts::TAU;

/// Largest count whose factorial is exact in a double with room to spare.
const SMALL: f64 = 15.0;

/// Probability of v among the X draws, as three binomials with p = t/T.
pub(super) fn hypergeometric(total: f64, group: f64, homes: f64, v: f64) -> f64 {
    let p = homes / total;
    let ln = ln_binomial(v, group, p) + ln_binomial(homes - v, total - group, p)
        - ln_binomial(homes, total, p);
    ln.exp()
}

/// Chances of at most and of at least `found` among X draws from T of which t count: `[T, X, t]`.
pub(super) fn hypergeometric_tails([total, group, homes]: [f64; 3], found: f64) -> (f64, f64) {
    if homes >= total || homes <= 0.0 {
        return (1.0, 1.0);
    }
    let (first, last) = ((group + homes - total).max(0.0), group.min(homes));
    let at = hypergeometric(total, group, homes, found);
    // Only the side away from the mean is summed: its terms fall, and none is lost below 1e-308.
    let above = found >= group * homes / total;
    let (mut sum, mut term, mut count) = (0.0, at, found);
    while term > sum * 1e-17 && (if above { count < last } else { count > first }) {
        if above {
            term *= hypergeometric_step([total, group, homes], count);
            count += 1.0;
        } else {
            count -= 1.0;
            term /= hypergeometric_step([total, group, homes], count);
        }
        sum += term;
    }
    let (near, far) = ((1.0 - sum).clamp(0.0, 1.0), (at + sum).min(1.0));
    if above { (near, far) } else { (far, near) }
}

/// `P(x + 1)/P(x)` of a hypergeometric count.
pub(super) fn hypergeometric_step([total, group, homes]: [f64; 3], count: f64) -> f64 {
    (group - count) * (homes - count) / ((count + 1.0) * (total - group - homes + count + 1.0))
}

/// Log-probability of x successes in n trials of chance p, 0 < p < 1, by the saddle point.
pub(super) fn ln_binomial(x: f64, n: f64, p: f64) -> f64 {
    if x <= 0.0 {
        return n * (-p).ln_1p();
    }
    if x >= n {
        return n * p.ln();
    }
    let rest = n - x;
    stirling_error(n)
        - stirling_error(x)
        - stirling_error(rest)
        - deviance(x, n * p)
        - deviance(rest, n * (1.0 - p))
        - 0.5 * (TAU * x * rest / n).ln()
}

/// `ln n! − ln(√(2πn) nⁿ e⁻ⁿ)` for whole n ≥ 1.
fn stirling_error(n: f64) -> f64 {
    if n <= SMALL {
        let (mut factorial, mut k) = (1.0, 1.0);
        while k < n {
            k += 1.0;
            factorial *= k;
        }
        return f64::ln(factorial) - 0.5 * (TAU * n).ln() - n * n.ln() + n;
    }
    let square = n * n;
    let tail = 1.0 / 1680.0 - 1.0 / 1188.0 / square;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - tail / square) / square) / square) / n
}

/// `x ln(x/m) + m − x`, without the cancellation where x is near its mean m.
fn deviance(x: f64, mean: f64) -> f64 {
    let apart = x - mean;
    if apart.abs() >= 0.1 * (x + mean) {
        return x * (x / mean).ln() - apart;
    }
    let ratio = apart / (x + mean);
    let (mut sum, mut term, mut odd) = (apart * ratio, 2.0 * x * ratio, 1.0);
    loop {
        term *= ratio * ratio;
        odd += 2.0;
        let next = sum + term / odd;
        // The terms shrink a hundredfold each time, so this ends within a dozen rounds.
        #[allow(clippy::float_cmp, reason = "the sum has stopped changing")]
        if next == sum {
            return sum;
        }
        sum = next;
    }
}

/// Chances below this part of the largest one change no sum of doubles.
const NEGLIGIBLE: f64 = 1e-22;

/// The chances of every count that n draws of chance p can plausibly give.
#[derive(Debug)]
pub(super) struct Binomial {
    draws: f64,
    mean: f64,
    first: f64,
    chances: Vec<f64>,
    /// `Σ P(k)` and `Σ (k − mean)·P(k)` from each count up.
    upper: Vec<(f64, f64)>,
}

impl Binomial {
    /// n ≥ 1 whole draws, 0 ≤ p ≤ 1.
    pub(super) fn new(draws: f64, p: f64) -> Self {
        let mean = draws * p;
        let mode = (mean + p).floor().min(draws);
        let (first, chances) = if p <= 0.0 || p >= 1.0 {
            (mode, vec![1.0])
        } else {
            around(mode, draws, p)
        };
        let mut upper = vec![(0.0, 0.0); chances.len() + 1];
        let mut count = first + count_of(chances.len());
        for at in (0..chances.len()).rev() {
            count -= 1.0;
            upper[at] = (
                upper[at + 1].0 + chances[at],
                upper[at + 1].1 + (count - mean) * chances[at],
            );
        }
        Self {
            draws,
            mean,
            first,
            chances,
            upper,
        }
    }

    /// n.
    pub(super) fn draws(&self) -> f64 {
        self.draws
    }

    /// Each count with its chance.
    pub(super) fn chances(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let counts = std::iter::successors(Some(self.first), |count| Some(count + 1.0));
        counts.zip(self.chances.iter().copied())
    }

    /// `E|k − a|`.
    pub(super) fn mean_distance(&self, a: f64) -> f64 {
        let above = (a.floor() + 1.0 - self.first).clamp(0.0, count_of(self.chances.len()));
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the list on the line above"
        )]
        let (chance, excess) = self.upper[above as usize];
        let apart = a - self.mean;
        2.0 * (excess - apart * chance) + apart
    }
}

/// The first count and the chances from it on, outwards from the mode by the ratio of neighbours.
fn around(mode: f64, draws: f64, p: f64) -> (f64, Vec<f64>) {
    let odds = p / (1.0 - p);
    let peak = ln_binomial(mode, draws, p).exp();
    let floor = peak * NEGLIGIBLE;
    let (mut count, mut chance, mut chances) = (mode, peak, vec![peak]);
    while count > 0.0 && chance > floor {
        chance *= count / (draws - count + 1.0) / odds;
        count -= 1.0;
        chances.push(chance);
    }
    let first = count;
    chances.reverse();
    (count, chance) = (mode, peak);
    while count < draws && chance > floor {
        count += 1.0;
        chance *= (draws - count + 1.0) / count * odds;
        chances.push(chance);
    }
    (first, chances)
}

#[allow(clippy::cast_precision_loss, reason = "no list has 2⁵² entries")]
fn count_of(len: usize) -> f64 {
    len as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stirling_error_is_smooth_where_the_two_ways_meet() {
        // Known to all digits: ln 15! and ln 16! by their Stirling errors.
        assert!((stirling_error(15.0) - 0.005_554_733_551_962_801).abs() < 1e-13);
        assert!((stirling_error(16.0) - 0.005_207_655_919_609_64).abs() < 1e-15);
    }

    #[test]
    fn chances_of_a_binomial_sum_to_one_and_give_its_mean_deviation() {
        let coin = Binomial::new(3.0, 0.5);
        let chances: Vec<_> = coin.chances().collect();

        assert_eq!(chances.len(), 4);
        assert!((chances[1].1 - 0.375).abs() < 1e-15);
        assert!((coin.mean_distance(1.5) - 0.75).abs() < 1e-15);
        assert!((coin.mean_distance(-1.0) - 2.5).abs() < 1e-15);
        assert!((coin.mean_distance(9.0) - 7.5).abs() < 1e-15);

        let large = Binomial::new(200_000.0, 0.0173);
        let sum: f64 = large.chances().map(|(_, chance)| chance).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    }

    #[test]
    fn tails_are_sums_over_all_that_can_happen() {
        for found in [0.0, 1.0, 2.0, 3.0] {
            let (lower, upper) = hypergeometric_tails([20.0, 3.0, 8.0], found);
            let chance = |count: f64| hypergeometric(20.0, 3.0, 8.0, count);
            let all = [0.0, 1.0, 2.0, 3.0].map(|count| (count, chance(count)));
            let sum = |holds: &dyn Fn(f64) -> bool| -> f64 {
                all.iter().filter(|one| holds(one.0)).map(|one| one.1).sum()
            };
            assert!((lower - sum(&|count| count <= found)).abs() < 1e-12);
            assert!((upper - sum(&|count| count >= found)).abs() < 1e-12);
        }
    }
}
