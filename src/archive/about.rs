//! What an archive says of itself.

use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

use crate::{
    spatial::{Bbox, MERCATOR_LAT_LIMIT},
    tiles::VectorLayer,
};

/// What an archive says of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// What people call it.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Whose data it shows, as the map prints it; may hold HTML.
    pub attribution: Option<String>,
    /// The box around what it shows.
    pub bounds: Bbox,
    /// First and last zoom.
    pub zooms: RangeInclusive<u8>,
    /// The layers with their columns.
    pub layers: Vec<VectorLayer>,
    /// Anything more, by name.
    pub more: Map<String, Value>,
}

impl About {
    /// The metadata of a PMTiles file: name, description, attribution and `vector_layers`.
    pub(super) fn metadata(&self) -> Map<String, Value> {
        let mut metadata = Map::from_iter([
            ("name".to_owned(), json!(self.name)),
            ("description".to_owned(), json!(self.description)),
            ("type".to_owned(), json!("overlay")),
            ("vector_layers".to_owned(), json!(self.layers)),
        ]);
        if let Some(attribution) = &self.attribution {
            metadata.insert("attribution".to_owned(), json!(attribution));
        }
        metadata.extend(self.more.clone());
        metadata
    }

    /// The box within the square world of web maps.
    pub(super) fn bounds_on_map(&self) -> Bbox {
        let limit = |lat: f64| lat.clamp(-MERCATOR_LAT_LIMIT, MERCATOR_LAT_LIMIT);
        Bbox {
            south: limit(self.bounds.south),
            north: limit(self.bounds.north),
            ..self.bounds
        }
    }

    /// A zoom at which the whole can be seen: the last one at which it is no larger than two tiles.
    pub(super) fn centre_zoom(&self) -> u8 {
        let bounds = self.bounds_on_map();
        let width = (bounds.east - bounds.west).max(1e-6);
        let fitting = (720.0 / width).log2().floor().clamp(0.0, 22.0);
        let zoom = (0..=22).rev().find(|&zoom| f64::from(zoom) <= fitting);
        zoom.unwrap_or(0)
            .clamp(*self.zooms.start(), *self.zooms.end())
    }
}
