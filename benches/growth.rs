//! How the service grows with a layer: 10,000 to 1,000,000 invented flood zones of 80 corners, as
//! dense as ever on more and more ground. Loading, memory, tiles around the middle, a whole archive.
//!
//! Each size is a process of its own, so that its memory is its own. Loading is reading our own
//! well-known binary from a file, as the database holds it, and indexing; the database is not in it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

#[path = "city/mod.rs"]
mod city;
#[path = "city/cost.rs"]
mod cost;
#[path = "city/layer.rs"]
mod layer;

use std::{
    env,
    fs::File,
    io::{BufReader, BufWriter, Read, Write},
    path::Path,
    process::Command,
    sync::Arc,
};

use cost::{cpu_s, memory_mb};
use jalon::{
    app::{ArchiveAsked, Atlas, build_archive, tiling},
    archive::Replacing,
    domain::{Audience, Record, Viewer},
    spatial::{Shape, TileId},
};
use layer::FLOOD;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const SIZES: [u32; 5] = [10_000, 30_000, 100_000, 300_000, 1_000_000];
/// As dense as 200,000 zones in the usual city.
const USUAL_SIZE: f64 = 200_000.0;
const ZOOMS: [u8; 5] = [8, 10, 12, 14, 16];
const CASE: &str = "JALON_BENCH_CASE";

fn main() {
    if let Ok(size) = env::var(CASE) {
        return measure(size.parse().unwrap());
    }
    println!(
        "zones | WKB MB | load CPU s | memory MB, of WKB | tiles z8, z10, z12, z14, z16: CPU ms and kB | \
         archive z8-14: CPU s, MB, peak MB"
    );
    for size in SIZES {
        let child = Command::new(env::current_exe().unwrap())
            .env(CASE, size.to_string())
            .status();
        assert!(child.unwrap().success(), "{size} zones");
    }
}

fn measure(size: u32) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("zones.wkb");
    write_zones(&file, size);
    let wkb_mb = to_mb(file.metadata().unwrap().len());
    let before = cpu_s();
    let atlas = loaded(&file);
    let load_s = cpu_s() - before;
    // What tiles are drawn from is made at the first drawing: here of all zones at once.
    let layer = &atlas.layers[&FLOOD];
    for (_, record) in layer.records() {
        if let Record::HazardZone(zone) = record {
            let _made = zone.footprint.on_world();
        }
    }
    let memory = memory_mb("VmRSS");
    print!(
        "{size} | {wkb_mb:.0} | {load_s:.2} | {memory:.0}, {:.2} |",
        memory / wkb_mb
    );
    for zoom in ZOOMS {
        let (ms, bytes) = tile(&atlas, zoom);
        print!(" {ms:.2} {:.1},", to_mb(bytes) * 1000.0);
    }
    let before = cpu_s();
    let bytes = archive(&atlas, folder.path());
    println!(
        " | {:.1}, {:.1}, {:.0}",
        cpu_s() - before,
        to_mb(bytes),
        memory_mb("VmHWM")
    );
}

/// Each zone is the length of its shape, 4 bytes, and the shape.
fn write_zones(path: &Path, size: u32) {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let spread = (f64::from(size) / USUAL_SIZE).sqrt();
    let mut file = BufWriter::new(File::create(path).unwrap());
    for _ in 0..size {
        let wkb = city::outline(spread, &mut random).to_wkb();
        let length = u32::try_from(wkb.len()).unwrap();
        file.write_all(&length.to_le_bytes()).unwrap();
        file.write_all(&wkb).unwrap();
    }
    file.flush().unwrap();
}

fn loaded(path: &Path) -> Atlas {
    let mut file = BufReader::new(File::open(path).unwrap());
    let mut length = [0; 4];
    let mut records = Vec::new();
    while file.read_exact(&mut length).is_ok() {
        let mut wkb = vec![0; usize::try_from(u32::from_le_bytes(length)).unwrap()];
        file.read_exact(&mut wkb).unwrap();
        let Shape::Area(footprint) = Shape::from_own_wkb(&wkb).unwrap() else {
            unreachable!("zones are areas");
        };
        let number = records.len() as u64;
        records.push((number, layer::record(FLOOD, number, footprint)));
    }
    let mut atlas = Atlas::default();
    let layer = Arc::new(layer::layer(FLOOD, records));
    atlas.layers.insert(FLOOD, layer);
    atlas
}

/// Milliseconds of processor, on average over half a second, and bytes of the tile over the middle.
fn tile(atlas: &Atlas, zoom: u8) -> (f64, u64) {
    let id = TileId::at(city::CENTRE, zoom).unwrap();
    let layers = [atlas.layers[&FLOOD].clone()];
    let (begun, mut times, mut bytes) = (cpu_s(), 0, 0);
    while times < 3 || cpu_s() - begun < 0.5 {
        bytes = tiling::tile(atlas, (Viewer::CaseWorker, &layers), id)
            .bytes
            .len() as u64;
        times += 1;
    }
    ((cpu_s() - begun) * 1000.0 / f64::from(times), bytes)
}

/// Bytes of an archive of the whole layer.
fn archive(atlas: &Atlas, folder: &Path) -> u64 {
    let asked = ArchiveAsked {
        file: folder.join("zones.pmtiles"),
        replacing: Replacing::Refused,
        audience: Audience::Team,
        layers: vec![FLOOD],
        zooms: 8..=14,
        name: None,
        attribution: None,
    };
    let done = build_archive(atlas, &asked, |_, _| ()).unwrap();
    done.built.bytes
}

#[allow(clippy::cast_precision_loss, reason = "a few digits are shown")]
fn to_mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
