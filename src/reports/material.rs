//! What reports are made of: views that whoever asks may read, a day, a language.

use std::collections::{BTreeMap, BTreeSet};

use time::{Date, OffsetDateTime};

use super::SiteTold;
use crate::{
    documents::Picture,
    domain::{ChainProof, Language, Reading, Register, ReportName},
    publish::{DispersalView, EntryView, PublicationView, RankedView},
};

/// What one report is made of.
#[derive(Clone, Debug)]
pub struct Material {
    /// Which report.
    pub report: ReportName,
    /// Its language.
    pub language: Language,
    /// As of which day.
    pub day: Date,
    /// Which year it is about, where it is about one.
    pub year: i32,
    /// Whose records these are.
    pub territory: String,
    /// Who may read it: the name of a sentence.
    pub readers: &'static str,
    /// The registers of which whoever asks may see counts only.
    pub counted: BTreeSet<Register>,
    /// Counts of these below this are hidden.
    pub least: u32,
    /// The entry or settlement that it is about.
    pub about: Option<String>,
    /// Entries by register; a register that may not be read is not there.
    pub entries: BTreeMap<Register, Vec<EntryView>>,
    /// The settlements that may be known, most dangerous first.
    pub ranking: Vec<RankedView>,
    /// The one settlement that it is about.
    pub site: Option<SiteTold>,
    /// A map of it, or of them.
    pub map: Option<Picture>,
    /// The layers that are in use.
    pub layers: Vec<LayerTold>,
    /// How households are spread.
    pub dispersal: Option<DispersalView>,
    /// Who has read what.
    pub records: Option<RecordsTold>,
    /// Counts of households that were given out.
    pub publication: Option<PublicationView>,
}

/// A layer in use.
#[derive(Clone, Debug)]
pub struct LayerTold {
    /// Its code.
    pub kind: String,
    /// Whether scores are measured on it.
    pub is_danger: bool,
    /// Which version.
    pub version: u32,
    /// What the file was called.
    pub source: String,
    /// When it was imported.
    pub imported_at: OffsetDateTime,
    /// Records that it has.
    pub records: u64,
    /// Records that were mended when it was imported.
    pub mended: u64,
    /// Records that were refused then.
    pub refused: u64,
}

/// Readings of a year, and whether both chains of records are whole.
#[derive(Clone, Debug)]
pub struct RecordsTold {
    /// Newest first.
    pub readings: Vec<Reading>,
    /// Of changes, of readings.
    pub proofs: [ChainProof; 2],
}

impl Material {
    /// Counts below this are hidden; none where all may be told.
    #[must_use]
    pub fn least_count(&self) -> Option<u32> {
        (!self.counted.is_empty()).then_some(self.least)
    }

    /// The entries of a register, by code; none where they may not be read.
    #[must_use]
    pub fn of(&self, register: Register) -> &[EntryView] {
        self.entries.get(&register).map_or(&[], Vec::as_slice)
    }

    /// The entry of a code.
    #[must_use]
    pub fn entry(&self, register: Register, code: &str) -> Option<&EntryView> {
        self.of(register).iter().find(|entry| entry.code == code)
    }
}
