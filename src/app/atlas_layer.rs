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
    records: Vec<(u64, Record)>,
    boxes: BoxIndex,
    /// Places in `records` of the boxes, in order; homes have none.
    with_box: Vec<usize>,
    ground: OnceLock<Ground>,
}

impl AtlasLayer {
    /// Indexes the records, which come in the order of their numbers.
    #[must_use]
    pub fn new(version: LayerVersion, records: Vec<(u64, Record)>) -> Self {
        let (with_box, boxes): (Vec<usize>, Vec<Bbox>) = records
            .iter()
            .enumerate()
            .filter_map(|(at, (_, record))| Some((at, record.bbox()?)))
            .unzip();
        Self {
            version,
            edited: 0,
            boxes: BoxIndex::new(&boxes),
            with_box,
            records,
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
            ..Self::new(version, records.into_iter().collect())
        }
    }

    /// Its neighbourhoods as units to count in; worked out at the first asking.
    pub(super) fn ground(&self) -> &Ground {
        self.ground.get_or_init(|| Ground::of(self))
    }

    /// What its shapes are, as the first of them tells.
    #[must_use]
    pub fn dimension(&self) -> Option<Dimension> {
        self.records.first()?.1.dimension()
    }

    /// Every record with its number, in order.
    pub fn records(&self) -> impl Iterator<Item = (u64, &Record)> {
        self.records
            .iter()
            .map(|(number, record)| (*number, record))
    }

    /// The record of a number.
    #[must_use]
    pub fn record(&self, number: u64) -> Option<&Record> {
        let at = self.records.binary_search_by_key(&number, |(own, _)| *own);
        at.ok().map(|at| &self.records[at].1)
    }

    /// Whether the box of any record touches the box.
    #[must_use]
    pub fn is_touched_by(&self, bbox: Bbox) -> bool {
        self.boxes.touching(bbox).next().is_some()
    }

    /// The records whose boxes touch the box, in no order, one after the other.
    pub(super) fn met_in(&self, bbox: Bbox) -> impl Iterator<Item = &Record> {
        let found = self.boxes.touching(bbox);
        found.map(|at| &self.records[self.with_box[at]].1)
    }

    /// The records whose boxes touch the box, in order.
    pub fn touching(&self, bbox: Bbox) -> impl Iterator<Item = (u64, &Record)> {
        let mut found: Vec<usize> = self
            .boxes
            .touching(bbox)
            .map(|i| self.with_box[i])
            .collect();
        found.sort_unstable();
        found.into_iter().map(|at| {
            let (number, record) = &self.records[at];
            (*number, record)
        })
    }
}
