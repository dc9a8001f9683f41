//! The sample city is what its generator makes, and tells the story it promises.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use geojson::{FeatureCollection, GeoJson, JsonObject};
use jalon::{
    domain::{Code, PlacementKind, SettlementKind, SettlementStatus},
    spatial::Footprint,
};

#[path = "../../examples/sample_city/city/mod.rs"]
mod city;

/// Who lets homes besides the social landlords.
const OTHER_LANDLORDS: [&str; 2] = ["Agence du Seuil", "Propriétaire privé"];

#[test]
fn the_committed_files_are_what_the_generator_makes() {
    for (name, made) in city::files() {
        let kept = fs::read_to_string(format!("sample-data/{name}")).unwrap();

        assert!(kept == made, "{name} differs: run `make sample`");
    }
}

#[test]
fn the_readme_of_the_sample_names_every_file_and_says_that_it_is_invented() {
    let readme = fs::read_to_string("sample-data/README.md").unwrap();

    let forgotten: Vec<_> = city::files()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !readme.contains(name))
        .collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
    assert!(readme.contains("invented"));
}

#[test]
fn the_sample_fits_a_slow_line() {
    let bytes: usize = city::files().iter().map(|(_, text)| text.len()).sum();

    assert!(bytes < 1_500_000, "{bytes} bytes");
}

#[test]
fn thirty_settlements_eleven_of_them_closed_and_one_emergency() {
    let settlements = Layer::read("settlements.geojson");
    let of = |status| settlements.count("status", Code::code(status));

    assert_eq!(settlements.features.len(), 30);
    assert_eq!(of(SettlementStatus::Closed), 11);
    assert_eq!(of(SettlementStatus::Emergency), 1);
    assert_eq!(settlements.sum("households"), 500);
    assert_eq!(settlements.codes().len(), 30);
}

#[test]
fn every_kind_and_status_of_the_sample_is_a_word_of_the_domain() {
    for (columns, _) in &Layer::read("settlements.geojson").features {
        assert!(SettlementKind::from_code(text(columns, "kind")).is_some());
        assert!(SettlementStatus::from_code(text(columns, "status")).is_some());
    }
    for placement in placements() {
        assert!(PlacementKind::from_code(&placement.kind).is_some());
    }
}

#[test]
fn every_area_of_the_sample_is_valid() {
    for name in [
        "settlements.geojson",
        "neighbourhoods.geojson",
        "flood.geojson",
    ] {
        for (columns, polygon) in Layer::read(name).features {
            let checked = Footprint::new(MultiPolygon(vec![polygon]));
            assert!(checked.is_ok(), "{name} {columns:?}: {checked:?}");
        }
    }
}

#[test]
fn settlements_are_of_the_size_of_settlements() {
    for (columns, polygon) in Layer::read("settlements.geojson").features {
        let hectares = area_m2(polygon.exterior()) / 10_000.0;
        assert!((0.1..=3.0).contains(&hectares), "{columns:?}: {hectares}");
    }
}

#[test]
fn neighbourhoods_cover_the_city_without_gap_or_overlap() {
    let neighbourhoods = Layer::read("neighbourhoods.geojson");
    let rings: Vec<_> = neighbourhoods
        .features
        .iter()
        .map(|(_, polygon)| polygon.exterior())
        .collect();

    let outline = outline(&rings);

    // Each inner border is walked once in each direction and the rest is one simple ring:
    // every place inside it lies in exactly one neighbourhood.
    let limits = Footprint::new(MultiPolygon(vec![Polygon::new(outline.clone(), vec![])]));
    assert!(limits.is_ok(), "{limits:?}");
    let sum: f64 = rings.iter().map(|ring| area_m2(ring)).sum();
    let whole = area_m2(&outline);
    assert!((sum - whole).abs() <= 1e-9 * whole, "{sum} against {whole}");
    assert_eq!(rings.len(), 30);
}

#[test]
fn a_neighbourhood_has_no_more_social_homes_than_households() {
    for (columns, _) in Layer::read("neighbourhoods.geojson").features {
        assert!(number(&columns, "social_homes") <= number(&columns, "households"));
        assert!(number(&columns, "households") <= number(&columns, "population"));
    }
}

#[test]
fn the_flood_has_four_classes_that_do_not_overlap() {
    let flood = Layer::read("flood.geojson");
    let classes: BTreeSet<_> = flood.texts("nivalea").into_iter().collect();
    let rings: Vec<_> = flood
        .features
        .iter()
        .map(|(_, polygon)| polygon.exterior())
        .collect();

    let sum: f64 = rings.iter().map(|ring| area_m2(ring)).sum();
    let whole = area_m2(&outline(&rings));

    assert_eq!(
        classes,
        BTreeSet::from(["F".into(), "Fai".into(), "M".into(), "TF".into()])
    );
    assert!((sum - whole).abs() <= 1e-9 * whole, "{sum} against {whole}");
}

#[test]
fn no_more_households_left_a_settlement_than_lived_there_and_all_left_the_closed_ones() {
    let mut left: BTreeMap<String, u64> = BTreeMap::new();
    for placement in placements() {
        *left.entry(placement.origin).or_default() += 1;
    }
    let settlements = Layer::read("settlements.geojson");

    for (columns, _) in &settlements.features {
        let gone = left.remove(text(columns, "code")).unwrap_or_default();
        let lived = number(columns, "households");
        let emptied = matches!(text(columns, "status"), "closed" | "emergency");
        assert!(
            gone <= lived && (!emptied || gone == lived),
            "{columns:?}: {gone}"
        );
    }

    assert!(left.is_empty(), "origins that are no settlement: {left:?}");
}

#[test]
fn only_a_home_has_a_neighbourhood_and_a_landlord() {
    let known = Layer::read("neighbourhoods.geojson").codes();
    for placement in placements() {
        let home = PlacementKind::from_code(&placement.kind).unwrap().is_home();

        assert_eq!(
            home,
            known.contains(&placement.neighbourhood),
            "{}",
            placement.household
        );
        assert_eq!(
            home,
            !placement.landlord.is_empty(),
            "{}",
            placement.household
        );
    }
}

#[test]
fn thirteen_social_landlords_let_homes_beside_private_ones_and_one_agency() {
    let landlords: BTreeSet<_> = placements()
        .into_iter()
        .map(|placement| placement.landlord)
        .filter(|landlord| !landlord.is_empty())
        .collect();

    let others = OTHER_LANDLORDS
        .iter()
        .filter(|other| landlords.contains(**other));
    assert_eq!(others.count(), 2);
    assert_eq!(landlords.len() - 2, 13);
}

#[test]
fn placements_fall_within_three_years_and_name_each_household_once() {
    let placements = placements();
    let households: BTreeSet<_> = placements.iter().map(|one| &one.household).collect();

    assert_eq!(households.len(), placements.len());
    for placement in &placements {
        assert!(("2023-11-01"..="2026-10-31").contains(&placement.moved_on.as_str()));
    }
}

#[test]
fn the_emergency_sheltered_every_household_within_three_days() {
    let settlements = Layer::read("settlements.geojson");
    let (columns, _) = settlements
        .features
        .iter()
        .find(|(columns, _)| text(columns, "status") == "emergency")
        .unwrap();
    let moves: Vec<_> = placements()
        .into_iter()
        .filter(|placement| placement.origin == text(columns, "code"))
        .collect();

    let days: BTreeSet<_> = moves.iter().map(|placement| &placement.moved_on).collect();
    assert!(days.len() <= 3, "{days:?}");
    assert!(
        moves
            .iter()
            .all(|placement| ["hotel", "shelter"].contains(&placement.kind.as_str()))
    );
}

#[test]
fn families_are_less_gathered_each_year() {
    let neighbourhoods = Layer::read("neighbourhoods.geojson");
    let years = [
        ("2023-11", "2024-11"),
        ("2024-11", "2025-11"),
        ("2025-11", "2026-11"),
    ];

    let d = years.map(|(from, to)| dissimilarity(&neighbourhoods, from, to));

    assert!(d[0] > d[1] && d[1] > d[2], "{d:?}");
    assert!(d[0] > 0.5 && d[2] < 0.3, "{d:?}");
}

/// ½ Σ |x/X − y/Y| over the homes found between two months.
fn dissimilarity(neighbourhoods: &Layer, from: &str, to: &str) -> f64 {
    let mut found: BTreeMap<String, f64> = BTreeMap::new();
    for placement in placements() {
        let within = (from..to).contains(&placement.moved_on.as_str());
        if within && !placement.neighbourhood.is_empty() {
            *found.entry(placement.neighbourhood).or_default() += 1.0;
        }
    }
    let moved: f64 = found.values().sum();
    let others = count(neighbourhoods.sum("households")) - moved;
    let part = |(columns, _): &(JsonObject, Polygon)| {
        let here = found
            .get(text(columns, "code"))
            .copied()
            .unwrap_or_default();
        let rest = count(number(columns, "households")) - here;
        (here / moved - rest / others).abs()
    };
    neighbourhoods.features.iter().map(part).sum::<f64>() / 2.0
}

fn count(whole: u64) -> f64 {
    f64::from(u32::try_from(whole).unwrap())
}

/// The border that no two rings share, as one closed ring.
fn outline(rings: &[&LineString]) -> LineString {
    let key = |point: Coord| (point.x.to_bits(), point.y.to_bits());
    let mut next = BTreeMap::new();
    let steps = || rings.iter().flat_map(|ring| ring.lines());
    let walked: BTreeSet<_> = steps()
        .map(|step| (key(step.start), key(step.end)))
        .collect();
    assert_eq!(
        walked.len(),
        steps().count(),
        "a border is walked twice in one direction"
    );
    for step in steps() {
        if !walked.contains(&(key(step.end), key(step.start))) {
            let before = next.insert(key(step.start), step.end);
            assert!(before.is_none(), "the outline branches at {:?}", step.start);
        }
    }
    let first = *next.values().next().unwrap();
    let mut ring = vec![first];
    while let Some(point) = next.remove(&key(ring[ring.len() - 1])) {
        ring.push(point);
    }
    assert!(next.is_empty(), "the outline is in several pieces");
    LineString(ring)
}

/// On the plane that touches the city: enough to compare sums and tell hectares.
fn area_m2(ring: &LineString) -> f64 {
    let plane = |point: Coord| ((point.x - 1.2) * 80_327.4, (point.y - 43.91) * 111_110.5);
    let crosses = ring.lines().map(|step| {
        let ((x0, y0), (x1, y1)) = (plane(step.start), plane(step.end));
        x0 * y1 - x1 * y0
    });
    crosses.sum::<f64>() / 2.0
}

/// A layer of polygons with their columns.
struct Layer {
    features: Vec<(JsonObject, Polygon)>,
}

impl Layer {
    fn read(name: &str) -> Self {
        let text = fs::read_to_string(format!("sample-data/{name}")).unwrap();
        let collection = FeatureCollection::try_from(text.parse::<GeoJson>().unwrap()).unwrap();
        let features = collection.features.into_iter().map(|feature| {
            let polygon = Polygon::try_from(feature.geometry.unwrap()).unwrap();
            (feature.properties.unwrap(), polygon)
        });
        Self {
            features: features.collect(),
        }
    }

    fn texts(&self, column: &str) -> Vec<String> {
        let columns = self.features.iter().map(|(columns, _)| columns);
        columns
            .map(|columns| text(columns, column).to_owned())
            .collect()
    }

    fn codes(&self) -> BTreeSet<String> {
        self.texts("code").into_iter().collect()
    }

    fn count(&self, column: &str, wanted: &str) -> usize {
        self.texts(column)
            .iter()
            .filter(|text| *text == wanted)
            .count()
    }

    fn sum(&self, column: &str) -> u64 {
        self.features
            .iter()
            .map(|(columns, _)| number(columns, column))
            .sum()
    }
}

fn text<'a>(columns: &'a JsonObject, column: &str) -> &'a str {
    columns[column].as_str().unwrap()
}

fn number(columns: &JsonObject, column: &str) -> u64 {
    columns[column].as_u64().unwrap()
}

/// One row of `placements.csv`.
#[derive(serde::Deserialize)]
struct Row {
    household: String,
    kind: String,
    moved_on: String,
    origin: String,
    neighbourhood: String,
    landlord: String,
}

fn placements() -> Vec<Row> {
    let mut reader = csv::Reader::from_path("sample-data/placements.csv").unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}
