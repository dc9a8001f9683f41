//! Layers that the registers of the work add to: moves that were made, homes that are vacant. What a
//! register says of a household or a home stands in the place of what a file has said.

use std::{collections::BTreeSet, sync::Arc};

use time::OffsetDateTime;
use uuid::Uuid;

use super::{Atlas, AtlasLayer, Error, load::all_of};
use crate::{
    domain::{
        Duplicates, ImportReport, LayerKind, LayerVersion, LayerVersionId, Ledger, Placement,
        Record, Register, Tally, Territory,
    },
    store::{EntriesAsked, Store},
};

/// Entries read at a time.
const PAGE: u32 = 5_000;
/// What stands in the place of a file's name where there is no file.
const SOURCE: &str = "registers";

/// The layers that registers add to.
pub(super) const KINDS: [LayerKind; 2] = [LayerKind::Placements, LayerKind::Offers];

/// The layer as imported, with what the registers add; the one of the atlas before where nothing of it has changed.
/// `None` where neither a file nor a register has any of it.
pub(super) async fn layer(
    store: &Store,
    territory: &Territory,
    (kind, imported, old): (LayerKind, Option<LayerVersion>, &Atlas),
) -> Result<Option<Arc<AtlasLayer>>, Error> {
    let registers = match kind {
        LayerKind::Placements => Ledger::OF_PLACEMENTS,
        _ => Ledger::OF_OFFERS,
    };
    let changed = store.registers_changed(territory, registers).await?;
    let changed = changed.max(store.last_erasure(territory).await?);
    let version = match imported {
        Some(version) => version,
        None if changed == 0 => return Ok(None),
        None => without_file(territory, kind),
    };
    let before = old.layer(kind);
    if let Some(before) =
        before.filter(|before| before.version.id == version.id && before.edited == changed)
    {
        return Ok(Some(before.clone()));
    }
    let is_file = version.id != LayerVersionId(Uuid::nil());
    let mut records = if is_file {
        all_of(store, &version).await?
    } else {
        Vec::new()
    };
    let added = added(store, territory, (kind, registers)).await?;
    let told: BTreeSet<&str> = added.iter().filter_map(subject).collect();
    records.retain(|(_, record)| subject(record).is_none_or(|code| !told.contains(code)));
    let last = records.last().map_or(0, |(number, _)| *number);
    records.extend((last + 1..).zip(added));
    if records.is_empty() && !is_file {
        return Ok(None);
    }
    let mut layer = AtlasLayer::indexed(version, records);
    layer.version.records = layer.records().count() as u64;
    layer.edited = changed;
    Ok(Some(Arc::new(layer)))
}

/// What the registers know of a layer.
async fn added(
    store: &Store,
    territory: &Territory,
    (kind, registers): (LayerKind, &[Register]),
) -> Result<Vec<Record>, Error> {
    let mut entries = Vec::new();
    for register in registers {
        let mut asked = EntriesAsked::of(*register, PAGE);
        loop {
            let page = store.entries(territory, &asked).await?;
            let Some(last) = page.last() else { break };
            asked.after.clone_from(&last.code);
            entries.extend(page);
        }
    }
    let ledger: Ledger = entries.into_iter().collect();
    Ok(match kind {
        LayerKind::Placements => {
            let erased = erased(store, territory).await?;
            let all = ledger.placements().into_iter().chain(erased);
            all.map(Record::Placement).collect()
        }
        _ => ledger
            .offers()
            .into_iter()
            .map(Record::HousingOffer)
            .collect(),
    })
}

/// The moves of households that were erased, to the month.
async fn erased(store: &Store, territory: &Territory) -> Result<Vec<Placement>, Error> {
    let mut placements = Vec::new();
    let mut nth = 0;
    for (erased, households) in store.erased_households(territory).await? {
        for _ in 0..households {
            nth += 1;
            placements.extend(erased.placements(nth));
        }
    }
    Ok(placements)
}

/// By what a record of a file and one of a register are the same.
fn subject(record: &Record) -> Option<&str> {
    match record {
        Record::Placement(placement) => Some(&placement.household),
        Record::HousingOffer(offer) => Some(&offer.code),
        _ => None,
    }
}

fn without_file(territory: &Territory, kind: LayerKind) -> LayerVersion {
    LayerVersion {
        id: LayerVersionId(Uuid::nil()),
        territory: territory.clone(),
        kind,
        version: 0,
        source: SOURCE.to_owned(),
        records: 0,
        bbox: None,
        imported_at: OffsetDateTime::UNIX_EPOCH,
        report: ImportReport {
            file: SOURCE.to_owned(),
            file_layer: None,
            format: SOURCE.to_owned(),
            crs: String::new(),
            layer: kind,
            dry_run: false,
            mapping: std::collections::BTreeMap::new(),
            columns_left_out: Vec::new(),
            tally: Tally::default(),
            mends: Vec::new(),
            refusals: Vec::new(),
            duplicates: Duplicates::default(),
            warnings: Vec::new(),
        },
        withdrawn: false,
    }
}
