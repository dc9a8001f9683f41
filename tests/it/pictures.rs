//! Layers as pixels: tiles as a client gets them, decoded and looked at.

use axum::http::{StatusCode, header::CONTENT_TYPE};
use image::{Rgba, RgbaImage};
use jalon::{
    domain::Audience,
    spatial::{TileGrid, TileId},
};

use crate::support::{Answer, TestTown};

/// The pixel at a place in degrees on a tile of so many pixels; tests ask for places on it only.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places on the tile"
)]
fn pixel(tile: (u8, u32, u32), side: f64, (lon, lat): (f64, f64)) -> (u32, u32) {
    let id = TileId::new(tile.0, tile.1, tile.2).unwrap();
    let world = TileGrid::Mercator.on_world((lon, lat).into());
    let tiles = f64::from(id.tiles_per_side());
    let on = |share: f64, own: u32| ((share * tiles - f64::from(own)) * side) as u32;
    (on(world.x, tile.1), on(world.y, tile.2))
}

fn decoded(answer: &Answer) -> RgbaImage {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    image::load_from_memory(&answer.body).unwrap().into_rgba8()
}

#[tokio::test]
async fn a_very_high_flood_zone_is_its_blue_with_a_white_hatch() {
    let town = TestTown::small().await;

    let answer = town
        .get(Audience::Team, "/tiles/flood/14/8256/5982.png")
        .await;
    let tile = decoded(&answer);

    assert_eq!(answer.headers[CONTENT_TYPE], "image/png");
    assert_eq!(tile.dimensions(), (256, 256));
    let (x, y) = pixel((14, 8256, 5982), 256.0, (1.4075, 43.6025));
    let around = (x - 8..x + 8).flat_map(|x| (y - 8..y + 8).map(move |y| (x, y)));
    let colours: Vec<Rgba<u8>> = around.map(|(x, y)| *tile.get_pixel(x, y)).collect();
    let blue = colours
        .iter()
        .filter(|c| **c == Rgba([0x17, 0x4a, 0x8c, 255]));
    let light = colours.iter().filter(|c| c[0] > 0x80 && c[3] == 255);
    assert!(blue.count() > 100 && light.count() > 20, "{colours:?}");
    assert_eq!(
        *tile.get_pixel(0, 0),
        Rgba([0, 0, 0, 0]),
        "nothing is there"
    );
}
