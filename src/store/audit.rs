//! The record of changes: each has the next number of its territory, in the order of commits.

use time::OffsetDateTime;

use super::{Result, Store, chain, database::Transaction, row::Row, value::Value};
use crate::domain::{AuditEvent, Territory};

/// The row stays locked until the transaction ends: numbers have no gaps, and nobody who follows
/// them can miss one that is committed late.
const NEXT: &str = "
    insert into counter (territory, name, last) values ($1, $2, 1)
    on conflict (territory, name) do update set last = counter.last + 1
    returning last";

const HOLD: &str = "
    insert into counter (territory, name, last) values ($1, $2, 0)
    on conflict (territory, name) do update set last = counter.last
    returning last";

const ADD: &str = "
    insert into audit_event (territory, seq, at, actor, action, subject, detail)
    values ($1, $2, $3, $4, $5, $6, $7)";

const AFTER: &str = "
    select seq, at, actor, action, subject, detail
    from audit_event
    where territory = $1 and seq > $2
    order by seq limit $3";

/// Chosen ones; a blank word chooses all, a blank moment bounds nothing.
macro_rules! chosen {
    ($from:literal, $order:literal) => {
        concat!(
            "select seq, at, actor, action, subject, detail from audit_event
    where territory = $1 and seq ",
            $from,
            " $2 and ($3 = '' or actor = $3) and ($4 = '' or action = $4)
      and ($5 = '' or subject = $5 or subject like $6 escape '!')
      and at >= $7 and ($8 = '' or at < $8)
    order by seq ",
            $order,
            " limit $9"
        )
    };
}

const CHOSEN_AFTER: &str = chosen!(">", "");
const CHOSEN_BEFORE: &str = chosen!("<", "desc");

const ACTIONS: &str = "
    select seq, action from audit_event
    where territory = $1 and seq > $2
    order by seq limit $3";

const LAST: &str = "
    select cast(coalesce(max(seq), 0) as bigint) as last from audit_event where territory = $1";

const LAST_BEFORE: &str = "
    select cast(coalesce(max(seq), 0) as bigint) as last from audit_event
    where territory = $1 and at < $2";

impl Store {
    /// The number of the last change before a moment, 0 where there was none.
    pub async fn last_change_before(
        &self,
        territory: &Territory,
        moment: OffsetDateTime,
    ) -> Result<u64> {
        let key = vec![territory.as_str().into(), Value::moment(moment)?];
        let rows = self.database.rows(LAST_BEFORE, key).await?;
        rows.first().map_or(Ok(0), |row| row.count("last"))
    }

    /// The number of the last change, 0 before the first: who remembers it can tell whether
    /// anything has changed since.
    pub async fn last_change(&self, territory: &Territory) -> Result<u64> {
        let rows = self
            .database
            .rows(LAST, vec![territory.as_str().into()])
            .await?;
        rows.first().map_or(Ok(0), |row| row.count("last"))
    }

    /// What was done by up to `limit` changes after the number `after_seq`, with their numbers,
    /// oldest first.
    pub async fn actions_after(
        &self,
        territory: &Territory,
        after_seq: u64,
        limit: u32,
    ) -> Result<Vec<(u64, String)>> {
        let key = vec![territory.as_str().into(), after_seq.into(), limit.into()];
        let rows = self.database.rows(ACTIONS, key).await?;
        let told = |row: &Row| Ok((row.count("seq")?, row.get("action")?));
        rows.iter().map(told).collect()
    }

    /// Up to `limit` events with their numbers, oldest first, after the number `after_seq`;
    /// 0 begins. Each change has the next number, so that other processes can follow.
    pub async fn audit_events(
        &self,
        territory: &Territory,
        after_seq: u64,
        limit: u32,
    ) -> Result<Vec<(u64, AuditEvent)>> {
        let key = vec![territory.as_str().into(), after_seq.into(), limit.into()];
        let rows = self.database.rows(AFTER, key).await?;
        rows.iter().map(read).collect()
    }
}

/// Which changes are looked for; what is blank or `None` looks for any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangesAsked {
    /// Whose.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// To what, or to what below it: `settlement/S01`, or `settlement`.
    pub subject: String,
    /// From this moment on.
    pub since: Option<OffsetDateTime>,
    /// Before this moment.
    pub until: Option<OffsetDateTime>,
}

/// Where a list of changes goes on, and in which direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// Newer ones, after a number; 0 begins.
    Newer(u64),
    /// Older ones, before a number; `None` begins with the last.
    Older(Option<u64>),
}

impl Store {
    /// Up to `limit` changes that are looked for, with their numbers.
    pub async fn changes_chosen(
        &self,
        territory: &Territory,
        asked: &ChangesAsked,
        (towards, limit): (Towards, u32),
    ) -> Result<Vec<(u64, AuditEvent)>> {
        let (sql, from) = match towards {
            Towards::Newer(after) => (CHOSEN_AFTER, after),
            Towards::Older(before) => (CHOSEN_BEFORE, before.unwrap_or(i64::MAX.unsigned_abs())),
        };
        let moment = |at: Option<OffsetDateTime>| match at {
            Some(at) => Value::moment(at),
            None => Ok("".into()),
        };
        let below = format!("{}/%", literally(&asked.subject));
        let values = vec![
            territory.as_str().into(),
            from.into(),
            asked.actor.as_str().into(),
            asked.action.as_str().into(),
            asked.subject.as_str().into(),
            below.into(),
            moment(asked.since)?,
            moment(asked.until)?,
            limit.into(),
        ];
        let rows = self.database.rows(sql, values).await?;
        rows.iter().map(read).collect()
    }
}

/// A text as a pattern that means just that text.
fn literally(text: &str) -> String {
    text.replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_")
}

impl Store {
    /// Appends an event that changed no record: that something was asked for.
    pub async fn append_event(&self, territory: &Territory, event: &AuditEvent) -> Result<u64> {
        let mut transaction = self.database.begin().await?;
        let number = append(&mut transaction, territory, event).await?;
        transaction.commit().await?;
        Ok(number)
    }
}

/// Appends the event and returns its number.
pub(super) async fn append(
    transaction: &mut Transaction,
    territory: &Territory,
    event: &AuditEvent,
) -> Result<u64> {
    let seq = transaction.next(territory, "change").await?;
    let texts = chain::texts_of(event)?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut values = vec![territory.as_str().into(), seq.into()];
    values.extend(texts.iter().map(|&text| Value::from(text)));
    transaction.rows(ADD, values).await?;
    chain::chain(transaction, territory, (seq, &texts)).await?;
    Ok(seq)
}

impl Transaction {
    /// The next number of a counter, 1 at first; others who ask for one wait until we end.
    pub(super) async fn next(&mut self, territory: &Territory, name: &str) -> Result<u64> {
        let key = vec![territory.as_str().into(), name.into()];
        let rows = self.rows(NEXT, key).await?;
        rows.first().map_or(Ok(0), |row| row.count("last"))
    }

    /// Waits until nobody else is about to take the next number of a counter, and lets nobody do so
    /// before we end.
    pub(super) async fn hold(&mut self, territory: &Territory, name: &str) -> Result<()> {
        let key = vec![territory.as_str().into(), name.into()];
        self.rows(HOLD, key).await.map(|_| ())
    }
}

fn read(row: &Row) -> Result<(u64, AuditEvent)> {
    let event = AuditEvent {
        at: row.moment("at")?,
        actor: row.get("actor")?,
        action: row.get("action")?,
        subject: row.get("subject")?,
        detail: row.json("detail")?,
    };
    Ok((row.count("seq")?, event))
}
