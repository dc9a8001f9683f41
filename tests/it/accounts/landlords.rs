//! Landlords: they see their own homes, and of whom those are offered to no more than a home has to fit.

use axum::http::{Method, StatusCode};
use jalon::domain::{NewGrant, Role};
use serde_json::{Value, json};

use super::{WITHOUT_FACTOR, inside, request, send, user};
use crate::support::{Answer, TestTown, ask};

/// A town with two landlords, two families in the care of a worker, and the cookie of the pilot: the first
/// family may be offered a home of the first landlord.
async fn town() -> (TestTown, String) {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let names = [
        ("Logis du Martinet", "logis, m.roux"),
        ("Toits de l'Autan", "toits"),
    ];
    for (name, accounts) in names {
        let landlord = json!({ "name": name, "kind": "social_landlord", "accounts": accounts });
        add(&town, &pilot, ("organisation", landlord)).await;
    }
    for household in ["HH0001", "HH0002"] {
        let family = json!({ "settlement": "S1", "size": 5, "adults": 2, "rooms_needed": 4,
            "needs_step_free": true, "wish": "ordinary_housing", "note": "beside the pump" });
        add(&town, &pilot, ("household", family)).await;
        let care =
            json!({ "household": household, "referent": "worker-02", "started_on": "2026-01-05" });
        add(&town, &pilot, ("accompaniment", care)).await;
    }
    let home = json!({ "kind": "social_rental", "landlord": "OR0001", "rooms": 4, "address": "5 rue des Tanneurs" });
    let home = Some(json!({ "state": "available", "fields": home }));
    let made = send(
        &town,
        (Method::POST, "/api/registers/housing_unit"),
        &pilot,
        home,
    )
    .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    (town, pilot)
}

async fn add(town: &TestTown, cookie: &str, (register, fields): (&str, Value)) {
    let address = format!("/api/registers/{register}");
    let body = Some(json!({ "fields": fields }));
    let added = send(town, (Method::POST, &address), cookie, body).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
}

async fn offered(town: &TestTown, pilot: &str) {
    let offer = json!({ "household": "HH0001", "unit": "HU0001", "proposed_on": "2026-01-10",
        "note": "asked for a lift" });
    add(town, pilot, ("proposal", offer)).await;
}

/// Asks with a purpose.
async fn look(town: &TestTown, address: &str, cookie: &str) -> Answer {
    let mut asked = request((Method::GET, address), cookie, None);
    let purpose = "offer of a home".parse().unwrap();
    asked.headers_mut().insert("x-purpose", purpose);
    ask(town.router(jalon::domain::Audience::Team), asked).await
}

#[tokio::test]
async fn a_landlord_is_told_the_size_and_needs_of_those_that_its_homes_are_offered_to() {
    let (town, pilot) = town().await;
    let landlord = inside(&town, "logis", NewGrant::of(Role::Landlord)).await;
    let other = inside(&town, "toits", NewGrant::of(Role::Landlord)).await;
    let list = |register: &str| format!("/api/registers/{register}");

    let before = look(&town, &list("household"), &landlord).await.json();
    offered(&town, &pilot).await;
    let homes = look(&town, &list("housing_unit"), &landlord).await.json();
    let households = look(&town, &list("household"), &landlord).await.json();
    let offers = look(&town, &list("proposal"), &landlord).await.json();
    let others = look(&town, &list("household"), &other).await.json();
    let unsaid = super::get(&town, &list("household/HH0001"), &landlord).await;

    assert_eq!(before["items"], json!([]));
    assert_eq!(homes["items"][0]["fields"]["address"], "5 rue des Tanneurs");
    assert_eq!(households["items"].as_array().unwrap().len(), 1);
    let told = &households["items"][0]["fields"];
    assert_eq!(
        *told,
        json!({ "size": 5, "rooms_needed": 4, "needs_step_free": true })
    );
    let told = &offers["items"][0]["fields"];
    assert_eq!(
        *told,
        json!({ "household": "HH0001", "unit": "HU0001", "proposed_on": "2026-01-10" })
    );
    assert_eq!(others["items"], json!([]));
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_landlord_learns_neither_where_a_family_lives_nor_what_became_of_it() {
    let (town, pilot) = town().await;
    let landlord = inside(&town, "logis", NewGrant::of(Role::Landlord)).await;
    offered(&town, &pilot).await;

    for (hidden, status) in [
        ("/api/registers/household/HH0002", 404),
        ("/api/registers/household/HH0001/history", 404),
        ("/api/registers/household/HH0001/files", 404),
        ("/api/registers/household?settlement=S1", 404),
        ("/api/registers/accompaniment/AC0001", 404),
        ("/api/households/HH0001/file.zip", 404),
        ("/api/reports/household_plan.pdf?about=HH0001", 403),
    ] {
        let answer = look(&town, hidden, &landlord).await;
        assert_eq!(
            answer.status.as_u16(),
            status,
            "{hidden}: {}",
            answer.text()
        );
    }
    let rows = look(&town, "/api/registers/household/entries.csv", &landlord)
        .await
        .text();
    assert!(
        rows.contains("HH0001") && !rows.contains("S1") && !rows.contains("pump"),
        "{rows}"
    );
    let mut rent = request(
        (Method::PATCH, "/api/registers/housing_unit/HU0001"),
        &landlord,
        Some(json!({ "rent_eur": 900 })),
    );
    rent.headers_mut().insert("if-match", "*".parse().unwrap());
    let rent = ask(town.router(jalon::domain::Audience::Team), rent).await;
    assert_eq!(rent.status, StatusCode::NOT_FOUND, "{}", rent.text());
}

#[tokio::test]
async fn once_a_home_is_refused_its_landlord_reads_of_the_family_no_more() {
    let (town, pilot) = town().await;
    let landlord = inside(&town, "logis", NewGrant::of(Role::Landlord)).await;
    offered(&town, &pilot).await;
    let household = "/api/registers/household/HH0001";
    assert_eq!(
        look(&town, household, &landlord).await.status,
        StatusCode::OK
    );

    let refusal = json!({ "to": "refused", "fields": { "refusal": "size" } });
    let address = (Method::POST, "/api/registers/proposal/PR0001/state");
    let mut refused = request(address, &pilot, Some(refusal));
    refused
        .headers_mut()
        .insert("if-match", "*".parse().unwrap());
    let refused = ask(town.router(jalon::domain::Audience::Team), refused).await;

    assert_eq!(refused.status, StatusCode::OK, "{}", refused.text());
    assert_eq!(
        look(&town, household, &landlord).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_landlord_who_stands_last_among_thousands_sees_all_that_is_theirs() {
    let (town, pilot) = town().await;
    // Behind more than five thousand others, in each of the three registers that are looked through.
    let many = |row: fn(u32) -> String| (1..=5_001).map(row).collect::<Vec<_>>().concat();
    let organisations = many(|number| format!("OX{number:04};Logis {number};social_landlord;\n"));
    let homes = many(|number| format!("HX{number:04};available;social_rental;OR0002;4\n"));
    let organisations = format!(
        "code;name;kind;accounts\n{organisations}ZZ0001;Derniers Logis;social_landlord;derniers\n"
    );
    let homes =
        format!("code;state;kind;landlord;rooms\n{homes}ZZ0002;available;social_rental;ZZ0001;4\n");
    for (register, rows) in [("organisation", organisations), ("housing_unit", homes)] {
        let address = format!("/api/registers/{register}/entries.csv");
        let mut asked = request((Method::POST, &address), &pilot, None);
        *asked.body_mut() = axum::body::Body::from(rows);
        let taken = ask(town.router(jalon::domain::Audience::Team), asked).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
    }
    let offer = json!({ "household": "HH0001", "unit": "ZZ0002", "proposed_on": "2026-01-10" });
    add(&town, &pilot, ("proposal", offer)).await;
    let landlord = inside(&town, "derniers", NewGrant::of(Role::Landlord)).await;

    let homes = look(&town, "/api/registers/housing_unit", &landlord).await;
    let families = look(&town, "/api/registers/household", &landlord).await;

    let codes = |answer: Answer| -> Vec<Value> {
        let items = answer.json()["items"].as_array().unwrap().clone();
        items.iter().map(|one| one["code"].clone()).collect()
    };
    assert_eq!(codes(homes), ["ZZ0002"]);
    assert_eq!(codes(families), ["HH0001"]);
}

#[tokio::test]
async fn a_landlord_enters_homes_of_its_own_for_nobody_that_it_is_not_told_of() {
    let (town, pilot) = town().await;
    let landlord = inside(&town, "logis", NewGrant::of(Role::Landlord)).await;
    offered(&town, &pilot).await;
    let home = |landlord: &str, household: Option<&str>| {
        json!({ "fields": { "kind": "social_rental", "rooms": 3, "landlord": landlord,
            "reserved_for": household } })
    };

    for (landlord_of, household, status) in [
        ("OR0001", None, 201),
        ("OR0001", Some("HH0001"), 201),
        ("OR0001", Some("HH0002"), 404),
        ("OR0002", None, 404),
    ] {
        let address = (Method::POST, "/api/registers/housing_unit");
        let form = Some(home(landlord_of, household));
        let made = send(&town, address, &landlord, form).await;

        let said = made.text();
        assert_eq!(
            made.status.as_u16(),
            status,
            "{landlord_of} {household:?}: {said}"
        );
    }
}
