//! A layer as KML: one placemark for each feature, its columns as data.

use std::fmt::Write;

use geo_types::Coord;
use quick_xml::escape::escape;

use crate::{
    formats::{
        export::{ExportRow, Sheet},
        number::write_number,
    },
    spatial::{SourceGeometry, Value},
};

/// A centimetre on the ground, in degrees.
const DECIMALS: usize = 7;

/// The document up to its placemarks.
pub(in crate::formats) fn begun(sheet: &Sheet) -> String {
    let (title, about) = (shown(&sheet.title), shown(&sheet.description()));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\
         <name>{title}</name><description>{about}</description>\n"
    )
}

/// One feature.
pub(in crate::formats) fn placemark(text: &mut String, sheet: &Sheet, row: &ExportRow) {
    text.push_str("<Placemark>");
    if let Some(name) = name(sheet, row) {
        push(text, format_args!("<name>{}</name>", shown(&name)));
    }
    text.push_str("<ExtendedData>");
    for (column, value) in sheet.columns.iter().zip(&row.values) {
        let Some(value) = value.as_text() else {
            continue;
        };
        let (name, value) = (shown(&column.name), shown(&value));
        push(
            text,
            format_args!("<Data name=\"{name}\"><value>{value}</value></Data>"),
        );
    }
    text.push_str("</ExtendedData>");
    if let Some(drawing) = &row.drawing {
        geometry(text, drawing);
    }
    text.push_str("</Placemark>\n");
}

/// What stands after the placemarks.
pub(in crate::formats) fn ended() -> String {
    "</Document></kml>\n".to_owned()
}

/// What a person calls the feature: its name, or its code.
fn name(sheet: &Sheet, row: &ExportRow) -> Option<String> {
    let named = |wanted: &str| {
        let at = sheet.columns.iter().position(|c| c.name == wanted)?;
        row.values.get(at).and_then(Value::as_text)
    };
    named("name").or_else(|| named("code"))
}

fn geometry(text: &mut String, drawing: &SourceGeometry) {
    match drawing {
        SourceGeometry::Points(points) => parts(text, points, |text, at| {
            text.push_str("<Point><coordinates>");
            positions(text, &[*at]);
            text.push_str("</coordinates></Point>");
        }),
        SourceGeometry::Lines(lines) => parts(text, lines, |text, line| {
            text.push_str("<LineString><coordinates>");
            positions(text, line);
            text.push_str("</coordinates></LineString>");
        }),
        SourceGeometry::Polygons(polygons) => parts(text, polygons, |text, rings| {
            text.push_str("<Polygon>");
            for (at, ring) in rings.iter().enumerate() {
                let side = if at == 0 { "outer" } else { "inner" };
                push(
                    text,
                    format_args!("<{side}BoundaryIs><LinearRing><coordinates>"),
                );
                positions(text, ring);
                push(
                    text,
                    format_args!("</coordinates></LinearRing></{side}BoundaryIs>"),
                );
            }
            text.push_str("</Polygon>");
        }),
    }
}

fn parts<T>(text: &mut String, parts: &[T], write: impl Fn(&mut String, &T)) {
    if let [one] = parts {
        return write(text, one);
    }
    text.push_str("<MultiGeometry>");
    for part in parts {
        write(text, part);
    }
    text.push_str("</MultiGeometry>");
}

fn positions(text: &mut String, line: &[Coord<f64>]) {
    for (at, place) in line.iter().enumerate() {
        if at > 0 {
            text.push(' ');
        }
        write_number(text, place.x, DECIMALS);
        text.push(',');
        write_number(text, place.y, DECIMALS);
    }
}

/// A text as XML may hold it: signs escaped, and control characters, which XML has no way to
/// write, left out.
fn shown(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let text: String = text
        .chars()
        .filter(|c| allowed(c) && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    escape(&text).into_owned()
}

fn push(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = text.write_fmt(words);
}
