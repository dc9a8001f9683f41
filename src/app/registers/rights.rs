//! Which entries of a register are somebody's own.

use std::collections::BTreeSet;

use crate::{
    access::{self, SitesSeen},
    app::{Error, Jalon},
    domain::{Act, Person, Reach, Register, RegisterEntry, Resource, Role},
    store::EntriesAsked,
};

/// Entries looked at to find what is one person's own, at most.
const LOOKED_AT: u32 = 5_000;

/// What is somebody's own.
pub(super) struct Own {
    name: String,
    /// Codes of the households in their care, or whose cases they are to decide.
    households: BTreeSet<String>,
    sites: SitesSeen,
}

impl Own {
    /// What is somebody's own now.
    pub(super) async fn of(jalon: &Jalon, person: &Person) -> Result<Self, Error> {
        let territory = jalon.territory();
        let reach = access::reach(person, territory, Resource::Household, Act::Read);
        let mut households = BTreeSet::new();
        if reach == Reach::Own {
            households.extend(jalon.households_of(person).await?);
        }
        if reach == Reach::Own && holds(person, Role::OrientationCell) {
            households.extend(jalon.households_on_agenda().await?);
        }
        Ok(Self {
            name: person.name.clone(),
            households,
            sites: access::sites(person, territory, Act::Read),
        })
    }

    /// Whether who may go so far may know of an entry.
    pub(super) fn holds(&self, entry: &RegisterEntry, reach: Reach) -> bool {
        let resource = entry.register.resource();
        let settlement = entry.body.text("settlement");
        let is_elsewhere = settlement.is_some_and(|code| !self.sites.holds(code));
        if resource == Resource::Sites && is_elsewhere {
            return false;
        }
        if reach > Reach::Own || entry.created.1 == self.name {
            return true;
        }
        match resource {
            Resource::Household => {
                let household = match entry.register {
                    Register::Household => Some(entry.code.as_str()),
                    _ => entry.body.text("household"),
                };
                household.is_some_and(|code| self.households.contains(code))
            }
            Resource::Sites => settlement.is_some(),
            _ => false,
        }
    }
}

fn holds(person: &Person, role: Role) -> bool {
    person.grants.iter().any(|grant| grant.role == role)
}

impl Jalon {
    /// The households whose cases wait for a decision: those who decide may know of them until it is
    /// taken.
    async fn households_on_agenda(&self) -> Result<BTreeSet<String>, Error> {
        let mut found = BTreeSet::new();
        for state in ["on_agenda", "deferred"] {
            let asked = EntriesAsked {
                state: Some(state.to_owned()),
                ..EntriesAsked::of(Register::Decision, LOOKED_AT)
            };
            let open = self.store.entries(&self.territory, &asked).await?;
            let named = open.iter().filter_map(|one| one.body.text("household"));
            found.extend(named.map(str::to_owned));
        }
        Ok(found)
    }

    /// The households that somebody accompanies now.
    async fn households_of(&self, person: &Person) -> Result<BTreeSet<String>, Error> {
        let asked = EntriesAsked {
            state: Some("under_way".to_owned()),
            ..EntriesAsked::of(Register::Accompaniment, LOOKED_AT)
        };
        let all = self.store.entries(&self.territory, &asked).await?;
        let own = all
            .iter()
            .filter(|one| one.body.text("referent") == Some(person.name.as_str()));
        Ok(own
            .filter_map(|one| one.body.text("household").map(str::to_owned))
            .collect())
    }
}
