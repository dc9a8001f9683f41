//! Fault trials against the program as it ships: processes killed, files damaged, a full disk, power cuts,
//! more clients than one thinks of, and clients that keep it waiting.
//!
//! `make reliability` builds the program and runs this; it prints one table and ends with 1 when an
//! acknowledged change was lost, half of one was there, or the program panicked. The seed it prints,
//! given again, draws the same moments and bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a trial that cannot be held ends the run"
)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the table is the result"
)]

mod backups;
mod clock;
mod damage;
mod disk;
mod installation;
mod kills;
mod load;
#[path = "../../tests/it/upgrades/older.rs"]
mod older;
mod postgres;
mod power;
mod slow;
mod standby;
mod tally;
mod upgrades;
mod wire;

use std::{path::PathBuf, process::ExitCode};

use rand::{RngExt, SeedableRng, rngs::StdRng};

use tally::Tally;

/// What is to be tried.
pub(crate) struct Plan {
    /// The program.
    pub(crate) program: PathBuf,
    /// Kills during writes; the other faults go by it.
    pub(crate) trials: u32,
    /// What everything random is drawn from.
    pub(crate) random: StdRng,
}

/// Holds the trials of one fault.
type Fault = fn(&mut Plan) -> Tally;

/// Every fault with the word that asks for it alone.
const FAULTS: [(&str, Fault); 17] = [
    ("writes", kills::during_writes),
    ("imports", kills::during_imports),
    ("backups", kills::during_backups),
    ("copies", backups::under_writes),
    ("spoilt", backups::damaged),
    ("migrations", kills::during_migrations),
    ("upgrades", upgrades::killed),
    ("database", damage::of_the_database),
    ("log", damage::of_the_log),
    ("disk", disk::full),
    ("power", power::cut),
    ("postgres", postgres::restarted),
    ("servers", postgres::two_servers),
    ("standby", standby::takes_over),
    ("clock", clock::jumps),
    ("load", load::of_a_thousand),
    ("slow", slow::clients),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [inside, program, folder] = &words[..]
        && inside == "--inside-disk"
    {
        disk::inside(program.as_ref(), folder.as_ref());
        return ExitCode::SUCCESS;
    }
    let [program, trials, rest @ ..] = &words[..] else {
        eprintln!("usage: reliability PROGRAM TRIALS [SEED [FAULT]]");
        return ExitCode::from(2);
    };
    let seed = match rest.first() {
        Some(seed) if seed != "random" => seed.parse().expect("the seed is a number"),
        _ => rand::rng().random::<u32>().into(),
    };
    println!("seed {seed}");
    let mut plan = Plan {
        program: PathBuf::from(program),
        trials: trials.parse().expect("the number of trials is a number"),
        random: StdRng::seed_from_u64(seed),
    };
    let only = rest.get(1).map_or("", String::as_str);
    let mut tallies = Vec::new();
    for (_, fault) in FAULTS.iter().filter(|(name, _)| name.contains(only)) {
        let tally = fault(&mut plan);
        println!("{}", tally.line());
        tallies.push(tally);
    }
    println!("\n{}", tally::table(&tallies));
    if tallies.iter().any(|tally| tally.lost > 0) {
        println!("LOST: repeat with the seed {seed}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
