//! One household: its plan, the notice of its move, and its case before the orientation cell.

use super::told::Teller;
use crate::{
    documents::{Block, Cell, Table},
    domain::Register,
    publish::EntryView,
};

/// What a plan and a case tell of a household: what a home has to be like, not where it lives now.
const NEEDS: [&str; 14] = [
    "size",
    "adults",
    "minors_0_2",
    "minors_3_5",
    "minors_6_11",
    "minors_12_15",
    "minors_16_17",
    "wish",
    "rooms_needed",
    "needs_ground_floor",
    "needs_step_free",
    "needs_school_near",
    "rent_most_eur",
    "state",
];
const STEPS: [&str; 6] = [
    "axis",
    "label",
    "organisation",
    "state",
    "due_on",
    "done_on",
];
const CARE: [&str; 5] = [
    "referent",
    "started_on",
    "planned_until",
    "next_review_on",
    "state",
];
const PROPOSALS: [&str; 6] = [
    "code",
    "unit",
    "proposed_on",
    "state",
    "answered_on",
    "refusal",
];
const MOVES: [&str; 5] = ["code", "kind", "neighbourhood", "state", "moved_on"];
const FOLLOW_UPS: [&str; 5] = ["months", "due_on", "state", "done_on", "outcome"];
/// What a notice tells of the home.
const HOME: [&str; 8] = [
    "address",
    "kind",
    "rooms",
    "area_m2",
    "floor",
    "step_free",
    "rent_eur",
    "charges_eur",
];
/// What a notice tells of the day.
const DAY: [&str; 4] = ["planned_from", "planned_until", "moving_company", "storage"];

/// The plan: who accompanies the household, its steps, homes proposed, visits after the move.
pub(super) fn plan(teller: &Teller<'_>) -> Vec<Block> {
    let Some(household) = named(teller, Register::Household) else {
        return vec![teller.paragraph("report-nothing")];
    };
    let code = household.code.as_str();
    let mut blocks = vec![
        teller.paragraph("report-plan-note"),
        facts(teller, household, &NEEDS),
    ];
    blocks.extend([
        of(teller, (Register::Accompaniment, code), &CARE),
        of(teller, (Register::PlanStep, code), &STEPS),
        of(teller, (Register::Proposal, code), &PROPOSALS),
        of(teller, (Register::Move, code), &MOVES),
        of(teller, (Register::FollowUp, code), &FOLLOW_UPS),
        Block::Lines(teller.say("report-plan-household"), 2),
        Block::Lines(teller.say("report-plan-referent"), 2),
    ]);
    blocks
}

/// The notice: when, whereto, with whom, and what to prepare, in words that need no lawyer.
pub(super) fn notice(teller: &Teller<'_>) -> Vec<Block> {
    let Some(one) = named(teller, Register::Move) else {
        return vec![teller.paragraph("report-nothing")];
    };
    let linked = |field, register| teller.material.entry(register, one.text(field));
    let mut blocks = vec![
        Block::Paragraph(teller.say_with(
            "report-notice-hello",
            &[("household", one.text("household").into())],
        )),
        Block::Heading(teller.say("report-notice-home")),
    ];
    match linked("unit", Register::HousingUnit) {
        Some(unit) => blocks.push(facts(teller, unit, &HOME)),
        None => blocks.push(Block::Lines(teller.say("report-notice-address"), 2)),
    }
    blocks.push(Block::Heading(teller.say("report-notice-day")));
    blocks.extend(linked("operation", Register::Operation).map(|one| facts(teller, one, &DAY)));
    blocks.extend([
        Block::Lines(teller.say("report-notice-hour"), 1),
        Block::Heading(teller.say("report-notice-prepare")),
        teller.paragraph("report-notice-steps"),
        Block::Heading(teller.say("report-notice-after")),
        teller.paragraph("report-notice-visits"),
        Block::Lines(teller.say("report-notice-call"), 1),
    ]);
    blocks
}

/// The cases of a session: each household by its code, with what it needs and what was proposed.
pub(super) fn cases(teller: &Teller<'_>) -> Vec<Block> {
    let Some(session) = named(teller, Register::Meeting) else {
        return vec![teller.paragraph("report-nothing")];
    };
    let session_facts = ["body", "planned_on", "venue", "state"];
    let mut blocks = vec![facts(teller, session, &session_facts)];
    let agenda = teller.material.of(Register::Decision).iter();
    let agenda = agenda.filter(|one| one.text("meeting") == session.code);
    for decision in agenda.filter(|one| !one.text("household").is_empty()) {
        blocks.extend(case(teller, decision));
    }
    if blocks.len() == 1 {
        blocks.push(teller.paragraph("report-no-cases"));
    }
    blocks
}

fn case(teller: &Teller<'_>, decision: &EntryView) -> Vec<Block> {
    let code = decision.text("household");
    let blanks = [
        ("household", code.into()),
        ("subject", teller.word(decision.text("subject")).into()),
    ];
    let mut blocks = vec![Block::Heading(teller.say_with("report-case-of", &blanks))];
    match teller.material.entry(Register::Household, code) {
        Some(household) => blocks.push(facts(teller, household, &NEEDS)),
        None => blocks.push(teller.paragraph("report-case-closed")),
    }
    blocks.extend([
        of(teller, (Register::Proposal, code), &PROPOSALS),
        Block::Lines(teller.say("report-case-decision"), 2),
    ]);
    blocks
}

/// The entry that the report is about.
fn named<'a>(teller: &Teller<'a>, register: Register) -> Option<&'a EntryView> {
    let code = teller.material.about.as_deref()?;
    teller.material.entry(register, code)
}

fn facts(teller: &Teller<'_>, entry: &EntryView, fields: &[&str]) -> Block {
    Block::Facts(
        fields
            .iter()
            .map(|field| {
                (
                    teller.label(entry.register, field),
                    teller.cell(entry, field),
                )
            })
            .filter(|(_, cell)| *cell != Cell::Nothing)
            .collect(),
    )
}

/// The entries of a register that speak of a household.
fn of(teller: &Teller<'_>, (register, code): (Register, &str), fields: &[&str]) -> Block {
    let all = teller.material.of(register).iter();
    let own = all.filter(|one| one.text("household") == code);
    let title = format!("report-table-{register}").replace('_', "-");
    let table: Table = teller.entries((&title, register), fields, own);
    Block::Table(table)
}
