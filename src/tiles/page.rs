//! Strokes to bytes, as long as the budget lasts.

use prost::{
    Message,
    encoding::{WireType, encode_key, encode_varint},
};

use super::{
    Budget, EXTENT,
    dictionary::{Dictionary, framed},
    draw::Stroke,
    mvt,
};

/// A layer being written.
pub(super) struct Page<'a> {
    /// What stands around the features.
    layer: mvt::Layer,
    dictionary: Dictionary<'a>,
    budget: Budget,
    /// The features, written.
    features: Vec<u8>,
    len: usize,
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
            features: Vec::new(),
            len: 0,
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
        self.len
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
        let len = feature.encoded_len();
        let bytes = self.layer.encoded_len() + self.features.len() + framed(len);
        let fits = framed(bytes + self.dictionary.bytes) <= self.budget.max_bytes();
        if fits {
            encode_key(mvt::FEATURES, WireType::LengthDelimited, &mut self.features);
            encode_varint(len as u64, &mut self.features);
            feature.encode_raw(&mut self.features);
            self.len += 1;
        } else {
            self.dictionary.return_to(mark);
        }
        fits
    }

    /// The tile with this layer; no bytes when the layer is empty.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        if self.len == 0 {
            return Vec::new();
        }
        self.layer.keys = self.dictionary.written_names;
        self.layer.values = self.dictionary.written_values;
        let len = self.layer.encoded_len() + self.features.len();
        let mut tile = Vec::with_capacity(framed(len));
        encode_key(mvt::LAYERS, WireType::LengthDelimited, &mut tile);
        encode_varint(len as u64, &mut tile);
        self.layer.encode_raw(&mut tile);
        tile.append(&mut self.features);
        tile
    }
}
