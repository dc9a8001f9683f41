//! Placements as rows.

use sqlx::error::BoxDynError;

use super::Table;
use crate::{
    domain::{Code, Placement},
    store::{Error, Result, bulk::Target, row::Row, value::Value},
};

pub(super) const TABLE: Table = Table {
    target: Target {
        into: "placement (territory, layer_version, seq, household, kind, moved_on, origin, \
           neighbourhood, landlord, home_lon, home_lat, programme, school_changed)",
        width: 13,
    },
    page: "select seq, household, kind, moved_on, origin, neighbourhood, landlord, home_lon, \
                  home_lat, programme, school_changed
           from placement
           where territory = $1 and layer_version = $2 and seq > $3
           order by seq limit $4",
};

pub(super) fn write<'a>(
    placement: &'a Placement,
    values: &mut Vec<Value<'a>>,
) -> Result<(), BoxDynError> {
    values.extend([
        placement.household.as_str().into(),
        placement.kind.code().into(),
        Value::day(Some(placement.moved_on))?,
        placement.origin.as_deref().into(),
        placement.neighbourhood.as_deref().into(),
        placement.landlord.as_deref().into(),
        placement.home.map(|home| home.x).into(),
        placement.home.map(|home| home.y).into(),
        placement.programme.as_deref().into(),
        Value::Flag(placement.school_changed),
    ]);
    Ok(())
}

pub(super) fn read(row: &Row) -> Result<Placement> {
    Ok(Placement {
        household: row.get("household")?,
        kind: row.word("kind")?,
        moved_on: row.day("moved_on")?.ok_or(Error::Damaged {
            column: "moved_on",
            source: None,
        })?,
        origin: row.get("origin")?,
        neighbourhood: row.get("neighbourhood")?,
        programme: row.get("programme")?,
        landlord: row.get("landlord")?,
        school_changed: row.get("school_changed")?,
        home: row.place("home_lon", "home_lat")?,
    })
}
