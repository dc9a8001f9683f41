//! Backups: everything that is stored in one encrypted file, and back into a new folder.
//!
//! The atlas is not needed for any of it: a backup is taken of records that cannot be drawn, too.

mod schedule;

use std::path::{Path, PathBuf};

pub use schedule::BackupState;

use serde_json::json;

use super::{Clock, Error, territory_of};
use crate::{
    backup::{self, Keys, Lock, Replacing, Staging},
    config::{BackupSettings, Settings},
    domain::{AuditEvent, Territory},
    store::{self, Snapshot, Store},
};

/// The database in the folder of a backup that was opened.
const DATABASE: &str = "jalon.db";
/// What may lie in a folder that is restored into: what an operator puts there before.
const NO_DATA: [&str; 2] = ["jalon.toml", "installation.key"];

/// What is to be backed up, and how.
pub struct BackupAsked {
    /// The file.
    pub file: PathBuf,
    /// Who can open it.
    pub lock: Lock,
    /// Whether a file of that name may be replaced.
    pub replacing: Replacing,
    /// Who asks.
    pub by: String,
}

/// A backup that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupTaken {
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// A backup that was opened whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupVerified {
    /// Length of the database in it.
    pub bytes: u64,
    /// The step its tables are at.
    pub step: i64,
    /// Number of the last change in it; 0 before the first.
    pub change: u64,
}

/// Backs up the records of these settings while others may read and write them.
///
/// # Errors
/// Records on PostgreSQL, a file that is there already, no room, another backup under way.
pub async fn take_backup(
    settings: &Settings,
    clock: &Clock,
    asked: BackupAsked,
) -> Result<BackupTaken, Error> {
    let territory = territory_of(settings)?;
    let store = Store::open(&settings.database_url).await?;
    let taken = take(&store, (&settings.data_dir, &territory, clock), asked).await;
    store.close().await;
    taken
}

/// Snapshot, sealed file, line in the record of changes, name: a copy of everything is never there
/// without that line.
async fn take(
    store: &Store,
    (data_dir, territory, clock): (&Path, &Territory, &Clock),
    asked: BackupAsked,
) -> Result<BackupTaken, Error> {
    store.must_be_one_file()?;
    let staging = Staging::in_folder(data_dir)?;
    let plain = staging.place(DATABASE);
    store.snapshot(&plain).await?;
    let (file, replacing) = (asked.file.clone(), asked.replacing);
    let sealing = tokio::task::spawn_blocking(move || {
        let sealed = backup::seal(&plain, &asked.file, &asked.lock, replacing);
        drop(staging);
        sealed
    });
    let ready = sealing.await??;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let event = AuditEvent {
        at: clock.now(),
        actor: asked.by,
        action: "backup".to_owned(),
        subject: name.into_owned(),
        detail: json!({"bytes": ready.bytes, "sha256": ready.sha256}),
    };
    let desk = store.desk(territory, &event).await?;
    desk.commit().await?;
    let taken = BackupTaken {
        bytes: ready.bytes,
        sha256: ready.sha256.clone(),
    };
    ready.keep(replacing)?;
    Ok(taken)
}

/// Opens a backup beside the data, looks through all of it, and throws it away.
///
/// # Errors
/// Another key, a damaged file, tables of a later version of the program, no room.
pub async fn verify_backup(
    data_dir: &Path,
    file: &Path,
    keys: Keys,
) -> Result<BackupVerified, Error> {
    if data_dir.is_dir() {
        let staging = Staging::in_folder(data_dir)?;
        return opened(file, &staging, keys).await;
    }
    let elsewhere = tempfile::tempdir().map_err(|source| Error::Io {
        file: std::env::temp_dir().display().to_string(),
        source,
    })?;
    let staging = Staging::in_folder(elsewhere.path())?;
    opened(file, &staging, keys).await
}

/// Brings a backup back into a folder that holds no data; it is all there, or nothing of it.
///
/// # Errors
/// As [`verify_backup`], and a folder that holds data.
pub async fn restore(file: &Path, folder: &Path, keys: Keys) -> Result<BackupVerified, Error> {
    let made = empty_folder(folder)?;
    let done = restore_into(file, folder, keys).await;
    if done.is_err() && made {
        // It was not there before, and is left only if somebody has put something into it since.
        std::fs::remove_dir(folder).ok();
    }
    done
}

async fn restore_into(file: &Path, folder: &Path, keys: Keys) -> Result<BackupVerified, Error> {
    let staging = Staging::in_folder(folder)?;
    let verified = opened(file, &staging, keys).await?;
    let place = folder.join(DATABASE);
    std::fs::rename(staging.place(DATABASE), &place).map_err(|source| Error::Io {
        file: place.display().to_string(),
        source,
    })?;
    backup::sync_folder(&place)?;
    Ok(verified)
}

/// Opens a backup into a staging folder and looks through all of it.
async fn opened(file: &Path, staging: &Staging, keys: Keys) -> Result<BackupVerified, Error> {
    let (sealed, plain) = (file.to_owned(), staging.place(DATABASE));
    let into = plain.clone();
    let opening = tokio::task::spawn_blocking(move || backup::open(&sealed, &into, &keys));
    let bytes = opening.await??;
    let refused = |source: store::Error| Error::RestoreRefused {
        file: file.display().to_string(),
        source,
    };
    let Snapshot { step, change } = Snapshot::inspected(&plain).await.map_err(refused)?;
    Ok(BackupVerified {
        bytes,
        step,
        change,
    })
}

/// Makes sure that a folder is there and holds no data; tells whether it was made.
fn empty_folder(folder: &Path) -> Result<bool, Error> {
    let of = |source| Error::Io {
        file: folder.display().to_string(),
        source,
    };
    if !folder.exists() {
        let mut maker = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
        maker.recursive(true).create(folder).map_err(of)?;
        return Ok(true);
    }
    for entry in std::fs::read_dir(folder).map_err(of)? {
        let name = entry.map_err(of)?.file_name();
        let name = name.to_string_lossy();
        if !NO_DATA.contains(&&*name) && name != Staging::NAME {
            return Err(backup::Error::HoldsData {
                folder: folder.display().to_string(),
                found: name.into_owned(),
            }
            .into());
        }
    }
    Ok(false)
}

/// For whom the settings have backups encrypted: public keys before a passphrase.
///
/// # Errors
/// No key, or one that cannot be used.
pub fn backup_lock(settings: &BackupSettings) -> Result<Lock, Error> {
    if !settings.recipients.is_empty() {
        return Ok(Lock::of_recipients(&settings.recipients)?);
    }
    let passphrase = settings.passphrase()?.ok_or(backup::Error::NoLock)?;
    Ok(Lock::of_passphrase(&passphrase)?)
}

/// Writes a new key for backups into a file and tells its public half.
///
/// # Errors
/// A file that is there already.
pub fn backup_key(file: &Path) -> Result<String, Error> {
    Ok(backup::new_identity(file)?)
}
