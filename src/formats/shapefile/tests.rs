//! Files made by another writer, whole and spoilt.

use std::{fs, path::Path};

use dbase::{FieldName, FieldValue, Record, TableWriterBuilder};
use proptest::prelude::*;
use shapefile::{Point, Polygon, PolygonRing, Writer};

use crate::{
    formats::{
        DeclaredCrs, Limits, Reading, Source,
        testing::{Files, text},
    },
    spatial::{SourceGeometry, Value},
};

fn square(x: f64) -> Polygon {
    Polygon::new(PolygonRing::Outer(vec![
        Point::new(x, 0.0),
        Point::new(x, 1.0),
        Point::new(x + 1.0, 1.0),
        Point::new(x + 1.0, 0.0),
        Point::new(x, 0.0),
    ]))
}

/// Three squares, with a name and a number each.
fn squares() -> Files {
    let files = Files::one("a.prj", r#"PROJCS["RGF93_Lambert_93"]"#);
    let column = |name: &str| FieldName::try_from(name).unwrap();
    let table = TableWriterBuilder::new()
        .add_character_field(column("NOM"), 20)
        .add_numeric_field(column("RANG"), 10, 0);
    let mut writer = Writer::from_path(files.path("a.shp"), table).unwrap();
    for (i, name) in ["un", "deux", "trois"].into_iter().enumerate() {
        let mut record = Record::default();
        record.insert("NOM".into(), FieldValue::Character(Some(name.into())));
        let rank = u32::try_from(i).unwrap();
        record.insert("RANG".into(), FieldValue::Numeric(Some(rank.into())));
        writer
            .write_shape_and_record(&square(rank.into()), &record)
            .unwrap();
    }
    drop(writer);
    files
}

fn open(files: &Files, name: &str) -> Result<Source, String> {
    files
        .open(name, None, Limits::default())
        .map_err(|e| e.to_string())
}

/// The first error of opening or reading.
fn error(files: &Files) -> String {
    match open(files, "a.shp") {
        Ok(mut source) => source.find_map(Result::err).unwrap().to_string(),
        Err(error) => error,
    }
}

/// Writes over some bytes of a file.
fn spoil(path: &Path, at: usize, bytes: &[u8]) {
    let mut whole = fs::read(path).unwrap();
    whole[at..at + bytes.len()].copy_from_slice(bytes);
    fs::write(path, whole).unwrap();
}

#[test]
fn shapes_and_rows_are_read_side_by_side_from_the_file_or_its_folder() {
    let files = squares();
    for name in ["a.shp", ""] {
        let source = open(&files, name).unwrap();
        assert!(matches!(&source.crs, DeclaredCrs::Wkt(wkt) if wkt.contains("Lambert_93")));
        assert_eq!(source.columns, ["NOM", "RANG"]);
        assert_eq!(source.total, Some(3));
        assert_eq!(source.file_layer.as_deref(), Some("a"));

        let readings: Vec<_> = source.map(Result::unwrap).collect();

        assert_eq!(readings.len(), 3);
        let Reading::Feature(last) = &readings[2] else {
            panic!("refused");
        };
        assert_eq!(last.properties.get("NOM"), Some(&text("trois")));
        assert_eq!(last.properties.get("RANG"), Some(&Value::Integer(2)));
        assert!(matches!(&last.geometry, Some(SourceGeometry::Polygons(p)) if p[0][0].len() == 5));
    }
}

#[test]
fn names_in_capitals_belong_together_too() {
    let files = squares();
    fs::rename(files.path("a.dbf"), files.path("A.DBF")).unwrap();
    fs::rename(files.path("a.prj"), files.path("A.PRJ")).unwrap();

    let source = open(&files, "a.shp").unwrap();

    assert!(matches!(source.crs, DeclaredCrs::Wkt(_)));
}

#[test]
fn the_cpg_file_names_the_encoding_of_the_texts() {
    let files = squares();
    let start = usize::from(u16::from_le_bytes({
        let bytes = fs::read(files.path("a.dbf")).unwrap();
        [bytes[8], bytes[9]]
    }));
    spoil(&files.path("a.dbf"), start + 1, b"pr\xe9");
    for (cpg, reads) in [("ISO-8859-1", "pré"), ("1251", "prй"), ("UTF-8", "pré")] {
        fs::write(files.path("a.cpg"), cpg).unwrap();

        let first = open(&files, "a.shp").unwrap().next().unwrap().unwrap();

        let Reading::Feature(first) = first else {
            panic!("refused");
        };
        assert_eq!(first.properties.get("NOM"), Some(&text(reads)), "{cpg}");
    }
}

#[test]
fn a_deleted_row_takes_its_shape_with_it() {
    let files = squares();
    let bytes = fs::read(files.path("a.dbf")).unwrap();
    let start = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    spoil(&files.path("a.dbf"), start, b"*");

    let names: Vec<_> = open(&files, "a.shp")
        .unwrap()
        .map(|reading| match reading.unwrap() {
            Reading::Feature(feature) => (feature.number, feature.properties.get("NOM").cloned()),
            Reading::Refused { fault, .. } => panic!("{fault}"),
        })
        .collect();

    assert_eq!(names, [(1, Some(text("deux"))), (2, Some(text("trois")))]);
}

#[test]
fn a_missing_table_is_named() {
    let files = squares();
    fs::remove_file(files.path("a.dbf")).unwrap();

    assert_eq!(
        error(&files),
        "a.shp: its .dbf file is missing; give all files of the shapefile together, in one folder or zip"
    );
}

#[test]
fn counts_that_lie_are_errors_with_both_figures() {
    type Spoil = (&'static str, usize, &'static [u8], &'static str);
    const CASES: [Spoil; 7] = [
        (
            "a.shp",
            24,
            &[0x7f, 0, 0, 0],
            "the header says 4261412864 bytes",
        ),
        ("a.shp", 24, &[0, 0, 0, 1], "the header says 2 bytes"),
        ("a.shp", 104, &[0, 0xff, 0, 0], "where"),
        ("a.shp", 0, &[1], "not a format"),
        (
            "a.dbf",
            4,
            &[0xff, 0xff, 0xff, 0xff],
            "the header says 4294967295 rows",
        ),
        (
            "a.dbf",
            4,
            &[2, 0, 0, 0],
            "more shapes than the .dbf has rows",
        ),
        ("a.dbf", 48, &[0xff], "its columns take"),
    ];
    for (name, at, bytes, says) in CASES {
        let files = squares();
        spoil(&files.path(name), at, bytes);
        if name == "a.shp" && at == 0 {
            let renamed = files.path("a.bin");
            fs::rename(files.path("a.shp"), &renamed).unwrap();
            assert!(open(&files, "a.bin").unwrap_err().contains(says));
            continue;
        }

        let error = error(&files);

        assert!(error.contains(says), "{error}");
        assert!(error.starts_with("a.shp: broken Shapefile"), "{error}");
    }
}

#[test]
fn several_layers_in_a_folder_are_named() {
    let files = squares();
    for extension in ["shp", "dbf"] {
        let from = files.path("a.shp").with_extension(extension);
        fs::copy(from, files.path("b.shp").with_extension(extension)).unwrap();
    }

    let error = open(&files, "").unwrap_err();
    let chosen = files.open("", Some("B"), Limits::default()).unwrap();
    let unknown = files.open("", Some("c"), Limits::default()).unwrap_err();

    assert!(
        error.contains("holds 2 layers: a, b; choose one with --layer NAME"),
        "{error}"
    );
    assert_eq!(chosen.file_layer.as_deref(), Some("b"));
    assert!(
        unknown
            .to_string()
            .contains("has no layer c; it holds a, b")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn a_file_with_a_spoilt_byte_is_read_or_refused(at in 0usize..600, byte: u8, in_table: bool) {
        let files = squares();
        let path = files.path(if in_table { "a.dbf" } else { "a.shp" });
        let length = fs::read(&path).unwrap().len();
        spoil(&path, at % length, &[byte]);
        if let Ok(source) = open(&files, "a.shp") {
            source.for_each(drop);
        }
    }
}
