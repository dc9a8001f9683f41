//! The values of a FlatGeobuf feature.

use flatgeobuf::ColumnType;

use super::Column;
use crate::{
    formats::{FeatureFault, Limits, text::Columns},
    spatial::{Properties, Value},
};

/// The columns of a feature: pairs of a column's number and its value.
pub(super) fn properties(
    mut bytes: &[u8],
    columns: &[Column],
    limits: Limits,
) -> Result<Properties, FeatureFault> {
    let mut found = Columns::new(limits);
    while bytes.len() > 1 {
        let number = u16::from_le_bytes(take(&mut bytes)?);
        let Some((name, kind)) = columns.get(usize::from(number)) else {
            return Err(FeatureFault::malformed("a value has no column"));
        };
        let value = value(&mut bytes, *kind)?;
        found.push(name, value)?;
    }
    Ok(found.finish())
}

#[allow(
    clippy::cast_precision_loss,
    reason = "beyond 64 bits signed, a number is as near as a float can be"
)]
fn value(bytes: &mut &[u8], kind: ColumnType) -> Result<Value, FeatureFault> {
    Ok(match kind {
        ColumnType::Bool => Value::Bool(take::<1>(bytes)? != [0]),
        ColumnType::Byte => Value::Integer(i8::from_le_bytes(take(bytes)?).into()),
        ColumnType::UByte => Value::Integer(u8::from_le_bytes(take(bytes)?).into()),
        ColumnType::Short => Value::Integer(i16::from_le_bytes(take(bytes)?).into()),
        ColumnType::UShort => Value::Integer(u16::from_le_bytes(take(bytes)?).into()),
        ColumnType::Int => Value::Integer(i32::from_le_bytes(take(bytes)?).into()),
        ColumnType::UInt => Value::Integer(u32::from_le_bytes(take(bytes)?).into()),
        ColumnType::Long => Value::Integer(i64::from_le_bytes(take(bytes)?)),
        ColumnType::ULong => {
            let number = u64::from_le_bytes(take(bytes)?);
            i64::try_from(number).map_or(Value::Number(number as f64), Value::Integer)
        }
        ColumnType::Float => Value::Number(f32::from_le_bytes(take(bytes)?).into()),
        ColumnType::Double => Value::Number(f64::from_le_bytes(take(bytes)?)),
        ColumnType::String | ColumnType::Json | ColumnType::DateTime => {
            let text = std::str::from_utf8(sized(bytes)?)
                .map_err(|_| FeatureFault::malformed("a text is not UTF-8"))?;
            Value::from(text.to_owned())
        }
        ColumnType::Binary => {
            sized(bytes)?;
            Value::Null
        }
        _ => return Err(FeatureFault::malformed("a column has an unknown kind")),
    })
}

/// Bytes with their length before them.
fn sized<'a>(bytes: &mut &'a [u8]) -> Result<&'a [u8], FeatureFault> {
    let length = u32::from_le_bytes(take(bytes)?);
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let (taken, left) = bytes.split_at_checked(length).ok_or_else(ends_early)?;
    *bytes = left;
    Ok(taken)
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], FeatureFault> {
    let (taken, left) = bytes.split_first_chunk().ok_or_else(ends_early)?;
    *bytes = left;
    Ok(*taken)
}

fn ends_early() -> FeatureFault {
    FeatureFault::malformed("its values end too early")
}
