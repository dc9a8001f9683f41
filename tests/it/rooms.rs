//! The dependency rule: a room imports only the rooms in its row.
//!
//! Reads the source as text, so it needs no tool and runs in well under a second.
//! A room that has nothing to hold yet has no row.

use std::{collections::BTreeSet, fs, path::Path};

/// Each room with the rooms it may import, in the order of `src/lib.rs`.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("spatial", &[]),
    ("config", &[]),
    ("domain", &["spatial"]),
    ("hazard", &["domain", "spatial"]),
    ("dispersal", &["domain", "spatial"]),
    ("access", &["domain"]),
    ("formats", &["spatial"]),
    ("tiles", &["spatial"]),
    ("looks", &["domain", "spatial"]),
    ("pictures", &["domain", "spatial", "tiles", "looks"]),
    ("store", &["domain", "spatial"]),
    ("filter", &["spatial", "formats"]),
    ("archive", &["spatial", "tiles"]),
    ("backup", &["domain"]),
    ("intake", &["domain", "spatial", "formats"]),
    ("publish", &["domain", "spatial"]),
    ("documents", &["domain", "formats"]),
    ("reports", &["domain", "looks", "publish", "documents"]),
    (
        "app",
        &[
            "spatial",
            "config",
            "domain",
            "hazard",
            "dispersal",
            "access",
            "formats",
            "tiles",
            "looks",
            "pictures",
            "store",
            "filter",
            "archive",
            "backup",
            "intake",
            "publish",
            "documents",
            "reports",
        ],
    ),
    (
        "http",
        &[
            "app", "access", "domain", "publish", "filter", "archive", "formats", "tiles", "looks",
            "pictures", "spatial", "config",
        ],
    ),
    (
        "cli",
        &[
            "app", "http", "publish", "archive", "backup", "config", "domain", "spatial",
        ],
    ),
];

#[test]
fn rooms_import_only_their_row() {
    let mut faults = Vec::new();
    for (room, allowed) in MAY_IMPORT {
        for (path, text) in sources(room) {
            let strangers = rooms_named_in(&text)
                .into_iter()
                .filter(|used| used != room && !allowed.contains(&used.as_str()));
            faults
                .extend(strangers.map(|used| format!("{path}: `{room}` may not import `{used}`")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_row_points_only_to_rows_above_it() {
    for (i, (room, allowed)) in MAY_IMPORT.iter().enumerate() {
        for used in *allowed {
            let at = MAY_IMPORT.iter().position(|(r, _)| r == used);
            assert!(
                at.is_some_and(|at| at < i),
                "`{room}` points forward to `{used}`"
            );
        }
    }
}

#[test]
fn lib_lists_the_rooms_in_this_order() {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let listed: Vec<_> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let rows: Vec<_> = MAY_IMPORT.iter().map(|(room, _)| *room).collect();
    assert_eq!(listed, rows);
}

/// Every source file of a room with its text, tests left out.
fn sources(room: &str) -> Vec<(String, String)> {
    let (file, folder) = (format!("src/{room}.rs"), format!("src/{room}"));
    let mut found = Vec::new();
    let mut open = vec![file, folder];
    while let Some(path) = open.pop() {
        if Path::new(&path).is_dir() {
            let entries = fs::read_dir(&path).unwrap();
            open.extend(entries.map(|e| e.unwrap().path().display().to_string()));
        } else if let Ok(text) = fs::read_to_string(&path) {
            let code = text
                .split("#[cfg(test)]\nmod tests")
                .next()
                .unwrap_or_default();
            found.push((path, code.to_owned()));
        }
    }
    found
}

/// The rooms that follow `crate::` in the code, also inside `crate::{…}`; comments excepted.
fn rooms_named_in(text: &str) -> BTreeSet<String> {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join(" ");
    let mut rooms = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => rooms.extend(heads_of_group(group)),
            None => rooms.extend(first_word(rest)),
        }
    }
    rooms
}

/// First words of the branches of a use group, up to its closing brace: `a::b, c::{d}}` gives a, c.
fn heads_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut branch) = (0, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.extend(first_word(&std::mem::take(&mut branch))),
            _ => {}
        }
        branch.push(c);
    }
    heads.extend(first_word(&branch));
    heads
}

fn first_word(path: &str) -> Option<String> {
    let path = path.trim_start_matches([',', ' ']);
    let word: String = path
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!word.is_empty()).then_some(word)
}
