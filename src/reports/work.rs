//! The work in figures and lists: steering, activity, outcomes, homes, money, rounds, deadlines.

use std::collections::BTreeMap;

use super::told::Teller;
use crate::{
    documents::{Block, Cell, Table},
    domain::{Code, PlacementKind, Register},
    publish::EntryView,
};

/// Decisions are told as far back as this many days.
const DECISIONS_DAYS: i64 = 365;
/// Months after a move at which families are seen again.
const FOLLOWED: [u32; 4] = [3, 6, 12, 24];

fn text<'e>(entry: &'e EntryView, field: &str) -> &'e str {
    entry
        .fields
        .get(field)
        .and_then(|value| value.as_str())
        .unwrap_or_default()
}

fn number(entry: &EntryView, field: &str) -> f64 {
    entry
        .fields
        .get(field)
        .and_then(serde_json::Value::as_f64)
        .unwrap_or_default()
}

fn is_of_year(entry: &EntryView, field: &str, year: i32) -> bool {
    text(entry, field).starts_with(&format!("{year:04}-"))
}

fn counted<'e>(entries: impl Iterator<Item = &'e EntryView>) -> u32 {
    u32::try_from(entries.count()).unwrap_or(u32::MAX)
}

/// The next sessions and what stands on their agenda, what was decided in the last twelve months, and
/// the minutes of the latest session.
pub(super) fn steering(teller: &Teller<'_>) -> Vec<Block> {
    let material = teller.material;
    let meetings = material.of(Register::Meeting);
    let decisions = material.of(Register::Decision);
    let planned = meetings.iter().filter(|one| one.state == "planned");
    let open = decisions
        .iter()
        .filter(|one| one.state == "on_agenda" || one.state == "deferred");
    let since = (material.day - time::Duration::days(DECISIONS_DAYS)).to_string();
    let mut taken: Vec<&EntryView> = decisions
        .iter()
        .filter(|one| text(one, "decided_on") >= since.as_str())
        .collect();
    taken.sort_by(|a, b| text(b, "decided_on").cmp(text(a, "decided_on")));
    let fields = ["code", "body", "planned_on", "venue"];
    let agenda = [
        "code",
        "body",
        "subject",
        "meeting",
        "settlement",
        "household",
        "due_on",
    ];
    let decided = [
        "code",
        "decided_on",
        "body",
        "subject",
        "settlement",
        "state",
        "orientation",
    ];
    let mut blocks = vec![
        Block::Table(teller.entries(("report-table-agenda", Register::Decision), &agenda, open)),
        Block::Table(teller.entries(
            ("report-table-sessions", Register::Meeting),
            &fields,
            planned,
        )),
        Block::Table(teller.entries(
            ("report-table-decisions", Register::Decision),
            &decided,
            taken,
        )),
    ];
    let held = meetings
        .iter()
        .filter(|one| one.state == "held" && !text(one, "minutes").is_empty());
    if let Some(latest) = held.max_by_key(|one| text(one, "held_on")) {
        let blanks = [
            ("body", teller.word(text(latest, "body")).into()),
            (
                "day",
                teller.cell(latest, "held_on").told(&teller.words).into(),
            ),
        ];
        blocks.push(Block::Heading(
            teller.say_with("report-minutes-of", &blanks),
        ));
        blocks.push(Block::Paragraph(text(latest, "minutes").to_owned()));
    }
    blocks
}

/// What was done in a year, beside what the programmes aim at.
pub(super) fn activity(teller: &Teller<'_>) -> Vec<Block> {
    let (material, year) = (teller.material, teller.material.year);
    let moves = material.of(Register::Move);
    let of_the_year = || moves.iter().filter(|one| is_of_year(one, "moved_on", year));
    let kind = |kinds: fn(PlacementKind) -> bool| {
        let known = of_the_year()
            .filter(|one| PlacementKind::from_code(text(one, "kind")).is_some_and(kinds));
        counted(known)
    };
    let begun = material.of(Register::Accompaniment).iter();
    let met: f64 = material
        .of(Register::Census)
        .iter()
        .filter(|one| is_of_year(one, "done_on", year))
        .map(|one| number(one, "households_met"))
        .sum();
    let rehoused = kind(PlacementKind::is_home);
    let kept = kind(|kind| kind == PlacementKind::MaintainedInPlace);
    let returned = kind(|kind| kind == PlacementKind::VoluntaryReturn);
    let numbers = [
        rehoused,
        kept,
        returned,
        counted(of_the_year()).saturating_sub(rehoused + kept + returned),
    ];
    let mut table = teller.table("report-table-activity", &["report-what", "report-number"]);
    let mut line =
        |name: &str, cell: Cell| table.rows.push(vec![Cell::text(teller.say(name)), cell]);
    line(
        "report-met",
        if met > 0.0 {
            Cell::Number(met, 0)
        } else {
            Cell::Nothing
        },
    );
    line(
        "report-accompanied",
        teller.count(counted(
            begun.filter(|one| is_of_year(one, "started_on", year)),
        )),
    );
    let names = [
        "report-rehoused",
        "report-kept",
        "report-returned",
        "report-other-outcome",
    ];
    for (name, cell) in names.into_iter().zip(teller.counts(&numbers)) {
        line(name, cell);
    }
    let blanks = [("year", year.to_string().into())];
    let target = [
        "code",
        "title",
        "state",
        "households_a_year_least",
        "households_a_year_most",
    ];
    vec![
        Block::Paragraph(teller.say_with("report-activity-of", &blanks)),
        Block::Table(table),
        Block::Table(by_programme(teller, year)),
        Block::Table(teller.entries(
            ("report-table-targets", Register::Action),
            &target,
            material.of(Register::Action),
        )),
    ]
}

/// Households in a home or kept in place in a year, by the programme that has brought them there.
fn by_programme(teller: &Teller<'_>, year: i32) -> Table {
    let moves = teller.material.of(Register::Move).iter();
    let mut programmes: BTreeMap<&str, u32> = BTreeMap::new();
    for one in moves.filter(|one| is_of_year(one, "moved_on", year)) {
        *programmes.entry(text(one, "programme")).or_default() += 1;
    }
    counts_table(
        teller,
        ("report-table-programmes", "report-programme"),
        &programmes,
    )
}

/// Names with their counts, as far as these may be told.
fn counts_table(
    teller: &Teller<'_>,
    (title, head): (&str, &str),
    counts: &BTreeMap<&str, u32>,
) -> Table {
    let mut table = teller.table(title, &[head, "report-households"]);
    let numbers: Vec<u32> = counts.values().copied().collect();
    let named = counts.keys().map(|name| {
        let unnamed = || teller.say("report-unnamed");
        if name.is_empty() {
            unnamed()
        } else {
            teller.known_word(name)
        }
    });
    table.rows = named
        .zip(teller.counts(&numbers))
        .map(|(name, cell)| vec![Cell::text(name), cell])
        .collect();
    table
}

/// Where households have gone, and how they live 3, 6, 12 and 24 months later.
pub(super) fn outcomes(teller: &Teller<'_>) -> Vec<Block> {
    let material = teller.material;
    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    for one in material.of(Register::Move) {
        if !text(one, "moved_on").is_empty() {
            *kinds.entry(text(one, "kind")).or_default() += 1;
        }
    }
    let columns = [
        "report-months",
        "report-seen-again",
        "report-still-housed",
        "report-not-housed",
        "report-sustained",
    ];
    let mut table = teller.table("report-table-sustainment", &columns);
    for months in FOLLOWED {
        let done = || {
            let of = material.of(Register::FollowUp).iter();
            of.filter(move |one| {
                one.state == "done" && (number(one, "months") - f64::from(months)).abs() < 0.5
            })
        };
        let housed =
            |one: &&EntryView| matches!(text(one, "outcome"), "still_housed" | "moved_on_better");
        let (all, still) = (counted(done()), counted(done().filter(housed)));
        let parts = teller.counts(&[still, all - still]);
        let is_hidden = parts.contains(&Cell::Hidden);
        let share = if all == 0 || is_hidden {
            Cell::Nothing
        } else {
            Cell::Share(f64::from(still) / f64::from(all))
        };
        let mut row = vec![Cell::Number(f64::from(months), 0), teller.count(all)];
        row.extend(parts);
        row.push(share);
        table.rows.push(row);
    }
    vec![
        Block::Table(counts_table(
            teller,
            ("report-table-outcomes", "report-kind"),
            &kinds,
        )),
        Block::Table(table),
        teller.paragraph("report-sustainment-note"),
    ]
}

/// Homes by landlord and convention: how many there are, free, and lived in.
pub(super) fn homes(teller: &Teller<'_>) -> Vec<Block> {
    let material = teller.material;
    let units = material.of(Register::HousingUnit);
    let by = |field: &'static str, title: &str, head: &str| {
        let columns = [
            head,
            "report-homes",
            "report-free",
            "report-reserved",
            "report-lived-in",
            "report-fill",
        ];
        let mut table = teller.table(title, &columns);
        let mut groups: BTreeMap<&str, Vec<&EntryView>> = BTreeMap::new();
        for unit in units.iter().filter(|unit| unit.state != "withdrawn") {
            groups.entry(text(unit, field)).or_default().push(unit);
        }
        for (name, units) in groups {
            let of =
                |state: &str| counted(units.iter().copied().filter(|unit| unit.state == state));
            let (free, reserved, lived) = (
                of("available") + of("prospect"),
                of("reserved"),
                of("occupied"),
            );
            let all = free + reserved + lived;
            let parts = teller.counts(&[free, reserved, lived]);
            let fill = if all == 0 || parts.contains(&Cell::Hidden) {
                Cell::Nothing
            } else {
                Cell::Share(f64::from(lived) / f64::from(all))
            };
            let mut row = vec![Cell::text(teller.organisation(name)), teller.count(all)];
            row.extend(parts);
            row.push(fill);
            table.rows.push(row);
        }
        table
    };
    let mut blocks = vec![
        Block::Table(by("landlord", "report-table-landlords", "report-landlord")),
        Block::Table(by(
            "convention",
            "report-table-unit-conventions",
            "report-convention",
        )),
    ];
    let fields = [
        "code",
        "kind",
        "landlord",
        "state",
        "homes",
        "starts_on",
        "ends_on",
    ];
    let conventions = material.of(Register::Convention);
    blocks.push(Block::Table(teller.entries(
        ("report-table-conventions", Register::Convention),
        &fields,
        conventions,
    )));
    blocks
}

/// Money planned and spent by source and year; lines only for whoever may read them.
pub(super) fn finance(teller: &Teller<'_>) -> Vec<Block> {
    let material = teller.material;
    let lines = material.of(Register::Finance);
    let mut sums: BTreeMap<(u32, &str), (f64, f64)> = BTreeMap::new();
    for line in lines {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a year from 1990 to 2100"
        )]
        let year = number(line, "year") as u32;
        let sum = sums.entry((year, text(line, "source"))).or_default();
        sum.0 += number(line, "planned_eur");
        sum.1 += number(line, "executed_eur");
    }
    let columns = [
        "report-year",
        "report-source",
        "report-planned",
        "report-spent",
        "report-spent-share",
    ];
    let mut table = teller.table("report-table-finance", &columns);
    for ((year, source), (planned, spent)) in sums {
        let share = if planned > 0.0 {
            Cell::Share(spent / planned)
        } else {
            Cell::Nothing
        };
        table.rows.push(vec![
            Cell::text(year.to_string()),
            Cell::text(teller.word(source)),
            Cell::Euros(planned),
            Cell::Euros(spent),
            share,
        ]);
    }
    let mut blocks = vec![Block::Table(table)];
    if material.least_count.is_none() {
        let fields = [
            "code",
            "programme",
            "year",
            "source",
            "grant",
            "planned_eur",
            "executed_eur",
        ];
        blocks.push(Block::Table(teller.entries(
            ("report-table-lines", Register::Finance),
            &fields,
            lines,
        )));
    }
    blocks
}

/// Rounds and calls of the mediators: by residence, and each of the year.
pub(super) fn mediation(teller: &Teller<'_>) -> Vec<Block> {
    let (material, year) = (teller.material, teller.material.year);
    let rounds: Vec<&EntryView> = material
        .of(Register::MediationRound)
        .iter()
        .filter(|round| is_of_year(round, "on", year))
        .collect();
    let mut places: BTreeMap<&str, (u32, f64, f64)> = BTreeMap::new();
    for round in &rounds {
        let sum = places.entry(text(round, "residence")).or_default();
        sum.0 += 1;
        sum.1 += number(round, "contacts");
        sum.2 += number(round, "referrals");
    }
    let columns = [
        "report-residence",
        "report-rounds",
        "report-contacts",
        "report-referrals",
    ];
    let mut table = teller.table("report-table-residences", &columns);
    for (place, (rounds, contacts, referrals)) in places {
        let name = if place.is_empty() {
            teller.say("report-unnamed")
        } else {
            place.to_owned()
        };
        table.rows.push(vec![
            Cell::text(name),
            Cell::Number(f64::from(rounds), 0),
            Cell::Number(contacts, 0),
            Cell::Number(referrals, 0),
        ]);
    }
    let fields = [
        "on",
        "kind",
        "residence",
        "mediators",
        "contacts",
        "themes",
        "referrals",
    ];
    vec![
        Block::Table(table),
        Block::Table(teller.entries(
            ("report-table-rounds", Register::MediationRound),
            &fields,
            rounds,
        )),
    ]
}
