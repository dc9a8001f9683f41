//! Tables of the report as CSV, in the units of the API: shares from 0 to 1, blank for what cannot
//! be told.

use serde_json::Value;

use super::args::CsvTable;
use crate::{cli::Error, publish::DispersalView};

/// One table, head first.
pub(super) fn text(table: CsvTable, view: &DispersalView) -> Result<String, Error> {
    let rows = match table {
        CsvTable::Neighbourhoods => serde_json::to_value(&view.neighbourhoods),
        CsvTable::Years => serde_json::to_value(&view.years),
        CsvTable::Groups => serde_json::to_value(&view.groups),
        CsvTable::Flows => serde_json::to_value(&view.flows),
        CsvTable::Effects => serde_json::to_value(&view.effects),
    };
    let rows = rows.map_err(std::io::Error::from)?;
    written(rows.as_array().map_or(&[][..], Vec::as_slice)).map_err(Error::from)
}

/// Objects of one kind as lines; an object within takes a column for each of its fields.
fn written(rows: &[Value]) -> Result<String, std::io::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let flat: Vec<Vec<(String, String)>> = rows.iter().map(flat).collect();
    let mut head: Vec<&str> = Vec::new();
    // A range that cannot be told is null in one line and two columns in another.
    for name in flat.iter().flatten().map(|(name, _)| name.as_str()) {
        if !head.contains(&name) {
            head.push(name);
        }
    }
    writer.write_record(&head).map_err(std::io::Error::from)?;
    for row in &flat {
        let cell = |name: &&str| {
            let found = row.iter().find(|(own, _)| own == name);
            found.map_or("", |(_, cell)| cell.as_str())
        };
        let cells = head.iter().map(cell);
        writer.write_record(cells).map_err(std::io::Error::from)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    String::from_utf8(bytes).map_err(std::io::Error::other)
}

fn flat(row: &Value) -> Vec<(String, String)> {
    let fields = row.as_object().into_iter().flatten();
    fields
        .flat_map(|(name, value)| match value {
            Value::Object(within) => within
                .iter()
                .map(|(end, value)| (format!("{name}_{end}"), cell(value)))
                .collect(),
            value => vec![(name.clone(), cell(value))],
        })
        .collect()
}

/// A text that a spreadsheet would take for a formula begins with an apostrophe.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
            format!("'{text}")
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_range_takes_two_columns_and_null_is_blank() {
        let rows = [
            json!({"name": "a", "band": {"low": 0.5, "high": 1.5}}),
            json!({"name": "b", "band": null}),
        ];

        let text = written(&rows).unwrap();

        let lines: Vec<&str> = text.lines().collect();
        assert!(
            lines[0].contains("band_low") && lines[0].contains("band_high"),
            "{text}"
        );
        assert!(
            lines[1].contains("0.5") && lines[2].contains(",,"),
            "{text}"
        );
    }

    #[test]
    fn a_name_is_never_a_formula() {
        let text = written(&[json!({"name": "=cmd()"})]).unwrap();

        assert_eq!(text.lines().last(), Some("'=cmd()"));
    }
}
