//! What falls due: planning approvals, decisions that wait, works that were ordered, legal terms.

use time::Date;

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

const WAITING: [Waiting; 5] = [
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
];

/// One table a register, the longest overdue first; registers that may not be read are left out.
pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    let mut blocks = vec![teller.paragraph("report-deadlines-note")];
    let seen = WAITING
        .iter()
        .filter(|one| teller.material.entries.contains_key(&one.register));
    blocks.extend(seen.map(|waiting| Block::Table(table(teller, waiting))));
    blocks
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
