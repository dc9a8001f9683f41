//! Numbers of requests, by which what somebody saw is found in the log.

use std::{
    hash::{BuildHasher, RandomState},
    sync::atomic::{AtomicU64, Ordering},
};

/// Numbers that tell nothing of how many there were: a count, made strange by keys that every start
/// draws anew. To draw each from the system would take a tenth of a small answer's time.
#[derive(Default)]
pub(super) struct Numbers {
    keys: RandomState,
    given: AtomicU64,
}

impl Numbers {
    /// The next number, 16 hexadecimal digits.
    pub(super) fn next(&self) -> String {
        let count = self.given.fetch_add(1, Ordering::Relaxed);
        format!("{:016x}", self.keys.hash_one(count))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_numbers_are_the_same_nor_those_of_two_starts() {
        let starts = [Numbers::default(), Numbers::default()];

        let numbers: HashSet<String> = (0..2_000).map(|at| starts[at % 2].next()).collect();

        assert_eq!(numbers.len(), 2_000);
        assert!(numbers.iter().all(|number| number.len() == 16));
    }
}
