//! The first table of a document as comma-separated values, with numbers and days that programs read.

use super::{Block, Cell, Document, Error, plain::plain};
use crate::{domain::Words, formats};

pub(super) fn written(document: &Document) -> Result<Vec<u8>, Error> {
    let table = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let table = table.ok_or(Error::NoTable)?;
    let words = Words::of(document.language);
    let rows = table.rows.iter();
    let rows = rows.map(|row| row.iter().map(|cell| bare(cell, &words)).collect());
    let sheet = formats::Table {
        columns: table.columns.clone(),
        rows: rows.collect(),
    };
    Ok(sheet.to_csv().into_bytes())
}

/// A decimal point whatever the language, days as ISO 8601: what people read stands in the PDF.
fn bare(cell: &Cell, words: &Words) -> String {
    match cell {
        Cell::Nothing | Cell::Blank => String::new(),
        Cell::Hidden(_) => cell.told(words),
        Cell::Text(text) | Cell::Signed(text, _) => plain(text),
        Cell::Number(value, decimals) => format!("{value:.decimals$}"),
        Cell::Euros(value) => format!("{value:.2}"),
        Cell::Share(share) => format!("{share:.4}"),
        Cell::Day(day) => day.to_string(),
    }
}
