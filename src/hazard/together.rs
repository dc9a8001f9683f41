//! Several dangers together: the worst counts fully, the others close part of the gap, people's
//! vulnerability amplifies; and back: whose points are whose.

/// Several values p in [0, 1) as one.
///
/// `S₀ = m + ρ(1 − m)R`, where m is the worst and `R = 1 − Π(1 − p)` over the others: the worst
/// danger counts fully, the others together close at most a share ρ of the gap that is left.
/// Nothing gives 0, one value gives itself. It rises in every value.
///
/// Source: method 1.0, `docs/METHODS.md`; one weak pillar is not averaged away, after INFORM.
///
/// ```
/// use jalon::hazard::together;
/// assert_eq!(together(&[], 0.5), 0.0);
/// assert_eq!(together(&[0.6], 0.5), 0.6);
/// // 0.5 + 0.5 * 0.5 * 0.5
/// assert_eq!(together(&[0.5, 0.5], 0.5), 0.625);
/// ```
#[must_use]
pub fn together(values: &[f64], rho: f64) -> f64 {
    let Some(worst) = worst(values) else {
        return 0.0;
    };
    let m = values[worst];
    m + rho * (1.0 - m) * others(values, worst)
}

/// The points of each value in [`together`]; they sum to it.
///
/// The worst has m; the others share `ρ(1 − m)R` in proportion to `−ln(1 − p)`, so that two
/// dangers share as one danger of their joint value would. Of equals the first is the worst.
///
/// ```
/// use jalon::hazard::split;
/// assert_eq!(split(&[0.5, 0.0, 0.5], 0.5), [0.5, 0.0, 0.125]);
/// ```
#[must_use]
pub fn split(values: &[f64], rho: f64) -> Vec<f64> {
    let Some(worst) = worst(values) else {
        return Vec::new();
    };
    let m = values[worst];
    let shared = rho * (1.0 - m) * others(values, worst);
    let weight = |at: usize| {
        if at == worst {
            0.0
        } else {
            -(-values[at]).ln_1p()
        }
    };
    let sum: f64 = (0..values.len()).map(weight).sum();
    let points = |at: usize| match at {
        at if at == worst => m,
        at if sum > 0.0 => shared * weight(at) / sum,
        _ => 0.0,
    };
    (0..values.len()).map(points).collect()
}

/// A score from 0 to 1, amplified by vulnerability from 0 to 1.
///
/// `S = S₀ + β·V·S₀(1 − S₀)`: most where the danger is middling, nothing where it is none or certain.
///
/// ```
/// use jalon::hazard::amplified;
/// assert_eq!(amplified(0.5, 1.0, 0.5), 0.625);
/// assert_eq!(amplified(0.0, 1.0, 0.5), 0.0);
/// ```
#[must_use]
pub fn amplified(score: f64, vulnerability: f64, beta: f64) -> f64 {
    score + beta * vulnerability * score * (1.0 - score)
}

fn worst(values: &[f64]) -> Option<usize> {
    (0..values.len()).reduce(|worst, at| {
        if values[at] > values[worst] {
            at
        } else {
            worst
        }
    })
}

/// `R`, the joint value of all but the worst.
fn others(values: &[f64], worst: usize) -> f64 {
    let safe = |(at, value): (usize, &f64)| if at == worst { 1.0 } else { 1.0 - value };
    1.0 - values.iter().enumerate().map(safe).product::<f64>()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(0.0..0.99_f64, 1..12)
    }

    proptest! {
        #[test]
        fn a_danger_that_grows_never_lowers_the_score(
            values in values(), at in any::<prop::sample::Index>(), by in 0.0..1.0_f64, rho in 0.0..=1.0_f64,
        ) {
            let mut worse = values.clone();
            let at = at.index(values.len());
            worse[at] += by * (0.99 - worse[at]);

            prop_assert!(together(&worse, rho) + 1e-12 >= together(&values, rho));
        }

        #[test]
        fn points_sum_to_the_score(values in values(), rho in 0.0..=1.0_f64) {
            let sum: f64 = split(&values, rho).iter().sum();

            prop_assert!((sum - together(&values, rho)).abs() < 1e-12);
        }

        #[test]
        fn order_does_not_matter(values in values()) {
            let backwards: Vec<f64> = values.iter().rev().copied().collect();

            prop_assert!((together(&values, 0.5) - together(&backwards, 0.5)).abs() < 1e-12);
        }

        #[test]
        fn the_score_stays_between_the_worst_and_certainty(values in values()) {
            let worst = values.iter().copied().fold(0.0, f64::max);
            let score = together(&values, 0.5);

            prop_assert!(worst <= score && score < 1.0);
        }
    }
}
