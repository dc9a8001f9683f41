//! What mediators have done around each residence, as a sum and as a point of a map: counts, never people.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use time::Date;

use super::EntryView;

/// A round that begins so much earlier or later is another than the one that was planned.
const HOURS_APART: f64 = 2.0;

/// What was done: rounds walked, calls taken, people met, people led to a structure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MediationSum {
    /// Rounds that were walked.
    pub rounds: u64,
    /// People met on them, counted by round.
    pub contacts: u64,
    /// Calls that the phone line took.
    pub calls: u64,
    /// People led to a structure.
    pub referrals: u64,
}

impl MediationSum {
    /// Adds one round, or one evening of the phone line, whose contacts are its calls.
    pub fn add(&mut self, one: &EntryView) {
        let count = |field| {
            one.fields
                .get(field)
                .and_then(Value::as_u64)
                .unwrap_or_default()
        };
        if one.text("kind") == "phone_line" {
            self.calls += count("contacts");
        } else {
            self.rounds += 1;
            self.contacts += count("contacts");
        }
        self.referrals += count("referrals");
    }
}

/// One residence with what was done around it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResidenceView {
    /// What people call it; blank where a round or a call names none.
    pub residence: String,
    /// What was done.
    pub sum: MediationSum,
    /// Code of its neighbourhood, as the latest round has it.
    pub neighbourhood: String,
    /// The latest day.
    pub last_on: Option<Date>,
    /// Where it is, as the latest round with a place has it: longitude and latitude in degrees.
    pub place: Option<[f64; 2]>,
}

/// Rounds and calls by residence, in the order of their names.
#[must_use]
pub fn residences<'e>(rounds: impl IntoIterator<Item = &'e EntryView>) -> Vec<ResidenceView> {
    let mut rounds: Vec<&EntryView> = rounds.into_iter().collect();
    rounds.sort_by_key(|one| one.day("on"));
    let mut found: BTreeMap<&str, ResidenceView> = BTreeMap::new();
    for one in rounds {
        let residence = found.entry(one.text("residence")).or_default();
        residence.sum.add(one);
        residence.last_on = one.day("on").or(residence.last_on);
        residence.place = place(one).or(residence.place);
        if !one.text("neighbourhood").is_empty() {
            one.text("neighbourhood")
                .clone_into(&mut residence.neighbourhood);
        }
    }
    let named = found.into_iter().map(|(name, mut residence)| {
        name.clone_into(&mut residence.residence);
        residence
    });
    named.collect()
}

/// A round that is walked every week by a plan, with how often it was planned up to a day of a year, and
/// how often it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedRoundView {
    /// What people call the residence.
    pub residence: String,
    /// From Monday, 0, to Sunday, 6.
    pub weekday: u8,
    /// The hours between which it is walked.
    pub hours: [Option<f64>; 2],
    /// Days of the plan.
    pub planned: u64,
    /// Days of them with a round around that residence. One that both tell another hour of is another.
    pub made: u64,
}

/// What was planned in a year up to a day, and what of it was made; each round counts for one plan.
#[must_use]
pub fn planned_and_made(
    (plans, rounds): (&[EntryView], &[EntryView]),
    (year, until): (i32, Date),
) -> Vec<PlannedRoundView> {
    let is_walked = |one: &&EntryView| one.text("kind") == "round";
    let mut left: Vec<&EntryView> = rounds.iter().filter(is_walked).collect();
    let mut found: Vec<PlannedRoundView> = plans
        .iter()
        .filter_map(|plan| held_to(plan, &mut left, (year, until)))
        .collect();
    found.sort_by(|one, other| {
        let key = |view: &PlannedRoundView| (view.residence.clone(), view.weekday);
        key(one).cmp(&key(other))
    });
    found
}

/// A plan held against the rounds that no other plan has taken.
fn held_to(
    plan: &EntryView,
    left: &mut Vec<&EntryView>,
    (year, until): (i32, Date),
) -> Option<PlannedRoundView> {
    let weekday = weekday_of(plan.text("weekday"))?;
    let first = Date::from_ordinal_date(year, 1).ok()?;
    let last = Date::from_calendar_date(year, time::Month::December, 31).ok()?;
    let from = plan.day("starts_on")?.max(first);
    let to = plan.day("ends_on").unwrap_or(last).min(last).min(until);
    let days = std::iter::successors(Some(from), |day| day.next_day());
    let days = days.take_while(|day| *day <= to);
    let mut view = PlannedRoundView {
        residence: plan.text("residence").to_owned(),
        weekday,
        hours: [plan.number("from_hour"), plan.number("until_hour")],
        planned: 0,
        made: 0,
    };
    for day in days.filter(|day| day.weekday().number_days_from_monday() == weekday) {
        view.planned += 1;
        if let Some(at) = left.iter().position(|round| is_of(round, plan, day)) {
            left.swap_remove(at);
            view.made += 1;
        }
    }
    Some(view)
}

/// Whether a round is that of a plan on a day.
fn is_of(round: &EntryView, plan: &EntryView, day: Date) -> bool {
    let hours = [round, plan].map(|one| one.number("from_hour"));
    let is_at_its_hour = match hours {
        [Some(walked), Some(planned)] => (walked - planned).abs() <= HOURS_APART,
        _ => true,
    };
    round.day("on") == Some(day)
        && round.text("residence") == plan.text("residence")
        && is_at_its_hour
}

fn weekday_of(name: &str) -> Option<u8> {
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let at = days.iter().position(|day| *day == name)?;
    u8::try_from(at).ok()
}

fn place(one: &EntryView) -> Option<[f64; 2]> {
    let place = one.fields.get("place")?.as_array()?;
    Some([place.first()?.as_f64()?, place.get(1)?.as_f64()?])
}

/// Residences as a GeoJSON collection of points (RFC 7946); one of unknown place has no geometry.
#[must_use]
pub fn residences_geojson(residences: &[ResidenceView]) -> Value {
    let features = residences.iter().map(|one| {
        let point = one
            .place
            .map(|place| json!({ "type": "Point", "coordinates": place }));
        let sum = one.sum;
        json!({ "type": "Feature", "geometry": point, "properties": {
            "residence": one.residence,
            "neighbourhood": one.neighbourhood,
            "rounds": sum.rounds,
            "contacts": sum.contacts,
            "calls": sum.calls,
            "referrals": sum.referrals,
            "last_on": one.last_on.map(|day| day.to_string()),
        } })
    });
    json!({ "type": "FeatureCollection", "features": features.collect::<Vec<Value>>() })
}
