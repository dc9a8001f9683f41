//! Works orders and their ends: appended, never changed.

use super::{Error, Result, Store, Wanted, filed::due_day, row::Row, value::Value};
use crate::domain::{AuditEvent, Code, Filed, SettlementId, Territory, WorksEnding, WorksOrder};

const ADD: &str = "
    insert into works_order (territory, change, id, settlement, kind, requested_on, due_on, team,
        cost_cents, note, author, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

const END: &str = "
    insert into works_ending (territory, change, works, how, ended_on, note, answers, author, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// A question for works orders with their ends.
macro_rules! orders_where {
    ($rest:literal) => {
        concat!(
            "
    select works.change as number, identity.code as settlement_code, works.id, works.settlement,
           works.kind, works.requested_on, works.due_on, works.team, works.cost_cents, works.note,
           works.author, works.at, ending.how, ending.ended_on, ending.note as ending_note,
           ending.answers, ending.author as ending_author, ending.at as ending_at
    from works_order as works
    join settlement_identity as identity
      on identity.territory = works.territory and identity.id = works.settlement
    left join works_ending as ending
      on ending.territory = works.territory and ending.works = works.id
    where works.territory = $1 and ",
            $rest
        )
    };
}

const PAGE: &str = orders_where!(
    "($2 = '' or identity.code = $2) and works.change < $3
    order by works.change desc limit $4"
);

const OPEN: &str = orders_where!(
    "($2 = '' or identity.code = $2) and works.change < $3 and ending.works is null
    order by works.change desc limit $4"
);

const ONE: &str = orders_where!("works.change = $2 order by works.change limit 1");

impl Store {
    /// Appends a works order and returns the number that people name it by.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the settlement was never imported.
    pub async fn add_works_order(
        &self,
        territory: &Territory,
        order: &WorksOrder,
        event: &AuditEvent,
    ) -> Result<u64> {
        let row = |number| row(territory, order, number);
        self.file((territory, event), ADD, row).await
    }

    /// Appends works orders, all or none.
    pub async fn add_works_orders(
        &self,
        territory: &Territory,
        all: &[(WorksOrder, AuditEvent)],
    ) -> Result<()> {
        let row = |order, number| row(territory, order, number);
        self.file_all((territory, all), ADD, row).await
    }

    /// Ends a works order.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it has ended before.
    pub async fn end_works_order(
        &self,
        territory: &Territory,
        (order, ending): (&WorksOrder, &WorksEnding),
        event: &AuditEvent,
    ) -> Result<u64> {
        let row = |number| end_row(territory, (order, ending), number);
        self.file((territory, event), END, row).await
    }

    /// Ends works orders, all or none.
    ///
    /// # Errors
    /// [`Error::Conflict`] when one of them has ended before.
    pub async fn end_works_orders<'a>(
        &self,
        territory: &'a Territory,
        all: &'a [((WorksOrder, WorksEnding), AuditEvent)],
    ) -> Result<()> {
        let row = |(order, ending): &'a (WorksOrder, WorksEnding), number: Value<'a>| {
            end_row(territory, (order, ending), number)
        };
        self.file_all((territory, all), END, row).await
    }

    /// Works orders, newest first.
    pub async fn works_orders(
        &self,
        territory: &Territory,
        wanted: Wanted<'_>,
    ) -> Result<Vec<Filed<WorksOrder>>> {
        self.filed(PAGE, wanted.values(territory), read).await
    }

    /// Works orders that have not ended, newest first.
    pub async fn open_works_orders(
        &self,
        territory: &Territory,
        wanted: Wanted<'_>,
    ) -> Result<Vec<Filed<WorksOrder>>> {
        self.filed(OPEN, wanted.values(territory), read).await
    }

    /// The works order of a number, if there is one.
    pub async fn works_order(
        &self,
        territory: &Territory,
        number: u64,
    ) -> Result<Option<Filed<WorksOrder>>> {
        let key = vec![territory.as_str().into(), number.into()];
        Ok(self.filed(ONE, key, read).await?.pop())
    }
}

fn row<'a>(
    territory: &'a Territory,
    order: &'a WorksOrder,
    number: Value<'a>,
) -> Result<Vec<Value<'a>>> {
    Ok(vec![
        territory.as_str().into(),
        number,
        order.id.into(),
        order.settlement.0.into(),
        order.kind.code().into(),
        Value::day(Some(order.requested_on))?,
        Value::day(order.due_on)?,
        order.team.as_deref().into(),
        Value::Integer(order.cost_cents.and_then(|cents| cents.try_into().ok())),
        order.note.as_deref().into(),
        order.by.as_str().into(),
        Value::moment(order.at)?,
    ])
}

fn end_row<'a>(
    territory: &'a Territory,
    (order, ending): (&'a WorksOrder, &'a WorksEnding),
    number: Value<'a>,
) -> Result<Vec<Value<'a>>> {
    Ok(vec![
        territory.as_str().into(),
        number,
        order.id.into(),
        ending.how.code().into(),
        Value::day(Some(ending.on))?,
        ending.note.as_deref().into(),
        Value::json(&ending.answers)?,
        ending.by.as_str().into(),
        Value::moment(ending.at)?,
    ])
}

fn read(row: &Row) -> Result<WorksOrder> {
    let cents: Option<i64> = row.get("cost_cents")?;
    let damaged = |_| Error::Damaged {
        column: "cost_cents",
        source: None,
    };
    Ok(WorksOrder {
        id: row.id("id")?,
        settlement: SettlementId(row.id("settlement")?),
        kind: row.word("kind")?,
        requested_on: due_day(row, "requested_on")?,
        due_on: row.day("due_on")?,
        team: row.get("team")?,
        cost_cents: cents.map(u64::try_from).transpose().map_err(damaged)?,
        note: row.get("note")?,
        by: row.get("author")?,
        at: row.moment("at")?,
        ending: ending(row)?,
    })
}

fn ending(row: &Row) -> Result<Option<WorksEnding>> {
    let Some(on) = row.day("ended_on")? else {
        return Ok(None);
    };
    Ok(Some(WorksEnding {
        how: row.word("how")?,
        on,
        note: row.get("ending_note")?,
        by: row.get("ending_author")?,
        at: row.moment("ending_at")?,
        answers: row.json("answers")?,
    }))
}
