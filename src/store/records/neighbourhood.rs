//! Neighbourhoods as rows.

use super::{Table, sides};
use crate::{
    domain::Neighbourhood,
    store::{Result, bulk::Target, row::Row, value::Value},
};

pub(super) const TABLE: Table = Table {
    target: Target {
        into: "neighbourhood (territory, layer_version, seq, code, name, population, households, \
           social_homes, deprived, shape, west, south, east, north)",
        width: 14,
    },
    page: "select seq, code, name, population, households, social_homes, deprived, shape
           from neighbourhood
           where territory = $1 and layer_version = $2 and seq > $3
           order by seq limit $4",
};

pub(super) fn write<'a>(neighbourhood: &'a Neighbourhood, values: &mut Vec<Value<'a>>) {
    values.extend([
        neighbourhood.code.as_str().into(),
        neighbourhood.name.as_str().into(),
        neighbourhood.population.into(),
        neighbourhood.households.into(),
        neighbourhood.social_homes.into(),
        Value::Flag(neighbourhood.deprived),
        Value::from(neighbourhood.footprint.to_wkb()),
    ]);
    values.extend(sides(neighbourhood.footprint.bbox()));
}

pub(super) fn read(row: &Row) -> Result<Neighbourhood> {
    Ok(Neighbourhood {
        code: row.get("code")?,
        name: row.get("name")?,
        population: row.get("population")?,
        households: row.get("households")?,
        social_homes: row.get("social_homes")?,
        deprived: row.get("deprived")?,
        footprint: row.footprint()?,
    })
}
