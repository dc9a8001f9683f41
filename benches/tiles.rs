//! What a tile costs that is not cached: 200,000 invented areas of 80 corners around a city.
//!
//! The areas lie as flood zones do, sizes from 20 m to 1.5 km, more small ones than large ones;
//! the index that selects them is the caller's, so it is not part of the time.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

use std::{f64::consts::TAU, sync::LazyLock};

use divan::{Bencher, counter::ItemsCount};
use geo_types::{Coord, LineString, Polygon};
use jalon::{
    spatial::{Feature, Footprint, Properties, Shape, TileId, Value},
    tiles::{BUFFER_SHARE, Budget, EncodedTile, encode},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const AREAS: u64 = 200_000;
const CORNERS: u32 = 80;
const CENTRE: Coord<f64> = Coord {
    x: 1.444,
    y: 43.604,
};

static CITY: LazyLock<Vec<Feature>> = LazyLock::new(|| {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    (0..AREAS).map(|id| zone(id, &mut random)).collect()
});

fn main() {
    for zoom in ZOOMS {
        let (selected, tile) = (selected(zoom), drawn(zoom, Budget::default()));
        let EncodedTile {
            bytes,
            kept,
            too_small,
            left_out,
        } = tile;
        let whole = drawn(zoom, Budget::of_bytes(usize::MAX)).bytes.len();
        println!(
            "z{zoom}: {} selected, {kept} kept, {too_small} under a pixel, {left_out} left out, \
             {} bytes ({whole} without a budget)",
            selected.len(),
            bytes.len(),
        );
    }
    divan::main();
}

const ZOOMS: [u8; 5] = [8, 10, 12, 14, 16];

#[divan::bench(args = ZOOMS, sample_count = 20)]
fn within_the_budget(bencher: Bencher, zoom: u8) {
    measure(bencher, zoom, Budget::default());
}

#[divan::bench(args = ZOOMS, sample_count = 20)]
fn without_a_budget(bencher: Bencher, zoom: u8) {
    measure(bencher, zoom, Budget::of_bytes(usize::MAX));
}

fn measure(bencher: Bencher, zoom: u8, budget: Budget) {
    let (features, tile) = (selected(zoom), tile(zoom));
    bencher
        .counter(ItemsCount::new(features.len()))
        .bench(|| encode(tile, "flood", &features, budget));
}

fn drawn(zoom: u8, budget: Budget) -> EncodedTile {
    encode(tile(zoom), "flood", &selected(zoom), budget)
}

fn tile(zoom: u8) -> TileId {
    TileId::at(CENTRE, zoom).unwrap()
}

fn selected(zoom: u8) -> Vec<&'static Feature> {
    let window = tile(zoom).buffered_bbox(BUFFER_SHARE);
    let touches = |feature: &&Feature| feature.shape.bbox().unwrap().intersects(&window);
    CITY.iter().filter(touches).collect()
}

/// A meandering outline around a place up to 30 km from the centre, with a surveyor's noise on it.
fn zone(id: u64, random: &mut ChaCha8Rng) -> Feature {
    let share: f64 = random.random();
    let radius = 0.0002 + 0.01 * share.powi(6);
    let middle = Coord {
        x: CENTRE.x + random.random_range(-0.4..0.4),
        y: CENTRE.y + random.random_range(-0.27..0.27),
    };
    let (bend, turn) = (random.random_range(0.0..TAU), random.random_range(0.0..TAU));
    let corner = |i: u32, noise: f64| {
        let angle = TAU * f64::from(i) / f64::from(CORNERS);
        let wave = 1.0 + 0.3 * (3.0 * angle + bend).sin() + 0.15 * (7.0 * angle + turn).sin();
        Coord {
            x: middle.x + radius * (wave + noise) * angle.cos(),
            y: middle.y + radius * (wave + noise) * angle.sin() * 0.72,
        }
    };
    let mut ring: LineString<f64> = (0..CORNERS)
        .map(|i| corner(i, random.random_range(-0.01..0.01)))
        .collect();
    ring.close();
    let severity = ["low", "medium", "strong", "very strong"][usize::try_from(id % 4).unwrap()];
    Feature {
        id,
        shape: Shape::Area(Footprint::new(Polygon::new(ring, vec![]).into()).unwrap()),
        properties: Properties::from_iter([
            ("severity", Value::Text(severity.to_owned())),
            ("source", Value::Text(format!("plan {}", id % 50))),
        ]),
    }
}
