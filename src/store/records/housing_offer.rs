//! Homes on offer as rows.

use sqlx::error::BoxDynError;

use super::Table;
use crate::{
    domain::{HousingOffer, PeopleFit},
    store::{Error, Result, bulk::Target, row::Row, value::Value},
};

pub(super) const TABLE: Table = Table {
    target: Target {
        into: "housing_offer (territory, layer_version, seq, code, landlord, neighbourhood, \
           place_lon, place_lat, homes, rooms, people_least, people_most, step_free, \
           available_from, rent_cents)",
        width: 15,
    },
    page: "select seq, code, landlord, neighbourhood, place_lon, place_lat, homes, rooms, \
                  people_least, people_most, step_free, available_from, rent_cents
           from housing_offer
           where territory = $1 and layer_version = $2 and seq > $3
           order by seq limit $4",
};

pub(super) fn write<'a>(
    offer: &'a HousingOffer,
    values: &mut Vec<Value<'a>>,
) -> Result<(), BoxDynError> {
    let rent = offer.rent_cents.and_then(|cents| cents.try_into().ok());
    values.extend([
        offer.code.as_str().into(),
        offer.landlord.as_deref().into(),
        offer.neighbourhood.as_deref().into(),
        offer.place.map(|place| place.x).into(),
        offer.place.map(|place| place.y).into(),
        offer.homes.into(),
        offer.rooms.into(),
        (*offer.people.people().start()).into(),
        (*offer.people.people().end()).into(),
        Value::Flag(offer.step_free),
        Value::day(offer.available_from)?,
        Value::Integer(rent),
    ]);
    Ok(())
}

pub(super) fn read(row: &Row) -> Result<HousingOffer> {
    let (least, most) = (row.count("people_least")?, row.count("people_most")?);
    let cents: Option<i64> = row.get("rent_cents")?;
    let damaged = |column| Error::Damaged {
        column,
        source: None,
    };
    Ok(HousingOffer {
        code: row.get("code")?,
        landlord: row.get("landlord")?,
        neighbourhood: row.get("neighbourhood")?,
        place: row.place("place_lon", "place_lat")?,
        homes: row.count("homes")?,
        rooms: row.maybe_count("rooms")?,
        people: PeopleFit::new(least, most).ok_or(damaged("people_most"))?,
        step_free: row.get("step_free")?,
        available_from: row.day("available_from")?,
        rent_cents: cents
            .map(u64::try_from)
            .transpose()
            .map_err(|_| damaged("rent_cents"))?,
    })
}
