//! Reports through the doors: what they hold, who may have them, and that taking one is written down.

use std::io::Cursor;

use axum::http::{Method, StatusCode};
use calamine::{Reader, Xlsx};
use jalon::app::EntryBy;
use jalon::domain::{
    Audience::{Public, Team},
    DocumentFormat, NewEntry, NewGrant, Person, Register, Resource, Role, StateChange,
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

/// A household with a plan, a home proposed, a move, and its case on the agenda of a session: the codes of
/// household, move, session and case.
async fn with_a_case(town: &TestTown) -> [String; 4] {
    let household =
        json!({"fields": {"size": 4, "wish": "ordinary_housing", "note": "beside the pump"}});
    let household = add(town, Register::Household, household).await;
    let home = json!({"state": "available", "fields": {
        "kind": "social_rental", "neighbourhood": "W", "rooms": 4, "address": "5 rue des Tanneurs"}});
    let home = add(town, Register::HousingUnit, home).await;
    let proposed = json!({"fields": {
        "household": household, "unit": home, "proposed_on": "2026-01-10"}});
    add(town, Register::Proposal, proposed).await;
    let moved = json!({"state": "moved", "fields": {
        "household": household, "kind": "social_rental", "unit": home, "moved_on": "2026-01-31"}});
    let moved = add(town, Register::Move, moved).await;
    let session = json!({"fields": {"body": "orientation_cell", "planned_on": "2026-12-01"}});
    let session = add(town, Register::Meeting, session).await;
    let case = json!({"fields": {"body": "orientation_cell", "subject": "orientation",
        "meeting": session, "household": household}});
    let case = add(town, Register::Decision, case).await;
    [household, moved, session, case]
}

#[tokio::test]
async fn every_report_is_made_in_every_format_and_both_languages() {
    let town = scored().await;
    let [household, moved, session, _] = with_a_case(&town).await;
    let about = |asks: Option<String>| match asks.as_deref() {
        Some("settlement") => "&about=S1".to_owned(),
        Some("household") => format!("&about={household}"),
        Some("move") => format!("&about={moved}"),
        Some("meeting") => format!("&about={session}"),
        _ => String::new(),
    };

    for plan in town.jalon.reports(&Person::operator("test")) {
        for (format, lang) in plan
            .formats
            .iter()
            .flat_map(|one| [(one, "fr"), (one, "en")])
        {
            let about = about(plan.asks.what());
            let address = format!("/api/reports/{}.{format}?lang={lang}{about}", plan.name);

            let file = town.get(Team, &address).await;

            assert_eq!(file.status, StatusCode::OK, "{address}: {}", file.text());
            assert_eq!(untold(&file, *format), Vec::<String>::new(), "{address}");
        }
    }
}

/// The words of a report that the files of words do not hold.
fn untold(file: &Answer, format: DocumentFormat) -> Vec<String> {
    let cells: Vec<String> = match format {
        DocumentFormat::Pdf => Vec::new(),
        DocumentFormat::Csv => file.text().split([',', '\n']).map(str::to_owned).collect(),
        DocumentFormat::Docx => {
            let mut parts = zip::ZipArchive::new(Cursor::new(file.body.clone())).unwrap();
            let mut text = String::new();
            let mut part = parts.by_name("word/document.xml").unwrap();
            std::io::Read::read_to_string(&mut part, &mut text).unwrap();
            text.split(['<', '>']).map(str::to_owned).collect()
        }
        DocumentFormat::Xlsx => {
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.body.clone())).unwrap();
            let sheets = book.worksheets().into_iter();
            let cells = sheets.flat_map(|(name, sheet)| {
                let cells = sheet.cells().map(|(_, _, cell)| cell.to_string());
                cells.chain([name]).collect::<Vec<_>>()
            });
            cells.collect()
        }
    };
    let beginnings = [
        "report-",
        "register-",
        "word-",
        "figures-",
        "resource-",
        "band-",
    ];
    let is_untold = |cell: &String| beginnings.iter().any(|start| cell.starts_with(start));
    cells.into_iter().filter(is_untold).collect()
}

#[tokio::test]
async fn small_counts_are_hidden_from_whoever_may_see_counts_only() {
    let [told, counts] = offers_told(with_accounts().await).await;

    assert!(
        told.contains("\nL1 L1,7,7,0,0,") && told.contains("\nL2 L2,2,2,0,0,"),
        "{told}"
    );
    assert!(counts.contains("\nL2 L2,\"fewer than 5"), "{counts}");
}

#[tokio::test]
async fn a_city_that_raises_the_least_group_raises_it_in_reports() {
    let raised = format!("{WITHOUT_FACTOR}[counts]\nplanner_least = 8\n");
    let town = TestTown::small_with(&raised).await;

    let [told, counts] = offers_told(town).await;

    assert!(told.contains("\nL1 L1,7,7,0,0,"), "{told}");
    assert!(counts.contains("\nL1 L1,\"fewer than 8"), "{counts}");
}

/// The report of homes on offer, seven of one landlord and two of another, as somebody reads it who may
/// see them, and as a planner does.
async fn offers_told(town: TestTown) -> [String; 2] {
    for at in 0..9 {
        let state = if at < 7 { "available" } else { "prospect" };
        let landlord = if at < 7 { "L1" } else { "L2" };
        if at % 7 == 0 {
            let landlord = json!({"code": landlord, "fields": {
                "name": landlord, "kind": "social_landlord"}});
            add(&town, Register::Organisation, landlord).await;
        }
        let home = json!({"state": state, "fields": {
            "kind": "social_rental", "neighbourhood": "W", "landlord": landlord}});
        add(&town, Register::HousingUnit, home).await;
    }
    let planner = inside(&town, "a.martin", NewGrant::of(Role::Planner)).await;
    let operator = inside(&town, "b.durand", NewGrant::of(Role::OperatorCoordinator)).await;
    let file = "housing_offer.csv?lang=en";

    let counts = taken(&town, (&planner, None), file).await.text();
    let told = taken(&town, (&operator, None), file).await.text();

    [told, counts]
}

#[tokio::test]
async fn counts_of_households_come_to_planners_once_a_week_and_not_from_day_to_day() {
    let town = with_accounts().await;
    with_a_case(&town).await;
    let planner = inside(&town, "a.martin", NewGrant::of(Role::Planner)).await;

    for live in ["outcomes", "activity", "census", "quality", "finance"] {
        let file = taken(&town, (&planner, None), &format!("{live}.csv?lang=en")).await;
        let told = file.text();
        assert!(!told.contains("moves without"), "{live}: {told}");
        let is_open = ["quality", "finance"].contains(&live);
        let expected = if is_open {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(file.status, expected, "{live}: {told}");
    }
    let weekly = taken(&town, (&planner, None), "household_figures.csv?lang=en").await;
    assert_eq!(weekly.status, StatusCode::OK, "{}", weekly.text());
    // One household is too few for any line but the heads of the columns.
    assert_eq!(weekly.text().lines().count(), 1, "{}", weekly.text());
}

#[tokio::test]
async fn those_who_decide_read_a_case_until_it_is_decided() {
    let town = with_accounts().await;
    let [household, _, session, case] = with_a_case(&town).await;
    let other = add(&town, Register::Household, json!({"fields": {"size": 2}})).await;
    let member = inside(&town, "a.martin", NewGrant::of(Role::OrientationCell)).await;
    let purpose = Some("session of December");
    let plan = |code: &str| format!("household_plan.pdf?about={code}");

    let cases = format!("orientation_file.pdf?about={session}");
    let cases = taken(&town, (&member, purpose), &cases).await;
    let known = taken(&town, (&member, purpose), &plan(&household)).await;
    let hidden = taken(&town, (&member, purpose), &plan(&other)).await;
    let decided = json!({"to": "validated"});
    let decided: StateChange = serde_json::from_value(decided).unwrap();
    let (by, key) = (
        Person::operator("test"),
        (Register::Decision, case.as_str()),
    );
    town.jalon
        .move_entry(
            key,
            &decided,
            EntryBy {
                person: &by,
                revision: None,
            },
        )
        .await
        .unwrap();
    let decided = taken(&town, (&member, purpose), &plan(&household)).await;

    assert_eq!(cases.status, StatusCode::OK, "{}", cases.text());
    assert_eq!(known.status, StatusCode::OK);
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    assert_eq!(decided.status, StatusCode::NOT_FOUND);
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
