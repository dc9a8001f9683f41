//! What the registers say of moves and homes counts for dispersal and placing like what files say.

use axum::http::StatusCode;
use jalon::domain::{Audience::Team, LayerKind};
use serde_json::{Value, json};

use super::{Office, ago};
use crate::support::TestTown;

/// Rehoused households in each neighbourhood, as the report counts them.
async fn counted(office: &Office) -> Vec<(String, u64)> {
    let report = office.0.get(Team, "/api/dispersal").await;
    assert_eq!(report.status, StatusCode::OK, "{}", report.text());
    let rows = report.json()["neighbourhoods"].as_array().unwrap().clone();
    rows.iter()
        .map(|row| {
            let code = row["code"].as_str().unwrap().to_owned();
            (code, row["rehoused"].as_u64().unwrap())
        })
        .collect()
}

fn both(west: u64, east: u64) -> Vec<(String, u64)> {
    vec![("W".to_owned(), west), ("E".to_owned(), east)]
}

async fn home(office: &Office, code: &str) {
    let fields =
        json!({ "kind": "social_rental", "neighbourhood": "E", "rooms": 3, "rent_eur": 450 });
    let body = json!({ "code": code, "state": "available", "fields": fields });
    let added = office.post("/api/registers/housing_unit", &body).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
}

async fn household(office: &Office, code: &str) {
    let fields = json!({ "settlement": "S1", "size": 3 });
    let body = json!({ "code": code, "state": "accompanied", "fields": fields });
    let added = office.post("/api/registers/household", &body).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
}

async fn moved(office: &Office, household: &str, unit: &str) -> String {
    let fields: Value = json!({ "household": household, "kind": "social_rental", "unit": unit,
        "origin": "S1", "moved_on": ago(200) });
    let code = office.add("move", fields).await;
    office
        .to("move", &code, json!({ "to": "moved", "on": ago(200) }))
        .await;
    code
}

#[tokio::test]
async fn a_move_of_the_register_counts_at_once_and_until_the_home_is_left() {
    for office in Office::on_both().await {
        household(&office, "NEW1").await;
        home(&office, "U1").await;
        let before = counted(&office).await;

        let code = moved(&office, "NEW1", "U1").await;
        let after = counted(&office).await;
        let left = json!({ "to": "ended", "on": ago(10), "fields": { "end_cause": "evicted" } });
        office.to("move", &code, left).await;
        let now = counted(&office).await;
        let then = office
            .0
            .get(Team, &format!("/api/dispersal?as_of={}", ago(60)))
            .await
            .json();

        assert_eq!(before, both(30, 10));
        assert_eq!(after, both(30, 11));
        assert_eq!(now, both(30, 10));
        let then = then["neighbourhoods"].as_array().unwrap().clone();
        assert!(then.iter().any(|row| row["rehoused"] == 11), "{then:?}");
    }
}

#[tokio::test]
async fn a_household_of_a_file_counts_where_the_register_says() {
    let office = Office(TestTown::small().await);
    household(&office, "H001").await;
    home(&office, "U1").await;

    moved(&office, "H001", "U1").await;
    let seen = counted(&office).await;
    let taken_back = office.0.audit().await.len();
    let undo = format!("/api/registers/changes/{taken_back}/undo");
    let undone = office.post(&undo, &json!(null)).await;

    assert_eq!(seen, both(29, 11), "moved from the west to the east");
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    assert_eq!(counted(&office).await, both(30, 10));
}

#[tokio::test]
async fn a_vacant_home_of_the_register_is_on_offer_until_it_is_proposed() {
    for office in Office::on_both().await {
        let offers = || {
            let atlas = office.0.jalon.atlas();
            let codes: Vec<String> = atlas.offers().map(|offer| offer.code.clone()).collect();
            codes
        };
        home(&office, "U1").await;
        home(&office, "U2").await;
        let vacant = offers();
        household(&office, "NEW1").await;
        let proposal = json!({ "household": "NEW1", "unit": "U1", "proposed_on": ago(1) });
        office.add("proposal", proposal).await;
        let waited_for = offers();
        let again = office.0.opened_again().await;

        assert_eq!(vacant, ["U1", "U2"]);
        assert_eq!(waited_for, ["U2"]);
        assert_eq!(again.atlas().offers().count(), 1);
        let source = office.0.jalon.atlas();
        let source = &source.layer(LayerKind::Offers).unwrap().version.source;
        assert_eq!(source, "registers");
    }
}
