//! A household taken out of everything, on both databases: nothing of it is left in the files of the
//! database, counts stay true, and the receipt stands in the record of changes.

use std::io::Read;

use axum::http::{Method, StatusCode, header::HOST};
use axum::{body::Body, http::Request};
use jalon::domain::{Audience::Team, LayerKind};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, Row, SqliteConnection};

use super::{Office, ago};
use crate::support::{Answer, TestTown, ask, square};

/// Words that stand in every place where people write of a household.
const TOLD: &str = "zirkonpetrel";
/// The same as PostgreSQL tells bytes.
const TOLD_IN_HEX: &str = "7a69726b6f6e70657472656c";

impl Office {
    async fn erase(&self, code: &str) -> Answer {
        let asked = json!({ "household": code, "ground": "person_asks" });
        self.post("/api/erasures", &asked).await
    }

    /// A household that everything hangs on, rehoused in W; its code.
    async fn known_in_every_register(&self) -> String {
        let home = self.vacant_home().await;
        let code = self.noted().await;
        self.followed(&code, &home).await;
        // As people write it.
        let written = format!("hh-{}", code.trim_start_matches(['H', '0']));
        self.add(
            "journal_entry",
            json!({ "settlement": "S1", "on": ago(3), "text": format!("rang twice:\n{written}, not {code}9") }),
        )
        .await;
        self.attach(&format!("/api/registers/household/{code}/files?name=lease"))
            .await;
        code
    }

    async fn vacant_home(&self) -> String {
        let landlord = self
            .add(
                "organisation",
                json!({ "name": "Habitat du Loriot", "kind": "social_landlord" }),
            )
            .await;
        let home = self
            .add(
                "housing_unit",
                json!({ "kind": "social_rental", "landlord": landlord, "neighbourhood": "W", "rooms": 3, "rent_eur": 400 }),
            )
            .await;
        self.step("housing_unit", &home, "available").await;
        home
    }

    /// A household with a note that was changed.
    async fn noted(&self) -> String {
        let key = [("idempotency-key", "phone-7/1")];
        let body = json!({ "fields": { "settlement": "S1", "size": 4, "wish": "ordinary_housing",
            "note": format!("{TOLD} first") } });
        let added = self
            .send((Method::POST, "/api/registers/household"), &key, &body)
            .await;
        let code = added.json()["code"].as_str().unwrap().to_owned();
        let address = format!("/api/registers/household/{code}");
        let any = [("if-match", "*")];
        let patch = json!({ "note": format!("{TOLD} second") });
        let changed = self.send((Method::PATCH, &address), &any, &patch).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
        self.step("household", &code, "assessed").await;
        code
    }

    /// From its accompaniment to its move.
    async fn followed(&self, code: &str, home: &str) {
        let of = |mut fields: Value| {
            fields["household"] = json!(code);
            fields
        };
        self.add(
            "accompaniment",
            of(json!({ "referent": "agent-01", "started_on": ago(90), "note": TOLD })),
        )
        .await;
        self.add("plan_step", of(json!({ "axis": "housing", "label": TOLD })))
            .await;
        let proposal = self
            .add(
                "proposal",
                of(json!({ "unit": home, "proposed_on": ago(80), "note": TOLD })),
            )
            .await;
        self.step("proposal", &proposal, "accepted").await;
        let decision = self
            .add(
                "decision",
                of(
                    json!({ "body": "steering_group", "subject": "placement", "proposal": proposal,
                "minutes": format!("for {code}, as asked") }),
                ),
            )
            .await;
        self.step("decision", &decision, "validated").await;
        let moved = self
            .add(
                "move",
                of(json!({ "kind": "social_rental", "unit": home, "origin": "S1", "note": TOLD })),
            )
            .await;
        self.to("move", &moved, json!({ "to": "moved", "on": ago(40) }))
            .await;
    }

    async fn attach(&self, address: &str) {
        let document = format!("%PDF-1.7\n% made up, {TOLD}\n%%EOF\n");
        let request = Request::post(address)
            .header(HOST, "127.0.0.1:8080")
            .body(Body::from(document))
            .unwrap();
        let added = ask(self.0.router(Team), request).await;
        assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    }

    async fn dispersal(&self) -> Value {
        self.0.get(Team, "/api/dispersal").await.json()
    }
}

/// How often some words stand in the database: in the bytes of its files, or in any row of PostgreSQL.
async fn occurrences(town: &TestTown, words: &str) -> usize {
    if town.database_url().starts_with("postgres") {
        return in_rows(town.database_url(), words).await;
    }
    let folder = std::fs::read_dir(town.folder.path().join("data")).unwrap();
    let files = folder.map(|file| std::fs::read(file.unwrap().path()).unwrap());
    let count = |bytes: Vec<u8>| {
        let windows = bytes.windows(words.len());
        windows.filter(|part| *part == words.as_bytes()).count()
    };
    files.map(count).sum()
}

async fn in_rows(url: &str, words: &str) -> usize {
    let mut server = PgConnection::connect(url).await.unwrap();
    let tables = "select table_name from information_schema.tables \
        where table_schema = 'public' and table_type = 'BASE TABLE'";
    let tables = sqlx::query(tables).fetch_all(&mut server).await.unwrap();
    let mut found = 0;
    for table in tables {
        let name: String = table.get(0);
        let sql = format!(
            "select count(*) from \"{name}\" as t where t::text like '%{words}%' or t::text like '%{TOLD_IN_HEX}%'"
        );
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .fetch_one(&mut server)
            .await
            .unwrap();
        found += usize::try_from(row.get::<i64, _>(0)).unwrap();
    }
    found
}

#[tokio::test]
async fn the_people_concerned_get_everything_in_one_file() {
    for office in Office::on_both().await {
        let code = office.known_in_every_register().await;
        let address = format!("/api/households/{code}/file.zip?lang=en");

        let purpose = [("x-purpose", "copy asked for")];
        let made = office
            .send((Method::GET, &address), &purpose, &Value::Null)
            .await;

        assert_eq!(made.status, StatusCode::OK, "{}", made.text());
        let all = part(&made.body, "household.json");
        let all: Value = serde_json::from_str(&all).unwrap();
        let registers: Vec<&str> = all["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["register"].as_str().unwrap())
            .collect();
        assert_eq!(registers.len(), 13, "{registers:?}");
        assert_eq!(all["entries"][0]["revisions"].as_array().unwrap().len(), 6);
        assert_eq!(all["looks"][0]["purpose"], "copy asked for");
        let said = part(&made.body, "household.txt");
        assert!(
            said.contains("wish : ordinary housing") || said.contains("ordinary"),
            "{said}"
        );
        let lease = part(&made.body, "files/001-lease.pdf");
        assert!(lease.contains(TOLD));
        let readings = office.0.jalon.readings(u64::MAX, 1).await.unwrap();
        assert_eq!(readings[0].1.subject, format!("household/{code}/all"));
        let unknown = office.0.get(Team, "/api/households/HH4711/file.zip").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }
}

/// A part of a packed file as text.
fn part(packed: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(packed)).unwrap();
    let mut bytes = Vec::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_end(&mut bytes)
        .unwrap();
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn nothing_that_was_written_of_an_erased_household_is_left_anywhere() {
    for office in Office::on_both().await {
        let code = office.known_in_every_register().await;
        let reader = office.0.opened_again().await;
        assert!(occurrences(&office.0, TOLD).await > 5);

        let erased = office.erase(&code).await;

        assert_eq!(erased.status, StatusCode::CREATED, "{}", erased.text());
        assert_eq!(occurrences(&office.0, TOLD).await, 0);
        let receipt = erased.json();
        // The household, its stay, accompaniment, plan step, proposal, move and four follow-ups.
        assert_eq!(receipt["entries"], 10);
        assert_eq!(receipt["files"], 1);
        // The home that was reserved, the decision, the journal.
        assert_eq!(receipt["mentions"], 3);
        assert!(!receipt.to_string().contains(&code));
        for register in [
            "household",
            "stay",
            "plan_step",
            "proposal",
            "move",
            "follow_up",
        ] {
            assert_eq!(office.list(register, "").await.len(), 0, "{register}");
        }
        let journal = office.list("journal_entry", "").await;
        let text = format!("rang twice:\n[…], not {code}9");
        assert_eq!(journal[0]["fields"]["text"], text);
        let decision = &office.list("decision", "").await[0];
        assert_eq!(decision["fields"]["minutes"], "for […], as asked");
        assert_eq!(decision["fields"].get("household"), None);
        let home = &office.list("housing_unit", "").await[0];
        assert_eq!(home["state"], "occupied");
        assert_eq!(home["fields"].get("reserved_for"), None);
        drop(reader);
    }
}

impl Office {
    /// Texts of every kind in which people wrote a household's code; how many.
    async fn told_of_in_texts(&self, code: &str) -> usize {
        let said = format!("{code} and {code}9, {TOLD}");
        let of = |mut form: Value, field: &str| {
            form["by"] = json!("agent-01");
            form[field] = json!(said);
            form
        };
        let sent = async |address: &str, form: Value| {
            let answer = self.post(address, &form).await;
            assert!(answer.status.is_success(), "{address}: {}", answer.text());
            answer.json()
        };
        let visits = "/api/settlements/S1/visits";
        let answers = json!({ "answers": { "pests": "no" } });
        let visit = sent(visits, of(answers, "note")).await;
        let id = visit["visit"]["id"].as_str().unwrap();
        sent(
            &format!("{visits}/{id}/withdrawal"),
            of(json!({}), "reason"),
        )
        .await;
        let corners = json!([[1.4045, 43.602], [1.4065, 43.602], [1.4065, 43.603]]);
        let drawn = json!({ "by": "agent-01", "nothing_changed": true, "outline": { "how": "drawn", "corners": corners } });
        let drawn = sent(visits, drawn).await;
        let drawn = drawn["visit"]["id"].as_str().unwrap();
        let aside = format!("/api/settlements/S1/outlines/{drawn}/setting-aside");
        sent(&aside, json!({ "reason": said })).await;
        let works = json!({ "settlement": "S1", "kind": "pest_control" });
        let order = sent("/api/works", of(works, "note")).await;
        let done = format!("/api/works/{}/done", order["number"]);
        sent(&done, of(json!({}), "note")).await;
        let fire = json!({ "settlement": "S1", "kind": "fire", "on": ago(3), "deaths": "none",
            "injured": "none", "severity": "serious" });
        sent("/api/incidents", of(fire, "narrative")).await;
        let until = ago(-20);
        let danger = of(json!({ "until": until }), "reason");
        let address = "/api/settlements/S1/danger";
        let flagged = self.send((Method::PUT, address), &[], &danger).await;
        assert!(flagged.status.is_success(), "{}", flagged.text());
        sent(&format!("{address}/lift"), of(json!({}), "reason")).await;
        self.attach(&format!("/api/settlements/S1/files?name={code}-hut"))
            .await;
        9
    }
}

#[tokio::test]
async fn what_people_wrote_of_it_beside_a_score_names_it_no_longer() {
    for office in Office::on_both().await {
        let code = office.known_in_every_register().await;
        let texts = office.told_of_in_texts(&code).await;

        let erased = office.erase(&code).await;

        assert_eq!(erased.status, StatusCode::CREATED, "{}", erased.text());
        // The home that was reserved, the decision, the journal; then the texts.
        assert_eq!(erased.json()["mentions"], 3 + texts);
        let cleaned = format!("[…] and {code}9, {TOLD}");
        let get = async |address: &str| office.0.get(Team, address).await.json();
        // The newest one drew an outline.
        let visit = &get("/api/settlements/S1/visits").await["items"][1];
        assert_eq!(visit["note"], cleaned, "{visit}");
        let incident = &get("/api/incidents").await["items"][0];
        assert_eq!(incident["narrative"], cleaned, "{incident}");
        let order = &get("/api/works").await["items"][0];
        assert_eq!(order["note"], cleaned, "{order}");
        let danger = &get("/api/dangers").await["items"][0];
        assert_eq!(danger["reason"], cleaned, "{danger}");
        let file = &get("/api/settlements/S1/files").await["items"][0];
        assert_eq!(file["name"], "[…]-hut.pdf", "{file}");
        // Codes stand in the record of changes, which is chained; in no other row.
        let url = office.0.database_url();
        for table in TABLES_WITH_TEXTS {
            let left = count(url, table, &code).await;
            assert_eq!(left, 0, "{table:?}");
        }
    }
}

/// Tables that people write into, with all their columns as one text.
const TABLES_WITH_TEXTS: [(&str, &str); 7] = [
    ("visit", "note"),
    ("visit_ruling", "reason"),
    ("outline_ruling", "reason"),
    ("works_order", "note"),
    ("works_ending", "note"),
    ("incident", "narrative"),
    ("override_entry", "reason"),
];

async fn count(url: &str, (table, column): (&str, &str), code: &str) -> i64 {
    let sql = format!(
        "select count(*) from {table} where replace({column}, '{code}9', '') like '%{code}%'"
    );
    let sql = sqlx::AssertSqlSafe(sql);
    if url.starts_with("postgres") {
        let mut server = PgConnection::connect(url).await.unwrap();
        let row = sqlx::query(sql).fetch_one(&mut server).await.unwrap();
        row.get(0)
    } else {
        let mut file = SqliteConnection::connect(url).await.unwrap();
        let row = sqlx::query(sql).fetch_one(&mut file).await.unwrap();
        row.get(0)
    }
}

#[tokio::test]
async fn outside_an_erasure_the_database_still_refuses_to_change_what_was_written() {
    for office in Office::on_both().await {
        let code = office.known_in_every_register().await;
        office.told_of_in_texts(&code).await;

        for change in [
            "update visit set note = 'x'",
            "update visit set team = 'x'",
            "update visit_ruling set reason = 'x'",
            "update visit_outline set accuracy_m = 1.0",
            "update outline_ruling set reason = 'x'",
            "delete from visit_outline",
            "update works_order set note = 'x'",
            "update works_ending set answers = '{}'",
            "update incident set narrative = 'x'",
            "update incident set severity = 'minor'",
            "update override_entry set reason = 'x'",
            "update attachment set file_name = 'x'",
            // Other columns, also while something is erased.
            "insert into erasing values ('main', 'texts'); update visit set team = 'x'",
            "insert into erasing values ('main', 'texts'); update attachment set sha256 = 'x'",
            "delete from visit",
            "delete from incident",
            "delete from works_order",
        ] {
            let refused = run(office.0.database_url(), change).await;
            assert!(refused.is_err(), "{change}");
        }
    }
}

async fn run(url: &str, sql: &'static str) -> Result<(), sqlx::Error> {
    let sql = format!("begin; {sql}; commit");
    let sql = sqlx::AssertSqlSafe(sql);
    if url.starts_with("postgres") {
        let mut server = PgConnection::connect(url).await?;
        sqlx::raw_sql(sql).execute(&mut server).await.map(|_| ())
    } else {
        let mut file = SqliteConnection::connect(url).await?;
        sqlx::raw_sql(sql).execute(&mut file).await.map(|_| ())
    }
}

#[tokio::test]
async fn counts_and_measures_are_the_same_without_the_household() {
    for office in Office::on_both().await {
        let code = office.known_in_every_register().await;
        for _ in 0..11 {
            let body = json!({ "state": "housed", "fields": { "settlement": "S1", "size": 4,
                "wish": "ordinary_housing" } });
            let household = office.post("/api/registers/household", &body).await;
            let body = json!({ "state": "moved", "fields": {
                "household": household.json()["code"], "kind": "social_rental", "moved_on": ago(50),
                "neighbourhood": "W" } });
            office.post("/api/registers/move", &body).await;
        }
        let before = office.dispersal().await;

        let erased = office.erase(&code).await;
        let imported = office.erase("H000").await;
        let after = office.dispersal().await;

        assert_eq!(erased.status, StatusCode::CREATED, "{}", erased.text());
        assert_eq!(imported.status, StatusCode::CREATED, "{}", imported.text());
        assert_eq!(imported.json()["rows_of_files"], 1);
        for measure in ["placed", "spread", "neighbourhoods"] {
            assert_eq!(after[measure], before[measure], "{measure}");
        }
        let week = office.0.get(Team, "/api/figures/households").await.json();
        let tables = week["figures"]["tables"].as_array().unwrap();
        for (table, counts) in [("all", json!([12])), ("size", json!([0, 12, 0, 0, 0]))] {
            let told = tables.iter().find(|one| one["table"] == table).unwrap();
            assert_eq!(told["lines"][0]["part"], "whole/all");
            assert_eq!(told["lines"][0]["counts"], counts, "{table}");
        }
    }
}

#[tokio::test]
async fn what_the_map_no_longer_knows_keeps_nobody_from_being_erased() {
    for office in Office::on_both().await {
        let code = office.known_in_every_register().await;
        let other = square("S9", 1.43, 43.606, 0.001);
        office.0.import_json(LayerKind::Settlements, &[other]).await;

        let erased = office.erase(&code).await;

        assert_eq!(erased.status, StatusCode::CREATED, "{}", erased.text());
        assert_eq!(occurrences(&office.0, TOLD).await, 0);
    }
}

#[tokio::test]
async fn a_code_that_could_stand_for_many_erases_none() {
    let office = Office(TestTown::small().await);
    let code = office.known_in_every_register().await;

    for pattern in ["%", "", "_", "HH____", "H"] {
        let refused = office.erase(pattern).await;

        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{pattern}");
    }
    assert_eq!(office.entry("household", &code).await["code"], code);
}

#[tokio::test]
async fn a_second_erasure_answers_with_the_receipt_of_the_first() {
    for office in Office::on_both().await {
        let code = office.known_in_every_register().await;

        let first = office.erase(&code).await;
        let second = office.erase(&code).await;
        let never = office.erase("HH4711").await;
        let listed = office.0.get(Team, "/api/erasures").await.json();
        let printed = office
            .0
            .get(Team, "/api/erasures/1/receipt.txt?lang=en")
            .await;

        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
        assert_eq!(second.status, StatusCode::OK, "{}", second.text());
        assert_eq!(second.json(), first.json());
        assert_eq!(never.status, StatusCode::NOT_FOUND);
        assert_eq!(listed["items"], json!([first.json()]));
        assert!(printed.text().starts_with("Receipt of erasure no. 1\n"));
        let digest = first.json()["digest"].as_str().unwrap().to_owned();
        assert!(printed.text().contains(&digest));
        let events = office.0.audit().await;
        let kept = events.last().unwrap();
        assert_eq!(kept.detail["receipt"], digest.as_str());
        assert!(!format!("{kept:?}").contains(&code));
    }
}

#[tokio::test]
async fn the_record_of_changes_stands_and_nothing_that_was_erased_comes_back() {
    for office in Office::on_both().await {
        let code = office.known_in_every_register().await;
        let moved = &office.list("move", "").await[0];
        let change = moved["change"].as_u64().unwrap();

        let receipt = office.erase(&code).await.json();
        let address = format!("/api/registers/changes/{change}/undo");
        let undone = office.post(&address, &json!({})).await;
        let key = [("idempotency-key", "phone-7/1")];
        let body = json!({ "fields": { "settlement": "S1", "size": 4, "wish": "ordinary_housing",
            "note": format!("{TOLD} first") } });
        let sent_again = office
            .send((Method::POST, "/api/registers/household"), &key, &body)
            .await;

        assert_eq!(undone.status, StatusCode::CONFLICT, "{}", undone.text());
        assert!(undone.text().contains("was erased"), "{}", undone.text());
        assert_eq!(sent_again.status, StatusCode::CONFLICT);
        let proofs = office.0.jalon.prove_records().await.unwrap();
        assert!(proofs.iter().all(|proof| proof.faults.is_empty()));
        let head = receipt["head"].as_str().unwrap().split_once(':').unwrap();
        let number = head.0.parse().unwrap();
        assert!(office.0.jalon.is_kept(number, head.1).await.unwrap());
        assert_eq!(occurrences(&office.0, TOLD).await, 0);
    }
}

#[tokio::test]
async fn outside_an_erasure_the_database_still_refuses_to_delete() {
    for office in Office::on_both().await {
        office.known_in_every_register().await;

        for table in ["register_revision", "attachment"] {
            let refused = delete_all(office.0.database_url(), table).await;

            assert!(refused.is_err(), "{table}");
        }
    }
}

async fn delete_all(url: &str, table: &str) -> Result<(), sqlx::Error> {
    let sql = sqlx::AssertSqlSafe(format!("delete from {table}"));
    if url.starts_with("postgres") {
        let mut server = PgConnection::connect(url).await?;
        sqlx::query(sql).execute(&mut server).await.map(|_| ())
    } else {
        let mut file = SqliteConnection::connect(url).await?;
        sqlx::query(sql).execute(&mut file).await.map(|_| ())
    }
}

#[tokio::test]
async fn a_visit_that_comes_in_after_an_erasure_names_the_household_no_more() {
    for office in Office::on_both().await {
        let gone = json!({ "code": "HH-0012", "fields": { "settlement": "S1", "size": 3 } });
        let other = json!({ "code": "hh12", "fields": { "settlement": "S1", "size": 2 } });
        for household in [gone, other] {
            let added = office.post("/api/registers/household", &household).await;
            assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
        }
        let note = "Saw HH-0012, then hh 012 (HH12); hh12 is out, HH-00120 too.";
        let visit = |id: u32| {
            json!({ "id": format!("0192f000-0000-7000-8000-00000000000{id}"), "by": "agent-07",
                "at": "2026-03-09T10:00:00Z", "note": note,
                "answers": { "single_access": { "reply": "yes", "note": "by the door of HH-012" } } })
        };
        let address = "/api/settlements/S1/visits";
        let before = office.post(address, &visit(1)).await;
        let erased = office.erase("HH-0012").await;
        let late = office.post(address, &visit(2)).await;
        let again = office.post(address, &visit(2)).await;
        let first_again = office.post(address, &visit(1)).await;

        assert_eq!(before.status, StatusCode::CREATED, "{}", before.text());
        assert_eq!(erased.status, StatusCode::CREATED, "{}", erased.text());
        assert_eq!(late.status, StatusCode::CREATED, "{}", late.text());
        // What is written like the other household's code is that one's, as when the erasure looks.
        let told = "Saw […], then […] (HH12); hh12 is out, HH-00120 too.";
        assert_eq!(late.json()["visit"]["note"], told, "{}", late.text());
        assert!(!late.text().contains("HH-012\""), "{}", late.text());
        assert!(
            late.text().contains("by the door of […]"),
            "{}",
            late.text()
        );
        for sent in [again, first_again] {
            assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
            assert_eq!(sent.json()["visit"]["note"], told);
        }
    }
}
