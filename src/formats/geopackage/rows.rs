//! The rows of a layer as records.

use std::sync::{atomic::Ordering::Relaxed, mpsc::SyncSender};

use sqlx::{Row, TypeInfo, ValueRef, sqlite::SqliteRow};

use super::{
    Batch, blob,
    database::{Database, broken, quoted},
    layer::{Column, Layer},
};
use crate::{
    formats::{
        FeatureFault, Progress, Reading,
        text::{Columns, decoded},
    },
    spatial::{SourceFeature, SourceGeometry, Value},
};

/// Records handed over at once, at most.
const RECORDS: usize = 256;

/// Points after which a batch is handed over.
const POINTS: usize = 100_000;

/// Stands for a value over the limit, so that the value itself is never loaded.
const TOO_LONG: &[u8] = b"too long";

/// [`TOO_LONG`] as SQL.
const TOO_LONG_SQL: &str = "x'746f6f206c6f6e67'";

/// Reads the layer to its end, to an error, or until nobody takes the records.
pub(super) fn hand_over(
    mut database: Database,
    layer: &Layer,
    send: &SyncSender<Batch>,
    progress: &Progress,
) {
    let file = database.file.clone();
    let mut batch = Vec::new();
    let (mut number, mut points) = (0, 0);
    let read = database.each_row(statement(layer), |row| {
        number += 1;
        progress.done.store(number, Relaxed);
        let reading = reading(row, layer, number)?;
        points += weight(&reading);
        batch.push(reading);
        if batch.len() < RECORDS && points < POINTS {
            return Ok(true);
        }
        points = 0;
        Ok(send.send(Ok(std::mem::take(&mut batch))).is_ok())
    });
    let end = match read {
        Ok(()) => Ok(Vec::new()),
        Err(error) => Err(broken(&file, format!("after feature {number}"), &error)),
    };
    // Nobody takes what is sent when the caller is gone, and then nothing is lost.
    if !batch.is_empty() {
        let _ = send.send(Ok(batch));
    }
    let _ = send.send(end);
}

/// Every column within the limits; names are quoted, and come from the table itself.
fn statement(layer: &Layer) -> String {
    let shape = layer
        .geometry
        .iter()
        .map(|name| guarded(name, layer.limits.max_record_bytes));
    let longest = layer.limits.max_text_bytes as u64;
    let columns = layer.columns.iter().map(|c| guarded(&c.name, longest));
    let list: Vec<_> = shape.chain(columns).collect();
    let list = if list.is_empty() {
        "null".to_owned()
    } else {
        list.join(", ")
    };
    format!("select {list} from {} order by rowid", quoted(&layer.name))
}

/// A column, or a mark in the place of a value over the limit.
fn guarded(name: &str, longest: u64) -> String {
    let name = quoted(name);
    format!("case when octet_length({name}) > {longest} then {TOO_LONG_SQL} else {name} end")
}

fn weight(reading: &Reading) -> usize {
    match reading {
        Reading::Feature(feature) => feature.geometry.as_ref().map_or(0, |g| g.coords().count()),
        Reading::Refused { .. } => 0,
    }
}

/// A row as a record; the error is SQLite's, a fault is the record's.
fn reading(row: &SqliteRow, layer: &Layer, number: u64) -> Result<Reading, sqlx::Error> {
    let geometry = match &layer.geometry {
        Some(_) => geometry(row, layer)?,
        None => Ok(None),
    };
    let properties = properties(row, layer)?;
    Ok(match (geometry, properties) {
        (Ok(geometry), Ok(columns)) => Reading::Feature(SourceFeature {
            number,
            geometry,
            properties: columns.finish(),
        }),
        (Err(fault), _) | (_, Err(fault)) => Reading::Refused { number, fault },
    })
}

type Checked<T> = Result<Result<T, FeatureFault>, sqlx::Error>;

fn geometry(row: &SqliteRow, layer: &Layer) -> Checked<Option<SourceGeometry>> {
    let blob: Option<&[u8]> = row.try_get_unchecked(0)?;
    Ok(match blob {
        None => Ok(None),
        Some(TOO_LONG) => Err(FeatureFault::TooLong {
            limit: layer.limits.max_record_bytes,
        }),
        Some(blob) => blob::geometry(blob, layer.limits).map(Some),
    })
}

fn properties(row: &SqliteRow, layer: &Layer) -> Checked<Columns> {
    let first = usize::from(layer.geometry.is_some());
    let mut columns = Columns::new(layer.limits);
    for (i, column) in layer.columns.iter().enumerate() {
        let added = match value(row, first + i, column)? {
            Some(value) => columns.push(&column.name, value),
            None => Err(FeatureFault::TextTooLong {
                column: column.name.clone(),
                limit: layer.limits.max_text_bytes,
            }),
        };
        if let Err(fault) = added {
            return Ok(Err(fault));
        }
    }
    Ok(Ok(columns))
}

/// A value by what is stored, whatever was declared; `None` when it is over the limit.
fn value(row: &SqliteRow, at: usize, column: &Column) -> Result<Option<Value>, sqlx::Error> {
    let raw = row.try_get_raw(at)?;
    let kind = raw.type_info().name().to_owned();
    drop(raw);
    Ok(Some(match kind.as_str() {
        "INTEGER" if column.is_boolean => Value::Bool(row.try_get_unchecked::<i64, _>(at)? != 0),
        "INTEGER" => Value::Integer(row.try_get_unchecked(at)?),
        "REAL" => Value::Number(row.try_get_unchecked(at)?),
        "TEXT" => {
            let bytes: &[u8] = row.try_get_unchecked(at)?;
            Value::from(decoded(bytes).into_owned())
        }
        "BLOB" if row.try_get_unchecked::<&[u8], _>(at)? == TOO_LONG => return Ok(None),
        // Pictures and other bytes mean nothing to a layer of zones.
        _ => Value::Null,
    }))
}
