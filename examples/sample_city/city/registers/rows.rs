//! One file of a register while it is written.

use std::fmt::Display;

/// The rows of a file; what is written into a cell holds neither comma nor quote.
pub(super) struct Rows {
    name: &'static str,
    columns: usize,
    text: String,
}

impl Rows {
    /// A file of a register without rows.
    pub(super) fn of(name: &'static str, columns: &str) -> Self {
        Self {
            name,
            columns: columns.split(',').count(),
            text: format!("{columns}\n"),
        }
    }

    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Adds a row as it stands in the file.
    pub(super) fn line(&mut self, line: &str) {
        assert_eq!(
            line.split(',').count(),
            self.columns,
            "a cell for each column of {}: {line}",
            self.name
        );
        self.text += line;
        self.text.push('\n');
    }

    /// Adds a row.
    pub(super) fn add(&mut self, cells: &[&dyn Display]) {
        let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
        self.line(&cells.join(","));
    }
}

/// A day that has come, or a blank.
pub(super) fn if_past(day: time::Date) -> String {
    if day <= super::TODAY {
        day.to_string()
    } else {
        String::new()
    }
}

pub(super) const fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
