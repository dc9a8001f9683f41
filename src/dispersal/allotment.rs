//! The second yardstick: families against the homes that were on offer, not against all households.
//!
//! The difference of the two tells where the homes are from how they were allotted.

use super::{
    Colocation, Counts, Error, Figure, Undefined,
    colocation::colocation_where,
    inference::{ChanceBand, Draws, Interval},
    probability::Binomial,
};

/// The homes on offer, as the part w of them that each unit has.
#[derive(Clone, Debug, PartialEq)]
pub struct Stock {
    parts: Vec<f64>,
}

impl Stock {
    /// From the number of homes in each unit.
    ///
    /// # Errors
    /// A number that is negative or not finite, or no home at all.
    ///
    /// ```
    /// use jalon::dispersal::Stock;
    /// assert_eq!(Stock::new(&[3.0, 1.0])?.parts(), [0.75, 0.25]);
    /// # Ok::<(), jalon::dispersal::Error>(())
    /// ```
    pub fn new(homes: &[f64]) -> Result<Self, Error> {
        let wrong = |homes: &&f64| !homes.is_finite() || **homes < 0.0;
        let sum: f64 = homes.iter().sum();
        let refused = homes.iter().find(wrong).copied();
        match refused.or((sum <= 0.0).then_some(sum)) {
            Some(value) => Err(Error::OutOfRange {
                what: "the number of homes on offer",
                value,
                range: "above 0, and not below 0 in any neighbourhood",
            }),
            None => Ok(Self {
                parts: homes.iter().map(|homes| homes / sum).collect(),
            }),
        }
    }

    /// w of each unit; they sum to 1.
    #[must_use]
    pub fn parts(&self) -> &[f64] {
        &self.parts
    }
}

/// Families beside the homes on offer, unit by unit.
#[derive(Clone, Copy, Debug)]
pub struct Allotment<'a> {
    pub(super) counts: &'a Counts,
    pub(super) stock: &'a Stock,
}

impl<'a> Allotment<'a> {
    /// Joins counts and stock unit by unit, in order.
    ///
    /// # Errors
    /// Another number of parts than of units.
    pub fn new(counts: &'a Counts, stock: &'a Stock) -> Result<Self, Error> {
        let (found, units) = (stock.parts.len(), counts.units().len());
        if found == units {
            Ok(Self { counts, stock })
        } else {
            Err(Error::Lengths {
                what: "the list of homes on offer",
                found,
                units,
            })
        }
    }

    /// The co-location ratio with w = homes on offer: `[Σ x(x−1) / X(X−1)] / Σ w²`.
    ///
    /// # Errors
    /// As [`colocation`](super::colocation()).
    ///
    /// Source: method 1.0, `docs/METHODS.md`.
    ///
    /// Of 3 families 2 share A, which has 3 of 4 homes on offer: (2/6) / (9/16 + 1/16).
    ///
    /// ```
    /// use jalon::dispersal::{Allotment, Counts, Stock, Unit};
    /// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
    /// let counts = Counts::households(vec![unit("A", 2.0, 10.0), unit("B", 1.0, 10.0)])?;
    /// let stock = Stock::new(&[3.0, 1.0])?;
    /// let ratio = Allotment::new(&counts, &stock)?.colocation().unwrap().ratio;
    /// assert!((ratio - 8.0 / 15.0).abs() < 1e-12);
    /// # Ok::<(), jalon::dispersal::Error>(())
    /// ```
    pub fn colocation(self) -> Result<Colocation, Undefined> {
        colocation_where(self.counts, self.stock.parts.iter().map(|w| w * w).sum())
    }

    /// The part of the families that would have to live elsewhere to be allotted as the homes on
    /// offer lie: `½ Σ |x/X − w|`, 0 to 1.
    ///
    /// # Errors
    /// As [`dissimilarity`](super::dissimilarity), and for measured quantities.
    ///
    /// Source: Duncan and Duncan 1955, with the stock in the place of the other households.
    ///
    /// 2 of 3 families in A, 3 of 4 homes: ½(|2/3 − 3/4| + |1/3 − 1/4|).
    ///
    /// ```
    /// use jalon::dispersal::{Allotment, Counts, Stock, Unit};
    /// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
    /// let counts = Counts::households(vec![unit("A", 2.0, 10.0), unit("B", 1.0, 10.0)])?;
    /// let stock = Stock::new(&[3.0, 1.0])?;
    /// let d = Allotment::new(&counts, &stock)?.dissimilarity().unwrap();
    /// assert!((d - 1.0 / 12.0).abs() < 1e-12);
    /// # Ok::<(), jalon::dispersal::Error>(())
    /// ```
    pub fn dissimilarity(self) -> Result<f64, Undefined> {
        let group = self.counts.whole_sums()?.group;
        let units = std::iter::zip(self.counts.units(), &self.stock.parts);
        let gaps = units.map(|(unit, w)| (unit.group / group - w).abs());
        Ok(0.5 * gaps.sum::<f64>())
    }

    /// The mean of that D if each family were given one of the homes on offer by lot.
    ///
    /// Exact: in each unit the number of families is binomial, and its mean deviation has a closed
    /// form. Homes are drawn with return, since those on offer today are not the ones already taken.
    ///
    /// # Errors
    /// As [`Allotment::dissimilarity`].
    ///
    /// Source: Frame 1945 for the mean deviation.
    ///
    /// One family, two units with half of the homes each: D is ½ wherever it goes.
    ///
    /// ```
    /// use jalon::dispersal::{Allotment, Counts, Stock, Unit};
    /// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
    /// let counts = Counts::households(vec![unit("A", 1.0, 10.0), unit("B", 0.0, 10.0)])?;
    /// let stock = Stock::new(&[5.0, 5.0])?;
    /// let chance = Allotment::new(&counts, &stock)?.chance_dissimilarity().unwrap();
    /// assert!((chance - 0.5).abs() < 1e-12);
    /// # Ok::<(), jalon::dispersal::Error>(())
    /// ```
    pub fn chance_dissimilarity(self) -> Result<f64, Undefined> {
        let group = self.counts.whole_sums()?.group;
        let apart = self
            .stock
            .parts
            .iter()
            .map(|&w| Binomial::new(group, w).mean_distance(group * w) / group);
        Ok(0.5 * apart.sum::<f64>())
    }

    /// Each unit's part of the families over its part of the homes: 2 is twice as many as offered.
    ///
    /// Undefined where no home is on offer, and without families.
    #[must_use]
    pub fn quotients(self) -> Vec<Figure> {
        let group = self.counts.group();
        let one = |(unit, &w): (&super::Unit, &f64)| match () {
            () if group <= 0.0 => Err(Undefined::NoGroup),
            () if w <= 0.0 => Err(Undefined::EmptyUnit),
            () => Ok(unit.group / group / w),
        };
        let units = std::iter::zip(self.counts.units(), &self.stock.parts);
        units.map(|pair| one(pair).into()).collect()
    }

    /// D and the co-location ratio beside what giving the homes by lot gives.
    ///
    /// # Errors
    /// As [`Allotment::dissimilarity`].
    pub fn chance_band(self, draws: Draws) -> Result<ChanceBand, Undefined> {
        super::inference::stock_band(self, draws)
    }

    /// 95 % interval for D, as
    /// [`dissimilarity_interval`](super::inference::dissimilarity_interval).
    ///
    /// # Errors
    /// As [`Allotment::dissimilarity`].
    pub fn interval(self, draws: Draws) -> Result<Interval, Undefined> {
        super::inference::stock_interval(self, draws)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::counts::tests::counts, *};

    #[test]
    fn a_negative_number_of_homes_and_no_home_at_all_are_refused() {
        for homes in [&[1.0, -1.0][..], &[0.0, 0.0], &[f64::NAN], &[]] {
            assert!(Stock::new(homes).is_err(), "{homes:?}");
        }
    }

    #[test]
    fn the_mean_of_the_draws_is_the_exact_mean_and_the_ratio_is_one_on_average() {
        let pairs: Vec<(f64, f64)> = (0..20).map(|i| (f64::from(i % 4), 500.0)).collect();
        let homes: Vec<f64> = (0..20).map(|i| f64::from(i * i % 7)).collect();
        let (city, stock) = (counts(&pairs), Stock::new(&homes).unwrap());
        let allotted = Allotment::new(&city, &stock).unwrap();

        let band = allotted.chance_band(Draws::new(4_000, 3).unwrap()).unwrap();

        let slack = |deviation: f64| 4.0 * deviation / 4_000_f64.sqrt();
        let exact = allotted.chance_dissimilarity().unwrap();
        let d = band.dissimilarity;
        assert!((d.mean - exact).abs() < slack(d.deviation), "{d:?} {exact}");
        let ratio = band.colocation.unwrap();
        assert!(
            (ratio.mean - 1.0).abs() < slack(ratio.deviation),
            "{ratio:?}"
        );
    }

    #[test]
    fn families_allotted_as_the_homes_lie_are_not_apart_from_them() {
        let city = counts(&[(6.0, 10.0), (2.0, 900.0)]);
        let stock = Stock::new(&[3.0, 1.0]).unwrap();
        let allotted = Allotment::new(&city, &stock).unwrap();

        assert_eq!(allotted.dissimilarity(), Ok(0.0));
        assert_eq!(allotted.quotients()[0].value, Some(1.0));
        let interval = allotted.interval(Draws::new(99, 1).unwrap()).unwrap();
        assert!(interval.low <= 0.0 && interval.high < 0.4, "{interval:?}");
    }
}
