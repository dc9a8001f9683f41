//! Clustering: whether members of the group live near each other, across borders.

use rayon::prelude::*;

use super::{
    Counts, Error, Undefined, Unit,
    places::{Located, Near, Place, Places},
};

/// Lengths after which e⁻ᵈ adds nothing to a sum of doubles.
const FAR: f64 = 37.0;
/// Mean distance between two points of a unit, over the root of its area.
const WITHIN: f64 = 0.6;

/// Proximity that falls with distance: `exp(−d/L)`, and within a unit of area a, d = 0.6√a.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decay {
    length_m: f64,
}

impl Decay {
    /// A walk: one kilometre.
    pub const KILOMETRE: Self = Self { length_m: 1000.0 };

    /// Proximity that falls to 1/e over `length_m`.
    ///
    /// # Errors
    /// A length that is not a number above 0.
    pub fn new(length_m: f64) -> Result<Self, Error> {
        if length_m.is_finite() && length_m > 0.0 {
            Ok(Self { length_m })
        } else {
            Err(Error::OutOfRange {
                what: "the length of the decay",
                value: length_m,
                range: "of metres above 0",
            })
        }
    }

    /// Proximity of two places.
    pub(super) fn between(self, distance_m: f64) -> f64 {
        (-distance_m / self.length_m).exp()
    }

    /// Proximity within one place.
    pub(super) fn within(self, place: &Place) -> f64 {
        self.between(inner_distance(place))
    }
}

fn inner_distance(place: &Place) -> f64 {
    WITHIN * place.area_m2.sqrt()
}

/// Who lives around each unit, weighed by proximity: one pass from which the indices are read.
///
/// Units are streamed through a grid as far as proximity reaches; no table of all pairs is made.
///
/// Source: White 1983; Massey and Denton 1988; Morgan 1983. `PySAL` 2.6 has a proximity that rises
/// with distance, and normalises the distance-decay indices along the wrong side.
///
/// Two units a length apart that are points: each has itself with 1 and the other with 1/e.
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{Counts, Decay, Surroundings, Unit};
/// use jalon::dispersal::places::{Located, Place, Places};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 4.0, 10.0), unit("B", 0.0, 10.0)])?;
/// let place = |x| Place { centre: Coord { x, y: 0.0 }, area_m2: 0.0, perimeter_m: 0.0 };
/// let places = Places::new(vec![place(0.0), place(1000.0)])?;
/// let around = Surroundings::of(Located::new(&counts, &places)?, Decay::KILOMETRE);
/// let e = (-1_f64).exp();
/// // The group meets 4 of (10 + 10/e) weighted households.
/// assert!((around.isolation().unwrap() - 4.0 / (10.0 + 10.0 * e)).abs() < 1e-12);
/// // P(xx) is 1; P(yy) is (6·6 + 10·10 + 2·6·10/e) / 16².
/// let others = (136.0 + 120.0 * e) / 256.0;
/// assert!((around.proximity_ratio().unwrap() - (1.0 / others - 1.0)).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
#[derive(Debug)]
pub struct Surroundings<'a> {
    counts: &'a Counts,
    around: Vec<Around>,
}

/// Σ c·x, Σ c·t and Σ c seen from one unit.
#[derive(Clone, Copy, Debug)]
struct Around {
    group: f64,
    total: f64,
    proximity: f64,
}

impl Around {
    fn new(proximity: f64, unit: &Unit) -> Self {
        Self {
            group: proximity * unit.group,
            total: proximity * unit.total,
            proximity,
        }
    }

    fn with(self, other: Self) -> Self {
        Self {
            group: self.group + other.group,
            total: self.total + other.total,
            proximity: self.proximity + other.proximity,
        }
    }
}

impl<'a> Surroundings<'a> {
    /// One pass over all pairs of units that are near enough to count.
    #[must_use]
    pub fn of(city: Located<'a>, decay: Decay) -> Self {
        let centres = city.places.centres();
        let near = Near::new(&centres, reach(city.places, decay));
        let units = city.counts.units();
        let around = |(unit, place): (usize, &Place)| {
            let own = Around::new(decay.within(place), &units[unit]);
            near.around(place.centre)
                .filter(|&(other, _)| other != unit)
                .map(|(other, distance)| Around::new(decay.between(distance), &units[other]))
                .fold(own, Around::with)
        };
        let places = city.places.all();
        Self {
            counts: city.counts,
            around: places.par_iter().enumerate().map(around).collect(),
        }
    }

    /// Proximity ratio `P(xx)/P(yy) − 1`, relative clustering: 0 where the group lives as near each
    /// other as the others do, above where it is nearer. P(ab) is the mean proximity `Σ aᵢcᵢⱼbⱼ/AB`.
    ///
    /// # Errors
    /// Nobody at all, nobody of the group, nobody else, one inhabited unit, or a decay so short
    /// that nothing is near, not even within a unit.
    pub fn proximity_ratio(&self) -> Result<f64, Undefined> {
        let pairs = self.pairs()?;
        Ok(pairs.group / pairs.others - 1.0)
    }

    /// Spatial proximity `(X·P(xx) + Y·P(yy)) / (T·P(tt))`: 1 without clustering, about 1 for any
    /// tiny group.
    ///
    /// # Errors
    /// As [`Surroundings::proximity_ratio`].
    pub fn spatial_proximity(&self) -> Result<f64, Undefined> {
        let (sums, pairs) = (self.counts.sums()?, self.pairs()?);
        Ok((sums.group * pairs.group + sums.rest * pairs.others) / (sums.total * pairs.all))
    }

    /// Absolute clustering, at most 1: the group's part of the people around its members, less what
    /// even ground would give.
    ///
    /// `(Σ (x/X) Σ cx − k) / (Σ (x/X) Σ ct − k)`, `k = X/n² Σ c`.
    ///
    /// # Errors
    /// As [`Surroundings::proximity_ratio`].
    pub fn absolute_clustering(&self) -> Result<f64, Undefined> {
        let sums = self.counts.sums()?;
        let units = self.units();
        let n = units.clone().map(|_| 1.0).sum::<f64>();
        let even = sums.group / (n * n)
            * units
                .clone()
                .map(|(_, around)| around.proximity)
                .sum::<f64>();
        let seen = |of: fn(&Around) -> f64| {
            let seen = units.clone().map(|(unit, around)| unit.group * of(around));
            seen.sum::<f64>() / sums.group
        };
        let range = seen(|around| around.total) - even;
        if range == 0.0 {
            return Err(Undefined::NoRange);
        }
        Ok((seen(|around| around.group) - even) / range)
    }

    /// Distance-decay isolation, 0 to 1: the group's part of the people around its members.
    ///
    /// `Σ (x/X) Σ c·x / Σ c·t`.
    ///
    /// # Errors
    /// As [`Surroundings::proximity_ratio`].
    pub fn isolation(&self) -> Result<f64, Undefined> {
        let group = self.counts.sums()?.group;
        let present = self.units().filter(|(unit, _)| unit.group > 0.0);
        let met = present.map(|(unit, around)| {
            if around.total > 0.0 {
                Ok(unit.group / group * (around.group / around.total))
            } else {
                Err(Undefined::NoRange)
            }
        });
        met.sum()
    }

    /// Distance-decay interaction, 0 to 1: the others' part; with isolation it sums to 1.
    ///
    /// # Errors
    /// As [`Surroundings::proximity_ratio`].
    pub fn interaction(&self) -> Result<f64, Undefined> {
        self.isolation().map(|isolation| 1.0 - isolation)
    }

    /// Σ c·t seen from each unit.
    pub(super) fn totals(&self) -> impl Iterator<Item = f64> + '_ {
        self.around.iter().map(|around| around.total)
    }

    fn units(&self) -> impl Iterator<Item = (&Unit, &Around)> + Clone {
        self.counts.units().iter().zip(&self.around)
    }

    fn pairs(&self) -> Result<Pairs, Undefined> {
        let sums = self.counts.sums()?;
        let seen = self.units().fold((0.0, 0.0, 0.0), |seen, (unit, around)| {
            let others = unit.total - unit.group;
            (
                seen.0 + unit.group * around.group,
                seen.1 + others * (around.total - around.group),
                seen.2 + unit.total * around.total,
            )
        });
        if seen.1 <= 0.0 || seen.2 <= 0.0 {
            return Err(Undefined::NoRange);
        }
        Ok(Pairs {
            group: seen.0 / (sums.group * sums.group),
            others: seen.1 / (sums.rest * sums.rest),
            all: seen.2 / (sums.total * sums.total),
        })
    }
}

/// Mean proximity of two members of a side.
struct Pairs {
    group: f64,
    others: f64,
    all: f64,
}

/// Beyond it nothing adds to what a unit has by itself.
fn reach(places: &Places, decay: Decay) -> f64 {
    let inner = places.all().iter().map(inner_distance);
    decay.length_m * FAR + inner.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use geo_types::Coord;

    use super::{super::counts::tests::counts, *};

    #[test]
    fn a_decay_too_short_for_any_nearness_has_a_reason_and_not_nan() {
        let counts = counts(&[(1.0, 5.0), (2.0, 5.0)]);
        let place = |x| Place {
            centre: Coord { x, y: 0.0 },
            area_m2: 1e8,
            perimeter_m: 4e4,
        };
        let places = Places::new(vec![place(0.0), place(1e5)]).unwrap();
        let city = Located::new(&counts, &places).unwrap();

        let around = Surroundings::of(city, Decay::new(1.0).unwrap());

        assert_eq!(around.isolation(), Err(Undefined::NoRange));
        assert_eq!(around.proximity_ratio(), Err(Undefined::NoRange));
        assert_eq!(around.spatial_proximity(), Err(Undefined::NoRange));
    }
}
