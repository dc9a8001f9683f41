//! The report for whoever may know of no single household: made of the counts that were given out
//! for a week, and of nothing else. What is computed from them alone tells no more than they do.
//!
//! Where a neighbourhood's count is hidden, the households that are left are shared out over such
//! neighbourhoods as people live there: an estimate, and said to be one.

use time::Date;

use super::{
    Drawing, Measure, Measures, city_of, drawing, in_words, lines, measures, moves::City, stock,
};
use crate::{
    app::{Error, atlas::Atlas},
    dispersal::Counts,
    domain::{
        DispersalAsked, DispersalReport, Drawn, Flow, HouseholdTable, Journeys, Language,
        LayerKind, MoveAccount, NeighbourhoodCount, PartLevel, Publication, Words, Yardstick,
        YearSpread,
    },
    publish::{NOWHERE, part_id},
};

/// The report of the last of some publications up to a day, with one line for each year that had one.
///
/// # Errors
/// Nothing given out up to that day, no neighbourhoods, or no home on offer to compare with.
pub(super) fn report(
    atlas: &Atlas,
    (asked, until): (DispersalAsked, Date),
    publications: &[Publication],
) -> Result<DispersalReport, Error> {
    let told: Vec<_> = publications
        .iter()
        .filter(|one| one.as_of <= until)
        .collect();
    let last = *told.last().ok_or(Error::NothingGivenOut { day: until })?;
    made(atlas, asked, (&told, last), drawing()?)
}

/// The counts of one publication as lines of the report, with nothing drawn.
pub(super) fn seen(atlas: &Atlas, last: &Publication) -> Result<DispersalReport, Error> {
    let asked = DispersalAsked::default();
    made(atlas, asked, (&[], last), [Drawing::Nothing; 2])
}

/// The families of each unit, as they were last given out or are estimated.
///
/// # Errors
/// Nothing given out yet.
pub(super) fn families(city: City) -> Result<Vec<u32>, Error> {
    let day = city.atlas.today;
    let last = city.atlas.given_out.as_deref();
    let last = last.ok_or(Error::NothingGivenOut { day })?;
    let units = Given::of(city, last).units.into_iter();
    Ok(units.map(|unit| unit.households).collect())
}

fn made(
    atlas: &Atlas,
    asked: DispersalAsked,
    (told, last): (&[&Publication], &Publication),
    drawing: [Drawing; 2],
) -> Result<DispersalReport, Error> {
    let city = city_of(atlas, LayerKind::Neighbourhoods)?;
    let offers = city.offers();
    let stock = stock(offers.as_deref())?;
    let Measures {
        overall,
        on_offers,
        parts,
    } = measures(city.ground, (asked, stock.as_ref()), drawing)?;
    let given = Given::of(city, last);
    let counts = given.counts(city)?;
    let overall = overall.spread(&counts)?;
    let on_offers = on_offers.map(|on| on.spread(&counts)).transpose()?;
    let mut neighbourhoods = lines(city, (&counts, offers.as_deref()), parts)?;
    for (line, unit) in std::iter::zip(&mut neighbourhoods, &given.units) {
        line.is_estimated = !unit.is_told;
    }
    Ok(DispersalReport {
        as_of: last.as_of,
        since: None,
        given_out: Some(last.number),
        system: None,
        neighbourhood_layer_version: city.layer.version.version,
        yardstick: asked.yardstick.unwrap_or(Yardstick::Households),
        drawn: Drawn {
            draws: super::DRAWS,
            seed: super::SEED,
        },
        in_words: with_its_source(
            in_words((&overall, on_offers.as_ref()), &neighbourhoods),
            (last, &neighbourhoods),
        ),
        overall,
        on_offers,
        offers: offers.into_iter().flatten().sum(),
        years: years((city, parts), told)?,
        by: None,
        groups: Vec::new(),
        neighbourhoods,
        flows: flows(last),
        journeys: Journeys::default(),
        change: None,
        effects: Vec::new(),
        account: MoveAccount::default(),
        overlapping: city.ground.overlapping.clone(),
    })
}

/// The text with where its counts come from, and how many of them are estimates.
fn with_its_source(
    said: Vec<(Language, String)>,
    (last, lines): (&Publication, &[NeighbourhoodCount]),
) -> Vec<(Language, String)> {
    let estimated = lines.iter().filter(|line| line.is_estimated).count();
    let ways = flows(last).len();
    let whole = |(language, text): (Language, String)| {
        let words = Words::of(language);
        let hidden = words.say_with(
            "dispersal-ways_given_out",
            &[("ways", ways.into()), ("least", last.least.into())],
        );
        let source = words.say_with(
            "dispersal-given_out",
            &[
                ("day", words.day(last.as_of).into()),
                ("least", last.least.into()),
                ("estimated", estimated.into()),
            ],
        );
        (language, format!("{text} {source} {hidden}"))
    };
    said.into_iter().map(whole).collect()
}

/// The ways that a publication tells, the most gone first.
fn flows(publication: &Publication) -> Vec<Flow> {
    let parts = publication.figures.parts.iter();
    let told = parts.filter_map(|part| {
        let from = part.from.as_deref()?;
        let (_, to) = part.within.as_deref()?.split_once('/')?;
        Some(Flow {
            settlement: None,
            from: Some(from)
                .filter(|from| *from != NOWHERE)
                .map(str::to_owned),
            to: to.to_owned(),
            households: households(publication, &part.id)?,
        })
    });
    let mut flows: Vec<Flow> = told.collect();
    flows.sort_by_key(|flow| std::cmp::Reverse(flow.households));
    flows
}

/// One line for the last publication of each year.
fn years(
    (city, measure): (City, Measure),
    told: &[&Publication],
) -> Result<Vec<YearSpread>, Error> {
    let mut years: Vec<YearSpread> = Vec::new();
    for of_a_year in told.chunk_by(|one, next| one.as_of.year() == next.as_of.year()) {
        let Some(last) = of_a_year.last() else {
            continue;
        };
        let spread = measure.spread(&Given::of(city, last).counts(city)?)?;
        let before = years.last().map_or(0, |year| year.spread.households);
        years.push(YearSpread {
            year: last.as_of.year(),
            moved: spread.households.saturating_sub(before),
            spread,
        });
    }
    Ok(years)
}

/// What a publication tells of the neighbourhoods that are counted in, in the order of the units.
struct Given {
    units: Vec<Unit>,
}

/// A count that was told, or an estimate.
#[derive(Clone, Copy)]
struct Unit {
    households: u32,
    is_told: bool,
}

impl Given {
    fn of(city: City, publication: &Publication) -> Self {
        let line = |level, code: &str| households(publication, &part_id(level, code));
        let told = city.ground.neighbourhoods(city.layer);
        let told: Vec<Option<u32>> = told
            .map(|one| line(PartLevel::Neighbourhood, &one.code))
            .collect();
        let sum: u32 = told.iter().flatten().sum();
        let whole = line(PartLevel::Whole, "all");
        // Where nobody is told to live nowhere, so few do that they are counted to the hidden ones.
        let elsewhere = line(PartLevel::Neighbourhood, NOWHERE).unwrap_or(0);
        let rest = whole.map_or(0, |all| all.saturating_sub(elsewhere + sum));
        let hidden: Vec<f64> = std::iter::zip(&told, &city.ground.totals)
            .map(|(told, unit)| told.map_or(unit.total, |_| 0.0))
            .collect();
        let shared = shared_out(rest, &hidden);
        let unit = |(told, shared): (Option<u32>, u32)| Unit {
            households: told.unwrap_or(shared),
            is_told: told.is_some(),
        };
        Self {
            units: std::iter::zip(told, shared).map(unit).collect(),
        }
    }

    fn counts(&self, city: City) -> Result<Counts, Error> {
        let each = self.units.iter().enumerate();
        let one_by_one =
            each.flat_map(|(at, unit)| std::iter::repeat_n(at, unit.households as usize));
        Ok(city.ground.counts(one_by_one)?)
    }
}

/// All households of a part, where they were told.
fn households(publication: &Publication, part: &str) -> Option<u32> {
    let mut tables = publication.figures.tables.iter();
    let all = tables.find(|one| one.table == HouseholdTable::All)?;
    let line = all.lines.iter().find(|line| line.part == part)?;
    line.counts.first().copied()
}

/// Whole numbers of a sum by weights, the largest remainders first (Hamilton's method); nothing
/// where no weight is above nought.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a count, rounded down"
)]
fn shared_out(sum: u32, weights: &[f64]) -> Vec<u32> {
    let all: f64 = weights.iter().sum();
    if all <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights
        .iter()
        .map(|weight| f64::from(sum) * weight / all)
        .collect();
    let mut shared: Vec<u32> = exact.iter().map(|part| part.floor() as u32).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by(|&a, &b| {
        (exact[b].fract())
            .total_cmp(&exact[a].fract())
            .then(a.cmp(&b))
    });
    let left = sum.saturating_sub(shared.iter().sum());
    for &at in by_remainder.iter().take(left as usize) {
        shared[at] += 1;
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_shared_out_as_people_live_there_and_sums_up() {
        assert_eq!(shared_out(7, &[100.0, 0.0, 300.0]), [2, 0, 5]);
        assert_eq!(shared_out(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
        assert_eq!(shared_out(0, &[1.0, 2.0]), [0, 0]);
    }

    #[test]
    fn where_nothing_is_hidden_nothing_is_shared_out() {
        assert_eq!(shared_out(3, &[0.0, 0.0]), [0, 0]);
    }
}
