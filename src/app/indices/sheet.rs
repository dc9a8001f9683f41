//! Rows of a file of counts, checked all together: every fault with its row and column.

use std::{collections::HashMap, path::Path};

use super::{
    IndicesFault,
    columns::{Chosen, CountColumns},
    fault::Faults,
};
use crate::{
    formats::{DeclaredCrs, OpenOptions, Reading, Source},
    spatial::{SourceFeature, SourceGeometry, Value},
};

/// Most units of one calculation: France has 48,500 small areas.
const MOST_UNITS: usize = 200_000;

/// Whether counts are of whole households.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quantity {
    /// Whole households; totals may come from a census sample.
    #[default]
    Households,
    /// Measured quantities, such as persons estimated from a sample: fractions are taken.
    Measured,
}

/// A checked file of counts.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The file's name.
    pub(super) file: String,
    /// Its columns as they were chosen.
    pub(super) chosen: Chosen,
    /// Its rows, in order.
    pub(super) rows: Vec<Row>,
    /// What the file says of its reference system.
    pub(super) crs: DeclaredCrs,
    /// What the reader should know.
    pub(super) notes: Vec<String>,
}

/// One unit.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its place in the file, from 1.
    pub(super) number: u64,
    /// What it is called.
    pub(super) key: String,
    /// One count a column.
    pub(super) counts: Vec<f64>,
    /// Its shape, where the file of counts has shapes.
    pub(super) shape: Option<SourceGeometry>,
}

/// A file's name without its folder.
pub(super) fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Opens a file of which a layer may be named.
pub(super) fn opened(path: &Path, layer: Option<&String>) -> Result<Source, IndicesFault> {
    let options = OpenOptions {
        layer: layer.cloned(),
        ..OpenOptions::default()
    };
    Ok(Source::open(path, &options)?)
}

/// Every record of a file with its place; one that cannot be read refuses the file.
pub(super) fn records(source: Source, file: &str) -> Result<Vec<SourceFeature>, IndicesFault> {
    let (mut records, mut faults) = (Vec::new(), Faults::default());
    for reading in source {
        match reading? {
            Reading::Feature(feature) => records.push(feature),
            Reading::Refused { number, fault } => faults.add(format!("row {number}: {fault}")),
        }
        if records.len() > MOST_UNITS {
            return Err(IndicesFault::TooMany {
                file: file.to_owned(),
                most: MOST_UNITS,
            });
        }
    }
    faults.finish(file)?;
    if records.is_empty() {
        return Err(IndicesFault::Empty {
            file: file.to_owned(),
        });
    }
    Ok(records)
}

impl Sheet {
    /// Reads counts by the columns asked for.
    pub(super) fn read(
        (path, layer): (&Path, Option<&String>),
        columns: &CountColumns,
        quantity: Quantity,
        shape_columns: Option<&[String]>,
    ) -> Result<Self, IndicesFault> {
        let file = name_of(path);
        let source = opened(path, layer)?;
        let chosen = columns.chosen(&file, &source.columns, shape_columns)?;
        let (crs, mut notes) = (source.crs.clone(), source.notes.clone());
        let mut faults = Faults::default();
        let check = Check {
            chosen: &chosen,
            grouped: columns.categories.is_empty(),
            quantity,
        };
        let mut rows: Vec<Row> = records(source, &file)?
            .into_iter()
            .filter_map(|record| check.row(record, &mut faults))
            .collect();
        notes.extend(chosen.guessed.iter().cloned());
        let only_names = columns.key.is_none() && shape_columns.is_none();
        let twice = repeated(rows.iter().map(|row| (row.number, &*row.key)));
        if let (true, Some(fault)) = (only_names, twice.first()) {
            notes.push(format!("{fault}, so units are called by their row"));
            call_by_row(&mut rows);
        } else {
            faults.extend(twice);
        }
        faults.finish(&file)?;
        Ok(Self {
            file,
            chosen,
            rows,
            crs,
            notes,
        })
    }
}

/// What every row is held to.
struct Check<'a> {
    chosen: &'a Chosen,
    /// Whether the columns are a group and a total.
    grouped: bool,
    quantity: Quantity,
}

impl Check<'_> {
    /// The row, or nothing and a fault more.
    fn row(&self, record: SourceFeature, faults: &mut Faults) -> Option<Row> {
        let number = record.number;
        let mut counts = Vec::new();
        for (at, column) in self.chosen.counted.iter().enumerate() {
            match self.count(at, record.properties.get(column)) {
                Ok(count) => counts.push(count),
                Err(fault) => faults.add(format!("row {number}, column {column:?}: {fault}")),
            }
        }
        let key = match &self.chosen.key {
            None => Some(number.to_string()),
            Some(column) => {
                let key = record.properties.get(column).and_then(Value::as_text);
                if key.is_none() {
                    faults.add(format!("row {number}, column {column:?}: the key is empty"));
                }
                key
            }
        };
        if counts.len() < self.chosen.counted.len() {
            return None;
        }
        if self.grouped && counts[0] > counts[1] {
            let columns = &self.chosen.counted;
            faults.add(format!(
                "row {number}, columns {:?} and {:?}: {} of the group among {} in all",
                columns[0], columns[1], counts[0], counts[1]
            ));
            return None;
        }
        Some(Row {
            number,
            key: key?,
            counts,
            shape: record.geometry,
        })
    }

    /// A count as this column may hold it.
    fn count(&self, at: usize, value: Option<&Value>) -> Result<f64, String> {
        let text = value.and_then(Value::as_text);
        let text = text.ok_or("it is empty, write 0 where nobody was counted")?;
        let count = value.and_then(Value::as_number).filter(|n| n.is_finite());
        let count = count.ok_or_else(|| format!("{text:?} is not a number"))?;
        let total = self.grouped && at == 1;
        if count < 0.0 {
            return Err(format!("{text} is below 0"));
        }
        if self.quantity == Quantity::Households && !total && count.fract() != 0.0 {
            return Err(format!(
                "{text} is not whole; write whole households, or say --measured"
            ));
        }
        Ok(count)
    }
}

fn call_by_row(rows: &mut [Row]) {
    for row in rows {
        row.key = row.number.to_string();
    }
}

/// A fault for every key that an earlier row has.
pub(super) fn repeated<'a>(keys: impl Iterator<Item = (u64, &'a str)>) -> Faults {
    let (mut first, mut faults) = (HashMap::new(), Faults::default());
    for (number, key) in keys {
        let before = *first.entry(key).or_insert(number);
        if before != number {
            faults.add(format!(
                "row {number}: the key {key:?} is that of row {before} too"
            ));
        }
    }
    faults
}
