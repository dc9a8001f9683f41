//! The agenda: which session something waits for, and whose time is over.

use super::*;
use crate::domain::{Language, Register};
use serde_json::{Map, Value, json};
use time::macros::datetime;

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

fn meeting(code: &str, state: &str, day: &str) -> EntryView {
    let fields = json!({ "body": "steering_group", "planned_on": day, "held_on": day,
        "organisations": ["VILLE", "ETAT"], "minutes": "All points were looked at." });
    entry(Register::Meeting, (code, state), &fields)
}

fn decision(code: &str, state: &str, more: &Value) -> EntryView {
    let mut fields = json!({ "body": "steering_group", "subject": "site_resorption" });
    let told = more.as_object().cloned().unwrap_or_default();
    fields.as_object_mut().unwrap().extend(told);
    entry(Register::Decision, (code, state), &fields)
}

fn told(found: AgendaFound, body: Option<&str>, most: usize) -> AgendaView {
    let words = Words::of(Language::English);
    agenda(found, body, (datetime!(2026-03-10 12:00 UTC), most, &words))
}

#[test]
fn what_waits_stands_with_its_session_and_the_rest_beside_it() {
    let found = AgendaFound {
        meetings: vec![
            meeting("M2", "planned", "2026-03-17"),
            meeting("M1", "held", "2026-03-03"),
        ],
        decisions: vec![
            decision("D1", "on_agenda", &json!({ "meeting": "M2" })),
            decision("D2", "deferred", &json!({ "meeting": "M1" })),
            decision("D3", "validated", &json!({ "meeting": "M1" })),
        ],
        ..AgendaFound::default()
    };

    let agenda = told(found, None, 10);

    assert_eq!(agenda.sessions.len(), 1);
    assert_eq!(agenda.sessions[0].days_left, 7);
    assert_eq!(agenda.sessions[0].items[0].code, "D1");
    assert_eq!(agenda.others.len(), 1);
    assert_eq!(agenda.others[0].code, "D2");
    let held = agenda.held.unwrap();
    assert_eq!((held.code.as_str(), held.decided.len()), ("M1", 1));
    assert_eq!(held.decided[0].code, "D3");
    assert_eq!(agenda.waiting, 2);
}

#[test]
fn an_hour_counts_before_a_day_and_a_minute_past_it_is_late() {
    let found = AgendaFound {
        decisions: vec![
            decision("D1", "on_agenda", &json!({ "due_on": "2026-03-10" })),
            decision("D2", "on_agenda", &json!({ "due_on": "2026-03-09" })),
            decision(
                "D3",
                "on_agenda",
                &json!({ "due_on": "2026-03-10", "due_at": "2026-03-10T11:59:00Z" }),
            ),
            decision("D4", "on_agenda", &json!({})),
        ],
        ..AgendaFound::default()
    };

    let agenda = told(found, None, 10);

    let clocks: Vec<_> = agenda
        .others
        .iter()
        .map(|one| (&*one.code, one.is_late))
        .collect();
    assert_eq!(
        clocks,
        [("D2", true), ("D3", true), ("D1", false), ("D4", false)]
    );
    assert_eq!(agenda.late, 2);
    assert_eq!(agenda.others[1].minutes_left, Some(-1));
}

#[test]
fn a_body_has_its_own_agenda_and_a_list_says_what_it_leaves_out() {
    let other = json!({ "body": "orientation_cell", "planned_on": "2026-03-12" });
    let found = || AgendaFound {
        meetings: vec![
            meeting("M2", "planned", "2026-03-17"),
            entry(Register::Meeting, ("O1", "planned"), &other),
        ],
        decisions: vec![
            decision("D1", "on_agenda", &json!({})),
            decision("D2", "on_agenda", &json!({})),
        ],
        ..AgendaFound::default()
    };

    let cell = told(found(), Some("orientation_cell"), 10);
    let short = told(found(), None, 1);

    assert_eq!((cell.sessions.len(), cell.waiting), (1, 0));
    assert_eq!(cell.sessions[0].code, "O1");
    assert_eq!((short.sessions.len(), short.others.len()), (1, 1));
    assert_eq!((short.left_out, short.waiting), (2, 2));
}

#[test]
fn whoever_is_asked_to_come_is_named_where_the_name_may_be_known() {
    let name = json!({ "name": "Ville de Belorme" });
    let found = AgendaFound {
        meetings: vec![meeting("M2", "planned", "2026-03-17")],
        organisations: vec![entry(Register::Organisation, ("VILLE", "recorded"), &name)],
        ..AgendaFound::default()
    };

    let agenda = told(found, None, 10);

    assert_eq!(
        agenda.sessions[0].organisations,
        ["Ville de Belorme", "ETAT"]
    );
}
