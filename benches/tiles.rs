//! What a tile costs that is not cached: 200,000 invented areas of 80 corners around a city.
//!
//! The areas lie as flood zones do, sizes from 20 m to 1.5 km, more small ones than large ones;
//! the index that selects them is the caller's, so it is not part of the time.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

#[path = "city/mod.rs"]
mod city;

use std::sync::LazyLock;

use city::{CENTRE, outline};
use divan::{Bencher, counter::ItemsCount};
use jalon::{
    spatial::{Feature, Properties, Shape, TileId, Value},
    tiles::{BUFFER_SHARE, Budget, EncodedTile, encode},
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const AREAS: u64 = 200_000;

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

/// A zone with the columns of a plan.
fn zone(id: u64, random: &mut ChaCha8Rng) -> Feature {
    let footprint = outline(1.0, random);
    let severity = ["low", "medium", "strong", "very strong"][usize::try_from(id % 4).unwrap()];
    Feature {
        id,
        shape: Shape::Area(footprint),
        properties: Properties::from_iter([
            ("severity", Value::from(severity.to_owned())),
            ("source", Value::from(format!("plan {}", id % 50))),
        ]),
    }
}
