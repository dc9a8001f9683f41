//! Many tiles in one file, and back: PMTiles 3 and MBTiles 1.3.
//!
//! Tiles come in the order of the Hilbert curve and are kept in a `spool` beside the file to be, so
//! that a build that was cut off goes on where it ended; `pmtiles_out` and `mbtiles` write the file from
//! it, which gets its name only when it is whole. Files of unknown origin are read by `header`,
//! `directory` and `reader`, within limits, and gone through by `check`.

mod error;
mod about;
mod packing;
mod place;
mod spool;
mod pmtiles_out;
mod mbtiles;
mod ranges;
mod header;
mod directory;
mod reader;
mod check;

pub use about::About;
pub use check::{Checked, LargestTile, LayerCount, ZoomCount, check};
pub use error::{Error, Fault};
pub use header::{Header, TileKind};
pub use packing::{Packing, gzip};
pub use place::TilePlace;
pub use ranges::{FileRanges, Ranges};
pub use reader::Reader;
pub use spool::{Built, PackedTile, Replacing, Spool};

use std::path::Path;

/// A file of tiles by its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveFormat {
    /// PMTiles 3: one file that browsers read by byte ranges.
    PmTiles,
    /// MBTiles 1.3: rows of an SQLite file, for programs on a device.
    MbTiles,
}

impl ArchiveFormat {
    /// The format that a file's name ends in.
    ///
    /// # Errors
    /// [`Error::UnknownEnding`].
    ///
    /// ```
    /// use jalon::archive::ArchiveFormat;
    /// assert_eq!(ArchiveFormat::of("city.pmtiles".as_ref()).unwrap(), ArchiveFormat::PmTiles);
    /// assert!(ArchiveFormat::of("city.zip".as_ref()).is_err());
    /// ```
    pub fn of(file: &Path) -> Result<Self, Error> {
        let ending = file.extension().unwrap_or_default();
        if ending.eq_ignore_ascii_case("pmtiles") {
            Ok(Self::PmTiles)
        } else if ending.eq_ignore_ascii_case("mbtiles") {
            Ok(Self::MbTiles)
        } else {
            Err(Error::UnknownEnding {
                file: file.display().to_string(),
            })
        }
    }
}
