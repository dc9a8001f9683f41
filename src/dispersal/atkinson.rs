//! Atkinson and Hutchens: evenness by products of shares, where a unit without one side counts most.

use super::{Counts, Error, Undefined};

/// How much units above the mean share weigh against those below: strictly between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aversion(f64);

impl Aversion {
    /// Both sides weigh the same.
    pub const EVEN: Self = Self(0.5);

    /// Below ½ units below the mean share weigh more, above ½ those above it.
    ///
    /// # Errors
    /// A number that is not strictly between 0 and 1.
    pub fn new(shape: f64) -> Result<Self, Error> {
        if shape > 0.0 && shape < 1.0 {
            Ok(Self(shape))
        } else {
            Err(Error::OutOfRange {
                what: "the shape of the Atkinson index",
                value: shape,
                range: "between 0 and 1, both excluded",
            })
        }
    }
}

/// Atkinson index, from 0 (the same share everywhere) to 1 (no unit holds both sides).
///
/// `A = 1 − P/(1 − P)·(Σ (1 − p)^(1 − b)·p^b·t / (PT))^(1/(1 − b))`. Empty units are harmless.
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, or one inhabited unit.
///
/// Source: Massey and Denton 1988, after Atkinson 1970.
///
/// Shares 3/8 of 8 and 1/16 of 16, b = ½: the sum is 2√15, over 4 and squared 15/4, times 1/5.
///
/// ```
/// use jalon::dispersal::{Aversion, Counts, Unit, atkinson};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert!((atkinson(&counts, Aversion::EVEN).unwrap() - 0.25).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn atkinson(counts: &Counts, aversion: Aversion) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    let b = aversion.0;
    let odds = sums.group / sums.rest;
    let mixed = counts
        .shares()
        .map(|(share, homes)| (1.0 - share).powf(1.0 - b) * share.powf(b) * homes);
    let mean = mixed.sum::<f64>() / sums.group;
    Ok((1.0 - odds * mean.powf(1.0 / (1.0 - b))).max(0.0))
}

/// Hutchens' square root index, from 0 (the same share everywhere) to 1 (no unit holds both sides).
///
/// `1 − Σ √(x/X · y/Y)`. Empty units are harmless.
///
/// # Errors
/// As [`atkinson`].
///
/// Source: Hutchens 2001.
///
/// 3 of 4 live beside 5 of 20, 1 of 4 beside 15 of 20: 1 − 2·√(3/16).
///
/// ```
/// use jalon::dispersal::{Counts, Unit, hutchens};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert!((hutchens(&counts).unwrap() - (1.0 - 0.75_f64.sqrt())).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn hutchens(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    let together = counts.units().iter().map(|unit| {
        let others = unit.total - unit.group;
        (unit.group / sums.group * (others / sums.rest)).sqrt()
    });
    Ok((1.0 - together.sum::<f64>()).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_at_or_beyond_the_ends_is_refused() {
        for shape in [0.0, 1.0, -0.5, f64::NAN] {
            assert!(Aversion::new(shape).is_err(), "{shape}");
        }
        assert_eq!(Aversion::new(0.5), Ok(Aversion::EVEN));
    }
}
