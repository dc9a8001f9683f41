//! Tokens of programs: shown once, taken back at any time.

use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{AccountError, Error, Jalon, chance};
use crate::{
    access,
    domain::{ApiToken, LONGEST_TOKEN, Network, Person, Scope, Way},
};

/// Longest name of a token, in characters.
const LONGEST_NAME: usize = 80;
/// Ranges of addresses of one token at most.
const NETWORKS_MOST: usize = 20;

/// A token that is to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is for, in words.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// From which addresses it works; from all where none is named.
    pub networks: Vec<Network>,
    /// When it ends; within a year.
    pub ends_at: OffsetDateTime,
}

impl Jalon {
    /// Makes a token for the one who asks, and shows it this once. It reaches no farther than they
    /// do; the operator's reaches its scopes.
    ///
    /// # Errors
    /// [`AccountError::Token`].
    pub async fn add_token(
        &self,
        new: &NewToken,
        by: &Person,
    ) -> Result<(ApiToken, String), Error> {
        let now = self.clock.now();
        let name = new.name.trim();
        let is_named = (1..=LONGEST_NAME).contains(&name.chars().count());
        let ends = new.ends_at - now;
        let ends_well = ends > Duration::ZERO && ends <= LONGEST_TOKEN;
        if !is_named || !ends_well || new.scopes.is_empty() || new.networks.len() > NETWORKS_MOST {
            return Err(AccountError::Token)?;
        }
        if matches!(by.way, Way::Token { .. } | Way::Public) {
            return Err(AccountError::NoAccount)?;
        }
        let token = ApiToken {
            id: self.clock.new_id(),
            name: name.to_owned(),
            holder: by.user,
            scopes: new.scopes.clone(),
            territory: self.territory.clone(),
            networks: new.networks.clone(),
            created_at: now,
            ends_at: new.ends_at,
        };
        let shown = access::token(token.id, &chance::bytes()?);
        let event = self.event(
            (&by.name, "token-add"),
            format!("token/{}", token.id),
            json!({ "scopes": token.scopes, "networks": token.networks }),
        );
        self.store
            .add_token(&self.territory, (&token, &access::digest(&shown)), &event)
            .await?;
        Ok((token, shown))
    }

    /// The tokens of the one who asks; all of them for the operator.
    pub async fn tokens(&self, by: &Person) -> Result<Vec<ApiToken>, Error> {
        Ok(self.store.tokens(whose(by)?).await?)
    }

    /// Takes a token back.
    ///
    /// # Errors
    /// [`AccountError::NoToken`].
    pub async fn end_token(&self, id: Uuid, by: &Person) -> Result<(), Error> {
        let event = self.event((&by.name, "token-end"), format!("token/{id}"), json!({}));
        let ended = self
            .store
            .end_token(&self.territory, (id, whose(by)?), &event)
            .await?;
        self.accounts.known.forget();
        if ended {
            Ok(())
        } else {
            Err(AccountError::NoToken)?
        }
    }
}

/// Whose tokens are meant; none for those of everybody.
fn whose(by: &Person) -> Result<Option<Uuid>, Error> {
    match (&by.way, by.user) {
        (Way::Operator, _) => Ok(None),
        (Way::Session { .. }, Some(user)) => Ok(Some(user)),
        _ => Err(AccountError::NoAccount)?,
    }
}
