//! A spool to an MBTiles file: each content once, and a view that looks like the table of the standard.

use std::path::Path;

use serde_json::json;
use sqlx::{
    ConnectOptions, Connection,
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous},
};
use tokio::runtime::Builder;

use super::refused;
use crate::{
    archive::{
        About, Error,
        spool::{Line, Spool},
    },
    spatial::TileId,
};

/// The view stands for the table `tiles` of the standard, which allows it.
const SCHEMA: [&str; 5] = [
    "pragma application_id = 0x4d504258",
    "create table metadata (name text primary key, value text)",
    "create table images (tile_id text primary key, tile_data blob) without rowid",
    "create table map (zoom_level integer, tile_column integer, tile_row integer, tile_id text, \
     primary key (zoom_level, tile_column, tile_row)) without rowid",
    "create view tiles as select zoom_level, tile_column, tile_row, tile_data \
     from map join images on images.tile_id = map.tile_id",
];
const ADD_METADATA: &str = "insert into metadata (name, value) values ($1, $2)";
const ADD_IMAGE: &str = "insert or ignore into images (tile_id, tile_data) values ($1, $2)";
const ADD_TILE: &str =
    "insert into map (zoom_level, tile_column, tile_row, tile_id) values ($1, $2, $3, $4)";

/// Writes the file.
pub(in crate::archive) fn write(
    spool: &mut Spool,
    file: &Path,
    about: &About,
) -> Result<(), Error> {
    let target = spool.target().to_owned();
    // A draft that an earlier try has left.
    if file.exists() {
        std::fs::remove_file(file).map_err(|source| Error::io(&target, source))?;
    }
    let runtime = Builder::new_current_thread()
        .enable_time()
        .build()
        .map_err(|source| Error::io(&target, source))?;
    let failed = |source| refused(&target, source);
    let mut connection = runtime.block_on(begun(file, about)).map_err(failed)?;
    spool.each(|line, bytes| {
        let Some(tile) = line.place.tile() else {
            return Ok(());
        };
        runtime
            .block_on(add(&mut connection, (tile, line), bytes))
            .map_err(failed)
    })?;
    runtime.block_on(ended(connection)).map_err(failed)
}

/// Nothing is lost without a journal: what is not whole never gets its name.
async fn begun(file: &Path, about: &About) -> Result<SqliteConnection, sqlx::Error> {
    let mut connection = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .disable_statement_logging()
        .connect()
        .await?;
    for statement in SCHEMA {
        sqlx::query(statement).execute(&mut connection).await?;
    }
    sqlx::query("begin").execute(&mut connection).await?;
    for (name, value) in rows(about) {
        sqlx::query(ADD_METADATA)
            .bind(name)
            .bind(value)
            .execute(&mut connection)
            .await?;
    }
    Ok(connection)
}

async fn add(
    connection: &mut SqliteConnection,
    (tile, line): (TileId, Line),
    bytes: &[u8],
) -> Result<(), sqlx::Error> {
    let id = format!("{:032x}", u128::from_be_bytes(line.digest));
    sqlx::query(ADD_IMAGE)
        .bind(id.clone())
        .bind(bytes.to_vec())
        .execute(&mut *connection)
        .await?;
    let row_from_south = tile.tiles_per_side() - 1 - tile.y();
    sqlx::query(ADD_TILE)
        .bind(i64::from(tile.z()))
        .bind(i64::from(tile.x()))
        .bind(i64::from(row_from_south))
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

async fn ended(mut connection: SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("commit").execute(&mut connection).await?;
    connection.close().await
}

/// What the file says of itself, as the standard names it.
fn rows(about: &About) -> Vec<(&'static str, String)> {
    let bounds = about.bounds_on_map();
    let centre = bounds.centre();
    let mut rows = vec![
        ("name", about.name.clone()),
        ("format", "pbf".to_owned()),
        ("type", "overlay".to_owned()),
        ("version", "1".to_owned()),
        ("description", about.description.clone()),
        (
            "bounds",
            bounds.to_array().map(|side| side.to_string()).join(","),
        ),
        (
            "center",
            format!("{},{},{}", centre.x, centre.y, about.centre_zoom()),
        ),
        ("minzoom", about.zooms.start().to_string()),
        ("maxzoom", about.zooms.end().to_string()),
        ("json", json!({ "vector_layers": about.layers }).to_string()),
    ];
    rows.extend(about.attribution.clone().map(|text| ("attribution", text)));
    rows.extend(
        about
            .more
            .get("generator")
            .and_then(|generator| Some(("generator", generator.as_str()?.to_owned()))),
    );
    rows
}
