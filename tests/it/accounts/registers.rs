//! Registers as people of several roles: whose households they see, which fields, and what is written
//! down of their looking.

use axum::http::{Method, StatusCode};
use jalon::domain::{NewGrant, Role};
use serde_json::{Value, json};

use super::{WITHOUT_FACTOR, inside, request, user};
use crate::support::{Answer, TestTown, ask};

/// Asks for an address with a purpose.
async fn look(town: &TestTown, address: &str, cookie: &str) -> Answer {
    let mut asked = request((Method::GET, address), cookie, None);
    let purpose = "monthly review".parse().unwrap();
    asked.headers_mut().insert("x-purpose", purpose);
    ask(town.router(jalon::domain::Audience::Team), asked).await
}

async fn add(town: &TestTown, cookie: &str, (register, fields): (&str, Value)) -> Answer {
    let address = format!("/api/registers/{register}");
    let body = Some(json!({ "fields": fields }));
    super::send(town, (Method::POST, &address), cookie, body).await
}

#[tokio::test]
async fn a_social_worker_sees_the_households_in_their_care_and_no_other() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let worker = inside(&town, "worker-02", NewGrant::of(Role::CaseWorker)).await;
    for _ in 0..2 {
        let household = ("household", json!({ "settlement": "S1", "size": 3 }));
        assert_eq!(
            add(&town, &pilot, household).await.status,
            StatusCode::CREATED
        );
    }
    let care =
        json!({ "household": "HH0002", "referent": "worker-02", "started_on": "2026-01-05" });
    add(&town, &pilot, ("accompaniment", care)).await;

    // The first page would be empty if those of others took its room.
    let list = look(&town, "/api/registers/household?limit=1", &worker)
        .await
        .json();
    let own = look(&town, "/api/registers/household/HH0002", &worker).await;
    let other = look(&town, "/api/registers/household/HH0001", &worker).await;
    let none = look(&town, "/api/registers/household/HH0009", &worker).await;

    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(own.status, StatusCode::OK);
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn each_register_says_whether_one_may_read_and_write_it() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    for (name, role, told) in [
        (
            "worker",
            Role::CaseWorker,
            [(true, true), (false, false), (true, false)],
        ),
        (
            "lawyer",
            Role::LegalOfficer,
            [(false, false), (true, true), (true, false)],
        ),
        (
            "logis",
            Role::Landlord,
            [(true, false), (false, false), (false, false)],
        ),
        (
            "auditor",
            Role::DpoAuditor,
            [(false, false), (false, false), (false, false)],
        ),
    ] {
        let cookie = inside(&town, name, NewGrant::of(role)).await;

        let all = look(&town, "/api/registers?lang=en", &cookie).await.json();

        let of = |register: &str| {
            let mut all = all.as_array().unwrap().iter();
            let found = all.find(|one| one["register"] == register).unwrap();
            let may = |what: &str| found[what].as_bool().unwrap();
            (may("may_read"), may("may_write"))
        };
        let found = ["household", "legal_procedure", "mediation_round"].map(of);
        assert_eq!(found, told, "{role}");
    }
}

#[tokio::test]
async fn who_looks_at_households_says_what_for_and_is_written_down() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let auditor = inside(&town, "auditor", NewGrant::of(Role::DpoAuditor)).await;
    add(&town, &pilot, ("household", json!({ "size": 3 }))).await;

    let unsaid = super::get(&town, "/api/registers/household/HH0001", &pilot).await;
    let said = look(&town, "/api/registers/household/HH0001", &pilot).await;
    let log = super::get(&town, "/api/audit/reads", &auditor).await.json();

    assert_eq!(
        unsaid.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        unsaid.text()
    );
    assert_eq!(said.json()["fields"]["size"], 3);
    let rows = log["items"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{log}");
    assert_eq!(rows[0]["actor"], "pilot");
    assert_eq!(rows[0]["subject"], "household/HH0001");
    assert_eq!(rows[0]["purpose"], "monthly review");
}

#[tokio::test]
async fn a_field_of_a_class_that_somebody_may_not_read_is_not_in_the_answer() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let safety = inside(&town, "safety", NewGrant::of(Role::SanitationSafety)).await;
    add(&town, &pilot, ("household", json!({ "size": 3 }))).await;
    let decision = json!({ "body": "orientation_cell", "subject": "orientation", "settlement": "S1",
        "household": "HH0001" });
    add(&town, &pilot, ("decision", decision)).await;

    let seen = super::get(&town, "/api/registers/decision/DE0001", &safety).await;
    let refused = super::get(&town, "/api/registers/household/HH0001", &safety).await;
    let all = look(&town, "/api/registers/decision/DE0001", &pilot).await;
    let written =
        json!({ "body": "orientation_cell", "subject": "orientation", "household": "HH0001" });
    let written = add(&town, &safety, ("decision", written)).await;
    let file = super::get(&town, "/api/registers/decision/entries.csv", &safety).await;

    assert_eq!(seen.json()["fields"]["settlement"], "S1");
    assert_eq!(seen.json()["fields"]["household"], Value::Null);
    assert_eq!(all.json()["fields"]["household"], "HH0001");
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(written.status, StatusCode::FORBIDDEN);
    assert!(!file.text().contains("household"), "{}", file.text());
}
