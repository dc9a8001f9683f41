//! Users, how they come in, and the tokens of their programs. Secrets are not in here.

use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use super::{DataClass, Grant, Network, Role, Scope, Territory, code_list};

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Stays the same for good.
    pub id: Uuid,
    /// The name typed at the door and told in the record of changes: small letters, digits, `.`,
    /// `-`, `_` and `@`.
    pub name: String,
    /// Whether they have chosen a password.
    pub has_password: bool,
    /// Whether a second factor is asked for at the door.
    pub has_factor: bool,
    /// When the account was made.
    pub created_at: OffsetDateTime,
    /// When it was closed.
    pub disabled_at: Option<OffsetDateTime>,
    /// All their grants, those that no longer hold among them.
    pub grants: Vec<Grant>,
}

/// The shortest name of a user, in letters.
const SHORTEST_NAME: usize = 2;
/// The longest name of a user, in letters.
const LONGEST_NAME: usize = 64;

/// A user's name as it is kept: trimmed, in small letters; `None` when it is none.
///
/// ```
/// use jalon::domain::user_name;
/// assert_eq!(user_name(" A.Martin "), Some("a.martin".to_owned()));
/// assert_eq!(user_name("a martin"), None);
/// ```
#[must_use]
pub fn user_name(given: &str) -> Option<String> {
    let name = given.trim().to_ascii_lowercase();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_@".contains(c);
    let fits = (SHORTEST_NAME..=LONGEST_NAME).contains(&name.len());
    (fits && name.chars().all(plain)).then_some(name)
}

/// A grant that is to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGrant {
    /// What its holder does.
    pub role: Role,
    /// Where; the installation's own territory unless given.
    pub territory: Option<Territory>,
    /// Its last day.
    pub until: Option<Date>,
    /// Classes that it opens.
    pub opens: Vec<DataClass>,
    /// The settlements it is for.
    pub sites: Vec<String>,
}

impl NewGrant {
    /// A role in the installation's own territory, for good.
    #[must_use]
    pub fn of(role: Role) -> Self {
        Self {
            role,
            territory: None,
            until: None,
            opens: Vec::new(),
            sites: Vec::new(),
        }
    }
}

code_list! {
    /// What a link that works once is for.
    LinkKind {
        /// Choosing a password.
        Invitation = "invitation",
        /// Coming in.
        SignIn = "sign_in",
    }
}

impl LinkKind {
    /// How long such a link works.
    #[must_use]
    pub const fn lasts(self) -> Duration {
        match self {
            Self::Invitation => Duration::days(7),
            Self::SignIn => Duration::hours(1),
        }
    }
}

/// Somebody's stay, from signing in to signing out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Which one.
    pub id: Uuid,
    /// Whose.
    pub holder: Uuid,
    /// What the browser says of itself.
    pub device: String,
    /// Whether it is a phone in the field, which stays longer.
    pub is_field_device: bool,
    /// Whether a second factor must be set up before anything else.
    pub factor_due: bool,
    /// When they came in.
    pub created_at: OffsetDateTime,
    /// When they last asked for something, to the minute.
    pub seen_at: OffsetDateTime,
}

impl Session {
    /// Whether it is over: nobody has asked for too long, or it has lasted long enough.
    #[must_use]
    pub fn is_over(&self, now: OffsetDateTime) -> bool {
        let (idle, whole) = if self.is_field_device {
            (Duration::hours(12), Duration::days(30))
        } else {
            (Duration::minutes(30), Duration::hours(12))
        };
        now - self.seen_at > idle || now - self.created_at > whole
    }
}

/// What a program comes in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Which one; it stands in the token itself.
    pub id: Uuid,
    /// What it is for, in the owner's words.
    pub name: String,
    /// Whose; none for those that the operator made.
    pub holder: Option<Uuid>,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// Where.
    pub territory: Territory,
    /// From which addresses it works; from all where none is named.
    pub networks: Vec<Network>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it ends.
    pub ends_at: OffsetDateTime,
}

/// The longest a token works.
pub const LONGEST_TOKEN: Duration = Duration::days(366);

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn session(is_field_device: bool) -> Session {
        let came = datetime!(2026-11-22 08:00 UTC);
        Session {
            id: Uuid::nil(),
            holder: Uuid::nil(),
            device: String::new(),
            is_field_device,
            factor_due: false,
            created_at: came,
            seen_at: came,
        }
    }

    #[test]
    fn a_session_at_a_desk_is_over_half_an_hour_after_the_last_question() {
        let desk = session(false);

        assert!(!desk.is_over(datetime!(2026-11-22 08:30 UTC)));
        assert!(desk.is_over(datetime!(2026-11-22 08:30:01 UTC)));
        assert!(!session(true).is_over(datetime!(2026-11-22 20:00 UTC)));
    }

    #[test]
    fn a_session_ends_after_twelve_hours_however_busy() {
        let busy = Session {
            seen_at: datetime!(2026-11-22 20:00 UTC),
            ..session(false)
        };

        assert!(!busy.is_over(datetime!(2026-11-22 20:00 UTC)));
        assert!(busy.is_over(datetime!(2026-11-22 20:00:01 UTC)));
    }
}
