//! A file of a register: every row is added, or none.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    app::{Error, Jalon},
    domain::{Act, EntryError, NewEntry, Person, Register},
    formats::Table,
};

/// Rows of one file at most.
const ROWS_MOST: usize = 20_000;

/// What became of a file of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegisterImported {
    /// Entries that were added.
    pub added: usize,
    /// Number of the change that added them; it can be taken back as one.
    pub change: u64,
}

impl Jalon {
    /// Adds every row of a file to a register, or none. Columns are named as in the template.
    ///
    /// # Errors
    /// A column that the register has no field for; the first row that cannot be taken, with its
    /// number.
    pub async fn take_in_register(
        &self,
        register: Register,
        bytes: &[u8],
        person: &Person,
    ) -> Result<RegisterImported, Error> {
        self.allowed(person, register, Act::Write)?;
        let table = Table::from_csv(bytes)?;
        for column in &table.columns {
            if !matches!(column.as_str(), "code" | "state") && register.field(column).is_none() {
                let allowed =
                    "a column of the template: `code`, `state` or a field of the register";
                return Err(EntryError::of("column", column, allowed).into());
            }
        }
        self.may_fill(person, register, table.columns.iter())?;
        if table.rows.len() > ROWS_MOST {
            let found = table.rows.len().to_string();
            let allowed = format!("a file of at most {ROWS_MOST} rows; part it");
            return Err(EntryError::of("rows", &found, allowed).into());
        }
        let mut work = self.sit_down(person, (register, "add")).await?;
        for (at, row) in table.rows.iter().enumerate() {
            let added = work.add(register, &given(&table.columns, row)).await;
            added.map_err(|source| Error::Row {
                row: at + 1,
                source: Box::new(source),
            })?;
        }
        let added = table.rows.len();
        let change = work.leave().await?;
        Ok(RegisterImported { added, change })
    }
}

fn given(columns: &[String], row: &[String]) -> NewEntry {
    let mut entry = NewEntry::default();
    let cells = std::iter::zip(columns, row).filter(|(_, cell)| !cell.is_empty());
    for (column, cell) in cells {
        match column.as_str() {
            "code" => entry.code = Some(cell.clone()),
            "state" => entry.state = Some(cell.clone()),
            name => {
                entry
                    .fields
                    .insert(name.to_owned(), Value::from(cell.as_str()));
            }
        }
    }
    entry
}
