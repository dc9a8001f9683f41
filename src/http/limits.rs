//! How much one request may ask for: sizes, counts, times and work at once.

use std::{sync::Arc, time::Duration};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::Problem;

/// Longest time for any answer but those to files.
pub(super) const REQUEST_TIME: Duration = Duration::from_secs(30);

/// How long a file of rows may take, from its first byte to its last row: a row is a few milliseconds
/// where the database is slow.
pub(super) const ROWS_TIME: Duration = Duration::from_mins(10);
/// Longest wait for a worker before the door says to come back later.
const WAIT_FOR_WORKER: Duration = Duration::from_secs(5);
/// Largest file taken over HTTP, in bytes.
pub(super) const UPLOAD_BYTES: u64 = 100 * 1024 * 1024;
/// Imports at once.
pub(super) const IMPORTS_AT_ONCE: usize = 2;
/// Photos and documents that come in at once, each of up to 25 MB in memory.
pub(super) const FILES_AT_ONCE: usize = 4;
/// Files made at once for those who export.
pub(super) const EXPORTS_AT_ONCE: usize = 2;
/// Longest time for making a file.
pub(super) const EXPORT_TIME: Duration = Duration::from_mins(10);
/// Parts of a base map that are read at once; it may lie behind a network.
pub(super) const FETCHES_AT_ONCE: usize = 32;
/// Features or rows on a page unless asked otherwise.
pub(super) const PAGE_DEFAULT: usize = 1_000;
/// Features or rows on a page at most.
pub(super) const PAGE_MOST: usize = 10_000;
/// Bytes of a page of features after which it ends early, with a cursor to go on.
pub(super) const PAGE_BYTES: usize = 32 * 1024 * 1024;
/// Layers in one tile at most.
pub(super) const LAYERS_IN_A_TILE: usize = 12;
/// Bytes of tiles that are kept as they were sent.
pub(super) const TILE_CACHE_BYTES: u64 = 64 * 1024 * 1024;

/// Largest body of a visit, in bytes.
pub(super) const VISIT_BYTES: usize = 128 * 1024;
/// Largest body of a sealed visit, in bytes: its author, its settlement and the seal stand around it.
pub(super) const SEALED_VISIT_BYTES: usize = VISIT_BYTES + 4 * 1024;
/// Visits on a page unless asked otherwise.
pub(super) const VISITS_DEFAULT: u32 = 100;
/// Visits on a page at most.
pub(super) const VISITS_MOST: u32 = 500;

/// Threads for work that computes, with a bound on how many wait: without one, many clients
/// would each wait longer than any of them stays.
#[derive(Clone)]
pub(super) struct Workers {
    computing: Arc<Semaphore>,
    fetching: Arc<Semaphore>,
    importing: Arc<Semaphore>,
    exporting: Arc<Semaphore>,
    receiving: Arc<Semaphore>,
}

impl Default for Workers {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            computing: Arc::new(Semaphore::new(2 * cores)),
            fetching: Arc::new(Semaphore::new(FETCHES_AT_ONCE)),
            importing: Arc::new(Semaphore::new(IMPORTS_AT_ONCE)),
            exporting: Arc::new(Semaphore::new(EXPORTS_AT_ONCE)),
            receiving: Arc::new(Semaphore::new(FILES_AT_ONCE)),
        }
    }
}

impl Workers {
    /// How many calculations could begin at once.
    pub(super) fn free(&self) -> usize {
        self.computing.available_permits()
    }

    /// Runs a calculation off the threads that serve.
    pub(super) async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let waiting = self.computing.clone().acquire_owned();
        let permit = tokio::time::timeout(WAIT_FOR_WORKER, waiting)
            .await
            .map_err(|_| Problem::busy())?
            .map_err(|_| Problem::busy())?;
        run(work, permit).await
    }

    /// The same for an answer that has begun, which waits for its turn instead of being refused.
    pub(super) async fn compute_in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let waiting = self.computing.clone().acquire_owned();
        run(work, waiting.await.map_err(|_| Problem::busy())?).await
    }

    /// Reads from a file or a network, which computes nothing but may wait.
    pub(super) async fn fetch<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let waiting = self.fetching.clone().acquire_owned();
        let permit = tokio::time::timeout(WAIT_FOR_WORKER, waiting)
            .await
            .map_err(|_| Problem::busy())?
            .map_err(|_| Problem::busy())?;
        run(work, permit).await
    }

    /// A place among the imports that run, if one is free now.
    pub(super) fn import_place(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.importing
            .clone()
            .try_acquire_owned()
            .map_err(|_| Problem::busy())
    }

    /// A place among the photos and documents that come in, if one is free now.
    pub(super) fn file_place(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.receiving
            .clone()
            .try_acquire_owned()
            .map_err(|_| Problem::busy())
    }

    /// A place among those who make files, if one is free now.
    pub(super) fn export_place(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.exporting
            .clone()
            .try_acquire_owned()
            .map_err(|_| Problem::busy())
    }
}

async fn run<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
    permit: OwnedSemaphorePermit,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(move || {
        let result = work();
        drop(permit);
        result
    })
    .await
    .map_err(|_| Problem::broken())
}
