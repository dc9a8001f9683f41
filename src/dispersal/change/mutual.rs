//! The difference of two mutual informations M: margins, structure, and units that come and go.

use super::{
    super::{
        Error, Undefined,
        groups::{Groups, divergence},
    },
    fitting::fitted,
};

/// What the difference M₂ − M₁ is made of; the parts sum to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MutualDifference {
    /// M of the first table.
    pub before: f64,
    /// M of the second table.
    pub after: f64,
    /// Due to units or categories that only the second has.
    pub additions: f64,
    /// Due to units or categories that only the first has.
    pub removals: f64,
    /// Due to the sizes of the categories.
    pub group_margin: f64,
    /// Due to the sizes of the units.
    pub unit_margin: f64,
    /// Due to who lives with whom, whatever the sizes.
    pub structure: f64,
}

/// Shapley decomposition of the change of M over margins fitted to each other.
///
/// Tables hold the same units and categories in the same order; one that is empty in one table
/// has come or gone. Structure and margins share the change among units and categories that both
/// have; the part of the margins is then shared between categories and units.
///
/// # Errors
/// Tables of different form. The inner error: M of either cannot be told.
///
/// Source: Elbers 2021; Deutsch, Flückiger and Silber 2009.
///
/// The same city twice as large has not changed.
///
/// ```
/// use jalon::dispersal::{change::mutual_difference, groups::Groups};
/// let before = Groups::new(vec![vec![2.0, 1.0], vec![1.0, 3.0]])?;
/// let after = Groups::new(vec![vec![4.0, 2.0], vec![2.0, 6.0]])?;
/// let change = mutual_difference(&before, &after)?.unwrap();
/// assert!(change.structure.abs() < 1e-12 && change.group_margin.abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn mutual_difference(
    before: &Groups,
    after: &Groups,
) -> Result<Result<MutualDifference, Undefined>, Error> {
    let (one, other) = in_common(before, after)?;
    Ok(decomposed([before, after], [&one, &other]))
}

fn decomposed(whole: [&Groups; 2], common: [&Groups; 2]) -> Result<MutualDifference, Undefined> {
    let [before, after] = [divergence(whole[0])?, divergence(whole[1])?];
    let kept = [divergence(common[0])?, divergence(common[1])?];
    // M with the structure, the units and the categories of the first (0) or second (1) table.
    let at = |structure: usize, units: usize, categories: usize| {
        let rows = fitted(
            common[structure],
            common[units].units(),
            common[categories].categories(),
        );
        information_of(&rows)
    };
    let half = |structure| {
        let [same, groups, units, both] = [
            at(structure, 0, 0),
            at(structure, 0, 1),
            at(structure, 1, 0),
            at(structure, 1, 1),
        ];
        (
            0.5 * (groups - same + both - units),
            0.5 * (units - same + both - groups),
        )
    };
    let (first, second) = (half(0), half(1));
    let margins = (0.5 * (first.0 + second.0), 0.5 * (first.1 + second.1));
    Ok(MutualDifference {
        before,
        after,
        additions: after - kept[1],
        removals: kept[0] - before,
        group_margin: margins.0,
        unit_margin: margins.1,
        structure: 0.5 * (at(1, 0, 0) - kept[0] + kept[1] - at(0, 1, 1)),
    })
}

/// The decomposition that fixes the first table's structure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KarmelMaclachlan {
    /// Categories scaled to the second's sizes, less M₁.
    pub group_margin: f64,
    /// Units scaled to the second's sizes, less M₁.
    pub unit_margin: f64,
    /// What both do together beyond.
    pub interaction: f64,
    /// The rest of the change.
    pub structure: f64,
}

/// Decomposition of M₂ − M₁ after Karmel and Maclachlan, among units and categories of both.
///
/// Depends on which table comes first; prefer [`mutual_difference`].
///
/// # Errors
/// As [`mutual_difference`].
///
/// Source: Karmel and Maclachlan 1988; Elbers 2021.
pub fn karmel_maclachlan(
    before: &Groups,
    after: &Groups,
) -> Result<Result<KarmelMaclachlan, Undefined>, Error> {
    let (one, other) = in_common(before, after)?;
    let found = |one: &Groups, other: &Groups| -> Result<_, Undefined> {
        let (start, end) = (divergence(one)?, divergence(other)?);
        let total = |groups: &Groups| groups.total();
        let by_unit = |at: usize| other.units()[at] / total(other) / (one.units()[at] / total(one));
        let by_group =
            |k: usize| other.categories()[k] / total(other) / (one.categories()[k] / total(one));
        let group_margin = information_of(&rescaled(one, |_, category| by_group(category))) - start;
        let unit_margin = information_of(&rescaled(one, |unit, _| by_unit(unit))) - start;
        let margins = information_of(&fitted(one, other.units(), other.categories()));
        Ok(KarmelMaclachlan {
            group_margin,
            unit_margin,
            interaction: margins - start - group_margin - unit_margin,
            structure: end - margins,
        })
    };
    Ok(found(&one, &other))
}

/// The decomposition by entropies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MoraRuizCastillo {
    /// Change of the entropy of the whole.
    pub group_margin: f64,
    /// Change of the units' sizes, by their mean entropy.
    pub unit_margin: f64,
    /// The rest of the change.
    pub structure: f64,
}

/// Decomposition of M₂ − M₁ after Mora and Ruiz-Castillo, among units and categories of both.
///
/// Its margins also move when nothing but the size of the group does; prefer
/// [`mutual_difference`].
///
/// # Errors
/// As [`mutual_difference`].
///
/// Source: Mora and Ruiz-Castillo 2009.
pub fn mora_ruiz_castillo(
    before: &Groups,
    after: &Groups,
) -> Result<Result<MoraRuizCastillo, Undefined>, Error> {
    let (one, other) = in_common(before, after)?;
    let found = |one: &Groups, other: &Groups| -> Result<_, Undefined> {
        let change = divergence(other)? - divergence(one)?;
        let group_margin = entropy(other.categories()) - entropy(one.categories());
        let units = one.rows().iter().zip(other.rows());
        let moved = units.map(|(before, after)| {
            let size = |row: &[f64], groups: &Groups| row.iter().sum::<f64>() / groups.total();
            let grown = size(after, other) - size(before, one);
            -grown * 0.5 * (entropy(before) + entropy(after))
        });
        let unit_margin = moved.sum();
        Ok(MoraRuizCastillo {
            group_margin,
            unit_margin,
            structure: change - group_margin - unit_margin,
        })
    };
    Ok(found(&one, &other))
}

/// Both tables with only the units and categories that have people in both.
fn in_common(before: &Groups, after: &Groups) -> Result<(Groups, Groups), Error> {
    let (units, found) = (before.rows().len(), after.rows().len());
    if units != found {
        let what = "the second table";
        return Err(Error::Lengths { what, found, units });
    }
    if before.categories().len() != after.categories().len() {
        return Err(Error::Categories {
            unit: 0,
            found: after.categories().len(),
        });
    }
    let both = |one: &[f64], other: &[f64]| -> Vec<bool> {
        one.iter()
            .zip(other)
            .map(|(one, other)| *one > 0.0 && *other > 0.0)
            .collect()
    };
    let units = both(before.units(), after.units());
    let categories = both(before.categories(), after.categories());
    let kept = |groups: &Groups| {
        let row = |(row, &unit): (&Vec<f64>, &bool)| {
            let cells = row.iter().zip(&categories);
            cells
                .map(|(&cell, &kept)| if unit && kept { cell } else { 0.0 })
                .collect()
        };
        Groups::new(groups.rows().iter().zip(&units).map(row).collect())
    };
    Ok((kept(before)?, kept(after)?))
}

/// Each cell times a factor; empty cells stay empty.
fn rescaled(groups: &Groups, factor: impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
    let row = |(unit, row): (usize, &Vec<f64>)| {
        let cells = row.iter().enumerate();
        cells
            .map(|(category, &cell)| {
                if cell > 0.0 {
                    cell * factor(unit, category)
                } else {
                    0.0
                }
            })
            .collect()
    };
    groups.rows().iter().enumerate().map(row).collect()
}

/// M of a table of shares; 0 where it cannot be told.
fn information_of(rows: &[Vec<f64>]) -> f64 {
    Groups::new(rows.to_vec()).map_or(0.0, |groups| divergence(&groups).unwrap_or(0.0))
}

/// Entropy of counts, in nats.
fn entropy(counts: &[f64]) -> f64 {
    let sum: f64 = counts.iter().sum();
    if sum <= 0.0 {
        return 0.0;
    }
    -counts
        .iter()
        .map(|count| super::super::entropy::p_ln_p(count / sum))
        .sum::<f64>()
}
