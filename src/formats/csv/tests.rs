//! Tables as offices write them.

use proptest::prelude::*;

use crate::{
    formats::{
        DeclaredCrs, Limits, Reading,
        testing::{Files, error, features, opened, readings, text},
    },
    spatial::{SourceGeometry, Value},
};

#[test]
fn a_decimal_comma_is_understood_and_codes_stay_text() {
    let (_files, source) = opened(
        "a.csv",
        "\u{feff}code;longitude;latitude;haut\n075;1,39919;43,60554;500 [mm]\n076;;;\n",
    );
    assert_eq!(source.crs, DeclaredCrs::Name("OGC:CRS84".into()));
    assert_eq!(source.columns, ["code", "longitude", "latitude", "haut"]);

    let features: Vec<_> = source
        .map(|reading| match reading.unwrap() {
            Reading::Feature(feature) => feature,
            Reading::Refused { fault, .. } => panic!("{fault}"),
        })
        .collect();

    let Some(SourceGeometry::Points(points)) = &features[0].geometry else {
        panic!("not points");
    };
    assert_eq!((points[0].x, points[0].y), (1.39919, 43.60554));
    assert_eq!(features[0].properties.get("code"), Some(&text("075")));
    assert_eq!(features[0].properties.get("haut"), Some(&text("500 [mm]")));
    assert_eq!(features[1].geometry, None);
    assert_eq!(features[1].properties.get("haut"), Some(&Value::Null));
}

#[test]
fn a_column_of_shapes_is_read_and_left_out_of_the_columns() {
    let (_files, source) = opened(
        "a.csv",
        "nom,geom\nA,\"SRID=2154;POLYGON((0 0,1 0,0 1,0 0))\"\nB,\n",
    );
    assert_eq!(source.crs, DeclaredCrs::Epsg(2154));
    assert_eq!(source.columns, ["nom"]);

    let shapes: Vec<_> = source.map(Result::unwrap).collect();

    assert!(matches!(&shapes[0], Reading::Feature(f) if f.geometry.is_some()));
    assert!(matches!(&shapes[1], Reading::Feature(f) if f.geometry.is_none()));
}

#[test]
fn windows_1252_is_read_and_noted() {
    let bytes = b"nom;lieu\nle pr\xe9;Cit\xe9\n";

    let (_files, source) = opened("a.csv", bytes);
    let notes = source.notes.clone();
    let read = features("a.csv", bytes);

    assert!(notes[0].contains("Windows-1252"), "{notes:?}");
    assert_eq!(read[0].properties.get("nom"), Some(&text("le pré")));
}

#[test]
fn a_row_that_does_not_fit_is_refused_with_its_line() {
    let readings = readings("a.csv", "lon,lat\n1,2\n1,2,3\nx,2\n1,\n1\n");

    let words = |i: usize| match &readings[i] {
        Reading::Refused { fault, .. } => fault.to_string(),
        Reading::Feature(_) => "read".to_owned(),
    };
    assert_eq!(words(0), "read");
    assert!(words(1).contains("line 3 has 3 values where the first line names 2"));
    assert!(words(2).contains("a coordinate is text"));
    assert!(words(3).contains("fewer than two numbers"));
    assert!(words(4).contains("line 6 has 1 values"));
}

#[test]
fn a_quote_that_never_closes_ends_in_an_error_not_in_all_memory() {
    let mut bytes = b"a,b\n1,\"".to_vec();
    bytes.resize(3 << 20, b'x');
    let files = Files::one("a.csv", &bytes);
    let limits = Limits {
        max_record_bytes: 1 << 20,
        ..Limits::default()
    };

    let mut source = files.open("a.csv", None, limits).unwrap();

    let error = source.find_map(Result::err).unwrap().to_string();
    assert!(error.contains("want of a closing quote"), "{error}");
}

#[test]
fn a_table_without_a_line_is_an_error() {
    assert!(error("a.csv", "\n\n").contains("names of the columns"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_are_rows_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 1..200)) {
        let files = Files::one("a.csv", &bytes);
        if let Ok(source) = files.open("a.csv", None, Limits::default()) {
            source.for_each(drop);
        }
    }
}
