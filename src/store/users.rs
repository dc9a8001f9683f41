//! Users with their grants, passwords and second factors. Every change has its audit event, but
//! for what only the door sees: that a code was used, that a hash was made anew.

use std::collections::BTreeSet;

use super::{Result, Store, audit, authors, database::Transaction, row::Row, value::Value};
use crate::domain::{AuditEvent, Grant, Session, Territory, User};
use time::OffsetDateTime;
use uuid::Uuid;

/// Users, and grants of a user, that are read at most.
const MOST: u32 = 5_000;

/// A user with what is kept of their secrets.
#[derive(Clone, Debug)]
pub struct KnownUser {
    /// The user.
    pub user: User,
    /// The password as it is kept.
    pub password: Option<String>,
    /// The key of the second factor, also while it is being set up.
    pub factor_key: Option<String>,
}

/// The second factor of a user that is now complete.
#[derive(Clone, Debug)]
pub struct NewFactor {
    /// The time step of the code that proved it: no code of that step or an earlier one works again.
    pub step: u64,
    /// What is kept of the recovery codes.
    pub recovery: Vec<String>,
    /// What is kept of the secret that the session shows from now on.
    pub digest: String,
}

const ANY: &str = "select id from user_account limit 1";

const ADD: &str = "
    insert into user_account (id, name, factor_set, territory, change, created_at)
    values ($1, $2, 0, $3, $4, $5)";

macro_rules! users_where {
    ($rest:literal) => {
        concat!(
            "select id, name, password, factor_key, factor_set, created_at, disabled_at
            from user_account where ",
            $rest
        )
    };
}

const ALL: &str = users_where!("name > $1 order by name limit $2");
const BY_NAME: &str = users_where!("name = $1 order by name limit 1");
const OPEN_NAMES: &str = "
    select name from user_account where disabled_at is null order by name limit $1";
const BY_ID: &str = users_where!("id = $1 order by name limit 1");

const ADD_GRANT: &str = "
    insert into user_grant (id, holder, role, territory, until, opens, sites, written_in, change)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

const REMOVE_GRANT: &str = "delete from user_grant where id = $1 returning id";

const GRANTS: &str = "
    select id, role, territory, until, opens, sites from user_grant
    where holder = $1 order by id limit $2";

const DISABLE: &str = "
    update user_account set disabled_at = $2 where id = $1 and disabled_at is null returning id";
const NAME: &str = "select name from user_account where id = $1";
const FORGET: &str = "
    update user_account
    set name = $2, password = null, factor_key = null, factor_set = 0, factor_step = null
    where id = $1 and disabled_at is not null";
const MARK: &str = "update user_identity set subject = $3 where holder = $1 and subject = $2";
const SUBJECTS: &str = "
    select issuer, subject from user_identity where holder = $1 order by issuer, subject limit $2";
const END_SESSIONS: &str = "delete from user_session where holder = $1 and id <> $2";
const END_LINKS: &str = "delete from user_link where holder = $1";
const END_TOKENS: &str = "delete from api_token where holder = $1";

const SET_PASSWORD: &str = "update user_account set password = $2 where id = $1";

const BEGIN_FACTOR: &str = "
    update user_account set factor_key = $2 where id = $1 and factor_set = 0 returning id";
const SET_FACTOR: &str = "
    update user_account set factor_set = 1, factor_step = $2 where id = $1 and factor_set = 0
    returning id";
const REMOVE_FACTOR: &str = "
    update user_account set factor_set = 0, factor_key = null, factor_step = null where id = $1";
/// A code works once: its step must be later than that of the last one.
const USE_STEP: &str = "
    update user_account set factor_step = $2
    where id = $1 and (factor_step is null or factor_step < $2) returning id";
const END_RECOVERY: &str = "delete from user_recovery where holder = $1";
const ADD_RECOVERY: &str = "insert into user_recovery (holder, digest) values ($1, $2)";
const USE_RECOVERY: &str =
    "delete from user_recovery where holder = $1 and digest = $2 returning digest";
const FACTOR_DONE: &str = "update user_session set factor_due = 0 where id = $1";
const RENEW_SESSION: &str = "update user_session set digest = $2 where id = $1";

impl Store {
    /// Whether there has ever been a user.
    pub async fn has_users(&self) -> Result<bool> {
        Ok(!self.database.rows(ANY, Vec::new()).await?.is_empty())
    }

    /// Adds a user with their grants.
    ///
    /// # Errors
    /// [`Error::Conflict`](super::Error::Conflict) when the name is another user's.
    pub async fn add_user(
        &self,
        territory: &Territory,
        user: &User,
        event: &AuditEvent,
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, event).await?;
        add_account(&mut transaction, user, (territory, change)).await?;
        for grant in &user.grants {
            add_grant(&mut transaction, (user.id, grant), (territory, change)).await?;
        }
        transaction.commit().await
    }

    /// Users by name, from the first after `after`.
    pub async fn users(&self, after: &str, limit: u32) -> Result<Vec<User>> {
        let key = vec![after.into(), limit.min(MOST).into()];
        let mut users = Vec::new();
        for row in &self.database.rows(ALL, key).await? {
            users.push(self.known(row).await?.user);
        }
        Ok(users)
    }

    /// The names of all who may come in.
    pub async fn open_names(&self) -> Result<BTreeSet<String>> {
        let rows = self.database.rows(OPEN_NAMES, vec![MOST.into()]).await?;
        rows.iter().map(|row| row.get("name")).collect()
    }

    /// The user of a name. It takes as many questions for one that nobody has: at the door time would
    /// tell who has an account.
    pub async fn user_named(&self, name: &str) -> Result<Option<KnownUser>> {
        let found = self.one_user(BY_NAME, name.into()).await?;
        if found.is_none() {
            let key = vec![Uuid::nil().into(), MOST.into()];
            self.database.rows(GRANTS, key).await?;
        }
        Ok(found)
    }

    /// The user of an id.
    pub async fn user(&self, id: Uuid) -> Result<Option<KnownUser>> {
        self.one_user(BY_ID, id.into()).await
    }

    async fn one_user(&self, sql: &'static str, key: Value<'_>) -> Result<Option<KnownUser>> {
        match self.database.rows(sql, vec![key]).await?.first() {
            Some(row) => Ok(Some(self.known(row).await?)),
            None => Ok(None),
        }
    }

    async fn known(&self, row: &Row) -> Result<KnownUser> {
        let id = row.id("id")?;
        let key = vec![id.into(), MOST.into()];
        let grants = self.database.rows(GRANTS, key).await?;
        let password: Option<String> = row.get("password")?;
        let factor_set: u32 = row.count("factor_set")?;
        let disabled_at: Option<String> = row.get("disabled_at")?;
        Ok(KnownUser {
            user: User {
                id,
                name: row.get("name")?,
                has_password: password.is_some(),
                has_factor: factor_set == 1,
                created_at: row.moment("created_at")?,
                disabled_at: match disabled_at {
                    Some(_) => Some(row.moment("disabled_at")?),
                    None => None,
                },
                grants: grants.iter().map(grant).collect::<Result<_>>()?,
            },
            password,
            factor_key: row.get("factor_key")?,
        })
    }

    /// Gives a user a grant; their sessions end.
    pub async fn add_grant(
        &self,
        territory: &Territory,
        (holder, grant): (Uuid, &Grant),
        event: &AuditEvent,
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, event).await?;
        add_grant(&mut transaction, (holder, grant), (territory, change)).await?;
        end_sessions(&mut transaction, holder).await?;
        transaction.commit().await
    }

    /// Takes a grant back and ends its holder's sessions; tells whether there was one.
    pub async fn remove_grant(
        &self,
        territory: &Territory,
        (holder, grant): (Uuid, Uuid),
        event: &AuditEvent,
    ) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        let rows = transaction.rows(REMOVE_GRANT, vec![grant.into()]).await?;
        if rows.is_empty() {
            return Ok(false);
        }
        end_sessions(&mut transaction, holder).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Ends every session of a user.
    pub async fn end_all_sessions(
        &self,
        territory: &Territory,
        user: Uuid,
        event: &AuditEvent,
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        end_sessions(&mut transaction, user).await?;
        transaction.commit().await
    }

    /// Closes an account: its sessions, links and tokens end. Tells whether it was open.
    pub async fn disable_user(
        &self,
        territory: &Territory,
        (user, at): (Uuid, OffsetDateTime),
        event: &AuditEvent,
    ) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        let values = vec![user.into(), Value::moment(at)?];
        let was_open = !transaction.rows(DISABLE, values).await?.is_empty();
        end_sessions(&mut transaction, user).await?;
        for sql in [END_LINKS, END_TOKENS] {
            transaction.rows(sql, vec![user.into()]).await?;
        }
        if was_open {
            transaction.commit().await?;
        }
        Ok(was_open)
    }

    /// Leaves nothing of a closed account but its number: another name, and no secret. Who has come in by a
    /// sign-on is kept as a marker, so that the account stays closed to them.
    pub async fn forget_user(
        &self,
        territory: &Territory,
        (user, name): (Uuid, &str),
        (marked, event): (&[(String, String)], &AuditEvent),
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        let known = transaction.rows(NAME, vec![user.into()]).await?;
        if let Some(row) = known.first() {
            let was: String = row.get("name")?;
            authors::rename(&mut transaction, territory, (&was, name)).await?;
        }
        transaction
            .rows(FORGET, vec![user.into(), name.into()])
            .await?;
        for sql in [END_LINKS, END_TOKENS, END_RECOVERY] {
            transaction.rows(sql, vec![user.into()]).await?;
        }
        end_sessions(&mut transaction, user).await?;
        for (subject, marker) in marked {
            let values = vec![user.into(), subject.as_str().into(), marker.as_str().into()];
            transaction.rows(MARK, values).await?;
        }
        transaction.commit().await
    }

    /// By what subjects a sign-on knows a user.
    pub async fn subjects_of(&self, user: Uuid) -> Result<Vec<(String, String)>> {
        let key = vec![user.into(), MOST.into()];
        let rows = self.database.rows(SUBJECTS, key).await?;
        let told = |row: &Row| Ok((row.get("issuer")?, row.get("subject")?));
        rows.iter().map(told).collect()
    }

    /// Keeps a password; every session of the user ends but this one, which shows another secret
    /// from now on.
    pub async fn set_password(
        &self,
        territory: &Territory,
        (user, kept, (but, digest)): (Uuid, &str, (Uuid, &str)),
        event: &AuditEvent,
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        set_password(&mut transaction, user, kept).await?;
        transaction
            .rows(END_SESSIONS, vec![user.into(), but.into()])
            .await?;
        renew_session(&mut transaction, (but, digest)).await?;
        transaction.commit().await
    }

    /// Keeps the same password at today's cost.
    pub async fn keep_password_anew(&self, user: Uuid, kept: &str) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        set_password(&mut transaction, user, kept).await?;
        transaction.commit().await
    }

    /// Keeps the key of a second factor that is not proved yet; tells whether there was none.
    pub async fn begin_factor(&self, user: Uuid, key: &str) -> Result<bool> {
        self.if_found(BEGIN_FACTOR, vec![user.into(), key.into()])
            .await
    }

    /// Completes the second factor within a session, which may do everything from now on and shows
    /// another secret.
    pub async fn set_factor(
        &self,
        territory: &Territory,
        (session, factor): (&Session, &NewFactor),
        event: &AuditEvent,
    ) -> Result<bool> {
        let (user, mut transaction) = (session.holder, self.database.begin().await?);
        audit::append(&mut transaction, territory, event).await?;
        let values = vec![user.into(), factor.step.into()];
        if transaction.rows(SET_FACTOR, values).await?.is_empty() {
            return Ok(false);
        }
        transaction.rows(END_RECOVERY, vec![user.into()]).await?;
        for digest in &factor.recovery {
            let values = vec![user.into(), digest.as_str().into()];
            transaction.rows(ADD_RECOVERY, values).await?;
        }
        let key = vec![session.id.into()];
        transaction.rows(FACTOR_DONE, key).await?;
        renew_session(&mut transaction, (session.id, &factor.digest)).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Takes a second factor away, with its recovery codes.
    pub async fn remove_factor(
        &self,
        territory: &Territory,
        user: Uuid,
        event: &AuditEvent,
    ) -> Result<()> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        for sql in [REMOVE_FACTOR, END_RECOVERY] {
            transaction.rows(sql, vec![user.into()]).await?;
        }
        transaction.commit().await
    }

    /// Uses up a time step of the second factor; tells whether it was still to be used.
    pub async fn use_factor_step(&self, user: Uuid, step: u64) -> Result<bool> {
        self.if_found(USE_STEP, vec![user.into(), step.into()])
            .await
    }

    /// Uses up a recovery code; tells whether there was one.
    pub async fn use_recovery(
        &self,
        territory: &Territory,
        (user, digest): (Uuid, &str),
        event: &AuditEvent,
    ) -> Result<bool> {
        let values = vec![user.into(), digest.into()];
        self.if_changed((territory, event), USE_RECOVERY, values)
            .await
    }

    /// Carries a change out with its event, or neither where there was nothing to change.
    pub(super) async fn if_changed(
        &self,
        (territory, event): (&Territory, &AuditEvent),
        sql: &'static str,
        values: Vec<Value<'_>>,
    ) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        audit::append(&mut transaction, territory, event).await?;
        let was_there = !transaction.rows(sql, values).await?.is_empty();
        if was_there {
            transaction.commit().await?;
        }
        Ok(was_there)
    }

    /// Carries a change without an event out, and tells whether it changed anything.
    pub(super) async fn if_found(&self, sql: &'static str, values: Vec<Value<'_>>) -> Result<bool> {
        let mut transaction = self.database.begin().await?;
        let found = !transaction.rows(sql, values).await?.is_empty();
        transaction.commit().await?;
        Ok(found)
    }
}

/// Keeps a password within a change.
pub(super) async fn set_password(
    transaction: &mut Transaction,
    user: Uuid,
    kept: &str,
) -> Result<()> {
    let values = vec![user.into(), kept.into()];
    transaction.rows(SET_PASSWORD, values).await?;
    Ok(())
}

/// Ends every session of a user within a change: whoever has come in by then has another right, or
/// was somebody else.
pub(super) async fn end_sessions(transaction: &mut Transaction, user: Uuid) -> Result<()> {
    let values = vec![user.into(), "".into()];
    transaction.rows(END_SESSIONS, values).await?;
    Ok(())
}

/// Gives a session another secret within a change: whoever had come by the old one is out.
pub(super) async fn renew_session(
    transaction: &mut Transaction,
    (session, digest): (Uuid, &str),
) -> Result<()> {
    let values = vec![session.into(), digest.into()];
    transaction.rows(RENEW_SESSION, values).await?;
    Ok(())
}

/// Makes an account, without its grants, within a change.
pub(super) async fn add_account(
    transaction: &mut Transaction,
    user: &User,
    (territory, change): (&Territory, u64),
) -> Result<()> {
    let values = vec![
        user.id.into(),
        user.name.as_str().into(),
        territory.as_str().into(),
        change.into(),
        Value::moment(user.created_at)?,
    ];
    transaction.rows(ADD, values).await?;
    Ok(())
}

/// Takes a grant back within a change.
pub(super) async fn end_grant(transaction: &mut Transaction, grant: Uuid) -> Result<()> {
    transaction.rows(REMOVE_GRANT, vec![grant.into()]).await?;
    Ok(())
}

/// Gives a grant within a change.
pub(super) async fn add_grant(
    transaction: &mut Transaction,
    (holder, grant): (Uuid, &Grant),
    (written_in, change): (&Territory, u64),
) -> Result<()> {
    let values = vec![
        grant.id.into(),
        holder.into(),
        crate::domain::Code::code(grant.role).into(),
        grant.territory.as_str().into(),
        Value::day(grant.until)?,
        Value::json(&grant.opens)?,
        Value::json(&grant.sites)?,
        written_in.as_str().into(),
        change.into(),
    ];
    transaction.rows(ADD_GRANT, values).await?;
    Ok(())
}

fn grant(row: &Row) -> Result<Grant> {
    let territory: String = row.get("territory")?;
    Ok(Grant {
        id: row.id("id")?,
        role: row.word("role")?,
        territory: Territory::try_from(territory).map_err(super::row::damaged("territory"))?,
        until: row.day("until")?,
        opens: row.json("opens")?,
        sites: row.json("sites")?,
    })
}
