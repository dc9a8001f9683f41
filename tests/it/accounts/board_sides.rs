//! The board's sides for homes and for those who decide, as people of several roles.

use axum::http::{Method, StatusCode};
use jalon::domain::{NewGrant, Role};
use serde_json::{Value, json};

use super::{WITHOUT_FACTOR, inside, request, user};
use crate::support::{Answer, TestTown, ask};

async fn look(town: &TestTown, address: &str, cookie: &str) -> Answer {
    let mut asked = request((Method::GET, address), cookie, None);
    let purpose = "weekly meeting".parse().unwrap();
    asked.headers_mut().insert("x-purpose", purpose);
    ask(town.router(jalon::domain::Audience::Team), asked).await
}

async fn add(town: &TestTown, cookie: &str, (register, body): (&str, Value)) {
    let address = format!("/api/registers/{register}");
    let added = super::send(town, (Method::POST, &address), cookie, Some(body)).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
}

/// Two landlords with a home each; that of the first is offered to a household, and a decision about the
/// household and one about a settlement wait for a session.
async fn town_at_work() -> (TestTown, String) {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    for (code, name, accounts) in [
        ("B01", "Logis du Pont", "logis"),
        ("B02", "Toits du Bac", ""),
    ] {
        let fields = json!({ "name": name, "kind": "social_landlord", "accounts": accounts });
        add(
            &town,
            &pilot,
            ("organisation", json!({ "code": code, "fields": fields })),
        )
        .await;
    }
    let signed = json!({ "kind": "reservation", "landlord": "B01", "homes": 10,
        "signed_on": "2025-01-01", "starts_on": "2025-01-01", "ends_on": "2026-01-31" });
    add(
        &town,
        &pilot,
        (
            "convention",
            json!({ "code": "CV1", "state": "signed", "fields": signed }),
        ),
    )
    .await;
    for (code, landlord, convention) in [("L1", "B01", "CV1"), ("L2", "B02", "")] {
        let mut fields = json!({ "kind": "social_rental", "rooms": 3, "landlord": landlord,
            "address": "3 rue du Bac" });
        if !convention.is_empty() {
            fields["convention"] = convention.into();
        }
        let home = json!({ "code": code, "state": "available", "fields": fields });
        add(&town, &pilot, ("housing_unit", home)).await;
    }
    let family = json!({ "state": "accompanied", "fields": { "settlement": "S1", "size": 4 } });
    add(&town, &pilot, ("household", family)).await;
    let offer =
        json!({ "fields": { "household": "HH0001", "unit": "L1", "proposed_on": "2026-01-05" } });
    add(&town, &pilot, ("proposal", offer)).await;
    let session = json!({ "code": "CP1", "fields": { "body": "steering_group", "planned_on": "2030-01-07" } });
    add(&town, &pilot, ("meeting", session)).await;
    let about_family = json!({ "code": "D1", "fields": { "body": "orientation_cell", "subject": "orientation",
        "household": "HH0001", "meeting": "CP1" } });
    add(&town, &pilot, ("decision", about_family)).await;
    let about_site = json!({ "code": "D2", "fields": { "body": "steering_group", "subject": "site_resorption",
        "settlement": "S1", "meeting": "CP1", "due_on": "2020-01-07" } });
    add(&town, &pilot, ("decision", about_site)).await;
    (town, pilot)
}

fn codes(list: &Value) -> Vec<&str> {
    let rows = list.as_array().unwrap().iter();
    rows.map(|one| one["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn homes_are_told_by_landlord_and_convention_and_no_address_with_them() {
    let (town, pilot) = town_at_work().await;

    let answer = look(&town, "/api/board/homes?lang=en", &pilot).await;
    let homes = answer.json();

    assert_eq!(homes["offers"], "all");
    assert_eq!(codes(&homes["landlords"]), ["B02", "B01"]);
    let first = &homes["landlords"][1];
    assert_eq!(first["name"], "Logis du Pont");
    assert_eq!(first["homes"]["proposed"], 1, "{homes}");
    assert_eq!(first["homes"]["without_household"], 0);
    assert_eq!(codes(&homes["free"]), ["L2"]);
    assert_eq!(homes["conventions"][0]["homes"]["homes"], 1);
    assert!(homes["conventions"][0]["days_left"].is_i64());
    assert!(!answer.text().contains("rue du Bac"), "{}", answer.text());
}

#[tokio::test]
async fn one_landlord_has_its_own_and_a_landlord_that_nobody_knows_is_not_there() {
    let (town, pilot) = town_at_work().await;

    let one = look(&town, "/api/board/homes?landlord=B02", &pilot)
        .await
        .json();
    let nobody = look(&town, "/api/board/homes?landlord=B99", &pilot).await;

    assert_eq!(codes(&one["landlords"]), ["B02"]);
    assert_eq!(one["conventions"], json!([]));
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    assert!(nobody.text().contains("B99"), "{}", nobody.text());
}

#[tokio::test]
async fn a_landlord_sees_its_own_homes_and_not_how_many_were_refused() {
    let (town, _) = town_at_work().await;
    let landlord = inside(&town, "logis", NewGrant::of(Role::Landlord)).await;

    let homes = look(&town, "/api/board/homes", &landlord).await.json();
    let others = look(&town, "/api/board/homes?landlord=B02", &landlord).await;
    let agenda = look(&town, "/api/board/agenda", &landlord).await;

    assert_eq!(homes["offers"], "open");
    assert_eq!(codes(&homes["landlords"]), ["B01"]);
    assert_eq!(homes["landlords"][0]["homes"]["proposed"], 1, "{homes}");
    assert_eq!(homes["landlords"][0]["homes"]["refused"], Value::Null);
    assert_eq!(homes["refusals"], json!([]));
    assert_eq!(others.status, StatusCode::NOT_FOUND);
    assert_eq!(agenda.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_reads_of_no_household_is_told_of_homes_without_offers_and_says_nothing_what_for() {
    let (town, _) = town_at_work().await;
    let admin = inside(&town, "admin", NewGrant::of(Role::TerritoryAdmin)).await;
    let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;
    let auditor = inside(&town, "auditor", NewGrant::of(Role::DpoAuditor)).await;

    let homes = super::get(&town, "/api/board/homes", &admin).await.json();
    let refused = look(&town, "/api/board/homes", &planner).await;
    let log = super::get(&town, "/api/audit/reads", &auditor).await.json();

    assert_eq!(homes["offers"], "none");
    let counts = &homes["landlords"][0]["homes"];
    assert_eq!(counts["proposed"], Value::Null, "{homes}");
    assert_eq!(homes["refusals"], json!([]));
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(log["items"], json!([]));
}

#[tokio::test]
async fn a_social_worker_is_told_of_offers_to_their_own_households_only() {
    let (town, _) = town_at_work().await;
    let worker = inside(&town, "worker", NewGrant::of(Role::CaseWorker)).await;

    let homes = look(&town, "/api/board/homes", &worker).await.json();

    assert_eq!(homes["offers"], "own");
    let offers = homes["landlords"].as_array().unwrap().iter();
    let offers: Vec<&Value> = offers.map(|one| &one["homes"]["proposed"]).collect();
    assert_eq!(offers, [&json!(0), &json!(0)], "{homes}");
}

#[tokio::test]
async fn the_agenda_tells_what_waits_for_the_session_and_what_is_late() {
    let (town, pilot) = town_at_work().await;

    let agenda = look(&town, "/api/board/agenda?lang=en", &pilot)
        .await
        .json();
    let own = look(&town, "/api/board/agenda?body=orientation_cell", &pilot)
        .await
        .json();

    assert_eq!(
        (&agenda["waiting"], &agenda["late"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(agenda["told"], "all");
    let session = &agenda["sessions"][0];
    assert_eq!(session["body"]["label"], "steering group", "{agenda}");
    assert_eq!(codes(&session["items"]), ["D2", "D1"]);
    assert!(session["items"][0]["settlement_name"].is_string());
    assert_eq!(session["items"][1]["household"], "HH0001");
    assert_eq!(own["waiting"], 1);
    assert_eq!(own["sessions"], json!([]));
    assert_eq!(codes(&own["others"]), ["D1"]);
}

#[tokio::test]
async fn a_planner_has_an_agenda_without_decisions_about_households() {
    let (town, _) = town_at_work().await;
    let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;

    let agenda = super::get(&town, "/api/board/agenda", &planner).await;

    assert_eq!(agenda.json()["told"], "no_household");
    assert_eq!(codes(&agenda.json()["sessions"][0]["items"]), ["D2"]);
    assert!(!agenda.text().contains("HH0001"), "{}", agenda.text());
    assert!(!agenda.text().contains("D1"), "{}", agenda.text());
}

#[tokio::test]
async fn each_side_is_written_down_once_with_what_for() {
    let (town, pilot) = town_at_work().await;
    let auditor = inside(&town, "auditor", NewGrant::of(Role::DpoAuditor)).await;

    for address in ["/api/board/homes", "/api/board/agenda"] {
        let unsaid = super::get(&town, address, &pilot).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert_eq!(look(&town, address, &pilot).await.status, StatusCode::OK);
    }
    let log = super::get(&town, "/api/audit/reads", &auditor).await.json();

    let rows = log["items"].as_array().unwrap();
    let subjects: Vec<&Value> = rows.iter().map(|row| &row["subject"]).collect();
    assert_eq!(subjects, ["decision/agenda", "housing_unit/board"], "{log}");
    assert!(rows.iter().all(|row| row["purpose"] == "weekly meeting"));
}

#[tokio::test]
async fn a_body_or_a_limit_that_there_is_none_of_is_refused_in_words() {
    let (town, pilot) = town_at_work().await;

    let body = look(&town, "/api/board/agenda?body=council", &pilot).await;
    let limit = look(&town, "/api/board/homes?limit=many", &pilot).await;

    assert_eq!(body.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.text().contains("steering_group"), "{}", body.text());
    assert_eq!(limit.status, StatusCode::BAD_REQUEST);
    assert!(limit.text().contains("from 1 to 200"), "{}", limit.text());
}
