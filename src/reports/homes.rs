//! Homes by landlord and convention: how many there are, free, reserved and lived in.

use std::collections::BTreeMap;

use super::told::{Teller, counted};
use crate::{
    documents::{Block, Cell, Table},
    domain::Register,
    publish::EntryView,
};

const CONVENTIONS: [&str; 7] = [
    "code",
    "kind",
    "landlord",
    "state",
    "homes",
    "starts_on",
    "ends_on",
];

/// Homes by landlord and by convention, then the conventions.
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
        Block::Table(teller.entries(title, &CONVENTIONS, conventions)),
    ]
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
