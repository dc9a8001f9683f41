//! Backups that the server takes by itself: when one is due, and which are kept.
//!
//! The names in the folder are all that is remembered: they hold over restarts, and a folder that was
//! emptied gets a backup at once. Names of days to come, from a clock that was wrong, count for nothing
//! and are never removed.

use std::path::{Path, PathBuf};

use time::{
    Duration, OffsetDateTime, PrimitiveDateTime, format_description::BorrowedFormatItem,
    macros::format_description,
};

use super::{super::Jalon, BackupAsked, BackupTaken, backup_lock, take};
use crate::{app::Error, backup::Replacing};

/// The moment in the name of a backup.
const NAMED: &[BorrowedFormatItem<'_>] =
    format_description!("jalon-[year][month][day]T[hour][minute][second]Z.age");
/// In whose name they are taken.
const ACTOR: &str = "schedule";
/// How much later than due a backup may be: it is looked every hour, and a large one takes its time.
const GRACE: Duration = Duration::hours(3);

/// How it stands with the backups that the server takes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupState {
    /// None are asked for.
    NotAsked,
    /// The newest is as young as it should be.
    Fresh,
    /// The newest is too old, or there is none.
    Overdue,
}

impl Jalon {
    /// Takes a backup if one is due, and removes the oldest beyond those that are kept.
    ///
    /// # Errors
    /// As [`take_backup`](super::take_backup), and a folder that is not there: it is never made, for a
    /// disk may be missing that should be mounted at its place.
    pub async fn backup_when_due(&self) -> Result<Option<BackupTaken>, Error> {
        let Some(folder) = &self.backup.folder else {
            return Ok(None);
        };
        let now = self.clock.now();
        let taken = past(folder, now)?;
        let every = Duration::hours(self.backup.every_hours.into());
        if taken.last().is_some_and(|(last, _)| now - *last < every) {
            return Ok(None);
        }
        let name = now.format(NAMED).unwrap_or_default();
        let asked = BackupAsked {
            file: folder.join(name),
            lock: backup_lock(&self.backup)?,
            replacing: Replacing::Refused,
            by: ACTOR.to_owned(),
        };
        let of = (self.data_dir.as_path(), &self.territory, &self.clock);
        let done = take(&self.store, of, asked).await?;
        let taken = past(folder, now)?;
        let surplus = taken.len().saturating_sub(self.backup.keep as usize);
        for (_, old) in &taken[..surplus] {
            std::fs::remove_file(old).map_err(|source| unreadable(old, source))?;
        }
        Ok(Some(done))
    }

    /// How it stands with the backups that the server takes by itself.
    #[must_use]
    pub fn backup_state(&self) -> BackupState {
        let Some(folder) = &self.backup.folder else {
            return BackupState::NotAsked;
        };
        let now = self.clock.now();
        let oldest = now - Duration::hours(self.backup.every_hours.into()) - GRACE;
        let newest = past(folder, now)
            .ok()
            .and_then(|taken| Some(taken.last()?.0));
        if newest.is_some_and(|newest| newest >= oldest) {
            BackupState::Fresh
        } else {
            BackupState::Overdue
        }
    }
}

/// The backups of a folder up to a moment, oldest first.
fn past(folder: &Path, now: OffsetDateTime) -> Result<Vec<(OffsetDateTime, PathBuf)>, Error> {
    let entries = std::fs::read_dir(folder).map_err(|source| unreadable(folder, source))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|source| unreadable(folder, source))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if let Ok(at) = PrimitiveDateTime::parse(&name, NAMED)
            && at.assume_utc() <= now
        {
            found.push((at.assume_utc(), path));
        }
    }
    found.sort();
    Ok(found)
}

fn unreadable(path: &Path, source: std::io::Error) -> Error {
    Error::Io {
        file: path.display().to_string(),
        source,
    }
}
