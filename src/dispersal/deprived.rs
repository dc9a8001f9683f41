//! How many of the families live in priority neighbourhoods, beside how many of everybody do.

use super::{
    Counts, Error, Undefined, Unit, chance::whole_homes, probability::hypergeometric_tails,
};

/// The families' part in priority neighbourhoods with what to compare it to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeprivedShare {
    /// Part of the households of the programme that lives there, 0 to 1.
    pub of_group: f64,
    /// Part of all households that lives there, 0 to 1.
    pub of_households: f64,
    /// Exact chance of as many or more there if the homes were drawn by lot.
    pub p_upper: f64,
    /// Exact chance of as many or fewer.
    pub p_lower: f64,
}

/// `Σ x/X` and `Σ t/T` over the units that are marked, in the order of the units.
///
/// # Errors
/// Refused where marks and units differ in number. Untold within: nobody at all, nobody of the
/// group, nobody else, one inhabited unit, or measured quantities.
///
/// Source: method 1.0, `docs/METHODS.md`; the number there is hypergeometric.
///
/// Both families in A, which has 2 of 4 homes: 1 of 6 ways to draw 2 of 4.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, deprived_share};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 2.0), unit("B", 0.0, 2.0)])?;
/// let found = deprived_share(&counts, &[true, false])?.unwrap();
/// assert_eq!((found.of_group, found.of_households), (1.0, 0.5));
/// assert!((found.p_upper - 1.0 / 6.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn deprived_share(
    counts: &Counts,
    marks: &[bool],
) -> Result<Result<DeprivedShare, Undefined>, Error> {
    if marks.len() != counts.units().len() {
        return Err(Error::Lengths {
            what: "the list of priority neighbourhoods",
            found: marks.len(),
            units: counts.units().len(),
        });
    }
    Ok(shares(counts, marks))
}

fn shares(counts: &Counts, marks: &[bool]) -> Result<DeprivedShare, Undefined> {
    let sums = counts.whole_sums()?;
    let (homes, group) = whole_homes(counts)?;
    let there = |of: &dyn Fn(usize, &Unit) -> f64| -> f64 {
        let units = counts.units().iter().enumerate();
        let marked = units.filter(|(at, _)| marks[*at]);
        marked.map(|(at, unit)| of(at, unit)).sum()
    };
    let found = there(&|_, unit| unit.group);
    let drawn_from = [homes.iter().sum(), group, there(&|at, _| homes[at])];
    let (p_lower, p_upper) = hypergeometric_tails(drawn_from, found);
    Ok(DeprivedShare {
        of_group: found / sums.group,
        of_households: there(&|_, unit| unit.total) / sums.total,
        p_upper,
        p_lower,
    })
}

#[cfg(test)]
mod tests {
    use super::{super::counts::tests::counts, *};

    #[test]
    fn without_a_marked_unit_nobody_lives_there_and_that_is_no_surprise() {
        let city = counts(&[(2.0, 9.0), (1.0, 9.0)]);

        let found = deprived_share(&city, &[false, false]).unwrap().unwrap();

        assert_eq!((found.of_group, found.of_households), (0.0, 0.0));
        assert_eq!((found.p_upper, found.p_lower), (1.0, 1.0));
    }

    #[test]
    fn a_mark_too_few_is_refused() {
        let city = counts(&[(2.0, 9.0), (1.0, 9.0)]);

        assert!(deprived_share(&city, &[true]).is_err());
    }
}
