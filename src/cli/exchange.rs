//! `jalon exchange`: the spreadsheet of the national platform, out and in.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Error, args::Shared, open, output};
use crate::{
    app::{Look, NationalFile, NationalImported},
    domain::{Code, DocumentFormat, Person},
};

/// What can be typed behind `jalon exchange`.
#[derive(Debug, Subcommand)]
pub(super) enum ExchangeCommand {
    /// Write the settlements in the columns of the French national platform
    Export {
        /// Where to; its ending names the format: xlsx, csv
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
        /// Leave the columns about courts and owners blank
        #[arg(long)]
        without_law: bool,
        /// What for: written down
        #[arg(long)]
        purpose: Option<String>,
    },
    /// Take in a file of the French national platform, every row or none
    Import {
        /// The file: XLSX or CSV
        file: PathBuf,
        /// Read and report, and store nothing
        #[arg(long)]
        dry_run: bool,
    },
}

/// Carries it out.
pub(super) async fn run(shared: &Shared, asked: ExchangeCommand) -> Result<(), Error> {
    let person = Person::operator("cli");
    match asked {
        ExchangeCommand::Export {
            output: target,
            without_law,
            purpose,
        } => {
            let ending = target.extension().unwrap_or_default().to_string_lossy();
            let format = DocumentFormat::from_code(&ending)
                .filter(|format| matches!(format, DocumentFormat::Xlsx | DocumentFormat::Csv))
                .ok_or_else(|| usage("name the file with the ending .xlsx or .csv"))?;
            let (jalon, _) = open(shared, None).await?;
            let look = Look {
                person: &person,
                purpose: purpose.as_deref(),
            };
            let bytes = jalon.national_file((format, !without_law), look).await?;
            std::fs::write(&target, bytes)?;
            output::line(&format!("the settlements are in {}", target.display()))
        }
        ExchangeCommand::Import { file, dry_run } => {
            let bytes = bytes_of(&file)?;
            let name = file.file_name().unwrap_or(file.as_os_str());
            let given = NationalFile {
                name: name.to_string_lossy().into_owned(),
                bytes,
                dry_run,
            };
            let (jalon, _) = open(shared, None).await?;
            let done = jalon.take_in_national(&given, &person).await?;
            if shared.json {
                return output::json(&done);
            }
            output::line(&in_words(&done))
        }
    }
}

fn bytes_of(file: &Path) -> Result<Vec<u8>, Error> {
    let shown = file.display();
    std::fs::read(file).map_err(|error| usage(&format!("{shown} cannot be read: {error}")))
}

fn in_words(done: &NationalImported) -> String {
    let report = &done.report;
    let mut lines = vec![
        match done.change {
            Some(change) => format!("{} was taken in by change {change}", report.file),
            None => format!("{}: nothing was stored", report.file),
        },
        format!(
            "  {} rows: {} settlements added, {} changed, {} as known; {} visits, {} entries",
            report.tally.read, done.added, done.changed, done.unchanged, done.visits, done.entries
        ),
    ];
    if !report.columns_left_out.is_empty() {
        lines.push(format!("  not read {}", report.columns_left_out.join(", ")));
    }
    let warnings = report.warnings.iter();
    lines.extend(warnings.map(|warning| format!("  warning  {warning}")));
    if let Some(change) = done.change {
        lines.push(format!("  `jalon register undo {change}` takes it back"));
    }
    lines.join("\n")
}

fn usage(what: &str) -> Error {
    Error::Usage {
        what: what.to_owned(),
        command: "exchange",
    }
}
