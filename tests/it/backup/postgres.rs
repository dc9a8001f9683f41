//! Records on PostgreSQL: our command says whose tools to use, and these bring every row back.

use std::process::Command;

use serde_json::Value;

use super::{jalon, said};
use crate::support::TestTown;

/// A program of the server, or `None` with a printed line where it is not installed.
fn tool(name: &str, words: &[&str]) -> Option<String> {
    let folders = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let newest = folders
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .max()?;
    let output = Command::new(newest.join("bin").join(name))
        .args(words)
        .output();
    let Ok(output) = output else {
        println!("skipped: there is no {name}");
        return None;
    };
    assert!(output.status.success(), "{name}: {}", said(&output));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// The rows of a dump as lines of text, without what it says of itself.
fn rows(url: &str) -> Option<Vec<String>> {
    let text = tool("pg_dump", &["--data-only", "--inserts", "--dbname", url])?;
    let rows = text.lines().filter(|line| line.starts_with("INSERT"));
    let mut rows: Vec<String> = rows.map(str::to_owned).collect();
    rows.sort();
    Some(rows)
}

#[tokio::test]
async fn what_pg_restore_brings_back_equals_what_pg_dump_took() {
    let Some(town) = TestTown::small_on_postgres().await else {
        return;
    };
    let Some(other) = TestTown::nothing_on_postgres().await else {
        return;
    };
    let file = town.folder.path().join("town.dump");
    let file = file.to_str().unwrap();
    let url = town.database_url();
    if tool(
        "pg_dump",
        &["--format=custom", "--file", file, "--dbname", url],
    )
    .is_none()
    {
        return;
    }

    let words = ["--no-owner", "--exit-on-error", "--dbname", &other, file];
    tool("pg_restore", &words).unwrap();

    assert_eq!(rows(&other), rows(url));
    assert!(rows(url).unwrap().len() > 60);
    let layers = Command::new(env!("CARGO_BIN_EXE_jalon"))
        .args(["layers", "--json", "--data-dir"])
        .arg(town.folder.path().join("second"))
        .args(["--database-url", &other])
        .output()
        .unwrap();
    assert!(layers.status.success(), "{}", said(&layers));
    let layers: Value = serde_json::from_slice(&layers.stdout).unwrap();
    assert!(layers.to_string().contains("settlements"), "{layers}");
}

#[tokio::test]
async fn our_own_backup_of_such_records_says_what_to_do_instead() {
    let Some(town) = TestTown::small_on_postgres().await else {
        return;
    };
    let key = jalon(&town, &["backup", "key", "key"]);
    let public = String::from_utf8(key.stdout).unwrap();
    let (public, url) = (public.trim(), town.database_url());

    let words = [
        "backup",
        "town.age",
        "--recipient",
        public,
        "--data-dir",
        "data",
    ];
    let refused = jalon(&town, &[&words[..], &["--database-url", url]].concat());

    assert_eq!(refused.status.code(), Some(7), "{}", said(&refused));
    assert!(said(&refused).contains("pg_dump"), "{}", said(&refused));
    assert!(!town.folder.path().join("town.age").exists());
}
