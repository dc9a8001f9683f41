//! Why did it move: the difference of two assessments of one settlement.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Assessment, Cause, Difference, Factor, FactorMoved, FactorScore, Part, PartMoved,
    QuestionGroup, QuestionScore, Subject,
};

/// The difference of any two assessments of a settlement, factor by factor and part by part.
///
/// The changes of the factors' points and of vulnerability's sum to the change of the score. A
/// factor can gain or lose points without a part of its own having moved: when another factor
/// becomes the worst, or grows beside it, the points are shared out anew.
///
/// Part by part it tells what is behind: another version of a layer, an answer, another reading of
/// the same layer (then the shape or the dwellings have changed), or, when nothing of the site has
/// changed, the weights. An answer that has only grown old moves the bounds and is no cause.
///
/// Source: method 1.0, `docs/METHODS.md`.
#[must_use]
pub fn difference(before: &Assessment, after: &Assessment) -> Difference {
    let changed = Changed {
        weights: before.weights_sha256 != after.weights_sha256,
        method: before.model_version != after.model_version,
    };
    let mut factors: Vec<FactorMoved> = factors(before, after)
        .into_iter()
        .map(|factor| factor_moved(factor, before, after, &changed))
        .collect();
    factors.sort_by(|a, b| b.gained().abs().total_cmp(&a.gained().abs()));
    Difference {
        from: before.at,
        to: after.at,
        before: before.score.value,
        after: after.score.value,
        factors,
        vulnerability_before: before.vulnerability_points,
        vulnerability_after: after.vulnerability_points,
        vulnerability_causes: vulnerability_causes(before, after, &changed),
        weights_changed: changed.weights,
        method_changed: changed.method,
    }
}

/// What has changed for all settlements.
struct Changed {
    weights: bool,
    method: bool,
}

/// Assessments of earlier releases did not keep the answers about the people: then nothing is told.
fn vulnerability_causes(before: &Assessment, after: &Assessment, changed: &Changed) -> Vec<Cause> {
    let (Some(before), Some(after)) = (&before.vulnerability, &after.vulnerability) else {
        return Vec::new();
    };
    let mut causes = answers_changed(&answers([before]), &answers([after]));
    let counts_otherwise = (before.deficit - after.deficit).abs() > f64::EPSILON;
    if causes.is_empty() && counts_otherwise && (changed.weights || changed.method) {
        causes.push(Cause::Weights);
    }
    causes
}

/// Factors of either, in the order of the later one.
fn factors(before: &Assessment, after: &Assessment) -> Vec<Factor> {
    let mut seen = BTreeSet::new();
    let both = after.factors.iter().chain(&before.factors);
    both.map(|scored| scored.factor)
        .filter(|&factor| seen.insert(factor))
        .collect()
}

fn factor_moved(
    factor: Factor,
    before: &Assessment,
    after: &Assessment,
    changed: &Changed,
) -> FactorMoved {
    let find = |of: &Assessment| -> (f64, BTreeMap<Subject, Part>) {
        let scored = of.factors.iter().find(|scored| scored.factor == factor);
        scored.map_or_else(Default::default, |scored| (scored.points, parts(scored)))
    };
    let ((before, parts_before), (after, parts_after)) = (find(before), find(after));
    let subjects: BTreeSet<&Subject> = parts_before.keys().chain(parts_after.keys()).collect();
    let parts = subjects.into_iter().filter_map(|subject| {
        let (before, after) = (parts_before.get(subject), parts_after.get(subject));
        part_moved(subject, before, after, changed)
    });
    FactorMoved {
        factor,
        before,
        after,
        parts: parts.collect(),
    }
}

/// A factor has one part of each peril, landmark and checklist.
fn parts(scored: &FactorScore) -> BTreeMap<Subject, Part> {
    let subject = |part: &Part| match part {
        Part::Zones { peril, .. } | Part::OutsideStudy { peril, .. } => Subject::Peril(*peril),
        Part::Depth { .. } => Subject::Depth,
        Part::Nearness { landmark, .. } | Part::UnmappedNearness { landmark, .. } => {
            Subject::Landmark(*landmark)
        }
        Part::Unanswered { .. } | Part::Checklist { .. } => Subject::Checklist(scored.factor),
    };
    let parts = scored.parts.iter();
    parts.map(|part| (subject(part), part.clone())).collect()
}

/// `None` when nothing about the part has moved.
fn part_moved(
    subject: &Subject,
    before: Option<&Part>,
    after: Option<&Part>,
    changed: &Changed,
) -> Option<PartMoved> {
    let (old, new) = (before.and_then(shown), after.and_then(shown));
    let counts_otherwise = old != new || before.and_then(at_worst) != after.and_then(at_worst);
    let mut causes = match subject {
        Subject::Checklist(_) | Subject::Question(_) => {
            answers_changed(&part_answers(before), &part_answers(after))
        }
        Subject::Peril(_) | Subject::Depth | Subject::Landmark(_) => layer_changed(before, after),
    };
    if causes.is_empty() && counts_otherwise && (changed.weights || changed.method) {
        causes.push(Cause::Weights);
    }
    (!causes.is_empty()).then(|| PartMoved {
        subject: subject.clone(),
        before: old,
        after: new,
        causes,
    })
}

fn layer_changed(before: Option<&Part>, after: Option<&Part>) -> Vec<Cause> {
    let versions = (before.and_then(version), after.and_then(version));
    if versions.0 != versions.1 {
        let (before, after) = versions;
        return vec![Cause::Layer { before, after }];
    }
    let is_same = before.map(reading) == after.map(reading);
    if is_same {
        Vec::new()
    } else {
        vec![Cause::Site]
    }
}

/// What a part says of the site, weights left out.
#[derive(PartialEq)]
enum Reading<'a> {
    /// Shares, distances, and the share that is not known.
    Areas(&'a [f64; 4], &'a [Option<f64>; 4], f64),
    Distance(Option<f64>),
    Nothing,
}

fn reading(part: &Part) -> Reading<'_> {
    match part {
        Part::Zones {
            shares,
            distances_m,
            unknown_share,
            ..
        }
        | Part::Depth {
            shares,
            distances_m,
            unknown_share,
            ..
        } => Reading::Areas(shares, distances_m, *unknown_share),
        Part::Nearness { distance_m, .. } => Reading::Distance(*distance_m),
        Part::OutsideStudy { .. }
        | Part::UnmappedNearness { .. }
        | Part::Unanswered { .. }
        | Part::Checklist { .. } => Reading::Nothing,
    }
}

fn version(part: &Part) -> Option<u32> {
    match part {
        Part::Zones { layer_version, .. }
        | Part::Depth { layer_version, .. }
        | Part::Nearness { layer_version, .. }
        | Part::OutsideStudy { layer_version, .. }
        | Part::UnmappedNearness { layer_version, .. } => Some(*layer_version),
        Part::Unanswered { .. } | Part::Checklist { .. } => None,
    }
}

/// The value p in the score shown; `None` when nothing is known.
fn shown(part: &Part) -> Option<f64> {
    match part {
        Part::Zones { value, .. }
        | Part::Depth { value, .. }
        | Part::Nearness { value, .. }
        | Part::Checklist { value, .. } => Some(*value),
        Part::OutsideStudy { .. } | Part::UnmappedNearness { .. } | Part::Unanswered { .. } => None,
    }
}

/// The value p of what is not known, were it as bad as can be.
fn at_worst(part: &Part) -> Option<f64> {
    match part {
        Part::OutsideStudy { high, .. }
        | Part::UnmappedNearness { high, .. }
        | Part::Unanswered { high } => Some(*high),
        Part::Zones { .. }
        | Part::Depth { .. }
        | Part::Nearness { .. }
        | Part::Checklist { .. } => None,
    }
}

/// The deficits of a checklist's questions; one that nobody has answered holds none.
fn part_answers(part: Option<&Part>) -> BTreeMap<&str, Option<f64>> {
    match part {
        Some(Part::Checklist { groups, .. }) => answers(groups),
        _ => BTreeMap::new(),
    }
}

fn answers<'a>(
    groups: impl IntoIterator<Item = &'a QuestionGroup>,
) -> BTreeMap<&'a str, Option<f64>> {
    let questions = groups.into_iter().flat_map(|group| &group.questions);
    questions
        .map(|asked: &QuestionScore| (asked.question.as_str(), asked.deficit))
        .collect()
}

fn answers_changed(
    before: &BTreeMap<&str, Option<f64>>,
    after: &BTreeMap<&str, Option<f64>>,
) -> Vec<Cause> {
    let questions: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let known =
        |answers: &BTreeMap<&str, Option<f64>>, question| answers.get(question).copied().flatten();
    questions
        .into_iter()
        .map(|question| (question, known(before, question), known(after, question)))
        .filter(|(_, before, after)| before != after)
        .map(|(question, before, after)| Cause::Answer {
            question: question.to_owned(),
            before,
            after,
        })
        .collect()
}

#[cfg(test)]
mod tests;
