//! What has been kept for long enough: found by class, oldest first, and erased.

use time::{Date, OffsetDateTime};

use super::{Desk, Result, Store, row::Row, value::Value};
use crate::domain::Territory;

const CLOCK: &str = "select at from retention_clock where territory = $1";

const READ_CLOCK: &str = "
    insert into retention_clock (territory, at) values ($1, $2)
    on conflict (territory) do update set at = excluded.at";

const PHOTOS: &str = "
    select id as name, added_at as since from attachment
    where territory = $1 and target_kind = 'visit' and removed_at is null and added_at < $2
    order by added_at, id limit $3";

const PHOTOS_ALL: &str = "
    select count(*) as number from attachment
    where territory = $1 and target_kind = 'visit' and removed_at is null";

const PHOTOS_DUE: &str = "
    select count(*) as number from attachment
    where territory = $1 and target_kind = 'visit' and removed_at is null and added_at < $2";

/// Numbers in the chain, as texts like the names of the others.
const READINGS: &str = "
    select cast(seq as text) as name, at as since from reading
    where territory = $1 and at < $2 order by seq limit $3";

const READINGS_ALL: &str = "select count(*) as number from reading where territory = $1";

const READINGS_DUE: &str = "
    select count(*) as number from reading where territory = $1 and at < $2";

/// Nobody has come in with it, nor done or read anything, since a moment.
macro_rules! idle_accounts {
    ($what:literal, $rest:literal) => {
        concat!(
            "select ",
            $what,
            " from user_account
    where territory = $1 and disabled_at is null and created_at < $2
      and not exists (select 1 from user_session
          where user_session.holder = user_account.id and user_session.seen_at >= $2)
      and not exists (select 1 from audit_event
          where audit_event.actor = user_account.name and audit_event.at >= $2)
      and not exists (select 1 from reading
          where reading.actor = user_account.name and reading.at >= $2)",
            $rest
        )
    };
}

const ACCOUNTS: &str = idle_accounts!(
    "name, created_at as since",
    " order by created_at, name limit $3"
);

const ACCOUNTS_ALL: &str = "
    select count(*) as number from user_account where territory = $1 and disabled_at is null";

const ACCOUNTS_DUE: &str = idle_accounts!("count(*) as number", "");

/// Closed, and still called by the name of a person.
macro_rules! named_accounts {
    ($what:literal, $rest:literal) => {
        concat!(
            "select ",
            $what,
            " from user_account
    where territory = $1 and disabled_at is not null and name not like 'gone-%'",
            $rest
        )
    };
}

const CLOSED: &str = named_accounts!(
    "name, disabled_at as since",
    " and disabled_at < $2 order by disabled_at, name limit $3"
);

const CLOSED_ALL: &str = named_accounts!("count(*) as number", "");

const CLOSED_DUE: &str = named_accounts!("count(*) as number", " and disabled_at < $2");

const CUT: &str = "
    insert into chain_cut (territory, seq, digest, change)
    select territory, seq, digest, $3 from reading where territory = $1 and seq = $2
    returning digest";

const CUT_OFF: &str = "delete from reading where territory = $1 and seq <= $2 returning seq";

/// A class of rows that the store finds by a day alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueClass {
    /// Photos of visits, by ids.
    VisitPhotos,
    /// Readings, by numbers.
    Readings,
    /// Accounts that nobody uses, by names.
    IdleAccounts,
    /// Accounts that are closed, by names.
    ClosedAccounts,
}

impl DueClass {
    const fn questions(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::VisitPhotos => (PHOTOS, PHOTOS_ALL, PHOTOS_DUE),
            Self::Readings => (READINGS, READINGS_ALL, READINGS_DUE),
            Self::IdleAccounts => (ACCOUNTS, ACCOUNTS_ALL, ACCOUNTS_DUE),
            Self::ClosedAccounts => (CLOSED, CLOSED_ALL, CLOSED_DUE),
        }
    }
}

/// What is due of a class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// How many there are.
    pub kept: u64,
    /// How many are due.
    pub due: u64,
    /// The oldest, by name, with the day from which each counts.
    pub oldest: Vec<(String, Date)>,
}

impl Store {
    /// When the clock was read last.
    pub async fn clock_read(&self, territory: &Territory) -> Result<Option<OffsetDateTime>> {
        let key = vec![territory.as_str().into()];
        let rows = self.database.rows(CLOCK, key).await?;
        rows.first().map(|row| row.moment("at")).transpose()
    }

    /// What has been there since before a moment; `most` of them by name.
    pub async fn due(
        &self,
        territory: &Territory,
        (class, before): (DueClass, OffsetDateTime),
        most: impl FnOnce(u64) -> u64,
    ) -> Result<Due> {
        let (oldest, all, due) = class.questions();
        let here = || -> Value<'_> { territory.as_str().into() };
        let rows = self.database.rows(all, vec![here()]).await?;
        let kept = number(&rows)?;
        let key = || Ok::<_, super::Error>(vec![here(), Value::moment(before)?]);
        let rows = self.database.rows(due, key()?).await?;
        let due = number(&rows)?;
        let mut key = key()?;
        key.push(most(kept).into());
        let rows = self.database.rows(oldest, key).await?;
        let told = |row: &Row| {
            let since: OffsetDateTime = row.moment("since")?;
            Ok((row.get("name")?, since.date()))
        };
        let oldest = rows.iter().map(told).collect::<Result<_>>()?;
        Ok(Due { kept, due, oldest })
    }
}

impl Desk {
    /// When the clock was read last.
    pub async fn clock_read(&mut self) -> Result<Option<OffsetDateTime>> {
        let (transaction, territory) = self.parts();
        let key = vec![territory.as_str().into()];
        let rows = transaction.rows(CLOCK, key).await?;
        rows.first().map(|row| row.moment("at")).transpose()
    }

    /// Keeps when the clock was read.
    pub async fn read_clock(&mut self, at: OffsetDateTime) -> Result<()> {
        let (transaction, territory) = self.parts();
        let values = vec![territory.as_str().into(), Value::moment(at)?];
        transaction.rows(READ_CLOCK, values).await?;
        Ok(())
    }

    /// Erases the readings up to a number, and keeps the digest from which the chain goes on; tells it and
    /// how many they were.
    pub async fn cut_readings(&mut self, until: u64) -> Result<(String, u64)> {
        let change = self.change();
        let (transaction, territory) = self.parts();
        let key = || vec![territory.as_str().into(), until.into()];
        let mut values = key();
        values.push(change.into());
        let rows = transaction.rows(CUT, values).await?;
        let digest = rows
            .first()
            .map_or(Ok(String::new()), |row| row.get("digest"))?;
        let gone = transaction.rows(CUT_OFF, key()).await?;
        Ok((digest, u64::try_from(gone.len()).unwrap_or(u64::MAX)))
    }
}

fn number(rows: &[Row]) -> Result<u64> {
    rows.first().map_or(Ok(0), |row| row.count("number"))
}
