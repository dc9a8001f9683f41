//! The steps that make and change the tables, embedded and numbered the same for both databases.

use sqlx::{
    PgConnection, SqlSafeStr, SqliteConnection,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use super::{Error, Result};

/// A step: its number, what it is about, its text for SQLite and for PostgreSQL.
pub(super) const STEPS: &[(i64, &str, &str, &str)] = &[
    (
        1,
        "layers",
        include_str!("../../migrations/sqlite/0001_layers.sql"),
        include_str!("../../migrations/postgres/0001_layers.sql"),
    ),
    (
        2,
        "visits",
        include_str!("../../migrations/sqlite/0002_visits.sql"),
        include_str!("../../migrations/postgres/0002_visits.sql"),
    ),
    (
        3,
        "casework",
        include_str!("../../migrations/sqlite/0003_casework.sql"),
        include_str!("../../migrations/postgres/0003_casework.sql"),
    ),
    (
        4,
        "weights",
        include_str!("../../migrations/sqlite/0004_weights.sql"),
        include_str!("../../migrations/postgres/0004_weights.sql"),
    ),
    (
        5,
        "grids",
        include_str!("../../migrations/sqlite/0005_grids.sql"),
        include_str!("../../migrations/postgres/0005_grids.sql"),
    ),
    (
        6,
        "offers",
        include_str!("../../migrations/sqlite/0006_offers.sql"),
        include_str!("../../migrations/postgres/0006_offers.sql"),
    ),
    (
        7,
        "programmes",
        include_str!("../../migrations/sqlite/0007_programmes.sql"),
        include_str!("../../migrations/postgres/0007_programmes.sql"),
    ),
    (
        8,
        "placing",
        include_str!("../../migrations/sqlite/0008_placing.sql"),
        include_str!("../../migrations/postgres/0008_placing.sql"),
    ),
    (
        9,
        "edits",
        include_str!("../../migrations/sqlite/0009_edits.sql"),
        include_str!("../../migrations/postgres/0009_edits.sql"),
    ),
    (
        10,
        "accounts",
        include_str!("../../migrations/sqlite/0010_accounts.sql"),
        include_str!("../../migrations/postgres/0010_accounts.sql"),
    ),
    (
        11,
        "registers",
        include_str!("../../migrations/sqlite/0011_registers.sql"),
        include_str!("../../migrations/postgres/0011_registers.sql"),
    ),
    (
        12,
        "chain",
        include_str!("../../migrations/sqlite/0012_chain.sql"),
        include_str!("../../migrations/postgres/0012_chain.sql"),
    ),
    (
        13,
        "publications",
        include_str!("../../migrations/sqlite/0013_publications.sql"),
        include_str!("../../migrations/postgres/0013_publications.sql"),
    ),
    (
        15,
        "attachments",
        include_str!("../../migrations/sqlite/0015_attachments.sql"),
        include_str!("../../migrations/postgres/0015_attachments.sql"),
    ),
    (
        16,
        "entrance",
        include_str!("../../migrations/sqlite/0016_entrance.sql"),
        include_str!("../../migrations/postgres/0016_entrance.sql"),
    ),
    (
        17,
        "erasure",
        include_str!("../../migrations/sqlite/0017_erasure.sql"),
        include_str!("../../migrations/postgres/0017_erasure.sql"),
    ),
    (
        18,
        "retention",
        include_str!("../../migrations/sqlite/0018_retention.sql"),
        include_str!("../../migrations/postgres/0018_retention.sql"),
    ),
    (
        19,
        "sign_on",
        include_str!("../../migrations/sqlite/0019_sign_on.sql"),
        include_str!("../../migrations/postgres/0019_sign_on.sql"),
    ),
    (
        20,
        "texts",
        include_str!("../../migrations/sqlite/0020_texts.sql"),
        include_str!("../../migrations/postgres/0020_texts.sql"),
    ),
    (
        21,
        "webhooks",
        include_str!("../../migrations/sqlite/0021_webhooks.sql"),
        include_str!("../../migrations/postgres/0021_webhooks.sql"),
    ),
    (
        22,
        "glass_ended",
        include_str!("../../migrations/sqlite/0022_glass_ended.sql"),
        include_str!("../../migrations/postgres/0022_glass_ended.sql"),
    ),
    (
        23,
        "authors",
        include_str!("../../migrations/sqlite/0023_authors.sql"),
        include_str!("../../migrations/postgres/0023_authors.sql"),
    ),
    (
        24,
        "positions",
        include_str!("../../migrations/sqlite/0024_positions.sql"),
        include_str!("../../migrations/postgres/0024_positions.sql"),
    ),
    (
        25,
        "reach",
        include_str!("../../migrations/sqlite/0025_reach.sql"),
        include_str!("../../migrations/postgres/0025_reach.sql"),
    ),
    (
        26,
        "spellings",
        include_str!("../../migrations/sqlite/0026_spellings.sql"),
        include_str!("../../migrations/postgres/0026_spellings.sql"),
    ),
    (
        27,
        "withdrawn",
        include_str!("../../migrations/sqlite/0027_withdrawn.sql"),
        include_str!("../../migrations/postgres/0027_withdrawn.sql"),
    ),
    (
        28,
        "outlines",
        include_str!("../../migrations/sqlite/0028_outlines.sql"),
        include_str!("../../migrations/postgres/0028_outlines.sql"),
    ),
];

/// The table that remembers the steps taken; our own name, as a PostgreSQL database may be shared.
const TABLE: &str = "jalon_migration";

/// The last step this program knows.
pub(super) fn known() -> i64 {
    STEPS.iter().map(|(number, ..)| *number).max().unwrap_or(0)
}

/// Takes the steps that the SQLite database has not taken yet.
pub(super) async fn apply_to_sqlite(connection: &mut SqliteConnection) -> Result<()> {
    let steps = STEPS
        .iter()
        .map(|&(number, about, text, _)| (number, about, text));
    let taken = migrator(steps).run_direct(None, connection, false).await;
    taken.map_err(meaning)
}

/// Takes the steps that the PostgreSQL database has not taken yet.
pub(super) async fn apply_to_postgres(connection: &mut PgConnection) -> Result<()> {
    let steps = STEPS
        .iter()
        .map(|&(number, about, _, text)| (number, about, text));
    let taken = migrator(steps).run_direct(None, connection, false).await;
    taken.map_err(meaning)
}

fn migrator(steps: impl Iterator<Item = (i64, &'static str, &'static str)>) -> Migrator {
    let migrations = steps.map(|(number, about, text)| {
        let text = text.into_sql_str();
        Migration::new(number, about.into(), MigrationType::Simple, text, false)
    });
    let mut migrator = Migrator::with_migrations(migrations.collect());
    migrator.dangerous_set_table_name(TABLE);
    migrator
}

fn meaning(error: MigrateError) -> Error {
    match error {
        MigrateError::VersionMissing(found) => Error::NewerSchema {
            found,
            known: known(),
        },
        MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) => source.into(),
        other => Error::Other {
            source: other.into(),
        },
    }
}
