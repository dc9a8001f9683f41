//! `jalon dispersal --counts`: the researcher's door, from files to figures, without a database.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::dispersal_cases::{cases, folder};

/// Figures of the data checks are printed with five decimals.
const PRINTED: f64 = 5e-6;

/// A folder with a researcher's files.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Self { folder }
    }

    fn run(&self, words: &[&str]) -> Output {
        // A data folder that cannot be made: whoever opens a database fails.
        fs::write(self.folder.path().join("no-folder"), "").unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_jalon"))
            .arg("dispersal")
            .args(words)
            .args(["--data-dir", "no-folder"])
            .current_dir(self.folder.path())
            .output();
        output.unwrap()
    }

    fn json(&self, words: &[&str]) -> Value {
        let output = self.run(&[words, &["--json"]].concat());
        assert!(output.status.success(), "{}", said(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn refusal(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert_eq!(output.status.code(), Some(3), "{}", said(&output));
        assert!(output.stdout.is_empty(), "{}", said(&output));
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

fn said(output: &Output) -> String {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    text.concat()
}

/// The value of an index; the reason as text where there is none.
fn value(view: &Value, name: &str) -> Result<f64, String> {
    let all = view["indices"].as_array().unwrap().iter();
    let one = all.clone().find(|one| one["name"] == name);
    let one = one.unwrap_or_else(|| panic!("no index {name}"));
    one["value"]
        .as_f64()
        .ok_or_else(|| one["reason"].as_str().unwrap().to_owned())
}

/// A square of one hundredth of a degree at a place of a grid.
fn square(properties: &str, column: u32, row: u32) -> String {
    let (west, south) = (1.4 + 0.01 * f64::from(column), 43.6 + 0.01 * f64::from(row));
    let (east, north) = (west + 0.01, south + 0.01);
    format!(
        r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",")
    )
}

/// Four quarters in a row.
fn quarters() -> String {
    let quarter = |(at, name): (u32, &str)| square(&format!(r#"{{"code":"{name}"}}"#), at, 0);
    collection(
        &(0..)
            .zip(["A", "B", "C", "D"])
            .map(quarter)
            .collect::<Vec<_>>(),
    )
}

const COUNTS: &str = "code,group,total\nA,3,8\nB,1,16\nC,0,9\nD,2,4\n";

#[test]
fn counts_alone_give_the_indices_of_counts_and_say_what_is_missing() {
    let desk = Desk::with(&[("counts.csv", "code,group,total\nA,3,8\nB,1,16\n")]);

    let view = desk.json(&["--counts", "counts.csv"]);

    assert_eq!(value(&view, "dissimilarity"), Ok(0.5));
    assert_eq!(view["indices"].as_array().unwrap().len(), 24);
    let notes = view["basis"]["notes"].to_string();
    assert!(notes.contains("only indices of counts alone"), "{notes}");
    assert!(notes.contains("the group is read from column"), "{notes}");
}

#[test]
fn shapes_in_degrees_are_laid_on_a_plane_where_areas_are_true() {
    let desk = Desk::with(&[("counts.csv", COUNTS), ("quarters.geojson", &quarters())]);

    let view = desk.json(&["--counts", "counts.csv", "--shapes", "quarters.geojson"]);

    let plane = view["basis"]["plane"].as_str().unwrap();
    assert!(
        plane.starts_with("equal-area plane around lon 1.42"),
        "{plane}"
    );
    // Four equal squares: ½(|3/6 − ¼| + |1/6 − ¼| + |0 − ¼| + |2/6 − ¼|).
    let delta = value(&view, "delta").unwrap();
    assert!((delta - 1.0 / 3.0).abs() < 1e-6, "{delta}");
    assert_eq!(view["indices"].as_array().unwrap().len(), 38);
}

#[test]
fn the_same_shapes_in_lambert_degrees_and_web_mercator_give_the_same_figures() {
    let flat = |name: &str, code: u32| -> (String, String) {
        let crs = jalon::spatial::Crs::from_epsg(code).unwrap();
        let square = |column: u32| {
            let at = |x: f64, y: f64| geo_types::Coord {
                x: 1.4 + 0.01 * (f64::from(column) + x),
                y: 43.6 + 0.01 * y,
            };
            let mut ring = [
                at(0.0, 0.0),
                at(1.0, 0.0),
                at(1.0, 1.0),
                at(0.0, 1.0),
                at(0.0, 0.0),
            ];
            crs.from_lon_lat(ring.iter_mut()).unwrap();
            let corners: Vec<String> = ring.iter().map(|at| format!("{} {}", at.x, at.y)).collect();
            format!("POLYGON(({}))", corners.join(","))
        };
        let rows: Vec<String> = (0..4)
            .zip(COUNTS.lines().skip(1))
            .map(|(at, line)| format!("{line},\"{}\"", square(at)))
            .collect();
        (
            name.to_owned(),
            format!("code,group,total,wkt\n{}\n", rows.join("\n")),
        )
    };
    let files = [flat("2154.csv", 2154), flat("3857.csv", 3857)];
    let desk = Desk::with(&files.each_ref().map(|(name, text)| (&**name, &**text)));
    let index = "delta,proximity_ratio,border_dissimilarity";

    let views = [("2154.csv", "EPSG:2154"), ("3857.csv", "EPSG:3857")]
        .map(|(file, crs)| desk.json(&["--counts", file, "--crs", crs, "--index", index]));

    assert_eq!(views[0]["basis"]["plane"], "EPSG:2154");
    assert!(
        views[1]["basis"]["plane"]
            .as_str()
            .unwrap()
            .starts_with("equal-area")
    );
    for name in index.split(',') {
        let [one, other] = views.each_ref().map(|view| value(view, name).unwrap());
        assert!((one - other).abs() < 2e-3, "{name}: {one} {other}");
    }
}

#[test]
fn rows_and_shapes_without_a_partner_are_listed_and_the_counts_add_up() {
    let counts = "code,group,total\nA,3,8\nB,1,16\nX,5,7\nY,0,2\n";
    let desk = Desk::with(&[("counts.csv", counts), ("quarters.geojson", &quarters())]);

    let view = desk.json(&["--counts", "counts.csv", "--shapes", "quarters.geojson"]);

    let joined = &view["basis"]["joined"];
    assert_eq!(joined["matched"], 2);
    assert_eq!(joined["keys_without_shape"], serde_json::json!(["X", "Y"]));
    assert_eq!(joined["keys_without_counts"], serde_json::json!(["C", "D"]));
    for (at, read, used) in [(0, 9.0, 4.0), (1, 33.0, 24.0)] {
        let counted = &view["basis"]["counted"][at];
        assert_eq!(counted["read"], read);
        assert_eq!(counted["used"], used);
        assert_eq!(counted["left_out"], read - used);
    }
    assert_eq!(value(&view, "dissimilarity"), Ok(0.5));
}

#[test]
fn keys_that_never_meet_are_refused_with_an_example_of_each() {
    let desk = Desk::with(&[
        ("counts.csv", "code,group,total\n1,3,8\n2,1,16\n"),
        ("quarters.geojson", &quarters()),
    ]);

    let refusal = desk.refusal(&["--counts", "counts.csv", "--shapes", "quarters.geojson"]);

    assert!(
        refusal.contains("no key of counts.csv (column \"code\", such as 1)"),
        "{refusal}"
    );
    assert!(
        refusal.contains("quarters.geojson (column \"code\", such as A)"),
        "{refusal}"
    );
}

#[test]
fn every_wrong_cell_is_named_with_its_file_row_and_column() {
    let counts =
        "code,group,total\nA,-1,8\nB,1.5,16\nC,9,4\nD,NaN,4\nE,,4\n,1,4\nA,1,4\nG,1,many\n";
    let desk = Desk::with(&[("counts.csv", counts)]);

    let refusal = desk.refusal(&["--counts", "counts.csv"]);

    for said in [
        "counts.csv cannot be used",
        "row 1, column \"group\": -1 is below 0",
        "row 2, column \"group\": 1.5 is not whole; write whole households, or say --measured",
        "row 3, columns \"group\" and \"total\": 9 of the group among 4 in all",
        "row 4, column \"group\": \"NaN\" is not a number",
        "row 5, column \"group\": it is empty",
        "row 6, column \"code\": the key is empty",
        "row 8, column \"total\": \"many\" is not a number",
    ] {
        assert!(refusal.contains(said), "{said}\n{refusal}");
    }
}

#[test]
fn a_key_that_stands_twice_is_refused_with_both_rows() {
    let desk = Desk::with(&[("counts.csv", "code,group,total\nA,1,8\nB,1,16\nA,1,4\n")]);

    let refusal = desk.refusal(&["--counts", "counts.csv", "--key", "code"]);

    assert!(
        refusal.contains("row 3: the key \"A\" is that of row 1 too"),
        "{refusal}"
    );
}

#[test]
fn a_guessed_key_that_repeats_is_given_up_for_the_row() {
    let desk = Desk::with(&[("counts.csv", "insee,group,total\n31555,3,8\n31555,1,16\n")]);

    let view = desk.json(&["--counts", "counts.csv", "--local"]);

    assert_eq!(view["local"]["units"][1]["unit"], "2");
    let notes = view["basis"]["notes"].to_string();
    assert!(
        notes.contains("so units are called by their row"),
        "{notes}"
    );
}

#[test]
fn files_that_cannot_answer_are_refused_with_what_to_do() {
    let desk = Desk::with(&[
        ("empty.csv", "code,group,total\n"),
        ("other.csv", "code,social,homes\nA,1,2\n"),
        ("counts.csv", COUNTS),
        ("origin.csv", "code,immigres,total\nA,1,2\n"),
    ]);

    for (words, said) in [
        (
            vec!["--counts", "empty.csv"],
            "empty.csv has no row to count",
        ),
        (
            vec!["--counts", "other.csv"],
            "name it with --group, one of: code, social, homes",
        ),
        (
            vec!["--counts", "counts.csv", "--group", "x"],
            "has no column \"x\"; it has: code",
        ),
        (
            vec!["--counts", "counts.csv", "--index", "delta"],
            "delta needs to know where the units lie; add --shapes",
        ),
        (
            vec!["--counts", "counts.csv", "--index", "D"],
            "there is no index \"D\"",
        ),
        (
            vec![
                "--counts",
                "counts.csv",
                "--null",
                "evenness",
                "--draws",
                "0",
            ],
            "number of draws is 0",
        ),
        (
            vec!["--counts", "origin.csv", "--group", "immigres"],
            "is never read",
        ),
        (vec!["--counts", "missing.csv"], "missing.csv"),
    ] {
        let refusal = desk.refusal(&words);
        assert!(refusal.contains(said), "{words:?}: {refusal}");
    }
}

#[test]
fn a_whole_city_with_nobody_of_the_group_has_reasons_and_no_figures() {
    let desk = Desk::with(&[("counts.csv", "code,group,total\nA,0,8\nB,0,16\n")]);

    let view = desk.json(&["--counts", "counts.csv"]);

    assert_eq!(value(&view, "dissimilarity"), Err("no_group".to_owned()));
    let table = said(&desk.run(&["--counts", "counts.csv", "--lang", "fr"]));
    assert!(table.contains("aucun ménage"), "{table}");
}

#[test]
fn a_test_against_chance_is_repeated_by_its_seed() {
    let desk = Desk::with(&[("counts.csv", COUNTS), ("quarters.geojson", &quarters())]);
    let asked = |seed: &str| {
        desk.json(&[
            "--counts",
            "counts.csv",
            "--shapes",
            "quarters.geojson",
            "--index",
            "dissimilarity,proximity_ratio",
            "--null",
            "person-permutation",
            "--draws",
            "99",
            "--seed",
            seed,
        ])["tests"]
            .clone()
    };

    let tests = asked("7");

    assert_eq!(tests, asked("7"));
    assert_ne!(tests, asked("8"));
    for test in tests.as_array().unwrap() {
        assert_eq!(test["draws"], 99);
        let p = test["p_two_sided"].as_f64().unwrap();
        assert!((0.02..=1.0).contains(&p), "{p}");
    }
}

#[test]
fn two_files_alike_do_not_differ_and_two_far_apart_do() {
    let city = |group: fn(u32) -> u32| {
        let rows = (0..16).map(|unit| format!("{unit},{},30", group(unit)));
        let rows: Vec<String> = rows.collect();
        format!("code,group,total\n{}\n", rows.join("\n"))
    };
    let apart = city(|unit| if unit < 8 { 30 } else { 0 });
    let desk = Desk::with(&[("apart.csv", &apart), ("even.csv", &city(|_| 15))]);
    let p = |other: &str| {
        let view = desk.json(&[
            "--counts",
            "apart.csv",
            "--against",
            other,
            "--compare",
            "person-permutation",
            "--draws",
            "199",
            "--index",
            "dissimilarity",
        ]);
        view["tests"][0]["p_two_sided"].as_f64().unwrap()
    };

    // Nothing differs, so the draws lie about evenly on both sides.
    assert!(p("apart.csv") > 0.5);
    assert!(p("even.csv") < 0.02);
}

#[test]
fn several_categories_have_their_own_indices_and_a_row_a_unit() {
    let counts = "code,owned,let,social\nA,2,0,0\nB,1,1,0\nC,0,2,3\n";
    let desk = Desk::with(&[("counts.csv", counts)]);

    let view = desk.json(&[
        "--counts",
        "counts.csv",
        "--groups",
        "owned,let,social",
        "--local",
    ]);
    let csv = said(&desk.run(&[
        "--counts",
        "counts.csv",
        "--groups",
        "owned,let",
        "--local",
        "--csv",
    ]));

    assert_eq!(view["indices"].as_array().unwrap().len(), 13);
    assert_eq!(view["local"]["units"].as_array().unwrap().len(), 3);
    assert_eq!(csv.lines().count(), 4);
    assert!(csv.starts_with("unit,location_quotient of owned,"), "{csv}");
}

#[test]
fn curves_and_egohoods_come_from_shapes() {
    let desk = Desk::with(&[("counts.csv", COUNTS), ("quarters.geojson", &quarters())]);
    let files = ["--counts", "counts.csv", "--shapes", "quarters.geojson"];

    let view = desk.json(
        &[
            &files[..],
            &[
                "--profile",
                "concentration,multiscalar",
                "--reaches",
                "1km,100km",
                "--index",
                "dissimilarity",
            ],
        ]
        .concat(),
    );
    let wide = desk.json(
        &[
            &files[..],
            &["--egohoods", "uniform:100km", "--index", "dissimilarity"],
        ]
        .concat(),
    );

    let profiles = view["profiles"].as_array().unwrap();
    assert_eq!(profiles[0]["points"].as_array().unwrap().len(), 101);
    assert_eq!(
        profiles[1]["points"][0]["value"],
        view["indices"][0]["value"]
    );
    // Whoever sees everybody sees the same everywhere.
    assert!(value(&wide, "dissimilarity").unwrap().abs() < 1e-12);
}

#[test]
fn the_differences_from_pysal_are_printed_with_their_formulas_and_stand_in_the_docs() {
    let desk = Desk::with(&[]);
    let page = fs::read_to_string("docs/DISPERSAL-INDICES.md").unwrap();

    let view = desk.json(&["--differences"]);
    let text = said(&desk.run(&["--differences"]));

    let all = view.as_array().unwrap();
    let cell = |one: &Value, key: &str| one[key].as_str().unwrap().replace('|', "\\|");
    for one in all {
        let cells = ["pysal", "theirs", "ours", "formula", "source"].map(|key| cell(one, key));
        let row = format!("| {} |", cells.join(" | "));
        assert!(page.contains(&row), "the page has no row {row}");
        assert!(text.contains(one["formula"].as_str().unwrap()), "{one}");
    }
    let rows = page.split("## Where we differ").nth(1).unwrap();
    let rows = rows.lines().filter(|line| line.starts_with("| ")).count();
    assert_eq!(rows, all.len() + 1);
}

/// A file of the data folder, or a printed line where there is none.
fn data(path: &str) -> Option<PathBuf> {
    let path = folder("JALON_DATA_DIR", "../shared/data").join(path);
    if path.is_file() {
        return Some(fs::canonicalize(path).unwrap());
    }
    println!("skipped: no file {}", path.display());
    None
}

fn measured(file: &Path, group: &str, total: &str, index: &str) -> Value {
    Desk::with(&[]).json(&[
        "--counts",
        file.to_str().unwrap(),
        "--group",
        group,
        "--total",
        total,
        "--measured",
        "--index",
        index,
    ])
}

fn assert_printed(ours: Result<f64, String>, printed: f64) {
    let ours = ours.unwrap();
    assert!(
        (ours - printed).abs() <= PRINTED,
        "{ours}, expected {printed}"
    );
}

#[test]
fn data_toulouse_through_the_door_has_the_measured_dissimilarity_and_isolation() {
    let Some(quarters) = data("toulouse/grands_quartiers_logement_2019.geojson") else {
        return;
    };

    let index = "dissimilarity,isolation,delta";
    let view = measured(&quarters, "p19_nper_rp_lochlmv", "p19_nper_rp", index);

    assert_eq!(view["basis"]["units"], 60);
    assert_printed(value(&view, "dissimilarity"), 0.40486);
    assert_printed(value(&view, "isolation"), 0.31000);
    assert!(value(&view, "delta").is_ok());
}

#[test]
fn data_toulouse_cells_through_the_door_have_the_measured_dissimilarity() {
    let Some(cells) = data("toulouse/carreaux_200m_filosofi_toulouse.geojson") else {
        return;
    };

    for (group, printed) in [("Men_pauv", 0.24179), ("Log_soc", 0.71829)] {
        let view = measured(&cells, group, "Men", "dissimilarity");
        assert_eq!(view["basis"]["units"], 2_027);
        assert_printed(value(&view, "dissimilarity"), printed);
    }
}

#[test]
fn golden_files_through_the_door_give_the_reference_figures() {
    let root = folder("JALON_GOLDEN_DIR", "../shared/golden").join("dispersal");
    for case in cases() {
        let file = fs::canonicalize(root.join(format!("{}.geojson", case.name))).unwrap();
        let view = Desk::with(&[]).json(&[
            "--counts",
            file.to_str().unwrap(),
            "--group",
            "x",
            "--total",
            "t",
            "--gap",
            "0.000001m",
            "--index",
            "dissimilarity,gini,delta,proximity_ratio,decay_isolation",
        ]);
        for (ours, theirs) in [
            ("dissimilarity", "dissim"),
            ("gini", "gini"),
            ("delta", "delta"),
            (
                "proximity_ratio",
                "relative_clustering[exp(-d/1000m),d_ii=0.6sqrt(a)]",
            ),
            (
                "decay_isolation",
                "dd_isolation[exp(-d/1000m),d_ii=0.6sqrt(a)]",
            ),
        ] {
            let expected = &case.expected["reference"][theirs];
            let found = value(&view, ours).map_err(|_| jalon::dispersal::Undefined::NoGroup);
            case.compare(ours, found, expected);
        }
    }
}
