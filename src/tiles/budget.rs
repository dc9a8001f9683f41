//! How many bytes a tile may have before its smallest features are left out.

/// The most bytes a tile may have, before compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    max_bytes: usize,
}

impl Budget {
    /// A budget of this many bytes.
    #[must_use]
    pub fn of_bytes(max_bytes: usize) -> Self {
        Self { max_bytes }
    }

    /// The most bytes.
    #[must_use]
    pub fn max_bytes(self) -> usize {
        self.max_bytes
    }
}

impl Default for Budget {
    /// 500 kB: what a phone on a poor network takes in a few seconds, and what map libraries advise.
    fn default() -> Self {
        Self::of_bytes(500_000)
    }
}
