//! What the indices cost, in seconds of the processor, so that a busy machine counts no more than
//! a quiet one.
//!
//! Each case runs in a process of its own, so that its memory is its own. `make bench` runs it;
//! `make bench-peers` puts `PySAL` beside it, on the same counts.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

mod cases;
#[path = "../exposure/cost.rs"]
mod cost;
mod peers;

use std::{env, hint::black_box, process::Command};

use cases::{CASES, Case};
use cost::Meter;
use serde_json::{Value, json};

/// A case is repeated until it has used as much of the processor: the kernel counts hundredths.
const LONG_ENOUGH_S: f64 = 0.5;
const FEWEST_RUNS: u32 = 3;

fn main() {
    match env::var("JALON_BENCH_CASE") {
        Ok(name) => println!("{}", measured(&name)),
        Err(_) => print_table(),
    }
}

fn print_table() {
    println!(
        "{:48} {:>9} {:>9} {:>8} {:>8}",
        "case", "CPU ms", "wall ms", "goal", "peak MB"
    );
    let found: Vec<Value> = CASES.iter().map(row).collect();
    match env::var("JALON_PEERS_PYTHON") {
        Ok(python) => peers::print(&python, &found),
        Err(_) => println!("peers: not run; `make bench-peers` does"),
    }
}

/// Measures a case in a process of its own and prints it.
fn row(case: &Case) -> Value {
    let child = Command::new(env::current_exe().unwrap())
        .env("JALON_BENCH_CASE", case.name)
        .output()
        .unwrap();
    assert!(child.status.success(), "{child:?}");
    let found: Value = serde_json::from_slice(&child.stdout).unwrap();
    let number = |key: &str| found[key].as_f64().unwrap();
    let goal = case
        .goal_ms
        .map_or_else(String::new, |goal| goal.to_string());
    println!(
        "{:48} {:>9.3} {:>9.3} {goal:>8} {:>8.0}",
        case.name,
        number("cpu_ms"),
        number("wall_ms"),
        number("peak_mb")
    );
    found
}

/// Runs a case until it has taken long enough; all threads count.
fn measured(name: &str) -> Value {
    let case = CASES.iter().find(|case| case.name == name).unwrap();
    let run = (case.make)();
    let check = black_box(run());
    let mut meter = Meter::start();
    let (mut runs, mut cpu_s, mut wall_s) = (0_u32, 0.0, 0.0);
    let mut batch = 1_u32;
    while runs < FEWEST_RUNS || cpu_s < LONG_ENOUGH_S {
        for _ in 0..batch {
            black_box(run());
        }
        let lap = meter.lap();
        runs += batch;
        cpu_s += lap.cpu_s;
        wall_s += lap.wall_s;
        // Reading the meter costs as much as a quick case.
        batch = if lap.wall_s < 0.05 { batch * 2 } else { batch };
    }
    json!({
        "case": name,
        "cpu_ms": cpu_s * 1e3 / f64::from(runs),
        "wall_ms": wall_s * 1e3 / f64::from(runs),
        "peak_mb": cost::peak_mb(),
        "check": check,
    })
}
