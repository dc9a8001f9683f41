//! Spread or gathered: the figures with what chance alone would give, by neighbourhood, landlord and year.

use super::told::Teller;
use crate::{
    documents::{Block, Cell, Table},
    domain::Code,
    publish::{DispersalView, GroupView, NeighbourhoodView, RangeView, SpreadView, YearView},
};

/// In plain words first, then the figures behind them.
pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    let Some(view) = &teller.material.dispersal else {
        let (title, why) = ("report-table-measures", "report-no-neighbourhoods");
        return vec![teller.without_rows(title, why)];
    };
    let told = view.in_words.get(teller.material.language.code());
    let mut blocks: Vec<Block> = told.cloned().map(Block::Paragraph).into_iter().collect();
    blocks.extend(teller.material.map.clone().map(Block::Picture));
    blocks.extend([
        Block::Table(overall(teller, &view.overall)),
        Block::Table(neighbourhoods(teller, view)),
        Block::Table(landlords(teller, &view.groups)),
        Block::Table(years(teller, &view.years)),
        teller.paragraph("report-dispersal-note"),
    ]);
    blocks
}

fn number(value: Option<f64>, decimals: usize) -> Cell {
    value.map_or(Cell::Nothing, |value| Cell::Number(value, decimals))
}

fn share(value: Option<f64>) -> Cell {
    value.map_or(Cell::Nothing, Cell::Share)
}

fn count(value: Option<u32>) -> Cell {
    value.map_or(Cell::Nothing, |count| Cell::Number(f64::from(count), 0))
}

fn range(teller: &Teller<'_>, bounds: Option<(f64, f64)>) -> Cell {
    let told = |value| teller.words.number(value, 2);
    bounds.map_or(Cell::Nothing, |(low, high)| {
        Cell::text(format!("{}–{}", told(low), told(high)))
    })
}

/// Each measure, its interval, and where it would lie if homes were drawn by lot.
fn overall(teller: &Teller<'_>, all: &SpreadView) -> Table {
    let columns = [
        "report-measure",
        "report-value",
        "report-interval",
        "report-by-chance",
    ];
    let mut table = teller.table("report-table-measures", &columns);
    let ends = |of: Option<RangeView>| range(teller, of.map(|of| (of.low, of.high)));
    let colocation = Option::zip(all.colocation_low, all.colocation_high);
    let alone = |name, value| (name, [value, Cell::Nothing, Cell::Nothing]);
    let rows = [
        alone("report-rehoused-counted", count(all.households)),
        alone("report-used", count(all.neighbourhoods_used)),
        alone("report-largest", share(all.largest_share)),
        alone("report-effective", number(all.effective_neighbourhoods, 1)),
        alone("report-isolation", number(all.isolation, 3)),
        (
            "report-dissimilarity",
            [
                number(all.dissimilarity, 3),
                ends(all.dissimilarity_interval),
                ends(all.dissimilarity_chance_band),
            ],
        ),
        (
            "report-colocation",
            [
                number(all.colocation_ratio, 2),
                range(teller, colocation),
                Cell::Number(1.0, 2),
            ],
        ),
        (
            "report-proximity",
            [
                number(all.proximity_ratio, 2),
                Cell::Nothing,
                ends(all.proximity_chance_band),
            ],
        ),
        (
            "report-priority-share",
            [
                share(all.deprived_share),
                Cell::Nothing,
                share(all.deprived_share_of_yardstick),
            ],
        ),
    ];
    let row = |(name, cells): (&str, [Cell; 3])| {
        let name = Cell::text(teller.say(name));
        [name].into_iter().chain(cells).collect()
    };
    table.rows = rows.into_iter().map(row).collect();
    table
}

fn neighbourhoods(teller: &Teller<'_>, view: &DispersalView) -> Table {
    let columns = [
        "report-neighbourhood",
        "report-households",
        "report-rehoused-counted",
        "report-share",
        "report-quotient",
        "report-significance",
        "report-priority",
    ];
    let mut table = teller.table("report-table-neighbourhoods", &columns);
    let row = |one: &NeighbourhoodView| {
        let significance = one
            .significance
            .map(|told| teller.say(&format!("significance-{told}")));
        let priority = one
            .deprived
            .map(|is| teller.say(if is { "report-yes" } else { "report-no" }));
        vec![
            Cell::text(format!("{} {}", one.code, one.name)),
            number(one.households, 0),
            count(one.rehoused),
            share(one.share),
            number(one.location_quotient, 2),
            Cell::text(significance.unwrap_or_default()),
            Cell::text(priority.unwrap_or_default()),
        ]
    };
    table.rows = view.neighbourhoods.iter().map(row).collect();
    table
}

/// What both landlords and years are told by.
const SPREAD: [&str; 5] = [
    "report-rehoused-counted",
    "report-effective",
    "report-largest",
    "report-dissimilarity",
    "report-priority-share",
];

fn spread(one: &SpreadView) -> [Cell; 5] {
    [
        count(one.households),
        number(one.effective_neighbourhoods, 1),
        share(one.largest_share),
        number(one.dissimilarity, 3),
        share(one.deprived_share),
    ]
}

fn landlords(teller: &Teller<'_>, groups: &[GroupView]) -> Table {
    let columns: Vec<&str> = ["report-landlord"].into_iter().chain(SPREAD).collect();
    let mut table = teller.table("report-table-by-landlord", &columns);
    let row = |one: &GroupView| {
        let name = one
            .name
            .clone()
            .unwrap_or_else(|| teller.say("report-unnamed"));
        [Cell::text(name)]
            .into_iter()
            .chain(spread(&one.spread))
            .collect()
    };
    table.rows = groups.iter().map(row).collect();
    table
}

fn years(teller: &Teller<'_>, years: &[YearView]) -> Table {
    let columns: Vec<&str> = ["report-year", "report-moved"]
        .into_iter()
        .chain(SPREAD)
        .collect();
    let mut table = teller.table("report-table-by-year", &columns);
    let row = |one: &YearView| {
        let first = [Cell::text(one.year.to_string()), count(one.moved)];
        first.into_iter().chain(spread(&one.spread)).collect()
    };
    table.rows = years.iter().map(row).collect();
    table
}
