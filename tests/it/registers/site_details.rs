//! A settlement as a place: details, what stands there, where its people came from and went.

use axum::http::{Method, StatusCode, header::IF_MATCH};
use jalon::domain::Audience::Team;
use serde_json::{Value, json};

use super::Office;

async fn try_add(office: &Office, register: &str, fields: Value) -> (StatusCode, String) {
    let address = format!("/api/registers/{register}");
    let answer = office.post(&address, &json!({ "fields": fields })).await;
    (answer.status, answer.text())
}

async fn place(office: &Office, code: &str) -> Value {
    let address = format!("/api/settlements/{code}/place");
    let answer = office.0.get(Team, &address).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn a_place_tells_what_stands_there_and_where_people_came_from_and_went() {
    for office in Office::on_both().await {
        let details = json!({ "settlement": "S2", "address": "Chemin du Lac", "access_notes": "par la digue",
            "shape_source": "survey_gps", "shape_accuracy_m": 5, "predecessors": ["S1"],
            "resorption_target_year": 2028 });
        let code = office.add("site_details", details).await;
        let tap = json!({ "settlement": "S2", "kind": "water_point", "shape": [1.44, 43.6], "how_many": 2,
            "condition": "damaged", "seen_on": "2026-01-05" });
        office.add("site_feature", tap).await;
        let yard = "1.44;43.60;1.45;43.60;1.45;43.61;1.44;43.60";
        let yard = json!({ "settlement": "S2", "kind": "hazard_spot", "shape": yard });
        office.add("site_feature", yard).await;

        let there = place(&office, "S2").await;
        let before = place(&office, "S1").await;
        let sheet = office
            .0
            .get(Team, "/api/reports/site_sheet.pdf?about=S2&lang=en")
            .await;

        assert_eq!(there["details"]["code"], json!(code));
        assert_eq!(there["details"]["fields"]["predecessors"], json!(["S1"]));
        let kinds: Vec<&Value> = there["features"].as_array().unwrap().iter().collect();
        assert_eq!(kinds.len(), 2);
        assert_eq!(kinds[0]["fields"]["shape"], json!([1.44, 43.6]));
        assert_eq!(kinds[1]["fields"]["shape"].as_array().unwrap().len(), 8);
        assert_eq!(before["successors"], json!(["S2"]));
        assert_eq!(before["details"], Value::Null);
        assert_eq!(sheet.status, StatusCode::OK);

        // Another change is taken back with the history to tell.
        let change = json!({ "address": "Chemin de la Digue" });
        let address = format!("/api/registers/site_details/{code}");
        let any = (IF_MATCH.as_str(), "*");
        let changed = office
            .send((Method::PATCH, &address), &[any], &change)
            .await;
        let number = changed.json()["change"].as_u64().unwrap();
        let undo = format!("/api/registers/changes/{number}/undo");
        let undone = office.post(&undo, &json!({})).await;
        assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
        let entry = office.entry("site_details", &code).await;
        assert_eq!(entry["fields"]["address"], "Chemin du Lac");
        assert_eq!(entry["revision"], 3);
    }
}

#[tokio::test]
async fn details_stand_once_and_nobody_comes_from_where_they_went() {
    for office in Office::on_both().await {
        office
            .add(
                "site_details",
                json!({ "settlement": "S2", "predecessors": ["S1"] }),
            )
            .await;

        for (fields, status, said) in [
            (json!({ "settlement": "S2" }), 409, "its details in SD0001"),
            (
                json!({ "settlement": "S1", "predecessors": ["S2"] }),
                422,
                "did not come from S1",
            ),
            (
                json!({ "settlement": "S1", "predecessors": ["S1"] }),
                422,
                "did not come from S1",
            ),
            (
                json!({ "settlement": "S1", "predecessors": ["S9"] }),
                404,
                "S9",
            ),
            (
                json!({ "settlement": "S1", "reinstalled": "no", "predecessors": ["S2"] }),
                422,
                "names settlements that people came from",
            ),
            (
                json!({ "settlement": "S1", "resorption_target_year": 28 }),
                422,
                "1990 to 2100",
            ),
        ] {
            let (refused, told) = try_add(&office, "site_details", fields.clone()).await;
            assert_eq!(refused.as_u16(), status, "{fields} {told}");
            assert!(told.contains(said), "{told}");
        }
        assert_eq!(office.list("site_details", "").await.len(), 1);
        let crossed = "1.44;43.60;1.45;43.61;1.45;43.60;1.44;43.61;1.44;43.60";
        let crossed = json!({ "settlement": "S1", "kind": "fence", "shape": crossed });
        let (refused, told) = try_add(&office, "site_feature", crossed).await;
        assert_eq!(refused.as_u16(), 422, "{told}");
        assert!(told.contains("no two edges cross"), "{told}");
    }
}

#[tokio::test]
async fn a_sensitive_settlement_is_in_no_file_that_is_given_out() {
    for office in Office::on_both().await {
        let file = "/api/layers/settlements/export.csv";
        let sheet = "/api/exchange/national.csv";
        let name =
            office.0.get(Team, "/api/settlements/S2").await.json()["settlement"]["name"].clone();
        let name = name.as_str().unwrap().to_owned();
        for open in [file, sheet] {
            let told = office.0.get(Team, open).await.text();
            assert!(told.contains(&name), "{open}: {told}");
        }

        let sensitive = json!({ "settlement": "S2", "confidentiality": "sensitive" });
        office.add("site_details", sensitive).await;

        for closed in [file, sheet] {
            let told = office.0.get(Team, closed).await.text();
            assert!(!told.contains(&name), "{closed}: {told}");
        }
        let noted = office.0.audit().await.pop().unwrap();
        assert_eq!(noted.action, "national-export");
        assert_eq!(noted.detail["left_out"], 1);
        // The team goes on working with it.
        let known = office.0.get(Team, "/api/settlements/S2").await;
        assert_eq!(known.status, StatusCode::OK);
    }
}
