//! A smooth line across the valley floor: one `t` for every `s`.

use super::{draw::Draw, ground::Spot};

/// Values at evenly spaced knots, joined without corners.
pub(crate) struct Curve {
    start: f64,
    step: f64,
    knots: Vec<f64>,
}

impl Curve {
    /// A curve from `from` to at least `to` with a knot every `step` metres, each value drawn by `knot`.
    pub(crate) fn drawn(
        (from, to): (f64, f64),
        step: f64,
        draw: &mut Draw,
        mut knot: impl FnMut(&mut Draw, usize) -> f64,
    ) -> Self {
        let mut knots = Vec::new();
        let mut at = from;
        while at < to + step {
            knots.push(knot(draw, knots.len()));
            at += step;
        }
        Self {
            start: from,
            step,
            knots,
        }
    }

    /// The value at `s`; beyond the ends it stays what it is there.
    pub(crate) fn at(&self, s: f64) -> f64 {
        let mut left = ((s - self.start) / self.step).max(0.0);
        for pair in self.knots.windows(2) {
            if left < 1.0 {
                let eased = left * left * (3.0 - 2.0 * left);
                return pair[0] + (pair[1] - pair[0]) * eased;
            }
            left -= 1.0;
        }
        self.knots.last().copied().unwrap_or_default()
    }

    /// The spots of the curve from `from` to `to`, one every `step` metres.
    pub(crate) fn spots(&self, (from, to): (f64, f64), step: f64) -> Vec<Spot> {
        stations((from, to), step)
            .map(|s| Spot::new(s, self.at(s)))
            .collect()
    }
}

/// `from`, then every `step` metres, then `to`.
pub(crate) fn stations((from, to): (f64, f64), step: f64) -> impl Iterator<Item = f64> {
    let inner = std::iter::successors(Some(from), move |s| Some(s + step));
    inner
        .take_while(move |s| *s < to)
        .chain(std::iter::once(to))
}
