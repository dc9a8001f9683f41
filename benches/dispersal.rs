//! What the indices cost: a city of 60 units, one of 3,000, and a land of 48,500.
//!
//! Counts and places are invented; the land's units crowd in towns as real ones do.
#![allow(clippy::unwrap_used, reason = "a benchmark ends at its first surprise")]

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use geo_types::{Coord, MultiPolygon, Rect};
use jalon::dispersal::{
    Counts, Decay, Surroundings, Unit, dissimilarity, egohoods, every_index, every_index_of_places,
    gini,
    inference::{Draws, chance_band, proximity_band},
    information, isolation, modified_dissimilarity,
    places::{Bordered, Kernel, KernelShape, Linked, Located, Place, Places, Weights},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const DRAWS: u32 = 5_000;
const LAND_M: f64 = 740_000.0;
const TOWN_M: f64 = 9_000.0;

static CITY: LazyLock<Counts> = LazyLock::new(|| counts(60, 300.0));
static MESH: LazyLock<Counts> = LazyLock::new(|| counts(3_000, 50_000.0));
static LAND: LazyLock<Counts> = LazyLock::new(|| counts(48_500, 300.0));
static LAND_PLACES: LazyLock<Places> = LazyLock::new(land);

fn main() {
    divan::main();
}

/// Units of 500 to 3,500 households, the group dealt out by lot.
fn counts(units: usize, group: f64) -> Counts {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut units: Vec<Unit> = (0..units)
        .map(|name| Unit {
            name: name.to_string(),
            group: 0.0,
            total: f64::from(random.random_range(500..3_500_u32)),
        })
        .collect();
    let mut left = group;
    while left > 0.0 {
        let at = random.random_range(0..units.len());
        units[at].group += 1.0;
        left -= 1.0;
    }
    Counts::households(units).unwrap()
}

/// Two thirds of the units in 150 towns, the rest anywhere.
fn land() -> Places {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let towns: Vec<Coord<f64>> = (0..150).map(|_| anywhere(&mut random)).collect();
    let place = |at: usize| {
        let centre = if at.is_multiple_of(3) {
            anywhere(&mut random)
        } else {
            let town = towns[random.random_range(0..towns.len())];
            town + anywhere(&mut random) * (TOWN_M / LAND_M)
        };
        Place {
            centre,
            area_m2: 4e6,
            perimeter_m: 8e3,
        }
    };
    Places::new((0..48_500).map(place).collect()).unwrap()
}

fn anywhere(random: &mut ChaCha8Rng) -> Coord<f64> {
    Coord {
        x: random.random_range(0.0..LAND_M),
        y: random.random_range(0.0..LAND_M),
    }
}

/// 60 by 50 squares.
fn mesh_shapes() -> Vec<MultiPolygon<f64>> {
    let square = |at: u32| {
        let low = Coord {
            x: f64::from(at % 60) * 400.0,
            y: f64::from(at / 60) * 400.0,
        };
        let side = Coord { x: 400.0, y: 400.0 };
        Rect::new(low, low + side).to_polygon().into()
    };
    (0..3_000).map(square).collect()
}

#[divan::bench]
fn four_indices_on_3000_units() -> f64 {
    let counts = black_box(&*MESH);
    [dissimilarity, gini, information, isolation]
        .iter()
        .map(|index| index(counts).unwrap())
        .sum()
}

#[divan::bench(sample_count = 5)]
fn every_index_on_3000_units(bencher: Bencher) {
    let shapes = mesh_shapes();
    let places = Places::of_shapes(&shapes).unwrap();
    let (queen, borders) = (
        Weights::queen(&shapes, 0.01),
        Weights::shared_border(&shapes, 0.01),
    );
    bencher.bench(|| {
        let all = every_index(&MESH);
        let city = Bordered::new(&MESH, &places, &borders).unwrap();
        let touching = Linked::new(&MESH, &queen).unwrap();
        (all, every_index_of_places(city, touching))
    });
}

#[divan::bench(sample_count = 5)]
fn neighbours_of_3000_shapes(bencher: Bencher) {
    let shapes = mesh_shapes();
    bencher.bench(|| Weights::queen(&shapes, 0.01));
}

#[divan::bench(sample_count = 3)]
fn kernel_of_15_km_on_48500_units(bencher: Bencher) {
    let kernel = Kernel::new(KernelShape::Triangular, 15_000.0).unwrap();
    let city = Located::new(&LAND, &LAND_PLACES).unwrap();
    bencher.bench(|| egohoods(city, &kernel).unwrap());
}

#[divan::bench(sample_count = 3)]
fn clustering_on_48500_units(bencher: Bencher) {
    let city = Located::new(&LAND, &LAND_PLACES).unwrap();
    bencher.bench(|| Surroundings::of(city, Decay::KILOMETRE).proximity_ratio());
}

#[divan::bench]
fn modified_dissimilarity_on_48500_units() -> f64 {
    modified_dissimilarity(black_box(&LAND)).unwrap()
}

#[divan::bench(sample_count = 10)]
fn five_thousand_draws_of_300_families_over_60_units() -> f64 {
    let draws = Draws::new(DRAWS, 1).unwrap();
    chance_band(black_box(&CITY), draws)
        .unwrap()
        .dissimilarity
        .mean
}

#[divan::bench(sample_count = 10)]
fn five_thousand_draws_of_300_families_over_48500_units() -> f64 {
    let draws = Draws::new(DRAWS, 1).unwrap();
    chance_band(black_box(&LAND), draws)
        .unwrap()
        .dissimilarity
        .mean
}

#[divan::bench(sample_count = 3)]
fn thousand_draws_of_the_proximity_ratio_over_48500_units(bencher: Bencher) {
    let city = Located::new(&LAND, &LAND_PLACES).unwrap();
    let draws = Draws::new(999, 1).unwrap();
    bencher.bench(|| proximity_band(city, Decay::KILOMETRE, draws).unwrap());
}
