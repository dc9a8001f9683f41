//! What one edit costs until the ranking shows it: a visit is stored, its settlement scored again,
//! the assessment stored, the ranking of all settlements made anew.
#![allow(clippy::unwrap_used, reason = "a benchmark ends at its first surprise")]

use std::{
    collections::BTreeMap,
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use divan::Bencher;
use jalon::{
    app::{Clock, GivenAnswer, ImportFile, Jalon, NewVisit},
    config::Settings,
    domain::{LayerKind, Peril, Reply},
};

fn main() {
    divan::main();
}

/// Settlements of the city; a flood zone for each.
#[divan::bench(args = [30, 1_000, 5_000], sample_count = 50, sample_size = 1)]
fn a_visit_until_the_ranking_shows_it(bencher: Bencher<'_, '_>, settlements: u32) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let jalon = runtime.block_on(city(folder.path(), settlements));
    let turn = AtomicU32::new(0);
    bencher.bench_local(|| {
        let turn = turn.fetch_add(1, Ordering::Relaxed);
        let code = format!("S{}", turn % settlements);
        let litres = f64::from(7 + turn % 8);
        let added = runtime.block_on(jalon.add_visit(&code, visit(litres), "bench"));
        assert_eq!(added.unwrap().assessed, 1);
    });
}

fn visit(litres: f64) -> NewVisit {
    let answer = GivenAnswer::Alone(Some(Reply::Number(litres)));
    NewVisit {
        by: Some("agent-07".to_owned()),
        answers: BTreeMap::from([("litres_pd".to_owned(), answer)]),
        validated: true,
        ..NewVisit::default()
    }
}

async fn city(folder: &Path, settlements: u32) -> Jalon {
    let settings = Settings::embedded_in(folder.to_owned()).unwrap();
    let jalon = Jalon::open(&settings, Clock::system()).await.unwrap();
    for (kind, letter, side) in [
        (LayerKind::Settlements, "S", 0.000_5),
        (LayerKind::Zones(Peril::Flood), "Z", 0.001),
    ] {
        let features: Vec<String> = (0..settlements)
            .map(|number| square(letter, number, side))
            .collect();
        let text = format!(
            r#"{{"type":"FeatureCollection","features":[{}]}}"#,
            features.join(",")
        );
        let path = folder.join(format!("{kind}.geojson"));
        std::fs::write(&path, text).unwrap();
        let file = ImportFile::new(kind, path, "bench");
        jalon.import(file, |_| ()).await.unwrap();
    }
    jalon.score("bench").await.unwrap();
    jalon
}

fn square(letter: &str, number: u32, side: f64) -> String {
    let (column, row) = (f64::from(number % 100), f64::from(number / 100));
    let (west, south) = (1.2 + column * 0.002, 43.5 + row * 0.002);
    let (east, north) = (west + side, south + side);
    format!(
        r#"{{"type":"Feature","properties":{{"code":"{letter}{number}","name":"{letter}{number}","nivalea":"F","households":9}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
    )
}
