//! `jalon visit`: what people saw on the spot, in and out.

use std::{fs::File, io::Read, path::Path};

use super::{
    Error,
    args::Shared,
    open, output,
    visit_args::{Add, ImportVisits, VisitCommand},
};
use crate::{
    app::{self, AddedVisit, Jalon, Mapping, NewVisit, Rehearsal, VisitColumns, VisitFile},
    domain::{
        AnswerSource, AskedQuestion, Audience, Finding, Language, RecordedVisit, Reply, VisitId,
        VisitReport, Words,
    },
    publish,
};

/// Who asks, in the record of changes and where nobody else is named.
const ACTOR: &str = "cli";
/// Longest file of one visit.
const VISIT_BYTES: u64 = 1 << 20;

/// Carries out one of the commands.
pub(super) async fn run(shared: &Shared, asked: VisitCommand) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    match asked {
        VisitCommand::Add(asked) => add(shared, &jalon, asked).await,
        VisitCommand::List { settlement, limit } => list(shared, &jalon, &settlement, limit).await,
        VisitCommand::Answers { settlement, lang } => answers(shared, &jalon, &settlement, lang),
        VisitCommand::Questions { lang } => questions(shared, &jalon, lang),
        VisitCommand::Validate { id, by } => {
            let visit = jalon.validate_visit(VisitId(id), &by, ACTOR).await?;
            decided(shared, &visit, "counts: its answers are part of the score")
        }
        VisitCommand::Withdraw { id, reason, by } => {
            let why = (by.as_str(), reason.as_str());
            let visit = jalon.withdraw_visit(VisitId(id), why, ACTOR).await?;
            decided(shared, &visit, "counts no longer; it is kept")
        }
        VisitCommand::Import(asked) => import(shared, &jalon, asked).await,
    }
}

async fn add(shared: &Shared, jalon: &Jalon, asked: Add) -> Result<(), Error> {
    let code = asked.settlement.clone();
    let given = given(asked)?;
    let AddedVisit {
        visit,
        is_new,
        assessed,
    } = jalon.add_visit(&code, given, ACTOR).await?;
    if shared.json {
        return output::json(&publish::visit(Audience::Team, &visit));
    }
    let stored = if is_new { "stored" } else { "stored already" };
    let standing = match visit.validated {
        Some(_) => format!("its answers count; {assessed} settlements were assessed again"),
        None => "it waits: `jalon visit validate` lets its answers count".to_owned(),
    };
    let id = visit.visit.id.0;
    output::line(&format!("visit {id} to {code}: {stored}; {standing}"))
}

/// The visit of the file, with what the command line says over it.
fn given(asked: Add) -> Result<NewVisit, Error> {
    let mut given = match &asked.from {
        None => NewVisit::default(),
        Some(file) => {
            let text = text_of(file).map_err(|fault| app::Error::NoVisit {
                why: format!("{}: {fault}", file.display()),
            })?;
            NewVisit::from_json(&text)?
        }
    };
    let names_somebody = asked.by.is_some();
    given.nothing_changed |= asked.nothing_changed;
    given.at = asked.at.or(given.at);
    given.by = asked.by.or(given.by).or_else(|| Some(ACTOR.to_owned()));
    given.team = asked.team.or(given.team);
    given.method = asked.method.or(given.method);
    given.validated = asked.validated.unwrap_or(given.validated || names_somebody);
    Ok(given)
}

/// The text of a file, as far as a visit could be long; what is cut is no visit.
fn text_of(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut text = Vec::new();
    File::open(file)?.take(VISIT_BYTES).read_to_end(&mut text)?;
    Ok(text)
}

async fn list(shared: &Shared, jalon: &Jalon, code: &str, limit: u32) -> Result<(), Error> {
    let visits = jalon.visits(code, None, limit).await?;
    if shared.json {
        let seen = visits
            .iter()
            .filter_map(|visit| publish::visit(Audience::Team, visit));
        return output::json(&seen.collect::<Vec<_>>());
    }
    let rows = visits.iter().map(visit_row).collect();
    let head = ["date", "by", "how", "answers", "standing", "id"];
    output::line(&output::table(&head, &[3], rows))
}

fn visit_row(recorded: &RecordedVisit) -> Vec<String> {
    let visit = &recorded.visit;
    let answers = match &visit.finding {
        Finding::NothingChanged => "nothing changed".to_owned(),
        Finding::Answers(observations) => observations.len().to_string(),
    };
    let standing = match (&recorded.withdrawn, &recorded.validated) {
        (Some(gone), _) => {
            let reason = gone.reason.as_deref().unwrap_or_default();
            format!("withdrawn: {reason}")
        }
        (None, Some(_)) => "counts".to_owned(),
        (None, None) => "waits".to_owned(),
    };
    vec![
        visit.at.date().to_string(),
        visit.by.clone(),
        visit.method.to_string(),
        answers,
        standing,
        visit.id.0.to_string(),
    ]
}

fn answers(shared: &Shared, jalon: &Jalon, code: &str, lang: Language) -> Result<(), Error> {
    let answers = jalon.answers(code)?;
    if shared.json {
        let seen = answers
            .iter()
            .filter_map(|now| publish::answer(Audience::Team, now));
        return output::json(&seen.collect::<Vec<_>>());
    }
    let words = Words::of(lang);
    let row = |now: &crate::domain::AnswerNow| {
        let (reply, source) = match now.answer {
            None => (words.say("answer-none"), String::new()),
            Some(known) => {
                let faded = if known.stale {
                    words.say("answer-old")
                } else {
                    String::new()
                };
                let from = source_in_words(&words, known.source);
                (
                    reply_in_words(&words, known.reply),
                    format!("{from}{faded}"),
                )
            }
        };
        vec![
            now.question.key.clone(),
            reply,
            source,
            ask(&words, &now.question),
        ]
    };
    let head = [
        "table-question",
        "table-answer",
        "table-source",
        "table-asks",
    ];
    let head: Vec<String> = head.iter().map(|name| words.say(name)).collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    output::line(&output::table(
        &head,
        &[1],
        answers.iter().map(row).collect(),
    ))
}

/// An answer as a person writes it.
pub(super) fn reply_in_words(words: &Words, reply: Reply) -> String {
    match reply.word() {
        Some(word) => words.say(&format!("reply-{word}")),
        None => rounded(reply)
            .to_string()
            .replace('.', &words.say("decimal-mark")),
    }
}

/// A distance measured on the map has more digits than anybody can pace out.
fn rounded(reply: Reply) -> Reply {
    match reply {
        Reply::Number(number) if number.abs() >= 10.0 => {
            Reply::Number((number * 10.0).round() / 10.0)
        }
        Reply::Number(number) => Reply::Number((number * 1_000.0).round() / 1_000.0),
        told => told,
    }
}

/// The day of a visit, or the layer that was measured.
pub(super) fn source_in_words(words: &Words, source: AnswerSource) -> String {
    match source {
        AnswerSource::Visit { on } => words.day(on),
        AnswerSource::Layer {
            landmark,
            layer_version,
            at_least,
        } => {
            let blanks = [("layer", format!("{landmark} v{layer_version}").into())];
            let name = if at_least {
                "answer-map-at-least"
            } else {
                "answer-map"
            };
            words.say_with(name, &blanks)
        }
    }
}

fn ask(words: &Words, question: &AskedQuestion) -> String {
    words.say(&format!("ask-{}", question.key))
}

fn questions(shared: &Shared, jalon: &Jalon, lang: Language) -> Result<(), Error> {
    let words = Words::of(lang);
    let questions = jalon.questions();
    if shared.json {
        let listed: Vec<_> = questions.iter().map(|one| as_json(&words, one)).collect();
        return output::json(&listed);
    }
    let rows = questions
        .iter()
        .map(|one| {
            vec![
                one.key.clone(),
                words.say(&format!("unit-{}", one.unit)),
                ask(&words, one),
            ]
        })
        .collect();
    let head = ["table-question", "table-unit", "table-asks"].map(|name| words.say(name));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    output::line(&output::table(&head, &[], rows))
}

fn as_json(words: &Words, question: &AskedQuestion) -> serde_json::Value {
    serde_json::json!({
        "question": question.key,
        "unit": question.unit,
        "range": question.unit.range().map(|(low, high)| [low, high]),
        "asks": ask(words, question),
    })
}

fn decided(shared: &Shared, visit: &RecordedVisit, standing: &str) -> Result<(), Error> {
    if shared.json {
        return output::json(&publish::visit(Audience::Team, visit));
    }
    output::line(&format!("visit {} {standing}", visit.visit.id.0))
}

async fn import(shared: &Shared, jalon: &Jalon, asked: ImportVisits) -> Result<(), Error> {
    let mut mapping = Mapping::new();
    for pair in &asked.mapping {
        mapping.add(pair).map_err(app::Error::from)?;
    }
    let file = VisitFile {
        path: asked.file,
        columns: if asked.odk {
            VisitColumns::Survey
        } else {
            VisitColumns::Plain
        },
        mapping,
        validated: asked.validated.unwrap_or(asked.by.is_some()),
        by: Some(asked.by.unwrap_or_else(|| ACTOR.to_owned())),
        team: asked.team,
        method: asked.method,
        rehearsal: if asked.dry_run {
            Rehearsal::StoreNothing
        } else {
            Rehearsal::No
        },
        actor: ACTOR.to_owned(),
    };
    let counts = file.validated;
    let imported = jalon.import_visits(file).await?;
    if shared.json {
        return output::json(&imported.report);
    }
    output::line(&in_words(&imported.report))?;
    if !counts {
        output::line("  they wait: `jalon visit validate` lets the answers of a visit count")?;
    }
    output::line(&format!(
        "  {} settlements were assessed again",
        imported.assessed
    ))
}

fn in_words(report: &VisitReport) -> String {
    let what = if report.dry_run {
        "would be stored (a rehearsal)"
    } else {
        "stored"
    };
    let mut lines = vec![format!(
        "{}: {} rows = {} visits {what} + {} known already + {} without an answer",
        report.file, report.rows, report.new, report.known, report.empty
    )];
    let columns = report
        .columns
        .iter()
        .map(|(field, column)| format!("{field}={column}"));
    lines.push(format!(
        "  read     {}",
        columns.collect::<Vec<_>>().join(", ")
    ));
    if !report.not_read.is_empty() {
        lines.push(format!("  not read {}", report.not_read.join(", ")));
    }
    lines.extend(report.notes.iter().map(|note| format!("  note     {note}")));
    lines.join("\n")
}

/// Each refused row of a file of which nothing was stored.
pub(super) fn refusals_in_words(report: &VisitReport) -> String {
    let told = report
        .refusals
        .iter()
        .map(|refusal| format!("  refused  {refusal}"));
    let mut lines: Vec<String> = told.collect();
    let more = report.refused.saturating_sub(lines.len() as u64);
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
    if !report.not_read.is_empty() {
        lines.push(format!("  not read {}", report.not_read.join(", ")));
    }
    lines.join("\n")
}
