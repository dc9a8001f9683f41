//! Every number of the weights that a score depends on, by its key in the file.

use crate::{
    domain::Code,
    hazard::{QuestionSet, Scale, Weights},
};

/// A danger stays below certainty, and no share of a gap is the whole of it.
const HIGHEST: f64 = 0.99;

/// The keys of all numbers; a number is known by its place among them.
pub(super) struct Parameters {
    pub(super) keys: Vec<String>,
}

/// One number, or several that only make sense together.
struct Parameter<'a> {
    key: String,
    numbers: Vec<&'a mut f64>,
    most: f64,
}

impl Parameters {
    pub(super) fn of(weights: &Weights) -> Self {
        let mut weights = weights.clone();
        let keys = parameters(&mut weights).into_iter().map(|one| one.key);
        Self {
            keys: keys.collect(),
        }
    }
}

/// Weights with one number multiplied; `None` where the file could not hold such weights.
pub(super) fn scaled(weights: &Weights, number: usize, factor: f64) -> Option<Weights> {
    let mut other = weights.clone();
    let parameter = parameters(&mut other).into_iter().nth(number)?;
    for number in parameter.numbers {
        *number = (*number * factor).min(parameter.most);
    }
    share_out(&mut other);
    is_sound(weights, &other).then_some(other)
}

fn parameters(weights: &mut Weights) -> Vec<Parameter<'_>> {
    let one = |key: &str, number, most| Parameter {
        key: key.to_owned(),
        numbers: vec![number],
        most,
    };
    let mut all = vec![
        one("unknown_mid", &mut weights.unknown_mid, HIGHEST),
        one("rho", &mut weights.rho, HIGHEST),
        one("beta", &mut weights.beta, HIGHEST),
        one("F0", &mut weights.full_share, HIGHEST),
        one("kappa", &mut weights.kappa, HIGHEST),
    ];
    for (peril, areal) in &mut weights.areal {
        all.push(Parameter {
            key: format!("areal.{peril}.v"),
            numbers: areal.values.iter_mut().collect(),
            most: HIGHEST,
        });
        let key = format!("areal.{peril}.near_m");
        all.push(one(&key, &mut areal.near_m, f64::MAX));
    }
    for (landmark, linear) in &mut weights.linear {
        let key = |of: &str| format!("linear.{}.{of}", landmark.code());
        all.push(one(&key("v"), &mut linear.value, HIGHEST));
        all.push(one(&key("d_in"), &mut linear.inner_m, f64::MAX));
        all.push(one(&key("d_out"), &mut linear.outer_m, f64::MAX));
    }
    for checklist in &mut weights.checklists {
        let cap = format!("{}.cap", checklist.key);
        all.push(one(&cap, &mut checklist.cap, HIGHEST));
        for set in &mut checklist.groups {
            let path = format!("{}.{}", checklist.key, set.name);
            of_questions(&path, set, &mut all);
        }
    }
    of_questions("vulnerability.items", &mut weights.vulnerability, &mut all);
    all
}

fn of_questions<'a>(path: &str, set: &'a mut QuestionSet, all: &mut Vec<Parameter<'a>>) {
    for question in &mut set.questions {
        let (name, scale) = (&question.key, &mut question.scale);
        let mut push = |of: &str, number| {
            all.push(Parameter {
                key: format!("{path}.{name}.{of}"),
                numbers: vec![number],
                most: f64::MAX,
            });
        };
        push("w", &mut question.weight);
        if let Scale::Ramp { good, bad } = scale {
            push("good", good);
            push("bad", bad);
        }
    }
}

/// The weights of a group sum to 1, whichever of them has grown.
fn share_out(weights: &mut Weights) {
    let lists = weights.checklists.iter_mut();
    let sets = lists.flat_map(|list| &mut list.groups);
    for set in sets.chain([&mut weights.vulnerability]) {
        let sum: f64 = set.questions.iter().map(|question| question.weight).sum();
        for question in &mut set.questions {
            question.weight /= sum;
        }
    }
}

/// Whether every ramp still runs the way it ran.
fn is_sound(before: &Weights, after: &Weights) -> bool {
    let runs = |scale: Scale| match scale {
        Scale::YesIsBad => None,
        Scale::Ramp { good, bad } => bad.partial_cmp(&good),
    };
    let questions = before.questions().zip(after.questions());
    let mut ramps = questions.map(|(before, after)| runs(before.scale) == runs(after.scale));
    let mut distances = after
        .linear
        .values()
        .map(|linear| linear.inner_m < linear.outer_m);
    ramps.all(|is_sound| is_sound) && distances.all(|rises| rises)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::hazard::Model;

    #[test]
    fn no_key_stands_twice_and_every_question_has_its_weight() {
        let weights = Model::standard().weights();

        let keys = Parameters::of(weights).keys;

        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        assert_eq!(
            keys.iter()
                .filter(|key| key.rsplit('.').next() == Some("w"))
                .count(),
            weights.questions().count()
        );
        assert!(
            keys.contains(&"groups.sanitation.water.litres_pd.bad".to_owned()),
            "{keys:?}"
        );
        assert!(
            keys.contains(&"checklist.fire.items.hydrant_m.good".to_owned()),
            "{keys:?}"
        );
    }

    #[test]
    fn a_weight_that_grows_takes_from_the_others_of_its_group() {
        let weights = Model::standard().weights();
        let keys = Parameters::of(weights).keys;
        let pests = keys
            .iter()
            .position(|key| key == "groups.sanitation.waste.pests.w")
            .unwrap();

        let other = scaled(weights, pests, 1.25).unwrap();

        let sums = other
            .checklists
            .iter()
            .flat_map(|list| &list.groups)
            .map(|set| {
                set.questions
                    .iter()
                    .map(|question| question.weight)
                    .sum::<f64>()
            });
        assert!(sums.into_iter().all(|sum| (sum - 1.0).abs() < 1e-12));
        let pests = |weights: &Weights| {
            weights
                .questions()
                .find(|one| one.key == "pests")
                .unwrap()
                .weight
        };
        // 0.25 · 1.25 of 1 + 0.0625
        assert!((pests(&other) - 0.3125 / 1.0625).abs() < 1e-12 && pests(weights) < pests(&other));
    }

    #[test]
    fn a_ramp_is_never_turned_round() {
        let weights = Model::standard().weights();
        let keys = Parameters::of(weights).keys;
        let inner = keys
            .iter()
            .position(|key| key == "linear.waste_dump.d_in")
            .unwrap();

        assert!(scaled(weights, inner, 1.25).is_some());
        assert!(scaled(weights, inner, 20.0).is_none());
    }
}
