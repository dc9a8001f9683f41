//! The messages of a vector tile and their fields, after the protobuf schema of MVT 2.1. Tiles are
//! written field by field, without a message for each feature; the tests read them as messages.

/// The version of the specification that layers name.
pub(super) const VERSION: u32 = 2;

/// The field of a tile that holds its layers.
pub(super) const LAYERS: u32 = 3;

/// The fields of a layer.
pub(super) const LAYER_NAME: u32 = 1;
pub(super) const LAYER_FEATURES: u32 = 2;
pub(super) const LAYER_KEYS: u32 = 3;
pub(super) const LAYER_VALUES: u32 = 4;
pub(super) const LAYER_EXTENT: u32 = 5;
pub(super) const LAYER_VERSION: u32 = 15;

/// The fields of a feature.
pub(super) const FEATURE_ID: u32 = 1;
pub(super) const FEATURE_TAGS: u32 = 2;
pub(super) const FEATURE_KIND: u32 = 3;
pub(super) const FEATURE_GEOMETRY: u32 = 4;

/// The fields of a value, of which one is set.
pub(super) const VALUE_TEXT: u32 = 1;
pub(super) const VALUE_NUMBER: u32 = 3;
pub(super) const VALUE_NATURAL: u32 = 5;
pub(super) const VALUE_INTEGER: u32 = 6;
pub(super) const VALUE_TRUTH: u32 = 7;

/// A tile: its layers.
#[cfg(test)]
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Tile {
    #[prost(message, repeated, tag = "3")]
    pub(super) layers: Vec<Layer>,
}

/// A layer: its features, and the columns they refer to.
#[cfg(test)]
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Layer {
    #[prost(uint32, required, tag = "15")]
    pub(super) version: u32,
    #[prost(string, required, tag = "1")]
    pub(super) name: String,
    #[prost(message, repeated, tag = "2")]
    pub(super) features: Vec<Feature>,
    #[prost(string, repeated, tag = "3")]
    pub(super) keys: Vec<String>,
    #[prost(message, repeated, tag = "4")]
    pub(super) values: Vec<Value>,
    #[prost(uint32, optional, tag = "5")]
    pub(super) extent: Option<u32>,
}

/// A feature; `tags` are pairs of places in the layer's keys and values.
#[cfg(test)]
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Feature {
    #[prost(uint64, optional, tag = "1")]
    pub(super) id: Option<u64>,
    #[prost(uint32, repeated, tag = "2")]
    pub(super) tags: Vec<u32>,
    #[prost(enumeration = "GeometryKind", optional, tag = "3")]
    pub(super) kind: Option<i32>,
    #[prost(uint32, repeated, tag = "4")]
    pub(super) geometry: Vec<u32>,
}

/// What the commands draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, prost::Enumeration)]
pub(super) enum GeometryKind {
    Unknown = 0,
    Points = 1,
    Lines = 2,
    Area = 3,
}

/// A value of a column: exactly one field is set.
#[cfg(test)]
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Value {
    #[prost(string, optional, tag = "1")]
    pub(super) text: Option<String>,
    #[prost(double, optional, tag = "3")]
    pub(super) number: Option<f64>,
    #[prost(uint64, optional, tag = "5")]
    pub(super) natural: Option<u64>,
    #[prost(sint64, optional, tag = "6")]
    pub(super) integer: Option<i64>,
    #[prost(bool, optional, tag = "7")]
    pub(super) truth: Option<bool>,
}
