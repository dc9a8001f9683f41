//! `jalon retention`: what has been kept for long enough, told or erased.

use clap::Args;

use super::{Error, args::Shared, open, output};
use crate::domain::{ClockVerdict, RetentionReport};

/// What can be typed behind `jalon retention`.
#[derive(Debug, Args)]
pub(super) struct Retention {
    /// Only tell what would be erased
    #[arg(long)]
    dry_run: bool,
}

/// Carries it out.
pub(super) async fn run(shared: &Shared, asked: Retention) -> Result<(), Error> {
    let (jalon, _) = open(shared, None).await?;
    let report = if asked.dry_run {
        jalon.retention_rehearsed().await?
    } else {
        jalon.retention_run().await?
    };
    if shared.json {
        return output::json(&report);
    }
    told(&report)
}

fn told(report: &RetentionReport) -> Result<(), Error> {
    let head = ["class", "months", "kept", "due", "oldest", "this run"];
    let rows = report.lines.iter().map(|line| {
        vec![
            line.class.to_string(),
            line.months.to_string(),
            line.kept.to_string(),
            line.due.to_string(),
            line.oldest
                .map_or_else(|| "–".to_owned(), |day| day.to_string()),
            line.erased.to_string(),
        ]
    });
    output::line(&output::table(&head, &[1, 2, 3, 5], rows.collect()))?;
    output::note(match report.clock {
        ClockVerdict::Agrees if report.is_run => "erased as above",
        ClockVerdict::Agrees => "a run now would erase as above",
        ClockVerdict::FirstReading => {
            "nothing is erased before the clock was read on two days; run this again tomorrow"
        }
        ClockVerdict::SameDay => "the clock was read today already; there is one run a day",
        ClockVerdict::Disagrees => {
            "the clock does not agree with its last reading: look whether it is right, and run this again tomorrow"
        }
    });
    Ok(())
}
