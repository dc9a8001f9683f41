//! Keeps the report of an import true while records go by.

use std::collections::BTreeMap;

use super::{notice::Notice, refused::Refused, told};
use crate::{
    domain::{ImportReport, Mend, PLACES_LISTED, Place, Refusal, Words},
    formats::FeatureFault,
    spatial::MendRule,
};

/// How many features a warning names.
const FEATURES_NAMED: usize = 5;

/// The report as far as the file has been read.
pub(super) struct Account {
    report: ImportReport,
    notices: BTreeMap<Notice, Noticed>,
    words: Words,
}

#[derive(Default)]
struct Noticed {
    records: u64,
    first: Vec<u64>,
}

impl Account {
    /// Starts from a report whose counts are all zero.
    pub(super) fn new(report: ImportReport, words: Words) -> Self {
        Self {
            report,
            words,
            notices: BTreeMap::new(),
        }
    }

    /// The columns that are not read.
    pub(super) fn left_out(&self) -> &[String] {
        &self.report.columns_left_out
    }

    pub(super) fn read(&mut self) {
        self.report.tally.read += 1;
    }

    pub(super) fn accept(&mut self, place: Place, rules: Vec<MendRule>) {
        self.report.tally.accepted += 1;
        if !rules.is_empty() {
            self.report.tally.mended += 1;
            list(&mut self.report.mends, Mend { place, rules });
        }
    }

    pub(super) fn refuse(&mut self, place: Place, refused: &Refused) {
        let why = told::refusal(&self.words, refused);
        self.leave_out(place, why);
    }

    pub(super) fn cannot_read(&mut self, place: Place, fault: &FeatureFault) {
        let why = told::fault(&self.words, fault);
        self.leave_out(place, why);
    }

    fn leave_out(&mut self, place: Place, why: String) {
        self.report.tally.refused += 1;
        list(&mut self.report.refusals, Refusal { place, why });
    }

    pub(super) fn leave_out_repeated(&mut self, place: Place) {
        self.report.duplicates.same_record += 1;
        list(&mut self.report.duplicates.places, place);
    }

    pub(super) fn same_shape(&mut self, place: Place) {
        self.report.duplicates.same_shape += 1;
        list(&mut self.report.duplicates.places, place);
    }

    /// One more record of which something is worth a look.
    pub(super) fn note(&mut self, notice: Notice, feature: u64) {
        let listed = self.notices.len() < PLACES_LISTED || self.notices.contains_key(&notice);
        let notice = if listed { notice } else { Notice::More };
        let noticed = self.notices.entry(notice).or_default();
        noticed.records += 1;
        if noticed.first.len() < FEATURES_NAMED {
            noticed.first.push(feature);
        }
    }

    /// Something worth a look about the file as a whole.
    pub(super) fn warn(&mut self, name: &str, column: Option<&str>) {
        let column = column.map(|column| ("column", told::text(column)));
        let blanks: Vec<_> = column.into_iter().collect();
        let sentence = told::said(&self.words, name, &blanks);
        self.report.warnings.push(sentence);
    }

    /// The report, with every warning spelled out.
    pub(super) fn close(mut self) -> ImportReport {
        let sentences = self.notices.iter().map(|(notice, noticed)| {
            notice.sentence(&self.words, (noticed.records, &noticed.first))
        });
        self.report.warnings.extend(sentences);
        self.report
    }
}

fn list<T>(places: &mut Vec<T>, place: T) {
    if places.len() < PLACES_LISTED {
        places.push(place);
    }
}
