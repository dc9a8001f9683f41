//! Records that people file for a settlement, each by one change, listed newest first.

use super::{Error, Result, Store, audit, database::Transaction, row::Row, value::Value};
use crate::domain::{AuditEvent, Filed, Territory};

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Code of the one settlement that is meant; all without.
    pub settlement: Option<&'a str>,
    /// Only what was filed before the change of this number; `u64::MAX` begins.
    pub before: u64,
    /// How many at most.
    pub limit: u32,
}

impl<'a> Wanted<'a> {
    /// The values of `$1` territory, `$2` settlement or blank, `$3` before, `$4` limit.
    pub(super) fn values(&self, territory: &'a Territory) -> Vec<Value<'a>> {
        vec![
            territory.as_str().into(),
            self.settlement.unwrap_or_default().into(),
            self.before.into(),
            self.limit.into(),
        ]
    }
}

impl Store {
    /// Writes the event and what it is about, together; `row` is given the number of the change.
    pub(super) async fn file<'a>(
        &self,
        (territory, event): (&'a Territory, &AuditEvent),
        sql: &'static str,
        row: impl FnOnce(Value<'a>) -> Result<Vec<Value<'a>>>,
    ) -> Result<u64> {
        let mut transaction: Transaction = self.database.begin().await?;
        let number = audit::append(&mut transaction, territory, event).await?;
        transaction.rows(sql, row(number.into())?).await?;
        transaction.commit().await?;
        Ok(number)
    }

    /// Writes records, each with an event of its own, all together or not at all.
    pub(super) async fn file_all<'a, T>(
        &self,
        (territory, all): (&'a Territory, &'a [(T, AuditEvent)]),
        sql: &'static str,
        row: impl Fn(&'a T, Value<'a>) -> Result<Vec<Value<'a>>>,
    ) -> Result<()> {
        let mut transaction: Transaction = self.database.begin().await?;
        for (record, event) in all {
            let number = audit::append(&mut transaction, territory, event).await?;
            let values = row(record, number.into())?;
            transaction.rows(sql, values).await?;
        }
        transaction.commit().await
    }

    /// The records of a question, in its order.
    pub(super) async fn filed<T>(
        &self,
        sql: &'static str,
        values: Vec<Value<'_>>,
        read: fn(&Row) -> Result<T>,
    ) -> Result<Vec<Filed<T>>> {
        let rows = self.database.rows(sql, values).await?;
        let filed = |row: &Row| {
            Ok(Filed {
                number: row.count("number")?,
                settlement: row.get("settlement_code")?,
                record: read(row)?,
            })
        };
        rows.iter().map(filed).collect()
    }
}

/// A day that is never null.
pub(super) fn due_day(row: &Row, column: &'static str) -> Result<time::Date> {
    row.day(column)?.ok_or(Error::Damaged {
        column,
        source: None,
    })
}
