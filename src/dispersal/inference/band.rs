//! The band that chance alone gives D, the co-location ratio and the proximity ratio: homes drawn
//! by lot among all homes, both margins fixed. Only the units drawn are looked at, so a draw costs
//! as much as there are households of the programme, however large the city.

use super::{
    super::{
        Allotment, Counts, Decay, Surroundings, Told, Undefined, chance::whole_homes, colocation,
        dissimilarity, places::Located,
    },
    Draws, Tested,
    sampling::{Alias, Drawn, Homes},
};

/// What chance makes of the two headline figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChanceBand {
    /// D.
    pub dissimilarity: Tested,
    /// The co-location ratio; a reason for a single household.
    pub colocation: Result<Tested, Undefined>,
}

/// D and the co-location ratio beside what drawing the homes by lot gives.
///
/// # Errors
/// As [`chance_dissimilarity`](super::super::chance_dissimilarity).
///
/// Source: Carrington and Troske 1997; Phipson and Smyth 2010 for the p-values.
///
/// One household among 2 + 2: D is 2/3 in every draw.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, inference::{Draws, chance_band}};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 1.0, 2.0), unit("B", 0.0, 2.0)])?;
/// let band = chance_band(&counts, Draws::new(99, 1)?).unwrap();
/// assert!((band.dissimilarity.mean - 2.0 / 3.0).abs() < 1e-12);
/// assert_eq!(band.dissimilarity.p_two_sided, 1.0);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn chance_band(counts: &Counts, draws: Draws) -> Result<ChanceBand, Undefined> {
    let lot = Lot::new(counts)?;
    let pairs = draws.each(
        || Drawn::new(lot.homes.len()),
        |drawn, random| {
            lot.draw.draw(random, drawn);
            (lot.dissimilarity(drawn), lot.colocation(drawn))
        },
    );
    let (apart, together): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    let told = |values: Vec<f64>| values.into_iter().map(Ok).collect();
    Ok(ChanceBand {
        dissimilarity: Tested::against(dissimilarity(counts)?, told(apart))?,
        colocation: colocation(counts)
            .and_then(|found| Tested::against(found.ratio, told(together))),
    })
}

/// D and the co-location ratio of families against the homes on offer, beside what giving each
/// family one of the homes by lot gives; homes are drawn with return.
pub(in crate::dispersal) fn stock_band(
    allotted: Allotment,
    draws: Draws,
) -> Result<ChanceBand, Undefined> {
    let group = allotted.counts.whole_sums()?.group;
    let parts = allotted.stock.parts();
    let even: f64 = parts.iter().map(|w| w * w).sum();
    let alias = Alias::new(parts);
    let pairs = draws.each(
        || vec![0.0; parts.len()],
        |placed: &mut Vec<f64>, random| {
            placed.fill(0.0);
            let mut left = group;
            while left > 0.0 {
                placed[alias.draw(random)] += 1.0;
                left -= 1.0;
            }
            let gaps = std::iter::zip(&*placed, parts).map(|(x, w)| (x / group - w).abs());
            let shared: f64 = placed.iter().map(|x| x * (x - 1.0)).sum();
            (
                0.5 * gaps.sum::<f64>(),
                shared / (group * (group - 1.0)) / even,
            )
        },
    );
    let (apart, together): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    let told = |values: Vec<f64>| values.into_iter().map(Ok).collect();
    Ok(ChanceBand {
        dissimilarity: Tested::against(allotted.dissimilarity()?, told(apart))?,
        colocation: allotted
            .colocation()
            .and_then(|found| Tested::against(found.ratio, told(together))),
    })
}

/// The proximity ratio beside what drawing the homes by lot gives.
///
/// # Errors
/// As [`chance_band`].
pub fn proximity_band(city: Located, decay: Decay, draws: Draws) -> Result<Tested, Undefined> {
    let lot = Lot::new(city.counts)?;
    let around = Surroundings::of(city, decay);
    let found = around.proximity_ratio()?;
    let seen = Seen::new(city, decay, &around, &lot);
    let ratios = draws.each(
        || Drawn::new(lot.homes.len()),
        |drawn, random| -> Told {
            lot.draw.draw(random, drawn);
            Ok(seen.ratio(drawn))
        },
    );
    Tested::against(found, ratios)
}

/// A city whose homes are drawn by lot.
struct Lot {
    homes: Vec<f64>,
    total: f64,
    /// The smaller side is drawn; the rest is the other.
    few: f64,
    group_is_drawn: bool,
    /// Σ t(t − 1) and Σ (t/T)².
    pairs: f64,
    even: f64,
    draw: Homes,
}

impl Lot {
    fn new(counts: &Counts) -> Result<Self, Undefined> {
        let (homes, group) = whole_homes(counts)?;
        let total: f64 = homes.iter().sum();
        let few = group.min(total - group);
        Ok(Self {
            group_is_drawn: group <= total - group,
            pairs: homes.iter().map(|homes| homes * (homes - 1.0)).sum(),
            even: homes.iter().map(|homes| (homes / total).powi(2)).sum(),
            draw: Homes::new(homes.clone(), few),
            homes,
            total,
            few,
        })
    }

    /// D is the same for either side; a unit not drawn adds its part of the many.
    fn dissimilarity(&self, drawn: &Drawn) -> f64 {
        let many = self.total - self.few;
        let apart = drawn.touched().map(|(unit, count)| {
            let others = (self.homes[unit] - count) / many;
            (count / self.few - others).abs() - self.homes[unit] / many
        });
        0.5 * (apart.sum::<f64>() + self.total / many)
    }

    fn colocation(&self, drawn: &Drawn) -> f64 {
        let (group, pairs) = if self.group_is_drawn {
            let pairs = drawn.touched().map(|(_, count)| count * (count - 1.0));
            (self.few, pairs.sum::<f64>())
        } else {
            let changed = drawn.touched().map(|(unit, count)| {
                let (homes, left) = (self.homes[unit], self.homes[unit] - count);
                left * (left - 1.0) - homes * (homes - 1.0)
            });
            (self.total - self.few, self.pairs + changed.sum::<f64>())
        };
        pairs / (group * (group - 1.0)) / self.even
    }
}

/// Proximities of drawn households, from what all households see.
struct Seen<'a> {
    city: Located<'a>,
    decay: Decay,
    lot: &'a Lot,
    /// Σ c·t from each unit, and Σ t·c·t.
    totals: Vec<f64>,
    all: f64,
}

impl<'a> Seen<'a> {
    fn new(city: Located<'a>, decay: Decay, around: &Surroundings, lot: &'a Lot) -> Self {
        let totals: Vec<f64> = around.totals().collect();
        let all = totals
            .iter()
            .zip(&lot.homes)
            .map(|(seen, homes)| seen * homes);
        Self {
            all: all.sum(),
            totals,
            city,
            decay,
            lot,
        }
    }

    /// P(xx)/P(yy) − 1 of the draw.
    fn ratio(&self, drawn: &Drawn) -> f64 {
        let few = self.among(drawn);
        let across: f64 = drawn
            .touched()
            .map(|(unit, count)| count * self.totals[unit])
            .sum();
        let many = self.all - 2.0 * across + few;
        let rest = self.lot.total - self.lot.few;
        let ratio = few / (self.lot.few * self.lot.few) / (many / (rest * rest));
        if self.lot.group_is_drawn {
            ratio - 1.0
        } else {
            1.0 / ratio - 1.0
        }
    }

    /// Σ x·c·x over the units drawn.
    fn among(&self, drawn: &Drawn) -> f64 {
        let places = self.city.places.all();
        let pairs = drawn.touched().enumerate().map(|(at, (one, count))| {
            let before = drawn.touched().take(at).map(|(other, others)| {
                let from = places[other].centre - places[one].centre;
                let distance = (from.x * from.x + from.y * from.y).sqrt();
                others * self.decay.between(distance)
            });
            count * (count * self.decay.within(&places[one]) + 2.0 * before.sum::<f64>())
        });
        pairs.sum()
    }
}

#[cfg(test)]
mod tests {
    use geo_types::Coord;

    use super::{
        super::super::{
            chance_dissimilarity,
            counts::tests::counts,
            places::{Place, Places},
        },
        *,
    };

    #[test]
    fn the_mean_of_the_draws_is_the_exact_mean() {
        let pairs: Vec<(f64, f64)> = (0..20)
            .map(|i| (f64::from(i % 3), 40.0 + f64::from(i * i)))
            .collect();
        let city = counts(&pairs);

        let band = chance_band(&city, Draws::new(4_000, 9).unwrap()).unwrap();

        let exact = chance_dissimilarity(&city).unwrap();
        let error = band.dissimilarity.deviation / 4_000_f64.sqrt();
        assert!(
            (band.dissimilarity.mean - exact).abs() < 4.0 * error,
            "{band:?} {exact}"
        );
    }

    #[test]
    fn a_draw_is_measured_as_the_indices_measure_it() {
        for pairs in [
            [(2.0, 5.0), (1.0, 9.0), (0.0, 4.0)],
            [(4.0, 5.0), (8.0, 9.0), (2.0, 4.0)],
        ] {
            let city = counts(&pairs);
            let places = [0.0, 700.0, 2_000.0].map(|x| Place {
                centre: Coord { x, y: 0.0 },
                area_m2: 10_000.0,
                perimeter_m: 400.0,
            });
            let places = Places::new(places.to_vec()).unwrap();
            let located = Located::new(&city, &places).unwrap();
            let lot = Lot::new(&city).unwrap();
            let around = Surroundings::of(located, Decay::KILOMETRE);
            let seen = Seen::new(located, Decay::KILOMETRE, &around, &lot);
            let mut drawn = Drawn::new(3);
            let mut random = <rand_chacha::ChaCha8Rng as rand::SeedableRng>::seed_from_u64(2);
            lot.draw.draw(&mut random, &mut drawn);
            let left = |count: f64, homes: f64| (homes - count, homes);
            let kept = |count: f64, homes: f64| (count, homes);
            let side = if lot.group_is_drawn { kept } else { left };
            let few = [0, 1, 2].map(|unit| side(drawn.of(unit), pairs[unit].1));
            let redrawn = counts(&few);
            let around =
                Surroundings::of(Located::new(&redrawn, &places).unwrap(), Decay::KILOMETRE);

            assert!((lot.dissimilarity(&drawn) - dissimilarity(&redrawn).unwrap()).abs() < 1e-12);
            assert!((lot.colocation(&drawn) - colocation(&redrawn).unwrap().ratio).abs() < 1e-12);
            assert!((seen.ratio(&drawn) - around.proximity_ratio().unwrap()).abs() < 1e-12);
        }
    }
}
