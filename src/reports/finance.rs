//! Money: planned and spent by source and year, and what a household in a home has cost.

use std::collections::BTreeMap;

use super::told::{Teller, helped};
use crate::{
    documents::{Block, Cell, Table},
    domain::Register,
    publish::EntryView,
};

const LINES: [&str; 7] = [
    "code",
    "programme",
    "year",
    "source",
    "grant",
    "planned_eur",
    "executed_eur",
];

/// Money that was planned and money that was spent.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    planned: f64,
    spent: f64,
}

impl Sum {
    fn add(&mut self, line: &EntryView) {
        self.planned += line.number("planned_eur").unwrap_or_default();
        self.spent += line.number("executed_eur").unwrap_or_default();
    }

    /// Planned, spent, and the share that was spent of what was planned.
    fn cells(self) -> [Cell; 3] {
        let share = if self.planned > 0.0 {
            Cell::Share(self.spent / self.planned)
        } else {
            Cell::Nothing
        };
        [Cell::Euros(self.planned), Cell::Euros(self.spent), share]
    }
}

/// Sums by source and year, then by programme beside its moves; lines only for whoever may read them.
pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    let lines = teller.material.of(Register::Finance);
    let mut blocks = vec![
        Block::Table(by_source(teller, lines)),
        Block::Table(by_programme(teller, lines)),
        teller.paragraph("report-cost-note"),
    ];
    if !teller.material.counted.contains(&Register::Finance) {
        let title = ("report-table-lines", Register::Finance);
        blocks.push(Block::Table(teller.entries(title, &LINES, lines)));
    }
    blocks
}

fn by_source(teller: &Teller<'_>, lines: &[EntryView]) -> Table {
    let columns = [
        "report-year",
        "report-source",
        "report-planned",
        "report-spent",
        "report-spent-share",
    ];
    let mut sums: BTreeMap<(i32, &str), Sum> = BTreeMap::new();
    for line in lines {
        let key = (year(line), line.text("source"));
        sums.entry(key).or_default().add(line);
    }
    let mut table = teller.table("report-table-finance", &columns);
    for ((year, source), sum) in sums {
        let mut row = vec![
            Cell::text(year.to_string()),
            Cell::text(teller.word(source)),
        ];
        row.extend(sum.cells());
        table.rows.push(row);
    }
    table
}

fn by_programme(teller: &Teller<'_>, lines: &[EntryView]) -> Table {
    let columns = [
        "report-programme",
        "report-year",
        "report-planned",
        "report-spent",
        "report-spent-share",
        "report-rehoused",
        "report-cost",
    ];
    let mut sums: BTreeMap<(&str, i32), Sum> = BTreeMap::new();
    for line in lines {
        let key = (line.text("programme"), year(line));
        sums.entry(key).or_default().add(line);
    }
    let mut table = teller.table("report-table-programme-years", &columns);
    for ((programme, year), sum) in sums {
        let moves = teller.material.entries.get(&Register::Move);
        let count = moves.map_or(Cell::Nothing, |moves| {
            teller.count(helped(moves, (programme, year)))
        });
        let cost = match count {
            Cell::Number(households, _) if households > 0.0 => Cell::Euros(sum.spent / households),
            _ => Cell::Nothing,
        };
        let names = [teller.programme(programme), year.to_string()];
        let mut row = names.map(Cell::text).to_vec();
        row.extend(sum.cells());
        row.extend([count, cost]);
        table.rows.push(row);
    }
    table
}

#[expect(clippy::cast_possible_truncation, reason = "a year from 1990 to 2100")]
fn year(line: &EntryView) -> i32 {
    line.number("year").unwrap_or_default() as i32
}
