//! One GeoJSON record: a feature, or a bare shape.
//!
//! Coordinates go straight into lists of points, whatever the order of the members; the text
//! is no deeper than the scanner lets through, so the recursion here is bounded.

use std::{cell::RefCell, fmt};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use self::{
    coordinates::CoordinatesSeed,
    values::{PropertiesSeed, ValueSeed},
};
use crate::{
    formats::{
        FeatureFault, Limits,
        error::shown,
        nest::{Kind, Nest, Tally, shape, united, unread_kind},
        text::Columns,
    },
    spatial::{Properties, SourceGeometry, Value},
};

mod coordinates;
mod values;

/// A record's shape and columns, or why it is refused.
pub(super) type Outcome = Result<(Option<SourceGeometry>, Properties), FeatureFault>;

/// Reads the shape of a GeoJSON geometry, as it is written.
///
/// # Errors
/// What is wrong with the text; nothing is mended.
pub fn geojson_shape(text: &str, limits: Limits) -> Result<SourceGeometry, FeatureFault> {
    let (shape, _) = read_record(text.as_bytes(), limits)?;
    shape.ok_or_else(|| FeatureFault::malformed("there is no shape"))
}

/// Reads one record from its text.
pub(super) fn read_record(text: &[u8], limits: Limits) -> Outcome {
    let desk = Desk {
        tally: Tally::new(limits),
        fault: RefCell::new(None),
        limits,
    };
    let mut json = serde_json::Deserializer::from_slice(text);
    let object = ObjectSeed(&desk)
        .deserialize(&mut json)
        .and_then(|object| json.end().map(|()| object));
    match object {
        Ok(object) => object.record(limits),
        Err(error) => Err(desk.fault.take().unwrap_or_else(|| syntax(text, &error))),
    }
}

/// The fault of a text that is not JSON.
fn syntax(text: &[u8], error: &serde_json::Error) -> FeatureFault {
    let words = error.to_string();
    let names_nan = [&b"NaN"[..], b"Infinity", b"nan", b"inf"]
        .iter()
        .any(|word| text.windows(word.len()).any(|at| at == *word));
    if words.starts_with("number out of range") || names_nan {
        return FeatureFault::NotFinite;
    }
    FeatureFault::malformed(words)
}

/// What the parts of one record share.
struct Desk {
    tally: Tally,
    /// The fault behind an error, in our own words.
    fault: RefCell<Option<FeatureFault>>,
    limits: Limits,
}

impl Desk {
    /// Keeps the fault and ends the reading.
    fn refuse<E: serde::de::Error>(&self, fault: FeatureFault) -> E {
        *self.fault.borrow_mut() = Some(fault);
        E::custom("refused")
    }
}

/// An object with the members that GeoJSON knows.
#[derive(Default)]
struct Object {
    kind: Option<String>,
    geometry: Option<Shaped>,
    coordinates: Option<Nest>,
    geometries: Option<Vec<Object>>,
    properties: Option<Properties>,
    id: Option<Value>,
}

/// The member `geometry` of a feature, which may be null.
struct Shaped(Option<Box<Object>>);

impl Object {
    /// A feature, or a shape without columns.
    fn record(mut self, limits: Limits) -> Outcome {
        let is_feature = self.kind.as_deref() == Some("Feature");
        if !is_feature && self.geometry.is_none() {
            return Ok((Some(self.shape()?), Properties::new()));
        }
        let geometry = match self.geometry.take().and_then(|shaped| shaped.0) {
            Some(geometry) => Some(geometry.shape()?),
            None => None,
        };
        let properties = self.properties.take().unwrap_or_default();
        Ok((geometry, with_id(properties, self.id, limits)?))
    }

    fn shape(self) -> Result<SourceGeometry, FeatureFault> {
        let Some(name) = self.kind else {
            return Err(FeatureFault::malformed("the shape has no member type"));
        };
        if name == "GeometryCollection" {
            let members = self.geometries.unwrap_or_default();
            let shapes: Result<Vec<_>, _> = members.into_iter().map(Self::shape).collect();
            return united(shapes?);
        }
        let kind = Kind::named(&name).ok_or_else(|| unread_kind(&name))?;
        let nest = self
            .coordinates
            .ok_or_else(|| FeatureFault::malformed("the shape has no member coordinates"))?;
        shape(kind, nest)
    }
}

/// The feature's own id as a column, where no column has that name.
fn with_id(
    mut properties: Properties,
    id: Option<Value>,
    limits: Limits,
) -> Result<Properties, FeatureFault> {
    if let Some(id) = id
        && properties.get("id").is_none()
    {
        let mut checked = Columns::new(limits);
        checked.push("id", id)?;
        for (name, value) in checked.finish().iter() {
            properties.push(name.to_owned(), value.clone());
        }
    }
    Ok(properties)
}

/// Reads an object.
struct ObjectSeed<'a>(&'a Desk);

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = Object;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Object, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a GeoJSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Object, A::Error> {
        let mut object = Object::default();
        while let Some(name) = members.next_key::<String>()? {
            let desk = self.0;
            let is_new = match name.as_str() {
                "type" => set(&mut object.kind, members.next_value()?),
                "geometry" => set(
                    &mut object.geometry,
                    members.next_value_seed(MaybeObjectSeed(desk))?,
                ),
                "coordinates" => set(
                    &mut object.coordinates,
                    members.next_value_seed(CoordinatesSeed(desk))?,
                ),
                "geometries" => set(
                    &mut object.geometries,
                    members.next_value_seed(GeometriesSeed(desk))?,
                ),
                "properties" => set(
                    &mut object.properties,
                    members.next_value_seed(PropertiesSeed(desk))?,
                ),
                "id" => set(&mut object.id, members.next_value_seed(ValueSeed)?),
                _ => {
                    members.next_value::<IgnoredAny>()?;
                    true
                }
            };
            if !is_new {
                return Err(desk.refuse(FeatureFault::DuplicateMember { name: shown(&name) }));
            }
        }
        Ok(object)
    }
}

/// Sets a member; false when it was set before.
fn set<T>(member: &mut Option<T>, value: T) -> bool {
    member.replace(value).is_none()
}

/// Reads an object or null.
struct MaybeObjectSeed<'a>(&'a Desk);

impl<'de> DeserializeSeed<'de> for MaybeObjectSeed<'_> {
    type Value = Shaped;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for MaybeObjectSeed<'_> {
    type Value = Shaped;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a shape or null")
    }

    fn visit_none<E>(self) -> Result<Shaped, E> {
        Ok(Shaped(None))
    }

    fn visit_unit<E>(self) -> Result<Shaped, E> {
        Ok(Shaped(None))
    }

    fn visit_some<D: Deserializer<'de>>(self, json: D) -> Result<Shaped, D::Error> {
        let object = ObjectSeed(self.0).deserialize(json)?;
        Ok(Shaped(Some(Box::new(object))))
    }
}

/// Reads the members of a collection of shapes.
struct GeometriesSeed<'a>(&'a Desk);

impl<'de> DeserializeSeed<'de> for GeometriesSeed<'_> {
    type Value = Vec<Object>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for GeometriesSeed<'_> {
    type Value = Vec<Object>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of shapes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = list.next_element_seed(ObjectSeed(self.0))? {
            self.0.tally.one().map_err(|fault| self.0.refuse(fault))?;
            members.push(member);
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests;
