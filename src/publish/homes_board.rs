//! Homes on the board: by landlord and by convention, and those on offer that nobody is offered. No address, no place.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use time::Date;
use utoipa::ToSchema;

use super::{
    EntryView, WordView,
    board::{named, word},
};
use crate::domain::Words;

/// Homes by landlord and by convention as of a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HomesBoardView {
    /// The day it was made for; ISO 8601.
    pub on: String,
    /// Of which offers whoever asks is told.
    pub offers: OffersTold,
    /// Those with the most homes that nobody is offered come first.
    pub landlords: Vec<HomesOfLandlordView>,
    /// Those that end first come first; ended and dropped ones are left out.
    pub conventions: Vec<HomesOfConventionView>,
    /// Homes on offer that no household is offered, those that have waited longest first.
    pub free: Vec<FreeHomeView>,
    /// Why homes were refused, the most frequent reason first; empty where refusals are not told.
    pub refusals: Vec<RefusalView>,
    /// What the lists have no room for.
    pub left_out: HomesLeftOutView,
}

/// Of which offers of homes somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OffersTold {
    /// Of all.
    All,
    /// Of those of homes of one's own that wait for an answer or a move.
    Open,
    /// Of those to households that one may know of.
    Own,
    /// Of none.
    None,
}

/// Homes of one landlord.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HomesOfLandlordView {
    /// Code of the organisation; null for homes without one.
    pub code: Option<String>,
    /// Its name, where it may be known.
    pub name: Option<String>,
    /// How many there are, and how far they have come.
    pub homes: HomeCountsView,
}

/// Homes under one convention.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HomesOfConventionView {
    /// Its code.
    pub code: String,
    /// What was signed.
    pub kind: Option<WordView>,
    /// How far it has come.
    pub state: WordView,
    /// Code of the landlord.
    pub landlord: Option<String>,
    /// The landlord's name, where it may be known.
    pub landlord_name: Option<String>,
    /// Homes that it promises.
    pub promised: Option<f64>,
    /// From which day; ISO 8601.
    pub starts_on: Option<String>,
    /// Until which day; ISO 8601.
    pub ends_on: Option<String>,
    /// Days until then, negative where it is over.
    pub days_left: Option<i64>,
    /// How many homes are recorded under it, and how far they have come.
    pub homes: HomeCountsView,
}

/// Homes by state, and the offers of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct HomeCountsView {
    /// All that are not withdrawn.
    pub homes: usize,
    /// Announced, not free yet.
    pub prospects: usize,
    /// Free.
    pub available: usize,
    /// Free, and offered to no household that whoever asks is told of.
    pub without_household: usize,
    /// Kept for a household.
    pub reserved: usize,
    /// Lived in.
    pub occupied: usize,
    /// Offers that wait for an answer; null where none is told.
    pub proposed: Option<usize>,
    /// Offers that were refused; null where none is told.
    pub refused: Option<usize>,
}

/// A home on offer that no household is offered.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FreeHomeView {
    /// Its code.
    pub code: String,
    /// What it is.
    pub kind: Option<WordView>,
    /// Code of its landlord.
    pub landlord: Option<String>,
    /// Code of its convention.
    pub convention: Option<String>,
    /// Code of its neighbourhood.
    pub neighbourhood: Option<String>,
    /// Rooms.
    pub rooms: Option<f64>,
    /// How many people may live in it.
    pub people_most: Option<f64>,
    /// Rent in euros a month.
    pub rent_eur: Option<f64>,
    /// Whether it has no steps.
    pub step_free: Option<bool>,
    /// Class of the dangers of its place, where it was looked at.
    pub hazard_class: Option<String>,
    /// Since which day it is free; ISO 8601.
    pub available_from: Option<String>,
    /// Days since then, negative where that day is to come.
    pub days_free: Option<i64>,
}

/// How often a home was refused for a reason.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusalView {
    /// The reason.
    pub reason: WordView,
    /// How often.
    pub total: usize,
}

/// How many of each list are not shown.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct HomesLeftOutView {
    /// Landlords.
    pub landlords: usize,
    /// Conventions.
    pub conventions: usize,
    /// Homes that nobody is offered.
    pub free: usize,
}

/// What it is made of: entries as far as whoever asks may read them.
#[derive(Debug)]
pub struct HomesFound {
    /// Every home.
    pub units: Vec<EntryView>,
    /// Every convention.
    pub conventions: Vec<EntryView>,
    /// The organisations that may be known.
    pub organisations: Vec<EntryView>,
    /// Offers of homes.
    pub proposals: Vec<EntryView>,
    /// Which offers these are.
    pub offers: OffersTold,
}

/// Homes as of a day, with `most` rows a list; of one landlord where it is named.
#[must_use]
pub fn homes_board(
    mut found: HomesFound,
    landlord: Option<&str>,
    (today, most, words): (Date, usize, &Words),
) -> HomesBoardView {
    found.units.retain(|unit| unit.state != "withdrawn");
    if let Some(code) = landlord {
        let is_theirs = |one: &EntryView| one.text("landlord") == code;
        found.units.retain(is_theirs);
        found.conventions.retain(is_theirs);
    }
    let homes = Homes::of(&found);
    let (landlords, no_landlord) = first_of(homes.landlords(&found), most);
    let (conventions, no_convention) = first_of(homes.conventions(&found, (today, words)), most);
    let (free, no_free) = first_of(homes.free(&found, (today, words)), most);
    HomesBoardView {
        on: today.to_string(),
        offers: found.offers,
        landlords,
        conventions,
        free,
        refusals: refusals(&homes, words),
        left_out: HomesLeftOutView {
            landlords: no_landlord,
            conventions: no_convention,
            free: no_free,
        },
    }
}

/// Offers by the homes that they are of.
struct Homes<'a> {
    /// Homes whose offer waits for an answer. One that was accepted keeps its home in another state; where the
    /// home is free again, that was before.
    offered: BTreeSet<&'a str>,
    /// Offers of each home.
    offers: BTreeMap<&'a str, Vec<&'a EntryView>>,
    told: OffersTold,
}

impl<'a> Homes<'a> {
    fn of(found: &'a HomesFound) -> Self {
        let known: BTreeSet<&str> = found.units.iter().map(|unit| &*unit.code).collect();
        let mut offers: BTreeMap<&str, Vec<&EntryView>> = BTreeMap::new();
        for one in &found.proposals {
            if known.contains(one.text("unit")) {
                offers.entry(one.text("unit")).or_default().push(one);
            }
        }
        let is_offered = |(unit, offers): (&&'a str, &Vec<&EntryView>)| {
            let is_open = offers.iter().any(|one| one.state == "proposed");
            is_open.then_some(*unit)
        };
        Self {
            offered: offers.iter().filter_map(is_offered).collect(),
            offers,
            told: found.offers,
        }
    }

    fn counts(&self, units: &[&EntryView]) -> HomeCountsView {
        let of = |state: &str| units.iter().filter(|unit| unit.state == state).count();
        let offers = |state: &str| {
            let all = units.iter().filter_map(|unit| self.offers.get(&*unit.code));
            all.flatten().filter(|one| one.state == state).count()
        };
        let is_told = self.told != OffersTold::None;
        HomeCountsView {
            homes: units.len(),
            prospects: of("prospect"),
            available: of("available"),
            without_household: units.iter().filter(|unit| self.is_free(unit)).count(),
            reserved: of("reserved"),
            occupied: of("occupied"),
            proposed: is_told.then(|| offers("proposed")),
            refused: self.tells_ended().then(|| offers("refused")),
        }
    }

    /// Whether offers are told of that wait for nothing any more.
    fn tells_ended(&self) -> bool {
        matches!(self.told, OffersTold::All | OffersTold::Own)
    }

    /// Whether a home is free and offered to nobody, as far as is told.
    fn is_free(&self, unit: &EntryView) -> bool {
        unit.state == "available" && !self.offered.contains(&*unit.code)
    }

    fn landlords(&self, found: &HomesFound) -> Vec<HomesOfLandlordView> {
        let names = names_of(&found.organisations);
        let mut groups: BTreeMap<&str, Vec<&EntryView>> = BTreeMap::new();
        for unit in &found.units {
            groups.entry(unit.text("landlord")).or_default().push(unit);
        }
        let row = |(code, units): (&str, Vec<&EntryView>)| HomesOfLandlordView {
            code: (!code.is_empty()).then(|| code.to_owned()),
            name: names.get(code).map(|name| (*name).to_owned()),
            homes: self.counts(&units),
        };
        let mut rows: Vec<_> = groups.into_iter().map(row).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.homes.without_household));
        rows
    }

    fn conventions(
        &self,
        found: &HomesFound,
        (today, words): (Date, &Words),
    ) -> Vec<HomesOfConventionView> {
        let names = names_of(&found.organisations);
        let is_in_force = |one: &&EntryView| !matches!(one.state.as_str(), "ended" | "dropped");
        let row = |one: &EntryView| {
            let units = found.units.iter();
            let units: Vec<&EntryView> = units
                .filter(|unit| unit.text("convention") == one.code)
                .collect();
            let ends_on = one.day("ends_on");
            HomesOfConventionView {
                code: one.code.clone(),
                kind: named(one, "kind").map(|kind| word(&kind, words)),
                state: word(&one.state, words),
                landlord: named(one, "landlord"),
                landlord_name: names.get(one.text("landlord")).map(|&name| name.to_owned()),
                promised: one.number("homes"),
                starts_on: one.day("starts_on").map(|day| day.to_string()),
                ends_on: ends_on.map(|day| day.to_string()),
                days_left: ends_on.map(|day| (day - today).whole_days()),
                homes: self.counts(&units),
            }
        };
        let all = found.conventions.iter().filter(is_in_force);
        let mut rows: Vec<_> = all.map(row).collect();
        rows.sort_by_key(|row| (row.days_left.is_none(), row.days_left, row.code.clone()));
        rows
    }

    fn free(&self, found: &HomesFound, (today, words): (Date, &Words)) -> Vec<FreeHomeView> {
        let free = found.units.iter().filter(|unit| self.is_free(unit));
        let row = |unit: &EntryView| {
            let since = unit.day("available_from");
            FreeHomeView {
                code: unit.code.clone(),
                kind: named(unit, "kind").map(|kind| word(&kind, words)),
                landlord: named(unit, "landlord"),
                convention: named(unit, "convention"),
                neighbourhood: named(unit, "neighbourhood"),
                rooms: unit.number("rooms"),
                people_most: unit.number("people_most"),
                rent_eur: unit.number("rent_eur"),
                step_free: unit.flag("step_free"),
                hazard_class: named(unit, "hazard_class"),
                available_from: since.map(|day| day.to_string()),
                days_free: since.map(|day| (today - day).whole_days()),
            }
        };
        let mut rows: Vec<_> = free.map(row).collect();
        rows.sort_by_key(|row| {
            let waited = row.days_free.map(std::cmp::Reverse);
            (waited.is_none(), waited, row.code.clone())
        });
        rows
    }
}

fn refusals(homes: &Homes<'_>, words: &Words) -> Vec<RefusalView> {
    if !homes.tells_ended() {
        return Vec::new();
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let offers = homes.offers.values().flatten();
    for one in offers.filter(|one| one.state == "refused") {
        let reason = one.text("refusal");
        let reason = if reason.is_empty() { "unknown" } else { reason };
        *reasons.entry(reason).or_default() += 1;
    }
    let row = |(reason, total): (&str, usize)| RefusalView {
        reason: word(reason, words),
        total,
    };
    let mut rows: Vec<_> = reasons.into_iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.total));
    rows
}

fn names_of(organisations: &[EntryView]) -> BTreeMap<&str, &str> {
    let named = organisations
        .iter()
        .map(|one| (&*one.code, one.text("name")));
    named.filter(|(_, name)| !name.is_empty()).collect()
}

/// The first of a list, and how many are left out.
fn first_of<T>(mut rows: Vec<T>, most: usize) -> (Vec<T>, usize) {
    let left_out = rows.len().saturating_sub(most);
    rows.truncate(most);
    (rows, left_out)
}

#[cfg(test)]
mod tests;
