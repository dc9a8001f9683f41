//! The intake of one file: records out in batches, the report at the end.

use std::{collections::VecDeque, iter::Chain};

use super::{
    Error,
    account::Account,
    convert::Converter,
    duplicates::{Repeats, Seen},
    field::Field,
    fold,
    mapping::{self, Columns},
    notice::Notice,
    placing::Placing,
    plan::{Heading, NewId, Plan},
    refused::Refused,
    row::Row,
};
use crate::{
    domain::{Duplicates, ImportReport, LayerKind, Place, Record, Tally, Words},
    formats::{self, Reading, Source},
    spatial::{MendRule, SourceFeature, SourceGeometry},
};

/// How many records are looked at for their columns, where a file has no schema …
const LOOKED_AT: usize = 16;
/// … unless their shapes have more points than this, so that a look stays a look.
const POINTS_LOOKED_AT: usize = 100_000;

type Item = Result<Reading, formats::Error>;

/// The intake of one file. It reads no clock and makes no id of its own, so the same file
/// and plan give the same records.
pub struct Intake<I> {
    readings: Chain<std::collections::vec_deque::IntoIter<Item>, I>,
    kind: LayerKind,
    placing: Placing,
    converter: Converter,
    seen: Seen,
    account: Account,
}

impl Intake<Source> {
    /// Takes in an opened file.
    ///
    /// # Errors
    /// As [`Intake::new`].
    pub fn of(plan: Plan, source: Source, new_id: NewId) -> Result<Self, Error> {
        let heading = Heading::from(&source);
        Self::new(plan, heading, source, new_id)
    }
}

impl<I: Iterator<Item = Item>> Intake<I> {
    /// Decides which column feeds which field and where the coordinates are, before any record.
    ///
    /// # Errors
    /// [`Error`] when a column, class or reference system that is needed cannot be found.
    pub fn new(
        plan: Plan,
        mut heading: Heading,
        mut readings: I,
        new_id: NewId,
    ) -> Result<Self, Error> {
        let looked_at = look(&mut readings, &mut heading.columns);
        let placing = Placing::choose(plan.crs.as_deref(), &heading.crs, plan.territory)?;
        let columns = Columns::choose(plan.kind, &plan.mapping, &heading.columns)?;
        check_complete(&plan, &columns, &heading.columns)?;
        let report = blank_report(&plan, &heading, &columns, &placing);
        let mut account = Account::new(report, Words::of(plan.language));
        warn_of_the_file(&mut account, &plan, &placing);
        Ok(Self {
            readings: looked_at.into_iter().chain(readings),
            kind: plan.kind,
            placing,
            converter: Converter::new(plan, columns, new_id),
            seen: Seen::default(),
            account,
        })
    }

    /// The next records, at most so many; none when the file is at its end.
    ///
    /// # Errors
    /// [`Error`] when the file cannot be read on, or is wrong as a whole; nothing of it may
    /// be kept then.
    pub fn next_records(&mut self, most: usize) -> Result<Vec<Record>, Error> {
        let mut records = Vec::new();
        while records.len() < most {
            let Some(reading) = self.readings.next() else {
                break;
            };
            records.extend(self.take(reading?)?);
        }
        Ok(records)
    }

    /// The report, once [`next_records`](Self::next_records) has given none.
    ///
    /// # Errors
    /// [`Error::NothingKept`] when no record was; [`Error::Swapped`] when the whole file
    /// lies outside the territory for that reason.
    pub fn finish(self) -> Result<ImportReport, Error> {
        self.placing.check_all()?;
        let report = self.account.close();
        if report.tally.accepted == 0 {
            let report = Box::new(report);
            return Err(Error::NothingKept { report });
        }
        Ok(report)
    }

    /// One record taken in: kept, or counted as what it is.
    fn take(&mut self, reading: Reading) -> Result<Option<Record>, Error> {
        self.account.read();
        let feature = match reading {
            Reading::Feature(feature) => feature,
            Reading::Refused { number, fault } => {
                let place = Place {
                    feature: number,
                    name: None,
                };
                self.account.cannot_read(place, &fault);
                return Ok(None);
            }
        };
        let place = Row::new(self.converter.columns(), &feature).place(self.kind);
        if self.repeats(&feature, &place) {
            return Ok(None);
        }
        if let Some(shape) = &feature.geometry {
            self.placing.check_first(feature.number, shape)?;
        }
        match self.convert(feature) {
            Ok((record, rules)) => {
                self.note_outside(&record, place.feature);
                self.account.accept(place, rules);
                Ok(Some(record))
            }
            Err(refused) => {
                self.account.refuse(place, &refused);
                Ok(None)
            }
        }
    }

    /// Counts a record that repeats another; `true` when it is the same in every column.
    fn repeats(&mut self, feature: &SourceFeature, place: &Place) -> bool {
        let shapeless = feature
            .geometry
            .as_ref()
            .is_none_or(SourceGeometry::is_empty);
        // Two offers that are the same in every column are two homes.
        if self.kind == LayerKind::Offers || (shapeless && self.kind != LayerKind::Placements) {
            return false;
        }
        match self.seen.meet(feature) {
            Repeats::Nothing => false,
            Repeats::Shape => {
                self.account.same_shape(place.clone());
                false
            }
            Repeats::Record => {
                self.account.leave_out_repeated(place.clone());
                true
            }
        }
    }

    fn convert(&mut self, mut feature: SourceFeature) -> Result<(Record, Vec<MendRule>), Refused> {
        let mut shape = feature.geometry.take().filter(|shape| !shape.is_empty());
        if let Some(shape) = &mut shape {
            self.placing.place(shape)?;
        }
        self.converter.record(&feature, shape, &mut self.account)
    }

    fn note_outside(&mut self, record: &Record, feature: u64) {
        let bbox = record.bbox();
        if bbox.is_some_and(|bbox| !self.placing.is_inside(bbox)) {
            self.account.note(Notice::Outside, feature);
        }
    }
}

/// The first records, for the columns that they have beyond those already known.
fn look<I: Iterator<Item = Item>>(readings: &mut I, columns: &mut Vec<String>) -> VecDeque<Item> {
    let mut looked_at = VecDeque::new();
    let mut points = 0;
    while looked_at.len() < LOOKED_AT && points < POINTS_LOOKED_AT {
        let Some(reading) = readings.next() else {
            break;
        };
        if let Ok(Reading::Feature(feature)) = &reading {
            let shape = feature.geometry.as_ref();
            points += shape.map_or(0, |shape| shape.coords().count());
            learn(columns, feature);
        }
        let broken = reading.is_err();
        looked_at.push_back(reading);
        if broken {
            break;
        }
    }
    looked_at
}

fn learn(columns: &mut Vec<String>, feature: &SourceFeature) {
    for (name, _) in feature.properties.iter() {
        if !columns.iter().any(|known| known == name) {
            columns.push(name.to_owned());
        }
    }
}

/// Fields that no record can do without.
fn check_complete(plan: &Plan, columns: &Columns, names: &[String]) -> Result<(), Error> {
    let (field, advice) = match plan.kind {
        LayerKind::Zones(_) if plan.classes.for_all().is_none() => (
            Field::Class,
            "--map class=COLUMN, or give every zone one severity with --class 1 (low) to 4 (very high)",
        ),
        LayerKind::Placements => (Field::MovedOn, "--map moved_on=COLUMN"),
        _ => return Ok(()),
    };
    if columns.get(field).is_some() {
        return Ok(());
    }
    Err(Error::ColumnMissing {
        field: field.name(),
        layer: plan.kind,
        columns: mapping::listed(names.iter().map(String::as_str)),
        advice,
    })
}

/// What is worth a look about the file as a whole.
fn warn_of_the_file(account: &mut Account, plan: &Plan, placing: &Placing) {
    if placing.is_assumed() && !matches!(plan.kind, LayerKind::Placements | LayerKind::Offers) {
        account.warn("no-system", None);
    }
    let zones = matches!(plan.kind, LayerKind::Zones(_));
    let event = account.left_out().iter().find(|column| is_event(column));
    if let Some(column) = event.filter(|_| zones).cloned() {
        account.warn("events-together", Some(&column));
    }
}

/// Whether a column is called as the event that a zone belongs to: a usual flood, an extreme one.
fn is_event(column: &str) -> bool {
    let name = fold::squeezed(column);
    [
        "scenario",
        "evenement",
        "occurence",
        "occurrence",
        "perioderetour",
    ]
    .contains(&name.as_str())
}

fn blank_report(
    plan: &Plan,
    heading: &Heading,
    columns: &Columns,
    placing: &Placing,
) -> ImportReport {
    let unread = heading.columns.iter().filter(|name| !columns.read(name));
    ImportReport {
        file: plan.file.clone(),
        file_layer: heading.file_layer.clone(),
        format: heading.format.clone(),
        crs: placing.crs_name(),
        layer: plan.kind,
        dry_run: plan.dry_run,
        mapping: columns.shown(),
        columns_left_out: unread.cloned().collect(),
        tally: Tally::default(),
        mends: Vec::new(),
        refusals: Vec::new(),
        duplicates: Duplicates::default(),
        warnings: heading.notes.clone(),
    }
}

#[cfg(test)]
mod tests;
