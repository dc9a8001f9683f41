//! Well-known binary of a file to shapes as written, within the limits of every reader.

use super::{
    FeatureFault, Limits,
    nest::{Tally, finite},
};
use crate::spatial::{SourceGeometry, WkbError, source_from_wkb};

/// Reads one shape. An empty line or polygon is a shape without parts, as in the other formats.
pub(super) fn geometry(bytes: &[u8], limits: Limits) -> Result<SourceGeometry, FeatureFault> {
    let shape = source_from_wkb(bytes).map_err(|error| fault(&error))?;
    let points = shape.coords().count();
    Tally::new(limits).many(u64::try_from(points).unwrap_or(u64::MAX))?;
    for at in shape.coords() {
        finite(at.x, at.y)?;
    }
    Ok(without_empty_parts(shape))
}

fn without_empty_parts(shape: SourceGeometry) -> SourceGeometry {
    use SourceGeometry::{Lines, Polygons};
    match shape {
        Lines(lines) if lines.iter().all(Vec::is_empty) => Lines(Vec::new()),
        Polygons(polygons) if polygons.iter().flatten().all(Vec::is_empty) => Polygons(Vec::new()),
        other => other,
    }
}

fn fault(error: &WkbError) -> FeatureFault {
    match error {
        WkbError::Type { code } => unread(*code),
        WkbError::Collection => FeatureFault::MixedCollection,
        other => FeatureFault::malformed(other.to_string()),
    }
}

/// Why a type code is not read.
fn unread(code: u32) -> FeatureFault {
    let kind = match code % 1000 {
        8 => "CircularString",
        9 => "CompoundCurve",
        10 => "CurvePolygon",
        11 => "MultiCurve",
        12 => "MultiSurface",
        13 => "Curve",
        _ => {
            return FeatureFault::UnknownKind {
                kind: format!("number {code}"),
            };
        }
    };
    FeatureFault::Curve { kind }
}

#[cfg(test)]
mod tests {
    use geo_types::Coord;
    use proptest::prelude::*;

    use super::*;

    /// A little-endian shape from a code, then numbers of either width.
    fn bytes(code: u32, words: &[u32], floats: &[f64]) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(code.to_le_bytes());
        bytes.extend(words.iter().flat_map(|w| w.to_le_bytes()));
        bytes.extend(floats.iter().flat_map(|f| f.to_le_bytes()));
        bytes
    }

    const TRIANGLE: [f64; 8] = [0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

    #[test]
    fn a_polygon_keeps_its_ring_as_written_and_loses_its_heights() {
        let flat = bytes(3, &[1, 4], &TRIANGLE);
        let high: Vec<f64> = TRIANGLE.chunks(2).flat_map(|p| [p[0], p[1], 9.0]).collect();
        let iso = bytes(1003, &[1, 4], &high);
        let extended = bytes(0x8000_0003, &[1, 4], &high);

        let shape = geometry(&flat, Limits::default()).unwrap();

        assert!(matches!(&shape, SourceGeometry::Polygons(p) if p[0][0].len() == 4));
        assert_eq!(geometry(&iso, Limits::default()).unwrap(), shape);
        assert_eq!(geometry(&extended, Limits::default()).unwrap(), shape);
    }

    #[test]
    fn a_part_may_have_its_own_byte_order() {
        let mut multi = bytes(4, &[1], &[]);
        multi.extend([0, 0, 0, 0, 1]);
        multi.extend(1.5f64.to_be_bytes());
        multi.extend(2.5f64.to_be_bytes());

        let shape = geometry(&multi, Limits::default()).unwrap();

        assert_eq!(
            shape,
            SourceGeometry::Points(vec![Coord { x: 1.5, y: 2.5 }])
        );
    }

    #[test]
    fn curves_are_refused_by_name() {
        for (code, kind) in [
            (8, "CircularString"),
            (10, "CurvePolygon"),
            (1012, "MultiSurface"),
        ] {
            let fault = geometry(&bytes(code, &[0], &[]), Limits::default()).unwrap_err();

            assert!(fault.to_string().contains(kind), "{fault}");
        }
    }

    #[test]
    fn a_count_that_lies_is_refused_before_memory_is_taken() {
        let lying = bytes(3, &[1, 900_000], &TRIANGLE);
        let huge = bytes(3, &[1, u32::MAX], &TRIANGLE);

        for lie in [lying, huge] {
            let fault = geometry(&lie, Limits::default()).unwrap_err();

            assert!(fault.to_string().contains("end too early"), "{fault}");
        }
    }

    #[test]
    fn a_shape_over_the_limit_is_refused() {
        let few = Limits {
            max_vertices_per_shape: 3,
            ..Limits::default()
        };

        let fault = geometry(&bytes(3, &[1, 4], &TRIANGLE), few).unwrap_err();

        assert_eq!(fault, FeatureFault::TooManyVertices { limit: 3 });
    }

    #[test]
    fn a_collection_is_refused_however_deep() {
        let mut nested = Vec::new();
        for _ in 0..20_000 {
            nested.extend(bytes(7, &[1], &[]));
        }

        let fault = geometry(&nested, Limits::default()).unwrap_err();

        assert_eq!(fault, FeatureFault::MixedCollection);
    }

    #[test]
    fn nan_is_an_empty_point_but_not_a_vertex() {
        let empty = bytes(1, &[], &[f64::NAN, f64::NAN]);
        let line = bytes(2, &[2], &[0.0, 0.0, f64::NAN, 1.0]);

        assert!(geometry(&empty, Limits::default()).unwrap().is_empty());
        assert_eq!(
            geometry(&line, Limits::default()),
            Err(FeatureFault::NotFinite)
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_shape_or_a_fault(
            kind in 0u8..16,
            tail in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let mut whole = vec![1, kind, 0, 0, 0];
            whole.extend(tail);
            let _ = geometry(&whole, Limits::default());
            let _ = geometry(&whole[1..], Limits::default());
        }
    }
}
