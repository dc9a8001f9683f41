//! What each kind of drawing fault becomes, and that every mend is valid and settles.

use geo::Area;
use proptest::prelude::*;

use super::*;

type Ring = Vec<(f64, f64)>;

fn polygons(parts: &[&[&[(f64, f64)]]]) -> Vec<Vec<Vec<Coord<f64>>>> {
    let ring = |ring: &&[(f64, f64)]| ring.iter().copied().map(Coord::from).collect();
    parts
        .iter()
        .map(|rings| rings.iter().map(ring).collect())
        .collect()
}

/// The mended shape's area in square degrees, and the rules.
fn mended_area(parts: &[&[&[(f64, f64)]]]) -> (f64, Vec<MendRule>) {
    let (footprint, rules) = Footprint::mended(&polygons(parts)).unwrap();
    (footprint.polygons().unsigned_area(), rules)
}

fn square(x: f64, y: f64, side: f64) -> Ring {
    vec![
        (x, y),
        (x + side, y),
        (x + side, y + side),
        (x, y + side),
        (x, y),
    ]
}

#[test]
fn a_hole_on_the_other_side_of_the_world_does_not_upset_the_grid() {
    let bow_tie = [
        (0.0, 0.0),
        (0.01, 0.01),
        (0.01, 0.0),
        (0.0, 0.01),
        (0.0, 0.0),
    ];
    let far = square(179.0, 89.0, 0.5);

    let (area, rules) = mended_area(&[&[&bow_tie, &far]]);

    assert!((area - 5e-5).abs() < 1e-12, "{area}");
    assert!(rules.contains(&MendRule::HoleOutsideDropped), "{rules:?}");
}

/// A find of the fuzzers: a small shell with two holes that run over it. Of a hundred places where it
/// may lie, a mend that joins only what all but touches never ended at one.
#[test]
fn holes_that_run_over_their_shell_are_mended_in_a_moment_wherever_they_lie() {
    const SHELL: [(u8, u8); 5] = [(80, 2), (2, 2), (200, 200), (100, 100), (150, 100)];
    const HOLES: [&[(u8, u8)]; 2] = [
        &[
            (150, 150),
            (100, 100),
            (0, 16),
            (0, 0),
            (0, 0),
            (0, 0),
            (0, 32),
            (39, 2),
            (80, 2),
            (2, 2),
            (200, 200),
            (100, 100),
            (150, 100),
        ],
        &[
            (150, 150),
            (100, 100),
            (0, 16),
            (0, 0),
            (0, 0),
            (0, 0),
            (0, 32),
            (32, 39),
        ],
    ];
    let at = |k: u32, (x, y): (u8, u8)| Coord {
        x: 2.0 + f64::from(k) / 77.0 + f64::from(x) * 0.000_7,
        y: 43.0 + f64::from(k) / 91.0 + f64::from(y) * 0.000_2,
    };
    let drawn = move |k: u32| {
        let rings = std::iter::once(&SHELL[..]).chain(HOLES);
        let places = rings.map(|ring| ring.iter().map(|&corner| at(k, corner)).collect());
        vec![places.collect()]
    };
    let (tell, told) = std::sync::mpsc::channel();

    std::thread::spawn(move || {
        for k in 0..1_000 {
            let _valid_or_refused = Footprint::mended(&drawn(k));
        }
        tell.send(()).unwrap();
    });

    let all_ended = told.recv_timeout(std::time::Duration::from_mins(1));
    assert!(all_ended.is_ok(), "a mend goes on without end");
}

#[test]
fn a_valid_shape_keeps_every_coordinate() {
    let odd = [
        (0.1, 0.2),
        (43.604_049_97, 0.3),
        (1.0 / 3.0, 0.7),
        (0.1, 0.2),
    ];

    let (footprint, rules) = Footprint::mended(&polygons(&[&[&odd]])).unwrap();

    assert_eq!(rules, []);
    let kept: Ring = footprint.polygons().0[0]
        .exterior()
        .coords()
        .map(|c| (c.x, c.y))
        .collect();
    assert_eq!(kept, odd);
}

#[test]
fn a_repeated_point_is_dropped_without_a_word() {
    let ring = [
        (0.0, 0.0),
        (0.0, 0.0),
        (2.0, 0.0),
        (2.0, 2.0),
        (2.0, 2.0),
        (0.0, 0.0),
    ];

    assert_eq!(mended_area(&[&[&ring]]), (2.0, vec![]));
}

#[test]
fn an_open_ring_is_closed_and_reported() {
    let open = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)];

    assert_eq!(mended_area(&[&[&open]]), (2.0, vec![MendRule::RingClosed]));
}

#[test]
fn both_halves_of_a_bow_tie_are_kept() {
    let ring = [(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)];

    assert_eq!(
        mended_area(&[&[&ring]]),
        (2.0, vec![MendRule::RingUncrossed])
    );
}

#[test]
fn ground_wound_around_twice_stays_covered() {
    let mut twice = square(0.0, 0.0, 3.0);
    twice.extend(square(0.0, 0.0, 2.0));

    assert_eq!(
        mended_area(&[&[&twice]]),
        (9.0, vec![MendRule::RingUncrossed])
    );
}

#[test]
fn overlapping_parts_are_united_whatever_their_directions() {
    let first = square(0.0, 0.0, 2.0);
    let mut second = square(1.0, 0.0, 2.0);
    second.reverse();

    assert_eq!(
        mended_area(&[&[&first], &[&second]]),
        (6.0, vec![MendRule::PartsUnited])
    );
}

#[test]
fn parts_that_share_an_edge_are_united() {
    let (first, second) = (square(0.0, 0.0, 2.0), square(2.0, 0.0, 2.0));

    assert_eq!(
        mended_area(&[&[&first], &[&second]]),
        (8.0, vec![MendRule::PartsUnited])
    );
}

#[test]
fn a_hole_outside_its_shell_takes_nothing_away() {
    let (shell, hole) = (square(0.0, 0.0, 2.0), square(5.0, 0.0, 1.0));

    assert_eq!(
        mended_area(&[&[&shell, &hole]]),
        (4.0, vec![MendRule::HoleOutsideDropped])
    );
}

#[test]
fn overlapping_holes_take_their_union_away() {
    let shell = square(0.0, 0.0, 6.0);
    let (first, second) = (square(1.0, 1.0, 2.0), square(2.0, 1.0, 2.0));

    let (area, rules) = mended_area(&[&[&shell, &first, &second]]);

    assert_eq!((area, rules), (30.0, vec![MendRule::PartsUnited]));
}

#[test]
fn a_part_without_extent_is_dropped_and_reported() {
    let (real, flat) = (
        square(0.0, 0.0, 2.0),
        [(5.0, 0.0), (6.0, 0.0), (7.0, 0.0), (5.0, 0.0)],
    );
    let point = [(9.0, 0.0), (9.0, 0.0)];

    for nothing in [flat.as_slice(), point.as_slice()] {
        let mended = mended_area(&[&[&real], &[nothing]]);
        assert_eq!(mended, (4.0, vec![MendRule::EmptyPartDropped]));
    }
}

#[test]
fn what_cannot_be_mended_says_why() {
    let shell = square(0.0, 0.0, 2.0);
    let around = square(-1.0, -1.0, 4.0);
    let refused = |parts: &[&[&[(f64, f64)]]]| Footprint::mended(&polygons(parts)).unwrap_err();

    assert_eq!(refused(&[]), Unmendable::Empty);
    assert_eq!(refused(&[&[&[]]]), Unmendable::Empty);
    assert_eq!(
        refused(&[&[&[(0.0, 0.0), (f64::NAN, 0.0)]]]),
        Unmendable::NotFinite
    );
    assert_eq!(
        refused(&[&[&[(574_000.0, 0.0)]]]),
        Unmendable::OutOfRange {
            x: 574_000.0,
            y: 0.0
        }
    );
    assert_eq!(
        refused(&[&[&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]]]),
        Unmendable::NoExtent
    );
    assert_eq!(refused(&[&[&shell, &around]]), Unmendable::NoExtent);
}

#[test]
fn more_than_a_million_points_are_refused() {
    let ring = vec![Coord { x: 0.0, y: 0.0 }; MOST_POINTS + 1];

    let refused = Footprint::mended(&[vec![ring]]).unwrap_err();

    assert_eq!(refused, Unmendable::TooLarge { points: 1_000_001 });
}

/// A star whose ring leaps `leap` of its points at a time.
fn star(points: u32, leap: u32) -> Vec<Vec<Vec<Coord<f64>>>> {
    let point = |number: u32| {
        let angle = f64::from(number * leap % points) / f64::from(points) * std::f64::consts::TAU;
        Coord {
            x: angle.cos(),
            y: angle.sin(),
        }
    };
    vec![vec![(0..=points).map(point).collect()]]
}

#[test]
fn a_star_of_twenty_thousand_points_is_mended() {
    let (footprint, rules) = Footprint::mended(&star(20_001, 2)).unwrap();

    assert_eq!(rules, [MendRule::RingUncrossed]);
    assert!((footprint.polygons().unsigned_area() - std::f64::consts::PI).abs() < 1e-6);
}

#[test]
fn a_star_of_a_hundred_million_crossings_is_refused() {
    assert_eq!(
        Footprint::mended(&star(20_001, 10_000)),
        Err(Unmendable::TooTangled)
    );
}

#[test]
fn lines_without_length_are_dropped() {
    let line = vec![Coord { x: 0.0, y: 0.0 }, Coord { x: 1.0, y: 0.0 }];
    let dot = vec![line[0], line[0]];

    let both = Shape::mended(SourceGeometry::Lines(vec![line.clone(), dot.clone()])).unwrap();
    let alone = Shape::mended(SourceGeometry::Lines(vec![dot]));

    assert_eq!(both.1, [MendRule::EmptyPartDropped]);
    assert_eq!(
        both.0,
        Shape::Lines(MultiLineString(vec![LineString(line)]))
    );
    assert_eq!(alone, Err(Unmendable::NoExtent));
}

/// Rings on a small grid cross, touch and overlap more often than any drawn one.
fn ring(places: u8) -> impl Strategy<Value = Vec<Coord<f64>>> {
    let point = (0..places, 0..places).prop_map(|(x, y)| Coord {
        x: f64::from(x) / 10.0,
        y: f64::from(y) / 10.0,
    });
    prop::collection::vec(point, 0..12)
}

fn shape() -> impl Strategy<Value = Vec<Vec<Vec<Coord<f64>>>>> {
    prop::collection::vec(prop::collection::vec(ring(8), 0..4), 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_is_mended_is_valid_and_needs_no_second_mend(shape in shape()) {
        if let Ok((footprint, _)) = Footprint::mended(&shape) {
            prop_assert!(Footprint::new(footprint.polygons().clone()).is_ok());
            let again = SourceGeometry::from(&footprint);
            let (settled, rules) = Shape::mended(again).unwrap();
            prop_assert_eq!(rules, []);
            prop_assert_eq!(settled, Shape::Area(footprint));
        }
    }

    #[test]
    fn the_direction_of_rings_does_not_matter(shape in shape()) {
        let mut turned = shape.clone();
        for ring in turned.iter_mut().flatten() {
            ring.reverse();
        }
        let area = |shape: &[_]| Footprint::mended(shape).map(|(f, _)| f.polygons().unsigned_area());

        match (area(&shape), area(&turned)) {
            (Ok(a), Ok(b)) => prop_assert!((a - b).abs() < 1e-9),
            (a, b) => prop_assert_eq!(a.is_err(), b.is_err()),
        }
    }
}
