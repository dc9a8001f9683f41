//! Which entries of a register are somebody's own.

use std::collections::BTreeSet;

use crate::{
    access::{self, SitesSeen},
    app::{Error, Jalon},
    domain::{Act, Person, Reach, Register, RegisterEntry, Resource},
    store::EntriesAsked,
};

/// Accompaniments looked at for one social worker at most.
const LOOKED_AT: u32 = 5_000;

/// What is somebody's own.
pub(super) struct Own {
    name: String,
    /// Codes of the households in their care.
    households: BTreeSet<String>,
    sites: SitesSeen,
}

impl Own {
    /// What is somebody's own now.
    pub(super) async fn of(jalon: &Jalon, person: &Person) -> Result<Self, Error> {
        let territory = jalon.territory();
        let reach = access::reach(person, territory, Resource::Household, Act::Read);
        let households = if reach == Reach::Own {
            jalon.households_of(person).await?
        } else {
            BTreeSet::new()
        };
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

impl Jalon {
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
