//! What may be wrong with a file, and with one of its records.

use std::{io, path::Path};

use super::{Format, text::cleaned};

/// Why a file cannot be read, or not to its end. Files are named without their folder.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file or folder cannot be opened or read.
    #[error("{file}: cannot be read; check the path and its permissions")]
    Unreadable {
        /// The file's name.
        file: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The first bytes and the extension tell nothing.
    #[error(
        "{file}: not a format that can be read; give GeoJSON, GeoPackage, Shapefile (folder, .shp or zip), FlatGeobuf, CSV or KML"
    )]
    UnknownFormat {
        /// The file's name.
        file: String,
    },
    /// The file is something else than data, or wrapped in a way that is not read.
    #[error("{file}: this is {found}; {advice}")]
    NotData {
        /// The file's name.
        file: String,
        /// What was found.
        found: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// The file is over the limit.
    #[error("{file}: {bytes} bytes is more than the {limit} allowed; split the file")]
    TooLarge {
        /// The file's name.
        file: String,
        /// Its length.
        bytes: u64,
        /// The longest allowed.
        limit: u64,
    },
    /// The file breaks the rules of its format.
    #[error("{file}: broken {format} {place}: {detail}; get the file again from its source")]
    Broken {
        /// The file's name.
        file: String,
        /// The format it should have.
        format: Format,
        /// Where, for example `after feature 12`.
        place: String,
        /// The rule.
        detail: String,
    },
    /// There are several layers and none was named.
    #[error("{file}: holds {} layers: {}; choose one with --layer NAME", layers.len(), layers.join(", "))]
    SeveralLayers {
        /// The file's name.
        file: String,
        /// The names to choose from.
        layers: Vec<String>,
    },
    /// The named layer is not there.
    #[error("{file}: has no layer {layer}; it holds {}", names(layers))]
    NoSuchLayer {
        /// The file's name.
        file: String,
        /// The name that was asked for.
        layer: String,
        /// The names to choose from.
        layers: Vec<String>,
    },
    /// Nothing to read.
    #[error("{file}: holds no layer that can be read; {advice}")]
    NoLayer {
        /// The file's name.
        file: String,
        /// What to do.
        advice: &'static str,
    },
    /// A file that belongs to it is missing.
    #[error(
        "{file}: its {part} file is missing; give all files of the shapefile together, in one folder or zip"
    )]
    MissingPart {
        /// The file's name.
        file: String,
        /// The extension of the missing file.
        part: &'static str,
    },
    /// A zip that would harm the machine.
    #[error("{file}: refused, {reason}; unpack it yourself and give the file inside")]
    UnsafeArchive {
        /// The file's name.
        file: String,
        /// What it would do.
        reason: String,
    },
    /// A layer of a GeoPackage that would run its own code.
    #[error(
        "{file}: layer {layer} refused, {reason}; export the layer to a new GeoPackage or to GeoJSON"
    )]
    UnsafeLayer {
        /// The file's name.
        file: String,
        /// The layer.
        layer: String,
        /// What stands there.
        reason: String,
    },
    /// A document type declaration, which can make a small file grow without end.
    #[error(
        "{file}: refused, it declares a document type (DTD), which is never read; export it again without one"
    )]
    DocumentType {
        /// The file's name.
        file: String,
    },
    /// Something in a grid cannot be used.
    #[error("{file}: {key} is {found}; allowed: {allowed}")]
    Grid {
        /// The file's name.
        file: String,
        /// What it is about, with its place.
        key: String,
        /// What stands there.
        found: String,
        /// What could stand there.
        allowed: String,
    },
    /// A grid is no TIFF file, or not a whole one.
    #[error("{file}: broken TIFF {place}; get the file again from its source")]
    BrokenGrid {
        /// The file's name.
        file: String,
        /// Where.
        place: String,
        /// What its reader says.
        #[source]
        source: Box<tiff::TiffError>,
    },
}

/// The layers' names for a message.
fn names(layers: &[String]) -> String {
    if layers.is_empty() {
        "none".to_owned()
    } else {
        layers.join(", ")
    }
}

impl Error {
    /// A failure of the system at this file.
    pub(super) fn unreadable(file: &str, source: io::Error) -> Self {
        Self::Unreadable {
            file: file.to_owned(),
            source,
        }
    }
}

/// The name of a file without its folder, for messages.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Words of a file as they may stand in a message: short, without control characters.
pub(super) fn shown(words: &str) -> String {
    const LONGEST: usize = 160;
    cleaned(words).chars().take(LONGEST).collect()
}

/// Why one record cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeatureFault {
    /// Too many points or parts.
    #[error("the shape has more than {limit} vertices; simplify or split it")]
    TooManyVertices {
        /// The most allowed.
        limit: u64,
    },
    /// Too long to be held in memory.
    #[error("the record is longer than {limit} bytes; simplify or split it")]
    TooLong {
        /// The longest allowed.
        limit: u64,
    },
    /// Lists in lists without end.
    #[error("the record is nested deeper than {limit} levels; export it again as plain features")]
    TooDeep {
        /// The deepest allowed.
        limit: u32,
    },
    /// A coordinate is NaN, infinite or beyond what a number can hold.
    #[error("a number is not finite or too large (NaN, Infinity, 1e400); correct it")]
    NotFinite,
    /// A coordinate is not a number.
    #[error("a coordinate is {found} where a number is due; correct it")]
    NotANumber {
        /// What stands there.
        found: &'static str,
    },
    /// A position with one number, or none.
    #[error("a position has fewer than two numbers; give longitude and latitude, or x and y")]
    HalfPosition,
    /// The lists do not fit the kind of shape.
    #[error("the coordinates are not nested as a {kind} needs; export the file again")]
    Misshapen {
        /// The kind that was named.
        kind: String,
    },
    /// Points, lines and areas in one shape.
    #[error("a collection mixes points, lines and areas; give one kind for each feature")]
    MixedCollection,
    /// Arcs and curves.
    #[error(
        "curves ({kind}) are not read; convert them to straight segments, for example with ogr2ogr -nlt CONVERT_TO_LINEAR"
    )]
    Curve {
        /// The kind of curve.
        kind: &'static str,
    },
    /// A kind of shape that no map of areas can use.
    #[error("shapes of the kind {kind} are not read; give points, lines or polygons")]
    UnknownKind {
        /// The kind as written.
        kind: String,
    },
    /// The record breaks the rules of its format.
    #[error("the record is broken: {detail}; correct it or export the file again")]
    Malformed {
        /// The rule.
        detail: String,
    },
    /// A name that stands twice, so that nobody knows which one is meant.
    #[error("the member {name} stands twice; keep one")]
    DuplicateMember {
        /// The name.
        name: String,
    },
    /// A value over the limit.
    #[error("the text in column {column} is longer than {limit} bytes; shorten it")]
    TextTooLong {
        /// The column.
        column: String,
        /// The longest allowed.
        limit: usize,
    },
    /// Columns over the limit.
    #[error("the record has more than {limit} columns; leave some out")]
    TooManyColumns {
        /// The most allowed.
        limit: usize,
    },
}

impl FeatureFault {
    /// A record that breaks a rule, in the words of the reader, which may quote the file.
    pub(super) fn malformed(detail: impl AsRef<str>) -> Self {
        Self::Malformed {
            detail: shown(detail.as_ref()),
        }
    }
}
