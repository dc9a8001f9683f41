//! Well-known binary (ISO and extended) to shapes as written.
//!
//! Read here byte by byte, because the `wkb` crate masks type codes to three bits (a curve
//! polygon, 10, becomes a line, 2) and does not look at the types of parts.

use geo_types::Coord;

use super::{
    FeatureFault, Limits,
    nest::{Tally, finite, united},
};
use crate::spatial::SourceGeometry;

/// Smallest length of a part: its byte order, its type and a count.
const SMALLEST_PART: usize = 9;

/// Reads one shape; bytes after it are an error.
pub(super) fn geometry(bytes: &[u8], limits: Limits) -> Result<SourceGeometry, FeatureFault> {
    let tally = Tally::new(limits);
    let mut cursor = Cursor {
        left: bytes,
        tally: &tally,
        max_depth: limits.max_depth,
    };
    let (_, shape) = cursor.geometry(0)?;
    if cursor.left.is_empty() {
        Ok(shape)
    } else {
        Err(FeatureFault::malformed("bytes follow the shape"))
    }
}

/// The bytes that are still to be read.
struct Cursor<'a> {
    left: &'a [u8],
    tally: &'a Tally,
    max_depth: u32,
}

/// What stands before the numbers of a shape.
#[derive(Clone, Copy)]
struct Header {
    little: bool,
    kind: u32,
    /// Numbers of a position: 2, 3 or 4.
    numbers: usize,
}

impl Cursor<'_> {
    fn geometry(&mut self, depth: u32) -> Result<(u32, SourceGeometry), FeatureFault> {
        use SourceGeometry::{Lines, Points, Polygons};
        if depth > self.max_depth {
            return Err(FeatureFault::TooDeep {
                limit: self.max_depth,
            });
        }
        let header = self.header()?;
        let shape = match header.kind {
            1 => Points(self.point(header)?),
            2 => Lines(vec![self.points(header)?]),
            3 => Polygons(vec![self.rings(header)?]),
            4..=7 => self.parts(header, depth)?,
            kind => return Err(unread(kind)),
        };
        Ok((header.kind, without_empty_parts(shape)))
    }

    fn header(&mut self) -> Result<Header, FeatureFault> {
        const Z: u32 = 0x8000_0000;
        const M: u32 = 0x4000_0000;
        const SRID: u32 = 0x2000_0000;
        let little = match self.bytes::<1>()? {
            [0] => false,
            [1] => true,
            _ => return Err(FeatureFault::malformed("its byte order is neither 0 nor 1")),
        };
        let code = self.number(little)?;
        if code & SRID != 0 {
            self.number(little)?;
        }
        let iso = code & !(Z | M | SRID);
        let more = match iso / 1000 {
            0 => (code & Z != 0).into(),
            1 | 2 => 1,
            3 => 2,
            _ => return Err(unread(iso)),
        };
        let flagged_m: usize = (iso < 1000 && code & M != 0).into();
        Ok(Header {
            little,
            kind: iso % 1000,
            numbers: 2 + more + flagged_m,
        })
    }

    /// One position; NaN is the empty point.
    fn point(&mut self, header: Header) -> Result<Vec<Coord<f64>>, FeatureFault> {
        let (x, y) = self.pair(header)?;
        if x.is_nan() && y.is_nan() {
            return Ok(Vec::new());
        }
        self.tally.position(x, y).map(|at| vec![at])
    }

    fn points(&mut self, header: Header) -> Result<Vec<Coord<f64>>, FeatureFault> {
        let count = self.count(header, header.numbers * 8)?;
        let position = |_| {
            let (x, y) = self.pair(header)?;
            finite(x, y)
        };
        (0..count).map(position).collect()
    }

    fn rings(&mut self, header: Header) -> Result<Vec<Vec<Coord<f64>>>, FeatureFault> {
        let count = self.count(header, 4)?;
        (0..count).map(|_| self.points(header)).collect()
    }

    /// The parts of a multiple shape or collection.
    fn parts(&mut self, header: Header, depth: u32) -> Result<SourceGeometry, FeatureFault> {
        let count = self.count(header, SMALLEST_PART)?;
        let due = header.kind.checked_sub(3).filter(|kind| *kind < 4);
        let mut parts = Vec::new();
        for _ in 0..count {
            let (kind, part) = self.geometry(depth + 1)?;
            if due.is_some_and(|due| due != kind) {
                return Err(FeatureFault::malformed(
                    "a part is of another kind than the shape",
                ));
            }
            parts.push(part);
        }
        match (due, parts.is_empty()) {
            (Some(2), true) => Ok(SourceGeometry::Lines(Vec::new())),
            (Some(3), true) => Ok(SourceGeometry::Polygons(Vec::new())),
            _ => united(parts),
        }
    }

    /// A count that the bytes left can hold.
    fn count(&mut self, header: Header, smallest: usize) -> Result<usize, FeatureFault> {
        let count = self.number(header.little)?;
        self.tally.many(count.into())?;
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        if count > self.left.len() / smallest {
            return Err(too_short());
        }
        Ok(count)
    }

    /// The first two numbers of a position; height and measure are dropped.
    fn pair(&mut self, header: Header) -> Result<(f64, f64), FeatureFault> {
        let x = self.float(header.little)?;
        let y = self.float(header.little)?;
        for _ in 2..header.numbers {
            self.float(header.little)?;
        }
        Ok((x, y))
    }

    fn float(&mut self, little: bool) -> Result<f64, FeatureFault> {
        let bytes = self.bytes()?;
        Ok(if little {
            f64::from_le_bytes(bytes)
        } else {
            f64::from_be_bytes(bytes)
        })
    }

    fn number(&mut self, little: bool) -> Result<u32, FeatureFault> {
        let bytes = self.bytes()?;
        Ok(if little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], FeatureFault> {
        let (bytes, left) = self.left.split_first_chunk().ok_or_else(too_short)?;
        self.left = left;
        Ok(*bytes)
    }
}

/// An empty line or polygon is a shape without parts, as in the other formats.
fn without_empty_parts(shape: SourceGeometry) -> SourceGeometry {
    use SourceGeometry::{Lines, Polygons};
    match shape {
        Lines(lines) if lines.iter().all(Vec::is_empty) => Lines(Vec::new()),
        Polygons(polygons) if polygons.iter().all(Vec::is_empty) => Polygons(Vec::new()),
        other => other,
    }
}

fn too_short() -> FeatureFault {
    FeatureFault::malformed("the shape's bytes end too early")
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
    fn curves_are_refused_by_name_also_as_parts() {
        for (code, kind) in [
            (8, "CircularString"),
            (10, "CurvePolygon"),
            (1012, "MultiSurface"),
        ] {
            let fault = geometry(&bytes(code, &[0], &[]), Limits::default()).unwrap_err();

            assert!(fault.to_string().contains(kind), "{fault}");
        }
        let mut collection = bytes(7, &[1], &[]);
        collection.extend(bytes(8, &[0], &[]));

        let fault = geometry(&collection, Limits::default()).unwrap_err();

        assert_eq!(
            fault,
            FeatureFault::Curve {
                kind: "CircularString"
            }
        );
    }

    #[test]
    fn a_count_that_lies_is_refused_before_memory_is_taken() {
        let lying = bytes(3, &[1, 900_000], &TRIANGLE);
        let huge = bytes(3, &[1, u32::MAX], &TRIANGLE);

        let too_short = geometry(&lying, Limits::default()).unwrap_err();
        let too_many = geometry(&huge, Limits::default()).unwrap_err();

        assert!(too_short.to_string().contains("end too early"));
        assert_eq!(too_many, FeatureFault::TooManyVertices { limit: 1_000_000 });
    }

    #[test]
    fn a_collection_in_a_collection_without_end_is_refused() {
        let mut nested = Vec::new();
        for _ in 0..20_000 {
            nested.extend(bytes(7, &[1], &[]));
        }
        nested.extend(bytes(7, &[0], &[]));

        let fault = geometry(&nested, Limits::default()).unwrap_err();

        assert_eq!(fault, FeatureFault::TooDeep { limit: 32 });
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
