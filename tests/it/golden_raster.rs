//! Depth grids against exact cell coverage: every case found in the golden folder.
//!
//! The folder is `JALON_GOLDEN_DIR`, by default `../shared/golden`; where it is absent the
//! tests say so and pass.

use std::path::PathBuf;

use geo_types::{Coord, MultiPolygon};
use jalon::{
    domain::{BLOCK_SIDE, Code, DepthBlock, Speed, Water},
    hazard::{DepthAreas, depth_areas, depth_measured, depth_severity},
    spatial::{CellGrid, Crs, Footprint, planar},
};
use serde_json::Value;

/// System of the coordinates: shapes and cells are drawn in its plane.
const SYSTEM: u32 = 2154;

#[test]
fn golden_raster_every_settlement_has_its_ground_in_every_class() {
    for case in cases() {
        let (grid, blocks) = (grid(&case), blocks(&case));
        let shape = planar::on_grid(&shape(&case), &grid);

        let found = depth_areas(&shape, &blocks);

        compare(&case, &found, 1.0);
    }
}

/// The same through longitude and latitude, as settlements are kept: corners are put on the edges
/// every metre, since the golden edges are straight on the map and ours in degrees.
#[test]
fn golden_raster_settlements_in_degrees_have_the_same_shares() {
    let crs = Crs::from_epsg(SYSTEM).unwrap();
    for case in cases() {
        let rings: Vec<Vec<Vec<Coord<f64>>>> = shape(&case)
            .iter()
            .map(|polygon| {
                let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
                rings
                    .map(|ring| {
                        let mut points = every_metre(&ring.0);
                        crs.to_lon_lat(points.iter_mut()).unwrap();
                        points
                    })
                    .collect()
            })
            .collect();
        let site = Footprint::mended(&rings).unwrap().0;
        let blocks = blocks(&case);
        let blocks: Vec<&DepthBlock> = blocks.iter().collect();

        let found = depth_measured(&site, &blocks, 50.0);

        let expected = &case["expect"];
        let area = expected["area"].as_f64().unwrap();
        for (at, share) in found.shares.iter().enumerate() {
            let theirs = expected["area_by_class"][(at + 1).to_string()]
                .as_f64()
                .unwrap()
                / area;
            assert!(
                (share - theirs).abs() < 1e-6,
                "{} {at}: {share} {theirs}",
                case["id"]
            );
        }
        let unknown =
            ["nodata_area", "outside_grid_area"].map(|field| expected[field].as_f64().unwrap());
        let unknown = (unknown[0] + unknown[1]) / area;
        assert!(
            (found.unknown_share - unknown).abs() < 1e-6,
            "{} {found:?}",
            case["id"]
        );
    }
}

#[test]
fn golden_raster_the_table_of_classes_is_that_of_the_method() {
    let Some(file) = open() else { return };
    for speed in Speed::ALL {
        let expected: Vec<u64> = file["grid_rule"][speed.code()]
            .as_array()
            .unwrap()
            .iter()
            .map(|class| class.as_u64().unwrap())
            .collect();

        // A depth at the beginning of each row belongs to it.
        let found = [0.1, 0.5, 1.0, 2.0].map(|depth_m| {
            let water = Water {
                depth_m: Some(depth_m),
                speed: Some(*speed),
            };
            u64::from(depth_severity(water).unwrap())
        });

        assert_eq!(found[..], expected[..], "{speed}");
    }
}

fn compare(case: &Value, found: &DepthAreas, unit: f64) {
    let (id, expected) = (&case["id"], &case["expect"]);
    let tolerance = case["tolerance"]["area_abs"].as_f64().unwrap();
    let close = |what: &str, ours: f64, theirs: &Value| {
        let theirs = theirs.as_f64().unwrap();
        assert!(
            (ours * unit - theirs).abs() <= tolerance,
            "{id} {what}: {ours}, expected {theirs}"
        );
    };
    close("area", found.site, &expected["area"]);
    for (class, area) in found.by_severity.iter().enumerate() {
        close(
            &format!("class {class}"),
            *area,
            &expected["area_by_class"][class.to_string()],
        );
    }
    close("no data", found.no_data, &expected["nodata_area"]);
    close("outside", found.outside, &expected["outside_grid_area"]);
    for (what, ours) in [
        ("mean_depth_where_known", found.mean_depth_m),
        ("max_depth", found.max_depth_m),
    ] {
        match (ours, expected[what].as_f64()) {
            // Depths are kept in single precision.
            (Some(ours), Some(theirs)) => {
                assert!(
                    (ours - theirs).abs() < 1e-6,
                    "{id} {what}: {ours}, expected {theirs}"
                );
            }
            (ours, theirs) => assert_eq!(ours, theirs, "{id} {what}"),
        }
    }
}

fn grid(case: &Value) -> CellGrid {
    let number = |value: &Value| value.as_f64().unwrap();
    let (origin, cell) = (&case["origin_top_left"], number(&case["cell"]));
    let rows = case["depth"].as_array().unwrap();
    CellGrid {
        crs: format!("EPSG:{SYSTEM}"),
        origin: Coord {
            x: number(&origin[0]),
            y: number(&origin[1]),
        },
        step: Coord { x: cell, y: -cell },
        columns: u32::try_from(rows[0].as_array().unwrap().len()).unwrap(),
        rows: u32::try_from(rows.len()).unwrap(),
    }
}

/// The cells in blocks, as an import makes them.
fn blocks(case: &Value) -> Vec<DepthBlock> {
    let grid = grid(case);
    let speed = Speed::from_code(case["dynamics"].as_str().unwrap()).unwrap();
    let steps = |most: u32| (0..most).step_by(BLOCK_SIDE as usize);
    let corners =
        steps(grid.rows).flat_map(|row| steps(grid.columns).map(move |column| (column, row)));
    corners
        .map(|first| {
            let size = (
                BLOCK_SIDE.min(grid.columns - first.0),
                BLOCK_SIDE.min(grid.rows - first.1),
            );
            let cells: Vec<Water> = (first.1..first.1 + size.1)
                .flat_map(|row| (first.0..first.0 + size.0).map(move |column| (column, row)))
                .map(|(column, row)| Water {
                    depth_m: depth(&case["depth"][row as usize][column as usize]),
                    speed: Some(speed),
                })
                .collect();
            let bbox = grid
                .bbox(first, (first.0 + size.0, first.1 + size.1))
                .unwrap();
            DepthBlock::new(grid.clone(), (first, size), bbox, &cells).unwrap()
        })
        .collect()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "depths are kept in single precision"
)]
fn depth(value: &Value) -> Option<f32> {
    value.as_f64().map(|depth_m| depth_m as f32)
}

fn shape(case: &Value) -> MultiPolygon<f64> {
    let settlement = &case["settlement"];
    let parts = match settlement["type"].as_str().unwrap() {
        "Polygon" => vec![&settlement["coordinates"]],
        _ => settlement["coordinates"]
            .as_array()
            .unwrap()
            .iter()
            .collect(),
    };
    let ring = |ring: &Value| -> Vec<Coord<f64>> {
        let points = ring.as_array().unwrap().iter();
        points
            .map(|point| Coord {
                x: point[0].as_f64().unwrap(),
                y: point[1].as_f64().unwrap(),
            })
            .collect()
    };
    let drawing = parts
        .into_iter()
        .map(|part| part.as_array().unwrap().iter().map(ring).collect())
        .collect();
    planar::mended(&drawing).unwrap().0
}

fn every_metre(ring: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let mut points = Vec::new();
    for edge in ring.windows(2) {
        let run = edge[1] - edge[0];
        let pieces = run.x.hypot(run.y).ceil().max(1.0);
        let mut piece = 0.0;
        while piece < pieces {
            points.push(edge[0] + run * (piece / pieces));
            piece += 1.0;
        }
    }
    points
}

fn cases() -> Vec<Value> {
    let Some(file) = open() else {
        return Vec::new();
    };
    let cases = file["cases"].as_array().unwrap().clone();
    assert!(!cases.is_empty());
    cases
}

/// The case file; `None`, said aloud, where there is none.
fn open() -> Option<Value> {
    let root = std::env::var("JALON_GOLDEN_DIR").unwrap_or_else(|_| "../shared/golden".to_owned());
    let path = PathBuf::from(root).join("hazard/raster.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: no {}", path.display());
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}
