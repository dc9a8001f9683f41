//! The second factor of a user: set up, asked for, taken away.

use serde_json::json;

use super::{AccountError, Error, Jalon, Renewed, chance, subject};
use crate::{
    access,
    domain::{Person, Session, Way},
    store::{KnownUser, NewFactor},
};

/// Recovery codes of a user.
const RECOVERY_CODES: usize = 10;

/// What an authenticator is told, once.
#[derive(Clone, Debug)]
pub struct FactorKey {
    /// The key in base 32, to be typed.
    pub key: String,
    /// The same as an address that an authenticator opens.
    pub address: String,
}

impl Jalon {
    /// A new key for the authenticator of the one who asks; it counts once a code has proved it.
    ///
    /// # Errors
    /// [`AccountError::FactorSet`].
    pub async fn begin_factor(&self, by: &Person) -> Result<FactorKey, Error> {
        let user = by.user.ok_or(AccountError::NoAccount)?;
        let key = access::letters(&chance::bytes::<20>()?).to_uppercase();
        if !self.store.begin_factor(user, &key).await? {
            return Err(AccountError::FactorSet)?;
        }
        let address = access::factor_address(&by.name, &key);
        Ok(FactorKey { key, address })
    }

    /// Sets the second factor by the first code that the authenticator shows; answers with the
    /// recovery codes, which are not shown again, and with the session renewed.
    ///
    /// # Errors
    /// [`AccountError::WrongCode`], [`AccountError::FactorSet`].
    pub async fn set_factor(
        &self,
        by: &Person,
        code: &str,
    ) -> Result<(Vec<String>, Renewed), Error> {
        let (user, session) = self.own_session(by).await?;
        if user.user.has_factor {
            return Err(AccountError::FactorSet)?;
        }
        let key = user.factor_key.as_deref().and_then(access::from_letters);
        let now = self.clock.now();
        let step = key.and_then(|key| access::factor_step(&key, code, now));
        let step = step.ok_or(AccountError::WrongCode)?;
        let codes: Vec<String> = (0..RECOVERY_CODES)
            .map(|_| Ok(access::letters(&chance::bytes::<10>()?)))
            .collect::<Result<_, Error>>()?;
        let renewed = Renewed::of(&session)?;
        let factor = NewFactor {
            digest: renewed.digest(),
            step,
            recovery: codes.iter().map(|code| access::digest(code)).collect(),
        };
        let event = self.event((&by.name, "factor-set"), subject(&by.name), json!({}));
        let set = self
            .store
            .set_factor(&self.territory, (&session, &factor), &event)
            .await?;
        self.accounts.known.forget();
        if set {
            Ok((codes, renewed))
        } else {
            Err(AccountError::FactorSet)?
        }
    }

    /// Takes the second factor of a user away: the next sign-in sets up a new one.
    ///
    /// # Errors
    /// [`AccountError::NoUser`].
    pub async fn remove_factor(&self, name: &str, by: &Person) -> Result<(), Error> {
        let user = self.known_user(name).await?.user;
        super::check_may_change(&user, by)?;
        let event = self.event((&by.name, "factor-remove"), subject(&user.name), json!({}));
        self.store
            .remove_factor(&self.territory, user.id, &event)
            .await?;
        self.accounts.known.forget();
        Ok(())
    }

    /// Checks a code of an authenticator, or a recovery code; either works once.
    pub(super) async fn check_factor(
        &self,
        known: &KnownUser,
        code: Option<&str>,
    ) -> Result<(), Error> {
        let code = code.map(str::trim).filter(|code| !code.is_empty());
        let code = code.ok_or(AccountError::CodeMissing)?;
        let key = known.factor_key.as_deref().and_then(access::from_letters);
        let now = self.clock.now();
        let step = key.and_then(|key| access::factor_step(&key, code, now));
        let user = &known.user;
        let is_right = if let Some(step) = step {
            self.store.use_factor_step(user.id, step).await?
        } else {
            let code = code.replace([' ', '-'], "").to_ascii_lowercase();
            let digest = access::digest(&code);
            let event = self.event((&user.name, "recovery"), subject(&user.name), json!({}));
            self.store
                .use_recovery(&self.territory, (user.id, &digest), &event)
                .await?
        };
        if is_right {
            Ok(())
        } else {
            Err(AccountError::WrongSignIn)?
        }
    }

    pub(super) async fn own_session(&self, by: &Person) -> Result<(KnownUser, Session), Error> {
        let (Some(user), Way::Session { id, .. }) = (by.user, &by.way) else {
            return Err(AccountError::NoAccount)?;
        };
        let known = self.store.user(user).await?;
        let sessions = self.store.sessions(user).await?;
        let own = sessions.into_iter().find(|session| session.id == *id);
        known.zip(own).ok_or_else(|| AccountError::NoSession.into())
    }
}
