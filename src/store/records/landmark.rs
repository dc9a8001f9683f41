//! Landmarks as rows.

use sqlx::error::BoxDynError;

use super::{Table, sides};
use crate::{
    domain::{Code, Landmark},
    store::{Result, bulk::Target, row::Row, value::Value},
};

pub(super) const TABLE: Table = Table {
    target: Target {
        into: "landmark (territory, layer_version, seq, kind, name, shape, west, south, east, north)",
        width: 10,
    },
    page: "select seq, kind, name, shape
           from landmark
           where territory = $1 and layer_version = $2 and seq > $3
           order by seq limit $4",
};

pub(super) fn write<'a>(
    landmark: &'a Landmark,
    values: &mut Vec<Value<'a>>,
) -> Result<(), BoxDynError> {
    let bbox = landmark.shape.bbox().ok_or("a landmark without a point")?;
    values.extend([
        landmark.kind.code().into(),
        landmark.name.as_deref().into(),
        Value::from(landmark.shape.to_wkb()),
    ]);
    values.extend(sides(bbox));
    Ok(())
}

pub(super) fn read(row: &Row) -> Result<Landmark> {
    Ok(Landmark {
        kind: row.word("kind")?,
        name: row.get("name")?,
        shape: row.shape()?,
    })
}
