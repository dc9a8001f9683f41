//! Which entries of a register are somebody's own.

use std::collections::BTreeSet;

use crate::{
    access::{self, SitesSeen},
    app::{Error, Jalon},
    domain::{Act, Body, Person, Reach, Register, RegisterEntry, Resource, Role},
    store::EntriesAsked,
};

/// Entries read at a time to find what is one person's own.
const PAGE: u32 = 1_000;

/// What is somebody's own.
pub(super) struct Own {
    name: String,
    /// How far they may read of households.
    of_households: Reach,
    care: Care,
    /// Codes of the households that another operator accompanies than those the account acts for.
    of_other_operators: BTreeSet<String>,
    sites: SitesSeen,
    /// The organisations that their account acts for, as landlords.
    landlords: BTreeSet<String>,
    offered: Offered,
}

/// Who looks after which household.
#[derive(Default)]
struct Care {
    /// Codes of the households in one's own care, or whose cases one is to decide.
    own: BTreeSet<String>,
    /// Those that others with an account look after.
    of_others: BTreeSet<String>,
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
/// What is told only of the home of a household that one may know of: where it is, and whose.
const WHERE_OTHERS_LIVE: &[&str] = &["address", "place", "reserved_for", "note"];

impl Own {
    /// What is somebody's own now.
    pub(super) async fn of(jalon: &Jalon, person: &Person) -> Result<Self, Error> {
        let territory = jalon.territory();
        let reach = access::reach(person, territory, Resource::Household, Act::Read);
        let mut care = Care::default();
        if reach == Reach::Own {
            care = jalon.care_of(person).await?;
        }
        if reach == Reach::Own && holds(person, Role::OrientationCell) {
            care.own.extend(jalon.households_on_agenda().await?);
        }
        let landlords = jalon.landlords_of(person).await?;
        let of_other_operators = jalon.of_other_operators(person).await?;
        Ok(Self {
            name: person.name.clone(),
            of_households: reach,
            care,
            of_other_operators,
            sites: access::sites(person, territory, Act::Read),
            offered: jalon.offered_by(&landlords).await?,
            landlords,
        })
    }

    /// An entry as far as who may go so far may be shown it: landlords read what others have written of
    /// their homes, and a part of what those homes are offered to.
    pub(super) fn shown(&self, mut entry: RegisterEntry, reach: Reach) -> Option<RegisterEntry> {
        if self.holds(&entry, reach) {
            hide_sites(&mut entry.body, &self.sites);
            return Some(entry);
        }
        if self.is_home_of_others(&entry, reach) {
            entry.body = entry.body.besides(WHERE_OTHERS_LIVE);
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
        if matches!(resource, Resource::Sites | Resource::Steering) && is_elsewhere {
            return false;
        }
        if self.is_home_of_others(entry, reach)
            || self.is_decision_about_hidden(entry)
            || self.is_of_other_operator(entry)
        {
            return false;
        }
        if reach > Reach::Own {
            return true;
        }
        let is_begun_by_them = entry.created.1 == self.name;
        match resource {
            Resource::Household => {
                let household = match entry.register {
                    Register::Household => Some(entry.code.as_str()),
                    _ => entry.body.text("household"),
                };
                household.is_some_and(|code| self.care.is_own(code, is_begun_by_them))
            }
            Resource::Sites | Resource::Steering => is_begun_by_them || settlement.is_some(),
            _ => is_begun_by_them,
        }
    }

    /// Whether who may go so far knows of every entry.
    pub(super) fn knows_all(&self, reach: Reach) -> bool {
        reach != Reach::Own && self.of_other_operators.is_empty()
    }

    /// Whether an entry may be named by whoever does not know of all. They could otherwise make others' their
    /// own: by a word that they accompany them, or a home of theirs.
    pub(super) fn may_name(&self, field: &str, named: &RegisterEntry, reach: Reach) -> bool {
        match named.register.resource() {
            Resource::Household => self.shown(named.clone(), reach).is_some(),
            Resource::Homes if field == "landlord" && reach == Reach::Own => {
                self.landlords.contains(&named.code) || self.holds(named, reach)
            }
            _ => true,
        }
    }

    /// Whether a body has decided about a household, and who asks reads of none. Without its code it would still
    /// say what one family of a place was told on a day.
    fn is_decision_about_hidden(&self, entry: &RegisterEntry) -> bool {
        let names = |field| entry.body.text(field).is_some();
        let is_about_household = names("household") || names("proposal");
        entry.register == Register::Decision
            && is_about_household
            && self.of_households < Reach::Own
    }

    /// Whether it is about a household that another operator accompanies.
    fn is_of_other_operator(&self, entry: &RegisterEntry) -> bool {
        let household = match entry.register {
            Register::Household => Some(entry.code.as_str()),
            _ => entry.body.text("household"),
        };
        household.is_some_and(|code| self.of_other_operators.contains(code))
    }

    /// Whether it is a home where a household lives, or is about to, that who reads all homes may not know of.
    fn is_home_of_others(&self, entry: &RegisterEntry, reach: Reach) -> bool {
        let is_taken = matches!(entry.state.as_str(), "reserved" | "occupied");
        if entry.register != Register::HousingUnit || !is_taken || reach <= Reach::Own {
            return false;
        }
        let household = entry.body.text("reserved_for");
        let is_own = household.is_some_and(|code| self.care.own.contains(code));
        let is_elsewhere = household.is_some_and(|code| self.of_other_operators.contains(code));
        is_elsewhere || (self.of_households == Reach::Own && !is_own)
    }
}

impl Care {
    /// Whether a household is one's own. What one has begun oneself is, until others look after it.
    fn is_own(&self, household: &str, is_begun_by_them: bool) -> bool {
        let is_with_others = self.of_others.contains(household);
        self.own.contains(household) || (is_begun_by_them && !is_with_others)
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
                ..EntriesAsked::of(Register::Decision, PAGE)
            };
            let named = |one: RegisterEntry| found.extend(household_of(&one));
            self.each_entry(asked, named).await?;
        }
        Ok(found)
    }

    /// The organisations whose homes are somebody's own: those that name their account.
    async fn landlords_of(&self, person: &Person) -> Result<BTreeSet<String>, Error> {
        let reach = access::reach(person, &self.territory, Resource::Homes, Act::Read);
        if reach != Reach::Own || !holds(person, Role::Landlord) {
            return Ok(BTreeSet::new());
        }
        self.organisations_of(person).await
    }

    /// The organisations that name somebody's account among those that act for them.
    async fn organisations_of(&self, person: &Person) -> Result<BTreeSet<String>, Error> {
        let mut found = BTreeSet::new();
        let asked = EntriesAsked::of(Register::Organisation, PAGE);
        let named = |one: RegisterEntry| {
            let accounts = one.body.text("accounts").unwrap_or_default();
            let mut accounts = accounts.split([',', ';', ' ']);
            if accounts.any(|name| name == person.name) {
                found.insert(one.code);
            }
        };
        self.each_entry(asked, named).await?;
        Ok(found)
    }

    /// The households of other operators, for a coordinator whose account an organisation names: of the
    /// others nobody says for whom they work, and they lead all.
    async fn of_other_operators(&self, person: &Person) -> Result<BTreeSet<String>, Error> {
        let reach = access::reach(person, &self.territory, Resource::Household, Act::Read);
        if reach <= Reach::Own || !holds(person, Role::OperatorCoordinator) {
            return Ok(BTreeSet::new());
        }
        let operators = self.organisations_of(person).await?;
        let mut found = BTreeSet::new();
        if operators.is_empty() {
            return Ok(found);
        }
        let of_others = |one: RegisterEntry| {
            let operator = one.body.text("operator");
            if operator.is_some_and(|code| !operators.contains(code)) {
                found.insert(one.code);
            }
        };
        let asked = EntriesAsked::of(Register::Household, PAGE);
        self.each_entry(asked, of_others).await?;
        Ok(found)
    }

    /// Offers of landlords' homes that wait for an answer or for the move.
    async fn offered_by(&self, landlords: &BTreeSet<String>) -> Result<Offered, Error> {
        let mut offered = Offered::default();
        if landlords.is_empty() {
            return Ok(offered);
        }
        let mut homes = BTreeSet::new();
        let asked = EntriesAsked::of(Register::HousingUnit, PAGE);
        let theirs = |home: RegisterEntry| {
            let landlord = home.body.text("landlord");
            if home.state != "occupied" && landlord.is_some_and(|code| landlords.contains(code)) {
                homes.insert(home.code);
            }
        };
        self.each_entry(asked, theirs).await?;
        let mut of_theirs = |one: RegisterEntry| {
            let unit = one.body.text("unit");
            if unit.is_some_and(|unit| homes.contains(unit)) {
                offered.households.extend(household_of(&one));
                offered.proposals.insert(one.code);
            }
        };
        for state in ["proposed", "accepted"] {
            let asked = EntriesAsked {
                state: Some(state.to_owned()),
                ..EntriesAsked::of(Register::Proposal, PAGE)
            };
            self.each_entry(asked, &mut of_theirs).await?;
        }
        Ok(offered)
    }

    /// The households that somebody accompanies now, and those that others do.
    async fn care_of(&self, person: &Person) -> Result<Care, Error> {
        let asked = EntriesAsked {
            state: Some("under_way".to_owned()),
            ..EntriesAsked::of(Register::Accompaniment, PAGE)
        };
        // A word that is nobody's account hands a household over to nobody.
        let names = self.store.open_names().await?;
        let mut care = Care::default();
        let found = |one: RegisterEntry| match one.body.text("referent") {
            Some(referent) if referent == person.name => care.own.extend(household_of(&one)),
            Some(referent) if names.contains(referent) => {
                care.of_others.extend(household_of(&one));
            }
            _ => {}
        };
        self.each_entry(asked, found).await?;
        Ok(care)
    }

    /// Hands on every entry that is asked for, page after page: what is one person's own may be the last.
    pub(super) async fn each_entry(
        &self,
        mut asked: EntriesAsked,
        mut found: impl FnMut(RegisterEntry),
    ) -> Result<(), Error> {
        loop {
            let page = self.store.entries(&self.territory, &asked).await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            asked.after.clone_from(&last.code);
            let is_last = page.len() < asked.limit as usize;
            page.into_iter().for_each(&mut found);
            if is_last {
                return Ok(());
            }
        }
    }
}

/// Who sees some settlements is not told the codes of others, where people came from.
pub(super) fn hide_sites(body: &mut Body, sites: &SitesSeen) {
    body.keep_texts("predecessors", |code| sites.holds(code));
}

fn household_of(entry: &RegisterEntry) -> Option<String> {
    entry.body.text("household").map(str::to_owned)
}
