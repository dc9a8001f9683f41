//! The page of indices names every index that a batch gives.

use std::fs;

use geo_types::Coord;
use jalon::dispersal::{
    Counts, Entry, Unit, distortion, every_index, every_index_of_groups, every_index_of_places,
    groups::Groups,
    places::{Bordered, Linked, Place, Places, Weights},
};

#[test]
fn every_index_of_a_batch_has_its_line_and_every_line_its_index() {
    let page = fs::read_to_string("docs/DISPERSAL-INDICES.md").unwrap();
    let rows = page
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let told: Vec<&str> = rows.filter(|name| named(name)).collect();

    let given: Vec<&str> = batch().iter().map(|entry| entry.name).collect();

    for name in &given {
        assert!(told.contains(name), "no line for {name}");
    }
    for name in told {
        assert!(given.contains(&name), "no index {name}");
    }
}

#[test]
fn a_batch_gives_each_name_once_and_a_value_or_a_reason() {
    let all = batch();

    for (at, entry) in all.iter().enumerate() {
        assert!(
            !all[..at].iter().any(|other| other.name == entry.name),
            "{}",
            entry.name
        );
        assert_ne!(
            entry.figure.value.is_some(),
            entry.figure.reason.is_some(),
            "{}",
            entry.name
        );
        assert!(
            entry.figure.value.is_none_or(f64::is_finite),
            "{}",
            entry.name
        );
    }
}

/// Names of indices are small letters; headings of tables and names of `PySAL` are not.
fn named(name: &str) -> bool {
    let letters = |c: char| c.is_ascii_lowercase() || c == '_';
    name.chars().all(letters) && !["name", "egohoods", "kernels", "batches"].contains(&name)
}

fn batch() -> Vec<Entry> {
    let pairs = [(3.0, 8.0), (1.0, 16.0), (2.0, 9.0), (0.0, 0.0)];
    let unit = |(group, total): (f64, f64)| Unit {
        name: String::new(),
        group,
        total,
    };
    let counts = Counts::households(pairs.map(unit).to_vec()).unwrap();
    let place = |x: f64| Place {
        centre: Coord { x, y: x * x },
        area_m2: 1.0 + x,
        perimeter_m: 4.0 + x,
    };
    let places = Places::new([0.0, 1.0, 2.0, 4.0].map(place).to_vec()).unwrap();
    let weights = Weights::nearest(&places, 2);
    let city = Bordered::new(&counts, &places, &weights).unwrap();
    let touching = Linked::new(&counts, &weights).unwrap();
    let rows = pairs.map(|(group, total)| vec![group, total - group, 1.0]);
    let groups = Groups::new(rows.to_vec()).unwrap();
    [
        every_index(&counts),
        every_index_of_places(city, touching),
        every_index_of_groups(&groups),
        distortion(&groups, &places).unwrap(),
    ]
    .concat()
}
