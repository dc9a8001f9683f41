//! Files that were damaged: a byte turned, or the end cut off.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use rand::{Rng, RngExt};

use super::{
    Plan,
    installation::{Client, Installation, said},
    tally::Tally,
};

/// What is asked of a damaged installation: together they read most of what is stored here.
const QUESTIONS: [&[&str]; 2] = [
    &[
        "register",
        "list",
        "organisation",
        "--limit",
        "1000",
        "--json",
    ],
    &["audit", "changes", "--limit", "10000", "--json"],
];

const OF_DATABASE: &str = "damaged database";

/// A byte is turned, or the end cut off.
fn damage(file: &Path, random: &mut impl Rng) {
    let mut bytes = fs::read(file).unwrap();
    let at = random.random_range(0..bytes.len());
    if random.random_range(0..4) == 0 {
        bytes.truncate(at / 512 * 512);
    } else {
        bytes[at] ^= random.random_range(1..=255_u8);
    }
    fs::write(file, bytes).unwrap();
}

/// An installation with a file of changes in its log, as a killed server leaves it.
fn with_log(plan: &Plan, folder: &Path) -> Installation {
    let town = Installation::new(&plan.program, folder.join("whole"));
    let (server, _) = town.serve().unwrap();
    let client = Client::of(&server);
    for at in 0..150 {
        client
            .add(&format!("{at} {}", "name ".repeat(18).trim()))
            .unwrap();
    }
    drop(server);
    town
}

fn copied(town: &Installation, to: &Path) -> Installation {
    fs::create_dir_all(to).unwrap();
    for name in ["jalon.toml", "installation.key", "jalon.db", "jalon.db-wal"] {
        if town.folder.join(name).exists() {
            fs::copy(town.folder.join(name), to.join(name)).unwrap();
        }
    }
    Installation {
        program: town.program.clone(),
        folder: to.to_owned(),
        database: None,
        environment: Vec::new(),
    }
}

fn answers(town: &Installation) -> Result<Vec<String>, (Option<i32>, String)> {
    let mut answers = Vec::new();
    for words in QUESTIONS {
        let output = town.run(words);
        if !output.status.success() {
            return Err((output.status.code(), said(&output)));
        }
        answers.push(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Ok(answers)
}

/// The database itself is damaged: refused with an exit code, or every answer as before. A byte turned inside
/// a value changes that value: SQLite notices damage to its structure only, and these are counted apart.
pub(crate) fn of_the_database(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of(OF_DATABASE);
    let home = tempfile::tempdir().unwrap();
    let town = with_log(plan, home.path());
    // The log is folded in when the last connection closes.
    let right = answers(&town).unwrap();
    for _ in 0..plan.trials {
        let broken = copied(&town, &home.path().join("broken"));
        damage(&broken.folder.join("jalon.db"), &mut plan.random);
        let begun = Instant::now();
        let found = answers(&broken);
        let is_right = found.as_ref().is_ok_and(|found| *found == right);
        count(&mut tally, found, is_right, begun.elapsed());
        fs::remove_dir_all(&broken.folder).unwrap();
    }
    tally
}

/// The log is damaged: what was written before the damage is all there, in order, and nothing else.
pub(crate) fn of_the_log(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("damaged log");
    let home = tempfile::tempdir().unwrap();
    let town = with_log(plan, home.path());
    let whole = copied(&town, &home.path().join("copy"));
    let right = answers(&whole).unwrap();
    for _ in 0..plan.trials {
        let broken = copied(&town, &home.path().join("broken"));
        damage(&broken.folder.join("jalon.db-wal"), &mut plan.random);
        let begun = Instant::now();
        let found = answers(&broken);
        let is_right = found
            .as_ref()
            .is_ok_and(|found| is_beginning(&found[1], &right[1]));
        count(&mut tally, found, is_right, begun.elapsed());
        fs::remove_dir_all(&broken.folder).unwrap();
    }
    "recovered to the last whole change".clone_into(&mut tally.note);
    tally
}

/// Whether the changes listed are the first ones of all; the table is cut to the widest of its rows.
fn is_beginning(found: &str, all: &str) -> bool {
    let words = |text: &str| -> Vec<Vec<String>> {
        let rows = text
            .lines()
            .filter(|line| line.starts_with(|c: char| c == ' ' || c.is_ascii_digit()));
        rows.map(|row| row.split_whitespace().map(str::to_owned).collect())
            .collect()
    };
    let (found, all) = (words(found), words(all));
    found.len() <= all.len() && found[..] == all[..found.len()]
}

fn count(
    tally: &mut Tally,
    found: Result<Vec<String>, (Option<i32>, String)>,
    is_right: bool,
    time: Duration,
) {
    match found {
        Ok(_) if is_right => tally.recovered_in(time),
        Ok(_) if tally.fault == OF_DATABASE => {
            tally.trials += 1;
            tally.changed += 1;
        }
        Ok(_) => tally.lost("a wrong row was served"),
        Err((Some(code), why))
            if why.contains("error: ") && !why.contains("panicked") && code != 0 =>
        {
            tally.trials += 1;
            tally.refused += 1;
        }
        Err((code, why)) => tally.lost(&format!("ended with {code:?}: {why}")),
    }
}
