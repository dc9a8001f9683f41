//! A sheet of cells as people fill it in: the first sheet of a workbook (XLSX), or separated values.
//!
//! Nothing of the file is trusted: what is unpacked is counted, document types are refused, and so are
//! more rows, columns or letters than a sheet of this kind can have. A formula is told, never worked out.

mod workbook;
mod write;

use encoding_rs::WINDOWS_1252;

use super::csv::export::FORMULA;

pub use write::{SheetValue, TitledSheet};

/// Rows of a sheet at most.
pub const SHEET_ROWS: usize = 20_000;
/// Columns of a sheet at most.
const COLUMNS: usize = 400;
/// Bytes of one cell at most, which a program that writes workbooks keeps to.
const CELL_BYTES: usize = 131_072;

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CellContent {
    /// Nothing.
    #[default]
    Blank,
    /// Letters.
    Text(String),
    /// A number.
    Number(f64),
    /// A number that the workbook shows as a day: days since the last of 1899.
    Day(f64),
    /// Something to be worked out.
    Formula,
    /// What came of a formula that failed.
    Fault,
}

/// A cell, and where it leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetCell {
    /// What stands in it.
    pub content: CellContent,
    /// The address that it leads to.
    pub link: Option<String>,
}

/// A row with its number in the sheet, from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRow {
    /// Its number.
    pub number: u64,
    /// Its cells from the first column on.
    pub cells: Vec<SheetCell>,
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellSheet {
    /// `XLSX` or `CSV`.
    pub format: &'static str,
    /// Its rows that hold anything.
    pub rows: Vec<SheetRow>,
}

/// Why bytes are no sheet.
#[derive(Debug, thiserror::Error)]
pub enum SheetFault {
    /// Not a workbook that can be read.
    #[error("the workbook cannot be read: {why}; save it again as XLSX, or as CSV")]
    Workbook {
        /// What is wrong.
        why: String,
    },
    /// Not separated values.
    #[error("line {line} cannot be read as separated values; save the sheet again as XLSX or CSV")]
    Separated {
        /// Which line.
        line: u64,
    },
    /// More than a sheet of this kind holds.
    #[error("the sheet has more than {most} {what}; part it")]
    TooMuch {
        /// How much is taken.
        most: usize,
        /// Of what.
        what: &'static str,
    },
}

impl CellSheet {
    /// The first sheet of a workbook, or the rows of separated values.
    ///
    /// ```
    /// use jalon::formats::{CellContent, CellSheet};
    /// let sheet = CellSheet::read(b"Nom;Personnes\nLe pont;12\n").unwrap();
    /// assert_eq!(sheet.rows[1].cells[0].content, CellContent::Text("Le pont".into()));
    /// ```
    ///
    /// # Errors
    /// [`SheetFault`].
    pub fn read(bytes: &[u8]) -> Result<Self, SheetFault> {
        if bytes.starts_with(b"PK\x03\x04") {
            return workbook::read(bytes);
        }
        separated(bytes)
    }
}

fn separated(bytes: &[u8]) -> Result<CellSheet, SheetFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_or_else(
        |_| WINDOWS_1252.decode_without_bom_handling(bytes).0,
        Into::into,
    );
    let count = |sign: char| {
        let lines = text.lines().take(20);
        lines.map(|line| line.matches(sign).count()).max()
    };
    let has_semicolons = count(';') > count(',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if has_semicolons { b';' } else { b',' })
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = CellSheet {
        format: "CSV",
        rows: Vec::new(),
    };
    for (number, record) in (1..).zip(reader.records()) {
        let record = record.map_err(|error| SheetFault::Separated {
            line: error.position().map_or(number, csv::Position::line),
        })?;
        let cells = record.iter().map(|cell| SheetCell {
            content: plain(cell),
            link: None,
        });
        add(&mut sheet, number, cells.collect())?;
    }
    Ok(sheet)
}

/// An equals sign begins a formula; an apostrophe before it says that it is none.
fn plain(cell: &str) -> CellContent {
    let cell = cell.trim();
    let bare = cell.strip_prefix('\'');
    match bare.filter(|rest| rest.starts_with(FORMULA)) {
        Some(rest) => CellContent::Text(rest.to_owned()),
        None if cell.is_empty() => CellContent::Blank,
        None if cell.starts_with('=') => CellContent::Formula,
        None => CellContent::Text(cell.to_owned()),
    }
}

/// Adds a row that holds anything, within the limits.
fn add(sheet: &mut CellSheet, number: u64, cells: Vec<SheetCell>) -> Result<(), SheetFault> {
    if cells.len() > COLUMNS {
        return Err(SheetFault::TooMuch {
            most: COLUMNS,
            what: "columns",
        });
    }
    let is_long = |cell: &SheetCell| matches!(&cell.content, CellContent::Text(text) if text.len() > CELL_BYTES);
    if cells.iter().any(is_long) {
        return Err(SheetFault::TooMuch {
            most: CELL_BYTES,
            what: "bytes in one cell",
        });
    }
    if cells.iter().all(|cell| cell.content == CellContent::Blank) {
        return Ok(());
    }
    if sheet.rows.len() >= SHEET_ROWS {
        return Err(SheetFault::TooMuch {
            most: SHEET_ROWS,
            what: "rows",
        });
    }
    sheet.rows.push(SheetRow { number, cells });
    Ok(())
}

#[cfg(test)]
mod tests;
