//! Reports through the doors: what they hold, who may have them, and that taking one is written down.

use std::io::Cursor;

use axum::http::{Method, StatusCode};
use calamine::{Reader, Xlsx};
use jalon::domain::{
    Audience::{Public, Team},
    DocumentFormat, NewEntry, NewGrant, Person, Register, Resource, Role,
};
use serde_json::{Value, json};

use crate::{
    accounts::{WITHOUT_FACTOR, inside, request},
    support::{Answer, TestTown, ask},
};

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

/// The town with its sites scored, and accounts that need no second factor.
async fn with_accounts() -> TestTown {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    town.jalon.score("test").await.unwrap();
    town
}

/// A report as whoever has this cookie gets it, with what for.
async fn taken(town: &TestTown, (cookie, purpose): (&str, Option<&str>), file: &str) -> Answer {
    let address = format!("/api/reports/{file}");
    let mut asked = request((Method::GET, &address), cookie, None);
    if let Some(purpose) = purpose {
        let purpose = purpose.parse().unwrap();
        asked.headers_mut().insert("x-purpose", purpose);
    }
    ask(town.router(Team), asked).await
}

async fn add(town: &TestTown, register: Register, fields: Value) -> String {
    let given: NewEntry = serde_json::from_value(fields).unwrap();
    let by = Person::operator("test");
    let added = town.jalon.add_entry(register, &given, (&by, None)).await;
    added.unwrap().code
}

#[tokio::test]
async fn every_report_is_made_in_every_format_and_both_languages() {
    let town = scored().await;
    let household = add(&town, Register::Household, json!({"fields": {"size": 4}})).await;
    let moved = json!({"state": "moved", "fields": {
        "household": household, "kind": "social_rental", "moved_on": "2026-01-31"}});
    add(&town, Register::Move, moved).await;

    for plan in town.jalon.reports(&Person::operator("test")) {
        for (format, lang) in plan
            .formats
            .iter()
            .flat_map(|one| [(one, "fr"), (one, "en")])
        {
            let about = plan.asks.what().map_or("", |_| "&about=S1");
            let address = format!("/api/reports/{}.{format}?lang={lang}{about}", plan.name);

            let file = town.get(Team, &address).await;

            assert_eq!(file.status, StatusCode::OK, "{address}: {}", file.text());
            let is_text = *format == DocumentFormat::Csv;
            assert!(!is_text || !file.text().contains("report-"), "{address}");
        }
    }
}

#[tokio::test]
async fn small_counts_are_hidden_from_whoever_may_see_counts_only() {
    let town = with_accounts().await;
    for at in 0..9 {
        let household = add(&town, Register::Household, json!({"fields": {"size": 4}})).await;
        let kind = if at < 7 {
            "social_rental"
        } else {
            "private_rental"
        };
        let moved = json!({"state": "moved", "fields": {
            "household": household, "kind": kind, "moved_on": "2026-01-31"}});
        add(&town, Register::Move, moved).await;
    }
    let planner = inside(&town, "a.martin", NewGrant::of(Role::Planner)).await;
    let operator = inside(&town, "b.durand", NewGrant::of(Role::OperatorCoordinator)).await;
    let file = "outcomes.csv?lang=en";

    let planner = taken(&town, (&planner, None), file).await.text();
    let told = taken(&town, (&operator, None), file).await.text();

    assert!(told.contains(",7\n") && told.contains(",2\n"), "{told}");
    assert!(
        !planner.contains(",2\n") && planner.contains("hidden"),
        "{planner}"
    );
}

#[tokio::test]
async fn courts_are_told_to_those_who_follow_them_and_for_a_purpose() {
    let town = with_accounts().await;
    let fields =
        json!({"fields": {"settlement": "S1", "kind": "court", "authority": "Court of X"}});
    add(&town, Register::LegalProcedure, fields).await;
    let officer = inside(&town, "a.martin", NewGrant::of(Role::LegalOfficer)).await;
    let planner = inside(&town, "b.durand", NewGrant::of(Role::Planner)).await;
    let landlord = inside(&town, "c.petit", NewGrant::of(Role::Landlord)).await;
    let file = "site_sheet.xlsx?lang=en&about=S1";

    let with = taken(&town, (&officer, Some("hearing of Monday")), file).await;
    let without = taken(&town, (&officer, None), file).await;
    let planner = taken(&town, (&planner, None), file).await;
    let landlord = taken(&town, (&landlord, None), file).await;

    assert!(
        sheets(&with).contains(&"Legal procedures".to_owned()),
        "{:?}",
        sheets(&with)
    );
    assert!(!sheets(&planner).contains(&"Legal procedures".to_owned()));
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(landlord.status, StatusCode::FORBIDDEN);
    let readings = town.jalon.readings(u64::MAX, 10).await.unwrap();
    let resources: Vec<Resource> = readings.iter().map(|(_, one)| one.resource).collect();
    assert_eq!(resources, [Resource::Export, Resource::Legal]);
}

fn sheets(file: &Answer) -> Vec<String> {
    let book: Xlsx<_> = Xlsx::new(Cursor::new(file.body.clone())).unwrap();
    book.sheet_names()
}
