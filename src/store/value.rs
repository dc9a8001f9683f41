//! One value on its way into either database, its type known even when it is null.

use std::borrow::Cow;

use serde::Serialize;
use sqlx::{Arguments, Encode, Type, error::BoxDynError};
use time::{Date, OffsetDateTime, UtcOffset, format_description::BorrowedFormatItem, macros};

/// A value to be bound. Null has a type, because PostgreSQL keeps the type a statement was first
/// bound with.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Integer(Option<i64>),
    Real(Option<f64>),
    Flag(Option<bool>),
    Text(Option<Cow<'a, str>>),
    Bytes(Option<Vec<u8>>),
}

/// Nine decimals and UTC, so that the order of texts is the order of times.
const MOMENT: &[BorrowedFormatItem<'_>] = macros::format_description!(
    "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:9]Z"
);
/// A day as ISO 8601 writes it.
pub(super) const DAY: &[BorrowedFormatItem<'_>] =
    macros::format_description!("[year]-[month]-[day]");

impl Value<'_> {
    /// About how many bytes it takes on its way.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Text(Some(text)) => text.len(),
            Self::Bytes(Some(bytes)) => bytes.len(),
            _ => 8,
        }
    }

    /// A moment as text.
    pub(super) fn moment(at: OffsetDateTime) -> Result<Self, BoxDynError> {
        Self::moment_text(at).map(Self::from)
    }

    /// The text that a moment is kept as.
    pub(super) fn moment_text(at: OffsetDateTime) -> Result<String, BoxDynError> {
        Ok(at.to_offset(UtcOffset::UTC).format(MOMENT)?)
    }

    /// A day as text.
    pub(super) fn day(on: Option<Date>) -> Result<Self, BoxDynError> {
        let text = on.map(|day| day.format(DAY)).transpose()?;
        Ok(Self::Text(text.map(Cow::Owned)))
    }

    /// Anything as JSON text.
    pub(super) fn json(content: &impl Serialize) -> Result<Self, BoxDynError> {
        Ok(Self::from(serde_json::to_string(content)?))
    }
}

impl From<Vec<u8>> for Value<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(Some(bytes))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::from(Some(text))
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    /// Leaves out NUL, which says nothing in a text and which PostgreSQL cannot hold:
    /// both databases keep the same.
    fn from(text: Option<&'a str>) -> Self {
        Self::Text(text.map(without_nul))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Some(Cow::Owned(without_nul(&text).into_owned())))
    }
}

impl From<uuid::Uuid> for Value<'_> {
    fn from(id: uuid::Uuid) -> Self {
        Self::Text(Some(Cow::Owned(id.to_string())))
    }
}

impl From<u64> for Value<'_> {
    /// Counts beyond 2^63 do not occur; one that did would be held at that.
    fn from(count: u64) -> Self {
        Self::Integer(Some(i64::try_from(count).unwrap_or(i64::MAX)))
    }
}

impl From<u32> for Value<'_> {
    fn from(count: u32) -> Self {
        Self::Integer(Some(count.into()))
    }
}

impl From<Option<u32>> for Value<'_> {
    fn from(count: Option<u32>) -> Self {
        Self::Integer(count.map(i64::from))
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Real(Some(number))
    }
}

impl From<Option<f64>> for Value<'_> {
    fn from(number: Option<f64>) -> Self {
        Self::Real(number)
    }
}

fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// The values as one driver's arguments.
pub(super) fn arguments<DB>(values: Vec<Value<'_>>) -> Result<DB::Arguments, BoxDynError>
where
    DB: sqlx::Database,
    DB::Arguments: Arguments<Database = DB>,
    for<'t> Option<i64>: Encode<'t, DB> + Type<DB>,
    for<'t> Option<f64>: Encode<'t, DB> + Type<DB>,
    for<'t> Option<bool>: Encode<'t, DB> + Type<DB>,
    for<'t> Option<String>: Encode<'t, DB> + Type<DB>,
    for<'t> Option<Vec<u8>>: Encode<'t, DB> + Type<DB>,
{
    let mut arguments = DB::Arguments::default();
    arguments.reserve(values.len(), 0);
    for value in values {
        match value {
            Value::Integer(number) => arguments.add(number),
            Value::Real(number) => arguments.add(number),
            Value::Flag(flag) => arguments.add(flag),
            Value::Text(text) => arguments.add(text.map(Cow::into_owned)),
            Value::Bytes(bytes) => arguments.add(bytes),
        }?;
    }
    Ok(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_moments_sort_after_earlier_ones_as_text() {
        let moments = [
            macros::datetime!(2024-03-01 00:00:00 +2),
            macros::datetime!(2024-02-29 23:00:00.5 UTC),
            macros::datetime!(2024-02-29 23:00:01 UTC),
        ];

        let texts: Vec<_> = moments
            .iter()
            .map(|&at| match Value::moment(at) {
                Ok(Value::Text(Some(text))) => text.into_owned(),
                other => panic!("{other:?}"),
            })
            .collect();

        assert_eq!(texts[0], "2024-02-29T22:00:00.000000000Z");
        assert!(texts.is_sorted());
    }

    #[test]
    fn nul_is_left_out_of_a_text_and_nothing_else_is() {
        let Value::Text(Some(text)) = Value::from("Rive\0 gauche\n") else {
            panic!("a text becomes a text");
        };

        assert_eq!(text, "Rive gauche\n");
    }
}
