//! Tiles on their way into a file, kept beside it so that a build that was cut off goes on.
//!
//! `tiles` holds each content once; `journal` holds a line of 40 bytes for each tile, written only
//! after the content it names. `plan` says what the tiles are made of: under another plan a spool
//! is begun anew. What a journal names is compared with its digest before it is trusted again.

use std::{
    collections::HashMap,
    ffi::OsString,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use super::{About, ArchiveFormat, Error, TilePlace, mbtiles, pmtiles_out};

/// A tile as it is stored.
#[derive(Clone, Debug)]
pub struct PackedTile {
    place: TilePlace,
    bytes: Vec<u8>,
    digest: Digest,
    left_out: u32,
}

impl PackedTile {
    /// A tile of packed bytes, with the number of features that its budget left no room for.
    #[must_use]
    pub fn new(place: TilePlace, bytes: Vec<u8>, left_out: usize) -> Self {
        Self {
            place,
            digest: digest(&bytes),
            bytes,
            left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
        }
    }
}

/// Names a content.
pub(super) type Digest = [u8; 16];

fn digest(bytes: &[u8]) -> Digest {
    let whole = Sha256::digest(bytes);
    std::array::from_fn(|at| whole[at])
}

/// A file that was built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// Number of tiles.
    pub tiles: u64,
    /// Number of different ones.
    pub contents: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Tiles of which the budget left something out.
    pub tiles_cut: u64,
    /// How many features it left out, counted tile by tile.
    pub left_out: u64,
}

/// Where a content lies in `tiles`.
#[derive(Clone, Copy)]
struct Stretch {
    offset: u64,
    length: u32,
}

/// A line of the journal.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) place: TilePlace,
    stretch: Stretch,
    left_out: u32,
    pub(super) digest: Digest,
}

impl Line {
    const BYTES: usize = 40;

    fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..8].copy_from_slice(&self.place.number().to_le_bytes());
        bytes[8..16].copy_from_slice(&self.stretch.offset.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.stretch.length.to_le_bytes());
        bytes[20..24].copy_from_slice(&self.left_out.to_le_bytes());
        bytes[24..].copy_from_slice(&self.digest);
        bytes
    }

    fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let long = |from: usize| u64::from_le_bytes(std::array::from_fn(|at| bytes[from + at]));
        let short = |from: usize| u32::from_le_bytes(std::array::from_fn(|at| bytes[from + at]));
        Self {
            place: TilePlace::of_number(long(0)),
            stretch: Stretch {
                offset: long(8),
                length: short(16),
            },
            left_out: short(20),
            digest: std::array::from_fn(|at| bytes[24 + at]),
        }
    }
}

/// Tiles on their way into a file.
pub struct Spool {
    target: PathBuf,
    folder: PathBuf,
    tiles: BufWriter<File>,
    journal: File,
    /// Lines that are not in the journal yet, because their contents may not be in `tiles` yet.
    waiting: Vec<u8>,
    known: HashMap<Digest, Stretch>,
    end: u64,
    last: Option<TilePlace>,
    built: Built,
}

impl Spool {
    /// Opens the spool of a file to be, with the tiles that an earlier build under the same plan
    /// has left.
    ///
    /// # Errors
    /// When another process builds the same file, or the folder cannot be written to.
    pub fn open(target: &Path, plan: &str) -> Result<Self, Error> {
        let failed = |source| Error::io(target, source);
        let folder = beside(target);
        fs::create_dir_all(&folder).map_err(failed)?;
        let journal = open(&folder.join("journal")).map_err(failed)?;
        journal.try_lock().map_err(|refused| match refused {
            TryLockError::WouldBlock => Error::InUse {
                file: target.display().to_string(),
            },
            TryLockError::Error(source) => failed(source),
        })?;
        let tiles = open(&folder.join("tiles")).map_err(failed)?;
        let mut spool = Self {
            target: target.to_owned(),
            folder,
            tiles: BufWriter::with_capacity(1 << 20, tiles),
            journal,
            waiting: Vec::new(),
            known: HashMap::new(),
            end: 0,
            last: None,
            built: Built::default(),
        };
        spool.take_up(plan).map_err(failed)?;
        Ok(spool)
    }

    /// The last tile that is in it.
    #[must_use]
    pub fn last(&self) -> Option<TilePlace> {
        self.last
    }

    /// Number of tiles in it.
    #[must_use]
    pub fn tiles(&self) -> u64 {
        self.built.tiles
    }

    /// Adds a tile, which comes after all others. It is kept once [`checkpoint`](Self::checkpoint)
    /// has returned.
    ///
    /// # Errors
    /// When there is no room left, or the system refuses.
    pub fn add(&mut self, tile: &PackedTile) -> Result<(), Error> {
        let known = self.known.get(&tile.digest).copied();
        let stretch = match known {
            Some(stretch) => stretch,
            None => self
                .append(tile)
                .map_err(|source| Error::io(&self.target, source))?,
        };
        let line = Line {
            place: tile.place,
            stretch,
            left_out: tile.left_out,
            digest: tile.digest,
        };
        self.waiting.extend(line.to_bytes());
        self.count(line);
        Ok(())
    }

    /// Puts down all that was added, so that it outlives the process.
    ///
    /// # Errors
    /// When there is no room left, or the system refuses.
    pub fn checkpoint(&mut self) -> Result<(), Error> {
        self.put_down()
            .map_err(|source| Error::io(&self.target, source))
    }

    /// Writes the file, gives it its name and removes the spool.
    ///
    /// # Errors
    /// When there is no room left, or there is a file of that name that is not to be replaced; the
    /// spool stays.
    pub fn finish(
        mut self,
        (format, about): (ArchiveFormat, &About),
        replacing: Replacing,
    ) -> Result<Built, Error> {
        self.checkpoint()?;
        let draft = self.folder.join("archive");
        match format {
            ArchiveFormat::PmTiles => pmtiles_out::write(&mut self, &draft, about)?,
            ArchiveFormat::MbTiles => mbtiles::write(&mut self, &draft, about)?,
        }
        let failed = |source| Error::io(&self.target, source);
        let whole = File::open(&draft).map_err(failed)?;
        whole.sync_all().map_err(failed)?;
        let bytes = whole.metadata().map_err(failed)?.len();
        name_it(&draft, &self.target, replacing)?;
        fs::remove_dir_all(&self.folder).map_err(failed)?;
        Ok(Built {
            bytes,
            ..self.built
        })
    }

    /// Every tile in order, with its bytes.
    pub(super) fn each(
        &mut self,
        mut take: impl FnMut(Line, &[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let target = self.target.clone();
        let failed = |source| Error::io(&target, source);
        let mut journal = &self.journal;
        journal.rewind().map_err(failed)?;
        let mut lines = BufReader::new(journal);
        let mut tiles = self.tiles.get_ref();
        tiles.rewind().map_err(failed)?;
        let mut contents = Contents {
            tiles: BufReader::with_capacity(1 << 20, tiles),
            size: self.end,
            at: 0,
            bytes: Vec::new(),
        };
        for _ in 0..self.built.tiles {
            let mut line = [0; Line::BYTES];
            lines.read_exact(&mut line).map_err(failed)?;
            let line = Line::from_bytes(&line);
            take(line, contents.read(line).map_err(failed)?)?;
        }
        Ok(())
    }

    /// The file that is to be.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Trusts what is there as far as plan and digests go, and cuts off the rest.
    fn take_up(&mut self, plan: &str) -> io::Result<()> {
        let plan_file = self.folder.join("plan");
        if fs::read_to_string(&plan_file).is_ok_and(|known| known == plan) {
            self.trust()?;
        }
        self.journal
            .set_len(self.built.tiles * Line::BYTES as u64)?;
        self.journal.seek(SeekFrom::End(0))?;
        self.tiles.get_ref().set_len(self.end)?;
        self.tiles.seek(SeekFrom::Start(self.end))?;
        fs::write(&plan_file, plan)
    }

    fn trust(&mut self) -> io::Result<()> {
        let journal = self.journal.try_clone()?;
        let tiles = self.tiles.get_ref().try_clone()?;
        let mut lines = BufReader::new(journal);
        let mut contents = Contents {
            size: tiles.metadata()?.len(),
            tiles: BufReader::with_capacity(1 << 20, tiles),
            at: 0,
            bytes: Vec::new(),
        };
        let mut line = [0; Line::BYTES];
        while lines.read_exact(&mut line).is_ok() {
            let line = Line::from_bytes(&line);
            let follows = self.last.is_none_or(|last| last < line.place);
            if !follows || !self.holds(line, &mut contents)? {
                break;
            }
            self.count(line);
        }
        Ok(())
    }

    /// Whether the content of a line is there as its digest says: a new one right behind the others.
    fn holds(&mut self, line: Line, contents: &mut Contents<File>) -> io::Result<bool> {
        if self.known.contains_key(&line.digest) {
            return Ok(true);
        }
        let Stretch { offset, length } = line.stretch;
        let end = self.end + u64::from(length);
        if offset != self.end || end > contents.size || digest(contents.read(line)?) != line.digest
        {
            return Ok(false);
        }
        self.known.insert(line.digest, line.stretch);
        self.end = end;
        Ok(true)
    }

    fn append(&mut self, tile: &PackedTile) -> io::Result<Stretch> {
        let length = u32::try_from(tile.bytes.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        self.tiles.write_all(&tile.bytes)?;
        let stretch = Stretch {
            offset: self.end,
            length,
        };
        self.end += u64::from(length);
        self.known.insert(tile.digest, stretch);
        Ok(stretch)
    }

    fn count(&mut self, line: Line) {
        self.last = Some(line.place);
        self.built.tiles += 1;
        self.built.contents = self.known.len() as u64;
        self.built.tiles_cut += u64::from(line.left_out > 0);
        self.built.left_out += u64::from(line.left_out);
    }

    fn put_down(&mut self) -> io::Result<()> {
        self.tiles.flush()?;
        self.journal.write_all(&self.waiting)?;
        self.waiting.clear();
        Ok(())
    }
}

/// Whether a file of the same name may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replacing {
    /// It may.
    Allowed,
    /// It stays.
    Refused,
}

/// The folder of the spool: beside the file, so that naming the file is one step.
fn beside(target: &Path) -> PathBuf {
    let mut name: OsString = target.as_os_str().to_owned();
    name.push(".building");
    name.into()
}

fn open(file: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(file)
}

/// The file of contents, read from one stretch to the next: they mostly follow one another.
struct Contents<F> {
    tiles: BufReader<F>,
    size: u64,
    at: u64,
    bytes: Vec<u8>,
}

impl<F: Read + Seek> Contents<F> {
    fn read(&mut self, line: Line) -> io::Result<&[u8]> {
        let Stretch { offset, length } = line.stretch;
        let way = i128::from(offset) - i128::from(self.at);
        self.tiles
            .seek_relative(i64::try_from(way).map_err(|_| io::ErrorKind::InvalidInput)?)?;
        self.bytes.resize(length as usize, 0);
        self.tiles.read_exact(&mut self.bytes)?;
        self.at = offset + u64::from(length);
        Ok(&self.bytes)
    }
}

/// Gives the whole file its name in one step.
fn name_it(draft: &Path, target: &Path, replacing: Replacing) -> Result<(), Error> {
    let draft =
        tempfile::TempPath::try_from_path(draft).map_err(|source| Error::io(target, source))?;
    let named = match replacing {
        Replacing::Allowed => draft.persist(target),
        Replacing::Refused => draft.persist_noclobber(target),
    };
    match named.map_err(|refused| refused.error) {
        Err(source) if source.kind() == io::ErrorKind::AlreadyExists => Err(Error::Exists {
            file: target.display().to_string(),
        }),
        Err(source) => Err(Error::io(target, source)),
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(number: u64, text: &str) -> PackedTile {
        PackedTile::new(
            TilePlace::of_number(number),
            text.as_bytes().to_vec(),
            usize::from(text == "cut"),
        )
    }

    fn held(spool: &mut Spool) -> Vec<(u64, String)> {
        let mut held = Vec::new();
        spool
            .each(|line, bytes| {
                held.push((
                    line.place.number(),
                    String::from_utf8_lossy(bytes).into_owned(),
                ));
                Ok(())
            })
            .unwrap();
        held
    }

    #[test]
    fn tiles_come_out_in_order_and_a_repeated_one_is_stored_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut spool = Spool::open(&folder.path().join("a.pmtiles"), "plan").unwrap();

        for (number, text) in [(1, "cut"), (2, "sea"), (3, "land"), (7, "sea")] {
            spool.add(&tile(number, text)).unwrap();
        }
        spool.checkpoint().unwrap();

        let all = [(1, "cut"), (2, "sea"), (3, "land"), (7, "sea")];
        assert_eq!(held(&mut spool), all.map(|(n, text)| (n, text.to_owned())));
        assert_eq!(spool.end, "cutsealand".len() as u64);
        assert_eq!(
            (spool.built.contents, spool.built.tiles_cut),
            (3, 1),
            "of four tiles"
        );
    }

    #[test]
    fn a_spool_goes_on_where_it_was_put_down_and_what_was_torn_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.pmtiles");
        let mut spool = Spool::open(&target, "plan").unwrap();
        for (number, text) in [(1, "one"), (2, "two"), (3, "three")] {
            spool.add(&tile(number, text)).unwrap();
        }
        spool.checkpoint().unwrap();
        drop(spool);
        let torn = beside(&target).join("tiles");
        fs::write(&torn, b"onetwothXee and half a tile").unwrap();

        let mut spool = Spool::open(&target, "plan").unwrap();

        assert_eq!(spool.last(), Some(TilePlace::of_number(2)));
        spool.add(&tile(3, "three")).unwrap();
        spool.checkpoint().unwrap();
        assert_eq!(held(&mut spool)[2], (3, "three".to_owned()));
        assert_eq!(fs::read(&torn).unwrap(), b"onetwothree");
    }

    #[test]
    fn a_spool_of_another_plan_is_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.pmtiles");
        let mut spool = Spool::open(&target, "plan").unwrap();
        spool.add(&tile(1, "one")).unwrap();
        spool.checkpoint().unwrap();
        drop(spool);

        assert_eq!(Spool::open(&target, "another").unwrap().tiles(), 0);
        assert_eq!(Spool::open(&target, "plan").unwrap().tiles(), 0);
    }

    #[test]
    fn two_builds_of_one_file_at_once_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.pmtiles");

        let _first = Spool::open(&target, "plan").unwrap();
        let refused = Spool::open(&target, "plan").err().unwrap();

        assert!(refused.to_string().contains("another process"), "{refused}");
    }
}
