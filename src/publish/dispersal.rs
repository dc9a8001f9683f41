//! The dispersal report for a viewer: exact for those who work with the households, as given out for
//! the rest of the team, small counts hidden for the public.

mod view;
mod flows;

pub use view::{
    AccountView, ChangeView, DispersalView, EffectView, FlowView, GroupView, JourneysView,
    NeighbourhoodView, RangeView, SpreadView, YearView,
};

use std::collections::BTreeMap;

use super::hide_small_counts;
use crate::domain::{
    Audience, DispersalReport, GroupSpread, Journeys, LeastCounts, MoveAccount, NeighbourhoodCount,
    PlacementEffect, Range, Spread, SpreadChange, Viewer, YearSpread,
};

/// The report for a viewer. Whoever may know of no single household is told a report that was made of
/// what was given out, and of it nothing that single moves can be read from.
///
/// For the public small counts are hidden, and with them every measure and every count of
/// neighbourhoods: with the total and the shown counts they are equations that a patient reader
/// could solve for a hidden one. Measures are told where no count is hidden. Yearly measures are
/// never told, since the counts of each year are not.
#[must_use]
pub fn dispersal(viewer: Viewer, report: &DispersalReport, least: LeastCounts) -> DispersalView {
    let shown: Vec<Option<u32>> = match viewer {
        Viewer::CaseWorker | Viewer::Planner => report
            .neighbourhoods
            .iter()
            .map(|counted| (!counted.is_estimated).then_some(counted.rehoused))
            .collect(),
        Viewer::Public => public_counts(&report.neighbourhoods, least),
    };
    let telling = match viewer {
        Viewer::CaseWorker | Viewer::Planner => Telling::Everything,
        Viewer::Public if tells_measures(report, least) => Telling::Everything,
        Viewer::Public => Telling::Households(least),
    };
    let public = DispersalView {
        as_of: report.as_of.to_string(),
        since: report.since.map(|day| day.to_string()),
        given_out: report.given_out,
        system: report.system,
        neighbourhood_layer_version: report.neighbourhood_layer_version,
        yardstick: report.yardstick,
        draws: report.drawn.draws,
        seed: report.drawn.seed,
        overall: spread(telling, &report.overall),
        on_offers: None,
        offers: None,
        years: years((viewer.audience(), least), &report.years),
        by: None,
        groups: Vec::new(),
        flows: flows_seen((viewer, least), report, &shown),
        neighbourhoods: std::iter::zip(&report.neighbourhoods, shown)
            .map(|(counted, shown)| neighbourhood(telling, counted, shown))
            .collect(),
        journeys: None,
        change: None,
        effects: Vec::new(),
        account: None,
        overlapping: Vec::new(),
        in_words: BTreeMap::new(),
    };
    match viewer {
        Viewer::CaseWorker => with_single_moves(with_team_only(public, report), report),
        Viewer::Planner => with_team_only(public, report),
        Viewer::Public => public,
    }
}

/// With the homes on offer, and the whole in words.
fn with_team_only(mut view: DispersalView, report: &DispersalReport) -> DispersalView {
    for (line, counted) in std::iter::zip(&mut view.neighbourhoods, &report.neighbourhoods) {
        line.offers = counted.offers;
    }
    let told = |one: &Spread| spread(Telling::Everything, one);
    DispersalView {
        on_offers: report.on_offers.as_ref().map(told),
        offers: Some(report.offers),
        overlapping: report.overlapping.clone(),
        in_words: report
            .in_words
            .iter()
            .map(|(language, text)| (language.to_string(), text.clone()))
            .collect(),
        ..view
    }
}

/// With all that single moves can be read from.
fn with_single_moves(view: DispersalView, report: &DispersalReport) -> DispersalView {
    DispersalView {
        by: report.by,
        groups: report.groups.iter().map(group).collect(),
        journeys: Some(journeys(report.journeys)),
        change: report.change.map(change),
        effects: report.effects.iter().map(effect).collect(),
        account: Some(account(report.account)),
        ..view
    }
}

fn flows_seen(
    (viewer, least): (Viewer, LeastCounts),
    report: &DispersalReport,
    shown: &[Option<u32>],
) -> Vec<FlowView> {
    match viewer {
        Viewer::CaseWorker => flows::for_team(&report.flows),
        // Of what was given out: it names no settlement, and no way that few went.
        Viewer::Planner if report.given_out.is_some() => flows::for_team(&report.flows),
        Viewer::Planner => Vec::new(),
        Viewer::Public => {
            let lines = std::iter::zip(&report.neighbourhoods, shown);
            let told = lines.filter_map(|(line, shown)| Some((line.code.as_str(), (*shown)?)));
            flows::for_public(&report.flows, (&told.collect(), least.public))
        }
    }
}

/// Whether the public is told measures, which it is where no count is hidden from it.
#[must_use]
pub fn tells_measures(report: &DispersalReport, least: LeastCounts) -> bool {
    public_counts(&report.neighbourhoods, least)
        .iter()
        .all(Option::is_some)
}

/// The last year whose end the public may be told of; its figures of later days are kept back.
#[must_use]
pub fn last_public_year(report: &DispersalReport, least: LeastCounts) -> Option<i32> {
    told_years((Audience::Public, least), &report.years)
        .last()
        .map(|year| year.year)
}

/// How much of a set of moves is told.
#[derive(Clone, Copy)]
enum Telling {
    /// Counts and measures.
    Everything,
    /// The number of households, when it is not small.
    Households(LeastCounts),
}

fn public_counts(neighbourhoods: &[NeighbourhoodCount], least: LeastCounts) -> Vec<Option<u32>> {
    let counts: Vec<u32> = neighbourhoods
        .iter()
        .map(|counted| counted.rehoused)
        .collect();
    hide_small_counts(&counts, least.public)
}

fn spread(telling: Telling, spread: &Spread) -> SpreadView {
    match telling {
        Telling::Everything => SpreadView {
            households: Some(spread.households),
            neighbourhoods_used: Some(spread.neighbourhoods_used),
            neighbourhoods: spread.neighbourhoods,
            largest_share: spread.largest_share,
            effective_neighbourhoods: spread.effective_neighbourhoods,
            dissimilarity: spread.dissimilarity,
            dissimilarity_interval: spread.dissimilarity_interval.map(range),
            dissimilarity_by_chance: spread.dissimilarity_by_chance,
            dissimilarity_chance_band: spread.dissimilarity_chance_band.map(range),
            dissimilarity_p: spread.dissimilarity_p,
            isolation: spread.isolation,
            colocation_ratio: spread.colocation_ratio,
            colocation_low: spread.colocation_low,
            colocation_high: spread.colocation_high,
            colocation_p: spread.colocation_p,
            proximity_ratio: spread.proximity_ratio,
            proximity_chance_band: spread.proximity_chance_band.map(range),
            proximity_p: spread.proximity_p,
            deprived_share: spread.deprived_share,
            deprived_share_of_yardstick: spread.deprived_share_of_yardstick,
            reason: spread.reason,
            too_few: spread.too_few,
        },
        Telling::Households(least) => SpreadView {
            households: Some(spread.households).filter(|&households| !is_small(households, least)),
            neighbourhoods: spread.neighbourhoods,
            reason: Some(if is_small(spread.households, least) {
                "dispersal-hidden"
            } else {
                "dispersal-kept_back"
            }),
            too_few: spread.too_few,
            ..SpreadView::default()
        },
    }
}

fn range(range: Range) -> RangeView {
    RangeView {
        low: range.low,
        high: range.high,
    }
}

/// One view for each told year.
fn years((audience, least): (Audience, LeastCounts), years: &[YearSpread]) -> Vec<YearView> {
    let telling = match audience {
        Audience::Team => Telling::Everything,
        Audience::Public => Telling::Households(least),
    };
    let told = told_years((audience, least), years);
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
fn told_years(
    (audience, least): (Audience, LeastCounts),
    years: &[YearSpread],
) -> Vec<&YearSpread> {
    let mut told: Vec<&YearSpread> = Vec::new();
    for year in years {
        if audience == Audience::Team || !is_small(moved_between(told.last().copied(), year), least)
        {
            told.push(year);
        }
    }
    if let Some(last) = years.last().filter(|_| audience == Audience::Public) {
        while told
            .last()
            .is_some_and(|year| is_small(moved_between(Some(year), last), least))
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
fn is_small(households: u32, least: LeastCounts) -> bool {
    (1..least.public).contains(&households)
}

/// What looks at more than one count is told only where every count is.
fn neighbourhood(
    telling: Telling,
    counted: &NeighbourhoodCount,
    shown: Option<u32>,
) -> NeighbourhoodView {
    let everything = matches!(telling, Telling::Everything).then_some(());
    NeighbourhoodView {
        code: counted.code.clone(),
        name: counted.name.clone(),
        households: counted.households,
        offers: None,
        rehoused: shown,
        share: shown.and(counted.share),
        location_quotient: shown.and(counted.location_quotient),
        shrunk_quotient: everything.and(counted.shrunk_quotient),
        gi_star: everything.and(counted.gi_star),
        p_more: everything.and(counted.p_more),
        significance: everything.and(counted.significance),
        deprived: counted.deprived,
    }
}

fn group(group: &GroupSpread) -> GroupView {
    GroupView {
        name: group.name.clone(),
        names: group.names,
        spread: spread(Telling::Everything, &group.spread),
    }
}

fn journeys(journeys: Journeys) -> JourneysView {
    JourneysView {
        measured: journeys.measured,
        low_km: journeys.low_km,
        median_km: journeys.median_km,
        high_km: journeys.high_km,
        school_changed: journeys.school_changed,
        school_kept: journeys.school_kept,
        school_not_told: journeys.school_not_told,
    }
}

fn change(change: SpreadChange) -> ChangeView {
    ChangeView {
        from: change.from.to_string(),
        to: change.to.to_string(),
        households: change.households,
        colocation_ratio: change.colocation_ratio,
        dissimilarity: change.dissimilarity,
        dissimilarity_by_place: change.dissimilarity_by_place,
        dissimilarity_by_sharing: change.dissimilarity_by_sharing,
    }
}

fn effect(effect: &PlacementEffect) -> EffectView {
    EffectView {
        household: effect.household.clone(),
        neighbourhood: effect.neighbourhood.clone(),
        moved_on: effect.moved_on.to_string(),
        colocation: effect.colocation,
        dissimilarity: effect.dissimilarity,
    }
}

fn account(account: MoveAccount) -> AccountView {
    AccountView {
        records: account.records,
        counted: account.counted,
        later: account.later,
        earlier: account.earlier,
        moved_again: account.moved_again,
        not_a_home: account.not_a_home,
        without_place: account.without_place,
        unknown_neighbourhood: account.unknown_neighbourhood,
        outside: account.outside,
        nobody_to_compare: account.nobody_to_compare,
        in_several: account.in_several,
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

        let told = years((Audience::Public, LeastCounts::PROMISED), &all);

        let told: Vec<_> = told.iter().map(|year| (year.year, year.moved)).collect();
        assert_eq!(told, [(2023, Some(30)), (2025, Some(24))]);
    }

    #[test]
    fn the_public_cannot_subtract_the_last_year_from_the_total() {
        let all = [year(2023, 30, 30), year(2024, 20, 50), year(2025, 4, 54)];

        let told = years((Audience::Public, LeastCounts::PROMISED), &all);

        assert_eq!(
            told.iter().map(|year| year.year).collect::<Vec<_>>(),
            [2023]
        );
    }

    #[test]
    fn the_team_sees_every_year() {
        let all = [year(2023, 30, 30), year(2024, 4, 34)];

        assert_eq!(
            years((Audience::Team, LeastCounts::PROMISED), &all).len(),
            2
        );
    }

    #[test]
    fn a_small_total_and_measures_over_hidden_counts_are_kept_back() {
        let (few, many) = (spread_of(10), spread_of(40));

        let (few, many) = (
            spread(Telling::Households(LeastCounts::PROMISED), &few),
            spread(Telling::Households(LeastCounts::PROMISED), &many),
        );

        assert_eq!((few.households, few.dissimilarity), (None, None));
        assert_eq!((many.households, many.dissimilarity), (Some(40), None));
    }
}
