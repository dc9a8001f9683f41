//! Areas checked in the head, and what must not change them.

use geo_types::Coord;
use proptest::prelude::*;

use super::*;
use crate::spatial::planar::{self, Drawing};

fn drawing(rings: &[&[(f64, f64)]]) -> Drawing {
    let ring = |ring: &&[(f64, f64)]| ring.iter().copied().map(Coord::from).collect();
    vec![rings.iter().map(ring).collect()]
}

fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Drawing {
    drawing(&[&[(west, south), (east, south), (east, north), (west, north)]])
}

#[test]
fn two_zones_over_the_same_half_count_that_half_once() {
    let site = rectangle(0.0, 0.0, 10.0, 10.0);
    let half = rectangle(-5.0, -5.0, 5.0, 20.0);

    let cover = planar::cover(&site, &[vec![&half, &half]]);

    assert_eq!(cover.exclusive(), [50.0]);
    assert_eq!(cover.uncovered(), 50.0);
}

#[test]
fn on_overlaps_the_worst_class_wins() {
    let site = rectangle(0.0, 0.0, 10.0, 10.0);
    let mild = rectangle(0.0, 0.0, 6.0, 10.0);
    let severe = rectangle(4.0, 0.0, 8.0, 10.0);

    let cover = planar::cover(&site, &[vec![&mild], vec![&severe]]);

    assert_eq!(cover.exclusive(), [40.0, 40.0]);
    assert_eq!(cover.cumulative(), [80.0, 40.0]);
    assert_eq!(cover.shares(), [0.4, 0.4]);
    assert_eq!(cover.worst(), Some(1));
}

#[test]
fn edges_that_cross_in_the_middle_of_a_slab_are_cut_there() {
    let site = rectangle(0.0, 0.0, 10.0, 10.0);
    let rising = drawing(&[&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]]);
    let falling = drawing(&[&[(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)]]);

    let cover = planar::cover(&site, &[vec![&rising], vec![&falling]]);

    assert_eq!(cover.exclusive(), [25.0, 50.0]);
}

// Rounding put the crossing on the slab's side, and the edges stayed in the wrong order.
#[test]
fn edges_that_cross_exactly_at_the_side_of_a_slab_are_told_apart() {
    let site = drawing(&[
        &[(11.0, 0.0), (5.0, 10.0), (0.0, 0.0)],
        &[(0.0, 0.0), (9.0, 1.0)],
    ]);
    let zone = drawing(&[&[(3.0, 8.0), (5.0, 6.0), (11.0, 2.0)]]);

    let cover = planar::cover(&site, &[vec![&zone]]);

    assert!((cover.site() - 55.0).abs() < 1e-9, "{cover:?}");
    assert!(
        (cover.exclusive()[0] - 58.0 / 33.0).abs() < 1e-9,
        "{cover:?}"
    );
}

#[test]
fn a_neighbour_that_only_shares_an_edge_covers_nothing() {
    let site = rectangle(0.0, 0.0, 10.0, 10.0);
    let sides = [
        rectangle(10.0, 0.0, 20.0, 10.0),
        rectangle(-10.0, 0.0, 0.0, 10.0),
        rectangle(0.0, 10.0, 10.0, 20.0),
        rectangle(0.0, -10.0, 10.0, 0.0),
    ];

    let cover = planar::cover(&site, &[sides.iter().collect()]);

    assert_eq!(cover.exclusive(), [0.0]);
    assert_eq!(cover.worst(), None);
}

#[test]
fn a_site_in_the_hole_of_a_zone_is_bare() {
    let site = rectangle(4.0, 4.0, 6.0, 6.0);
    let around = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
    let hole = [(3.0, 3.0), (7.0, 3.0), (7.0, 7.0), (3.0, 7.0)];

    let cover = planar::cover(&site, &[vec![&drawing(&[&around, &hole])]]);

    assert_eq!((cover.site(), cover.uncovered()), (4.0, 4.0));
}

#[test]
fn a_site_without_area_has_no_shares() {
    let cover = planar::cover(&Vec::new(), &[vec![&rectangle(0.0, 0.0, 1.0, 1.0)]]);

    assert_eq!(cover.shares(), [0.0]);
    assert_eq!(cover.worst(), None);
}

#[test]
fn the_cover_of_the_whole_site_is_its_area() {
    let ring = [
        (1.443, 43.604),
        (1.445, 43.6041),
        (1.4446, 43.6052),
        (1.4431, 43.605),
    ];
    let ring = ring.map(Coord::from).to_vec();
    let (site, _) = Footprint::mended(&[vec![ring]]).unwrap();

    let cover = cover_m2(&site, &[vec![&site]]);

    assert!((cover.exclusive()[0] / site.area_m2() - 1.0).abs() < 1e-9);
    assert_eq!(cover.uncovered(), 0.0);
}

/// What the plain sweep over every edge of every zone finds, classes hidden or not.
fn plainly_m2<const K: usize>(site: &Footprint, zones: &[Vec<&Footprint>; K]) -> Cover<K> {
    let mut slabs = Slabs::new(Window::over(&site.bbox()));
    let classes = by_class(zones).map(|(class, zone)| (class + 1, zone));
    for (layer, shape) in std::iter::once((0, site)).chain(classes) {
        let rings_of = |polygon: &geo_types::Polygon<f64>| {
            let holes = polygon.interiors().iter();
            let rings = std::iter::once(polygon.exterior()).chain(holes);
            rings.map(|ring| ring.0.clone()).collect::<Vec<_>>()
        };
        let polygons: Vec<Vec<Vec<Coord<f64>>>> = shape.polygons().iter().map(rings_of).collect();
        let rings = polygons.iter().map(|rings| rings.iter().map(Vec::as_slice));
        slabs.add_shape(rings, layer);
    }
    // The difference of two strips from the equator is rounded by more than a sliver allows.
    let Bbox { south, north, .. } = site.bbox();
    let band = earth::Band::from(south, north - south).unwrap();
    slabs.areas(|height| band.below_m2(height))
}

/// Drawings of a city's size, mended; some of them are larger than the site, some lie inside it.
fn footprint_near(size: f64) -> impl Strategy<Value = Footprint> {
    let shift = (-6..6_i8, -6..6_i8);
    (zone(), shift).prop_filter_map("no extent", move |(mut drawing, (east, north))| {
        for coord in drawing.iter_mut().flatten().flatten() {
            let (x, y) = (coord.x - 6.0, coord.y - 6.0);
            *coord = Coord {
                x: 1.44 + (x * size + f64::from(east)) * 1e-4,
                y: 43.6 + (y * size + f64::from(north)) * 1e-4,
            };
        }
        Some(Footprint::mended(&drawing).ok()?.0)
    })
}

/// A wavy zone of many corners, so that it has several runs.
fn wavy_zone() -> impl Strategy<Value = Footprint> {
    let place = (-12..12_i8, -12..12_i8, 1..20_u8);
    (place, 3..300_u16, 1..9_u8).prop_filter_map("no extent", |(place, corners, waves)| {
        let (east, north, size) = place;
        let corner = |i: u16| {
            let angle = f64::from(i) / f64::from(corners) * std::f64::consts::TAU;
            let radius = f64::from(size) * (1.0 + 0.6 * (f64::from(waves) * angle).sin());
            Coord {
                x: 1.44 + (f64::from(east) + radius * angle.cos()) * 1e-4,
                y: 43.6 + (f64::from(north) + radius * angle.sin()) * 1e-4,
            }
        };
        let ring = (0..corners).map(corner).collect();
        Some(Footprint::mended(&[vec![ring]]).ok()?.0)
    })
}

fn ring() -> impl Strategy<Value = Vec<Coord<f64>>> {
    let point = (0..12_u8, 0..12_u8).prop_map(|(x, y)| Coord::from((f64::from(x), f64::from(y))));
    prop::collection::vec(point, 3..9)
}

fn zone() -> impl Strategy<Value = Drawing> {
    prop::collection::vec(prop::collection::vec(ring(), 1..3), 1..3)
}

fn assert_same<const K: usize>(a: &Cover<K>, b: &Cover<K>) -> Result<(), TestCaseError> {
    prop_assert!((a.site() - b.site()).abs() < 1e-9, "{a:?} {b:?}");
    for (a, b) in a.exclusive().into_iter().zip(b.exclusive()) {
        prop_assert!((a - b).abs() < 1e-9, "{a} {b}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_fast_sweep_finds_what_the_plain_one_finds(
        site in footprint_near(1.0),
        small in prop::collection::vec(footprint_near(0.7), 0..4),
        large in prop::collection::vec(footprint_near(9.0), 0..3),
        wavy in prop::collection::vec(wavy_zone(), 0..4),
        turn in 0..3_usize,
    ) {
        let mut zones: [Vec<&Footprint>; 3] =
            [small.iter().collect(), large.iter().collect(), wavy.iter().collect()];
        zones.rotate_left(turn);

        let (fast, plain) = (cover_m2(&site, &zones), plainly_m2(&site, &zones));

        // A site of nearly no width is no more exact than the numbers of its box.
        let Bbox { west, south, east, north } = site.bbox();
        let box_m2 = (east - west) * (earth::strip_m2(north) - earth::strip_m2(south));
        let tolerance = 1e-9 * plain.site() + 10.0 * f64::EPSILON * box_m2;
        prop_assert!((fast.site() - plain.site()).abs() < tolerance, "{fast:?} {plain:?}");
        for (fast, plain) in fast.exclusive().into_iter().zip(plain.exclusive()) {
            prop_assert!((fast - plain).abs() < tolerance, "{fast} {plain}");
        }
    }

    #[test]
    fn neither_the_order_of_zones_nor_the_direction_of_rings_matters(
        site in zone(), mild in prop::collection::vec(zone(), 1..4), severe in zone()
    ) {
        let straight = planar::cover(&site, &[mild.iter().collect(), vec![&severe]]);
        let mut turned = mild.clone();
        turned.reverse();
        for ring in turned.iter_mut().flatten().flatten() {
            ring.reverse();
        }

        let other = planar::cover(&site, &[turned.iter().collect(), vec![&severe]]);

        assert_same(&straight, &other)?;
    }

    #[test]
    fn cutting_a_zone_in_two_changes_nothing(site in zone(), cut in 1..11_u8, width in 1..9_u8) {
        let (cut, width) = (f64::from(cut), f64::from(width));
        let whole = rectangle(0.0, 0.0, 12.0, width);
        let (left, right) = (rectangle(0.0, 0.0, cut, width), rectangle(cut, 0.0, 12.0, width));

        let uncut = planar::cover(&site, &[vec![&whole]]);
        let in_two = planar::cover(&site, &[vec![&left, &right]]);

        assert_same(&uncut, &in_two)?;
    }

    #[test]
    fn drawings_cover_what_their_mended_shapes_cover(site in zone(), other in zone()) {
        let raw = planar::cover(&site, &[vec![&other]]);
        let mend = |drawing: &Drawing| planar::mended(drawing).map_or(geo_types::MultiPolygon(vec![]), |(shape, _)| shape);
        let rings = |shape: geo_types::MultiPolygon<f64>| -> Drawing {
            shape.into_iter().map(|part| {
                let (shell, holes) = part.into_inner();
                std::iter::once(shell).chain(holes).map(|ring| ring.0).collect()
            }).collect()
        };

        let mended = planar::cover(&rings(mend(&site)), &[vec![&rings(mend(&other))]]);

        assert_same(&raw, &mended)?;
    }

    #[test]
    fn turning_the_picture_by_a_quarter_changes_nothing(site in zone(), mild in zone(), severe in zone()) {
        let quarter = |drawing: &Drawing| -> Drawing {
            let turned = |ring: &Vec<Coord<f64>>| ring.iter().map(|c| Coord { x: -c.y, y: c.x }).collect();
            drawing.iter().map(|rings| rings.iter().map(turned).collect()).collect()
        };

        let upright = planar::cover(&site, &[vec![&mild], vec![&severe]]);
        let turned = planar::cover(&quarter(&site), &[vec![&quarter(&mild)], vec![&quarter(&severe)]]);

        assert_same(&upright, &turned)?;
    }
}
