//! A score in words: its class, what it comes from, and what is not known.

mod foresight;
mod parts;

use std::fmt::Display;

use fluent_bundle::FluentValue;
use time::Date;

pub use self::foresight::{
    explain_difference, explain_remedies, explain_sensitivity, factor_causes, remedy_said,
    subject_said, swing_said, vulnerability_causes,
};

use self::parts::{distance, known, unmapped};
use crate::domain::{
    AnswerSource, Band, Code, FactorScore, Language, Part, QuestionScore, Reply, Score, Words,
};

/// Fewer points than this would show as 0.0 and explain nothing.
const SHOWN_FROM: f64 = 0.05;

/// An assessment in a few plain sentences.
///
/// It says the class with its bounds, each known danger with its points, then what was not
/// answered, not studied or not looked at. Numbers are written as the language writes them.
///
/// ```
/// use jalon::{domain::Language, hazard::{Model, SiteInputs, assess, explain}};
/// let nothing = assess(Model::standard(), &SiteInputs::default());
/// let said = explain(
///     &nothing.score, &nothing.factors, nothing.vulnerability_points, Language::English,
/// );
/// assert!(said.contains("Not yet answered"));
/// assert!(said.contains("Not looked at, which is not the same as safe: flood"));
/// ```
#[must_use]
pub fn explain(
    score: &Score,
    factors: &[FactorScore],
    vulnerability_points: f64,
    language: Language,
) -> String {
    let danger = explain_danger(score, factors, vulnerability_points, language);
    let unknown = explain_unknown(factors, language);
    if unknown.is_empty() {
        return danger;
    }
    format!("{danger} {unknown}")
}

/// The first half of [`explain`]: the class with its bounds, and each known danger with its points.
#[must_use]
pub fn explain_danger(
    score: &Score,
    factors: &[FactorScore],
    vulnerability_points: f64,
    language: Language,
) -> String {
    let words = Words::of(language);
    let sentences = [
        Some(class(score, &words)),
        Some(why(factors, &words)),
        vulnerability(factors, vulnerability_points, &words),
    ];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The second half of [`explain`]: what was not answered, not studied or not looked at; empty when
/// all was.
#[must_use]
pub fn explain_unknown(factors: &[FactorScore], language: Language) -> String {
    let words = Words::of(language);
    let sentences = [
        listed("explain-unanswered", &unanswered(factors, &words), &words),
        counted("explain-open", factors, &words, |one| one.deficit.is_none()),
        counted("explain-stale", factors, &words, |one| one.stale),
        answered(factors, &words),
        listed("explain-measured", &measured(factors, &words), &words),
        listed("explain-outside", &outside(factors, &words), &words),
        listed(
            "explain-not_looked_at",
            &not_looked_at(factors, &words),
            &words,
        ),
    ];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn class(score: &Score, words: &Words) -> String {
    let (shown, low, high) = (
        words.number(score.value, 1),
        words.number(score.low, 1),
        words.number(score.high, 1),
    );
    let message = match score.band {
        Band::InsufficientData => "explain-insufficient",
        _ if low == high => "explain-class-exact",
        _ => "explain-class",
    };
    let blanks = [
        ("class", FluentValue::from(score.class.code())),
        ("band", words.say(&format!("band-{}", score.band)).into()),
        ("score", shown.into()),
        ("low", low.into()),
        ("high", high.into()),
    ];
    words.say_with(message, &blanks)
}

/// Known dangers, largest first; the first one says that the figures are points.
fn why(factors: &[FactorScore], words: &Words) -> String {
    let dangers: Vec<(String, f64)> = factors
        .iter()
        .filter(|factor| factor.points >= SHOWN_FROM)
        .filter_map(|factor| Some((known(factor, words)?, factor.points)))
        .collect();
    let items: Vec<String> = dangers
        .into_iter()
        .enumerate()
        .map(|(at, (what, points))| {
            let message = if at == 0 {
                "explain-item-first"
            } else {
                "explain-item"
            };
            item(message, what, points, words)
        })
        .collect();
    if items.is_empty() {
        return words.say("explain-nothing");
    }
    let between = format!("{} ", words.say("semicolon"));
    words.say_with("explain-why", &[("list", items.join(&between).into())])
}

fn item(message: &str, what: String, points: f64, words: &Words) -> String {
    let blanks = [
        ("what", FluentValue::from(what)),
        ("points", words.number(points, 1).into()),
    ];
    words.say_with(message, &blanks)
}

/// From the oldest answer of a visit that counts to the newest.
fn answered(factors: &[FactorScore], words: &Words) -> Option<String> {
    let days = questions(factors).filter_map(|one| match one.source? {
        AnswerSource::Visit { on } => Some(on),
        AnswerSource::Layer { .. } => None,
    });
    let days: Vec<Date> = days.collect();
    let (first, last) = (days.iter().min()?, days.iter().max()?);
    let message = if first == last {
        "explain-answered-once"
    } else {
        "explain-answered"
    };
    let blanks = [
        ("first", FluentValue::from(words.day(*first))),
        ("last", words.day(*last).into()),
    ];
    Some(words.say_with(message, &blanks))
}

/// Distances that no visit has told.
fn measured(factors: &[FactorScore], words: &Words) -> Vec<String> {
    let told = questions(factors).filter_map(|one| match (one.source?, one.reply?) {
        (
            AnswerSource::Layer {
                landmark, at_least, ..
            },
            Reply::Number(metres),
        ) => {
            let message = if at_least {
                "measured-beyond"
            } else {
                "measured-at"
            };
            let landmark = words.say(&format!("landmark-{landmark}"));
            let blanks = [
                ("landmark", FluentValue::from(landmark)),
                ("distance", distance(metres, words).into()),
            ];
            Some(words.say_with(message, &blanks))
        }
        _ => None,
    });
    told.collect()
}

/// Every question of the checklists that somebody or a map has begun to answer.
fn questions(factors: &[FactorScore]) -> impl Iterator<Item = &QuestionScore> {
    let parts = factors.iter().flat_map(|factor| &factor.parts);
    let groups = parts.filter_map(|part| match part {
        Part::Checklist { groups, .. } => Some(groups),
        _ => None,
    });
    groups.flatten().flat_map(|group| &group.questions)
}

/// Vulnerability is asked on the same visit as the checklists: without any answer but the map's,
/// nobody has asked.
fn vulnerability(factors: &[FactorScore], points: f64, words: &Words) -> Option<String> {
    let from_the_map = |one: &QuestionScore| matches!(one.source, Some(AnswerSource::Layer { .. }));
    let visited = questions(factors).any(|one| one.deficit.is_some() && !from_the_map(one));
    let message = if visited {
        "explain-vulnerability"
    } else {
        "explain-vulnerability-unknown"
    };
    let points_said = words.number(points, 1);
    (points >= SHOWN_FROM).then(|| words.say_with(message, &[("points", points_said.into())]))
}

fn unanswered(factors: &[FactorScore], words: &Words) -> Vec<String> {
    unknowns(factors, words, |factor, part| match part {
        Part::Unanswered { .. } => Some(words.say(&format!("factor-{}", factor.factor))),
        _ => None,
    })
}

/// How many questions of the checklists are meant.
fn counted(
    message: &str,
    factors: &[FactorScore],
    words: &Words,
    is_meant: impl Fn(&QuestionScore) -> bool,
) -> Option<String> {
    let meant = questions(factors)
        .filter(|question| is_meant(question))
        .count();
    (meant > 0).then(|| words.say_with(message, &[("questions", meant.into())]))
}

fn outside(factors: &[FactorScore], words: &Words) -> Vec<String> {
    unknowns(factors, words, |_, part| unmapped(part, words))
}

/// Names of unknown parts; with the factor's points where nothing else makes them.
fn unknowns(
    factors: &[FactorScore],
    words: &Words,
    name: impl Fn(&FactorScore, &Part) -> Option<String>,
) -> Vec<String> {
    let each = factors
        .iter()
        .flat_map(|factor| factor.parts.iter().map(move |part| (factor, part)));
    each.filter_map(|(factor, part)| {
        let name = name(factor, part)?;
        let alone = factor.parts.len() == 1 && factor.points >= SHOWN_FROM;
        Some(if alone {
            item("explain-item", name, factor.points, words)
        } else {
            name
        })
    })
    .collect()
}

fn not_looked_at(factors: &[FactorScore], words: &Words) -> Vec<String> {
    let silent = factors.iter().filter(|factor| factor.parts.is_empty());
    silent
        .map(|factor| words.say(&format!("factor-{}", factor.factor)))
        .collect()
}

/// The word for something of a list, for example `peril` and `flood`; what the files of words do not
/// hold, such as a question of a territory's own, is called by its code.
fn named(list: &str, code: impl Display, words: &Words) -> String {
    let name = format!("{list}-{code}");
    let said = words.say(&name);
    if said == name { code.to_string() } else { said }
}

fn listed(message: &str, items: &[String], words: &Words) -> Option<String> {
    let list = FluentValue::from(items.join(", "));
    (!items.is_empty()).then(|| words.say_with(message, &[("list", list)]))
}

#[cfg(test)]
mod tests;
