//! Two values: whether two cities, or two dates of one, differ by more than chance.

use rand::{RngExt, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::{
    super::{
        Counts, Told, Undefined, Unit,
        change::{Counterfactual, counterfactual},
    },
    Draws, Tested,
    one_value::{Null, Source},
    sampling::Drawn,
};

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// All units are pooled and dealt out again.
    RandomLabel,
    /// Units are drawn with return within each side; the difference 0 is tested against the draws.
    Bootstrap,
    /// The homes of the group are drawn among all homes of both sides.
    PersonPermutation,
    /// Each unit is, by a coin, itself or what it would be with the other side's distribution.
    Swapped(Counterfactual),
}

/// The difference `index(one) − index(other)` beside its values under a null.
///
/// Only for indices of counts alone. `PySAL` keeps a unit's own group beside the other side's total
/// when a coin falls, which can leave more of the group than households; here a coin takes both.
///
/// # Errors
/// Where the index cannot be told of either side or of any draw; measured quantities.
///
/// Source: Rey and others 2021; Phipson and Smyth 2010 for the p-values.
///
/// Two alike do not differ.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, gini, inference::{Comparison, Draws, two_values}};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let city = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// let draws = Draws::new(99, 1)?;
/// let tested = two_values([&city, &city], Comparison::RandomLabel, draws, gini).unwrap();
/// assert_eq!((tested.value, tested.p_two_sided > 0.05), (0.0, true));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn two_values(
    sides: [&Counts; 2],
    comparison: Comparison,
    draws: Draws,
    index: impl Fn(&Counts) -> Told + Sync + Send,
) -> Result<Tested, Undefined> {
    let found = index(sides[0])? - index(sides[1])?;
    let deck = Deck::new(sides, comparison)?;
    let values = draws.each(
        || {
            (
                sides.map(Counts::clone),
                Drawn::new(deck.pool.units().len()),
            )
        },
        |(redrawn, homes), random| {
            deck.deal(random, homes, redrawn);
            Ok(index(&redrawn[0])? - index(&redrawn[1])?)
        },
    );
    let tested = match comparison {
        Comparison::Bootstrap => 0.0,
        _ => found,
    };
    Tested::against(tested, values).map(|tested| Tested {
        value: found,
        ..tested
    })
}

/// What draws start from.
struct Deck {
    comparison: Comparison,
    pool: Counts,
    source: Source,
    swapped: [Counts; 2],
    own: [Counts; 2],
}

impl Deck {
    fn new(sides: [&Counts; 2], comparison: Comparison) -> Result<Self, Undefined> {
        let pool = Counts::pooled(sides);
        let swapped = match comparison {
            Comparison::Swapped(way) => counterfactual(sides, way)?,
            _ => sides.map(Counts::clone),
        };
        Ok(Self {
            source: Source::new(&pool)?,
            comparison,
            pool,
            swapped,
            own: sides.map(Counts::clone),
        })
    }

    fn deal(&self, random: &mut ChaCha8Rng, homes: &mut Drawn, into: &mut [Counts; 2]) {
        match self.comparison {
            Comparison::RandomLabel => {
                let mut pool = self.pool.units().to_vec();
                pool.shuffle(random);
                split(&pool, into);
            }
            Comparison::PersonPermutation => {
                let mut pool = self.pool.clone();
                self.source
                    .redraw(Null::PersonPermutation, random, (pool.redrawn(), homes));
                split(pool.units(), into);
            }
            Comparison::Bootstrap => each_unit(into, |side, _| {
                let own = self.own[side].units();
                &own[random.random_range(0..own.len())]
            }),
            Comparison::Swapped(_) => each_unit(into, |side, at| {
                let from = if random.random() {
                    &self.own
                } else {
                    &self.swapped
                };
                &from[side].units()[at]
            }),
        }
    }
}

/// Gives every unit of both sides the counts of the one drawn for it.
fn each_unit<'a>(into: &mut [Counts; 2], mut draw: impl FnMut(usize, usize) -> &'a Unit) {
    for (side, into) in into.iter_mut().enumerate() {
        for (at, unit) in into.redrawn().iter_mut().enumerate() {
            let drawn = draw(side, at);
            (unit.group, unit.total) = (drawn.group, drawn.total);
        }
    }
}

/// Deals the pool out, the first side first.
fn split(pool: &[Unit], into: &mut [Counts; 2]) {
    let mut pool = pool.iter();
    for side in into {
        for (unit, dealt) in side.redrawn().iter_mut().zip(&mut pool) {
            (unit.group, unit.total) = (dealt.group, dealt.total);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::super::{counts::tests::counts, dissimilarity},
        *,
    };

    const ALL: [Comparison; 6] = [
        Comparison::RandomLabel,
        Comparison::Bootstrap,
        Comparison::PersonPermutation,
        Comparison::Swapped(Counterfactual::Composition),
        Comparison::Swapped(Counterfactual::Share),
        Comparison::Swapped(Counterfactual::DualComposition),
    ];

    #[test]
    fn a_city_does_not_differ_from_itself_whatever_is_drawn() {
        let pairs: Vec<_> = (0..12)
            .map(|i| (f64::from(i % 4), 30.0 + f64::from(i)))
            .collect();
        let city = counts(&pairs);
        for comparison in ALL {
            let draws = Draws::new(200, 3).unwrap();
            let tested = two_values([&city, &city], comparison, draws, dissimilarity).unwrap();
            assert!(tested.p_two_sided > 0.1, "{comparison:?} {tested:?}");
        }
    }

    #[test]
    fn wholly_apart_differs_from_even() {
        let apart: Vec<_> = (0..16)
            .map(|i| if i < 8 { (30.0, 30.0) } else { (0.0, 30.0) })
            .collect();
        let even: Vec<_> = (0..16).map(|_| (15.0, 30.0)).collect();
        let (apart, even) = (counts(&apart), counts(&even));
        let draws = Draws::new(199, 3).unwrap();

        let tested = two_values(
            [&apart, &even],
            Comparison::PersonPermutation,
            draws,
            dissimilarity,
        );

        let tested = tested.unwrap();
        assert!((tested.value - 1.0).abs() < 1e-12);
        assert!(tested.p_two_sided < 0.02, "{tested:?}");
    }
}
