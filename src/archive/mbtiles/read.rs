//! An MBTiles file of unknown origin, gone through so that it can do no harm.

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
};

use futures::TryStreamExt;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use sqlx::{
    ConnectOptions, Row,
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow},
};
use tokio::runtime::Builder;

use super::refused;
use crate::{
    archive::{
        Checked, Error, Fault, Packing, TileKind, TilePlace,
        check::{BATCH, MOST_ENTRIES, MOST_FAULTS, Tally, layers_of},
        directory::Entry,
        reader::name_of,
    },
    spatial::TileId,
};

/// Steps of SQLite's machine between two looks at the budget.
const STEPS: i32 = 1_000;
/// Looks that may pass without a row: a hundred million steps, some seconds.
const BUDGET: i64 = 100_000;

const METADATA: &str = "select cast(name as text), cast(value as text) from metadata \
    where length(name) < 100 and length(value) < 4194304 limit 1000";
/// What is longer than a tile may be is not fetched.
const TILES: &str = "select cast(zoom_level as integer), cast(tile_column as integer), \
    cast(tile_row as integer), \
    case when length(tile_data) <= 16777216 then cast(tile_data as blob) end from tiles";

/// Goes through a whole file.
pub(in crate::archive) fn check(file: &Path) -> Result<Checked, Error> {
    let failed = |source| Error::io(file, source);
    std::fs::File::open(file).map_err(failed)?;
    let runtime = Builder::new_current_thread()
        .enable_time()
        .build()
        .map_err(failed)?;
    runtime.block_on(gone_through(file))
}

async fn gone_through(file: &Path) -> Result<Checked, Error> {
    let failed = |source| refused(file, source);
    let budget = Arc::new(AtomicI64::new(BUDGET));
    let mut connection = opened(file, &budget).await.map_err(failed)?;
    let metadata = sqlx::query(METADATA).fetch_all(&mut connection).await;
    let told: BTreeMap<String, String> = metadata
        .map_err(failed)?
        .iter()
        .filter_map(|row| Some((row.try_get(0).ok()?, row.try_get(1).ok()?)))
        .collect();
    let mut sheet = Sheet::new(file, &told)?;
    let mut rows = sqlx::query(TILES)
        .fetch(&mut connection)
        .try_chunks(BATCH)
        .map_err(|error| error.1);
    while let Some(batch) = rows.try_next().await.map_err(failed)? {
        budget.store(BUDGET, Relaxed);
        sheet.take(&batch)?;
    }
    Ok(sheet.told())
}

async fn opened(file: &Path, budget: &Arc<AtomicI64>) -> Result<SqliteConnection, sqlx::Error> {
    let mut connection = SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .immutable(true)
        .row_buffer_size(8)
        .pragma("trusted_schema", "off")
        .pragma("cell_size_check", "on")
        .pragma("query_only", "on")
        .disable_statement_logging()
        .connect()
        .await?;
    let budget = Arc::clone(budget);
    connection
        .lock_handle()
        .await?
        .set_progress_handler(STEPS, move || budget.fetch_sub(1, Relaxed) > 0);
    Ok(connection)
}

/// What was found so far.
struct Sheet<'a> {
    file: &'a Path,
    tally: Tally,
    zooms: [Option<u8>; 2],
    places: HashSet<TilePlace>,
    contents: HashSet<[u8; 16]>,
}

impl<'a> Sheet<'a> {
    fn new(file: &'a Path, told: &BTreeMap<String, String>) -> Result<Self, Error> {
        let format = told.get("format").map(String::as_str);
        let kind = match format {
            Some("pbf") => TileKind::Vector,
            Some("png") => TileKind::Png,
            Some("jpg" | "jpeg") => TileKind::Jpeg,
            Some("webp") => TileKind::Webp,
            _ => {
                return Err(broken(
                    file,
                    "the metadata",
                    "its format is none of pbf, png, jpg, webp",
                ));
            }
        };
        let zoom = |name: &str| told.get(name).and_then(|zoom| zoom.parse().ok());
        let mut tally = Tally::new("MBTiles", kind, Packing::Plain);
        let says_layers = told
            .get("json")
            .and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok())
            .is_some_and(|json| json["vector_layers"].is_array());
        if kind == TileKind::Vector && !says_layers {
            tally.fault(&Fault::at("the metadata", "it names no vector_layers"));
        }
        if !told.contains_key("name") {
            tally.fault(&Fault::at("the metadata", "it has no name"));
        }
        Ok(Self {
            file,
            tally,
            zooms: [zoom("minzoom"), zoom("maxzoom")],
            places: HashSet::new(),
            contents: HashSet::new(),
        })
    }

    fn take(&mut self, rows: &[SqliteRow]) -> Result<(), Error> {
        let mut new = Vec::new();
        for row in rows {
            match self.tile(row) {
                Ok((place, bytes)) => new.extend(self.counted(place, bytes)),
                Err(fault) => self.tally.fault(&fault),
            }
        }
        let looked: Vec<_> = new
            .par_iter()
            .map(|(place, bytes)| self.looked_at(*place, bytes))
            .collect();
        for found in looked {
            self.tally.content(found);
        }
        if self.tally.faults.len() >= MOST_FAULTS {
            let what = format!("the first 20 are: {}", self.tally.faults.join("; "));
            return Err(broken(self.file, "many places", &what));
        }
        if self.places.len() as u64 > MOST_ENTRIES {
            let what = "it has more than 20 million tiles, which is more than is checked";
            return Err(broken(self.file, "the tiles", what));
        }
        Ok(())
    }

    fn tile(&self, row: &SqliteRow) -> Result<(TilePlace, Vec<u8>), Fault> {
        let numbers: [Option<i64>; 3] = [0, 1, 2].map(|at| row.try_get(at).ok());
        let [Some(zoom), Some(column), Some(row_from_south)] = numbers else {
            return Err(Fault::at("a row of tiles", "it has no place"));
        };
        let name = format!("the row {zoom}/{column}/{row_from_south} (from the south)");
        let place = (|| {
            let z = u8::try_from(zoom).ok().filter(|&z| z < 32)?;
            let y = (1_i64 << z) - 1 - row_from_south;
            let tile = TileId::new(z, u32::try_from(column).ok()?, u32::try_from(y).ok()?);
            TilePlace::of(tile.ok()?)
        })();
        let place = place.ok_or_else(|| Fault::at(&name, "there is no such tile"))?;
        let z = u8::try_from(zoom).unwrap_or(u8::MAX);
        let [min, max] = self.zooms;
        if min.is_some_and(|min| z < min) || max.is_some_and(|max| z > max) {
            return Err(Fault::at(
                &name,
                "its zoom is outside those of the metadata",
            ));
        }
        let bytes: Option<Vec<u8>> = row.try_get(3).ok().flatten();
        let bytes = bytes.filter(|bytes| !bytes.is_empty());
        let bytes = bytes.ok_or_else(|| Fault::at(&name, "it is empty or longer than 16 MiB"))?;
        Ok((place, bytes))
    }

    /// Counts a tile; gives back a content that was not there before.
    fn counted(&mut self, place: TilePlace, bytes: Vec<u8>) -> Option<(TilePlace, Vec<u8>)> {
        if !self.places.insert(place) {
            let fault = Fault::at(name_of(place.number()), "it is there twice");
            self.tally.fault(&fault);
            return None;
        }
        let digest = Sha256::digest(&bytes);
        let is_new = self.contents.insert(std::array::from_fn(|at| digest[at]));
        let entry = Entry {
            first: place.number(),
            run: 1,
            offset: 0,
            length: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        };
        self.tally.place(entry, is_new);
        is_new.then_some((place, bytes))
    }

    /// The standard has tiles packed; some writers leave them plain.
    fn looked_at(&self, place: TilePlace, bytes: &[u8]) -> Result<Vec<(String, u64)>, Fault> {
        let is_packed = self.tally.kind == TileKind::Vector && bytes.starts_with(&[0x1f, 0x8b]);
        let packing = if is_packed {
            Packing::Gzip
        } else {
            Packing::Plain
        };
        layers_of(bytes, (self.tally.kind, packing), &name_of(place.number()))
    }

    fn told(self) -> Checked {
        let (tiles, contents) = (self.places.len(), self.contents.len());
        self.tally.told(tiles as u64, contents as u64)
    }
}

fn broken(file: &Path, place: &str, what: &str) -> Error {
    Error::Broken {
        file: file.display().to_string(),
        fault: Fault::at(place, what),
    }
}
