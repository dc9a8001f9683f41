//! What is known of a settlement as a place: its details, what stands on it, which settlements its people came
//! from and went on to.

use std::collections::{BTreeMap, BTreeSet};

use super::{Look, desk_work::DeskWork};
use crate::{
    app::{Error, Jalon},
    domain::{EntryError, Person, Register, RegisterEntry},
    store::EntriesAsked,
};

/// Details read at a time; a settlement has one of them.
const PAGE: u32 = 1_000;
/// Things on one settlement told at most.
const FEATURES_MOST: u32 = 1_000;

/// What is known of a settlement as a place, as far as whoever asks may know.
#[derive(Clone, Debug)]
pub struct SitePlace {
    /// Its details; none where nobody has written any.
    pub details: Option<RegisterEntry>,
    /// What stands there, by code.
    pub features: Vec<RegisterEntry>,
    /// Codes of the settlements that people have gone on to from here.
    pub successors: Vec<String>,
}

impl Jalon {
    /// What is known of a settlement as a place.
    ///
    /// # Errors
    /// A settlement that there is none of, a right that is not held.
    pub async fn site_place(&self, code: &str, person: &Person) -> Result<SitePlace, Error> {
        let look = Look {
            person,
            purpose: None,
        };
        let asked = super::ListAsked {
            settlement: Some(code.to_owned()),
            limit: FEATURES_MOST,
            ..super::ListAsked::default()
        };
        let features = self.entries(Register::SiteFeature, &asked, look).await?;
        let all = self.whole_register(Register::SiteDetails, person).await?;
        let is_of = |entry: &&RegisterEntry| entry.body.text("settlement") == Some(code);
        Ok(SitePlace {
            details: all.iter().find(is_of).cloned(),
            features,
            successors: successors(code, &all),
        })
    }

    /// Codes of the settlements that are not to be given out in files.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sensitive_sites(&self) -> Result<BTreeSet<String>, Error> {
        let mut found = BTreeSet::new();
        let asked = EntriesAsked::of(Register::SiteDetails, PAGE);
        let sensitive = |one: RegisterEntry| {
            let is_sensitive = one.body.text("confidentiality") == Some("sensitive");
            let code = one.body.text("settlement").map(str::to_owned);
            found.extend(code.filter(|_| is_sensitive));
        };
        self.each_entry(asked, sensitive).await?;
        Ok(found)
    }
}

/// The settlements whose details name this one as where their people came from.
fn successors(code: &str, details: &[RegisterEntry]) -> Vec<String> {
    let names = |entry: &&RegisterEntry| entry.body.texts("predecessors").any(|one| one == code);
    let found = details.iter().filter(names);
    found
        .filter_map(|entry| entry.body.text("settlement").map(str::to_owned))
        .collect()
}

impl DeskWork<'_> {
    /// A settlement has its details once, and nobody came from where they went to.
    pub(super) async fn check_details(&mut self, entry: &RegisterEntry) -> Result<(), Error> {
        if entry.register != Register::SiteDetails || entry.is_removed {
            return Ok(());
        }
        let others = self.other_details(entry).await?;
        let code = entry.body.text("settlement").unwrap_or_default();
        if let Some((known, _)) = others.get(code) {
            let rule = format!("settlement {code} has its details in {known}: change these");
            return Err(Error::Rule { rule });
        }
        let mut seen = BTreeSet::new();
        let mut origins: Vec<String> = texts(entry);
        while let Some(origin) = origins.pop() {
            if origin == code {
                let allowed = format!(
                    "settlements whose people did not come from {code}, by themselves or by way of others"
                );
                let said = texts(entry).join(";");
                return Err(EntryError::of("predecessors", &said, allowed).into());
            }
            if let Some((_, before)) = others.get(&origin).filter(|_| seen.insert(origin)) {
                origins.extend(before.iter().cloned());
            }
        }
        Ok(())
    }

    /// The details of all other settlements: their codes, and where their people came from.
    async fn other_details(
        &mut self,
        entry: &RegisterEntry,
    ) -> Result<BTreeMap<String, (String, Vec<String>)>, Error> {
        let mut found = BTreeMap::new();
        let mut asked = EntriesAsked::of(Register::SiteDetails, PAGE);
        loop {
            let page = self.desk.entries(&asked).await?;
            let Some(last) = page.last() else {
                return Ok(found);
            };
            asked.after.clone_from(&last.code);
            let others = page.iter().filter(|one| one.id != entry.id);
            found.extend(others.filter_map(|one| {
                let settlement = one.body.text("settlement")?.to_owned();
                Some((settlement, (one.code.clone(), texts(one))))
            }));
        }
    }
}

fn texts(entry: &RegisterEntry) -> Vec<String> {
    entry
        .body
        .texts("predecessors")
        .map(str::to_owned)
        .collect()
}
