//! Counts of households as they were given out, with how they were made.

use super::told::Teller;
use crate::{
    documents::{Block, Cell, Table},
    domain::{Code, FiguresTable},
    publish::PublicationView,
};

/// The note on method first, then one table a way of counting: parts of the territory by class.
pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    let Some(view) = &teller.material.publication else {
        return vec![teller.without_rows("figures-table-all", "report-not-published")];
    };
    let facts = [
        ("report-number-of", Cell::text(view.number.to_string())),
        ("report-period", Cell::text(view.period.as_str())),
        ("report-as-of", Cell::Day(view.as_of)),
        ("report-least", Cell::Number(f64::from(view.least), 0)),
        ("report-digest", Cell::text(view.checksum.as_str())),
    ];
    let facts = facts.map(|(name, cell)| (teller.say(name), cell)).to_vec();
    let mut blocks = vec![Block::Paragraph(view.note.clone()), Block::Facts(facts)];
    let tables = view.figures.tables.iter();
    blocks.extend(tables.map(|one| Block::Table(table(teller, view, one))));
    blocks
}

fn table(teller: &Teller<'_>, view: &PublicationView, one: &FiguresTable) -> Table {
    let title = format!("figures-table-{}", one.table.code()).replace('_', "-");
    let mut table = teller.table(&title, &["report-part"]);
    let classes = one
        .classes
        .iter()
        .map(|class| teller.say(&format!("figures-class-{class}")));
    table.columns.extend(classes);
    table.columns.push(teller.say("report-as-of"));
    table.rows = view
        .figures
        .parts
        .iter()
        .map(|part| {
            let line = one.lines.iter().find(|line| line.part == part.id);
            let counts = (0..one.classes.len()).map(|at| {
                let count = line.and_then(|line| line.counts.get(at));
                count.map_or(Cell::Hidden, |count| Cell::Number(f64::from(*count), 0))
            });
            let day = line.map_or(Cell::Nothing, |line| Cell::Day(line.as_of));
            let name = Cell::text(part.name.as_str());
            [name].into_iter().chain(counts).chain([day]).collect()
        })
        .collect();
    table
}
