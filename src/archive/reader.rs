//! Single tiles out of a PMTiles file, wherever it lies.

use std::sync::Arc;

use quick_cache::{Weighter, sync::Cache};
use serde_json::{Map, Value};

use super::{
    Error, Fault, Header, Ranges, TilePlace,
    directory::{self, Entry},
    header::Part,
};

/// Bytes of a directory at most, unpacked: some 400,000 entries.
pub(super) const DIRECTORY_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of the metadata at most, unpacked.
const METADATA_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of a stored tile at most.
pub(super) const TILE_BYTES: u32 = 16 * 1024 * 1024;
/// Directories on the way to a tile at most; every writer known makes two.
pub(super) const MOST_STEPS: usize = 4;
/// Bytes of directories that are kept.
const KEPT_BYTES: u64 = 64 * 1024 * 1024;

/// A PMTiles file that is open for reading.
pub struct Reader {
    ranges: Arc<dyn Ranges>,
    header: Header,
    root: Vec<Entry>,
    leaves: Cache<Leaf, Arc<[Entry]>, InMemory>,
}

/// Where a directory lies.
type Leaf = (u64, u32);

#[derive(Clone)]
struct InMemory;

impl Weighter<Leaf, Arc<[Entry]>> for InMemory {
    fn weight(&self, _: &Leaf, entries: &Arc<[Entry]>) -> u64 {
        64 + size_of_val::<[Entry]>(entries) as u64
    }
}

impl Reader {
    /// Reads the beginning of the file.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be read, [`Error::Broken`] when it is no PMTiles 3.
    pub fn open(ranges: Arc<dyn Ranges>) -> Result<Self, Error> {
        let beginning = ranges.size().min(Header::BEGINNING);
        let length = usize::try_from(beginning).unwrap_or_default();
        let bytes = read(&*ranges, 0, length)?;
        let broken = |fault| broken(&*ranges, fault);
        let header = Header::read(&bytes, ranges.size()).map_err(broken)?;
        let root = slice(&bytes, header.root).ok_or_else(|| {
            broken(Fault::at(
                "the first directory",
                "the file ends before its end",
            ))
        })?;
        let root = entries(&header, root, "the first directory").map_err(broken)?;
        Ok(Self {
            header,
            root,
            leaves: Cache::with_weighter(1_000, KEPT_BYTES, InMemory),
            ranges,
        })
    }

    /// What the file says at its beginning.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The file.
    #[must_use]
    pub fn ranges(&self) -> &Arc<dyn Ranges> {
        &self.ranges
    }

    /// What the file says of itself.
    ///
    /// # Errors
    /// [`Error::Io`], or [`Error::Broken`] when it is no JSON object.
    pub fn metadata(&self) -> Result<Map<String, Value>, Error> {
        const PLACE: &str = "the metadata";
        let Part { offset, length } = self.header.metadata;
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let broken = |what: &str| broken(&*self.ranges, Fault::at(PLACE, what));
        if length > METADATA_BYTES {
            return Err(broken("it is longer than 4 MiB"));
        }
        let packed = read(&*self.ranges, offset, length)?;
        let plain = self
            .header
            .inner_packing
            .unpack(&packed, METADATA_BYTES, PLACE)
            .map_err(|fault| self::broken(&*self.ranges, fault))?;
        serde_json::from_slice(&plain).map_err(|_| broken("it is no JSON object"))
    }

    /// A tile as it is stored, packed as [`Header::tile_packing`] says; `None` where there is none.
    ///
    /// # Errors
    /// [`Error::Io`], or [`Error::Broken`] when a directory is.
    pub fn tile(&self, place: TilePlace) -> Result<Option<Vec<u8>>, Error> {
        let Some(entry) = self.entry(place.number())? else {
            return Ok(None);
        };
        self.content(entry).map(Some)
    }

    /// The entry of a tile, through as many directories as it takes.
    fn entry(&self, tile: u64) -> Result<Option<Entry>, Error> {
        let mut found = directory::find(&self.root, tile);
        for _ in 1..MOST_STEPS {
            match found {
                Some(entry) if entry.is_directory() => {
                    found = directory::find(&self.leaf(entry)?, tile);
                }
                tile_or_nothing => return Ok(tile_or_nothing),
            }
        }
        let what = "directories lead to directories without end";
        Err(broken(&*self.ranges, Fault::at("a directory", what)))
    }

    fn leaf(&self, entry: Entry) -> Result<Arc<[Entry]>, Error> {
        let name = (entry.offset, entry.length);
        self.leaves
            .get_or_insert_with(&name, || self.read_leaf(entry).map(Arc::from))
    }

    /// The entries of a further directory.
    pub(super) fn read_leaf(&self, entry: Entry) -> Result<Vec<Entry>, Error> {
        let place = format!("the directory of tile {}", entry.first);
        let broken = |fault| broken(&*self.ranges, fault);
        let Some(offset) = within(self.header.leaves, entry) else {
            let what = "it would lie outside the directories";
            return Err(broken(Fault::at(place, what)));
        };
        if entry.length as usize > DIRECTORY_BYTES {
            return Err(broken(Fault::at(place, "it is longer than 4 MiB")));
        }
        let packed = read(&*self.ranges, offset, entry.length as usize)?;
        entries(&self.header, &packed, &place).map_err(broken)
    }

    /// The bytes of an entry.
    pub(super) fn content(&self, entry: Entry) -> Result<Vec<u8>, Error> {
        let fault = |what: &str| {
            let place = name_of(entry.first);
            Err(broken(&*self.ranges, Fault::at(place, what)))
        };
        let Some(offset) = within(self.header.tiles, entry) else {
            return fault("it would lie outside the tiles");
        };
        if entry.length > TILE_BYTES {
            return fault("it is longer than 16 MiB");
        }
        read(&*self.ranges, offset, entry.length as usize)
    }

    /// The entries of the first directory.
    pub(super) fn root(&self) -> &[Entry] {
        &self.root
    }
}

/// What people call a tile.
pub(super) fn name_of(number: u64) -> String {
    match TilePlace::of_number(number).tile() {
        Some(tile) => format!("tile {}/{}/{}", tile.z(), tile.x(), tile.y()),
        None => format!("tile number {number}"),
    }
}

fn entries(header: &Header, packed: &[u8], place: &str) -> Result<Vec<Entry>, Fault> {
    let plain = header
        .inner_packing
        .unpack(packed, DIRECTORY_BYTES, place)?;
    directory::read(&plain, place)
}

/// Where an entry of a part lies in the file, if it lies in the part.
fn within(part: Part, entry: Entry) -> Option<u64> {
    let end = entry.offset.checked_add(entry.length.into())?;
    (end <= part.length).then_some(part.offset + entry.offset)
}

fn slice(bytes: &[u8], part: Part) -> Option<&[u8]> {
    let from = usize::try_from(part.offset).ok()?;
    let to = usize::try_from(part.end()?).ok()?;
    bytes.get(from..to)
}

fn read(ranges: &dyn Ranges, offset: u64, length: usize) -> Result<Vec<u8>, Error> {
    ranges.read(offset, length).map_err(|source| Error::Io {
        file: ranges.name().to_owned(),
        source,
    })
}

pub(super) fn broken(ranges: &dyn Ranges, fault: Fault) -> Error {
    Error::Broken {
        file: ranges.name().to_owned(),
        fault,
    }
}
