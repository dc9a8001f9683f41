//! From what is known about one settlement to its score, traced part by part.

use super::{
    Answers, Cases, Model, NearnessSeen, SiteInputs, Weights, ZonesMeasured, ZonesSeen, amplified,
    checklist::{any_answer, checklist_cases, weigh},
    inputs::Nearness,
    nearness::nearness_cases,
    split, together,
    zones::{DEPTH_PERIL, Ground},
};
use crate::domain::{Band, Factor, FactorScore, HazardClass, Part, QuestionGroup, Score};

/// Bounds that are more classes apart than this say too little for a band.
const WIDEST_BAND: usize = 2;
/// The result of one assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The score with its bounds.
    pub score: Score,
    /// What it is made of, largest share first.
    pub factors: Vec<FactorScore>,
    /// Vulnerability V from 0 to 1 of the people on the site.
    pub vulnerability: Cases,
    /// The questions that vulnerability is made of.
    pub vulnerability_group: QuestionGroup,
    /// Points that vulnerability adds; with those of the factors they sum to the score.
    pub vulnerability_points: f64,
}

/// One factor's value and what it is made of, before points are given.
struct Danger {
    factor: Factor,
    value: Cases,
    parts: Vec<Part>,
}

/// Scores one settlement.
///
/// Source: method 1.0, `docs/METHODS.md`. Nothing known at all, not even a layer, still leaves the
/// checklists unanswered, so the bounds are wide and the band is insufficient data.
///
/// ```
/// use jalon::{domain::Band, hazard::{Model, SiteInputs, assess}};
/// let nothing_known = assess(Model::standard(), &SiteInputs::default());
/// assert_eq!(nothing_known.score.low, 0.0);
/// assert_eq!(nothing_known.score.band, Band::InsufficientData);
/// ```
#[must_use]
pub fn assess(model: &Model, inputs: &SiteInputs) -> Outcome {
    assess_under(model.weights(), inputs)
}

/// The same under weights that no file holds.
pub(super) fn assess_under(weights: &Weights, inputs: &SiteInputs) -> Outcome {
    let dangers: Vec<Danger> = weights
        .factors
        .iter()
        .map(|&factor| danger(weights, inputs, factor))
        .collect();
    let values: Vec<Cases> = dangers.iter().map(|danger| danger.value).collect();
    let base = Cases::over(&values, |values| together(values, weights.rho));
    let weighed = weigh(&weights.vulnerability, &inputs.answers, weights.unknown_mid);
    let vulnerability = weighed.deficit;
    let whole = Cases::over(&[base, vulnerability], |case| {
        100.0 * amplified(case[0], case[1], weights.beta)
    });
    Outcome {
        score: score(weights, whole),
        factors: with_points(weights, dangers),
        vulnerability,
        vulnerability_group: weighed.group,
        vulnerability_points: whole.value - 100.0 * base.value,
    }
}

/// Scores the ground of an ordinary home: what layers draw over it and near it. Checklists ask how
/// people live on a settlement, so they and vulnerability are left out.
///
/// Source: method 1.0, `docs/METHODS.md`. Where no layer says anything the score is 0.
///
/// ```
/// use jalon::{domain::HazardClass, hazard::{Model, SiteInputs, assess_ground}};
/// let no_layer = assess_ground(Model::standard(), &SiteInputs::default());
/// assert_eq!((no_layer.value, no_layer.class), (0.0, HazardClass::A));
/// ```
#[must_use]
pub fn assess_ground(model: &Model, inputs: &SiteInputs) -> Score {
    let weights = model.weights();
    let values: Vec<Cases> = weights
        .factors
        .iter()
        .map(|&factor| {
            let (values, _) = of_ground(weights, inputs, factor);
            Cases::over(&values, |values| together(values, weights.rho))
        })
        .collect();
    let whole = Cases::over(&values, |values| 100.0 * together(values, weights.rho));
    score(weights, whole)
}

fn danger(weights: &Weights, inputs: &SiteInputs, factor: Factor) -> Danger {
    let (mut values, mut parts) = of_ground(weights, inputs, factor);
    for (value, part) in of_checklists(weights, &inputs.answers, factor) {
        values.push(value);
        parts.push(part);
    }
    Danger {
        factor,
        value: Cases::over(&values, |values| together(values, weights.rho)),
        parts,
    }
}

/// What layers draw over the place and near it.
fn of_ground(weights: &Weights, inputs: &SiteInputs, factor: Factor) -> (Vec<Cases>, Vec<Part>) {
    let nearness = inputs
        .nearness
        .iter()
        .filter_map(|seen| of_nearness(weights, seen, factor));
    let (mut values, mut parts) = of_areas(weights, inputs, factor);
    for (value, part) in nearness {
        values.push(value);
        parts.push(part);
    }
    (values, parts)
}

/// One value for each peril drawn as areas. Zones and a grid of the same peril speak of the same
/// water: the worse of the two counts, once, and both are shown.
fn of_areas(weights: &Weights, inputs: &SiteInputs, factor: Factor) -> (Vec<Cases>, Vec<Part>) {
    let (mut values, mut parts) = (Vec::new(), Vec::new());
    let mut depth = of_depth(weights, inputs, factor);
    for seen in &inputs.zones {
        let Some((value, part)) = of_zones(weights, seen, inputs, factor) else {
            continue;
        };
        parts.push(part);
        match depth.take_if(|_| seen.peril == DEPTH_PERIL) {
            Some((other, part)) => {
                values.push(Cases::over(&[value, other], |both| both[0].max(both[1])));
                parts.push(part);
            }
            None => values.push(value),
        }
    }
    if let Some((value, part)) = depth {
        values.push(value);
        parts.push(part);
    }
    (values, parts)
}

fn of_zones(
    weights: &Weights,
    seen: &ZonesSeen,
    inputs: &SiteInputs,
    factor: Factor,
) -> Option<(Cases, Part)> {
    let areal = weights
        .areal
        .get(&seen.peril)
        .filter(|areal| areal.factor == factor)?;
    let grid = inputs.depth.as_ref().filter(|_| seen.peril == DEPTH_PERIL);
    let unknown_elsewhere = grid.map_or(1.0, |grid| grid.measured.unknown_share);
    let value = Ground::of_zones(&seen.measured, unknown_elsewhere).cases(weights, areal);
    let (peril, layer_version) = (seen.peril, seen.layer_version);
    let part = match seen.measured {
        ZonesMeasured::Within {
            shares,
            distances_m,
            unknown_share,
        } => Part::Zones {
            peril,
            layer_version,
            shares,
            distances_m,
            unknown_share,
            value: value.value,
        },
        ZonesMeasured::OutsideStudy => Part::OutsideStudy {
            peril,
            layer_version,
            high: value.high,
        },
    };
    Some((value, part))
}

fn of_depth(weights: &Weights, inputs: &SiteInputs, factor: Factor) -> Option<(Cases, Part)> {
    let seen = inputs.depth.as_ref()?;
    let areal = weights
        .areal
        .get(&DEPTH_PERIL)
        .filter(|areal| areal.factor == factor)?;
    let mut zones = inputs.zones.iter();
    let zones = zones.find(|zones| zones.peril == DEPTH_PERIL);
    let unknown_elsewhere = zones.map_or(1.0, |zones| zones.measured.unknown_share());
    let value = Ground::of_depth(&seen.measured, unknown_elsewhere).cases(weights, areal);
    let part = Part::Depth {
        peril: DEPTH_PERIL,
        layer_version: seen.layer_version,
        shares: seen.measured.shares,
        distances_m: seen.measured.distances_m,
        unknown_share: seen.measured.unknown_share,
        mean_depth_m: seen.measured.mean_depth_m,
        max_depth_m: seen.measured.max_depth_m,
        value: value.value,
    };
    Some((value, part))
}

/// A landmark that does not threaten, such as a hydrant, has no part.
fn of_nearness(weights: &Weights, seen: &NearnessSeen, factor: Factor) -> Option<(Cases, Part)> {
    let linear = weights
        .linear
        .get(&seen.landmark)
        .filter(|linear| linear.factor == factor)?;
    let value = nearness_cases(weights, linear, seen.nearness);
    let (landmark, layer_version) = (seen.landmark, seen.layer_version);
    let at = |distance_m| Part::Nearness {
        landmark,
        layer_version,
        distance_m,
        value: value.value,
    };
    let part = match seen.nearness {
        Nearness::Metres(distance_m) => at(Some(distance_m)),
        Nearness::BeyondReach => at(None),
        Nearness::Unmapped => Part::UnmappedNearness {
            landmark,
            layer_version,
            high: value.high,
        },
    };
    Some((value, part))
}

fn of_checklists(
    weights: &Weights,
    answers: &Answers,
    factor: Factor,
) -> impl Iterator<Item = (Cases, Part)> {
    let of_factor = weights
        .checklists
        .iter()
        .filter(move |checklist| checklist.factor == factor);
    of_factor.map(|checklist| {
        let (value, groups) = checklist_cases(checklist, answers, weights.unknown_mid);
        let part = if any_answer(&groups) {
            Part::Checklist {
                groups,
                value: value.value,
                low: value.low,
                high: value.high,
            }
        } else {
            Part::Unanswered { high: value.high }
        };
        (value, part)
    })
}

fn score(weights: &Weights, whole: Cases) -> Score {
    let class = weights.class_of(whole.value);
    let apart = weights.class_of(whole.high) as usize - weights.class_of(whole.low) as usize;
    Score {
        value: whole.value,
        low: whole.low,
        high: whole.high,
        class,
        band: if apart > WIDEST_BAND {
            Band::InsufficientData
        } else {
            band(class)
        },
    }
}

fn band(class: HazardClass) -> Band {
    match class {
        HazardClass::A => Band::VeryLow,
        HazardClass::B => Band::Low,
        HazardClass::C => Band::Moderate,
        HazardClass::D => Band::High,
        HazardClass::E => Band::Critical,
    }
}

/// Factors with their points, largest first; equals stay in the order of the weights file.
fn with_points(weights: &Weights, dangers: Vec<Danger>) -> Vec<FactorScore> {
    let shown: Vec<f64> = dangers.iter().map(|danger| danger.value.value).collect();
    let points = split(&shown, weights.rho);
    let mut factors: Vec<FactorScore> = dangers
        .into_iter()
        .zip(points)
        .map(|(danger, points)| FactorScore {
            factor: danger.factor,
            value: danger.value.value,
            low: danger.value.low,
            high: danger.value.high,
            points: 100.0 * points,
            parts: danger.parts,
        })
        .collect();
    factors.sort_by(|a, b| b.points.total_cmp(&a.points));
    factors
}

#[cfg(test)]
mod tests;
