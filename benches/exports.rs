//! Flood zones as GeoJSON over HTTP on 127.0.0.1, to the last byte: 1,000 and 50,000 of 80 corners.
//!
//! The zones are imported into a new data folder first; what is told is the median of some
//! requests by a client that does nothing but read, and the processor time of both.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

#[path = "city/cost.rs"]
#[allow(dead_code, reason = "memory is of no interest here")]
mod cost;

use std::{
    f64::consts::TAU,
    io::{BufWriter, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    sync::{Arc, mpsc::Sender},
    time::{Duration, Instant},
};

use jalon::{
    app::{Clock, ImportFile, Jalon},
    config::{Flags, Settings},
    domain::{Audience, LayerKind, Peril},
    http::{Listener, serve},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const ZONES: usize = 50_000;
const CORNERS: u32 = 80;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("flood.geojson");
    write_zones(&file);
    let (tell, told) = std::sync::mpsc::channel();
    let data = folder.path().join("data");
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(served((data, file), tell));
    });
    let address = told.recv().unwrap();
    for (format, zones, times) in [
        ("geojson", 1_000, 30),
        ("geojson", 50_000, 7),
        ("csv", 50_000, 5),
        ("fgb", 50_000, 5),
        ("gpkg", 50_000, 3),
        ("zip", 50_000, 3),
        ("xlsx", 50_000, 3),
    ] {
        let path = format!("/api/layers/flood/export.{format}?limit={zones}");
        let before = cost::cpu_s();
        let mut taken: Vec<(Duration, usize)> =
            (0..times).map(|_| request(&address, &path)).collect();
        let cpu_ms = (cost::cpu_s() - before) * 1000.0 / f64::from(u32::try_from(times).unwrap());
        taken.sort();
        let (median, bytes) = taken[times / 2];
        println!(
            "{format} of {zones} zones: median {median:.1?} of {times} ({:.1?} to {:.1?}), {cpu_ms:.0} ms of CPU, {:.1} MB",
            taken[0].0,
            taken[times - 1].0,
            f64::from(u32::try_from(bytes).unwrap()) / 1e6
        );
    }
}

/// Serves the zones on a free port, and tells its address.
async fn served((data, file): (PathBuf, PathBuf), tell: Sender<String>) {
    let settings = Settings::load(Flags {
        data_dir: Some(data),
        ..Flags::default()
    })
    .unwrap();
    let jalon = Jalon::open(&settings, Clock::system()).await.unwrap();
    let import = ImportFile::new(LayerKind::Zones(Peril::Flood), file, "bench");
    let imported = jalon.import(import, |_| ()).await.unwrap();
    println!("{} zones imported", imported.report.tally.accepted);
    let any_port = "127.0.0.1:0".parse().unwrap();
    let listener = Listener::open(any_port, Audience::Team).await.unwrap();
    let address = listener.address();
    let address = address.trim_start_matches("http://").trim_end_matches('/');
    tell.send(address.to_owned()).unwrap();
    serve(Arc::new(jalon), listener).await;
}

/// How long an answer takes to its last byte, and how many bytes it has.
fn request(address: &str, path: &str) -> (Duration, usize) {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let (mut bytes, mut buffer, mut head) = (0, vec![0; 1 << 18], Vec::new());
    loop {
        let read = stream.read(&mut buffer).unwrap();
        if read == 0 {
            break;
        }
        if head.len() < 12 {
            head.extend(&buffer[..read]);
        }
        bytes += read;
    }
    assert!(head.starts_with(b"HTTP/1.1 200"), "{path}");
    (begun.elapsed(), bytes)
}

/// Meandering outlines around a city, as in the bench of tiles.
fn write_zones(file: &Path) {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let mut text = BufWriter::new(std::fs::File::create(file).unwrap());
    for id in 0..ZONES {
        let share: f64 = random.random();
        let radius = 0.0002 + 0.01 * share.powi(6);
        let x = 1.444 + random.random_range(-0.4..0.4);
        let y = 43.604 + random.random_range(-0.27..0.27);
        let bend = random.random_range(0.0..TAU);
        let mut ring: Vec<String> = (0..CORNERS)
            .map(|i| {
                let angle = TAU * f64::from(i) / f64::from(CORNERS);
                let wave = radius * (1.0 + 0.3 * (3.0 * angle + bend).sin());
                let (lon, lat) = (x + wave * angle.cos(), y + wave * angle.sin() * 0.72);
                format!("[{lon},{lat}]")
            })
            .collect();
        ring.push(ring[0].clone());
        let class = ["Fa", "M", "F", "TF"][id % 4];
        writeln!(
            text,
            r#"{{"type":"Feature","properties":{{"nivalea":"{class}"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            ring.join(",")
        )
        .unwrap();
    }
    text.flush().unwrap();
}
