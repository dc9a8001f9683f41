//! Who is asking: somebody signed in, a program with a token, the operator, or the public.

use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{DataClass, Network, Role, Scope, Territory};

/// What somebody opened for an hour that their role leaves closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenGlass {
    /// Which time.
    pub id: Uuid,
    /// What is open: restricted or household.
    pub class: DataClass,
    /// Why: the purpose of each look meanwhile.
    pub reason: String,
    /// Since when.
    pub began_at: OffsetDateTime,
    /// When it ends by itself.
    pub ends_at: OffsetDateTime,
}

/// What others are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlassNotice {
    /// The number of its change.
    pub number: u64,
    /// Who did it.
    pub name: String,
    /// What was opened.
    pub glass: BrokenGlass,
    /// When it was shut before its end; none where it was not.
    pub ended_at: Option<OffsetDateTime>,
}

/// A role in a territory, until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Which grant this is.
    pub id: Uuid,
    /// What its holder does.
    pub role: Role,
    /// Where.
    pub territory: Territory,
    /// Its last day; none for as long as nobody takes it back.
    pub until: Option<Date>,
    /// Classes that the role leaves open and this grant opens: restricted, household.
    pub opens: Vec<DataClass>,
    /// Codes of the settlements it is for; all that the role reaches when there are none.
    pub sites: Vec<String>,
}

impl Grant {
    /// Whether it still holds on a day.
    #[must_use]
    pub fn holds_on(&self, today: Date) -> bool {
        self.until.is_none_or(|last| today <= last)
    }
}

/// How somebody came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// At this machine, on the command line or while there are no accounts.
    Operator,
    /// Nobody has said who they are.
    Public,
    /// By a session.
    Session {
        /// Which one.
        id: Uuid,
        /// Whether a second factor must be set up before anything else.
        second_factor_due: bool,
        /// Whether the charter, as it stands now, is still to be accepted.
        charter_due: bool,
    },
    /// By a token.
    Token {
        /// Which one.
        id: Uuid,
        /// What it is for.
        scopes: Vec<Scope>,
        /// Where.
        territory: Territory,
        /// From which addresses; from all where none is named.
        networks: Vec<Network>,
    },
}

/// Who is asking, with the grants that hold now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name in the record of changes.
    pub name: String,
    /// Their account, where there is one.
    pub user: Option<Uuid>,
    /// How they came in.
    pub way: Way,
    /// What they hold today, with what they opened for an hour.
    pub grants: Vec<Grant>,
    /// What they opened for an hour.
    pub glass: Vec<BrokenGlass>,
    /// The role as which they look around, with nothing more than both see.
    pub views_as: Option<Role>,
}

impl Person {
    /// The operator of this machine; `name` says by which door.
    #[must_use]
    pub fn operator(name: &str) -> Self {
        Self::nobody(name, Way::Operator)
    }

    /// Somebody who has not said who they are.
    #[must_use]
    pub fn public() -> Self {
        Self::nobody("public", Way::Public)
    }

    fn nobody(name: &str, way: Way) -> Self {
        Self {
            name: name.to_owned(),
            user: None,
            way,
            grants: Vec::new(),
            glass: Vec::new(),
            views_as: None,
        }
    }

    /// Whether they have said who they are, or sit at the machine.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.way != Way::Public
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_grant_holds_on_its_last_day_and_not_on_the_next() {
        let grant = Grant {
            id: Uuid::nil(),
            role: Role::Planner,
            territory: Territory::default(),
            until: Some(date!(2026 - 11 - 30)),
            opens: Vec::new(),
            sites: Vec::new(),
        };

        assert!(grant.holds_on(date!(2026 - 11 - 30)));
        assert!(!grant.holds_on(date!(2026 - 12 - 01)));
    }
}
