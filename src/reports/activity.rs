//! What the work has come to: a year beside its target, and how households live months later.

use std::collections::BTreeMap;

use time::Date;

use super::told::{Teller, counted, helped, is_of_year};
use crate::{
    documents::{Block, Cell, Table},
    domain::{Code, PlacementKind, Register},
    publish::EntryView,
};

/// Months after a move at which families are seen again.
const FOLLOWED: [u32; 4] = [3, 6, 12, 24];

/// What was done in a year, beside what the programmes aim at.
pub(super) fn of_year(teller: &Teller<'_>) -> Vec<Block> {
    let year = teller.material.year;
    vec![
        Block::Paragraph(
            teller.say_with("report-activity-of", &[("year", year.to_string().into())]),
        ),
        Block::Table(done_in_year(teller, year)),
        Block::Table(by_programme(teller, year)),
        Block::Table(beside_target(teller, year)),
    ]
}

/// Programmes and their yearly target, beside the households that they have brought into a home or kept
/// in theirs in the year.
fn beside_target(teller: &Teller<'_>, year: i32) -> Table {
    let target = [
        "code",
        "title",
        "state",
        "households_a_year_least",
        "households_a_year_most",
    ];
    let programmes = teller.material.of(Register::Action);
    let title = ("report-table-targets", Register::Action);
    let mut table = teller.entries(title, &target, programmes);
    table.columns.push(teller.say("report-reached"));
    let moves = teller.material.of(Register::Move);
    for (row, programme) in table.rows.iter_mut().zip(programmes) {
        let made = (programme.code.as_str(), year);
        row.push(teller.count(helped(moves, made)));
    }
    table
}

fn done_in_year(teller: &Teller<'_>, year: i32) -> Table {
    let material = teller.material;
    let done = material.of(Register::Census).iter();
    let met: f64 = done
        .filter(|one| is_of_year(one, "done_on", year))
        .filter_map(|one| one.number("households_met"))
        .sum();
    let met = if met > 0.0 {
        Cell::Number(met, 0)
    } else {
        Cell::Nothing
    };
    let begun = material.of(Register::Accompaniment).iter();
    let begun = counted(begun.filter(|one| is_of_year(one, "started_on", year)));
    let mut told = vec![
        ("report-met", met),
        ("report-accompanied", teller.count(begun)),
    ];
    let names = [
        "report-rehoused",
        "report-kept",
        "report-returned",
        "report-other-outcome",
    ];
    let moves = material.of(Register::Move);
    let made: Vec<&EntryView> = moves
        .iter()
        .filter(|one| is_of_year(one, "moved_on", year))
        .collect();
    told.extend(names.into_iter().zip(teller.counts(&by_outcome(&made))));
    told.extend(towards_autonomy(teller, year));
    let mut table = teller.table("report-table-activity", &["report-what", "report-number"]);
    table.rows = told
        .into_iter()
        .map(|(name, cell)| vec![Cell::text(teller.say(name)), cell])
        .collect();
    table
}

/// Leases that became the households' own, and accompaniments that were no longer needed.
fn towards_autonomy(teller: &Teller<'_>, year: i32) -> [(&'static str, Cell); 2] {
    let moves = teller.material.of(Register::Move).iter();
    let passed = counted(moves.filter(|one| is_of_year(one, "lease_passed_on", year)));
    let ended = teller.material.of(Register::Accompaniment).iter();
    let ended = ended.filter(|one| is_of_year(one, "ended_on", year));
    let autonomous = counted(ended.filter(|one| one.text("ending") == "autonomous"));
    [
        ("report-leases-passed", teller.count(passed)),
        ("report-autonomous", teller.count(autonomous)),
    ]
}

/// Moves into a home, kept in place, returned, and all others.
fn by_outcome(moves: &[&EntryView]) -> [u32; 4] {
    let mut counts = [0; 4];
    for one in moves {
        let at = match PlacementKind::from_code(one.text("kind")) {
            Some(PlacementKind::MaintainedInPlace) => 1,
            Some(PlacementKind::VoluntaryReturn) => 2,
            Some(kind) if kind.is_home() => 0,
            _ => 3,
        };
        counts[at] += 1;
    }
    counts
}

/// Households that moved in a year, by the programme that has brought them there.
fn by_programme(teller: &Teller<'_>, year: i32) -> Table {
    let moves = teller.material.of(Register::Move).iter();
    let moves = moves.filter(|one| is_of_year(one, "moved_on", year));
    let title = ("report-table-programmes", "report-programme");
    teller.tallied(
        title,
        moves.map(|one| teller.programme(one.text("programme"))),
    )
}

/// Where households have gone, how long it took, and how they live 3, 6, 12 and 24 months later.
pub(super) fn outcomes(teller: &Teller<'_>) -> Vec<Block> {
    let moves = teller.material.of(Register::Move).iter();
    let made = moves.filter(|one| one.day("moved_on").is_some());
    let kinds = made.map(|one| teller.word(one.text("kind")));
    let title = ("report-table-outcomes", "report-kind");
    vec![
        Block::Table(teller.tallied(title, kinds)),
        Block::Table(waits(teller)),
        Block::Table(sustainment(teller)),
        Block::Table(returns(teller)),
        teller.paragraph("report-sustainment-note"),
    ]
}

/// Days from the begin of the accompaniment, and from the decision, to the move into a home.
fn waits(teller: &Teller<'_>) -> Table {
    let columns = [
        "report-from",
        "report-households",
        "report-days-quarter",
        "report-days-half",
        "report-days-three-quarters",
    ];
    let mut table = teller.table("report-table-waits", &columns);
    let mut begun: BTreeMap<&str, Date> = BTreeMap::new();
    for one in teller.material.of(Register::Accompaniment) {
        let Some(day) = one.day("started_on") else {
            continue;
        };
        let first = begun.entry(one.text("household")).or_insert(day);
        *first = day.min(*first);
    }
    let since = |name, from: &dyn Fn(&EntryView) -> Option<Date>| {
        let moves = teller.material.of(Register::Move).iter();
        let homes = moves.filter(|one| {
            PlacementKind::from_code(one.text("kind")).is_some_and(PlacementKind::is_home)
        });
        let mut days: Vec<i64> = homes
            .filter_map(|one| Some((one.day("moved_on")? - from(one)?).whole_days()))
            .filter(|days| *days >= 0)
            .collect();
        days.sort_unstable();
        wait_row(teller, name, &days)
    };
    table.rows = vec![
        since("report-from-accompaniment", &|one| {
            begun.get(one.text("household")).copied()
        }),
        since("report-from-decision", &|one| one.day("decided_on")),
    ];
    table
}

/// How many, and the days that a quarter, a half and three quarters of them took at most.
fn wait_row(teller: &Teller<'_>, name: &str, days: &[i64]) -> Vec<Cell> {
    let count = u32::try_from(days.len()).unwrap_or(u32::MAX);
    let least = teller.material.least_count().unwrap_or(1);
    // Of few households a quarter is one: what it took is its own.
    let may_be_told = count >= 4 * least;
    let at = |quarters: usize| {
        let found = days.get((days.len() * quarters).div_ceil(4).saturating_sub(1));
        let told = found
            .and_then(|days| u32::try_from(*days).ok())
            .filter(|_| may_be_told);
        told.map_or(Cell::Nothing, |days| Cell::Number(f64::from(days), 0))
    };
    vec![
        Cell::text(teller.say(name)),
        teller.count(count),
        at(1),
        at(2),
        at(3),
    ]
}

fn sustainment(teller: &Teller<'_>) -> Table {
    let columns = [
        "report-months",
        "report-seen-again",
        "report-still-housed",
        "report-not-housed",
        "report-sustained",
    ];
    let mut table = teller.table("report-table-sustainment", &columns);
    table.rows = FOLLOWED
        .iter()
        .map(|months| sustained(teller, *months))
        .collect();
    table
}

fn sustained(teller: &Teller<'_>, months: u32) -> Vec<Cell> {
    let done: Vec<&EntryView> = teller
        .material
        .of(Register::FollowUp)
        .iter()
        .filter(|one| one.state == "done" && one.number("months") == Some(f64::from(months)))
        .filter(|one| !is_return(teller, one.text("move")))
        .collect();
    let is_housed =
        |one: &&&EntryView| matches!(one.text("outcome"), "still_housed" | "moved_on_better");
    let housed = counted(done.iter().filter(is_housed));
    let all = counted(done.iter());
    let mut row = vec![Cell::Number(f64::from(months), 0), teller.count(all)];
    row.extend(teller.parts(&[housed, all - housed], housed));
    row
}

/// Whether the move of a code is a return that the household wished.
fn is_return(teller: &Teller<'_>, code: &str) -> bool {
    let moved = teller.material.entry(Register::Move, code);
    let kind = moved.and_then(|one| PlacementKind::from_code(one.text("kind")));
    kind == Some(PlacementKind::VoluntaryReturn)
}

/// Households that have returned by their own wish, and what was heard of them half a year later.
fn returns(teller: &Teller<'_>) -> Table {
    let columns = [
        "report-returned",
        "report-seen-again",
        "report-contact-held",
        "report-contact-lost",
    ];
    let moves = teller.material.of(Register::Move).iter();
    let left = moves.filter(|one| one.day("moved_on").is_some());
    let left = counted(left.filter(|one| is_return(teller, &one.code)));
    let all = teller.material.of(Register::FollowUp).iter();
    let asked: Vec<&EntryView> = all
        .filter(|one| one.state == "done" && is_return(teller, one.text("move")))
        .collect();
    let held = counted(
        asked
            .iter()
            .filter(|one| one.text("outcome") == "contact_held"),
    );
    let all = counted(asked.iter());
    let mut table = teller.table("report-table-returns", &columns);
    let mut row = vec![teller.count(left), teller.count(all)];
    row.extend(teller.counts(&[held, all - held]));
    table.rows = vec![row];
    table
}
