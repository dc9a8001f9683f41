//! `jalon override`, `danger`, `works`, `incident`, `team` and `casework`: what people write down.

mod args;
mod overrides;
mod works;
mod incidents;
mod teams;
mod files;

pub(super) use args::{DangerCommand, IncidentCommand, OverrideCommand, TeamCommand, WorksCommand};
pub(super) use files::{CaseworkCommand, run as files};
pub(super) use incidents::run as incident;
pub(super) use overrides::{danger, run as overrides};
pub(super) use teams::run as team;
pub(super) use works::run as works;

use args::Listing;

use super::output;
use crate::app::Wanted;

/// Who is named in the record of changes.
const ACTOR: &str = "cli";

impl Listing {
    fn wanted(&self) -> Wanted<'_> {
        Wanted {
            settlement: self.site.as_deref(),
            before: self.before.unwrap_or(u64::MAX),
            limit: self.limit,
        }
    }

    /// Says how to go on when the list is as long as was asked for.
    fn note_more(&self, listed: usize, last: Option<u64>) {
        let is_full = u32::try_from(listed).is_ok_and(|listed| listed == self.limit);
        if let Some(last) = last.filter(|_| is_full) {
            output::note(&format!("there may be more: --before {last}"));
        }
    }
}

fn or_dash(text: Option<&str>) -> String {
    text.unwrap_or("-").to_owned()
}
