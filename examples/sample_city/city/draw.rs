//! Chance that is the same on every machine.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// A stream of draws that depends on its seed and number only.
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    /// One of the independent streams of a seed.
    pub(crate) fn stream(seed: u64, number: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(number);
        Self(rng)
    }

    /// From `low` up to, but not including, `high`.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    /// One of 0 to `count - 1`.
    pub(crate) fn below(&mut self, count: u32) -> u32 {
        let wide = u64::from(self.0.next_u32()) * u64::from(count);
        u32::try_from(wide >> 32).unwrap_or_default()
    }

    /// From `low` to `high`, both included.
    pub(crate) fn whole(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// One of the items, each as likely as its weight says.
    pub(crate) fn weighted<'a, T>(&mut self, items: &'a [T], weight: impl Fn(&T) -> u32) -> &'a T {
        let mut left = self.below(items.iter().map(&weight).sum());
        for item in items {
            match left.checked_sub(weight(item)) {
                Some(rest) => left = rest,
                None => return item,
            }
        }
        &items[0]
    }
}
