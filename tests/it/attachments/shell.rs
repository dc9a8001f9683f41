//! Photos and documents from the shell.

use std::process::{Command, Output, Stdio};

use super::*;

fn run(town: &TestTown, words: &[&str]) -> Output {
    let folder = town.folder.path();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jalon"));
    command
        .args(words)
        .arg("--data-dir")
        .arg(folder.join("data"));
    command.current_dir(folder).stdin(Stdio::null());
    command.output().unwrap()
}

fn json(town: &TestTown, words: &[&str]) -> Value {
    let output = run(town, &[words, &["--json"]].concat());
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{why}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn a_photo_is_taken_in_listed_written_out_and_removed_from_the_shell() {
    let town = TestTown::small().await;
    std::fs::write(town.folder.path().join("facade.jpg"), photo(9)).unwrap();
    std::fs::write(town.folder.path().join("page.jpg"), "<html></html>").unwrap();

    let added = json(&town, &["file", "add", "settlement:S1", "facade.jpg"]);
    let id = added[0]["id"].as_str().unwrap().to_owned();
    let page = run(&town, &["file", "add", "settlement:S1", "page.jpg"]);
    let nowhere = run(&town, &["file", "add", "S1", "facade.jpg"]);
    let listed = json(&town, &["file", "list", "settlement:S1"]);
    let written = run(&town, &["file", "get", &id, "-o", "out.jpg"]);
    let over = run(&town, &["file", "get", &id, "-o", "facade.jpg"]);
    let kept = std::fs::read(town.folder.path().join("out.jpg")).unwrap();
    let removed = run(&town, &["file", "remove", &id, "--reason", "a face in it"]);
    let gone = run(&town, &["file", "get", &id, "-o", "again.jpg"]);

    assert_eq!(added[0]["name"], "facade.jpg");
    assert_eq!(page.status.code(), Some(3));
    assert_eq!(nowhere.status.code(), Some(2));
    assert_eq!(listed, added);
    assert!(written.status.success());
    assert_eq!(over.status.code(), Some(2), "nothing is written over");
    assert_eq!(
        kept.len(),
        usize::try_from(added[0]["bytes"].as_u64().unwrap()).unwrap()
    );
    assert!(!holds(&kept, b"GPS"));
    assert!(removed.status.success());
    assert_eq!(gone.status.code(), Some(4));
}
