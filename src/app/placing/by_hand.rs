//! Homes set by hand: each is checked, and that all of them together keep the limits.

use std::collections::{BTreeMap, HashMap};

use super::{
    fits::{self, Fit, SetAside},
    situation::Situation,
    solve::part,
};
use crate::{
    app::Error,
    domain::{EntryError, PlacingRules, WaitingFamily},
};

/// The home set by hand for each family. Wishes, refusals and ways do not stand against it: whoever
/// sets it has spoken with the family. Size, steps and danger do.
///
/// # Errors
/// A home that is none for its family, or homes that together pass a limit: the one that does.
pub(super) fn locked(
    situation: &Situation,
    families: &[WaitingFamily],
    rules: &PlacingRules,
) -> Result<Vec<Option<Fit>>, Error> {
    let mut room = Room::of(situation, families.len(), rules);
    let locked = families.iter().map(|family| {
        let Some(code) = rules.locks.get(&family.household) else {
            return Ok(None);
        };
        room.take(family, code).map(Some).map_err(|instead| {
            let given = format!("{}={code}", family.household);
            EntryError::of("locks", &given, instead).into()
        })
    });
    locked.collect()
}

/// What is left for homes set by hand.
struct Room<'a> {
    situation: &'a Situation,
    homes: HashMap<&'a str, usize>,
    vacant: Vec<u32>,
    landlords: BTreeMap<&'a str, u32>,
    in_deprived: Option<u32>,
}

impl<'a> Room<'a> {
    fn of(situation: &'a Situation, families: usize, rules: &'a PlacingRules) -> Self {
        let caps = rules.landlord_caps.iter();
        let homes = situation.homes.iter();
        Self {
            situation,
            vacant: homes.clone().map(|home| home.offer.homes).collect(),
            homes: homes
                .enumerate()
                .map(|(at, home)| (home.offer.code.as_str(), at))
                .collect(),
            landlords: caps.map(|(name, &most)| (name.as_str(), most)).collect(),
            in_deprived: rules.cap_deprived.map(|share| part(share, families)),
        }
    }

    /// Takes one home; otherwise what to give instead.
    fn take(&mut self, family: &WaitingFamily, code: &str) -> Result<Fit, String> {
        let Some(&at) = self.homes.get(code) else {
            return Err("the code of an offer".to_owned());
        };
        let home = &self.situation.homes[at];
        if let Some(need) = fits::needs(home, family).next() {
            return Err(format!("another home: this one is ruled out by {need}"));
        }
        if !one_less(&mut self.vacant[at]) {
            return Err("another home: all of this offer are set by hand already".to_owned());
        }
        let landlord = home.offer.landlord.as_deref().unwrap_or_default();
        if let Some(left) = self.landlords.get_mut(landlord)
            && !one_less(left)
        {
            return Err(format!(
                "another home, or a higher limit for {landlord}: homes set by hand pass it"
            ));
        }
        let area = home.area.map(|area| &self.situation.areas[area]);
        if area.is_some_and(|area| area.deprived == Some(true))
            && let Some(left) = &mut self.in_deprived
            && !one_less(left)
        {
            return Err(
                "another home, or a higher cap_deprived: homes set by hand pass it".to_owned(),
            );
        }
        let fits = fits::of_family(self.situation, family, &[], SetAside::WANTS);
        let fit = fits.homes.into_iter().find(|fit| fit.home == at);
        fit.ok_or_else(|| "another home".to_owned())
    }
}

/// Takes one away, where there is one.
fn one_less(left: &mut u32) -> bool {
    let had = *left > 0;
    *left = left.saturating_sub(1);
    had
}
