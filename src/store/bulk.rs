//! Many rows at once: short multi-row inserts on SQLite, binary `copy` on PostgreSQL where they are many.

use std::{fmt::Write, sync::Arc};

use sqlx::{AssertSqlSafe, PgConnection, error::BoxDynError};

use super::{Result, database::Transaction, value::Value};

/// Where rows go: a table with its columns, as `insert into` and `copy` both take them.
#[derive(Debug)]
pub(super) struct Target<'a> {
    pub(super) into: &'a str,
    /// How many columns these are.
    pub(super) width: usize,
}

/// More rows in one statement are slower on SQLite: it looks each `$1` up by its name.
const ROWS_A_STATEMENT: usize = 50;

impl Transaction {
    /// Writes the rows, each as wide as the target.
    pub(super) async fn insert(
        &mut self,
        target: &Target<'_>,
        rows: Vec<Vec<Value<'_>>>,
    ) -> Result<()> {
        match self {
            // The end of a `copy` travels in a packet of its own, which waits until the server has
            // acknowledged the one before: 40 ms, however few the rows.
            Self::Postgres(transaction) if rows.len() > ROWS_A_STATEMENT => {
                copy(transaction, target, rows).await
            }
            _ => self.insert_in_turns(target, "", rows).await,
        }
    }

    /// Writes those rows whose keys are not there yet.
    pub(super) async fn insert_new(
        &mut self,
        target: &Target<'_>,
        rows: Vec<Vec<Value<'_>>>,
    ) -> Result<()> {
        let tail = " on conflict do nothing";
        self.insert_in_turns(target, tail, rows).await
    }

    async fn insert_in_turns(
        &mut self,
        target: &Target<'_>,
        tail: &str,
        rows: Vec<Vec<Value<'_>>>,
    ) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let full: Arc<str> = statement(target, ROWS_A_STATEMENT, tail).into();
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let turn: Vec<_> = rows.by_ref().take(ROWS_A_STATEMENT).collect();
            let text = match turn.len() {
                ROWS_A_STATEMENT => Arc::clone(&full),
                fewer => statement(target, fewer, tail).into(),
            };
            let values = turn.into_iter().flatten().collect();
            self.rows(AssertSqlSafe(text), values).await?;
        }
        Ok(())
    }
}

/// `insert into t (a, b) values ($1, $2), ($3, $4)`: only placeholders are made here.
fn statement(target: &Target, rows: usize, tail: &str) -> String {
    let mut text = format!("insert into {} values ", target.into);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=target.width {
            let comma = if column == 1 { "" } else { ", " };
            // Writing to a String cannot fail.
            write!(text, "{comma}${}", row * target.width + column).ok();
        }
        text.push(')');
    }
    text.push_str(tail);
    text
}

/// Sends the rows in PostgreSQL's binary format, which escapes nothing:
/// <https://www.postgresql.org/docs/current/sql-copy.html>.
async fn copy(
    connection: &mut PgConnection,
    target: &Target<'_>,
    rows: Vec<Vec<Value<'_>>>,
) -> Result<()> {
    let mut bytes = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0".to_vec();
    for row in rows {
        bytes.extend(
            i16::try_from(row.len())
                .map_err(BoxDynError::from)?
                .to_be_bytes(),
        );
        for value in row {
            put(&mut bytes, value)?;
        }
    }
    bytes.extend((-1_i16).to_be_bytes());
    let text = format!("copy {} from stdin (format binary)", target.into);
    let mut stream = connection.copy_in_raw(&text).await?;
    stream.send(bytes).await?;
    stream.finish().await?;
    Ok(())
}

/// One field: its length in bytes, -1 for null, and its bytes.
fn put(bytes: &mut Vec<u8>, value: Value<'_>) -> Result<(), BoxDynError> {
    match value {
        Value::Integer(Some(number)) => put_bytes(bytes, &number.to_be_bytes()),
        Value::Real(Some(number)) => put_bytes(bytes, &number.to_be_bytes()),
        Value::Flag(Some(flag)) => put_bytes(bytes, &[u8::from(flag)]),
        Value::Text(Some(text)) => put_bytes(bytes, text.as_bytes()),
        Value::Bytes(Some(blob)) => put_bytes(bytes, &blob),
        Value::Integer(None)
        | Value::Real(None)
        | Value::Flag(None)
        | Value::Text(None)
        | Value::Bytes(None) => {
            bytes.extend((-1_i32).to_be_bytes());
            Ok(())
        }
    }
}

fn put_bytes(bytes: &mut Vec<u8>, field: &[u8]) -> Result<(), BoxDynError> {
    bytes.extend(i32::try_from(field.len())?.to_be_bytes());
    bytes.extend(field);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_a_statement_has_its_own_placeholders() {
        let target = Target {
            into: "t (a, b)",
            width: 2,
        };

        assert_eq!(
            statement(&target, 2, " on conflict do nothing"),
            "insert into t (a, b) values ($1, $2), ($3, $4) on conflict do nothing"
        );
    }

    #[test]
    fn a_field_is_its_length_and_its_bytes_and_null_has_none() {
        let mut bytes = Vec::new();

        put(&mut bytes, Value::Integer(Some(1))).unwrap();
        put(&mut bytes, Value::from("é")).unwrap();
        put(&mut bytes, Value::Real(None)).unwrap();

        let one = [0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1];
        let e_acute = [0, 0, 0, 2, 0xC3, 0xA9];
        let null = [0xFF; 4];
        assert_eq!(bytes, [&one[..], &e_acute, &null].concat());
    }
}
