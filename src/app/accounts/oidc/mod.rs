//! A city's own sign-on (OpenID Connect): authorization code with PKCE, state and nonce, against the one
//! provider that the settings name.
//!
//! An account is known by issuer and subject, never by a name or an address that somebody else could take.
//! Its roles are those of its groups at each sign-in; who is in no listed group does not come in.

mod id_token;
mod logout;
mod provider;
mod signature;
mod waiting;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::JwkSet;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

pub use id_token::WrongToken;
pub use provider::ProviderError;

use super::{AccountError, Entered, Error, Jalon, chance, subject};
use crate::{
    access,
    config::OidcSettings,
    domain::{Code, Grant, Person, Role, User, Way, user_name},
    store::{KnownUser, SignOn},
};
use id_token::{Claims, Expected};
use provider::Provider;
use waiting::{Away, Waiting};

/// How long it is taken for granted what a sign-on says of itself.
const KNOWN_FOR: Duration = Duration::HOUR;
/// How often at most it is asked anew because of a key that it has not published before: anybody can make
/// up the name of a key.
const ASKED_ANEW: Duration = Duration::MINUTE;

/// A city's sign-on, and who is there.
#[derive(Debug)]
pub(super) struct Oidc {
    settings: OidcSettings,
    known: Mutex<Option<(OffsetDateTime, Arc<Provider>)>>,
    /// When it was last asked anew before the time.
    asked_anew: Mutex<Option<OffsetDateTime>>,
    waiting: Waiting,
}

/// Somebody who is sent to the sign-on.
#[derive(Clone, Debug)]
pub struct SentAway {
    /// Where their browser goes.
    pub address: String,
    /// What it must bring back, beside what the sign-on sends along.
    pub secret: String,
}

/// What a browser brings back from the sign-on.
#[derive(Clone, Debug)]
pub struct BroughtBack {
    /// What is exchanged for the token.
    pub code: String,
    /// Which question is answered.
    pub state: String,
    /// What was given to the browser.
    pub secret: String,
    /// What the browser says of itself.
    pub device: String,
}

impl Oidc {
    /// The sign-on of the settings.
    ///
    /// # Errors
    /// [`AccountError::NoRole`] for a group whose role is none.
    pub(super) fn new(settings: &OidcSettings) -> Result<Self, Error> {
        for given in settings.roles.values() {
            Role::from_code(given).ok_or_else(|| AccountError::NoRole {
                given: given.clone(),
            })?;
        }
        Ok(Self {
            settings: settings.clone(),
            known: Mutex::default(),
            asked_anew: Mutex::default(),
            waiting: Waiting::default(),
        })
    }

    /// What the sign-on says of itself, asked anew when that is old.
    async fn provider(&self, now: OffsetDateTime) -> Result<Arc<Provider>, Error> {
        let known = self
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some((since, provider)) = known
            && now >= since
            && now - since < KNOWN_FOR
        {
            return Ok(provider);
        }
        self.asked(now).await
    }

    /// Asks the sign-on what it says of itself.
    async fn asked(&self, now: OffsetDateTime) -> Result<Arc<Provider>, Error> {
        let settings = self.settings.clone();
        let asking = tokio::task::spawn_blocking(move || provider::discovered(&settings));
        let provider = Arc::new(asking.await?.map_err(AccountError::from)?);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some((now, provider.clone()));
        Ok(provider)
    }

    /// Checks something by the keys of the sign-on; by those of this moment, where it was signed by one
    /// that was not there before.
    async fn believed<T>(
        &self,
        now: OffsetDateTime,
        check: impl Fn(&JwkSet) -> Result<T, WrongToken>,
    ) -> Result<T, Error> {
        let checked = match check(&self.provider(now).await?.keys) {
            Err(WrongToken::Key) if self.may_ask_anew(now) => check(&self.asked(now).await?.keys),
            checked => checked,
        };
        Ok(checked.map_err(AccountError::from)?)
    }

    fn may_ask_anew(&self, now: OffsetDateTime) -> bool {
        let mut last = self
            .asked_anew
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let is_long_ago = |last: OffsetDateTime| now < last || now - last >= ASKED_ANEW;
        let may = last.is_none_or(is_long_ago);
        if may {
            *last = Some(now);
        }
        may
    }

    /// What the sign-on says of whoever brings a code, believed.
    async fn claims(
        &self,
        (code, away): (String, &Away),
        now: OffsetDateTime,
    ) -> Result<(Claims, String), Error> {
        let places = self.provider(now).await?.places.clone();
        let (settings, verifier) = (self.settings.clone(), away.verifier.clone());
        let asking = tokio::task::spawn_blocking(move || {
            provider::exchanged((&settings, &places), (&code, &verifier))
        });
        let token = asking.await?.map_err(AccountError::from)?.id_token;
        let expected = Expected {
            issuer: &self.settings.issuer,
            client_id: &self.settings.client_id,
            nonce: &away.nonce,
            now,
        };
        let claims = self.believed(now, |keys| id_token::checked(&token, keys, expected));
        Ok((claims.await?, token))
    }

    /// What a session of the sign-on is kept as, so that it can end ours.
    fn mark(&self, session: &str) -> String {
        access::digest(&format!("{}\n{session}", self.settings.issuer))
    }

    /// The roles of somebody's groups.
    fn roles(&self, claims: &Claims) -> BTreeSet<Role> {
        let groups = match claims.rest.get(&self.settings.groups_claim) {
            Some(Value::Array(groups)) => groups.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(group)) => vec![group.as_str()],
            _ => Vec::new(),
        };
        let roles = groups.into_iter().filter_map(|group| {
            let code = self.settings.roles.get(group)?;
            Role::from_code(code)
        });
        roles.collect()
    }

    /// Whether the sign-on says that it has asked for a second factor.
    fn had_factor(&self, claims: &Claims) -> bool {
        let settings = &self.settings;
        let level = claims
            .acr
            .as_ref()
            .is_some_and(|acr| settings.acr.contains(acr));
        level || claims.amr.iter().any(|way| settings.amr.contains(way))
    }
}

impl Jalon {
    /// Whether people may come in by a city's sign-on.
    #[must_use]
    pub fn has_sign_on(&self) -> bool {
        self.accounts.oidc.is_some()
    }

    /// Sends somebody to the sign-on.
    ///
    /// # Errors
    /// No sign-on in the settings, or one that does not answer as it should.
    pub async fn send_to_sign_on(&self) -> Result<SentAway, Error> {
        let (oidc, now) = (self.oidc()?, self.clock.now());
        let provider = oidc.provider(now).await?;
        let (state, secret) = (chance::secret()?, chance::secret()?);
        let away = Away {
            browser: access::digest(&secret),
            nonce: chance::secret()?,
            verifier: chance::secret()?,
            since: now,
        };
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(away.verifier.as_bytes()));
        let settings = &oidc.settings;
        let mut pairs = vec![
            ("response_type", "code"),
            ("client_id", &settings.client_id),
            ("redirect_uri", &settings.redirect),
            ("scope", &settings.scope),
            ("state", &state),
            ("nonce", &away.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let levels = settings.acr.join(" ");
        if !levels.is_empty() {
            pairs.push(("acr_values", &levels));
        }
        let address = with_pairs(&provider.places.authorization_endpoint, &pairs);
        oidc.waiting.put(state, away);
        Ok(SentAway { address, secret })
    }

    /// Lets somebody in who comes back from the sign-on, each time once.
    ///
    /// # Errors
    /// [`AccountError`]: not sent from here with this browser, a token that is not believed, no listed
    /// group, no second factor where the role needs one, a closed account.
    pub async fn sign_in_by_sign_on(&self, back: BroughtBack) -> Result<Entered, Error> {
        let (oidc, now) = (self.oidc()?, self.clock.now());
        let away = oidc.waiting.take(&back.state, now);
        let away = away.filter(|away| away.browser == access::digest(&back.secret));
        let away = away.ok_or(AccountError::NotSentAway)?;
        let (claims, token) = oidc.claims((back.code, &away), now).await?;
        let roles = oidc.roles(&claims);
        if roles.is_empty() {
            return Err(AccountError::NoGroup)?;
        }
        let known = self.of_sign_on(&claims.sub).await?;
        let user = self.signed_on(&claims, (known, &roles)).await?;
        let mark = claims.rest.get("sid").and_then(Value::as_str);
        let mark = mark.map(|session| oidc.mark(session));
        let entered = self
            .begin_session_of_sign_on(&user, (back.device, mark.as_deref()))
            .await?;
        oidc.waiting.keep_token(entered.session.id, token);
        Ok(entered)
    }

    /// Ends the session of the one who asks, and tells where the sign-on ends its own (OpenID Connect
    /// RP-Initiated Logout 1.0), if it does.
    pub async fn sign_out_of_sign_on(&self, by: &Person) -> Result<Option<String>, Error> {
        let Way::Session { id, .. } = by.way else {
            return Err(AccountError::NoAccount)?;
        };
        self.end_session(by, id).await?;
        let oidc = self.oidc()?;
        let provider = oidc.provider(self.clock.now()).await?;
        let token = oidc.waiting.token(id);
        let mut pairs = vec![("client_id", oidc.settings.client_id.as_str())];
        pairs.extend(token.as_deref().map(|token| ("id_token_hint", token)));
        let after = oidc.settings.after_sign_out.as_deref();
        pairs.extend(after.map(|after| ("post_logout_redirect_uri", after)));
        let place = provider.places.end_session_endpoint.as_deref();
        Ok(place.map(|place| with_pairs(place, &pairs)))
    }

    /// The account of somebody whom the sign-on names, also one that is closed and forgotten.
    async fn of_sign_on(&self, named: &str) -> Result<Option<KnownUser>, Error> {
        let issuer = &self.oidc()?.settings.issuer;
        if let Some(known) = self.store.user_of(issuer, named).await? {
            return Ok(Some(known));
        }
        let marker = self.marker_of(issuer, named)?;
        Ok(self.store.user_of(issuer, &marker).await?)
    }

    fn oidc(&self) -> Result<&Oidc, Error> {
        Ok(self.accounts.oidc.as_ref().ok_or(AccountError::NoSignOn)?)
    }

    /// The user of a sign-on with the grants of their groups: made at the first time, and brought up to
    /// date at each other.
    async fn signed_on(
        &self,
        claims: &Claims,
        (known, roles): (Option<KnownUser>, &BTreeSet<Role>),
    ) -> Result<User, Error> {
        let is_new = known.is_none();
        let mut user = match known {
            Some(known) if known.user.disabled_at.is_some() => {
                return Err(AccountError::Closed {
                    name: known.user.name,
                })?;
            }
            Some(known) => known.user,
            None => self.new_user_of(claims).await?,
        };
        let here = |grant: &&Grant| grant.territory == self.territory;
        let held: BTreeSet<Role> = self.held_by(&user).iter().map(|grant| grant.role).collect();
        let left = |grant: &&Grant| !roles.contains(&grant.role);
        let ended = user.grants.iter().filter(here).filter(left);
        let ended: Vec<_> = ended.map(|grant| grant.id).collect();
        let given: Vec<Grant> = roles
            .difference(&held)
            .map(|role| self.grant_of_group(*role))
            .collect();
        user.grants.retain(|grant| !ended.contains(&grant.id));
        user.grants.extend(given.iter().cloned());
        let oidc = self.oidc()?;
        let needs = access::needs_factor(&self.held_by(&user));
        if needs && !self.accounts.factor_is_optional && !oidc.had_factor(claims) {
            return Err(AccountError::SignOnWithoutFactor)?;
        }
        if !is_new && ended.is_empty() && given.is_empty() {
            return Ok(user);
        }
        let event = self.event(
            (&user.name, "sign-on"),
            subject(&user.name),
            json!({ "new": is_new, "roles": roles }),
        );
        let sign_on = SignOn {
            issuer: &oidc.settings.issuer,
            subject: &claims.sub,
            user: &user,
            is_new,
            ended: &ended,
            given: &given,
        };
        self.store
            .sign_on(&self.territory, &sign_on, &event)
            .await?;
        self.refresh_accounts().await?;
        Ok(user)
    }

    async fn new_user_of(&self, claims: &Claims) -> Result<User, Error> {
        Ok(User {
            id: self.clock.new_id(),
            name: self.free_name(claims).await?,
            has_password: false,
            has_factor: false,
            created_at: self.clock.now(),
            disabled_at: None,
            grants: Vec::new(),
        })
    }

    /// The name that the sign-on knows somebody by, where it can be a name here and nobody has it; else
    /// one made of the subject. An account that is there already is never taken over by its name.
    async fn free_name(&self, claims: &Claims) -> Result<String, Error> {
        let told = claims.preferred_username.as_deref().and_then(user_name);
        if let Some(name) = told
            && self.store.user_named(&name).await?.is_none()
        {
            return Ok(name);
        }
        let digest = access::digest(&format!("{}\n{}", self.oidc()?.settings.issuer, claims.sub));
        Ok(format!("sso-{}", digest.get(..16).unwrap_or(&digest)))
    }

    /// What a user holds here today.
    fn held_by(&self, user: &User) -> Vec<Grant> {
        let today = self.clock.now().date();
        let holds = |grant: &&Grant| grant.territory == self.territory && grant.holds_on(today);
        user.grants.iter().filter(holds).cloned().collect()
    }

    fn grant_of_group(&self, role: Role) -> Grant {
        Grant {
            id: self.clock.new_id(),
            role,
            territory: self.territory.clone(),
            until: None,
            opens: Vec::new(),
            sites: Vec::new(),
        }
    }
}

/// An address with these behind its question mark.
fn with_pairs(address: &str, pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}{query}")
}
