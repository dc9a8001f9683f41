//! Rounds and calls of mediators in a year: by residence, and each.

use std::collections::BTreeMap;

use super::told::{Teller, is_of_year};
use crate::{
    documents::{Block, Cell},
    domain::Register,
    publish::EntryView,
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

/// What was done around one residence.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    rounds: f64,
    contacts: f64,
    referrals: f64,
}

/// Rounds and calls of the year by residence, then one by one.
pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    let (material, year) = (teller.material, teller.material.year);
    let rounds = material.of(Register::MediationRound).iter();
    let rounds: Vec<&EntryView> = rounds
        .filter(|round| is_of_year(round, "on", year))
        .collect();
    let mut places: BTreeMap<&str, Sum> = BTreeMap::new();
    for round in &rounds {
        let sum = places.entry(round.text("residence")).or_default();
        sum.rounds += 1.0;
        sum.contacts += round.number("contacts").unwrap_or_default();
        sum.referrals += round.number("referrals").unwrap_or_default();
    }
    let columns = [
        "report-residence",
        "report-rounds",
        "report-contacts",
        "report-referrals",
    ];
    let mut table = teller.table("report-table-residences", &columns);
    for (place, sum) in places {
        let mut row = vec![Cell::text(teller.named(place))];
        row.extend([sum.rounds, sum.contacts, sum.referrals].map(|sum| Cell::Number(sum, 0)));
        table.rows.push(row);
    }
    let title = ("report-table-rounds", Register::MediationRound);
    vec![
        Block::Table(table),
        Block::Table(teller.entries(title, &ROUNDS, rounds)),
    ]
}
