//! What can go wrong with the database, by what one can do about it.

use std::path::PathBuf;

use crate::domain::LayerKind;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why the store could not do what it was asked; the cause is for the log.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address names no database.
    #[error(
        "the address of the database is not understood; write sqlite://PATH without '?', or postgres://USER@HOST/NAME"
    )]
    Address,
    /// The SQLite file cannot be made.
    #[error("the database {} cannot be made; choose a folder that can be written", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The database does not answer, or cannot be opened.
    #[error(
        "the database cannot be reached; check that it runs, that its address is right and that its folder can be written"
    )]
    Unavailable {
        /// Why.
        #[source]
        source: Cause,
    },
    /// Somebody else has been writing for too long.
    #[error("another change is still being written; try again when it is done")]
    Busy {
        /// Why.
        #[source]
        source: Cause,
    },
    /// There is no room left on the disk; what was stored before is intact.
    #[error("the disk of the database is full; nothing was changed; make room and try again")]
    Full {
        /// Why, when the database itself said so.
        #[source]
        source: Option<Cause>,
    },
    /// A later version of the program has changed the tables.
    #[error(
        "the database is at step {found} and this program knows {known} steps; use the version of the program that wrote it, or a later one"
    )]
    NewerSchema {
        /// The step the database is at.
        found: i64,
        /// The last step this program knows.
        known: i64,
    },
    /// The file is a SQLite database of another program.
    #[error("{} is the database of another program; choose another file", path.display())]
    Foreign {
        /// Which file.
        path: PathBuf,
    },
    /// The change contradicts what is stored.
    #[error("{clash}")]
    Conflict {
        /// In what way.
        clash: Clash,
        /// What the database said, when it was the one to notice; for the log, not for people.
        said: Option<Cause>,
    },
    /// What was asked for is not there.
    #[error("{missing}")]
    NotFound {
        /// What.
        missing: Missing,
    },
    /// A record that cannot stand in the layer it was given to.
    #[error("record {seq} cannot be stored in layer '{layer}': it belongs to another layer")]
    OtherLayer {
        /// Its number within the import, from 1.
        seq: u64,
        /// The layer that is being imported.
        layer: LayerKind,
    },
    /// A record that cannot be written down.
    #[error("record {seq} of layer '{layer}' cannot be stored; the log has the reason")]
    Unfit {
        /// Its number within the import, from 1.
        seq: u64,
        /// The layer that is being imported.
        layer: LayerKind,
        /// Why.
        #[source]
        source: Cause,
    },
    /// A stored value cannot be read.
    #[error("the database holds a damaged value in '{column}'; restore the last good backup")]
    Damaged {
        /// Where.
        column: &'static str,
        /// Why.
        #[source]
        source: Option<Cause>,
    },
    /// The file itself is damaged.
    #[error("the database is damaged; restore the last good backup")]
    DamagedFile {
        /// Why.
        #[source]
        source: Cause,
    },
    /// The records are on a server with tools of its own.
    #[error(
        "the records are in PostgreSQL: back them up with `pg_dump --format=custom` and bring them back with `pg_restore`, as docs/OPERATING.md shows"
    )]
    NoSnapshot,
    /// Two databases between which nothing need be carried over.
    #[error(
        "both databases are of one kind: move SQLite files with `jalon backup` and `jalon restore`, PostgreSQL with `pg_dump` and `pg_restore`"
    )]
    SameKind,
    /// The database to be filled is not empty.
    #[error("the other database holds rows already, in '{table}'; choose an empty one")]
    HoldsData {
        /// A table with rows.
        table: String,
    },
    /// What was carried over is not what was there.
    #[error(
        "row {row} of '{table}' is not the same in the other database; nothing was kept there, and nothing is changed here"
    )]
    Differs {
        /// The table.
        table: String,
        /// Its place in the order of the key, from 1.
        row: u64,
    },
    /// Something nobody has thought of.
    #[error("the database gave an answer that was not expected; the log has the cause")]
    Other {
        /// What.
        #[source]
        source: Cause,
    },
}

/// How a change contradicts what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Clash {
    /// The same layer version twice.
    #[error("another import of this layer was finished in between; import again")]
    VersionTaken,
    /// A code that already names another settlement.
    #[error(
        "a settlement has the code of another one; read the known codes again and import again"
    )]
    CodeOfAnother,
    /// Something was changed while an edit was being decided.
    #[error("something else was changed at the same moment; nothing was stored, try again")]
    ChangedMeanwhile,
    /// A settlement's code twice in one layer.
    #[error("two settlements of the layer have the same code; give each its own")]
    SettlementTwice,
    /// A neighbourhood's code twice in one layer.
    #[error("two neighbourhoods of the layer have the same code; give each its own")]
    NeighbourhoodTwice,
    /// An offer's code twice in one layer.
    #[error("two offers of the layer have the same code; give each its own")]
    OfferTwice,
    /// The same assessment twice.
    #[error("an assessment is already stored and is never changed; make a new one")]
    AssessmentTwice,
    /// The same override taken back twice.
    #[error("this override has been lifted already; nothing is left to lift")]
    LiftedAlready,
    /// The same proposal decided twice.
    #[error("this proposal of homes has been decided already; make a new one to decide anew")]
    DecidedAlready,
    /// The same works order ended twice.
    #[error("this works order has ended already; write a new one for more work")]
    EndedAlready,
    /// A visit's id that already names a visit with other content.
    #[error(
        "a visit of this id is already stored with other content; visits are never changed: withdraw it and add a new one"
    )]
    VisitTwice,
    /// A name that is another user's.
    #[error("there is a user of this name already; choose another name")]
    UserTwice,
    /// A decision about a visit that was decided otherwise.
    #[error("the visit was withdrawn and no longer counts; add a new one")]
    VisitWithdrawn,
    /// An outline about which somebody has decided.
    #[error(
        "somebody has decided about this outline already; look at the settlement again, its shape may be another one now"
    )]
    OutlineDecided,
    /// An entry's code that already names another one of its register.
    #[error("another entry of this register has this code; give each its own")]
    EntryTwice,
    /// A key of a request that was sent before with another content.
    #[error(
        "this idempotency key was used before for another request; use a new key for a new request"
    )]
    KeyOfAnother,
    /// A thing that has as many files as it can have.
    #[error("there are 100 files here already; remove one that nobody needs any more")]
    FilesFull,
    /// Something it refers to is not stored.
    #[error("the change refers to something that is not in the database; load it first")]
    Unlinked,
    /// An import went on after one of its steps had failed.
    #[error("an earlier part of this import failed, so nothing of it is kept; import again")]
    ImportSpoiled,
}

/// What is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    /// A layer version.
    #[error("version {version} of layer '{layer}' is not in the database")]
    LayerVersion {
        /// Which layer.
        layer: LayerKind,
        /// Which version.
        version: u32,
    },
    /// A settlement that an assessment speaks of.
    #[error("an assessment speaks of a settlement that was never imported; import it first")]
    AssessedSettlement,
    /// A settlement that a visit speaks of.
    #[error("a visit speaks of a settlement that was never imported; import it first")]
    VisitedSettlement,
    /// A visit.
    #[error("there is no visit {id}; `jalon visit list SITE` lists them")]
    Visit {
        /// Its id.
        id: uuid::Uuid,
    },
    /// An outline.
    #[error("visit {id} proposes no outline of this settlement, or was withdrawn")]
    Outline {
        /// The visit.
        id: uuid::Uuid,
    },
}
