//! Counts of households given out: for the public at most once a month, for the team once a week.
//!
//! What is counted, what was given out before, and what is given out now stand in one transaction:
//! two publications made at once would not know of each other.

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest, Sha256};
use time::Date;

use super::{Atlas, Error, Jalon, atlas::neighbourhood_at, dispersal};
use crate::{
    access,
    domain::{
        Act, Audience, Code, FiguresPart, HouseholdCounts, HouseholdFigures, HouseholdTable,
        LayerKind, LeastCounts, NeighbourhoodSystem, PartLevel, Person, PlacementKind, Publication,
        Reach, Register, RegisterEntry, Resource, hex,
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
        let parts = self.parts();
        let mut desk = self.store.desk(&self.territory, &event).await?;
        let earlier = desk.publications().await?;
        let same = |one: &&Publication| one.audience == audience;
        if let Some(one) = earlier.iter().filter(same).find(|one| one.period == period) {
            let number = one.number;
            return Err(Error::PublishedAlready {
                audience,
                period,
                number,
            });
        }
        let number = earlier.last().map_or(1, |one| one.number + 1);
        let counts = match counted(&mut desk).await? {
            Some(counts) => counts,
            None => moved(&self.atlas(), today)?,
        };
        let figures = household_figures(&FiguresAsked {
            parts: &parts,
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
        let is_it = |one: &Publication| one.audience == Audience::Team && one.period == week;
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

    /// Every publication that whoever asks may read, oldest first: the public's are everybody's.
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
        let is_seen = |one: &Publication| sees_all || one.audience == Audience::Public;
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
async fn counted(desk: &mut Desk) -> Result<Option<HouseholdCounts>, Error> {
    let mut moves: BTreeMap<String, Vec<RegisterEntry>> = BTreeMap::new();
    for entry in all(desk, Register::Move).await? {
        if let Some(household) = entry.body.text("household") {
            moves.entry(household.to_owned()).or_default().push(entry);
        }
    }
    let mut counts = HouseholdCounts::default();
    let households = all(desk, Register::Household).await?;
    let erased = desk.erased_households().await?;
    if households.is_empty() && erased.is_empty() {
        return Ok(None);
    }
    for household in households {
        let own = moves.get(&household.code).map(Vec::as_slice);
        let (place, classes) = count(&household, last_move(own.unwrap_or_default()));
        for (table, class) in classes {
            counts.add((&place, table), class, 1);
        }
    }
    for (erased, households) in erased {
        let Some(place) = &erased.counted_in else {
            continue;
        };
        let households = u32::try_from(households).unwrap_or(u32::MAX);
        for table in HouseholdTable::ALL {
            if let Some(class) = erased.class_in(*table) {
                counts.add((place, *table), class, households);
            }
        }
    }
    Ok(Some(counts))
}

/// The households of the imported moves, where no registers are kept: those that live in a
/// neighbourhood.
fn moved(atlas: &Atlas, today: Date) -> Result<HouseholdCounts, Error> {
    let mut counts = HouseholdCounts::default();
    if atlas.layer(LayerKind::Neighbourhoods).is_none() {
        return Ok(counts);
    }
    for (place, kind) in dispersal::homes(atlas, today)? {
        let home = home_class("housed", Some(kind));
        for table in HouseholdTable::ALL {
            counts.add(
                (place, *table),
                class(*table, (home, "unknown", "unknown")),
                1,
            );
        }
    }
    Ok(counts)
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
        (*table, class(*table, (home, size, wish)))
    });
    // Where families live that wait for a home would tell of single settlements.
    let is_home = kind.is_some_and(PlacementKind::is_home);
    let place = moved
        .filter(|_| is_home)
        .and_then(|moved| moved.body.text("neighbourhood"));
    (place.unwrap_or(NOWHERE).to_owned(), classes.collect())
}

/// The class of a table for a household with this home, of this size and with this wish.
fn class(table: HouseholdTable, (home, size, wish): (&'static str, &str, &str)) -> usize {
    let name = match table {
        HouseholdTable::All => "households",
        HouseholdTable::Home => home,
        HouseholdTable::Situation => situation_of(home),
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

fn situation_of(home: &'static str) -> &'static str {
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
