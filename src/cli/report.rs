//! `jalon report`: a report of the work as a file, or the list of all reports.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Error, args, args::Shared, open, output};
use crate::{
    app::{Look, ReportAsked},
    domain::{Code, DocumentFormat, Language, Person, ReportName, Words},
};

/// What can be typed behind `jalon report`.
#[derive(Debug, Args)]
pub(super) struct ReportCommand {
    /// Which report; all are listed without
    name: Option<String>,
    /// File to write; its ending names the format: pdf, xlsx, csv
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Language of the report
    #[arg(long, default_value = "fr", value_parser = args::language)]
    lang: Language,
    /// Code of the settlement or the entry that the report is about
    #[arg(long, value_name = "CODE")]
    about: Option<String>,
    /// The year that it is about [default: this year]
    #[arg(long)]
    year: Option<i32>,
    /// What for: written down
    #[arg(long)]
    purpose: Option<String>,
}

/// Writes the report whole, or not at all.
pub(super) async fn run(shared: &Shared, asked: ReportCommand) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let person = Person::operator("cli");
    let Some(name) = &asked.name else {
        let words = Words::of(asked.lang);
        let rows = jalon.reports(&person).into_iter().map(|plan| {
            let formats: Vec<String> = plan.formats.iter().map(ToString::to_string).collect();
            vec![
                plan.name.to_string(),
                words.say(&plan.title_name()),
                formats.join(" "),
                plan.asks.what().unwrap_or_default(),
            ]
        });
        let head = ["report", "title", "formats", "--about"];
        return output::line(&output::table(&head, &[], rows.collect()));
    };
    let wanted = asked.wanted(name)?;
    let look = Look {
        person: &person,
        purpose: asked.purpose.as_deref(),
    };
    let bytes = jalon.report(&wanted, look).await?;
    let target = asked.output.unwrap_or_default();
    let taking = target.with_extension("part");
    std::fs::write(&taking, &bytes)?;
    std::fs::rename(&taking, &target)?;
    if shared.json {
        return output::json(&json!({ "file": target, "bytes": bytes.len() }));
    }
    output::line(&format!(
        "{} bytes are in {}",
        bytes.len(),
        target.display()
    ))
}

impl ReportCommand {
    fn wanted(&self, name: &str) -> Result<ReportAsked, Error> {
        let name = ReportName::from_code(name).ok_or_else(|| {
            let known = ReportName::CODES.join(", ");
            usage(format!("there is no report {name:?}, only {known}"))
        })?;
        let ending = self
            .output
            .as_ref()
            .and_then(|file| file.extension()?.to_str());
        let format = ending.and_then(DocumentFormat::from_code).ok_or_else(|| {
            usage("--output does not name a file that ends with pdf, docx, xlsx or csv".to_owned())
        })?;
        Ok(ReportAsked {
            name,
            format,
            language: self.lang,
            about: self.about.clone(),
            year: self.year,
        })
    }
}

fn usage(what: String) -> Error {
    Error::Usage {
        what,
        command: "report",
    }
}
