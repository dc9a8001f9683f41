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
    /// The organisations that their account acts for, as landlords.
    landlords: BTreeSet<String>,
    offered: Offered,
}

/// What landlords are told of: homes of theirs that are offered, and to whom.
#[derive(Default)]
struct Offered {
    proposals: BTreeSet<String>,
    households: BTreeSet<String>,
}

/// What a landlord is told of a household that one of its homes is offered to: how large it is and what it
/// needs; not where it lives, who accompanies it, or what it wishes.
const TOLD_OF_HOUSEHOLD: &[&str] = &[
    "size",
    "rooms_needed",
    "needs_ground_floor",
    "needs_step_free",
    "needs_school_near",
    "rent_most_eur",
];
/// What a landlord is told of an offer of one of its homes.
const TOLD_OF_PROPOSAL: &[&str] = &[
    "household",
    "unit",
    "proposed_on",
    "answer_due_on",
    "answered_on",
];

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
        let landlords = jalon.landlords_of(person).await?;
        Ok(Self {
            name: person.name.clone(),
            households,
            sites: access::sites(person, territory, Act::Read),
            offered: jalon.offered_by(&landlords).await?,
            landlords,
        })
    }

    /// An entry as far as who may go so far may be shown it: landlords read what others have written of
    /// their homes, and a part of what those homes are offered to.
    pub(super) fn shown(&self, mut entry: RegisterEntry, reach: Reach) -> Option<RegisterEntry> {
        if self.holds(&entry, reach) {
            return Some(entry);
        }
        let landlord = entry.body.text("landlord").unwrap_or_default();
        let (is_theirs, told) = match entry.register {
            Register::HousingUnit | Register::Convention => {
                return self.landlords.contains(landlord).then_some(entry);
            }
            Register::Household => (
                self.offered.households.contains(&entry.code),
                TOLD_OF_HOUSEHOLD,
            ),
            Register::Proposal => (
                self.offered.proposals.contains(&entry.code),
                TOLD_OF_PROPOSAL,
            ),
            _ => return None,
        };
        if !is_theirs || reach < Reach::Own {
            return None;
        }
        entry.body = entry.body.only(told);
        Some(entry)
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

    /// The organisations whose homes are somebody's own: those that name their account.
    async fn landlords_of(&self, person: &Person) -> Result<BTreeSet<String>, Error> {
        let reach = access::reach(person, &self.territory, Resource::Homes, Act::Read);
        if reach != Reach::Own || !holds(person, Role::Landlord) {
            return Ok(BTreeSet::new());
        }
        let asked = EntriesAsked::of(Register::Organisation, LOOKED_AT);
        let all = self.store.entries(&self.territory, &asked).await?;
        let names = |one: &&RegisterEntry| {
            let accounts = one.body.text("accounts").unwrap_or_default();
            let mut accounts = accounts.split([',', ';', ' ']);
            accounts.any(|name| name == person.name)
        };
        Ok(all
            .iter()
            .filter(names)
            .map(|one| one.code.clone())
            .collect())
    }

    /// Offers of landlords' homes that wait for an answer or for the move.
    async fn offered_by(&self, landlords: &BTreeSet<String>) -> Result<Offered, Error> {
        let mut offered = Offered::default();
        if landlords.is_empty() {
            return Ok(offered);
        }
        let asked = EntriesAsked::of(Register::HousingUnit, LOOKED_AT);
        let mut homes = self.store.entries(&self.territory, &asked).await?;
        homes.retain(|home| {
            let landlord = home.body.text("landlord");
            home.state != "occupied" && landlord.is_some_and(|code| landlords.contains(code))
        });
        let homes: BTreeSet<&str> = homes.iter().map(|home| home.code.as_str()).collect();
        for state in ["proposed", "accepted"] {
            let asked = EntriesAsked {
                state: Some(state.to_owned()),
                ..EntriesAsked::of(Register::Proposal, LOOKED_AT)
            };
            let mut open = self.store.entries(&self.territory, &asked).await?;
            open.retain(|one| {
                let unit = one.body.text("unit");
                unit.is_some_and(|unit| homes.contains(unit))
            });
            for one in open {
                let household = one.body.text("household").map(str::to_owned);
                offered.households.extend(household);
                offered.proposals.insert(one.code);
            }
        }
        Ok(offered)
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
