//! Rounds and calls of mediators in a year: by residence, planned and made, by weekday and hours, by theme, and each.

use std::collections::BTreeMap;

use super::told::{Teller, is_of_year};
use crate::{
    documents::{Block, Cell, Table},
    domain::Register,
    publish::{self, EntryView, MediationSum},
};

const ROUNDS: [&str; 7] = [
    "on",
    "kind",
    "residence",
    "mediators",
    "contacts",
    "themes",
    "referrals",
];

const SUMS: [&str; 4] = [
    "report-rounds",
    "report-contacts",
    "report-calls",
    "report-referrals",
];

/// Rounds and calls of the year by residence, by weekday and hours, by theme, then one by one.
pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    let (material, year) = (teller.material, teller.material.year);
    let rounds = material.of(Register::MediationRound).iter();
    let rounds: Vec<&EntryView> = rounds
        .filter(|round| is_of_year(round, "on", year))
        .collect();
    let title = ("report-table-rounds", Register::MediationRound);
    vec![
        Block::Table(by_residence(teller, &rounds)),
        Block::Table(by_plan(teller)),
        Block::Table(by_slot(teller, &rounds)),
        Block::Table(by_theme(teller, &rounds)),
        Block::Table(by_structure(teller, &rounds)),
        Block::Table(teller.entries(title, &ROUNDS, rounds)),
    ]
}

fn cells(sum: MediationSum) -> [Cell; 4] {
    [sum.rounds, sum.contacts, sum.calls, sum.referrals].map(Cell::count)
}

fn by_residence(teller: &Teller<'_>, rounds: &[&EntryView]) -> Table {
    let heads: Vec<&str> = ["report-residence"].into_iter().chain(SUMS).collect();
    let mut table = teller.table("report-table-residences", &heads);
    for one in publish::residences(rounds.iter().copied()) {
        let mut row = vec![Cell::text(teller.named(&one.residence))];
        row.extend(cells(one.sum));
        table.rows.push(row);
    }
    table
}

/// What was planned of the year up to the day of the report, and what of it was made.
fn by_plan(teller: &Teller<'_>) -> Table {
    let heads = [
        "report-residence",
        "report-weekday",
        "report-hours",
        "report-rounds-planned",
        "report-rounds-made",
    ];
    let mut table = teller.table("report-table-planned", &heads);
    let material = teller.material;
    let plans = material.of(Register::PlannedRound);
    let rounds = material.of(Register::MediationRound);
    let held = publish::planned_and_made((plans, rounds), (material.year, material.day));
    let row = |one: publish::PlannedRoundView| {
        let day = teller.say(&format!("report-weekday-{}", one.weekday));
        vec![
            Cell::text(teller.named(&one.residence)),
            Cell::text(day),
            Cell::text(between(one.hours)),
            Cell::count(one.planned),
            Cell::count(one.made),
        ]
    };
    table.rows = held.into_iter().map(row).collect();
    table
}

fn between(hours: [Option<f64>; 2]) -> String {
    let hours = hours.map(|hour| hour.map_or_else(|| "–".to_owned(), clock));
    hours.join(" – ")
}

/// When the team is out: Monday first, then by the hour at which it begins.
fn by_slot(teller: &Teller<'_>, rounds: &[&EntryView]) -> Table {
    let mut slots: BTreeMap<(u8, String), MediationSum> = BTreeMap::new();
    for round in rounds {
        let Some(day) = round.day("on") else { continue };
        let hours = between([round.number("from_hour"), round.number("until_hour")]);
        let slot = (day.weekday().number_days_from_monday(), hours);
        slots.entry(slot).or_default().add(round);
    }
    let heads: Vec<&str> = ["report-weekday", "report-hours"]
        .into_iter()
        .chain(SUMS)
        .collect();
    let mut table = teller.table("report-table-slots", &heads);
    for ((weekday, hours), sum) in slots {
        let day = teller.say(&format!("report-weekday-{weekday}"));
        let mut row = vec![Cell::text(day), Cell::text(hours)];
        row.extend(cells(sum));
        table.rows.push(row);
    }
    table
}

/// An hour of the day, beyond midnight counted on: 19.5 is 19:30, 25 is 01:00.
fn clock(hour: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 48 hours"
    )]
    let minutes = (hour * 60.0).round() as u32;
    let hour = if minutes == 24 * 60 {
        24
    } else {
        minutes / 60 % 24
    };
    format!("{hour:02}:{:02}", minutes % 60)
}

/// Contacts by theme, as far as they were counted so; one contact may have several.
fn by_theme(teller: &Teller<'_>, rounds: &[&EntryView]) -> Table {
    let heads = [
        "report-theme",
        "report-rounds-and-calls",
        "report-contacts-counted",
    ];
    let mut table = teller.table("report-table-themes", &heads);
    let fields = Register::MediationRound.fields().iter();
    for theme in fields.filter_map(|field| field.name.strip_prefix("contacts_")) {
        let is_named = |round: &&&EntryView| {
            let list = round.fields.get("themes").and_then(|list| list.as_array());
            list.is_some_and(|list| list.iter().any(|one| one.as_str() == Some(theme)))
        };
        let field = format!("contacts_{theme}");
        let counted: u64 = rounds
            .iter()
            .filter_map(|round| round.fields.get(&field)?.as_u64())
            .sum();
        let times = Cell::count(rounds.iter().filter(is_named).count());
        let cells = vec![Cell::text(teller.word(theme)), times, Cell::count(counted)];
        table.rows.push(cells);
    }
    table
}

/// To which structures people were led, and in how many rounds or evenings of the line.
fn by_structure(teller: &Teller<'_>, rounds: &[&EntryView]) -> Table {
    let mut led: BTreeMap<&str, usize> = BTreeMap::new();
    for round in rounds {
        let list = round
            .fields
            .get("referred_to")
            .and_then(|list| list.as_array());
        for code in list.into_iter().flatten().filter_map(|code| code.as_str()) {
            *led.entry(code).or_default() += 1;
        }
    }
    let heads = ["report-structure", "report-rounds-and-calls"];
    let mut table = teller.table("report-table-structures", &heads);
    table.rows = led
        .into_iter()
        .map(|(code, rounds)| vec![Cell::text(teller.organisation(code)), Cell::count(rounds)])
        .collect();
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_beyond_midnight_are_those_of_the_next_day() {
        assert_eq!(clock(19.5), "19:30");
        assert_eq!(clock(24.0), "24:00");
        assert_eq!(clock(25.25), "01:15");
    }
}
