//! The door for operators: `jalon --help` is the map.
//!
//! Every command takes `--data-dir` and `--json`. Results go to standard output, progress and
//! errors to standard error; the exit code tells the kind of error.

mod args;
mod visit_args;
mod output;
mod import;
mod settlement;
mod register;
mod report;
mod publish;
mod file;
mod household;
mod retention;
mod score;
mod weights;
mod visit;
mod explain;
mod dispersal;
mod casework;
mod alert;
mod place;
mod export;
mod exchange;
mod mail;
mod serve;
mod tiles;
mod user;
mod webhook;
mod audit;
mod backup;
mod migrate;
mod doctor;
mod demo;
mod log;

use std::{process::ExitCode, sync::Arc};

use clap::Parser;

use crate::{
    app::{self, Clock, ErrorKind, Jalon},
    config::{Flags, Settings},
    http,
};
use args::{Cli, Command};

/// Why a command ended without its result.
#[derive(Debug, thiserror::Error)]
enum Error {
    /// The system refused or failed.
    #[error(transparent)]
    App(#[from] app::Error),
    /// The server could not be started or stopped.
    #[error(transparent)]
    Serve(#[from] http::Error),
    /// The command line asks for something that cannot be.
    #[error("{what}; see `jalon {command} --help`")]
    Usage {
        /// What is wrong.
        what: String,
        /// Which command.
        command: &'static str,
    },
    /// What is wrong with a file of weights, with the file.
    #[error("{}: {source}", file.display())]
    Weights {
        /// The file.
        file: std::path::PathBuf,
        /// What is wrong with it.
        source: app::Error,
    },
    /// The result could not be written out.
    #[error("the result cannot be written out; check where it is piped to")]
    Output(#[from] std::io::Error),
    /// An alert was worked out and printed, but did not arrive where it was sent.
    #[error(
        "the alert above could not be sent on to {host} ({tries} tries): {fault}; pass it on by hand"
    )]
    NotSent {
        /// Where to.
        host: String,
        /// How often it was tried.
        tries: u32,
        /// Why.
        fault: String,
    },
    /// A file of tiles was gone through, and not all of it is as it should be.
    #[error("{file} has {faults} faults, as listed above; fetch or build it again")]
    Faults {
        /// The file.
        file: String,
        /// How many were found.
        faults: usize,
    },
    /// Somebody has altered the record of changes or of readings.
    #[error(
        "the record was altered in {faults} places, as listed above; compare with the last good backup, and find out who could write to the database"
    )]
    Altered {
        /// How many places were found.
        faults: usize,
    },
    /// The installation has something wrong with it.
    #[error("{errors} things are wrong, as listed above")]
    Ailing {
        /// How many.
        errors: usize,
    },
    /// The sample city could not be unpacked.
    #[error("the sample city cannot be unpacked into the temporary folder; free some space there")]
    Sample(#[source] std::io::Error),
}

/// Runs the program: parses the command line, carries it out, and tells how it went.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&Error::Output(error)),
    };
    let log = log::start(matches!(cli.command, Command::Serve(_) | Command::Demo(_)));
    let done = runtime.block_on(carry_out(cli));
    log.finish();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

async fn carry_out(cli: Cli) -> Result<(), Error> {
    let shared = &cli.shared;
    match cli.command {
        Command::Import(asked) => import::run(shared, asked).await,
        Command::Layers => import::layers(shared).await,
        Command::Settlement(asked) => settlement::run(shared, asked).await,
        Command::Register(asked) => register::run(shared, *asked).await,
        Command::Report(asked) => report::run(shared, asked).await,
        Command::Publish(asked) => publish::run(shared, asked).await,
        Command::Retention(asked) => retention::run(shared, asked).await,
        Command::Household(asked) => household::run(shared, asked).await,
        Command::File(asked) => file::run(shared, asked).await,
        Command::Visit(asked) => visit::run(shared, asked).await,
        Command::Score => score::score(shared).await,
        Command::Weights { asked } => weights::run(shared, asked).await,
        Command::Rank(asked) => score::rank(shared, &asked).await,
        Command::Explain(asked) => explain::run(shared, &asked).await,
        Command::Dispersal(asked) => dispersal::run(shared, *asked).await,
        Command::Override(asked) => casework::overrides(shared, asked).await,
        Command::Danger(asked) => casework::danger(shared, asked).await,
        Command::Works(asked) => casework::works(shared, asked).await,
        Command::Incident(asked) => casework::incident(shared, asked).await,
        Command::Team(asked) => casework::team(shared, asked).await,
        Command::Casework(asked) => casework::files(shared, asked).await,
        Command::Place(asked) => place::run(shared, *asked).await,
        Command::Alert(asked) => alert::run(shared, *asked).await,
        Command::Export(asked) => export::run(shared, *asked).await,
        Command::Exchange(asked) => exchange::run(shared, asked).await,
        Command::Serve(asked) => serve::run(shared, asked).await,
        Command::User(asked) => user::users(shared, asked).await,
        Command::Audit(asked) => audit::run(shared, asked).await,
        Command::Backup(asked) => backup::run(shared, asked).await,
        Command::Restore(asked) => backup::restore(shared, asked).await,
        Command::Migrate(asked) => migrate::run(shared, &asked).await,
        Command::Token(asked) => user::tokens(shared, asked).await,
        Command::Webhook(asked) => webhook::run(shared, asked).await,
        Command::Tiles(asked) => tiles::run(shared, asked).await,
        Command::Demo(asked) => demo::run(shared, asked).await,
        Command::Doctor => doctor::run(shared).await,
        Command::Openapi => output::json(&http::document()),
    }
}

/// Opens the system as the flags say.
async fn open(
    shared: &args::Shared,
    bind: Option<String>,
) -> Result<(Arc<Jalon>, Settings), Error> {
    let flags = Flags {
        bind,
        ..flags(shared)
    };
    opened(flags).await
}

fn flags(shared: &args::Shared) -> Flags {
    Flags {
        data_dir: shared.data_dir.clone(),
        database_url: shared.database_url.clone(),
        ..Flags::default()
    }
}

async fn opened(flags: Flags) -> Result<(Arc<Jalon>, Settings), Error> {
    let settings = Settings::load(flags).map_err(app::Error::from)?;
    let jalon = Jalon::open(&settings, Clock::system()).await?;
    Ok((Arc::new(jalon), settings))
}

/// One exit code for each kind of error; 2 is the command line's own.
fn exit_code(error: &Error) -> u8 {
    match error {
        Error::Usage { .. } => 2,
        Error::App(error) | Error::Weights { source: error, .. } => match error.kind() {
            ErrorKind::Refused
            | ErrorKind::TooLarge
            | ErrorKind::OtherKind
            | ErrorKind::NotSignedIn
            | ErrorKind::Forbidden => 3,
            ErrorKind::NotFound => 4,
            ErrorKind::Unavailable => 5,
            ErrorKind::Full => 6,
            ErrorKind::Settings => 7,
            ErrorKind::Conflict | ErrorKind::Stale => 8,
            ErrorKind::Broken => 1,
        },
        Error::Faults { .. } | Error::Altered { .. } => 3,
        Error::NotSent { .. } => 5,
        Error::Serve(_) => 9,
        Error::Ailing { .. } => 10,
        Error::Output(_) | Error::Sample(_) => 1,
    }
}

fn failed(error: &Error) -> ExitCode {
    if let Error::App(error) = error
        && let Some(report) = error.report()
    {
        output::note(&import::refusals_in_words(report));
    }
    if let Error::App(error) = error
        && let Some(report) = error.visit_report()
    {
        output::note(&visit::refusals_in_words(report));
    }
    let mut said = error.to_string();
    output::note(&format!("error: {said}"));
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        let why = deeper.to_string();
        // Some errors quote their cause; nobody needs to read it twice.
        if !said.contains(&why) {
            output::note(&format!("  because: {why}"));
            said = why;
        }
        cause = deeper.source();
    }
    ExitCode::from(exit_code(error))
}
