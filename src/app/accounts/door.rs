//! Coming in, by password, link, session or token, and going out.

use std::{
    collections::HashMap,
    sync::{Mutex, OnceLock, PoisonError},
};

use serde_json::json;
use time::{Duration, OffsetDateTime};
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;

use super::{AccountError, Error, Jalon, chance, subject};
use crate::{
    access::{self, password},
    domain::{BrokenGlass, LinkKind, Network, Person, Session, User, Way},
    store::{Beginning, KnownUser},
};

/// How long it is taken for granted who somebody is: whoever is shut out by another process is out
/// after that.
const KNOWN_FOR: Duration = Duration::seconds(1);
/// Those of whom that is remembered, at most.
const MOST_KNOWN: usize = 10_000;
/// How often it is written down that a session is in use.
const SEEN_EVERY: Duration = Duration::minutes(1);
/// How long a refusal takes at least. It is longer than the work behind it, whose length would tell
/// whether somebody has a name.
const REFUSED_AFTER: std::time::Duration = std::time::Duration::from_millis(250);
/// Characters kept of what a browser says of itself.
const DEVICE_LENGTH: usize = 120;

/// Who has come in a moment ago, by the digest of what they showed.
#[derive(Default)]
pub(super) struct Known(Mutex<HashMap<String, (OffsetDateTime, Person)>>);

impl Known {
    pub(super) fn forget(&self) {
        self.lock().clear();
    }

    fn get(&self, digest: &str, now: OffsetDateTime) -> Option<Person> {
        let known = self.lock();
        let (since, person) = known.get(digest)?;
        let is_fresh = now >= *since && now - *since < KNOWN_FOR;
        let is_open = person.glass.iter().all(|glass| now < glass.ends_at);
        (is_fresh && is_open).then(|| person.clone())
    }

    fn put(&self, digest: &str, now: OffsetDateTime, person: &Person) {
        let mut known = self.lock();
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(digest.to_owned(), (now, person.clone()));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, (OffsetDateTime, Person)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What somebody at the door says.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// Their name.
    pub name: String,
    /// Their password.
    pub password: String,
    /// The code of their second factor, or a recovery code.
    pub code: Option<String>,
    /// What the browser says of itself.
    pub device: String,
    /// Whether it is a phone in the field.
    pub is_field_device: bool,
}

/// Somebody who has come in.
#[derive(Clone, Debug)]
pub struct Entered {
    /// What they show from now on; only its digest is kept.
    pub secret: String,
    /// Their session.
    pub session: Session,
    /// The user's name.
    pub name: String,
}

/// A session that shows another secret from now on: what was known of it before is worth nothing.
#[derive(Clone, Debug)]
pub struct Renewed {
    /// The secret; only its digest is kept.
    pub secret: String,
    /// Whether it is a phone in the field.
    pub is_field_device: bool,
}

impl Renewed {
    /// Another secret for a session.
    pub(super) fn of(session: &Session) -> Result<Self, Error> {
        Ok(Self {
            secret: chance::secret()?,
            is_field_device: session.is_field_device,
        })
    }

    /// What is kept of it.
    pub(super) fn digest(&self) -> String {
        access::digest(&self.secret)
    }
}

impl Jalon {
    /// Lets somebody in by name and password, and by the code of their second factor where they
    /// have one. It takes as long for a name that nobody has.
    ///
    /// # Errors
    /// [`AccountError::WrongSignIn`], whatever was wrong; [`AccountError::CodeMissing`] when all
    /// else was right.
    pub async fn sign_in(&self, given: SignIn) -> Result<Entered, Error> {
        let began = Instant::now();
        let entered = self.enter(given).await;
        if entered.is_err() {
            sleep_until(began + REFUSED_AFTER).await;
        }
        entered
    }

    async fn enter(&self, given: SignIn) -> Result<Entered, Error> {
        // Nobody has a blank name; it is asked for all the same.
        let name = crate::domain::user_name(&given.name).unwrap_or_default();
        let found = self.store.user_named(&name).await?;
        let known = found.filter(|known| known.user.disabled_at.is_none());
        let kept = known.as_ref().and_then(|known| known.password.clone());
        let is_right = self.is_password(&given.password, kept.clone()).await?;
        let (Some(known), Some(kept), true) = (known, kept, is_right) else {
            return Err(AccountError::WrongSignIn)?;
        };
        if known.user.has_factor {
            self.check_factor(&known, given.code.as_deref()).await?;
        }
        if password::is_outdated(&kept) {
            let kept = self.hashed(given.password.clone()).await?;
            self.store.keep_password_anew(known.user.id, &kept).await?;
        }
        let way = ("password", None);
        self.begin_session(&known.user, way, (given.device, given.is_field_device))
            .await
    }

    /// Lets somebody in by a link that works once.
    ///
    /// # Errors
    /// [`AccountError::UsedLink`].
    pub async fn sign_in_by_link(&self, secret: &str, device: String) -> Result<Entered, Error> {
        let (digest, user) = self.linked(secret, LinkKind::SignIn).await?;
        self.begin_session(&user, ("link", Some(&digest)), (device, false))
            .await
    }

    /// Chooses the password of an invited user, once, and lets them in; who has a second factor
    /// already goes on to the door.
    ///
    /// # Errors
    /// [`AccountError::UsedLink`], or a password that may not be chosen: the link still works then.
    pub async fn accept_invitation(
        &self,
        secret: &str,
        (chosen, device): (String, String),
    ) -> Result<Option<Entered>, Error> {
        let (digest, user) = self.linked(secret, LinkKind::Invitation).await?;
        password::check(&chosen, &user.name).map_err(AccountError::from)?;
        let kept = self.hashed(chosen).await?;
        let event = self.event(
            (&user.name, "user-password"),
            subject(&user.name),
            json!({}),
        );
        let accepted = self
            .store
            .accept_invitation(&self.territory, (&digest, user.id, &kept), &event)
            .await?;
        if !accepted {
            return Err(AccountError::UsedLink)?;
        }
        if user.has_factor {
            return Ok(None);
        }
        let way = ("invitation", None);
        self.begin_session(&user, way, (device, false))
            .await
            .map(Some)
    }

    async fn linked(&self, secret: &str, kind: LinkKind) -> Result<(String, User), Error> {
        let digest = access::digest(secret);
        let link = self.store.link(&digest).await?;
        let now = self.clock.now();
        let link = link.filter(|link| link.kind == kind && now <= link.ends_at);
        let holder = match link {
            Some(link) => self.store.user(link.holder).await?,
            None => None,
        };
        let open = holder.filter(|known| known.user.disabled_at.is_none());
        Ok((digest, open.ok_or(AccountError::UsedLink)?.user))
    }

    async fn begin_session(
        &self,
        user: &User,
        (way, link): (&str, Option<&str>),
        (device, is_field_device): (String, bool),
    ) -> Result<Entered, Error> {
        let today = self.clock.now().date();
        let held = user.grants.iter().filter(|grant| grant.holds_on(today));
        let held: Vec<_> = held.cloned().collect();
        let needs = !self.accounts.factor_is_optional && access::needs_factor(&held);
        let factor_due = needs && !user.has_factor;
        let beginning = Beginning {
            way,
            link,
            sign_on: None,
        };
        self.begin(user, beginning, (device, is_field_device, factor_due))
            .await
    }

    /// Begins the session of somebody whom the sign-on of the city has let in, with a second factor
    /// where their role needs one.
    pub(super) async fn begin_session_of_sign_on(
        &self,
        user: &User,
        (device, mark): (String, Option<&str>),
    ) -> Result<Entered, Error> {
        let beginning = Beginning {
            way: "sign-on",
            link: None,
            sign_on: mark,
        };
        self.begin(user, beginning, (device, false, false)).await
    }

    async fn begin(
        &self,
        user: &User,
        beginning: Beginning<'_>,
        (device, is_field_device, factor_due): (String, bool, bool),
    ) -> Result<Entered, Error> {
        let now = self.clock.now();
        let session = Session {
            id: self.clock.new_id(),
            holder: user.id,
            device: device.chars().take(DEVICE_LENGTH).collect(),
            is_field_device,
            factor_due,
            created_at: now,
            seen_at: now,
        };
        let secret = chance::secret()?;
        let event = self.event(
            (&user.name, "sign-in"),
            subject(&user.name),
            json!({ "by": beginning.way }),
        );
        let digest = access::digest(&secret);
        let begun = self
            .store
            .add_session(&self.territory, (&session, &digest, beginning), &event)
            .await?;
        if !begun {
            return Err(AccountError::UsedLink)?;
        }
        Ok(Entered {
            secret,
            session,
            name: user.name.clone(),
        })
    }

    /// Who shows this secret of a session; `None` when nobody does any more.
    pub async fn person_by_session(&self, secret: &str) -> Result<Option<Person>, Error> {
        let (digest, now) = (access::digest(secret), self.clock.now());
        if let Some(person) = self.accounts.known.get(&digest, now) {
            return Ok(Some(person));
        }
        let session = self.store.session(&digest).await?;
        let Some(session) = session.filter(|session| !session.is_over(now)) else {
            return Ok(None);
        };
        if (now - session.seen_at).abs() >= SEEN_EVERY {
            self.note_seen(session.id, now).await;
        }
        let way = Way::Session {
            id: session.id,
            second_factor_due: session.factor_due,
            charter_due: self.owes_charter(session.holder).await?,
        };
        let holder = self.store.user(session.holder).await?;
        let glass = self.store.broken_glass(session.id, now).await?;
        let person = holder
            .and_then(|known| person(known, way, now))
            .map(|person| opened(person, glass));
        if let Some(person) = &person {
            self.accounts.known.put(&digest, now, person);
        }
        Ok(person)
    }

    /// Who shows this token, from an address; `None` when it does not work, or no more.
    ///
    /// # Errors
    /// [`AccountError::TokenElsewhere`] from an address that it is not for, or from one that is not known.
    pub async fn person_by_token(
        &self,
        shown: &str,
        from: Option<std::net::IpAddr>,
    ) -> Result<Option<Person>, Error> {
        let person = self.holder_of_token(shown).await?;
        let is_here = |networks: &[Network]| {
            let from = from.is_some_and(|from| networks.iter().any(|one| one.holds(from)));
            networks.is_empty() || from
        };
        match person.as_ref().map(|person| &person.way) {
            Some(Way::Token { networks, .. }) if !is_here(networks) => {
                Err(AccountError::TokenElsewhere)?
            }
            _ => Ok(person),
        }
    }

    async fn holder_of_token(&self, shown: &str) -> Result<Option<Person>, Error> {
        let (digest, now) = (access::digest(shown), self.clock.now());
        if let Some(person) = self.accounts.known.get(&digest, now) {
            return Ok(Some(person));
        }
        let Some(id) = access::token_id(shown) else {
            return Ok(None);
        };
        let token = self.store.token(id, &digest).await?;
        let Some(token) = token.filter(|token| now <= token.ends_at) else {
            return Ok(None);
        };
        let way = Way::Token {
            id,
            scopes: token.scopes,
            territory: token.territory,
            networks: token.networks,
        };
        let person = match token.holder {
            None => Some(Person {
                name: String::new(),
                user: None,
                way,
                ..Person::public()
            }),
            Some(holder) => {
                let holder = self.store.user(holder).await?;
                holder.and_then(|known| person(known, way, now))
            }
        };
        let named = person.map(|person| Person {
            name: format!("{}#{}", person.name, token.name),
            ..person
        });
        if let Some(person) = &named {
            self.accounts.known.put(&digest, now, person);
        }
        Ok(named)
    }

    /// Ends a session of the one who asks: this one, or another one of theirs.
    ///
    /// # Errors
    /// [`AccountError::NoSession`].
    pub async fn end_session(&self, by: &Person, session: Uuid) -> Result<(), Error> {
        let holder = by.user.ok_or(AccountError::NoAccount)?;
        let event = self.event((&by.name, "sign-out"), subject(&by.name), json!({}));
        let ended = self
            .store
            .end_session(&self.territory, (holder, session), &event)
            .await?;
        self.accounts.known.forget();
        if ended {
            Ok(())
        } else {
            Err(AccountError::NoSession)?
        }
    }

    /// The sessions of the one who asks that still hold, those used last first.
    pub async fn sessions(&self, by: &Person) -> Result<Vec<Session>, Error> {
        let holder = by.user.ok_or(AccountError::NoAccount)?;
        let now = self.clock.now();
        let mut sessions = self.store.sessions(holder).await?;
        sessions.retain(|session| !session.is_over(now));
        Ok(sessions)
    }

    /// Chooses another password; every other session of the user ends, and this one is renewed.
    ///
    /// # Errors
    /// [`AccountError::WrongSignIn`] when the old one is not right; one that may not be chosen.
    pub async fn change_password(
        &self,
        by: &Person,
        (old, chosen): (String, String),
    ) -> Result<Renewed, Error> {
        let (known, session) = self.own_session(by).await?;
        let kept = known.password;
        let may = kept.is_none() || self.is_password(&old, kept).await?;
        if !may {
            return Err(AccountError::WrongSignIn)?;
        }
        password::check(&chosen, &by.name).map_err(AccountError::from)?;
        let (kept, renewed) = (self.hashed(chosen).await?, Renewed::of(&session)?);
        let event = self.event((&by.name, "user-password"), subject(&by.name), json!({}));
        let (user, digest) = (known.user.id, renewed.digest());
        self.store
            .set_password(
                &self.territory,
                (user, &kept, (session.id, &digest)),
                &event,
            )
            .await?;
        self.accounts.known.forget();
        Ok(renewed)
    }

    /// Whether this is the password; as slow where there is none.
    async fn is_password(&self, given: &str, kept: Option<String>) -> Result<bool, Error> {
        let has_one = kept.is_some();
        // A text that is too long could keep the machine busy.
        let given: String = given.chars().take(password::LONGEST + 1).collect();
        let is_right = self
            .in_turn(move || {
                // Made for everybody, or the first name that nobody has would take twice as long.
                let nobodys = nobodys_password();
                password::is_right(&given, kept.as_deref().unwrap_or(nobodys))
            })
            .await?;
        Ok(is_right && has_one)
    }

    /// A password as it is kept.
    async fn hashed(&self, chosen: String) -> Result<String, Error> {
        let salt = chance::bytes::<16>()?;
        let kept = self.in_turn(move || password::kept(&chosen, salt)).await?;
        Ok(kept.ok_or(AccountError::NoChance)?)
    }

    /// Hashes off the threads that serve, as many at once as there are cores.
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let _place = self.accounts.hashing.acquire().await;
        let hashed = &self.accounts.hashed;
        hashed.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Ok(tokio::task::spawn_blocking(work).await?)
    }
}

/// A user as whoever asks now, if the account is open.
fn person(known: KnownUser, way: Way, now: OffsetDateTime) -> Option<Person> {
    let user = known.user;
    let mut grants = user.grants;
    grants.retain(|grant| grant.holds_on(now.date()));
    user.disabled_at.is_none().then_some(Person {
        name: user.name,
        user: Some(user.id),
        way,
        grants,
        ..Person::public()
    })
}

/// The same with what they opened for an hour: each of their grants opens it, where its role lets it.
fn opened(mut person: Person, glass: Vec<BrokenGlass>) -> Person {
    for grant in &mut person.grants {
        grant.opens.extend(glass.iter().map(|glass| glass.class));
    }
    person.glass = glass;
    person
}

/// What is hashed where there is no password: nobody knows what it was made of.
fn nobodys_password() -> &'static str {
    static KEPT: OnceLock<String> = OnceLock::new();
    KEPT.get_or_init(|| {
        let random = chance::secret().unwrap_or_default();
        password::kept(&random, [0; 16]).unwrap_or_default()
    })
}
