//! What there cannot be twice at once, by hand; files bring history over as it was.

use axum::http::{Method, StatusCode, header::IF_MATCH};
use serde_json::{Value, json};

use super::{Office, ago};
use crate::support::Answer;

async fn stay(office: &Office, household: &str, since: i64) -> Answer {
    let fields = json!({ "household": household, "settlement": "S2", "since": ago(since) });
    let body = json!({ "fields": fields });
    office.post("/api/registers/stay", &body).await
}

async fn propose(office: &Office, household: &str, unit: &str) -> Answer {
    let fields: Value = json!({ "household": household, "unit": unit, "proposed_on": ago(3) });
    let body = json!({ "fields": fields });
    office.post("/api/registers/proposal", &body).await
}

#[tokio::test]
async fn a_household_lives_at_one_settlement_until_it_has_left_it() {
    for office in Office::on_both().await {
        let fields = json!({ "settlement": "S1", "size": 3, "arrived_on": ago(300) });
        let household = office.add("household", fields).await;
        let first = &office
            .list("stay", &format!("?linked_to=household:{household}"))
            .await[0];
        let first = first["code"].as_str().unwrap().to_owned();

        let refused = stay(&office, &household, 90).await;
        let left = json!({ "until": ago(90) });
        let address = format!("/api/registers/stay/{first}");
        let any = [(IF_MATCH.as_str(), "*")];
        let ended = office.send((Method::PATCH, &address), &any, &left).await;
        let taken = stay(&office, &household, 90).await;

        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
        assert!(refused.text().contains(&first), "{}", refused.text());
        assert_eq!(ended.status, StatusCode::OK, "{}", ended.text());
        assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
    }
}

#[tokio::test]
async fn a_home_is_proposed_to_several_households_and_to_each_of_them_once() {
    for office in Office::on_both().await {
        let one = office.add("household", json!({ "size": 3 })).await;
        let other = office.add("household", json!({ "size": 4 })).await;
        let home = json!({ "kind": "social_rental", "neighbourhood": "E", "rooms": 3 });
        let unit = office.add("housing_unit", home).await;
        office.step("housing_unit", &unit, "available").await;

        let first = propose(&office, &one, &unit).await;
        let again = propose(&office, &one, &unit).await;
        let beside = propose(&office, &other, &unit).await;
        let first_code = first.json()["code"].as_str().unwrap().to_owned();
        let refused = json!({ "to": "refused", "fields": { "refusal": "rent" } });
        office.to("proposal", &first_code, refused).await;
        let after = propose(&office, &one, &unit).await;

        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text());
        assert!(again.text().contains(&first_code), "{}", again.text());
        assert_eq!(beside.status, StatusCode::CREATED, "{}", beside.text());
        assert_eq!(after.status, StatusCode::CREATED, "{}", after.text());
    }
}
