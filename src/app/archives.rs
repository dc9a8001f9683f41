//! Building an archive of tiles: which tiles hold something, drawn on all cores, put down in order.

use std::{fmt::Write as _, ops::RangeInclusive, path::PathBuf, sync::Arc};

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::{Atlas, AtlasLayer, Error, Jalon, tiling};
use crate::{
    archive::{self, About, ArchiveFormat, Built, PackedTile, Replacing, Spool, TilePlace},
    domain::{Audience, LayerKind, Viewer},
    publish,
    spatial::DEEPEST_ZOOM,
    tiles,
};

/// Tiles that are drawn before they are put down: what is in memory at once.
const BATCH: usize = 128;
/// Tiles that are visited at most; each takes 8 bytes before it is drawn.
const MOST_TILES: usize = 4_000_000;
/// Layers in one archive at most, as in one tile of the server.
const MOST_LAYERS: usize = 12;

/// What an archive is to hold.
#[derive(Clone, Debug)]
pub struct ArchiveAsked {
    /// The file.
    pub file: PathBuf,
    /// Whether a file of that name may be replaced.
    pub replacing: Replacing,
    /// For whom.
    pub audience: Audience,
    /// The layers, in the order in which they are drawn; none for all that the audience sees.
    pub layers: Vec<LayerKind>,
    /// First and last zoom.
    pub zooms: RangeInclusive<u8>,
    /// What people call it.
    pub name: Option<String>,
    /// Whose data it shows.
    pub attribution: Option<String>,
}

/// An archive that was built.
#[derive(Clone, Copy, Debug)]
pub struct ArchiveBuilt {
    /// What is in it.
    pub built: Built,
    /// How many tiles were there already, from a build that was cut off.
    pub resumed: u64,
    /// How many tiles were visited.
    pub visited: u64,
}

impl Jalon {
    /// Builds an archive of the current layers, as the audience sees them, and tells from time to
    /// time how many tiles of how many were visited.
    ///
    /// # Errors
    /// No such layer for the audience, zooms that cannot be, a file that is there already, no room.
    pub async fn build_archive(
        &self,
        asked: ArchiveAsked,
        told: impl Fn(usize, usize) + Send + 'static,
    ) -> Result<ArchiveBuilt, Error> {
        let atlas = self.atlas();
        tokio::task::spawn_blocking(move || build_archive(&atlas, &asked, told)).await?
    }
}

/// Builds an archive of the layers of an atlas, and tells how many tiles of how many were visited.
///
/// # Errors
/// As [`Jalon::build_archive`].
pub fn build_archive(
    atlas: &Atlas,
    asked: &ArchiveAsked,
    told: impl Fn(usize, usize),
) -> Result<ArchiveBuilt, Error> {
    let format = ArchiveFormat::of(&asked.file)?;
    if asked.zooms.is_empty() || *asked.zooms.end() > DEEPEST_ZOOM {
        return Err(Error::Zooms {
            min: *asked.zooms.start(),
            max: *asked.zooms.end(),
        });
    }
    if asked.replacing == Replacing::Refused && asked.file.exists() {
        return Err(archive::Error::Exists {
            file: asked.file.display().to_string(),
        }
        .into());
    }
    let layers = layers(atlas, asked)?;
    let places = places(&layers, &asked.zooms)?;
    let about = about(asked, &layers);
    let mut spool = Spool::open(&asked.file, &plan(atlas, asked, &layers))?;
    let resumed = spool.tiles();
    let begin = places.partition_point(|place| Some(*place) <= spool.last());
    told(begin, places.len());
    for (at, batch) in places[begin..].chunks(BATCH).enumerate() {
        let drawn: Vec<Option<PackedTile>> = batch
            .par_iter()
            .map(|&place| packed(atlas, (asked.audience.into(), &layers), place))
            .collect::<Result<_, Error>>()?;
        for tile in drawn.iter().flatten() {
            spool.add(tile)?;
        }
        spool.checkpoint()?;
        told(begin + at * BATCH + batch.len(), places.len());
    }
    Ok(ArchiveBuilt {
        built: spool.finish((format, &about), asked.replacing)?,
        resumed,
        visited: places.len() as u64,
    })
}

/// The layers asked for, or all that the audience sees on a map.
fn layers(atlas: &Atlas, asked: &ArchiveAsked) -> Result<Vec<Arc<AtlasLayer>>, Error> {
    let is_drawn =
        |kind: LayerKind| publish::is_visible(asked.audience, kind) && publish::is_drawn(kind);
    let all = || {
        let kinds = atlas.layers.keys().copied();
        kinds.filter(|&kind| is_drawn(kind)).collect()
    };
    let kinds: Vec<LayerKind> = if asked.layers.is_empty() {
        all()
    } else {
        asked.layers.clone()
    };
    if kinds.is_empty() || kinds.len() > MOST_LAYERS {
        return Err(Error::OutOfLimits {
            what: "the number of layers",
            given: kinds.len() as u64,
            most: MOST_LAYERS as u64,
        });
    }
    let layer = |&kind: &LayerKind| {
        let hidden = Error::HiddenLayer {
            layer: kind,
            audience: asked.audience,
        };
        if !is_drawn(kind) {
            return Err(hidden);
        }
        let layer = atlas.layer(kind).cloned();
        layer.ok_or(Error::NoLayer { layer: kind })
    };
    kinds.iter().map(layer).collect()
}

/// The tiles whose ground some shape's box touches, in order. Who looks at a tile's quarters only
/// where the tile held a box visits no more than four times as many tiles as there are to draw.
fn places(
    layers: &[Arc<AtlasLayer>],
    zooms: &RangeInclusive<u8>,
) -> Result<Vec<TilePlace>, archive::Error> {
    let is_touched = |place: &TilePlace| {
        let window = place
            .tile()
            .map(|tile| tile.buffered_bbox(tiles::BUFFER_SHARE));
        window.is_some_and(|window| layers.iter().any(|layer| layer.is_touched_by(window)))
    };
    let mut all = Vec::new();
    let mut zoom: Vec<TilePlace> = vec![TilePlace::WORLD];
    for z in 0..=*zooms.end() {
        zoom.retain(is_touched);
        if zooms.contains(&z) {
            all.extend_from_slice(&zoom);
        }
        if all.len() > MOST_TILES {
            return Err(archive::Error::TooManyTiles {
                min: *zooms.start(),
                max: *zooms.end(),
                most: MOST_TILES,
            });
        }
        zoom = zoom.iter().flat_map(|place| place.children()).collect();
    }
    Ok(all)
}

fn packed(
    atlas: &Atlas,
    seen: (Viewer, &[Arc<AtlasLayer>]),
    place: TilePlace,
) -> Result<Option<PackedTile>, Error> {
    let Some(id) = place.tile() else {
        return Ok(None);
    };
    let tile = tiling::tile(atlas, seen, id);
    if tile.bytes.is_empty() {
        return Ok(None);
    }
    let left_out = tile.left_out.iter().map(|(_, count)| count).sum();
    let bytes = archive::gzip(&tile.bytes)?;
    Ok(Some(PackedTile::new(place, bytes, left_out)))
}

/// All that the tiles hang on: under another plan nothing that was drawn before can be used.
fn plan(atlas: &Atlas, asked: &ArchiveAsked, layers: &[Arc<AtlasLayer>]) -> String {
    let mut plan = format!(
        "jalon {}\n{}\n{:?}\n",
        env!("CARGO_PKG_VERSION"),
        asked.audience,
        asked.zooms
    );
    for layer in layers {
        // Writing to a string does not fail.
        let _ = writeln!(plan, "{}", layer.version.kind);
    }
    plan + &tiling::edition(asked.audience.into(), atlas, layers)
}

fn about(asked: &ArchiveAsked, layers: &[Arc<AtlasLayer>]) -> About {
    let codes: Vec<&str> = layers
        .iter()
        .map(|layer| layer.version.kind.code())
        .collect();
    let name = asked.name.clone().unwrap_or_else(|| codes.join(", "));
    let document = tiling::document(&name, layers, (String::new(), asked.zooms.clone()));
    let versions: Vec<Value> = layers
        .iter()
        .map(|layer| {
            json!({
                "layer": layer.version.kind,
                "version": layer.version.version,
                "imported_on": layer.version.imported_at.date().to_string(),
            })
        })
        .collect();
    About {
        description: format!(
            "{} as Jalon shows them to the {}",
            codes.join(", "),
            asked.audience
        ),
        name,
        attribution: asked.attribution.clone(),
        bounds: tiling::bounds(layers),
        zooms: asked.zooms.clone(),
        layers: document.layers().to_vec(),
        more: Map::from_iter([
            ("generator".to_owned(), json!(GENERATOR)),
            ("audience".to_owned(), json!(asked.audience)),
            ("versions".to_owned(), json!(versions)),
        ]),
    }
}

const GENERATOR: &str = concat!("jalon ", env!("CARGO_PKG_VERSION"));
