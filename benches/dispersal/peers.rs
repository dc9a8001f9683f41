//! The same work by `PySAL`, on the same counts.

use std::{env, fs, path::Path, process::Command};

use jalon::dispersal::Counts;
use serde_json::Value;

use super::cases::{DRAWS, IN_A_ROW, SIDE_M, city, land, mesh};

/// Prints what `PySAL` takes for the cases it can do, and how many times ours that is.
pub(crate) fn print(python: &str, ours: &[Value]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dispersal");
    fs::create_dir_all(&folder).unwrap();
    for (name, counts) in [("city", city()), ("mesh", mesh()), ("land", land())] {
        fs::write(folder.join(format!("{name}.csv")), table(&counts)).unwrap();
    }
    let child = Command::new(python)
        .arg("scripts/bench_peers_dispersal.py")
        .arg(&folder)
        .args([SIDE_M.to_string(), IN_A_ROW.to_string(), DRAWS.to_string()])
        .output()
        .unwrap();
    if !child.status.success() {
        let said = String::from_utf8_lossy(&child.stderr);
        return println!("peers: {}", said.lines().last().unwrap_or("PySAL failed"));
    }
    println!(
        "\n{:48} {:>9} {:>9} {:>8}",
        "PySAL", "CPU ms", "wall ms", "times"
    );
    for line in String::from_utf8_lossy(&child.stdout).lines() {
        let theirs: Value = serde_json::from_str(line).unwrap();
        let number = |found: &Value, key: &str| found[key].as_f64().unwrap_or(f64::NAN);
        let own = ours.iter().find(|own| own["case"] == theirs["case"]);
        let times = own.map_or(f64::NAN, |own| {
            number(&theirs, "cpu_ms") / number(own, "cpu_ms")
        });
        println!(
            "{:48} {:>9.1} {:>9.1} {times:>8.0}  {}",
            theirs["case"].as_str().unwrap_or_default(),
            number(&theirs, "cpu_ms"),
            number(&theirs, "wall_ms"),
            theirs["note"].as_str().unwrap_or_default(),
        );
    }
}

fn table(counts: &Counts) -> String {
    let rows = counts
        .units()
        .iter()
        .map(|unit| format!("{},{}\n", unit.group, unit.total));
    std::iter::once("x,t\n".to_owned()).chain(rows).collect()
}
