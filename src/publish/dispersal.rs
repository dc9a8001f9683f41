//! The dispersal report for an audience: exact for the team, small counts hidden for the public.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{PUBLIC_THRESHOLD, hide_small_counts};
use crate::domain::{Audience, DispersalReport, LeftOut, NeighbourhoodCount, Spread, YearSpread};

/// The report as it goes out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DispersalView {
    /// Moves after this day are not counted, ISO 8601.
    pub as_of: String,
    /// Version of the neighbourhoods that were counted in.
    pub neighbourhood_layer_version: u32,
    /// All moves together.
    pub overall: SpreadView,
    /// Year by year, each with all moves up to its end.
    pub years: Vec<YearView>,
    /// One line a neighbourhood.
    pub neighbourhoods: Vec<NeighbourhoodView>,
    /// Moves that are not counted; the public is not told.
    pub left_out: Option<LeftOutView>,
    /// The whole in plain words, by language; the public is not told.
    pub in_words: BTreeMap<String, String>,
}

/// Measures; one that cannot be taken or shown is null, with a reason.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SpreadView {
    /// Rehoused households counted; null where hidden.
    pub households: Option<u32>,
    /// Neighbourhoods with at least one of them; null where hidden.
    pub neighbourhoods_used: Option<u32>,
    /// Neighbourhoods in all.
    pub neighbourhoods: u32,
    /// Index of dissimilarity D, 0 even to 1 apart.
    pub dissimilarity: Option<f64>,
    /// D that chance alone gives on average for so few households.
    pub dissimilarity_by_chance: Option<f64>,
    /// Isolation: share of rehoused households around a rehoused household.
    pub isolation: Option<f64>,
    /// How many times more often than chance two of them share a neighbourhood.
    pub colocation_ratio: Option<f64>,
    /// Lower end of its 95 % interval.
    pub colocation_low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub colocation_high: Option<f64>,
    /// Why a measure is missing: the name of a message in the files of words.
    pub reason: Option<&'static str>,
    /// Fewer than thirty households: counts and the ratio only.
    pub too_few: bool,
}

/// The state at the end of a year.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct YearView {
    /// Calendar year.
    pub year: i32,
    /// Households that moved in this year; null where hidden.
    pub moved: Option<u32>,
    /// All moves up to the end of the year.
    #[serde(flatten)]
    pub spread: SpreadView,
}

/// One neighbourhood's count.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeighbourhoodView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// All households living there.
    pub households: Option<f64>,
    /// Rehoused households living there; null where hidden.
    pub rehoused: Option<u32>,
    /// Rehoused among all households, 0 to 1; null where hidden.
    pub share: Option<f64>,
    /// Share here over share in the whole city; null where hidden.
    pub location_quotient: Option<f64>,
    /// Whether it is a priority neighbourhood.
    pub deprived: Option<bool>,
}

/// Moves that are not counted.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct LeftOutView {
    /// Into a home whose neighbourhood is not known.
    pub outside_neighbourhoods: u32,
    /// Not into an ordinary home.
    pub not_a_home: u32,
}

/// The report for the audience.
///
/// For the public small counts are hidden, and with them every measure and every count of
/// neighbourhoods: with the total and the shown counts they are equations that a patient reader
/// could solve for a hidden one. Measures are told where no count is hidden. Yearly measures are
/// never told, since the counts of each year are not.
#[must_use]
pub fn dispersal(audience: Audience, report: &DispersalReport) -> DispersalView {
    let shown = match audience {
        Audience::Team => report
            .neighbourhoods
            .iter()
            .map(|counted| Some(counted.rehoused))
            .collect(),
        Audience::Public => public_counts(&report.neighbourhoods),
    };
    let telling = match audience {
        Audience::Team => Telling::Everything,
        Audience::Public if shown.iter().all(Option::is_some) => Telling::Everything,
        Audience::Public => Telling::Households,
    };
    DispersalView {
        as_of: report.as_of.to_string(),
        neighbourhood_layer_version: report.neighbourhood_layer_version,
        overall: spread(telling, &report.overall),
        years: years(audience, &report.years),
        neighbourhoods: std::iter::zip(&report.neighbourhoods, shown)
            .map(|(counted, shown)| neighbourhood(counted, shown))
            .collect(),
        left_out: (audience == Audience::Team).then(|| left_out(report.left_out)),
        in_words: report
            .in_words
            .iter()
            .filter(|_| audience == Audience::Team)
            .map(|(language, text)| (language.to_string(), text.clone()))
            .collect(),
    }
}

/// The last year whose end the public may be told of; its figures of later days are kept back.
#[must_use]
pub fn last_public_year(report: &DispersalReport) -> Option<i32> {
    told_years(Audience::Public, &report.years)
        .last()
        .map(|year| year.year)
}

/// How much of a set of moves is told.
#[derive(Clone, Copy)]
enum Telling {
    /// Counts and measures.
    Everything,
    /// The number of households, when it is not small.
    Households,
}

fn public_counts(neighbourhoods: &[NeighbourhoodCount]) -> Vec<Option<u32>> {
    let counts: Vec<u32> = neighbourhoods
        .iter()
        .map(|counted| counted.rehoused)
        .collect();
    hide_small_counts(&counts, PUBLIC_THRESHOLD)
}

fn spread(telling: Telling, spread: &Spread) -> SpreadView {
    match telling {
        Telling::Everything => SpreadView {
            households: Some(spread.households),
            neighbourhoods_used: Some(spread.neighbourhoods_used),
            neighbourhoods: spread.neighbourhoods,
            dissimilarity: spread.dissimilarity,
            dissimilarity_by_chance: spread.dissimilarity_by_chance,
            isolation: spread.isolation,
            colocation_ratio: spread.colocation_ratio,
            colocation_low: spread.colocation_low,
            colocation_high: spread.colocation_high,
            reason: spread.reason,
            too_few: spread.too_few,
        },
        Telling::Households => SpreadView {
            households: Some(spread.households).filter(|&households| !is_small(households)),
            neighbourhoods_used: None,
            neighbourhoods: spread.neighbourhoods,
            dissimilarity: None,
            dissimilarity_by_chance: None,
            isolation: None,
            colocation_ratio: None,
            colocation_low: None,
            colocation_high: None,
            reason: Some(if is_small(spread.households) {
                "dispersal-hidden"
            } else {
                "dispersal-kept_back"
            }),
            too_few: spread.too_few,
        },
    }
}

/// One view for each told year.
fn years(audience: Audience, years: &[YearSpread]) -> Vec<YearView> {
    let telling = match audience {
        Audience::Team => Telling::Everything,
        Audience::Public => Telling::Households,
    };
    let told = told_years(audience, years);
    let before = std::iter::once(None).chain(told.iter().copied().map(Some));
    std::iter::zip(before, &told)
        .map(|(before, year)| YearView {
            year: year.year,
            moved: Some(moved_between(before, year)),
            spread: spread(telling, &year.spread),
        })
        .collect()
}

/// Every year for the team. For the public, years at whose ends the totals differ enough: two told
/// totals would otherwise give the few moves between them by subtraction, and so would the last
/// told year and the overall total.
fn told_years(audience: Audience, years: &[YearSpread]) -> Vec<&YearSpread> {
    let mut told: Vec<&YearSpread> = Vec::new();
    for year in years {
        if audience == Audience::Team || !is_small(moved_between(told.last().copied(), year)) {
            told.push(year);
        }
    }
    if let Some(last) = years.last().filter(|_| audience == Audience::Public) {
        while told
            .last()
            .is_some_and(|year| is_small(moved_between(Some(year), last)))
        {
            told.pop();
        }
    }
    told
}

/// Moves after one year's end up to another's.
fn moved_between(before: Option<&YearSpread>, year: &YearSpread) -> u32 {
    let already = before.map_or(0, |before| before.spread.households);
    year.spread.households.saturating_sub(already)
}

/// Whether the public must not learn of so few.
fn is_small(households: u32) -> bool {
    (1..PUBLIC_THRESHOLD).contains(&households)
}

fn neighbourhood(counted: &NeighbourhoodCount, shown: Option<u32>) -> NeighbourhoodView {
    NeighbourhoodView {
        code: counted.code.clone(),
        name: counted.name.clone(),
        households: counted.households,
        rehoused: shown,
        share: shown.and(counted.share),
        location_quotient: shown.and(counted.location_quotient),
        deprived: counted.deprived,
    }
}

fn left_out(left_out: LeftOut) -> LeftOutView {
    LeftOutView {
        outside_neighbourhoods: left_out.outside_neighbourhoods,
        not_a_home: left_out.not_a_home,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread_of(households: u32) -> Spread {
        Spread {
            households,
            dissimilarity: Some(0.123_456),
            ..Spread::default()
        }
    }

    fn year(year: i32, moved: u32, so_far: u32) -> YearSpread {
        YearSpread {
            year,
            moved,
            spread: spread_of(so_far),
        }
    }

    #[test]
    fn the_public_cannot_subtract_two_years_to_find_a_small_one() {
        let all = [year(2023, 30, 30), year(2024, 4, 34), year(2025, 20, 54)];

        let told = years(Audience::Public, &all);

        let told: Vec<_> = told.iter().map(|year| (year.year, year.moved)).collect();
        assert_eq!(told, [(2023, Some(30)), (2025, Some(24))]);
    }

    #[test]
    fn the_public_cannot_subtract_the_last_year_from_the_total() {
        let all = [year(2023, 30, 30), year(2024, 20, 50), year(2025, 4, 54)];

        let told = years(Audience::Public, &all);

        assert_eq!(
            told.iter().map(|year| year.year).collect::<Vec<_>>(),
            [2023]
        );
    }

    #[test]
    fn the_team_sees_every_year() {
        let all = [year(2023, 30, 30), year(2024, 4, 34)];

        assert_eq!(years(Audience::Team, &all).len(), 2);
    }

    #[test]
    fn a_small_total_and_measures_over_hidden_counts_are_kept_back() {
        let (few, many) = (spread_of(10), spread_of(40));

        let (few, many) = (
            spread(Telling::Households, &few),
            spread(Telling::Households, &many),
        );

        assert_eq!((few.households, few.dissimilarity), (None, None));
        assert_eq!((many.households, many.dissimilarity), (Some(40), None));
    }
}
