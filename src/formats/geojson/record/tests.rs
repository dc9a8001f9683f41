//! Records of one feature, good and bad.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Outcome {
    read_record(text.as_bytes(), Limits::default())
}

fn fault(text: &str) -> String {
    read(text).unwrap_err().to_string()
}

fn ring(coordinates: &str) -> String {
    format!(r#"{{"type":"Polygon","coordinates":{coordinates}}}"#)
}

#[test]
fn an_unclosed_ring_keeps_its_points_as_written() {
    let (geometry, _) = read(&ring("[[[0,0],[1,0],[0,1]]]")).unwrap();

    let Some(SourceGeometry::Polygons(polygons)) = geometry else {
        panic!("not polygons");
    };
    assert_eq!(polygons[0][0].len(), 3);
}

#[test]
fn members_may_stand_in_any_order_and_heights_are_dropped() {
    let first = read(
        r#"{"geometry":{"coordinates":[1,2,3],"type":"Point"},"properties":{"a":1},"type":"Feature"}"#,
    );
    let last = read(
        r#"{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[1,2]}}"#,
    );

    assert_eq!(first.unwrap(), last.unwrap());
}

#[test]
fn values_keep_their_kind_and_nested_ones_their_text() {
    let (_, properties) = read(
        r#"{"type":"Feature","id":7,"geometry":null,"properties":
            {"b":true,"n":null,"i":-3,"f":2.5,"u":18446744073709551615,"t":"é\u0000x","o":{"z":1,"a":[2]}}}"#,
    )
    .unwrap();

    let values: Vec<_> = properties.iter().collect();
    assert_eq!(values[0].1, &Value::Bool(true));
    assert_eq!(values[1].1, &Value::Null);
    assert_eq!(values[2].1, &Value::Integer(-3));
    assert_eq!(values[3].1, &Value::Number(2.5));
    assert!(matches!(values[4].1, Value::Number(n) if *n > 1.8e19));
    assert_eq!(values[5].1, &Value::Text("éx".into()));
    assert_eq!(values[6].1, &Value::Text(r#"{"z":1,"a":[2]}"#.into()));
    assert_eq!(values[7], ("id", &Value::Integer(7)));
}

#[test]
fn an_id_does_not_hide_a_column_of_that_name() {
    let (_, properties) =
        read(r#"{"type":"Feature","id":7,"geometry":null,"properties":{"id":"A"}}"#).unwrap();

    assert_eq!(properties.get("id"), Some(&Value::Text("A".into())));
    assert_eq!(properties.iter().count(), 1);
}

#[test]
fn null_and_empty_shapes_are_passed_on() {
    let (null, _) = read(r#"{"type":"Feature","geometry":null,"properties":null}"#).unwrap();
    let (absent, _) = read(r#"{"type":"Feature","properties":{}}"#).unwrap();
    let (empty, _) = read(&ring("[]")).unwrap();

    assert_eq!((null, absent), (None, None));
    assert!(empty.unwrap().is_empty());
}

#[test]
fn a_coordinate_that_is_no_finite_number_is_refused_in_words() {
    for (coordinates, says) in [
        (r#"[[[0,"1"],[1,0],[0,1]]]"#, "a coordinate is text"),
        ("[[[0,null],[1,0]]]", "a coordinate is null"),
        ("[[[0,true],[1,0]]]", "a coordinate is true or false"),
        ("[[[0,{}],[1,0]]]", "a coordinate is an object"),
        ("[[[0,NaN],[1,0]]]", "not finite"),
        ("[[[0,Infinity],[1,0]]]", "not finite"),
        ("[[[0,1e400],[1,0]]]", "not finite or too large"),
        ("[[[0],[1,0]]]", "fewer than two numbers"),
        ("[[[0,0],1]]", "nested unevenly"),
        ("[[[0,0],[[1,1]]]]", "nested unevenly"),
        ("[[0,0],[1,1]]", "not nested as a Polygon"),
        ("7", "fewer than two numbers"),
    ] {
        let fault = fault(&ring(coordinates));

        assert!(fault.contains(says), "{coordinates}: {fault}");
    }
}

#[test]
fn what_is_not_a_shape_is_refused_in_words() {
    for (text, says) in [
        (
            r#"{"type":"CircularString","coordinates":[[0,0]]}"#,
            "curves",
        ),
        (r#"{"type":"Sphere","coordinates":[0,0]}"#, "kind Sphere"),
        (r#"{"type":"Point"}"#, "no member coordinates"),
        (r#"{"coordinates":[1,2]}"#, "no member type"),
        (
            r#"{"type":"Point","coordinates":[1,2],"coordinates":[3,4]}"#,
            "coordinates stands twice",
        ),
        (
            r#"{"type":"Feature","geometry":null,"properties":{"a":1,"a":2}}"#,
            "member a stands twice",
        ),
        (
            r#"{"type":"Feature","geometry":null,"properties":{"a":"\ud800"}}"#,
            "record is broken",
        ),
        (
            r#"{"type":"Point","coordinates":[1,2]} x"#,
            "trailing characters",
        ),
        (r#"{"type":"Point","coordinates":[1,2"#, "EOF"),
        ("[]", "expected a GeoJSON object"),
    ] {
        let fault = fault(text);

        assert!(fault.contains(says), "{text}: {fault}");
    }
}

#[test]
fn a_collection_of_one_kind_is_one_shape() {
    let same = r#"{"type":"GeometryCollection","geometries":[
        {"type":"Point","coordinates":[1,2]},{"type":"MultiPoint","coordinates":[[3,4],[5,6]]}]}"#;
    let mixed = r#"{"type":"GeometryCollection","geometries":[
        {"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[3,4],[5,6]]}]}"#;

    let (points, _) = read(same).unwrap();

    assert_eq!(points.unwrap().coords().count(), 3);
    assert!(fault(mixed).contains("mixes points, lines and areas"));
}

#[test]
fn vertices_over_the_limit_are_refused() {
    let limits = Limits {
        max_vertices_per_shape: 3,
        ..Limits::default()
    };

    let fault = read_record(ring("[[[0,0],[1,0],[0,1],[0,0]]]").as_bytes(), limits);

    assert_eq!(fault, Err(FeatureFault::TooManyVertices { limit: 3 }));
}

proptest! {
    #[test]
    fn any_bytes_are_a_record_or_a_fault(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
        let _ = read_record(&bytes, Limits::default());
    }

    #[test]
    fn any_json_like_text_is_a_record_or_a_fault(text in r#"[\[\]{}",:0-9a-z.\\-]{0,60}"#) {
        let _ = read(&ring(&text));
        let _ = read(&format!(r#"{{"type":"Feature","geometry":{text},"properties":{{{text}}}}}"#));
    }
}
