//! Whether a file of tiles is whole: every directory, every tile, and what they add up to.

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
    sync::Arc,
};

use rayon::prelude::*;
use serde::Serialize;

use super::{
    ArchiveFormat, Error, Fault, FileRanges, Header, Packing, Reader, TileKind, TilePlace,
    directory::Entry,
    mbtiles,
    reader::{MOST_STEPS, name_of},
};
use crate::tiles;

/// Faults after which the check ends: the file is beyond mending.
pub(super) const MOST_FAULTS: usize = 20;
/// Entries that are looked at, at most: what is remembered of each has a bound.
pub(super) const MOST_ENTRIES: u64 = 20_000_000;
/// Tiles that are unpacked at once.
pub(super) const BATCH: usize = 256;
/// Bytes of an unpacked tile at most.
const PLAIN_TILE_BYTES: usize = 16 * 1024 * 1024;

/// What a file of tiles holds.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// `PMTiles 3` or `MBTiles`.
    pub format: &'static str,
    /// How tiles' addresses end.
    pub tile_type: &'static str,
    /// Number of tiles.
    pub tiles: u64,
    /// Number of different ones.
    pub contents: u64,
    /// What each zoom holds.
    pub zooms: Vec<ZoomCount>,
    /// The largest tile.
    pub largest: Option<LargestTile>,
    /// What each layer holds, in all tiles.
    pub layers: BTreeMap<String, LayerCount>,
    /// What is wrong, up to 20.
    pub faults: Vec<String>,
}

/// What a zoom holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ZoomCount {
    /// The zoom.
    pub zoom: u8,
    /// Number of tiles.
    pub tiles: u64,
    /// Bytes of its tiles, of like ones once.
    pub bytes: u64,
    /// Bytes of its largest tile.
    pub largest: u32,
}

/// The largest tile, packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LargestTile {
    /// Its zoom.
    pub z: u8,
    /// Its column.
    pub x: u32,
    /// Its row, from the north.
    pub y: u32,
    /// Its bytes.
    pub bytes: u32,
}

/// What a layer holds, in all tiles; of like tiles once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LayerCount {
    /// Tiles with the layer.
    pub tiles: u64,
    /// Features in them: one on two tiles counts twice.
    pub features: u64,
}

/// Goes through a whole file.
///
/// # Errors
/// When the file cannot be read, or its directories cannot be followed; what is wrong with single
/// tiles stands in [`Checked::faults`].
pub fn check(file: &Path) -> Result<Checked, Error> {
    match ArchiveFormat::of(file)? {
        ArchiveFormat::PmTiles => check_pmtiles(file),
        ArchiveFormat::MbTiles => mbtiles::check(file),
    }
}

fn check_pmtiles(file: &Path) -> Result<Checked, Error> {
    let reader = Reader::open(Arc::new(FileRanges::open(file)?))?;
    let metadata = reader.metadata()?;
    let header = reader.header();
    let mut walk = Walk {
        reader: &reader,
        tally: Tally::new("PMTiles 3", header.kind, header.tile_packing),
        seen: HashSet::new(),
        entries: 0,
        addressed: 0,
    };
    if header.kind == TileKind::Vector && !metadata.contains_key("vector_layers") {
        walk.tally
            .fault(&Fault::at("the metadata", "it names no vector_layers"));
    }
    walk.directory(reader.root(), (0, u64::MAX), 1)?;
    walk.compare(header);
    Ok(walk.tally.told(walk.addressed, walk.seen.len() as u64))
}

/// A way through all directories.
struct Walk<'a> {
    reader: &'a Reader,
    tally: Tally,
    /// Where the contents lie that were looked at.
    seen: HashSet<(u64, u32)>,
    entries: u64,
    addressed: u64,
}

impl Walk<'_> {
    /// The entries of a directory, which may tell of tiles from one number to before another.
    fn directory(
        &mut self,
        entries: &[Entry],
        (from, to): (u64, u64),
        step: usize,
    ) -> Result<(), Error> {
        let first = entries.first().map_or(from, |entry| entry.first);
        let last = entries.last().map_or(from, |entry| entry.first);
        if first < from || last >= to {
            let place = format!("the directory of {}", name_of(first));
            return self.broken(place, "it tells of tiles of another directory");
        }
        for (at, entry) in entries.iter().enumerate() {
            if entry.is_directory() {
                let next = entries.get(at + 1).map_or(to, |next| next.first);
                self.leaf(*entry, next, step)?;
            }
        }
        let tiles: Vec<Entry> = entries
            .iter()
            .copied()
            .filter(|entry| !entry.is_directory())
            .collect();
        for batch in tiles.chunks(BATCH) {
            self.tiles(batch)?;
        }
        Ok(())
    }

    fn leaf(&mut self, entry: Entry, next: u64, step: usize) -> Result<(), Error> {
        if step == MOST_STEPS {
            let place = format!("the directory of {}", name_of(entry.first));
            return self.broken(place, "directories lead to directories without end");
        }
        let entries = self.reader.read_leaf(entry)?;
        self.directory(&entries, (entry.first, next), step + 1)
    }

    fn tiles(&mut self, batch: &[Entry]) -> Result<(), Error> {
        self.entries += batch.len() as u64;
        if self.entries > MOST_ENTRIES {
            let what = "it has more than 20 million entries, which is more than is checked";
            return self.broken("the directories".to_owned(), what);
        }
        let mut new = Vec::new();
        for entry in batch {
            self.addressed += u64::from(entry.run);
            let is_new = self.seen.insert((entry.offset, entry.length));
            self.tally.place(*entry, is_new);
            if is_new {
                new.push(*entry);
            }
        }
        let looked: Vec<_> = new
            .par_iter()
            .map(|entry| self.content(*entry))
            .collect::<Result<_, Error>>()?;
        for found in looked {
            self.tally.content(found);
        }
        if self.tally.faults.len() < MOST_FAULTS {
            return Ok(());
        }
        let faults = self.tally.faults.join("; ");
        self.broken(
            "many places".to_owned(),
            &format!("the first 20 are: {faults}"),
        )
    }

    fn content(&self, entry: Entry) -> Result<Result<Vec<(String, u64)>, Fault>, Error> {
        let stored = self.reader.content(entry)?;
        let place = name_of(entry.first);
        Ok(layers_of(
            &stored,
            (self.tally.kind, self.tally.packing),
            &place,
        ))
    }

    /// Whether the header's counts are those that were found.
    fn compare(&mut self, header: &Header) {
        let contents = self.seen.len() as u64;
        for (told, found, what) in [
            (header.addressed, self.addressed, "tiles"),
            (header.entries, self.entries, "entries"),
            (header.contents, contents, "different tiles"),
        ] {
            if told != 0 && told != found {
                let what = format!("it tells of {told} {what}, and there are {found}");
                self.tally.fault(&Fault::at("the header", what));
            }
        }
        let zooms = self.tally.zooms.keys().copied();
        for zoom in zooms
            .filter(|zoom| !header.zooms.contains(zoom))
            .collect::<Vec<_>>()
        {
            let what = format!("there are tiles of zoom {zoom}, which it does not tell of");
            self.tally.fault(&Fault::at("the header", what));
        }
    }

    fn broken(&self, place: String, what: &str) -> Result<(), Error> {
        Err(super::reader::broken(
            &**self.reader.ranges(),
            Fault::at(place, what),
        ))
    }
}

/// The layers of a tile with their features, or what is wrong with it; pictures have none.
pub(super) fn layers_of(
    stored: &[u8],
    (kind, packing): (TileKind, Packing),
    place: &str,
) -> Result<Vec<(String, u64)>, Fault> {
    let plain = packing.unpack(stored, PLAIN_TILE_BYTES, place)?;
    if kind == TileKind::Vector {
        let layers = tiles::inspect(&plain).map_err(|fault| Fault::at(place, fault.to_string()))?;
        let counted = |layer: tiles::InspectedLayer| (layer.name, layer.features as u64);
        return Ok(layers.into_iter().map(counted).collect());
    }
    if begins_as(kind, &plain) {
        Ok(Vec::new())
    } else {
        Err(Fault::at(
            place,
            format!("it is no {} picture", kind.ending()),
        ))
    }
}

/// Whether a picture begins as its kind does.
fn begins_as(kind: TileKind, bytes: &[u8]) -> bool {
    let holds = |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(mark));
    match kind {
        TileKind::Vector => true,
        TileKind::Png => holds(0, b"\x89PNG\r\n\x1a\n"),
        TileKind::Jpeg => holds(0, &[0xff, 0xd8, 0xff]),
        TileKind::Webp => holds(0, b"RIFF") && holds(8, b"WEBP"),
        TileKind::Avif => holds(4, b"ftypavi"),
    }
}

/// What was found so far.
pub(super) struct Tally {
    pub(super) format: &'static str,
    pub(super) kind: TileKind,
    pub(super) packing: Packing,
    pub(super) zooms: BTreeMap<u8, ZoomCount>,
    pub(super) largest: Option<LargestTile>,
    pub(super) layers: BTreeMap<String, LayerCount>,
    pub(super) faults: Vec<String>,
}

impl Tally {
    pub(super) fn new(format: &'static str, kind: TileKind, packing: Packing) -> Self {
        Self {
            format,
            kind,
            packing,
            zooms: BTreeMap::new(),
            largest: None,
            layers: BTreeMap::new(),
            faults: Vec::new(),
        }
    }

    /// Counts an entry of the directories.
    pub(super) fn place(&mut self, entry: Entry, is_new: bool) {
        let last = entry.first + u64::from(entry.run) - 1;
        let ends = [entry.first, last].map(|number| TilePlace::of_number(number).tile());
        let [Some(tile), Some(last)] = ends else {
            let what = "it is deeper than zoom 22";
            return self.fault(&Fault::at(name_of(last), what));
        };
        if tile.z() != last.z() {
            self.fault(&Fault::at(
                name_of(entry.first),
                "its run goes over two zooms",
            ));
        }
        let zoom = self.zooms.entry(tile.z()).or_default();
        zoom.zoom = tile.z();
        zoom.tiles += u64::from(entry.run);
        zoom.bytes += u64::from(entry.length) * u64::from(is_new);
        zoom.largest = zoom.largest.max(entry.length);
        if self.largest.is_none_or(|known| known.bytes < entry.length) {
            self.largest = Some(LargestTile {
                z: tile.z(),
                x: tile.x(),
                y: tile.y(),
                bytes: entry.length,
            });
        }
    }

    pub(super) fn content(&mut self, found: Result<Vec<(String, u64)>, Fault>) {
        match found {
            Ok(layers) => {
                for (name, features) in layers {
                    let layer = self.layers.entry(name).or_default();
                    layer.tiles += 1;
                    layer.features += features;
                }
            }
            Err(fault) => self.fault(&fault),
        }
    }

    pub(super) fn fault(&mut self, fault: &Fault) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault.to_string());
        }
    }

    pub(super) fn told(self, tiles: u64, contents: u64) -> Checked {
        Checked {
            format: self.format,
            tile_type: self.kind.ending(),
            tiles,
            contents,
            zooms: self.zooms.into_values().collect(),
            largest: self.largest,
            layers: self.layers,
            faults: self.faults,
        }
    }
}
