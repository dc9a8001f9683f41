//! Hazard zones as rows.

use super::{Table, sides};
use crate::{
    domain::{Code, HazardZone, Severity},
    store::{
        Result,
        bulk::Target,
        row::{Row, damaged},
        value::Value,
    },
};

pub(super) const TABLE: Table = Table {
    target: Target {
        into: "hazard_zone (territory, layer_version, seq, peril, severity, source_class, \
           shape, west, south, east, north)",
        width: 11,
    },
    page: "select seq, peril, severity, source_class, shape
           from hazard_zone
           where territory = $1 and layer_version = $2 and seq > $3
           order by seq limit $4",
};

pub(super) fn write<'a>(zone: &'a HazardZone, values: &mut Vec<Value<'a>>) {
    values.extend([
        zone.peril.code().into(),
        u32::from(zone.severity.get()).into(),
        zone.source_class.as_str().into(),
        Value::from(zone.footprint.to_wkb()),
    ]);
    values.extend(sides(zone.footprint.bbox()));
}

pub(super) fn read(row: &Row) -> Result<HazardZone> {
    let severity: u8 = row.count("severity")?;
    Ok(HazardZone {
        peril: row.word("peril")?,
        severity: Severity::try_from(severity).map_err(damaged("severity"))?,
        source_class: row.get("source_class")?,
        footprint: row.footprint()?,
    })
}
