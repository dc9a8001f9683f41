//! A map to hand over on paper: the map with its legend and scale, then what it shows and where that comes from.

use time::Date;

use crate::{
    documents::{Block, Cell, Document, Paper, Picture, Table},
    domain::{Language, Words},
};

/// What a map on paper is made of.
#[derive(Clone, Debug)]
pub struct MapSheet {
    /// What stands above it; a plain title where nobody gave one.
    pub title: Option<String>,
    /// Of which territory.
    pub territory: String,
    /// In which language it is written.
    pub language: Language,
    /// As of which day.
    pub day: Date,
    /// On which paper.
    pub paper: Paper,
    /// The map.
    pub picture: Picture,
    /// Its legend, where it does not stand on the map.
    pub legend: Option<Picture>,
    /// What it shows, from the ground up.
    pub layers: Vec<MapLayerTold>,
    /// The word for who may read it.
    pub readers: &'static str,
}

/// A layer of the map.
#[derive(Clone, Debug)]
pub struct MapLayerTold {
    /// What people call it.
    pub name: String,
    /// Which version.
    pub version: u32,
    /// When it was imported.
    pub imported_on: Date,
    /// The file it came from, for those who may know.
    pub source: Option<String>,
}

/// The map as a document.
#[must_use]
pub fn map_sheet(sheet: MapSheet) -> Document {
    let words = Words::of(sheet.language);
    let territory = || ("territory", sheet.territory.as_str().into());
    let blanks = [
        territory(),
        ("day", words.day(sheet.day).into()),
        ("readers", words.say(sheet.readers).into()),
    ];
    let title = sheet.title.clone();
    let title = title.unwrap_or_else(|| words.say_with("map-sheet-title", &[territory()]));
    Document {
        title,
        language: sheet.language,
        day: sheet.day,
        paper: Some(sheet.paper),
        foot: words.say_with("map-sheet-foot", &blanks),
        blocks: [
            Some(Block::Picture(sheet.picture)),
            sheet.legend.map(Block::Picture),
            Some(Block::Table(layers(&sheet.layers, &words))),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}

fn layers(layers: &[MapLayerTold], words: &Words) -> Table {
    let has_sources = layers.iter().any(|layer| layer.source.is_some());
    let mut columns = vec!["map-sheet-layer", "map-sheet-version", "map-sheet-imported"];
    if has_sources {
        columns.push("map-sheet-source");
    }
    let columns = columns.iter().map(|name| words.say(name)).collect();
    let mut table = Table::new(words.say("map-sheet-layers"), columns);
    table.rows = layers
        .iter()
        .map(|layer| {
            let mut row = vec![
                Cell::text(&layer.name),
                Cell::count(layer.version),
                Cell::Day(layer.imported_on),
            ];
            if has_sources {
                row.push(Cell::text(layer.source.clone().unwrap_or_default()));
            }
            row
        })
        .collect();
    table
}
