//! Files of works orders, their ends, incidents, overrides and teams: every row is taken in, or none.

mod told;

use std::collections::BTreeSet;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{Error, Jalon};
use crate::{
    domain::{
        AuditEvent, CaseworkCell, CaseworkColumn, CaseworkFile, Code, Ending, EntryError,
        NewEnding, NewTeam, Team, VerdictKind, WorksEnding, WorksOrder,
    },
    formats::Table,
};

/// Rows of one file at most.
const ROWS_MOST: usize = 5_000;

/// What became of a file of casework.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct CaseworkTaken {
    /// Rows that were taken in: all of the file.
    pub added: usize,
    /// Things worth a look that stopped nothing, each with its row.
    pub warnings: Vec<String>,
}

impl Jalon {
    /// Takes every row of a file in, each with an event of its own, or none of them.
    ///
    /// # Errors
    /// A column that there is not; the first row that cannot be taken, with its number, the column and
    /// what is allowed there.
    pub async fn take_in_casework(
        &self,
        (kind, bytes): (CaseworkFile, &[u8]),
        actor: &str,
    ) -> Result<CaseworkTaken, Error> {
        self.refresh().await?;
        let rows = read(kind, bytes)?;
        let mut taken = CaseworkTaken {
            added: rows.len(),
            warnings: Vec::new(),
        };
        match kind {
            CaseworkFile::Works => {
                let all = each(&rows, |row| self.checked_works_order(&filled(row)?, actor))?;
                self.store.add_works_orders(&self.territory, &all).await?;
            }
            CaseworkFile::WorksEnds => {
                let all = self.ends_of(&rows, actor).await?;
                self.store.end_works_orders(&self.territory, &all).await?;
            }
            CaseworkFile::Incidents => {
                let all = each(&rows, |row| self.checked_incident(&filled(row)?, actor))?;
                for (at, (incident, _)) in all.iter().enumerate() {
                    let found = super::incidents::warnings(incident);
                    let told = found.iter().map(|one| format!("row {}: {one}", at + 1));
                    taken.warnings.extend(told);
                }
                self.store.add_incidents(&self.territory, &all).await?;
            }
            CaseworkFile::Overrides => {
                let all = each(&rows, |row| self.override_of(row, actor))?;
                self.store.add_overrides(&self.territory, &all).await?;
            }
            CaseworkFile::Teams => {
                let all = self.teams_of(&rows, actor)?;
                self.store.set_teams(&self.territory, &all).await?;
            }
        }
        self.reload().await?;
        Ok(taken)
    }

    async fn ends_of(&self, rows: &[Row], actor: &str) -> Result<Vec<Ended>, Error> {
        let (mut named, mut all) = (BTreeSet::new(), Vec::new());
        for (at, row) in rows.iter().enumerate() {
            let of_row = |source: Error| Error::Row {
                row: at + 1,
                source: Box::new(source),
            };
            let (number, how, new) = end_of(row).map_err(|wrong| of_row(wrong.into()))?;
            if !named.insert(number) {
                let twice = EntryError::of("number", &number.to_string(), "each order once");
                return Err(of_row(twice.into()));
            }
            let checked = self.checked_works_end(number, (how, &new), actor).await;
            all.push(checked.map_err(of_row)?);
        }
        Ok(all)
    }

    fn teams_of(&self, rows: &[Row], actor: &str) -> Result<Vec<(Team, AuditEvent)>, Error> {
        let (mut named, mut new) = (BTreeSet::new(), BTreeSet::new());
        each(rows, |row| {
            let name = text(row, "name");
            if !named.insert(name.clone()) {
                return Err(EntryError::of("name", &name, "each team once").into());
            }
            let team = NewTeam {
                name,
                ..filled(row)?
            };
            self.checked_team(&team, &mut new, actor)
        })
    }

    fn override_of(&self, row: &Row, actor: &str) -> Result<super::overrides::Checked, Error> {
        let given = text(row, "kind");
        let kind = match given.as_str() {
            "" => VerdictKind::Class,
            code => VerdictKind::from_code(code).ok_or_else(|| {
                let allowed = format!("one of {}", VerdictKind::CODES.join(", "));
                EntryError::of("kind", code, allowed)
            })?,
        };
        let mut rest = row.clone();
        let code = text(row, "settlement");
        rest.retain(|column, _| !matches!(column.as_str(), "kind" | "settlement"));
        self.checked_override(&code, (kind, &filled(&rest)?), actor)
    }
}

/// A row as the form that it fills in.
type Row = Map<String, Value>;
/// A works order with its end, and the event of it.
type Ended = ((WorksOrder, WorksEnding), AuditEvent);

/// Which order a row ends, and how.
fn end_of(row: &Row) -> Result<(u64, Ending, NewEnding), EntryError> {
    let number = row
        .get("number")
        .and_then(Value::as_f64)
        .unwrap_or_default();
    let whole = format!("{number}").parse().ok().filter(|found| *found > 0);
    let allowed = "the number of a works order, as its file tells it";
    let number = whole.ok_or_else(|| EntryError::of("number", &number.to_string(), allowed))?;
    let given = text(row, "how");
    let how = Ending::from_code(&given).ok_or_else(|| {
        EntryError::of(
            "how",
            &given,
            format!("one of {}", Ending::CODES.join(", ")),
        )
    })?;
    let mut rest = row.clone();
    rest.retain(|column, _| !matches!(column.as_str(), "number" | "how"));
    Ok((number, how, filled(&rest)?))
}

/// What each row comes to; the first that comes to nothing is named.
fn each<T>(rows: &[Row], mut of: impl FnMut(&Row) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    let one = |(at, row)| {
        of(row).map_err(|source| Error::Row {
            row: at + 1,
            source: Box::new(source),
        })
    };
    rows.iter().enumerate().map(one).collect()
}

/// The form of a row: its cells are of the kinds that the form holds.
fn filled<T: DeserializeOwned>(row: &Row) -> Result<T, EntryError> {
    let mut row = row.clone();
    row.remove("name");
    let form = serde_json::from_value(Value::Object(row));
    form.map_err(|error| {
        EntryError::of("row", &error.to_string(), "cells as the template has them")
    })
}

fn text(row: &Row, column: &str) -> String {
    let value = row.get(column).and_then(Value::as_str);
    value.unwrap_or_default().to_owned()
}

fn read(kind: CaseworkFile, bytes: &[u8]) -> Result<Vec<Row>, Error> {
    let table = Table::from_csv(bytes)?;
    let columns: Vec<CaseworkColumn> = table
        .columns
        .iter()
        .map(|name| known(kind, name))
        .collect::<Result<_, _>>()?;
    let mut once = BTreeSet::new();
    if let Some((twice, _)) = columns.iter().find(|(name, _)| !once.insert(*name)) {
        return Err(EntryError::of("column", twice, "each column of the template once").into());
    }
    if table.rows.is_empty() || table.rows.len() > ROWS_MOST {
        let found = table.rows.len().to_string();
        let allowed = format!("a file of 1 to {ROWS_MOST} rows; part a longer one");
        return Err(EntryError::of("rows", &found, allowed).into());
    }
    let rows: Vec<Vec<(CaseworkColumn, &String)>> = table
        .rows
        .iter()
        .map(|row| std::iter::zip(columns.iter().copied(), row).collect())
        .collect();
    let read = |(at, row): (usize, &Vec<(CaseworkColumn, &String)>)| {
        let cells = row.iter().map(|(column, given)| cell(*column, given));
        let cells: Result<Vec<_>, EntryError> = cells.collect();
        let cells = cells.map_err(|source| Error::Row {
            row: at + 1,
            source: Box::new(source.into()),
        })?;
        Ok(cells.into_iter().flatten().collect())
    };
    rows.iter().enumerate().map(read).collect()
}

fn known(kind: CaseworkFile, name: &str) -> Result<CaseworkColumn, EntryError> {
    let columns = kind.columns();
    let found = columns.iter().find(|(column, _)| *column == name).copied();
    found.ok_or_else(|| {
        let names: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
        let allowed = format!("a column of the template: {}", names.join(", "));
        EntryError::of("column", name, allowed)
    })
}

/// A cell as the form holds it; a blank one leaves what is usual.
fn cell(
    (column, kind): CaseworkColumn,
    given: &str,
) -> Result<Option<(String, Value)>, EntryError> {
    if given.is_empty() {
        return Ok(None);
    }
    let wrong = |allowed: &str| EntryError::of(column, given, allowed);
    let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
    let value = match kind {
        CaseworkCell::Filed => {
            let allowed =
                "nothing: a row adds; what is filed already is never changed, leave such rows out";
            return Err(wrong(allowed));
        }
        CaseworkCell::Text => Value::from(given),
        CaseworkCell::Number => {
            let found = number(given).filter(|found| found.is_finite());
            Value::from(found.ok_or_else(|| wrong("a number, such as 1250.50"))?)
        }
        CaseworkCell::Place => {
            let both = given
                .split_once(';')
                .and_then(|(lon, lat)| Some([number(lon)?, number(lat)?]));
            let allowed = "longitude and latitude in degrees with `;` between, such as 1.44;43.60";
            Value::from(both.ok_or_else(|| wrong(allowed))?.to_vec())
        }
        CaseworkCell::Codes => {
            let codes = given.split(';').map(str::trim);
            codes.filter(|code| !code.is_empty()).collect()
        }
        CaseworkCell::Yes => match given.to_lowercase().as_str() {
            "yes" | "oui" => Value::Bool(true),
            "no" | "non" => Value::Bool(false),
            _ => return Err(wrong("`yes`, `no` or nothing")),
        },
    };
    Ok(Some((column.to_owned(), value)))
}
