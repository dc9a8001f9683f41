//! Rank-order indices: segregation along ordered categories such as bands of income.

use super::{
    super::{Counts, Undefined, Unit, correlation_ratio, hutchens, information},
    Groups,
};

/// The index taken at each threshold between two neighbouring categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankOrder {
    /// H, [`information`].
    Information,
    /// [`correlation_ratio`].
    VarianceRatio,
    /// [`hutchens`].
    SquareRoot,
}

/// The rank-order index with the polynomial that it integrates.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderedFit {
    /// The index, 0 (each unit holds all ranks alike) to 1.
    pub index: f64,
    /// Share of people at or below each usable threshold, and the index there.
    pub thresholds: Vec<(f64, f64)>,
    /// Coefficients of the polynomial, constant first.
    pub coefficients: Vec<f64>,
    /// Standard error of the index by the delta method; none when the polynomial meets every point.
    pub standard_error: Option<f64>,
}

/// Rank-order index with a polynomial of this degree (4 is usual), at least 1.
///
/// At each of the K − 1 thresholds the people at or below it are taken as the group. A polynomial
/// through these values, weighted by w(p)², is integrated with weight w(p) in closed form: w is the
/// entropy, 4p(1 − p) or 2√(p(1 − p)). Categories must stand from the lowest to the highest.
///
/// # Errors
/// Nobody at all, one category, one inhabited unit, or fewer usable thresholds than coefficients.
///
/// Source: Reardon and Bischoff 2011; Reardon 2011 for the weights of the coefficients.
///
/// Wholly apart at every threshold the index is 1 at any rank, and so is its integral.
///
/// ```
/// use jalon::dispersal::groups::{Groups, RankOrder, rank_order};
/// let groups = Groups::new(vec![vec![2.0, 0.0, 0.0], vec![0.0, 2.0, 0.0], vec![0.0, 0.0, 2.0]])?;
/// let fit = rank_order(&groups, RankOrder::Information, 1).unwrap();
/// assert!((fit.index - 1.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn rank_order(
    groups: &Groups,
    index: RankOrder,
    degree: usize,
) -> Result<OrderedFit, Undefined> {
    groups.shares()?;
    let thresholds = thresholds(groups, index);
    let terms = degree.max(1) + 1;
    if thresholds.len() < terms {
        return Err(Undefined::TooFewCategories);
    }
    let fit = Polynomial::through(&thresholds, terms, |p| weight(index, p));
    let deltas: Vec<f64> = (0..terms).map(|power| moment(index, power)).collect();
    let integral = fit.coefficients.iter().zip(&deltas).map(|(b, d)| b * d);
    Ok(OrderedFit {
        index: integral.sum(),
        standard_error: fit.standard_error(&deltas, thresholds.len()),
        coefficients: fit.coefficients,
        thresholds,
    })
}

/// Share below and index at each threshold that has people on both sides.
fn thresholds(groups: &Groups, index: RankOrder) -> Vec<(f64, f64)> {
    let mut below = vec![0.0; groups.rows().len()];
    let mut found = Vec::new();
    for category in 0..groups.categories().len() - 1 {
        for (sum, row) in below.iter_mut().zip(groups.rows()) {
            *sum += row[category];
        }
        if groups.categories()[category] <= 0.0 {
            // The threshold is the one before.
            continue;
        }
        let units = below.iter().zip(groups.units());
        let units = units.map(|(&group, &total)| Unit {
            name: String::new(),
            // The sum of all categories may end a rounding error above the total.
            group: group.min(total),
            total,
        });
        let value = Counts::measured(units.collect())
            .map_err(|_| Undefined::NoHouseholds)
            .and_then(|counts| at(&counts, index));
        if let Ok(value) = value {
            found.push((below.iter().sum::<f64>() / groups.total(), value));
        }
    }
    found
}

fn at(counts: &Counts, index: RankOrder) -> Result<f64, Undefined> {
    match index {
        RankOrder::Information => information(counts),
        RankOrder::VarianceRatio => correlation_ratio(counts),
        RankOrder::SquareRoot => hutchens(counts),
    }
}

/// How much segregation at a threshold weighs.
fn weight(index: RankOrder, p: f64) -> f64 {
    match index {
        RankOrder::Information => -2.0 * (p * p.ln() + (1.0 - p) * (1.0 - p).ln()),
        RankOrder::VarianceRatio => 4.0 * p * (1.0 - p),
        RankOrder::SquareRoot => 2.0 * (p * (1.0 - p)).sqrt(),
    }
}

/// `∫ w(p)·pᵐ dp / ∫ w(p) dp` over 0 to 1.
fn moment(index: RankOrder, power: usize) -> f64 {
    let m: f64 = (0..power).map(|_| 1.0).sum();
    match index {
        RankOrder::Information => {
            // ∫ −p ln p·pᵐ = 1/(m + 2)²; for 1 − p the power is expanded.
            let (mut tail, mut choose, mut sign) = (0.0, 1.0, 1.0);
            let mut k = 0.0;
            while k <= m {
                tail += sign * choose / ((k + 2.0) * (k + 2.0));
                choose *= (m - k) / (k + 1.0);
                sign = -sign;
                k += 1.0;
            }
            2.0 / ((m + 2.0) * (m + 2.0)) + 2.0 * tail
        }
        RankOrder::VarianceRatio => 6.0 / ((m + 2.0) * (m + 3.0)),
        RankOrder::SquareRoot => {
            let (mut product, mut n) = (4.0, 0.0);
            while n <= m {
                product *= (2.0 * n + 1.0) / (2.0 * n + 4.0);
                n += 1.0;
            }
            product
        }
    }
}

/// A weighted least-squares fit, by orthogonal columns.
struct Polynomial {
    coefficients: Vec<f64>,
    /// The triangular factor, by column.
    triangle: Vec<Vec<f64>>,
    residual: f64,
}

impl Polynomial {
    fn through(points: &[(f64, f64)], terms: usize, weight: impl Fn(f64) -> f64) -> Self {
        let mut rest: Vec<f64> = points.iter().map(|&(p, y)| weight(p) * y).collect();
        let (mut columns, mut triangle): (Vec<Vec<f64>>, Vec<Vec<f64>>) = (Vec::new(), Vec::new());
        let mut column: Vec<f64> = points.iter().map(|&(p, _)| weight(p)).collect();
        let mut projections = Vec::new();
        for _ in 0..terms {
            let mut own = column.clone();
            // Twice, because powers of p are nearly parallel.
            let mut factors = straightened(&mut own, &columns);
            let again = straightened(&mut own, &columns);
            for (factor, rest) in factors.iter_mut().zip(again) {
                *factor += rest;
            }
            let length = dot(&own, &own).sqrt();
            for value in &mut own {
                *value /= length;
            }
            factors.push(length);
            let part = dot(&rest, &own);
            subtract(&mut rest, &own, part);
            projections.push(part);
            triangle.push(factors);
            columns.push(own);
            for (value, &(p, _)) in column.iter_mut().zip(points) {
                *value *= p;
            }
        }
        Self {
            coefficients: solved(&triangle, projections),
            triangle,
            residual: dot(&rest, &rest),
        }
    }

    /// Standard error of `Σ deltas·coefficients` over this many points.
    fn standard_error(&self, deltas: &[f64], points: usize) -> Option<f64> {
        let spare = points
            .checked_sub(deltas.len())
            .filter(|&spare| spare > 0)?;
        let spare: f64 = (0..spare).map(|_| 1.0).sum();
        // With R the triangle, the variance is σ²·|R⁻ᵀ deltas|².
        let mut solved: Vec<f64> = Vec::new();
        for (factors, delta) in self.triangle.iter().zip(deltas) {
            let (length, before) = factors.split_last()?;
            solved.push((delta - dot(&solved, before)) / length);
        }
        Some((self.residual / spare * dot(&solved, &solved)).sqrt())
    }
}

/// Takes out of a column what runs along the columns before; how much of each.
fn straightened(own: &mut [f64], columns: &[Vec<f64>]) -> Vec<f64> {
    let part = |before: &Vec<f64>| {
        let part = dot(own, before);
        subtract(own, before, part);
        part
    };
    columns.iter().map(part).collect()
}

/// Back substitution in the triangle.
fn solved(triangle: &[Vec<f64>], mut projections: Vec<f64>) -> Vec<f64> {
    for last in (0..triangle.len()).rev() {
        projections[last] /= triangle[last][last];
        let value = projections[last];
        for (row, factor) in triangle[last][..last].iter().enumerate() {
            projections[row] -= factor * value;
        }
    }
    projections
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn subtract(from: &mut [f64], direction: &[f64], part: f64) {
    for (value, along) in from.iter_mut().zip(direction) {
        *value -= part * along;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_the_coefficients_are_those_that_are_printed() {
        let printed = [1.0, 1.0 / 2.0, 11.0 / 36.0, 5.0 / 24.0, 137.0 / 900.0];
        for (power, printed) in printed.into_iter().enumerate() {
            assert!((moment(RankOrder::Information, power) - printed).abs() < 1e-12);
        }
        assert!((moment(RankOrder::SquareRoot, 1) - 0.5).abs() < 1e-12);
        assert!((moment(RankOrder::VarianceRatio, 2) - 0.3).abs() < 1e-12);
    }

    #[test]
    fn a_category_that_nobody_belongs_to_changes_nothing() {
        let rows = [[3.0, 1.0, 2.0], [1.0, 4.0, 1.0], [0.0, 2.0, 5.0]];
        let plain = Groups::new(rows.map(|row| row.to_vec()).to_vec()).unwrap();
        let spaced = rows.map(|[low, middle, high]| vec![0.0, low, 0.0, middle, 0.0, high]);
        let spaced = Groups::new(spaced.to_vec()).unwrap();

        let found = |groups: &Groups| rank_order(groups, RankOrder::Information, 1).unwrap().index;

        assert!((found(&plain) - found(&spaced)).abs() < 1e-12);
    }

    #[test]
    fn a_polynomial_through_its_own_points_leaves_nothing_and_has_no_error() {
        let square = |p: f64| (p, 1.0 + 2.0 * p - 3.0 * p * p);
        let points: Vec<_> = [0.1, 0.4, 0.9].map(square).to_vec();

        let fit = Polynomial::through(&points, 3, |_| 1.0);

        for (found, expected) in fit.coefficients.iter().zip([1.0, 2.0, -3.0]) {
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
        assert_eq!(fit.standard_error(&[1.0, 0.5, 1.0 / 3.0], 3), None);
    }

    #[test]
    fn the_standard_error_of_a_mean_is_that_of_a_mean() {
        let points = [(0.2, 1.0), (0.4, 2.0), (0.6, 3.0)];

        let fit = Polynomial::through(&points, 1, |_| 1.0);

        let error = fit.standard_error(&[1.0], 3).unwrap();
        assert!((error - (1.0_f64 / 3.0).sqrt()).abs() < 1e-12, "{error}");
    }
}
