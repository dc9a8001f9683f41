//! One layer of the atlas in memory, found by number and by place.

use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use super::dispersal::Ground;
use crate::{
    domain::{LayerVersion, Record},
    spatial::{Bbox, BoxIndex, Dimension},
    store::{EditOutcome, SettlementEdit},
};

/// One version of one layer with its records.
pub struct AtlasLayer {
    /// Which version.
    pub version: LayerVersion,
    /// Number of the last change that edited it; 0 when none has.
    pub(super) edited: u64,
    /// Neighbours side by side, in the order of `boxes`; homes, which have no box, come last.
    records: Vec<(u64, Record)>,
    boxes: BoxIndex,
    /// Every number with the place of its record, in order.
    places: Vec<(u64, usize)>,
    ground: OnceLock<Ground>,
}

impl AtlasLayer {
    /// Indexes the records, and lays what tiles look at of neighbours side by side in memory: as the records
    /// came from the store, a tile would wait for memory as long as for all else together.
    #[must_use]
    pub fn new(version: LayerVersion, records: Vec<(u64, Record)>) -> Self {
        let scattered = Self::indexed(version, records);
        let laid_out = |(number, record): &(u64, Record)| (*number, record.laid_out());
        Self {
            // All of them before the first old one goes, or each would be put where that was.
            records: scattered.records.iter().map(laid_out).collect(),
            ..scattered
        }
    }

    /// Indexes the records, and leaves them where they lie in memory.
    #[must_use]
    pub(super) fn indexed(version: LayerVersion, records: Vec<(u64, Record)>) -> Self {
        let (with_box, boxes): (Vec<usize>, Vec<Bbox>) = records
            .iter()
            .enumerate()
            .filter_map(|(at, (_, record))| Some((at, record.bbox()?)))
            .unzip();
        let mut boxes = BoxIndex::new(&boxes);
        let mut waiting: Vec<Option<(u64, Record)>> = records.into_iter().map(Some).collect();
        let in_order = boxes.rename_in_order().into_iter();
        let mut records: Vec<(u64, Record)> = in_order
            .filter_map(|old| waiting[with_box[old]].take())
            .collect();
        records.extend(waiting.into_iter().flatten());
        let numbers = records.iter().map(|(number, _)| *number);
        let mut places: Vec<(u64, usize)> = numbers.zip(0..).collect();
        places.sort_unstable();
        Self {
            version,
            edited: 0,
            records,
            boxes,
            places,
            ground: OnceLock::new(),
        }
    }

    /// The layer after edits of its settlements, in the order of their changes. What is new comes
    /// last; what stays keeps its number.
    #[must_use]
    pub(super) fn with_edits(&self, edits: Vec<(u64, SettlementEdit)>) -> Self {
        let mut records: BTreeMap<u64, Record> = self.records.iter().cloned().collect();
        let mut numbers: HashMap<String, u64> = self
            .records()
            .filter_map(|(number, record)| match record {
                Record::Settlement(settlement) => Some((settlement.code.clone(), number)),
                _ => None,
            })
            .collect();
        let mut last = records.keys().next_back().copied().unwrap_or(0);
        let mut edited = self.edited;
        for (change, edit) in edits {
            edited = change;
            let code = edit.settlement.code.clone();
            let number = numbers.get(&code).copied().unwrap_or(last + 1);
            last = last.max(number);
            if edit.outcome == EditOutcome::Stands {
                numbers.insert(code, number);
                records.insert(number, Record::Settlement(edit.settlement));
            } else {
                numbers.remove(&code);
                records.remove(&number);
            }
        }
        let mut version = self.version.clone();
        version.records = records.len() as u64;
        version.bbox = records
            .values()
            .filter_map(Record::bbox)
            .reduce(Bbox::union);
        Self {
            edited,
            ..Self::indexed(version, records.into_iter().collect())
        }
    }

    /// Its neighbourhoods as units to count in; worked out at the first asking.
    pub(super) fn ground(&self) -> &Ground {
        self.ground.get_or_init(|| Ground::of(self))
    }

    /// What its shapes are, as the first of them tells.
    #[must_use]
    pub fn dimension(&self) -> Option<Dimension> {
        self.records().next()?.1.dimension()
    }

    /// Every record with its number, in order.
    pub fn records(&self) -> impl Iterator<Item = (u64, &Record)> {
        self.places.iter().map(|(_, at)| self.numbered(*at))
    }

    fn numbered(&self, at: usize) -> (u64, &Record) {
        let (number, record) = &self.records[at];
        (*number, record)
    }

    /// The record of a number.
    #[must_use]
    pub fn record(&self, number: u64) -> Option<&Record> {
        let found = self.places.binary_search_by_key(&number, |(own, _)| *own);
        found
            .ok()
            .map(|found| &self.records[self.places[found].1].1)
    }

    /// Whether the box of any record touches the box.
    #[must_use]
    pub fn is_touched_by(&self, bbox: Bbox) -> bool {
        self.boxes.touching(bbox).next().is_some()
    }

    /// The records whose boxes touch the box, in no order, one after the other.
    pub(super) fn met_in(&self, bbox: Bbox) -> impl Iterator<Item = (u64, &Record)> {
        self.boxes.touching(bbox).map(|at| self.numbered(at))
    }

    /// The records whose boxes touch the box, in order.
    pub fn touching(&self, bbox: Bbox) -> impl Iterator<Item = (u64, &Record)> {
        let mut found: Vec<(u64, &Record)> = self.met_in(bbox).collect();
        found.sort_unstable_by_key(|(number, _)| *number);
        found.into_iter()
    }
}
