//! Shapes and columns to GeoJSON, one feature a line so that a change can be read.

use serde_json::{Value, json};

use super::ground::{Spot, area_m2};

/// A file of features.
pub(crate) fn collection(name: &str, features: &[Value]) -> String {
    let lines: Vec<_> = features.iter().map(Value::to_string).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"name\":\"{name}\",\"features\":[\n{}\n]}}\n",
        lines.join(",\n")
    )
}

/// A polygon from an open ring, written counter-clockwise.
pub(crate) fn polygon(ring: &[Spot], properties: &Value) -> Value {
    let mut written: Vec<_> = ring.iter().map(|spot| spot.degrees()).collect();
    if area_m2(ring) < 0.0 {
        written.reverse();
    }
    written.extend(written.first().copied());
    feature(
        &json!({ "type": "Polygon", "coordinates": [written] }),
        properties,
    )
}

/// A line.
pub(crate) fn line(spots: &[Spot], properties: &Value) -> Value {
    let written: Vec<_> = spots.iter().map(|spot| spot.degrees()).collect();
    feature(
        &json!({ "type": "LineString", "coordinates": written }),
        properties,
    )
}

/// A point.
pub(crate) fn point(spot: Spot, properties: &Value) -> Value {
    feature(
        &json!({ "type": "Point", "coordinates": spot.degrees() }),
        properties,
    )
}

fn feature(geometry: &Value, properties: &Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}
