//! The list of requirements of ASVS 5.0 names tests and documents that there are.

use std::{collections::BTreeSet, fs, path::Path};

/// A row of the list.
struct Requirement {
    id: String,
    level: u8,
    applies: String,
    how: String,
    shown_by: String,
}

fn requirements() -> Vec<Requirement> {
    let mut list = csv::Reader::from_path("docs/asvs.csv").unwrap();
    let cells = list.records().map(|row| {
        let row = row.unwrap();
        Requirement {
            id: row[0].to_owned(),
            level: row[1].parse().unwrap(),
            applies: row[2].to_owned(),
            how: row[3].to_owned(),
            shown_by: row[4].to_owned(),
        }
    });
    cells.collect()
}

/// All Rust below a folder.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.push_str(&sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
    all
}

#[test]
fn every_requirement_is_shown_by_a_test_or_a_document_that_there_is() {
    let tests = sources(Path::new("tests/it")) + &sources(Path::new("src"));
    let mut seen = BTreeSet::new();

    for row in requirements() {
        let Requirement { id, shown_by, .. } = &row;
        assert!(seen.insert(id.clone()), "{id} stands twice");
        assert!((1..=3).contains(&row.level) && !row.how.is_empty(), "{id}");
        assert!(["yes", "proxy"].contains(&row.applies.as_str()), "{id}");
        let is_there = if shown_by.contains('/') {
            Path::new(shown_by).is_file()
        } else {
            tests.contains(&format!("fn {shown_by}("))
        };
        assert!(is_there, "{id}: there is no {shown_by:?}");
    }

    assert!(seen.len() > 90, "{} requirements", seen.len());
}
