//! What can go wrong with a file of tiles.

use std::{io, path::Path};

/// Why there is no archive, or none that can be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The name does not say what the file is.
    #[error("{file} does not say what it is; end its name in .pmtiles or .mbtiles")]
    UnknownEnding {
        /// The file.
        file: String,
    },
    /// There is a file of that name.
    #[error("{file} is there already; choose another name, or replace it with --force")]
    Exists {
        /// The file.
        file: String,
    },
    /// Another process builds the same file.
    #[error("{file} is being built by another process; wait for it to end")]
    InUse {
        /// The file.
        file: String,
    },
    /// More tiles than anybody waits for.
    #[error(
        "zooms {min} to {max} may hold more than {most} tiles here; lower --max-zoom, maps draw the last one larger"
    )]
    TooManyTiles {
        /// First zoom.
        min: u8,
        /// Last zoom.
        max: u8,
        /// The most tiles that are visited.
        most: usize,
    },
    /// No room is left on the disk.
    #[error(
        "there is no room left for {file}; free some and give the same command again, it goes on where it ended"
    )]
    Full {
        /// The file that was to be.
        file: String,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The file cannot be read or written.
    #[error(
        "{file} cannot be read or written; check that its folder is there and may be written to"
    )]
    Io {
        /// The file.
        file: String,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The writer of the format refuses.
    #[error("{file} cannot be written as PMTiles; build fewer zooms")]
    PmTiles {
        /// The file.
        file: String,
        /// What the writer says.
        #[source]
        source: Box<pmtiles::PmtError>,
    },
    /// SQLite refuses.
    #[error("{file} cannot be written or read as MBTiles; check that it is one")]
    MbTiles {
        /// The file.
        file: String,
        /// What it says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The file is not what it should be.
    #[error("{file} is broken {fault}; fetch or build it again")]
    Broken {
        /// The file.
        file: String,
        /// Where, and what is wrong.
        fault: Fault,
    },
}

/// Where a file of tiles is broken, and how.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at {place}: {what}")]
pub struct Fault {
    /// The part of the file, or the tile.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

impl Fault {
    pub(super) fn at(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }
}

impl Error {
    /// What the system says about a file that is written or read.
    pub(super) fn io(file: &Path, source: io::Error) -> Self {
        let file = file.display().to_string();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::Full { file, source }
            }
            _ => Self::Io { file, source },
        }
    }

    pub(super) fn writer(file: &Path, source: pmtiles::PmtError) -> Self {
        match source {
            pmtiles::PmtError::Reading(source) => Self::io(file, source),
            source => Self::PmTiles {
                file: file.display().to_string(),
                source: Box::new(source),
            },
        }
    }
}
