//! The shape of a GeoPackage: a header, then well-known binary (OGC 12-128r19, 2.1.3).

use crate::{
    formats::{FeatureFault, Limits, wkb},
    spatial::SourceGeometry,
};

/// Reads a shape.
pub(super) fn geometry(blob: &[u8], limits: Limits) -> Result<SourceGeometry, FeatureFault> {
    const EXTENDED: u8 = 0b0010_0000;
    let [b'G', b'P', _, flags, _, _, _, _, rest @ ..] = blob else {
        return Err(FeatureFault::malformed(
            "its shape has no GeoPackage header",
        ));
    };
    if flags & EXTENDED != 0 {
        return Err(FeatureFault::UnknownKind {
            kind: "ExtendedGeoPackageBinary".to_owned(),
        });
    }
    let numbers = match flags >> 1 & 0b111 {
        0 => 0,
        1 => 4,
        2 | 3 => 6,
        4 => 8,
        _ => {
            return Err(FeatureFault::malformed(
                "its shape's envelope has an unknown kind",
            ));
        }
    };
    let shape = rest
        .get(numbers * 8..)
        .ok_or_else(|| FeatureFault::malformed("its shape's envelope ends too early"))?;
    wkb::geometry(shape, limits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob(flags: u8, envelope: usize) -> Vec<u8> {
        let mut blob = vec![b'G', b'P', 0, flags, 0, 0, 0, 0];
        blob.extend(vec![0; envelope]);
        blob.extend([1, 1, 0, 0, 0]);
        blob.extend([1.5f64, 2.5].iter().flat_map(|n| n.to_le_bytes()));
        blob
    }

    #[test]
    fn the_shape_stands_after_an_envelope_of_any_kind() {
        for (kind, length) in [(0, 0), (1, 32), (2, 48), (3, 48), (4, 64)] {
            let shape = geometry(&blob(kind << 1 | 1, length), Limits::default()).unwrap();

            assert_eq!(shape.coords().count(), 1);
        }
    }

    #[test]
    fn a_header_that_lies_is_a_fault() {
        for (blob, says) in [
            (blob(0b1010, 0), "unknown kind"),
            (blob(0b1000, 0), "envelope ends too early"),
            (blob(0b10_0000, 0), "ExtendedGeoPackageBinary"),
            (b"GP".to_vec(), "no GeoPackage header"),
            (b"XX\0\x01\0\0\0\0".to_vec(), "no GeoPackage header"),
        ] {
            let fault = geometry(&blob, Limits::default()).unwrap_err().to_string();

            assert!(fault.contains(says), "{fault}");
        }
    }
}
