//! Registers as people of several roles: whose households they see, which fields, and what is written
//! down of their looking.

use axum::http::{Method, StatusCode};
use jalon::domain::{Code, NewGrant, Role};
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
    let admin = inside(&town, "admin", NewGrant::of(Role::TerritoryAdmin)).await;
    let home = json!({ "kind": "social_rental", "rooms": 3, "address": "5 rue des Tanneurs" });
    add(&town, &pilot, ("housing_unit", home.clone())).await;

    let seen = super::get(&town, "/api/registers/housing_unit/HU0001", &admin).await;
    let file = super::get(&town, "/api/registers/housing_unit/entries.csv", &admin).await;
    let past = super::get(&town, "/api/registers/housing_unit/HU0001/history", &admin).await;
    let written = add(&town, &admin, ("housing_unit", home)).await;
    let all = look(&town, "/api/registers/housing_unit/HU0001", &pilot).await;

    let told = seen.json()["fields"].clone();
    assert_eq!(told, json!({ "kind": "social_rental", "rooms": 3 }));
    for answer in [file.text(), past.text()] {
        assert!(!answer.contains("Tanneurs"), "{answer}");
    }
    assert_eq!(written.status, StatusCode::FORBIDDEN);
    assert_eq!(all.json()["fields"]["address"], "5 rue des Tanneurs");
}

#[tokio::test]
async fn what_was_decided_about_a_household_is_told_to_nobody_who_reads_of_none() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    add(&town, &pilot, ("household", json!({ "size": 3 }))).await;
    for (subject, household) in [("site_resorption", None), ("orientation", Some("HH0001"))] {
        let decision = json!({ "body": "orientation_cell", "subject": subject, "settlement": "S1",
            "household": household, "due_on": "2026-02-01" });
        add(&town, &pilot, ("decision", decision)).await;
    }

    for role in [
        Role::SanitationSafety,
        Role::Planner,
        Role::LegalOfficer,
        Role::TerritoryAdmin,
    ] {
        let cookie = inside(&town, role.code(), NewGrant::of(role)).await;
        let list = look(&town, "/api/registers/decision", &cookie).await;
        assert_eq!(list.json()["items"].as_array().unwrap().len(), 1, "{role}");
        for hidden in ["", "/history", "/files"] {
            let address = format!("/api/registers/decision/DE0002{hidden}");
            let status = look(&town, &address, &cookie).await.status;
            assert_eq!(status, StatusCode::NOT_FOUND, "{role} {address}");
        }
        for file in [
            "/api/registers/decision/entries.csv",
            "/api/reports/steering.csv?lang=en",
        ] {
            let told = look(&town, file, &cookie).await.text();
            assert!(told.contains("DE0001"), "{role} {file}: {told}");
            assert!(!told.contains("DE0002"), "{role} {file}: {told}");
        }
    }
    let known = look(&town, "/api/registers/decision/DE0002", &pilot).await;
    assert_eq!(known.json()["fields"]["household"], "HH0001");
}

#[tokio::test]
async fn who_looks_after_places_writes_what_is_seen_there_and_decides_nothing() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let safety = inside(&town, "safety", NewGrant::of(Role::SanitationSafety)).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let day = "2026-01-10";
    let decision = json!({ "body": "steering_group", "subject": "site_resorption",
        "settlement": "S1", "due_on": day });
    let meeting = json!({ "body": "steering_group", "planned_on": day });
    let operation = json!({ "settlement": "S1", "kind": "rehousing" });
    for (register, fields) in [
        ("decision", decision),
        ("meeting", meeting),
        ("operation", operation),
    ] {
        let refused = add(&town, &safety, (register, fields.clone())).await;
        let written = add(&town, &pilot, (register, fields)).await;
        let read = look(&town, &format!("/api/registers/{register}"), &safety).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{register}");
        assert_eq!(written.status, StatusCode::CREATED, "{}", written.text());
        assert_eq!(read.json()["items"].as_array().unwrap().len(), 1);
    }
    let told = json!({ "channel": "team", "received_on": day, "text": "smoke under the bridge" });
    let told = add(&town, &safety, ("report", told)).await;
    let bring = |to: &str| {
        let why = "nobody has asked for this yet";
        let to = json!({ "to": to, "override": true, "reason": why });
        let address = (Method::POST, "/api/settlements/S1/status");
        ask(
            town.router(jalon::domain::Audience::Team),
            request(address, &safety, Some(to)),
        )
    };
    let decided = bring("diagnosis").await;
    let made_safe = bring("emergency").await;
    let decided_after = bring("accompaniment").await;

    assert_eq!(told.status, StatusCode::CREATED, "{}", told.text());
    assert_eq!(decided.status, StatusCode::FORBIDDEN, "{}", decided.text());
    assert_eq!(made_safe.status, StatusCode::OK, "{}", made_safe.text());
    assert_eq!(decided_after.status, StatusCode::FORBIDDEN);
}

/// A town with two households, the second one in the care of `worker-02`, and the cookies of the pilot and
/// the worker.
async fn cared_for() -> (TestTown, String, String) {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let worker = inside(&town, "worker-02", NewGrant::of(Role::CaseWorker)).await;
    for _ in 0..2 {
        let household = ("household", json!({ "settlement": "S1", "size": 3 }));
        add(&town, &pilot, household).await;
    }
    add(&town, &pilot, ("accompaniment", care("HH0002"))).await;
    (town, pilot, worker)
}

fn care(household: &str) -> Value {
    json!({ "household": household, "referent": "worker-02", "started_on": "2026-01-05" })
}

#[tokio::test]
async fn a_social_worker_cannot_take_a_household_of_others_into_their_care() {
    let (town, pilot, worker) = cared_for().await;

    for (register, fields) in [
        ("accompaniment", care("HH0001")),
        (
            "plan_step",
            json!({ "household": "HH0001", "axis": "health", "label": "a visit" }),
        ),
        (
            "stay",
            json!({ "household": "HH0001", "settlement": "S1", "since": "2026-01-05" }),
        ),
        (
            "move",
            json!({ "household": "HH0001", "kind": "social_rental", "moved_on": "2026-01-06" }),
        ),
    ] {
        let taken = add(&town, &worker, (register, fields.clone())).await;
        let mut of_nobody = fields;
        of_nobody["household"] = json!("HH0009");
        let none = add(&town, &worker, (register, of_nobody)).await;

        assert_eq!(taken.status, StatusCode::NOT_FOUND, "{register}");
        // Whoever tries codes learns nothing of which there are.
        let said = |answer: &Answer| answer.json()["detail"].as_str().unwrap().to_owned();
        assert_eq!(said(&taken), said(&none).replace("HH0009", "HH0001"));
    }
    let seen = look(&town, "/api/registers/household", &worker).await;
    let untouched = look(&town, "/api/registers/household/HH0001", &pilot).await;
    assert_eq!(seen.json()["items"].as_array().unwrap().len(), 1);
    assert_eq!(untouched.json()["revision"], 1);
}

#[tokio::test]
async fn neither_a_change_nor_a_file_takes_a_household_of_others_into_care() {
    let (town, _, worker) = cared_for().await;
    let router = || town.router(jalon::domain::Audience::Team);

    let turned = Some(json!({ "household": "HH0001" }));
    let address = (Method::PATCH, "/api/registers/accompaniment/AC0001");
    let mut turned = request(address, &worker, turned);
    let any = "*".parse().unwrap();
    turned.headers_mut().insert("if-match", any);
    let turned = ask(router(), turned).await;
    let address = (Method::POST, "/api/registers/accompaniment/entries.csv");
    let mut filed = request(address, &worker, None);
    let rows = "household,referent,started_on\nHH0001,worker-02,2026-01-05\n";
    *filed.body_mut() = axum::body::Body::from(rows);
    let filed = ask(router(), filed).await;

    assert_eq!(turned.status, StatusCode::NOT_FOUND, "{}", turned.text());
    assert_eq!(filed.status, StatusCode::NOT_FOUND, "{}", filed.text());
    assert!(filed.text().contains("HH0001"), "{}", filed.text());
    let seen = look(&town, "/api/registers/household", &worker).await;
    assert_eq!(seen.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_social_worker_takes_an_offer_back_with_what_followed_from_it() {
    let (town, pilot, worker) = cared_for().await;
    let form =
        Some(json!({ "state": "available", "fields": { "kind": "social_rental", "rooms": 3 } }));
    super::send(
        &town,
        (Method::POST, "/api/registers/housing_unit"),
        &pilot,
        form,
    )
    .await;
    let offer = json!({ "household": "HH0002", "unit": "HU0001", "proposed_on": "2026-01-10" });
    let offered = add(&town, &worker, ("proposal", offer)).await;
    assert_eq!(offered.status, StatusCode::CREATED, "{}", offered.text());
    let state = async || {
        let home = look(&town, "/api/registers/housing_unit/HU0001", &pilot).await;
        home.json()["state"].as_str().unwrap().to_owned()
    };
    let accepted = Some(json!({ "to": "accepted", "on": "2026-01-11" }));
    let address = (Method::POST, "/api/registers/proposal/PR0001/state");
    let mut accepted = request(address, &worker, accepted);
    let any = "*".parse().unwrap();
    accepted.headers_mut().insert("if-match", any);
    let accepted = ask(town.router(jalon::domain::Audience::Team), accepted).await;
    let while_accepted = state().await;

    let change = accepted.json()["change"].as_u64().unwrap();
    let address = format!("/api/registers/changes/{change}/undo");
    let undone = super::send(&town, (Method::POST, &address), &worker, None).await;
    let other = super::send(
        &town,
        (Method::POST, "/api/registers/changes/2/undo"),
        &worker,
        None,
    )
    .await;

    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    assert_eq!(while_accepted, "reserved");
    assert_eq!(state().await, "available");
    assert!(other.status.is_client_error(), "{}", other.text());
}

#[tokio::test]
async fn a_coordinator_of_one_operator_knows_nothing_of_the_households_of_another() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let rives = inside(&town, "rives", NewGrant::of(Role::OperatorCoordinator)).await;
    for (name, accounts) in [("Rives", "rives"), ("Seuil", "seuil")] {
        let fields = json!({ "name": name, "kind": "operator_association", "accounts": accounts });
        add(&town, &pilot, ("organisation", fields)).await;
    }
    for operator in [json!("OR0001"), json!("OR0002"), Value::Null] {
        let fields = json!({ "size": 3, "operator": operator });
        let begun = add(&town, &pilot, ("household", fields)).await;
        assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text());
    }
    let step =
        |household: &str| json!({ "household": household, "axis": "health", "label": "a visit" });
    add(&town, &pilot, ("plan_step", step("HH0002"))).await;

    let list = look(&town, "/api/registers/household", &rives).await.json();
    let all = look(&town, "/api/registers/household", &pilot).await.json();
    let file = look(&town, "/api/registers/household/entries.csv", &rives).await;
    let written = add(&town, &rives, ("plan_step", step("HH0002"))).await;
    let own = add(&town, &rives, ("plan_step", step("HH0001"))).await;

    let codes = |list: &Value| -> Vec<String> {
        let items = list["items"].as_array().unwrap().iter();
        items
            .map(|one| one["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(codes(&list), ["HH0001", "HH0003"]);
    assert_eq!(codes(&all).len(), 3);
    assert!(!file.text().contains("HH0002"), "{}", file.text());
    for hidden in [
        "household/HH0002",
        "household/HH0002/history",
        "plan_step/PS0001",
    ] {
        let status = look(&town, &format!("/api/registers/{hidden}"), &rives)
            .await
            .status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{hidden}");
    }
    assert_eq!(written.status, StatusCode::NOT_FOUND, "{}", written.text());
    assert_eq!(own.status, StatusCode::CREATED, "{}", own.text());
}

#[tokio::test]
async fn a_household_that_was_handed_over_is_no_longer_that_of_whoever_began_it() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "worker-03", &[NewGrant::of(Role::CaseWorker)]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let worker = inside(&town, "worker-02", NewGrant::of(Role::CaseWorker)).await;
    let begun = add(&town, &worker, ("household", json!({ "size": 3 }))).await;
    assert_eq!(begun.status, StatusCode::CREATED);
    let step = json!({ "household": "HH0001", "axis": "health", "label": "a visit" });
    add(&town, &worker, ("plan_step", step)).await;
    let handed = |referent: &str| json!({ "household": "HH0001", "referent": referent, "started_on": "2026-01-05" });
    let seen = async || {
        let mut found = Vec::new();
        for entry in ["household/HH0001", "plan_step/PS0001"] {
            let address = format!("/api/registers/{entry}");
            found.push(look(&town, &address, &worker).await.status.as_u16());
        }
        found
    };

    // A slip of the pen hands nothing over.
    add(&town, &worker, ("accompaniment", handed("worker-3"))).await;
    let with_a_slip = seen().await;
    add(&town, &pilot, ("accompaniment", handed("worker-03"))).await;
    let handed_over = seen().await;
    add(&town, &pilot, ("accompaniment", handed("worker-02"))).await;
    let shared = seen().await;

    assert_eq!(with_a_slip, [200, 200]);
    assert_eq!(handed_over, [404, 404]);
    assert_eq!(shared, [200, 200]);
}

#[tokio::test]
async fn a_social_worker_is_not_told_where_families_of_others_live() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let worker = inside(&town, "worker-02", NewGrant::of(Role::CaseWorker)).await;
    for (household, referent) in [("HH0001", "pilot"), ("HH0002", "worker-02")] {
        add(&town, &pilot, ("household", json!({ "size": 3 }))).await;
        let care =
            json!({ "household": household, "referent": referent, "started_on": "2026-01-05" });
        add(&town, &pilot, ("accompaniment", care)).await;
    }
    for (state, household) in [
        ("occupied", Some("HH0001")),
        ("occupied", Some("HH0002")),
        ("available", None),
    ] {
        let fields = json!({ "kind": "social_rental", "rooms": 3, "address": "5 rue des Tanneurs",
            "reserved_for": household });
        let body = Some(json!({ "state": state, "fields": fields }));
        let address = (Method::POST, "/api/registers/housing_unit");
        let made = super::send(&town, address, &pilot, body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    }

    let list = look(&town, "/api/registers/housing_unit", &worker)
        .await
        .json();
    let past = look(&town, "/api/registers/housing_unit/HU0001/history", &worker).await;
    let file = look(&town, "/api/registers/housing_unit/entries.csv", &worker).await;
    let all = look(&town, "/api/registers/housing_unit/entries.csv", &pilot).await;

    let fields: Vec<&Value> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["fields"])
        .collect();
    assert_eq!(*fields[0], json!({ "kind": "social_rental", "rooms": 3 }));
    assert_eq!(fields[1]["address"], "5 rue des Tanneurs");
    assert_eq!(fields[1]["reserved_for"], "HH0002");
    assert_eq!(fields[2]["address"], "5 rue des Tanneurs");
    assert_eq!(past.status, StatusCode::NOT_FOUND);
    assert_eq!(
        file.text().matches("Tanneurs").count(),
        2,
        "{}",
        file.text()
    );
    assert_eq!(all.text().matches("Tanneurs").count(), 3);
}

#[tokio::test]
async fn who_sees_one_settlement_is_not_told_the_codes_of_others_by_its_details() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let one = NewGrant {
        sites: vec!["S2".to_owned()],
        ..NewGrant::of(Role::CaseWorker)
    };
    let worker = inside(&town, "worker", one).await;
    let details = json!({ "settlement": "S2", "predecessors": ["S1"], "address": "Chemin du Lac" });
    let added = add(&town, &pilot, ("site_details", details)).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());

    for address in [
        "/api/settlements/S2/place",
        "/api/registers/site_details",
        "/api/registers/site_details/SD0001",
        "/api/registers/site_details/SD0001/history",
        "/api/registers/site_details/entries.csv",
    ] {
        let seen = super::get(&town, address, &worker).await;
        let all = super::get(&town, address, &pilot).await;

        assert_eq!(seen.status, StatusCode::OK, "{address}: {}", seen.text());
        assert!(seen.text().contains("Lac"), "{address}: {}", seen.text());
        assert!(!seen.text().contains("S1"), "{address}: {}", seen.text());
        assert!(all.text().contains("S1"), "{address}: {}", all.text());
    }
    let other = super::get(&town, "/api/settlements/S1/place", &worker).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}
