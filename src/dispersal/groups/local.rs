//! Unit by unit: how mixed each is, and which categories it holds more of than the whole.

use super::{
    super::{Undefined, entropy::p_ln_p},
    Groups,
};

/// How mixed one unit is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mix {
    /// Entropy `−Σ π ln π`, 0 to ln K nats.
    pub diversity: f64,
    /// The same over ln K, 0 to 1; K counts every category of the table.
    pub entropy: f64,
    /// Chance that two draws are of one category, `Σ π²`.
    pub concentration: f64,
    /// Chance that two draws are of different categories, `Σ π(1 − π)`.
    pub interaction: f64,
}

/// How mixed each unit is, in the order given; an empty unit has no mix.
///
/// Source: Theil 1972; Simpson 1949.
///
/// Half and half: entropy 1.
///
/// ```
/// use jalon::dispersal::{Undefined, groups::{Groups, local_mix}};
/// let mix = local_mix(&Groups::new(vec![vec![2.0, 2.0], vec![0.0, 0.0]])?);
/// assert_eq!(mix[0].map(|mix| (mix.entropy, mix.interaction)), Ok((1.0, 0.5)));
/// assert_eq!(mix[1], Err(Undefined::EmptyUnit));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
#[must_use]
pub fn local_mix(groups: &Groups) -> Vec<Result<Mix, Undefined>> {
    let most: f64 = groups.categories().iter().map(|_| 1.0).sum::<f64>().ln();
    let mix = |(row, &total): (&Vec<f64>, &f64)| {
        if total <= 0.0 {
            return Err(Undefined::EmptyUnit);
        }
        let shares = row.iter().map(|count| count / total);
        let concentration: f64 = shares.clone().map(|share| share * share).sum();
        let diversity = (-shares.clone().map(p_ln_p).sum::<f64>()).max(0.0);
        Ok(Mix {
            diversity,
            entropy: diversity / most,
            concentration,
            interaction: shares.map(|share| share * (1.0 - share)).sum(),
        })
    };
    groups.rows().iter().zip(groups.units()).map(mix).collect()
}

/// Location quotient π/P of each unit and category, from 0; 1 is the share of the whole.
///
/// Undefined in an empty unit and for a category that nobody belongs to.
///
/// Source: Isard 1960.
///
/// Half of the unit, a quarter of the whole.
///
/// ```
/// use jalon::dispersal::groups::{Groups, location_quotients};
/// let found = location_quotients(&Groups::new(vec![vec![1.0, 1.0], vec![0.0, 2.0]])?);
/// assert_eq!(found[0][0], Ok(2.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
#[must_use]
pub fn location_quotients(groups: &Groups) -> Vec<Vec<Result<f64, Undefined>>> {
    let cell = |count: f64, unit: f64, category: f64| match () {
        () if unit <= 0.0 => Err(Undefined::EmptyUnit),
        () if category <= 0.0 => Err(Undefined::NoGroup),
        () => Ok(count / unit * (groups.total() / category)),
    };
    let rows = groups.rows().iter().zip(groups.units());
    rows.map(|(row, &unit)| {
        let cells = row.iter().zip(groups.categories());
        cells.map(|(&count, &all)| cell(count, unit, all)).collect()
    })
    .collect()
}
