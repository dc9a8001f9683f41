//! For whom backups are encrypted, and when they are taken by themselves.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Error;

/// The variable that holds a passphrase.
const PASSPHRASE_VARIABLE: &str = "JALON_BACKUP_PASSPHRASE";

/// For whom backups are encrypted, and when they are taken by themselves.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BackupSettings {
    /// Where the server puts backups; none are taken by themselves without.
    pub folder: Option<PathBuf>,
    /// Hours from one to the next: 1 to 720.
    pub every_hours: u32,
    /// How many are kept: 1 to 1000.
    pub keep: u32,
    /// Public keys of age, any of which opens them.
    pub recipients: Vec<String>,
    /// A file whose first line is the passphrase, where there are no public keys.
    pub passphrase_file: Option<PathBuf>,
}

impl Default for BackupSettings {
    fn default() -> Self {
        Self {
            folder: None,
            every_hours: 24,
            keep: 14,
            recipients: Vec::new(),
            passphrase_file: None,
        }
    }
}

impl BackupSettings {
    /// The settings, when every number can be meant.
    ///
    /// # Errors
    /// [`Error::Backup`].
    pub(super) fn checked(self) -> Result<Self, Error> {
        let refused = |why| Err(Error::Backup { why });
        if !(1..=720).contains(&self.every_hours) {
            return refused("every_hours is 1 to 720");
        }
        if !(1..=1000).contains(&self.keep) {
            return refused("keep is 1 to 1000");
        }
        if self.folder.is_some() && self.recipients.is_empty() && passphrase(&self)?.is_none() {
            return refused(
                "folder needs recipients, passphrase_file or JALON_BACKUP_PASSPHRASE, for backups are always encrypted",
            );
        }
        Ok(self)
    }
}

/// The passphrase that settings or environment name.
///
/// # Errors
/// [`Error::BackupPassphrase`].
fn passphrase(settings: &BackupSettings) -> Result<Option<String>, Error> {
    match &settings.passphrase_file {
        Some(file) => BackupSettings::passphrase_in(file).map(Some),
        None => Ok(std::env::var(PASSPHRASE_VARIABLE).ok()),
    }
}

impl BackupSettings {
    /// The passphrase that the file of the settings or the environment holds, if any.
    ///
    /// # Errors
    /// [`Error::BackupPassphrase`].
    pub fn passphrase(&self) -> Result<Option<String>, Error> {
        passphrase(self)
    }

    /// The first line of a file.
    ///
    /// # Errors
    /// [`Error::BackupPassphrase`].
    pub fn passphrase_in(file: &Path) -> Result<String, Error> {
        let text = std::fs::read_to_string(file).map_err(|source| Error::BackupPassphrase {
            file: file.display().to_string(),
            source,
        })?;
        Ok(text.lines().next().unwrap_or_default().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_a_key_and_numbers_that_nobody_can_mean_are_refused() {
        let plain = BackupSettings {
            folder: Some("backups".into()),
            ..BackupSettings::default()
        };
        let never = BackupSettings {
            keep: 0,
            ..BackupSettings::default()
        };
        let locked = BackupSettings {
            recipients: vec!["age1…".into()],
            ..plain.clone()
        };

        assert!(matches!(plain.checked(), Err(Error::Backup { .. })));
        assert!(matches!(never.checked(), Err(Error::Backup { .. })));
        assert!(locked.checked().is_ok());
        assert!(BackupSettings::default().checked().is_ok());
    }
}
