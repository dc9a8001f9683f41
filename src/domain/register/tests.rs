//! The table of registers holds together, and what people give is checked by it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use time::macros::date;

use super::*;
use crate::domain::{Code, DataClass, EntryError, Language, Words};

fn given(values: &Value) -> BTreeMap<String, Value> {
    serde_json::from_value(values.clone()).unwrap()
}

fn body(register: Register, values: &Value) -> Result<Body, EntryError> {
    Body::default().with(register, &given(values), date!(2026 - 06 - 15))
}

#[test]
fn every_way_of_a_flow_leads_to_a_state_and_every_day_to_a_field() {
    for register in Register::ALL {
        let flow = register.workflow();
        for (state, after) in flow.steps {
            for next in *after {
                assert!(flow.state(next).is_some(), "{register}: {state} to {next}");
            }
        }
        for (state, field) in flow.dated.iter().chain(flow.needs) {
            assert!(flow.state(state).is_some(), "{register}: {state}");
            assert!(register.field(field).is_some(), "{register}: {field}");
        }
    }
}

#[test]
fn every_state_can_be_reached_from_the_first() {
    for register in Register::ALL {
        let flow = register.workflow();
        let (mut reached, mut next) = (BTreeSet::new(), vec![flow.first()]);
        while let Some(state) = next.pop() {
            if reached.insert(state) {
                next.extend(flow.after(state));
            }
        }
        assert_eq!(reached.len(), flow.steps.len(), "{register}");
    }
}

#[test]
fn field_names_and_code_prefixes_stand_once() {
    let prefixes: BTreeSet<&str> = Register::ALL.iter().map(|one| one.code_prefix()).collect();
    assert_eq!(prefixes.len(), Register::ALL.len());
    for register in Register::ALL {
        let names: BTreeSet<&str> = register.fields().iter().map(|field| field.name).collect();
        assert_eq!(names.len(), register.fields().len(), "{register}");
    }
}

#[test]
fn no_field_names_a_person_or_what_is_never_written_down() {
    const NEVER: [&str; 12] = [
        "ethnic",
        "origin_country",
        "nationality",
        "religion",
        "diagnosis",
        "illness",
        "handicap",
        "criminal",
        "first_name",
        "surname",
        "birth",
        "passport",
    ];
    for register in Register::ALL {
        for field in register.fields() {
            let is_named = NEVER.iter().any(|word| field.name.contains(word));
            assert!(!is_named, "{register}: {}", field.name);
        }
    }
}

#[test]
fn what_leads_to_a_household_is_of_its_class() {
    for register in Register::ALL {
        for field in register.fields() {
            let leads = matches!(
                field.kind,
                FieldKind::Link(Register::Household | Register::Proposal | Register::Move)
            );
            assert!(
                !leads || field.class == DataClass::Household,
                "{register}: {}",
                field.name
            );
        }
    }
}

#[test]
fn every_register_field_and_word_has_a_name_in_both_languages() {
    for language in Language::ALL {
        let words = Words::of(*language);
        let told = |name: String| assert_ne!(words.say(&name), name, "{language}: {name}");
        for register in Register::ALL {
            told(register.label_name());
            register
                .fields()
                .iter()
                .for_each(|field| told(field.label_name()));
            register
                .workflow()
                .states()
                .for_each(|state| told(word_name(state)));
            let listed = register.fields().iter().flat_map(|field| match field.kind {
                FieldKind::Word(list) | FieldKind::Words(list) => list,
                _ => &[],
            });
            listed.for_each(|word| told(word_name(word)));
        }
    }
}

#[test]
fn values_are_taken_typed_or_as_text() {
    let typed =
        json!({ "kind": "social_rental", "rooms": 4, "rent_eur": 485.5, "step_free": true });
    let text = json!({ "kind": "SOCIAL_RENTAL", "rooms": "4", "rent_eur": "485,50", "step_free": "oui", "note": " " });

    let typed = body(Register::HousingUnit, &typed).unwrap();

    assert_eq!(typed, body(Register::HousingUnit, &text).unwrap());
    assert_eq!(typed.count("rooms"), Some(4));
    assert_eq!(typed.flag("step_free"), Some(true));
}

#[test]
fn a_refusal_names_the_field_and_what_may_stand_there() {
    let refused = |values: Value| {
        body(Register::HousingUnit, &values)
            .unwrap_err()
            .to_string()
    };

    assert!(refused(json!({ "rooms": 0 })).contains("a whole number from 1 to 12"));
    assert!(refused(json!({ "rooms": 1.5 })).contains("`rooms`"));
    assert!(refused(json!({ "kind": "palace" })).contains("one of social_rental"));
    assert!(refused(json!({ "hazard_checked_on": "2026-06-16" })).contains("2026-06-15"));
    assert!(refused(json!({ "colour": "red" })).contains("a field of housing_unit: kind"));
    assert!(refused(json!({ "place": [200, 0] })).contains("longitude"));
}

#[test]
fn people_of_a_household_add_up_and_days_are_in_order() {
    let wrong = body(
        Register::Household,
        &json!({ "size": 3, "adults": 2, "minors_3_5": 2 }),
    );
    let early = body(
        Register::Stay,
        &json!({
        "household": "HH1", "settlement": "S01", "since": "2026-02-01", "until": "2026-01-01" }),
    );
    let gone_first = body(
        Register::Household,
        &json!({ "arrived_on": "2026-02-01", "left_on": "2026-01-01" }),
    );
    let lacking = body(Register::Stay, &json!({ "household": "HH1" }));

    let wrong = wrong
        .unwrap()
        .checked(Register::Household, "identified")
        .unwrap_err();
    let early = early
        .unwrap()
        .checked(Register::Stay, "recorded")
        .unwrap_err();
    let gone_first = gone_first
        .unwrap()
        .checked(Register::Household, "identified")
        .unwrap_err();
    let lacking = lacking
        .unwrap()
        .checked(Register::Stay, "recorded")
        .unwrap_err();

    assert!(wrong.to_string().contains("`size` is \"3\""), "{wrong}");
    assert!(early.to_string().contains("`until`"), "{early}");
    let said = gone_first.to_string();
    assert!(
        said.contains("`left_on`") && said.contains("2026-02-01"),
        "{said}"
    );
    assert!(
        lacking.to_string().contains("`settlement` is missing"),
        "{lacking}"
    );
}
