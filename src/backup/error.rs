//! What can go wrong with a sealed file.

use std::{io, path::Path};

/// Why there is no sealed file, or none that can be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing says for whom it is to be encrypted.
    #[error(
        "a backup is always encrypted: give --recipient age1… (`jalon backup key FILE` makes one), --passphrase-file FILE or JALON_BACKUP_PASSPHRASE, or write recipients under [backup] of jalon.toml"
    )]
    NoLock,
    /// Nothing opens it.
    #[error(
        "a backup is opened by its key: give --identity FILE, --passphrase-file FILE or JALON_BACKUP_PASSPHRASE"
    )]
    NoKey,
    /// What should be a public key is none.
    #[error("{given:?} is not a public key of age; it begins with age1 and has 62 characters")]
    BadRecipient {
        /// What was given.
        given: String,
    },
    /// What should be a file of keys is none.
    #[error("{file} holds no key of age; it has a line that begins with AGE-SECRET-KEY-1")]
    BadIdentity {
        /// The file.
        file: String,
    },
    /// A passphrase that could be guessed.
    #[error("the passphrase of backups is shorter than {shortest} characters; choose a longer one")]
    ShortPassphrase {
        /// Least characters.
        shortest: usize,
    },
    /// There is a file of that name.
    #[error("{file} is there already; choose another name, or replace it with --force")]
    Exists {
        /// The file.
        file: String,
    },
    /// The key is another one.
    #[error(
        "{file} is not opened by this key; give the key it was made for, or take another backup if its first lines are damaged"
    )]
    WrongKey {
        /// The file.
        file: String,
    },
    /// It is not as it was written.
    #[error("{file} is damaged or is no backup; nothing of it was kept, take another one")]
    Damaged {
        /// The file.
        file: String,
        /// What was found.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Another backup or restore works in the same folder.
    #[error("another backup or restore works in {folder}; wait for it to end")]
    InUse {
        /// The folder.
        folder: String,
    },
    /// The folder holds something.
    #[error("{folder} holds data already ({found}); restore into a new folder")]
    HoldsData {
        /// The folder.
        folder: String,
        /// One of the things found.
        found: String,
    },
    /// No room is left on the disk.
    #[error("there is no room left for {file}; nothing of it was kept, free some and try again")]
    Full {
        /// The file that was to be.
        file: String,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The file cannot be read or written.
    #[error(
        "{file} cannot be read or written; check that it is there and its folder may be written to"
    )]
    Io {
        /// The file.
        file: String,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

impl Error {
    /// An error of the system about a file.
    pub(super) fn of(file: &Path, source: io::Error) -> Self {
        let file = file.display().to_string();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::Full { file, source }
            }
            io::ErrorKind::AlreadyExists => Self::Exists { file },
            _ => Self::Io { file, source },
        }
    }

    /// A file that is not as it was written.
    pub(super) fn damaged(
        file: &Path,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Damaged {
            file: file.display().to_string(),
            source: source.into(),
        }
    }
}
