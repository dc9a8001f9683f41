//! Location quotients for colour on a map: shrunk towards the city, the more so the smaller a unit.

use super::{Counts, Undefined};

/// Shrunken rates of all units.
#[derive(Clone, Debug, PartialEq)]
pub struct Shrunken {
    /// Variance between units that chance does not explain, from 0.
    pub variance: f64,
    /// Share of the city, X/T.
    pub share: f64,
    /// Each unit's rate, between its own x/t and the city's share.
    pub rates: Vec<f64>,
    /// The same over the city's share: 1 is the city's average.
    pub quotients: Vec<f64>,
}

/// Empirical-Bayes rates and location quotients, for colour only: a single family in a small unit
/// must not be the darkest spot of the map.
///
/// `b + w(x/t − b)`, `w = a/(a + b/t)`, b = X/T, with a the variance of x/t over its share of
/// chance by moments: `Σ t(x/t − b)²/T − b/t̄`, at least 0; t̄ is the mean total of inhabited units.
/// An empty unit has the city's rate.
///
/// # Errors
/// Nobody at all, or nobody of the group.
///
/// Source: Marshall 1991.
///
/// Even units are the city: no variance, quotients 1.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, shrunken_quotients};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 1.0, 10.0), unit("B", 2.0, 20.0)])?;
/// let found = shrunken_quotients(&counts).unwrap();
/// assert_eq!((found.variance, found.quotients), (0.0, vec![1.0, 1.0]));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn shrunken_quotients(counts: &Counts) -> Result<Shrunken, Undefined> {
    let (group, total) = (counts.group(), counts.total());
    if total <= 0.0 {
        return Err(Undefined::NoHouseholds);
    }
    if group <= 0.0 {
        return Err(Undefined::NoGroup);
    }
    let share = group / total;
    let (spread, inhabited) = counts
        .shares()
        .fold((0.0, 0.0), |(spread, units), (own, homes)| {
            (spread + homes * (own - share) * (own - share), units + 1.0)
        });
    let variance = (spread / total - share * inhabited / total).max(0.0);
    let rate = |unit: &super::Unit| {
        if unit.total <= 0.0 {
            return share;
        }
        let trust = variance / (variance + share / unit.total);
        share + trust * (unit.group / unit.total - share)
    };
    let rates: Vec<f64> = counts.units().iter().map(rate).collect();
    Ok(Shrunken {
        variance,
        share,
        quotients: rates.iter().map(|rate| rate / share).collect(),
        rates,
    })
}
