//! How a map finds the tiles of a layer: a TileJSON 3.0 document.

use std::{collections::BTreeMap, ops::RangeInclusive};

use serde::Serialize;
use utoipa::ToSchema;

use crate::spatial::{Bbox, Feature, Value};

/// A TileJSON 3.0 document.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TileJson {
    /// The version of the specification.
    tilejson: &'static str,
    /// What people call the tiles.
    name: String,
    /// Addresses with `{z}`, `{x}` and `{y}`.
    tiles: Vec<String>,
    /// Rows count from the north.
    scheme: &'static str,
    /// West, south, east, north of what the tiles show.
    bounds: [f64; 4],
    /// The first zoom with tiles.
    minzoom: u8,
    /// The last zoom with tiles; maps draw these larger beyond it.
    maxzoom: u8,
    /// The layers in each tile; absent for pictures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vector_layers: Vec<VectorLayer>,
}

/// A layer in the tiles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VectorLayer {
    /// What styles call the layer.
    id: String,
    /// The columns and what they hold: `String`, `Number` or `Boolean`.
    fields: BTreeMap<String, String>,
    /// The first zoom with the layer.
    minzoom: u8,
    /// The last zoom with the layer.
    maxzoom: u8,
}

impl TileJson {
    /// A document without layers. The address holds `{z}`, `{x}` and `{y}`.
    ///
    /// ```
    /// use jalon::{spatial::Bbox, tiles::TileJson};
    /// let city = Bbox { west: 1.3, south: 43.5, east: 1.6, north: 43.7 };
    /// let document = TileJson::new("Flood zones", "/tiles/flood/{z}/{x}/{y}.mvt", city, 8..=16)
    ///     .with_layer("flood", [("severity".into(), "String".into())].into(), 10);
    /// let json = serde_json::to_value(&document)?;
    /// assert_eq!(json["tilejson"], "3.0.0");
    /// assert_eq!(json["vector_layers"][0]["fields"]["severity"], "String");
    /// assert_eq!(json["vector_layers"][0]["minzoom"], 10);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        address: impl Into<String>,
        bounds: Bbox,
        zooms: RangeInclusive<u8>,
    ) -> Self {
        Self {
            tilejson: "3.0.0",
            name: name.into(),
            tiles: vec![address.into()],
            scheme: "xyz",
            bounds: bounds.to_array(),
            minzoom: *zooms.start(),
            maxzoom: *zooms.end(),
            vector_layers: Vec::new(),
        }
    }

    /// The layers in each tile.
    #[must_use]
    pub fn layers(&self) -> &[VectorLayer] {
        &self.vector_layers
    }

    /// The document with one more layer, present from a zoom on.
    #[must_use]
    pub fn with_layer(
        mut self,
        id: impl Into<String>,
        fields: BTreeMap<String, String>,
        first_zoom: u8,
    ) -> Self {
        self.vector_layers.push(VectorLayer {
            id: id.into(),
            fields,
            minzoom: first_zoom.clamp(self.minzoom, self.maxzoom),
            maxzoom: self.maxzoom,
        });
        self
    }
}

/// The columns of the features and what they hold, as TileJSON words it; a column of several
/// kinds holds `String`. Columns that are always null are not in the tiles, so not here.
///
/// ```
/// use jalon::{spatial::{Feature, Properties, Shape, Value}, tiles::fields_of};
/// let well = Feature {
///     id: 1,
///     shape: Shape::Points(vec![(1.4, 43.6)].into()),
///     properties: Properties::from_iter([("depth_m", Value::Number(2.5)), ("note", Value::Null)]),
/// };
/// assert_eq!(fields_of([&well]), [("depth_m".into(), "Number".into())].into());
/// ```
#[must_use]
pub fn fields_of<'a>(features: impl IntoIterator<Item = &'a Feature>) -> BTreeMap<String, String> {
    let mut kinds: BTreeMap<&str, &str> = BTreeMap::new();
    let columns = features.into_iter().flat_map(|f| f.properties.iter());
    for (name, value) in columns {
        if let Some(kind) = kind_of(value) {
            let known = kinds.entry(name).or_insert(kind);
            if *known != kind {
                *known = TEXT;
            }
        }
    }
    kinds
        .into_iter()
        .map(|(name, kind)| (name.to_owned(), kind.to_owned()))
        .collect()
}

const TEXT: &str = "String";

fn kind_of(value: &Value) -> Option<&'static str> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some("Boolean"),
        Value::Integer(_) | Value::Number(_) => Some("Number"),
        Value::Text(_) => Some(TEXT),
    }
}
