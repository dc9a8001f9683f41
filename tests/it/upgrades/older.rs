//! Databases as earlier versions of the program left them: the steps up to one of them, as they stand in
//! `migrations/`, and in their tables the rows of an installation of today, as far as these tables had them.
//!
//! No earlier version has to be built for it, and no file kept: a step that is in use is never altered, and
//! later ones only add tables and columns.

use std::{collections::BTreeMap, fs, path::Path};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, SqlSafeStr, SqliteConnection,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::SqliteConnectOptions,
};

/// The table that remembers the steps taken.
const TABLE: &str = "jalon_migration";

/// The rows of each table, with the columns that one step knew.
pub(crate) type Rows = BTreeMap<String, Vec<String>>;

/// The numbers of all steps, the last one last.
pub(crate) fn steps() -> Vec<i64> {
    read("sqlite")
        .into_iter()
        .map(|(number, ..)| number)
        .collect()
}

/// The steps of one database: number, name, text.
fn read(database: &str) -> Vec<(i64, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(database);
    let mut steps: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let (number, about) = name.split_once('_').unwrap();
            let text = fs::read_to_string(&path).unwrap();
            (number.parse().unwrap(), about.to_owned(), text)
        })
        .collect();
    steps.sort();
    steps
}

/// Takes the steps of a database up to one of them.
pub(crate) fn up_to(last: i64, database: &str) -> Migrator {
    let steps = read(database)
        .into_iter()
        .filter(|(number, ..)| *number <= last);
    let migrations = steps.map(|(number, about, text)| {
        let text = AssertSqlSafe(text).into_sql_str();
        Migration::new(number, about.into(), MigrationType::Simple, text, false)
    });
    let mut migrator = Migrator::with_migrations(migrations.collect());
    migrator.dangerous_set_table_name(TABLE);
    migrator
}

/// Opens a file past the store; what refers to what is looked at by whoever asks.
pub(crate) async fn connect(file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .foreign_keys(false);
    options.connect().await.unwrap()
}

/// Makes a file as the program left it when a step was its last, with the rows of a file of today; tells its rows.
pub(crate) async fn make(file: &Path, last: i64, today: &Path) -> Rows {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let mut connection = connect(file).await;
    up_to(last, "sqlite")
        .run_direct(None, &mut connection, false)
        .await
        .unwrap();
    let attach = format!("attach '{}' as today", today.display());
    connection.execute(AssertSqlSafe(attach)).await.unwrap();
    for table in tables(&mut connection).await {
        let columns = columns(&mut connection, &table).await.join(", ");
        let known = known(&table, last);
        let copy = format!(
            "insert into main.{table} ({columns}) select {columns} from today.{table} {known}"
        );
        connection.execute(AssertSqlSafe(copy)).await.unwrap();
    }
    connection.execute("detach today").await.unwrap();
    let strays = sqlx::query("pragma foreign_key_check")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert!(
        strays.is_empty(),
        "step {last}: {} rows refer to nothing",
        strays.len()
    );
    let rows = rows(&mut connection).await;
    connection.close().await.unwrap();
    rows
}

/// Which rows of a table of today a step could have had: a version of a layer is nothing without its records,
/// which are in tables of later steps for some.
pub(crate) fn known(table: &str, last: i64) -> &'static str {
    match (table, last) {
        ("layer_version", ..5) => {
            "where kind not in ('offers', 'flood_depth') and kind not like '%~_study' escape '~'"
        }
        ("layer_version", 5) => "where kind <> 'offers'",
        _ => "",
    }
}

/// Every row of every table.
pub(crate) async fn rows(connection: &mut SqliteConnection) -> Rows {
    let mut rows = Rows::new();
    for table in tables(connection).await {
        let columns = columns(connection, &table).await;
        let all = all(connection, &table, &columns).await;
        rows.insert(table, all);
    }
    rows
}

/// The first difference between rows of before and the same tables and columns of a file now, in words.
pub(crate) async fn difference(file: &Path, last: i64, before: &Rows) -> Option<String> {
    let mut then = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    up_to(last, "sqlite")
        .run_direct(None, &mut then, false)
        .await
        .unwrap();
    let mut now = connect(file).await;
    for (table, rows) in before {
        let columns = columns(&mut then, table).await;
        let found = all(&mut now, table, &columns).await;
        if found != *rows {
            let is_other = |row: &&String| !found.contains(row);
            let gone = rows.iter().find(is_other);
            return Some(format!(
                "{table} of step {last}: {} rows, before {}, gone {gone:?}",
                found.len(),
                rows.len()
            ));
        }
    }
    None
}

/// The last step that a file has taken.
pub(crate) async fn step_of(file: &Path) -> i64 {
    let asked = "select max(version) from jalon_migration";
    sqlx::query_scalar(asked)
        .fetch_one(&mut connect(file).await)
        .await
        .unwrap()
}

/// The tables of records, in the order they were made.
async fn tables(connection: &mut SqliteConnection) -> Vec<String> {
    let asked = "select name from main.sqlite_schema where type = 'table'
        and name not like 'sqlite~_%' escape '~' and name <> 'jalon_migration' order by rowid";
    sqlx::query_scalar(asked)
        .fetch_all(connection)
        .await
        .unwrap()
}

async fn columns(connection: &mut SqliteConnection, table: &str) -> Vec<String> {
    let asked = "select name from pragma_table_info($1) order by cid";
    sqlx::query_scalar(asked)
        .bind(table)
        .fetch_all(connection)
        .await
        .unwrap()
}

async fn all(connection: &mut SqliteConnection, table: &str, columns: &[String]) -> Vec<String> {
    let values: Vec<_> = columns
        .iter()
        .map(|column| format!("quote({column})"))
        .collect();
    let asked = format!(
        "select {} as line from main.{table} order by 1",
        values.join(" || ',' || ")
    );
    sqlx::query_scalar(AssertSqlSafe(asked))
        .fetch_all(connection)
        .await
        .unwrap()
}
