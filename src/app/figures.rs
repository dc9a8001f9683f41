//! Counts of households given out: for the public at most once a month, for the team once a week.
//!
//! What is counted, what was given out before, and what is given out now stand in one transaction:
//! two publications made at once would not know of each other.

mod flows;

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest, Sha256};
use time::Date;

use self::flows::Ways;
use super::{Atlas, Error, Jalon, atlas::neighbourhood_at, dispersal};
use crate::{
    access,
    domain::{
        Act, Audience, Code, FiguresPart, HouseholdFigures, HouseholdTable, LayerKind, LeastCounts,
        NeighbourhoodSystem, PartLevel, Person, PlacementKind, Publication, Reach, Register,
        RegisterEntry, Resource, hex,
    },
    publish::{FiguresAsked, NOWHERE, household_figures, part_id},
    store::{Desk, EntriesAsked},
};

/// Entries read at a time.
const PAGE: u32 = 1_000;
/// Publications listed at most.
const LISTED: u32 = 2_000;
/// In whose name counts are given out where nobody has asked for them.
const ACTOR: &str = "figures";
/// No threshold is higher.
const MOST: u32 = 1_000;

impl Jalon {
    /// Publishes this month's counts of households to the public, or this week's to the team. `least`
    /// is the least group to tell of; what is promised, unless given.
    ///
    /// # Errors
    /// When the period has its publication, for a threshold below what is promised, without the right.
    pub async fn publish_figures(
        &self,
        audience: Audience,
        (least, person): (Option<u32>, &Person),
    ) -> Result<Publication, Error> {
        let (resource, act, reach) = match audience {
            Audience::Public => (Resource::Settings, Act::Write, Reach::Territory),
            Audience::Team => (Resource::Dispersal, Act::Read, Reach::Counts),
        };
        if !access::may(person, &self.territory, (resource, act), reach) {
            return Err(Error::NotAllowed { act });
        }
        self.refresh().await?;
        let (now, today) = (self.clock.now(), self.clock.now().date());
        let promised = self.atlas().least;
        let least = checked((audience, promised), least)?;
        let period = period(audience, today);
        let event = self.event(
            (&person.name, "publish"),
            format!("figures/{audience}"),
            json!({ "period": period, "least": least }),
        );
        let mut desk = self.store.desk(&self.territory, &event).await?;
        let earlier = desk.publications().await?;
        let same = |one: &&Publication| one.audience == audience;
        let told = earlier.iter().filter(same);
        let period = free_period(period, (promised.of(audience), least), told)?;
        let number = earlier.last().map_or(1, |one| one.number + 1);
        let atlas = self.atlas();
        let ways = match counted(&mut desk, Ways::on(&atlas)).await? {
            Some(ways) => ways,
            None => moved(&atlas, today)?,
        };
        let (counts, parts) = ways.parted(self.parts(), &earlier);
        let figures = household_figures(&FiguresAsked {
            parts: &parts,
            tells_flows: audience == Audience::Team,
            counts: &counts,
            number,
            as_of: today,
            least,
            readers: readers(audience, (least, promised), &earlier),
            before: earlier.iter().rfind(same),
        });
        let publication = Publication {
            number,
            change: desk.change(),
            audience,
            period,
            as_of: today,
            made_at: now,
            made_by: person.name.clone(),
            least,
            checksum: checksum(&figures),
            figures,
        };
        desk.publish(&publication).await?;
        desk.commit().await?;
        Ok(publication)
    }

    /// This week's counts of households for the team; whoever asks first in a week has them made.
    ///
    /// # Errors
    /// As [`publish_figures`](Self::publish_figures).
    pub async fn figures_of_the_week(&self, person: &Person) -> Result<Publication, Error> {
        let of = (Resource::Dispersal, Act::Read);
        if !access::may(person, &self.territory, of, Reach::Counts) {
            return Err(Error::NotAllowed { act: Act::Read });
        }
        let week = period(Audience::Team, self.clock.now().date());
        let all = self
            .store
            .publications(&self.territory, (0, LISTED))
            .await?;
        let promised = self.atlas().least;
        let is_it = |one: &Publication| {
            one.audience == Audience::Team && is_of(one, &week) && stands(one, promised)
        };
        if let Some(known) = all.into_iter().find(is_it) {
            return Ok(known);
        }
        match self.publish_figures(Audience::Team, (None, person)).await {
            // Somebody else asked at the same moment.
            Err(Error::PublishedAlready { number, .. }) => self.publication(number, person).await,
            made => made,
        }
    }

    /// Gives out this week's counts for the team where it was not done yet: their map stands on them.
    ///
    /// # Errors
    /// Whatever keeps the store from reading or writing.
    pub async fn give_out_the_week(&self) -> Result<(), Error> {
        self.figures_of_the_week(&Person::operator(ACTOR)).await?;
        Ok(())
    }

    /// Every publication that whoever asks may read, oldest first: the public's are everybody's. One that
    /// tells of smaller groups than the city does by now is read by nobody any more but those who set that.
    ///
    /// # Errors
    /// Whatever keeps the store from reading.
    pub async fn publications(&self, person: &Person) -> Result<Vec<Publication>, Error> {
        let all = self
            .store
            .publications(&self.territory, (0, LISTED))
            .await?;
        let of = (Resource::Dispersal, Act::Read);
        let sees_all = access::may(person, &self.territory, of, Reach::Counts);
        let settings = (Resource::Settings, Act::Write);
        let sets_them = access::may(person, &self.territory, settings, Reach::Territory);
        let promised = self.atlas().least;
        let is_seen = |one: &Publication| {
            (sees_all || one.audience == Audience::Public) && (sets_them || stands(one, promised))
        };
        Ok(all.into_iter().filter(is_seen).collect())
    }

    /// The publication of a number.
    ///
    /// # Errors
    /// When there is none that whoever asks may read.
    pub async fn publication(&self, number: u64, person: &Person) -> Result<Publication, Error> {
        let all = self.publications(person).await?;
        let found = all.into_iter().find(|one| one.number == number);
        found.ok_or(Error::NoPublication { number })
    }

    /// The whole, the districts where there are any, the neighbourhoods, and nowhere.
    fn parts(&self) -> Vec<FiguresPart> {
        let atlas = self.atlas();
        let part =
            |level: PartLevel, (code, name): (&str, &str), within: Option<String>| FiguresPart {
                id: part_id(level, code),
                level,
                name: name.to_owned(),
                within,
                from: None,
            };
        let whole = part(PartLevel::Whole, ("all", ""), None);
        let above = |within: Option<String>| Some(within.unwrap_or_else(|| whole.id.clone()));
        let layer = [NeighbourhoodSystem::District, NeighbourhoodSystem::Commune]
            .into_iter()
            .find_map(|system| atlas.layer(LayerKind::System(system)));
        let mut districts: BTreeMap<String, FiguresPart> = BTreeMap::new();
        let mut inner = Vec::new();
        for one in atlas.neighbourhoods() {
            let place = one.footprint.inner_point();
            let around = layer.and_then(|layer| neighbourhood_at(layer, place));
            let district = around.map(|around| {
                let told = (around.code.as_str(), around.name.as_str());
                let district = part(PartLevel::District, told, above(None));
                let id = district.id.clone();
                districts.insert(id.clone(), district);
                id
            });
            let told = (one.code.as_str(), one.name.as_str());
            inner.push(part(PartLevel::Neighbourhood, told, above(district)));
        }
        inner.push(part(PartLevel::Neighbourhood, (NOWHERE, ""), above(None)));
        inner.sort_by(|one, other| one.id.cmp(&other.id));
        let mut parts = vec![whole.clone()];
        parts.extend(districts.into_values());
        parts.extend(inner);
        parts
    }
}

/// Whether a publication tells of no smaller groups than its audience may learn of by now.
pub(super) fn stands(one: &Publication, promised: LeastCounts) -> bool {
    one.least >= promised.of(one.audience)
}

/// Whether a publication is of a week or month; it may have been made anew after less was to be told.
fn is_of(one: &Publication, period: &str) -> bool {
    let behind = one.period.strip_prefix(period);
    behind.is_some_and(|rest| rest.is_empty() || rest.starts_with("-k"))
}

/// What a publication of a period is called: the first one like the period; one that takes the place of
/// others that told of smaller groups behind its own least group, as `2026-W47-k13`.
fn free_period<'a>(
    period: String,
    (promised, least): (u32, u32),
    told: impl Iterator<Item = &'a Publication>,
) -> Result<String, Error> {
    let known: Vec<&Publication> = told.filter(|one| is_of(one, &period)).collect();
    match known.iter().find(|one| one.least >= promised) {
        Some(one) => Err(Error::PublishedAlready {
            audience: one.audience,
            period,
            number: one.number,
        }),
        None if known.is_empty() => Ok(period),
        None => Ok(format!("{period}-k{least}")),
    }
}

/// Who reads a publication, with the least group that they may learn of, and all that was published
/// to them: the team reads what the public does.
fn readers(
    audience: Audience,
    (least, promised): (u32, LeastCounts),
    earlier: &[Publication],
) -> Vec<(u32, Vec<&Publication>)> {
    let team = (promised.team.min(least), earlier.iter().collect());
    match audience {
        Audience::Team => vec![(least, earlier.iter().collect())],
        Audience::Public => {
            let own = earlier
                .iter()
                .filter(|one| one.audience == Audience::Public);
            vec![team, (least, own.collect())]
        }
    }
}

fn checked(
    (audience, promised): (Audience, LeastCounts),
    given: Option<u32>,
) -> Result<u32, Error> {
    let least = promised.of(audience);
    let given = given.unwrap_or(least);
    if (least..=MOST).contains(&given) {
        return Ok(given);
    }
    Err(Error::LowThreshold {
        audience,
        given,
        least,
        most: MOST,
    })
}

/// The month or the ISO week of a day.
fn period(audience: Audience, day: Date) -> String {
    match audience {
        Audience::Public => format!("{}-{:02}", day.year(), u8::from(day.month())),
        Audience::Team => {
            let (year, week, _) = day.to_iso_week_date();
            format!("{year}-W{week:02}")
        }
    }
}

fn checksum(figures: &HouseholdFigures) -> String {
    // What serializes into the database serializes here.
    let text = serde_json::to_string(figures).unwrap_or_default();
    hex(&Sha256::digest(text))
}

/// Every household of the registers counted once, where it has moved to last; `None` where the
/// registers hold none.
async fn counted<'a>(desk: &mut Desk, mut ways: Ways<'a>) -> Result<Option<Ways<'a>>, Error> {
    let mut moves: BTreeMap<String, Vec<RegisterEntry>> = BTreeMap::new();
    for entry in all(desk, Register::Move).await? {
        if let Some(household) = entry.body.text("household") {
            moves.entry(household.to_owned()).or_default().push(entry);
        }
    }
    let households = all(desk, Register::Household).await?;
    let erased = desk.erased_households().await?;
    if households.is_empty() && erased.is_empty() {
        return Ok(None);
    }
    for household in households {
        let own = moves.get(&household.code).map(Vec::as_slice);
        let latest = last_move(own.unwrap_or_default());
        let (place, classes) = count(&household, latest);
        let origin = latest.and_then(|latest| latest.body.text("origin"));
        let from = ways.neighbourhood_of(origin);
        ways.add((&from, &place), &classes, 1);
    }
    for (erased, households) in erased {
        let Some(place) = &erased.counted_in else {
            continue;
        };
        let households = u32::try_from(households).unwrap_or(u32::MAX);
        let classes = HouseholdTable::ALL.iter();
        let classes = classes.filter_map(|table| Some((*table, erased.class_in(*table)?)));
        let classes: Vec<_> = classes.collect();
        ways.add((NOWHERE, place), &classes, households);
    }
    Ok(Some(ways))
}

/// The households of the imported moves, where no registers are kept: those that live in a
/// neighbourhood.
fn moved(atlas: &Atlas, today: Date) -> Result<Ways<'_>, Error> {
    let mut ways = Ways::on(atlas);
    if atlas.layer(LayerKind::Neighbourhoods).is_none() {
        return Ok(ways);
    }
    for lived_in in dispersal::homes(atlas, today)? {
        let home = home_class("housed", Some(lived_in.kind));
        let told = [home, "housed", "unknown", "unknown"];
        let tables = HouseholdTable::ALL.iter();
        let classes: Vec<_> = tables.map(|table| (*table, class(*table, told))).collect();
        let from = lived_in.from.as_deref().unwrap_or(NOWHERE);
        ways.add((from, lived_in.neighbourhood), &classes, 1);
    }
    Ok(ways)
}

/// The last move that was made, of those among entries of one household.
pub(super) fn last_move(entries: &[RegisterEntry]) -> Option<&RegisterEntry> {
    let made = entries.iter().filter(|entry| {
        entry.register == Register::Move
            && !entry.is_removed
            && matches!(entry.state.as_str(), "moved" | "ended")
    });
    made.max_by_key(|entry| (entry.body.day("moved_on"), &entry.code))
}

async fn all(desk: &mut Desk, register: Register) -> Result<Vec<RegisterEntry>, Error> {
    let mut found = Vec::new();
    let mut asked = EntriesAsked::of(register, PAGE);
    loop {
        let page = desk.entries(&asked).await?;
        let Some(last) = page.last() else { break };
        asked.after.clone_from(&last.code);
        let is_last = page.len() < PAGE as usize;
        found.extend(page);
        if is_last {
            break;
        }
    }
    Ok(found)
}

/// Where a household is counted, and in which class of each table.
pub(super) fn count(
    household: &RegisterEntry,
    moved: Option<&RegisterEntry>,
) -> (String, Vec<(HouseholdTable, usize)>) {
    let kind = moved.and_then(|moved| PlacementKind::from_code(moved.body.text("kind")?));
    let home = home_class(&household.state, kind);
    let classes = HouseholdTable::ALL.iter().map(|table| {
        let size = size_class(household.body.count("size"));
        let wish = household.body.text("wish").unwrap_or("unknown");
        let told = [home, outcome_class(&household.state), size, wish];
        (*table, class(*table, told))
    });
    // Where families live that wait for a home would tell of single settlements.
    let is_home = kind.is_some_and(PlacementKind::is_home);
    let place = moved
        .filter(|_| is_home)
        .and_then(|moved| moved.body.text("neighbourhood"));
    (place.unwrap_or(NOWHERE).to_owned(), classes.collect())
}

/// The class of a table for a household with this home, outcome, size and wish.
fn class(table: HouseholdTable, [home, outcome, size, wish]: [&str; 4]) -> usize {
    let name = match table {
        HouseholdTable::All => "households",
        HouseholdTable::Home => home,
        HouseholdTable::Situation => situation_of(home),
        HouseholdTable::Outcome => outcome,
        HouseholdTable::Size => size,
        HouseholdTable::Wish => wish,
    };
    let class = table.classes().iter().position(|class| *class == name);
    class.unwrap_or(table.classes().len() - 1)
}

fn home_class(state: &str, kind: Option<PlacementKind>) -> &'static str {
    match (state, kind) {
        ("sheltered", _) => "sheltered",
        ("kept_in_place", _) => "kept_in_place",
        ("exited" | "voluntary_return" | "declined" | "lost_contact", _) => "gone",
        ("housed" | "sustained", Some(kind)) => match kind {
            PlacementKind::PrivateRental | PlacementKind::RentalIntermediation => "private_home",
            PlacementKind::HousingFirst
            | PlacementKind::AdaptedHousing
            | PlacementKind::AccompaniedHousing => "accompanied_home",
            PlacementKind::MaintainedInPlace => "kept_in_place",
            PlacementKind::SocialRental => "social_home",
            _ => "other_home",
        },
        ("housed" | "sustained", None) => "other_home",
        _ => "on_the_way",
    }
}

/// What has become of a household. Who is kept in place is housed like others: told apart, the class
/// would be a part of the kind of home of that name, and the rest of it a subtraction.
fn outcome_class(state: &str) -> &'static str {
    match state {
        "sheltered" => "sheltered",
        "housed" | "kept_in_place" => "housed",
        "sustained" => "sustained",
        "exited" => "exited",
        "voluntary_return" => "voluntary_return",
        "declined" => "declined",
        "lost_contact" => "lost_contact",
        _ => "on_the_way",
    }
}

fn situation_of(home: &str) -> &str {
    match home {
        "on_the_way" | "sheltered" | "gone" => home,
        _ => "in_a_home",
    }
}

fn size_class(size: Option<u32>) -> &'static str {
    match size {
        None | Some(0) => "unknown",
        Some(1..=2) => "1_2",
        Some(3..=4) => "3_4",
        Some(5..=6) => "5_6",
        Some(_) => "7_more",
    }
}
