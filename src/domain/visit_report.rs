//! The account of one file of visits: what was read, what is new, what was refused, row by row.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The account. Of a file with a refused row nothing is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VisitReport {
    /// What the file was called.
    pub file: String,
    /// Rows in the file, the names of the columns excepted.
    pub rows: u64,
    /// Visits stored now.
    pub new: u64,
    /// Visits that were stored before with the same content: left as they are.
    pub known: u64,
    /// Rows that answer nothing: left out.
    pub empty: u64,
    /// Rows that cannot be used.
    pub refused: u64,
    /// Whether it was a rehearsal, which stores nothing.
    pub dry_run: bool,
    /// Field or question → the column it was read from.
    pub columns: BTreeMap<String, String>,
    /// Columns that were not read.
    pub not_read: Vec<String>,
    /// The first refused rows.
    pub refusals: Vec<RowRefusal>,
    /// What a person should know.
    pub notes: Vec<String>,
}

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RowRefusal {
    /// Its row as a spreadsheet counts them: the names of the columns are row 1.
    pub row: u64,
    /// The column that is wrong; null when it is the row as a whole.
    pub column: Option<String>,
    /// What is wrong and what to do, as one sentence.
    pub why: String,
}

impl std::fmt::Display for RowRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.column {
            Some(column) => write!(f, "row {}, column {column}: {}", self.row, self.why),
            None => write!(f, "row {}: {}", self.row, self.why),
        }
    }
}
