//! Which records of a layer somebody asks for: box, day, columns, filter, order, page.
//!
//! Everything is judged on the record as the audience sees it, so that no question can tell more
//! than the answer may.

use std::{
    cmp::Ordering,
    collections::{BTreeSet, BinaryHeap},
    sync::atomic::{AtomicBool, Ordering as Memory},
};

use time::OffsetDateTime;

use super::{Atlas, AtlasLayer, features};
use crate::{
    domain::{Record, Viewer},
    filter::{Filter, Period},
    publish,
    spatial::{Bbox, Feature, Value},
};

/// The column that tells since when something is there.
const DAY: &str = "installed_on";

/// What somebody asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Only what touches one of these boxes; everything when there is none.
    pub boxes: Vec<Bbox>,
    /// Only what is of this time; a record without a day is of any.
    pub during: Option<Period>,
    /// Only those whose columns hold exactly these values.
    pub equal: Vec<(&'static str, Value)>,
    /// Only what passes.
    pub filter: Option<Filter>,
    /// The order: by these columns, then by id.
    pub sort: Vec<SortKey>,
    /// Only what comes after this place in the order.
    pub after: Option<Place>,
    /// How many at most.
    pub limit: usize,
}

/// A column to sort by; records without a value come last either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// The column.
    pub column: &'static str,
    /// Whether the largest come first.
    pub descending: bool,
}

/// What a record is called within its collection, for as long as it can be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemId {
    /// The number of a record within the version of its layer.
    Number(u64),
    /// The code that stays the same over re-imports.
    Code(String),
}

/// A place in an order: the values sorted by, and the id that comes last.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// One value for each [`SortKey`].
    pub values: Vec<Value>,
    /// The record at this place.
    pub id: ItemId,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Records on all pages.
    pub matched: usize,
    /// Numbers of the records on this page, in order.
    pub numbers: Vec<u64>,
    /// Where this page ends, if another one follows.
    pub end: Option<Place>,
}

/// The id of a record: its code where it has one.
#[must_use]
pub fn id_of(number: u64, record: &Record) -> ItemId {
    match record {
        Record::Settlement(settlement) => ItemId::Code(settlement.code.clone()),
        Record::Neighbourhood(neighbourhood) => ItemId::Code(neighbourhood.code.clone()),
        _ => ItemId::Number(number),
    }
}

/// The record of an id, as people write it.
#[must_use]
pub fn find<'a>(layer: &'a AtlasLayer, id: &str) -> Option<(u64, &'a Record)> {
    layer
        .records()
        .find(|(_, record)| match record {
            Record::Settlement(settlement) => settlement.code == id,
            Record::Neighbourhood(neighbourhood) => neighbourhood.code == id,
            _ => false,
        })
        .or_else(|| {
            let number = id.parse().ok()?;
            let record = layer.record(number)?;
            (id_of(number, record) == ItemId::Number(number)).then_some((number, record))
        })
}

/// Finds a page, and counts what is on all of them. Keeps no more than a page in memory, and ends
/// early, with what it has, once `stop` is set.
#[must_use]
pub fn select(
    (atlas, layer): (&Atlas, &AtlasLayer),
    viewer: Viewer,
    asked: &Asked,
    stop: &AtomicBool,
) -> Selection {
    let mut page = Page::new(asked);
    let judge = Judge {
        atlas,
        layer,
        viewer,
        asked,
    };
    for number in candidates(layer, asked) {
        if stop.load(Memory::Relaxed) {
            break;
        }
        if let Some(record) = layer.record(number) {
            judge.look(number, record, &mut page);
        }
    }
    page.closed()
}

/// The numbers of the records whose boxes touch what is asked for, each once.
fn candidates(layer: &AtlasLayer, asked: &Asked) -> Vec<u64> {
    let hint = asked.filter.as_ref().and_then(Filter::bbox);
    let boxes = match (&asked.boxes[..], hint) {
        ([], None) => return layer.records().map(|(number, _)| number).collect(),
        ([], Some(hint)) => vec![hint],
        (boxes, _) => boxes.to_vec(),
    };
    let numbers: BTreeSet<u64> = boxes
        .into_iter()
        .flat_map(|bbox| layer.touching(bbox))
        .map(|(number, _)| number)
        .collect();
    numbers.into_iter().collect()
}

/// Judges records one by one.
struct Judge<'a> {
    atlas: &'a Atlas,
    layer: &'a AtlasLayer,
    viewer: Viewer,
    asked: &'a Asked,
}

impl Judge<'_> {
    fn look(&self, number: u64, record: &Record, page: &mut Page<'_>) {
        if self.passes_at_sight(record) {
            page.take(number, || Place {
                values: Vec::new(),
                id: id_of(number, record),
            });
            return;
        }
        let kind = self.layer.version.kind;
        let Some(item) = features::item(self.atlas, (self.viewer, kind), (number, record)) else {
            return;
        };
        if self.passes(&item) {
            page.take(number, || Place {
                values: values(&item, &self.asked.sort),
                id: id_of(number, record),
            });
        }
    }

    /// Whether no column is asked about, and the box around the record is within one asked for.
    fn passes_at_sight(&self, record: &Record) -> bool {
        let asked = self.asked;
        let of_columns = asked.during.is_some() || asked.filter.is_some();
        if of_columns || !(asked.equal.is_empty() && asked.sort.is_empty()) {
            return false;
        }
        let own = record.bbox();
        let within = |bbox: &Bbox| own.is_some_and(|own| bbox.union(own) == *bbox);
        asked.boxes.is_empty() || asked.boxes.iter().any(within)
    }

    fn passes(&self, item: &Feature) -> bool {
        let asked = self.asked;
        let equal = |(column, value): &(&'static str, Value)| {
            let known = item.properties.get(column).unwrap_or(&Value::Null);
            compare(known, value) == Some(Ordering::Equal)
        };
        asked.equal.iter().all(equal)
            && asked.during.is_none_or(|during| is_during(item, during))
            && touches(item, &asked.boxes)
            && asked
                .filter
                .as_ref()
                .is_none_or(|filter| filter.passes(item))
    }
}

/// Whether the shape itself, not only its box, touches one of the boxes.
fn touches(item: &Feature, boxes: &[Bbox]) -> bool {
    boxes.is_empty() || boxes.iter().any(|bbox| item.shape.touches(bbox))
}

/// Whether its day is within the period; without one, always.
fn is_during(item: &Feature, during: Period) -> bool {
    day_of(item).is_none_or(|own| own.meets(during))
}

/// The day a record begins, as its only column of days tells.
#[must_use]
pub fn day_of(item: &Feature) -> Option<Period> {
    match item.properties.get(DAY)? {
        Value::Text(day) => Period::of_day(day),
        _ => None,
    }
}

fn values(item: &Feature, sort: &[SortKey]) -> Vec<Value> {
    let of = |key: &SortKey| item.properties.get(key.column).cloned();
    sort.iter()
        .map(|key| of(key).unwrap_or(Value::Null))
        .collect()
}

/// The first records of the order that were seen, and the count of all.
struct Page<'a> {
    asked: &'a Asked,
    matched: usize,
    /// The last of the order on top, one more than the limit.
    kept: BinaryHeap<Entry<'a>>,
}

struct Entry<'a> {
    place: Place,
    number: u64,
    sort: &'a [SortKey],
}

impl<'a> Page<'a> {
    fn new(asked: &'a Asked) -> Self {
        Self {
            asked,
            matched: 0,
            kept: BinaryHeap::new(),
        }
    }

    fn take(&mut self, number: u64, place: impl FnOnce() -> Place) {
        self.matched += 1;
        let sort = &self.asked.sort[..];
        let entry = Entry {
            place: place(),
            number,
            sort,
        };
        let after = self.asked.after.as_ref();
        if after.is_some_and(|after| order(&entry.place, after, sort).is_le()) {
            return;
        }
        if self.kept.len() <= self.asked.limit {
            self.kept.push(entry);
        } else if let Some(mut last) = self.kept.peek_mut()
            && entry < *last
        {
            *last = entry;
        }
    }

    fn closed(self) -> Selection {
        let mut entries = self.kept.into_sorted_vec();
        let more = entries.len() > self.asked.limit;
        entries.truncate(self.asked.limit);
        let numbers = entries.iter().map(|entry| entry.number).collect();
        let end = entries.pop().filter(|_| more).map(|last| last.place);
        Selection {
            matched: self.matched,
            numbers,
            end,
        }
    }
}

impl PartialEq for Entry<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Entry<'_> {}

impl PartialOrd for Entry<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        order(&self.place, &other.place, self.sort)
    }
}

fn order(one: &Place, other: &Place, sort: &[SortKey]) -> Ordering {
    let pairs = one.values.iter().zip(&other.values).zip(sort);
    pairs
        .map(|((one, other), key)| by_key(one, other, key.descending))
        .find(|order| order.is_ne())
        .unwrap_or_else(|| one.id.cmp(&other.id))
}

fn by_key(one: &Value, other: &Value, descending: bool) -> Ordering {
    match (one, other) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Greater,
        (_, Value::Null) => Ordering::Less,
        _ => {
            let order = compare(one, other).unwrap_or(Ordering::Equal);
            if descending { order.reverse() } else { order }
        }
    }
}

/// The order of two values of one column; `None` where they cannot be compared.
fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Bool(one), Value::Bool(other)) => Some(one.cmp(other)),
        (Value::Integer(one), Value::Integer(other)) => Some(one.cmp(other)),
        (Value::Text(one), Value::Text(other)) => Some(one.cmp(other)),
        (Value::Integer(_) | Value::Number(_), Value::Integer(_) | Value::Number(_)) => {
            Some(one.as_number()?.total_cmp(&other.as_number()?))
        }
        _ => None,
    }
}

/// The first and the last day of a layer's records.
#[must_use]
pub fn days(
    (atlas, layer): (&Atlas, &AtlasLayer),
    viewer: Viewer,
) -> Option<(OffsetDateTime, OffsetDateTime)> {
    let kind = layer.version.kind;
    // Only settlements have a day; the zones of a whole country are not looked through for one.
    if !publish::columns(kind).iter().any(|c| c.name == DAY) {
        return None;
    }
    layer
        .records()
        .filter_map(|(number, record)| features::item(atlas, (viewer, kind), (number, record)))
        .filter_map(|item| day_of(&item)?.start)
        .map(|day| (day, day))
        .reduce(|(first, last), (day, _)| (first.min(day), last.max(day)))
}
