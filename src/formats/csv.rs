//! Separated values: a WKT column, a pair of coordinates, or attributes only.
//!
//! The separator is guessed from the first lines. Text that is not UTF-8 is read as
//! Windows-1252; a decimal comma is understood where a number is due, and every value stays
//! the text it is in the file (`075` is a code, not a number).

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    sync::atomic::Ordering::Relaxed,
};

use csv::{ByteRecord, Reader, ReaderBuilder};
use geo_types::Coord;

use super::{
    Error, FeatureFault, Format, Limits, Progress, Reading, Source,
    meter::{Allowance, Meter},
    nest::finite,
    source::Found,
    text::{Columns, decoded},
    wkt,
};
use crate::spatial::{Properties, SourceFeature, SourceGeometry, Value};

mod head;
pub(in crate::formats) mod export;
mod table;

pub use table::{Table, UnevenTable};

use head::{Head, Place};

/// Bytes of the file that are looked at before it is read.
const LOOKED_AT: u64 = 1 << 16;

/// Opens separated values.
pub(super) fn open(found: &Found) -> Result<Source, Error> {
    let unreadable = |e| Error::unreadable(&found.file, e);
    let mut input = found.open()?;
    let mut start = Vec::new();
    (&mut input)
        .take(LOOKED_AT)
        .read_to_end(&mut start)
        .map_err(unreadable)?;
    let mark: u64 = if start.starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    let text = start.get(3..).filter(|_| mark == 3).unwrap_or(&start);
    let head = Head::of(text).ok_or_else(|| Error::Broken {
        file: found.file.clone(),
        format: Format::Csv,
        place: "at its start".to_owned(),
        detail: "there is no line with the names of the columns".to_owned(),
    })?;
    input.seek(SeekFrom::Start(mark)).map_err(unreadable)?;
    let progress = Progress::of(found.bytes);
    progress.done.store(mark, Relaxed);
    let allowance = Allowance::of(found.limits().max_record_bytes);
    let rows = Rows {
        reader: ReaderBuilder::new()
            .delimiter(head.separator)
            .flexible(true)
            .from_reader(Meter::new(input, &progress, &allowance)),
        record: ByteRecord::new(),
        names: head.names.clone(),
        place: head.place,
        number: 0,
        allowance,
        file: found.file.clone(),
        limits: found.limits(),
    };
    let mut source = Source::new(Format::Csv, progress, Box::new(rows));
    source.columns = head.columns();
    source.crs = head.crs;
    source.notes = head.notes;
    Ok(source)
}

/// The rows that are still to be read.
struct Rows {
    reader: Reader<Meter<File>>,
    record: ByteRecord,
    names: Vec<String>,
    place: Place,
    number: u64,
    allowance: Allowance,
    file: String,
    limits: Limits,
}

impl Rows {
    fn feature(&self) -> Result<SourceFeature, FeatureFault> {
        let (due, found) = (self.names.len(), self.record.len());
        if due != found {
            let line = self.record.position().map_or(0, csv::Position::line);
            return Err(FeatureFault::malformed(format!(
                "line {line} has {found} values where the first line names {due} columns"
            )));
        }
        Ok(SourceFeature {
            number: self.number,
            geometry: self.geometry()?,
            properties: self.properties()?,
        })
    }

    fn geometry(&self) -> Result<Option<SourceGeometry>, FeatureFault> {
        match self.place {
            Place::Nowhere => Ok(None),
            Place::Shape(column) => {
                let text = decoded(&self.record[column]);
                if text.trim().is_empty() {
                    return Ok(None);
                }
                wkt::geometry(&text, self.limits).map(Some)
            }
            Place::Pair(x, y) => {
                let point = pair(&self.record[x], &self.record[y])?;
                Ok(point.map(|at| SourceGeometry::Points(vec![at])))
            }
        }
    }

    fn properties(&self) -> Result<Properties, FeatureFault> {
        let mut columns = Columns::new(self.limits);
        for (i, (name, bytes)) in self.names.iter().zip(&self.record).enumerate() {
            if self.place == Place::Shape(i) {
                continue;
            }
            let text = decoded(bytes);
            let value = if text.trim().is_empty() {
                Value::Null
            } else {
                Value::from(text.into_owned())
            };
            columns.push(name, value)?;
        }
        Ok(columns.finish())
    }

    fn broken(&self, error: &csv::Error) -> Error {
        let detail = if self.allowance.is_spent() {
            format!(
                "a row is longer than {} bytes, perhaps for want of a closing quote",
                self.limits.max_record_bytes
            )
        } else {
            error.to_string()
        };
        Error::Broken {
            file: self.file.clone(),
            format: Format::Csv,
            place: format!("after feature {}", self.number),
            detail,
        }
    }
}

/// A point from two texts; none where both are blank.
fn pair(x: &[u8], y: &[u8]) -> Result<Option<Coord<f64>>, FeatureFault> {
    let (x, y) = (decoded(x), decoded(y));
    if x.trim().is_empty() && y.trim().is_empty() {
        return Ok(None);
    }
    let number = |text: &str| Value::from(text.to_owned()).as_number();
    match (number(&x), number(&y)) {
        (Some(x), Some(y)) => finite(x, y).map(Some),
        _ if x.trim().is_empty() || y.trim().is_empty() => Err(FeatureFault::HalfPosition),
        _ => Err(FeatureFault::NotANumber { found: "text" }),
    }
}

impl Iterator for Rows {
    type Item = Result<Reading, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.allowance.renew();
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => return Some(Err(self.broken(&error))),
        }
        self.number += 1;
        let number = self.number;
        let reading = self
            .feature()
            .map_or_else(|fault| Reading::Refused { number, fault }, Reading::Feature);
        Some(Ok(reading))
    }
}

#[cfg(test)]
mod tests;
