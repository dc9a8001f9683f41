//! The national platform's spreadsheet, out and in, on both databases. All sites are invented.

mod at_once;
mod census;
mod nonsense;

use axum::http::StatusCode;
use jalon::{
    app::{Error, Look, NationalFile, NationalImported, NewVisit},
    domain::{
        Audience::{Public, Team},
        DocumentFormat, LayerKind, NeighbourhoodSystem, NewEntry, Person, Register, StateChange,
    },
};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Url, Workbook};
use serde_json::{Value, json};

use crate::support::{TestTown, square};

fn operator() -> Person {
    Person::operator("test")
}

/// One town on SQLite and, where there is a server, one on PostgreSQL.
async fn towns() -> Vec<TestTown> {
    let mut towns = vec![TestTown::small().await];
    towns.extend(TestTown::small_on_postgres().await);
    towns
}

async fn export(town: &TestTown, format: DocumentFormat) -> Vec<u8> {
    let person = operator();
    let look = Look {
        person: &person,
        purpose: None,
    };
    town.jalon
        .national_file((format, true), look)
        .await
        .unwrap()
}

async fn csv(town: &TestTown) -> String {
    String::from_utf8(export(town, DocumentFormat::Csv).await).unwrap()
}

async fn take_in(town: &TestTown, bytes: &[u8]) -> Result<NationalImported, Error> {
    let file = NationalFile {
        name: "sites.xlsx".to_owned(),
        bytes: bytes.to_vec(),
        dry_run: false,
    };
    town.jalon.take_in_national(&file, &operator()).await
}

async fn add(town: &TestTown, register: Register, (state, fields): (&str, Value)) -> String {
    let fields = fields.as_object().unwrap().clone().into_iter().collect();
    let entry = NewEntry {
        code: None,
        state: (!state.is_empty()).then(|| state.to_owned()),
        fields,
    };
    let added = town
        .jalon
        .add_entry(register, &entry, (&operator(), None))
        .await;
    added.unwrap().code
}

async fn communes(town: &TestTown) {
    let kind = LayerKind::System(NeighbourhoodSystem::Commune);
    let mut commune = square("99001", 1.39, 43.59, 0.1);
    commune["properties"]["name"] = json!("Belorme");
    town.import_json(kind, &[commune]).await;
}

/// A town of which everything is known that the sheet can tell.
async fn well_known(town: &TestTown) {
    communes(town).await;
    let visit = json!({ "by": "agent-01", "at": "2026-02-03", "validated": true, "answers": {
        "pests": "yes", "stagnant_water": "no", "open_defecation": "no", "waste_piling": "yes",
        "toilets_unlit_or_unlocked": "yes", "no_hand_washing": "no", "no_bin_within_100m": "yes",
        "irregular_collection": "no", "water_m": 350 } });
    let visit = NewVisit::from_json(visit.to_string().as_bytes()).unwrap();
    town.jalon.add_visit("S1", visit, "test").await.unwrap();
    let partner = json!({ "name": "Service social de Belorme", "kind": "city" });
    let partner = add(town, Register::Organisation, ("", partner)).await;
    let census = json!({ "settlement": "S1", "operator": partner, "done_on": "2025-11-20", "households_met": 9 });
    add(town, Register::Census, ("done", census)).await;
    let details = json!({ "settlement": "S1", "address": "Chemin du Lac", "access_notes": "Par la digue",
        "predecessors": ["S2"], "reinstallation_note": "Depuis l'été", "resorption_target_year": 2028 });
    add(town, Register::SiteDetails, ("", details)).await;
    let report = json!({ "settlement": "S1", "channel": "phone", "received_on": "2024-05-02", "text": "Des tentes." });
    add(town, Register::Report, ("linked", report)).await;
    let parcel = json!({ "settlement": "S1", "cadastral_id": "99001000AB0012", "owner_kind": "railway", "owner": "Chemins de fer" });
    add(town, Register::Parcel, ("", parcel)).await;
    for (state, kind, more) in [
        ("open", "owner_complaint", json!({})),
        (
            "appealed",
            "court",
            json!({ "decided_on": "2025-06-01", "authority": "TJ de Belorme", "police": "requested", "bailiff": "Étude Untel" }),
        ),
        (
            "decided",
            "administrative_order",
            json!({ "decided_on": "2025-07-01", "authority": "Préfecture", "leave_by": "2027-01-31" }),
        ),
        (
            "decided",
            "insalubrity_order",
            json!({ "decided_on": "2025-08-01", "authority": "Ville" }),
        ),
    ] {
        let mut fields = more;
        fields["settlement"] = json!("S1");
        fields["kind"] = json!(kind);
        add(town, Register::LegalProcedure, (state, fields)).await;
    }
    let cause = ("cause".to_owned(), json!("prefect_order"));
    for (to, reason, fields) in [
        ("emergency", "", None),
        ("closed", "Terrain rendu, tous relogés", Some(cause)),
    ] {
        let change = StateChange {
            to: to.to_owned(),
            on: "2026-01-15".to_owned(),
            reason: reason.to_owned(),
            fields: fields.into_iter().collect(),
            ..StateChange::default()
        };
        town.jalon
            .bring_settlement("S2", &change, &operator())
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn what_we_write_comes_back_cell_for_cell_in_an_empty_installation() {
    for town in towns().await {
        well_known(&town).await;
        let written = csv(&town).await;

        for format in [DocumentFormat::Csv, DocumentFormat::Xlsx] {
            let bytes = export(&town, format).await;
            let empty = TestTown::empty().await;
            communes(&empty).await;
            let done = take_in(&empty, &bytes).await.unwrap();
            assert_eq!((done.added, done.visits), (2, 1), "{:?}", done.report);
            let again = csv(&empty).await;
            let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(lines(&written), lines(&again), "{format}");
        }
        let rows = cells(&written);
        let filled =
            (0..rows[0].len()).filter(|at| rows[1..].iter().any(|row| !row[*at].is_empty()));
        assert_eq!(filled.count(), 48, "{rows:?}");
        assert!(
            written.contains("Décision administrative de la Préfecture"),
            "{written}"
        );
    }
}

#[tokio::test]
async fn sites_of_a_sheet_stand_before_anything_was_imported_and_come_back_after_a_list_taken_back()
{
    let town = TestTown::empty().await;
    communes(&town).await;
    let codes = || async {
        let told = town.get(Team, "/api/ranking").await.json();
        let rows = told["items"].as_array().unwrap().iter();
        let codes = rows.map(|row| row["settlement"]["code"].as_str().unwrap().to_owned());
        codes.collect::<Vec<_>>()
    };
    take_in(&town, &platform_file(40, "Le Pré")).await.unwrap();
    let of_sheet = codes().await;
    assert!(!of_sheet.is_empty());
    let list = [square("S3", 1.405, 43.6, 0.001)];
    let imported = town.import_json(LayerKind::Settlements, &list).await;
    assert_eq!(codes().await, ["S3"]);

    let version = (LayerKind::Settlements, imported.version.unwrap());
    let undone = town.jalon.undo_import(version, "test").await.unwrap();

    assert_eq!(undone.brought_back, Some(1));
    assert_eq!(codes().await, of_sheet);
}

fn cells(text: &str) -> Vec<Vec<String>> {
    let table = jalon::app::Table::from_csv(text.as_bytes()).unwrap();
    let mut rows = vec![table.columns];
    rows.extend(table.rows);
    rows
}

/// A file as the platform writes it: lines above, sections, dates as moments, links, NC and sums.
fn platform_file(people: u32, name: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("mm-dd-yy");
    let sheet = book.add_worksheet();
    sheet
        .write_string(0, 0, "SITUATION DES BIDONVILLES EXISTANTS")
        .unwrap();
    sheet
        .write_string(2, 0, "Extraction de la plateforme Résorption bidonvilles")
        .unwrap();
    sheet.write_string(5, 0, "LOCALISATION").unwrap();
    let titles = [
        "Commune",
        "Adresse",
        "Appellation du site",
        "Latitude",
        "Longitude",
        "Type de site",
        "Date d'installation",
        "Nombre de personnes",
        "Nombre de ménages",
        "Origines",
        "Y a-t-il des nuisibles à proximité ?",
        "Commentaires",
        "Site mis à jour le",
    ];
    for (at, title) in (0..).zip(titles) {
        sheet.write_string(6, at, title).unwrap();
    }
    sheet.write_string(7, 0, "Belorme").unwrap();
    let link = Url::new("https://platform.example/site/4321").set_text("12 chemin du Moulin");
    sheet.write_url(7, 1, link).unwrap();
    sheet.write_string(7, 2, name).unwrap();
    sheet.write_string(7, 3, "43.605").unwrap();
    sheet.write_string(7, 4, "1.415").unwrap();
    sheet.write_string(7, 5, "Terrain").unwrap();
    // Midnight in France, told as ten in the evening of the eve.
    let eve = ExcelDateTime::parse_from_str("2024-06-30T22:00:00").unwrap();
    sheet.write_datetime_with_format(7, 6, &eve, &day).unwrap();
    sheet.write_number(7, 7, people).unwrap();
    sheet.write_string(7, 8, "NC").unwrap();
    sheet.write_string(7, 9, "Z-ORIGIN").unwrap();
    sheet.write_string(7, 10, "oui").unwrap();
    sheet.write_string(7, 11, "Z-COMMENT by somebody").unwrap();
    let on = ExcelDateTime::parse_from_str("2026-02-10").unwrap();
    sheet.write_datetime_with_format(7, 12, &on, &day).unwrap();
    sheet
        .write_formula(8, 7, Formula::new("=SUM(H8:H8)").set_result("12"))
        .unwrap();
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_file_of_the_platform_adds_then_changes_and_is_taken_back() {
    for town in towns().await {
        let before = csv(&town).await;

        let first = take_in(&town, &platform_file(12, "Le moulin"))
            .await
            .unwrap();
        let same = take_in(&town, &platform_file(12, "Le moulin"))
            .await
            .unwrap();
        let second = take_in(&town, &platform_file(15, "Le vieux moulin"))
            .await
            .unwrap();

        assert_eq!((first.added, first.visits), (1, 1), "{:?}", first.report);
        assert_eq!(first.report.tally.read, 1, "sums are no site");
        assert_eq!((same.unchanged, same.change), (1, None));
        assert_eq!((second.added, second.changed, second.visits), (0, 1, 0));
        let atlas = town.jalon.atlas();
        let known = atlas.settlement("RB-4321").unwrap();
        assert_eq!(known.settlement.name, "Le vieux moulin");
        assert_eq!(known.settlement.people, Some(15));
        assert_eq!(
            known.settlement.installed_on.unwrap().to_string(),
            "2024-07-01"
        );
        assert_eq!(known.answers.len(), 1);
        let whole = std::fs::read(town.folder.path().join("data/jalon.db")).unwrap_or_default();
        for unread in ["Z-ORIGIN", "Z-COMMENT"] {
            let found = whole
                .windows(unread.len())
                .any(|part| part == unread.as_bytes());
            assert!(!found, "{unread} was stored");
            assert!(!csv(&town).await.contains(unread));
        }
        assert!(
            first
                .report
                .warnings
                .iter()
                .any(|told| told.contains("Origines"))
        );
        let early = town
            .jalon
            .undo_change(first.change.unwrap(), &operator())
            .await;
        let early = early.unwrap_err().to_string();
        assert!(early.contains("changed again"), "{early}");
        for change in [second.change, first.change] {
            town.jalon
                .undo_change(change.unwrap(), &operator())
                .await
                .unwrap();
        }
        assert_eq!(csv(&town).await, before);
        let anew = take_in(&town, &platform_file(12, "Le moulin"))
            .await
            .unwrap();
        assert_eq!((anew.added, anew.visits), (1, 1));
    }
}

#[tokio::test]
async fn a_site_of_the_same_name_in_the_same_place_is_not_doubled() {
    let town = TestTown::small().await;
    let sheet =
        "Appellation du site;Latitude;Longitude;Nombre de personnes\nPlace S1;43,6025;1.405;77\n";

    let done = take_in(&town, sheet.as_bytes()).await.unwrap();

    assert_eq!((done.added, done.changed), (0, 1));
    let atlas = town.jalon.atlas();
    let known = atlas.settlement("S1").unwrap();
    assert_eq!(known.settlement.people, Some(77));
    assert_eq!(
        known.settlement.households,
        Some(1000),
        "a column that is not there changes nothing"
    );
}

#[tokio::test]
async fn what_somebody_has_built_upon_is_not_taken_back() {
    let town = TestTown::small().await;
    let done = take_in(&town, &platform_file(12, "Le moulin"))
        .await
        .unwrap();
    let note = json!({ "settlement": "RB-4321", "on": "2026-02-11", "text": "Passage." });
    add(&town, Register::JournalEntry, ("", note)).await;

    let refused = town
        .jalon
        .undo_change(done.change.unwrap(), &operator())
        .await;

    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("journal_entry"), "{refused}");
    assert!(town.jalon.atlas().settlement("RB-4321").is_some());
}

#[tokio::test]
async fn the_sheet_has_its_door_and_each_look_is_written_down() {
    let town = TestTown::small().await;
    well_known(&town).await;

    let sheet = town.get(Team, "/api/exchange/national.csv").await;
    let unlawed = town.get(Team, "/api/exchange/national.csv?law=false").await;
    let other = town.get(Team, "/api/exchange/national.pdf").await;
    let hidden = town.get(Public, "/api/exchange/national.csv").await;

    assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.text());
    assert!(sheet.text().contains("TJ de Belorme"));
    assert!(!unlawed.text().contains("TJ de Belorme") && unlawed.text().contains("place S1"));
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let told = town
        .audit()
        .await
        .into_iter()
        .filter(|one| one.action == "national-export");
    let law: Vec<Value> = told.map(|one| one.detail["law"].clone()).collect();
    assert_eq!(law, [json!(true), json!(false)]);
    let readings = town.jalon.readings(u64::MAX, 10).await.unwrap();
    let of_sheet = readings
        .iter()
        .filter(|(_, one)| one.subject == "national-sheet");
    assert_eq!(of_sheet.count(), 1);
}
