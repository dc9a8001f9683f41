//! Who has read what, and whether the records are whole: for the data protection officer.

use std::collections::{BTreeMap, BTreeSet};

use super::{material::RecordsTold, told::Teller};
use crate::{
    documents::{Block, Cell, Table},
    domain::Code,
};

/// Readings told one by one at most; the sums count all of them.
const TOLD: usize = 1_000;

/// Both chains, readings by person and by kind, then the latest one by one.
pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    let Some(records) = &teller.material.records else {
        return vec![teller.paragraph("report-nothing")];
    };
    let year = ("year", teller.material.year.to_string().into());
    vec![
        Block::Paragraph(teller.say_with("report-records-of", &[year])),
        Block::Table(chains(teller, records)),
        Block::Table(by_person(teller, records)),
        Block::Table(lines(teller, records)),
    ]
}

fn chains(teller: &Teller<'_>, records: &RecordsTold) -> Table {
    let columns = [
        "report-chain",
        "report-entries",
        "report-faults",
        "report-last-number",
        "report-digest",
    ];
    let mut table = teller.table("report-table-chains", &columns);
    let names = ["report-chain-changes", "report-chain-readings"];
    table.rows = names
        .into_iter()
        .zip(&records.proofs)
        .map(|(name, proof)| {
            let (number, digest) = proof.head.clone().unzip();
            let number = number.map(|number| number.to_string()).unwrap_or_default();
            vec![
                Cell::text(teller.say(name)),
                Cell::text(proof.records.to_string()),
                Cell::count(proof.faults.len()),
                Cell::text(number),
                Cell::text(digest.unwrap_or_default()),
            ]
        })
        .collect();
    table
}

/// How often each person read what of which kind, on how many days.
fn by_person(teller: &Teller<'_>, records: &RecordsTold) -> Table {
    let columns = [
        "report-by",
        "report-of-what",
        "report-readings",
        "report-subjects",
        "report-days-read",
    ];
    let mut table = teller.table("report-table-readers", &columns);
    let mut read: BTreeMap<(&str, &str), (usize, BTreeSet<&str>, BTreeSet<_>)> = BTreeMap::new();
    for one in &records.readings {
        let key = (one.actor.as_str(), one.resource.code());
        let (times, subjects, days) = read.entry(key).or_default();
        *times += 1;
        subjects.insert(one.subject.as_str());
        days.insert(one.at.date());
    }
    table.rows = read
        .into_iter()
        .map(|((actor, resource), (times, subjects, days))| {
            vec![
                Cell::text(actor),
                Cell::text(teller.say(&format!("resource-{resource}"))),
                Cell::count(times),
                Cell::count(subjects.len()),
                Cell::count(days.len()),
            ]
        })
        .collect();
    table
}

fn lines(teller: &Teller<'_>, records: &RecordsTold) -> Table {
    let columns = [
        "report-day",
        "report-by",
        "report-of-what",
        "report-subject",
        "report-purpose",
    ];
    let mut table = teller.table("report-table-readings", &columns);
    table.rows = records
        .readings
        .iter()
        .take(TOLD)
        .map(|one| {
            vec![
                Cell::Day(one.at.date()),
                Cell::text(one.actor.as_str()),
                Cell::text(teller.say(&format!("resource-{}", one.resource))),
                Cell::text(one.subject.as_str()),
                Cell::text(one.purpose.as_str()),
            ]
        })
        .collect();
    table
}
