//! A map on paper: a drawn map put on a page with its title, its sources and its day.

use std::sync::Arc;

use super::{Atlas, AtlasLayer, Error};
use crate::{
    documents,
    domain::{Audience, DocumentFormat, Language, Territory, Words},
    reports::{self, MapLayerTold, MapSheet},
};

pub use crate::documents::Paper;

/// A drawn map with what is to stand around it.
pub struct DrawnMap<'a> {
    /// The map as a PNG file, and its pixels.
    pub png: (Vec<u8>, (u32, u32)),
    /// Its legend likewise, where the map has no room for it.
    pub legend: Option<(Vec<u8>, (u32, u32))>,
    /// What is to be seen, for those who do not see it.
    pub told: String,
    /// What it shows, from the ground up.
    pub layers: &'a [Arc<AtlasLayer>],
    /// What stands above it.
    pub title: Option<String>,
    /// On which paper.
    pub paper: Paper,
    /// In which language.
    pub language: Language,
}

/// The map as a PDF.
///
/// # Errors
/// What cannot be written as PDF.
pub fn map_sheet(
    atlas: &Atlas,
    (territory, audience): (&Territory, Audience),
    drawn: DrawnMap<'_>,
) -> Result<Vec<u8>, Error> {
    let words = Words::of(drawn.language);
    let is_team = audience == Audience::Team;
    let layers = drawn.layers.iter().map(|layer| MapLayerTold {
        name: words.say(&format!("layer-{}", layer.version.kind)),
        version: layer.version.version,
        imported_on: layer.version.imported_at.date(),
        source: is_team.then(|| layer.version.source.clone()),
    });
    let legend = drawn.legend.map(|(png, size)| documents::Picture {
        png,
        size,
        told: words.say("map-sheet-legend"),
    });
    let sheet = MapSheet {
        legend,
        title: drawn.title,
        territory: territory.as_str().to_owned(),
        language: drawn.language,
        day: atlas.today,
        paper: drawn.paper,
        picture: documents::Picture {
            png: drawn.png.0,
            size: drawn.png.1,
            told: drawn.told,
        },
        layers: layers.collect(),
        readers: if is_team {
            "report-readers-team"
        } else {
            "map-sheet-public"
        },
    };
    Ok(reports::map_sheet(sheet).written(DocumentFormat::Pdf)?)
}
