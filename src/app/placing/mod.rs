//! Proposals of homes for families that wait: worked out in memory, for people to decide on.

mod situation;
mod fits;
mod by_hand;
mod solve;
mod prices;
mod compare;
mod report;
mod proposals;

use std::collections::{HashMap, HashSet};

pub(super) use situation::class_at;

use self::{
    situation::{MOST_LINES, Situation},
    solve::{Asked, Held},
};
use super::{Atlas, Error, ImportFile, Jalon};
use crate::{
    domain::{
        EntryError, HousingOffer, LayerKind, NewPlacing, PlacingReport, PlacingRules, Record,
        Viewer, WaitingFamily,
    },
    intake::{self, FAMILIES_MOST},
};

/// Homes that fit, added up over all families, at most.
const MOST_FITS: usize = 500_000;
/// Danger is counted in tenths of a point, and imminent danger comes before every score.
const IMMINENT: u32 = 2_000;

/// Which homes a proposal may use.
#[derive(Clone, Debug)]
pub enum Offers {
    /// The layer of offers.
    Stored,
    /// These.
    Given(Vec<HousingOffer>),
}

impl Jalon {
    /// Works out a proposal; nothing is stored. It starts from the counts that the viewer may know of.
    ///
    /// # Errors
    /// No neighbourhoods or no offers, a family or a rule that cannot be taken, or more than can be
    /// looked at.
    pub fn placing(
        &self,
        new: &NewPlacing,
        (offers, viewer): (&Offers, Viewer),
    ) -> Result<PlacingReport, Error> {
        let atlas = self.atlas();
        let (families, notes) = families(new)?;
        let offers = match offers {
            Offers::Given(offers) => offers.clone(),
            Offers::Stored if atlas.layer(LayerKind::Offers).is_none() => {
                return Err(Error::NoLayer {
                    layer: LayerKind::Offers,
                });
            }
            Offers::Stored => atlas.offers().cloned().collect(),
        };
        let situation = Situation::of(&atlas, &offers, viewer)?;
        check_rules(&situation, &families, &new.rules)?;
        let asked = Asked {
            danger: families.iter().map(|one| danger(&atlas, one)).collect(),
            scores: families.iter().map(|one| score(&atlas, one)).collect(),
            locked: by_hand::locked(&situation, &families, &new.rules)?,
            families: &families,
            situation: &situation,
        };
        let held = Held::to(&new.rules);
        check_size(&asked, &held)?;
        let solved = asked.solve(&held);
        let mut report = report::report(&asked, &held, &solved);
        report.warnings.extend(notes);
        report.warnings.extend(unknown_names(&asked, &new.rules));
        Ok(report)
    }
}

impl Jalon {
    /// The homes of a file of offers; nothing is stored.
    ///
    /// # Errors
    /// A file that cannot be read, or more lines than can be looked at.
    pub async fn offers_of_file(&self, file: ImportFile) -> Result<Offers, Error> {
        let plan = self.plan(&file, HashMap::new());
        let (mut arriving, reading) = self.start_reading(&file, plan, |_| ());
        let mut offers = Vec::new();
        while let Some(batch) = arriving.recv().await {
            offers.extend(batch.into_iter().filter_map(|record| match record {
                Record::HousingOffer(offer) => Some(offer),
                _ => None,
            }));
            if offers.len() > MOST_LINES {
                break;
            }
        }
        drop(arriving);
        if offers.len() <= MOST_LINES {
            reading.await??;
        }
        Ok(Offers::Given(offers))
    }
}

/// The families that are asked for, checked, and what was not read of their list.
fn families(new: &NewPlacing) -> Result<(Vec<WaitingFamily>, Vec<String>), Error> {
    let (families, notes) = if new.families_csv.trim().is_empty() {
        (new.families.clone(), Vec::new())
    } else {
        let read = intake::read_families(&new.families_csv)?;
        let left = read.not_read.join(", ");
        let note = format!("columns of the list of families that are not read: {left}");
        let notes = (!left.is_empty()).then_some(note);
        (read.families, notes.into_iter().collect())
    };
    let refused =
        |value: &str, allowed: String| Error::Entry(EntryError::of("families", value, allowed));
    if !(1..=FAMILIES_MOST).contains(&families.len()) {
        let found = families.len().to_string();
        return Err(refused(&found, format!("1 to {FAMILIES_MOST} families")));
    }
    let mut codes = HashSet::new();
    for (number, family) in (1..).zip(&families) {
        if let Err(fault) = intake::check_family(family) {
            return Err(refused(&format!("family {number}"), fault));
        }
        if !codes.insert(&family.household) {
            let allowed = "each household once".to_owned();
            return Err(refused(&family.household, allowed));
        }
    }
    Ok((families, notes))
}

/// The score of the settlement that a family lives in.
fn score(atlas: &Atlas, family: &WaitingFamily) -> Option<f64> {
    let known = atlas.settlement(family.origin.as_deref()?)?;
    Some(known.assessment.as_ref()?.score.value)
}

/// How urgent a home is: the score in tenths, above all scores where danger is imminent.
fn danger(atlas: &Atlas, family: &WaitingFamily) -> u32 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a score lies from 0 to 100"
    )]
    let tenths = (score(atlas, family).unwrap_or(0.0) * 10.0).round() as u32;
    let known = family
        .origin
        .as_deref()
        .and_then(|code| atlas.settlement(code));
    let is_imminent = known.is_some_and(|known| known.casework.danger.is_some());
    tenths + if is_imminent { IMMINENT } else { 0 }
}

/// Shares and names of the rules.
fn check_rules(
    situation: &Situation,
    families: &[WaitingFamily],
    rules: &PlacingRules,
) -> Result<(), Error> {
    if let Some(share) = rules.cap_deprived
        && !(0.0..=1.0).contains(&share)
    {
        let allowed = "a share from 0 to 1, such as 0.3";
        return Err(EntryError::of("cap_deprived", &share.to_string(), allowed).into());
    }
    let landlords: HashSet<&str> = situation
        .homes
        .iter()
        .filter_map(|home| home.offer.landlord.as_deref())
        .collect();
    for landlord in rules.landlord_caps.keys() {
        if !landlords.contains(landlord.as_str()) {
            let allowed = "the name of a landlord as the offers write it";
            return Err(EntryError::of("landlord_caps", landlord, allowed).into());
        }
    }
    let households: HashSet<&str> = families.iter().map(|one| one.household.as_str()).collect();
    for (key, household) in (rules.locks.keys().map(|code| ("locks", code)))
        .chain(rules.forbids.keys().map(|code| ("forbids", code)))
    {
        if !households.contains(household.as_str()) {
            let allowed = "the code of a household of the list";
            return Err(EntryError::of(key, household, allowed).into());
        }
    }
    Ok(())
}

fn check_size(asked: &Asked<'_>, held: &Held) -> Result<(), Error> {
    let found = asked.homes_that_fit(held);
    if found > MOST_FITS {
        return Err(Error::OutOfLimits {
            what: "the number of homes that fit, added up over all families,",
            given: found as u64,
            most: MOST_FITS as u64,
        });
    }
    Ok(())
}

/// Names that families or rules give and that nothing is called: a slip of the pen would otherwise
/// pass for a wish.
fn unknown_names(asked: &Asked<'_>, rules: &PlacingRules) -> Vec<String> {
    let situation = asked.situation;
    let areas: HashSet<&str> = situation
        .areas
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    let offers = situation.homes.iter();
    let offers: HashSet<&str> = offers
        .flat_map(|home| {
            [
                Some(home.offer.code.as_str()),
                home.offer.landlord.as_deref(),
            ]
        })
        .flatten()
        .collect();
    let mut warnings = Vec::new();
    for (family, score) in asked.families.iter().zip(&asked.scores) {
        let code = &family.household;
        if score.is_none() {
            warnings.push(format!(
                "{code}: where it lives has no hazard score, so nothing speaks for its haste"
            ));
        }
        for name in family
            .wishes
            .iter()
            .filter(|name| !areas.contains(name.as_str()))
        {
            warnings.push(format!("{code}: no neighbourhood is called {name:?}"));
        }
        let refuses = family.refuses.iter();
        for name in
            refuses.filter(|name| !areas.contains(name.as_str()) && !offers.contains(name.as_str()))
        {
            warnings.push(format!("{code}: nothing is called {name:?}"));
        }
        let forbidden = rules.forbids.get(code).into_iter().flatten();
        for name in forbidden.filter(|name| !offers.contains(name.as_str())) {
            warnings.push(format!("{code}: no offer is called {name:?}"));
        }
    }
    warnings.truncate(MOST_WARNINGS);
    warnings
}

/// Warnings about names, at most.
const MOST_WARNINGS: usize = 100;
