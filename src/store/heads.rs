//! The signed heads of the record of changes and of readings, one a day.

use super::{Desk, Result, Store, row::Row, value::Value};
use crate::domain::{AuditHead, Territory};

const CHANGE: &str = "select digest from audit_chain where territory = $1 and seq = $2";

const READING: &str = "select digest from reading where territory = $1 and seq = $2";

const LAST_READING: &str = "
    select seq, digest from reading where territory = $1 order by seq desc limit 1";

const KEEP: &str = "
    insert into audit_head (territory, day, change, digest, reading, reading_digest, public_key, signature)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

const AFTER: &str = "
    select day, change, digest, reading, reading_digest, public_key, signature
    from audit_head where territory = $1 and day > $2 order by day limit $3";

const CUT: &str = "
    select seq, digest, change from chain_cut where territory = $1 order by seq desc limit 1";

/// From where the chain of readings begins, since older ones were erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainCut {
    /// Number of the last reading that was erased.
    pub seq: u64,
    /// Its digest.
    pub digest: String,
    /// Number of the change that tells of it.
    pub change: u64,
}

impl Store {
    /// Heads after a day, oldest first; blank begins.
    pub async fn heads(
        &self,
        territory: &Territory,
        (after, limit): (&str, u32),
    ) -> Result<Vec<AuditHead>> {
        let key = vec![territory.as_str().into(), after.into(), limit.into()];
        let rows = self.database.rows(AFTER, key).await?;
        rows.iter().map(read).collect()
    }

    /// The digests that the chains have at the numbers of a head; none where the record is gone.
    pub async fn digests_at(
        &self,
        territory: &Territory,
        (change, reading): (u64, u64),
    ) -> Result<(Option<String>, Option<String>)> {
        let digest = async |sql, seq: u64| -> Result<Option<String>> {
            let key = vec![territory.as_str().into(), seq.into()];
            let rows = self.database.rows(sql, key).await?;
            rows.first().map(|row| row.get("digest")).transpose()
        };
        Ok((
            digest(CHANGE, change).await?,
            digest(READING, reading).await?,
        ))
    }

    /// From where the chain of readings begins; `None` where none was erased.
    pub async fn cut(&self, territory: &Territory) -> Result<Option<ChainCut>> {
        let key = vec![territory.as_str().into()];
        let rows = self.database.rows(CUT, key).await?;
        rows.first().map(cut).transpose()
    }
}

impl Desk {
    /// Number and digest of the last record of both chains, that of the desk included.
    pub async fn ends_of_chains(&mut self) -> Result<((u64, String), (u64, String))> {
        let change = self.change();
        let (transaction, territory) = self.parts();
        let key = vec![territory.as_str().into(), change.into()];
        let rows = transaction.rows(CHANGE, key).await?;
        let digest = rows
            .first()
            .map_or(Ok(String::new()), |row| row.get("digest"))?;
        let key = vec![territory.as_str().into()];
        let rows = transaction.rows(LAST_READING, key.clone()).await?;
        let last = if let Some(row) = rows.first() {
            Some((row.count("seq")?, row.get("digest")?))
        } else {
            let rows = transaction.rows(CUT, key).await?;
            let cut = rows.first().map(cut).transpose()?;
            cut.map(|cut| (cut.seq, cut.digest))
        };
        Ok(((change, digest), last.unwrap_or_default()))
    }

    /// Keeps the head of a day.
    pub async fn keep_head(&mut self, head: &AuditHead) -> Result<()> {
        let (transaction, territory) = self.parts();
        let values = vec![
            territory.as_str().into(),
            Value::day(Some(head.day))?,
            head.changes.0.into(),
            head.changes.1.as_str().into(),
            head.readings.0.into(),
            head.readings.1.as_str().into(),
            head.public_key.as_str().into(),
            head.signature.as_str().into(),
        ];
        transaction.rows(KEEP, values).await?;
        Ok(())
    }
}

fn read(row: &Row) -> Result<AuditHead> {
    Ok(AuditHead {
        day: super::filed::due_day(row, "day")?,
        changes: (row.count("change")?, row.get("digest")?),
        readings: (row.count("reading")?, row.get("reading_digest")?),
        public_key: row.get("public_key")?,
        signature: row.get("signature")?,
    })
}

fn cut(row: &Row) -> Result<ChainCut> {
    Ok(ChainCut {
        seq: row.count("seq")?,
        digest: row.get("digest")?,
        change: row.count("change")?,
    })
}
