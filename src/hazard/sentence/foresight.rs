//! In words: why a score has moved, what would change it, and what a rank hangs on.

use fluent_bundle::FluentValue;

use super::named;
use crate::domain::{
    Cause, Difference, FactorMoved, Language, Remedies, Remedy, RemedyKind, Subject, Swing,
    SwingKind, Words,
};

/// Changes smaller than this would show as 0.0.
const SHOWN_FROM: f64 = 0.05;
/// Lists in a sentence end after so many; the tables hold all.
const TOLD: usize = 5;

/// Why a score has moved, in a few plain sentences.
///
/// ```
/// use jalon::{domain::{Difference, Language}, hazard::explain_difference};
/// use time::OffsetDateTime;
/// let (from, to) = (OffsetDateTime::UNIX_EPOCH, OffsetDateTime::UNIX_EPOCH);
/// let nothing = Difference {
///     from, to, before: 40.0, after: 40.0, factors: vec![], vulnerability_before: 0.0,
///     vulnerability_after: 0.0, vulnerability_causes: vec![], weights_changed: false,
///     method_changed: false,
/// };
/// let said = explain_difference(&nothing, Language::English);
/// assert_eq!(said, "Since 1970-01-01 the score has not moved: 40.0 out of 100.");
/// ```
#[must_use]
pub fn explain_difference(difference: &Difference, language: Language) -> String {
    let words = Words::of(language);
    let gained = difference.after - difference.before;
    let message = match gained {
        small if small.abs() < SHOWN_FROM => "moved-same",
        up if up > 0.0 => "moved-up",
        _ => "moved-down",
    };
    let blanks = [
        (
            "from",
            FluentValue::from(difference.from.date().to_string()),
        ),
        ("before", words.number(difference.before, 1).into()),
        ("after", words.number(difference.after, 1).into()),
        ("gained", signed(gained, &words).into()),
    ];
    let mut sentences = vec![words.say_with(message, &blanks)];
    let mut items: Vec<String> = difference
        .factors
        .iter()
        .filter(|factor| factor.gained().abs() >= SHOWN_FROM || !factor.parts.is_empty())
        .map(|factor| factor_item(factor, &words))
        .collect();
    items.extend(vulnerability_item(difference, &words));
    if !items.is_empty() {
        let between = format!("{} ", words.say("semicolon"));
        let list = FluentValue::from(items.join(&between));
        sentences.push(words.say_with("moved-because", &[("list", list)]));
    }
    if difference.weights_changed {
        sentences.push(words.say("moved-weights"));
    }
    if difference.method_changed {
        sentences.push(words.say("moved-method"));
    }
    sentences.join(" ")
}

fn factor_item(factor: &FactorMoved, words: &Words) -> String {
    let causes: Vec<String> = factor_causes(factor, words);
    let name = named("factor", factor.factor, words);
    moved_item(name, factor.gained(), &causes, words)
}

/// Why one factor's points have moved, cause by cause.
#[must_use]
pub fn factor_causes(factor: &FactorMoved, words: &Words) -> Vec<String> {
    let causes: Vec<String> = factor
        .parts
        .iter()
        .flat_map(|part| {
            part.causes
                .iter()
                .map(|cause| cause_said(&part.subject, cause, words))
        })
        .collect();
    if causes.is_empty() && factor.gained().abs() >= SHOWN_FROM {
        vec![words.say("moved-shared")]
    } else {
        causes
    }
}

/// Why the points of vulnerability have moved; nothing when they have not.
#[must_use]
pub fn vulnerability_causes(difference: &Difference, words: &Words) -> Vec<String> {
    let gained = difference.vulnerability_after - difference.vulnerability_before;
    let causes = difference.vulnerability_causes.iter();
    // The people have no layer: their subject is said by the cause alone.
    let subject = Subject::Question("vulnerability".to_owned());
    let causes: Vec<String> = causes
        .map(|cause| cause_said(&subject, cause, words))
        .collect();
    if causes.is_empty() && gained.abs() >= SHOWN_FROM {
        vec![words.say("moved-through-score")]
    } else {
        causes
    }
}

fn vulnerability_item(difference: &Difference, words: &Words) -> Option<String> {
    let gained = difference.vulnerability_after - difference.vulnerability_before;
    let causes = vulnerability_causes(difference, words);
    let name = words.say("vulnerability");
    (!causes.is_empty()).then(|| moved_item(name, gained, &causes, words))
}

fn moved_item(name: String, gained: f64, causes: &[String], words: &Words) -> String {
    let blanks = [
        ("factor", FluentValue::from(name)),
        ("points", signed(gained, words).into()),
        ("causes", causes.join(", ").into()),
    ];
    words.say_with("moved-item", &blanks)
}

fn cause_said(subject: &Subject, cause: &Cause, words: &Words) -> String {
    let about = ("subject", FluentValue::from(subject_said(subject, words)));
    let version = |number: &u32| FluentValue::from(number.to_string());
    match cause {
        Cause::Layer { before, after } => match (before, after) {
            (Some(before), Some(after)) => {
                let blanks = [
                    about,
                    ("before", version(before)),
                    ("after", version(after)),
                ];
                words.say_with("cause-layer", &blanks)
            }
            (None, Some(after)) => {
                words.say_with("cause-layer-new", &[about, ("after", version(after))])
            }
            _ => words.say_with("cause-layer-gone", &[about]),
        },
        Cause::Site => words.say_with("cause-site", &[about]),
        Cause::Weights => words.say_with("cause-weights", &[about]),
        Cause::Answer {
            question,
            before,
            after,
        } => {
            let message = match (before, after) {
                (_, None) => "cause-answer-lost",
                (None, Some(_)) => "cause-answer-new",
                (Some(before), Some(after)) if after < before => "cause-answer-better",
                _ => "cause-answer-worse",
            };
            let question = named("matter", question, words);
            words.say_with(message, &[("question", question.into())])
        }
    }
}

/// What would change a score, in a few plain sentences.
///
/// ```
/// use jalon::{domain::Language, hazard::{Model, SiteInputs, explain_remedies, remedies}};
/// let found = remedies(Model::standard(), &SiteInputs::default(), 3);
/// let said = explain_remedies(&found, Language::English);
/// assert!(said.starts_with("No bad answer is known that could be mended on the spot; a visit would tell. To find"));
/// assert!(said.contains("distance between dwellings"));
/// ```
#[must_use]
pub fn explain_remedies(remedies: &Remedies, language: Language) -> String {
    let words = Words::of(language);
    let of_kind = |kind: RemedyKind| -> Vec<&Remedy> {
        let alone = remedies.alone.iter();
        alone
            .filter(|remedy| remedy.kind == kind && remedy.gain >= SHOWN_FROM)
            .collect()
    };
    let in_turn: Vec<&Remedy> = remedies.together.iter().collect();
    let sentences = [
        listed("remedies-together", &in_turn, &words)
            .or_else(|| Some(words.say("remedies-nothing"))),
        listed("remedies-find_out", &of_kind(RemedyKind::FindOut), &words),
        listed("remedies-relocate", &of_kind(RemedyKind::Relocate), &words),
    ];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn listed(message: &str, remedies: &[&Remedy], words: &Words) -> Option<String> {
    let mut items: Vec<String> = remedies
        .iter()
        .take(TOLD)
        .map(|remedy| {
            let blanks = [
                ("what", FluentValue::from(remedy_said(remedy, words))),
                ("score", words.number(remedy.score, 1).into()),
            ];
            words.say_with("remedy-item", &blanks)
        })
        .collect();
    if remedies.len() > TOLD {
        let more = FluentValue::from(remedies.len() - TOLD);
        items.push(words.say_with("remedies-more", &[("more", more)]));
    }
    let list = FluentValue::from(items.join(", "));
    (!items.is_empty()).then(|| words.say_with(message, &[("list", list)]))
}

/// What is to find out, to do or to leave, in plain words.
#[must_use]
pub fn remedy_said(remedy: &Remedy, words: &Words) -> String {
    match (&remedy.subject, remedy.kind) {
        (Subject::Question(question), RemedyKind::Mend) => named("work", question, words),
        (subject, _) => subject_said(subject, words),
    }
}

/// What a settlement's rank and score hang on, in a few plain sentences.
///
/// ```
/// use jalon::{domain::Language, hazard::{Model, SiteInputs, explain_sensitivity, sensitivity}};
/// let swings = sensitivity(Model::standard(), &[SiteInputs::default()], 0, 0.25).unwrap();
/// let said = explain_sensitivity(&swings, Language::English);
/// assert!(said.contains("what an unknown counts (score"));
/// assert!(said.contains("distance between dwellings (score"));
/// ```
#[must_use]
pub fn explain_sensitivity(swings: &[Swing], language: Language) -> String {
    let words = Words::of(language);
    let of_kind = |kind: SwingKind, message: &str| {
        let largest = swings.iter().filter(|swing| swing.kind == kind).take(TOLD);
        let items: Vec<String> = largest.map(|swing| swing_item(swing, &words)).collect();
        let list = FluentValue::from(items.join(", "));
        (!items.is_empty()).then(|| words.say_with(message, &[("list", list)]))
    };
    let sentences: Vec<String> = [
        of_kind(SwingKind::Weight, "sensitivity-weights"),
        of_kind(SwingKind::Unknown, "sensitivity-unknowns"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if sentences.is_empty() {
        return words.say("sensitivity-nothing");
    }
    sentences.join(" ")
}

fn swing_item(swing: &Swing, words: &Words) -> String {
    let (lower, upper) = (swing.lower, swing.upper);
    let score = |one: f64| FluentValue::from(words.number(one, 1));
    let blanks = [
        ("what", FluentValue::from(swing_said(swing, words))),
        ("best", lower.rank.min(upper.rank).into()),
        ("worst", lower.rank.max(upper.rank).into()),
        ("low", score(lower.score.min(upper.score))),
        ("high", score(lower.score.max(upper.score))),
    ];
    let message = if swing.places() > 0 {
        "swing-item"
    } else {
        "swing-item-score"
    };
    words.say_with(message, &blanks)
}

/// What a swing is about, in plain words.
#[must_use]
pub fn swing_said(swing: &Swing, words: &Words) -> String {
    if swing.kind == SwingKind::Unknown {
        return of_a_key("matter", &swing.key, words);
    }
    let path: Vec<&str> = swing.key.split('.').collect();
    let [.., of, field] = path[..] else {
        return named("parameter", &swing.key, words);
    };
    let of = match path[0] {
        "areal" => named("peril", of, words),
        "linear" => named("landmark", of, words),
        _ if field == "cap" => named("factor", of, words),
        _ => named("matter", of, words),
    };
    words.say_with(&format!("parameter-{field}"), &[("of", of.into())])
}

/// A question, or else a peril or a landmark of this name.
fn of_a_key(prefix: &str, key: &str, words: &Words) -> String {
    [prefix, "peril", "landmark"]
        .into_iter()
        .map(|prefix| named(prefix, key, words))
        .find(|said| said != key)
        .unwrap_or_else(|| key.to_owned())
}

/// What a part or a question is called.
#[must_use]
pub fn subject_said(subject: &Subject, words: &Words) -> String {
    match subject {
        Subject::Peril(peril) => named("peril", peril, words),
        Subject::Depth => words.say("depth-grid"),
        Subject::Landmark(landmark) => named("landmark", landmark, words),
        Subject::Checklist(factor) => named("factor", factor, words),
        Subject::Question(question) => named("matter", question, words),
    }
}

/// A change with its sign.
fn signed(change: f64, words: &Words) -> String {
    let sign = if change < 0.0 { "−" } else { "+" };
    format!("{sign}{}", words.number(change.abs(), 1))
}

#[cfg(test)]
mod tests {
    use crate::domain::Code;
    use crate::hazard::{Model, SiteInputs, sensitivity};

    use super::*;

    #[test]
    fn every_question_is_named_as_asked_and_as_work_in_both_languages() {
        let weights = Model::standard().weights();
        for &language in Language::ALL {
            let words = Words::of(language);
            for question in weights.questions() {
                assert_ne!(named("matter", &question.key, &words), question.key);
            }
            let lists = weights.checklists.iter().flat_map(|list| &list.groups);
            for question in lists.flat_map(|set| &set.questions) {
                assert_ne!(named("work", &question.key, &words), question.key);
            }
        }
    }

    #[test]
    fn every_number_of_the_weights_is_said_in_words() {
        let sites = [SiteInputs::default()];
        let swings = sensitivity(Model::standard(), &sites, 0, 0.25).unwrap();

        for &language in Language::ALL {
            let words = Words::of(language);
            for swing in &swings {
                let said = swing_said(swing, &words);
                assert!(
                    !said.contains("parameter-") && !said.contains('_'),
                    "{said}"
                );
            }
        }
    }

    #[test]
    fn a_question_of_a_territory_s_own_is_called_by_its_key() {
        let own = Subject::Question("lit_paths".to_owned());

        assert_eq!(
            subject_said(&own, &Words::of(Language::French)),
            "lit_paths"
        );
    }

    #[test]
    fn a_fall_has_its_sign_and_its_causes() {
        let moved = |causes| FactorMoved {
            factor: crate::domain::Factor::Flood,
            before: 40.0,
            after: 27.75,
            parts: causes,
        };
        let words = Words::of(Language::French);

        assert_eq!(
            factor_item(&moved(vec![]), &words),
            "inondation −12,2 (nouveau partage avec les autres facteurs)"
        );
    }
}
