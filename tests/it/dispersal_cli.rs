//! `jalon dispersal` as people type it: tables, CSV, other cities beside.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::square;

/// A folder with two neighbourhoods and forty households of two programmes.
fn town() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let areas = json!({"type": "FeatureCollection",
        "features": [square("W", 1.40, 43.60, 0.02), square("E", 1.42, 43.60, 0.02)]});
    fs::write(folder.path().join("areas.geojson"), areas.to_string()).unwrap();
    let row = |n: u32| {
        let (area, programme) = if n < 30 {
            ("W", "=North")
        } else {
            ("E", "South")
        };
        format!("H{n:03};social_rental;2024-03-01;{area};{programme}\n")
    };
    let rows: String = (0..40).map(row).collect();
    let csv = format!("household;kind;moved_on;neighbourhood;programme\n{rows}");
    fs::write(folder.path().join("moves.csv"), csv).unwrap();
    told(
        folder.path(),
        &["import", "neighbourhoods", "areas.geojson"],
    );
    told(folder.path(), &["import", "placements", "moves.csv"]);
    folder
}

fn run(folder: &Path, words: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jalon"))
        .args(words)
        .args(["--data-dir", "data"])
        .current_dir(folder)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

fn told(folder: &Path, words: &[&str]) -> String {
    let (code, said) = run(folder, words);
    assert_eq!(code, 0, "{said}");
    said
}

#[test]
fn the_table_tells_both_ends_and_accounts_for_every_move() {
    let town = town();

    let english = told(town.path(), &["dispersal", "--by", "programme"]);
    let french = told(town.path(), &["dispersal", "--lang", "fr"]);

    for part in [
        "1.23 (0.96 to 1.50)",
        "more gathered than chance",
        "South",
        "40 moves recorded = 40 counted + 0 not counted",
        "4999 draws, seed 1",
    ] {
        assert!(english.contains(part), "{part} in {english}");
    }
    assert!(french.contains("plus regroupés que par hasard"), "{french}");
}

#[test]
fn csv_has_one_line_for_each_and_no_formula() {
    let town = town();

    let areas = told(town.path(), &["dispersal", "--csv"]);
    let groups = told(
        town.path(),
        &["dispersal", "--csv", "groups", "--by", "programme"],
    );
    let (code, said) = run(town.path(), &["dispersal", "--csv", "groups"]);

    let lines: Vec<&str> = areas.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("code,name,households,offers,rehoused,share"));
    assert!(
        lines[1].starts_with("W,place W,1000.0,,30,0.03,1.5,"),
        "{areas}"
    );
    assert!(
        groups.lines().any(|line| line.starts_with("'=North,1,30,")),
        "{groups}"
    );
    assert!(groups.contains("dissimilarity_chance_band_low"));
    assert_eq!(code, 2, "{said}");
}

#[test]
fn another_city_stands_beside_this_one() {
    let (here, there) = (town(), town());
    let report = told(there.path(), &["dispersal", "--json"]);
    fs::write(here.path().join("lyon.json"), report).unwrap();
    fs::write(here.path().join("odd.json"), "{\"overall\": 1}").unwrap();

    let table = told(here.path(), &["dispersal", "--beside", "lyon.json"]);
    let both = told(
        here.path(),
        &["dispersal", "--beside", "lyon.json", "--json"],
    );
    let (code, said) = run(here.path(), &["dispersal", "--beside", "odd.json"]);

    assert!(table.contains("lyon") && table.contains("main"), "{table}");
    let cities: Value = serde_json::from_str(&both).unwrap();
    assert_eq!(cities["cities"][1]["name"], "lyon");
    assert_eq!(
        cities["cities"][0]["overall"],
        cities["cities"][1]["overall"]
    );
    assert_eq!(code, 2);
    assert!(said.contains("odd.json is not a report"), "{said}");
}

#[test]
fn a_system_goes_with_neighbourhoods_only() {
    let town = town();

    let (code, said) = run(
        town.path(),
        &["import", "settlements", "areas.geojson", "--system", "grid"],
    );
    let grid = told(
        town.path(),
        &[
            "import",
            "neighbourhoods",
            "areas.geojson",
            "--system",
            "grid",
        ],
    );
    let report = told(town.path(), &["dispersal", "--system", "grid"]);

    assert_eq!(code, 2, "{said}");
    assert!(
        grid.contains("layer neighbourhoods_grid, version 1"),
        "{grid}"
    );
    assert!(report.contains("40 without a place"), "{report}");
}
