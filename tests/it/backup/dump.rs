//! What a SQLite file holds, row for row, past the store.

use std::{collections::BTreeSet, path::Path};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Executor, Row, SqliteConnection, sqlite::SqliteConnectOptions,
};

async fn connect(file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true);
    options.connect().await.unwrap()
}

/// Runs a statement.
pub(super) async fn run(file: &Path, sql: &'static str) {
    connect(file).await.execute(sql).await.unwrap();
}

/// Every table, index and trigger as it was made, and every row with all its values, each a line.
/// A row that stands twice is a line that stands once: the tables of records have keys.
pub(super) async fn dump(file: &Path) -> BTreeSet<String> {
    let mut connection = connect(file).await;
    let made = "select name, type, coalesce(sql, '') as sql from sqlite_schema order by name";
    let things = connection.fetch_all(made).await.unwrap();
    let mut lines = BTreeSet::new();
    for thing in things {
        let (name, kind): (String, String) = (thing.get("name"), thing.get("type"));
        lines.insert(format!("{kind} {name} {}", thing.get::<String, _>("sql")));
        if kind == "table" {
            lines.extend(rows(&mut connection, &name).await);
        }
    }
    lines
}

async fn rows(connection: &mut SqliteConnection, table: &str) -> Vec<String> {
    let columns = format!("select name from pragma_table_info('{table}') order by cid");
    let columns: Vec<String> = sqlx::query_scalar(AssertSqlSafe(columns))
        .fetch_all(&mut *connection)
        .await
        .unwrap();
    let values: Vec<String> = columns
        .iter()
        .map(|column| format!("quote(\"{column}\")"))
        .collect();
    let values = values.join(" || ',' || ");
    let all = format!("select '{table} ' || {values} from \"{table}\"");
    sqlx::query_scalar(AssertSqlSafe(all))
        .fetch_all(connection)
        .await
        .unwrap()
}

/// The codes of the entries of a register.
pub(super) async fn codes(file: &Path, register: &str) -> BTreeSet<String> {
    let asked = "select code from register_entry where register = $1";
    let codes = sqlx::query_scalar(asked).bind(register);
    let codes: Vec<String> = codes.fetch_all(&mut connect(file).await).await.unwrap();
    codes.into_iter().collect()
}
