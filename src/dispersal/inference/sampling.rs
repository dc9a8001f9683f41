//! Drawing units: with return in constant time, and homes without return.

use rand::{Rng, RngExt};

use super::{
    super::probability::{hypergeometric, hypergeometric_step, ln_binomial},
    draws::number,
};

/// Homes for each unit above which drawing unit by unit is quicker than home by home.
const HOMES_A_UNIT: f64 = 20.0;

/// Walker's table: a unit with chance in proportion to its weight, in constant time.
///
/// Eight bytes a unit: tables of a whole country then stay near the processor.
#[derive(Debug)]
pub(super) struct Alias {
    /// Chance of keeping the slot in 2³² parts, and who has the rest of it.
    slots: Vec<(u32, u32)>,
}

/// Parts of a slot.
const PARTS: f64 = 4_294_967_296.0;

impl Alias {
    /// Weights that are not negative, not all 0.
    pub(super) fn new(weights: &[f64]) -> Self {
        let mean = weights.iter().sum::<f64>() / number(weights.len());
        let mut slots: Vec<(f64, u32)> = (0..)
            .zip(weights)
            .map(|(unit, weight)| (weight / mean, unit))
            .collect();
        let (mut poor, mut rich): (Vec<u32>, Vec<u32>) = (0..)
            .zip(&slots)
            .map(|(unit, _)| unit)
            .partition(|&unit: &u32| slots[unit as usize].0 < 1.0);
        while let (Some(low), Some(&high)) = (poor.pop(), rich.last()) {
            slots[low as usize].1 = high;
            let left = slots[high as usize].0 - (1.0 - slots[low as usize].0);
            slots[high as usize].0 = left;
            if left < 1.0 {
                rich.pop();
                poor.push(high);
            }
        }
        // What rounding has left over keeps its own slot, unless it weighs nothing.
        for unit in poor {
            if weights[unit as usize] > 0.0 {
                slots[unit as usize] = (1.0, unit);
            }
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast of a float to an integer stops at the ends"
        )]
        let in_parts = |(keep, other): (f64, u32)| ((keep * PARTS).round() as u32, other);
        Self {
            slots: slots.into_iter().map(in_parts).collect(),
        }
    }

    /// A unit.
    pub(super) fn draw(&self, random: &mut impl Rng) -> usize {
        self.draw_with_rest(random).0
    }

    /// A unit, and a second even chance that does not depend on it.
    ///
    /// One word does for both: the high half says the slot, the low half whether to keep it; where
    /// it fell in the part that was kept, or given away, is the second chance.
    fn draw_with_rest(&self, random: &mut impl Rng) -> (usize, Rest) {
        let word = random.next_u64();
        let slot = ((word >> 32) * self.slots.len() as u64) >> 32;
        #[allow(
            clippy::cast_possible_truncation,
            reason = "a slot of the table; the low half of a word"
        )]
        let (slot, fell) = (slot as usize, word as u32);
        let (keep, other) = self.slots[slot];
        // No branch: whether a slot is kept cannot be foreseen.
        let away = usize::from(fell >= keep);
        let rests = [
            Rest { at: fell, of: keep },
            Rest {
                at: fell.wrapping_sub(keep),
                of: keep.wrapping_neg(),
            },
        ];
        ([slot, other as usize][away], rests[away])
    }
}

/// A number drawn evenly among those below `of`; an `of` of 0 stands for 2³².
#[derive(Clone, Copy, Debug)]
struct Rest {
    at: u32,
    of: u32,
}

impl Rest {
    /// True with the chance `part/whole`.
    fn falls_below(self, part: f64, whole: f64) -> bool {
        let of = if self.of == 0 {
            PARTS
        } else {
            f64::from(self.of)
        };
        (f64::from(self.at) + 0.5) * whole < part * of
    }
}

/// Draws homes among all homes of a city, without return.
#[derive(Debug)]
pub(super) struct Homes {
    units: Vec<f64>,
    total: f64,
    drawn: f64,
    alias: Alias,
}

/// What one draw has put where.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl Drawn {
    pub(super) fn new(units: usize) -> Self {
        Self {
            counts: vec![0; units],
            touched: Vec::new(),
        }
    }

    /// The units drawn, with how often.
    pub(super) fn touched(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.touched
            .iter()
            .map(|&unit| (unit as usize, self.of(unit as usize)))
    }

    /// How often a unit was drawn.
    pub(super) fn of(&self, unit: usize) -> f64 {
        f64::from(self.counts[unit])
    }

    fn clear(&mut self) {
        for unit in self.touched.drain(..) {
            self.counts[unit as usize] = 0;
        }
    }

    /// Adds whole homes of a unit.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole counts; no city has four billion homes or units"
    )]
    fn add(&mut self, unit: usize, count: f64) {
        if self.counts[unit] == 0 {
            self.touched.push(unit as u32);
        }
        self.counts[unit] += count as u32;
    }
}

impl Homes {
    /// Whole homes of each unit and how many to draw, at most all of them.
    pub(super) fn new(homes: Vec<f64>, drawn: f64) -> Self {
        Self {
            total: homes.iter().sum(),
            alias: Alias::new(&homes),
            units: homes,
            drawn,
        }
    }

    /// One draw; each set of homes has the same chance.
    pub(super) fn draw(&self, random: &mut impl Rng, into: &mut Drawn) {
        into.clear();
        if self.drawn > HOMES_A_UNIT * number(self.units.len()) {
            self.by_unit(random, into);
        } else {
            self.by_home(random, into);
        }
    }

    fn by_home(&self, random: &mut impl Rng, into: &mut Drawn) {
        let mut left = self.drawn;
        while left > 0.0 {
            let (unit, rest) = self.alias.draw_with_rest(random);
            let taken = into.of(unit);
            // A home that is already taken is drawn again.
            if taken > 0.0 && rest.falls_below(taken, self.units[unit]) {
                continue;
            }
            into.add(unit, 1.0);
            left -= 1.0;
        }
    }

    fn by_unit(&self, random: &mut impl Rng, into: &mut Drawn) {
        let (mut left, mut total) = (self.drawn, self.total);
        for (unit, &homes) in self.units.iter().enumerate() {
            let count = of_homes(random, [total, left, homes]);
            if count > 0.0 {
                into.add(unit, count);
            }
            left -= count;
            total -= homes;
        }
    }
}

/// Of `draws` among `total`, how many are of `homes`: `[total, draws, homes]`.
fn of_homes(random: &mut impl Rng, [total, draws, homes]: [f64; 3]) -> f64 {
    if homes >= total || draws <= 0.0 {
        return draws;
    }
    if homes <= 0.0 {
        return 0.0;
    }
    let (first, last) = ((draws + homes - total).max(0.0), draws.min(homes));
    let mode = ((draws + 1.0) * (homes + 1.0) / (total + 2.0)).floor();
    let mode = mode.clamp(first, last);
    let peak = if draws >= total {
        1.0
    } else {
        hypergeometric(total, draws, homes, mode)
    };
    let step = |count: f64| hypergeometric_step([total, draws, homes], count);
    outwards(random.random(), [first, mode, last], peak, step)
}

/// How many of n trials of chance p succeed.
pub(super) fn binomial(random: &mut impl Rng, trials: f64, p: f64) -> f64 {
    if p <= 0.0 || trials <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return trials;
    }
    let mode = ((trials + 1.0) * p).floor().min(trials);
    let peak = ln_binomial(mode, trials, p).exp();
    let step = |count: f64| (trials - count) / (count + 1.0) * (p / (1.0 - p));
    outwards(random.random(), [0.0, mode, trials], peak, step)
}

/// The count at which a chance between 0 and 1 is used up, outwards from the mode, the likeliest
/// count: `step(k)` is `P(k + 1)/P(k)`. Takes about as many steps as the standard deviation.
fn outwards(
    chance: f64,
    [first, mode, last]: [f64; 3],
    peak: f64,
    step: impl Fn(f64) -> f64,
) -> f64 {
    let (mut left, mut low, mut high) = (chance - peak, mode, mode);
    let (mut below, mut above) = (peak, peak);
    while left >= 0.0 && below + above > 0.0 {
        if high < last {
            above *= step(high);
            high += 1.0;
            left -= above;
            if left < 0.0 {
                return high;
            }
        } else {
            above = 0.0;
        }
        if low > first {
            low -= 1.0;
            below /= step(low);
            left -= below;
            if left < 0.0 {
                return low;
            }
        } else {
            below = 0.0;
        }
    }
    // Rounding has left a crumb after the last count.
    mode
}

/// How often each weight is drawn in `trials` draws with return.
pub(super) fn multinomial(random: &mut impl Rng, trials: f64, weights: &[f64]) -> Vec<f64> {
    let (mut left, mut rest) = (trials, weights.iter().sum::<f64>());
    let mut last = weights.iter().rposition(|&weight| weight > 0.0);
    let one = |(unit, &weight): (usize, &f64)| {
        let count = if last == Some(unit) {
            // All that is left, whatever rounding has made of the rest.
            last = None;
            left
        } else {
            binomial(random, left, weight / rest)
        };
        left -= count;
        rest -= weight;
        count
    };
    weights.iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn the_table_draws_each_unit_in_proportion_to_its_weight() {
        let weights = [5.0, 0.0, 1.0, 2.0];
        let (alias, mut random) = (Alias::new(&weights), ChaCha8Rng::seed_from_u64(3));
        let mut drawn = [0.0; 4];

        for _ in 0..80_000 {
            drawn[alias.draw(&mut random)] += 1.0;
        }

        for (drawn, weight) in drawn.into_iter().zip(weights) {
            // Five standard deviations.
            assert!(
                (drawn - 10_000.0 * weight).abs() < 700.0,
                "{drawn} {weight}"
            );
        }
        assert!(drawn[1].abs() < 1e-12);
    }

    #[test]
    fn the_second_chance_of_a_word_is_even_whatever_unit_was_drawn() {
        let (alias, mut random) = (
            Alias::new(&[5.0, 0.0, 1.0, 2.0]),
            ChaCha8Rng::seed_from_u64(4),
        );
        let (mut drawn, mut below) = ([0.0; 4], [0.0; 4]);

        for _ in 0..80_000 {
            let (unit, rest) = alias.draw_with_rest(&mut random);
            drawn[unit] += 1.0;
            below[unit] += f64::from(u8::from(rest.falls_below(3.0, 10.0)));
        }

        for unit in [0, 2, 3] {
            // Five standard deviations of the unit drawn least.
            let share: f64 = below[unit] / drawn[unit];
            assert!((share - 0.3).abs() < 0.025, "{unit} {share}");
        }
    }

    #[test]
    fn counts_have_the_mean_and_the_variance_of_their_law() {
        let mut random = ChaCha8Rng::seed_from_u64(8);
        let mut moments = |mut draw: Box<dyn FnMut(&mut ChaCha8Rng) -> f64>| {
            let counts: Vec<f64> = (0..20_000).map(|_| draw(&mut random)).collect();
            let mean = counts.iter().sum::<f64>() / 20_000.0;
            let squares = counts.iter().map(|count| (count - mean) * (count - mean));
            (mean, squares.sum::<f64>() / 20_000.0)
        };

        let (mean, variance) = moments(Box::new(|random| binomial(random, 3_000.0, 0.2)));
        assert!((mean - 600.0).abs() < 0.8, "{mean}");
        assert!((variance / 480.0 - 1.0).abs() < 0.05, "{variance}");

        let city = [53_000.0, 1_060.0, 4_000.0];
        let (mean, variance) = moments(Box::new(move |random| of_homes(random, city)));
        let expected = 80.0 * (1.0 - 4.0 / 53.0) * (51_940.0 / 52_999.0);
        assert!((mean - 80.0).abs() < 0.3, "{mean}");
        assert!(
            (variance / expected - 1.0).abs() < 0.05,
            "{variance} {expected}"
        );
    }

    #[test]
    fn both_ways_of_drawing_homes_take_no_home_twice_and_have_the_same_mean() {
        let homes = vec![3.0, 1.0, 6.0];
        let draw = Homes::new(homes.clone(), 6.0);
        let mut random = ChaCha8Rng::seed_from_u64(5);
        let mut drawn = Drawn::new(3);
        let mut sums = [[0.0; 3]; 2];

        for _ in 0..20_000 {
            for (way, sums) in sums.iter_mut().enumerate() {
                drawn.clear();
                match way {
                    0 => draw.by_home(&mut random, &mut drawn),
                    _ => draw.by_unit(&mut random, &mut drawn),
                }
                assert!((0..3).all(|unit| drawn.of(unit) <= homes[unit]));
                *sums = std::array::from_fn(|unit| sums[unit] + drawn.of(unit));
            }
        }

        for unit in 0..3 {
            let mean = 12_000.0 * homes[unit];
            assert!((sums[0][unit] - mean).abs() < 600.0, "{sums:?}");
            assert!((sums[1][unit] - mean).abs() < 600.0, "{sums:?}");
        }
    }
}
