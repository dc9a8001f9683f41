//! What is wrong with an installation, and what to do: looked at without changing anything.

use std::path::{Path, PathBuf};

use serde::Serialize;
use time::{Duration, OffsetDateTime};

use super::{BackupState, Clock, Error, Jalon};
use crate::{
    config::Settings,
    domain::{Code, LayerKind, Peril},
    store::{self, Look, Store},
};

/// Less room than this and the next import may not fit.
const ROOM_WARNED: u64 = 1024 * 1024 * 1024;
/// Less than this and writing will stop soon.
const ROOM_NEEDED: u64 = 128 * 1024 * 1024;
/// Clocks that differ by more make people wonder; by more still, sessions and codes fail.
const CLOCK_WARNED: Duration = Duration::seconds(5);
const CLOCK_WRONG: Duration = Duration::seconds(60);

/// How one thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// As it should be.
    Ok,
    /// It works, and somebody should look at it.
    Warning,
    /// It does not work, or will not for long.
    Error,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub check: &'static str,
    /// How it stands.
    pub state: Health,
    /// What was found.
    pub said: String,
    /// What to do; none where nothing is to be done.
    pub advice: Option<&'static str>,
}

impl Finding {
    fn ok(check: &'static str, said: impl Into<String>) -> Self {
        Self {
            check,
            state: Health::Ok,
            said: said.into(),
            advice: None,
        }
    }

    fn warning(check: &'static str, said: impl Into<String>, advice: &'static str) -> Self {
        Self {
            state: Health::Warning,
            advice: Some(advice),
            ..Self::ok(check, said)
        }
    }

    fn error(check: &'static str, said: impl Into<String>, advice: &'static str) -> Self {
        Self {
            state: Health::Error,
            ..Self::warning(check, said, advice)
        }
    }
}

/// Looks at everything that an installation needs; settings that cannot be read are told by who reads them.
pub async fn examine(settings: &Settings, clock: &Clock) -> Vec<Finding> {
    let mut found = vec![Finding::ok("settings", "they can be read and fit together")];
    found.extend(folder(&settings.data_dir));
    found.extend(secrets(settings));
    found.push(room(&settings.data_dir));
    let look = Store::look(&settings.database_url).await;
    found.push(database(look.as_ref()));
    let Ok(look) = look else {
        return found;
    };
    found.extend(look.now.map(|theirs| clocks(clock.now(), theirs)));
    if look.step == Some(look.known) {
        match Jalon::open(settings, clock.clone()).await {
            Ok(jalon) => found.extend(records(&jalon).await),
            Err(error) => found.push(unopened(&error)),
        }
    }
    found
}

fn unopened(error: &Error) -> Finding {
    let advice =
        "read the log with RUST_LOG=info; restore the last good backup where it is damaged";
    Finding::error("records", error.to_string(), advice)
}

fn folder(data_dir: &Path) -> Vec<Finding> {
    let check = "data folder";
    let shown = data_dir.display();
    if !data_dir.is_dir() {
        let advice = "the first start makes it; if there should be one, is its disk mounted?";
        return vec![Finding::warning(
            check,
            format!("{shown} is not there"),
            advice,
        )];
    }
    let writable = match tempfile::tempfile_in(data_dir) {
        Ok(_) => Finding::ok(check, format!("{shown} can be written to")),
        Err(error) => Finding::error(
            check,
            format!("{shown} cannot be written to: {error}"),
            "give the folder to the user that runs the server (chown)",
        ),
    };
    let mut found = vec![writable];
    if let Some(mode) = open_to_others(data_dir) {
        found.push(Finding::warning(
            check,
            format!("{shown} has mode {mode:o}: others on this machine can look into it"),
            "chmod 700: it holds exact places where people live",
        ));
    }
    found
}

/// Keys, secrets and the database file: for the eyes of one user.
fn secrets(settings: &Settings) -> Vec<Finding> {
    let check = "modes of files";
    let mut files: Vec<PathBuf> = ["installation.key", "jalon.db"]
        .map(|name| settings.data_dir.join(name))
        .to_vec();
    files.extend(settings.backup.passphrase_file.clone());
    let known = files.into_iter().filter(|file| file.exists());
    let wrong: Vec<Finding> = known
        .filter_map(|file| {
            let mode = open_to_others(&file)?;
            let said = format!("{} has mode {mode:o}", file.display());
            Some(Finding::error(
                check,
                said,
                "chmod 600: whoever reads it could act as this installation",
            ))
        })
        .collect();
    if wrong.is_empty() {
        return vec![Finding::ok(
            check,
            "keys and the database are read by their owner only",
        )];
    }
    wrong
}

/// The mode of a file that others than its owner can do something with.
#[cfg(unix)]
fn open_to_others(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let mode = path.metadata().ok()?.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

/// Elsewhere rights are told otherwise.
#[cfg(not(unix))]
fn open_to_others(_: &Path) -> Option<u32> {
    None
}

fn room(data_dir: &Path) -> Finding {
    let here = data_dir.ancestors().find(|folder| folder.is_dir());
    match here.and_then(free_bytes) {
        None => Finding::warning("disk", "how much is free cannot be told", "look with df"),
        Some(free) => room_left(free),
    }
}

/// Bytes that are free on the disk of a folder, where that can be told.
#[cfg(unix)]
pub(super) fn free_bytes(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
pub(super) fn free_bytes(_: &Path) -> Option<u64> {
    None
}

fn room_left(free: u64) -> Finding {
    let said = format!("{} MB are free", free / 1_000_000);
    let advice = "make room: move old backups and exports elsewhere";
    match free {
        ..ROOM_NEEDED => Finding::error("disk", said, advice),
        ROOM_NEEDED..ROOM_WARNED => Finding::warning("disk", said, advice),
        _ => Finding::ok("disk", said),
    }
}

fn database(look: Result<&Look, &store::Error>) -> Finding {
    let check = "database";
    match look {
        Err(error) => Finding::error(
            check,
            error.to_string(),
            "is the server of the database running, and is its address right? After an update that was taken back: start the newer program again",
        ),
        Ok(Look { step: None, .. }) => Finding::warning(
            check,
            "it has no tables yet",
            "the first start makes them; if there should be records, is the address right?",
        ),
        Ok(Look {
            step: Some(step),
            known,
            ..
        }) if step < known => Finding::warning(
            check,
            format!("its tables are at step {step}, this program knows {known}"),
            "take a backup; the next start brings them up to date",
        ),
        Ok(Look {
            step: Some(step), ..
        }) => Finding::ok(
            check,
            format!("it answers, and its tables are at step {step}"),
        ),
    }
}

fn clocks(ours: OffsetDateTime, theirs: OffsetDateTime) -> Finding {
    let apart = (ours - theirs).abs();
    let said = format!("{} s from that of the database", apart.whole_seconds());
    let advice = "have both machines keep time (chrony, systemd-timesyncd)";
    if apart > CLOCK_WRONG {
        Finding::error("clock", said, advice)
    } else if apart > CLOCK_WARNED {
        Finding::warning("clock", said, advice)
    } else {
        Finding::ok("clock", said)
    }
}

/// What only the records tell.
async fn records(jalon: &Jalon) -> Vec<Finding> {
    let mut found = vec![
        backups(jalon.backup_state()),
        accounts(jalon.has_accounts()),
    ];
    match jalon.last_written().await {
        Ok(Some(last)) if last - jalon.clock().now() > CLOCK_WRONG => found.push(Finding::error(
            "clock",
            format!("the last change was written at {last}, which is to come"),
            "the clock is behind, or was ahead: set it right before anything is erased by its age",
        )),
        Ok(_) => {}
        Err(error) => found.push(unopened(&error)),
    }
    found.push(layers(jalon));
    found
}

fn backups(state: BackupState) -> Finding {
    match state {
        BackupState::Fresh => Finding::ok("backups", "the newest is as young as it should be"),
        BackupState::Overdue => Finding::error(
            "backups",
            "the newest is too old, or the folder is not there",
            "is the disk mounted? See the server's log, or take one with `jalon backup`",
        ),
        BackupState::NotAsked => Finding::warning(
            "backups",
            "none are taken by the server",
            "write a [backup] part into jalon.toml; with PostgreSQL have pg_dump run and be watched",
        ),
    }
}

fn accounts(has_any: bool) -> Finding {
    if has_any {
        return Finding::ok("accounts", "people sign in");
    }
    let advice = "`jalon user add --admin NAME` makes the first";
    Finding::warning(
        "accounts",
        "nobody has one: whoever reaches this machine is its operator",
        advice,
    )
}

/// Dangers that nothing is known of: their sites are scored as if nobody had looked.
fn layers(jalon: &Jalon) -> Finding {
    let check = "layers";
    let atlas = jalon.atlas();
    if atlas.layer(LayerKind::Settlements).is_none() {
        let advice = "`jalon import settlements FILE`";
        return Finding::warning(check, "there are no settlements yet", advice);
    }
    let perils = Peril::ALL.iter();
    let has = |kind| atlas.layer(kind).is_some();
    let is_lacking = |peril: &&Peril| {
        let by_depth = **peril == Peril::Flood && has(LayerKind::Depth);
        **peril != Peril::Other && !by_depth && !has(LayerKind::Zones(**peril))
    };
    let lacking: Vec<&str> = perils
        .filter(is_lacking)
        .map(|peril| peril.code())
        .collect();
    if lacking.is_empty() {
        return Finding::ok(check, "there are zones of every danger");
    }
    Finding::warning(
        check,
        format!("no zones of: {}", lacking.join(", ")),
        "import what the territory has; what is not mapped is told as not looked at, not as safe",
    )
}

impl Jalon {
    /// When the last change was written.
    async fn last_written(&self) -> Result<Option<OffsetDateTime>, Error> {
        let before = self
            .store
            .last_change(&self.territory)
            .await?
            .saturating_sub(1);
        let events = self.store.audit_events(&self.territory, before, 1).await?;
        Ok(events.last().map(|(_, event)| event.at))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn little_room_is_a_warning_and_hardly_any_an_error() {
        let state = |free| room_left(free).state;

        assert_eq!(state(10 * ROOM_WARNED), Health::Ok);
        assert_eq!(state(ROOM_WARNED - 1), Health::Warning);
        assert_eq!(state(ROOM_NEEDED - 1), Health::Error);
    }

    #[test]
    fn clocks_that_differ_by_a_minute_are_an_error_either_way() {
        let ours = datetime!(2026-11-23 12:00 UTC);
        let state = |seconds| clocks(ours, ours + Duration::seconds(seconds)).state;

        assert_eq!(
            [state(0), state(-6), state(61), state(-61)],
            [Health::Ok, Health::Warning, Health::Error, Health::Error]
        );
    }

    #[test]
    fn tables_of_an_older_program_are_a_warning() {
        let look = |step| Look {
            step,
            known: 7,
            now: None,
        };

        assert_eq!(database(Ok(&look(Some(7)))).state, Health::Ok);
        assert_eq!(database(Ok(&look(Some(6)))).state, Health::Warning);
        assert_eq!(database(Ok(&look(None))).state, Health::Warning);
    }
}
