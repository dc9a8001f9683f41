//! `jalon migrate`: from a SQLite file to PostgreSQL, or back.

use clap::Args;
use serde_json::{Map, json};

use super::{Error, args::Shared, flags, output};
use crate::{
    app::{self, Clock},
    config::Settings,
};

/// What `jalon migrate` does.
#[derive(Debug, Args)]
pub(super) struct MigrateCommand {
    /// The empty database, as `--database-url` names one; a SQLite file that is not there is made
    #[arg(long, value_name = "URL")]
    to: String,
}

/// Carries everything over and tells how many rows of which table there are.
pub(super) async fn run(shared: &Shared, asked: &MigrateCommand) -> Result<(), Error> {
    let settings = Settings::load(flags(shared)).map_err(app::Error::from)?;
    let done = app::transfer(&settings, &Clock::system(), (&asked.to, "cli")).await?;
    let rows: u64 = done.iter().map(|one| one.rows).sum();
    if shared.json {
        let tables: Map<_, _> = done
            .into_iter()
            .map(|one| (one.table, json!(one.rows)))
            .collect();
        return output::json(&json!({"rows": rows, "tables": tables}));
    }
    for one in done.iter().filter(|one| one.rows > 0) {
        output::line(&format!("{:>9}  {}", one.rows, one.table))?;
    }
    output::line(&format!(
        "{rows:>9}  rows in all, each compared after it was written"
    ))?;
    output::note(
        "serve with the other database from now on, with the same installation.key in the data folder; what is still written here is not there",
    );
    Ok(())
}
