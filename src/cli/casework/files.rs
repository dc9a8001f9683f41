//! `jalon casework`: works orders, their ends, incidents, overrides and teams as files of rows.

use std::path::PathBuf;

use clap::Subcommand;

use super::ACTOR;
use crate::{
    app::Table,
    cli::{
        Error,
        args::{Shared, word},
        open, output,
        register::{bytes_of, write},
    },
    domain::{Audience, CaseworkFile},
};

/// What can be typed behind `jalon casework`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CaseworkCommand {
    /// Write an empty file: the columns that a row fills in
    Template {
        /// Of what
        #[arg(value_parser = word::<CaseworkFile>)]
        kind: CaseworkFile,
    },
    /// Write every record as rows of separated values, newest first
    Export {
        /// Of what
        #[arg(value_parser = word::<CaseworkFile>)]
        kind: CaseworkFile,
    },
    /// Take every row of a file in, or none
    Import {
        /// Of what
        #[arg(value_parser = word::<CaseworkFile>)]
        kind: CaseworkFile,
        /// The file, - for standard input; its columns are those of the template
        file: PathBuf,
    },
}

/// Carries it out.
pub(in crate::cli) async fn run(shared: &Shared, asked: CaseworkCommand) -> Result<(), Error> {
    match asked {
        CaseworkCommand::Template { kind } => {
            let columns = kind.filled_in().map(str::to_owned).collect();
            let rows = Vec::new();
            write(&Table { columns, rows }.to_csv())
        }
        CaseworkCommand::Export { kind } => {
            let (jalon, _) = open(shared, None).await?;
            let table = jalon.casework_file(kind, Audience::Team).await?;
            write(&table.to_csv())
        }
        CaseworkCommand::Import { kind, file } => {
            let bytes = bytes_of(&file, "casework")?;
            let (jalon, _) = open(shared, None).await?;
            let taken = jalon.take_in_casework((kind, &bytes), ACTOR).await?;
            if shared.json {
                return output::json(&taken);
            }
            for warning in &taken.warnings {
                output::note(&format!("warning: {warning}"));
            }
            output::line(&format!("{} rows of {kind} were taken in", taken.added))
        }
    }
}
