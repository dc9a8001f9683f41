//! The digests that chain the record of changes, and who has read what, chained alike.

use super::{Result, Store, database::Transaction, row::Row, value::Value};
use crate::domain::{
    ChainFault, ChainLink, ChainProof, Code, Reading, Territory, chain_digest, chain_faults,
};

/// Links read at a time.
const PAGE: u32 = 5_000;
/// Faults told at most.
const MOST_FAULTS: usize = 1_000;

const ADD: &str = "insert into audit_chain (territory, seq, digest) values ($1, $2, $3)";

const DIGEST: &str = "select digest from audit_chain where territory = $1 and seq = $2";

/// The first event that is not chained, by territory.
const UNCHAINED: &str = "
    select event.territory, min(event.seq) as seq from audit_event as event
    left join audit_chain as chain
        on chain.territory = event.territory and chain.seq = event.seq
    where chain.seq is null group by event.territory order by event.territory";

const LINKS: &str = "
    select event.seq, event.at, event.actor, event.action, event.subject, event.detail,
        chain.digest
    from audit_event as event
    left join audit_chain as chain
        on chain.territory = event.territory and chain.seq = event.seq
    where event.territory = $1 and event.seq > $2
    order by event.seq limit $3";

const READINGS: &str = "
    select seq, at, actor, resource, subject, purpose, digest
    from reading where territory = $1 and seq > $2 order by seq limit $3";

const NEWEST_READINGS: &str = "
    select seq, at, actor, resource, subject, purpose
    from reading where territory = $1 and seq < $2 order by seq desc limit $3";

const READINGS_ABOUT: &str = "
    select seq, at, actor, resource, subject, purpose
    from reading where territory = $1 and (subject = $2 or subject like $3)
    order by seq desc limit $4";

const ADD_READING: &str = "
    insert into reading (territory, seq, at, actor, resource, subject, purpose, digest)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

const READING_DIGEST: &str = "select digest from reading where territory = $1 and seq = $2";

const CUT_DIGEST: &str = "select digest from chain_cut where territory = $1 and seq = $2";

const LAST_GIVEN: &str = "select last from counter where territory = $1 and name = $2";

/// Which chain is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// The record of changes.
    Changes,
    /// Who has read what.
    Readings,
}

impl Chain {
    fn links(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Changes => (LINKS, &["at", "actor", "action", "subject", "detail"]),
            Self::Readings => (READINGS, &["at", "actor", "resource", "subject", "purpose"]),
        }
    }

    fn counter(self) -> &'static str {
        match self {
            Self::Changes => "change",
            Self::Readings => "reading",
        }
    }
}

impl Store {
    /// Chains the events that a version before this one has written.
    pub(super) async fn chain_what_is_not(&self) -> Result<()> {
        let rows = self.database.rows(UNCHAINED, Vec::new()).await?;
        for row in &rows {
            let territory: String = row.get("territory")?;
            let territory = Territory::try_from(territory);
            let territory = territory.map_err(super::row::damaged("territory"))?;
            let mut transaction = self.database.begin().await?;
            catch_up(&mut transaction, &territory, row.count("seq")?).await?;
            transaction.commit().await?;
        }
        Ok(())
    }

    /// Goes through a chain from its first record, or from the one after the number and digest of
    /// `after`, over `most` records at most.
    pub async fn prove(
        &self,
        territory: &Territory,
        chain: Chain,
        (after, most): (Option<(u64, String)>, u64),
    ) -> Result<ChainProof> {
        let is_whole = most == u64::MAX;
        let mut proof = ChainProof::default();
        let cut = match chain {
            Chain::Readings => self.cut(territory).await?,
            Chain::Changes => None,
        };
        let begin = after.or_else(|| cut.map(|cut| (cut.seq, cut.digest)));
        let (mut seq, mut digest) = begin.unwrap_or_default();
        loop {
            let wanted = most.saturating_sub(proof.records).min(PAGE.into());
            let links = self.links(territory, chain, (seq, wanted)).await?;
            let Some(last) = links.last() else { break };
            let faults = chain_faults((seq, &digest), &links);
            let room = MOST_FAULTS.saturating_sub(proof.faults.len());
            proof.faults.extend(faults.into_iter().take(room));
            proof.records += u64::try_from(links.len()).unwrap_or(u64::MAX);
            (seq, digest) = (last.seq, last.digest.clone().unwrap_or_default());
        }
        let given = self.last_given(territory, chain).await?;
        if is_whole && given > seq {
            proof.faults.push(ChainFault::Missing(seq + 1, given));
        }
        proof.head = (seq > 0).then_some((seq, digest));
        Ok(proof)
    }

    async fn links(
        &self,
        territory: &Territory,
        chain: Chain,
        (after, limit): (u64, u64),
    ) -> Result<Vec<ChainLink>> {
        let (sql, columns) = chain.links();
        let key = vec![territory.as_str().into(), after.into(), limit.into()];
        let rows = self.database.rows(sql, key).await?;
        rows.iter().map(|row| link(row, columns)).collect()
    }

    /// The last number that was given out, also where its record is gone.
    async fn last_given(&self, territory: &Territory, chain: Chain) -> Result<u64> {
        let key = vec![territory.as_str().into(), chain.counter().into()];
        let rows = self.database.rows(LAST_GIVEN, key).await?;
        rows.first().map_or(Ok(0), |row| row.count("last"))
    }

    /// Writes down that somebody has read something.
    pub async fn add_reading(&self, territory: &Territory, reading: &Reading) -> Result<u64> {
        let mut transaction = self.database.begin().await?;
        let seq = transaction.next(territory, "reading").await?;
        let key = vec![territory.as_str().into(), seq.saturating_sub(1).into()];
        let before = transaction.rows(READING_DIGEST, key.clone()).await?;
        // The one before may have been erased, and is remembered then.
        let before = if before.is_empty() {
            transaction.rows(CUT_DIGEST, key).await?
        } else {
            before
        };
        let previous: String = before
            .first()
            .map_or(Ok(String::new()), |row| row.get("digest"))?;
        let plain = |text: &str| text.replace('\0', "");
        let texts = [
            Value::moment_text(reading.at)?,
            plain(&reading.actor),
            reading.resource.code().to_owned(),
            plain(&reading.subject),
            plain(&reading.purpose),
        ];
        let read: Vec<&str> = texts.iter().map(String::as_str).collect();
        let digest = chain_digest(&previous, seq, &read);
        let mut values = vec![territory.as_str().into(), seq.into()];
        values.extend(texts.iter().map(|text| Value::from(text.as_str())));
        values.push(digest.into());
        transaction.rows(ADD_READING, values).await?;
        transaction.commit().await?;
        Ok(seq)
    }

    /// Who has read what, newest first, before the number `before`.
    pub async fn readings(
        &self,
        territory: &Territory,
        before: u64,
        limit: u32,
    ) -> Result<Vec<(u64, Reading)>> {
        let key = vec![territory.as_str().into(), before.into(), limit.into()];
        let rows = self.database.rows(NEWEST_READINGS, key).await?;
        let told = |row: &Row| Ok((row.count("seq")?, reading(row)?));
        rows.iter().map(told).collect()
    }

    /// Looks at one thing and at what hangs on it, newest first: `subject` and `subject/…`.
    pub async fn readings_about(
        &self,
        territory: &Territory,
        (subject, limit): (&str, u32),
    ) -> Result<Vec<Reading>> {
        let within = format!("{subject}/");
        let key = vec![
            territory.as_str().into(),
            subject.into(),
            format!("{within}%").into(),
            limit.into(),
        ];
        let rows = self.database.rows(READINGS_ABOUT, key).await?;
        let found: Result<Vec<Reading>> = rows.iter().map(reading).collect();
        let mut found = found?;
        // `_` in a code stands for any letter in the question.
        found.retain(|one| one.subject == subject || one.subject.starts_with(&within));
        Ok(found)
    }
}

fn reading(row: &Row) -> Result<Reading> {
    Ok(Reading {
        at: row.moment("at")?,
        actor: row.get("actor")?,
        resource: row.word("resource")?,
        subject: row.get("subject")?,
        purpose: row.get("purpose")?,
    })
}

fn link(row: &Row, columns: &[&'static str]) -> Result<ChainLink> {
    Ok(ChainLink {
        seq: row.count("seq")?,
        texts: columns
            .iter()
            .map(|&column| row.get(column))
            .collect::<Result<_>>()?,
        digest: row.get("digest")?,
    })
}

/// Chains the event of a number to the one before it; `texts` are what is stored of it.
pub(super) async fn chain(
    transaction: &mut Transaction,
    territory: &Territory,
    (seq, texts): (u64, &[&str]),
) -> Result<()> {
    let previous = match digest_of(transaction, territory, seq - 1).await? {
        Some(digest) => digest,
        // A server of an older version was still writing when the database was brought up to date.
        None => catch_up(transaction, territory, 1).await?,
    };
    add(
        transaction,
        territory,
        (seq, &chain_digest(&previous, seq, texts)),
    )
    .await
}

/// The digest of an event; blank before the first one, none where it was never chained.
async fn digest_of(
    transaction: &mut Transaction,
    territory: &Territory,
    seq: u64,
) -> Result<Option<String>> {
    if seq == 0 {
        return Ok(Some(String::new()));
    }
    let key = vec![territory.as_str().into(), seq.into()];
    let rows = transaction.rows(DIGEST, key).await?;
    rows.first().map(|row| row.get("digest")).transpose()
}

/// Chains whatever is not chained from a number on, and tells the last digest.
async fn catch_up(
    transaction: &mut Transaction,
    territory: &Territory,
    from: u64,
) -> Result<String> {
    let (sql, columns) = Chain::Changes.links();
    let mut last = from.saturating_sub(1);
    let mut previous = digest_of(transaction, territory, last)
        .await?
        .unwrap_or_default();
    loop {
        let key = vec![territory.as_str().into(), last.into(), PAGE.into()];
        let rows = transaction.rows(sql, key).await?;
        if rows.is_empty() {
            return Ok(previous);
        }
        for row in &rows {
            let link = link(row, columns)?;
            last = link.seq;
            if let Some(digest) = link.digest {
                previous = digest;
                continue;
            }
            let texts: Vec<&str> = link.texts.iter().map(String::as_str).collect();
            previous = chain_digest(&previous, last, &texts);
            add(transaction, territory, (last, &previous)).await?;
        }
    }
}

async fn add(
    transaction: &mut Transaction,
    territory: &Territory,
    (seq, digest): (u64, &str),
) -> Result<()> {
    let values = vec![territory.as_str().into(), seq.into(), digest.into()];
    transaction.rows(ADD, values).await?;
    Ok(())
}

/// What is stored of an event, in the order of the chain.
pub(super) fn texts_of(event: &crate::domain::AuditEvent) -> Result<[String; 5]> {
    let plain = |text: &str| text.replace('\0', "");
    let detail = serde_json::to_string(&event.detail).map_err(super::row::damaged("detail"))?;
    Ok([
        Value::moment_text(event.at)?,
        plain(&event.actor),
        plain(&event.action),
        plain(&event.subject),
        detail,
    ])
}
