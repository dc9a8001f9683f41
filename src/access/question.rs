//! The questions to the table: how far may this person go, and which fields do they see.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::table::right;
use crate::domain::{
    Act, DataClass, Grant, Person, Reach, Resource, Role, Scope, Territory, Viewer, Way,
};

/// How far a person may go with a resource in a territory: the farthest of their grants.
///
/// A token goes no farther than its scopes, wherever its owner may go; who has yet to set up a
/// second factor goes nowhere. Who looks around as another role goes as far as both, and changes
/// nothing.
#[must_use]
pub fn reach(person: &Person, territory: &Territory, resource: Resource, act: Act) -> Reach {
    let own = own_reach(person, territory, resource, act);
    match person.views_as {
        None => own,
        Some(_) if act == Act::Write => Reach::None,
        Some(role) => {
            let other = somebody_as(person, territory, role);
            own.min(own_reach(&other, territory, resource, act))
        }
    }
}

/// Somebody of a role and nothing else, who came in as this person did.
fn somebody_as(person: &Person, territory: &Territory, role: Role) -> Person {
    let grant = Grant {
        id: Uuid::nil(),
        role,
        territory: territory.clone(),
        until: None,
        opens: Vec::new(),
        sites: Vec::new(),
    };
    Person {
        grants: vec![grant],
        glass: Vec::new(),
        views_as: None,
        ..person.clone()
    }
}

/// Whether somebody may look around as other roles: who runs accounts.
#[must_use]
pub fn may_view_as(person: &Person, territory: &Territory) -> bool {
    let own = |act| own_reach(person, territory, Resource::Accounts, act) >= Reach::Territory;
    matches!(person.way, Way::Session { .. }) && own(Act::Write)
}

/// Whether somebody may open a class for an hour: where the table lets a grant open it, and no grant of
/// theirs does.
#[must_use]
pub fn may_break_glass(person: &Person, territory: &Territory, class: DataClass) -> bool {
    let resource = match class {
        DataClass::Household => Resource::Household,
        DataClass::Restricted => Resource::Legal,
        DataClass::Public | DataClass::Internal => return false,
    };
    let reads = reach(person, territory, resource, Act::Read);
    let mut held = held(person, territory);
    person.views_as.is_none() && held.any(|grant| right(grant.role, resource).opened > reads)
}

fn own_reach(person: &Person, territory: &Territory, resource: Resource, act: Act) -> Reach {
    match &person.way {
        Way::Operator => Reach::Territory,
        Way::Public
        | Way::Session {
            second_factor_due: true,
            ..
        }
        | Way::Session {
            charter_due: true, ..
        } => Reach::None,
        Way::Session { .. } => granted(person, territory, (resource, act)),
        Way::Token {
            scopes,
            territory: of,
            ..
        } => {
            let scoped = of == territory && covers(scopes, resource, act);
            match (scoped, person.user) {
                (false, _) => Reach::None,
                (true, None) => Reach::Territory,
                (true, Some(_)) => granted(person, territory, (resource, act)),
            }
        }
    }
}

/// Whether a person may go at least so far.
#[must_use]
pub fn may(person: &Person, territory: &Territory, of: (Resource, Act), least: Reach) -> bool {
    least > Reach::None && reach(person, territory, of.0, of.1) >= least
}

/// Whose right to write does not stand in a scope to read: each is named.
fn covers(scopes: &[Scope], resource: Resource, act: Act) -> bool {
    scopes
        .iter()
        .any(|scope| scope.rights().contains(&(resource, act)))
}

fn granted(person: &Person, territory: &Territory, of: (Resource, Act)) -> Reach {
    held(person, territory)
        .map(|grant| of_grant(grant, of))
        .max()
        .unwrap_or(Reach::None)
}

fn held<'a>(person: &'a Person, territory: &'a Territory) -> impl Iterator<Item = &'a Grant> {
    let here = move |grant: &&Grant| grant.territory == *territory;
    person.grants.iter().filter(here)
}

fn of_grant(grant: &Grant, (resource, act): (Resource, Act)) -> Reach {
    let right = right(grant.role, resource);
    let reach = match act {
        Act::Write => right.write,
        Act::Read if is_opened(grant, resource) => right.read.max(right.opened),
        Act::Read => right.read,
    };
    // A grant for named settlements reaches nothing else of them, nor of what is decided elsewhere.
    let hangs_on_sites = matches!(resource, Resource::Sites | Resource::Steering);
    if hangs_on_sites && !grant.sites.is_empty() {
        reach.min(Reach::Own)
    } else {
        reach
    }
}

fn is_opened(grant: &Grant, resource: Resource) -> bool {
    match resource {
        Resource::Household => grant.opens.contains(&DataClass::Household),
        Resource::Legal => grant.opens.contains(&DataClass::Restricted),
        _ => false,
    }
}

/// The classes of fields that a person sees of a resource.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    internal: bool,
    restricted: bool,
    household: bool,
}

impl Classes {
    /// Whether a field of a class is seen.
    #[must_use]
    pub fn sees(self, class: DataClass) -> bool {
        match class {
            DataClass::Public => true,
            DataClass::Internal => self.internal,
            DataClass::Restricted => self.restricted,
            DataClass::Household => self.household,
        }
    }
}

/// Which counts of households in neighbourhoods are for somebody of the team: the exact ones for those
/// who may read of a household at all.
#[must_use]
pub fn viewer(person: &Person, territory: &Territory) -> Viewer {
    if may(
        person,
        territory,
        (Resource::Household, Act::Read),
        Reach::Own,
    ) {
        Viewer::CaseWorker
    } else {
        Viewer::Planner
    }
}

/// Which classes of fields a person sees of a resource in a territory. Households' fields are seen
/// by whoever may read households, and restricted ones by whoever may read legal matters, wherever
/// such a field stands: the address of a home is about a household.
#[must_use]
pub fn classes(person: &Person, territory: &Territory, resource: Resource) -> Classes {
    let reads = |of| may(person, territory, (of, Act::Read), Reach::Own);
    let internal = reads(resource);
    Classes {
        internal,
        restricted: internal && reads(Resource::Legal),
        household: internal && reads(Resource::Household),
    }
}

/// Which settlements a person sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SitesSeen {
    /// Every one of the territory.
    All,
    /// Those of these codes.
    Only(BTreeSet<String>),
}

impl SitesSeen {
    /// Whether a settlement is among them.
    #[must_use]
    pub fn holds(&self, code: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(codes) => codes.contains(code),
        }
    }
}

/// Which settlements a person may read or write.
#[must_use]
pub fn sites(person: &Person, territory: &Territory, act: Act) -> SitesSeen {
    let own = own_sites(person, territory, act);
    match person.views_as {
        None => own,
        Some(_) if act == Act::Write => SitesSeen::Only(BTreeSet::new()),
        Some(role) => {
            let other = own_sites(&somebody_as(person, territory, role), territory, act);
            match (own, other) {
                (SitesSeen::All, seen) | (seen, SitesSeen::All) => seen,
                (SitesSeen::Only(own), SitesSeen::Only(other)) => {
                    SitesSeen::Only(own.intersection(&other).cloned().collect())
                }
            }
        }
    }
}

fn own_sites(person: &Person, territory: &Territory, act: Act) -> SitesSeen {
    let reach = own_reach(person, territory, Resource::Sites, act);
    if reach >= Reach::Territory {
        return SitesSeen::All;
    }
    if reach < Reach::Own {
        return SitesSeen::Only(BTreeSet::new());
    }
    let own = |grant: &&Grant| of_grant(grant, (Resource::Sites, act)) >= Reach::Own;
    let codes = held(person, territory).filter(own);
    SitesSeen::Only(codes.flat_map(|grant| grant.sites.clone()).collect())
}

#[cfg(test)]
mod tests;
