//! Records as rows: one file per noun, each with its columns in one order.

mod settlement;
mod neighbourhood;
mod hazard_zone;
mod study_area;
mod depth_block;
mod landmark;
mod placement;
mod housing_offer;

pub(super) use settlement::{read as read_settlement, write as write_settlement};

use sqlx::error::BoxDynError;

use super::{Error, Result, Store, bulk::Target, row::Row, value::Value};
use crate::{
    domain::{LayerKind, LayerVersion, Record},
    spatial::Bbox,
    store::Missing,
};

/// The table of one noun.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) target: Target<'static>,
    /// One page of records by key.
    page: &'static str,
}

/// The key of one row.
#[derive(Clone, Copy)]
pub(super) struct Key<'a> {
    pub(super) territory: &'a str,
    pub(super) layer_version: &'a str,
    pub(super) seq: u64,
}

/// Where the records of a layer are kept.
pub(super) fn table_of(kind: LayerKind) -> &'static Table {
    match kind {
        LayerKind::Settlements => &settlement::TABLE,
        LayerKind::Neighbourhoods | LayerKind::System(_) => &neighbourhood::TABLE,
        LayerKind::Zones(_) => &hazard_zone::TABLE,
        LayerKind::Study(_) => &study_area::TABLE,
        LayerKind::Depth => &depth_block::TABLE,
        LayerKind::Landmarks(_) => &landmark::TABLE,
        LayerKind::Placements => &placement::TABLE,
        LayerKind::Offers => &housing_offer::TABLE,
    }
}

/// Whether the record is one of this layer.
pub(super) fn belongs(record: &Record, layer: LayerKind) -> bool {
    match (record, layer) {
        (Record::Settlement(_), LayerKind::Settlements)
        | (Record::Neighbourhood(_), LayerKind::Neighbourhoods | LayerKind::System(_))
        | (Record::DepthBlock(_), LayerKind::Depth)
        | (Record::Placement(_), LayerKind::Placements)
        | (Record::HousingOffer(_), LayerKind::Offers) => true,
        (Record::HazardZone(zone), LayerKind::Zones(peril)) => zone.peril == peril,
        (Record::StudyArea(area), LayerKind::Study(peril)) => area.peril == peril,
        (Record::Landmark(landmark), LayerKind::Landmarks(kind)) => landmark.kind == kind,
        _ => false,
    }
}

/// The record's row, column by column.
pub(super) fn values<'a>(key: Key<'a>, record: &'a Record) -> Result<Vec<Value<'a>>, BoxDynError> {
    let mut values = vec![
        key.territory.into(),
        key.layer_version.into(),
        key.seq.into(),
    ];
    match record {
        Record::Settlement(settlement) => settlement::write(settlement, &mut values)?,
        Record::Neighbourhood(neighbourhood) => neighbourhood::write(neighbourhood, &mut values),
        Record::HazardZone(zone) => hazard_zone::write(zone, &mut values),
        Record::StudyArea(area) => study_area::write(area, &mut values),
        Record::DepthBlock(block) => depth_block::write(block, &mut values),
        Record::Landmark(landmark) => landmark::write(landmark, &mut values)?,
        Record::Placement(placement) => placement::write(placement, &mut values)?,
        Record::HousingOffer(offer) => housing_offer::write(offer, &mut values)?,
    }
    Ok(values)
}

/// The record of a row.
fn read(kind: LayerKind, row: &Row) -> Result<Record> {
    match kind {
        LayerKind::Settlements => settlement::read(row).map(Record::Settlement),
        LayerKind::Neighbourhoods | LayerKind::System(_) => {
            neighbourhood::read(row).map(Record::Neighbourhood)
        }
        LayerKind::Zones(_) => hazard_zone::read(row).map(Record::HazardZone),
        LayerKind::Study(_) => study_area::read(row).map(Record::StudyArea),
        LayerKind::Depth => depth_block::read(row).map(Record::DepthBlock),
        LayerKind::Landmarks(_) => landmark::read(row).map(Record::Landmark),
        LayerKind::Placements => placement::read(row).map(Record::Placement),
        LayerKind::Offers => housing_offer::read(row).map(Record::HousingOffer),
    }
}

/// The four sides of a record's box, in the order of the columns.
fn sides(bbox: Bbox) -> [Value<'static>; 4] {
    bbox.to_array().map(Value::from)
}

impl Store {
    /// Up to `limit` records of a layer version with their numbers, in order, after the number
    /// `after`; 0 begins. The first record has number 1 and no number is left out.
    ///
    /// # Errors
    /// [`Error::NotFound`] when records are due and none are there.
    pub async fn records_page(
        &self,
        layer: &LayerVersion,
        after: u64,
        limit: u32,
    ) -> Result<Vec<(u64, Record)>> {
        let key = vec![
            layer.territory.as_str().into(),
            layer.id.0.into(),
            after.into(),
            limit.into(),
        ];
        let rows = self.database.rows(table_of(layer.kind).page, key).await?;
        if rows.is_empty() && after < layer.records && limit > 0 {
            return Err(Error::NotFound {
                missing: Missing::LayerVersion {
                    layer: layer.kind,
                    version: layer.version,
                },
            });
        }
        rows.iter()
            .map(|row| Ok((row.count("seq")?, read(layer.kind, row)?)))
            .collect()
    }
}
