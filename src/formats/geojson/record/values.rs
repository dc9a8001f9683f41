//! The columns of a feature, and what stands in them.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor,
    value::{MapAccessDeserializer, SeqAccessDeserializer},
};

use super::Desk;
use crate::{
    formats::{FeatureFault, error::shown, text::Columns},
    spatial::{Properties, Value},
};

/// Reads the columns, or null.
pub(super) struct PropertiesSeed<'a>(pub(super) &'a Desk);

impl<'de> DeserializeSeed<'de> for PropertiesSeed<'_> {
    type Value = Properties;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Properties, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for PropertiesSeed<'_> {
    type Value = Properties;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("properties as an object or null")
    }

    fn visit_unit<E>(self) -> Result<Properties, E> {
        Ok(Properties::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Properties, A::Error> {
        let mut columns = Columns::new(self.0.limits);
        while let Some(name) = members.next_key::<String>()? {
            if columns.holds(&name) {
                return Err(self
                    .0
                    .refuse(FeatureFault::DuplicateMember { name: shown(&name) }));
            }
            let value = members.next_value_seed(ValueSeed)?;
            columns
                .push(&name, value)
                .map_err(|fault| self.0.refuse(fault))?;
        }
        Ok(columns.finish())
    }
}

/// Reads the value of a column; nested values become their JSON text.
pub(super) struct ValueSeed;

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Integer(number))
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "beyond 64 bits signed, a number is as near as a float can be"
    )]
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or(Value::Number(number as f64), Value::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Value, A::Error> {
        json_text(SeqAccessDeserializer::new(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Value, A::Error> {
        json_text(MapAccessDeserializer::new(members))
    }
}

/// The JSON text of a nested value.
fn json_text<'de, D: Deserializer<'de>>(nested: D) -> Result<Value, D::Error> {
    let value: serde_json::Value = serde::Deserialize::deserialize(nested)?;
    serde_json::to_string(&value)
        .map(Value::from)
        .map_err(D::Error::custom)
}
