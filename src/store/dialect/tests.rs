//! That the settings and the meanings of errors are as promised.

use sqlx::{Row, Sqlite};

use super::*;
use crate::store::value::Value;

async fn setting(pool: &SqlitePool, pragma: &'static str) -> String {
    let row = sqlx::query(pragma).fetch_one(pool).await.unwrap();
    row.try_get::<String, _>(0)
        .or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string()))
        .unwrap()
}

async fn pools(folder: &Path) -> (SqlitePool, SqlitePool, Database) {
    let database = open_sqlite(&folder.join("jalon.db")).await.unwrap();
    match database.clone() {
        Database::Sqlite { read, write, .. } => (read, write, database),
        Database::Postgres(_) => unreachable!("a file was opened"),
    }
}

#[tokio::test]
async fn the_writer_syncs_each_commit_to_a_write_ahead_log_and_checks_links() {
    let folder = tempfile::tempdir().unwrap();
    let (_, write, _) = pools(folder.path()).await;

    assert_eq!(setting(&write, "pragma journal_mode").await, "wal");
    assert_eq!(setting(&write, "pragma synchronous").await, "2");
    assert_eq!(setting(&write, "pragma foreign_keys").await, "1");
    assert_eq!(setting(&write, "pragma busy_timeout").await, "60000");
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let (read, _, _) = pools(folder.path()).await;

    let refused = sqlx::query::<Sqlite>("insert into counter values ('t', 'n', 1)")
        .execute(&read)
        .await
        .unwrap_err();

    assert!(refused.to_string().contains("readonly"), "{refused}");
}

/// SQLite's own page limit stands in for a full disk: both end in the same result code.
#[tokio::test]
async fn a_full_disk_refuses_writes_keeps_reading_and_heals_without_a_restart() {
    const ADD: &str = "insert into counter (territory, name, last) values ($1, $2, 1)";
    const COUNT: &str = "select count(*) as many from counter";
    let folder = tempfile::tempdir().unwrap();
    let (_, write, database) = pools(folder.path()).await;
    let ballast = folder.path().join("jalon.db.ballast");
    let row = || vec![Value::from("t"), Value::from("x".repeat(1_000_000))];
    let add = async || {
        let mut transaction = database.begin().await?;
        transaction.rows(ADD, row()).await?;
        transaction.commit().await
    };

    setting(&write, "pragma max_page_count = 100").await;
    let refused = add().await.unwrap_err();
    let given_back = !ballast.exists();
    let seen = database.rows(COUNT, Vec::new()).await.unwrap();
    setting(&write, "pragma max_page_count = 100000").await;
    add().await.unwrap();

    assert!(matches!(refused, Error::Full { .. }), "{refused:?}");
    assert!(given_back);
    assert_eq!(seen[0].count::<u64>("many").unwrap(), 0);
    assert!(ballast.exists());
}

#[test]
fn every_named_constraint_with_a_meaning_is_in_both_databases() {
    for (name, columns, _) in MEANINGS {
        let table = columns.split('.').next().unwrap();
        assert!(name.starts_with(table), "{name}");
        let named = format!("constraint {name} ");
        let steps = || migrations::STEPS.iter();
        assert!(
            steps().any(|(.., sqlite, _)| sqlite.contains(&named)),
            "{name}"
        );
        assert!(
            steps().any(|(.., postgres)| postgres.contains(&named)),
            "{name}"
        );
    }
}

#[test]
fn a_lock_that_was_not_to_be_had_is_busy_and_a_lost_server_is_unavailable() {
    assert_eq!(of_postgres("55P03", None), Meaning::Busy);
    assert_eq!(of_postgres("57P01", None), Meaning::Unavailable);
    assert_eq!(of_postgres("53100", None), Meaning::Full);
    assert_eq!(of_sqlite(Some("517"), "database is locked"), Meaning::Busy);
    assert_eq!(of_sqlite(Some("1"), "no such table: x"), Meaning::Other);
}
