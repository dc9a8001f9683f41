//! The same tiles by PostGIS alone, asked by SQL, and by Martin over it, where `scripts/bench-load` has
//! filled a database and started what is installed.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Duration,
};

use jalon::{domain::LayerKind, spatial::TileId};

use super::{
    FLOOD, ZOOMS, tiles,
    wrk::{self, Load, Process},
};

const LAYERS: [LayerKind; 3] = [LayerKind::Neighbourhoods, FLOOD, LayerKind::Settlements];

/// Tells what it costs them to draw; Martin is started without its cache.
pub(crate) fn measure(files: &[(LayerKind, PathBuf)], folder: &Path) {
    let Ok(fill) = env::var("JALON_PEERS_POSTGIS") else {
        println!("PostGIS and Martin: not run; `make bench-peers` does, where they are installed");
        return;
    };
    let begun = Command::new(fill)
        .args(files.iter().map(|(_, file)| file))
        .current_dir(folder)
        .output()
        .unwrap();
    if !begun.status.success() {
        println!("PostGIS: {}", String::from_utf8_lossy(&begun.stderr));
        return;
    }
    let told = String::from_utf8_lossy(&begun.stdout);
    let mut told = told.lines();
    let (database, martin) = (told.next().unwrap(), told.next());
    for kind in LAYERS {
        for zoom in ZOOMS {
            by_sql(database, kind, &tiles(zoom));
        }
    }
    let Some(martin) = martin else {
        println!(
            "Martin over PostGIS: not run; it needs cargo install martin --version 1.14.0 --locked"
        );
        return;
    };
    for kind in LAYERS {
        for zoom in ZOOMS {
            by_martin(martin, kind, zoom);
        }
    }
}

/// Each tile by `ST_AsMVT`, in one query: what Martin asks of the database for one tile. Processor time is
/// what the database says of the statement.
fn by_sql(database: &str, kind: LayerKind, tiles: &[TileId]) {
    let column = match kind {
        FLOOD => "nivalea",
        _ => "code, name, households",
    };
    let places: Vec<String> = tiles
        .iter()
        .map(|tile| format!("({}, {}, {})", tile.z(), tile.x(), tile.y()))
        .collect();
    let settings = "set jit = off; set max_parallel_workers_per_gather = 0; \
                    set log_statement_stats = on; set client_min_messages = log";
    let query = format!(
        "select 'bytes ' || sum(length(tile)) from (values {}) place (z, x, y), lateral ( \
             select ST_AsMVT(shown.*, '{kind}', 4096, 'geom', 'ogc_fid') as tile from ( \
                 select ST_AsMVTGeom(geom, ST_TileEnvelope(z, x, y), 4096, 64, true) as geom, ogc_fid, {column} \
                 from \"{kind}\" where geom && ST_TileEnvelope(z, x, y, margin => 64.0 / 4096) \
             ) shown) drawn",
        places.join(", ")
    );
    let done = Command::new("psql")
        .args(["-XAt", "-d", database, "-c", settings, "-c", &query])
        .output()
        .unwrap();
    let (found, log) = (
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr),
    );
    let bytes = found.lines().find_map(|line| line.strip_prefix("bytes "));
    let bytes: Option<f64> = bytes.and_then(|bytes| bytes.parse().ok());
    let (Some(bytes), Some(cpu_s)) = (bytes, statement_s(&log)) else {
        return println!("PostGIS, {kind} z{}: {log}", tiles[0].z());
    };
    let count = f64::from(u32::try_from(tiles.len()).unwrap());
    println!(
        "PostGIS, {kind} z{}: {:.3} ms of CPU each, {:.1} kB each",
        tiles[0].z(),
        cpu_s * 1000.0 / count,
        bytes / count / 1000.0
    );
}

/// Seconds of user and system time of the statement: `! 0.51 s user, 0.02 s system, 0.55 s elapsed`.
fn statement_s(log: &str) -> Option<f64> {
    let line = log.lines().find(|line| line.ends_with(" s elapsed"))?;
    let line = line.trim_start_matches(['!', '\t', ' ']);
    let seconds = |text: &str| text.trim().strip_suffix(" s")?.trim().parse::<f64>().ok();
    let (user, rest) = line.split_once(" user, ")?;
    let (system, _) = rest.split_once(" system")?;
    Some(seconds(user)? + seconds(system)?)
}

fn peers() -> Vec<Process> {
    [Process::named("martin"), Process::named("postgres")].concat()
}

/// The database goes on with questions that nobody waits for any longer; three minutes are enough for those
/// of the whole city.
fn wait_until_idle() {
    let taken = || peers().into_iter().map(Process::cpu_ms).sum::<f64>();
    for _ in 0..360 {
        let before = taken();
        thread::sleep(Duration::from_millis(500));
        if taken() - before < 30.0 {
            return;
        }
    }
}

fn by_martin(address: &str, kind: LayerKind, zoom: u8) {
    let paths: Vec<String> = tiles(zoom)
        .iter()
        .map(|tile| format!("/{kind}/{}/{}/{}", tile.z(), tile.x(), tile.y()))
        .collect();
    for connections in [1, 32] {
        wait_until_idle();
        let answering = peers();
        let told = wrk::run(&Load::new(address, &paths).at(connections), &answering);
        println!("Martin, {kind} z{zoom}, {connections} connections: {told}");
    }
}
