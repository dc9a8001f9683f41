//! What an archive costs: 200,000 invented flood zones of 80 corners and 20,000 settlements, zooms 8
//! to 14, from layers in memory to a whole PMTiles file. `make bench-peers` puts tippecanoe beside it.
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
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Instant,
};

use cost::{cpu_s, memory_mb};
use jalon::{
    app::{ArchiveAsked, Atlas, build_archive},
    archive::Replacing,
    domain::{Audience, LayerKind, Record},
};
use layer::{FLOOD, record};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const ZONES: u64 = 200_000;
const SETTLEMENTS: u64 = 20_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    for (kind, count) in [(LayerKind::Settlements, SETTLEMENTS), (FLOOD, ZONES)] {
        let mut random = ChaCha8Rng::seed_from_u64(2);
        let records: Vec<(u64, Record)> = (0..count)
            .map(|number| {
                (
                    number,
                    record(kind, number, city::outline(1.0, &mut random)),
                )
            })
            .collect();
        let sequence = folder.path().join("features.geojsonl");
        if peer().is_some() {
            fs::write(&sequence, text(&records)).unwrap();
        }
        measure(folder.path(), (kind, records));
        if let Some(program) = peer() {
            measure_peer(&program, (kind, &sequence), folder.path());
        } else {
            println!("tippecanoe: not run; `make bench-peers` does");
        }
    }
}

fn measure(folder: &Path, (kind, records): (LayerKind, Vec<(u64, Record)>)) {
    let count = records.len();
    let mut atlas = Atlas::default();
    let layer = Arc::new(layer::layer(kind, records));
    atlas.layers.insert(kind, layer);
    let asked = ArchiveAsked {
        file: folder.join(format!("{kind}.pmtiles")),
        replacing: Replacing::Refused,
        audience: Audience::Team,
        layers: vec![kind],
        zooms: 8..=14,
        name: None,
        attribution: None,
    };
    let (before, begun, cpu) = (memory_mb("VmRSS"), Instant::now(), cpu_s());
    let done = build_archive(&atlas, &asked, |_, _| ()).unwrap();
    println!(
        "{kind}: {count} records, {} tiles of {} visited, {:.1} MB, {:.2} s, {:.2} s of CPU; \
         peak {:.0} MB, of which {before:.0} MB are the layers; {} tiles cut",
        done.built.tiles,
        done.visited,
        to_mb(done.built.bytes),
        begun.elapsed().as_secs_f64(),
        cpu_s() - cpu,
        memory_mb("VmHWM"),
        done.built.tiles_cut,
    );
}

/// Where tippecanoe is, if it is to be run.
fn peer() -> Option<PathBuf> {
    env::var_os("JALON_PEERS_TIPPECANOE").map(PathBuf::from)
}

fn measure_peer(program: &Path, (kind, features): (LayerKind, &Path), folder: &Path) {
    let out = folder.join("peer.pmtiles");
    let begun = Instant::now();
    let done = Command::new(program)
        .args(["-q", "-P", "-f", "-Z8", "-z14", "-l", kind.code(), "-o"])
        .arg(&out)
        .args(["--drop-densest-as-needed", "--no-tile-stats"])
        .arg(features)
        .status();
    let took = begun.elapsed().as_secs_f64();
    match done {
        Ok(status) if status.success() => {
            let bytes = fs::metadata(&out).unwrap().len();
            println!("tippecanoe, {kind}: {:.1} MB, {took:.1} s", to_mb(bytes));
        }
        other => println!("tippecanoe, {kind}: failed, {other:?}"),
    }
}

/// The features as tippecanoe reads them.
fn text(records: &[(u64, Record)]) -> String {
    let mut text = String::new();
    for (number, record) in records {
        let (severity, footprint) = match record {
            Record::HazardZone(zone) => (zone.severity.get(), &zone.footprint),
            Record::Settlement(settlement) => (0, &settlement.footprint),
            _ => continue,
        };
        let ring: Vec<String> = footprint.polygons().0[0]
            .exterior()
            .coords()
            .map(|place| format!("[{:.7},{:.7}]", place.x, place.y))
            .collect();
        writeln!(
            text,
            r#"{{"type":"Feature","id":{number},"properties":{{"severity":{severity},"source_class":"plan {}"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            number % 50,
            ring.join(",")
        )
        .unwrap();
    }
    text
}

#[allow(clippy::cast_precision_loss, reason = "a few digits are shown")]
fn to_mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
