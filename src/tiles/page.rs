//! Strokes to bytes, as long as the budget lasts.

use prost::encoding::{int32, uint32, uint64};

use super::{
    Budget, EXTENT,
    dictionary::{Dictionary, framed, write_bytes, write_length},
    draw::Stroke,
    mvt,
};

/// A layer being written.
pub(super) struct Page<'a> {
    name: &'a str,
    /// Bytes of the layer without features and columns.
    frame: usize,
    dictionary: Dictionary<'a>,
    budget: Budget,
    /// The features, written.
    features: Vec<u8>,
    len: usize,
    /// Those of the last feature: only their room is used again.
    tags: Vec<u32>,
}

impl<'a> Page<'a> {
    pub(super) fn new(name: &'a str, budget: Budget) -> Self {
        Self {
            name,
            frame: framed(name.len())
                + uint32::encoded_len(mvt::LAYER_EXTENT, &EXTENT)
                + uint32::encoded_len(mvt::LAYER_VERSION, &mvt::VERSION),
            features: Vec::new(),
            len: 0,
            tags: Vec::new(),
            dictionary: Dictionary::default(),
            budget,
        }
    }

    /// Whether the feature's geometry alone is over the budget.
    pub(super) fn can_never_hold(&self, stroke: &Stroke) -> bool {
        stroke.commands.len() >= self.budget.max_bytes()
    }

    /// Number of features on the page.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Adds the feature unless it would break the budget.
    pub(super) fn add(&mut self, stroke: &Stroke<'a, '_>) -> bool {
        let mark = self.dictionary.mark();
        let mut tags = std::mem::take(&mut self.tags);
        self.dictionary.tags(&stroke.feature.properties, &mut tags);
        let len = uint64::encoded_len(mvt::FEATURE_ID, &stroke.feature.id)
            + uint32::encoded_len_packed(mvt::FEATURE_TAGS, &tags)
            + int32::encoded_len(mvt::FEATURE_KIND, &stroke.kind.into())
            + framed(stroke.commands.len());
        let bytes = self.frame + self.features.len() + framed(len);
        let fits = framed(bytes + self.dictionary.bytes()) <= self.budget.max_bytes();
        if fits {
            write_length(mvt::LAYER_FEATURES, len, &mut self.features);
            self.write(stroke, &tags);
            self.len += 1;
        } else {
            self.dictionary.return_to(mark);
        }
        self.tags = tags;
        fits
    }

    /// Writes the fields of a feature. Its commands are packed already.
    fn write(&mut self, stroke: &Stroke, tags: &[u32]) {
        let to = &mut self.features;
        uint64::encode(mvt::FEATURE_ID, &stroke.feature.id, to);
        uint32::encode_packed(mvt::FEATURE_TAGS, tags, to);
        int32::encode(mvt::FEATURE_KIND, &stroke.kind.into(), to);
        write_bytes(mvt::FEATURE_GEOMETRY, stroke.commands, to);
    }

    /// The tile with this layer; no bytes when the layer is empty.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        if self.len == 0 {
            return Vec::new();
        }
        let len = self.frame + self.dictionary.bytes() + self.features.len();
        let mut tile = Vec::with_capacity(framed(len));
        write_length(mvt::LAYERS, len, &mut tile);
        write_bytes(mvt::LAYER_NAME, self.name.as_bytes(), &mut tile);
        tile.append(&mut self.dictionary.written_names);
        tile.append(&mut self.dictionary.written_values);
        uint32::encode(mvt::LAYER_EXTENT, &EXTENT, &mut tile);
        uint32::encode(mvt::LAYER_VERSION, &mvt::VERSION, &mut tile);
        tile.append(&mut self.features);
        tile
    }
}
