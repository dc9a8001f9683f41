//! A look at a database that changes nothing in it: is it there, how far are its tables, what time is it.

use std::path::Path;

use sqlx::{
    ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions,
    sqlite::SqliteConnectOptions,
};
use time::OffsetDateTime;

use super::{Error, Result, Store, dialect, migrations};

const HAS_TABLES: &str = "select to_regclass('jalon_migration') is not null";
const STEP: &str = "select max(version) from jalon_migration";
const NOW: &str = "select cast(floor(extract(epoch from now())) as bigint)";

/// What was seen of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The last step that its tables have taken; none where there are none yet.
    pub step: Option<i64>,
    /// The last step that this program knows.
    pub known: i64,
    /// Its own clock, where it has one.
    pub now: Option<OffsetDateTime>,
}

impl Store {
    /// Looks at the database of an address, and makes nothing there.
    ///
    /// # Errors
    /// Whatever keeps it from being read; [`Error::NewerSchema`] and [`Error::Foreign`] as [`Store::open`].
    pub async fn look(url: &str) -> Result<Look> {
        let known = migrations::known();
        let Some(path) = url.strip_prefix("sqlite:") else {
            return look_at_server(url, known).await;
        };
        let path = Path::new(path.strip_prefix("//").unwrap_or(path));
        let step = if path.exists() {
            let file = SqliteConnectOptions::new().filename(path).read_only(true);
            dialect::sqlite_step(&file.disable_statement_logging(), path).await?
        } else {
            None
        };
        Ok(Look {
            step,
            known,
            now: None,
        })
    }
}

async fn look_at_server(url: &str, known: i64) -> Result<Look> {
    let server: PgConnectOptions = url.parse().map_err(|_| Error::Address)?;
    let server = server.application_name("jalon doctor");
    let mut connection: PgConnection = server.disable_statement_logging().connect().await?;
    let has_tables: bool = sqlx::query_scalar(HAS_TABLES)
        .fetch_one(&mut connection)
        .await?;
    let step: Option<i64> = if has_tables {
        sqlx::query_scalar(STEP).fetch_one(&mut connection).await?
    } else {
        None
    };
    let seconds: i64 = sqlx::query_scalar(NOW).fetch_one(&mut connection).await?;
    let now = OffsetDateTime::from_unix_timestamp(seconds).ok();
    connection.close().await?;
    match step {
        Some(found) if found > known => Err(Error::NewerSchema { found, known }),
        _ => Ok(Look { step, known, now }),
    }
}
