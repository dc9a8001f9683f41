//! Homes by landlord and convention: how many there are, free, reserved and lived in.

use std::collections::BTreeMap;

use super::told::{Teller, counted};
use crate::{
    documents::{Block, Cell, Table},
    domain::Register,
    publish::EntryView,
};

const CONVENTIONS: [&str; 9] = [
    "code",
    "kind",
    "landlord",
    "state",
    "homes",
    "homes_new_households",
    "homes_existing_tenants",
    "starts_on",
    "ends_on",
];

/// Homes by landlord and by convention, those that were made, then the conventions.
pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    let conventions = teller.material.of(Register::Convention);
    let title = ("report-table-conventions", Register::Convention);
    vec![
        Block::Table(by(
            teller,
            "landlord",
            ("report-table-landlords", "report-landlord"),
        )),
        Block::Table(by(
            teller,
            "convention",
            ("report-table-unit-conventions", "report-convention"),
        )),
        Block::Table(made(teller)),
        Block::Table(teller.entries(title, &CONVENTIONS, conventions)),
    ]
}

/// Homes by what brought them about and by kind: what works and building have added, and what is sublet.
fn made(teller: &Teller<'_>) -> Table {
    let mut homes: BTreeMap<[&str; 2], u32> = BTreeMap::new();
    let units = teller.material.of(Register::HousingUnit).iter();
    for unit in units.filter(|unit| unit.state != "withdrawn") {
        *homes
            .entry(["produced", "kind"].map(|name| unit.text(name)))
            .or_default() += 1;
    }
    let numbers: Vec<u32> = homes.values().copied().collect();
    let columns = ["report-produced", "report-kind", "report-homes"];
    let mut table = teller.table("report-table-produced", &columns);
    let told = |word: &str| {
        if word.is_empty() {
            teller.named(word)
        } else {
            teller.word(word)
        }
    };
    table.rows = homes
        .into_keys()
        .zip(teller.counts(&numbers))
        .map(|(words, cell)| {
            let mut row: Vec<Cell> = words.map(|word| Cell::text(told(word))).to_vec();
            row.push(cell);
            row
        })
        .collect();
    table
}

fn by(teller: &Teller<'_>, field: &str, (title, head): (&str, &str)) -> Table {
    let columns = [
        head,
        "report-homes",
        "report-free",
        "report-reserved",
        "report-lived-in",
        "report-fill",
    ];
    let mut groups: BTreeMap<&str, Vec<&EntryView>> = BTreeMap::new();
    let units = teller.material.of(Register::HousingUnit).iter();
    for unit in units.filter(|unit| unit.state != "withdrawn") {
        groups.entry(unit.text(field)).or_default().push(unit);
    }
    let mut table = teller.table(title, &columns);
    table.rows = groups
        .into_iter()
        .map(|(name, units)| row(teller, name, &units))
        .collect();
    table
}

fn row(teller: &Teller<'_>, name: &str, units: &[&EntryView]) -> Vec<Cell> {
    let of = |state: &str| counted(units.iter().filter(|unit| unit.state == state));
    let free = of("available") + of("prospect");
    let (reserved, lived_in) = (of("reserved"), of("occupied"));
    let all = teller.count(free + reserved + lived_in);
    let mut row = vec![Cell::text(teller.organisation(name)), all];
    row.extend(teller.parts(&[free, reserved, lived_in], lived_in));
    row
}
