//! Backups through the doors: all rows come back, nothing damaged does, nothing is left behind.

mod dump;
mod postgres;
mod schedule;
mod transfer;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header::CONTENT_TYPE, header::HOST},
};
use jalon::domain::Audience;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::json;

use crate::support::{TestTown, ask};
use dump::dump;

/// Runs the program beside a town.
fn jalon(town: &TestTown, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jalon"))
        .args(words)
        .current_dir(town.folder.path())
        .env_remove("JALON_BACKUP_PASSPHRASE")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Runs it, and takes it for granted that it succeeds.
fn done(town: &TestTown, words: &[&str]) -> String {
    let output = jalon(town, words);
    assert!(output.status.success(), "{words:?}: {}", said(&output));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Backs a town up with a new key, `key`, and returns the public half of it.
fn back_up(town: &TestTown, file: &str) -> String {
    let public = done(town, &["backup", "key", "key"]);
    let words = ["backup", file, "--recipient", &public, "--data-dir", "data"];
    done(town, &words);
    public
}

fn restore<'a>(file: &'a str, folder: &'a str) -> [&'a str; 6] {
    ["restore", file, "--data-dir", folder, "--identity", "key"]
}

/// The names in a folder, but for those that tests put there.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

#[tokio::test]
async fn what_is_restored_equals_what_was_backed_up_row_for_row() {
    let town = TestTown::small().await;
    back_up(&town, "town.age");
    let was = dump(&town.folder.path().join("data/jalon.db")).await;

    done(
        &town,
        &[
            "backup",
            "verify",
            "town.age",
            "--identity",
            "key",
            "--data-dir",
            "data",
        ],
    );
    done(&town, &restore("town.age", "new"));

    let is = dump(&town.folder.path().join("new/jalon.db")).await;
    assert!(was.len() > 60, "{}", was.len());
    // The line that says that the backup was taken stands behind the copy that it tells of.
    let of_itself = ["audit_event ", "audit_chain ", "counter "];
    let is_of_itself = |line: &&String| of_itself.iter().any(|table| line.starts_with(table));
    let lost: Vec<_> = was.difference(&is).collect();
    assert_eq!(lost.len(), 3, "{lost:?}");
    assert!(lost.iter().all(is_of_itself), "{lost:?}");
    let new: Vec<_> = is.difference(&was).collect();
    assert!(new.len() == 1 && new[0].starts_with("counter "), "{new:?}");
    assert_eq!(
        names(&town.folder.path().join("new")),
        ["jalon.db".to_owned()].into()
    );
    let left = names(&town.folder.path().join("data"));
    assert!(!left.contains("backup.work"), "{left:?}");
    done(&town, &["rank", "--data-dir", "new"]);
    done(&town, &["audit", "verify", "--data-dir", "new"]);
}

#[tokio::test]
async fn nobody_without_the_key_reads_a_word_of_it() {
    let town = TestTown::small().await;
    back_up(&town, "town.age");

    let bytes = fs::read(town.folder.path().join("town.age")).unwrap();
    let without = jalon(&town, &["restore", "town.age", "--data-dir", "new"]);
    done(&town, &["backup", "key", "other"]);
    let words = [
        "restore",
        "town.age",
        "--data-dir",
        "new",
        "--identity",
        "other",
    ];
    let other = jalon(&town, &words);

    let plain = b"settlement";
    assert!(!bytes.windows(plain.len()).any(|part| part == plain));
    assert_eq!(without.status.code(), Some(7), "{}", said(&without));
    assert_eq!(other.status.code(), Some(3), "{}", said(&other));
    assert!(said(&other).contains("key"), "{}", said(&other));
    assert!(!town.folder.path().join("new").exists());
}

#[tokio::test]
async fn random_flips_and_cuts_are_all_refused_and_leave_nothing_behind() {
    let town = TestTown::small().await;
    back_up(&town, "town.age");
    let folder = town.folder.path();
    let whole = fs::read(folder.join("town.age")).unwrap();
    let seed: u64 = rand::rng().random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);

    for trial in 0..60 {
        let mut bytes = whole.clone();
        let at = random.random_range(0..bytes.len());
        if trial % 3 == 0 {
            bytes.truncate(at);
        } else {
            bytes[at] ^= random.random_range(1..=255_u8);
        }
        fs::write(folder.join("broken.age"), bytes).unwrap();
        let keys = jalon::backup::Keys::in_file(&folder.join("key")).unwrap();

        let broken = folder.join("broken.age");
        let refused = jalon::app::restore(&broken, &folder.join("new"), keys).await;

        let kind = refused.map_err(|error| error.kind());
        assert_eq!(
            kind,
            Err(jalon::app::ErrorKind::Refused),
            "seed {seed}, byte {at}"
        );
        assert!(!folder.join("new").exists(), "seed {seed}, byte {at}");
    }
    let output = jalon(&town, &restore("broken.age", "new"));
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
}

#[tokio::test]
async fn a_folder_that_holds_data_is_left_as_it_is() {
    let town = TestTown::small().await;
    back_up(&town, "town.age");
    let folder = town.folder.path();
    let was = fs::read(folder.join("data/jalon.db")).unwrap();
    fs::create_dir(folder.join("other")).unwrap();
    fs::write(folder.join("other/notes.txt"), "ours").unwrap();
    fs::create_dir(folder.join("ready")).unwrap();
    fs::write(folder.join("ready/jalon.toml"), "bind = '127.0.0.1:1'").unwrap();

    let onto_data = jalon(&town, &restore("town.age", "data"));
    let onto_notes = jalon(&town, &restore("town.age", "other"));
    done(&town, &restore("town.age", "ready"));

    assert_eq!(onto_data.status.code(), Some(8), "{}", said(&onto_data));
    assert_eq!(onto_notes.status.code(), Some(8), "{}", said(&onto_notes));
    assert_eq!(fs::read(folder.join("data/jalon.db")).unwrap(), was);
    assert_eq!(
        names(&folder.join("other")),
        ["notes.txt".to_owned()].into()
    );
}

#[tokio::test]
async fn tables_of_a_later_program_and_of_another_one_are_refused() {
    let town = TestTown::small().await;
    let public = back_up(&town, "town.age");
    let folder = town.folder.path();
    done(&town, &restore("town.age", "later"));
    dump::run(
        &folder.join("later/jalon.db"),
        "update jalon_migration set version = 9999 where version = (select max(version) from jalon_migration)",
    )
    .await;
    dump::run(&folder.join("other.db"), "create table t (a)").await;
    let lock = || jalon::backup::Lock::of_recipients(&[&public]).unwrap();
    for (plain, sealed) in [("later/jalon.db", "later.age"), ("other.db", "other.age")] {
        let replacing = jalon::backup::Replacing::Refused;
        let ready = jalon::backup::seal(
            &folder.join(plain),
            &folder.join(sealed),
            &lock(),
            replacing,
        );
        ready.unwrap().keep(replacing).unwrap();
    }

    let later = jalon(&town, &restore("later.age", "new"));
    let other = jalon(&town, &restore("other.age", "new"));

    assert_eq!(later.status.code(), Some(3), "{}", said(&later));
    assert!(said(&later).contains("9999"), "{}", said(&later));
    assert_eq!(other.status.code(), Some(3), "{}", said(&other));
    assert!(!folder.join("new").exists());
}

#[tokio::test]
async fn what_a_killed_backup_left_unencrypted_is_removed_by_the_next() {
    let town = TestTown::small().await;
    let work = town.folder.path().join("data/backup.work");
    fs::create_dir(&work).unwrap();
    fs::write(work.join("jalon.db"), "half a copy").unwrap();

    back_up(&town, "town.age");

    assert!(!work.exists());
}

/// Adds landlords until it is told to stop, and returns the codes that were acknowledged, in order.
async fn write_until(town: Arc<TestTown>, stop: Arc<AtomicBool>) -> Vec<String> {
    let mut acknowledged = Vec::new();
    let router = town.router(Audience::Team);
    while !stop.load(Ordering::Relaxed) {
        let fields =
            json!({"name": format!("landlord {}", acknowledged.len()), "kind": "social_landlord"});
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/registers/organisation")
            .header(HOST, "127.0.0.1:8080")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(json!({"fields": fields}).to_string()))
            .unwrap();
        let answer = ask(router.clone(), request).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        acknowledged.push(answer.json()["code"].as_str().unwrap().to_owned());
    }
    acknowledged
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_taken_while_others_write_holds_a_prefix_of_what_was_acknowledged() {
    let town = Arc::new(TestTown::small().await);
    let public = done(&town, &["backup", "key", "key"]);
    let stop = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn(write_until(town.clone(), stop.clone()));
    let mut restored: Vec<BTreeSet<String>> = Vec::new();

    for trial in 0..3 {
        let (file, folder) = (format!("{trial}.age"), format!("new{trial}"));
        let other = town.clone();
        let public = public.clone();
        let place = tokio::task::spawn_blocking(move || -> PathBuf {
            let words = [
                "backup",
                &file,
                "--recipient",
                &public,
                "--data-dir",
                "data",
            ];
            done(&other, &words);
            done(&other, &restore(&file, &folder));
            other.folder.path().join(folder).join("jalon.db")
        });
        restored.push(dump::codes(&place.await.unwrap(), "organisation").await);
    }
    stop.store(true, Ordering::Relaxed);
    let acknowledged = writing.await.unwrap();

    for found in restored {
        let prefix: BTreeSet<String> = acknowledged.iter().take(found.len()).cloned().collect();
        assert_eq!(
            found,
            prefix,
            "not the first {} of those acknowledged",
            found.len()
        );
    }
    assert!(acknowledged.len() > 1, "nobody wrote meanwhile");
}
