//! Strokes to bytes, the largest first, as long as the budget lasts.

use std::cmp::Reverse;

use prost::Message;

use super::{
    Budget, EXTENT, EncodedTile,
    dictionary::{Dictionary, framed},
    draw::Stroke,
    mvt,
};

/// What is to be written of a layer.
#[derive(Default)]
pub(super) struct Drawing<'a> {
    /// The features that are drawn.
    pub(super) strokes: Vec<Stroke<'a>>,
    /// How many are not, being under a pixel.
    pub(super) too_small: usize,
}

impl Drawing<'_> {
    /// Writes the largest features that the budget allows. One that alone is over the budget is
    /// passed over; otherwise none is written after a larger one was left out.
    pub(super) fn write(mut self, layer: &str, budget: Budget) -> EncodedTile {
        self.strokes
            .sort_by_key(|stroke| (Reverse(stroke.weight), stroke.feature.id));
        let total = self.strokes.len();
        let mut page = Page::new(layer, budget);
        for stroke in self.strokes {
            if stroke.geometry_bytes() < budget.max_bytes() && !page.add(stroke) {
                break;
            }
        }
        let kept = page.layer.features.len();
        EncodedTile {
            bytes: page.into_bytes(),
            kept,
            too_small: self.too_small,
            left_out: total - kept,
        }
    }
}

/// A layer being written.
struct Page<'a> {
    layer: mvt::Layer,
    dictionary: Dictionary<'a>,
    budget: Budget,
    /// Bytes of the layer without its dictionary.
    bytes: usize,
}

impl<'a> Page<'a> {
    fn new(name: &str, budget: Budget) -> Self {
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

    /// Adds the feature unless it would break the budget.
    fn add(&mut self, stroke: Stroke<'a>) -> bool {
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
    fn into_bytes(mut self) -> Vec<u8> {
        if self.layer.features.is_empty() {
            return Vec::new();
        }
        self.layer.keys = self.dictionary.written_names;
        self.layer.values = self.dictionary.written_values;
        let layers = vec![self.layer];
        mvt::Tile { layers }.encode_to_vec()
    }
}
