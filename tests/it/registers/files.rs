//! Registers as files of rows: whole or not at all, and harmless to a spreadsheet.

use axum::{
    body::Body,
    http::{Request, StatusCode, header::HOST},
};
use jalon::domain::Audience::Team;
use serde_json::json;

use super::Office;
use crate::support::{Answer, TestTown, ask};

async fn take_in(office: &Office, register: &str, text: &str) -> Answer {
    let (register, how) = register.split_once('?').unwrap_or((register, ""));
    let request = Request::post(format!("/api/registers/{register}/entries.csv?{how}"))
        .header(HOST, "127.0.0.1:8080")
        .body(Body::from(text.to_owned()))
        .unwrap();
    ask(office.0.router(Team), request).await
}

#[tokio::test]
async fn a_register_leaves_as_rows_and_comes_back_the_same() {
    for office in Office::on_both().await {
        let rows =
            "code;state;name;kind;homes_owned\nOR7;;=1+1;social_landlord;120\n;;Ville;city;\n";
        let taken = take_in(&office, "organisation", rows).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
        assert_eq!(taken.json()["added"], 2);

        let file = office
            .0
            .get(Team, "/api/registers/organisation/entries.csv")
            .await;
        let template = office
            .0
            .get(Team, "/api/registers/organisation/template.csv")
            .await;

        assert!(
            file.text().contains("OR7,recorded,1,'=1+1,social_landlord"),
            "{}",
            file.text()
        );
        assert_eq!(file.text().lines().next(), template.text().lines().next());
        let other = Office(TestTown::small().await);
        take_in(&other, "organisation", &file.text()).await;
        let entries = (
            office.list("organisation", "").await,
            other.list("organisation", "").await,
        );
        assert_eq!(entries.0.len(), 2);
        for (one, again) in std::iter::zip(entries.0, entries.1) {
            assert_eq!(one["fields"], again["fields"]);
        }
    }
}

#[tokio::test]
async fn one_bad_row_keeps_the_whole_file_out() {
    for office in Office::on_both().await {
        let rows = "code,size,settlement\nA1,3,S1\nA2,many,S1\n";

        let refused = take_in(&office, "household", rows).await;
        let column = take_in(&office, "household", "code,religion\nA1,x\n").await;
        let uneven = take_in(&office, "household", "code,size\nA1\n").await;

        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("row 2"), "{}", refused.text());
        assert!(column.text().contains("religion"), "{}", column.text());
        assert!(
            uneven.text().contains("line 2 has 1 cells"),
            "{}",
            uneven.text()
        );
        assert!(office.list("household", "").await.is_empty());
    }
}

#[tokio::test]
async fn a_file_of_history_brings_its_states_and_is_taken_back_as_one() {
    let office = Office(TestTown::small().await);
    let rows = "code,state,size,settlement\nA1,housed,3,S1\nA2,lost_contact,4,S1\n";

    let taken = take_in(&office, "household", rows).await.json();
    let housed = office.state("household", "A1").await;
    let undo = format!("/api/registers/changes/{}/undo", taken["change"]);
    let undone = office.post(&undo, &json!(null)).await;

    assert_eq!(housed, "housed");
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    assert!(office.list("household", "").await.is_empty());
    assert!(office.list("stay", "").await.is_empty());
}

#[tokio::test]
async fn a_file_filled_in_elsewhere_changes_the_entries_it_names_and_no_newer_ones() {
    for office in Office::on_both().await {
        let rows = "code,size,settlement,adults\nA1,3,S1,2\nA2,4,S1,1\n";
        take_in(&office, "household", rows).await;
        let filled = "code,state,revision,size,adults\nA1,assessed,1,5,\nA2,,1,,\nA3,,,2,\n";

        let unasked = take_in(&office, "household", filled).await;
        let taken = take_in(&office, "household?known=change", filled).await;
        let stale = take_in(&office, "household?known=change", filled).await;

        assert_eq!(unasked.status, StatusCode::CONFLICT, "{}", unasked.text());
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
        assert_eq!(
            (&taken.json()["added"], &taken.json()["changed"]),
            (&json!(1), &json!(1))
        );
        assert_eq!(office.state("household", "A1").await, "assessed");
        let first = &office.list("household", "").await[0]["fields"];
        assert_eq!((&first["size"], &first["adults"]), (&json!(5), &json!(2)));
        assert_eq!(
            stale.status,
            StatusCode::PRECONDITION_FAILED,
            "{}",
            stale.text()
        );
        assert!(stale.text().contains("row 1"), "{}", stale.text());
    }
}
