//! Unit by unit: the share of the programme, and how it compares with the city's.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Counts, Figure, Undefined, Unit};

/// What one unit shows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Local {
    /// Share of the programme among the unit's households, 0 to 1.
    pub share: Figure,
    /// That share over the share in the whole city: 1 is the city's average, 2 twice as many.
    pub location_quotient: Figure,
}

/// Share `x/t` and location quotient `(x/t)/(X/T)` of every unit, in the order given.
///
/// In an empty unit both are undefined; without anyone of the group the quotient is.
///
/// Source: Isard 1960 for the quotient.
///
/// 3 of 8 households against 4 of 24 in the city: 3/8 over 1/6.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, local};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// assert_eq!(local(&counts)[0].share.value, Some(0.375));
/// assert_eq!(local(&counts)[0].location_quotient.value, Some(2.25));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
#[must_use]
pub fn local(counts: &Counts) -> Vec<Local> {
    let (group, total) = (counts.group(), counts.total());
    let one = |unit: &Unit| {
        let share = share(unit);
        Local {
            share: share.into(),
            location_quotient: share.and_then(|share| quotient(share, group, total)).into(),
        }
    };
    counts.units().iter().map(one).collect()
}

fn share(unit: &Unit) -> Result<f64, Undefined> {
    if unit.total > 0.0 {
        Ok(unit.group / unit.total)
    } else {
        Err(Undefined::EmptyUnit)
    }
}

fn quotient(share: f64, group: f64, total: f64) -> Result<f64, Undefined> {
    if group > 0.0 {
        Ok(share * total / group)
    } else {
        Err(Undefined::NoGroup)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::counts::tests::counts, *};

    #[test]
    fn an_empty_unit_has_neither_share_nor_quotient() {
        let local = local(&counts(&[(0.0, 0.0), (1.0, 4.0)]));

        assert_eq!(local[0].share.reason, Some(Undefined::EmptyUnit));
        assert_eq!(
            local[0].location_quotient.reason,
            Some(Undefined::EmptyUnit)
        );
        assert_eq!(local[1].location_quotient.value, Some(1.0));
    }

    #[test]
    fn without_anyone_of_the_group_the_share_is_zero_and_the_quotient_untold() {
        let local = local(&counts(&[(0.0, 5.0)]));

        assert_eq!(local[0].share.value, Some(0.0));
        assert_eq!(local[0].location_quotient.reason, Some(Undefined::NoGroup));
    }
}
