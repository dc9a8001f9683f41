//! `jalon explain`: one settlement's score as a page to hand over, and what lies behind it.

mod answers;
mod page;

use std::sync::Arc;

use serde_json::json;

use super::{
    Error,
    args::{Explain, Shared},
    open, output,
    score::note_stale,
};
use crate::{
    app::{
        self, Jalon, Since, explain_difference, explain_remedies, explain_sensitivity,
        factor_causes, remedy_said, swing_said, vulnerability_causes,
    },
    domain::{Audience, Difference, Language, Remedies, Remedy, Standing, Swing, Words},
    publish::{self, SentenceView},
};

/// Explains one score: the score itself, or what was asked about it.
pub(super) async fn run(shared: &Shared, asked: &Explain) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let code = asked.settlement.as_str();
    jalon.atlas().assessed(code)?;
    note_stale(&jalon).await?;
    match &asked.of {
        of if of.moved => moved(&jalon, shared, asked).await,
        of if of.works => works(&jalon, shared, asked),
        of if of.sensitivity => sensitivity(&jalon, shared, asked).await,
        of if of.history => history(&jalon, shared, asked).await,
        _ => score(&jalon, shared, asked),
    }
}

fn score(jalon: &Jalon, shared: &Shared, asked: &Explain) -> Result<(), Error> {
    let atlas = jalon.atlas();
    let (known, assessment) = atlas.assessed(&asked.settlement)?;
    if shared.json {
        let mut explained = json!(publish::assessment(assessment));
        let of = (asked.settlement.as_str(), jalon.clock().now().date());
        explained["casework"] = json!(publish::casework(Audience::Team, &known.casework, of));
        return output::json(&explained);
    }
    let remedies = jalon.remedies(&asked.settlement, page::WORKS_FIRST)?;
    let page = page::Page {
        atlas: &atlas,
        known,
        assessment,
        remedies: &remedies,
        language: asked.lang,
    };
    output::line(&page.text())
}

async fn moved(jalon: &Jalon, shared: &Shared, asked: &Explain) -> Result<(), Error> {
    let since = asked.from.unwrap_or(Since::TheOneBefore);
    let difference = jalon.difference(&asked.settlement, since).await?;
    if shared.json {
        let sentence = both(|language| explain_difference(&difference, language));
        return output::json(&publish::difference(difference, sentence));
    }
    let words = Words::of(asked.lang);
    output::line(&output::wrapped(&explain_difference(
        &difference,
        asked.lang,
    )))?;
    let head = [
        "table-factor",
        "table-before",
        "table-after",
        "table-change",
        "table-why",
    ];
    table(&words, &head, &[1, 2, 3], moved_rows(&difference, &words))
}

/// Points before, after, and their change, which sum to the score's in the last line.
fn moved_rows(difference: &Difference, words: &Words) -> Vec<Vec<String>> {
    let row = |name: String, before: f64, after: f64, causes: &[String]| {
        vec![
            name,
            words.number(before, 1),
            words.number(after, 1),
            words.number(after - before, 1),
            causes.join("; "),
        ]
    };
    let factors = difference.factors.iter().map(|factor| {
        let name = words.say(&format!("factor-{}", factor.factor));
        row(
            name,
            factor.before,
            factor.after,
            &factor_causes(factor, words),
        )
    });
    let vulnerability = row(
        words.say("vulnerability"),
        difference.vulnerability_before,
        difference.vulnerability_after,
        &vulnerability_causes(difference, words),
    );
    let total = row(
        words.say("table-total"),
        difference.before,
        difference.after,
        &[],
    );
    factors.chain([vulnerability, total]).collect()
}

fn works(jalon: &Jalon, shared: &Shared, asked: &Explain) -> Result<(), Error> {
    let limit = asked.limit as usize;
    let mut remedies = jalon.remedies(&asked.settlement, limit)?;
    if shared.json {
        let sentence = both(|language| explain_remedies(&remedies, language));
        remedies.alone.truncate(limit);
        return output::json(&publish::remedies(remedies, sentence));
    }
    let words = Words::of(asked.lang);
    output::line(&output::wrapped(&explain_remedies(&remedies, asked.lang)))?;
    let head = [
        "table-what",
        "table-kind",
        "table-score",
        "table-gain",
        "table-one-after",
    ];
    table(
        &words,
        &head,
        &[2, 3, 4],
        remedy_rows(&remedies, limit, &words),
    )
}

/// Each thing alone; works that bring most together have the score after them and those before.
fn remedy_rows(remedies: &Remedies, limit: usize, words: &Words) -> Vec<Vec<String>> {
    let in_turn = |remedy: &Remedy| {
        let mut steps = (1..).zip(&remedies.together);
        let found = steps.find(|(_, step)| step.subject == remedy.subject);
        found.map_or_else(String::new, |(turn, step)| {
            format!("{turn}: {}", words.number(step.score, 1))
        })
    };
    let row = |remedy: &Remedy| {
        vec![
            remedy_said(remedy, words),
            words.say(&format!("remedy-{}", remedy.kind)),
            words.number(remedy.score, 1),
            words.number(remedy.gain, 1),
            in_turn(remedy),
        ]
    };
    remedies.alone.iter().take(limit).map(row).collect()
}

async fn sensitivity(jalon: &Arc<Jalon>, shared: &Shared, asked: &Explain) -> Result<(), Error> {
    let (at_work, code) = (jalon.clone(), asked.settlement.clone());
    let working = tokio::task::spawn_blocking(move || at_work.sensitivity(&code));
    let swings = working.await.map_err(app::Error::from)??;
    let limit = asked.limit as usize;
    if shared.json {
        let sentence = both(|language| explain_sensitivity(&swings, language));
        return output::json(&publish::sensitivity(swings, limit, sentence));
    }
    let words = Words::of(asked.lang);
    output::line(&output::wrapped(&explain_sensitivity(&swings, asked.lang)))?;
    let head = ["table-what", "table-lower", "table-upper"];
    let rows = swings
        .iter()
        .take(limit)
        .map(|swing| swing_row(swing, &words));
    table(&words, &head, &[], rows.collect())
}

fn swing_row(swing: &Swing, words: &Words) -> Vec<String> {
    let standing = |standing: Standing| {
        format!(
            "{} {}, {} {}",
            words.say("table-rank"),
            standing.rank,
            words.say("table-score"),
            words.number(standing.score, 1),
        )
    };
    vec![
        swing_said(swing, words),
        standing(swing.lower),
        standing(swing.upper),
    ]
}

async fn history(jalon: &Jalon, shared: &Shared, asked: &Explain) -> Result<(), Error> {
    let history = jalon.history(&asked.settlement, asked.limit).await?;
    if shared.json {
        let rows: Vec<_> = history.iter().map(publish::assessed).collect();
        return output::json(&rows);
    }
    let words = Words::of(asked.lang);
    let rows = history.iter().map(|assessment| {
        let score = assessment.score;
        vec![
            assessment.at.date().to_string(),
            format!(
                "{} {}",
                score.class,
                words.say(&format!("band-{}", score.band))
            ),
            format!(
                "{} [{}-{}]",
                words.number(score.value, 1),
                words.number(score.low, 1),
                words.number(score.high, 1),
            ),
            page::short(&assessment.weights_sha256).to_owned(),
            assessment.id.0.to_string(),
        ]
    });
    let head = [
        "table-when",
        "table-class",
        "table-score",
        "table-weights",
        "table-id",
    ];
    table(&words, &head, &[2], rows.collect())
}

fn table(
    words: &Words,
    head: &[&str],
    numbers: &[usize],
    rows: Vec<Vec<String>>,
) -> Result<(), Error> {
    let head: Vec<String> = head.iter().map(|name| words.say(name)).collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    output::line(&output::table(&head, numbers, rows))
}

fn both(said: impl Fn(Language) -> String) -> SentenceView {
    SentenceView {
        fr: said(Language::French),
        en: said(Language::English),
    }
}
