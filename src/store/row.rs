//! One row of an answer, read the same way from either database.

use geo_types::Coord;
use serde::de::DeserializeOwned;
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type, postgres::PgRow, sqlite::SqliteRow};
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339};
use uuid::Uuid;

use super::{Error, Result, value::DAY};
use crate::{
    domain::Code,
    spatial::{Bbox, Footprint, Shape},
};

/// A row of either driver.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value of a column, as either driver decodes it.
    pub(super) fn get<T>(&self, column: &'static str) -> Result<T>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite>,
        T: for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
        .map_err(damaged(column))
    }

    /// The value at a place in the row, from 0.
    pub(super) fn at<T>(&self, place: usize) -> Result<T>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite>,
        T: for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(place)?,
            Self::Postgres(row) => row.try_get(place)?,
        })
    }

    /// A count or number that is never negative.
    pub(super) fn count<T: TryFrom<i64>>(&self, column: &'static str) -> Result<T> {
        let number: i64 = self.get(column)?;
        T::try_from(number).map_err(|_| Error::Damaged {
            column,
            source: None,
        })
    }

    /// A count that may be null.
    pub(super) fn maybe_count(&self, column: &'static str) -> Result<Option<u32>> {
        let number: Option<i64> = self.get(column)?;
        number
            .map(u32::try_from)
            .transpose()
            .map_err(damaged(column))
    }

    /// A word of a closed list.
    pub(super) fn word<W: Code>(&self, column: &'static str) -> Result<W> {
        let text: String = self.get(column)?;
        W::from_code(&text).ok_or(Error::Damaged {
            column,
            source: None,
        })
    }

    /// An id.
    pub(super) fn id(&self, column: &'static str) -> Result<Uuid> {
        let text: String = self.get(column)?;
        text.parse().map_err(damaged(column))
    }

    /// A moment.
    pub(super) fn moment(&self, column: &'static str) -> Result<OffsetDateTime> {
        let text: String = self.get(column)?;
        OffsetDateTime::parse(&text, &Rfc3339).map_err(damaged(column))
    }

    /// A moment that may be null.
    pub(super) fn maybe_moment(&self, column: &'static str) -> Result<Option<OffsetDateTime>> {
        let text: Option<String> = self.get(column)?;
        let moment = text.map(|text| OffsetDateTime::parse(&text, &Rfc3339));
        moment.transpose().map_err(damaged(column))
    }

    /// A day that may be null.
    pub(super) fn day(&self, column: &'static str) -> Result<Option<Date>> {
        let text: Option<String> = self.get(column)?;
        let day = text.map(|text| Date::parse(&text, DAY)).transpose();
        day.map_err(damaged(column))
    }

    /// Whatever was kept as JSON text.
    pub(super) fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T> {
        let text: String = self.get(column)?;
        serde_json::from_str(&text).map_err(damaged(column))
    }

    /// The shape of a record.
    pub(super) fn shape(&self) -> Result<Shape> {
        let bytes: Vec<u8> = self.get("shape")?;
        Shape::from_own_wkb(&bytes).map_err(damaged("shape"))
    }

    /// The area of a record.
    pub(super) fn footprint(&self) -> Result<Footprint> {
        match self.shape()? {
            Shape::Area(footprint) => Ok(footprint),
            Shape::Points(_) | Shape::Lines(_) => Err(Error::Damaged {
                column: "shape",
                source: None,
            }),
        }
    }

    /// The box of a layer, when it has one.
    pub(super) fn bbox(&self) -> Result<Option<Bbox>> {
        let side = |column| self.get::<Option<f64>>(column);
        let sides = (side("west")?, side("south")?, side("east")?, side("north")?);
        let (Some(west), Some(south), Some(east), Some(north)) = sides else {
            return Ok(None);
        };
        Ok(Some(Bbox {
            west,
            south,
            east,
            north,
        }))
    }

    /// A place held as two numbers, when there is one.
    pub(super) fn place(&self, lon: &'static str, lat: &'static str) -> Result<Option<Coord>> {
        let (x, y): (Option<f64>, Option<f64>) = (self.get(lon)?, self.get(lat)?);
        Ok(x.zip(y).map(Coord::from))
    }
}

/// The error of a column whose value cannot be read.
pub(super) fn damaged<E>(column: &'static str) -> impl FnOnce(E) -> Error
where
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    move |source| Error::Damaged {
        column,
        source: Some(source.into()),
    }
}
