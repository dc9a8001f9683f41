//! A layer as a GeoJSON feature collection, and each of its features.

use std::fmt::Write;

use serde_json::{Map, Value as Json, json};

use super::write::{drawing_to, value_to};
use crate::formats::export::{ExportRow, Sheet};

/// The collection up to its list of features. Other systems than longitude and latitude are named
/// by the `crs` member that RFC 7946 took out and programs still read.
pub(in crate::formats) fn begun(sheet: &Sheet) -> String {
    let about = sheet.about.iter();
    let about: Map<String, Json> = about
        .map(|(name, value)| (name.clone(), Json::from(value.as_str())))
        .collect();
    let mut head = json!({ "type": "FeatureCollection", "name": sheet.name });
    if !sheet.system.is_lon_lat() {
        let name = format!("urn:ogc:def:crs:EPSG::{}", sheet.system.epsg);
        head["crs"] = json!({ "type": "name", "properties": { "name": name } });
    }
    head["about"] = Json::Object(about);
    let head = head.to_string();
    let open = head.strip_suffix('}').unwrap_or(&head);
    format!(r#"{open},"features":["#)
}

/// One feature.
pub(in crate::formats) fn feature(text: &mut String, sheet: &Sheet, row: &ExportRow) {
    text.push_str(r#"{"type":"Feature","id":"#);
    value_to(text, &row.id);
    text.push_str(r#","geometry":"#);
    match &row.drawing {
        Some(drawing) => drawing_to(text, drawing, sheet.system.decimals),
        None => text.push_str("null"),
    }
    text.push_str(r#","properties":{"#);
    for (at, (column, value)) in sheet.columns.iter().zip(&row.values).enumerate() {
        let comma = if at > 0 { "," } else { "" };
        // Names of columns are plain words; writing to a string does not fail.
        let _ = write!(text, "{comma}{}:", Json::from(column.name.as_str()));
        value_to(text, value);
    }
    text.push_str("}}");
}
