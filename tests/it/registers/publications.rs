//! Counts of households given out through the doors: frozen, hidden where they must be, and repeated.

use axum::http::StatusCode;
use jalon::domain::Audience::{Public, Team};
use serde_json::{Value, json};

use super::Office;

/// The line of a part in a table.
fn line<'a>(publication: &'a Value, table: &str, part: &str) -> Option<&'a Value> {
    let tables = publication["figures"]["tables"].as_array().unwrap();
    let table = tables.iter().find(|one| one["table"] == table).unwrap();
    let lines = table["lines"].as_array().unwrap();
    lines.iter().find(|line| line["part"] == part)
}

impl Office {
    /// Households rehoused in a neighbourhood, as the file of a register brings them over.
    async fn rehoused(&self, neighbourhood: &str, count: usize) {
        for _ in 0..count {
            let body = json!({ "state": "housed", "fields": { "settlement": "S1", "size": 4 } });
            let household = self.post("/api/registers/household", &body).await;
            let household = household.json()["code"].clone();
            let body = json!({ "state": "moved", "fields": {
                "household": household, "kind": "social_rental", "moved_on": "2026-03-01",
                "neighbourhood": neighbourhood } });
            let moved = self.post("/api/registers/move", &body).await;
            assert_eq!(moved.status, StatusCode::CREATED, "{}", moved.text());
        }
    }
}

#[tokio::test]
async fn what_is_published_stands_still_and_hides_small_counts() {
    for office in Office::on_both().await {
        office.rehoused("W", 14).await;
        office.rehoused("E", 3).await;

        let made = office.post("/api/publications", &json!({})).await;
        let again = office.post("/api/publications", &json!({})).await;
        office.rehoused("E", 9).await;
        let read = office.0.get(Public, "/api/publications/1?lang=en").await;
        let table = office.0.get(Public, "/api/publications/1/table.csv").await;
        let week = office.0.get(Team, "/api/figures/households").await.json();

        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text());
        assert_eq!(read.status, StatusCode::OK, "{}", read.text());
        let read = read.json();
        assert_eq!(read["figures"], made.json()["figures"]);
        assert_eq!(
            line(&read, "all", "whole/all").unwrap()["counts"],
            json!([17])
        );
        // Told beside the whole, fourteen would tell of the three.
        assert_eq!(line(&read, "all", "neighbourhood/W"), None);
        assert_eq!(line(&read, "all", "neighbourhood/E"), None);
        assert!(read["note"].as_str().unwrap().contains("fewer than 11"));
        assert!(!read.to_string().contains("\"made_by\""));
        assert!(table.text().contains("neighbourhood/E"), "{}", table.text());
        assert_eq!(week["audience"], "team");
        assert_eq!(
            line(&week, "all", "whole/all").unwrap()["counts"],
            json!([26])
        );
    }
}

#[tokio::test]
async fn figures_of_the_week_are_made_once_and_hidden_from_the_public() {
    for office in Office::on_both().await {
        office.rehoused("W", 12).await;

        let first = office.0.get(Team, "/api/figures/households").await;
        office.rehoused("W", 12).await;
        let second = office.0.get(Team, "/api/figures/households").await;
        let number = first.json()["number"].clone();
        let to_public = office
            .0
            .get(Public, &format!("/api/publications/{number}"))
            .await;
        let figures = office.0.get(Public, "/api/figures/households").await;
        let least = office
            .post("/api/publications", &json!({ "least": 5 }))
            .await;

        assert_eq!(first.status, StatusCode::OK, "{}", first.text());
        assert_eq!(first.json(), second.json());
        assert_eq!(to_public.status, StatusCode::NOT_FOUND);
        assert_eq!(figures.status, StatusCode::NOT_FOUND);
        assert_eq!(
            least.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            least.text()
        );
    }
}
