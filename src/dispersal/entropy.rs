//! Entropy: how much less mixed the units are than the whole.

use super::{Counts, Undefined};

/// Information theory index H (Theil), from 0 (each unit as mixed as the whole) to 1 (no unit mixed).
///
/// `H = Σ t(E − Eᵤ) / (E·T)`, with the entropy `E(p) = −p ln p − (1 − p) ln(1 − p)`, 0 at both
/// ends. Empty units are harmless.
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, or one inhabited unit.
///
/// Source: Theil and Finizza 1971.
///
/// Two homes each, of the group 2, 1 and 0: only the middle unit is mixed, as much as the whole.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, information};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 2.0), unit("B", 1.0, 2.0), unit("C", 0.0, 2.0)])?;
/// assert!((information(&counts).unwrap() - 2.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn information(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    Ok(mutual_information(counts)? / entropy(sums.group / sums.total))
}

/// Mutual information M between unit and group, from 0 to the entropy E of the whole, in nats.
///
/// `M = Σ (t/T)(E − Eᵤ) = H·E`. Unlike [`information`] it splits exactly into parts within and
/// between districts: see [`change`](super::change).
///
/// # Errors
/// As [`information`].
///
/// Source: Theil and Finizza 1971; Mora and Ruiz-Castillo 2011.
///
/// Two homes each, of the group 2, 1 and 0: 2/3 of ln 2.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, mutual_information};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 2.0), unit("B", 1.0, 2.0), unit("C", 0.0, 2.0)])?;
/// assert!((mutual_information(&counts).unwrap() - 2.0 / 3.0 * 2_f64.ln()).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn mutual_information(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    let whole = entropy(sums.group / sums.total);
    let lost = counts
        .shares()
        .map(|(share, homes)| homes * (whole - entropy(share)));
    Ok((lost.sum::<f64>() / sums.total).max(0.0))
}

/// Entropy of a share and its complement, in nats.
fn entropy(share: f64) -> f64 {
    -(p_ln_p(share) + p_ln_p(1.0 - share))
}

/// `p ln p`, 0 at p = 0.
pub(super) fn p_ln_p(p: f64) -> f64 {
    if p > 0.0 { p * p.ln() } else { 0.0 }
}
