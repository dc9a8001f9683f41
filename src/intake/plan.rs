//! What is decided before the first record: by the person who imports, and by the file.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Classes, Mapping};
use crate::{
    domain::{Language, LayerKind, SettlementId},
    formats::{DeclaredCrs, Source},
    spatial::Bbox,
};

/// Makes an id for a settlement that is met for the first time.
pub type NewId = Box<dyn FnMut() -> Uuid + Send>;

/// What is decided by the person who imports.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Which layer it becomes.
    pub kind: LayerKind,
    /// What the file is called, without its folder.
    pub file: String,
    /// Columns given for fields; the others are guessed.
    pub mapping: Mapping,
    /// Reference system given, for example `EPSG:2154`; it wins over the file's own.
    pub crs: Option<String>,
    /// How the classes of zones are read.
    pub classes: Classes,
    /// Settlements of earlier imports by code: they keep their id.
    pub known: HashMap<String, SettlementId>,
    /// Where records are expected; those outside are kept with a warning.
    pub territory: Option<Bbox>,
    /// Whether this is only a rehearsal.
    pub dry_run: bool,
    /// In which language refusals and warnings are told.
    pub language: Language,
}

impl Plan {
    /// Everything guessed and nothing given.
    #[must_use]
    pub fn new(kind: LayerKind, file: impl Into<String>) -> Self {
        Self {
            kind,
            file: file.into(),
            mapping: Mapping::new(),
            crs: None,
            classes: Classes::new(),
            known: HashMap::new(),
            territory: None,
            dry_run: false,
            language: Language::English,
        }
    }
}

/// What a file says of itself before its first record.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The format.
    pub format: String,
    /// The layer inside the file, where there can be several.
    pub file_layer: Option<String>,
    /// Its reference system.
    pub crs: DeclaredCrs,
    /// Its columns, as far as they are known.
    pub columns: Vec<String>,
    /// What a person should know; the report repeats it.
    pub notes: Vec<String>,
}

impl From<&Source> for Heading {
    fn from(source: &Source) -> Self {
        Self {
            format: source.format.to_string(),
            file_layer: source.file_layer.clone(),
            crs: source.crs.clone(),
            columns: source.columns.clone(),
            notes: source.notes.clone(),
        }
    }
}
