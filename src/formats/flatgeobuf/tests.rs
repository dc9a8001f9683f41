//! Files made by the format's own writer, whole and spoilt.

use flatgeobuf::{
    ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType,
    geozero::{ColumnValue, GeomProcessor, GeozeroGeometry, PropertyProcessor, error},
};
use proptest::prelude::*;

use crate::{
    formats::{
        DeclaredCrs, Limits, Reading,
        testing::{self, Files, features, opened, text},
    },
    spatial::{SourceGeometry, Value},
};

/// A square with a hole, at a place.
struct Square(f64);

impl GeozeroGeometry for Square {
    fn process_geom<P: GeomProcessor>(&self, processor: &mut P) -> error::Result<()> {
        processor.polygon_begin(true, 2, 0)?;
        for (i, (from, side)) in [(self.0, 4.0), (self.0 + 1.0, 1.0)].into_iter().enumerate() {
            let ring = [
                (0.0, 0.0),
                (side, 0.0),
                (side, side),
                (0.0, side),
                (0.0, 0.0),
            ];
            processor.linestring_begin(false, ring.len(), i)?;
            for (j, (dx, dy)) in ring.into_iter().enumerate() {
                processor.xy(from + dx, from + dy, j)?;
            }
            processor.linestring_end(false, i)?;
        }
        processor.polygon_end(true, 0)
    }
}

/// So many squares with a name and a number, with or without an index.
fn squares(count: u32, write_index: bool) -> Vec<u8> {
    let options = FgbWriterOptions {
        write_index,
        promote_to_multi: false,
        crs: FgbCrs {
            code: 2154,
            ..FgbCrs::default()
        },
        ..FgbWriterOptions::default()
    };
    let mut writer =
        FgbWriter::create_with_options("zones", GeometryType::Polygon, options).unwrap();
    writer.add_column("nom", ColumnType::String, |_, _| {});
    writer.add_column("rang", ColumnType::Int, |_, _| {});
    for i in 0..count {
        let name = format!("zone {i}");
        writer
            .add_feature_geom(Square(i.into()), |feature| {
                feature
                    .property(0, "nom", &ColumnValue::String(&name))
                    .unwrap();
                let rank = i32::try_from(i).unwrap();
                feature
                    .property(1, "rang", &ColumnValue::Int(rank))
                    .unwrap();
            })
            .unwrap();
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).unwrap();
    bytes
}

#[test]
fn features_are_read_whether_or_not_an_index_stands_before_them() {
    for count in [1, 2, 16, 17, 300] {
        for index in [true, false] {
            let (_files, source) = opened("a.fgb", squares(count, index));
            assert_eq!(source.crs, DeclaredCrs::Epsg(2154));
            assert_eq!(source.total, Some(count.into()));
            assert_eq!(source.file_layer.as_deref(), Some("zones"));

            assert_eq!(
                source.map(Result::unwrap).count(),
                count as usize,
                "{index}"
            );
        }
    }
}

#[test]
fn rings_and_values_are_as_written() {
    let read = features("a.fgb", squares(1, true));

    let Some(SourceGeometry::Polygons(polygons)) = &read[0].geometry else {
        panic!("not polygons");
    };
    assert_eq!(polygons[0].iter().map(Vec::len).collect::<Vec<_>>(), [5, 5]);
    assert_eq!((polygons[0][1][2].x, polygons[0][1][2].y), (2.0, 2.0));
    assert_eq!(read[0].properties.get("nom"), Some(&text("zone 0")));
    assert_eq!(read[0].properties.get("rang"), Some(&Value::Integer(0)));
}

#[test]
fn a_file_cut_short_is_truncated() {
    let whole = squares(3, false);

    let cut = testing::error("a.fgb", &whole[..whole.len() - 10]);
    let header = testing::error("a.fgb", &whole[..20]);

    assert!(cut.contains("after feature 2"), "{cut}");
    assert!(header.contains("shorter than its header"), "{header}");
}

#[test]
fn vertices_over_the_limit_are_refused_one_by_one() {
    let files = Files::one("a.fgb", squares(2, false));
    let limits = Limits {
        max_vertices_per_shape: 9,
        ..Limits::default()
    };

    let readings: Vec<_> = files
        .open("a.fgb", None, limits)
        .unwrap()
        .map(Result::unwrap)
        .collect();

    assert_eq!(readings.len(), 2);
    assert!(
        readings
            .iter()
            .all(|r| matches!(r, Reading::Refused { .. }))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn a_file_with_a_spoilt_byte_is_read_or_refused(at in 0usize..2_000, byte: u8) {
        let mut bytes = squares(3, true);
        let at = at % bytes.len();
        bytes[at] = byte;
        let files = Files::one("a.fgb", bytes);
        if let Ok(source) = files.open("a.fgb", None, Limits::default()) {
            source.take(1_000).for_each(drop);
        }
    }
}
