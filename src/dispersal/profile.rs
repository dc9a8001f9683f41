//! Concentration profile: which part of the group lives where its share reaches each threshold.

use super::{Counts, Undefined};

/// The profile and the index read off it.
#[derive(Clone, Debug, PartialEq)]
pub struct ConcentrationProfile {
    /// For each threshold from 0 to 1, both included, the part of the group in units that reach it.
    pub curve: Vec<(f64, f64)>,
    /// Concentration above the even city, 0 to 1 up to the width of a step.
    pub index: f64,
}

/// Fewest thresholds that make a profile.
const FEWEST: usize = 2;

/// Concentration profile at `steps` thresholds, at least two.
///
/// v(θ) is the part of X in units with x/t ≥ θ. The index is
/// `(P − (Σ v[θ < P] − Σ v[θ ≥ P]) / steps) / (1 − P)`: 0 where every unit has the share P.
/// The sums stand for integrals, so the index is good to about 1/steps.
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, or one inhabited unit.
///
/// Source: Hong and Sadahiro 2014.
///
/// Shares 3/8 and 1/16, P = 1/6, thresholds 0, ¼, ½, ¾, 1: v = 1, ¾, 0, 0, 0, so
/// (1/6 − (1 − ¾)/5) / (5/6).
///
/// ```
/// use jalon::dispersal::{Counts, Unit, concentration_profile};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// let profile = concentration_profile(&counts, 5).unwrap();
/// assert!((profile.index - 0.14).abs() < 1e-12);
/// assert_eq!(profile.curve[1], (0.25, 0.75));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn concentration_profile(
    counts: &Counts,
    steps: usize,
) -> Result<ConcentrationProfile, Undefined> {
    let sums = counts.sums()?;
    let mut units: Vec<(f64, f64)> = inhabited(counts).collect();
    units.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let mut reached = vec![0.0; units.len() + 1];
    for (at, unit) in units.iter().enumerate() {
        reached[at + 1] = reached[at] + unit.1;
    }
    let curve = thresholds(steps).map(|threshold| {
        let upto = units.partition_point(|unit| unit.0 >= threshold);
        (threshold, reached[upto] / sums.group)
    });
    let curve: Vec<(f64, f64)> = curve.collect();
    let index = index_of(&curve, sums.group / sums.total);
    Ok(ConcentrationProfile { curve, index })
}

/// Share and group of every inhabited unit.
fn inhabited(counts: &Counts) -> impl Iterator<Item = (f64, f64)> + '_ {
    let units = counts.units().iter().filter(|unit| unit.total > 0.0);
    units.map(|unit| (unit.group / unit.total, unit.group))
}

/// Evenly spaced thresholds from 0 to 1.
#[allow(clippy::cast_precision_loss, reason = "a profile has no 2⁵² steps")]
pub(super) fn thresholds(steps: usize) -> impl Iterator<Item = f64> {
    let last = steps.max(FEWEST) - 1;
    let step = 1.0 / last as f64;
    (0..=last).map(move |at| if at == last { 1.0 } else { at as f64 * step })
}

/// What a curve over thresholds holds above the share of the whole, and lacks below.
#[allow(clippy::cast_precision_loss, reason = "a profile has no 2⁵² steps")]
pub(super) fn index_of(curve: &[(f64, f64)], share: f64) -> f64 {
    let side = |above: bool| {
        let points = curve.iter().filter(|point| (point.0 >= share) == above);
        points.map(|point| point.1).sum::<f64>() / curve.len() as f64
    };
    (share - (side(false) - side(true))) / (1.0 - share)
}
