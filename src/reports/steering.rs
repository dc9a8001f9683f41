//! The steering group: what stands on its agenda, what it has decided, the minutes of its latest session.

use time::Duration;

use super::told::Teller;
use crate::{documents::Block, domain::Register, publish::EntryView};

/// Decisions are told as far back as this.
const DECISIONS: Duration = Duration::days(365);

const AGENDA: [&str; 7] = [
    "code",
    "body",
    "subject",
    "meeting",
    "settlement",
    "household",
    "due_on",
];
const SESSIONS: [&str; 4] = ["code", "body", "planned_on", "venue"];
const DECIDED: [&str; 7] = [
    "code",
    "decided_on",
    "body",
    "subject",
    "settlement",
    "state",
    "orientation",
];

/// The next sessions and their agenda, what was decided in the last twelve months, the latest minutes.
pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    let meetings = teller.material.of(Register::Meeting);
    let decisions = teller.material.of(Register::Decision);
    let planned = meetings.iter().filter(|one| one.state == "planned");
    let is_open = |one: &&EntryView| matches!(one.state.as_str(), "on_agenda" | "deferred");
    let agenda = decisions.iter().filter(is_open);
    let since = teller.material.day - DECISIONS;
    let is_late = |one: &&EntryView| one.day("decided_on").is_some_and(|day| day >= since);
    let mut decided: Vec<&EntryView> = decisions.iter().filter(is_late).collect();
    decided.sort_by_key(|one| std::cmp::Reverse(one.day("decided_on")));
    let of = |title, register| (title, register);
    let mut blocks = vec![
        Block::Table(teller.entries(
            of("report-table-agenda", Register::Decision),
            &AGENDA,
            agenda,
        )),
        Block::Table(teller.entries(
            of("report-table-sessions", Register::Meeting),
            &SESSIONS,
            planned,
        )),
        Block::Table(teller.entries(
            of("report-table-decisions", Register::Decision),
            &DECIDED,
            decided,
        )),
    ];
    blocks.extend(minutes(teller, meetings));
    blocks
}

/// What was written down of the latest session of which anything was.
fn minutes(teller: &Teller<'_>, meetings: &[EntryView]) -> Vec<Block> {
    let held = meetings
        .iter()
        .filter(|one| one.state == "held" && !one.text("minutes").is_empty());
    let Some(latest) = held.max_by_key(|one| one.day("held_on")) else {
        return Vec::new();
    };
    let day = teller.cell(latest, "held_on").told(&teller.words);
    let body = teller.word(latest.text("body"));
    let blanks = [("body", body.into()), ("day", day.into())];
    vec![
        Block::Heading(teller.say_with("report-minutes-of", &blanks)),
        Block::Paragraph(latest.text("minutes").to_owned()),
    ]
}
