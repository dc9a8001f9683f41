//! What a tile of pixels costs that is not cached: 200,000 invented areas of 80 corners around a city,
//! sizes from 20 m to 1.5 km as of flood zones.
//!
//! The index that selects the areas is the caller's, so it is not part of the time.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

#[path = "city/mod.rs"]
mod city;

use std::sync::LazyLock;

use city::CENTRE;
use divan::Bencher;
use jalon::{
    domain::{LayerKind, Peril},
    looks::{self, LayerLook, Scene},
    pictures::{DrawnPicture, Encoding, PictureLayer, PictureTile, draw, encoded},
    spatial::{Feature, Properties, Shape, TileId, Value},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const AREAS: u64 = 200_000;
const ZOOMS: [u8; 4] = [8, 10, 12, 14];

static CITY: LazyLock<Vec<Feature>> = LazyLock::new(|| {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    (0..AREAS).map(|id| zone(id, &mut random)).collect()
});

fn main() {
    for zoom in ZOOMS {
        let (tile, layers) = asked(zoom);
        let DrawnPicture { picture, left_out } = draw(&tile, &layers, None).unwrap();
        let (selected, left_out) = (layers[0].features.len(), left_out[0]);
        let [png, webp] = [Encoding::Png, Encoding::WebP].map(|encoding| {
            let again = draw(&tile, &layers, None).unwrap().picture;
            encoded(again, encoding).unwrap().len()
        });
        println!(
            "z{zoom}: {selected} selected, {left_out} left out, {} pixels, {png} bytes as PNG, \
             {webp} as WebP",
            picture.width() * picture.height(),
        );
    }
    divan::main();
}

#[divan::bench(args = ZOOMS, sample_count = 10)]
fn draw_only(bencher: Bencher, zoom: u8) {
    let (tile, layers) = asked(zoom);
    bencher.bench(|| draw(&tile, &layers, None));
}

#[divan::bench(args = ZOOMS, sample_count = 10)]
fn draw_and_write_png(bencher: Bencher, zoom: u8) {
    written(bencher, (zoom, Encoding::Png));
}

#[divan::bench(args = ZOOMS, sample_count = 10)]
fn draw_and_write_webp(bencher: Bencher, zoom: u8) {
    written(bencher, (zoom, Encoding::WebP));
}

fn written(bencher: Bencher, (zoom, encoding): (u8, Encoding)) {
    let (tile, layers) = asked(zoom);
    bencher.bench(|| {
        let drawn = draw(&tile, &layers, None).unwrap();
        encoded(drawn.picture, encoding).unwrap()
    });
}

/// The tile of 256 pixels over the centre, with what can be seen on it.
fn asked(zoom: u8) -> (PictureTile, [PictureLayer; 1]) {
    let tile = PictureTile::new(TileId::at(CENTRE, zoom).unwrap(), 256, 1);
    let look = look();
    let window = tile.id().buffered_bbox(tile.reach(&look));
    let touches = |feature: &&Feature| feature.shape.bbox().unwrap().intersects(&window);
    let features = CITY.iter().filter(touches).cloned().collect();
    (tile, [PictureLayer { look, features }])
}

fn look() -> LayerLook {
    looks::of(LayerKind::Zones(Peril::Flood), Scene::default()).unwrap()
}

/// A flood zone of any severity.
fn zone(id: u64, random: &mut ChaCha8Rng) -> Feature {
    let footprint = city::outline(1.0, random);
    let severity = Value::Integer(random.random_range(1..=4));
    Feature {
        id,
        shape: Shape::Area(footprint),
        properties: Properties::from_iter([("severity", severity)]),
    }
}
