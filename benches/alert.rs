//! What an alert costs: 5,000 invented settlements against 20,000 flood zones of 80 corners, all
//! layers in memory as a running server has them.
#![allow(clippy::unwrap_used, reason = "a benchmark ends at its first surprise")]

use std::{f64::consts::TAU, path::Path};

use divan::{Bencher, counter::ItemsCount};
use jalon::{
    app::{AlertRequest, Clock, Forecast, ImportFile, Jalon},
    config::Settings,
    domain::{LayerKind, Peril, Severity},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SETTLEMENTS: u32 = 5_000;
const ZONES: u32 = 20_000;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 10)]
fn alert(bencher: Bencher<'_, '_>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let jalon = runtime.block_on(city(folder.path()));
    let request = AlertRequest {
        forecast: Forecast::Level(Severity::ALL[0]),
        webhook: None,
        actor: "bench".to_owned(),
    };
    bencher
        .counter(ItemsCount::new(SETTLEMENTS))
        .bench_local(|| runtime.block_on(jalon.alert(request.clone())).unwrap());
}

async fn city(folder: &Path) -> Jalon {
    let settings = Settings::embedded_in(folder.to_owned()).unwrap();
    let jalon = Jalon::open(&settings, Clock::system()).await.unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(7);
    for (kind, count, radius, corners) in [
        (LayerKind::Settlements, SETTLEMENTS, 0.000_5, 12),
        (LayerKind::Zones(Peril::Flood), ZONES, 0.004, 80),
    ] {
        let features: Vec<String> = (0..count)
            .map(|i| {
                feature(
                    i,
                    radius * random.random_range(0.3..1.5),
                    corners,
                    &mut random,
                )
            })
            .collect();
        let path = folder.join(format!("{kind}.geojson"));
        let text = features.join(",");
        let text = format!(r#"{{"type":"FeatureCollection","features":[{text}]}}"#);
        std::fs::write(&path, text).unwrap();
        let file = ImportFile::new(kind, path, "bench");
        jalon.import(file, |_| ()).await.unwrap();
    }
    jalon
}

/// A round shape with a wavering edge, somewhere around the city.
fn feature(number: u32, radius: f64, corners: u32, random: &mut ChaCha8Rng) -> String {
    let (lon, lat) = (
        random.random_range(1.2..1.7),
        random.random_range(43.45..43.8),
    );
    let mut ring: Vec<String> = (0..corners)
        .map(|corner| {
            let turn = TAU * f64::from(corner) / f64::from(corners);
            let reach = radius * random.random_range(0.8..1.2);
            format!(
                "[{:.7},{:.7}]",
                lon + reach * turn.cos(),
                lat + reach * turn.sin()
            )
        })
        .collect();
    ring.push(ring[0].clone());
    let severity = ["Fai", "M", "F", "TF"][(number % 4) as usize];
    format!(
        r#"{{"type":"Feature","properties":{{"code":"F{number}","name":"F{number}","nivalea":"{severity}","households":9}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
        ring.join(",")
    )
}
