//! The only room that knows SQL: SQLite and PostgreSQL behind one type.
//!
//! One SQL text with `$1` placeholders serves both databases; what cannot be one text stands
//! side by side in `dialect.rs` and `bulk.rs`. Three rules hold everywhere: a change and its
//! [`AuditEvent`](crate::domain::AuditEvent) are one transaction; layer versions, visits, assessments
//! and audit events are only added; a shape that was checked before it was stored is not checked again.

mod value;
mod row;
mod records;
mod ballast;
mod migrations;
mod server;
mod dialect;
mod database;
mod bulk;
mod error;
mod authors;
mod look;
mod layers;
mod import;
mod assessments;
mod weights;
mod visits;
mod audit;
mod chain;
mod filed;
mod overrides;
mod works;
mod incidents;
mod teams;
mod placing;
mod registers;
mod publications;
mod edits;
mod users;
mod glass;
mod identities;
mod entries;
mod attachments;
mod erasure;
mod erased_names;
mod mentions;
mod retention;
mod heads;
mod webhooks;
mod snapshot;
mod transfer;

pub use attachments::Sent;
pub use audit::{ChangesAsked, Towards};
pub use chain::Chain;
pub use edits::{EditOutcome, SettlementEdit};
pub use entries::{Beginning, Link};
pub use erasure::NamingProposal;
pub use error::{Clash, Error, Missing};
pub use filed::Wanted;
pub use heads::ChainCut;
pub use identities::SignOn;
pub use import::{Import, NewVersion};
pub use look::Look;
pub use registers::{Desk, EntriesAsked, RequestKey, Written};
pub use retention::{Due, DueClass};
pub use snapshot::Snapshot;
pub use transfer::{Transfer, Transferred};
pub use users::{KnownUser, NewFactor};
pub use visits::{Appended, Change, OutlineDecision, Rescore};

use database::Database;

const ANSWER: &str = "select 1 as answer";

/// What a question to the store comes to.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The records of every territory, kept in one database.
///
/// Cloning is cheap, and clones share their connections.
#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
}

impl Store {
    /// Opens the database at `sqlite://PATH` or `postgres://USER@HOST/NAME` and brings its tables
    /// up to date; a SQLite file and its folder are made when they are missing.
    ///
    /// Several processes may open the same SQLite file: they write one after the other.
    ///
    /// # Errors
    /// [`Error::NewerSchema`] when a later version of the program has already changed the tables:
    /// nothing is touched then.
    pub async fn open(url: &str) -> Result<Self> {
        let database = Database::open(url).await?;
        let store = Self { database };
        store.chain_what_is_not().await?;
        Ok(store)
    }

    /// Whether the database answers and has room to write.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Full`].
    pub async fn ping(&self) -> Result<()> {
        self.database.rows(ANSWER, Vec::new()).await?;
        self.database.room().await
    }

    /// Leaves nothing in the files of the database of what was deleted: pages are written anew, and
    /// the log of changes is emptied. PostgreSQL's own vacuum does so by itself, some time later.
    ///
    /// # Errors
    /// [`Error::Full`] when there is no room for a second copy, [`Error::Busy`] while others write.
    pub async fn compact(&self) -> Result<()> {
        self.database.compact().await
    }

    /// Waits for running work and closes all connections; SQLite then folds its log into the file.
    pub async fn close(&self) {
        self.database.close().await;
    }
}
