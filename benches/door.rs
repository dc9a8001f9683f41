//! What a request for a tile costs within the server, without a network: kept, drawn anew, and beside
//! both a route of a few words, which tells what the layers around every answer take.
//!
//! `valgrind --tool=callgrind --toggle-collect='*asked*'` on this program counts instructions, which
//! other work on the machine does not change.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

#[path = "city/mod.rs"]
mod city;
#[path = "city/cost.rs"]
#[allow(dead_code, reason = "memory is of no interest here")]
mod cost;
#[path = "load/seed.rs"]
#[allow(dead_code, reason = "a part of the city is enough here")]
mod seed;

use std::{env, path::Path, sync::Arc};

use axum::{
    Router,
    body::Body,
    http::{Request, header::ACCEPT_ENCODING},
};
use cost::cpu_s;
use http_body_util::BodyExt;
use jalon::{
    app::{Clock, ImportFile, Jalon},
    config::{Flags, Settings},
    domain::{Audience, LayerKind, Peril},
    http::{Door, router},
    spatial::TileId,
};
use tower::ServiceExt;

const FLOOD: LayerKind = LayerKind::Zones(Peril::Flood);

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let jalon = Arc::new(runtime.block_on(filled(folder.path())));
    let door = || Door::new(jalon.clone(), Audience::Team);
    let (kept, drawn) = (router(door()), router(door().without_tile_cache()));
    let times = env::var("DOOR_TIMES").map_or(20_000, |given| given.parse().unwrap());
    let told = |name: &str, router: &Router, (path, packing): (&str, &'static str)| {
        let before = cpu_s();
        let bytes = runtime.block_on(asked((router, path, packing), times));
        let each_us = (cpu_s() - before) * 1e6 / f64::from(times);
        println!("{name}: {each_us:.1} us of CPU, {bytes} bytes");
    };
    told("/health/live", &kept, ("/health/live", "gzip"));
    for (kind, zoom) in [
        (LayerKind::Settlements, 16),
        (LayerKind::Settlements, 14),
        (FLOOD, 16),
        (FLOOD, 14),
    ] {
        let tile = TileId::at(city::CENTRE, zoom).unwrap();
        let path = format!("/tiles/{kind}/{zoom}/{}/{}.mvt", tile.x(), tile.y());
        let told = |how: &str, router, packing| {
            told(&format!("{kind} z{zoom}, {how}"), router, (&path, packing));
        };
        told("kept", &kept, "gzip");
        told("drawn", &drawn, "identity");
        told("drawn and packed", &drawn, "gzip");
    }
}

/// Asks so often, and tells how many bytes the answer has.
#[inline(never)]
async fn asked((router, path, packing): (&Router, &str, &'static str), times: u32) -> usize {
    let mut bytes = 0;
    for _ in 0..times {
        let request = Request::get(path)
            .header("host", "127.0.0.1:8080")
            .header(ACCEPT_ENCODING, packing)
            .body(Body::empty())
            .unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        bytes = answer.into_body().collect().await.unwrap().to_bytes().len();
    }
    bytes
}

/// The layers of the load test, as dense and on less ground: a hundredth of their number.
async fn filled(folder: &Path) -> Jalon {
    let files = seed::write_one_in(100, folder);
    let flags = Flags {
        data_dir: Some(folder.join("data")),
        ..Flags::default()
    };
    let settings = Settings::load(flags).unwrap();
    let jalon = Jalon::open(&settings, Clock::system()).await.unwrap();
    for (kind, file) in files {
        jalon
            .import(ImportFile::new(kind, file, "bench"), |_| ())
            .await
            .unwrap();
    }
    jalon.score("bench").await.unwrap();
    jalon
}
