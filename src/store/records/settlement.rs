//! Settlements as rows.

use sqlx::error::BoxDynError;

use super::{Table, sides};
use crate::{
    domain::{Code, Settlement, SettlementId},
    store::{Result, bulk::Target, row::Row, value::Value},
};

pub(super) const TABLE: Table = Table {
    target: Target {
        into: "settlement (territory, layer_version, seq, id, code, name, kind, status, \
           households, people, installed_on, shape, west, south, east, north)",
        width: 16,
    },
    page: "select seq, id, code, name, kind, status, households, people, installed_on, shape
           from settlement
           where territory = $1 and layer_version = $2 and seq > $3
           order by seq limit $4",
};

pub(in crate::store) fn write<'a>(
    settlement: &'a Settlement,
    values: &mut Vec<Value<'a>>,
) -> Result<(), BoxDynError> {
    values.extend([
        settlement.id.0.into(),
        settlement.code.as_str().into(),
        settlement.name.as_str().into(),
        settlement.kind.code().into(),
        settlement.status.code().into(),
        settlement.households.into(),
        settlement.people.into(),
        Value::day(settlement.installed_on)?,
        Value::from(settlement.footprint.to_wkb()),
    ]);
    values.extend(sides(settlement.footprint.bbox()));
    Ok(())
}

pub(in crate::store) fn read(row: &Row) -> Result<Settlement> {
    Ok(Settlement {
        id: SettlementId(row.id("id")?),
        code: row.get("code")?,
        name: row.get("name")?,
        kind: row.word("kind")?,
        status: row.word("status")?,
        households: row.maybe_count("households")?,
        people: row.maybe_count("people")?,
        installed_on: row.day("installed_on")?,
        footprint: row.footprint()?,
    })
}
