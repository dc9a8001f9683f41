//! The golden cases of dispersal: every one found in the folder, with what is expected of it.
//!
//! The folder is that of `JALON_GOLDEN_DIR`, by default `../shared/golden`; where it is absent its
//! tests say so and pass.

use std::{
    fs,
    path::{Path, PathBuf},
};

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use jalon::dispersal::{Counts, Undefined, Unit, places::Places};
use serde_json::Value;

/// Relative tolerance, as the cases ask.
const TOLERANCE: f64 = 1e-9;
/// What is left of a sum of terms near 1 that should be 0.
const ROUNDING: f64 = 2e-15;

/// One case: its features and what is expected of it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) features: Vec<Value>,
    pub(crate) expected: Value,
}

impl Case {
    pub(crate) fn counts(&self, group: &str) -> Counts {
        self.counts_of(group, "t")
    }

    pub(crate) fn counts_of(&self, group: &str, total: &str) -> Counts {
        Counts::households(units(&self.features, group, total)).unwrap()
    }

    /// The shapes as drawn, on the plane of the case.
    pub(crate) fn shapes(&self) -> Vec<MultiPolygon<f64>> {
        let shape = |feature: &Value| multipolygon(&feature["geometry"]);
        self.features.iter().map(shape).collect()
    }

    pub(crate) fn places(&self) -> Places {
        Places::of_shapes(&self.shapes()).unwrap()
    }

    /// A number to match, or anything else where we owe a reason and not a number.
    pub(crate) fn compare(&self, index: &str, ours: Result<f64, Undefined>, theirs: &Value) {
        let name = &self.name;
        match (ours, theirs.as_f64()) {
            (Ok(ours), Some(theirs)) => assert!(
                (ours - theirs).abs() <= (TOLERANCE * theirs.abs()).max(ROUNDING),
                "{name} {index}: {ours}, expected {theirs}"
            ),
            (Err(_), None) => {}
            (ours, _) => panic!("{name} {index}: {ours:?}, expected {theirs}"),
        }
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let root = folder("JALON_GOLDEN_DIR", "../shared/golden").join("dispersal");
    let Ok(entries) = fs::read_dir(&root) else {
        println!("skipped: no folder {}", root.display());
        return Vec::new();
    };
    let names = entries.filter_map(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        Some(name.strip_suffix(".expected.json")?.to_owned())
    });
    let cases: Vec<Case> = names.map(|name| case(&root, name)).collect();
    assert!(!cases.is_empty(), "no case in {}", root.display());
    cases
}

fn case(root: &Path, name: String) -> Case {
    let read = |ending: &str| -> Value {
        let text = fs::read_to_string(root.join(format!("{name}.{ending}"))).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    Case {
        features: features(read("geojson")),
        expected: read("expected.json"),
        name,
    }
}

pub(crate) fn folder(variable: &str, default: &str) -> PathBuf {
    PathBuf::from(std::env::var(variable).unwrap_or_else(|_| default.to_owned()))
}

pub(crate) fn features(mut collection: Value) -> Vec<Value> {
    match collection["features"].take() {
        Value::Array(features) => features,
        other => panic!("features are {other}"),
    }
}

pub(crate) fn units(features: &[Value], group: &str, total: &str) -> Vec<Unit> {
    let unit = |(at, feature): (usize, &Value)| Unit {
        name: at.to_string(),
        group: feature["properties"][group].as_f64().unwrap(),
        total: feature["properties"][total].as_f64().unwrap(),
    };
    features.iter().enumerate().map(unit).collect()
}

fn multipolygon(geometry: &Value) -> MultiPolygon<f64> {
    let coordinates = geometry["coordinates"].as_array().unwrap();
    match geometry["type"].as_str().unwrap() {
        "Polygon" => polygon(coordinates).into(),
        "MultiPolygon" => {
            let parts = coordinates
                .iter()
                .map(|part| polygon(part.as_array().unwrap()));
            MultiPolygon(parts.collect())
        }
        other => panic!("a neighbourhood is a {other}"),
    }
}

fn polygon(rings: &[Value]) -> Polygon<f64> {
    let ring = |ring: &Value| -> LineString<f64> {
        let corners = ring.as_array().unwrap().iter();
        let corner = |at: &Value| Coord {
            x: at[0].as_f64().unwrap(),
            y: at[1].as_f64().unwrap(),
        };
        corners.map(corner).collect()
    };
    let holes = rings[1..].iter().map(ring).collect();
    Polygon::new(ring(&rings[0]), holes)
}
