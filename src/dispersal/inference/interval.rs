//! An interval for D that chance does not make lie.

use super::{
    super::{Allotment, Counts, Undefined, dissimilarity},
    Draws,
    draws::{number, quantile},
    sampling::Alias,
};

/// Two ends with 95 % between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end, at least 0.
    pub low: f64,
    /// Upper end, at most 1.
    pub high: f64,
}

/// 95 % interval for the D that placing families in this way gives on average.
///
/// Each draw places the same number of households anew by the shares seen; the draws are moved as
/// a whole by their bias (their mean less D). Drawing from counts adds chance a second time, so the
/// plain percentiles lie above D: under pure chance they hold the mean of D in 0 to 41 of 100
/// cases, and are not offered. Read the interval beside
/// [`chance_dissimilarity`](super::super::chance_dissimilarity), not beside 0: it covers what chance
/// does as well. The others are taken as they are.
///
/// # Errors
/// As [`dissimilarity`], and for measured quantities.
///
/// Source: method 1.0, `docs/METHODS.md`; Efron and Tibshirani 1993 for the bias of a bootstrap.
///
/// All in one unit: there is nothing to draw otherwise.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, inference::{Draws, dissimilarity_interval}};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 5.0, 5.0), unit("B", 0.0, 9.0)])?;
/// let interval = dissimilarity_interval(&counts, Draws::new(99, 1)?).unwrap();
/// assert_eq!((interval.low, interval.high), (1.0, 1.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn dissimilarity_interval(counts: &Counts, draws: Draws) -> Result<Interval, Undefined> {
    let sums = counts.whole_sums()?;
    let found = dissimilarity(counts)?;
    let used = counts.units().iter().filter(|unit| unit.group > 0.0);
    let used = used.map(|unit| (unit.group, (unit.total - unit.group) / sums.rest));
    Ok(around(found, &used.collect::<Vec<_>>(), draws))
}

/// The same for the D of families against the homes on offer.
pub(in crate::dispersal) fn stock_interval(
    allotted: Allotment,
    draws: Draws,
) -> Result<Interval, Undefined> {
    let found = allotted.dissimilarity()?;
    let units = std::iter::zip(allotted.counts.units(), allotted.stock.parts());
    let used = units.filter(|(unit, _)| unit.group > 0.0);
    let used = used.map(|(unit, &w)| (unit.group, w));
    Ok(around(found, &used.collect::<Vec<_>>(), draws))
}

/// The interval around a D, from the group and the part of the others in each unit that is used.
fn around(found: f64, used: &[(f64, f64)], draws: Draws) -> Interval {
    let seen: Vec<f64> = used.iter().map(|unit| unit.0).collect();
    let group: f64 = seen.iter().sum();
    let elsewhere = 1.0 - used.iter().map(|unit| unit.1).sum::<f64>();
    let alias = Alias::new(&seen);
    let mut values = draws.each(
        || vec![0.0; seen.len()],
        |placed, random| {
            placed.fill(0.0);
            let mut left = group;
            while left > 0.0 {
                placed[alias.draw(random)] += 1.0;
                left -= 1.0;
            }
            let gaps = placed.iter().zip(used);
            let gaps = gaps.map(|(count, &(_, other))| (count / group - other).abs());
            0.5 * (gaps.sum::<f64>() + elsewhere)
        },
    );
    values.sort_unstable_by(f64::total_cmp);
    let bias = values.iter().sum::<f64>() / number(values.len()) - found;
    Interval {
        low: (quantile(&values, 0.025) - bias).clamp(0.0, 1.0),
        high: (quantile(&values, 0.975) - bias).clamp(0.0, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            super::{chance_dissimilarity, counts::tests::counts},
            sampling::{Drawn, Homes},
        },
        *,
    };

    #[test]
    fn under_chance_the_interval_holds_the_mean_of_d_in_about_95_of_100_cities() {
        let homes: Vec<f64> = (0..60).map(|i| 1_000.0 + 50.0 * f64::from(i)).collect();
        let lot = Homes::new(homes.clone(), 300.0);
        let cities = Draws::new(300, 4).unwrap().each(
            || Drawn::new(60),
            |drawn, random| {
                lot.draw(random, drawn);
                let pairs: Vec<_> = (0..60).map(|unit| (drawn.of(unit), homes[unit])).collect();
                counts(&pairs)
            },
        );

        let held = cities.iter().filter(|city| {
            let interval = dissimilarity_interval(city, Draws::new(300, 8).unwrap()).unwrap();
            let mean = chance_dissimilarity(city).unwrap();
            (interval.low..=interval.high).contains(&mean)
        });

        let held = held.count();
        assert!((265..=300).contains(&held), "{held} of 300");
    }
}
