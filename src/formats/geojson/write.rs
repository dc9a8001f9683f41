//! A feature as GeoJSON text.

use geo_types::{Coord, LineString, Polygon};
use serde_json::Value as Json;

use crate::{
    formats::number::write_number,
    spatial::{Feature, Properties, Shape, SourceGeometry, Value},
};

/// Decimals of a degree: a centimetre on the ground.
const DECIMALS: usize = 7;

/// A GeoJSON feature; degrees have at most seven decimals, a centimetre on the ground.
///
/// ```
/// use geo_types::MultiPoint;
/// use jalon::{formats::geojson_text, spatial::{Feature, Properties, Shape, Value}};
/// let pump = Feature {
///     id: 7,
///     shape: Shape::Points(MultiPoint(vec![(1.440000012345, 43.6).into()])),
///     properties: [("name", Value::Text("pump".into()))].into_iter().collect(),
/// };
/// assert_eq!(
///     geojson_text(&pump),
///     r#"{"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[1.44,43.6]},"properties":{"name":"pump"}}"#
/// );
/// ```
#[must_use]
pub fn geojson_text(feature: &Feature) -> String {
    let mut text = format!(r#"{{"type":"Feature","id":{},"geometry":"#, feature.id);
    geometry(&mut text, &feature.shape);
    text.push_str(r#","properties":"#);
    properties(&mut text, &feature.properties);
    text.push('}');
    text
}

/// The geometry of a GeoJSON feature alone, written the same way.
#[must_use]
pub fn geojson_geometry(shape: &Shape) -> String {
    let mut text = String::new();
    geometry(&mut text, shape);
    text
}

/// The geometry of coordinates in metres or degrees as they are, with so many decimals at most.
///
/// ```
/// use jalon::{formats::geojson_drawing, spatial::SourceGeometry};
/// let corner = SourceGeometry::Points(vec![(574_123.456_7, 6_278_000.0).into()]);
/// assert_eq!(
///     geojson_drawing(&corner, 3),
///     r#"{"type":"Point","coordinates":[574123.457,6278000]}"#
/// );
/// ```
#[must_use]
pub fn geojson_drawing(drawing: &SourceGeometry, decimals: usize) -> String {
    let mut text = String::new();
    drawing_to(&mut text, drawing, decimals);
    text
}

/// The same at the end of a text.
pub(super) fn drawing_to(text: &mut String, drawing: &SourceGeometry, decimals: usize) {
    let line = |text: &mut String, line: &Vec<Coord<f64>>| {
        list(text, line, |text, at| position_to(text, *at, decimals));
    };
    match drawing {
        SourceGeometry::Points(points) => parts(text, "Point", points, |text, at| {
            position_to(text, *at, decimals);
        }),
        SourceGeometry::Lines(lines) => parts(text, "LineString", lines, line),
        SourceGeometry::Polygons(polygons) => parts(text, "Polygon", polygons, |text, rings| {
            list(text, rings, line);
        }),
    }
}

/// The columns of a GeoJSON feature alone, written the same way.
#[must_use]
pub fn geojson_properties(columns: &Properties) -> String {
    let mut text = String::new();
    properties(&mut text, columns);
    text
}

/// A shape of one part is written without `Multi`.
fn geometry(text: &mut String, shape: &Shape) {
    match shape {
        Shape::Points(points) => {
            let points: Vec<Coord<f64>> = points.iter().map(|point| point.0).collect();
            parts(text, "Point", &points, |text, at| position(text, *at));
        }
        Shape::Lines(lines) => parts(text, "LineString", &lines.0, line),
        Shape::Area(footprint) => parts(text, "Polygon", &footprint.polygons().0, polygon),
    }
}

fn parts<T>(text: &mut String, kind: &str, parts: &[T], write: impl Fn(&mut String, &T)) {
    let multi = if parts.len() == 1 { "" } else { "Multi" };
    text.push_str(r#"{"type":""#);
    text.push_str(multi);
    text.push_str(kind);
    text.push_str(r#"","coordinates":"#);
    match parts {
        [one] => write(text, one),
        _ => list(text, parts, write),
    }
    text.push('}');
}

fn polygon(text: &mut String, polygon: &Polygon<f64>) {
    let rings: Vec<_> = std::iter::once(polygon.exterior())
        .chain(polygon.interiors())
        .collect();
    list(text, &rings, |text, ring| line(text, ring));
}

fn line(text: &mut String, line: &LineString<f64>) {
    list(text, &line.0, |text, at| position(text, *at));
}

fn position(text: &mut String, at: Coord<f64>) {
    position_to(text, at, DECIMALS);
}

fn position_to(text: &mut String, at: Coord<f64>, decimals: usize) {
    list(text, &[at.x, at.y], |text, value| {
        write_number(text, *value, decimals);
    });
}

fn list<T>(text: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    text.push('[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            text.push(',');
        }
        write(text, item);
    }
    text.push(']');
}

fn properties(text: &mut String, properties: &Properties) {
    text.push('{');
    for (i, (name, value)) in properties.iter().enumerate() {
        if i > 0 {
            text.push(',');
        }
        text.push_str(&Json::from(name).to_string());
        text.push(':');
        value_to(text, value);
    }
    text.push('}');
}

/// A value at the end of a text.
pub(super) fn value_to(text: &mut String, value: &Value) {
    text.push_str(&json(value).to_string());
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(yes) => Json::from(*yes),
        Value::Integer(number) => Json::from(*number),
        Value::Number(number) => Json::from(*number),
        Value::Text(text) => Json::from(&**text),
    }
}

#[cfg(test)]
mod tests {
    use geo_types::{MultiLineString, MultiPolygon, polygon};
    use proptest::prelude::*;

    use super::*;
    use crate::{
        formats::{Limits, geojson::record::read_record},
        spatial::{Footprint, SourceGeometry},
    };

    #[test]
    fn a_polygon_with_a_hole_is_read_back_as_it_was() {
        let square = polygon![
            exterior: [(x: 0.0, y: 0.0), (x: 3.0, y: 0.0), (x: 3.0, y: 3.0), (x: 0.0, y: 3.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 1.0, y: 2.0), (x: 2.0, y: 2.0), (x: 2.0, y: 1.0)]],
        ];
        let footprint = Footprint::new(MultiPolygon(vec![square])).unwrap();
        let feature = Feature {
            id: 1,
            shape: Shape::Area(footprint.clone()),
            properties: [("nom \"A\"", Value::Text("<b>\n".into()))]
                .into_iter()
                .collect(),
        };

        let text = geojson_text(&feature);

        let (geometry, properties) = read_record(text.as_bytes(), Limits::default()).unwrap();
        let Some(SourceGeometry::Polygons(read)) = geometry else {
            panic!("not polygons: {text}");
        };
        assert_eq!(read[0][0], footprint.polygons().0[0].exterior().0);
        assert_eq!(read[0][1], footprint.polygons().0[0].interiors()[0].0);
        assert_eq!(
            properties.get("nom \"A\""),
            Some(&Value::Text("<b>\n".into()))
        );
    }

    proptest! {
        #[test]
        fn a_line_is_read_back_within_half_of_the_last_decimal(
            points in proptest::collection::vec((-180.0..180.0f64, -90.0..90.0f64), 2..9),
        ) {
            let feature = Feature {
                id: 1,
                shape: Shape::Lines(MultiLineString(vec![points.clone().into()])),
                properties: Properties::new(),
            };

            let (geometry, _) =
                read_record(geojson_text(&feature).as_bytes(), Limits::default()).unwrap();

            let read = geometry.unwrap();
            for (at, (x, y)) in read.coords().zip(points) {
                prop_assert!((at.x - x).abs() <= 0.6e-7 && (at.y - y).abs() <= 0.6e-7);
            }
        }
    }
}
