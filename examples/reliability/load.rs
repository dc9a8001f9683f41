//! A thousand clients at once: everybody is answered, or told when to come back, and memory stays bounded.

use std::{
    fs,
    time::{Duration, Instant},
};

use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

use super::{
    Plan,
    installation::{Installation, Server},
    kills::{gone, zones},
    postgres::site,
    tally::Tally,
    wire::{Reply, Times, Wire},
};

/// Who asks at once.
const CLIENTS: u32 = 1_000;
/// How long a client waits between an answer and its next question, at most.
const PAUSE: Duration = Duration::from_secs(2);
/// Settlements and flood zones that are drawn.
const SITES: u32 = 200;
const ZONES: u32 = 4_000;
/// Memory that the server may come to.
const MEMORY_MB: u64 = 512;

/// What a client asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Tile,
    Read,
    Write,
}

/// What a client saw.
#[derive(Default)]
struct Seen {
    times: Vec<(Kind, Duration)>,
    /// Told when to come back.
    turned_away: u32,
    /// Any other failure, in words.
    failed: Vec<String>,
    /// What was written and acknowledged: its code, and its name.
    noted: Vec<(String, String)>,
}

/// A thousand clients ask for tiles and records and write, for a while.
pub(crate) fn of_a_thousand(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("1,000 clients");
    let home = tempfile::tempdir().unwrap();
    let town = settled(plan, home.path());
    let (server, _) = town.serve().expect("the server starts");
    let lasts = Duration::from_secs(if plan.trials < 100 { 10 } else { 60 });
    let before = server.resident_mb();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let seeds: Vec<u64> = (0..CLIENTS).map(|_| plan.random.random()).collect();
    let (seen, most) = runtime.block_on(async {
        let end = Instant::now() + lasts;
        let clients = seeds.into_iter().enumerate();
        let clients = clients.map(|(who, seed)| client(&server, (who, seed), end));
        let all = futures::future::join_all(clients);
        tokio::join!(all, most_memory(&server, end))
    });
    let of_kind = |kind| {
        let all = seen.iter().flat_map(|seen| &seen.times);
        Times::of(all.filter(|(of, _)| *of == kind).map(|(_, time)| *time))
    };
    let [tiles, reads, writes] = [Kind::Tile, Kind::Read, Kind::Write].map(of_kind);
    for seen in &seen {
        tally.refused += seen.turned_away;
        tally.trials += seen.turned_away;
        seen.failed.iter().for_each(|what| tally.lost(what));
        for (_, time) in &seen.times {
            tally.recovered_in(*time);
        }
    }
    let noted: Vec<_> = seen.into_iter().flat_map(|seen| seen.noted).collect();
    if let Some(what) = gone(&server, &noted) {
        tally.lost(&what);
    }
    if most > MEMORY_MB {
        tally.lost(&format!("{most} MB of memory"));
    }
    tally.note = format!(
        "{:.0} answers/s, {} written; p99 of tiles {:.2} s, reads {:.2} s, writes {:.2} s; memory {before} MB, at most {most} MB",
        f64::from(tally.recovered) / lasts.as_secs_f64(),
        noted.len(),
        tiles.p99().as_secs_f64(),
        reads.p99().as_secs_f64(),
        writes.p99().as_secs_f64()
    );
    tally
}

/// An installation with settlements and flood zones.
pub(crate) fn settled(plan: &Plan, home: &std::path::Path) -> Installation {
    let town = Installation::new(&plan.program, home.join("data"));
    let flood = zones(home, ZONES);
    let sites: Vec<Value> = (0..SITES).map(|at| site(&format!("S{at}"), at)).collect();
    let sites = json!({"type": "FeatureCollection", "features": sites}).to_string();
    let file = home.join("sites.geojson").display().to_string();
    fs::write(&file, sites).unwrap();
    for words in [
        vec!["import", "zones", &flood, "--peril", "flood"],
        vec!["import", "settlements", &file],
    ] {
        let imported = town.run(&words);
        assert!(imported.status.success(), "{imported:?}");
    }
    town
}

/// One client, until the end.
async fn client(server: &Server, (who, draws): (usize, u64), end: Instant) -> Seen {
    let mut random = StdRng::seed_from_u64(draws);
    let mut seen = Seen::default();
    let mut wire = None;
    for at in 0.. {
        tokio::time::sleep(PAUSE.mul_f64(random.random())).await;
        if Instant::now() >= end {
            break;
        }
        let (kind, path) = question(&mut random);
        let name = format!("by {who}, {at}");
        let begun = Instant::now();
        match answered(&mut wire, server, (kind, &path, &name)).await {
            Ok(reply) if reply.status == 503 && reply.says_when => seen.turned_away += 1,
            Ok(reply) if reply.status < 300 => {
                seen.times.push((kind, begun.elapsed()));
                if kind == Kind::Write {
                    let added: Value = serde_json::from_slice(&reply.body).unwrap();
                    seen.noted
                        .push((added["code"].as_str().unwrap().to_owned(), name));
                }
            }
            Ok(reply) => {
                let body = String::from_utf8_lossy(&reply.body).into_owned();
                seen.failed.push(format!("{path}: {} {body}", reply.status));
            }
            Err(error) => {
                seen.failed.push(format!("{path}: {error}"));
                wire = None;
            }
        }
    }
    seen
}

async fn answered(
    wire: &mut Option<Wire>,
    server: &Server,
    (kind, path, name): (Kind, &str, &str),
) -> std::io::Result<Reply> {
    if wire.is_none() {
        *wire = Some(Wire::to(server).await?);
    }
    let open = wire.as_mut().expect("it was just opened");
    if kind == Kind::Write {
        let body = json!({"fields": {"name": name, "kind": "social_landlord"}}).to_string();
        return open.ask(("POST", path), &body).await;
    }
    open.ask(("GET", path), "").await
}

/// Six tiles of ten, three records, one change.
fn question(random: &mut StdRng) -> (Kind, String) {
    match random.random_range(0..10) {
        0 => (Kind::Write, "/api/registers/organisation".to_owned()),
        1 => (Kind::Read, "/api/ranking?limit=20".to_owned()),
        2..4 => {
            let at = random.random_range(0..SITES);
            (Kind::Read, format!("/api/settlements/S{at}"))
        }
        _ => (Kind::Tile, tile(random)),
    }
}

/// A tile over the zones or the settlements.
fn tile(random: &mut StdRng) -> String {
    let (layer, west, width) = match random.random_range(0..2) {
        0 => ("flood", 1.0, 0.8),
        _ => ("settlements", 1.41, 0.2),
    };
    let zoom = random.random_range(9..=13_u8);
    let across = f64::from(1_u32 << zoom);
    let longitude = west + width * random.random::<f64>();
    let x = ((longitude + 180.0) / 360.0 * across).floor();
    let latitude = 43.6_f64.to_radians();
    let y = ((1.0 - latitude.tan().asinh() / std::f64::consts::PI) / 2.0 * across).floor();
    format!("/tiles/{layer}/{zoom}/{x}/{y}.mvt")
}

/// The most memory that the server was seen with until the end.
async fn most_memory(server: &Server, end: Instant) -> u64 {
    let mut most = 0;
    while Instant::now() < end {
        most = most.max(server.resident_mb());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    most
}
