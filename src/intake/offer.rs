//! What an offer of homes cannot do without: how many there are, and for how many people.

use time::Date;

use super::{
    account::Account,
    field::Field,
    refused::Refused,
    row::Row,
    values::{self, Day},
};
use crate::domain::PeopleFit;

/// How many homes; a file without the column lists them one by one.
pub(super) fn homes(row: Row<'_>, account: &mut Account) -> Result<u32, Refused> {
    match row.read(Field::Homes, values::count, account) {
        Some(0) => Err(Refused::NoHomes {
            column: row.column(Field::Homes).to_owned(),
        }),
        homes => Ok(homes.unwrap_or(1)),
    }
}

/// For how many people: what the landlord says, and by its rooms where nothing is said.
pub(super) fn people(
    row: Row<'_>,
    rooms: Option<u32>,
    account: &mut Account,
) -> Result<PeopleFit, Refused> {
    let by_rooms = rooms.map(PeopleFit::of_rooms);
    let most = row.read(Field::PeopleMost, values::count, account);
    let most = most.or(by_rooms.map(|fit| *fit.people().end()));
    let most = most.ok_or_else(|| Refused::NoSize {
        column: row.column(Field::Rooms).to_owned(),
    })?;
    let least = row.read(Field::PeopleLeast, values::count, account);
    let least = least.or(by_rooms.map(|fit| *fit.people().start()));
    let least = least.unwrap_or(1);
    PeopleFit::new(least, most).ok_or(Refused::FitsNobody { least, most })
}

/// From when; a year alone means its first day.
pub(super) fn available_from(row: Row<'_>, account: &mut Account) -> Option<Date> {
    match row.read(Field::AvailableFrom, values::day, account)? {
        Day::Exact(day) | Day::YearOnly(day) => Some(day),
    }
}
