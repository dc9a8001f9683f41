//! From placements and neighbourhoods to the dispersal report, and its counts for the map.

use std::collections::{BTreeMap, HashMap};

use time::{Date, Month};

use super::{
    Error,
    atlas::{Atlas, neighbourhood_at},
};
use crate::{
    dispersal::{self, Counts, Figure, Summary, Undefined, Unit, UnitTotal},
    domain::{
        Audience, Code, DispersalReport, Language, LayerKind, LeftOut, Neighbourhood,
        NeighbourhoodCount, Placement, Spread, YearSpread,
    },
    publish::{self, DispersalView, NeighbourhoodView},
};

/// Counts of neighbourhoods by code, as one audience may see them.
pub(super) type CountsSeen = BTreeMap<String, NeighbourhoodView>;

/// The report, counting moves up to a day.
pub(super) fn report(atlas: &Atlas, as_of: Date) -> Result<DispersalReport, Error> {
    let layer = atlas
        .layer(LayerKind::Neighbourhoods)
        .ok_or(Error::NoLayer {
            layer: LayerKind::Neighbourhoods,
        })?;
    let (neighbourhoods, totals) = counted_in(atlas);
    let (moves, left_out) = moves(atlas, &neighbourhoods, as_of);
    let counts = Counts::households(units(&totals, &moves))?;
    let whole = dispersal::summary(&counts);
    let years = dispersal::by_year(&totals, &moves)?;
    Ok(DispersalReport {
        as_of,
        neighbourhood_layer_version: layer.version.version,
        overall: spread(&whole),
        years: years
            .iter()
            .map(|year| YearSpread {
                year: year.year,
                moved: count(year.moved),
                spread: spread(&year.summary),
            })
            .collect(),
        neighbourhoods: counted(&neighbourhoods, &counts),
        left_out,
        in_words: Language::ALL
            .iter()
            .map(|&language| (language, dispersal::in_words(&whole, language)))
            .collect(),
    })
}

/// The report that the public may know of: of closed years only, the last of them told. Whoever
/// comes back would otherwise see the newest move, and where it went, by comparing two visits.
pub(super) fn public_report(atlas: &Atlas, today: Date) -> Result<DispersalReport, Error> {
    let end_of = |year| Date::from_calendar_date(year, Month::December, 31).unwrap_or(today);
    let closed = today.year() - 1;
    let report = report(atlas, end_of(closed))?;
    match publish::last_public_year(&report) {
        Some(told) if told < closed => self::report(atlas, end_of(told)),
        _ => Ok(report),
    }
}

/// The counts that go onto the map of each audience; none where there is no report.
pub(super) fn counts_seen(atlas: &Atlas, today: Date) -> HashMap<Audience, CountsSeen> {
    let seen_by = |&audience: &Audience| {
        let report = match audience {
            Audience::Team => report(atlas, today),
            Audience::Public => public_report(atlas, today),
        };
        match report {
            Ok(report) => Some((audience, by_code(publish::dispersal(audience, &report)))),
            Err(Error::NoLayer { .. }) => None,
            Err(error) => {
                tracing::warn!(%error, "the map has no counts of rehoused households");
                None
            }
        }
    };
    Audience::ALL.iter().filter_map(seen_by).collect()
}

fn by_code(view: DispersalView) -> CountsSeen {
    view.neighbourhoods
        .into_iter()
        .map(|counted| (counted.code.clone(), counted))
        .collect()
}

/// Each counted move as the place of its neighbourhood and its day, and what was not counted.
fn moves(
    atlas: &Atlas,
    neighbourhoods: &[&Neighbourhood],
    as_of: Date,
) -> (Vec<(usize, Date)>, LeftOut) {
    let place: HashMap<&str, usize> = neighbourhoods
        .iter()
        .enumerate()
        .map(|(at, neighbourhood)| (neighbourhood.code.as_str(), at))
        .collect();
    let (mut moves, mut left_out) = (Vec::new(), LeftOut::default());
    for placement in where_they_live(atlas, as_of) {
        if !placement.kind.is_home() {
            left_out.not_a_home += 1;
            continue;
        }
        match code_of(atlas, placement).and_then(|code| place.get(code)) {
            Some(&at) => moves.push((at, placement.moved_on)),
            None => left_out.outside_neighbourhoods += 1,
        }
    }
    (moves, left_out)
}

/// Each household's latest move up to a day: whoever has moved on is counted once, where it lives.
fn where_they_live(atlas: &Atlas, as_of: Date) -> Vec<&Placement> {
    let mut latest: BTreeMap<&str, &Placement> = BTreeMap::new();
    for placement in atlas.placements() {
        let is_due = placement.moved_on <= as_of;
        let known = latest.get(placement.household.as_str());
        if is_due && known.is_none_or(|known| known.moved_on <= placement.moved_on) {
            latest.insert(&placement.household, placement);
        }
    }
    latest.into_values().collect()
}

/// The neighbourhood a household lives in: as recorded, or else by where its home is.
fn code_of<'a>(atlas: &'a Atlas, placement: &'a Placement) -> Option<&'a str> {
    placement.neighbourhood.as_deref().or_else(|| {
        let layer = atlas.layer(LayerKind::Neighbourhoods)?;
        Some(neighbourhood_at(layer, placement.home?)?.code.as_str())
    })
}

/// The neighbourhoods with their households; where a city counts none, its inhabitants stand for
/// them. One that nobody is counted in cannot be compared and is not counted in.
fn counted_in(atlas: &Atlas) -> (Vec<&Neighbourhood>, Vec<UnitTotal>) {
    let counts_households = atlas
        .neighbourhoods()
        .any(|neighbourhood| neighbourhood.households.is_some());
    let total = |neighbourhood: &Neighbourhood| {
        let counted = if counts_households {
            neighbourhood.households
        } else {
            neighbourhood.population
        };
        counted.filter(|&total| total > 0.0)
    };
    atlas
        .neighbourhoods()
        .filter_map(|neighbourhood| {
            let unit = UnitTotal {
                name: neighbourhood.code.clone(),
                total: total(neighbourhood)?,
            };
            Some((neighbourhood, unit))
        })
        .unzip()
}

fn units(totals: &[UnitTotal], moves: &[(usize, Date)]) -> Vec<Unit> {
    let mut units: Vec<Unit> = totals
        .iter()
        .map(|unit| Unit {
            name: unit.name.clone(),
            group: 0.0,
            total: unit.total,
        })
        .collect();
    for &(at, _) in moves {
        units[at].group += 1.0;
    }
    units
}

fn spread(summary: &Summary) -> Spread {
    let told = |figure: Figure| figure.value.filter(|_| !summary.too_few);
    let reason = [summary.dissimilarity, summary.colocation_ratio]
        .into_iter()
        .find_map(|figure| figure.reason);
    Spread {
        households: count(summary.households),
        neighbourhoods_used: count(summary.units_used),
        neighbourhoods: count(summary.units),
        dissimilarity: told(summary.dissimilarity),
        dissimilarity_by_chance: told(summary.chance_dissimilarity),
        isolation: told(summary.isolation),
        colocation_ratio: summary.colocation_ratio.value,
        colocation_low: summary.colocation_low,
        colocation_high: summary.colocation_high,
        reason: reason
            .map(Undefined::message)
            .or(summary.too_few.then_some("dispersal-too_few")),
        too_few: summary.too_few,
    }
}

fn counted(neighbourhoods: &[&Neighbourhood], counts: &Counts) -> Vec<NeighbourhoodCount> {
    let local = dispersal::local(counts);
    std::iter::zip(neighbourhoods, std::iter::zip(counts.units(), local))
        .map(|(neighbourhood, (unit, local))| NeighbourhoodCount {
            code: neighbourhood.code.clone(),
            name: neighbourhood.name.clone(),
            households: neighbourhood.households,
            rehoused: whole(unit.group),
            share: local.share.value,
            location_quotient: local.location_quotient.value,
            deprived: neighbourhood.deprived,
        })
        .collect()
}

/// A count of households or places, which no city has four billion of.
fn count<N: TryInto<u32>>(n: N) -> u32 {
    n.try_into().unwrap_or(u32::MAX)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a sum of ones, counted up from zero"
)]
fn whole(households: f64) -> u32 {
    households as u32
}
