//! Areas, shares and distances against golden values made with rational arithmetic, GEOS and PROJ.
//!
//! The folder is `JALON_GOLDEN_DIR` (default `../shared/golden`); every case found there runs.

use std::{env, fs, path::PathBuf};

use geo_types::Coord;
use jalon::{
    domain::Severity,
    hazard,
    spatial::{
        Cover, Footprint, Shape, SourceGeometry, Unmendable, Vicinity, cover_m2,
        planar::{self, Drawing},
    },
};
use serde_json::Value;

/// Expectations of one case, with its tolerances.
struct Expected<'a> {
    id: &'a str,
    expect: &'a Value,
    tolerance: &'a Value,
}

/// What was measured, in the same words.
struct Measured {
    cover: Cover<4>,
    nearest_m: [Option<f64>; 4],
}

#[test]
fn golden_planar_areas_shares_and_distances_agree() {
    let Some(cases) = cases("planar.json") else {
        return;
    };

    for case in &cases {
        let expected = Expected::of(case);
        let site_drawn = drawing(&case["settlement"]);
        let zones = by_class(&case["zones"], |zone| drawing(&zone["geometry"]));
        let cover = planar::cover(
            &site_drawn,
            &zones.each_ref().map(|zones| zones.iter().collect()),
        );
        let (site, _) = planar::mended(&site_drawn).unwrap();
        let nearest_m = zones.each_ref().map(|zones| {
            let valid = zones.iter().filter_map(|zone| planar::mended(zone).ok());
            let distances = valid.filter_map(|(zone, _)| planar::distance(&site, &zone));
            distances.reduce(f64::min)
        });

        let touch = std::array::from_fn(|class| {
            let alone = planar::cover(&site_drawn, &[zones[class].iter().collect()]);
            nearest_m[class] == Some(0.0) && alone.worst().is_none()
        });
        expected.compare_touches(touch);
        expected.compare(&Measured { cover, nearest_m });
    }
}

#[test]
fn golden_planar_covers_of_mended_shapes_are_the_same() {
    let Some(cases) = cases("planar.json") else {
        return;
    };
    let mended = |geometry: &Value| -> Drawing {
        match planar::mended(&drawing(geometry)) {
            Ok((shape, _)) => shape
                .into_iter()
                .map(|polygon| {
                    let (shell, holes) = polygon.into_inner();
                    std::iter::once(shell)
                        .chain(holes)
                        .map(|ring| ring.0)
                        .collect()
                })
                .collect(),
            Err(Unmendable::NoExtent) => Drawing::new(),
            Err(fault) => panic!("{fault}"),
        }
    };

    for case in &cases {
        let zones = by_class(&case["zones"], |zone| mended(&zone["geometry"]));
        let site = mended(&case["settlement"]);
        let cover = planar::cover(&site, &zones.each_ref().map(|zones| zones.iter().collect()));

        Expected::of(case).compare_areas(&cover);
    }
}

#[test]
fn golden_planar_shapes_said_to_be_valid_need_no_mend() {
    let Some(cases) = cases("planar.json") else {
        return;
    };

    for case in &cases {
        let zones = case["zones"].as_array().unwrap().iter();
        let shapes = zones
            .map(|zone| &zone["geometry"])
            .chain([&case["settlement"]]);
        let is_valid =
            |shape| planar::mended(&drawing(shape)).is_ok_and(|(_, rules)| rules.is_empty());
        let valid = shapes.into_iter().all(is_valid);

        // Some cases are marked for what lies between shapes, so only one direction must hold.
        let said = case["input_valid"].as_bool().unwrap();
        assert!(valid || !said, "{}: a valid shape was mended", case["id"]);
    }
}

#[test]
fn golden_lonlat_areas_shares_and_distances_agree() {
    let Some(cases) = cases("lonlat.json") else {
        return;
    };

    for case in &cases {
        let expected = Expected::of(case);
        let site = footprint(&case["settlement"]).unwrap();
        let zones = by_class(&case["zones"], |zone| footprint(&zone["geometry"]));
        let zones = zones
            .each_ref()
            .map(|zones| zones.iter().flatten().collect::<Vec<_>>());
        let around = Vicinity::of(&site, 50_000.0);
        let nearest_m = zones
            .each_ref()
            .map(|zones| around.nearest_area_m(zones.iter().copied()));
        let cover = cover_m2(&site, &zones);

        expected.close(site.area_m2(), "settlement_area_m2", "area");
        expected.close(site.area_m2(), "settlement_area_geodesic_m2", "area");
        expected.compare(&Measured { cover, nearest_m });
    }
}

#[test]
fn golden_lonlat_exposure_of_households_and_to_landmarks_agrees() {
    let Some(cases) = cases("lonlat.json") else {
        return;
    };

    for case in &cases {
        let expected = Expected::of(case);
        let site = footprint(&case["settlement"]).unwrap();
        for feature in case["features"].as_array().unwrap() {
            let shape = shape(&feature["geometry"]);
            let distance_m = hazard::nearest_m(&site, [&shape], 50_000.0).unwrap();
            let known_m = feature["nearest_m"].as_f64().unwrap();
            expected.near(&feature["id"].to_string(), (distance_m, known_m), "dist");
        }
        let zones = by_class(&case["zones"], |zone| footprint(&zone["geometry"]));
        let zones: Vec<(Severity, &Footprint)> = Severity::ALL
            .into_iter()
            .flat_map(|severity| {
                let zones = zones[severity.index()].iter().flatten();
                zones.map(move |zone| (severity, zone))
            })
            .collect();
        let found = hazard::coverage(&site, zones.iter().copied(), 50_000.0);
        for (class, share) in (1..).zip(found.shares) {
            let known = expected.expect["fraction"][class.to_string()]
                .as_f64()
                .unwrap();
            expected.near("share", (share, known), "fraction");
        }
        expected.compare_households(&zones, &case["households"]);
    }
}

impl<'a> Expected<'a> {
    fn of(case: &'a Value) -> Self {
        Self {
            id: case["id"].as_str().unwrap(),
            expect: &case["expect"],
            tolerance: &case["tolerance"],
        }
    }

    fn compare(&self, measured: &Measured) {
        let Measured { cover, nearest_m } = measured;
        self.compare_areas(cover);
        let worst = cover.worst().map_or(0, |class| class + 1);
        assert_eq!(
            worst, self.expect["worst_class"],
            "{}: worst class",
            self.id
        );
        for class in 1..=4 {
            let known = self.expect["nearest_m"][class.to_string()].as_f64();
            match (nearest_m[class - 1], known) {
                (Some(distance), Some(known)) => self.near("distance", (distance, known), "dist"),
                (found, known) => assert_eq!(found, known, "{}: class {class}", self.id),
            }
        }
    }

    /// Classes whose zones, taken alone, touch the site without covering any of it.
    fn compare_touches(&self, touch: [bool; 4]) {
        let classes = (1..=4).filter(|class| touch[class - 1]);
        let found: Vec<Value> = classes.map(Value::from).collect();
        assert_eq!(
            self.expect["touch_only"],
            Value::from(found),
            "{}: touches only",
            self.id
        );
    }

    fn compare_areas(&self, cover: &Cover<4>) {
        let unit = if self.expect["settlement_area"].is_null() {
            "_m2"
        } else {
            ""
        };
        self.close(cover.site(), &format!("settlement_area{unit}"), "area");
        let exclusive = &self.expect[format!("exclusive_area{unit}")];
        for class in 1..=4_usize {
            let key = class.to_string();
            let known = exclusive[&key].as_f64().unwrap();
            self.near("area", (cover.exclusive()[class - 1], known), "area");
            let known = self.expect["fraction"][&key].as_f64().unwrap();
            self.near("share", (cover.shares()[class - 1], known), "fraction");
            if let Some(known) = self.expect["cumulative_area"][format!(">={class}")].as_f64() {
                self.near(
                    "cumulative area",
                    (cover.cumulative()[class - 1], known),
                    "area",
                );
            }
        }
        if let Some(known) = self.expect["uncovered_area"].as_f64() {
            self.near("uncovered", (cover.uncovered(), known), "area");
        }
    }

    fn compare_households(&self, zones: &[(Severity, &Footprint)], households: &Value) {
        let known = &self.expect["household_share"];
        let dwellings: Vec<(Coord<f64>, f64)> = households
            .as_array()
            .unwrap()
            .iter()
            .map(|at| {
                let number = |key: &str| at[key].as_f64().unwrap();
                let place = Coord {
                    x: number("lon"),
                    y: number("lat"),
                };
                (place, number("households"))
            })
            .collect();
        if known.is_null() {
            assert!(
                dwellings.is_empty(),
                "{}: households without shares",
                self.id
            );
            return;
        }
        let shares = hazard::household_shares(zones, &dwellings);
        for (class, share) in (1..).zip(shares) {
            let known = known[class.to_string()].as_f64().unwrap();
            self.near("share of households", (share, known), "fraction");
        }
    }

    fn close(&self, found: f64, key: &str, kind: &str) {
        let known = self.expect[key].as_f64().unwrap();
        self.near(key, (found, known), kind);
    }

    fn near(&self, what: &str, (found, known): (f64, f64), kind: &str) {
        let limit = self.limit(kind, known);
        assert!(
            (found - known).abs() <= limit,
            "{}: {what} {found} is not {known} within {limit}",
            self.id
        );
    }

    /// The absolute tolerance or the relative one, whichever is wider.
    fn limit(&self, kind: &str, known: f64) -> f64 {
        let part = |suffix: &str| {
            let tolerance = &self.tolerance[format!("{kind}_{suffix}")];
            tolerance.as_f64().unwrap_or(0.0)
        };
        part("abs").max(part("rel") * known.abs())
    }
}

/// The cases of a golden file, or `None` where the folder is absent.
fn cases(file: &str) -> Option<Vec<Value>> {
    let folder = env::var_os("JALON_GOLDEN_DIR").unwrap_or_else(|| "../shared/golden".into());
    let path = PathBuf::from(folder).join("hazard").join(file);
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: {} is absent", path.display());
        return None;
    };
    let golden: Value = serde_json::from_str(&text).unwrap();
    let cases = golden["cases"].as_array().unwrap().clone();
    assert!(!cases.is_empty(), "{} holds no case", path.display());
    Some(cases)
}

/// Zones by class 1 to 4.
fn by_class<T>(zones: &Value, read: impl Fn(&Value) -> T) -> [Vec<T>; 4] {
    let mut classes: [Vec<T>; 4] = Default::default();
    for zone in zones.as_array().unwrap() {
        let class = zone["class"].as_u64().unwrap();
        classes[usize::try_from(class).unwrap() - 1].push(read(zone));
    }
    classes
}

/// The valid shape of a polygon; one without extent is dropped.
fn footprint(geometry: &Value) -> Option<Footprint> {
    match Footprint::mended(&drawing(geometry)) {
        Ok((footprint, _)) => Some(footprint),
        Err(Unmendable::NoExtent) => None,
        Err(fault) => panic!("{fault}"),
    }
}

fn shape(geometry: &Value) -> Shape {
    let coordinates = &geometry["coordinates"];
    let source = match geometry["type"].as_str().unwrap() {
        "Point" => SourceGeometry::Points(vec![coord(coordinates)]),
        "MultiPoint" => SourceGeometry::Points(list(coordinates, coord)),
        "LineString" => SourceGeometry::Lines(vec![list(coordinates, coord)]),
        "MultiLineString" => SourceGeometry::Lines(list(coordinates, ring)),
        _ => SourceGeometry::Polygons(drawing(geometry)),
    };
    Shape::mended(source).unwrap().0
}

fn drawing(geometry: &Value) -> Drawing {
    let coordinates = &geometry["coordinates"];
    match geometry["type"].as_str().unwrap() {
        "Polygon" => vec![list(coordinates, ring)],
        "MultiPolygon" => list(coordinates, |polygon| list(polygon, ring)),
        other => panic!("{other} is no polygon"),
    }
}

fn ring(points: &Value) -> Vec<Coord<f64>> {
    list(points, coord)
}

fn coord(pair: &Value) -> Coord<f64> {
    Coord {
        x: pair[0].as_f64().unwrap(),
        y: pair[1].as_f64().unwrap(),
    }
}

fn list<T>(values: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    values.as_array().unwrap().iter().map(read).collect()
}
