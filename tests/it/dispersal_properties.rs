//! What holds of indices whatever the city: bounds, order, splitting, swapping, evening out.

use jalon::dispersal::{
    Aversion, Counts, Entry, Told, Unit, atkinson, concentration_profile, correlation_ratio, delta,
    density_corrected_dissimilarity, dissimilarity, every_index, every_index_of_groups,
    every_index_of_places, gini, gorard,
    groups::Groups,
    hutchens, information, interaction, isolation, min_max, modified_dissimilarity, modified_gini,
    places::{Bordered, Linked, Located, Place, Places, Weights},
    relative_centralisation,
};
use proptest::prelude::*;

type Index = fn(&Counts) -> Told;
/// Group and total of each unit.
type Pairs = Vec<(f64, f64)>;

const ROUNDING: f64 = 1e-9;

fn even_atkinson(counts: &Counts) -> Told {
    atkinson(counts, Aversion::EVEN)
}

fn profile(counts: &Counts) -> Told {
    concentration_profile(counts, 100).map(|profile| profile.index)
}

const FROM_0_TO_1: &[(&str, Index)] = &[
    ("dissimilarity", dissimilarity),
    ("gini", gini),
    ("information", information),
    ("atkinson", even_atkinson),
    ("hutchens", hutchens),
    ("min_max", min_max),
    ("gorard", gorard),
    ("isolation", isolation),
    ("interaction", interaction),
    ("correlation_ratio", correlation_ratio),
    ("density_corrected", density_corrected_dissimilarity),
];

/// The same for the others as for the group.
const SYMMETRIC: &[(&str, Index)] = &[
    ("dissimilarity", dissimilarity),
    ("gini", gini),
    ("information", information),
    ("atkinson", even_atkinson),
    ("hutchens", hutchens),
    ("min_max", min_max),
    ("correlation_ratio", correlation_ratio),
    ("density_corrected", density_corrected_dissimilarity),
    ("modified_dissimilarity", modified_dissimilarity),
];

/// Unchanged when a unit is cut into like halves.
const OF_SHARES: &[(&str, Index)] = &[
    ("dissimilarity", dissimilarity),
    ("gini", gini),
    ("information", information),
    ("atkinson", even_atkinson),
    ("hutchens", hutchens),
    ("min_max", min_max),
    ("gorard", gorard),
    ("isolation", isolation),
    ("interaction", interaction),
    ("correlation_ratio", correlation_ratio),
    ("profile", profile),
];

/// Never raised by an exchange that brings two shares nearer.
const EVENING: &[(&str, Index)] = &[
    ("dissimilarity", dissimilarity),
    ("gini", gini),
    ("information", information),
    ("atkinson", even_atkinson),
    ("hutchens", hutchens),
];

fn counts(pairs: &[(f64, f64)]) -> Counts {
    let unit = |&(group, total): &(f64, f64)| Unit {
        name: String::new(),
        group,
        total,
    };
    Counts::households(pairs.iter().map(unit).collect()).unwrap()
}

fn city() -> impl Strategy<Value = Pairs> {
    let unit = (0..40_u32, 0..400_u32).prop_map(|(x, y)| (f64::from(x), f64::from(x + y)));
    prop::collection::vec(unit, 2..25)
}

/// Both told alike, or neither.
fn same(name: &str, one: Told, other: Told) {
    match (one, other) {
        (Ok(one), Ok(other)) => assert!((one - other).abs() < ROUNDING, "{name}: {one} {other}"),
        (one, other) => assert_eq!(one.is_ok(), other.is_ok(), "{name}: {one:?} {other:?}"),
    }
}

proptest! {
    #[test]
    fn indices_lie_in_their_range(pairs in city()) {
        let city = counts(&pairs);
        for (name, index) in FROM_0_TO_1 {
            if let Ok(value) = index(&city) {
                prop_assert!((-ROUNDING..=1.0 + ROUNDING).contains(&value), "{} {}", name, value);
            }
        }
        for index in [modified_dissimilarity, modified_gini] {
            if let Ok(value) = index(&city) {
                prop_assert!((-1.0 - ROUNDING..=1.0 + ROUNDING).contains(&value), "{}", value);
            }
        }
    }

    #[test]
    fn the_order_of_units_does_not_matter(pairs in city()) {
        let turned: Pairs = pairs.iter().rev().copied().collect();
        for (name, index) in FROM_0_TO_1 {
            same(name, index(&counts(&pairs)), index(&counts(&turned)));
        }
    }

    #[test]
    fn cutting_a_unit_into_like_halves_changes_nothing(pairs in city(), at in 0..25_usize) {
        let mut whole = pairs;
        let at = at % whole.len();
        let half = whole[at];
        whole[at] = (2.0 * half.0, 2.0 * half.1);
        let mut cut = whole.clone();
        cut[at] = half;
        cut.push(half);
        // One unit cut in two is still one place for people; an index then may become told.
        prop_assume!(dissimilarity(&counts(&whole)).is_ok());
        for (name, index) in OF_SHARES {
            same(name, index(&counts(&whole)), index(&counts(&cut)));
        }
    }

    #[test]
    fn the_others_are_as_far_from_the_group_as_it_from_them(pairs in city()) {
        let others: Pairs = pairs.iter().map(|&(group, total)| (total - group, total)).collect();
        for (name, index) in SYMMETRIC {
            same(name, index(&counts(&pairs)), index(&counts(&others)));
        }
    }

    #[test]
    fn an_exchange_that_evens_two_units_out_raises_nothing(
        pairs in city(), from in 0..25_usize, to in 0..25_usize,
    ) {
        let (from, to) = (from % pairs.len(), to % pairs.len());
        let mut after = pairs.clone();
        after[from].0 -= 1.0;
        after[to].0 += 1.0;
        let share = |unit: (f64, f64)| unit.0 / unit.1;
        prop_assume!(from != to && pairs[from].0 > 0.0 && after[to].0 <= after[to].1);
        prop_assume!(share(after[from]) >= share(after[to]));
        for (name, index) in EVENING {
            if let (Ok(before), Ok(after)) = (index(&counts(&pairs)), index(&counts(&after))) {
                prop_assert!(after <= before + ROUNDING, "{} {} {}", name, before, after);
            }
        }
    }

    #[test]
    fn ground_and_centre_stay_in_range(
        units in prop::collection::vec((0..40_u32, 1..400_u32, 1..900_u32, 0..9_000_u32), 2..25),
    ) {
        let of = |units: &[(u32, u32, u32, u32)]| {
            let pairs: Pairs = units.iter().map(|unit| (f64::from(unit.0), f64::from(unit.0 + unit.1))).collect();
            let place = |unit: &(u32, u32, u32, u32)| Place {
                centre: geo_types::Coord { x: f64::from(unit.3), y: 0.0 },
                area_m2: f64::from(unit.2),
                perimeter_m: 1.0,
            };
            (counts(&pairs), Places::new(units.iter().map(place).collect()).unwrap())
        };
        let (counts, places) = of(&units);
        let city = Located::new(&counts, &places).unwrap();

        if let Ok(value) = delta(city) {
            prop_assert!((-ROUNDING..=1.0 + ROUNDING).contains(&value), "{}", value);
        }
        if let Ok(value) = relative_centralisation(city, jalon::dispersal::Centre::Mean) {
            prop_assert!((-1.0 - ROUNDING..=1.0 + ROUNDING).contains(&value), "{}", value);
        }
    }

    #[test]
    fn units_may_stand_in_any_order_for_every_index_of_counts_and_of_places(
        units in prop::collection::vec((0..40_u32, 1..400_u32, 0.5..9.0_f64, 0.0..9e3_f64, 0.0..9e3_f64), 3..14),
    ) {
        let turned: Vec<_> = units.iter().rev().copied().collect();

        for (one, other) in std::iter::zip(everything(&units), everything(&turned)) {
            prop_assert_eq!(one.name, other.name);
            match (one.figure.value, other.figure.value) {
                (Some(a), Some(b)) => {
                    prop_assert!((a - b).abs() < ROUNDING * a.abs().max(1.0), "{} {} {}", one.name, a, b);
                }
                (a, b) => prop_assert_eq!(a, b, "{}", one.name),
            }
        }
    }

    #[test]
    fn categories_and_units_may_stand_in_any_order_and_measures_lie_in_their_range(
        rows in prop::collection::vec(prop::collection::vec(0..60_u32, 4), 2..20),
    ) {
        let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().copied().map(f64::from).collect()).collect();
        let turned: Vec<Vec<f64>> = rows.iter().rev().map(|row| row.iter().rev().copied().collect()).collect();
        let [one, other] = [rows, turned].map(|rows| every_index_of_groups(&Groups::new(rows).unwrap()));

        for (one, other) in std::iter::zip(one, other) {
            let ordered = one.name.starts_with("rank_order");
            match (one.figure.value, other.figure.value) {
                _ if ordered => {}
                (Some(a), Some(b)) => {
                    prop_assert!((a - b).abs() < ROUNDING, "{} {} {}", one.name, a, b);
                    prop_assert!((-ROUNDING..=4_f64.ln() + ROUNDING).contains(&a), "{} {}", one.name, a);
                }
                (a, b) => prop_assert_eq!(a, b, "{}", one.name),
            }
        }
    }
}

/// Every index of one group, of counts and of places: group, others, side in hundreds of metres, x, y.
fn everything(units: &[(u32, u32, f64, f64, f64)]) -> Vec<Entry> {
    let pairs: Pairs = units
        .iter()
        .map(|unit| (f64::from(unit.0), f64::from(unit.0 + unit.1)))
        .collect();
    let place = |&(_, _, side, x, y): &(u32, u32, f64, f64, f64)| Place {
        centre: geo_types::Coord { x, y },
        area_m2: side * side * 1e4,
        perimeter_m: side * 400.0,
    };
    let counts = counts(&pairs);
    let places = Places::new(units.iter().map(place).collect()).unwrap();
    let near = Weights::within(&places, 4_000.0);
    let city = Bordered::new(&counts, &places, &near).unwrap();
    let touching = Linked::new(&counts, &near).unwrap();
    [every_index(&counts), every_index_of_places(city, touching)].concat()
}
