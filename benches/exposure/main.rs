//! What it costs to measure 20,000 settlements against 200,000 flood zones of five classes: the area
//! under each class where it is the worst, and the way to the nearest zone of class 3 or worse.
//!
//! Each case runs in a process of its own, so that its memory is its own. `make bench` runs it;
//! `make bench-peers` puts shapely beside it, on the same two files.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

mod city;
mod cost;
mod measure;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use city::City;
use measure::{Case, Way};
use serde_json::Value;

const SETTLEMENTS: usize = 20_000;
const GROWTH: [usize; 4] = [1_000, 5_000, 20_000, 100_000];

fn main() {
    let folder = env::var_os("JALON_BENCH_DIR").map_or_else(
        || Path::new(env!("CARGO_TARGET_TMPDIR")).join("exposure"),
        PathBuf::from,
    );
    let city = City::in_folder(&folder).unwrap();
    match env::var("JALON_BENCH_CASE") {
        Ok(case) => println!("{}", measure::run(&city, &case.parse().unwrap())),
        Err(_) => print_table(&city),
    }
}

fn print_table(city: &City) {
    println!("{}", machine());
    println!(
        "{} zones, {} settlements on file; a case reads both from disk, in the service's own WKB.\n\
         CPU: user and system seconds of the whole process: reading, checking, indexing, measuring.\n",
        city::ZONES,
        city::SETTLEMENTS
    );
    println!(
        "{:38} {:>7} {:>6} {:>6} {:>6} {:>7} {:>7} {:>6}",
        "case", "sites", "read", "index", "measure", "CPU s", "wall s", "MB"
    );
    let one = row(&jalon(SETTLEMENTS, 1, Way::FiveClasses));
    let two = row(&jalon(SETTLEMENTS, 2, Way::FiveClasses));
    row(&jalon(SETTLEMENTS, 1, Way::Scored));
    for sites in GROWTH {
        row(&jalon(sites, 1, Way::FiveClasses));
    }
    let number = |found: &Value, key: &str| found[key].as_f64().unwrap_or(f64::NAN);
    println!(
        "\ntwo threads take {:.2} of the wall time of one",
        number(&two, "wall_s") / number(&one, "wall_s")
    );
    println!("checks: {}", one["checks"]);
    let Ok(python) = env::var("JALON_PEERS_PYTHON") else {
        return println!("peers: not run; `make bench-peers` does");
    };
    if let Some(peer) = peer(&python, city) {
        let peer = row(&peer);
        println!(
            "shapely takes {:.1} times the CPU time\nchecks: {}",
            number(&peer, "cpu_s") / number(&one, "cpu_s"),
            peer["checks"]
        );
    }
}

/// One case, measured in a process of its own.
fn jalon(sites: usize, threads: usize, way: Way) -> Value {
    let case = Case {
        sites,
        threads,
        way,
    };
    let child = Command::new(env::current_exe().unwrap())
        .env("JALON_BENCH_CASE", case.to_string())
        .output()
        .unwrap();
    assert!(child.status.success(), "{child:?}");
    serde_json::from_slice(&child.stdout).unwrap()
}

/// The same work by shapely, or `None` where it is not installed.
fn peer(python: &str, city: &City) -> Option<Value> {
    let child = Command::new(python)
        .arg("scripts/bench_peers.py")
        .args([&city.zones, &city.settlements])
        .arg(SETTLEMENTS.to_string())
        .output()
        .ok()?;
    if child.status.success() {
        return serde_json::from_slice(&child.stdout).ok();
    }
    println!("peers: {}", String::from_utf8_lossy(&child.stderr).trim());
    None
}

/// Prints what a case found.
fn row(found: &Value) -> Value {
    let number = |key: &str| found[key].as_f64().unwrap_or(f64::NAN);
    println!(
        "{:38} {:>7} {:>6.2} {:>6.2} {:>6.2} {:>7.2} {:>7.2} {:>6.0}",
        found["case"].as_str().unwrap_or_default(),
        found["sites"],
        number("read_s"),
        number("index_s"),
        number("measure_s"),
        number("cpu_s"),
        number("wall_s"),
        number("peak_mb"),
    );
    found.clone()
}

/// The machine and the day.
fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split(':').nth(1))
        .unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let day = jalon::app::Clock::system().now().date();
    format!(
        "{day},{model}, {cores} cores, load before: {}",
        load.split_whitespace().next().unwrap_or("unknown")
    )
}
