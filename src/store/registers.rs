//! Registers of the work: entries as they stand, every revision they had, and what leads to what.
//!
//! Whoever changes an entry sits down at a [`Desk`]: one transaction that has its number among the
//! changes already, so that all others wait, and what is read there stands until it is left.

use uuid::Uuid;

use super::{
    Clash, Error, Result, Store, audit,
    bulk::Target,
    database::{Database, Transaction},
    row::Row,
    value::Value,
};
use crate::domain::{
    AuditEvent, Code, Deed, Register, RegisterEntry, RegisterRevision, SettlementId, Territory,
};

const PAGE: &str = "
    select id, register, code, state, revision, change, settlement, body, is_removed,
           created_at, created_by, changed_at, changed_by
    from register_entry
    where territory = $1 and register = $2 and code > $3 and is_removed = $4
      and ($5 = '' or settlement = $5)
      and ($6 = '' or state = $6)
      and ($7 = '' or exists (
          select 1 from register_link
          where register_link.territory = $1 and register_link.entry = register_entry.id
            and register_link.target = $7))
    order by code limit $8";

const BY_CODE: &str = "
    select id, register, code, state, revision, change, settlement, body, is_removed,
           created_at, created_by, changed_at, changed_by
    from register_entry where territory = $1 and register = $2 and code = $3";

const BY_ID: &str = "
    select id, register, code, state, revision, change, settlement, body, is_removed,
           created_at, created_by, changed_at, changed_by
    from register_entry where territory = $1 and id = $2";

const PUT: &str = "
    insert into register_entry (territory, id, register, code, state, revision, change,
        settlement, body, is_removed, created_at, created_by, changed_at, changed_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    on conflict (territory, id) do update set
        state = excluded.state, revision = excluded.revision, change = excluded.change,
        settlement = excluded.settlement, body = excluded.body,
        is_removed = excluded.is_removed, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by
    where register_entry.revision = excluded.revision - 1
    returning revision";

const UNLINK: &str = "delete from register_link where territory = $1 and entry = $2";

const LINKS: Target<'static> = Target {
    into: "register_link (territory, entry, field, target)",
    width: 4,
};

const REVISIONS: Target<'static> = Target {
    into: "register_revision (territory, entry, revision, change, deed, state, is_removed, body, \
           reason, overridden, at, actor)",
    width: 12,
};

const HISTORY: &str = "
    select revision, change, deed, state, is_removed, body, reason, overridden, at, actor
    from register_revision where territory = $1 and entry = $2
    order by revision desc limit $3";

const BEFORE: &str = "
    select revision, change, deed, state, is_removed, body, reason, overridden, at, actor
    from register_revision where territory = $1 and entry = $2 and change < $3
    order by revision desc limit 1";

const OF_CHANGE: &str = "
    select entry from register_revision where territory = $1 and change = $2
    order by entry, revision";

const CHANGED: &str = "
    select cast(coalesce(max(change), 0) as bigint) as last from register_entry
    where territory = $1 and register = $2";

const ANY_OF: &str = "
    select id from register_entry where territory = $1 and settlement = $2 limit 1";

const REQUEST: &str = "
    select digest, change, register, code from register_request
    where territory = $1 and actor = $2 and request_key = $3";

const REMEMBER: &str = "
    insert into register_request (territory, actor, request_key, digest, change, register, code)
    values ($1, $2, $3, $4, $5, $6, $7)";

/// Which entries of a register are wanted.
#[derive(Clone, Debug)]
pub struct EntriesAsked {
    /// Which register.
    pub register: Register,
    /// Only those of this settlement.
    pub settlement: Option<SettlementId>,
    /// Only those in this state.
    pub state: Option<String>,
    /// Only those that lead to this entry.
    pub target: Option<Uuid>,
    /// Only what comes after this code; blank begins.
    pub after: String,
    /// How many at most.
    pub limit: u32,
    /// Whether those are asked for that were taken out, and no others.
    pub are_removed: bool,
}

impl EntriesAsked {
    /// Entries of a register from the first, up to a limit.
    #[must_use]
    pub fn of(register: Register, limit: u32) -> Self {
        Self {
            register,
            settlement: None,
            state: None,
            target: None,
            after: String::new(),
            limit,
            are_removed: false,
        }
    }

    /// The same of those that were taken out, and of no others.
    #[must_use]
    pub fn taken_out(self) -> Self {
        Self {
            are_removed: true,
            ..self
        }
    }

    fn values<'a>(&'a self, territory: &'a Territory) -> Vec<Value<'a>> {
        let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        vec![
            territory.as_str().into(),
            self.register.code().into(),
            self.after.as_str().into(),
            Value::Flag(Some(self.are_removed)),
            id(self.settlement.map(|settlement| settlement.0)).into(),
            self.state.as_deref().unwrap_or_default().into(),
            id(self.target).into(),
            self.limit.into(),
        ]
    }
}

/// By what a request is known when it is sent again.
#[derive(Clone, Copy, Debug)]
pub struct RequestKey<'a> {
    /// Who sends it.
    pub actor: &'a str,
    /// The key that was sent with it.
    pub key: &'a str,
    /// A digest of what was asked.
    pub digest: &'a str,
}

/// One entry as it is to stand from now on, and how it came to.
#[derive(Clone, Debug)]
pub struct Written<'a> {
    /// The entry; its change is that of the desk.
    pub entry: &'a RegisterEntry,
    /// Which entries it leads to, by the names of the fields.
    pub links: Vec<(&'static str, Uuid)>,
    /// What was done.
    pub deed: Deed,
    /// Why, where a reason was given.
    pub reason: Option<&'a str>,
    /// The rule that was set aside for that reason.
    pub overridden: Option<&'a str>,
}

impl Store {
    /// A desk at which entries are changed. Its event has a number at once, and is kept only if what
    /// is written there is.
    pub async fn desk(&self, territory: &Territory, event: &AuditEvent) -> Result<Desk> {
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, event).await?;
        Ok(Desk {
            transaction,
            territory: territory.clone(),
            change,
        })
    }

    /// The entries that are asked for and not taken out, by code.
    pub async fn entries(
        &self,
        territory: &Territory,
        asked: &EntriesAsked,
    ) -> Result<Vec<RegisterEntry>> {
        let rows = self.database.rows(PAGE, asked.values(territory)).await?;
        rows.iter().map(read).collect()
    }

    /// Number of the last change of any of some registers, 0 before the first.
    pub async fn registers_changed(
        &self,
        territory: &Territory,
        registers: &[Register],
    ) -> Result<u64> {
        let mut newest = 0;
        for register in registers {
            let key = vec![territory.as_str().into(), register.code().into()];
            let rows = self.database.rows(CHANGED, key).await?;
            let last = rows.first().map_or(Ok(0), |row| row.count("last"))?;
            newest = newest.max(last);
        }
        Ok(newest)
    }

    /// The entry of a code, taken out or not.
    pub async fn entry(
        &self,
        territory: &Territory,
        (register, code): (Register, &str),
    ) -> Result<Option<RegisterEntry>> {
        one(&self.database, territory, (register, code)).await
    }

    /// The entry of an id, taken out or not.
    pub async fn entry_of(&self, territory: &Territory, id: Uuid) -> Result<Option<RegisterEntry>> {
        let key = vec![territory.as_str().into(), id.into()];
        let rows = self.database.rows(BY_ID, key).await?;
        rows.first().map(read).transpose()
    }

    /// Whether any entry, taken out or not, speaks of a settlement.
    pub async fn is_in_registers(
        &self,
        territory: &Territory,
        settlement: SettlementId,
    ) -> Result<bool> {
        let key = vec![territory.as_str().into(), settlement.0.into()];
        Ok(!self.database.rows(ANY_OF, key).await?.is_empty())
    }

    /// Up to `limit` revisions of an entry, newest first.
    pub async fn history(
        &self,
        territory: &Territory,
        (entry, limit): (Uuid, u32),
    ) -> Result<Vec<RegisterRevision>> {
        let key = vec![territory.as_str().into(), entry.into(), limit.into()];
        let rows = self.database.rows(HISTORY, key).await?;
        rows.iter().map(read_revision).collect()
    }
}

async fn one(
    database: &Database,
    territory: &Territory,
    (register, code): (Register, &str),
) -> Result<Option<RegisterEntry>> {
    let key = vec![
        territory.as_str().into(),
        register.code().into(),
        code.into(),
    ];
    let rows = database.rows(BY_CODE, key).await?;
    rows.first().map(read).transpose()
}

/// A transaction in which entries are read and changed while all others who change anything wait.
/// Dropped without [`commit`](Self::commit) it leaves nothing behind.
pub struct Desk {
    pub(super) transaction: Transaction,
    pub(super) territory: Territory,
    pub(super) change: u64,
}

impl Desk {
    /// The transaction and whose records it writes, for what is stored beside entries.
    pub(super) fn parts(&mut self) -> (&mut Transaction, &Territory) {
        (&mut self.transaction, &self.territory)
    }

    /// The number of the change.
    #[must_use]
    pub fn change(&self) -> u64 {
        self.change
    }

    /// The entry of a code, taken out or not.
    pub async fn entry(
        &mut self,
        (register, code): (Register, &str),
    ) -> Result<Option<RegisterEntry>> {
        let key = vec![
            self.territory.as_str().into(),
            register.code().into(),
            code.into(),
        ];
        let rows = self.transaction.rows(BY_CODE, key).await?;
        rows.first().map(read).transpose()
    }

    /// The entry of an id.
    pub async fn entry_of(&mut self, id: Uuid) -> Result<Option<RegisterEntry>> {
        let key = vec![self.territory.as_str().into(), id.into()];
        let rows = self.transaction.rows(BY_ID, key).await?;
        rows.first().map(read).transpose()
    }

    /// The entries that are asked for and not taken out, by code.
    pub async fn entries(&mut self, asked: &EntriesAsked) -> Result<Vec<RegisterEntry>> {
        let values = asked.values(&self.territory);
        let rows = self.transaction.rows(PAGE, values).await?;
        rows.iter().map(read).collect()
    }

    /// What an entry was before a change; `None` where the change began it.
    pub async fn before(&mut self, entry: Uuid, change: u64) -> Result<Option<RegisterRevision>> {
        let key = vec![self.territory.as_str().into(), entry.into(), change.into()];
        let rows = self.transaction.rows(BEFORE, key).await?;
        rows.first().map(read_revision).transpose()
    }

    /// The entries that a change has touched.
    pub async fn touched_by(&mut self, change: u64) -> Result<Vec<Uuid>> {
        let key = vec![self.territory.as_str().into(), change.into()];
        let rows = self.transaction.rows(OF_CHANGE, key).await?;
        let ids: Result<Vec<Uuid>> = rows.iter().map(|row| row.id("entry")).collect();
        let mut ids = ids?;
        ids.dedup();
        Ok(ids)
    }

    /// A code that no entry of the register has: its prefix and the next number.
    pub async fn free_code(&mut self, register: Register) -> Result<String> {
        loop {
            let counter = format!("code/{register}");
            let number = self.transaction.next(&self.territory, &counter).await?;
            let code = format!("{}{number:04}", register.code_prefix());
            if self.entry((register, &code)).await?.is_none() {
                return Ok(code);
            }
        }
    }

    /// Writes an entry with its next revision.
    ///
    /// # Errors
    /// [`Clash::EntryTwice`] for a code that is taken, [`Clash::ChangedMeanwhile`] for a revision
    /// that is not the next one.
    pub async fn write(&mut self, written: &Written<'_>) -> Result<()> {
        let entry = written.entry;
        let rows = self.transaction.rows(PUT, self.row(entry)?).await?;
        if rows.is_empty() {
            return Err(clash(Clash::ChangedMeanwhile));
        }
        let here = || Value::from(self.territory.as_str().to_owned());
        let own = vec![here(), entry.id.into()];
        let links: Vec<Vec<Value<'_>>> = written
            .links
            .iter()
            .map(|(field, target)| vec![here(), entry.id.into(), (*field).into(), (*target).into()])
            .collect();
        let revision = vec![
            here(),
            entry.id.into(),
            entry.revision.into(),
            self.change.into(),
            written.deed.code().into(),
            entry.state.as_str().into(),
            Value::Flag(Some(entry.is_removed)),
            Value::json(&entry.body)?,
            written.reason.into(),
            written.overridden.into(),
            Value::moment(entry.changed.0)?,
            entry.changed.1.as_str().into(),
        ];
        self.transaction.rows(UNLINK, own).await?;
        self.transaction.insert(&LINKS, links).await?;
        self.transaction.insert(&REVISIONS, vec![revision]).await
    }

    /// The change, register and code that a request sent before has led to.
    ///
    /// # Errors
    /// [`Clash::KeyOfAnother`] when its key came with another content.
    pub async fn answered(
        &mut self,
        request: RequestKey<'_>,
    ) -> Result<Option<(u64, Register, String)>> {
        let key = vec![
            self.territory.as_str().into(),
            request.actor.into(),
            request.key.into(),
        ];
        let rows = self.transaction.rows(REQUEST, key).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let digest: String = row.get("digest")?;
        if digest != request.digest {
            return Err(clash(Clash::KeyOfAnother));
        }
        let answer = (
            row.count("change")?,
            row.word("register")?,
            row.get("code")?,
        );
        Ok(Some(answer))
    }

    /// Keeps what a request has led to, for when it is sent again.
    pub async fn remember(
        &mut self,
        request: RequestKey<'_>,
        (register, code): (Register, &str),
    ) -> Result<()> {
        let values = vec![
            self.territory.as_str().into(),
            request.actor.into(),
            request.key.into(),
            request.digest.into(),
            self.change.into(),
            register.code().into(),
            code.into(),
        ];
        self.transaction.rows(REMEMBER, values).await?;
        Ok(())
    }

    /// Makes everything that was written last.
    pub async fn commit(self) -> Result<u64> {
        self.transaction.commit().await?;
        Ok(self.change)
    }

    fn row(&self, entry: &RegisterEntry) -> Result<Vec<Value<'static>>> {
        let settlement = entry.settlement.map(|id| id.0.to_string());
        Ok(vec![
            self.territory.as_str().to_owned().into(),
            entry.id.into(),
            entry.register.code().into(),
            entry.code.clone().into(),
            entry.state.clone().into(),
            entry.revision.into(),
            self.change.into(),
            Value::Text(settlement.map(Into::into)),
            Value::json(&entry.body)?,
            Value::Flag(Some(entry.is_removed)),
            Value::moment(entry.created.0)?,
            entry.created.1.clone().into(),
            Value::moment(entry.changed.0)?,
            entry.changed.1.clone().into(),
        ])
    }
}

fn clash(clash: Clash) -> Error {
    Error::Conflict { clash, said: None }
}

pub(super) fn read(row: &Row) -> Result<RegisterEntry> {
    let settlement: Option<String> = row.get("settlement")?;
    Ok(RegisterEntry {
        id: row.id("id")?,
        register: row.word("register")?,
        code: row.get("code")?,
        state: row.get("state")?,
        revision: row.count("revision")?,
        settlement: settlement
            .map(|_| row.id("settlement").map(SettlementId))
            .transpose()?,
        body: row.json("body")?,
        is_removed: row.get("is_removed")?,
        created: (row.moment("created_at")?, row.get("created_by")?),
        changed: (row.moment("changed_at")?, row.get("changed_by")?),
        change: row.count("change")?,
    })
}

fn read_revision(row: &Row) -> Result<RegisterRevision> {
    let body: Option<String> = row.get("body")?;
    Ok(RegisterRevision {
        revision: row.count("revision")?,
        change: row.count("change")?,
        deed: row.word("deed")?,
        state: row.get("state")?,
        is_removed: row.get("is_removed")?,
        body: body.map(|_| row.json("body")).transpose()?,
        reason: row.get("reason")?,
        overridden: row.get("overridden")?,
        at: row.moment("at")?,
        actor: row.get("actor")?,
    })
}
