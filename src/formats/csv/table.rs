//! A plain table as comma-separated values, and back: no shapes, only columns and texts.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use super::export::{FORMULA, harmless, line};

/// A table of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// One text a column.
    pub rows: Vec<Vec<String>>,
}

/// Why a text is no table.
#[derive(Debug, thiserror::Error)]
#[error(
    "line {line} has {found} cells where the first line has {wanted}; give every row all columns"
)]
pub struct UnevenTable {
    line: u64,
    found: u64,
    wanted: u64,
}

impl Table {
    /// The table as text. What a spreadsheet would take for a formula gets an apostrophe before it.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let head = self.columns.iter().map(Cow::from);
        let mut text = line(head);
        for row in &self.rows {
            text.push_str(&line(row.iter().map(|cell| harmless(cell))));
        }
        text
    }

    /// The table of a text in UTF-8 or Windows-1252, with commas or semicolons; blank lines and the
    /// apostrophes of [`to_csv`](Self::to_csv) are left out.
    ///
    /// ```
    /// use jalon::formats::Table;
    /// let table = Table::from_csv(b"code;size\nHH1;'=3\n").unwrap();
    /// assert_eq!(table.columns, ["code", "size"]);
    /// assert_eq!(table.rows, [["HH1", "=3"]]);
    /// ```
    ///
    /// # Errors
    /// A row with more or fewer cells than the first.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, UnevenTable> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_or_else(
            |_| WINDOWS_1252.decode_without_bom_handling(bytes).0,
            Cow::from,
        );
        let head = text.lines().next().unwrap_or_default();
        let has_semicolons = head.matches(';').count() > head.matches(',').count();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(if has_semicolons { b';' } else { b',' })
            .trim(csv::Trim::All)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| uneven(&error))?;
            rows.push(record.iter().map(plain).collect::<Vec<_>>());
        }
        let mut rows = rows.into_iter();
        Ok(Self {
            columns: rows.next().unwrap_or_default(),
            rows: rows
                .filter(|row| row.iter().any(|cell| !cell.is_empty()))
                .collect(),
        })
    }
}

/// Text in memory can be broken in one way only.
fn uneven(error: &csv::Error) -> UnevenTable {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            pos,
            expected_len,
            len,
        } => UnevenTable {
            line: pos.as_ref().map_or(0, csv::Position::line),
            found: *len,
            wanted: *expected_len,
        },
        _ => UnevenTable {
            line: error.position().map_or(0, csv::Position::line),
            found: 0,
            wanted: 0,
        },
    }
}

fn plain(cell: &str) -> String {
    let bare = cell
        .strip_prefix('\'')
        .filter(|rest| rest.starts_with(FORMULA));
    bare.unwrap_or(cell).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_again_as_it_was_written() {
        let table = Table {
            columns: vec!["code".to_owned(), "note".to_owned()],
            rows: vec![vec!["HH1".to_owned(), "=1+1, \"so\"\nand on".to_owned()]],
        };

        let text = table.to_csv();

        assert!(text.contains("'=1+1"), "{text}");
        assert_eq!(Table::from_csv(text.as_bytes()).unwrap(), table);
    }

    #[test]
    fn letters_of_old_spreadsheets_are_read_and_a_short_row_is_named() {
        let old = Table::from_csv(b"code,note\nHH1,\xe9t\xe9\n").unwrap();
        let short = Table::from_csv(b"code,note\nHH1,a\nHH2\n").unwrap_err();

        assert_eq!(old.rows[0][1], "été");
        assert!(
            short.to_string().starts_with("line 3 has 1 cells"),
            "{short}"
        );
    }
}
