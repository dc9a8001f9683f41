//! The users of a city's sign-on, by issuer and subject.

use super::{Result, Store, audit, users, value::Value};
use crate::domain::{AuditEvent, Grant, Territory, User};
use uuid::Uuid;

use super::KnownUser;

const HOLDER: &str = "select holder from user_identity where issuer = $1 and subject = $2";

const ADD: &str = "
    insert into user_identity (issuer, subject, holder, territory, change)
    values ($1, $2, $3, $4, $5)";

const HOLDER_OF_SESSION: &str = "select holder from user_session where sign_on_mark = $1 limit 1";

/// Sessions of which is not known how they began end too: a sign-on need not name its own at the sign-in.
const END: &str = "
    delete from user_session
    where holder = $1 and ($2 = '' or sign_on_mark is null or sign_on_mark = $2) returning id";

/// Somebody's sign-in by a city's sign-on, with what it changes.
#[derive(Clone, Copy, Debug)]
pub struct SignOn<'a> {
    /// Whose word it is.
    pub issuer: &'a str,
    /// Whom it means.
    pub subject: &'a str,
    /// The account.
    pub user: &'a User,
    /// Whether the account is to be made.
    pub is_new: bool,
    /// Grants that end.
    pub ended: &'a [Uuid],
    /// Grants that begin.
    pub given: &'a [Grant],
}

impl Store {
    /// The user whom an issuer means by a subject.
    pub async fn user_of(&self, issuer: &str, subject: &str) -> Result<Option<KnownUser>> {
        let key = vec![issuer.into(), subject.into()];
        match self.database.rows(HOLDER, key).await?.first() {
            Some(row) => self.user(row.id("holder")?).await,
            None => Ok(None),
        }
    }

    /// The user whom a sign-on has let in by a session of its own.
    pub async fn user_of_session(&self, mark: &str) -> Result<Option<KnownUser>> {
        let rows = self
            .database
            .rows(HOLDER_OF_SESSION, vec![mark.into()])
            .await?;
        match rows.first() {
            Some(row) => self.user(row.id("holder")?).await,
            None => Ok(None),
        }
    }

    /// Ends a user's sessions, but for those that another session of the sign-on has begun where this
    /// one is named; tells whether there were any.
    pub async fn end_by_sign_on(
        &self,
        territory: &Territory,
        (holder, mark): (Uuid, Option<&str>),
        event: &AuditEvent,
    ) -> Result<bool> {
        let values = vec![holder.into(), mark.unwrap_or_default().into()];
        self.if_changed((territory, event), END, values).await
    }

    /// Makes or changes an account as its groups say; where anything changes, its sessions end.
    ///
    /// # Errors
    /// [`Error::Conflict`](super::Error::Conflict) when the name is another user's.
    pub async fn sign_on(
        &self,
        territory: &Territory,
        sign_on: &SignOn<'_>,
        event: &AuditEvent,
    ) -> Result<()> {
        let user = sign_on.user;
        let mut transaction = self.database.begin().await?;
        let change = audit::append(&mut transaction, territory, event).await?;
        if sign_on.is_new {
            users::add_account(&mut transaction, user, (territory, change)).await?;
            let values: Vec<Value<'_>> = vec![
                sign_on.issuer.into(),
                sign_on.subject.into(),
                user.id.into(),
                territory.as_str().into(),
                change.into(),
            ];
            transaction.rows(ADD, values).await?;
        }
        for grant in sign_on.ended {
            users::end_grant(&mut transaction, *grant).await?;
        }
        for grant in sign_on.given {
            users::add_grant(&mut transaction, (user.id, grant), (territory, change)).await?;
        }
        users::end_sessions(&mut transaction, user.id).await?;
        transaction.commit().await
    }
}
