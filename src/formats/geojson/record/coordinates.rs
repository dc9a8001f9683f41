//! The lists of `coordinates`, straight into lists of points.

use std::fmt;

use geo_types::Coord;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Desk;
use crate::formats::{FeatureFault, nest::Nest};

/// Reads the lists of `coordinates`.
pub(super) struct CoordinatesSeed<'a>(pub(super) &'a Desk);

impl<'de> DeserializeSeed<'de> for CoordinatesSeed<'_> {
    type Value = Nest;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Nest, D::Error> {
        let desk = self.0;
        match ItemSeed(desk).deserialize(json)? {
            Item::Nest(nest) => Ok(nest),
            Item::Number(_) => Err(desk.refuse(FeatureFault::HalfPosition)),
        }
    }
}

/// What stands in a list of coordinates.
enum Item {
    Number(f64),
    Nest(Nest),
}

/// Reads a number or a list.
#[derive(Clone, Copy)]
struct ItemSeed<'a>(&'a Desk);

impl ItemSeed<'_> {
    fn not_a_number<E: serde::de::Error>(self, found: &'static str) -> E {
        self.0.refuse(FeatureFault::NotANumber { found })
    }

    /// The rest of a position whose first number is read; height is dropped.
    fn position<'de, A: SeqAccess<'de>>(self, x: f64, mut list: A) -> Result<Nest, A::Error> {
        let Some(Item::Number(y)) = list.next_element_seed(self)? else {
            return Err(self.0.refuse(FeatureFault::HalfPosition));
        };
        while list.next_element::<IgnoredAny>()?.is_some() {}
        self.0
            .tally
            .position(x, y)
            .map(Nest::Position)
            .map_err(|fault| self.0.refuse(fault))
    }

    fn positions<'de, A: SeqAccess<'de>>(
        self,
        first: Coord<f64>,
        mut list: A,
    ) -> Result<Nest, A::Error> {
        let mut positions = vec![first];
        while let Some(item) = list.next_element_seed(self)? {
            let Item::Nest(Nest::Position(at)) = item else {
                return Err(self.uneven());
            };
            positions.push(at);
        }
        Ok(Nest::Positions(positions))
    }

    fn lists<'de, A: SeqAccess<'de>>(self, first: Nest, mut list: A) -> Result<Nest, A::Error> {
        let mut lists = vec![first];
        while let Some(item) = list.next_element_seed(self)? {
            let Item::Nest(nest) = item else {
                return Err(self.uneven());
            };
            self.0.tally.one().map_err(|fault| self.0.refuse(fault))?;
            lists.push(nest);
        }
        Ok(Nest::Lists(lists))
    }

    fn uneven<E: serde::de::Error>(self) -> E {
        self.0.refuse(FeatureFault::malformed(
            "the coordinates are nested unevenly",
        ))
    }
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = Item;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Item, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ItemSeed<'_> {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Item, E> {
        Ok(Item::Number(number))
    }

    #[allow(clippy::cast_precision_loss, reason = "a coordinate is a float")]
    fn visit_i64<E>(self, number: i64) -> Result<Item, E> {
        Ok(Item::Number(number as f64))
    }

    #[allow(clippy::cast_precision_loss, reason = "a coordinate is a float")]
    fn visit_u64<E>(self, number: u64) -> Result<Item, E> {
        Ok(Item::Number(number as f64))
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<Item, E> {
        Err(self.not_a_number("text"))
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<Item, E> {
        Err(self.not_a_number("true or false"))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Item, E> {
        Err(self.not_a_number("null"))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Item, A::Error> {
        Err(self.not_a_number("an object"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Item, A::Error> {
        let nest = match list.next_element_seed(self)? {
            None => Ok(Nest::Empty),
            Some(Item::Number(x)) => self.position(x, list),
            Some(Item::Nest(Nest::Position(first))) => self.positions(first, list),
            Some(Item::Nest(first)) => self.lists(first, list),
        };
        nest.map(Item::Nest)
    }
}
