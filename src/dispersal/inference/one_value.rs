//! One value against a null: what the index would be if ... .

use rand::{RngExt, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::{
    super::{Counts, Told, Undefined, Unit, chance::whole_homes, groups::Groups},
    Draws, Tested,
    sampling::{Drawn, Homes, binomial, multinomial},
};

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Null {
    /// Every household of either side draws a unit by the units' sizes; sizes vary.
    Systematic,
    /// Every household of a unit is of the group with the chance of the whole; the group varies.
    Evenness,
    /// The group's homes are drawn among all homes; sizes and group are kept.
    PersonPermutation,
    /// Units are drawn with return, and the given value is tested against the index of the draws.
    ///
    /// Only for indices of counts alone: a unit drawn twice cannot lie in two places.
    Bootstrap {
        /// The value tested, for example 0.
        value: f64,
    },
    /// Units keep their counts and change places; only an index of places varies.
    GeographicPermutation,
    /// [`Null::Systematic`], then units change places.
    SystematicPermutation,
    /// [`Null::Evenness`], then units change places.
    EvenPermutation,
}

/// An index beside its values under a null.
///
/// The index is any function of counts; one of places takes them along in a closure and sees the
/// redrawn counts in the places' order.
///
/// # Errors
/// Where the index cannot be told of the counts or of any draw; measured quantities.
///
/// Source: Allen and others 2015, Rey and others 2021 for the nulls; Phipson and Smyth 2010 for
/// the p-values, which are `(r + 1)/(B + 1)`.
///
/// Wholly apart is as far as can be: no draw of nine goes further.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, gini, inference::{Draws, Null, one_value}};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 50.0, 50.0), unit("B", 0.0, 50.0)])?;
/// let tested = one_value(&counts, Null::PersonPermutation, Draws::new(9, 1)?, gini).unwrap();
/// assert_eq!((tested.p_upper, tested.p_two_sided), (0.1, 0.2));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn one_value(
    counts: &Counts,
    null: Null,
    draws: Draws,
    index: impl Fn(&Counts) -> Told + Sync + Send,
) -> Result<Tested, Undefined> {
    let source = Source::new(counts)?;
    let found = match null {
        Null::Bootstrap { value } => value,
        _ => index(counts)?,
    };
    let values = draws.each(
        || (counts.clone(), Drawn::new(counts.units().len())),
        |(redrawn, homes), random| {
            source.redraw(null, random, (redrawn.redrawn(), homes));
            index(redrawn)
        },
    );
    Tested::against(found, values)
}

/// An index of several categories beside its values under a null.
///
/// # Errors
/// As [`one_value`].
pub fn one_value_of_groups(
    groups: &Groups,
    null: Null,
    draws: Draws,
    index: impl Fn(&Groups) -> Told + Sync + Send,
) -> Result<Tested, Undefined> {
    let fraction = |row: &Vec<f64>| row.iter().any(|count| count.fract() != 0.0);
    if groups.rows().iter().any(fraction) {
        return Err(Undefined::NotWhole);
    }
    let found = match null {
        Null::Bootstrap { value } => value,
        _ => index(groups)?,
    };
    let values = draws.each(
        || (),
        |(), random| {
            let rows = redrawn_rows(groups, null, random);
            let redrawn = Groups::new(rows).map_err(|_| Undefined::NoHouseholds)?;
            index(&redrawn)
        },
    );
    Tested::against(found, values)
}

fn redrawn_rows(groups: &Groups, null: Null, random: &mut ChaCha8Rng) -> Vec<Vec<f64>> {
    let by_unit = |random: &mut ChaCha8Rng| -> Vec<Vec<f64>> {
        let draw = |people: &f64| multinomial(random, *people, groups.categories());
        groups.units().iter().map(draw).collect()
    };
    let by_category = |random: &mut ChaCha8Rng| {
        let draw = |people: &f64| multinomial(random, *people, groups.units());
        transposed(&groups.categories().iter().map(draw).collect::<Vec<_>>())
    };
    let mut rows = match null {
        Null::Systematic | Null::SystematicPermutation => by_category(random),
        Null::Evenness | Null::EvenPermutation => by_unit(random),
        Null::PersonPermutation => permuted(groups, random),
        Null::Bootstrap { .. } => {
            let rows = groups.rows();
            let draw = |_: &Vec<f64>| rows[random.random_range(0..rows.len())].clone();
            rows.iter().map(draw).collect()
        }
        Null::GeographicPermutation => groups.rows().to_vec(),
    };
    if changes_places(null) {
        rows.shuffle(random);
    }
    rows
}

/// Both margins kept: one category after the other draws among the homes that are left.
fn permuted(groups: &Groups, random: &mut ChaCha8Rng) -> Vec<Vec<f64>> {
    let mut left = groups.units().to_vec();
    let mut drawn = Drawn::new(left.len());
    let mut columns = Vec::new();
    for &people in groups.categories() {
        if people > 0.0 {
            Homes::new(left.clone(), people).draw(random, &mut drawn);
        } else {
            drawn = Drawn::new(left.len());
        }
        let column: Vec<f64> = (0..left.len()).map(|unit| drawn.of(unit)).collect();
        for (left, taken) in left.iter_mut().zip(&column) {
            *left -= taken;
        }
        columns.push(column);
    }
    transposed(&columns)
}

fn transposed(columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let units = columns.first().map_or(0, Vec::len);
    let row = |unit: usize| columns.iter().map(|column| column[unit]).collect();
    (0..units).map(row).collect()
}

fn changes_places(null: Null) -> bool {
    matches!(
        null,
        Null::GeographicPermutation | Null::SystematicPermutation | Null::EvenPermutation
    )
}

/// What draws start from.
pub(super) struct Source {
    units: Vec<(f64, f64)>,
    homes: Vec<f64>,
    group: f64,
    rest: f64,
    lot: Homes,
}

impl Source {
    pub(super) fn new(counts: &Counts) -> Result<Self, Undefined> {
        let (homes, group) = whole_homes(counts)?;
        let total: f64 = homes.iter().sum();
        let units = counts.units().iter();
        Ok(Self {
            units: units.map(|unit| (unit.group, unit.total)).collect(),
            lot: Homes::new(homes.clone(), group),
            rest: total - group,
            homes,
            group,
        })
    }

    pub(super) fn redraw(
        &self,
        null: Null,
        random: &mut ChaCha8Rng,
        (into, homes): (&mut [Unit], &mut Drawn),
    ) {
        match null {
            Null::Systematic | Null::SystematicPermutation => self.systematic(random, into),
            Null::Evenness | Null::EvenPermutation => self.evenly(random, into),
            Null::PersonPermutation => self.permuted(random, homes, into),
            Null::Bootstrap { .. } => {
                for unit in &mut *into {
                    (unit.group, unit.total) = self.units[random.random_range(0..self.units.len())];
                }
            }
            Null::GeographicPermutation => {
                for (unit, &(group, total)) in into.iter_mut().zip(&self.units) {
                    (unit.group, unit.total) = (group, total);
                }
            }
        }
        if changes_places(null) {
            into.shuffle(random);
        }
    }

    fn systematic(&self, random: &mut ChaCha8Rng, into: &mut [Unit]) {
        let group = multinomial(random, self.group, &self.homes);
        let others = multinomial(random, self.rest, &self.homes);
        for ((unit, group), others) in into.iter_mut().zip(group).zip(others) {
            (unit.group, unit.total) = (group, group + others);
        }
    }

    fn evenly(&self, random: &mut ChaCha8Rng, into: &mut [Unit]) {
        let share = self.group / (self.group + self.rest);
        for (unit, &homes) in into.iter_mut().zip(&self.homes) {
            (unit.group, unit.total) = (binomial(random, homes, share), homes);
        }
    }

    fn permuted(&self, random: &mut ChaCha8Rng, homes: &mut Drawn, into: &mut [Unit]) {
        self.lot.draw(random, homes);
        for (at, unit) in into.iter_mut().enumerate() {
            (unit.group, unit.total) = (homes.of(at), self.homes[at]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::super::{counts::tests::counts, dissimilarity, groups},
        *,
    };

    const ALL: [Null; 7] = [
        Null::Systematic,
        Null::Evenness,
        Null::PersonPermutation,
        Null::Bootstrap { value: 0.0 },
        Null::GeographicPermutation,
        Null::SystematicPermutation,
        Null::EvenPermutation,
    ];

    #[test]
    fn every_null_keeps_what_it_says_it_keeps() {
        let city = counts(&[(3.0, 9.0), (1.0, 16.0), (0.0, 7.0), (5.0, 5.0)]);
        for null in ALL {
            let tested = one_value(&city, null, Draws::new(50, 1).unwrap(), |drawn| {
                let (group, total) = (drawn.group(), drawn.total());
                let kept = match null {
                    Null::Systematic
                    | Null::SystematicPermutation
                    | Null::PersonPermutation
                    | Null::GeographicPermutation => (group, total) == (9.0, 37.0),
                    Null::Evenness | Null::EvenPermutation => (total - 37.0).abs() < 1e-9,
                    Null::Bootstrap { .. } => true,
                };
                assert!(kept, "{null:?} {drawn:?}");
                assert!(drawn.units().iter().all(|unit| unit.group <= unit.total));
                Ok(group)
            });
            assert!(tested.is_ok(), "{null:?}");
        }
    }

    #[test]
    fn an_index_of_counts_does_not_see_units_change_places() {
        let city = counts(&[(3.0, 9.0), (1.0, 16.0), (0.0, 7.0)]);

        let tested = one_value(
            &city,
            Null::GeographicPermutation,
            Draws::new(20, 1).unwrap(),
            dissimilarity,
        );

        assert!((tested.unwrap().p_two_sided - 1.0).abs() < 1e-12);
    }

    #[test]
    fn categories_keep_both_margins_when_people_change_homes() {
        let rows = vec![
            vec![3.0, 1.0, 0.0],
            vec![2.0, 2.0, 5.0],
            vec![0.0, 4.0, 1.0],
        ];
        let table = Groups::new(rows).unwrap();
        for null in ALL {
            let tested = one_value_of_groups(&table, null, Draws::new(30, 2).unwrap(), |drawn| {
                let kept =
                    drawn.units() == table.units() && drawn.categories() == table.categories();
                assert!(kept || null != Null::PersonPermutation);
                groups::information(drawn)
            });
            assert!(tested.is_ok(), "{null:?}");
        }
    }
}
