//! The first 127 bytes of a PMTiles file: where its parts are and what they hold.
//!
//! Source: PMTiles specification, version 3, section 3.

use std::ops::RangeInclusive;

use super::{Fault, Packing};
use crate::spatial::{Bbox, DEEPEST_ZOOM};

/// What tiles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// Mapbox Vector Tiles.
    Vector,
    /// PNG pictures.
    Png,
    /// JPEG pictures.
    Jpeg,
    /// WebP pictures.
    Webp,
    /// AVIF pictures.
    Avif,
}

impl TileKind {
    fn of_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Vector),
            2 => Some(Self::Png),
            3 => Some(Self::Jpeg),
            4 => Some(Self::Webp),
            5 => Some(Self::Avif),
            _ => None,
        }
    }

    /// How addresses of such tiles end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Vector => "mvt",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Avif => "avif",
        }
    }

    /// Their media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Vector => crate::tiles::MEDIA_TYPE,
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
        }
    }
}

/// A part of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Where it begins.
    pub offset: u64,
    /// How many bytes it has.
    pub length: u64,
}

impl Part {
    /// Where it ends, if that can be said.
    #[must_use]
    pub fn end(self) -> Option<u64> {
        self.offset.checked_add(self.length)
    }
}

/// What a PMTiles file says at its beginning.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The first directory.
    pub root: Part,
    /// Its metadata, as packed JSON.
    pub metadata: Part,
    /// The directories that the first one leads to.
    pub leaves: Part,
    /// The tiles.
    pub tiles: Part,
    /// Number of tiles; 0 where it is not told.
    pub addressed: u64,
    /// Number of entries of directories; 0 where it is not told.
    pub entries: u64,
    /// Number of different tiles; 0 where it is not told.
    pub contents: u64,
    /// Whether tiles lie in the order of their numbers.
    pub is_clustered: bool,
    /// How directories and metadata are packed.
    pub inner_packing: Packing,
    /// How tiles are packed.
    pub tile_packing: Packing,
    /// What tiles are.
    pub kind: TileKind,
    /// First and last zoom.
    pub zooms: RangeInclusive<u8>,
    /// The box around what it shows.
    pub bounds: Bbox,
    /// Where a map of it opens: longitude, latitude, zoom.
    pub centre: (f64, f64, u8),
}

impl Header {
    /// Bytes of a header.
    pub const BYTES: usize = 127;
    /// Bytes at the beginning that hold the header and the first directory.
    pub const BEGINNING: u64 = 16_384;

    /// Reads the header of a file of so many bytes.
    ///
    /// # Errors
    /// A [`Fault`] when it is no PMTiles 3, or tells of parts that are not in the file.
    pub fn read(bytes: &[u8], file_bytes: u64) -> Result<Self, Fault> {
        let fault = |what: &str| Fault::at("the header", what);
        let head: &[u8; Self::BYTES] = bytes
            .first_chunk()
            .ok_or_else(|| fault("the file is shorter than a header"))?;
        match head.split_at(7) {
            (b"PMTiles", [3, ..]) => {}
            (b"PMTiles", _) => return Err(fault("it is not of version 3 of PMTiles")),
            _ => return Err(fault("the file is no PMTiles")),
        }
        let packing = |at: usize| {
            Packing::of_number(head[at]).ok_or_else(|| fault("an unknown way of packing"))
        };
        let header = Self {
            root: part(head, 8),
            metadata: part(head, 24),
            leaves: part(head, 40),
            tiles: part(head, 56),
            addressed: long(head, 72),
            entries: long(head, 80),
            contents: long(head, 88),
            is_clustered: head[96] == 1,
            inner_packing: packing(97)?,
            tile_packing: packing(98)?,
            kind: TileKind::of_number(head[99]).ok_or_else(|| fault("an unknown kind of tiles"))?,
            zooms: head[100]..=head[101],
            bounds: Bbox {
                west: degrees(head, 102),
                south: degrees(head, 106),
                east: degrees(head, 110),
                north: degrees(head, 114),
            },
            centre: (degrees(head, 119), degrees(head, 123), head[118]),
        };
        header.checked(file_bytes)
    }

    fn checked(self, file_bytes: u64) -> Result<Self, Fault> {
        let fault = |what: &str| Err(Fault::at("the header", what));
        for (part, name) in [
            (self.root, "the first directory"),
            (self.metadata, "the metadata"),
            (self.leaves, "the other directories"),
            (self.tiles, "the tiles"),
        ] {
            if part.end().is_none_or(|end| end > file_bytes) {
                return fault(&format!("{name} would lie past the file's end"));
            }
        }
        if self.root.length == 0 || self.root.end() > Some(Self::BEGINNING) {
            return fault("the first directory is not within the first 16,384 bytes");
        }
        if self.zooms.is_empty() || *self.zooms.end() > DEEPEST_ZOOM {
            return fault("the zooms are not from 0 to 22");
        }
        let Bbox {
            west,
            south,
            east,
            north,
        } = self.bounds;
        let world = Bbox::WORLD;
        if west > east || south > north || !world.contains((west, south).into()) {
            return fault("the bounds are no box on Earth");
        }
        if !world.contains((east, north).into()) {
            return fault("the bounds are no box on Earth");
        }
        Ok(self)
    }
}

fn part(head: &[u8], at: usize) -> Part {
    Part {
        offset: long(head, at),
        length: long(head, at + 8),
    }
}

fn long(head: &[u8], from: usize) -> u64 {
    u64::from_le_bytes(std::array::from_fn(|at| head[from + at]))
}

/// A coordinate, kept in ten-millionths of a degree.
fn degrees(head: &[u8], from: usize) -> f64 {
    f64::from(i32::from_le_bytes(std::array::from_fn(|at| {
        head[from + at]
    }))) / 1e7
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> [u8; Header::BYTES] {
        let mut head = [0; Header::BYTES];
        head[..8].copy_from_slice(b"PMTiles\x03");
        head[8] = 127;
        head[16] = 10;
        head[97..=101].copy_from_slice(&[2, 2, 1, 0, 14]);
        head
    }

    #[test]
    fn a_header_tells_its_parts() {
        let header = Header::read(&head(), 137).unwrap();

        assert_eq!((header.root.offset, header.root.length), (127, 10));
        assert_eq!((header.kind, header.zooms), (TileKind::Vector, 0..=14));
    }

    #[test]
    fn what_cannot_be_is_named() {
        let changed = |at: usize, to: u8| {
            let mut head = head();
            head[at] = to;
            Header::read(&head, 137).unwrap_err().to_string()
        };

        assert!(changed(0, b'X').contains("no PMTiles"));
        assert!(changed(7, 2).contains("version 3"));
        assert!(changed(16, 11).contains("past the file's end"));
        assert!(changed(15, 255).contains("past the file's end"));
        assert!(changed(97, 9).contains("packing"));
        assert!(changed(99, 0).contains("kind"));
        assert!(changed(101, 23).contains("zooms"));
        assert!(changed(105, 127).contains("bounds"));
        assert!(Header::read(&head()[..126], 126).is_err());
    }
}
