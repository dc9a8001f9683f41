//! M within and between districts, level by level, and which units may be taken together.

use super::super::{
    Error, Undefined,
    entropy::p_ln_p,
    groups::{Groups, divergence},
};

/// M in two parts that sum to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// M of districts and categories.
    pub between: f64,
    /// Mean M of units and categories within a district, weighted by people.
    pub within: f64,
}

/// Splits M exactly: how much lies between the districts, how much within them.
///
/// `district[i]` names the district of unit i by any number.
///
/// # Errors
/// Another number of names than of units. The inner error: M of the whole cannot be told.
///
/// Source: Theil and Finizza 1971; Elbers 2021.
///
/// Two units of a district are wholly apart, two districts alike: all of ln 2 lies within.
///
/// ```
/// use jalon::dispersal::{change::split, groups::Groups};
/// let city = Groups::new(vec![vec![2.0, 0.0], vec![0.0, 2.0], vec![2.0, 0.0], vec![0.0, 2.0]])?;
/// let split = split(&city, &[1, 1, 2, 2])?.unwrap();
/// assert!(split.between.abs() < 1e-12 && (split.within - 2_f64.ln()).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn split(city: &Groups, district: &[usize]) -> Result<Result<Split, Undefined>, Error> {
    let between = together(city, district)?;
    Ok(divergence(city).map(|all| {
        let between = information(&between);
        Split {
            between,
            within: all - between,
        }
    }))
}

/// What one level of nesting adds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// M at this level.
    pub total: f64,
    /// M beyond the level above.
    pub added: f64,
}

/// M level by level, from the coarsest districts to the units; the parts added sum to M.
///
/// Each level names the district of every unit; each must lie within the one before.
///
/// # Errors
/// Another number of names than of units in any level; a district that lies in two of the level
/// before. The inner error: M of the whole cannot be told.
///
/// Source: Theil 1972.
pub fn levels(
    city: &Groups,
    districts: &[&[usize]],
) -> Result<Result<Vec<Level>, Undefined>, Error> {
    let mut totals = Vec::new();
    for (at, names) in districts.iter().enumerate() {
        if at > 0 {
            nests(names, districts[at - 1])?;
        }
        totals.push(information(&together(city, names)?));
    }
    Ok(divergence(city).map(|all| {
        totals.push(all);
        let above = std::iter::once(0.0).chain(totals.iter().copied());
        let pairs = totals.iter().zip(above);
        pairs
            .map(|(&total, above)| Level {
                total,
                added: total - above,
            })
            .collect()
    }))
}

/// Local information of each unit: `Σ π ln(π/P)`, whose mean by people is M.
///
/// Source: Alonso-Villar and Del Río 2010.
#[must_use]
pub fn local_information(city: &Groups) -> Vec<Result<f64, Undefined>> {
    let shares = match city.shares() {
        Ok(shares) => shares,
        Err(reason) => return city.rows().iter().map(|_| Err(reason)).collect(),
    };
    let unit = |(row, &people): (&Vec<f64>, &f64)| {
        if people <= 0.0 {
            return Err(Undefined::EmptyUnit);
        }
        let cells = row.iter().zip(&shares).filter(|(count, _)| **count > 0.0);
        Ok(cells
            .map(|(count, all)| count / people * (count / people / all).ln())
            .sum())
    };
    city.rows().iter().zip(city.units()).map(unit).collect()
}

/// Two units taken together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    /// The unit that stays, with the people of both.
    pub into: usize,
    /// The unit that goes.
    pub from: usize,
    /// M after this merge.
    pub left: f64,
}

/// Merges units pair by pair, each time the pair that loses least of M, until `units` are left.
///
/// `neighbours` lists the pairs that may be merged; those of a merged unit are its members'.
/// Of equal losses the first pair by number goes first. A pair past the last unit is left out.
///
/// Source: Elbers 2021, `compress`.
#[must_use]
pub fn compress(city: &Groups, neighbours: &[(usize, usize)], units: usize) -> Vec<Merge> {
    let mut rows: Vec<Option<Vec<f64>>> = city.rows().iter().cloned().map(Some).collect();
    let known = |&&(a, b): &&(usize, usize)| a != b && a < rows.len() && b < rows.len();
    let mut pairs: Vec<(usize, usize)> = neighbours
        .iter()
        .filter(known)
        .map(|&(a, b)| (a.min(b), a.max(b)))
        .collect();
    let (mut left, mut count, mut merges) = (information(city), rows.len(), Vec::new());
    while count > units.max(1) {
        pairs.sort_unstable();
        pairs.dedup();
        let Some((lost, (into, from))) = cheapest(&rows, &pairs, city.total()) else {
            break;
        };
        merge(&mut rows, into, from);
        let moved = |unit: usize| if unit == from { into } else { unit };
        pairs = pairs
            .into_iter()
            .map(|(a, b)| (moved(a).min(moved(b)), moved(a).max(moved(b))))
            .filter(|(a, b)| a != b)
            .collect();
        left = (left - lost).max(0.0);
        count -= 1;
        merges.push(Merge { into, from, left });
    }
    merges
}

/// The pair whose merging loses least, with what it loses.
fn cheapest(
    rows: &[Option<Vec<f64>>],
    pairs: &[(usize, usize)],
    total: f64,
) -> Option<(f64, (usize, usize))> {
    let losses = pairs.iter().filter_map(|&(a, b)| {
        let (one, other) = (rows[a].as_ref()?, rows[b].as_ref()?);
        Some((loss(one, other) / total, (a, b)))
    });
    losses.min_by(|a, b| a.0.total_cmp(&b.0))
}

/// People times entropy of the two together, less that of each.
fn loss(one: &[f64], other: &[f64]) -> f64 {
    let both: Vec<f64> = one.iter().zip(other).map(|(a, b)| a + b).collect();
    (mixed(&both) - mixed(one) - mixed(other)).max(0.0)
}

fn mixed(row: &[f64]) -> f64 {
    let people: f64 = row.iter().sum();
    if people <= 0.0 {
        return 0.0;
    }
    -people * row.iter().map(|count| p_ln_p(count / people)).sum::<f64>()
}

fn merge(rows: &mut [Option<Vec<f64>>], into: usize, from: usize) {
    let gone = rows[from].take().unwrap_or_default();
    if let Some(row) = &mut rows[into] {
        for (sum, count) in row.iter_mut().zip(gone) {
            *sum += count;
        }
    }
}

/// Units of one district taken together, in the order of the districts' numbers.
fn together(city: &Groups, district: &[usize]) -> Result<Groups, Error> {
    let (found, units) = (district.len(), city.rows().len());
    if found != units {
        let what = "the list of districts";
        return Err(Error::Lengths { what, found, units });
    }
    let mut sums = std::collections::BTreeMap::new();
    for (name, row) in district.iter().zip(city.rows()) {
        let sum = sums.entry(name).or_insert_with(|| vec![0.0; row.len()]);
        for (sum, count) in sum.iter_mut().zip(row) {
            *sum += count;
        }
    }
    Groups::new(sums.into_values().collect())
}

fn nests(inner: &[usize], outer: &[usize]) -> Result<(), Error> {
    let mut of = std::collections::BTreeMap::new();
    for (inner, outer) in inner.iter().zip(outer) {
        if of
            .insert(inner, outer)
            .is_some_and(|before| before != outer)
        {
            return Err(Error::NotNested { district: *inner });
        }
    }
    Ok(())
}

/// M, 0 where it cannot be told: one district, or one category, holds no information.
fn information(groups: &Groups) -> f64 {
    divergence(groups).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn city() -> Groups {
        Groups::new(vec![
            vec![8.0, 2.0],
            vec![7.0, 3.0],
            vec![1.0, 9.0],
            vec![5.0, 5.0],
        ])
        .unwrap()
    }

    #[test]
    fn within_is_the_mean_over_the_districts() {
        let (city, names) = (city(), [0, 0, 1, 1]);

        let split = split(&city, &names).unwrap().unwrap();

        let district =
            |rows: &[Vec<f64>]| divergence(&Groups::new(rows.to_vec()).unwrap()).unwrap();
        let mean = 0.5 * (district(&city.rows()[..2]) + district(&city.rows()[2..]));
        assert!((split.within - mean).abs() < 1e-12);
    }

    #[test]
    fn levels_add_up_and_a_district_across_two_is_refused() {
        let city = city();
        let levels_of = |outer: &[usize], inner: &[usize]| levels(&city, &[outer, inner]);

        let found = levels_of(&[0, 0, 1, 1], &[0, 0, 1, 2]).unwrap().unwrap();
        let sum: f64 = found.iter().map(|level| level.added).sum();

        assert!((sum - divergence(&city).unwrap()).abs() < 1e-12);
        assert!(levels_of(&[0, 0, 1, 1], &[0, 7, 7, 2]).is_err());
    }

    #[test]
    fn the_most_alike_neighbours_merge_first_and_nothing_else_is_lost() {
        let city = city();

        let merges = compress(&city, &[(0, 1), (1, 2), (2, 3)], 2);

        assert_eq!((merges[0].into, merges[0].from, merges.len()), (0, 1, 2));
        let joined = Groups::new(vec![vec![15.0, 5.0], vec![1.0, 9.0], vec![5.0, 5.0]]).unwrap();
        assert!((merges[0].left - divergence(&joined).unwrap()).abs() < 1e-12);
    }

    #[test]
    fn units_that_are_no_neighbours_stay_apart() {
        assert_eq!(compress(&city(), &[], 1), []);
    }
}
