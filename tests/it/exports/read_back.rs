//! Each format that we read as well: what comes back is what was written.

use jalon::{
    formats::{DeclaredCrs, Limits, OpenOptions, Reading, Source},
    spatial::{Crs, SourceFeature},
};

use super::*;

/// Formats that are read by this house itself.
const READ: [ExportFormat; 8] = [
    ExportFormat::GeoJson,
    ExportFormat::GeoJsonLines,
    ExportFormat::GeoJsonSequence,
    ExportFormat::GeoPackage,
    ExportFormat::FlatGeobuf,
    ExportFormat::Shapefile,
    ExportFormat::Csv,
    ExportFormat::Kml,
];

/// The layers with each kind of shape.
const LAYERS: [&str; 5] = [
    "flood",
    "settlements",
    "neighbourhoods",
    "railway",
    "hydrant",
];

/// What a reader finds in an answer.
fn read(town: &TestTown, answer: &Answer, name: &str) -> (DeclaredCrs, Vec<SourceFeature>) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let path = town.folder.path().join(name);
    std::fs::write(&path, &answer.body).unwrap();
    let source = Source::open(&path, &OpenOptions::default()).unwrap();
    let crs = source.crs.clone();
    let features = source.map(|reading| match reading.unwrap() {
        Reading::Feature(feature) => feature,
        Reading::Refused { number, fault } => panic!("{name}: {number}: {fault}"),
    });
    (crs, features.collect())
}

/// Rings and lines from their smallest point on, without the point that closes a ring, in
/// millionths; parts in any order.
pub(super) fn normal(drawing: &SourceGeometry) -> Vec<Vec<(i64, i64)>> {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "degrees in millionths are small"
    )]
    let whole = |value: f64| (value * 1e6).round() as i64;
    let line = |line: &Vec<geo_types::Coord<f64>>| -> Vec<(i64, i64)> {
        line.iter().map(|at| (whole(at.x), whole(at.y))).collect()
    };
    let ring = |ring: &Vec<geo_types::Coord<f64>>| {
        let mut points = line(ring);
        if points.first() == points.last() {
            points.pop();
        }
        points.sort_unstable();
        points
    };
    let mut parts: Vec<Vec<(i64, i64)>> = match drawing {
        SourceGeometry::Points(points) => points.iter().map(|at| line(&vec![*at])).collect(),
        SourceGeometry::Lines(lines) => lines.iter().map(line).collect(),
        SourceGeometry::Polygons(polygons) => polygons.iter().flatten().map(ring).collect(),
    };
    parts.sort();
    parts
}

/// A value as every format can hold it.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.trim_start_matches('\'').to_owned()),
        Value::Number(number) => Some(number.as_f64().unwrap().to_string()),
        other => Some(other.to_string()),
    }
}

/// The value of a column as read, in the same words; moments to the second.
fn held(feature: &SourceFeature, column: &str, wanted: Option<&str>) -> Option<String> {
    // A Shapefile holds names of ten letters.
    let short: String = column.chars().take(10).collect();
    let known = &feature.properties;
    let value = known.get(column).or_else(|| known.get(&short))?.as_text()?;
    let is_moment = wanted.is_some_and(|text| text.len() > 19 && text.ends_with('Z'));
    let value = value.trim_start_matches('\'').to_owned();
    Some(if is_moment {
        value[..19].to_owned()
    } else {
        value
    })
}

fn cut(wanted: Option<String>) -> Option<String> {
    wanted.map(|text| {
        let is_moment = text.len() > 19 && text.ends_with('Z');
        if is_moment {
            text[..19].to_owned()
        } else {
            text
        }
    })
}

fn compare(read: &[SourceFeature], written: &[Value], what: &str) {
    assert_eq!(read.len(), written.len(), "{what}");
    let mut left: Vec<&SourceFeature> = read.iter().collect();
    for feature in written {
        let shape = normal(&drawing(feature));
        let at = left
            .iter()
            .position(|own| own.geometry.as_ref().map(normal).as_ref() == Some(&shape))
            .unwrap_or_else(|| panic!("{what}: no shape as of {feature}"));
        let own = left.swap_remove(at);
        for (column, value) in feature["properties"].as_object().unwrap() {
            let wanted = plain(value);
            assert_eq!(
                held(own, column, wanted.as_deref()),
                cut(wanted),
                "{what}: {column}"
            );
        }
    }
}

#[tokio::test]
async fn every_format_is_read_back_as_it_was_written() {
    let town = town().await;
    for layer in LAYERS {
        let written = features(&town, Team, &format!("{layer}/export.geojson")).await;
        for format in READ {
            let address = format!("{layer}/export.{}", format.ending());
            let answer = export(&town, Team, &address).await;

            let name = format!("{layer}.{}", format.ending());
            let (_, features) = read(&town, &answer, &name);

            compare(&features, &written, &address);
        }
    }
}

#[tokio::test]
async fn another_reference_system_is_declared_and_leads_back() {
    let town = town().await;
    let written = features(&town, Team, "flood/export.geojson").await;
    for format in [ExportFormat::GeoJson, ExportFormat::GeoPackage] {
        let address = format!("flood/export.{}?crs=2154", format.ending());
        let answer = export(&town, Team, &address).await;

        let (crs, mut features) = read(&town, &answer, &format!("l93.{}", format.ending()));

        assert_eq!(crs, DeclaredCrs::Epsg(2154), "{format}");
        for feature in &mut features {
            let drawing = feature.geometry.as_mut().unwrap();
            let first = *drawing.coords().next().unwrap();
            assert!(first.x > 500_000.0 && first.y > 6_000_000.0, "{first:?}");
            Crs::from_epsg(2154)
                .unwrap()
                .to_lon_lat(drawing.coords_mut())
                .unwrap();
        }
        let shapes: Vec<_> = features
            .iter()
            .map(|f| normal(f.geometry.as_ref().unwrap()))
            .collect();
        for feature in &written {
            let wanted = normal(&drawing(feature));
            let near = |one: &Vec<Vec<(i64, i64)>>| is_near(one, &wanted);
            assert!(
                shapes.iter().any(near),
                "{format}: {wanted:?} in {shapes:?}"
            );
        }
    }
}

/// Whether points are the same within a millionth of a degree, a tenth of a metre.
fn is_near(one: &[Vec<(i64, i64)>], other: &[Vec<(i64, i64)>]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            one.len() == other.len()
                && other.iter().all(|b| {
                    one.iter()
                        .any(|a| (a.0 - b.0).abs() <= 1 && (a.1 - b.1).abs() <= 1)
                })
        })
}

#[tokio::test]
async fn nothing_found_is_a_file_with_nothing_in_it() {
    let town = town().await;
    for format in READ {
        let address = format!("flood/export.{}?filter=severity%3E9", format.ending());
        let answer = export(&town, Team, &address).await;

        assert_eq!(answer.status, StatusCode::OK, "{format}");
        if answer.body.is_empty() {
            continue;
        }
        let name = format!("empty.{}", format.ending());
        std::fs::write(town.folder.path().join(&name), &answer.body).unwrap();
        let options = OpenOptions {
            limits: Limits::default(),
            ..OpenOptions::default()
        };
        let read = Source::open(&town.folder.path().join(&name), &options);
        assert_eq!(read.map_or(0, Iterator::count), 0, "{format}");
    }
}
