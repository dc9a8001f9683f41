//! What can be typed after `jalon dispersal`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use time::{Date, format_description::well_known::Iso8601};

use super::indices::IndicesArgs;
use crate::{
    cli::args::{language, word},
    domain::{Cut, DispersalAsked, Language, NeighbourhoodSystem, Yardstick},
};

#[derive(Debug, Args)]
pub(in crate::cli) struct Dispersal {
    /// Count moves up to this day only: YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DAY", visible_alias = "until", value_parser = day)]
    as_of: Option<Date>,
    /// Count moves from this day on, and tell what has changed since the day before
    #[arg(long, value_name = "DAY", value_parser = day)]
    since: Option<Date>,
    /// Tell the same by programme, landlord, year or kind
    #[arg(long, value_parser = word::<Cut>)]
    by: Option<Cut>,
    /// Compare neighbourhoods, years and groups with all households or with the homes on offer
    #[arg(long, value_parser = word::<Yardstick>)]
    yardstick: Option<Yardstick>,
    /// Other neighbourhoods than the territory's own, such as iris or grid
    #[arg(long, value_parser = word::<NeighbourhoodSystem>)]
    system: Option<NeighbourhoodSystem>,
    /// Print one table as CSV [default: neighbourhoods]; of indices one row an index, with --local a
    /// unit, with --profile a point
    #[arg(long, value_enum, value_name = "TABLE", num_args = 0..=1,
        default_missing_value = "neighbourhoods", conflicts_with = "beside")]
    pub(super) csv: Option<CsvTable>,
    /// Put the report of another city beside it: a file that `jalon dispersal --json` wrote there
    /// (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(super) beside: Vec<PathBuf>,
    /// Lines at most of flows and of homes that gather or spread
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(0..=1000))]
    pub(super) limit: u32,
    /// Language of the sentences
    #[arg(long, default_value = "en", value_parser = language)]
    pub(super) lang: Language,
    #[command(flatten)]
    pub(super) indices: IndicesArgs,
}

/// A table of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CsvTable {
    /// One line a neighbourhood
    Neighbourhoods,
    /// One line a year
    Years,
    /// One line a programme, landlord, year or kind (--by)
    Groups,
    /// From where to where
    Flows,
    /// What each household's home does to the figures
    Effects,
}

impl Dispersal {
    /// The report that is wanted.
    pub(super) fn wanted(&self) -> DispersalAsked {
        DispersalAsked {
            as_of: self.as_of,
            since: self.since,
            by: self.by,
            yardstick: self.yardstick,
            system: self.system,
        }
    }
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text, &Iso8601::DATE).map_err(|_| "not a day written YYYY-MM-DD".to_owned())
}
