//! What falls due: planning approvals, decisions that wait, works that were ordered, legal terms; for
//! whoever may read of households, their reviews, steps, answers and follow-ups too.

use std::cmp::Reverse;

use time::{Date, OffsetDateTime};

use super::told::Teller;
use crate::{
    documents::{Block, Cell, Table},
    domain::Register,
    publish::EntryView,
};

/// Which entries wait for a day: register, the states in which they do, the day, and what they are told by.
struct Waiting {
    register: Register,
    states: &'static [&'static str],
    day: &'static str,
    told: &'static [&'static str],
}

const WAITING: [Waiting; 10] = [
    Waiting {
        register: Register::PlanningApproval,
        states: &["to_file", "filed"],
        day: "due_on",
        told: &["code", "settlement", "kind", "authority", "state"],
    },
    Waiting {
        register: Register::Decision,
        states: &["on_agenda", "deferred"],
        day: "due_on",
        told: &["code", "settlement", "body", "subject", "state"],
    },
    Waiting {
        register: Register::Census,
        states: &["planned", "in_progress"],
        day: "planned_until",
        told: &["code", "settlement", "households_expected", "state"],
    },
    Waiting {
        register: Register::Operation,
        states: &["prepared", "families_informed", "under_way"],
        day: "planned_until",
        told: &["code", "settlement", "kind", "emergency", "state"],
    },
    Waiting {
        register: Register::SiteStep,
        states: &["todo", "in_progress"],
        day: "due_on",
        told: &["code", "settlement", "axis", "label", "state"],
    },
    Waiting {
        register: Register::LegalProcedure,
        states: &["open", "decided", "appealed"],
        day: "leave_by",
        told: &["code", "settlement", "kind", "authority", "state"],
    },
    Waiting {
        register: Register::Accompaniment,
        states: &["under_way"],
        day: "next_review_on",
        told: &["code", "household", "referent", "state"],
    },
    Waiting {
        register: Register::PlanStep,
        states: &["todo", "in_progress"],
        day: "due_on",
        told: &["code", "household", "axis", "label", "state"],
    },
    Waiting {
        register: Register::Proposal,
        states: &["proposed"],
        day: "answer_due_on",
        told: &["code", "household", "unit", "state"],
    },
    Waiting {
        register: Register::FollowUp,
        states: &["due"],
        day: "due_on",
        told: &["code", "household", "move", "months", "state"],
    },
];

/// One table a register, the longest overdue first; registers that may not be read are left out.
pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    let mut blocks = vec![teller.paragraph("report-deadlines-note")];
    let seen = WAITING
        .iter()
        .filter(|one| teller.material.entries.contains_key(&one.register));
    blocks.extend(seen.map(|waiting| Block::Table(table(teller, waiting))));
    blocks.push(Block::Table(clock(teller)));
    blocks
}

/// Decisions that were due at an hour, the newest first, and whether they were taken by then.
fn clock(teller: &Teller<'_>) -> Table {
    let fields = ["code", "settlement", "body", "state", "due_at", "taken_at"];
    let all = teller.material.of(Register::Decision).iter();
    let mut timed: Vec<(OffsetDateTime, &EntryView)> = all
        .filter_map(|one| Some((one.moment("due_at")?, one)))
        .collect();
    timed.sort_by_key(|(due, one)| (Reverse(*due), one.code.clone()));
    let title = ("report-table-clock", Register::Decision);
    let mut table = teller.entries(title, &fields, timed.iter().map(|(_, one)| *one));
    table.columns.push(teller.say("report-in-time"));
    for (row, (due, one)) in table.rows.iter_mut().zip(&timed) {
        let is_in_time = one.moment("taken_at").map(|taken| taken <= *due);
        let told = is_in_time.map(|yes| if yes { "report-yes" } else { "report-no" });
        row.push(told.map_or(Cell::Nothing, |name| Cell::text(teller.say(name))));
    }
    table
}

fn table(teller: &Teller<'_>, waiting: &Waiting) -> Table {
    let all = teller.material.of(waiting.register).iter();
    let mut open: Vec<(Date, &EntryView)> = all
        .filter(|one| waiting.states.contains(&one.state.as_str()))
        .filter_map(|one| Some((one.day(waiting.day)?, one)))
        .collect();
    open.sort_by_key(|(day, one)| (*day, one.code.clone()));
    let title = format!("report-table-{}", waiting.register).replace('_', "-");
    let entries = open.iter().map(|(_, one)| *one);
    let mut table = teller.entries((&title, waiting.register), waiting.told, entries);
    let columns = ["report-due", "report-days-left"].map(|name| teller.say(name));
    table.columns.extend(columns);
    for (row, (day, _)) in table.rows.iter_mut().zip(&open) {
        #[expect(clippy::cast_precision_loss, reason = "days between two dates are few")]
        let left = (*day - teller.material.day).whole_days() as f64;
        row.extend([Cell::Day(*day), Cell::Number(left, 0)]);
    }
    table
}
