//! Which recorded moves are counted, in which neighbourhood, and what became of the others.

use std::collections::{BTreeMap, HashMap};

use geo_types::Coord;
use time::Date;

use super::ground::{Counted, Ground};
use crate::{
    app::{Atlas, AtlasLayer},
    domain::{HousingOffer, LayerKind, MoveAccount, Placement, Record},
    spatial::Bbox,
};

/// From which day to which moves are counted.
#[derive(Clone, Copy)]
pub(super) struct Window {
    pub(super) since: Option<Date>,
    pub(super) until: Date,
}

/// A counted move with the unit it went to.
#[derive(Clone, Copy)]
pub(super) struct Moved<'a> {
    pub(super) unit: usize,
    pub(super) placement: &'a Placement,
}

/// The neighbourhoods that moves are counted in.
#[derive(Clone, Copy)]
pub(super) struct City<'a> {
    pub(super) atlas: &'a Atlas,
    pub(super) layer: &'a AtlasLayer,
    pub(super) ground: &'a Ground,
}

/// Where a home was found to be.
enum Found {
    In(usize),
    InSeveral(usize),
    NobodyToCompare,
    Unknown,
    Outside,
    WithoutPlace,
}

impl<'a> City<'a> {
    /// The moves that count, by household, and what became of every record. A household is counted
    /// once, where its latest move up to the last day has taken it.
    pub(super) fn moves(self, window: Window) -> (Vec<Moved<'a>>, MoveAccount) {
        let mut account = MoveAccount::default();
        let mut latest: BTreeMap<&str, &Placement> = BTreeMap::new();
        for placement in self.atlas.placements() {
            account.records += 1;
            if placement.moved_on > window.until {
                account.later += 1;
                continue;
            }
            let known = latest.get(placement.household.as_str());
            account.moved_again += u32::from(known.is_some());
            if known.is_none_or(|known| known.moved_on <= placement.moved_on) {
                latest.insert(&placement.household, placement);
            }
        }
        let mut moved = Vec::new();
        for placement in latest.into_values() {
            if window.since.is_some_and(|since| placement.moved_on < since) {
                account.earlier += 1;
            } else if !placement.kind.is_home() {
                account.not_a_home += 1;
            } else if let Some(unit) = enter(&mut account, &self.find(placement)) {
                moved.push(Moved { unit, placement });
            }
        }
        (moved, account)
    }

    /// Homes on offer in each unit; `None` without a layer of offers. Offers elsewhere are no part
    /// of it.
    pub(super) fn offers(self) -> Option<Vec<u32>> {
        self.atlas.layer(LayerKind::Offers)?;
        let mut homes = vec![0_u32; self.ground.totals.len()];
        for offer in self.atlas.offers() {
            let HousingOffer {
                neighbourhood,
                place,
                ..
            } = offer;
            if let Found::In(unit) | Found::InSeveral(unit) =
                self.find_home(neighbourhood.as_deref(), *place)
            {
                homes[unit] = homes[unit].saturating_add(offer.homes);
            }
        }
        Some(homes)
    }

    /// The neighbourhood that a place lies in.
    pub(super) fn code_at(self, place: Coord<f64>) -> Option<&'a str> {
        self.holding(place).next()
    }

    fn find(self, placement: &Placement) -> Found {
        self.find_home(placement.neighbourhood.as_deref(), placement.home)
    }

    /// Records name the territory's own neighbourhoods; in another system only the place tells.
    fn find_home(self, code: Option<&str>, home: Option<Coord<f64>>) -> Found {
        let is_own = self.layer.version.kind == LayerKind::Neighbourhoods;
        match (code.filter(|_| is_own), home) {
            (Some(code), _) => self.ground.unit(code).map_or(Found::Unknown, in_unit),
            (None, Some(home)) => self.find_place(home),
            (None, None) => Found::WithoutPlace,
        }
    }

    fn find_place(self, home: Coord<f64>) -> Found {
        let mut holding = self.holding(home);
        let Some(first) = holding.next() else {
            return Found::Outside;
        };
        match self.ground.unit(first).map(in_unit) {
            Some(Found::In(unit)) if holding.next().is_some() => Found::InSeveral(unit),
            Some(found) => found,
            None => Found::Outside,
        }
    }

    /// Codes of the neighbourhoods that hold a place, in the order of their layer.
    fn holding(self, place: Coord<f64>) -> impl Iterator<Item = &'a str> {
        let near = self.layer.touching(Bbox::at(place));
        near.filter_map(move |(_, record)| match record {
            Record::Neighbourhood(one) if one.footprint.holds(place) => Some(one.code.as_str()),
            _ => None,
        })
    }
}

fn in_unit(counted: Counted) -> Found {
    match counted {
        Counted::In(unit) => Found::In(unit),
        Counted::Nobody => Found::NobodyToCompare,
    }
}

/// Writes down what was found; the unit where it counts.
fn enter(account: &mut MoveAccount, found: &Found) -> Option<usize> {
    let (line, unit) = match found {
        Found::In(unit) => (&mut account.counted, Some(*unit)),
        Found::InSeveral(unit) => {
            account.in_several += 1;
            (&mut account.counted, Some(*unit))
        }
        Found::NobodyToCompare => (&mut account.nobody_to_compare, None),
        Found::Unknown => (&mut account.unknown_neighbourhood, None),
        Found::Outside => (&mut account.outside, None),
        Found::WithoutPlace => (&mut account.without_place, None),
    };
    *line += 1;
    unit
}

/// How many of the moves have the same key, with the moves.
pub(super) fn gathered<'a, K: std::hash::Hash + Eq>(
    moved: &[Moved<'a>],
    key: impl Fn(&Placement) -> K,
) -> HashMap<K, Vec<Moved<'a>>> {
    let mut groups: HashMap<K, Vec<Moved<'a>>> = HashMap::new();
    for one in moved {
        groups.entry(key(one.placement)).or_default().push(*one);
    }
    groups
}
