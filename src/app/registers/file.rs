//! A file of a register: every row is taken in, or none.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{EntryBy, desk_work::DeskWork};
use crate::{
    app::{Error, Jalon},
    domain::{Act, EntryError, NewEntry, Person, Register, StateChange},
    formats::Table,
};

/// Rows of one file at most.
const ROWS_MOST: usize = 20_000;

/// Columns of a file that are no fields.
const OWN_COLUMNS: [&str; 3] = ["code", "state", "revision"];

/// What to do with rows whose code is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KnownRows {
    /// Nothing: the file is refused.
    #[default]
    Refuse,
    /// Their entries are changed: a blank cell leaves a field as it is, another state is gone to.
    Change,
}

/// What became of a file of a register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegisterImported {
    /// Entries that were added.
    pub added: usize,
    /// Entries that were changed.
    pub changed: usize,
    /// Number of the change that did it; it can be taken back as one.
    pub change: u64,
}

impl Jalon {
    /// Takes every row of a file into a register, or none. Columns are named as in the template.
    ///
    /// # Errors
    /// A column that the register has no field for; the first row that cannot be taken, with its
    /// number.
    pub async fn take_in_register(
        &self,
        register: Register,
        (bytes, known): (&[u8], KnownRows),
        person: &Person,
    ) -> Result<RegisterImported, Error> {
        self.allowed(person, register, Act::Write)?;
        let table = Table::from_csv(bytes)?;
        for column in &table.columns {
            if !OWN_COLUMNS.contains(&column.as_str()) && register.field(column).is_none() {
                let allowed = "a column of the template: `code`, `state`, `revision` or a field of the register";
                return Err(EntryError::of("column", column, allowed).into());
            }
        }
        self.may_fill(person, register, table.columns.iter())?;
        if table.rows.len() > ROWS_MOST {
            let found = table.rows.len().to_string();
            let allowed = format!("a file of at most {ROWS_MOST} rows; part it");
            return Err(EntryError::of("rows", &found, allowed).into());
        }
        let mut imported = RegisterImported::default();
        let mut work = self.sit_down(person, (register, "add")).await?;
        for (at, row) in table.rows.iter().enumerate() {
            let row = given(&table.columns, row);
            let taken = work.take_in_row(register, row, (known, &mut imported));
            taken.await.map_err(|source| Error::Row {
                row: at + 1,
                source: Box::new(source),
            })?;
        }
        imported.change = work.leave().await?;
        Ok(imported)
    }
}

impl DeskWork<'_> {
    async fn take_in_row(
        &mut self,
        register: Register,
        (row, revision): (NewEntry, Option<String>),
        (known, imported): (KnownRows, &mut RegisterImported),
    ) -> Result<(), Error> {
        let code = row.code.as_deref().unwrap_or_default();
        if known == KnownRows::Refuse || self.desk.entry((register, code)).await?.is_none() {
            self.add(register, &row).await?;
            imported.added += 1;
            return Ok(());
        }
        let by = EntryBy {
            person: self.person,
            revision: revision.as_deref().map(whole).transpose()?,
        };
        let mut entry = self.standing((register, code), by).await?;
        let before = entry.revision;
        match row.state {
            Some(to) if to != entry.state => {
                let fields = row.fields;
                let change = StateChange {
                    to,
                    fields,
                    ..StateChange::default()
                };
                self.bring(&mut entry, &change, None).await?;
            }
            _ => {
                self.rewrite(&mut entry, &row.fields).await?;
            }
        }
        imported.changed += usize::from(entry.revision > before);
        Ok(())
    }
}

fn whole(revision: &str) -> Result<u32, EntryError> {
    let wrong = |_| EntryError::of("revision", revision, "a whole number, or a blank");
    revision.trim().parse().map_err(wrong)
}

/// A row as an entry, with the revision that it was read at.
fn given(columns: &[String], row: &[String]) -> (NewEntry, Option<String>) {
    let (mut entry, mut revision) = (NewEntry::default(), None);
    let cells = std::iter::zip(columns, row).filter(|(_, cell)| !cell.is_empty());
    for (column, cell) in cells {
        match column.as_str() {
            "code" => entry.code = Some(cell.clone()),
            "state" => entry.state = Some(cell.clone()),
            "revision" => revision = Some(cell.clone()),
            name => {
                let value = Value::from(cell.as_str());
                entry.fields.insert(name.to_owned(), value);
            }
        }
    }
    (entry, revision)
}
