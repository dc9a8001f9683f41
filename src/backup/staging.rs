//! A folder for what is not encrypted yet: one at a time works in it, and nothing stays behind.

use std::{
    fs::{self, DirBuilder, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::Error;

/// Its name in the folder of the data.
const NAME: &str = "backup.work";

/// A folder inside another one, empty at first and removed at the end.
///
/// The outer folder is locked meanwhile, so that what a killed process has left here can be removed
/// by the next one without asking whether it is still needed.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
    _lock: File,
}

impl Staging {
    /// The name of the staging folder, which is no data.
    pub const NAME: &str = NAME;

    /// Makes it in a folder.
    ///
    /// # Errors
    /// [`Error::InUse`] while another process works there.
    pub fn in_folder(outer: &Path) -> Result<Self, Error> {
        let of = |source| Error::of(outer, source);
        let lock = File::open(outer).map_err(of)?;
        lock.try_lock().map_err(|refused| match refused {
            TryLockError::WouldBlock => Error::InUse {
                folder: outer.display().to_string(),
            },
            TryLockError::Error(source) => of(source),
        })?;
        let folder = outer.join(NAME);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(of(error)),
            _ => {}
        }
        let mut maker = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
        maker.create(&folder).map_err(of)?;
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// A place in it.
    #[must_use]
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Err(fault) = fs::remove_dir_all(&self.folder) {
            tracing::warn!(%fault, "the folder of unencrypted copies cannot be removed");
        }
    }
}

/// Waits until the disk holds the name of a file, not only its bytes.
///
/// # Errors
/// [`Error::Io`].
pub fn sync_folder(file: &Path) -> Result<(), Error> {
    let folder = match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|source| Error::of(folder, source))
}
