//! Whole tiles, encoded and read back.

use std::{
    collections::BTreeSet,
    f64::consts::{PI, TAU},
};

use geo::{Area, Validation};
use geo_types::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};
use proptest::prelude::*;

use super::{
    decode::{Decoded, decode},
    grid::{Grid, Point, area_2},
    mvt::GeometryKind,
    *,
};
use crate::spatial::{Footprint, Properties, Shape, Value};

fn tile(z: u8) -> TileId {
    TileId::at(
        Coord {
            x: 1.444,
            y: 43.604,
        },
        z,
    )
    .unwrap()
}

/// The place at a point of the tile, in its units.
fn degrees(tile: TileId, (x, y): (f64, f64)) -> Coord<f64> {
    let units = f64::from(tile.tiles_per_side()) * 4096.0;
    let world_x = (f64::from(tile.x()) * 4096.0 + x) / units;
    let world_y = (f64::from(tile.y()) * 4096.0 + y) / units;
    Coord {
        x: world_x * 360.0 - 180.0,
        y: (PI * (1.0 - 2.0 * world_y)).tanh().asin().to_degrees(),
    }
}

fn ring(tile: TileId, points: impl IntoIterator<Item = (f64, f64)>) -> LineString<f64> {
    let mut ring: LineString<f64> = points.into_iter().map(|p| degrees(tile, p)).collect();
    ring.close();
    ring
}

fn square(tile: TileId, from: (f64, f64), side: f64) -> Polygon<f64> {
    let (x, y) = from;
    let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)];
    Polygon::new(ring(tile, corners), vec![])
}

fn area(id: u64, polygons: impl Into<MultiPolygon<f64>>) -> Feature {
    feature(id, Shape::Area(Footprint::new(polygons.into()).unwrap()))
}

fn feature(id: u64, shape: Shape) -> Feature {
    let properties = Properties::from_iter([("number", Value::Integer(id.try_into().unwrap()))]);
    Feature {
        id,
        shape,
        properties,
    }
}

fn encoded(tile: TileId, features: &[Feature]) -> EncodedTile {
    let features: Vec<&Feature> = features.iter().collect();
    encode(tile, "layer", &features, Budget::default())
}

fn seen(tile: TileId, features: &[Feature]) -> Vec<Decoded> {
    decode(&encoded(tile, features).bytes)
}

/// The polygons of decoded rings: each ring of positive area opens a new one.
fn polygons(decoded: &Decoded) -> MultiPolygon<f64> {
    assert_eq!(decoded.kind, GeometryKind::Area);
    let mut polygons: Vec<Polygon<f64>> = Vec::new();
    for path in &decoded.paths {
        let whole = |n: i64| f64::from(i32::try_from(n).unwrap());
        let ring = path
            .iter()
            .map(|p| (whole(p.x), whole(p.y)))
            .collect::<LineString<f64>>();
        match polygons.last_mut() {
            Some(polygon) if area_2(path) < 0 => polygon.interiors_push(ring),
            _ => polygons.push(Polygon::new(ring, vec![])),
        }
    }
    polygons.into()
}

#[test]
fn a_tile_beside_the_data_has_no_bytes() {
    let (here, far) = (tile(14), TileId::new(14, 0, 0).unwrap());
    let features = [area(1, square(here, (100.0, 100.0), 500.0))];

    let empty = encoded(far, &features);

    assert_eq!(empty, EncodedTile::default());
    assert_eq!(encoded(here, &[]), EncodedTile::default());
}

#[test]
fn a_feature_that_covers_the_tile_is_the_buffered_square() {
    let here = tile(14);
    let features = [area(1, square(here, (-9000.0, -9000.0), 30_000.0))];

    let seen = seen(here, &features);

    let corners = BTreeSet::from([(-64, -64), (4160, -64), (4160, 4160), (-64, 4160)]);
    let found: BTreeSet<_> = seen[0].paths[0].iter().map(|p| (p.x, p.y)).collect();
    assert_eq!((seen.len(), seen[0].paths.len(), found), (1, 1, corners));
    assert!(area_2(&seen[0].paths[0]) > 0);
}

#[test]
fn a_hole_that_covers_the_tile_leaves_it_empty() {
    let here = tile(14);
    let mut around = square(here, (-9000.0, -9000.0), 30_000.0);
    around.interiors_push(ring(
        here,
        [
            (-500.0, -500.0),
            (5000.0, -500.0),
            (5000.0, 5000.0),
            (-500.0, 5000.0),
        ],
    ));

    assert!(encoded(here, &[area(1, around)]).bytes.is_empty());
}

#[test]
fn a_u_whose_base_is_off_the_tile_becomes_two_valid_parts() {
    let here = tile(14);
    let u = [
        (100.0, 100.0),
        (1000.0, 100.0),
        (1000.0, 5000.0),
        (2000.0, 5000.0),
        (2000.0, 100.0),
        (3000.0, 100.0),
        (3000.0, 6000.0),
        (100.0, 6000.0),
    ];
    let features = [area(1, Polygon::new(ring(here, u), vec![]))];

    let seen = seen(here, &features);

    let parts = polygons(&seen[0]);
    assert_eq!(parts.0.len(), 2);
    assert!(parts.is_valid());
    assert!((parts.unsigned_area() - (900.0 + 1000.0) * 4060.0).abs() < 1e-6);
}

#[test]
fn points_and_lines_keep_their_ids_places_and_columns() {
    let here = tile(12);
    let well = feature(
        u64::MAX >> 1,
        Shape::Points(degrees(here, (12.0, 4000.0)).into()),
    );
    let rails = [(10.0, 10.0), (500.0, 10.0), (900.0, 10.0), (900.0, 700.0)];
    let line: LineString<f64> = rails.iter().map(|&p| degrees(here, p)).collect();
    let railway = feature(2, Shape::Lines(MultiLineString(vec![line])));

    let seen = seen(here, &[well, railway]);

    let points = |of: &[(i64, i64)]| of.iter().map(|&p| Point::from(p)).collect::<Vec<_>>();
    assert_eq!((seen[0].id, seen[0].kind), (2, GeometryKind::Lines));
    assert_eq!(seen[0].paths, [points(&[(10, 10), (900, 10), (900, 700)])]);
    assert_eq!(
        seen[0].properties,
        [("number".to_owned(), Value::Integer(2))]
    );
    assert_eq!(
        (seen[1].id, seen[1].kind),
        (u64::MAX >> 1, GeometryKind::Points)
    );
    assert_eq!(seen[1].paths, [points(&[(12, 4000)])]);
}

#[test]
fn an_area_under_a_pixel_is_dropped_and_counted_or_becomes_a_point() {
    let here = tile(8);
    let features = [area(1, square(here, (800.0, 800.0), 6.0))];
    let refs: Vec<&Feature> = features.iter().collect();
    let as_points = TileLayer {
        name: "layer",
        small_areas: SmallAreas::AsPoints,
    };

    let dropped = encoded(here, &features);
    let kept = encode(here, as_points, &refs, Budget::default());

    assert_eq!(
        (dropped.bytes.len(), dropped.kept, dropped.too_small),
        (0, 0, 1)
    );
    assert_eq!((kept.kept, kept.too_small), (1, 0));
    let point = &decode(&kept.bytes)[0];
    assert_eq!(
        (point.kind, &point.paths),
        (GeometryKind::Points, &vec![vec![Point::from((803, 803))]])
    );
}

#[test]
fn many_specks_of_one_feature_that_make_more_than_a_pixel_keep_it_in_sight() {
    let here = tile(8);
    let specks: MultiPolygon<f64> = (0..20)
        .map(|i| square(here, (800.0 + 50.0 * f64::from(i), 800.0), 4.0))
        .collect();

    let seen = seen(here, &[area(1, specks)]);

    assert_eq!((seen.len(), seen[0].kind), (1, GeometryKind::Area));
}

#[test]
fn the_smallest_are_left_out_first_when_the_budget_is_spent() {
    let here = tile(14);
    let features: Vec<_> = (1..=20_u32)
        .map(|i| area(i.into(), square(here, (100.0, 100.0), f64::from(i) * 100.0)))
        .collect();
    let refs: Vec<&Feature> = features.iter().collect();

    let tight = encode(here, "layer", &refs, Budget::of_bytes(300));

    assert!(tight.bytes.len() <= 300 && tight.kept > 2 && tight.left_out > 2);
    assert_eq!(tight.kept + tight.left_out, 20);
    let ids: Vec<_> = decode(&tight.bytes).iter().map(|f| f.id).collect();
    let largest: Vec<_> = (1..=20).rev().take(tight.kept).collect();
    assert_eq!(ids, largest);
}

#[test]
fn a_tile_over_its_budget_is_drawn_coarser_before_anything_is_left_out() {
    let here = tile(14);
    let wave = (0..2000).map(|i| (f64::from(i) * 2.0, 2000.0 + f64::from(i % 2)));
    let outline = wave.chain([(4000.0, 3000.0), (0.0, 3000.0)]);
    let features = [area(1, Polygon::new(ring(here, outline), vec![]))];
    let refs: Vec<&Feature> = features.iter().collect();
    let full = encoded(here, &features);

    let tight = encode(here, "layer", &refs, Budget::of_bytes(full.bytes.len() - 1));

    assert_eq!((tight.kept, tight.left_out), (1, 0));
    assert!(tight.bytes.len() < full.bytes.len() / 2);
}

#[test]
fn a_shape_that_alone_is_over_the_budget_does_not_take_the_others_with_it() {
    let here = tile(14);
    let teeth = (0..400).map(|i| (f64::from(i) * 10.0, 1500.0 + 1000.0 * f64::from(i % 2)));
    let comb = teeth.chain([(4000.0, 3500.0), (0.0, 3500.0)]);
    let features = [
        area(1, Polygon::new(ring(here, comb), vec![])),
        area(2, square(here, (100.0, 100.0), 300.0)),
    ];
    let refs: Vec<&Feature> = features.iter().collect();

    let tight = encode(here, "layer", &refs, Budget::of_bytes(200));

    assert_eq!((tight.kept, tight.left_out), (1, 1));
    assert_eq!(decode(&tight.bytes)[0].id, 2);
}

/// Corners of a star: simple whatever the radii, as the angles only grow.
fn star(most: f64) -> impl Strategy<Value = Vec<(f64, f64)>> {
    proptest::collection::vec(1.0..most, 5..60).prop_map(|radii| {
        let step = TAU / f64::from(u32::try_from(radii.len()).unwrap());
        let angles = (0..).map(|i| f64::from(i) * step);
        angles
            .zip(radii)
            .map(|(a, r)| (r * a.cos(), r * a.sin()))
            .collect()
    })
}

prop_compose! {
    /// A star with a star-shaped hole of the same outline, somewhere around the tile.
    fn star_with_hole()(
        corners in prop_oneof![star(30.0), star(300.0), star(9000.0)],
        (x, y) in (-500.0..4600.0, -500.0..4600.0),
        hole in 0.1..0.99,
        z in 6_u8..=16,
    ) -> (TileId, Polygon<f64>) {
        let here = tile(z);
        let scaled = |share: f64| {
            let corners = corners.iter().map(move |(dx, dy)| (x + dx * share, y + dy * share));
            ring(here, corners)
        };
        (here, Polygon::new(scaled(1.0), vec![scaled(hole)]))
    }
}

/// What is kept of a square is as long as a drawing may be: four corners, a byte for each way.
#[test]
fn an_area_within_a_tile_is_kept_as_drawn_for_the_zoom_that_was_last() {
    let (near, far) = (tile(14), tile(13));
    let square = area(1, square(near, (2000.0, 2000.0), 60.0));
    let Shape::Area(footprint) = &square.shape else {
        unreachable!("it was made as an area")
    };
    let is_kept = |tile| {
        let way = Grid::new(tile, Detail::Unit).way_of_drawing();
        footprint.on_world().with_drawing(way, |_| ()).is_some()
    };
    let draw = |tile| encoded(tile, std::slice::from_ref(&square));

    assert!(!is_kept(near));
    assert_eq!(draw(near), draw(near));
    assert!(is_kept(near));
    assert_eq!(draw(far).kept, 1);
    assert!(is_kept(far) && !is_kept(near));
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Integer),
        (-1e300..1e300).prop_map(Value::Number),
        ".{0,12}".prop_map(Value::from),
        Just(Value::Null),
    ]
}

proptest! {
    #[test]
    fn every_area_is_valid_and_its_rings_run_the_right_way((here, polygon) in star_with_hole()) {
        let Ok(footprint) = Footprint::new(polygon.into()) else {
            return Ok(());
        };
        let feature = feature(1, Shape::Area(footprint));

        for decoded in seen(here, &[feature]) {
            prop_assert!(area_2(&decoded.paths[0]) > 0, "the first ring is a shell");
            for path in &decoded.paths {
                prop_assert!(area_2(path) != 0);
                prop_assert!(path.iter().all(|&point| clip::holds(point)));
            }
            let polygons = polygons(&decoded);
            prop_assert!(polygons.is_valid(), "{:?}", polygons.check_validation());
        }
    }

    #[test]
    fn what_is_drawn_again_here_or_beside_is_what_a_fresh_copy_gives((here, polygon) in star_with_hole()) {
        let Ok(footprint) = Footprint::new(polygon.clone().into()) else {
            return Ok(());
        };
        let drawn_before = [feature(1, Shape::Area(footprint))];
        let beside = TileId::new(here.z(), here.x() + 1, here.y()).unwrap();
        let coarse = |tile, of: &[Feature]| encode(tile, "layer", &[&of[0]], Budget::of_bytes(60));
        let fresh = || [area(1, polygon.clone())];

        for tile in [here, beside, here] {
            prop_assert_eq!(encoded(tile, &drawn_before), encoded(tile, &fresh()));
            prop_assert_eq!(coarse(tile, &drawn_before), coarse(tile, &fresh()));
        }
    }

    #[test]
    fn an_area_inside_the_tile_moves_no_border_by_a_unit(corners in star(1500.0), z in 6_u8..=16) {
        let here = tile(z);
        let outline = ring(here, corners.iter().map(|(x, y)| (x + 2048.0, y + 2048.0)));
        let sides = corners.iter().zip(corners.iter().cycle().skip(1));
        let around: f64 = sides.clone().map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1)).sum();
        let expected: f64 = sides.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0;

        let seen = seen(here, &[area(1, Polygon::new(outline, vec![]))]);

        let found: f64 = seen.iter().map(|decoded| polygons(decoded).unsigned_area()).sum();
        prop_assert!((found - expected.abs()).abs() <= around.max(64.0), "{found} for {expected}");
    }

    #[test]
    fn two_neighbours_keep_the_same_border(
        border in proptest::collection::vec((1500.0..2500.0_f64, 2.0..200.0_f64), 3..60),
        z in 6_u8..=16,
    ) {
        let here = tile(z);
        let mut y = -300.0;
        let border: Vec<_> = border.into_iter().map(|(x, step)| { y += step; (x, y) }).collect();
        let beside = |x: f64| {
            let outer = [(x, border[border.len() - 1].1), (x, border[0].1)];
            Polygon::new(ring(here, border.iter().copied().chain(outer)), vec![])
        };

        let seen = seen(here, &[area(1, beside(500.0)), area(2, beside(3500.0))]);

        let on_border = |decoded: &Decoded| -> BTreeSet<(i64, i64)> {
            let points = decoded.paths.iter().flatten().map(|p| (p.x, p.y));
            points.filter(|(x, _)| (1000..3000).contains(x)).collect()
        };
        let borders: Vec<_> = seen.iter().map(on_border).collect();
        prop_assert!(borders.windows(2).all(|pair| pair[0] == pair[1]), "{borders:?}");
    }

    #[test]
    fn a_budget_is_never_broken_and_every_feature_is_counted(
        places in proptest::collection::vec((0.0..4000.0, 0.0..4000.0, 1.0..400.0), 1..60),
        bytes in 0_usize..3000,
    ) {
        let here = tile(13);
        let features: Vec<_> = (0..).zip(&places)
            .map(|(id, &(x, y, side))| area(id, square(here, (x, y), side)))
            .collect();
        let refs: Vec<&Feature> = features.iter().collect();

        let tile = encode(here, "layer", &refs, Budget::of_bytes(bytes));

        prop_assert!(tile.bytes.len() <= bytes);
        prop_assert_eq!(tile.kept + tile.too_small + tile.left_out, features.len());
        prop_assert_eq!(decode(&tile.bytes).len(), tile.kept);
    }

    #[test]
    fn the_order_of_the_features_does_not_change_the_bytes(
        places in proptest::collection::vec((0.0..4000.0, 0.0..4000.0, 9.0..40.0), 2..20),
        turn in 1_usize..20,
    ) {
        let here = tile(13);
        let mut features: Vec<_> = (0..).zip(&places)
            .map(|(id, &(x, y, side))| area(id, square(here, (x, y), side)))
            .collect();
        let one = encoded(here, &features);
        features.rotate_left(turn % places.len());

        prop_assert_eq!(encoded(here, &features), one);
    }

    #[test]
    fn columns_come_back_as_they_were_but_for_null(
        columns in proptest::collection::btree_map("[a-z]{1,6}", any_value(), 0..8),
    ) {
        let here = tile(13);
        let mut well = feature(1, Shape::Points(degrees(here, (5.0, 5.0)).into()));
        well.properties = columns.clone().into_iter().collect();

        let seen = seen(here, &[well]);

        let expected: Vec<_> = columns.into_iter().filter(|(_, v)| *v != Value::Null).collect();
        prop_assert_eq!(&seen[0].properties, &expected);
    }
}
