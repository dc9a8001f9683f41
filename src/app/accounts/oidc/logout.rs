//! The word of a sign-on that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0): their
//! sessions here end as well.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Error, Jalon, Oidc, WrongToken,
    id_token::{is_of_now, signed},
    subject,
};
use crate::store::KnownUser;
use jsonwebtoken::jwk::JwkSet;
use time::OffsetDateTime;

/// What must stand among the events of the token.
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Who has signed out.
#[derive(Clone, Debug, Deserialize)]
struct Logout {
    iat: i64,
    exp: i64,
    jti: String,
    /// Whom it means: all their sessions, unless one is named.
    sub: Option<String>,
    /// Which session of the sign-on.
    sid: Option<String>,
    #[serde(default)]
    events: HashMap<String, Value>,
    /// Must not be there: a token of somebody who comes in is none of somebody who goes.
    nonce: Option<Value>,
}

impl Logout {
    fn checked(self, now: OffsetDateTime) -> Result<Self, WrongToken> {
        let says_so = self.events.get(LOGOUT).is_some_and(Value::is_object);
        let names_somebody = self.sub.is_some() || self.sid.is_some();
        if !says_so || !names_somebody || self.nonce.is_some() {
            return Err(WrongToken::NoLogout);
        }
        if !is_of_now((self.iat, self.exp), now) {
            return Err(WrongToken::Time);
        }
        Ok(self)
    }
}

impl Oidc {
    fn logout(
        &self,
        token: &str,
        keys: &JwkSet,
        now: OffsetDateTime,
    ) -> Result<Logout, WrongToken> {
        let parties = (
            self.settings.issuer.as_str(),
            self.settings.client_id.as_str(),
        );
        let said: Logout = signed(token, keys, parties)?;
        said.checked(now)
    }
}

impl Jalon {
    /// Ends the sessions of somebody who has signed out of the city's sign-on, as it tells us itself: the
    /// one that it names, and those of which is not known how they began; without a name all of them.
    /// Whom nobody knows here has nothing to end.
    ///
    /// # Errors
    /// [`AccountError::NoSignOn`](super::AccountError::NoSignOn), or a word that is not believed.
    pub async fn end_by_sign_on(&self, token: &str) -> Result<(), Error> {
        let (oidc, now) = (self.oidc()?, self.clock.now());
        let said = oidc.believed(now, |keys| oidc.logout(token, keys, now));
        let said = said.await?;
        if !oidc.waiting.is_new(&said.jti, now) {
            return Err(super::AccountError::from(WrongToken::Repeated))?;
        }
        let mark = said.sid.as_deref().map(|session| oidc.mark(session));
        let Some(known) = self.signed_out(&said, mark.as_deref()).await? else {
            return Ok(());
        };
        let user = known.user;
        let event = self.event(
            (&user.name, "sign-on-end"),
            subject(&user.name),
            json!({ "by": "sign-on" }),
        );
        self.store
            .end_by_sign_on(&self.territory, (user.id, mark.as_deref()), &event)
            .await?;
        self.accounts.known.forget();
        Ok(())
    }

    async fn signed_out(
        &self,
        said: &Logout,
        mark: Option<&str>,
    ) -> Result<Option<KnownUser>, Error> {
        let issuer = &self.oidc()?.settings.issuer;
        let found = match (&said.sub, mark) {
            (Some(whom), _) => self.store.user_of(issuer, whom).await?,
            (None, Some(mark)) => self.store.user_of_session(mark).await?,
            (None, None) => None,
        };
        Ok(found)
    }
}
