//! What mediators have done around each residence, as a sum and as a point of a map: counts, never people.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use time::Date;

use super::EntryView;

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
