//! Many draws side by side, so that a processor does several in one step.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// Draws that are calculated together.
pub(super) const LANES: usize = 64;

/// One figure in each of the draws. Seven digits are enough to tell who stands above whom.
pub(super) type Lanes = [f32; LANES];

/// Numbers drawn evenly from 0 to below 1.
pub(super) struct Uniform(ChaCha8Rng);

impl Uniform {
    /// Each block of draws has a stream of its own, so that it does not matter who draws it.
    pub(super) fn of_block(seed: u64, block: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(block);
        Self(random)
    }

    /// A number for each draw.
    pub(super) fn lanes(&mut self) -> Lanes {
        let mut bytes = [0; 4 * LANES];
        self.0.fill_bytes(&mut bytes);
        let (words, _) = bytes.as_chunks::<4>();
        each(|lane| {
            // 24 bits are what a fraction of this size can hold.
            #[allow(clippy::cast_precision_loss, reason = "24 bits fit exactly")]
            let drawn = (u32::from_le_bytes(words[lane]) >> 8) as f32;
            drawn * (1.0 / 16_777_216.0)
        })
    }
}

/// Several values p as one, in each draw: [`together`](super::super::together) value by value.
pub(super) struct Joint {
    worst: Lanes,
    /// The chance that none of the others strikes.
    spared: Lanes,
}

impl Joint {
    pub(super) fn none() -> Self {
        Self {
            worst: [0.0; LANES],
            spared: [1.0; LANES],
        }
    }

    /// Takes one more value in; whichever is not the worst is one of the others.
    pub(super) fn add(&mut self, values: &Lanes) {
        let joint = self.worst.iter_mut().zip(&mut self.spared);
        for (&value, (worst, spared)) in values.iter().zip(joint) {
            *spared *= 1.0 - smaller(value, *worst);
            *worst = larger(value, *worst);
        }
    }

    pub(super) fn value(&self, rho: &Lanes) -> Lanes {
        each(|lane| {
            let worst = self.worst[lane];
            worst + rho[lane] * (1.0 - worst) * (1.0 - self.spared[lane])
        })
    }
}

/// The figure of each draw. A plain loop: the compiler does several steps of it at once, which it
/// does not with [`std::array::from_fn`] of so many.
#[inline]
pub(super) fn each(of: impl Fn(usize) -> f32) -> Lanes {
    let mut lanes = [0.0; LANES];
    for (lane, figure) in lanes.iter_mut().enumerate() {
        *figure = of(lane);
    }
    lanes
}

/// `f32::max` guards against what is not a number and costs three steps for it.
pub(super) fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The same for the smaller.
pub(super) fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}
