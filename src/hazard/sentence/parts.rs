//! What one layer or checklist says, as a phrase.

use fluent_bundle::FluentValue;

use crate::domain::{FactorScore, Part, Peril, QuestionGroup, QuestionScore, Words};

/// A checklist is summed up by its heaviest answers.
const ANSWERS_TOLD: usize = 3;

/// What is known to make a factor dangerous; `None` when nothing is.
pub(super) fn known(factor: &FactorScore, words: &Words) -> Option<String> {
    let phrases: Vec<String> = factor
        .parts
        .iter()
        .filter_map(|part| phrase(part, factor, words))
        .collect();
    (!phrases.is_empty()).then(|| phrases.join(", "))
}

/// The name of a layer that does not reach the site.
pub(super) fn unmapped(part: &Part, words: &Words) -> Option<String> {
    match part {
        // Nothing is counted where another source has looked at the place.
        Part::OutsideStudy { peril, high, .. } if *high > 0.0 => {
            Some(words.say(&format!("peril-{peril}")))
        }
        Part::Depth {
            unknown_share,
            value,
            ..
        } if *unknown_share >= 1.0 && *value > 0.0 => Some(words.say("depth-grid")),
        Part::UnmappedNearness { landmark, .. } => Some(words.say(&format!("landmark-{landmark}"))),
        Part::OutsideStudy { .. }
        | Part::Zones { .. }
        | Part::Depth { .. }
        | Part::Nearness { .. }
        | Part::Unanswered { .. }
        | Part::Checklist { .. } => None,
    }
}

fn phrase(part: &Part, factor: &FactorScore, words: &Words) -> Option<String> {
    match part {
        Part::Zones {
            peril,
            shares,
            distances_m,
            unknown_share,
            value,
            ..
        } if *value > 0.0 => {
            let zones = words.say(&format!("zones-{peril}"));
            let is_near = distances_m.iter().any(Option::is_some);
            let drawn = over(&zones, shares, words)
                .or_else(|| is_near.then(|| near(&zones, distances_m, words)));
            let unknown = (*unknown_share > 0.0).then(|| unstudied(*peril, *unknown_share, words));
            Some(
                drawn
                    .into_iter()
                    .chain(unknown)
                    .collect::<Vec<_>>()
                    .join(", "),
            )
        }
        Part::Depth {
            shares,
            distances_m,
            unknown_share,
            max_depth_m,
            value,
            ..
        } if *value > 0.0 && *unknown_share < 1.0 => {
            let deepest = max_depth_m.filter(|depth_m| *depth_m > 0.0);
            let is_near = distances_m.iter().any(Option::is_some);
            let drawn = deepest
                .map(|depth_m| water(depth_m, shares, words))
                .or_else(|| is_near.then(|| near(&words.say("depth-zones"), distances_m, words)));
            let unknown = (*unknown_share > 0.0).then(|| {
                let blanks = [("share", FluentValue::from(share(*unknown_share, words)))];
                words.say_with("depth-unknown", &blanks)
            });
            Some(
                drawn
                    .into_iter()
                    .chain(unknown)
                    .collect::<Vec<_>>()
                    .join(", "),
            )
        }
        Part::Nearness {
            landmark,
            distance_m: Some(distance_m),
            value,
            ..
        } if *value > 0.0 => {
            let blanks = [("distance", FluentValue::from(distance(*distance_m, words)))];
            Some(words.say_with(&format!("near-{landmark}"), &blanks))
        }
        Part::Checklist { groups, .. } => checklist(groups, factor, words),
        _ => None,
    }
}

/// Zones over the site, worst severity first.
fn over(zones: &str, shares: &[f64; 4], words: &Words) -> Option<String> {
    let covered: Vec<usize> = (0..4).rev().filter(|&at| shares[at] > 0.0).collect();
    let whole = share(shares.iter().sum(), words);
    let (&worst, others) = covered.split_first()?;
    if others.is_empty() {
        let blanks = [
            ("zones", FluentValue::from(zones)),
            ("severity", severity(worst, words).into()),
            ("share", whole.into()),
        ];
        return Some(words.say_with("zones-over-one", &blanks));
    }
    let levels = covered.iter().map(|&at| {
        let blanks = [
            ("share", FluentValue::from(share(shares[at], words))),
            ("severity", severity(at, words).into()),
        ];
        words.say_with("zones-level", &blanks)
    });
    let blanks = [
        ("zones", FluentValue::from(zones)),
        ("share", whole.into()),
        ("levels", levels.collect::<Vec<_>>().join(", ").into()),
    ];
    Some(words.say_with("zones-over", &blanks))
}

/// Water over the site: how deep, how much of it, how severe.
fn water(max_depth_m: f64, shares: &[f64; 4], words: &Words) -> String {
    let decimals = if max_depth_m < 0.1 { 2 } else { 1 };
    let worst = shares.iter().rposition(|&share| share > 0.0);
    let blanks = [
        (
            "depth",
            FluentValue::from(words.number(max_depth_m, decimals)),
        ),
        ("share", share(shares.iter().sum(), words).into()),
        (
            "severity",
            worst
                .map_or_else(String::new, |at| severity(at, words))
                .into(),
        ),
    ];
    let message = if worst.is_some() {
        "depth-over"
    } else {
        "depth-unclassed"
    };
    words.say_with(message, &blanks)
}

/// Ground of the site that no study has looked at.
fn unstudied(peril: Peril, unknown_share: f64, words: &Words) -> String {
    let blanks = [
        ("share", FluentValue::from(share(unknown_share, words))),
        ("peril", words.say(&format!("peril-{peril}")).into()),
    ];
    words.say_with("zones-unknown", &blanks)
}

/// Zones beside the site, worst severity first.
fn near(zones: &str, distances_m: &[Option<f64>; 4], words: &Words) -> String {
    let levels = (0..4).rev().filter_map(|at| {
        let blanks = [
            (
                "distance",
                FluentValue::from(distance(distances_m[at]?, words)),
            ),
            ("severity", severity(at, words).into()),
        ];
        Some(words.say_with("zones-level-near", &blanks))
    });
    let levels = levels.collect::<Vec<_>>().join(", ");
    let blanks = [
        ("zones", FluentValue::from(zones)),
        ("levels", levels.into()),
    ];
    words.say_with("zones-near", &blanks)
}

fn checklist(groups: &[QuestionGroup], factor: &FactorScore, words: &Words) -> Option<String> {
    let weighs = |one: &QuestionScore| one.weight * one.deficit.unwrap_or(0.0);
    let mut bad: Vec<&QuestionScore> = groups
        .iter()
        .flat_map(|group| &group.questions)
        .filter(|one| weighs(one) > 0.0)
        .collect();
    bad.sort_by(|a, b| weighs(b).total_cmp(&weighs(a)));
    let told = bad.iter().take(ANSWERS_TOLD);
    let told: Vec<String> = told
        .map(|one| words.say(&format!("question-{}", one.question)))
        .collect();
    let blanks = [
        (
            "factor",
            FluentValue::from(words.say(&format!("factor-{}", factor.factor))),
        ),
        ("list", told.join(", ").into()),
    ];
    (!told.is_empty()).then(|| words.say_with("checklist-says", &blanks))
}

fn severity(at: usize, words: &Words) -> String {
    words.say(&format!("severity-{}", at + 1))
}

/// Whole per cent, one decimal below ten, and a word for what would show as nothing.
fn share(share: f64, words: &Words) -> String {
    let percent = 100.0 * share.min(1.0);
    match percent {
        tiny if tiny < 0.1 => words.say("share-tiny"),
        small if small < 9.95 && small.fract() > 0.05 => percent_said(small, 1, words),
        _ => percent_said(percent, 0, words),
    }
}

fn percent_said(percent: f64, decimals: usize, words: &Words) -> String {
    words.say_with(
        "share",
        &[("percent", words.number(percent, decimals).into())],
    )
}

pub(super) fn distance(distance_m: f64, words: &Words) -> String {
    if distance_m < 1.0 {
        return words.say("distance-under-one");
    }
    words.say_with(
        "distance",
        &[("metres", words.number(distance_m, 0).into())],
    )
}
