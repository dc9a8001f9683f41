//! Invented outlines as a layer of the service, in memory.

use std::collections::BTreeMap;

use jalon::{
    app::AtlasLayer,
    domain::{
        Duplicates, HazardZone, ImportReport, LayerKind, LayerVersion, LayerVersionId, Peril,
        Record, Settlement, SettlementId, SettlementKind, SettlementStatus, Severity, Tally,
        Territory,
    },
    spatial::{Bbox, Footprint},
};
use time::OffsetDateTime;
use uuid::Uuid;

/// The layer of flood zones.
pub(crate) const FLOOD: LayerKind = LayerKind::Zones(Peril::Flood);

/// A layer of such records.
pub(crate) fn layer(kind: LayerKind, records: Vec<(u64, Record)>) -> AtlasLayer {
    AtlasLayer::new(version(kind, &records), records)
}

/// A settlement, or else a flood zone.
pub(crate) fn record(kind: LayerKind, number: u64, footprint: Footprint) -> Record {
    match kind {
        LayerKind::Settlements => Record::Settlement(Settlement {
            id: SettlementId(Uuid::from_u128(number.into())),
            code: format!("S{number}"),
            name: format!("place {number}"),
            kind: SettlementKind::Unknown,
            status: SettlementStatus::Unknown,
            households: Some(12),
            people: None,
            installed_on: None,
            footprint,
        }),
        _ => Record::HazardZone(HazardZone {
            peril: Peril::Flood,
            severity: Severity::ALL[usize::try_from(number % 4).unwrap()],
            source_class: format!("plan {}", number % 50),
            footprint,
        }),
    }
}

fn version(kind: LayerKind, records: &[(u64, Record)]) -> LayerVersion {
    let boxes = records.iter().filter_map(|(_, record)| record.bbox());
    LayerVersion {
        id: LayerVersionId(Uuid::nil()),
        territory: Territory::default(),
        kind,
        version: 1,
        source: "invented".to_owned(),
        records: records.len() as u64,
        bbox: boxes.reduce(Bbox::union),
        imported_at: OffsetDateTime::UNIX_EPOCH,
        report: report(kind),
        withdrawn: false,
    }
}

fn report(layer: LayerKind) -> ImportReport {
    ImportReport {
        file: "invented".to_owned(),
        file_layer: None,
        format: "GeoJSON".to_owned(),
        crs: "EPSG:4326".to_owned(),
        layer,
        dry_run: false,
        mapping: BTreeMap::new(),
        columns_left_out: Vec::new(),
        tally: Tally::default(),
        mends: Vec::new(),
        refusals: Vec::new(),
        duplicates: Duplicates::default(),
        warnings: Vec::new(),
    }
}
