//! Addresses that are told of changes, how far they have been told, and what became of each telling.
//!
//! Of several servers one at a time tells an address: it takes a lease, which ends by itself.

use time::OffsetDateTime;
use uuid::Uuid;

use super::{Error, Result, Store, audit, row::Row, value::Value};
use crate::domain::{AuditEvent, Code, EventKind, Territory, Webhook, WebhookDelivery};

const ADD: &str = "
    insert into webhook (territory, id, change, url, events, is_active, secret_number, told, tries,
        next_at, is_stopped, lease, lease_until, created_at, created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', $10, $12, $13)";

const ALL: &str = "
    select id, url, events, is_active, secret_number, told, tries, next_at, is_stopped,
           created_at, created_by
    from webhook where territory = $1 order by created_at, id limit $2";

const ONE: &str = "
    select id, url, events, is_active, secret_number, told, tries, next_at, is_stopped,
           created_at, created_by
    from webhook where territory = $1 and id = $2";

const CHANGE: &str = "
    update webhook set change = $3, url = $4, events = $5, is_active = $6, secret_number = $7,
        told = $8, tries = $9, next_at = $10, is_stopped = $11, lease = ''
    where territory = $1 and id = $2 returning id";

const REMOVE: &str = "delete from webhook where territory = $1 and id = $2 returning id";

const TAKE: &str = "
    update webhook set lease = $3, lease_until = $4
    where territory = $1 and id = $2 and is_active = $6 and is_stopped = $7
      and next_at <= $5 and lease_until <= $5
    returning id, url, events, is_active, secret_number, told, tries, next_at, is_stopped,
              created_at, created_by";

const TOLD: &str = "
    update webhook set told = $4, tries = $5, next_at = $6, is_stopped = $7
    where territory = $1 and id = $2 and lease = $3 returning id";

const LEAVE: &str = "
    update webhook set lease = '', lease_until = $4
    where territory = $1 and id = $2 and lease = $3 returning id";

const NOTE: &str = "
    insert into webhook_delivery (territory, webhook, change, event, state, tries, at, answer)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (territory, webhook, change) do update set
        state = excluded.state, tries = excluded.tries, at = excluded.at,
        answer = excluded.answer";

/// The latest trial stays.
const FORGET: &str = "
    delete from webhook_delivery
    where territory = $1 and webhook = $2 and change > 0 and change not in (
        select change from webhook_delivery where territory = $1 and webhook = $2
        order by change desc limit $3)";

const DELIVERIES: &str = "
    select change, event, state, tries, at, answer from webhook_delivery
    where territory = $1 and webhook = $2 order by at desc, change desc limit $3";

/// Deliveries kept of one address.
const KEPT: u32 = 1_000;
/// Addresses listed at most.
const LISTED: u32 = 500;

impl Store {
    /// Adds an address with its event; it is told of what changes after it.
    pub async fn add_webhook(
        &self,
        territory: &Territory,
        webhook: &mut Webhook,
        event: &AuditEvent,
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, event).await?;
        webhook.told = change;
        let mut values = standing(territory, (change, webhook))?;
        values.push(Value::moment(webhook.created_at)?);
        values.push(webhook.created_by.as_str().into());
        transaction.rows(ADD, values).await?;
        transaction.commit().await
    }

    /// Every address, oldest first.
    pub async fn webhooks(&self, territory: &Territory) -> Result<Vec<Webhook>> {
        let key = vec![territory.as_str().into(), LISTED.into()];
        let rows = self.database.rows(ALL, key).await?;
        rows.iter().map(read).collect()
    }

    /// The address of an id.
    pub async fn webhook(&self, territory: &Territory, id: Uuid) -> Result<Option<Webhook>> {
        let key = vec![territory.as_str().into(), id.into()];
        let rows = self.database.rows(ONE, key).await?;
        rows.first().map(read).transpose()
    }

    /// Puts an address as it is to stand, with its event; whoever is telling it loses the lease. What was
    /// passed over is noted.
    pub async fn change_webhook(
        &self,
        territory: &Territory,
        (webhook, passed): (&Webhook, Option<&WebhookDelivery>),
        event: &AuditEvent,
    ) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, event).await?;
        let values = standing(territory, (change, webhook))?;
        if transaction.rows(CHANGE, values).await?.is_empty() {
            return Ok(false);
        }
        if let Some(passed) = passed {
            transaction
                .rows(NOTE, note(territory, webhook.id, passed)?)
                .await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Removes an address with all that was noted of it; tells whether there was one.
    pub async fn remove_webhook(
        &self,
        territory: &Territory,
        id: Uuid,
        event: &AuditEvent,
    ) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        let key = vec![territory.as_str().into(), id.into()];
        let was_there = !transaction.rows(REMOVE, key).await?.is_empty();
        if was_there {
            transaction.commit().await?;
        }
        Ok(was_there)
    }

    /// Takes the lease of an address that is due and that nobody is telling; `None` where it is not.
    pub async fn lease_webhook(
        &self,
        territory: &Territory,
        (id, lease): (Uuid, Uuid),
        (now, until): (OffsetDateTime, OffsetDateTime),
    ) -> Result<Option<Webhook>> {
        let mut transaction = self.database.begin().await?;
        let values = vec![
            territory.as_str().into(),
            id.into(),
            lease.into(),
            Value::moment(until)?,
            Value::moment(now)?,
            Value::Flag(Some(true)),
            Value::Flag(Some(false)),
        ];
        let rows = transaction.rows(TAKE, values).await?;
        let taken = rows.first().map(read).transpose()?;
        transaction.commit().await?;
        Ok(taken)
    }

    /// Writes down what became of telling a change; `false` where the lease is somebody else's by now.
    pub async fn note_webhook(
        &self,
        territory: &Territory,
        (webhook, lease): (&Webhook, Uuid),
        delivery: Option<&WebhookDelivery>,
    ) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        let values = vec![
            territory.as_str().into(),
            webhook.id.into(),
            lease.into(),
            webhook.told.into(),
            webhook.tries.into(),
            Value::moment(webhook.next_at)?,
            Value::Flag(Some(webhook.is_stopped)),
        ];
        if transaction.rows(TOLD, values).await?.is_empty() {
            return Ok(false);
        }
        if let Some(delivery) = delivery {
            transaction
                .rows(NOTE, note(territory, webhook.id, delivery)?)
                .await?;
            let key = vec![territory.as_str().into(), webhook.id.into(), KEPT.into()];
            transaction.rows(FORGET, key).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Gives a lease back.
    pub async fn leave_webhook(
        &self,
        territory: &Territory,
        (id, lease): (Uuid, Uuid),
        now: OffsetDateTime,
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        let values = vec![
            territory.as_str().into(),
            id.into(),
            lease.into(),
            Value::moment(now)?,
        ];
        transaction.rows(LEAVE, values).await?;
        transaction.commit().await
    }

    /// Notes what became of a trial, in the place of the one before; nothing where the address is gone.
    pub async fn note_trial(
        &self,
        territory: &Territory,
        (id, trial): (Uuid, &WebhookDelivery),
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        let key = vec![territory.as_str().into(), id.into()];
        if transaction.rows(ONE, key).await?.is_empty() {
            return Ok(());
        }
        let noted = note(territory, id, trial)?;
        transaction.rows(NOTE, noted).await?;
        transaction.commit().await
    }

    /// What became of telling an address, the latest first.
    pub async fn webhook_deliveries(
        &self,
        territory: &Territory,
        (id, limit): (Uuid, u32),
    ) -> Result<Vec<WebhookDelivery>> {
        let key = vec![territory.as_str().into(), id.into(), limit.into()];
        let rows = self.database.rows(DELIVERIES, key).await?;
        rows.iter().map(read_delivery).collect()
    }
}

/// An address as it stands, in the order of the columns.
fn standing<'a>(
    territory: &'a Territory,
    (change, webhook): (u64, &'a Webhook),
) -> Result<Vec<Value<'a>>> {
    Ok(vec![
        territory.as_str().into(),
        webhook.id.into(),
        change.into(),
        webhook.url.as_str().into(),
        Value::json(&webhook.events)?,
        Value::Flag(Some(webhook.is_active)),
        webhook.secret_number.into(),
        webhook.told.into(),
        webhook.tries.into(),
        Value::moment(webhook.next_at)?,
        Value::Flag(Some(webhook.is_stopped)),
    ])
}

fn note<'a>(
    territory: &'a Territory,
    webhook: Uuid,
    delivery: &'a WebhookDelivery,
) -> Result<Vec<Value<'a>>> {
    Ok(vec![
        territory.as_str().into(),
        webhook.into(),
        delivery.change.into(),
        delivery.event.map_or("", EventKind::code).into(),
        delivery.state.code().into(),
        delivery.tries.into(),
        Value::moment(delivery.at)?,
        delivery.answer.as_str().into(),
    ])
}

fn read(row: &Row) -> Result<Webhook> {
    Ok(Webhook {
        id: row.id("id")?,
        url: row.get("url")?,
        events: row.json("events")?,
        is_active: row.get("is_active")?,
        secret_number: row.count("secret_number")?,
        told: row.count("told")?,
        tries: row.count("tries")?,
        next_at: row.moment("next_at")?,
        is_stopped: row.get("is_stopped")?,
        created_at: row.moment("created_at")?,
        created_by: row.get("created_by")?,
    })
}

fn read_delivery(row: &Row) -> Result<WebhookDelivery> {
    let event: String = row.get("event")?;
    let damaged = || Error::Damaged {
        column: "event",
        source: None,
    };
    Ok(WebhookDelivery {
        change: row.count("change")?,
        event: match event.as_str() {
            "" => None,
            code => Some(EventKind::from_code(code).ok_or_else(damaged)?),
        },
        state: row.word("state")?,
        tries: row.count("tries")?,
        at: row.moment("at")?,
        answer: row.get("answer")?,
    })
}
