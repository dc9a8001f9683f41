//! What house style a text search can hold: lengths, openings, words out of place.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Words with the only places where they may stand, and why.
const IN_PLACE: &[(&str, &[&str], &str)] = &[
    (
        "sqlx::",
        &["src/store", "src/formats/geopackage", "src/archive/mbtiles"],
        "SQL lives in the store",
    ),
    ("StatusCode", &["src/http"], "HTTP statuses live in http"),
    (
        "SystemTime::now",
        &["src/app/clock"],
        "only the clock reads the time",
    ),
    (
        "now_utc",
        &["src/app/clock"],
        "only the clock reads the time",
    ),
    ("TODO", &[], "do it, or file it"),
    ("FIXME", &[], "do it, or file it"),
];

/// Fields of people that no column, type or form may have.
const NEVER_KEPT: &[&str] = &[
    "ethnic",
    "religion",
    "nationality",
    "diagnosis_health",
    "criminal",
];

/// Longest file, tests left out, in lines.
const LONGEST_FILE: usize = 500;

#[test]
fn every_source_file_opens_with_its_purpose() {
    let faults: Vec<_> = rust_files()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path)
        .collect();

    assert!(faults.is_empty(), "no opening `//! `: {faults:?}");
}

#[test]
fn no_file_is_longer_than_one_idea() {
    let faults: Vec<_> = rust_files()
        .into_iter()
        .map(|(path, text)| (path, code_of(&text).lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .collect();

    assert!(faults.is_empty(), "over {LONGEST_FILE} lines: {faults:?}");
}

#[test]
fn words_stand_only_where_they_belong() {
    let mut faults = Vec::new();
    for (path, text) in rust_files() {
        let strays = IN_PLACE.iter().filter(|(word, places, _)| {
            code_of(&text).contains(word) && !places.iter().any(|place| path.starts_with(place))
        });
        faults.extend(strays.map(|(word, _, why)| format!("{path}: `{word}`: {why}")));
    }

    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_table_has_a_column_for_what_is_never_kept() {
    let faults: Vec<_> = files_under(Path::new("migrations"), "sql")
        .into_iter()
        .map(|path| (fs::read_to_string(&path).unwrap().to_lowercase(), path))
        .filter(|(text, _)| NEVER_KEPT.iter().any(|word| text.contains(word)))
        .map(|(_, path)| path)
        .collect();

    assert!(faults.is_empty(), "{faults:?}");
}

/// The Rust files under `src` with their text; this test names the words it looks for.
fn rust_files() -> Vec<(String, String)> {
    files_under(Path::new("src"), "rs")
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.display().to_string(), text)
        })
        .collect()
}

fn files_under(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(files_under(&path, ending));
        } else if path.extension().is_some_and(|is| is == ending) {
            found.push(path);
        }
    }
    found
}

/// The text before its tests.
fn code_of(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or_default()
}
