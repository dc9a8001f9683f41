//! Co-location: how many times more often than chance two households share a unit.

use super::{Counts, Undefined};

/// Standard errors either side of an interval of 95 %.
const NORMAL_95: f64 = 1.96;

/// The co-location ratio with its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colocation {
    /// Chance that two different households of the programme share a unit.
    pub together: f64,
    /// The same if they were spread like all households.
    pub expected: f64,
    /// `together / expected`; 1 is what chance gives on average, at any number of households.
    pub ratio: f64,
    /// Lower end of the 95 % interval, at least 0.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

/// The co-location ratio, the headline of dispersal.
///
/// `[Σ x(x−1) / X(X−1)] / Σ w²`, where w = t/T. Unlike D it does not grow when households are few.
/// The interval treats the households as draws from the shares seen (a U-statistic, normal
/// approximation): with variance `[4(X−2)(Σp³ − (Σp²)²) + 2(Σp² − (Σp²)²)] / X(X−1)`, p = x/X.
/// With all households in one unit it has no width, because the shares seen allow nothing else.
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, one inhabited unit, a single household, or
/// measured quantities.
///
/// Source: method 1.0, `docs/METHODS.md`; Simpson 1949 for the pair probability, Hoeffding 1948
/// for the variance.
///
/// Of 3 households 2 share A, 1 lives in B; both units have 10 households: (2/6) / (¼ + ¼).
///
/// ```
/// use jalon::dispersal::{Counts, Unit, colocation};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 10.0), unit("B", 1.0, 10.0)])?;
/// let ratio = colocation(&counts).map(|found| found.ratio).unwrap();
/// assert!((ratio - 2.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn colocation(counts: &Counts) -> Result<Colocation, Undefined> {
    let total = counts.whole_sums()?.total;
    let squares = counts
        .units()
        .iter()
        .map(|unit| (unit.total / total).powi(2));
    colocation_where(counts, squares.sum())
}

/// The same where chance would have two households share a unit with this probability.
pub(super) fn colocation_where(counts: &Counts, expected: f64) -> Result<Colocation, Undefined> {
    let sums = counts.whole_sums()?;
    let pairs = pairs(sums.group)?;
    let together = counts
        .units()
        .iter()
        .map(|unit| unit.group * (unit.group - 1.0))
        .sum::<f64>()
        / pairs;
    let ratio = together / expected;
    let reach = NORMAL_95 * variance(counts, sums.group, pairs).sqrt() / expected;
    Ok(Colocation {
        together,
        expected,
        ratio,
        low: (ratio - reach).max(0.0),
        high: ratio + reach,
    })
}

/// In how many equally filled units the households would share a unit as often as they do.
///
/// `X(X−1) / Σ x(x−1)`: 1 when all live in one unit.
///
/// # Errors
/// As [`colocation`], and when no two households share a unit.
///
/// Of 3 households 2 share A: 6/2.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, effective_units};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 10.0), unit("B", 1.0, 10.0)])?;
/// assert_eq!(effective_units(&counts), Ok(3.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn effective_units(counts: &Counts) -> Result<f64, Undefined> {
    let pairs = pairs(counts.whole_sums()?.group)?;
    let shared = counts
        .units()
        .iter()
        .map(|unit| unit.group * (unit.group - 1.0))
        .sum::<f64>();
    if shared > 0.0 {
        Ok(pairs / shared)
    } else {
        Err(Undefined::NobodyShares)
    }
}

/// `X(X−1)`, more than 0.
fn pairs(group: f64) -> Result<f64, Undefined> {
    if group < 2.0 {
        Err(Undefined::OneHousehold)
    } else {
        Ok(group * (group - 1.0))
    }
}

/// Variance of the pair probability; rounding may leave it a hair below 0.
fn variance(counts: &Counts, group: f64, pairs: f64) -> f64 {
    let power = |n: i32| {
        let shares = counts.units().iter().map(|unit| unit.group / group);
        shares.map(|share| share.powi(n)).sum::<f64>()
    };
    let (squares, cubes) = (power(2), power(3));
    let triples = 4.0 * (group - 2.0) * (cubes - squares * squares);
    ((triples + 2.0 * (squares - squares * squares)) / pairs).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::{
        super::counts::tests::{counts, units},
        *,
    };

    #[test]
    fn a_single_household_makes_no_pair() {
        let lone = counts(&[(1.0, 10.0), (0.0, 10.0)]);

        assert_eq!(colocation(&lone), Err(Undefined::OneHousehold));
        assert_eq!(effective_units(&lone), Err(Undefined::OneHousehold));
    }

    #[test]
    fn households_that_never_meet_have_ratio_zero_and_no_effective_number() {
        let apart = counts(&[(1.0, 10.0), (1.0, 10.0)]);

        assert!(colocation(&apart).unwrap().ratio.abs() < 1e-12);
        assert_eq!(effective_units(&apart), Err(Undefined::NobodyShares));
    }

    #[test]
    fn measured_quantities_make_no_pairs() {
        let measured = Counts::measured(units(&[(2.0, 10.0), (1.0, 10.0)])).unwrap();

        assert_eq!(colocation(&measured), Err(Undefined::NotWhole));
    }

    #[test]
    fn two_homes_drawn_by_lot_among_many_have_ratio_one_on_average() {
        // Of all pairs of homes in two units of n, (n − 1)/(2n − 1) share a unit: nearly one half.
        let n = 1e6;
        let both = colocation(&counts(&[(2.0, n), (0.0, n)])).unwrap().ratio;
        let apart = colocation(&counts(&[(1.0, n), (1.0, n)])).unwrap().ratio;

        let share_a_unit = (n - 1.0) / (2.0 * n - 1.0);
        let mean = share_a_unit * both + (1.0 - share_a_unit) * apart;

        assert!((mean - 1.0).abs() < 1e-5, "{mean}");
    }
}
