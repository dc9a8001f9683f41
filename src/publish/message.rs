//! An alert as a mail that only needs to be sent.

use fluent_bundle::FluentValue;
use serde::Serialize;
use utoipa::ToSchema;

use super::{AlertSourceView, AlertView, ContactView, TouchedView};
use crate::domain::{Language, Words};

/// Settlements that a mail lists; the alert itself lists all.
const LISTED: usize = 200;

/// A mail without its addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Message {
    /// One line.
    pub subject: String,
    /// Plain text, lines ended by `\n`.
    pub body: String,
}

/// The alert as a mail in a language: totals, then each settlement with whom to call.
#[must_use]
pub fn message(alert: &AlertView, language: Language) -> Message {
    let words = Words::of(language);
    let totals = &alert.totals;
    let blanks = [
        ("settlements", FluentValue::from(totals.settlements)),
        ("households", totals.households.into()),
        ("touched", totals.households_touched.into()),
        ("people", totals.people.into()),
        ("uncounted", totals.uncounted.into()),
        ("looked", totals.looked_at.into()),
    ];
    let mut lines = vec![
        source_line(alert, &words),
        words.say_with("alert-totals", &blanks),
    ];
    if totals.uncounted > 0 {
        lines.push(words.say_with("alert-uncounted", &blanks));
    }
    lines.extend(alert.warnings.iter().cloned());
    lines.push(String::new());
    let listed = alert.settlements.iter().take(LISTED).enumerate();
    lines.extend(listed.map(|(at, touched)| settlement_lines(at + 1, touched, &words)));
    if alert.settlements.len() > LISTED {
        let more = alert.settlements.len() - LISTED;
        lines.push(words.say_with("alert-more", &[("more", more.into())]));
    }
    lines.push(words.say("alert-care"));
    Message {
        subject: words.say_with("alert-subject", &blanks),
        body: lines.join("\n"),
    }
}

fn source_line(alert: &AlertView, words: &Words) -> String {
    // To the minute, in the one time zone that needs no explaining.
    let at = format!(
        "{} {:02}:{:02} UTC",
        alert.at.date(),
        alert.at.hour(),
        alert.at.minute()
    );
    match &alert.source {
        AlertSourceView::File { name, zones } => {
            let name = in_one_line(name);
            let blanks = [
                ("file", FluentValue::from(name)),
                ("zones", (*zones).into()),
                ("at", at.into()),
            ];
            words.say_with("alert-of-file", &blanks)
        }
        AlertSourceView::Grid { name } => {
            let file = FluentValue::from(in_one_line(name));
            words.say_with("alert-of-grid", &[("file", file), ("at", at.into())])
        }
        AlertSourceView::Level {
            least,
            layer_version,
        } => {
            let severity = words.say(&format!("severity-{}", least.get()));
            let blanks = [
                ("severity", FluentValue::from(severity)),
                ("version", (*layer_version).into()),
                ("at", at.into()),
            ];
            words.say_with("alert-of-level", &blanks)
        }
    }
}

fn settlement_lines(place: usize, touched: &TouchedView, words: &Words) -> String {
    let count = |count: Option<u32>| count.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let severity = words.say(&format!("severity-{}", touched.worst.get()));
    let blanks = [
        ("place", FluentValue::from(place.to_string())),
        ("code", in_one_line(&touched.code).into()),
        ("name", in_one_line(&touched.name).into()),
        ("share", words.number(touched.share * 100.0, 0).into()),
        ("severity", severity.into()),
        ("households", count(touched.households).into()),
        ("touched", count(touched.households_touched).into()),
        ("people", count(touched.people).into()),
    ];
    let mut lines = vec![words.say_with("alert-settlement", &blanks)];
    lines.extend(beside(touched, words));
    lines.push(call_line(touched.contact.as_ref(), words));
    lines.push(String::new());
    lines.join("\n")
}

/// Class and officer's word, where there are any.
fn beside(touched: &TouchedView, words: &Words) -> Option<String> {
    let danger = touched.imminent_danger.then(|| words.say("mark-danger"));
    let class = touched.score.map(|score| {
        let blanks = [("class", FluentValue::from(score.class.to_string()))];
        words.say_with("alert-class", &blanks)
    });
    let overridden = touched.overridden_class.map(|class| {
        let blanks = [("class", FluentValue::from(class.to_string()))];
        words.say_with("mark-override", &blanks)
    });
    let all: Vec<String> = [danger, class, overridden].into_iter().flatten().collect();
    (!all.is_empty()).then(|| format!("   {}", all.join(" · ")))
}

fn call_line(contact: Option<&ContactView>, words: &Words) -> String {
    let Some(contact) = contact else {
        return format!("   {}", words.say("alert-nobody"));
    };
    let ways = [&contact.phone, &contact.email];
    let ways: Vec<&str> = ways.into_iter().flatten().map(String::as_str).collect();
    let blanks = [
        ("team", FluentValue::from(contact.team.as_str())),
        ("ways", ways.join(" · ").into()),
    ];
    format!("   {}", words.say_with("alert-call", &blanks))
}

/// A name comes from a file and must not add lines of its own.
fn in_one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
