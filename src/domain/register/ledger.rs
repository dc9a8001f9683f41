//! What the registers say of moves and homes, in the terms of the map: placements and homes on offer.

use std::collections::{BTreeMap, BTreeSet};

use geo_types::Coord;

use super::{Register, RegisterEntry};
use crate::domain::{Code, HousingOffer, PeopleFit, Placement, PlacementKind};

/// Entries of some registers by code, so that one can be followed to another.
#[derive(Debug, Default)]
pub struct Ledger(BTreeMap<(Register, String), RegisterEntry>);

impl FromIterator<RegisterEntry> for Ledger {
    fn from_iter<T: IntoIterator<Item = RegisterEntry>>(entries: T) -> Self {
        let entries = entries.into_iter();
        Self(
            entries
                .map(|entry| ((entry.register, entry.code.clone()), entry))
                .collect(),
        )
    }
}

impl Ledger {
    /// The registers that placements are made of.
    pub const OF_PLACEMENTS: &'static [Register] = &[
        Register::Move,
        Register::HousingUnit,
        Register::Organisation,
        Register::Action,
    ];

    /// The registers that homes on offer are made of.
    pub const OF_OFFERS: &'static [Register] = &[
        Register::HousingUnit,
        Register::Organisation,
        Register::Proposal,
    ];

    /// Every move that was made, in the order of days. A home that was left is followed by a placement on the day of
    /// leaving that is no home, so that the household counts there until then and nowhere afterwards.
    #[must_use]
    pub fn placements(&self) -> Vec<Placement> {
        let made = self.of(Register::Move);
        let mut placements: Vec<Placement> = made
            .filter(|one| matches!(one.state.as_str(), "moved" | "ended"))
            .filter_map(|one| Some([Some(self.placement(one)?), self.leaving(one)]))
            .flatten()
            .flatten()
            .collect();
        // Who leaves and moves in elsewhere on one day lives there.
        placements.sort_by_key(|one| (one.moved_on, one.kind.is_home()));
        placements
    }

    fn placement(&self, one: &RegisterEntry) -> Option<Placement> {
        let body = &one.body;
        let unit = self.linked(one, "unit", Register::HousingUnit);
        let neighbourhood = body.text("neighbourhood");
        let neighbourhood = neighbourhood.or_else(|| unit?.body.text("neighbourhood"));
        Some(Placement {
            household: body.text("household")?.to_owned(),
            kind: PlacementKind::from_code(body.text("kind")?)?,
            moved_on: body.day("moved_on")?,
            origin: body.text("origin").map(str::to_owned),
            neighbourhood: neighbourhood.map(str::to_owned),
            programme: self.named(one, ("programme", Register::Action), "title"),
            landlord: unit.and_then(|unit| self.landlord(unit)),
            school_changed: body.flag("school_changed"),
            home: unit.and_then(place).or_else(|| place(one)),
        })
    }

    fn leaving(&self, one: &RegisterEntry) -> Option<Placement> {
        let moved_on = one.body.day("ended_on").filter(|_| one.state == "ended")?;
        let kind = match one.body.text("end_cause")? {
            "returned_to_site" => PlacementKind::OtherSite,
            "evicted" | "abandoned" => PlacementKind::NoSolution,
            _ => PlacementKind::Unknown,
        };
        Some(Placement {
            kind,
            moved_on,
            neighbourhood: None,
            landlord: None,
            school_changed: None,
            home: None,
            ..self.placement(one)?
        })
    }

    /// The ordinary homes that are vacant, waited for by nobody, and known well enough to be proposed: somewhere, and of
    /// a size.
    #[must_use]
    pub fn offers(&self) -> Vec<HousingOffer> {
        let proposals = self.of(Register::Proposal);
        let proposed: BTreeSet<&str> = proposals
            .filter(|proposal| proposal.is_open_proposal())
            .filter_map(|proposal| proposal.body.text("unit"))
            .collect();
        self.of(Register::HousingUnit)
            .filter(|unit| unit.state == "available" && !proposed.contains(unit.code.as_str()))
            .filter_map(|unit| self.offer(unit))
            .collect()
    }

    fn offer(&self, unit: &RegisterEntry) -> Option<HousingOffer> {
        let body = &unit.body;
        let kind = PlacementKind::from_code(body.text("kind")?)?;
        let neighbourhood = body.text("neighbourhood").map(str::to_owned);
        let place = place(unit);
        if !kind.is_home() || (place.is_none() && neighbourhood.is_none()) {
            return None;
        }
        let rooms = body.count("rooms");
        let by_rooms = rooms.map(PeopleFit::of_rooms);
        let people = match (body.count("people_most"), by_rooms) {
            (Some(most), None) => PeopleFit::new(1, most),
            (Some(most), Some(fit)) => PeopleFit::new(most.min(*fit.people().start()), most),
            (None, by_rooms) => by_rooms,
        };
        let charges = body.number("charges_eur").unwrap_or(0.0);
        Some(HousingOffer {
            code: unit.code.clone(),
            landlord: self.landlord(unit),
            neighbourhood,
            place,
            homes: 1,
            rooms,
            people: people?,
            step_free: body.flag("step_free"),
            available_from: body.day("available_from"),
            rent_cents: body
                .number("rent_eur")
                .and_then(|rent| cents(rent + charges)),
        })
    }

    fn landlord(&self, unit: &RegisterEntry) -> Option<String> {
        self.named(unit, ("landlord", Register::Organisation), "name")
    }

    /// What an entry that another leads to is called in one of its fields.
    fn named(
        &self,
        entry: &RegisterEntry,
        (field, register): (&str, Register),
        name: &str,
    ) -> Option<String> {
        let linked = self.linked(entry, field, register)?;
        linked.body.text(name).map(str::to_owned)
    }

    fn linked(
        &self,
        entry: &RegisterEntry,
        field: &str,
        register: Register,
    ) -> Option<&RegisterEntry> {
        let code = entry.body.text(field)?.to_owned();
        self.0.get(&(register, code))
    }

    fn of(&self, register: Register) -> impl Iterator<Item = &RegisterEntry> {
        let own = self.0.iter().filter(move |((of, _), _)| *of == register);
        own.map(|(_, entry)| entry)
    }
}

fn place(unit: &RegisterEntry) -> Option<Coord<f64>> {
    let mut degrees = unit.body.numbers("place");
    Some(Coord {
        x: degrees.next()?,
        y: degrees.next()?,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "euros of a register lie between nought and a hundred million"
)]
fn cents(euros: f64) -> Option<u64> {
    (euros >= 0.0).then(|| (euros * 100.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;
    use crate::domain::Body;

    fn entry(register: Register, (code, state): (&str, &str), fields: &Value) -> RegisterEntry {
        let fields = serde_json::from_value(fields.clone()).unwrap();
        let today = date!(2026 - 11 - 10);
        RegisterEntry {
            id: Uuid::nil(),
            register,
            code: code.to_owned(),
            state: state.to_owned(),
            revision: 1,
            settlement: None,
            body: Body::default().with(register, &fields, today).unwrap(),
            is_removed: false,
            created: (datetime!(2026-11-10 12:00 UTC), "a".to_owned()),
            changed: (datetime!(2026-11-10 12:00 UTC), "a".to_owned()),
            change: 1,
        }
    }

    fn home(code: &str, state: &str) -> RegisterEntry {
        let fields = json!({ "kind": "social_rental", "landlord": "B1", "neighbourhood": "N1",
            "rooms": 3, "rent_eur": 400, "charges_eur": 50.5, "place": "1.4;43.6" });
        entry(Register::HousingUnit, (code, state), &fields)
    }

    fn landlord() -> RegisterEntry {
        let fields = json!({ "name": "Habitat du Loriot", "kind": "social_landlord" });
        entry(Register::Organisation, ("B1", "recorded"), &fields)
    }

    #[test]
    fn a_home_that_was_left_counts_until_that_day() {
        let moved = json!({ "household": "H1", "kind": "social_rental", "unit": "U1", "origin": "S1",
            "moved_on": "2025-01-10", "ended_on": "2026-02-01", "end_cause": "returned_to_site" });
        let planned = json!({ "household": "H2", "kind": "social_rental", "unit": "U1" });
        let ledger: Ledger = [
            entry(Register::Move, ("M1", "ended"), &moved),
            entry(Register::Move, ("M2", "planned"), &planned),
            home("U1", "available"),
            landlord(),
        ]
        .into_iter()
        .collect();

        let placements = ledger.placements();

        assert_eq!(placements.len(), 2);
        assert_eq!(placements[0].landlord.as_deref(), Some("Habitat du Loriot"));
        assert_eq!(placements[0].neighbourhood.as_deref(), Some("N1"));
        assert_eq!(placements[0].home, Some(Coord { x: 1.4, y: 43.6 }));
        assert_eq!(placements[1].kind, PlacementKind::OtherSite);
        assert_eq!(placements[1].moved_on, date!(2026 - 02 - 01));
        assert_eq!(placements[1].home, None);
    }

    #[test]
    fn a_home_without_a_known_rent_is_on_offer() {
        let fields = json!({ "kind": "social_rental", "neighbourhood": "N1", "rooms": 3 });
        let unit = entry(Register::HousingUnit, ("U1", "available"), &fields);

        let offers = Ledger::from_iter([unit]).offers();

        assert_eq!(offers.len(), 1);
        assert_eq!(offers[0].rent_cents, None);
    }

    #[test]
    fn a_home_is_on_offer_until_somebody_waits_for_it() {
        let proposed = json!({ "household": "H1", "unit": "U2", "proposed_on": "2026-11-01" });
        let ledger: Ledger = [
            home("U1", "available"),
            home("U2", "available"),
            home("U3", "occupied"),
            entry(Register::Proposal, ("P1", "proposed"), &proposed),
            landlord(),
        ]
        .into_iter()
        .collect();

        let offers = ledger.offers();

        assert_eq!(offers.len(), 1);
        assert_eq!(offers[0].code, "U1");
        assert_eq!(offers[0].people.people(), 2..=4);
        assert_eq!(offers[0].rent_cents, Some(45_050));
    }
}
