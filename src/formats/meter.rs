//! Counts what is read, and stops a record that never ends.

use std::{
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use super::Progress;

/// What may be read before the next renewal, shared by a reader and its meter.
#[derive(Clone, Debug)]
pub(super) struct Allowance {
    left: Arc<AtomicU64>,
    full: u64,
}

impl Allowance {
    /// A full allowance of this many bytes.
    pub(super) fn of(full: u64) -> Self {
        Self {
            left: Arc::new(AtomicU64::new(full)),
            full,
        }
    }

    /// Fills it again: a record has ended.
    pub(super) fn renew(&self) {
        self.left.store(self.full, Relaxed);
    }

    /// Whether a record has used it up.
    pub(super) fn is_spent(&self) -> bool {
        self.left.load(Relaxed) == 0
    }
}

/// A reader that counts its bytes and ends in an error when the allowance is spent.
pub(super) struct Meter<R> {
    inner: R,
    done: Arc<AtomicU64>,
    allowance: Allowance,
}

impl<R: Read> Meter<R> {
    /// Counts into the progress, within the allowance.
    pub(super) fn new(inner: R, progress: &Progress, allowance: &Allowance) -> Self {
        Self {
            inner,
            done: Arc::clone(&progress.done),
            allowance: allowance.clone(),
        }
    }
}

impl<R: Read> Read for Meter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.allowance.left.load(Relaxed);
        if left == 0 {
            return Err(io::Error::other("the record never ends"));
        }
        let most = buffer
            .len()
            .min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = self.inner.read(&mut buffer[..most])?;
        self.allowance.left.store(left - read as u64, Relaxed);
        self.done.fetch_add(read as u64, Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_longer_than_the_allowance_is_an_error_and_a_renewed_one_is_not() {
        let progress = Progress::of(10);
        let allowance = Allowance::of(4);
        let mut meter = Meter::new(&b"0123456789"[..], &progress, &allowance);
        let mut buffer = [0; 3];

        assert_eq!(meter.read(&mut buffer).unwrap(), 3);
        assert_eq!(meter.read(&mut buffer).unwrap(), 1);
        assert!(meter.read(&mut buffer).is_err());
        allowance.renew();
        assert_eq!(meter.read(&mut buffer).unwrap(), 3);
        assert_eq!(progress.done.load(Relaxed), 7);
    }
}
