//! Households of the programme and all households, unit by unit, checked once.

use super::{Error, Undefined};

/// One unit of the city with its counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// What people call it, for messages.
    pub name: String,
    /// Households of the programme, x.
    pub group: f64,
    /// All households, t; those of the programme are among them.
    pub total: f64,
}

/// One unit of the city before anyone of the programme is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitTotal {
    /// What people call it, for messages.
    pub name: String,
    /// All households, t.
    pub total: f64,
}

/// Checked counts: at least one unit, every count finite and not negative, no group above its total.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    units: Vec<Unit>,
    whole: bool,
}

/// Sums over counts that an index of spread can be told of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sums {
    /// X, more than 0.
    pub(super) group: f64,
    /// Y = T − X, more than 0.
    pub(super) rest: f64,
    /// T.
    pub(super) total: f64,
}

impl Counts {
    /// Counts of whole households; all households may come from a census sample and be fractional.
    ///
    /// # Errors
    /// No unit; a count that is negative or not a number; a fraction of a household of the
    /// programme; more of them than there are households. The unit is named.
    pub fn households(units: Vec<Unit>) -> Result<Self, Error> {
        let fraction = units.iter().find(|unit| unit.group.fract() != 0.0);
        match fraction.filter(|unit| unit.group.is_finite()) {
            Some(Unit { name, group, .. }) => Err(Error::Fraction {
                unit: name.clone(),
                group: *group,
            }),
            None => Self::new(units, true),
        }
    }

    /// Counts of measured quantities, for example persons estimated from a census sample.
    /// Indices that count pairs of households or chances are undefined for them.
    ///
    /// # Errors
    /// As [`Counts::households`], fractions excepted.
    pub fn measured(units: Vec<Unit>) -> Result<Self, Error> {
        Self::new(units, false)
    }

    /// The units, in the order given.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Households of the programme in all units, X.
    #[must_use]
    pub fn group(&self) -> f64 {
        self.units.iter().fold(0.0, |sum, unit| sum + unit.group)
    }

    /// All households in all units, T.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.units.iter().fold(0.0, |sum, unit| sum + unit.total)
    }

    /// The units, to be given other counts that are checked already: by a draw, say.
    pub(super) fn redrawn(&mut self) -> &mut [Unit] {
        &mut self.units
    }

    /// All units of two cities, the first's first.
    pub(super) fn pooled(sides: [&Self; 2]) -> Self {
        Self {
            units: sides.iter().flat_map(|side| side.units.clone()).collect(),
            whole: sides.iter().all(|side| side.whole),
        }
    }

    /// The same units with other group and total, as measured quantities.
    pub(super) fn with(&self, pairs: Vec<(f64, f64)>) -> Self {
        let units = self.units.iter().zip(pairs);
        let unit = |(unit, (group, total)): (&Unit, (f64, f64))| Unit {
            name: unit.name.clone(),
            group: f64::min(group, total),
            total,
        };
        Self {
            units: units.map(unit).collect(),
            whole: false,
        }
    }

    /// Share of the group p = x/t and total t of every inhabited unit.
    pub(super) fn shares(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let inhabited = self.units.iter().filter(|unit| unit.total > 0.0);
        inhabited.map(|unit| (unit.group / unit.total, unit.total))
    }

    /// The sums, or why no index of spread can be told of these counts.
    pub(super) fn sums(&self) -> Result<Sums, Undefined> {
        // Four sums in one walk over the units, which is what most indices spend their time on.
        let (mut group, mut rest, mut total, mut inhabited) = (0.0, 0.0, 0.0, 0_usize);
        for unit in &self.units {
            group += unit.group;
            rest += unit.total - unit.group;
            total += unit.total;
            inhabited += usize::from(unit.total > 0.0);
        }
        match () {
            () if total <= 0.0 => Err(Undefined::NoHouseholds),
            () if group <= 0.0 => Err(Undefined::NoGroup),
            () if rest <= 0.0 => Err(Undefined::OnlyGroup),
            () if inhabited < 2 => Err(Undefined::OneUnit),
            () => Ok(Sums { group, rest, total }),
        }
    }

    /// The same for indices that count whole households.
    pub(super) fn whole_sums(&self) -> Result<Sums, Undefined> {
        if self.whole {
            self.sums()
        } else {
            Err(Undefined::NotWhole)
        }
    }

    fn new(units: Vec<Unit>, whole: bool) -> Result<Self, Error> {
        if units.is_empty() {
            return Err(Error::NoUnits);
        }
        for unit in &units {
            check(unit)?;
        }
        Ok(Self { units, whole })
    }
}

fn check(unit: &Unit) -> Result<(), Error> {
    let (group, total) = (unit.group, unit.total);
    let countable = |count: f64| count.is_finite() && count >= 0.0;
    if let Some(value) = [group, total].into_iter().find(|&count| !countable(count)) {
        let unit = unit.name.clone();
        return Err(Error::NotACount { unit, value });
    }
    if group > total {
        let unit = unit.name.clone();
        return Err(Error::GroupAboveTotal { unit, group, total });
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Counts from pairs of group and total.
    pub(in crate::dispersal) fn counts(pairs: &[(f64, f64)]) -> Counts {
        Counts::households(units(pairs)).unwrap()
    }

    pub(in crate::dispersal) fn units(pairs: &[(f64, f64)]) -> Vec<Unit> {
        let unit = |(at, &(group, total)): (usize, &(f64, f64))| Unit {
            name: format!("N{at}"),
            group,
            total,
        };
        pairs.iter().enumerate().map(unit).collect()
    }

    fn refusal(pairs: &[(f64, f64)]) -> String {
        Counts::households(units(pairs)).unwrap_err().to_string()
    }

    #[test]
    fn a_wrong_count_is_refused_with_its_unit() {
        assert!(refusal(&[(0.0, 9.0), (-1.0, 9.0)]).contains("'N1' counts -1"));
        assert!(refusal(&[(0.0, f64::INFINITY)]).contains("'N0' counts inf"));
        assert!(refusal(&[(f64::NAN, 9.0)]).contains("'N0' counts NaN"));
        assert!(refusal(&[(1.5, 9.0)]).contains("'N0' counts 1.5 households"));
        assert!(
            refusal(&[(10.0, 9.0)]).contains("'N0' counts 10 households of the programme among 9")
        );
        assert!(refusal(&[]).contains("no neighbourhood"));
    }

    #[test]
    fn measured_quantities_may_be_fractional() {
        assert!(Counts::measured(units(&[(1.5, 9.25)])).is_ok());
    }

    #[test]
    fn what_cannot_be_told_has_its_reason() {
        let reason = |pairs| counts(pairs).sums().unwrap_err();

        assert_eq!(reason(&[(0.0, 0.0), (0.0, 0.0)]), Undefined::NoHouseholds);
        assert_eq!(reason(&[(0.0, 5.0), (0.0, 5.0)]), Undefined::NoGroup);
        assert_eq!(reason(&[(5.0, 5.0), (5.0, 5.0)]), Undefined::OnlyGroup);
        assert_eq!(reason(&[(1.0, 5.0), (0.0, 0.0)]), Undefined::OneUnit);
    }
}
