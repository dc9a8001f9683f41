//! Strokes to bytes, as long as the budget lasts.

use prost::Message;

use super::{
    Budget, EXTENT,
    dictionary::{Dictionary, framed},
    draw::Stroke,
    mvt,
};

/// A layer being written.
pub(super) struct Page<'a> {
    layer: mvt::Layer,
    dictionary: Dictionary<'a>,
    budget: Budget,
    /// Bytes of the layer without its dictionary.
    bytes: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(name: &str, budget: Budget) -> Self {
        let layer = mvt::Layer {
            version: mvt::VERSION,
            name: name.to_owned(),
            extent: Some(EXTENT),
            ..mvt::Layer::default()
        };
        Self {
            bytes: layer.encoded_len(),
            layer,
            dictionary: Dictionary::default(),
            budget,
        }
    }

    /// Whether the feature's geometry alone is over the budget.
    pub(super) fn can_never_hold(&self, stroke: &Stroke) -> bool {
        stroke.geometry_bytes() >= self.budget.max_bytes()
    }

    /// Number of features on the page.
    pub(super) fn len(&self) -> usize {
        self.layer.features.len()
    }

    /// Adds the feature unless it would break the budget.
    pub(super) fn add(&mut self, stroke: Stroke<'a>) -> bool {
        let mark = self.dictionary.mark();
        let feature = mvt::Feature {
            id: Some(stroke.feature.id),
            tags: self.dictionary.tags(&stroke.feature.properties),
            kind: Some(stroke.kind.into()),
            geometry: stroke.commands,
        };
        let bytes = self.bytes + framed(feature.encoded_len());
        let fits = framed(bytes + self.dictionary.bytes) <= self.budget.max_bytes();
        if fits {
            self.bytes = bytes;
            self.layer.features.push(feature);
        } else {
            self.dictionary.return_to(mark);
        }
        fits
    }

    /// The tile with this layer; no bytes when the layer is empty.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        if self.layer.features.is_empty() {
            return Vec::new();
        }
        self.layer.keys = self.dictionary.written_names;
        self.layer.values = self.dictionary.written_values;
        let layers = vec![self.layer];
        mvt::Tile { layers }.encode_to_vec()
    }
}
