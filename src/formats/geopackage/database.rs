//! An SQLite file of unknown origin, opened so that it can do no harm.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering::Relaxed},
};

use futures::{TryStreamExt, future::ready};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Row,
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow},
};
use tokio::runtime::{Builder, Runtime};

use crate::formats::{Error, Format, source::Found};

/// Steps of SQLite's machine between two looks at the budget.
const STEPS: i32 = 1_000;

/// Looks that may pass without a row: ten million steps, about a second.
const BUDGET: i64 = 10_000;

/// Rows that wait inside the driver; each may hold a long shape.
const ROWS_WAITING: usize = 8;

/// A connection with the thread's own runtime.
pub(super) struct Database {
    runtime: Runtime,
    connection: SqliteConnection,
    budget: Arc<AtomicI64>,
    /// The file's name, for messages.
    pub(super) file: String,
}

impl Database {
    /// Opens the file read-only, without trust in its schema.
    pub(super) fn open(found: &Found) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread()
            .enable_time()
            .build()
            .map_err(|e| Error::unreadable(&found.file, e))?;
        let options = SqliteConnectOptions::new()
            .filename(&found.path)
            .read_only(true)
            .immutable(true)
            .row_buffer_size(ROWS_WAITING)
            .pragma("trusted_schema", "off")
            .pragma("cell_size_check", "on")
            .pragma("query_only", "on")
            .disable_statement_logging();
        let budget = Arc::new(AtomicI64::new(BUDGET));
        let connection = runtime
            .block_on(limited(&options, &budget))
            .map_err(|e| broken(&found.file, "at its start".to_owned(), &e))?;
        Ok(Self {
            runtime,
            connection,
            budget,
            file: found.file.clone(),
        })
    }

    /// All rows of a short answer.
    pub(super) fn rows(
        &mut self,
        sql: &'static str,
        given: &[&str],
    ) -> Result<Vec<SqliteRow>, Error> {
        let mut query = sqlx::query(sql);
        for value in given {
            query = query.bind((*value).to_owned());
        }
        self.budget.store(BUDGET, Relaxed);
        self.runtime
            .block_on(query.fetch_all(&mut self.connection))
            .map_err(|e| broken(&self.file, "in its tables of contents".to_owned(), &e))
    }

    /// How many rows a table has; its name is quoted by the caller.
    pub(super) fn count(&mut self, sql: String) -> Result<u64, Error> {
        self.budget.store(BUDGET, Relaxed);
        let query = sqlx::query(AssertSqlSafe(sql));
        let row = self.runtime.block_on(query.fetch_one(&mut self.connection));
        let count = row.and_then(|row| row.try_get::<i64, _>(0));
        count
            .map(|count| u64::try_from(count).unwrap_or(0))
            .map_err(|e| broken(&self.file, "at its start".to_owned(), &e))
    }

    /// Hands each row over until it says stop; the statement's names are quoted by the caller.
    pub(super) fn each_row(
        &mut self,
        sql: String,
        mut take: impl FnMut(&SqliteRow) -> Result<bool, sqlx::Error>,
    ) -> Result<(), sqlx::Error> {
        self.budget.store(BUDGET, Relaxed);
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut self.connection);
        let (runtime, budget) = (&self.runtime, &self.budget);
        let taken = rows.try_take_while(|row| {
            budget.store(BUDGET, Relaxed);
            ready(take(row))
        });
        runtime.block_on(taken.try_for_each(|_| ready(Ok(()))))
    }
}

/// A connection that stops a statement which finds no row for too long.
async fn limited(
    options: &SqliteConnectOptions,
    budget: &Arc<AtomicI64>,
) -> Result<SqliteConnection, sqlx::Error> {
    let mut connection = options.connect().await?;
    let budget = Arc::clone(budget);
    connection
        .lock_handle()
        .await?
        .set_progress_handler(STEPS, move || budget.fetch_sub(1, Relaxed) > 0);
    Ok(connection)
}

/// A database that SQLite cannot read on, in SQLite's words.
pub(super) fn broken(file: &str, place: String, error: &sqlx::Error) -> Error {
    let detail = match error {
        sqlx::Error::Database(e) if e.message() == "interrupted" => {
            "reading took too many steps".to_owned()
        }
        sqlx::Error::Database(e) => e.message().to_owned(),
        other => other.to_string(),
    };
    Error::Broken {
        file: file.to_owned(),
        format: Format::GeoPackage,
        place,
        detail,
    }
}

/// A name as SQL: in double quotes, with those inside doubled.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
