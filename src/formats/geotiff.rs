//! Grids in GeoTIFF files: one band of numbers, read window by window.
//!
//! Strips and tiles, plain, deflate or LZW. Only decoded pieces of a bounded size are held, so a
//! file that claims more than it may is refused before anything is made for it.

mod place;

use std::{
    collections::VecDeque, fs::File, io::BufReader, path::Path, sync::atomic::Ordering::Relaxed,
};

use geo_types::Coord;
use tiff::{
    ColorType, TiffError,
    decoder::{ChunkType, Decoder, DecodingResult, Limits},
    tags::Tag,
};

use self::place::placed;
use super::{
    DeclaredCrs, Error, Progress,
    error::{file_name, shown},
};

/// Most cells of a grid: a square of 16 thousand cells a side.
const MOST_CELLS: u64 = 1 << 28;
/// Most columns and most rows.
const LONGEST_SIDE: u32 = 1 << 18;
/// Most cells of one strip or tile, which is held in memory whole.
const MOST_CELLS_A_PIECE: u64 = 1 << 23;
/// Decoded cells that are kept for the next window.
const CELLS_KEPT: usize = 1 << 24;
/// Strips or tiles that are kept, however small.
const PIECES_KEPT: usize = 256;
/// Compression methods that are read, by their number in the file: none, LZW, two of deflate.
const COMPRESSIONS: [u16; 4] = [1, 5, 8, 32_946];

/// An opened grid of numbers with its place on Earth.
pub struct GeoTiff {
    /// The file's name, without its folder.
    pub file: String,
    /// How many columns.
    pub columns: u32,
    /// How many rows.
    pub rows: u32,
    /// Outer corner of the first cell, in the file's reference system.
    pub origin: Coord<f64>,
    /// Width and height of a cell; the height is negative where rows run southwards.
    pub step: Coord<f64>,
    /// What the file says of its reference system.
    pub crs: DeclaredCrs,
    /// Size of a strip or tile, in columns and rows.
    pub piece: (u32, u32),
    decoder: Decoder<BufReader<File>>,
    no_data: Option<f64>,
    /// What a stored number is multiplied by, and what is added then.
    scale: (f64, f64),
    /// Bytes of each strip or tile; a piece without any holds no data.
    lengths: Vec<u64>,
    kept: VecDeque<(u32, Vec<f32>)>,
    progress: Progress,
}

impl std::fmt::Debug for GeoTiff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GeoTiff")
            .field("file", &self.file)
            .field("columns", &self.columns)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

impl GeoTiff {
    /// Opens a file and reads what it says of itself; of several images the first.
    ///
    /// # Errors
    /// [`Error::Grid`] names what cannot be used and what is allowed; [`Error::BrokenGrid`] when
    /// it is no TIFF file, or not a whole one.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = file_name(path);
        let opened = File::open(path).map_err(|e| Error::unreadable(&file, e))?;
        let mut decoder = Decoder::new(BufReader::new(opened))
            .map_err(|e| broken(&file, "at its head", e))?
            .with_limits(limits());
        let head = Head::read(&mut decoder, &file)?;
        let pieces = head.lengths.len() as u64;
        Ok(Self {
            columns: head.size.0,
            rows: head.size.1,
            origin: head.place.origin,
            step: head.place.step,
            crs: head.place.crs,
            piece: head.piece,
            no_data: head.no_data,
            scale: head.scale,
            lengths: head.lengths,
            kept: VecDeque::new(),
            progress: Progress::of(pieces),
            decoder,
            file,
        })
    }

    /// How far reading has come, in strips or tiles.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// The numbers of some cells, row by row; NaN where there is no data.
    ///
    /// # Errors
    /// [`Error::BrokenGrid`] when the file cannot be read there.
    pub fn window(&mut self, first: (u32, u32), size: (u32, u32)) -> Result<Vec<f32>, Error> {
        let mut window = Window {
            first,
            end: (first.0 + size.0, first.1 + size.1),
            cells: vec![f32::NAN; (size.0 * size.1) as usize],
        };
        let (columns, (wide, high)) = (self.columns, self.piece);
        let across = columns.div_ceil(wide);
        for down in first.1 / high..window.end.1.div_ceil(high) {
            for right in first.0 / wide..window.end.0.div_ceil(wide) {
                let corner = (right * wide, down * high);
                let size = (wide.min(columns - corner.0), high);
                window.paste(self.decoded(down * across + right)?, corner, size);
            }
        }
        Ok(window.cells)
    }

    /// A strip or tile, from memory or from the file.
    fn decoded(&mut self, index: u32) -> Result<&[f32], Error> {
        let at = match self.kept.iter().position(|(kept, _)| *kept == index) {
            Some(at) => at,
            None => self.decode(index)?,
        };
        Ok(&self.kept[at].1)
    }

    fn decode(&mut self, index: u32) -> Result<usize, Error> {
        let place = || format!("at strip or tile {}", index + 1);
        let length = self.lengths.get(index as usize).copied();
        let cells = if length == Some(0) {
            Vec::new()
        } else {
            let decoded = self
                .decoder
                .read_chunk(index)
                .map_err(|e| broken(&self.file, place(), e))?;
            let cells = self.meant(decoded);
            self.check_whole(index, cells.len())?;
            cells
        };
        self.progress.done.fetch_add(1, Relaxed);
        while self.is_full(cells.len()) && self.kept.pop_front().is_some() {}
        self.kept.push_back((index, cells));
        Ok(self.kept.len() - 1)
    }

    /// A piece must have all its cells: what is missing would pass for no data.
    fn check_whole(&self, index: u32, cells: usize) -> Result<(), Error> {
        let across = self.columns.div_ceil(self.piece.0);
        let (right, down) = (index % across * self.piece.0, index / across * self.piece.1);
        let columns = self.piece.0.min(self.columns - right);
        let rows = self.piece.1.min(self.rows.saturating_sub(down));
        if cells == columns as usize * rows as usize {
            return Ok(());
        }
        let key = format!("strip or tile {}", index + 1);
        let allowed = format!("{columns} by {rows}");
        Err(fault(&self.file, key, format!("{cells} cells"), allowed))
    }

    /// Whether so many cells more are too many to keep.
    fn is_full(&self, more: usize) -> bool {
        let kept: usize = self.kept.iter().map(|(_, cells)| cells.len()).sum();
        self.kept.len() >= PIECES_KEPT || kept + more > CELLS_KEPT
    }

    /// The numbers that stored ones mean; NaN for no data.
    fn meant(&self, decoded: DecodingResult) -> Vec<f32> {
        match decoded {
            DecodingResult::U8(cells) => self.each(cells),
            DecodingResult::I8(cells) => self.each(cells),
            DecodingResult::U16(cells) => self.each(cells),
            DecodingResult::I16(cells) => self.each(cells),
            DecodingResult::U32(cells) => self.each(cells),
            DecodingResult::I32(cells) => self.each(cells),
            DecodingResult::F32(cells) => self.each(cells),
            DecodingResult::F64(cells) => self.each(cells),
            DecodingResult::F16(_) | DecodingResult::U64(_) | DecodingResult::I64(_) => Vec::new(),
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "single precision is finer than any depth is known"
    )]
    fn each<T: Into<f64>>(&self, cells: Vec<T>) -> Vec<f32> {
        // Single-precision files declare their no-data value with more digits than they hold.
        let is_no_data = |number: f64| {
            self.no_data.is_some_and(|no_data| {
                number.total_cmp(&no_data).is_eq()
                    || (number as f32).total_cmp(&(no_data as f32)).is_eq()
            })
        };
        let number = |cell: T| match cell.into() {
            number if is_no_data(number) => f32::NAN,
            number => number.mul_add(self.scale.0, self.scale.1) as f32,
        };
        cells.into_iter().map(number).collect()
    }
}

/// Some cells that are put together from strips or tiles.
struct Window {
    first: (u32, u32),
    end: (u32, u32),
    cells: Vec<f32>,
}

impl Window {
    /// Takes over what a piece, of which corner and size are given, has of the window.
    fn paste(&mut self, piece: &[f32], corner: (u32, u32), size: (u32, u32)) {
        let columns = self.end.0 - self.first.0;
        let left = self.first.0.max(corner.0);
        let span = (self.end.0.min(corner.0 + size.0) - left) as usize;
        for row in self.first.1.max(corner.1)..self.end.1.min(corner.1 + size.1) {
            let from = ((row - corner.1) * size.0 + left - corner.0) as usize;
            let to = ((row - self.first.1) * columns + left - self.first.0) as usize;
            // A piece without any cells holds no data.
            let found = piece.get(from..from + span);
            if let (Some(to), Some(found)) = (self.cells.get_mut(to..to + span), found) {
                to.copy_from_slice(found);
            }
        }
    }
}

/// What a file says of itself.
struct Head {
    size: (u32, u32),
    piece: (u32, u32),
    lengths: Vec<u64>,
    no_data: Option<f64>,
    scale: (f64, f64),
    place: place::Placed,
}

impl Head {
    fn read(decoder: &mut Decoder<BufReader<File>>, file: &str) -> Result<Self, Error> {
        let at_head = |e| broken(file, "at its head", e);
        let size = decoder.dimensions().map_err(at_head)?;
        let piece = decoder.chunk_dimensions();
        check_size(file, size, piece)?;
        check_samples(decoder, file)?;
        let lengths_tag = match decoder.get_chunk_type() {
            ChunkType::Strip => Tag::StripByteCounts,
            ChunkType::Tile => Tag::TileByteCounts,
        };
        let lengths = decoder
            .find_tag_unsigned_vec(lengths_tag)
            .map_err(at_head)?;
        Ok(Self {
            piece: (piece.0.min(size.0), piece.1.min(size.1)),
            size,
            lengths: lengths.unwrap_or_default(),
            no_data: no_data(decoder, file)?,
            scale: scale(decoder),
            place: placed(decoder, file)?,
        })
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    // Double precision is the widest that is read.
    limits.decoding_buffer_size = 8 << MOST_CELLS_A_PIECE.trailing_zeros();
    limits.intermediate_buffer_size = limits.decoding_buffer_size;
    limits
}

fn check_size(file: &str, size: (u32, u32), piece: (u32, u32)) -> Result<(), Error> {
    let cells = |(columns, rows): (u32, u32)| u64::from(columns) * u64::from(rows);
    let sides = 1..=LONGEST_SIDE;
    if !(sides.contains(&size.0) && sides.contains(&size.1)) || cells(size) > MOST_CELLS {
        let found = format!("{} by {} cells", size.0, size.1);
        let allowed =
            "1 to 262144 cells a side and 268435456 in all; cut it or make its cells larger";
        return Err(fault(file, "its size", found, allowed));
    }
    let held = (piece.0.min(size.0), piece.1.min(size.1));
    if cells(held) == 0 || cells(held) > MOST_CELLS_A_PIECE {
        let found = format!("{} by {} cells", piece.0, piece.1);
        let allowed = "at most 8388608 cells; write it in tiles, for example with \
                       gdal_translate -co TILED=YES";
        return Err(fault(file, "the size of a strip or tile", found, allowed));
    }
    Ok(())
}

/// One band of plain numbers.
fn check_samples(decoder: &mut Decoder<BufReader<File>>, file: &str) -> Result<(), Error> {
    let at_head = |e| broken(file, "at its head", e);
    let bands = decoder
        .find_tag_unsigned::<u16>(Tag::SamplesPerPixel)
        .map_err(at_head)?
        .unwrap_or(1);
    if bands != 1 {
        return Err(fault(
            file,
            "the number of bands",
            bands.to_string(),
            "1; give one band alone",
        ));
    }
    let compression = decoder
        .find_tag_unsigned::<u16>(Tag::Compression)
        .map_err(at_head)?
        .unwrap_or(1);
    if !COMPRESSIONS.contains(&compression) {
        let allowed =
            "none (1), LZW (5) or deflate (8); for example gdal_translate -co COMPRESS=DEFLATE";
        return Err(fault(
            file,
            "its compression",
            compression.to_string(),
            allowed,
        ));
    }
    let white_is_zero = decoder
        .find_tag_unsigned::<u16>(Tag::PhotometricInterpretation)
        .map_err(at_head)?
        == Some(0);
    let format = decoder
        .find_tag_unsigned_vec::<u16>(Tag::SampleFormat)
        .map_err(at_head)?
        .and_then(|formats| formats.first().copied())
        .unwrap_or(1);
    let kind = decoder.colortype().map_err(at_head)?;
    match (kind, format) {
        (ColorType::Gray(8 | 16 | 32), 1 | 2) | (ColorType::Gray(32 | 64), 3) if !white_is_zero => {
            Ok(())
        }
        _ => {
            let found = format!("{kind:?} of sample format {format}");
            let allowed = "whole numbers of 8, 16 or 32 bits, or 32 or 64 bit floats, not inverted";
            Err(fault(file, "the kind of its numbers", found, allowed))
        }
    }
}

/// The number that stands for no data; NaN always does.
fn no_data(decoder: &mut Decoder<BufReader<File>>, file: &str) -> Result<Option<f64>, Error> {
    let Ok(text) = decoder.get_tag_ascii_string(Tag::GdalNodata) else {
        return Ok(None);
    };
    let text = text.trim_matches(['\0', ' ', '\n']).to_owned();
    if text.is_empty() {
        return Ok(None);
    }
    let Ok(number) = text.parse::<f64>() else {
        let key = "its no-data value (GDAL_NODATA)";
        return Err(fault(file, key, shown(&text), "a number"));
    };
    Ok(Some(number).filter(|number| !number.is_nan()))
}

/// The scale and offset that GDAL keeps beside a band of whole numbers; 1 and 0 where it does not.
fn scale(decoder: &mut Decoder<BufReader<File>>) -> (f64, f64) {
    const GDAL_METADATA: Tag = Tag::Unknown(42_112);
    let text = decoder
        .get_tag_ascii_string(GDAL_METADATA)
        .unwrap_or_default();
    let item = |role: &str| {
        let mut items = text.split("<Item").skip(1);
        let item = items.find(|item| item.contains(&format!("role=\"{role}\"")))?;
        let (_, number) = item.split_once('>')?;
        let number: f64 = number.split('<').next()?.trim().parse().ok()?;
        Some(number).filter(|number| number.is_finite())
    };
    (item("scale").unwrap_or(1.0), item("offset").unwrap_or(0.0))
}

/// Something that cannot be used.
pub(super) fn fault(
    file: &str,
    key: impl Into<String>,
    found: impl Into<String>,
    allowed: impl Into<String>,
) -> Error {
    Error::Grid {
        file: file.to_owned(),
        key: key.into(),
        found: found.into(),
        allowed: allowed.into(),
    }
}

/// A file that is none, or not a whole one.
pub(super) fn broken(file: &str, place: impl Into<String>, source: TiffError) -> Error {
    Error::BrokenGrid {
        file: file.to_owned(),
        place: place.into(),
        source: Box::new(source),
    }
}
