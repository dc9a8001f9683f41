//! The whole database as one file of a moment, and whether such a file is whole.

use std::path::Path;

use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{Error, Result, Store, database::Database, dialect, migrations};

const COPY: &str = "vacuum into $1";
const WHOLE: &str = "pragma integrity_check(20)";
const LAST_CHANGE: &str = "select coalesce(max(seq), 0) from audit_event";
const LINKED: &str = "pragma foreign_key_check";

/// A file that holds the tables of one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The step its tables are at.
    pub step: i64,
    /// Number of the last change in it; 0 before the first.
    pub change: u64,
}

impl Store {
    /// Whether the records are one file that can be copied.
    ///
    /// # Errors
    /// [`Error::NoSnapshot`] on PostgreSQL, which has tools of its own.
    pub fn must_be_one_file(&self) -> Result<()> {
        match self.database {
            Database::Sqlite { .. } => Ok(()),
            Database::Postgres(_) => Err(Error::NoSnapshot),
        }
    }

    /// Writes everything that was stored when this began into an empty file, while others read and
    /// write. The copy is not waited for until the disk holds it.
    ///
    /// # Errors
    /// As [`must_be_one_file`](Self::must_be_one_file); [`Error::Full`].
    pub async fn snapshot(&self, into: &Path) -> Result<()> {
        let Database::Sqlite { read, .. } = &self.database else {
            return Err(Error::NoSnapshot);
        };
        let copy = sqlx::query(COPY).bind(into.display().to_string());
        copy.execute(read).await?;
        Ok(())
    }
}

impl Snapshot {
    /// Looks through every page, row and link of a file that nobody else has open.
    ///
    /// # Errors
    /// [`Error::Foreign`], [`Error::NewerSchema`], and [`Error::DamagedFile`] where anything is not
    /// as it should be.
    pub async fn inspected(path: &Path) -> Result<Self> {
        let file = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(true)
            .pragma("trusted_schema", "off")
            .pragma("cell_size_check", "on")
            .disable_statement_logging();
        let Some(step) = dialect::sqlite_step(&file, path).await? else {
            return Err(Error::Foreign {
                path: path.to_owned(),
            });
        };
        if step < 1 || step > migrations::known() {
            return Err(Error::NewerSchema {
                found: step,
                known: migrations::known(),
            });
        }
        let mut connection = file.connect().await?;
        let faults = faults(&mut connection).await?;
        if !faults.is_empty() {
            return Err(Error::DamagedFile {
                source: faults.join("; ").into(),
            });
        }
        let change: i64 = sqlx::query_scalar(LAST_CHANGE)
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        Ok(Self {
            step,
            change: change.unsigned_abs(),
        })
    }
}

/// What the database itself finds wrong with its file.
async fn faults(connection: &mut SqliteConnection) -> Result<Vec<String>> {
    let said: Vec<String> = sqlx::query_scalar(WHOLE)
        .fetch_all(&mut *connection)
        .await?;
    let mut faults: Vec<String> = said.into_iter().filter(|line| line != "ok").collect();
    let unlinked = sqlx::query(LINKED).fetch_optional(connection).await?;
    faults.extend(unlinked.map(|_| "a row refers to one that is not there".to_owned()));
    Ok(faults)
}
