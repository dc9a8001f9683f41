//! What an archive costs: 200,000 invented flood zones of 80 corners and 20,000 settlements, zooms 8
//! to 14, from layers in memory to a whole PMTiles file. `make bench-peers` puts tippecanoe beside it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

#[path = "city/mod.rs"]
mod city;

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Instant,
};

use jalon::{
    app::{ArchiveAsked, Atlas, AtlasLayer, build_archive},
    archive::Replacing,
    domain::{
        Audience, Duplicates, HazardZone, ImportReport, LayerKind, LayerVersion, LayerVersionId,
        Peril, Record, Settlement, SettlementId, SettlementKind, SettlementStatus, Severity, Tally,
        Territory,
    },
    spatial::{Bbox, Footprint},
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use time::OffsetDateTime;
use uuid::Uuid;

const ZONES: u64 = 200_000;
const SETTLEMENTS: u64 = 20_000;
const FLOOD: LayerKind = LayerKind::Zones(Peril::Flood);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    for (kind, count) in [(LayerKind::Settlements, SETTLEMENTS), (FLOOD, ZONES)] {
        let mut random = ChaCha8Rng::seed_from_u64(2);
        let records: Vec<(u64, Record)> = (0..count)
            .map(|number| (number, record(kind, number, city::outline(&mut random))))
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
    let layer = Arc::new(AtlasLayer::new(version(kind, &records), records));
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

fn record(kind: LayerKind, number: u64, footprint: Footprint) -> Record {
    match kind {
        LayerKind::Settlements => Record::Settlement(Settlement {
            id: SettlementId(Uuid::from_u128(number.into())),
            code: format!("S{number}"),
            name: format!("place {number}"),
            kind: SettlementKind::Unknown,
            status: SettlementStatus::Unknown,
            households: Some(12),
            people: None,
            installed_on: None,
            footprint,
        }),
        _ => Record::HazardZone(HazardZone {
            peril: Peril::Flood,
            severity: Severity::ALL[usize::try_from(number % 4).unwrap()],
            source_class: format!("plan {}", number % 50),
            footprint,
        }),
    }
}

fn version(kind: LayerKind, records: &[(u64, Record)]) -> LayerVersion {
    let boxes = records.iter().filter_map(|(_, record)| record.bbox());
    LayerVersion {
        id: LayerVersionId(Uuid::nil()),
        territory: Territory::default(),
        kind,
        version: 1,
        source: "invented".to_owned(),
        records: records.len() as u64,
        bbox: boxes.reduce(Bbox::union),
        imported_at: OffsetDateTime::UNIX_EPOCH,
        report: report(kind),
    }
}

fn report(layer: LayerKind) -> ImportReport {
    ImportReport {
        file: "invented".to_owned(),
        file_layer: None,
        format: "GeoJSON".to_owned(),
        crs: "EPSG:4326".to_owned(),
        layer,
        dry_run: false,
        mapping: BTreeMap::new(),
        columns_left_out: Vec::new(),
        tally: Tally::default(),
        mends: Vec::new(),
        refusals: Vec::new(),
        duplicates: Duplicates::default(),
        warnings: Vec::new(),
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

/// A line of what the system says of this process, in MB; nought where it does not say it.
fn memory_mb(line: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let told = status.lines().find_map(|told| told.strip_prefix(line));
    let kib = told.and_then(|told| told.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.unwrap_or_default() * 1024.0 / 1e6
}

/// Seconds of all cores that this process has taken; nought where the system does not say it.
fn cpu_s() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

#[allow(clippy::cast_precision_loss, reason = "a few digits are shown")]
fn to_mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
