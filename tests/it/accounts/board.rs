//! The rehousing board as people of several roles: whose households are on it, and what is written down.

use axum::http::{Method, StatusCode};
use jalon::domain::{NewGrant, Role};
use serde_json::{Value, json};

use super::{WITHOUT_FACTOR, inside, request, user};
use crate::support::{Answer, TestTown, ask};

/// Asks for an address with a purpose.
async fn look(town: &TestTown, address: &str, cookie: &str) -> Answer {
    let mut asked = request((Method::GET, address), cookie, None);
    let purpose = "weekly meeting".parse().unwrap();
    asked.headers_mut().insert("x-purpose", purpose);
    ask(town.router(jalon::domain::Audience::Team), asked).await
}

async fn add(town: &TestTown, cookie: &str, (register, fields): (&str, Value)) {
    let address = format!("/api/registers/{register}");
    // A home can be offered once it is available, to a household that is accompanied.
    let body = match register {
        "household" => json!({ "state": "accompanied", "fields": fields }),
        "housing_unit" => json!({ "state": "available", "fields": fields }),
        _ => json!({ "fields": fields }),
    };
    let added = super::send(town, (Method::POST, &address), cookie, Some(body)).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
}

/// Two households of two settlements; a home is offered to the first.
async fn town_with_households() -> (TestTown, String) {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    user(&town, "first", &[]).await;
    let pilot = inside(&town, "pilot", NewGrant::of(Role::OperatorCoordinator)).await;
    let family = json!({ "settlement": "S1", "size": 4, "needs_step_free": true });
    add(&town, &pilot, ("household", family)).await;
    let other = json!({ "settlement": "S2", "size": 2 });
    add(&town, &pilot, ("household", other)).await;
    let home = json!({ "kind": "social_rental", "rooms": 3 });
    add(&town, &pilot, ("housing_unit", home)).await;
    let offer = json!({ "household": "HH0001", "unit": "HU0001",
        "proposed_on": "2026-01-05", "answer_due_on": "2026-01-20" });
    add(&town, &pilot, ("proposal", offer)).await;
    (town, pilot)
}

fn stage<'a>(board: &'a Value, state: &str) -> &'a Value {
    let stages = board["stages"].as_array().unwrap();
    let found = stages.iter().find(|one| one["state"]["code"] == state);
    found.unwrap()
}

/// How many households are on a board, over all stages.
fn households(board: &Value) -> u64 {
    let stages = board["stages"].as_array().unwrap().iter();
    stages.map(|one| one["total"].as_u64().unwrap()).sum()
}

#[tokio::test]
async fn the_board_tells_each_household_in_its_stage_with_what_waits() {
    let (town, pilot) = town_with_households().await;

    let board = look(&town, "/api/board?lang=en", &pilot).await.json();

    let proposed = stage(&board, "proposed");
    assert_eq!(proposed["state"]["label"], "proposed", "{board}");
    let family = &proposed["households"][0];
    assert_eq!(family["code"], "HH0001");
    assert_eq!(family["size"], 4.0);
    assert_eq!(family["needs_step_free"], true);
    assert_eq!(
        family["waits"][0]["code"],
        board["proposals"]["items"][0]["code"]
    );
    assert_eq!(board["proposals"]["late"], 1);
    assert_eq!(board["proposals"]["items"][0]["due_on"], "2026-01-20");
    assert_eq!(stage(&board, "accompanied")["total"], 1);
}

#[tokio::test]
async fn the_board_of_a_settlement_has_its_own_households_only() {
    let (town, pilot) = town_with_households().await;

    let board = look(&town, "/api/board?settlement=S2", &pilot).await.json();
    let nowhere = look(&town, "/api/board?settlement=S9", &pilot).await;

    assert_eq!(households(&board), 1);
    assert_eq!(board["proposals"]["total"], 0);
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert!(nowhere.text().contains("S9"), "{}", nowhere.text());
}

#[tokio::test]
async fn a_social_worker_has_the_households_in_their_care_on_the_board_and_a_planner_has_none() {
    let (town, pilot) = town_with_households().await;
    let care = json!({ "household": "HH0002", "referent": "worker", "started_on": "2026-01-05" });
    let worker = inside(&town, "worker", NewGrant::of(Role::CaseWorker)).await;
    add(&town, &pilot, ("accompaniment", care)).await;
    let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;

    let board = look(&town, "/api/board", &worker).await.json();
    let refused = look(&town, "/api/board", &planner).await;

    assert_eq!(households(&board), 1, "{board}");
    assert_eq!(board["proposals"]["total"], 0);
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_landlord_finds_size_and_needs_on_the_board_and_no_settlement() {
    let (town, pilot) = town_with_households().await;
    let landlord = inside(&town, "logis", NewGrant::of(Role::Landlord)).await;
    let organisation =
        json!({ "name": "Logis du Pont", "kind": "social_landlord", "accounts": "logis" });
    add(&town, &pilot, ("organisation", organisation)).await;
    let home = json!({ "kind": "social_rental", "rooms": 4, "landlord": "OR0001" });
    add(&town, &pilot, ("housing_unit", home)).await;
    let offer = json!({ "household": "HH0002", "unit": "HU0002", "proposed_on": "2026-01-05" });
    add(&town, &pilot, ("proposal", offer)).await;

    let board = look(&town, "/api/board", &landlord).await.json();
    let guessed = look(&town, "/api/board?settlement=S2", &landlord).await;

    let family = &stage(&board, "proposed")["households"][0];
    assert_eq!(households(&board), 1, "{board}");
    assert_eq!(family["size"], 2.0);
    assert_eq!(family["settlement"], Value::Null);
    assert_eq!(guessed.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_looks_at_the_board_says_what_for_and_it_is_written_down_once() {
    let (town, pilot) = town_with_households().await;
    let auditor = inside(&town, "auditor", NewGrant::of(Role::DpoAuditor)).await;

    let unsaid = super::get(&town, "/api/board", &pilot).await;
    let said = look(&town, "/api/board", &pilot).await;
    let log = super::get(&town, "/api/audit/reads", &auditor).await.json();

    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(said.status, StatusCode::OK);
    let rows = log["items"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{log}");
    assert_eq!(rows[0]["subject"], "household/board");
    assert_eq!(rows[0]["purpose"], "weekly meeting");
}

#[tokio::test]
async fn a_board_has_a_limit_that_is_a_plain_number() {
    let (town, pilot) = town_with_households().await;

    let least = look(&town, "/api/board?limit=1", &pilot).await.json();

    assert_eq!(households(&least), 2);
    for limit in ["0", "201", "many", "-1"] {
        let wrong = look(&town, &format!("/api/board?limit={limit}"), &pilot).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{limit}");
        assert!(wrong.text().contains("from 1 to 200"), "{}", wrong.text());
    }
}
