//! A layer as comma-separated values: the shape as well-known text first, then the columns.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers are
//! written by us and need none.

use std::borrow::Cow;

use csv::WriterBuilder;

use crate::{
    formats::{
        export::{ExportRow, Sheet},
        wkt,
    },
    spatial::Value,
};

/// What begins a formula, also in the full width of East Asian keyboards.
pub(in crate::formats) const FORMULA: [char; 10] = [
    '=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// The line of names.
pub(in crate::formats) fn head(sheet: &Sheet) -> String {
    let names = sheet.columns.iter().map(|column| Cow::from(&column.name));
    line([Cow::from("wkt")].into_iter().chain(names))
}

/// One feature.
pub(in crate::formats) fn row(text: &mut String, sheet: &Sheet, row: &ExportRow) {
    let mut shape = String::new();
    if let Some(drawing) = &row.drawing {
        wkt::write::write_shape(&mut shape, drawing, sheet.system.decimals);
    }
    let cells = row.values.iter().map(cell);
    text.push_str(&line([Cow::from(shape)].into_iter().chain(cells)));
}

fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::from(""),
        Value::Text(text) => harmless(text),
        Value::Bool(yes) => Cow::from(if *yes { "true" } else { "false" }),
        Value::Integer(number) => Cow::from(number.to_string()),
        Value::Number(number) => Cow::from(number.to_string()),
    }
}

/// The text, so that no spreadsheet works it out.
pub(in crate::formats) fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) {
        Cow::from(format!("'{text}"))
    } else {
        Cow::from(text)
    }
}

pub(in crate::formats) fn line<'a>(cells: impl Iterator<Item = Cow<'a, str>>) -> String {
    let mut writer = WriterBuilder::new()
        .buffer_capacity(1 << 10)
        .from_writer(Vec::new());
    // Writing to memory does not fail, and what is written of texts is a text.
    let _ = writer.write_record(cells.map(|cell| cell.as_bytes().to_vec()));
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_a_formula_begins_with_an_apostrophe() {
        for text in ["=1+1", "+33", "-x", "@a", "\tx", "\rx", "\u{ff1d}1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "a=1", "'a", "3-4"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn numbers_below_zero_stay_numbers() {
        assert_eq!(cell(&Value::Number(-1.5)), "-1.5");
        assert_eq!(cell(&Value::Integer(-3)), "-3");
    }
}
