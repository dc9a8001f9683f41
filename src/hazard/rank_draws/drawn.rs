//! The weights as drawn: each parameter in each draw of a block.

use super::lanes::{LANES, Lanes, Uniform};
use crate::hazard::Weights;

/// A danger stays below certainty, drawn or not.
const HIGHEST: f64 = 0.99;

/// Every parameter that is drawn; lists stand in the order of the weights.
pub(super) struct Drawn {
    pub(super) rho: Lanes,
    pub(super) beta: Lanes,
    /// One over the share from which a zone counts as fully present.
    pub(super) per_full_share: Lanes,
    pub(super) kappa: Lanes,
    /// For each peril the value of each severity.
    pub(super) areal: Vec<[Lanes; 4]>,
    /// For each landmark its value.
    pub(super) linear: Vec<Lanes>,
    /// For each checklist its cap.
    pub(super) caps: Vec<Lanes>,
}

impl Drawn {
    pub(super) fn from(weights: &Weights, spread: f64, uniform: &mut Uniform) -> Self {
        let mut factors = || factors(spread, uniform);
        Self {
            rho: times(weights.rho, &factors()),
            beta: times(weights.beta, &factors()),
            per_full_share: times(weights.full_share, &factors()).map(|share| 1.0 / share),
            kappa: times(weights.kappa, &factors()),
            areal: weights
                .areal
                .values()
                .map(|areal| {
                    let factors = factors();
                    areal.values.map(|value| times(value, &factors))
                })
                .collect(),
            linear: weights
                .linear
                .values()
                .map(|linear| times(linear.value, &factors()))
                .collect(),
            caps: weights
                .checklists
                .iter()
                .map(|checklist| times(checklist.cap, &factors()))
                .collect(),
        }
    }
}

/// Numbers from `1 − spread` to `1 + spread`.
fn factors(spread: f64, uniform: &mut Uniform) -> [f64; LANES] {
    uniform
        .lanes()
        .map(|drawn| 1.0 + spread * (2.0 * f64::from(drawn) - 1.0))
}

#[allow(clippy::cast_possible_truncation, reason = "seven digits are kept")]
fn times(parameter: f64, factors: &[f64; LANES]) -> Lanes {
    factors.map(|factor| (parameter * factor).clamp(0.0, HIGHEST) as f32)
}
