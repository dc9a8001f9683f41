//! What would change a score: what to find out, what to mend, and what only a move away changes.

use super::{
    Model, Nearness, SiteInputs, assess,
    supposed::{Turn, asked, perils, supposed, unknown_share, unmapped},
};
use crate::domain::{Remedies, Remedy, RemedyKind, Subject};

/// Gains below this are the rounding of a calculation, not points.
const LEAST_GAIN: f64 = 1e-9;

/// What would change a settlement's score, each thing alone and the best `steps` works together.
///
/// A question nobody has answered, or a layer that does not reach the site, is to *find out*: the
/// score if it turned out good. A bad answer is to *mend*: the score once that is done. Zones and
/// landmarks are not mended from within: their entry says what living elsewhere would change.
/// Bad answers about the people themselves (vulnerability) are nobody's work and have no entry.
///
/// `together` holds works to mend only, each the one that lowers the score most after those before
/// it. That is not always the best set of so many, but each step is the best next one. Fewer than
/// `steps` when nothing is left to gain.
///
/// Source: method 1.0, `docs/METHODS.md`.
///
/// ```
/// use jalon::{domain::RemedyKind, hazard::{Answer, Answers, Model, Reply, SiteInputs, remedies}};
/// let pests = ("pests".to_owned(), Answer { reply: Reply::Yes, age_days: 0 });
/// let site = SiteInputs {
///     answers: Answers::checked(Model::standard(), [pests]).unwrap(), ..SiteInputs::default()
/// };
/// let found = remedies(Model::standard(), &site, 3);
/// assert_eq!(found.together.len(), 1);
/// assert_eq!(found.together[0].kind, RemedyKind::Mend);
/// // Every other question is to find out.
/// assert_eq!(found.alone.len(), 24);
/// ```
#[must_use]
pub fn remedies(model: &Model, inputs: &SiteInputs, steps: usize) -> Remedies {
    let now = Now::of(model, inputs);
    let mut alone: Vec<Remedy> = candidates(model, inputs)
        .into_iter()
        .map(|(kind, subject)| now.remedy(kind, &subject))
        .filter(|remedy| remedy.gain > LEAST_GAIN)
        .collect();
    alone.sort_by(|a, b| {
        let by_gain = b.gain.total_cmp(&a.gain);
        by_gain.then_with(|| a.subject.cmp(&b.subject))
    });
    let works = alone
        .iter()
        .filter(|remedy| remedy.kind == RemedyKind::Mend);
    let works: Vec<Subject> = works.map(|remedy| remedy.subject.clone()).collect();
    Remedies {
        score: now.score,
        together: together(now, works, steps),
        alone,
    }
}

fn candidates(model: &Model, inputs: &SiteInputs) -> Vec<(RemedyKind, Subject)> {
    let weights = model.weights();
    let people = weights.vulnerability.questions.iter();
    let lists = weights.checklists.iter().flat_map(|list| &list.groups);
    let place = lists.flat_map(|set| &set.questions);
    let of_place = asked(place, inputs).filter_map(|one| match one.is_answered {
        false => Some((RemedyKind::FindOut, one.question)),
        true if one.deficit.value > 0.0 => Some((RemedyKind::Mend, one.question)),
        true => None,
    });
    let of_people = asked(people, inputs)
        .filter(|one| !one.is_answered)
        .map(|one| (RemedyKind::FindOut, one.question));
    let unmapped = unmapped(inputs);
    of_place
        .chain(of_people)
        .map(|(kind, question)| (kind, Subject::Question(question.key.clone())))
        .chain(dangers(inputs).map(|subject| (RemedyKind::Relocate, subject)))
        .chain(
            unmapped
                .iter()
                .map(|subject| (RemedyKind::FindOut, subject.clone())),
        )
        .collect()
}

/// What is known to be there, or near: a move would end it, works do not.
fn dangers(inputs: &SiteInputs) -> impl Iterator<Item = Subject> {
    let known = perils(inputs).filter(|&peril| unknown_share(inputs, peril) < 1.0);
    let mapped = inputs
        .nearness
        .iter()
        .filter(|seen| seen.nearness != Nearness::Unmapped);
    known
        .map(Subject::Peril)
        .chain(mapped.map(|seen| Subject::Landmark(seen.landmark)))
}

/// How a thing would be once that is done.
fn turn(kind: RemedyKind) -> Turn {
    match kind {
        RemedyKind::Relocate => Turn::Away,
        RemedyKind::FindOut | RemedyKind::Mend => Turn::Good,
    }
}

/// A site as it is, or as it will be after some works.
struct Now<'a> {
    model: &'a Model,
    inputs: SiteInputs,
    score: f64,
}

impl<'a> Now<'a> {
    fn of(model: &'a Model, inputs: &SiteInputs) -> Self {
        Self {
            model,
            inputs: inputs.clone(),
            score: assess(model, inputs).score.value,
        }
    }

    fn remedy(&self, kind: RemedyKind, subject: &Subject) -> Remedy {
        let mended = supposed(self.model, &self.inputs, subject, turn(kind));
        let score = assess(self.model, &mended).score.value;
        Remedy {
            kind,
            subject: subject.clone(),
            score,
            gain: self.score - score,
        }
    }

    fn after(self, work: &Remedy) -> Self {
        Self {
            inputs: supposed(self.model, &self.inputs, &work.subject, turn(work.kind)),
            score: work.score,
            ..self
        }
    }
}

fn together(mut now: Now<'_>, mut works: Vec<Subject>, steps: usize) -> Vec<Remedy> {
    let mut taken = Vec::new();
    while taken.len() < steps {
        let next = works.iter().map(|work| now.remedy(RemedyKind::Mend, work));
        // Of equal gains the first, which alone gains most.
        let best = next.reduce(|best, next| if next.gain > best.gain { next } else { best });
        let Some(best) = best.filter(|best| best.gain > LEAST_GAIN) else {
            break;
        };
        works.retain(|work| *work != best.subject);
        now = now.after(&best);
        taken.push(best);
    }
    taken
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        domain::{LandmarkKind, Peril},
        hazard::{
            Answer, Answers, Nearness, NearnessSeen, Reply, ZonesMeasured, ZonesSeen,
            testing::inputs,
        },
    };

    fn standard() -> &'static Model {
        Model::standard()
    }

    fn answered(replies: &[(&str, Reply)]) -> SiteInputs {
        let answers = replies
            .iter()
            .map(|&(question, reply)| (question.to_owned(), Answer { reply, age_days: 0 }));
        SiteInputs {
            answers: Answers::checked(standard(), answers).unwrap(),
            ..SiteInputs::default()
        }
    }

    fn find<'a>(found: &'a Remedies, subject: &Subject) -> Option<&'a Remedy> {
        found.alone.iter().find(|remedy| remedy.subject == *subject)
    }

    fn question(key: &str) -> Subject {
        Subject::Question(key.to_owned())
    }

    #[test]
    fn a_good_answer_is_nothing_to_mend() {
        let found = remedies(standard(), &answered(&[("pests", Reply::No)]), 3);

        assert_eq!(find(&found, &question("pests")), None);
        assert!(found.together.is_empty());
    }

    #[test]
    fn young_children_are_not_something_to_mend() {
        let found = remedies(
            standard(),
            &answered(&[("under5_share", Reply::Number(0.2))]),
            3,
        );

        assert_eq!(find(&found, &question("under5_share")), None);
        let unknown = find(&found, &question("precarious_share")).unwrap();
        assert_eq!(unknown.kind, RemedyKind::FindOut);
    }

    #[test]
    fn zones_and_landmarks_change_by_a_move_only_and_unstudied_ones_are_to_find_out() {
        let measured = ZonesMeasured::Within {
            shares: [0.0, 0.5, 0.0, 0.0],
            distances_m: [None; 4],
            unknown_share: 0.0,
        };
        let zones = |peril, measured| ZonesSeen {
            peril,
            layer_version: 1,
            measured,
        };
        let site = SiteInputs {
            zones: vec![
                zones(Peril::Flood, measured),
                zones(Peril::Pprt, ZonesMeasured::OutsideStudy),
            ],
            nearness: vec![NearnessSeen {
                landmark: LandmarkKind::Railway,
                layer_version: 1,
                nearness: Nearness::Metres(10.0),
            }],
            ..SiteInputs::default()
        };

        let found = remedies(standard(), &site, 3);

        let kind = |subject: Subject| find(&found, &subject).unwrap().kind;
        assert_eq!(kind(Subject::Peril(Peril::Flood)), RemedyKind::Relocate);
        assert_eq!(kind(Subject::Peril(Peril::Pprt)), RemedyKind::FindOut);
        assert_eq!(
            kind(Subject::Landmark(LandmarkKind::Railway)),
            RemedyKind::Relocate
        );
        assert!(found.together.is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn gains_stand_in_order_and_lead_from_the_score(inputs in inputs()) {
            let found = remedies(standard(), &inputs, 4);

            prop_assert!(found.alone.is_sorted_by(|a, b| a.gain >= b.gain));
            for remedy in &found.alone {
                prop_assert!((found.score - remedy.gain - remedy.score).abs() < 1e-9);
            }
            let mut score = found.score;
            for step in &found.together {
                prop_assert!((score - step.gain - step.score).abs() < 1e-9);
                score = step.score;
            }
        }

        #[test]
        fn the_first_work_together_is_the_best_alone(inputs in inputs()) {
            let found = remedies(standard(), &inputs, 1);

            let best = found.alone.iter().find(|remedy| remedy.kind == RemedyKind::Mend);
            prop_assert_eq!(best, found.together.first());
        }

        #[test]
        fn what_is_found_out_to_be_good_never_leaves_the_bounds(inputs in inputs()) {
            let bounds = assess(standard(), &inputs).score;

            let found = remedies(standard(), &inputs, 0);

            for remedy in found.alone.iter().filter(|one| one.kind == RemedyKind::FindOut) {
                prop_assert!(bounds.low <= remedy.score + 1e-9 && remedy.score <= bounds.high);
            }
        }
    }
}
