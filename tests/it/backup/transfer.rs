//! Everything from a SQLite file to PostgreSQL and back: the same rows, or none.

use std::{collections::BTreeSet, path::Path};

use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection};

use super::{done, dump::dump, jalon, said};
use crate::support::TestTown;

/// A town with accounts, files, entries and casework: values of every kind that a column can hold.
async fn busy_town() -> TestTown {
    let town = TestTown::small().await;
    let file = |name: &str, bytes: &[u8]| std::fs::write(town.folder.path().join(name), bytes);
    file("plan.pdf", b"%PDF-1.7\n% made up\n%%EOF\n").unwrap();
    file("other.pdf", b"%PDF-1.7\n% made up too\n%%EOF\n").unwrap();
    file(
        "partners.csv",
        "code;name;kind\nV;Ville d’Été;city\n".as_bytes(),
    )
    .unwrap();
    let visit = json!({"answers": {"water_m": 350}, "note": "rien de plus"});
    file("visit.json", visit.to_string().as_bytes()).unwrap();
    let run = |words: &[&str]| done(&town, &[words, &["--data-dir", "data"]].concat());
    run(&["score"]);
    run(&["user", "add", "anna", "--admin"]);
    run(&["register", "import", "organisation", "partners.csv"]);
    run(&["visit", "add", "S1", "--from", "visit.json", "--by", "V1"]);
    run(&["works", "add", "S1", "--kind", "toilets", "--by", "chief"]);
    run(&["file", "add", "settlement:S1", "plan.pdf"]);
    let removed = run(&["file", "add", "settlement:S2", "other.pdf", "--json"]);
    let removed: Value = serde_json::from_str(&removed).unwrap();
    let id = removed[0]["id"].as_str().unwrap();
    run(&["file", "remove", id, "--reason", "not needed"]);
    town
}

fn migrated(town: &TestTown, from: &[&str], to: &str) -> std::process::Output {
    jalon(town, &[&["migrate", "--json", "--to", to], from].concat())
}

/// Everything but when the tables were made.
async fn records(file: &Path) -> BTreeSet<String> {
    let mut lines = dump(file).await;
    lines.retain(|line| !line.starts_with("jalon_migration "));
    lines
}

#[tokio::test]
async fn what_went_to_postgresql_and_back_is_the_same_row_for_row() {
    let Some(server) = TestTown::nothing_on_postgres().await else {
        return;
    };
    let town = busy_town().await;
    let back = town.folder.path().join("back/jalon.db");
    let address = format!("sqlite://{}", back.display());

    let there = migrated(&town, &["--data-dir", "data"], &server);
    let is = records(&town.folder.path().join("data/jalon.db")).await;
    let from = ["--database-url", &server, "--data-dir", "elsewhere"];
    let again = migrated(&town, &from, &address);

    assert!(there.status.success(), "{}", said(&there));
    assert!(again.status.success(), "{}", said(&again));
    let told: Value = serde_json::from_slice(&there.stdout).unwrap();
    assert_eq!(told["tables"]["attachment"], 2, "{told}");
    // One line of the record of changes tells of each way; it is written before the rows go.
    let came_back = records(&back).await;
    let lost: Vec<_> = is.difference(&came_back).collect();
    let new: Vec<_> = came_back.difference(&is).collect();
    assert!(
        lost.len() == 1 && lost[0].starts_with("counter "),
        "{lost:?}"
    );
    assert_eq!(new.len(), 3, "{new:?}");
    assert!(is.len() > 120, "{}", is.len());
    done(&town, &["audit", "verify", "--data-dir", "back"]);
    assert_eq!(
        done(&town, &["rank", "--json", "--data-dir", "back"]),
        done(&town, &["rank", "--json", "--data-dir", "data"])
    );
}

#[tokio::test]
async fn nothing_is_kept_where_a_row_does_not_arrive_as_it_was() {
    let Some(server) = TestTown::nothing_on_postgres().await else {
        return;
    };
    let town = busy_town().await;
    let tables = ["layers", "--database-url", &server, "--data-dir", "data"];
    done(&town, &tables);
    let mut connection = PgConnection::connect(&server).await.unwrap();
    let spoil = "
        create function spoil() returns trigger language plpgsql as
            $$ begin new.note := 'otherwise'; return new; end $$;
        create trigger spoils before insert on visit for each row execute function spoil()";
    connection.execute(sqlx::raw_sql(spoil)).await.unwrap();

    let refused = migrated(&town, &["--data-dir", "data"], &server);

    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert!(said(&refused).contains("'visit'"), "{}", said(&refused));
    let rows = "select count(*) from audit_event";
    let rows: i64 = sqlx::query_scalar(rows)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn a_database_that_holds_rows_is_left_as_it_is() {
    let Some(town) = TestTown::small_on_postgres().await else {
        return;
    };
    let busy = TestTown::small().await;

    let refused = migrated(&busy, &["--data-dir", "data"], town.database_url());
    let same = migrated(&busy, &["--data-dir", "data"], "sqlite://new/jalon.db");
    let nowhere = "postgres://nobody@127.0.0.1:1/none";
    let nowhere = migrated(&busy, &["--data-dir", "data"], nowhere);

    assert_eq!(refused.status.code(), Some(7), "{}", said(&refused));
    assert!(said(&refused).contains("empty"), "{}", said(&refused));
    assert_eq!(same.status.code(), Some(7), "{}", said(&same));
    assert!(said(&same).contains("pg_dump"), "{}", said(&same));
    assert_eq!(nowhere.status.code(), Some(5), "{}", said(&nowhere));
    assert!(!busy.folder.path().join("new/jalon.db").exists());
    let actions: Vec<String> = busy.audit().await.into_iter().map(|e| e.action).collect();
    assert!(!actions.contains(&"transfer".to_owned()), "{actions:?}");
}
