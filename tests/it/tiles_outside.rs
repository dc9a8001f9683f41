//! Tiles read by a program that is not ours: GDAL's MVT driver sees what was drawn.
//!
//! Shapes are compared in the Mercator metres GDAL gives, by the textbook formula, so that neither
//! the projection nor the decoding is our own.

use std::{f64::consts::PI, fs, process::Command};

use geo::Area;
use geo_types::{Coord, Geometry, LineString, MultiLineString, Polygon, line_string};
use jalon::{
    spatial::{Feature, Footprint, Properties, Shape, TileId, Value},
    tiles::{Budget, encode},
};

/// A tile over Toulouse whose side is 2.4 km on the ground.
const TILE: (u8, u32, u32) = (14, 8257, 5982);

const EARTH_RADIUS_M: f64 = 6_378_137.0;

/// One tile unit of zoom 14 in Mercator metres.
const UNIT_M: f64 = 2.0 * PI * EARTH_RADIUS_M / 16_384.0 / 4096.0;

#[test]
fn gdal_finds_each_feature_with_its_columns() {
    let Some(found) = read_by_gdal(&features()) else {
        return;
    };

    assert_eq!(found.len(), features().len());
    for feature in features() {
        let seen = by_id(&found, feature.id);
        let columns = seen.properties.as_ref().unwrap();
        assert_eq!(columns["name"], format!("feature {}", feature.id));
        assert_eq!(columns["households"], -3);
        assert_eq!(columns["depth_m"], 2.25);
        assert_eq!(columns["surveyed"], true);
        assert!(columns.get("note").is_none_or(serde_json::Value::is_null));
    }
}

#[test]
fn gdal_finds_every_corner_within_a_tile_unit() {
    let Some(found) = read_by_gdal(&features()) else {
        return;
    };

    for feature in features() {
        let seen = corners(&geometry(by_id(&found, feature.id)));
        for corner in expected_corners(&feature.shape) {
            let near = |c: &Coord<f64>| {
                (c.x - corner.x).abs() <= UNIT_M && (c.y - corner.y).abs() <= UNIT_M
            };
            assert!(
                seen.iter().any(near),
                "feature {}: {corner:?} not in {seen:?}",
                feature.id
            );
        }
    }
}

#[test]
fn gdal_measures_the_area_that_was_drawn_holes_left_out() {
    let Some(found) = read_by_gdal(&features()) else {
        return;
    };

    for (id, expected) in [(1, yard()), (2, neighbour())] {
        let expected = Polygon::new(
            metres(expected.exterior()),
            expected.interiors().iter().map(metres).collect(),
        );
        let seen = geometry(by_id(&found, id)).unsigned_area();

        // A border that moves by less than a unit changes the area by less than its length.
        let rings = std::iter::once(expected.exterior()).chain(expected.interiors());
        let around_m: f64 = rings
            .flat_map(LineString::lines)
            .map(|l| l.dx().hypot(l.dy()))
            .sum();
        let difference = (seen - expected.unsigned_area()).abs();
        assert!(
            difference <= around_m * UNIT_M,
            "feature {id}: {difference} m² apart"
        );
    }
}

#[test]
fn gdal_sees_one_border_between_two_neighbours() {
    let Some(found) = read_by_gdal(&features()) else {
        return;
    };

    let of = |id| corners(&geometry(by_id(&found, id)));
    let (one, other) = (of(1), of(2));
    let shared: Vec<_> = one.iter().filter(|corner| other.contains(corner)).collect();

    // Three corners of the border, the first of one ring written again as its last.
    assert!(shared.len() >= 3, "{shared:?}");
}

/// An area with a hole, its neighbour, a line and a point.
fn features() -> Vec<Feature> {
    let area = |polygon: Polygon<f64>| Shape::Area(Footprint::new(polygon.into()).unwrap());
    let track =
        line_string![(x: 1.4295, y: 43.6035), (x: 1.4331, y: 43.6041), (x: 1.4377, y: 43.6019)];
    let shapes = [
        area(yard()),
        area(neighbour()),
        Shape::Lines(MultiLineString(vec![track])),
        Shape::Points(vec![(1.441_23, 43.609_87)].into()),
    ];
    (1..)
        .zip(shapes)
        .map(|(id, shape)| feature(id, shape))
        .collect()
}

fn yard() -> Polygon<f64> {
    let shell = line_string![
        (x: 1.4310, y: 43.6060), (x: 1.4360, y: 43.6065), (x: 1.4352, y: 43.6081),
        (x: 1.4361, y: 43.6097), (x: 1.4308, y: 43.6101), (x: 1.4310, y: 43.6060),
    ];
    let hole = line_string![
        (x: 1.4322, y: 43.6072), (x: 1.4324, y: 43.6085), (x: 1.4339, y: 43.6083),
        (x: 1.4335, y: 43.6071), (x: 1.4322, y: 43.6072),
    ];
    Polygon::new(shell, vec![hole])
}

fn neighbour() -> Polygon<f64> {
    let shell = line_string![
        (x: 1.4360, y: 43.6065), (x: 1.4401, y: 43.6060), (x: 1.4405, y: 43.6101),
        (x: 1.4361, y: 43.6097), (x: 1.4352, y: 43.6081), (x: 1.4360, y: 43.6065),
    ];
    Polygon::new(shell, vec![])
}

fn feature(id: u64, shape: Shape) -> Feature {
    let properties = Properties::from_iter([
        ("name", Value::from(format!("feature {id}"))),
        ("households", Value::Integer(-3)),
        ("depth_m", Value::Number(2.25)),
        ("surveyed", Value::Bool(true)),
        ("note", Value::Null),
    ]);
    Feature {
        id,
        shape,
        properties,
    }
}

/// The features of the tile as GDAL reads them, in Mercator metres; `None` where GDAL is missing.
fn read_by_gdal(features: &[Feature]) -> Option<Vec<geojson::Feature>> {
    if Command::new("ogr2ogr").arg("--version").output().is_err() {
        println!("skipped: ogr2ogr is not installed (apt-get install gdal-bin)");
        return None;
    }
    let (z, x, y) = TILE;
    let features: Vec<&Feature> = features.iter().collect();
    let tile = encode(
        TileId::new(z, x, y).unwrap(),
        "sites",
        &features,
        Budget::default(),
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tile.mvt");
    fs::write(&path, &tile.bytes).unwrap();

    let output = Command::new("ogr2ogr")
        .args(["-f", "GeoJSON", "/vsistdout/"])
        .arg(&path)
        .arg("sites")
        .args([
            "-oo",
            &format!("X={x}"),
            "-oo",
            &format!("Y={y}"),
            "-oo",
            &format!("Z={z}"),
        ])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let collection: geojson::FeatureCollection = text.parse().unwrap();
    Some(collection.features)
}

fn by_id(found: &[geojson::Feature], id: u64) -> &geojson::Feature {
    let has_id = |f: &&geojson::Feature| f.properties.as_ref().unwrap()["mvt_id"] == id;
    found.iter().find(has_id).unwrap()
}

fn geometry(feature: &geojson::Feature) -> Geometry<f64> {
    feature.geometry.clone().unwrap().try_into().unwrap()
}

fn corners(geometry: &Geometry<f64>) -> Vec<Coord<f64>> {
    use geo::CoordsIter;
    geometry.coords_iter().collect()
}

fn expected_corners(shape: &Shape) -> Vec<Coord<f64>> {
    let geometry: Geometry<f64> = match shape {
        Shape::Points(points) => points.clone().into(),
        Shape::Lines(lines) => lines.clone().into(),
        Shape::Area(footprint) => footprint.polygons().clone().into(),
    };
    corners(&geometry).into_iter().map(mercator_m).collect()
}

fn metres(ring: &LineString<f64>) -> LineString<f64> {
    ring.coords().map(|&place| mercator_m(place)).collect()
}

/// EPSG guidance note 7-2, method 1024.
fn mercator_m(place: Coord<f64>) -> Coord<f64> {
    let (lon, lat) = (place.x.to_radians(), place.y.to_radians());
    Coord {
        x: EARTH_RADIUS_M * lon,
        y: EARTH_RADIUS_M * (PI / 4.0 + lat / 2.0).tan().ln(),
    }
}
