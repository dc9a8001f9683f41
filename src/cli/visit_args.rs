//! What can be typed after `jalon visit`.

#![allow(
    clippy::doc_markdown,
    reason = "these comments are what a terminal shows"
)]

use std::path::PathBuf;

use clap::{Args, Subcommand};
use uuid::Uuid;

use super::args::{language, word};
use crate::domain::{Language, VisitMethod};

#[derive(Debug, Subcommand)]
pub(super) enum VisitCommand {
    /// Add a visit with its answers, or say that nothing has changed
    Add(Add),
    /// List the visits of a settlement, newest first
    List {
        /// Its code, as `jalon rank` lists it
        #[arg(value_name = "SITE")]
        settlement: String,
        /// How many at most
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Tell what is answered about a settlement today, each answer with its date and source
    Answers {
        /// Its code, as `jalon rank` lists it
        #[arg(value_name = "SITE")]
        settlement: String,
        /// Language of the questions
        #[arg(long, default_value = "en", value_parser = language)]
        lang: Language,
    },
    /// List the questions a visit may answer, with their units and ranges
    Questions {
        /// Language of the questions
        #[arg(long, default_value = "en", value_parser = language)]
        lang: Language,
    },
    /// Let the answers of a visit that waits count from now on
    Validate {
        /// Id of the visit, as `jalon visit list` shows it
        id: Uuid,
        /// Who validates: a code or a role
        #[arg(long, default_value = "cli", value_name = "CODE")]
        by: String,
    },
    /// Let a visit count no longer; it is kept with the reason
    Withdraw {
        /// Id of the visit, as `jalon visit list` shows it
        id: Uuid,
        /// Why it no longer counts
        #[arg(long)]
        reason: String,
        /// Who withdraws: a code or a role
        #[arg(long, default_value = "cli", value_name = "CODE")]
        by: String,
    },
    /// Import a file of visits, one row each: all rows, or none
    Import(ImportVisits),
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// Code of the settlement, as `jalon rank` lists it
    #[arg(value_name = "SITE")]
    pub(super) settlement: String,
    /// File with the visit as JSON: {"answers": {"water_m": 350, "pests": "unknown"}}
    #[arg(long, value_name = "FILE", required_unless_present = "nothing_changed")]
    pub(super) from: Option<PathBuf>,
    /// All is as it was when last asked: every known answer is dated again
    #[arg(long, conflicts_with = "from")]
    pub(super) nothing_changed: bool,
    /// When: 2026-03-09 or 2026-03-09T14:30:00+01:00 [default: as the file says, or now]
    #[arg(long, value_name = "DATE")]
    pub(super) at: Option<String>,
    /// Who visited: a code or a role; the answers then count at once
    #[arg(long, value_name = "CODE")]
    pub(super) by: Option<String>,
    /// Of which team
    #[arg(long)]
    pub(super) team: Option<String>,
    /// How: on_site, remote, phone or imagery
    #[arg(long, value_parser = method)]
    pub(super) method: Option<VisitMethod>,
    /// Whether the answers count at once or wait for `jalon visit validate`
    /// [default: true with --by, else as the file says]
    #[arg(long, value_name = "true|false")]
    pub(super) validated: Option<bool>,
}

#[derive(Debug, Args)]
pub(super) struct ImportVisits {
    /// CSV file
    pub(super) file: PathBuf,
    /// It is an export of ODK Central or KoboToolbox: groups stand before the names of columns
    #[arg(long)]
    pub(super) odk: bool,
    /// Which column feeds which field or question, for example `water_m=eau_m` (repeatable)
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    pub(super) mapping: Vec<String>,
    /// Who visited, where a row does not say: a code or a role; the answers then count at once
    #[arg(long, value_name = "CODE")]
    pub(super) by: Option<String>,
    /// The team, where a row does not say
    #[arg(long)]
    pub(super) team: Option<String>,
    /// How, where a row does not say: on_site, remote, phone or imagery
    #[arg(long, default_value = "on_site", value_parser = method)]
    pub(super) method: VisitMethod,
    /// Whether the answers count at once or wait for `jalon visit validate`
    /// [default: true with --by, else false]
    #[arg(long, value_name = "true|false")]
    pub(super) validated: Option<bool>,
    /// Read and report; store nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

fn method(text: &str) -> Result<VisitMethod, String> {
    word(text)
}
