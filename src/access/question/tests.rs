//! Grants, scopes and classes, asked of small made-up people.

use uuid::Uuid;

use super::*;
use crate::domain::Role;

fn grant(role: Role) -> Grant {
    Grant {
        id: Uuid::nil(),
        role,
        territory: Territory::default(),
        until: None,
        opens: Vec::new(),
        sites: Vec::new(),
    }
}

fn holding(grants: Vec<Grant>) -> Person {
    Person {
        name: "a.martin".to_owned(),
        user: Some(Uuid::nil()),
        way: Way::Session {
            id: Uuid::nil(),
            second_factor_due: false,
            charter_due: false,
        },
        grants,
        ..Person::public()
    }
}

fn read(person: &Person, resource: Resource) -> Reach {
    reach(person, &Territory::default(), resource, Act::Read)
}

#[test]
fn two_grants_reach_as_far_as_the_farther_one() {
    let person = holding(vec![grant(Role::Landlord), grant(Role::SanitationSafety)]);

    assert_eq!(read(&person, Resource::Sites), Reach::Territory);
    assert_eq!(read(&person, Resource::Household), Reach::Own);
    assert_eq!(read(&person, Resource::Legal), Reach::None);
}

#[test]
fn a_grant_elsewhere_reaches_nothing_here() {
    let elsewhere = Grant {
        territory: Territory::try_from("cantal-15".to_owned()).unwrap(),
        ..grant(Role::TerritoryAdmin)
    };
    let person = holding(vec![elsewhere]);

    for resource in [Resource::Sites, Resource::Accounts, Resource::Export] {
        assert_eq!(read(&person, resource), Reach::None, "{resource}");
    }
}

#[test]
fn an_option_opens_only_what_the_role_leaves_open() {
    let opened = |role| Grant {
        opens: vec![DataClass::Household, DataClass::Restricted],
        ..grant(role)
    };

    let admin = holding(vec![opened(Role::TerritoryAdmin)]);
    let safety = holding(vec![opened(Role::SanitationSafety)]);

    assert_eq!(read(&admin, Resource::Household), Reach::Territory);
    assert_eq!(read(&admin, Resource::Legal), Reach::Territory);
    assert_eq!(read(&safety, Resource::Household), Reach::Counts);
    assert_eq!(read(&safety, Resource::Legal), Reach::None);
}

#[test]
fn who_owes_a_second_factor_reaches_nothing() {
    let mut person = holding(vec![grant(Role::TerritoryAdmin)]);
    person.way = Way::Session {
        id: Uuid::nil(),
        second_factor_due: true,
        charter_due: false,
    };

    assert_eq!(read(&person, Resource::Sites), Reach::None);
}

#[test]
fn a_token_reaches_its_scopes_as_far_as_its_owner_and_never_a_household() {
    let mut person = holding(vec![grant(Role::OperatorCoordinator)]);
    person.way = Way::Token {
        id: Uuid::nil(),
        scopes: vec![Scope::SitesRead, Scope::HazardWrite],
        territory: Territory::default(),
        networks: Vec::new(),
    };

    assert_eq!(read(&person, Resource::Sites), Reach::Territory);
    assert_eq!(read(&person, Resource::Household), Reach::None);
    let hazard = reach(&person, &Territory::default(), Resource::Hazard, Act::Write);
    assert_eq!(hazard, Reach::None, "the owner may not either");
    let classes = classes(&person, &Territory::default(), Resource::Homes);
    assert!(!classes.sees(DataClass::Household) && !classes.sees(DataClass::Restricted));
}

#[test]
fn households_fields_are_seen_by_who_reads_households_wherever_they_stand() {
    let here = Territory::default();
    let worker = holding(vec![grant(Role::CaseWorker)]);
    let planner = holding(vec![grant(Role::Planner)]);

    assert!(classes(&worker, &here, Resource::Homes).sees(DataClass::Household));
    assert!(!classes(&worker, &here, Resource::Homes).sees(DataClass::Restricted));
    assert!(!classes(&planner, &here, Resource::Sites).sees(DataClass::Household));
    assert!(classes(&planner, &here, Resource::Sites).sees(DataClass::Internal));
    assert!(!classes(&planner, &here, Resource::Homes).sees(DataClass::Internal));
}

#[test]
fn a_case_worker_sees_the_settlements_of_the_grant_only() {
    let assigned = Grant {
        sites: vec!["S1".to_owned()],
        ..grant(Role::CaseWorker)
    };

    let seen = sites(&holding(vec![assigned]), &Territory::default(), Act::Read);

    assert!(seen.holds("S1") && !seen.holds("S2"));
    let unassigned = holding(vec![grant(Role::CaseWorker)]);
    assert!(!sites(&unassigned, &Territory::default(), Act::Read).holds("S1"));
}

#[test]
fn the_operator_at_the_machine_reaches_all_of_the_territory_and_the_public_nothing() {
    let here = Territory::default();

    for resource in [Resource::Household, Resource::Settings, Resource::Audit] {
        let operator = Person::operator("cli");
        assert_eq!(
            reach(&operator, &here, resource, Act::Write),
            Reach::Territory
        );
        assert_eq!(
            reach(&Person::public(), &here, resource, Act::Read),
            Reach::None
        );
    }
}
