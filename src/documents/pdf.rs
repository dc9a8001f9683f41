//! A document as pages of A4: tagged, in one language, with an outline, as PDF/UA-1 asks.
//!
//! The pages are laid out first, as plain marks on paper with their place in the tree of tags; then they are
//! drawn. So the foot can tell how many pages there are, and nothing is drawn that does not fit.

mod letters;
mod paper;
mod tree;
mod flow;
mod grid;
mod ink;

use super::{Block, Cell, Document, Error, Table, plain::plain};
use crate::domain::Words;

use flow::Flow;
use letters::Weight;
use tree::Kind;

/// Tables with more columns than this lie on their side.
const UPRIGHT_COLUMNS: usize = 7;

pub(super) fn written(document: &Document) -> Result<Vec<u8>, Error> {
    let words = Words::of(document.language);
    let is_wide = |block: &Block| matches!(block, Block::Table(table) if table.columns.len() > UPRIGHT_COLUMNS);
    let mut flow = match document.paper {
        Some(paper) => Flow::of_sheet(paper),
        None => Flow::new(document.blocks.iter().any(is_wide)),
    };
    flow.title(&plain(&document.title));
    for block in &document.blocks {
        lay(&mut flow, block, &words);
    }
    let foot = plain(&document.foot).replace('\n', " ");
    flow.feet(&foot, |page, of| {
        let blanks = [("page", page.into()), ("of", of.into())];
        words.say_with("report-page", &blanks)
    });
    ink::drawn(flow, document)
}

fn lay(flow: &mut Flow, block: &Block, words: &Words) {
    match block {
        Block::Heading(text) => flow.heading(&plain(text)),
        Block::Paragraph(text) => flow.paragraph(&plain(text), (Kind::Paragraph, Weight::Plain)),
        Block::Facts(facts) => {
            let told: Vec<(String, String)> = facts
                .iter()
                .map(|(name, cell)| (plain(name), cell.told(words)))
                .collect();
            grid::facts(flow, &told);
        }
        Block::Table(table) => lay_table(flow, table, words),
        Block::Bars { title, bars } => {
            flow.heading(&plain(title));
            grid::bars(flow, bars);
        }
        Block::Picture(picture) => flow.picture(picture),
        Block::Lines(text, lines) => flow.lines(&plain(text), *lines),
    }
}

fn lay_table(flow: &mut Flow, table: &Table, words: &Words) {
    if !table.title.is_empty() {
        flow.heading(&plain(&table.title));
    }
    if table.rows.is_empty() {
        let told = plain(&table.empty);
        flow.paragraph(&told, (Kind::Paragraph, Weight::Plain));
        return;
    }
    let told = |cell: &Cell| grid::Told {
        text: cell.told(words),
        colour: match cell {
            Cell::Signed(_, colour) => Some(*colour),
            _ => None,
        },
        is_number: cell.is_number(),
        is_blank: *cell == Cell::Blank,
    };
    let heads: Vec<String> = table.columns.iter().map(|name| plain(name)).collect();
    let rows: Vec<Vec<grid::Told>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(told).collect())
        .collect();
    grid::table(flow, &heads, &rows);
}
