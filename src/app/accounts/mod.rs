//! Users and their grants: made by the operator and by those whose role it is; how they come in
//! stands in `door`, their second factor in `factor`, the tokens of their programs in `tokens`.
//!
//! While nobody has an account, whoever reaches the machine is its operator; from the first account
//! on everybody says who they are. Accounts are closed, never deleted: the record of changes names them.

mod chance;
mod charter;
mod error;
mod door;
mod factor;
mod glass;
mod oidc;
mod tokens;

use serde_json::json;
use uuid::Uuid;

pub use charter::Charter;
pub use door::{Entered, Renewed, SignIn};
pub use error::AccountError;
pub use factor::FactorKey;
pub use oidc::{BroughtBack, ProviderError, SentAway, WrongToken};
pub use tokens::NewToken;

use super::{Error, Jalon};
use crate::{
    access,
    config::AccountSettings,
    domain::{Code, DataClass, Grant, LinkKind, NewGrant, Person, Role, User, Way, user_name},
    store::{KnownUser, Link},
};

/// Users, and grants of one user, at most.
const MOST_GRANTS: usize = 100;

/// What of accounts lives in memory.
pub(super) struct Accounts {
    /// Whether there has ever been a user: nobody is asked for a name before.
    exist: std::sync::atomic::AtomicBool,
    /// Who has come in, by the digest of what they came in with.
    known: door::Known,
    /// Places for hashing passwords: each takes 19 MiB and a core.
    hashing: tokio::sync::Semaphore,
    /// How many passwords have been compared or made.
    hashed: std::sync::atomic::AtomicU64,
    /// Whether whoever needs a second factor may do without, as the settings say.
    factor_is_optional: bool,
    trusted_proxies: Vec<std::net::IpAddr>,
    /// Where it is sent on that somebody opened what their role leaves closed.
    notice_webhook: Option<String>,
    /// A city's own sign-on.
    oidc: Option<oidc::Oidc>,
    /// What everybody who comes in has to accept.
    charter: Option<Charter>,
}

impl Accounts {
    pub(super) fn new(settings: &AccountSettings) -> Result<Self, Error> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self {
            exist: std::sync::atomic::AtomicBool::new(false),
            known: door::Known::default(),
            hashing: tokio::sync::Semaphore::new(cores),
            hashed: std::sync::atomic::AtomicU64::new(0),
            factor_is_optional: settings.factor_is_optional,
            trusted_proxies: settings.trusted_proxies.clone(),
            notice_webhook: settings.notice_webhook.clone(),
            oidc: settings.oidc.as_ref().map(oidc::Oidc::new).transpose()?,
            charter: settings.charter.as_deref().map(Charter::read).transpose()?,
        })
    }
}

/// How long whoever only looks waits until it is noted that their session is in use.
const NOTED_WITHIN: std::time::Duration = std::time::Duration::from_millis(200);

impl Jalon {
    /// Whether anybody has an account, so that everybody must say who they are.
    #[must_use]
    pub fn has_accounts(&self) -> bool {
        self.accounts
            .exist
            .load(std::sync::atomic::Ordering::Relaxed)
    }

    /// How many passwords have been hashed since the start. Each try to come in costs one, whoever has the
    /// name and whether anybody has it.
    #[must_use]
    pub fn passwords_hashed(&self) -> u64 {
        self.accounts
            .hashed
            .load(std::sync::atomic::Ordering::Relaxed)
    }

    /// Addresses of the proxies in front of the server.
    #[must_use]
    pub fn trusted_proxies(&self) -> &[std::net::IpAddr] {
        &self.accounts.trusted_proxies
    }

    /// Writes down that a session is in use. Whoever only looks waits neither for those who write nor for
    /// room on the disk: the next question will do.
    async fn note_seen(&self, session: Uuid, now: time::OffsetDateTime) {
        let noting = self.store.session_seen(session, now);
        if !matches!(tokio::time::timeout(NOTED_WITHIN, noting).await, Ok(Ok(()))) {
            tracing::debug!("that a session is in use could not be written down");
        }
    }

    /// Looks again whether anybody has an account; who has come in is looked up again.
    pub(super) async fn refresh_accounts(&self) -> Result<(), Error> {
        self.accounts.known.forget();
        if !self.has_accounts() {
            let exist = self.store.has_users().await?;
            let flag = &self.accounts.exist;
            flag.store(exist, std::sync::atomic::Ordering::Relaxed);
        }
        Ok(())
    }

    /// Adds a user with their grants.
    ///
    /// # Errors
    /// A name that is none or another user's; a grant that this person may not give.
    pub async fn add_user(
        &self,
        name: &str,
        grants: &[NewGrant],
        by: &Person,
    ) -> Result<User, Error> {
        let name = user_name(name).ok_or_else(|| AccountError::Name {
            given: name.to_owned(),
        })?;
        let grants: Vec<Grant> = grants
            .iter()
            .map(|grant| self.given(grant, (by, None)))
            .collect::<Result<_, _>>()?;
        let user = User {
            id: self.clock.new_id(),
            name,
            has_password: false,
            has_factor: false,
            created_at: self.clock.now(),
            disabled_at: None,
            grants,
        };
        let roles: Vec<Role> = user.grants.iter().map(|grant| grant.role).collect();
        let event = self.event(
            (&by.name, "user-add"),
            subject(&user.name),
            json!({ "roles": roles }),
        );
        self.store.add_user(&self.territory, &user, &event).await?;
        self.refresh_accounts().await?;
        Ok(user)
    }

    /// Users by name, 500 at a time.
    pub async fn users(&self, after: &str, limit: u32) -> Result<Vec<User>, Error> {
        Ok(self.store.users(after, limit).await?)
    }

    /// The user of a name.
    ///
    /// # Errors
    /// [`AccountError::NoUser`].
    pub async fn user_named(&self, name: &str) -> Result<User, Error> {
        Ok(self.known_user(name).await?.user)
    }

    pub(super) async fn known_user(&self, name: &str) -> Result<KnownUser, Error> {
        let found = match user_name(name) {
            Some(name) => self.store.user_named(&name).await?,
            None => None,
        };
        let missing = || AccountError::NoUser {
            name: name.to_owned(),
        };
        Ok(found.ok_or_else(missing)?)
    }

    /// A link that works once, in letters: to choose a password, or to come in.
    ///
    /// # Errors
    /// No such user, or a closed account.
    pub async fn add_link(&self, name: &str, kind: LinkKind, by: &Person) -> Result<String, Error> {
        let user = self.known_user(name).await?.user;
        if user.disabled_at.is_some() {
            return Err(AccountError::Closed { name: user.name })?;
        }
        check_may_change(&user, by)?;
        let secret = chance::secret()?;
        let link = Link {
            holder: user.id,
            kind,
            ends_at: self.clock.now() + kind.lasts(),
        };
        let event = self.event(
            (&by.name, "user-link"),
            subject(&user.name),
            json!({ "kind": kind }),
        );
        let digest = access::digest(&secret);
        self.store
            .add_link(&self.territory, (&digest, &link), &event)
            .await?;
        Ok(secret)
    }

    /// Gives a user a grant; they sign in anew, so that what the role asks for at the door is asked.
    ///
    /// # Errors
    /// No such user; a grant that this person may not give, or too many of them.
    pub async fn grant(&self, name: &str, new: &NewGrant, by: &Person) -> Result<Grant, Error> {
        let user = self.known_user(name).await?.user;
        if user.grants.len() >= MOST_GRANTS {
            return Err(AccountError::TooManyGrants { most: MOST_GRANTS })?;
        }
        let grant = self.given(new, (by, Some(user.id)))?;
        let event = self.event(
            (&by.name, "user-grant"),
            subject(&user.name),
            json!({
                "role": grant.role,
                "until": grant.until.map(|day| day.to_string()),
                "opens": grant.opens,
                "sites": grant.sites.len(),
            }),
        );
        self.store
            .add_grant(&self.territory, (user.id, &grant), &event)
            .await?;
        self.accounts.known.forget();
        Ok(grant)
    }

    /// Takes a grant of a user back; their sessions end.
    ///
    /// # Errors
    /// No such user or grant.
    pub async fn revoke(&self, name: &str, grant: Uuid, by: &Person) -> Result<(), Error> {
        let user = self.known_user(name).await?.user;
        let Some(held) = user.grants.iter().find(|held| held.id == grant) else {
            return Err(AccountError::NoGrant { name: user.name })?;
        };
        check_may_give(held.role, (by, None))?;
        let event = self.event(
            (&by.name, "user-revoke"),
            subject(&user.name),
            json!({ "role": held.role }),
        );
        self.store
            .remove_grant(&self.territory, (user.id, grant), &event)
            .await?;
        self.accounts.known.forget();
        Ok(())
    }

    /// Ends every session of a user, on every device: they sign in anew.
    ///
    /// # Errors
    /// No such user; somebody who could not be given what they hold.
    pub async fn end_sessions_of(&self, name: &str, by: &Person) -> Result<(), Error> {
        let user = self.known_user(name).await?.user;
        check_may_change(&user, by)?;
        let event = self.event((&by.name, "sessions-end"), subject(&user.name), json!({}));
        self.store
            .end_all_sessions(&self.territory, user.id, &event)
            .await?;
        self.accounts.known.forget();
        Ok(())
    }

    /// Closes an account: whoever has come in with it is out.
    ///
    /// # Errors
    /// No such user; the account of the one who asks, or closed already.
    pub async fn disable_user(&self, name: &str, by: &Person) -> Result<(), Error> {
        let user = self.known_user(name).await?.user;
        check_may_change(&user, by)?;
        let event = self.event((&by.name, "user-disable"), subject(&user.name), json!({}));
        let now = self.clock.now();
        let was_open = self
            .store
            .disable_user(&self.territory, (user.id, now), &event)
            .await?;
        self.accounts.known.forget();
        if was_open {
            Ok(())
        } else {
            Err(AccountError::Closed { name: user.name })?
        }
    }

    /// Leaves nothing of a closed account but its number, under which others find what was opened with it. The
    /// record of changes goes on to name who has changed what.
    pub(super) async fn forget_user(&self, name: &str, by: &Person) -> Result<(), Error> {
        let user = self.known_user(name).await?.user;
        if user.disabled_at.is_none() {
            return Ok(());
        }
        let mut known_by = Vec::new();
        for (issuer, told) in self.store.subjects_of(user.id).await? {
            let marker = self.marker_of(&issuer, &told)?;
            known_by.push((told, marker));
        }
        let number = user.id.simple().to_string();
        let name = format!("gone-{}", &number[number.len() - 12..]);
        let event = self.event((&by.name, "user-forget"), subject(&name), json!({}));
        self.store
            .forget_user(&self.territory, (user.id, &name), (&known_by, &event))
            .await?;
        self.accounts.known.forget();
        Ok(())
    }

    /// What is kept of somebody whom a sign-on knows, when their account has long been closed.
    fn marker_of(&self, issuer: &str, told: &str) -> Result<String, Error> {
        self.seal
            .mark(&self.territory, &format!("{issuer}\n{told}"))
    }

    /// Writes down that somebody has no export left for now: so many files at once are worth a look.
    pub async fn note_export_limit(&self, by: &Person) -> Result<(), Error> {
        let event = self.event((&by.name, "export-limit"), subject(&by.name), json!({}));
        self.store.append_event(&self.territory, &event).await?;
        Ok(())
    }

    fn given(&self, new: &NewGrant, to: (&Person, Option<Uuid>)) -> Result<Grant, Error> {
        let territory = new
            .territory
            .clone()
            .unwrap_or_else(|| self.territory.clone());
        if territory != self.territory && to.0.way != Way::Operator {
            return Err(AccountError::MayNotGrant { role: new.role })?;
        }
        check_may_give(new.role, to)?;
        let opens_none =
            |class: &DataClass| !matches!(class, DataClass::Restricted | DataClass::Household);
        if new.opens.iter().any(opens_none) {
            return Err(AccountError::Opens)?;
        }
        Ok(Grant {
            id: self.clock.new_id(),
            role: new.role,
            territory,
            until: new.until,
            opens: new.opens.clone(),
            sites: new.sites.clone(),
        })
    }
}

/// Who may let somebody in anew could come in as them: they must be able to give all they hold.
fn check_may_change(user: &User, by: &Person) -> Result<(), Error> {
    let mut grants = user.grants.iter();
    grants.try_for_each(|grant| check_may_give(grant.role, (by, Some(user.id))))
}

/// Nobody gives themselves anything, and only who runs the installation, or the auditor's
/// peer at the machine, makes others run it or audit it.
fn check_may_give(role: Role, (by, to): (&Person, Option<Uuid>)) -> Result<(), Error> {
    if by.user.is_some() && by.user == to {
        return Err(AccountError::Oneself.into());
    }
    let runs_it = |grant: &Grant| grant.role == Role::PlatformAdmin;
    let is_high = matches!(role, Role::PlatformAdmin | Role::DpoAuditor);
    if is_high && by.way != Way::Operator && !by.grants.iter().any(runs_it) {
        return Err(AccountError::MayNotGrant { role }.into());
    }
    Ok(())
}

/// How an account is named in the record of changes.
fn subject(name: &str) -> String {
    format!("user/{name}")
}

/// A role as people type it, for messages.
fn roles() -> String {
    let codes: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
    codes.join(", ")
}
