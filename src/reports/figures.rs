//! Counts of households as they were given out, with how they were made.

use super::told::Teller;
use crate::{
    documents::{Block, Cell, Table},
    domain::{FiguresPart, FiguresTable, PartLevel},
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
    for one in &view.figures.tables {
        blocks.push(Block::Table(table(teller, view, one)));
        blocks.extend(hidden(teller, view, one));
    }
    blocks
}

/// The parts that may be told of, by class.
fn table(teller: &Teller<'_>, view: &PublicationView, one: &FiguresTable) -> Table {
    let title = format!("figures-table-{}", one.table);
    let mut table = teller.table(&title, &["report-part"]);
    let classes = one.classes.iter();
    let classes = classes.map(|class| teller.say(&format!("figures-class-{class}")));
    table.columns.extend(classes);
    table.columns.push(teller.say("report-as-of"));
    let told = view.figures.parts.iter().filter_map(|part| {
        let line = one.lines.iter().find(|line| line.part == part.id)?;
        let name = Cell::text(name(teller, part));
        let counts = line.counts.iter().map(|count| Cell::count(*count));
        Some(
            [name]
                .into_iter()
                .chain(counts)
                .chain([Cell::Day(line.as_of)])
                .collect(),
        )
    });
    table.rows = told.collect();
    table
}

/// The parts of which nothing may be told here.
fn hidden(teller: &Teller<'_>, view: &PublicationView, one: &FiguresTable) -> Option<Block> {
    let is_hidden =
        |part: &&FiguresPart| !part.is_flow() && !one.lines.iter().any(|line| line.part == part.id);
    let parts = view.figures.parts.iter().filter(is_hidden);
    let names: Vec<String> = parts.map(|part| name(teller, part)).collect();
    let blanks = [("parts", names.join(", ").into())];
    (!names.is_empty()).then(|| Block::Paragraph(teller.say_with("report-parts-hidden", &blanks)))
}

/// What people call a part; the whole and nowhere have no name of their own.
fn name(teller: &Teller<'_>, part: &FiguresPart) -> String {
    match (part.level, part.name.as_str()) {
        (PartLevel::Whole, "") => teller.say("figures-whole"),
        (_, "") => teller.say("figures-nowhere"),
        (_, name) => name.to_owned(),
    }
}
