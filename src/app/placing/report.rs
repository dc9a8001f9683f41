//! A plan told with everything to judge it by.

use std::collections::BTreeMap;

use super::{
    compare,
    fits::Fit,
    prices,
    situation::{Home, Situation},
    solve::{Asked, Held, Solved},
};
use crate::{
    dispersal::{
        self, Counts, TOO_FEW, Unit,
        inference::{Draws, chance_band},
        placing::{Proof, alternatives},
    },
    domain::{
        AlternativeHome, Code, HomeChosen, LandlordAsked, NeighbourhoodChange, PlacingFigures,
        PlacingProof, PlacingReport, ProposedHome,
    },
};

/// Draws of the chance band, and their seed.
const DRAWS: (u32, u64) = (999, 1);
/// Other homes told for each family.
const ALTERNATIVES: usize = 3;

/// Tells a plan.
pub(super) fn report(asked: &Asked<'_>, held: &Held, solved: &Solved) -> PlacingReport {
    let situation = asked.situation;
    let come = come(situation, &solved.homes);
    let nobody = vec![0; situation.areas.len()];
    let prices = prices::prices(asked, held, solved);
    let mut warnings = warnings(situation);
    warnings.extend(prices.warning);
    PlacingReport {
        families_asked: count(asked.families.len()),
        families_placed: count(solved.placed()),
        homes_offered: situation.homes.iter().map(|home| home.offer.homes).sum(),
        proof: Some(proof(solved.proof)),
        before: figures(situation, &nobody),
        after: figures(situation, &come),
        baselines: compare::baselines(asked, solved),
        families: families(asked, solved),
        neighbourhoods: neighbourhoods(situation, &come),
        landlords: landlords(asked, held, solved),
        prices: prices.found,
        clash: prices::clash(asked, held, solved),
        warnings,
        is_given_out: situation.is_given_out,
    }
}

fn proof(proof: Proof) -> PlacingProof {
    match proof {
        Proof::Best => PlacingProof::Best,
        Proof::Even => PlacingProof::Even,
        Proof::Housed => PlacingProof::Housed,
        Proof::None => PlacingProof::None,
    }
}

/// Families that come to each area.
pub(super) fn come(situation: &Situation, homes: &[Option<Fit>]) -> Vec<u32> {
    let mut come = vec![0; situation.areas.len()];
    let areas = homes.iter().flatten();
    for area in areas.filter_map(|fit| situation.homes[fit.home].area) {
        come[area] += 1;
    }
    come
}

/// How families are spread once so many have come, with what chance gives.
fn figures(situation: &Situation, come: &[u32]) -> PlacingFigures {
    let mut figures = exact_figures(situation, come);
    if u64::from(figures.families) < TOO_FEW {
        return figures;
    }
    let Ok(counts) = Counts::households(units(situation, come)) else {
        return figures;
    };
    figures.dissimilarity = dispersal::dissimilarity(&counts).ok();
    let draws = Draws::new(DRAWS.0, DRAWS.1).ok();
    if let Some(Ok(band)) = draws.map(|draws| chance_band(&counts, draws)) {
        figures.chance_low = Some(band.dissimilarity.low);
        figures.chance_high = Some(band.dissimilarity.high);
    }
    figures
}

/// The figures that nothing is drawn for.
pub(super) fn exact_figures(situation: &Situation, come: &[u32]) -> PlacingFigures {
    let units = units(situation, come);
    let families: f64 = units.iter().map(|unit| unit.group).sum();
    let mut figures = PlacingFigures {
        families: situation.areas.iter().map(|area| area.present).sum::<u32>()
            + come.iter().sum::<u32>(),
        neighbourhoods_used: count(units.iter().filter(|unit| unit.group > 0.0).count()),
        deprived_share: deprived_share(situation, come, families),
        unevenness: unevenness(&units, families),
        ..PlacingFigures::default()
    };
    let counts = Counts::households(units);
    if let Ok(Ok(found)) = counts.map(|counts| dispersal::colocation(&counts)) {
        figures.colocation_ratio = Some(found.ratio);
        figures.colocation_low = Some(found.low);
        figures.colocation_high = Some(found.high);
    }
    figures
}

fn units(situation: &Situation, come: &[u32]) -> Vec<Unit> {
    let areas = situation.areas.iter().zip(come);
    areas
        .map(|(area, come)| Unit {
            name: area.code.clone(),
            group: f64::from(area.present + come),
            total: area.total,
        })
        .collect()
}

/// `Σ (x − X·w)² / (X·w)`.
fn unevenness(units: &[Unit], families: f64) -> f64 {
    let homes: f64 = units.iter().map(|unit| unit.total).sum();
    if families == 0.0 {
        return 0.0;
    }
    let apart = units.iter().map(|unit| {
        let expected = families * unit.total / homes;
        (unit.group - expected).powi(2) / expected
    });
    apart.sum()
}

fn deprived_share(situation: &Situation, come: &[u32], families: f64) -> Option<f64> {
    if families == 0.0 || situation.areas.iter().all(|area| area.deprived.is_none()) {
        return None;
    }
    let areas = situation.areas.iter().zip(come);
    let there: u32 = areas
        .filter(|(area, _)| area.deprived == Some(true))
        .map(|(area, come)| area.present + come)
        .sum();
    Some(f64::from(there) / families)
}

fn families(asked: &Asked<'_>, solved: &Solved) -> Vec<ProposedHome> {
    let mut others: Vec<Vec<AlternativeHome>> = vec![Vec::new(); asked.families.len()];
    let found = alternatives(&solved.problem, &solved.plan, ALTERNATIVES);
    for (&family, found) in solved.free.iter().zip(found) {
        others[family] = found
            .into_iter()
            .map(|other| {
                let fit = solved.fits[family].homes[other.choice];
                AlternativeHome {
                    home: chosen(asked, family, fit),
                    unevenness_added: other.unevenness,
                    distance_added_m: other.distance_m,
                }
            })
            .collect();
    }
    let families = asked.families.iter().enumerate().zip(others);
    families
        .map(|((at, family), alternatives)| ProposedHome {
            household: family.household.clone(),
            people: family.people,
            origin: family.origin.clone(),
            danger: asked.scores[at],
            wishes: family.wishes.clone(),
            home: solved.homes[at].map(|fit| chosen(asked, at, fit)),
            locked: asked.locked[at].is_some() && !solved.free.contains(&at),
            alternatives,
            homes_that_fit: homes_that_fit(asked, solved, at),
            ruled_out: solved.fits[at]
                .ruled_out
                .iter()
                .map(|(reason, homes)| (reason.code().to_owned(), *homes))
                .collect(),
        })
        .collect()
}

fn homes_that_fit(asked: &Asked<'_>, solved: &Solved, family: usize) -> u32 {
    let fits = solved.fits[family].homes.iter();
    fits.map(|fit| asked.situation.homes[fit.home].offer.homes)
        .sum()
}

/// A home as it is named in a proposal: without its place.
fn chosen(asked: &Asked<'_>, family: usize, fit: Fit) -> HomeChosen {
    let home: &Home = &asked.situation.homes[fit.home];
    let area = home.area.map(|area| &asked.situation.areas[area]);
    let goes_anywhere = !asked.families[family].goes_to.is_empty();
    HomeChosen {
        offer: home.offer.code.clone(),
        neighbourhood: area.map(|area| area.code.clone()).unwrap_or_default(),
        neighbourhood_name: area.map(|area| area.name.clone()).unwrap_or_default(),
        deprived: area.and_then(|area| area.deprived),
        landlord: home.offer.landlord.clone(),
        rooms: home.offer.rooms,
        hazard_class: home.class,
        measured_at_home: home.is_exact,
        distance_m: goes_anywhere.then_some(fit.distance_m),
    }
}

/// Areas where somebody lives, comes, or could.
fn neighbourhoods(situation: &Situation, come: &[u32]) -> Vec<NeighbourhoodChange> {
    let mut homes = vec![0; situation.areas.len()];
    for home in &situation.homes {
        if let Some(area) = home.area {
            homes[area] += home.offer.homes;
        }
    }
    let all: f64 = situation.areas.iter().map(|area| area.total).sum();
    let families: u32 = situation.areas.iter().map(|area| area.present).sum();
    let families = f64::from(families + come.iter().sum::<u32>());
    let areas = situation.areas.iter().zip(come).zip(homes);
    areas
        .filter(|((area, come), homes)| area.present + **come + homes > 0)
        .map(|((area, &come), homes)| NeighbourhoodChange {
            code: area.code.clone(),
            name: area.name.clone(),
            deprived: area.deprived,
            before: area.present,
            come,
            expected: families * area.total / all,
            homes,
        })
        .collect()
}

fn landlords(asked: &Asked<'_>, held: &Held, solved: &Solved) -> Vec<LandlordAsked> {
    let mut landlords: BTreeMap<&str, LandlordAsked> = BTreeMap::new();
    for home in &asked.situation.homes {
        let name = home.offer.landlord.as_deref().unwrap_or_default();
        let line = landlords.entry(name).or_default();
        line.homes += home.offer.homes;
    }
    for fit in solved.homes.iter().flatten() {
        let home = &asked.situation.homes[fit.home];
        let name = home.offer.landlord.as_deref().unwrap_or_default();
        landlords.entry(name).or_default().asked += 1;
    }
    let lines = landlords.into_iter();
    lines
        .map(|(name, line)| LandlordAsked {
            name: name.to_owned(),
            most: held.rules.landlord_caps.get(name).copied(),
            ..line
        })
        .collect()
}

/// What to know about the homes.
fn warnings(situation: &Situation) -> Vec<String> {
    let of = |what: fn(&Home) -> bool| -> u32 {
        let homes = situation.homes.iter().filter(|home| what(home));
        homes.map(|home| home.offer.homes).sum()
    };
    let nowhere = of(|home| home.area.is_none());
    let by_area = of(|home| home.area.is_some() && !home.is_exact);
    let mut warnings = Vec::new();
    if nowhere > 0 {
        warnings.push(format!(
            "{nowhere} homes lie in no neighbourhood that families are counted in, and are not proposed; correct their neighbourhood in the list of offers"
        ));
    }
    if by_area > 0 {
        warnings.push(format!(
            "the ground of {by_area} homes was judged by the middle class of their neighbourhood, for their place is not known; look at the place before you offer one"
        ));
    }
    warnings
}

pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
