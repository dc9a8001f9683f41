//! How good the records are: what is not filled in, what is out of date, what is missing.

use time::Date;

use super::told::{Teller, counted};
use crate::{
    documents::{Block, Cell, Table},
    domain::{Band, Code, Field, FieldKind, PlacementKind, Register},
    publish::EntryView,
};

/// A visit is old after so many days.
const OLD_DAYS: i64 = 365;

/// Sites, then what is missing in the registers, then each field that is not always filled in.
pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    vec![
        teller.paragraph("report-quality-note"),
        Block::Table(sites(teller)),
        Block::Table(missing(teller)),
        Block::Table(layers(teller)),
        Block::Table(fields(teller)),
    ]
}

/// Sites of which too little is known, the widest bounds first.
fn sites(teller: &Teller<'_>) -> Table {
    let columns = [
        "report-site",
        "report-score-bounds",
        "report-unknown-points",
        "report-households",
    ];
    let mut table = teller.table("report-table-unknown-sites", &columns);
    let mut unsure: Vec<_> = teller
        .material
        .ranking
        .iter()
        .filter(|one| one.score.band == Band::InsufficientData)
        .collect();
    let width = |low: f64, high: f64| high - low;
    unsure.sort_by(|a, b| {
        width(b.score.low, b.score.high).total_cmp(&width(a.score.low, a.score.high))
    });
    table.rows = unsure
        .into_iter()
        .map(|one| {
            let site = &one.settlement;
            let score = one.score;
            let bound = |value| teller.words.number(value, 0);
            let households = site
                .households
                .map(|count| Cell::Number(f64::from(count), 0));
            vec![
                Cell::text(format!("{} {}", site.code, site.name)),
                Cell::text(format!("{}–{}", bound(score.low), bound(score.high))),
                Cell::Number(width(score.low, score.high), 0),
                households.unwrap_or(Cell::Nothing),
            ]
        })
        .collect();
    table
}

/// What should be there: of which entries it is asked, and of which of them it is missing on a day.
struct Check {
    name: &'static str,
    register: Register,
    asked: fn(&EntryView) -> bool,
    fault: fn(&EntryView, Date) -> bool,
}

const CHECKS: [Check; 9] = [
    Check {
        name: "report-without-neighbourhood",
        register: Register::Move,
        asked: |one| is_made(one) && is_home(one),
        fault: |one, _| lacks(one, &["neighbourhood", "unit"]),
    },
    Check {
        name: "report-without-origin",
        register: Register::Move,
        asked: is_made,
        fault: |one, _| lacks(one, &["origin"]),
    },
    Check {
        name: "report-without-decision",
        register: Register::Move,
        asked: is_made,
        fault: |one, _| lacks(one, &["decided_on"]),
    },
    Check {
        name: "report-follow-up-late",
        register: Register::FollowUp,
        asked: |one| one.state == "due",
        fault: is_late,
    },
    Check {
        name: "report-step-late",
        register: Register::PlanStep,
        asked: |one| matches!(one.state.as_str(), "todo" | "in_progress"),
        fault: is_late,
    },
    Check {
        name: "report-left-without-cause",
        register: Register::Household,
        asked: |one| one.state == "exited",
        fault: |one, _| lacks(one, &["departure"]),
    },
    Check {
        name: "report-without-wish",
        register: Register::Household,
        asked: |_| true,
        fault: |one, _| lacks(one, &["wish"]),
    },
    Check {
        name: "report-home-unchecked",
        register: Register::HousingUnit,
        asked: |_| true,
        fault: |one, _| lacks(one, &["hazard_checked_on"]),
    },
    Check {
        name: "report-home-nowhere",
        register: Register::HousingUnit,
        asked: |_| true,
        fault: |one, _| lacks(one, &["neighbourhood", "place"]),
    },
];

fn is_made(one: &EntryView) -> bool {
    matches!(one.state.as_str(), "moved" | "ended")
}

fn is_home(one: &EntryView) -> bool {
    PlacementKind::from_code(one.text("kind")).is_some_and(PlacementKind::is_home)
}

fn is_late(one: &EntryView, today: Date) -> bool {
    one.day("due_on").is_some_and(|day| day < today)
}

/// Whether all of some fields are blank.
fn lacks(one: &EntryView, fields: &[&str]) -> bool {
    !fields.iter().any(|field| one.fields.contains_key(*field))
}

/// What should be there and is not, each with how many entries it is missing from.
fn missing(teller: &Teller<'_>) -> Table {
    let columns = ["report-what", "report-entries", "report-of"];
    let mut table = teller.table("report-table-missing", &columns);
    let row = |name: String, missing: u32, of: usize| {
        vec![Cell::text(name), Cell::count(missing), Cell::count(of)]
    };
    for check in &CHECKS {
        let Some(all) = teller.material.entries.get(&check.register) else {
            continue;
        };
        let asked: Vec<&EntryView> = all.iter().filter(|one| (check.asked)(one)).collect();
        let today = teller.material.day;
        let missing = counted(asked.iter().filter(|one| (check.fault)(one, today)));
        let name = teller.say(check.name);
        table.rows.push(row(name, missing, asked.len()));
    }
    for (register, all) in &teller.material.entries {
        let unfit = counted(all.iter().filter(|one| !one.warnings.is_empty()));
        let blanks = [("register", teller.say(&register.label_name()).into())];
        let name = teller.say_with("report-unfit-words", &blanks);
        if unfit > 0 {
            table.rows.push(row(name, unfit, all.len()));
        }
    }
    table
}

/// The layers with what was mended and refused when they were imported, and their age.
fn layers(teller: &Teller<'_>) -> Table {
    let columns = [
        "report-layer",
        "report-version",
        "report-imported",
        "report-records",
        "report-mended",
        "report-refused",
        "report-age",
    ];
    let mut table = teller.table("report-table-layers", &columns);
    table.rows = teller
        .material
        .layers
        .iter()
        .map(|layer| {
            let imported = layer.imported_at.date();
            let days = (teller.material.day - imported).whole_days();
            let age = if days > OLD_DAYS {
                "report-old"
            } else {
                "report-new"
            };
            vec![
                Cell::text(teller.say(&format!("layer-{}", layer.kind))),
                Cell::Number(f64::from(layer.version), 0),
                Cell::Day(imported),
                Cell::count(layer.records),
                Cell::count(layer.mended),
                Cell::count(layer.refused),
                Cell::text(teller.say(age)),
            ]
        })
        .collect();
    table
}

/// Each field of each register that is filled in in some entries only, the emptiest first; nobody owes
/// a note.
fn fields(teller: &Teller<'_>) -> Table {
    let columns = [
        "report-register",
        "report-field",
        "report-entries",
        "report-filled",
    ];
    let mut table = teller.table("report-table-fields", &columns);
    let mut lines = Vec::new();
    for (register, all) in &teller.material.entries {
        let asked = |field: &&Field| !matches!(field.kind, FieldKind::Prose(_));
        for field in register.fields().iter().filter(asked) {
            let filled = counted(all.iter().filter(|one| one.fields.contains_key(field.name)));
            let entries = u32::try_from(all.len()).unwrap_or(u32::MAX);
            if filled < entries {
                let share = f64::from(filled) / f64::from(entries);
                lines.push((share, *register, field.name, entries));
            }
        }
    }
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    table.rows = lines
        .into_iter()
        .map(|(share, register, field, entries)| {
            vec![
                Cell::text(teller.say(&register.label_name())),
                Cell::text(teller.label(register, field)),
                Cell::Number(f64::from(entries), 0),
                Cell::Share(share),
            ]
        })
        .collect();
    table
}
