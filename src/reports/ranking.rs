//! The dangerous sites, most dangerous first, with the reasons of each.

use super::told::Teller;
use crate::{
    documents::{Block, Cell},
    domain::HazardClass,
    looks,
    publish::RankedView,
};

const COLUMNS: [&str; 9] = [
    "report-rank",
    "report-rank-bounds",
    "report-site",
    "report-neighbourhood",
    "report-households",
    "report-class",
    "report-score",
    "report-score-bounds",
    "report-reasons",
];

pub(super) fn blocks(teller: &Teller<'_>) -> Vec<Block> {
    let ranking = &teller.material.ranking;
    let mut table = teller.table("report-table-ranking", &COLUMNS);
    table.rows = ranking.iter().map(|ranked| row(teller, ranked)).collect();
    let dangers = ranking
        .iter()
        .filter(|ranked| ranked.imminent_danger)
        .count();
    let blanks = [("sites", ranking.len().into()), ("dangers", dangers.into())];
    let mut blocks = vec![Block::Paragraph(
        teller.say_with("report-ranking-sum", &blanks),
    )];
    blocks.extend(teller.material.map.clone().map(Block::Picture));
    blocks.push(Block::Table(table));
    blocks.push(teller.paragraph("report-ranking-note"));
    blocks
}

fn row(teller: &Teller<'_>, ranked: &RankedView) -> Vec<Cell> {
    let site = &ranked.settlement;
    let score = ranked.score;
    let number = |value| teller.words.number(value, 0);
    let households = site
        .households
        .map(|count| Cell::Number(f64::from(count), 0));
    vec![
        Cell::Number(f64::from(ranked.rank), 0),
        Cell::text(format!("{}–{}", ranked.rank_best, ranked.rank_worst)),
        Cell::text(format!("{} {}", site.code, site.name)),
        Cell::text(site.neighbourhood.clone().unwrap_or_default()),
        households.unwrap_or(Cell::Nothing),
        class(teller, ranked),
        Cell::Number(score.value, 1),
        Cell::text(format!("{}–{}", number(score.low), number(score.high))),
        Cell::text(reasons(teller, ranked)),
    ]
}

/// The sites to go to in their order, with room to write what is found.
pub(super) fn round(teller: &Teller<'_>) -> Vec<Block> {
    let columns = [
        "report-rank",
        "report-site",
        "report-class",
        "report-reasons",
        "report-seen",
        "report-to-do",
    ];
    let mut table = teller.table("report-table-round", &columns);
    let ranking = &teller.material.ranking;
    table.rows = ranking
        .iter()
        .map(|ranked| {
            let site = &ranked.settlement;
            vec![
                Cell::Number(f64::from(ranked.rank), 0),
                Cell::text(format!("{} {}", site.code, site.name)),
                class(teller, ranked),
                Cell::text(reasons(teller, ranked)),
                Cell::Blank,
                Cell::Blank,
            ]
        })
        .collect();
    let mut blocks = vec![teller.paragraph("report-round-note"), Block::Table(table)];
    blocks.extend(teller.material.map.clone().map(Block::Picture));
    blocks.push(Block::Lines(teller.say("report-round-team"), 2));
    blocks.push(Block::Lines(teller.say("report-round-seen"), 8));
    blocks
}

/// The class with its colour; an officer's word stands before what was computed.
fn class(teller: &Teller<'_>, ranked: &RankedView) -> Cell {
    let computed = ranked.score.class;
    let band = teller.say(&format!("band-{}", ranked.score.band));
    match ranked.overridden_class {
        Some(said) => {
            let blanks = [
                ("said", said.to_string().into()),
                ("computed", computed.to_string().into()),
            ];
            signed(said, teller.say_with("report-class-said", &blanks))
        }
        None => signed(computed, format!("{computed} {band}")),
    }
}

/// A text beside the colour of a class.
pub(super) fn signed(class: HazardClass, text: String) -> Cell {
    let mut colours = looks::CLASS_COLOURS.iter();
    let colour = colours
        .find(|(of, _)| *of == class)
        .map(|(_, colour)| colour);
    match colour {
        Some(colour) => Cell::Signed(text, [colour.red, colour.green, colour.blue]),
        None => Cell::Text(text),
    }
}

fn reasons(teller: &Teller<'_>, ranked: &RankedView) -> String {
    let danger = ranked
        .imminent_danger
        .then(|| teller.say("report-imminent"));
    let reasons = ranked.reasons.iter().map(|reason| {
        let factor = teller.say(&format!("factor-{}", reason.factor));
        let name = if reason.known {
            "report-reason"
        } else {
            "report-reason-unknown"
        };
        let points = teller.words.number(reason.points, 1);
        teller.say_with(
            name,
            &[("factor", factor.into()), ("points", points.into())],
        )
    });
    danger
        .into_iter()
        .chain(reasons)
        .collect::<Vec<_>>()
        .join("; ")
}
