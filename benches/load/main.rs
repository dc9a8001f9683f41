//! Requests a second of tiles over HTTP on 127.0.0.1, by `wrk`: 200,000 flood zones of 80 corners, 20,000
//! settlements, 2,000 neighbourhoods; cold, warm and packed, beside a fixed body of the same server.
//!
//! The server runs in this process, so that its processor time can be told from that of `wrk`. Cold
//! means without any tiles kept: each request draws. Each run asks by turns for tiles around the
//! middle of the city, `LOAD_SECONDS` (3 unless given) at a time.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

#[path = "../city/mod.rs"]
mod city;
mod peer;
mod seed;
mod wrk;

use std::{
    env,
    path::{Path, PathBuf},
    sync::{Arc, mpsc::Sender},
};

use axum::body::Bytes;
use jalon::{
    app::{Clock, ImportFile, Jalon},
    config::{Flags, Settings},
    domain::{Audience, LayerKind, Peril},
    http::{Door, router},
    spatial::TileId,
};
use tokio::net::TcpListener;
use wrk::{Load, Process};

const FLOOD: LayerKind = LayerKind::Zones(Peril::Flood);
const ZOOMS: [u8; 5] = [8, 10, 12, 14, 16];
const FIXED_BYTES: usize = 20_000;

/// Where the same system answers: with tiles kept, and without.
struct Addresses {
    warm: String,
    cold: String,
}

fn main() {
    if !wrk::is_there() {
        println!("load: not run; it needs wrk (apt-get install wrk)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let files = seed::write(folder.path());
    let (tell, told) = std::sync::mpsc::channel();
    let (data, own) = (folder.path().join("data"), files.clone());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(serve((data, own), tell));
    });
    let ours = told.recv().unwrap();
    let floor = measure_floor(&ours);
    // `LOAD_ONLY="flood 12"` asks for one zoom of one layer.
    let only = env::var("LOAD_ONLY").ok();
    for (kind, _) in &files {
        for zoom in ZOOMS {
            if only
                .as_ref()
                .is_some_and(|only| *only != format!("{kind} {zoom}"))
            {
                continue;
            }
            measure_tiles(&ours, (*kind, zoom), floor);
        }
    }
    peer::measure(&files, folder.path());
}

/// The same server's fixed body: requests a second at 32 connections.
fn measure_floor(ours: &Addresses) -> f64 {
    let paths = vec!["/fixed".to_owned()];
    let mut floor = 0.0;
    for connections in [1, 32] {
        let told = wrk::run(
            &Load::new(&ours.warm, &paths).at(connections),
            &[Process::own()],
        );
        println!("fixed body of {FIXED_BYTES} bytes, {connections} connections: {told}");
        floor = told.requests_a_second;
    }
    floor
}

fn measure_tiles(ours: &Addresses, (kind, zoom): (LayerKind, u8), floor: f64) {
    let paths: Vec<String> = tiles(zoom)
        .iter()
        .map(|tile| format!("/tiles/{kind}/{}/{}/{}.mvt", tile.z(), tile.x(), tile.y()))
        .collect();
    let own = [Process::own()];
    for connections in [1, 32] {
        let cold = wrk::run(&Load::new(&ours.cold, &paths).at(connections), &own);
        println!("{kind} z{zoom}, cold, {connections} connections: {cold}");
    }
    for packing in ["identity", "gzip", "br"] {
        let load = Load::new(&ours.warm, &paths).at(32).packed(packing);
        wrk::run(&load.clone().for_seconds(1), &own);
        let warm = wrk::run(&load, &own);
        let share = warm.requests_a_second / floor * 100.0;
        println!(
            "{kind} z{zoom}, warm, {packing}, 32 connections: {warm}; {share:.0} % of the fixed body"
        );
    }
}

/// The tiles around the middle of the city, as many as are within it up to 81.
fn tiles(zoom: u8) -> Vec<TileId> {
    let middle = TileId::at(city::CENTRE, zoom).unwrap();
    let reach = match zoom {
        0..=9 => 0,
        10..=11 => 1,
        12..=13 => 2,
        _ => 4,
    };
    let beside = |at: u32| at - reach..=at + reach;
    beside(middle.y())
        .flat_map(|y| beside(middle.x()).map(move |x| TileId::new(zoom, x, y).unwrap()))
        .collect()
}

/// Serves the layers on two free ports, and tells where.
async fn serve((data, files): (PathBuf, Vec<(LayerKind, PathBuf)>), tell: Sender<Addresses>) {
    let jalon = Arc::new(filled(&data, &files).await);
    let door = || Door::new(jalon.clone(), Audience::Team);
    let body: Bytes = (0..=250).cycle().take(FIXED_BYTES).collect();
    let fixed = axum::routing::get(move || std::future::ready(body.clone()));
    let (warm, cold) = (listener().await, listener().await);
    let address = |of: &TcpListener| of.local_addr().unwrap().to_string();
    tell.send(Addresses {
        warm: address(&warm),
        cold: address(&cold),
    })
    .unwrap();
    let warm = axum::serve(warm, router(door()).route("/fixed", fixed));
    let cold = axum::serve(cold, router(door().without_tile_cache()));
    let (warm, cold) = tokio::join!(warm.into_future(), cold.into_future());
    warm.and(cold).unwrap();
}

async fn filled(data: &Path, files: &[(LayerKind, PathBuf)]) -> Jalon {
    let flags = Flags {
        data_dir: Some(data.to_owned()),
        ..Flags::default()
    };
    let settings = Settings::load(flags).unwrap();
    let jalon = Jalon::open(&settings, Clock::system()).await.unwrap();
    for (kind, file) in files {
        let file = ImportFile::new(*kind, file.clone(), "bench");
        let done = jalon.import(file, |_| ()).await.unwrap();
        println!("{kind}: {} imported", done.report.tally.accepted);
    }
    if env::var_os("UNSCORED").is_none() {
        jalon.score("bench").await.unwrap();
    }
    jalon
}

async fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.unwrap()
}
