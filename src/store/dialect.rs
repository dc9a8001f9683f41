//! What cannot be one text for both databases, side by side: opening, and what their errors mean.

use std::{path::Path, sync::Arc, time::Duration};

use sqlx::{
    ConnectOptions, Connection, SqliteConnection, SqlitePool,
    error::{DatabaseError, ErrorKind},
    postgres::{PgConnectOptions, PgDatabaseError},
    sqlite::{
        SqliteConnectOptions, SqliteError, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
    },
};

use tokio::sync::{Semaphore, TryAcquireError};

use super::{
    Clash, Error, Result, ballast::Ballast, database::Database, migrations, server::Server,
};

/// How long a change waits for another one, for example for the import of a whole city.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long a question waits for a connection.
const ANSWER: Duration = Duration::from_secs(5);
/// Those who may wait for the one writer of a SQLite file; more are told to come back, for each who waits
/// makes the next one wait longer.
const WAITING: usize = 64;
/// Readers of a SQLite file.
const CONNECTIONS: u32 = 8;

const OWNER: &str = "pragma application_id";
const TABLES: &str = "select count(*) from sqlite_schema";
const STEP: &str = "select max(version) from jalon_migration";
/// A transaction that began as a reader could not become a writer after another process wrote:
/// it asks for the lock at once.
pub(super) const BEGIN: &str = "begin immediate";

/// `secure_delete` clears what is deleted; a page that was split before may still hold a second copy of
/// it, so the pages are made anew. The log holds pages of before until it is emptied.
pub(super) const COMPACT: [&str; 2] = ["vacuum", "pragma wal_checkpoint(truncate)"];

/// "JALN", as `migrations/sqlite` writes it into the file.
const OURS: i64 = 0x4A41_4C4E;

// ---- opening -------------------------------------------------------------------------------

/// Opens a SQLite file, which is made when missing.
pub(super) async fn open_sqlite(path: &Path) -> Result<Database> {
    make_file(path).map_err(|source| Error::File {
        path: path.to_owned(),
        source,
    })?;
    let file = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(PATIENCE)
        .pragma("trusted_schema", "off")
        .disable_statement_logging();
    let step = sqlite_step(&file, path).await?;
    let write = sqlite_writer(file.clone()).await?;
    // A file that needs no step is not locked: one can look while another process imports.
    if step != Some(migrations::known()) {
        let mut transaction = write.begin_with(BEGIN).await?;
        migrations::apply_to_sqlite(&mut transaction).await?;
        transaction.commit().await?;
    }
    let read = SqlitePoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(ANSWER)
        .connect_lazy_with(file.read_only(true));
    let ballast = Ballast::beside(path).await;
    Ok(Database::Sqlite {
        read,
        write,
        waiting: Arc::new(Semaphore::new(WAITING)),
        ballast,
    })
}

/// Connects to a PostgreSQL server.
pub(super) async fn open_postgres(url: &str) -> Result<Database> {
    let patience_ms = PATIENCE.as_millis().to_string();
    let server = url
        .parse::<PgConnectOptions>()
        .map_err(|_| Error::Address)?
        .application_name("jalon")
        .options([("lock_timeout", patience_ms.as_str())])
        .disable_statement_logging();
    let server = Server::connect(server).await?;
    let mut connection = server.connection().await?;
    migrations::apply_to_postgres(&mut connection).await?;
    drop(connection);
    Ok(Database::Postgres(server))
}

/// Makes an empty file where there is none, and its folder: both for their owner's eyes only.
fn make_file(path: &Path) -> std::io::Result<()> {
    let mut folder = std::fs::DirBuilder::new();
    let mut file = std::fs::File::options();
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    }
    if let Some(parent) = path.parent() {
        folder.recursive(true).create(parent)?;
    }
    match file.write(true).create_new(true).open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// The one connection that writes. WAL with anything less than FULL loses acknowledged rows
/// when the power goes.
async fn sqlite_writer(file: SqliteConnectOptions) -> Result<SqlitePool> {
    let file = file
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What was erased is overwritten; else it would stay in free pages of the file for years.
        .pragma("secure_delete", "on")
        // A large import would otherwise leave its log on the disk for good.
        .pragma("journal_size_limit", "67108864");
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_release(|connection, _| Box::pin(is_out_of_transaction(connection)))
        .connect_lazy_with(file);
    // SQLite does not wait for a lock when a new file is turned to WAL: two processes that make
    // it at the same moment have to ask again.
    let mut tries_left = 100_u32;
    loop {
        match pool.acquire().await.map_err(Error::from) {
            Err(Error::Busy { .. }) if tries_left > 0 => tries_left -= 1,
            Err(error) => return Err(error),
            Ok(_) => return Ok(pool),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Whether a connection can serve again. SQLite itself rolls back when the disk is full; the
/// driver then still counts itself inside the transaction, and such a connection is closed.
async fn is_out_of_transaction(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// The last step the file has taken; `None` for a new file. This looks before anything is
/// changed, for even a switch to WAL would mark a file that is not ours.
pub(super) async fn sqlite_step(file: &SqliteConnectOptions, path: &Path) -> Result<Option<i64>> {
    let mut connection = file.connect().await?;
    // In this order: tables that another process makes in between are then known to be ours.
    let tables: i64 = sqlx::query_scalar(TABLES)
        .fetch_one(&mut connection)
        .await?;
    let owner: i64 = sqlx::query_scalar(OWNER).fetch_one(&mut connection).await?;
    let step = match (owner, tables) {
        (OURS, _) => sqlx::query_scalar(STEP).fetch_one(&mut connection).await?,
        (0, 0) => None,
        _ => {
            return Err(Error::Foreign {
                path: path.to_owned(),
            });
        }
    };
    connection.close().await?;
    let known = migrations::known();
    match step {
        Some(found) if found > known => Err(Error::NewerSchema { found, known }),
        _ => Ok(step),
    }
}

// ---- what errors mean ----------------------------------------------------------------------

/// A broken constraint: its name, by which PostgreSQL reports it; the columns, by which SQLite
/// does; and what it means.
const MEANINGS: &[(&str, &str, Clash)] = &[
    (
        "register_entry_once",
        "register_entry.territory, register_entry.register, register_entry.code",
        Clash::EntryTwice,
    ),
    (
        "layer_version_once",
        "layer_version.territory, layer_version.kind, layer_version.version",
        Clash::VersionTaken,
    ),
    (
        "settlement_once",
        "settlement.territory, settlement.layer_version, settlement.code",
        Clash::SettlementTwice,
    ),
    (
        "neighbourhood_once",
        "neighbourhood.territory, neighbourhood.layer_version, neighbourhood.code",
        Clash::NeighbourhoodTwice,
    ),
    (
        "housing_offer_once",
        "housing_offer.territory, housing_offer.layer_version, housing_offer.code",
        Clash::OfferTwice,
    ),
    (
        "assessment_key",
        "assessment.territory, assessment.id",
        Clash::AssessmentTwice,
    ),
    (
        "override_lifting_key",
        "override_lifting.territory, override_lifting.entry",
        Clash::LiftedAlready,
    ),
    (
        "placing_decision_key",
        "placing_decision.territory, placing_decision.proposal",
        Clash::DecidedAlready,
    ),
    (
        "works_ending_key",
        "works_ending.territory, works_ending.works",
        Clash::EndedAlready,
    ),
    ("visit_key", "visit.territory, visit.id", Clash::VisitTwice),
    (
        "outline_ruling_key",
        "outline_ruling.territory, outline_ruling.visit, outline_ruling.decision",
        Clash::OutlineDecided,
    ),
    ("user_account_once", "user_account.name", Clash::UserTwice),
];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match error {
            E::Database(ref fault) => match of_database(fault.as_ref()) {
                Meaning::Unavailable => Self::Unavailable {
                    source: error.into(),
                },
                Meaning::Busy => Self::Busy {
                    source: error.into(),
                },
                Meaning::Full => Self::Full {
                    source: Some(error.into()),
                },
                Meaning::DamagedFile => Self::DamagedFile {
                    source: error.into(),
                },
                Meaning::Clash(clash) => Self::Conflict {
                    clash,
                    said: Some(error.into()),
                },
                Meaning::Other => Self::Other {
                    source: error.into(),
                },
            },
            E::Io(_) | E::Tls(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed => {
                Self::Unavailable {
                    source: error.into(),
                }
            }
            _ => Self::Other {
                source: error.into(),
            },
        }
    }
}

/// The one writer of a SQLite file is waited for in its pool: that it takes long is no outage.
pub(super) fn busy_if_waited(error: sqlx::Error) -> Error {
    match error {
        sqlx::Error::PoolTimedOut => Error::Busy {
            source: error.into(),
        },
        _ => error.into(),
    }
}

/// Nobody else may wait for the one writer of a SQLite file.
pub(super) fn too_many_wait(error: TryAcquireError) -> Error {
    Error::Busy {
        source: error.into(),
    }
}

#[derive(Debug, PartialEq)]
enum Meaning {
    Unavailable,
    Busy,
    Full,
    DamagedFile,
    Clash(Clash),
    Other,
}

fn of_database(fault: &(dyn DatabaseError + 'static)) -> Meaning {
    if fault.kind() == ErrorKind::ForeignKeyViolation {
        return Meaning::Clash(Clash::Unlinked);
    }
    if let Some(fault) = fault.try_downcast_ref::<PgDatabaseError>() {
        return of_postgres(fault.code(), fault.constraint());
    }
    match fault.try_downcast_ref::<SqliteError>() {
        Some(fault) => of_sqlite(fault.code().as_deref(), fault.message()),
        None => Meaning::Other,
    }
}

/// By SQLSTATE: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn of_postgres(code: &str, constraint: Option<&str>) -> Meaning {
    let broken = MEANINGS.iter().find(|(name, ..)| Some(*name) == constraint);
    match (broken, code) {
        (Some((.., clash)), _) => Meaning::Clash(*clash),
        (_, "53100") => Meaning::Full,
        // Serialisation failure, deadlock, lock not to be had in time.
        (_, "40001" | "40P01" | "55P03") => Meaning::Busy,
        (_, "XX001" | "XX002") => Meaning::DamagedFile,
        // Connection, password, database name, resources, operator intervention.
        (_, code)
            if ["08", "28", "3D", "53", "57"]
                .iter()
                .any(|class| code.starts_with(class)) =>
        {
            Meaning::Unavailable
        }
        _ => Meaning::Other,
    }
}

/// By result code: <https://www.sqlite.org/rescode.html>; the low byte is the primary one.
fn of_sqlite(code: Option<&str>, message: &str) -> Meaning {
    let code: u32 = code.and_then(|code| code.parse().ok()).unwrap_or(0);
    let broken = MEANINGS.iter().find(|(_, columns, _)| {
        message.strip_prefix("UNIQUE constraint failed: ") == Some(columns)
    });
    match (broken, code & 0xFF) {
        (Some((.., clash)), _) => Meaning::Clash(*clash),
        (_, 5 | 6) => Meaning::Busy,
        (_, 13) => Meaning::Full,
        (_, 11 | 26) => Meaning::DamagedFile,
        // Permission, read-only, input or output error, cannot open.
        (_, 3 | 8 | 10 | 14) => Meaning::Unavailable,
        _ => Meaning::Other,
    }
}

impl Error {
    /// Says what a missing link means here: SQLite does not tell which key was broken.
    pub(super) fn if_unlinked(self, clash: Clash) -> Self {
        match self {
            Self::Conflict {
                clash: Clash::Unlinked,
                said,
            } => Self::Conflict { clash, said },
            other => other,
        }
    }

    /// The error of writing a file beside the database.
    pub(super) fn from_disk(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full {
                source: Some(error.into()),
            },
            _ => Self::Unavailable {
                source: error.into(),
            },
        }
    }
}

impl From<sqlx::error::BoxDynError> for Error {
    /// A value that cannot be written down, such as a day beyond year 9999.
    fn from(source: sqlx::error::BoxDynError) -> Self {
        Self::Other { source }
    }
}

#[cfg(test)]
mod tests;
