//! Room kept free beside a SQLite file, because on a full disk it cannot even delete.
//!
//! The room is given back when a write finds the disk full; until it can be taken again,
//! later writes are refused before they begin, and reading goes on.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{Error, Result};

/// Room enough to roll back, fold the log into the file and delete records.
const BYTES: u64 = 16 * 1024 * 1024;
const BLOCK: usize = 1024 * 1024;

/// The file that keeps the room.
#[derive(Debug)]
pub(super) struct Ballast {
    path: PathBuf,
    held: AtomicBool,
}

impl Ballast {
    /// The ballast of a database file, taken if there is room: reading works without.
    pub(super) async fn beside(database: &Path) -> Arc<Self> {
        let mut name = database.as_os_str().to_owned();
        name.push(".ballast");
        let ballast = Arc::new(Self {
            path: PathBuf::from(name),
            held: AtomicBool::new(false),
        });
        if let Err(error) = ballast.hold().await {
            tracing::warn!(%error, "no room is kept free beside the database");
        }
        ballast
    }

    /// Takes the room, unless it is held already.
    ///
    /// # Errors
    /// [`Error::Full`] when there is none.
    pub(super) async fn hold(self: &Arc<Self>) -> Result<()> {
        if self.held.load(Ordering::Acquire) {
            return Ok(());
        }
        let ballast = Arc::clone(self);
        let taken = tokio::task::spawn_blocking(move || ballast.take()).await;
        taken
            .map_err(io::Error::other)
            .flatten()
            .map_err(Error::from_disk)
    }

    /// Passes the error on, and gives the room back if the error says that the disk is full.
    pub(super) fn give_back_if_full(&self, error: Error) -> Error {
        if matches!(error, Error::Full { .. }) && self.held.swap(false, Ordering::AcqRel) {
            self.give_back();
        }
        error
    }

    fn give_back(&self) {
        if let Err(fault) = fs::remove_file(&self.path) {
            tracing::warn!(%fault, "the room kept free beside the database cannot be given back");
        }
    }

    fn take(&self) -> io::Result<()> {
        let there = fs::metadata(&self.path).is_ok_and(|file| file.len() == BYTES);
        if !there {
            self.fill().inspect_err(|_| {
                // Half a ballast would only make the full disk fuller; it may also not be there.
                fs::remove_file(&self.path).ok();
            })?;
        }
        self.held.store(true, Ordering::Release);
        Ok(())
    }

    /// Writes bytes that no file system can compress away or leave as a hole.
    fn fill(&self) -> io::Result<()> {
        let mut seed = 1_u32;
        let block: Vec<u8> = std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed.to_le_bytes()[3]
        })
        .take(BLOCK)
        .collect();
        let mut file = File::create(&self.path)?;
        // Twice as much must fit: if not, the next write would find the disk full again.
        let mut left = 2 * BYTES;
        while left > 0 {
            file.write_all(&block)?;
            left = left.saturating_sub(BLOCK as u64);
        }
        file.set_len(BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_room_is_given_back_when_the_disk_is_full_and_taken_again_later() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("jalon.db.ballast");
        let ballast = Ballast::beside(&folder.path().join("jalon.db")).await;
        assert_eq!(fs::metadata(&file).unwrap().len(), BYTES);

        ballast.give_back_if_full(Error::Full { source: None });
        assert!(!file.exists());

        ballast.hold().await.unwrap();
        assert!(file.exists());
    }

    #[tokio::test]
    async fn another_error_leaves_the_room_taken() {
        let folder = tempfile::tempdir().unwrap();
        let ballast = Ballast::beside(&folder.path().join("jalon.db")).await;

        ballast.give_back_if_full(Error::Address);

        assert!(folder.path().join("jalon.db.ballast").exists());
    }
}
