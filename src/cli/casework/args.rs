//! What can be typed about casework.

use clap::{Args, Subcommand};

/// Which part of a list is wanted.
#[derive(Debug, Args)]
pub(in crate::cli) struct Listing {
    /// Only those of one settlement
    #[arg(long, value_name = "SITE")]
    pub(super) site: Option<String>,
    /// How many at most, newest first
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(super) limit: u32,
    /// Only those filed before this number
    #[arg(long, value_name = "NUMBER")]
    pub(super) before: Option<u64>,
}

/// Why something is taken back, and by whom.
#[derive(Debug, Args)]
pub(in crate::cli) struct Lift {
    /// Code of the settlement
    #[arg(value_name = "SITE")]
    pub(super) site: String,
    /// Why
    #[arg(long)]
    pub(super) reason: String,
    /// Who takes it back: a person in charge or a function
    #[arg(long)]
    pub(super) by: String,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum OverrideCommand {
    /// Set a class beside the computed score of a settlement
    Set {
        /// Code of the settlement
        #[arg(value_name = "SITE")]
        site: String,
        /// A to E
        #[arg(long)]
        class: String,
        #[command(flatten)]
        said: Said,
    },
    /// Take back the class that holds for a settlement
    Lift(Lift),
    /// List the classes that were set, with what has become of each
    List(Listing),
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DangerCommand {
    /// Declare imminent danger for a settlement: it is listed first
    Flag {
        /// Code of the settlement
        #[arg(value_name = "SITE")]
        site: String,
        #[command(flatten)]
        said: Said,
    },
    /// Take back the imminent danger of a settlement
    Lift(Lift),
    /// List the declarations, with what has become of each
    List(Listing),
}

/// Why something is said, by whom, and how long it holds.
#[derive(Debug, Args)]
pub(in crate::cli) struct Said {
    /// Why
    #[arg(long)]
    pub(super) reason: String,
    /// Who says it: a person in charge or a function
    #[arg(long)]
    pub(super) by: String,
    /// Last day on which it holds, a year from today at most
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) until: String,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum WorksCommand {
    /// Write down work to be done on a settlement
    Add(WorksAdd),
    /// Say that the work is done
    Done {
        /// Its number, as `jalon works list` shows it
        number: u64,
        /// What was seen on the spot, for example `pests=no` or `litres_pd=15` (repeatable)
        #[arg(long = "answer", value_name = "QUESTION=VALUE")]
        answers: Vec<String>,
        #[command(flatten)]
        end: WorksEnd,
    },
    /// Say that the work will not be done, with the reason as --note
    Cancel {
        /// Its number, as `jalon works list` shows it
        number: u64,
        #[command(flatten)]
        end: WorksEnd,
    },
    /// List works orders
    List {
        /// Leave out those that are done or cancelled
        #[arg(long)]
        open: bool,
        #[command(flatten)]
        listing: Listing,
    },
}

#[derive(Debug, Args)]
pub(in crate::cli) struct WorksAdd {
    /// Code of the settlement
    #[arg(value_name = "SITE")]
    pub(super) site: String,
    /// What is to be done, for example toilets; a wrong word is answered with all of them
    #[arg(long)]
    pub(super) kind: String,
    /// Since when it is asked for [default: today]
    #[arg(
        long,
        value_name = "YYYY-MM-DD",
        default_value = "",
        hide_default_value = true
    )]
    pub(super) requested: String,
    /// When it should be done
    #[arg(
        long,
        value_name = "YYYY-MM-DD",
        default_value = "",
        hide_default_value = true
    )]
    pub(super) due: String,
    /// Who is to do it
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(super) team: String,
    /// What it costs, in euros
    #[arg(long, value_name = "EUROS", allow_negative_numbers = true)]
    pub(super) cost: Option<f64>,
    /// Anything else about it
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(super) note: String,
    /// Who asks: a person in charge or a function
    #[arg(long)]
    pub(super) by: String,
}

/// The end of a works order.
#[derive(Debug, Args)]
pub(in crate::cli) struct WorksEnd {
    /// On which day [default: today]
    #[arg(
        long,
        value_name = "YYYY-MM-DD",
        default_value = "",
        hide_default_value = true
    )]
    pub(super) on: String,
    /// Anything else about it
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(super) note: String,
    /// Who says so: a person in charge or a function
    #[arg(long)]
    pub(super) by: String,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum IncidentCommand {
    /// Write down what has happened on a settlement, without names
    Add(IncidentAdd),
    /// List incidents
    List(Listing),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct IncidentAdd {
    /// Code of the settlement
    #[arg(value_name = "SITE")]
    pub(super) site: String,
    /// What has happened, for example fire; a wrong word is answered with all of them
    #[arg(long)]
    pub(super) kind: String,
    /// On which day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) on: String,
    /// Where exactly, if known
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub(super) place: Option<String>,
    /// minor, serious, grave or unknown
    #[arg(long, default_value = "unknown")]
    pub(super) severity: String,
    /// How many have died: none, 1, 2-5, 6+ or unknown
    #[arg(long, default_value = "unknown")]
    pub(super) deaths: String,
    /// How many were injured: none, 1, 2-5, 6+ or unknown
    #[arg(long, default_value = "unknown")]
    pub(super) injured: String,
    /// What happened, without names
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(super) narrative: String,
    /// Who writes it down: a person in charge or a function
    #[arg(long)]
    pub(super) by: String,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TeamCommand {
    /// Add a team, or put it in the place of the one of this name
    Set(TeamSet),
    /// Remove a team
    Remove {
        /// What it is called
        name: String,
    },
    /// List the teams with what they are in charge of
    List,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TeamSet {
    /// What it is called
    pub(super) name: String,
    /// Its telephone; a professional one
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(super) phone: String,
    /// Its mail; a professional one
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(super) email: String,
    /// Settlements it is in charge of
    #[arg(long, value_name = "SITE,SITE", value_delimiter = ',')]
    pub(super) covers: Vec<String>,
    /// Neighbourhoods it is in charge of (repeatable)
    #[arg(long, value_name = "CODE,CODE", value_delimiter = ',')]
    pub(super) neighbourhood: Vec<String>,
    /// It is in charge of every settlement
    #[arg(long)]
    pub(super) all: bool,
}
