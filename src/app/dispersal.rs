//! From placements and neighbourhoods to the dispersal report, and its counts for the map.

mod given_out;
mod ground;
mod moves;
mod measures;
mod cuts;
mod journeys;
mod change;

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};
use time::{Date, Month};

pub(super) use ground::Ground;

use self::{
    measures::{Drawing, Measure, significance},
    moves::{City, Moved, Window},
};
use super::{Error, atlas::Atlas, indices::IndicesAsked};
use crate::{
    dispersal::{self, Allotment, Counts, Figure, Said, Stock, inference::Draws},
    domain::{
        Code, DispersalAsked, DispersalReport, Drawn, Language, LayerKind, Neighbourhood,
        NeighbourhoodCount, PlacementKind, Publication, Significance, Spread, Viewer, Yardstick,
        YearSpread,
    },
    publish::{self, IndicesView, NeighbourhoodView},
};

/// Counts of neighbourhoods by code, as one viewer may see them.
pub(super) struct CountsSeen {
    pub(super) by_code: BTreeMap<String, NeighbourhoodView>,
    /// Changes when they do, and only then.
    pub(super) digest: [u8; 32],
}

impl CountsSeen {
    fn new(views: Vec<NeighbourhoodView>) -> Self {
        // What cannot be written cannot be drawn either.
        let written = serde_json::to_vec(&views).unwrap_or_default();
        let by_code = views.into_iter().map(|seen| (seen.code.clone(), seen));
        Self {
            by_code: by_code.collect(),
            digest: Sha256::digest(written).into(),
        }
    }
}

/// Draws of the headline figures, so that a p-value has four digits.
const DRAWS: u32 = 4_999;
/// Draws of years, cuts and nearness, of which there are many or which cost more.
const FEW_DRAWS: u32 = 999;
/// The same figures come out at every asking; the report names the seed.
const SEED: u64 = 1;
/// Neighbourhoods that the sentence names at most.
const NAMED: usize = 3;

/// The report that was asked for.
pub(super) fn report(
    atlas: &Atlas,
    asked: DispersalAsked,
    today: Date,
) -> Result<DispersalReport, Error> {
    check_days(atlas, asked, today)?;
    drawn_report(atlas, asked, today)
}

/// Every index asked for, of the moves and neighbourhoods that the report would count.
pub(super) fn indices(
    atlas: &Atlas,
    (asked, today): (DispersalAsked, Date),
    wanted: &IndicesAsked,
) -> Result<IndicesView, Error> {
    check_days(atlas, asked, today)?;
    let (city, window) = counted_in(atlas, asked, today)?;
    let (moved, _) = city.moves(window);
    let counts = city.ground.counts(moved.iter().map(|one| one.unit))?;
    let neighbourhoods = city.ground.neighbourhoods(city.layer);
    let outlines: Vec<_> = neighbourhoods.map(|one| &one.footprint).collect();
    super::indices::of_territory(counts, &outlines, wanted)
}

/// The report of what was given out to the team up to the day asked for.
pub(super) fn given_out(
    atlas: &Atlas,
    (asked, today): (DispersalAsked, Date),
    publications: &[Publication],
) -> Result<DispersalReport, Error> {
    let until = asked.as_of.unwrap_or(today);
    given_out::report(atlas, (asked, until), publications)
}

/// The report that the public may know of: of closed years only, the last of them told. Whoever
/// comes back would otherwise see the newest move, and where it went, by comparing two visits.
pub(super) fn public_report(atlas: &Atlas, today: Date) -> Result<DispersalReport, Error> {
    let asked = public_days(atlas, today)?;
    let exact = exact_report(atlas, asked, today)?;
    // Nothing is drawn for whoever is not told what is drawn.
    if publish::tells_measures(&exact, atlas.least) {
        drawn_report(atlas, asked, today)
    } else {
        Ok(exact)
    }
}

/// A home that a household lives in; neighbourhoods by their codes.
pub(super) struct HomeOf<'a> {
    pub(super) neighbourhood: &'a str,
    /// The neighbourhood that the household came from, where it is known.
    pub(super) from: Option<String>,
    pub(super) kind: PlacementKind,
}

/// Every home of a neighbourhood that a household lives in on a day.
pub(super) fn homes(atlas: &Atlas, today: Date) -> Result<Vec<HomeOf<'_>>, Error> {
    let city = city_of(atlas, LayerKind::Neighbourhoods)?;
    let window = Window {
        since: None,
        until: today,
    };
    let lived_in: Vec<_> = city.ground.neighbourhoods(city.layer).collect();
    let (moved, _) = city.moves(window);
    let home = |one: Moved| HomeOf {
        neighbourhood: &lived_in[one.unit].code,
        from: journeys::began_in(city, &one),
        kind: one.placement.kind,
    };
    Ok(moved.into_iter().map(home).collect())
}

/// A neighbourhood that families are counted in, on a day.
pub(super) struct LivedIn<'a> {
    pub(super) neighbourhood: &'a Neighbourhood,
    /// All households, or inhabitants where no households are counted.
    pub(super) total: f64,
    /// Rehoused families that live there.
    pub(super) families: u32,
    /// Whether it is a priority neighbourhood; `None` where the layer marks none.
    pub(super) is_deprived: Option<bool>,
}

/// The neighbourhoods with the rehoused families that live there today, as the viewer may know.
pub(super) fn lived_in(atlas: &Atlas, viewer: Viewer) -> Result<Vec<LivedIn<'_>>, Error> {
    let city = city_with(atlas, LayerKind::Neighbourhoods)?;
    let today = atlas.today;
    let families = match viewer {
        Viewer::CaseWorker => {
            let window = Window {
                since: None,
                until: today,
            };
            let mut families = vec![0_u32; city.ground.totals.len()];
            for moved in city.moves(window).0 {
                families[moved.unit] += 1;
            }
            families
        }
        Viewer::Planner | Viewer::Public => given_out::families(city)?,
    };
    let marked = |unit: usize| city.ground.marks.as_ref().map(|marks| marks[unit]);
    Ok(city
        .ground
        .neighbourhoods(city.layer)
        .zip(families)
        .enumerate()
        .map(|(unit, (neighbourhood, families))| LivedIn {
            neighbourhood,
            total: city.ground.totals[unit].total,
            families,
            is_deprived: marked(unit),
        })
        .collect())
}

/// The counts that go onto the map of each audience, by layer; none where there is no report.
pub(super) fn counts_seen(atlas: &Atlas, today: Date) -> HashMap<(Viewer, LayerKind), CountsSeen> {
    let mut seen = HashMap::new();
    for &kind in atlas.layers.keys() {
        for viewer in Viewer::ALL {
            if let Some(counts) = counts_of(atlas, (viewer, kind), today) {
                seen.insert((viewer, kind), counts);
            }
        }
    }
    seen
}

fn counts_of(
    atlas: &Atlas,
    (viewer, kind): (Viewer, LayerKind),
    today: Date,
) -> Option<CountsSeen> {
    let exact = |asked| exact_report(atlas, asked, today);
    let report = match (viewer, kind) {
        (Viewer::CaseWorker, LayerKind::Neighbourhoods) => exact(DispersalAsked::default()),
        (Viewer::CaseWorker, LayerKind::System(system)) => exact(DispersalAsked {
            system: Some(system),
            ..DispersalAsked::default()
        }),
        (Viewer::Planner, LayerKind::Neighbourhoods) => {
            given_out::seen(atlas, atlas.given_out.as_deref()?)
        }
        (Viewer::Public, LayerKind::Neighbourhoods) => public_days(atlas, today).and_then(exact),
        _ => return None,
    };
    match report {
        Ok(report) => {
            let views = publish::dispersal(viewer, &report, atlas.least).neighbourhoods;
            Some(CountsSeen::new(views))
        }
        Err(error) => {
            tracing::warn!(%error, layer = %kind, "the map has no counts of rehoused households");
            None
        }
    }
}

/// What to ask so that the public learns no newer move than it may.
fn public_days(atlas: &Atlas, today: Date) -> Result<DispersalAsked, Error> {
    let up_to = |year| DispersalAsked {
        as_of: Date::from_calendar_date(year, Month::December, 31).ok(),
        ..DispersalAsked::default()
    };
    let closed = today.year() - 1;
    let report = exact_report(atlas, up_to(closed), today)?;
    let last = publish::last_public_year(&report, atlas.least);
    Ok(up_to(last.unwrap_or(closed)))
}

/// Nothing is known of a day after today beyond the last planned move; before the first move
/// nobody is counted, and the account of moves says so.
fn check_days(atlas: &Atlas, asked: DispersalAsked, today: Date) -> Result<(), Error> {
    let planned = atlas.placements().map(|placement| placement.moved_on).max();
    let last = planned.map_or(today, |planned| planned.max(today));
    if let Some(day) = asked.as_of.filter(|&day| day > last) {
        return Err(Error::DayNotKnown { day, last });
    }
    let until = asked.as_of.unwrap_or(today);
    match asked.since.filter(|&since| since > until) {
        Some(since) => Err(Error::DaysReversed { since, until }),
        None => Ok(()),
    }
}

fn exact_report(
    atlas: &Atlas,
    asked: DispersalAsked,
    today: Date,
) -> Result<DispersalReport, Error> {
    made(atlas, (asked, today), [Drawing::Nothing; 2])
}

fn drawn_report(
    atlas: &Atlas,
    asked: DispersalAsked,
    today: Date,
) -> Result<DispersalReport, Error> {
    made(atlas, (asked, today), drawing()?)
}

/// What is drawn for the whole, and what for its parts.
fn drawing() -> Result<[Drawing; 2], Error> {
    let (draws, few) = (Draws::new(DRAWS, SEED)?, Draws::new(FEW_DRAWS, SEED)?);
    Ok([Drawing::All(draws, few), Drawing::Band(few)])
}

/// The neighbourhoods of the system asked for, where somebody lives, and the days.
fn counted_in(
    atlas: &Atlas,
    asked: DispersalAsked,
    today: Date,
) -> Result<(City<'_>, Window), Error> {
    let city = city_of(atlas, LayerKind::of_system(asked.system))?;
    let window = Window {
        since: asked.since,
        until: asked.as_of.unwrap_or(today),
    };
    Ok((city, window))
}

/// The neighbourhoods of a layer, where somebody lives.
fn city_of(atlas: &Atlas, layer: LayerKind) -> Result<City<'_>, Error> {
    let city = city_with(atlas, layer)?;
    if city.ground.totals.is_empty() {
        return Err(Error::NobodyToCompare { layer });
    }
    Ok(city)
}

/// The neighbourhoods of a layer.
fn city_with(atlas: &Atlas, layer: LayerKind) -> Result<City<'_>, Error> {
    let layer = atlas.layer(layer).ok_or(Error::NoLayer { layer })?;
    Ok(City {
        atlas,
        layer,
        ground: layer.ground(),
    })
}

/// The report, with what is drawn for the whole and what for its parts.
fn made(
    atlas: &Atlas,
    (asked, today): (DispersalAsked, Date),
    drawing: [Drawing; 2],
) -> Result<DispersalReport, Error> {
    let (city, window) = counted_in(atlas, asked, today)?;
    let offers = city.offers();
    let stock = stock(offers.as_deref())?;
    let measures = measures(city.ground, (asked, stock.as_ref()), drawing)?;
    told(city, (asked, window), (measures, offers.as_deref()))
}

/// With what is measured, on the yardsticks that there are.
fn measures<'a>(
    ground: &'a Ground,
    (asked, stock): (DispersalAsked, Option<&'a Stock>),
    drawing: [Drawing; 2],
) -> Result<Measures<'a>, Error> {
    let chosen = match asked.yardstick.unwrap_or(Yardstick::Households) {
        Yardstick::Households => None,
        Yardstick::Offers => Some(stock.ok_or(Error::NoOffers)?),
    };
    let measure = |stock, drawing| Measure {
        ground,
        stock,
        drawing,
    };
    Ok(Measures {
        overall: measure(None, drawing[0]),
        on_offers: stock.map(|stock| measure(Some(stock), drawing[0])),
        parts: measure(chosen, drawing[1]),
    })
}

/// With what the whole is measured, on both yardsticks, and its parts.
struct Measures<'a> {
    overall: Measure<'a>,
    on_offers: Option<Measure<'a>>,
    parts: Measure<'a>,
}

fn told(
    city: City,
    (asked, window): (DispersalAsked, Window),
    (measures, offers): (Measures, Option<&[u32]>),
) -> Result<DispersalReport, Error> {
    let (moved, account) = city.moves(window);
    let counts = city.ground.counts(moved.iter().map(|one| one.unit))?;
    let overall = measures.overall.spread(&counts)?;
    let on_offers = measures
        .on_offers
        .map(|on| on.spread(&counts))
        .transpose()?;
    let neighbourhoods = lines(city, (&counts, offers), measures.parts)?;
    let groups = asked.by.map(|by| cuts::groups(measures.parts, &moved, by));
    Ok(DispersalReport {
        as_of: window.until,
        since: window.since,
        given_out: None,
        system: asked.system,
        neighbourhood_layer_version: city.layer.version.version,
        yardstick: asked.yardstick.unwrap_or(Yardstick::Households),
        drawn: Drawn {
            draws: DRAWS,
            seed: SEED,
        },
        in_words: in_words((&overall, on_offers.as_ref()), &neighbourhoods),
        overall,
        on_offers,
        offers: offers.into_iter().flatten().sum(),
        years: years(measures.parts, &moved)?,
        by: asked.by,
        groups: groups.transpose()?.unwrap_or_default(),
        neighbourhoods,
        flows: journeys::flows(city, &moved),
        journeys: journeys::journeys(city, &moved),
        change: change::change(city, window)?,
        effects: change::effects(city, &moved, &counts),
        account,
        overlapping: city.ground.overlapping.clone(),
    })
}

/// The homes on offer as a yardstick; `None` where none lies in the neighbourhoods.
fn stock(offers: Option<&[u32]>) -> Result<Option<Stock>, dispersal::Error> {
    let homes = offers.filter(|homes| homes.iter().any(|&homes| homes > 0));
    let homes = homes.map(|homes| homes.iter().copied().map(f64::from).collect::<Vec<_>>());
    homes.map(|homes| Stock::new(&homes)).transpose()
}

fn years(measure: Measure, moved: &[Moved]) -> Result<Vec<YearSpread>, dispersal::Error> {
    let days: Vec<(usize, Date)> = moved
        .iter()
        .map(|one| (one.unit, one.placement.moved_on))
        .collect();
    let mut told: Vec<YearSpread> = Vec::new();
    for year in dispersal::by_year(&measure.ground.totals, &days)? {
        // A year without a move repeats the year before, draws and all.
        let spread = if let Some(before) = told.last().filter(|_| year.moved == 0) {
            before.spread.clone()
        } else {
            let so_far = days.iter().filter(|(_, day)| day.year() <= year.year);
            let counts = measure.ground.counts(so_far.map(|&(unit, _)| unit))?;
            measure.spread(&counts)?
        };
        told.push(YearSpread {
            year: year.year,
            moved: whole(year.moved),
            spread,
        });
    }
    Ok(told)
}

/// One line a neighbourhood.
fn lines(
    city: City,
    (counts, offers): (&Counts, Option<&[u32]>),
    measure: Measure,
) -> Result<Vec<NeighbourhoodCount>, dispersal::Error> {
    let local = dispersal::local(counts);
    let shrunk = dispersal::shrunken_quotients(counts).ok();
    let hotspots = measure.hotspots(counts)?;
    let quotients: Vec<Figure> = match measure.stock {
        None => local.iter().map(|one| one.location_quotient).collect(),
        Some(stock) => Allotment::new(counts, stock)?.quotients(),
    };
    let line = |(at, neighbourhood): (usize, &crate::domain::Neighbourhood)| {
        let (unit, found) = (&counts.units()[at], &hotspots[at]);
        NeighbourhoodCount {
            code: neighbourhood.code.clone(),
            name: neighbourhood.name.clone(),
            households: neighbourhood.households,
            offers: offers.map(|homes| homes[at]),
            rehoused: whole_number(unit.group),
            is_estimated: false,
            share: local[at].share.value,
            location_quotient: quotients[at].value,
            shrunk_quotient: shrunk.as_ref().map(|shrunk| shrunk.quotients[at]),
            gi_star: found.z.ok(),
            p_more: found.p_upper.ok(),
            significance: significance(found),
            deprived: neighbourhood.deprived,
        }
    };
    let neighbourhoods = city.ground.neighbourhoods(city.layer);
    Ok(neighbourhoods.enumerate().map(line).collect())
}

fn in_words(
    (overall, on_offers): (&Spread, Option<&Spread>),
    lines: &[NeighbourhoodCount],
) -> Vec<(Language, String)> {
    let mainly = mainly(overall, lines);
    let said = Said {
        overall,
        on_offers,
        mainly: &mainly,
    };
    Language::ALL
        .iter()
        .map(|&language| (language, dispersal::in_words(said, language)))
        .collect()
}

/// The remarkable neighbourhoods with the most households above their share, the most first.
fn mainly<'a>(overall: &Spread, lines: &'a [NeighbourhoodCount]) -> Vec<&'a str> {
    // Rehoused here over what the yardstick gives is the quotient, so this is the surplus.
    let excess = |line: &NeighbourhoodCount| {
        let rehoused = f64::from(line.rehoused);
        let quotient = line.location_quotient.filter(|&quotient| quotient > 0.0);
        quotient.map_or(0.0, |quotient| rehoused - rehoused / quotient)
    };
    let mut found: Vec<(f64, &NeighbourhoodCount)> = lines
        .iter()
        .filter(|line| line.significance == Some(Significance::More))
        .map(|line| (excess(line), line))
        .filter(|(excess, _)| *excess >= 1.0 && !overall.too_few)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let names = found.into_iter().take(NAMED);
    names.map(|(_, line)| line.name.as_str()).collect()
}

/// A count of households or places, which no city has four billion of.
fn whole<N: TryInto<u32>>(n: N) -> u32 {
    n.try_into().unwrap_or(u32::MAX)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a sum of ones, counted up from zero"
)]
fn whole_number(households: f64) -> u32 {
    households as u32
}
