//! A layer as a workbook: one row for each feature, with a point in it, and a sheet that tells
//! where it all comes from.
//!
//! Texts are written as texts, so that no program takes one for a formula. Rows go to a temporary
//! file as they come, so that memory does not grow with them.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::export::{ExportError, ExportFormat, ExportRow, FileWriter, Sheet};
use crate::spatial::{Holds, Value};

/// Most rows of a sheet, one of which is the head.
const MOST_ROWS: u32 = 1_048_576;
/// Longest text of a cell, in letters.
const LONGEST_TEXT: usize = 32_767;

/// A workbook that is being written.
pub(super) struct Writer {
    workbook: Workbook,
    sheet: Sheet,
    path: PathBuf,
    day: Format,
    /// The row that comes next.
    next: u32,
}

impl Writer {
    /// Begins the workbook.
    pub(super) fn create(path: &Path, sheet: &Sheet) -> Result<Self, ExportError> {
        let mut workbook = Workbook::new();
        let about = DocProperties::new()
            .set_title(&sheet.title)
            .set_comment(sheet.description());
        workbook.set_properties(&about);
        let page = workbook
            .add_worksheet_with_constant_memory()
            .map_err(failed)?;
        page.set_name(&sheet.name).map_err(failed)?;
        page.set_freeze_panes(1, 0).map_err(failed)?;
        let bold = Format::new().set_bold();
        let names = sheet.columns.iter().map(|column| &column.name[..]);
        for (at, name) in (0..).zip(names.chain(["lon", "lat"])) {
            page.write_string_with_format(0, at, name, &bold)
                .map_err(failed)?;
        }
        Ok(Self {
            workbook,
            sheet: sheet.clone(),
            path: path.to_owned(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            next: 1,
        })
    }

    fn write(&mut self, row: &ExportRow) -> Result<(), XlsxError> {
        let page = self.workbook.worksheet_from_index(0)?;
        let cells = (0..).zip(self.sheet.columns.iter().zip(&row.values));
        let mut last = 0;
        for (at, (column, value)) in cells {
            cell((page, &self.day), (self.next, at), (column.holds, value))?;
            last = at + 1;
        }
        if let Some(place) = row.anchor {
            page.write_number(self.next, last, rounded(place.x))?;
            page.write_number(self.next, last + 1, rounded(place.y))?;
        }
        self.next += 1;
        Ok(())
    }

    /// What is known of the file, and what each column means.
    fn tell(&mut self) -> Result<(), XlsxError> {
        let page = self.workbook.add_worksheet_with_constant_memory()?;
        page.set_name("about")?;
        let meanings = self.sheet.columns.iter();
        let meanings = meanings.map(|column| (column.name.clone(), column.meaning.clone()));
        let place = [
            ("lon", "longitude of a point in it"),
            ("lat", "its latitude"),
        ];
        let place = place.map(|(name, meaning)| (name.to_owned(), meaning.to_owned()));
        let about = self.sheet.about.iter().cloned();
        for (at, (name, value)) in (0..).zip(about.chain(meanings).chain(place)) {
            page.write_string(at, 0, name)?;
            page.write_string(at, 1, shortened(&value))?;
        }
        Ok(())
    }
}

impl FileWriter for Writer {
    fn add(&mut self, row: &ExportRow) -> Result<(), ExportError> {
        if self.next == MOST_ROWS {
            return Err(ExportError::NoRoom {
                format: ExportFormat::Xlsx,
                most: "1,048,575 features",
            });
        }
        self.write(row).map_err(failed)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.tell().map_err(failed)?;
        self.workbook.save(&self.path).map_err(failed)
    }
}

fn failed(error: XlsxError) -> ExportError {
    ExportError::failed(ExportFormat::Xlsx, error)
}

fn cell(
    (page, day): (&mut Worksheet, &Format),
    (row, column): (u32, u16),
    (holds, value): (Holds, &Value),
) -> Result<(), XlsxError> {
    match value {
        Value::Null => {}
        Value::Bool(yes) => drop(page.write_boolean(row, column, *yes)?),
        Value::Integer(_) | Value::Number(_) => {
            let number = value.as_number().unwrap_or_default();
            page.write_number(row, column, number)?;
        }
        Value::Text(text) => match ExcelDateTime::parse_from_str(text) {
            Ok(date) if holds == Holds::Day => {
                page.write_datetime_with_format(row, column, &date, day)?;
            }
            _ => drop(page.write_string(row, column, shortened(text))?),
        },
    }
    Ok(())
}

/// Degrees to a centimetre on the ground.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}
