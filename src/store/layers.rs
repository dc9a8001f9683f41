//! Which layers there are, and in which versions.

use std::collections::HashMap;

use super::{Error, Result, Store, database::Transaction, row::Row, value::Value};
use crate::domain::{LayerKind, LayerVersion, LayerVersionId, SettlementId, Territory};

/// Taking back a first import leaves a withdrawn version: there is no layer, which is not the same as a layer
/// with nothing in it.
const CURRENT: &str = "
    select id, kind, version, source, records, west, south, east, north, imported_at, report, withdrawn
    from layer_version as this
    where territory = $1 and version = (
        select max(version) from layer_version
        where territory = this.territory and kind = this.kind
    ) and not withdrawn
    order by kind";

const VERSIONS: &str = "
    select id, kind, version, source, records, west, south, east, north, imported_at, report, withdrawn
    from layer_version
    where territory = $1 and kind = $2
    order by version desc limit $3";

const BY_CHANGE: &str = "
    select id, kind, version, source, records, west, south, east, north, imported_at, report, withdrawn
    from layer_version
    where territory = $1 and kind = $2 and change <= $3
    order by version desc limit 1";

const ADD: &str = "
    insert into layer_version (territory, id, kind, version, change, source, records,
        west, south, east, north, imported_at, report, withdrawn)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

pub(super) const SETTLEMENT_IDS: &str = "
    select code, id from settlement_identity where territory = $1 order by code";

impl Store {
    /// The newest version of every layer that was ever imported.
    pub async fn current_layers(&self, territory: &Territory) -> Result<Vec<LayerVersion>> {
        let key = vec![territory.as_str().into()];
        let rows = self.database.rows(CURRENT, key).await?;
        rows.iter().map(|row| read(territory, row)).collect()
    }

    /// The version of a layer that was current after a change.
    pub async fn layer_version_by(
        &self,
        territory: &Territory,
        (kind, change): (LayerKind, u64),
    ) -> Result<Option<LayerVersion>> {
        let key = vec![territory.as_str().into(), kind.code().into(), change.into()];
        let rows = self.database.rows(BY_CHANGE, key).await?;
        let found = rows.first().map(|row| read(territory, row)).transpose()?;
        Ok(found.filter(|version| !version.withdrawn))
    }

    /// Up to `limit` versions of a layer, newest first.
    pub async fn layer_versions(
        &self,
        territory: &Territory,
        kind: LayerKind,
        limit: u32,
    ) -> Result<Vec<LayerVersion>> {
        let key = vec![territory.as_str().into(), kind.code().into(), limit.into()];
        let rows = self.database.rows(VERSIONS, key).await?;
        rows.iter().map(|row| read(territory, row)).collect()
    }

    /// The id of every settlement code that was ever imported; a code keeps its id for ever.
    ///
    /// An import asks [`Import::settlement_ids`](super::Import::settlement_ids), which no other
    /// import can overtake.
    pub async fn settlement_ids(
        &self,
        territory: &Territory,
    ) -> Result<HashMap<String, SettlementId>> {
        let key = vec![territory.as_str().into()];
        read_ids(&self.database.rows(SETTLEMENT_IDS, key).await?)
    }
}

/// The codes and ids of these rows.
pub(super) fn read_ids(rows: &[Row]) -> Result<HashMap<String, SettlementId>> {
    rows.iter()
        .map(|row| Ok((row.get("code")?, SettlementId(row.id("id")?))))
        .collect()
}

/// Adds the row of a layer version, made by the change of this number.
pub(super) async fn add(
    transaction: &mut Transaction,
    layer: &LayerVersion,
    change: u64,
) -> Result<()> {
    let side = |of: fn([f64; 4]) -> f64| Value::from(layer.bbox.map(|bbox| of(bbox.to_array())));
    let values = vec![
        layer.territory.as_str().into(),
        layer.id.0.into(),
        layer.kind.code().into(),
        layer.version.into(),
        change.into(),
        layer.source.as_str().into(),
        layer.records.into(),
        side(|[west, ..]| west),
        side(|[_, south, ..]| south),
        side(|[_, _, east, _]| east),
        side(|[.., north]| north),
        Value::moment(layer.imported_at)?,
        Value::json(&layer.report)?,
        Value::Flag(Some(layer.withdrawn)),
    ];
    transaction.rows(ADD, values).await?;
    Ok(())
}

fn read(territory: &Territory, row: &Row) -> Result<LayerVersion> {
    let kind: String = row.get("kind")?;
    Ok(LayerVersion {
        id: LayerVersionId(row.id("id")?),
        territory: territory.clone(),
        kind: LayerKind::from_code(&kind).ok_or(Error::Damaged {
            column: "kind",
            source: None,
        })?,
        version: row.count("version")?,
        source: row.get("source")?,
        records: row.count("records")?,
        bbox: row.bbox()?,
        imported_at: row.moment("imported_at")?,
        report: row.json("report")?,
        withdrawn: row.get("withdrawn")?,
    })
}
