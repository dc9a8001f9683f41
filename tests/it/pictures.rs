//! Layers as pixels: tiles, maps and legends as a client gets them, decoded and looked at.

use axum::{
    Router,
    body::Body,
    http::{
        Request, StatusCode,
        header::{ACCEPT_LANGUAGE, CONTENT_TYPE, ETAG, HOST, IF_NONE_MATCH},
    },
};
use image::{Rgba, RgbaImage};
use jalon::{
    domain::{Audience, LayerKind, Peril},
    spatial::{TileGrid, TileId},
};
use serde_json::json;

use crate::support::{Answer, TestTown, ask, ring, square};

/// Two tiles side by side over the test town.
const WEST: (u8, u32, u32) = (14, 8256, 5982);
const EAST: (u8, u32, u32) = (14, 8257, 5982);

const ALL: &str = "neighbourhoods,flood,railway,settlements";

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

fn address(layers: &str, (z, x, y): (u8, u32, u32), rest: &str) -> String {
    format!("/tiles/{layers}/{z}/{x}/{y}{rest}")
}

async fn tile(town: &TestTown, layers: &str, at: (u8, u32, u32), rest: &str) -> RgbaImage {
    decoded(&town.get(Audience::Team, &address(layers, at, rest)).await)
}

async fn with_header(router: Router, address: &str, (name, value): (&str, &str)) -> Answer {
    let request = Request::get(address)
        .header(HOST, "127.0.0.1:8080")
        .header(name, value);
    ask(router, request.body(Body::empty()).unwrap()).await
}

const CLEAR: Rgba<u8> = Rgba([0, 0, 0, 0]);
const VERY_HIGH_FLOOD: Rgba<u8> = Rgba([0x17, 0x4a, 0x8c, 255]);

#[tokio::test]
async fn a_very_high_flood_zone_is_its_blue_with_a_white_hatch() {
    let town = TestTown::small().await;

    let answer = town
        .get(Audience::Team, &address("flood", WEST, ".png"))
        .await;
    let tile = decoded(&answer);

    assert_eq!(answer.headers[CONTENT_TYPE], "image/png");
    assert_eq!(tile.dimensions(), (256, 256));
    let (x, y) = pixel(WEST, 256.0, (1.4075, 43.6025));
    let around = (x - 8..x + 8).flat_map(|x| (y - 8..y + 8).map(move |y| (x, y)));
    let colours: Vec<Rgba<u8>> = around.map(|(x, y)| *tile.get_pixel(x, y)).collect();
    let blue = colours.iter().filter(|c| **c == VERY_HIGH_FLOOD);
    let light = colours.iter().filter(|c| c[0] > 0x80 && c[3] == 255);
    assert!(blue.count() > 100 && light.count() > 20, "{colours:?}");
    assert_eq!(*tile.get_pixel(250, 5), CLEAR, "nothing is there");
}

#[tokio::test]
async fn sizes_and_formats_are_what_the_address_says() {
    let town = TestTown::small().await;

    for (rest, side, media) in [
        (".png", 256, "image/png"),
        (".png?size=512", 512, "image/png"),
        ("@2x.png", 512, "image/png"),
        ("@2x.webp?size=512&theme=dark", 1024, "image/webp"),
    ] {
        let answer = town
            .get(Audience::Team, &address("flood", WEST, rest))
            .await;
        assert_eq!(decoded(&answer).dimensions(), (side, side), "{rest}");
        assert_eq!(answer.headers[CONTENT_TYPE], media);
    }
    let (png, webp) = (
        tile(&town, ALL, WEST, ".png").await,
        tile(&town, ALL, WEST, ".webp").await,
    );
    assert_eq!(png, webp, "neither loses anything");
}

#[tokio::test]
async fn a_settlement_is_a_disc_of_its_class_with_its_code_below() {
    let town = TestTown::small().await;
    town.jalon.score("test").await.unwrap();

    let drawn = tile(&town, "settlements", EAST, ".png").await;

    let (x, y) = pixel(EAST, 256.0, (1.4355, 43.6065));
    let disc = *drawn.get_pixel(x - 8, y);
    let classes = [0xff_edb0, 0xfd_bf5e, 0xee_7d33, 0xbf_2f45, 0x56_1048_u32];
    let colour = u32::from_be_bytes([0, disc[0], disc[1], disc[2]]);
    assert!(classes.contains(&colour), "{disc:?}");
    let words = (x - 10..x + 10).flat_map(|x| (y + 14..y + 27).map(move |y| (x, y)));
    let ink = words.filter(|&(x, y)| drawn.get_pixel(x, y).0 == [0x14, 0x21, 0x2c, 255]);
    assert!(ink.count() > 15, "S2 is written below");
}

/// Halves of one picture that is twice as large must be the two tiles: nothing shows the border.
async fn no_seam(town: &TestTown, layers: &str, query: &str) {
    let parent = (13, WEST.1 / 2, WEST.2 / 2);
    let rest = format!(".png?size=512&{query}");
    let whole = tile(town, layers, parent, &rest).await;
    let row = (WEST.2 % 2) * 256;
    for (at, left) in [(WEST, 0), (EAST, 256)] {
        let half = tile(town, layers, at, &format!(".png?{query}")).await;
        let cut = image::imageops::crop_imm(&whole, left, row, 256, 256).to_image();
        let apart = differing(&half, &cut);
        assert!(apart < 8, "{layers} {query}: {apart} pixels of {at:?}");
    }
}

/// Pixels that differ by more than the rounding of two grids lets expect.
fn differing(a: &RgbaImage, b: &RgbaImage) -> usize {
    let far = |a: &Rgba<u8>, b: &Rgba<u8>| (0..4).any(|at| a[at].abs_diff(b[at]) > 80);
    std::iter::zip(a.pixels(), b.pixels())
        .filter(|(a, b)| far(a, b))
        .count()
}

#[tokio::test]
async fn what_lies_across_two_tiles_has_no_seam() {
    let town = TestTown::small().await;
    // A zone with its hatch, a railway with its dashes, borders of neighbourhoods.
    let border = 8257.0 / 16384.0 * 360.0 - 180.0;
    let mut zone = square("Z", border - 0.004, 43.602, 0.009);
    zone["properties"] = json!({ "nivalea": "TF" });
    town.import_json(LayerKind::Zones(Peril::Flood), &[zone])
        .await;
    no_seam(&town, "flood", "").await;
    no_seam(&town, "railway", "").await;
    no_seam(&town, "neighbourhoods", "theme=dark").await;
}

#[tokio::test]
async fn words_and_discs_over_the_border_are_halves_of_the_same() {
    let town = TestTown::small().await;
    // The same settlement half a tile farther west, where all of it is on one tile.
    let tile_deg = 360.0 / 16384.0;
    let border = f64::from(EAST.1) * tile_deg - 180.0;
    let site = |west: f64| [square("SITE-LONG-CODE", west - 0.0005, 43.612, 0.001)];
    town.import_json(LayerKind::Settlements, &site(border))
        .await;
    let halves = [
        tile(&town, "settlements", WEST, ".png").await,
        tile(&town, "settlements", EAST, ".png").await,
    ];
    town.import_json(LayerKind::Settlements, &site(border - tile_deg / 2.0))
        .await;
    let whole = tile(&town, "settlements", WEST, ".png").await;

    let cut =
        |tile: &RgbaImage, left: u32| image::imageops::crop_imm(tile, left, 0, 64, 256).to_image();
    assert_eq!(cut(&halves[0], 192), cut(&whole, 64));
    assert_eq!(cut(&halves[1], 0), cut(&whole, 128));
    let ink = cut(&whole, 64)
        .pixels()
        .filter(|pixel| pixel[3] == 255)
        .count();
    assert!(ink > 100, "there is something to compare: {ink}");
}

#[tokio::test]
async fn the_public_sees_neighbourhoods_and_nothing_else() {
    let town = TestTown::small().await;
    let public = |rest: &str| {
        let address = rest.to_owned();
        let town = &town;
        async move { town.get(Audience::Public, &address).await }
    };

    for hidden in [
        address("settlements", WEST, ".png"),
        address("neighbourhoods,flood", WEST, ".png"),
        "/api/legend/settlements.svg".into(),
        "/api/maps/neighbourhoods,settlements.png".into(),
        "/styles/flood.json".into(),
    ] {
        assert_eq!(
            public(&hidden).await.status,
            StatusCode::NOT_FOUND,
            "{hidden}"
        );
    }
    let shown = public(&address("neighbourhoods", WEST, ".png")).await;
    assert_eq!(shown.headers["cache-control"], "public, max-age=60");
    // East has ten households rehoused: the team sees a colour, the public grey under a hatch.
    let east = address("neighbourhoods", EAST, ".png");
    let seen = |tile: &RgbaImage, colour: Rgba<u8>| {
        tile.pixels().filter(|pixel| **pixel == colour).count()
    };
    let (public, team) = (
        decoded(&town.get(Audience::Public, &east).await),
        decoded(&town.get(Audience::Team, &east).await),
    );
    let hidden = Rgba([0xdf, 0xe3, 0xe6, 255]);
    assert!(seen(&public, hidden) > 1000 && seen(&team, hidden) == 0);
}

#[tokio::test]
async fn a_known_picture_is_not_sent_again_until_something_changes() {
    let town = TestTown::small().await;
    let router = town.router(Audience::Team);
    let address = address(ALL, WEST, ".png");
    let first = town.get(Audience::Team, &address).await;
    let etag = first.headers[ETAG].to_str().unwrap().to_owned();
    let known = (IF_NONE_MATCH.as_str(), &*etag);

    let again = with_header(router.clone(), &address, known).await;
    let darker = format!("{address}?theme=dark");
    let other = with_header(router.clone(), &darker, known).await;
    let sites = [square("S9", 1.41, 43.605, 0.002)];
    town.import_json(LayerKind::Settlements, &sites).await;
    let changed = with_header(router, &address, known).await;

    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(other.status, StatusCode::OK);
    assert_eq!(changed.status, StatusCode::OK);
}

#[tokio::test]
async fn what_cannot_be_drawn_is_refused_by_name() {
    let town = TestTown::small().await;
    let many = vec!["flood"; 13].join(",");

    for (address, status, named) in [
        (
            "/tiles/flood/14/8256/5982.png?size=300".to_owned(),
            400,
            "size",
        ),
        (
            "/tiles/flood/14/8256/5982.png?theme=pink".into(),
            400,
            "theme",
        ),
        ("/tiles/flood/14/8256/5982.png?view=all".into(), 400, "view"),
        ("/tiles/flood/14/8256/5982@3x.png".into(), 400, "z/x/y"),
        ("/tiles/flood/14/8256/5982@2x.mvt".into(), 400, "z/x/y"),
        ("/tiles/flood/14/8256/5982.gif".into(), 400, "z/x/y"),
        ("/tiles/flood/14/16384/5982.png".into(), 400, "z/x/y"),
        ("/tiles/flood/23/0/0.png".into(), 400, "z/x/y"),
        ("/tiles/flood/14/-1/0.png".into(), 400, "z/x/y"),
        (
            "/tiles/flood/14/99999999999999999999/0.png".into(),
            400,
            "z/x/y",
        ),
        ("/tiles/nowhere/14/8256/5982.png".into(), 404, "nowhere"),
        (
            "/tiles/placements/14/8256/5982.png".into(),
            404,
            "placements",
        ),
        (format!("/tiles/{many}/14/8256/5982.png"), 400, "layer"),
    ] {
        assert_refused(&town, &address, (status, named)).await;
    }
}

#[tokio::test]
async fn maps_legends_and_styles_that_cannot_be_are_refused_by_name() {
    let town = TestTown::small().await;

    for (address, status, named) in [
        ("/api/maps/flood.gif", 400, "file"),
        ("/api/maps/flood.png?bbox=2,43,1,44", 400, "bbox"),
        ("/api/maps/flood.png?bbox=NaN,43,1,44", 400, "bbox"),
        ("/api/maps/flood.png?bbox=170,43,190,44", 400, "bbox"),
        ("/api/maps/flood.png?bbox=1,43,2", 400, "bbox"),
        ("/api/maps/flood.png?crs=2154", 400, "crs"),
        ("/api/maps/flood.png?width=4000&height=1001", 400, "height"),
        (
            "/api/maps/flood.png?width=1500&height=1000&scale=2",
            400,
            "scale",
        ),
        ("/api/maps/flood.png?width=5000", 400, "width"),
        ("/api/maps/flood.png?width=-1", 400, "width"),
        ("/api/maps/flood.png?scale=3", 400, "scale"),
        ("/api/maps/flood.png?legend=maybe", 400, "legend"),
        ("/api/maps/flood.png?legend=true&width=60", 400, "legend"),
        ("/api/maps/flood.png?lang=de", 400, "lang"),
        ("/api/legend/flood.pdf", 400, "file"),
        ("/api/legend/nowhere.svg", 404, "nowhere"),
        ("/styles/flood.xml", 400, "file"),
        ("/styles/flood.json?glyphs=ftp://x", 400, "glyphs"),
    ] {
        assert_refused(&town, address, (status, named)).await;
    }
}

async fn assert_refused(town: &TestTown, address: &str, (status, named): (u16, &str)) {
    let answer = town.get(Audience::Team, address).await;
    assert_eq!(
        answer.status.as_u16(),
        status,
        "{address}: {}",
        answer.text()
    );
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains(named), "{address}: {detail}");
}

#[tokio::test]
async fn no_zoom_or_shape_makes_a_picture_fail() {
    let town = TestTown::small().await;
    let huge = json!({"type": "Feature", "properties": {"name": "far"},
        "geometry": {"type": "LineString", "coordinates": [[-179.9, -84.0], [1.41, 43.6], [179.9, 84.0]]}});
    town.import_json(LayerKind::from_code("railway").unwrap(), &[huge])
        .await;
    let place = (1.41, 43.6).into();

    for z in 0..=22 {
        let id = TileId::at(place, z).unwrap();
        let drawn = tile(&town, ALL, (z, id.x(), id.y()), ".png").await;
        assert!(drawn.pixels().any(|pixel| pixel[3] > 0), "zoom {z}");
    }
}

#[tokio::test]
async fn a_map_shows_the_box_with_its_scale_and_line() {
    let town = TestTown::small().await;

    let asked = format!("/api/maps/{ALL}.png?bbox=1.40,43.60,1.44,43.62&width=640&height=480");
    let answer = town.get(Audience::Team, &asked).await;
    let map = decoded(&answer);

    assert_eq!(map.dimensions(), (640, 480));
    let told = answer.headers["content-bbox"].to_str().unwrap();
    let told: Vec<f64> = told.split(',').map(|n| n.parse().unwrap()).collect();
    assert!(told[0] <= 1.40 && told[1] <= 43.60 && told[2] >= 1.44 && told[3] >= 43.62);
    // The zone is where its degrees are between the edges told.
    let across = |lon: f64| (lon - told[0]) / (told[2] - told[0]) * 640.0;
    let (x, y) = (
        across(1.4085),
        480.0 * (told[3] - 43.6035) / (told[3] - told[1]),
    );
    let blue = near(&map, (x, y)).filter(|pixel| *pixel == VERY_HIGH_FLOOD);
    assert!(blue.count() > 20, "no flood around {x}, {y}");
    let ink = |left: u32, right: u32| {
        let places = (left..right).flat_map(|x| (450..478).map(move |y| (x, y)));
        let is_ink =
            |(x, y): &(u32, u32)| map.get_pixel(*x, *y).0[..3].iter().all(|&part| part < 0x80);
        places.filter(is_ink).count()
    };
    assert!(ink(0, 150) > 40, "a scale");
    assert!(ink(400, 640) > 40, "a line");
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place on the map"
)]
fn near(map: &RgbaImage, (x, y): (f64, f64)) -> impl Iterator<Item = Rgba<u8>> {
    let (x, y) = (x as u32, y as u32);
    let places = (x - 5..x + 5).flat_map(move |x| (y - 5..y + 5).map(move |y| (x, y)));
    places.map(|(x, y)| *map.get_pixel(x, y))
}

#[tokio::test]
async fn a_map_at_scale_two_is_the_same_map_with_more_pixels() {
    let town = TestTown::small().await;
    let asked =
        "/api/maps/flood,neighbourhoods.webp?bbox=1.40,43.60,1.44,43.62&width=300&height=200";

    let one = town.get(Audience::Team, asked).await;
    let two = town.get(Audience::Team, &format!("{asked}&scale=2")).await;

    assert_eq!(decoded(&two).dimensions(), (600, 400));
    assert_eq!(one.headers["content-bbox"], two.headers["content-bbox"]);
    let smaller = image::imageops::thumbnail(&decoded(&two), 300, 200);
    let apart = differing(&decoded(&one), &smaller);
    assert!(apart < 3000, "{apart} of 60000 pixels");
}

#[tokio::test]
async fn a_legend_says_what_is_drawn_in_the_readers_language() {
    let town = TestTown::small().await;
    let router = town.router(Audience::Team);
    let legend = format!("/api/legend/{ALL}.svg");

    let french = with_header(
        router.clone(),
        &legend,
        (ACCEPT_LANGUAGE.as_str(), "fr-FR,fr"),
    )
    .await;
    let english = town.get(Audience::Team, &format!("{legend}?lang=en")).await;
    let quotients = town
        .get(Audience::Team, "/api/legend/neighbourhoods.svg?lang=en")
        .await;

    assert_eq!(french.headers[CONTENT_TYPE], "image/svg+xml");
    assert_eq!(french.headers["content-language"], "fr");
    for word in [
        "Inondation",
        "très fort",
        "critique",
        "Voie ferrée",
        "pas encore évalué",
        "#174a8c",
    ] {
        assert!(
            french.text().contains(word),
            "{word} is not in {}",
            french.text()
        );
    }
    assert!(english.text().contains("very high") && !english.text().contains("Inondation"));
    for word in [
        "far more (2 and above)",
        "about even (0.8 to 1.25)",
        "hidden (small count)",
        "no figure",
    ] {
        assert!(
            quotients.text().contains(word),
            "{word} is not in {}",
            quotients.text()
        );
    }
    let mut reader = quick_xml::Reader::from_str(std::str::from_utf8(&french.body).unwrap());
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
}

#[tokio::test]
async fn a_legend_as_pixels_has_the_colours_of_the_map() {
    let town = TestTown::small().await;

    let one = decoded(&town.get(Audience::Team, "/api/legend/flood.png").await);
    let two = decoded(&town.get(Audience::Team, "/api/legend/flood@2x.png").await);

    assert_eq!(two.dimensions(), (one.width() * 2, one.height() * 2));
    for colour in [0x17_4a8c, 0x44_88c7, 0x93_c1e4, 0xd3_e6f5_u32] {
        let [_, red, green, blue] = colour.to_be_bytes();
        let wanted = Rgba([red, green, blue, 255]);
        assert!(one.pixels().any(|pixel| *pixel == wanted), "{wanted:?}");
    }
}

#[tokio::test]
async fn a_map_takes_its_legend_along() {
    let town = TestTown::small().await;
    let map = "/api/maps/flood.png?width=640&height=480";

    let bare = decoded(&town.get(Audience::Team, map).await);
    let with = decoded(
        &town
            .get(Audience::Team, &format!("{map}&legend=true"))
            .await,
    );

    let corner = image::imageops::crop_imm(&with, 500, 0, 140, 120).to_image();
    assert_ne!(bare, with);
    assert!(
        corner
            .pixels()
            .any(|pixel| *pixel == Rgba([0xd3, 0xe6, 0xf5, 255]))
    );
}

#[tokio::test]
async fn a_ring_of_land_keeps_its_hole() {
    let town = TestTown::small().await;
    let mut shell = ring(1.402, 43.602, 0.012);
    let hole = ring(1.406, 43.605, 0.004)[0].clone();
    shell.as_array_mut().unwrap().push(hole);
    let zone = json!({"type": "Feature", "properties": {"nivalea": "F"},
        "geometry": {"type": "Polygon", "coordinates": shell}});
    town.import_json(LayerKind::Zones(Peril::Flood), &[zone])
        .await;

    let drawn = tile(&town, "flood", WEST, ".png").await;

    let at = |place| {
        let (x, y) = pixel(WEST, 256.0, place);
        *drawn.get_pixel(x, y)
    };
    assert_eq!(at((1.408, 43.607)), CLEAR);
    assert_eq!(at((1.412, 43.607)), Rgba([0x44, 0x88, 0xc7, 255]));
}
