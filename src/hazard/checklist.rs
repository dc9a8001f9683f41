//! The value of what was asked on the spot: deficits, weighed, with the worst group kept visible.

use super::{Answer, Answers, Cases, Checklist, Question, QuestionSet, Reply, Scale};
use crate::domain::{QuestionGroup, QuestionScore};

/// Days after which an answer is flagged and begins to fade into the unknown.
pub const STALE_AFTER_DAYS: u32 = 180;
/// Days after which an answer bounds nothing any more; its value is still shown.
pub const UNKNOWN_AFTER_DAYS: u32 = 720;

/// A set of questions, weighed.
pub(super) struct Weighed {
    /// Deficit 0 to 1 in three cases.
    pub(super) deficit: Cases,
    /// The same question by question.
    pub(super) group: QuestionGroup,
}

/// Value of a checklist in three cases, with its groups.
pub(super) fn checklist_cases(
    checklist: &Checklist,
    answers: &Answers,
    unknown_mid: f64,
) -> (Cases, Vec<QuestionGroup>) {
    let weighed: Vec<Weighed> = checklist
        .groups
        .iter()
        .map(|set| weigh(set, answers, unknown_mid))
        .collect();
    let deficits: Vec<Cases> = weighed.iter().map(|one| one.deficit).collect();
    let value = Cases::over(&deficits, |deficits| {
        checklist.cap * worst_and_mean(deficits)
    });
    (value, weighed.into_iter().map(|one| one.group).collect())
}

/// Whether anybody has answered any of these questions.
pub(super) fn any_answer(groups: &[QuestionGroup]) -> bool {
    groups
        .iter()
        .flat_map(|group| &group.questions)
        .any(|question| question.deficit.is_some())
}

/// The weighed deficit of a set of questions.
pub(super) fn weigh(set: &QuestionSet, answers: &Answers, unknown_mid: f64) -> Weighed {
    let asked: Vec<(Cases, QuestionScore)> = set
        .questions
        .iter()
        .map(|question| ask(question, answers, unknown_mid))
        .collect();
    let deficits: Vec<Cases> = asked.iter().map(|(deficit, _)| *deficit).collect();
    let deficit = Cases::over(&deficits, |deficits| {
        deficits
            .iter()
            .zip(&set.questions)
            .map(|(deficit, question)| deficit * question.weight)
            .sum()
    });
    let group = QuestionGroup {
        name: set.name.clone(),
        deficit: deficit.value,
        questions: asked.into_iter().map(|(_, score)| score).collect(),
    };
    Weighed { deficit, group }
}

/// Half the worst group, half the mean: one group without water is not averaged away.
/// A plain checklist has one group, and this is its deficit.
fn worst_and_mean(deficits: &[f64]) -> f64 {
    let worst = deficits.iter().copied().fold(0.0, f64::max);
    #[allow(clippy::cast_precision_loss, reason = "a checklist has a few groups")]
    let mean = deficits.iter().sum::<f64>() / deficits.len() as f64;
    0.5 * worst + 0.5 * mean
}

fn ask(question: &Question, answers: &Answers, unknown_mid: f64) -> (Cases, QuestionScore) {
    let known = known(question, answers);
    let score = QuestionScore {
        question: question.key.clone(),
        weight: question.weight,
        deficit: known.map(|(deficit, _)| deficit),
        stale: known.is_some_and(|(_, answer)| answer.age_days > STALE_AFTER_DAYS),
        reply: known.map(|(_, answer)| answer.reply),
        source: known.and_then(|_| answers.source(&question.key)),
    };
    (question_cases(question, answers, unknown_mid), score)
}

/// Deficit 0 to 1 of one question in three cases.
pub(super) fn question_cases(question: &Question, answers: &Answers, unknown_mid: f64) -> Cases {
    match known(question, answers) {
        Some((deficit, answer)) => faded(deficit, answer),
        None => Cases::unknown(unknown_mid, 1.0),
    }
}

fn known(question: &Question, answers: &Answers) -> Option<(f64, Answer)> {
    let answer = answers.to(&question.key)?;
    Some((deficit(question.scale, answer.reply)?, answer))
}

/// An answer that fits another scale, from other weights, tells nothing.
fn deficit(scale: Scale, reply: Reply) -> Option<f64> {
    match (scale, reply) {
        (Scale::YesIsBad, Reply::Yes) => Some(1.0),
        (Scale::YesIsBad, Reply::No) => Some(0.0),
        (Scale::Ramp { good, bad }, Reply::Number(x)) => {
            // Adding nought turns a nought with a sign into one without.
            Some(((x - good) / (bad - good)).clamp(0.0, 1.0) + 0.0)
        }
        _ => None,
    }
}

/// An old answer keeps its value, but its bounds widen until they hold anything.
fn faded(deficit: f64, answer: Answer) -> Cases {
    let past = f64::from(answer.age_days.saturating_sub(STALE_AFTER_DAYS));
    let lost = (past / f64::from(UNKNOWN_AFTER_DAYS - STALE_AFTER_DAYS)).min(1.0);
    Cases {
        low: deficit * (1.0 - lost),
        value: deficit,
        high: deficit + (1.0 - deficit) * lost,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hazard::Model;

    fn pests_after(age_days: u32) -> Cases {
        let reply = Reply::Yes;
        let answer = Answer { reply, age_days };
        let answers = Answers::checked(Model::standard(), [("pests".to_owned(), answer)]).unwrap();
        let only = QuestionSet {
            name: "waste".to_owned(),
            questions: vec![Question {
                key: "pests".to_owned(),
                weight: 1.0,
                scale: Scale::YesIsBad,
            }],
        };
        weigh(&only, &answers, 0.5).deficit
    }

    #[test]
    fn an_answer_of_half_a_year_is_as_good_as_new() {
        assert_eq!(pests_after(180), Cases::known(1.0));
    }

    #[test]
    fn half_way_to_two_years_an_answer_has_lost_half() {
        let faded = pests_after(450);

        assert!((faded.low - 0.5).abs() < 1e-12);
        assert!((faded.value - 1.0).abs() < 1e-12);
    }

    #[test]
    fn an_answer_of_two_years_bounds_nothing() {
        let faded = pests_after(5_000);

        assert!(faded.low.abs() < 1e-12 && (faded.high - 1.0).abs() < 1e-12);
    }

    #[test]
    fn one_group_without_anything_good_keeps_half_the_cap() {
        assert!((worst_and_mean(&[1.0, 0.0, 0.0, 0.0]) - 0.625).abs() < 1e-12);
    }
}
