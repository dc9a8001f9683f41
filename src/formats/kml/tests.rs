//! KML as map editors write it, and as it should not be.

use proptest::prelude::*;

use crate::{
    formats::{
        DeclaredCrs, Reading,
        testing::{error, features, opened, readings, refusal, text},
    },
    spatial::{SourceGeometry, Value},
};

fn document(inside: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inside}</Document></kml>"#
    )
}

fn placemark(inside: &str) -> String {
    document(&format!("<Placemark>{inside}</Placemark>"))
}

const RING: &str = "<LinearRing><coordinates>
    1,43,0 2,43,0 2,44,0 1,43,0 </coordinates></LinearRing>";

#[test]
fn a_polygon_keeps_its_shell_first_and_its_names() {
    let features = features(
        "a.kml",
        placemark(&format!(
            "<name>Îlot &amp; c<![CDATA[<o>]]></name>
            <ExtendedData><SchemaData><SimpleData name='pop'>12</SimpleData></SchemaData>
            <Data name='etat'><displayName>État</displayName><value>b&#233;ton</value></Data></ExtendedData>
            <Polygon><innerBoundaryIs>{RING}</innerBoundaryIs>
            <outerBoundaryIs><LinearRing><coordinates>0,42 3,42 3,45 0,42</coordinates></LinearRing>
            </outerBoundaryIs></Polygon>"
        )),
    );

    let Some(SourceGeometry::Polygons(polygons)) = &features[0].geometry else {
        panic!("not polygons");
    };
    assert_eq!(polygons[0].len(), 2);
    assert_eq!((polygons[0][0][0].x, polygons[0][0][0].y), (0.0, 42.0));
    let properties = &features[0].properties;
    assert_eq!(properties.get("name"), Some(&text("Îlot & c<o>")));
    assert_eq!(properties.get("pop"), Some(&text("12")));
    assert_eq!(properties.get("etat"), Some(&text("béton")));
    assert_eq!(properties.iter().count(), 3);
}

#[test]
fn every_placemark_is_a_record_also_without_a_shape() {
    let (_files, source) = opened(
        "a.kml",
        document(&format!(
            "<Folder><name>not a column</name>
            <Placemark><MultiGeometry><Polygon><outerBoundaryIs>{RING}</outerBoundaryIs></Polygon>
            <Polygon><outerBoundaryIs>{RING}</outerBoundaryIs></Polygon></MultiGeometry></Placemark>
            <Placemark/><Placemark><name/><Point><coordinates>1, 2</coordinates></Point></Placemark></Folder>"
        )),
    );
    assert_eq!(source.crs, DeclaredCrs::Name("OGC:CRS84".into()));

    let shapes: Vec<_> = source
        .map(|reading| match reading.unwrap() {
            Reading::Feature(feature) => (feature.geometry, feature.properties),
            Reading::Refused { fault, .. } => panic!("{fault}"),
        })
        .collect();

    assert!(matches!(&shapes[0].0, Some(SourceGeometry::Polygons(p)) if p.len() == 2));
    assert_eq!(shapes[1].0, None);
    assert!(matches!(&shapes[2].0, Some(SourceGeometry::Points(p)) if p[0] == (1.0, 2.0).into()));
    assert_eq!(shapes[2].1.get("name"), Some(&Value::Null));
}

#[test]
fn one_bad_placemark_does_not_stop_the_next() {
    let readings = readings(
        "a.kml",
        document(
            "<Placemark><Point><coordinates>1,x</coordinates></Point></Placemark>
            <Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>",
        ),
    );

    assert!(matches!(&readings[0], Reading::Refused { number: 1, .. }));
    assert!(matches!(&readings[1], Reading::Feature(feature) if feature.number == 2));
}

#[test]
fn what_is_wrong_with_a_placemark_is_said() {
    for (inside, says) in [
        (
            "<Point><coordinates>1</coordinates></Point>",
            "fewer than two numbers",
        ),
        (
            "<Point><coordinates>1,nan</coordinates></Point>",
            "not finite",
        ),
        ("<gx:Track></gx:Track>", "kind Track"),
        (
            "<MultiGeometry><Point><coordinates>1,2</coordinates></Point>
            <LineString><coordinates>1,2 3,4</coordinates></LineString></MultiGeometry>",
            "mixes points, lines and areas",
        ),
    ] {
        let fault = refusal("a.kml", placemark(inside));

        assert!(fault.contains(says), "{fault}");
    }
}

#[test]
fn a_polygon_with_two_outer_rings_is_refused() {
    let outer = format!("<outerBoundaryIs>{RING}</outerBoundaryIs>");

    let why = refusal(
        "a.kml",
        placemark(&format!("<Polygon>{outer}{outer}</Polygon>")),
    );

    assert!(why.contains("two outer rings"), "{why}");
}

#[test]
fn what_is_wrong_with_the_file_is_said() {
    let laughs = r#"<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><kml>&b;</kml>"#;
    let deep = document(&"<Folder>".repeat(100_000));
    let whole = placemark("<name>a</name>");
    for (bytes, says) in [
        (laughs, "it declares a document type (DTD)"),
        (deep.as_str(), "nested deeper than 32 levels"),
        (&whole[..whole.len() - 17], "truncated"),
        (&whole[..whole.len() - 20], "before end of input"),
        (
            "<kml><Placemark><name>a</Placemark></kml>",
            "broken KML at feature 1",
        ),
        (
            "<kml><Placemark><name>&evil;</name></Placemark></kml>",
            "entity evil is not defined",
        ),
        (
            "<kml><NetworkLink><Link/></NetworkLink></kml>",
            "only links to another",
        ),
    ] {
        let error = error("a.kml", bytes);

        assert!(error.contains(says), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_markup_is_read_or_refused(inside in r#"[<>/&;"' a-zA-Z0-9,!\[\]-]{0,80}"#) {
        let files = crate::formats::testing::Files::one("a.kml", placemark(&inside));
        if let Ok(source) = files.open("a.kml", None, crate::formats::Limits::default()) {
            source.for_each(drop);
        }
    }
}
