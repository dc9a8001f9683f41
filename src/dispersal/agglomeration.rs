//! Plain measures of how few units the households share out among.

use super::{Counts, Undefined};

/// Ellison and Glaeser's γ: co-location above chance, on a scale where 0 is chance and 1 one unit.
///
/// `γ = (G/(1 − Σw²) − 1/X) / (1 − 1/X)`, with `G = Σ (x/X − w)²` and w = t/T. Its mean under
/// chance is 0 at any number of households; it may be negative.
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, one inhabited unit, a single household, or
/// measured quantities.
///
/// Source: Ellison and Glaeser 1997, households of equal weight.
///
/// Both of two households in A, A and B alike: G = ½, over 1 − ½, so (1 − ½)/(1 − ½).
///
/// ```
/// use jalon::dispersal::{Counts, Unit, ellison_glaeser};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 10.0), unit("B", 0.0, 10.0)])?;
/// assert!((ellison_glaeser(&counts).unwrap() - 1.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn ellison_glaeser(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.whole_sums()?;
    if sums.group < 2.0 {
        return Err(Undefined::OneHousehold);
    }
    let shares = counts
        .units()
        .iter()
        .map(|unit| (unit.group / sums.group, unit.total / sums.total));
    let (apart, even) = shares.fold((0.0, 0.0), |(apart, even), (own, all)| {
        (apart + (own - all) * (own - all), even + all * all)
    });
    let lone = 1.0 / sums.group;
    Ok((apart / (1.0 - even) - lone) / (1.0 - lone))
}

/// In how many equally filled units the households would be as hard to guess: `exp(−Σ s ln s)`.
///
/// s = x/X; from 1 to the number of units used (the Hill number of order 1).
///
/// # Errors
/// As [`dissimilarity`](super::dissimilarity).
///
/// Source: Hill 1973.
///
/// Two units filled alike are two.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, typical_units};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 9.0), unit("B", 2.0, 5.0)])?;
/// assert!((typical_units(&counts).unwrap() - 2.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn typical_units(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    let shares = counts.units().iter().map(|unit| unit.group / sums.group);
    Ok((-shares.map(super::entropy::p_ln_p).sum::<f64>()).exp())
}

/// In how many equally filled units two draws with return would meet as often: `1 / Σ s²`.
///
/// From 1 to the number of units used (the Hill number of order 2). For few households
/// [`effective_units`](super::effective_units) is the unbiased one.
///
/// # Errors
/// As [`dissimilarity`](super::dissimilarity).
///
/// Source: Simpson 1949; Hill 1973.
///
/// Shares ¾ and ¼: 1 / (9/16 + 1/16).
///
/// ```
/// use jalon::dispersal::{Counts, Unit, inverse_simpson};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert_eq!(inverse_simpson(&counts), Ok(1.6));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn inverse_simpson(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    let shares = counts.units().iter().map(|unit| unit.group / sums.group);
    Ok(1.0 / shares.map(|share| share * share).sum::<f64>())
}
