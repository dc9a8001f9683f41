//! A sheet with sections, titles and rows, as a workbook or as separated values.

use std::borrow::Cow;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use time::Date;

use crate::formats::csv::export::{harmless, line};

/// A sheet to be written.
#[derive(Clone, Debug)]
pub struct TitledSheet {
    /// What the sheet is called: 31 letters at most.
    pub name: String,
    /// What stands above everything, a line each.
    pub heading: Vec<String>,
    /// Section and title of each column.
    pub columns: Vec<(String, String)>,
    /// One value a column.
    pub rows: Vec<Vec<SheetValue>>,
}

/// A value to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetValue {
    /// Nothing.
    Blank,
    /// Letters, never a formula.
    Text(String),
    /// A whole number.
    Count(u32),
    /// A day.
    Day(Date),
}

/// The row of the titles, from 0; sections stand above it.
const TITLES: u32 = 6;
/// Width of a column in letters.
const WIDTH: u32 = 24;

impl TitledSheet {
    /// The sheet as separated values: the titles, then a row each. Days are written day first, as the
    /// platform does, and what a spreadsheet would take for a formula gets an apostrophe.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let titles = self.columns.iter().map(|(_, title)| Cow::from(title));
        let mut text = line(titles);
        for row in &self.rows {
            let cells = row.iter().map(|value| match value {
                SheetValue::Blank => Cow::from(""),
                // A degree west of Greenwich begins with a minus, and is no formula.
                SheetValue::Text(text) if text.parse::<f64>().is_ok() => Cow::from(text),
                SheetValue::Text(text) => harmless(text),
                SheetValue::Count(count) => count.to_string().into(),
                SheetValue::Day(day) => day_first(*day).into(),
            });
            text.push_str(&line(cells));
        }
        text
    }

    /// The sheet as a workbook.
    ///
    /// # Errors
    /// What the writer says: a name that is too long, more rows than a sheet has.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let title = self.heading.first().map_or("", String::as_str);
        book.set_properties(&DocProperties::new().set_title(title));
        let sheet = book.add_worksheet();
        sheet.set_name(&self.name)?;
        self.head(sheet)?;
        let day_format = Format::new().set_num_format("dd/mm/yyyy");
        for (at, row) in (TITLES + 1..).zip(&self.rows) {
            for (column, value) in (0..).zip(row) {
                put(sheet, (at, column), (value, &day_format))?;
            }
        }
        sheet.set_freeze_panes(TITLES + 1, 0)?;
        book.save_to_buffer()
    }

    fn head(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let bold = Format::new().set_bold();
        let wrapped = Format::new().set_bold().set_text_wrap();
        for (row, text) in (0..TITLES - 1).zip(&self.heading) {
            sheet.write_string_with_format(row, 0, text, &bold)?;
        }
        let mut above = "";
        for (column, (section, title)) in (0_u16..).zip(&self.columns) {
            if section != above {
                sheet.write_string_with_format(
                    TITLES - 1,
                    column,
                    section.to_uppercase(),
                    &bold,
                )?;
                above = section;
            }
            sheet.write_string_with_format(TITLES, column, title, &wrapped)?;
            sheet.set_column_width(column, WIDTH)?;
        }
        Ok(())
    }
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (value, day_format): (&SheetValue, &Format),
) -> Result<(), XlsxError> {
    match value {
        SheetValue::Blank => {}
        SheetValue::Text(text) => drop(sheet.write_string(row, column, text)?),
        SheetValue::Count(count) => drop(sheet.write_number(row, column, *count)?),
        SheetValue::Day(day) => match ExcelDateTime::parse_from_str(&day.to_string()) {
            Ok(date) => drop(sheet.write_datetime_with_format(row, column, &date, day_format)?),
            // A workbook's days begin in 1900.
            Err(_) => drop(sheet.write_string(row, column, day_first(*day))?),
        },
    }
    Ok(())
}

fn day_first(day: Date) -> String {
    let (year, month, day) = (day.year(), u8::from(day.month()), day.day());
    format!("{day:02}/{month:02}/{year:04}")
}
