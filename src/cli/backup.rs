//! `jalon backup` and `jalon restore`: everything in one encrypted file, and back.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Error, args::Shared, flags, output};
use crate::{
    app::{self, BackupAsked, BackupVerified, Clock},
    backup::{self, Keys, Lock, Replacing},
    config::{BackupSettings, Settings},
};

/// What `jalon backup` does.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct BackupCommand {
    #[command(subcommand)]
    command: Option<OfBackup>,
    /// The file to write
    #[arg(required = true)]
    file: Option<PathBuf>,
    /// Encrypt for the owner of this public key of age (repeatable) [default: as jalon.toml says]
    #[arg(long, value_name = "age1…")]
    recipient: Vec<String>,
    /// Encrypt with the passphrase in the first line of this file
    #[arg(long, value_name = "FILE", conflicts_with = "recipient")]
    passphrase_file: Option<PathBuf>,
    /// Replace a file of that name
    #[arg(long)]
    force: bool,
}

/// What else can be done about backups.
#[derive(Debug, Subcommand)]
enum OfBackup {
    /// Open a backup, look through all of it, and throw the copy away
    Verify {
        /// The backup
        file: PathBuf,
        #[command(flatten)]
        opening: Opening,
    },
    /// Make a key for backups: the secret half goes into a new file, the public half is printed
    Key {
        /// The new file; keep it where the backups are not
        file: PathBuf,
    },
}

/// What opens a backup.
#[derive(Debug, Args)]
struct Opening {
    /// File with the secret key of age
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// File with the passphrase in its first line [default: `JALON_BACKUP_PASSPHRASE`]
    #[arg(long, value_name = "FILE", conflicts_with = "identity")]
    passphrase_file: Option<PathBuf>,
}

/// What `jalon restore` does.
#[derive(Debug, Args)]
pub(super) struct RestoreCommand {
    /// The backup; it is brought back into the folder of --data-dir, which must hold no data
    file: PathBuf,
    #[command(flatten)]
    opening: Opening,
}

/// Carries out `jalon backup`.
pub(super) async fn run(shared: &Shared, asked: BackupCommand) -> Result<(), Error> {
    match asked.command {
        Some(OfBackup::Verify { file, opening }) => {
            let found = app::verify_backup(&folder(shared), &file, keys(&opening)?).await?;
            told(shared, &file, "is whole", found)
        }
        Some(OfBackup::Key { file }) => key(shared, &file),
        None => take(shared, asked).await,
    }
}

/// Carries out `jalon restore`.
pub(super) async fn restore(shared: &Shared, asked: RestoreCommand) -> Result<(), Error> {
    let Some(folder) = shared.data_dir.as_deref() else {
        return Err(Error::Usage {
            what: "say where to with --data-dir".to_owned(),
            command: "restore",
        });
    };
    let restored = app::restore(&asked.file, folder, keys(&asked.opening)?).await?;
    told(shared, folder, "holds the records again", restored)?;
    if !shared.json && !folder.join("installation.key").exists() {
        output::note(
            "installation.key is in no backup: copy yours into the folder before the first start; without it a new one is made, heads that were signed before cannot be proven, and what was erased is not recognised",
        );
    }
    Ok(())
}

async fn take(shared: &Shared, asked: BackupCommand) -> Result<(), Error> {
    let settings = Settings::load(flags(shared)).map_err(app::Error::from)?;
    let lock = lock(&asked, &settings.backup)?;
    let file = asked.file.unwrap_or_default();
    let replacing = if asked.force {
        Replacing::Allowed
    } else {
        Replacing::Refused
    };
    let wanted = BackupAsked {
        file: file.clone(),
        lock,
        replacing,
        by: "cli".to_owned(),
    };
    let taken = app::take_backup(&settings, &Clock::system(), wanted).await?;
    if shared.json {
        return output::json(&json!({
            "file": file.display().to_string(), "bytes": taken.bytes, "sha256": taken.sha256,
        }));
    }
    output::line(&format!(
        "{}: {} bytes, SHA-256 {}",
        file.display(),
        taken.bytes,
        taken.sha256
    ))?;
    output::note(
        "installation.key and jalon.toml are not in it: keep copies of them elsewhere; `jalon backup verify` tells whether it can be opened",
    );
    Ok(())
}

/// For whom it is encrypted: flags before settings, public keys before passphrases.
fn lock(asked: &BackupCommand, settings: &BackupSettings) -> Result<Lock, Error> {
    if let Some(file) = &asked.passphrase_file {
        return Ok(Lock::of_passphrase(&passphrase_in(file)?).map_err(app::Error::from)?);
    }
    if asked.recipient.is_empty() {
        return Ok(app::backup_lock(settings)?);
    }
    Ok(Lock::of_recipients(&asked.recipient).map_err(app::Error::from)?)
}

fn keys(opening: &Opening) -> Result<Keys, Error> {
    let keys = match (&opening.identity, &opening.passphrase_file) {
        (Some(file), _) => Keys::in_file(file),
        (None, Some(file)) => Keys::of_passphrase(&passphrase_in(file)?),
        (None, None) => match BackupSettings::default().passphrase() {
            Ok(Some(passphrase)) => Keys::of_passphrase(&passphrase),
            _ => Err(backup::Error::NoKey),
        },
    };
    Ok(keys.map_err(app::Error::from)?)
}

fn passphrase_in(file: &Path) -> Result<String, Error> {
    Ok(BackupSettings::passphrase_in(file).map_err(app::Error::from)?)
}

fn key(shared: &Shared, file: &Path) -> Result<(), Error> {
    let public = app::backup_key(file)?;
    if shared.json {
        return output::json(&json!({"file": file.display().to_string(), "recipient": public}));
    }
    output::line(&public)?;
    output::note(&format!(
        "{} opens every backup made for this key: keep it, twice, where the backups and this machine are not",
        file.display()
    ));
    Ok(())
}

fn folder(shared: &Shared) -> PathBuf {
    let default = || PathBuf::from("./jalon-data");
    shared.data_dir.clone().unwrap_or_else(default)
}

fn told(shared: &Shared, what: &Path, how: &str, found: BackupVerified) -> Result<(), Error> {
    if shared.json {
        return output::json(&json!({
            "of": what.display().to_string(), "database_bytes": found.bytes,
            "step": found.step, "last_change": found.change,
        }));
    }
    output::line(&format!(
        "{} {how}: a database of {} bytes at step {}, up to change {}",
        what.display(),
        found.bytes,
        found.step,
        found.change
    ))
}
