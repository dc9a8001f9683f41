//! The social diagnosis: its form for one household, blank or filled in, and what was found in all.

use super::told::{Teller, counted};
use crate::{
    documents::{Block, Cell, Table},
    domain::{Field, FieldKind, Register, word_name},
    publish::EntryView,
};

const DONE: [&str; 9] = [
    "code",
    "settlement",
    "state",
    "planned_from",
    "started_on",
    "done_on",
    "households_expected",
    "households_met",
    "households_refused",
];

/// Fields that are known only once the household has left.
const NOT_ASKED: [&str; 2] = ["departure", "left_on"];

/// What a household may need of a home.
const NEEDS: [&str; 3] = ["needs_ground_floor", "needs_step_free", "needs_school_near"];

/// Every question about a household with its answer, or with room for it.
pub(super) fn form(teller: &Teller<'_>) -> Vec<Block> {
    let code = teller.material.about.as_deref();
    let known = code.and_then(|code| teller.material.entry(Register::Household, code));
    let questions = Register::Household.fields().iter();
    let questions = questions.filter(|field| !NOT_ASKED.contains(&field.name));
    let mut table = teller.table(
        "report-table-questions",
        &["report-question", "report-answer"],
    );
    table.rows = questions
        .map(|field| {
            let answer = match known {
                Some(entry) => teller.cell(entry, field.name),
                None => room_for(teller, field),
            };
            vec![Cell::text(teller.say(&field.label_name())), answer]
        })
        .collect();
    let mut blocks = vec![teller.paragraph("report-form-note"), Block::Table(table)];
    blocks.push(Block::Lines(teller.say("report-form-said"), 4));
    blocks.push(Block::Lines(teller.say("report-form-met"), 1));
    blocks
}

/// What can be ticked, or room to write.
fn room_for(teller: &Teller<'_>, field: &Field) -> Cell {
    let ticks = |names: Vec<String>| {
        let boxes = names.into_iter().map(|name| format!("☐ {name}"));
        Cell::text(boxes.collect::<Vec<_>>().join("   "))
    };
    match field.kind {
        FieldKind::Word(words) | FieldKind::Words(words) => ticks(
            words
                .iter()
                .map(|word| teller.say(&word_name(word)))
                .collect(),
        ),
        FieldKind::YesNo => ticks(vec![teller.say("report-yes"), teller.say("report-no")]),
        _ => Cell::Blank,
    }
}

/// The diagnoses by settlement, and the households that were found: sizes, wishes, needs.
pub(super) fn summary(teller: &Teller<'_>) -> Vec<Block> {
    let households = teller.material.of(Register::Household);
    let done = teller.material.of(Register::Census);
    let title = ("report-table-censuses", Register::Census);
    let mut blocks = vec![Block::Table(teller.entries(title, &DONE, done))];
    if households.is_empty() {
        return blocks;
    }
    let numbered = |field: &'static str| {
        households.iter().map(move |one| {
            let number = one.number(field);
            number.map_or_else(|| teller.say("report-unnamed"), |n| format!("{n:>2.0}"))
        })
    };
    let wishes = households.iter().map(|one| match one.text("wish") {
        "" => teller.say("report-unnamed"),
        wish => teller.word(wish),
    });
    let states = households.iter().map(|one| teller.word(&one.state));
    blocks.extend([
        Block::Table(teller.tallied(("report-table-states", "report-state"), states)),
        Block::Table(teller.tallied(("report-table-sizes", "report-people"), numbered("size"))),
        Block::Table(teller.tallied(
            ("report-table-rooms", "report-rooms-needed"),
            numbered("rooms_needed"),
        )),
        Block::Table(teller.tallied(("report-table-wishes", "report-wish"), wishes)),
        Block::Table(needs(teller, households)),
        Block::Table(ages(teller, households)),
    ]);
    blocks
}

fn needs(teller: &Teller<'_>, households: &[EntryView]) -> Table {
    let columns = ["report-need", "report-yes", "report-no", "report-unnamed"];
    let mut table = teller.table("report-table-needs", &columns);
    table.rows = NEEDS
        .iter()
        .map(|need| {
            let told = |wanted: Option<bool>| {
                let all = households.iter();
                Cell::Number(
                    f64::from(counted(all.filter(|one| one.flag(need) == wanted))),
                    0,
                )
            };
            vec![
                Cell::text(teller.label(Register::Household, need)),
                told(Some(true)),
                told(Some(false)),
                told(None),
            ]
        })
        .collect();
    table
}

/// How many people of each age live in all these households.
fn ages(teller: &Teller<'_>, households: &[EntryView]) -> Table {
    let bands = [
        "adults",
        "minors_0_2",
        "minors_3_5",
        "minors_6_11",
        "minors_12_15",
        "minors_16_17",
    ];
    let mut table = teller.table("report-table-ages", &["report-ages", "report-people"]);
    table.rows = bands
        .iter()
        .map(|band| {
            let people = households.iter().filter_map(|one| one.number(band)).sum();
            vec![
                Cell::text(teller.label(Register::Household, band)),
                Cell::Number(people, 0),
            ]
        })
        .collect();
    table
}
