//! What reports are made of: views that whoever asks may read, a day, a language.

use std::collections::{BTreeMap, BTreeSet};

use time::Date;

use super::SiteTold;
use crate::{
    documents::Picture,
    domain::{Language, Register, ReportName},
    publish::{EntryView, RankedView},
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
}

/// Counts below this are hidden from whoever may see counts only.
const LEAST_COUNT: u32 = 5;

impl Material {
    /// Counts below this are hidden; none where all may be told.
    #[must_use]
    pub fn least_count(&self) -> Option<u32> {
        (!self.counted.is_empty()).then_some(LEAST_COUNT)
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
