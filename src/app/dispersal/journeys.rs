//! From where to where households moved, how far, and whether children changed school.

use std::collections::BTreeMap;

use super::moves::{City, Moved};
use crate::{
    app::atlas::Known,
    dispersal::quartiles,
    domain::{Flow, Journeys},
};

/// Households that went the same way, the largest number first.
pub(super) fn flows(city: City, moved: &[Moved]) -> Vec<Flow> {
    let mut counted: BTreeMap<(Option<&str>, usize), u32> = BTreeMap::new();
    for one in moved {
        let from = origin(city, one).map(|known| known.settlement.code.as_str());
        *counted.entry((from, one.unit)).or_default() += 1;
    }
    let flow = |((settlement, unit), households): ((Option<&str>, usize), u32)| Flow {
        from: settlement
            .and_then(|code| city.atlas.settlement(code))
            .and_then(|known| neighbourhood_of(city, known)),
        settlement: settlement.map(str::to_owned),
        to: city.ground.totals[unit].name.clone(),
        households,
    };
    let mut flows: Vec<Flow> = counted.into_iter().map(flow).collect();
    flows.sort_by_key(|flow| std::cmp::Reverse(flow.households));
    flows
}

/// How far they moved; where a home is known by its neighbourhood only, to the middle of it.
pub(super) fn journeys(city: City, moved: &[Moved]) -> Journeys {
    let distances: Vec<f64> = moved
        .iter()
        .filter_map(|one| distance_km(city, one))
        .collect();
    let school = |said: Option<bool>| {
        let same = moved
            .iter()
            .filter(|one| one.placement.school_changed == said);
        super::whole(same.count())
    };
    let measured = super::whole(distances.len());
    let quartiles = quartiles(distances);
    Journeys {
        measured,
        low_km: quartiles.map(|found| found.low),
        median_km: quartiles.map(|found| found.middle),
        high_km: quartiles.map(|found| found.high),
        school_changed: school(Some(true)),
        school_kept: school(Some(false)),
        school_not_told: school(None),
    }
}

fn origin<'a>(city: City<'a>, one: &Moved) -> Option<&'a Known> {
    city.atlas.settlement(one.placement.origin.as_deref()?)
}

/// The code of the neighbourhood that a move began in.
pub(super) fn began_in(city: City, one: &Moved) -> Option<String> {
    neighbourhood_of(city, origin(city, one)?)
}

fn neighbourhood_of(city: City, known: &Known) -> Option<String> {
    let inner = known.settlement.footprint.inner_point();
    city.code_at(inner).map(str::to_owned)
}

fn distance_km(city: City, one: &Moved) -> Option<f64> {
    let plane = city.ground.plane.as_ref()?;
    let from = plane.point(origin(city, one)?.settlement.footprint.inner_point());
    let to = match one.placement.home {
        Some(home) => plane.point(home),
        None => city.ground.places.as_ref()?.all()[one.unit].centre,
    };
    Some((to.x - from.x).hypot(to.y - from.y) / 1000.0)
}
