//! Areas of a study's outline as rows.

use super::{Table, sides};
use crate::{
    domain::{Code, StudyArea},
    store::{Result, bulk::Target, row::Row, value::Value},
};

pub(super) const TABLE: Table = Table {
    target: Target {
        into: "study_area (territory, layer_version, seq, peril, name, \
           shape, west, south, east, north)",
        width: 10,
    },
    page: "select seq, peril, name, shape
           from study_area
           where territory = $1 and layer_version = $2 and seq > $3
           order by seq limit $4",
};

pub(super) fn write<'a>(area: &'a StudyArea, values: &mut Vec<Value<'a>>) {
    values.extend([
        area.peril.code().into(),
        area.name.as_deref().into(),
        Value::from(area.footprint.to_wkb()),
    ]);
    values.extend(sides(area.footprint.bbox()));
}

pub(super) fn read(row: &Row) -> Result<StudyArea> {
    Ok(StudyArea {
        peril: row.word("peril")?,
        name: row.get("name")?,
        footprint: row.footprint()?,
    })
}
