//! Reports through the doors: what they hold, who may have them, and that taking one is written down.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use jalon::domain::{
    Audience::{Public, Team},
    Person, Resource,
};

use crate::support::TestTown;

/// The town with its sites scored.
async fn scored() -> TestTown {
    let town = TestTown::small().await;
    town.jalon.score("test").await.unwrap();
    town
}

#[tokio::test]
async fn dangerous_sites_are_told_as_pdf_workbook_and_rows() {
    let town = scored().await;

    let pdf = town
        .get(Team, "/api/reports/dangerous_sites.pdf?lang=en")
        .await;
    let book = town
        .get(Team, "/api/reports/dangerous_sites.xlsx?lang=en")
        .await;
    let rows = town
        .get(Team, "/api/reports/dangerous_sites.csv?lang=en")
        .await;

    assert_eq!(pdf.status, StatusCode::OK, "{}", pdf.text());
    assert!(pdf.body.starts_with(b"%PDF-1.7"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.body)).unwrap();
    let sheet = book.worksheet_range("Sites in order of danger").unwrap();
    assert_eq!(sheet.get_value((1, 2)).unwrap().to_string(), "S1 place S1");
    let rows = rows.text();
    let lines: Vec<&str> = rows.lines().collect();
    assert_eq!(lines.len(), 3, "{rows}");
    assert!(
        lines[0].starts_with("rank,") && lines[1].starts_with("1,"),
        "{rows}"
    );
    assert!(lines[1].contains("flood"), "{rows}");
}

#[tokio::test]
async fn a_report_that_is_taken_is_written_down_and_the_public_has_none() {
    let town = scored().await;

    town.get(Team, "/api/reports/dangerous_sites.csv").await;
    let hidden = town.get(Public, "/api/reports/dangerous_sites.csv").await;
    let unknown = town.get(Team, "/api/reports/nothing.pdf").await;

    let readings = town.jalon.readings(u64::MAX, 10).await.unwrap();
    assert_eq!(readings.len(), 1);
    assert_eq!(readings[0].1.resource, Resource::Export);
    assert_eq!(readings[0].1.subject, "report/dangerous_sites/all");
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_report_has_a_title_and_a_line_in_the_docs() {
    let town = TestTown::empty().await;
    let docs = include_str!("../../docs/REPORTS.md");

    let told = town.get(Team, "/api/reports?lang=fr").await.json();

    let told = told.as_array().unwrap().clone();
    assert_eq!(
        told.len(),
        town.jalon.reports(&Person::operator("cli")).len()
    );
    for report in told {
        let name = report["name"].as_str().unwrap();
        assert!(
            !report["title"].as_str().unwrap().starts_with("report-"),
            "{name}"
        );
        assert!(
            !report["about"].as_str().unwrap().starts_with("report-"),
            "{name}"
        );
        assert!(docs.contains(&format!("| `{name}` |")), "{name}");
    }
}
