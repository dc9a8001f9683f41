//! What a planner sees first: how many households, in how many units, and how spread; then by year.

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use super::{
    Counts, Error, Figure, Undefined, Unit, UnitTotal, chance_dissimilarity, colocation,
    dissimilarity, effective_units, isolation,
};

/// Below this number of households, counts and the co-location ratio only: too few to judge.
pub const TOO_FEW: u64 = 30;

/// Counts and indices of one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Summary {
    /// Households of the programme, X.
    pub households: u64,
    /// Units of the city.
    pub units: usize,
    /// Units where at least one of them lives.
    pub units_used: usize,
    /// Share of them in the unit that holds most, 0 to 1.
    pub largest_share: Figure,
    /// In how many equally filled units they would share a unit as often as they do.
    pub effective_units: Figure,
    /// How many times more often than chance two of them share a unit; the headline.
    pub colocation_ratio: Figure,
    /// Lower end of its 95 % interval.
    pub colocation_low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub colocation_high: Option<f64>,
    /// D, 0 spread like everyone else to 1 wholly apart; to be read beside the next.
    pub dissimilarity: Figure,
    /// The mean of D if the homes were drawn by lot.
    pub chance_dissimilarity: Figure,
    /// Share of the programme among the neighbours of its households.
    pub isolation: Figure,
    /// Whether the households are [`TOO_FEW`] for D and isolation to be judged.
    pub too_few: bool,
}

/// The summary at the end of one year, all earlier moves counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct YearSummary {
    /// The year.
    pub year: i32,
    /// Households that moved in this year.
    pub moved: u64,
    /// All who had moved by its end.
    pub summary: Summary,
}

/// Counts and indices of the whole city.
///
/// Figures that cannot be told carry their reason. Measured quantities are rounded for
/// `households` and have no co-location.
#[must_use]
pub fn summary(counts: &Counts) -> Summary {
    let households = whole(counts.group());
    let pairs = colocation(counts);
    Summary {
        households,
        units: counts.units().len(),
        units_used: counts
            .units()
            .iter()
            .filter(|unit| unit.group > 0.0)
            .count(),
        largest_share: largest_share(counts).into(),
        effective_units: effective_units(counts).into(),
        colocation_ratio: pairs.map(|pairs| pairs.ratio).into(),
        colocation_low: pairs.ok().map(|pairs| pairs.low),
        colocation_high: pairs.ok().map(|pairs| pairs.high),
        dissimilarity: dissimilarity(counts).into(),
        chance_dissimilarity: chance_dissimilarity(counts).into(),
        isolation: isolation(counts).into(),
        too_few: households < TOO_FEW,
    }
}

/// One summary for the end of each year from the first move to the last, years without a move too.
///
/// A placement is the number of its unit, counted from 0, and the day of the move; the order of
/// the placements does not matter. No placement gives no year.
///
/// # Errors
/// A placement beyond the units, or counts that [`Counts::households`] refuses.
///
/// ```
/// use jalon::dispersal::{UnitTotal, by_year};
/// use time::macros::date;
/// let units = ["A", "B"].map(|name| UnitTotal { name: name.to_owned(), total: 100.0 });
/// let years = by_year(&units, &[(0, date!(2024-05-02)), (1, date!(2026-01-30))])?;
/// let told: Vec<_> = years.iter().map(|y| (y.year, y.moved, y.summary.households)).collect();
/// assert_eq!(told, [(2024, 1, 1), (2025, 0, 1), (2026, 1, 2)]);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn by_year(
    units: &[UnitTotal],
    placements: &[(usize, Date)],
) -> Result<Vec<YearSummary>, Error> {
    check_units(units.len(), placements)?;
    let years = placements.iter().map(|(_, moved_on)| moved_on.year());
    let (Some(first), Some(last)) = (years.clone().min(), years.max()) else {
        return Ok(Vec::new());
    };
    (first..=last)
        .map(|year| at_end_of(year, units, placements))
        .collect()
}

fn check_units(units: usize, placements: &[(usize, Date)]) -> Result<(), Error> {
    let beyond = placements.iter().position(|&(unit, _)| unit >= units);
    match beyond {
        None => Ok(()),
        Some(placement) => Err(Error::NoSuchUnit {
            placement,
            unit: placements[placement].0,
            units,
        }),
    }
}

fn at_end_of(
    year: i32,
    units: &[UnitTotal],
    placements: &[(usize, Date)],
) -> Result<YearSummary, Error> {
    let mut groups = vec![0.0; units.len()];
    let mut moved = 0;
    for &(unit, moved_on) in placements.iter().filter(|(_, day)| day.year() <= year) {
        groups[unit] += 1.0;
        moved += u64::from(moved_on.year() == year);
    }
    let counted = units.iter().zip(groups).map(|(unit, group)| Unit {
        name: unit.name.clone(),
        group,
        total: unit.total,
    });
    let counts = Counts::households(counted.collect())?;
    Ok(YearSummary {
        year,
        moved,
        summary: summary(&counts),
    })
}

fn largest_share(counts: &Counts) -> Result<f64, Undefined> {
    let largest = counts
        .units()
        .iter()
        .fold(0.0_f64, |most, unit| most.max(unit.group));
    if largest > 0.0 {
        Ok(largest / counts.group())
    } else {
        Err(Undefined::NoGroup)
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked counts are not negative and far below 2^53"
)]
fn whole(count: f64) -> u64 {
    count.round() as u64
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::{
        super::counts::tests::{counts, units},
        *,
    };

    #[test]
    fn nobody_placed_is_a_reason_and_never_zero() {
        let summary = summary(&counts(&[(0.0, 100.0), (0.0, 50.0)]));

        assert_eq!(summary.households, 0);
        for figure in [
            summary.largest_share,
            summary.effective_units,
            summary.colocation_ratio,
            summary.dissimilarity,
            summary.chance_dissimilarity,
            summary.isolation,
        ] {
            assert_eq!(
                (figure.value, figure.reason),
                (None, Some(Undefined::NoGroup))
            );
        }
        assert!(summary.too_few && summary.colocation_low.is_none());
    }

    #[test]
    fn twenty_nine_households_are_too_few_and_thirty_are_not() {
        assert!(summary(&counts(&[(29.0, 100.0), (0.0, 100.0)])).too_few);
        assert!(!summary(&counts(&[(30.0, 100.0), (0.0, 100.0)])).too_few);
    }

    #[test]
    fn measured_quantities_have_evenness_but_no_pairs() {
        let measured = Counts::measured(units(&[(2.5, 10.0), (1.0, 10.0)])).unwrap();

        let summary = summary(&measured);

        assert!(summary.dissimilarity.value.is_some());
        assert_eq!(summary.colocation_ratio.reason, Some(Undefined::NotWhole));
    }

    #[test]
    fn the_last_year_is_the_whole_city_in_whatever_order_the_moves_come() {
        let totals = ["A", "B"].map(|name| UnitTotal {
            name: name.to_owned(),
            total: 40.0,
        });
        let moves = [
            (0, date!(2025 - 03 - 01)),
            (1, date!(2023 - 12 - 31)),
            (0, date!(2024 - 01 - 01)),
        ];

        let years = by_year(&totals, &moves).unwrap();

        assert_eq!(years.len(), 3);
        let now = &years[2].summary;
        assert_eq!((now.households, now.units_used), (3, 2));
        assert_eq!(now.largest_share.value, Some(2.0 / 3.0));
    }

    #[test]
    fn a_move_into_a_unit_that_is_not_there_is_refused() {
        let totals = [UnitTotal {
            name: "A".to_owned(),
            total: 40.0,
        }];

        let refusal = by_year(&totals, &[(1, date!(2025 - 03 - 01))]).unwrap_err();

        assert_eq!(
            refusal,
            Error::NoSuchUnit {
                placement: 0,
                unit: 1,
                units: 1
            }
        );
    }

    #[test]
    fn a_figure_without_value_is_null_with_a_reason_in_json() {
        let summary = summary(&counts(&[(0.0, 100.0), (0.0, 50.0)]));

        let json = serde_json::to_value(&summary).unwrap();

        assert_eq!(
            json["dissimilarity"],
            serde_json::json!({"value": null, "reason": "no_group"})
        );
    }
}
