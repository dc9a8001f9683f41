//! Which homes a family could take, and why the others are none for it.

use std::collections::BTreeMap;

use geo_types::Coord;

use super::situation::{Home, Situation};
use crate::domain::{HazardClass, RuledOut, WaitingFamily};

/// What may be set aside to see what it costs. Size, steps and danger never are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a rule of its own, and any of them may be set aside together"
)]
pub(super) struct SetAside {
    pub(super) wishes: bool,
    pub(super) refusals: bool,
    pub(super) travel: bool,
    pub(super) forbids: bool,
    /// These three to find clashes only: no proposal is ever made so.
    pub(super) size: bool,
    pub(super) step_free: bool,
    pub(super) danger: bool,
}

impl SetAside {
    /// All that somebody wants rather than needs.
    pub(super) const WANTS: Self = Self {
        wishes: true,
        refusals: true,
        travel: true,
        forbids: true,
        size: false,
        step_free: false,
        danger: false,
    };

    /// Whether a need counts.
    pub(super) fn spares(self, need: RuledOut) -> bool {
        match need {
            RuledOut::Size => self.size,
            RuledOut::StepFree => self.step_free,
            RuledOut::Danger => self.danger,
            _ => false,
        }
    }
}

/// A home that a family could take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    /// Place in the homes of the situation.
    pub(super) home: usize,
    /// Metres to school and work, added up.
    pub(super) distance_m: u32,
}

/// The homes of one family.
#[derive(Clone, Debug, Default)]
pub(super) struct Fits {
    pub(super) homes: Vec<Fit>,
    /// Homes that are none for it, by reason.
    pub(super) ruled_out: BTreeMap<RuledOut, u32>,
}

/// The homes that a family could take.
pub(super) fn of_family(
    situation: &Situation,
    family: &WaitingFamily,
    forbidden: &[String],
    aside: SetAside,
) -> Fits {
    let mut fits = Fits::default();
    for (at, home) in situation.homes.iter().enumerate() {
        let ways = ways_m(situation, home, family);
        let mut needs = needs(home, family);
        let refusal = needs
            .find(|&need| !aside.spares(need))
            .or_else(|| asked(situation, (home, family), aside))
            .or_else(|| {
                let too_far = family
                    .farthest_m
                    .is_some_and(|most| ways.iter().any(|&m| m > most));
                (too_far && !aside.travel).then_some(RuledOut::Travel)
            })
            .or_else(|| {
                let by_hand = forbidden.contains(&home.offer.code) && !aside.forbids;
                by_hand.then_some(RuledOut::Forbidden)
            });
        match refusal {
            Some(reason) => *fits.ruled_out.entry(reason).or_default() += home.offer.homes,
            None => fits.homes.push(Fit {
                home: at,
                distance_m: ways.iter().fold(0, |sum, &m| m.saturating_add(sum)),
            }),
        }
    }
    fits
}

/// Why a family cannot live there, whatever anybody wants.
pub(super) fn needs(home: &Home, family: &WaitingFamily) -> impl Iterator<Item = RuledOut> {
    let is_dangerous = home.class.is_some_and(|class| class >= HazardClass::D);
    let has_steps = family.step_free && home.offer.step_free != Some(true);
    [
        (home.area.is_none(), RuledOut::Nowhere),
        (is_dangerous, RuledOut::Danger),
        (!home.offer.people.fits(family.people), RuledOut::Size),
        (has_steps, RuledOut::StepFree),
    ]
    .into_iter()
    .filter_map(|(applies, need)| applies.then_some(need))
}

/// Why a family does not want to live there.
fn asked(
    situation: &Situation,
    (home, family): (&Home, &WaitingFamily),
    aside: SetAside,
) -> Option<RuledOut> {
    let area = home.area.map(|area| situation.areas[area].code.as_str());
    let named = [
        Some(home.offer.code.as_str()),
        home.offer.landlord.as_deref(),
        area,
    ];
    let is_refused = |refused: &String| named.contains(&Some(refused.as_str()));
    if !aside.refusals && family.refuses.iter().any(is_refused) {
        return Some(RuledOut::Refused);
    }
    let is_wished = |wish: &String| area == Some(wish.as_str());
    let elsewhere = !family.wishes.is_empty() && !family.wishes.iter().any(is_wished);
    (elsewhere && !aside.wishes).then_some(RuledOut::Wish)
}

/// Metres from a home to each place the family goes to, in a straight line.
fn ways_m(situation: &Situation, home: &Home, family: &WaitingFamily) -> Vec<u32> {
    let (Some(plane), Some(from)) = (&situation.plane, home.place) else {
        return Vec::new();
    };
    let from = plane.point(from);
    let ways = family.goes_to.iter().map(|&[lon, lat]| {
        let to = plane.point(Coord { x: lon, y: lat });
        metres((to.x - from.x).hypot(to.y - from.y))
    });
    ways.collect()
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a distance on Earth, which a float becomes to the nearest metre"
)]
fn metres(distance: f64) -> u32 {
    distance.round() as u32
}
