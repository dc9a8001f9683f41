//! Homes on the board: whose they are, how far they have come, and what nobody is told.

use super::*;
use crate::domain::{Language, Register};
use serde_json::{Map, Value, json};
use time::macros::{date, datetime};

fn entry(register: Register, (code, state): (&str, &str), fields: &Value) -> EntryView {
    let at = datetime!(2026-01-05 08:00 UTC);
    EntryView {
        register,
        code: code.to_owned(),
        state: state.to_owned(),
        next: Vec::new(),
        revision: 1,
        change: 1,
        fields: fields.as_object().cloned().unwrap_or_else(Map::new),
        receipt: None,
        warnings: Vec::new(),
        created_at: at,
        created_by: "anna".to_owned(),
        changed_at: at,
        changed_by: "anna".to_owned(),
    }
}

fn unit(code: &str, state: &str, landlord: &str) -> EntryView {
    let fields = json!({ "landlord": landlord, "convention": "CV1", "kind": "social_rental" });
    entry(Register::HousingUnit, (code, state), &fields)
}

fn offer(code: &str, state: &str, home: &str) -> EntryView {
    let fields = json!({ "household": "HH1", "unit": home, "refusal": "rent" });
    entry(Register::Proposal, (code, state), &fields)
}

fn convention(code: &str, state: &str, ends_on: Option<&str>) -> EntryView {
    let fields =
        json!({ "kind": "reservation", "landlord": "B01", "homes": 10, "ends_on": ends_on });
    entry(Register::Convention, (code, state), &fields)
}

fn found(units: Vec<EntryView>, proposals: Vec<EntryView>) -> HomesFound {
    let organisation = json!({ "name": "Logis du Pont" });
    HomesFound {
        units,
        conventions: Vec::new(),
        organisations: vec![entry(
            Register::Organisation,
            ("B01", "recorded"),
            &organisation,
        )],
        proposals,
        offers: OffersTold::All,
    }
}

fn shown(found: HomesFound, landlord: Option<&str>, most: usize) -> HomesBoardView {
    let words = Words::of(Language::English);
    homes_board(found, landlord, (date!(2026 - 03 - 10), most, &words))
}

#[test]
fn a_home_that_is_offered_to_a_household_does_not_wait_for_one() {
    let units = vec![
        unit("L1", "available", "B01"),
        unit("L2", "available", "B01"),
        unit("L3", "reserved", "B01"),
        unit("L4", "withdrawn", "B01"),
    ];
    let offers = vec![offer("P1", "proposed", "L1"), offer("P2", "refused", "L2")];

    let board = shown(found(units, offers), None, 10);

    let counts = board.landlords[0].homes;
    assert_eq!((counts.homes, counts.available), (3, 2));
    assert_eq!((counts.without_household, counts.reserved), (1, 1));
    assert_eq!((counts.proposed, counts.refused), (Some(1), Some(1)));
    let free: Vec<&str> = board.free.iter().map(|home| &*home.code).collect();
    assert_eq!(free, ["L2"]);
    assert_eq!(board.refusals[0].reason.code, "rent");
    assert_eq!(board.landlords[0].name.as_deref(), Some("Logis du Pont"));
}

#[test]
fn a_home_that_is_free_again_waits_whatever_was_accepted_before() {
    let units = vec![unit("L1", "available", "B01")];
    let offers = vec![offer("P1", "accepted", "L1")];

    let board = shown(found(units, offers), None, 10);

    assert_eq!(board.landlords[0].homes.without_household, 1);
}

#[test]
fn offers_that_are_not_told_are_not_counted_as_none() {
    let mut hidden = found(vec![unit("L1", "available", "B01")], Vec::new());
    hidden.offers = OffersTold::None;
    let refused = vec![offer("P1", "refused", "L1")];
    let mut open = found(vec![unit("L1", "available", "B01")], refused);
    open.offers = OffersTold::Open;

    let (hidden, open) = (shown(hidden, None, 10), shown(open, None, 10));

    assert_eq!(hidden.landlords[0].homes.proposed, None);
    assert_eq!(hidden.landlords[0].homes.refused, None);
    assert_eq!(open.landlords[0].homes.proposed, Some(0));
    assert_eq!(open.landlords[0].homes.refused, None);
    assert!(open.refusals.is_empty(), "{:?}", open.refusals);
}

#[test]
fn the_convention_that_ends_first_comes_first_and_one_that_is_over_says_so() {
    let mut all = found(vec![unit("L1", "occupied", "B01")], Vec::new());
    all.conventions = vec![
        convention("CV0", "signed", None),
        convention("CV1", "signed", Some("2026-04-09")),
        convention("CV2", "signed", Some("2026-03-01")),
        convention("CV3", "ended", Some("2025-01-01")),
    ];

    let board = shown(all, None, 10);

    let ends: Vec<_> = board
        .conventions
        .iter()
        .map(|one| (&*one.code, one.days_left))
        .collect();
    assert_eq!(ends, [("CV2", Some(-9)), ("CV1", Some(30)), ("CV0", None)]);
    assert_eq!(board.conventions[1].homes.occupied, 1);
    assert_eq!(board.conventions[0].homes.homes, 0);
}

#[test]
fn one_landlord_has_its_own_homes_only_and_lists_say_what_they_leave_out() {
    let units = vec![
        unit("L1", "available", "B01"),
        unit("L2", "available", "B02"),
        unit("L3", "available", "B02"),
    ];

    let board = shown(found(units.clone(), Vec::new()), Some("B02"), 1);
    let all = shown(found(units, Vec::new()), None, 1);

    assert_eq!(board.landlords.len(), 1);
    assert_eq!(board.landlords[0].homes.homes, 2);
    assert_eq!((board.free.len(), board.left_out.free), (1, 1));
    assert_eq!(all.landlords[0].code.as_deref(), Some("B02"));
    assert_eq!(all.left_out.landlords, 1);
}

#[test]
fn the_home_that_has_waited_longest_comes_first() {
    let waiting = |code: &str, since: &str| {
        let fields = json!({ "landlord": "B01", "available_from": since });
        entry(Register::HousingUnit, (code, "available"), &fields)
    };
    let units = vec![
        unit("L0", "available", "B01"),
        waiting("L1", "2026-03-01"),
        waiting("L2", "2025-12-31"),
    ];

    let board = shown(found(units, Vec::new()), None, 10);

    let free: Vec<_> = board
        .free
        .iter()
        .map(|home| (&*home.code, home.days_free))
        .collect();
    assert_eq!(free, [("L2", Some(69)), ("L1", Some(9)), ("L0", None)]);
}
