//! Records that repeat an earlier one, found without keeping any record.
//!
//! A record is remembered by 128 bits of a SHA-256, 16 bytes for its shape and 16 for shape
//! and columns together: a chance meeting among a million records is less likely than 1 in
//! 10^26, and nobody can make one on purpose for less than 2^64 work.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use crate::spatial::{Properties, SourceFeature, SourceGeometry, Value};

/// How a record repeats an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeats {
    /// It does not.
    Nothing,
    /// Same shape, other columns.
    Shape,
    /// Same shape and same columns.
    Record,
}

/// What has been seen of one file.
#[derive(Debug, Default)]
pub(super) struct Seen {
    shapes: HashSet<u128>,
    records: HashSet<u128>,
}

impl Seen {
    /// Remembers the record and says whether one like it came before.
    ///
    /// Shapes are compared as written, before they are mended or projected.
    pub(super) fn meet(&mut self, feature: &SourceFeature) -> Repeats {
        let mut digest = Sha256::new();
        let shape = feature.geometry.as_ref().filter(|shape| !shape.is_empty());
        let new_shape = match shape {
            Some(shape) => {
                take_shape(&mut digest, shape);
                self.shapes.insert(half(digest.clone()))
            }
            None => true,
        };
        take_columns(&mut digest, &feature.properties);
        let new_record = self.records.insert(half(digest));
        match (new_shape, new_record) {
            (_, false) => Repeats::Record,
            (false, true) => Repeats::Shape,
            (true, true) => Repeats::Nothing,
        }
    }
}

fn half(digest: Sha256) -> u128 {
    let whole: [u8; 32] = digest.finalize().into();
    whole[..16]
        .iter()
        .fold(0, |bits, &byte| bits << 8 | u128::from(byte))
}

fn take_shape(digest: &mut Sha256, shape: &SourceGeometry) {
    match shape {
        SourceGeometry::Points(points) => take_points(digest, b'p', points),
        SourceGeometry::Lines(lines) => {
            for line in lines {
                take_points(digest, b'l', line);
            }
        }
        SourceGeometry::Polygons(polygons) => {
            for rings in polygons {
                digest.update(b"a");
                for ring in rings {
                    take_points(digest, b'r', ring);
                }
            }
        }
    }
}

fn take_points(digest: &mut Sha256, kind: u8, points: &[geo_types::Coord<f64>]) {
    digest.update([kind]);
    digest.update(points.len().to_le_bytes());
    for point in points {
        // Adding 0.0 makes one zero of the two.
        digest.update((point.x + 0.0).to_bits().to_le_bytes());
        digest.update((point.y + 0.0).to_bits().to_le_bytes());
    }
}

/// Lengths go in with the texts, so that no two rows can run together into the same bytes.
fn take_columns(digest: &mut Sha256, columns: &Properties) {
    digest.update(b"columns");
    for (name, value) in columns.iter() {
        take_text(digest, name);
        match value {
            Value::Null => digest.update(b"-"),
            Value::Bool(b) => digest.update([b'b', u8::from(*b)]),
            Value::Integer(n) => {
                digest.update(b"i");
                digest.update(n.to_le_bytes());
            }
            Value::Number(n) => {
                digest.update(b"n");
                digest.update((n + 0.0).to_bits().to_le_bytes());
            }
            Value::Text(text) => take_text(digest, text),
        }
    }
}

fn take_text(digest: &mut Sha256, text: &str) {
    digest.update(b"t");
    digest.update(text.len().to_le_bytes());
    digest.update(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, name: &str) -> SourceFeature {
        let ring = [(x, 0.0), (x + 1.0, 0.0), (x + 1.0, 1.0), (x, 0.0)];
        let ring = ring.into_iter().map(Into::into).collect();
        SourceFeature {
            number: 1,
            geometry: Some(SourceGeometry::Polygons(vec![vec![ring]])),
            properties: [("name", Value::from(name.to_owned()))]
                .into_iter()
                .collect(),
        }
    }

    #[test]
    fn the_same_shape_with_other_columns_is_only_the_same_shape() {
        let mut seen = Seen::default();

        assert_eq!(seen.meet(&square(0.0, "a")), Repeats::Nothing);
        assert_eq!(seen.meet(&square(0.0, "b")), Repeats::Shape);
        assert_eq!(seen.meet(&square(0.0, "a")), Repeats::Record);
        assert_eq!(seen.meet(&square(5.0, "a")), Repeats::Nothing);
    }

    #[test]
    fn the_two_zeros_are_the_same_place() {
        let mut seen = Seen::default();
        seen.meet(&square(0.0, "a"));

        assert_eq!(seen.meet(&square(-0.0, "a")), Repeats::Record);
    }

    #[test]
    fn records_without_a_shape_never_share_one() {
        let mut seen = Seen::default();
        let without = |name| SourceFeature {
            geometry: None,
            ..square(0.0, name)
        };

        assert_eq!(seen.meet(&without("a")), Repeats::Nothing);
        assert_eq!(seen.meet(&without("b")), Repeats::Nothing);
        assert_eq!(seen.meet(&without("a")), Repeats::Record);
    }

    #[test]
    fn a_row_is_not_the_same_when_its_texts_are_parted_elsewhere() {
        let row = |a: &str, b: &str| SourceFeature {
            number: 1,
            geometry: None,
            properties: [("a", a), ("b", b)]
                .map(|(name, text)| (name, Value::from(text.to_owned())))
                .into_iter()
                .collect(),
        };
        let mut seen = Seen::default();
        seen.meet(&row("xy", "z"));

        assert_eq!(seen.meet(&row("x", "yz")), Repeats::Nothing);
    }
}
