//! Weights files: appended, the last one in force.

use super::{Result, Store, audit, row::Row, value::Value};
use crate::domain::{AuditEvent, Territory, WeightsVersion};

const NEWEST_FIRST: &str = "
    select version, sha256, content, note, actor, at
    from weights where territory = $1 order by version desc limit $2";

const NEWEST: &str = "
    select sha256 from weights where territory = $1 order by version desc limit 1";

const ADD: &str = "
    insert into weights (territory, version, change, sha256, content, note, actor, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

impl Store {
    /// SHA-256 of the weights in force; `None` while the territory has set none.
    pub async fn weights_in_force(&self, territory: &Territory) -> Result<Option<String>> {
        let key = vec![territory.as_str().into()];
        let rows = self.database.rows(NEWEST, key).await?;
        rows.first().map(|row| row.get("sha256")).transpose()
    }

    /// Up to `limit` versions of the weights, newest first.
    pub async fn weights_versions(
        &self,
        territory: &Territory,
        limit: u32,
    ) -> Result<Vec<WeightsVersion>> {
        let key = vec![territory.as_str().into(), limit.into()];
        let rows = self.database.rows(NEWEST_FIRST, key).await?;
        rows.iter().map(read).collect()
    }

    /// Puts weights in force; their version is the next one, whatever they say. Where it is told which weights
    /// they replace (`Some(None)`: the default), `None` when others are in force by now.
    pub async fn set_weights(
        &self,
        territory: &Territory,
        (new, upon): (WeightsVersion, Option<Option<String>>),
        event: &AuditEvent,
    ) -> Result<Option<WeightsVersion>> {
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, event).await?;
        let rows = transaction
            .rows(NEWEST, vec![territory.as_str().into()])
            .await?;
        let now: Option<String> = rows.first().map(|row| row.get("sha256")).transpose()?;
        if upon.is_some_and(|upon| upon != now) {
            return Ok(None);
        }
        let version = transaction.next(territory, "weights").await?;
        let values = vec![
            territory.as_str().into(),
            version.into(),
            change.into(),
            new.sha256.as_str().into(),
            new.text.as_str().into(),
            new.note.as_str().into(),
            new.actor.as_str().into(),
            Value::moment(new.at)?,
        ];
        transaction.rows(ADD, values).await?;
        transaction.commit().await?;
        Ok(Some(WeightsVersion {
            version: u32::try_from(version).unwrap_or(u32::MAX),
            ..new
        }))
    }
}

fn read(row: &Row) -> Result<WeightsVersion> {
    Ok(WeightsVersion {
        version: row.count("version")?,
        sha256: row.get("sha256")?,
        text: row.get("content")?,
        note: row.get("note")?,
        actor: row.get("actor")?,
        at: row.moment("at")?,
    })
}
