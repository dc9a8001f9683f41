//! Counts of households that may leave the registers: tables over nested parts of the territory,
//! frozen at a date, from which no small group can be found by subtraction.
//!
//! The rules stand in `docs/METHODS.md`: a line of a table is told whole or not at all; what is left
//! of a part without the told parts in it, and what has changed since any earlier publication, is
//! nobody or a large group. Where the newer line cannot be told the older one is repeated.

mod choose;
mod ground;
mod told;
mod view;

pub use view::{PublicationView, publication, publication_columns, publication_rows};

use std::collections::BTreeSet;

use time::Date;

use self::{
    choose::{Choice, Reader, is_small},
    ground::Ground,
    told::Told,
};
use crate::domain::{
    Code, FiguresLine, FiguresPart, FiguresTable, HouseholdCounts, HouseholdFigures,
    HouseholdTable, PartLevel, Publication,
};

/// Where nobody knows where a household lives, or it has no home in a neighbourhood yet.
pub const NOWHERE: &str = "-";

/// Counts that are to be told.
#[derive(Clone, Debug)]
pub struct FiguresAsked<'a> {
    /// The parts of the territory, each behind the one that it lies in; within neighbourhoods every way
    /// that somebody went, or that was told before.
    pub parts: &'a [FiguresPart],
    /// Whether ways are told; where they are not, they are still what earlier publications have told.
    pub tells_flows: bool,
    /// The counts of the smallest parts.
    pub counts: &'a HouseholdCounts,
    /// Number of the publication, and the day it holds for.
    pub number: u64,
    /// The day.
    pub as_of: Date,
    /// No group of fewer households is told.
    pub least: u32,
    /// Whoever reads it, with the least group that they may learn of and all that was published to
    /// them before.
    pub readers: Vec<(u32, Vec<&'a Publication>)>,
    /// The publication before it to the same audience: its lines are repeated where newer ones may
    /// not be told.
    pub before: Option<&'a Publication>,
}

/// The figures that may be told.
///
/// Counts below `least` are hidden, with so much beside them that neither sums nor earlier
/// publications give them away. When the parts of the territory are others than in an earlier
/// publication, only the whole is told: two ways to part the same households are equations for a
/// hidden count.
///
/// Source: complementary suppression and differencing, Willenborg and de Waal, *Elements of
/// Statistical Disclosure Control* (2001), chapters 6 and 8.
#[must_use]
pub fn household_figures(asked: &FiguresAsked<'_>) -> HouseholdFigures {
    let ground = Ground::of(asked.parts);
    let counts = counted(asked.parts, asked.counts);
    let earlier = || asked.readers.iter().flat_map(|(_, read)| read);
    let is_parted_otherwise = earlier().any(|one| !is_same_ground(one, asked.parts));
    let choice = Choice {
        ground: &ground,
        counts: &counts,
        least: asked.least,
        readers: &readers(asked),
    };
    let whole_may_be_told = whole_may_be_told(asked, &counts);
    let may_be_told = |table, part| {
        let is_whole = ground.depth(part) == 0;
        let is_told_flow = asked.tells_flows && table == HouseholdTable::All;
        let is_open = is_told_flow || !asked.parts[part].is_flow();
        is_open && (is_whole || !is_parted_otherwise) && (!is_whole || whole_may_be_told(table))
    };
    let mut unchanged: BTreeSet<(HouseholdTable, usize)> = BTreeSet::new();
    let told = loop {
        let told = choice
            .made(|table, part| may_be_told(table, part) && !unchanged.contains(&(table, part)));
        let more = said_again(asked, &told);
        if more.is_empty() {
            break told;
        }
        unchanged.extend(more);
    };
    let tables = HouseholdTable::ALL.iter();
    let tables: Vec<FiguresTable> = tables.map(|table| shown(asked, *table, &told)).collect();
    HouseholdFigures {
        parts: listed(asked.parts, &tables),
        tables,
    }
}

/// Every place, and the ways that are told.
fn listed(parts: &[FiguresPart], tables: &[FiguresTable]) -> Vec<FiguresPart> {
    let told: BTreeSet<&str> = tables
        .iter()
        .flat_map(|table| &table.lines)
        .map(|line| line.part.as_str())
        .collect();
    let is_told = |part: &FiguresPart| told.contains(part.id.as_str());
    let is_listed = |part: &&FiguresPart| !part.is_flow() || is_told(part);
    parts.iter().filter(is_listed).cloned().collect()
}

/// Every count of every part, whether it may be told or not.
fn counted(parts: &[FiguresPart], counts: &HouseholdCounts) -> Told {
    let ground = Ground::of(parts);
    let mut all = Told::nothing(&ground);
    for table in HouseholdTable::ALL {
        let lines = all.lines_mut(*table);
        lines.fill(Some(vec![0; table.classes().len()]));
        for leaf in ground.leaves() {
            let code = parts[*leaf].id.split_once('/').map_or("", |(_, code)| code);
            let line = counts.of(code, *table);
            let mut at = Some(*leaf);
            while let Some(part) = at {
                let sums = lines[part].iter_mut().flatten();
                sums.zip(&line).for_each(|(sum, count)| *sum += count);
                at = ground.above(part, |_| true);
            }
        }
    }
    all
}

fn readers(asked: &FiguresAsked<'_>) -> Vec<Reader> {
    let reader = |(least, read): &(u32, Vec<&Publication>)| Reader {
        least: *least,
        read: read
            .iter()
            .filter(|one| is_same_ground(one, asked.parts))
            .map(|one| Told::first_in(one, asked.parts))
            .collect(),
    };
    asked.readers.iter().map(reader).collect()
}

fn is_same_ground(one: &Publication, parts: &[FiguresPart]) -> bool {
    let key = |part: &FiguresPart| (part.id.clone(), part.within.clone());
    let sorted = |parts: &[FiguresPart]| {
        // Ways part what lies in a neighbourhood further, whichever of them are told.
        let places = parts.iter().filter(|part| !part.is_flow());
        let mut keys: Vec<_> = places.map(key).collect();
        keys.sort();
        keys
    };
    sorted(&one.figures.parts) == sorted(parts)
}

/// Whether the whole may be told beside publications that part the territory otherwise: what they
/// told together must be the whole, or a large group away from it.
fn whole_may_be_told<'a>(
    asked: &'a FiguresAsked<'_>,
    counts: &'a Told,
) -> impl Fn(HouseholdTable) -> bool + use<'a> {
    move |table| {
        let now = counts.lines(table).first().cloned().flatten();
        let now = now.unwrap_or_default();
        asked.readers.iter().all(|(least, read)| {
            let other = read.iter().filter(|one| !is_same_ground(one, asked.parts));
            other.into_iter().all(|one| {
                let then = top_sums(one, table);
                let pairs = now.iter().zip(then);
                pairs
                    .into_iter()
                    .all(|(&now, then)| !is_small((i64::from(now) - then).abs(), *least))
            })
        })
    }
}

/// The sums of the largest parts that a publication was the first to tell of.
fn top_sums(one: &Publication, table: HouseholdTable) -> Vec<i64> {
    let ground = Ground::of(&one.figures.parts);
    let told = Told::first_in(one, &one.figures.parts);
    let lines = told.lines(table);
    let mut sums = vec![0; table.classes().len()];
    for (part, line) in lines.iter().enumerate() {
        let is_top = ground.above(part, |at| lines[at].is_some()).is_none();
        for (sum, count) in sums.iter_mut().zip(line.iter().flatten()) {
            *sum += if is_top { i64::from(*count) } else { 0 };
        }
    }
    sums
}

/// New lines that say what the older one said, where no finer table needs them: they keep their old
/// date, so that "nothing has changed" and "little has changed" look the same.
fn said_again(asked: &FiguresAsked<'_>, told: &Told) -> Vec<(HouseholdTable, usize)> {
    let is_needed = |table: HouseholdTable, part: usize| {
        let mut finer = HouseholdTable::ALL.iter();
        finer.any(|one| one.refines() == Some(table) && told.lines(*one)[part].is_some())
    };
    let mut again = Vec::new();
    for table in HouseholdTable::ALL {
        for (part, line) in told.lines(*table).iter().enumerate() {
            let before = older(asked, *table, &asked.parts[part]).map(|line| line.counts);
            let is_again = line.is_some() && *line == before;
            again.extend((is_again && !is_needed(*table, part)).then_some((*table, part)));
        }
    }
    again
}

/// The line that the publication before tells of a part.
fn older(
    asked: &FiguresAsked<'_>,
    table: HouseholdTable,
    part: &FiguresPart,
) -> Option<FiguresLine> {
    let tables = &asked.before?.figures.tables;
    let lines = &tables.iter().find(|one| one.table == table)?.lines;
    let line = lines.iter().find(|line| line.part == part.id)?;
    let is_too_small = |count: &u32| is_small((*count).into(), asked.least);
    (!line.counts.iter().any(is_too_small)).then(|| line.clone())
}

/// A table with its new lines, and the older ones where there is no new one.
fn shown(asked: &FiguresAsked<'_>, table: HouseholdTable, told: &Told) -> FiguresTable {
    let line = |(part, new): (&FiguresPart, &Option<Vec<u32>>)| match new {
        Some(counts) => Some(FiguresLine {
            part: part.id.clone(),
            publication: asked.number,
            as_of: asked.as_of,
            counts: counts.clone(),
        }),
        None => older(asked, table, part),
    };
    FiguresTable {
        table,
        classes: table
            .classes()
            .iter()
            .map(|&name| name.to_owned())
            .collect(),
        lines: asked
            .parts
            .iter()
            .zip(told.lines(table))
            .filter_map(line)
            .collect(),
    }
}

/// The ways that earlier publications have told, which must stay among the parts.
pub fn flows_told<'a>(
    earlier: impl IntoIterator<Item = &'a Publication>,
) -> impl Iterator<Item = &'a FiguresPart> {
    let parts = earlier.into_iter().flat_map(|one| &one.figures.parts);
    parts.filter(|part| part.is_flow())
}

/// The part of those who came from one neighbourhood (by code; [`NOWHERE`] where it is not known) into
/// another, both with their names.
#[must_use]
pub fn flow_part((from, from_name): (&str, &str), (to, to_name): (&str, &str)) -> FiguresPart {
    FiguresPart {
        id: part_id(PartLevel::Flow, &flow_place(from, to)),
        level: PartLevel::Flow,
        name: format!(
            "{} → {to_name}",
            if from == NOWHERE { "?" } else { from_name }
        ),
        within: Some(part_id(PartLevel::Neighbourhood, to)),
        from: Some(from.to_owned()),
    }
}

/// Under what those who came from one neighbourhood into another are counted.
#[must_use]
pub fn flow_place(from: &str, to: &str) -> String {
    format!("{to} ← {from}")
}

/// The id of a part.
#[must_use]
pub fn part_id(level: PartLevel, code: &str) -> String {
    format!("{level}/{code}")
}

#[cfg(test)]
mod tests;
