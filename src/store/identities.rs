//! The users of a city's sign-on, by issuer and subject.

use super::{Result, Store, audit, users, value::Value};
use crate::domain::{AuditEvent, Grant, Territory, User};
use uuid::Uuid;

use super::KnownUser;

const HOLDER: &str = "select holder from user_identity where issuer = $1 and subject = $2";

const ADD: &str = "
    insert into user_identity (issuer, subject, holder, territory, change)
    values ($1, $2, $3, $4, $5)";

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
