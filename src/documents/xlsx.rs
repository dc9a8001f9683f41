//! A document as a workbook: a first sheet of what is told, then one sheet a table.
//!
//! Every text is written as a text: what a spreadsheet would take for a formula is none.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Block, Cell, Document, Error, Table, plain::plain};
use crate::domain::Words;

/// Characters of a cell at most, as spreadsheets have it.
const CELL_MOST: usize = 32_000;
/// Width of a column in characters: least and most.
const WIDTH: (usize, usize) = (9, 60);

pub(super) fn written(document: &Document) -> Result<Vec<u8>, Error> {
    bytes(document).map_err(Error::Workbook)
}

fn bytes(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let words = Words::of(document.language);
    let mut book = Workbook::new();
    let noon = ExcelDateTime::parse_from_str(&format!("{}T12:00:00", document.day))?;
    let about = DocProperties::new()
        .set_title(shortened(&document.title, 200))
        .set_creation_datetime(&noon);
    book.set_properties(&about);
    let mut names = Names::default();
    let first = book.add_worksheet();
    first.set_name(names.next(&words.say("report-sheet-about")))?;
    front(first, document, &words)?;
    for block in &document.blocks {
        if let Block::Table(table) = block {
            let sheet = book.add_worksheet();
            sheet.set_name(names.next(&table.title))?;
            rows(sheet, table, &words)?;
        }
    }
    book.save_to_buffer()
}

/// The title, the texts and facts in their order, and the foot.
fn front(sheet: &mut Worksheet, document: &Document, words: &Words) -> Result<(), XlsxError> {
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_column_width(0, 48)?;
    sheet.set_column_width(1, 60)?;
    sheet.write_string_with_format(0, 0, shortened(&document.title, CELL_MOST), &bold)?;
    let mut row = 1;
    for block in &document.blocks {
        match block {
            Block::Heading(text) | Block::Bars { title: text, .. } => {
                row += 1;
                sheet.write_string_with_format(row, 0, shortened(text, CELL_MOST), &bold)?;
            }
            Block::Paragraph(text) => {
                sheet.write_string_with_format(row, 0, shortened(text, CELL_MOST), &wrapped)?;
            }
            Block::Lines(text, _) => {
                sheet.write_string(row, 0, shortened(text, CELL_MOST))?;
            }
            Block::Table(table) => {
                let told = format!("{} → {}", table.title, table.rows.len());
                sheet.write_string(row, 0, shortened(&told, CELL_MOST))?;
            }
            Block::Facts(_) | Block::Picture(_) => {}
        }
        let pairs: Vec<(&str, Cell)> = match block {
            Block::Facts(facts) => facts
                .iter()
                .map(|(name, cell)| (name.as_str(), cell.clone()))
                .collect(),
            Block::Bars { bars, .. } => bars
                .iter()
                .map(|bar| (bar.label.as_str(), Cell::Number(bar.value, 1)))
                .collect(),
            _ => Vec::new(),
        };
        for (name, cell) in pairs {
            row += 1;
            sheet.write_string(row, 0, shortened(name, CELL_MOST))?;
            put(sheet, (row, 1), (&cell, words))?;
        }
        row += 1;
    }
    sheet.write_string_with_format(row + 1, 0, shortened(&document.foot, CELL_MOST), &wrapped)?;
    Ok(())
}

fn rows(sheet: &mut Worksheet, table: &Table, words: &Words) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap();
    for (column, name) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, shortened(name, CELL_MOST), &bold)?;
        let cells = table
            .rows
            .iter()
            .filter_map(|row| row.get(usize::from(column)));
        let widths = cells.take(500).map(|cell| cell.told(words).chars().count());
        let widest = widths.chain([name.chars().count()]).max().unwrap_or(0);
        let width = widest.clamp(WIDTH.0, WIDTH.1) + 2;
        sheet.set_column_width(column, u32::try_from(width).unwrap_or(10))?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            put(sheet, (row, column), (cell, words))?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last), Ok(rows)) = (
        u16::try_from(table.columns.len())
            .ok()
            .and_then(|n| n.checked_sub(1)),
        u32::try_from(table.rows.len()),
    ) {
        sheet.autofilter(0, 0, rows, last)?;
    }
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (cell, words): (&Cell, &Words),
) -> Result<(), XlsxError> {
    match cell {
        Cell::Nothing | Cell::Blank => {}
        Cell::Hidden(_) => {
            sheet.write_string(row, column, cell.told(words))?;
        }
        Cell::Text(text) | Cell::Signed(text, _) => {
            let wrapped = Format::new().set_text_wrap();
            sheet.write_string_with_format(row, column, shortened(text, CELL_MOST), &wrapped)?;
        }
        Cell::Number(value, decimals) => {
            let zeros = "0".repeat((*decimals).min(6));
            let pattern = if zeros.is_empty() {
                "0".to_owned()
            } else {
                format!("0.{zeros}")
            };
            let format = Format::new().set_num_format(pattern);
            sheet.write_number_with_format(row, column, *value, &format)?;
        }
        Cell::Euros(value) => {
            let format = Format::new().set_num_format("#,##0.00 €");
            sheet.write_number_with_format(row, column, *value, &format)?;
        }
        Cell::Share(share) => {
            let format = Format::new().set_num_format("0 %");
            sheet.write_number_with_format(row, column, *share, &format)?;
        }
        Cell::Day(day) => {
            let format = Format::new().set_num_format("yyyy-mm-dd");
            let day = ExcelDateTime::parse_from_str(&day.to_string());
            match day {
                Ok(day) => sheet.write_datetime_with_format(row, column, &day, &format)?,
                // A workbook's days begin in 1900.
                Err(_) => sheet.write_string(row, column, cell.told(words))?,
            };
        }
    }
    Ok(())
}

fn shortened(text: &str, most: usize) -> String {
    plain(text).chars().take(most).collect()
}

/// Names of sheets: 31 characters at most, none of `[]:*?/\`, each once.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn next(&mut self, wanted: &str) -> String {
        let clean: String = plain(wanted)
            .chars()
            .map(|letter| match letter {
                '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\n' | '\'' => ' ',
                other => other,
            })
            .take(27)
            .collect();
        let clean = clean.trim();
        let base = if clean.is_empty() { "–" } else { clean };
        let numbered = (2..).map(|number| format!("{base} {number}"));
        let mut tried = std::iter::once(base.to_owned()).chain(numbered);
        let free = tried.find(|name| !self.0.contains(&name.to_lowercase()));
        let free = free.unwrap_or_default();
        self.0.insert(free.to_lowercase());
        free
    }
}
