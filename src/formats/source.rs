//! An opened file: what it says of itself, and its records one by one.

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tempfile::TempDir;

use super::{
    DeclaredCrs, Error, FeatureFault, Format, Limits, csv, detect, error::file_name, flatgeobuf,
    geojson, geopackage, kml, shapefile, unpack,
};
use crate::spatial::SourceFeature;

/// How a file is opened.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// The layer to read, where a file, folder or zip holds several; elsewhere it is not used.
    pub layer: Option<String>,
    /// How much it may take.
    pub limits: Limits,
}

/// One record of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A record as written.
    Feature(SourceFeature),
    /// A record that cannot be read; reading goes on with the next one.
    Refused {
        /// Its place in the file, counted from 1.
        number: u64,
        /// Why.
        fault: FeatureFault,
    },
}

/// How far reading has come; cheap to clone and to watch from another thread.
#[derive(Clone, Debug)]
pub struct Progress {
    /// What has been read, in the unit of `total`.
    pub done: Arc<AtomicU64>,
    /// All there is: bytes of the file, or records of a GeoPackage's layer.
    pub total: u64,
}

impl Progress {
    /// Nothing read of this much.
    pub(super) fn of(total: u64) -> Self {
        Self {
            done: Arc::default(),
            total,
        }
    }

    /// The part that has been read, 0 to 1.
    #[must_use]
    #[allow(
        clippy::cast_precision_loss,
        reason = "a progress bar needs no more than 15 digits"
    )]
    pub fn share(&self) -> f64 {
        if self.total == 0 {
            return 1.0;
        }
        (self.done.load(Ordering::Relaxed) as f64 / self.total as f64).min(1.0)
    }
}

/// The records of a reader.
pub(super) type Records = Box<dyn Iterator<Item = Result<Reading, Error>> + Send>;

/// An opened file. Iterating gives its records; an `Err` is the last item.
pub struct Source {
    /// The format found.
    pub format: Format,
    /// The name of the layer inside the file, where it has one.
    pub file_layer: Option<String>,
    /// What the file says of its reference system.
    pub crs: DeclaredCrs,
    /// The columns of the schema, or those of the first record.
    pub columns: Vec<String>,
    /// How many records there are, where the file says so.
    pub total: Option<u64>,
    /// What a person should know before the records are used.
    pub notes: Vec<String>,
    pub(super) progress: Progress,
    pub(super) records: Records,
    pub(super) broken: bool,
    // Dropped after the records that read from it.
    unpacked: Option<TempDir>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("format", &self.format)
            .field("file_layer", &self.file_layer)
            .field("crs", &self.crs)
            .field("columns", &self.columns)
            .field("total", &self.total)
            .field("notes", &self.notes)
            .finish_non_exhaustive()
    }
}

/// A file found and measured, ready for its reader.
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its name for messages, of the zip where it came from one.
    pub(super) file: String,
    /// Its length in bytes.
    pub(super) bytes: u64,
    /// What its first bytes say.
    pub(super) format: Format,
    /// How it is opened.
    pub(super) options: OpenOptions,
}

impl Found {
    /// Opens the file.
    pub(super) fn open(&self) -> Result<File, Error> {
        File::open(&self.path).map_err(|e| Error::unreadable(&self.file, e))
    }

    /// The bounds.
    pub(super) fn limits(&self) -> Limits {
        self.options.limits
    }
}

impl Source {
    /// Opens a file, a folder with a shapefile, or a zip with one layer.
    ///
    /// # Errors
    /// [`Error`] says what is wrong and what to do.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Self, Error> {
        let file = file_name(path);
        let unpacked = unpack::one_layer(path, options)?;
        let path = unpacked.path.clone();
        let bytes = measured(&path, &file, options.limits)?;
        let format = detect::format_of(&path, &file)?;
        let found = Found {
            path,
            file,
            bytes,
            format,
            options: options.clone(),
        };
        let mut source = match format {
            Format::GeoJson | Format::GeoJsonLines => geojson::open(&found),
            Format::GeoPackage => geopackage::open(found),
            Format::Shapefile => shapefile::open(&found),
            Format::FlatGeobuf => flatgeobuf::open(&found),
            Format::Csv => csv::open(&found),
            Format::Kml => kml::open(&found),
        }?;
        source.unpacked = unpacked.folder;
        source.learn_columns();
        Ok(source)
    }

    /// A source of a format, with nothing said but its records.
    pub(super) fn new(format: Format, progress: Progress, records: Records) -> Self {
        Self {
            format,
            file_layer: None,
            crs: DeclaredCrs::Undeclared,
            columns: Vec::new(),
            total: None,
            notes: Vec::new(),
            progress,
            records,
            broken: false,
            unpacked: None,
        }
    }

    /// How far reading has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Takes the columns from the first record where the file has no schema.
    fn learn_columns(&mut self) {
        if !self.columns.is_empty() {
            return;
        }
        let Some(first) = self.records.next() else {
            return;
        };
        if let Ok(Reading::Feature(feature)) = &first {
            let names = feature.properties.iter().map(|(name, _)| name.to_owned());
            self.columns = names.collect();
        }
        let rest = std::mem::replace(&mut self.records, Box::new(std::iter::empty()));
        self.records = Box::new(std::iter::once(first).chain(rest));
    }
}

impl Iterator for Source {
    type Item = Result<Reading, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        let item = self.records.next();
        self.broken = matches!(item, None | Some(Err(_)));
        item
    }
}

/// The length of a plain file within the limit.
fn measured(path: &Path, file: &str, limits: Limits) -> Result<u64, Error> {
    let about = std::fs::metadata(path).map_err(|e| Error::unreadable(file, e))?;
    if !about.is_file() {
        return Err(Error::UnknownFormat {
            file: file.to_owned(),
        });
    }
    if about.len() > limits.max_file_bytes {
        return Err(Error::TooLarge {
            file: file.to_owned(),
            bytes: about.len(),
            limit: limits.max_file_bytes,
        });
    }
    Ok(about.len())
}
