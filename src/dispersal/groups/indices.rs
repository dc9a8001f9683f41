//! Ten indices over several categories. π is a category's share in a unit, P its share in the
//! whole, t and T people in the unit and in all, I = Σ P(1 − P), E = −Σ P ln P.
//!
//! Sources: Reardon and Firebaugh 2002; Theil 1972 (information), Morgan 1975 and Sakoda 1981
//! (dissimilarity), Carlson 1992 (relative diversity), James 1986 (normalised exposure), Roberto
//! 2015 (divergence), Simpson 1949. All but the last three are undefined when nobody lives
//! anywhere, everyone is of one category, or one unit is inhabited.

use super::{
    super::{Undefined, entropy::p_ln_p, gini::weighed_differences},
    Groups,
};

/// Dissimilarity D over categories, 0 to 1: `Σ t|π − P| / (2TI)`.
///
/// # Errors
/// Nobody at all, one category, or one inhabited unit.
///
/// Two units of two, wholly apart: (2·2·½ + 2·2·½) / (2·4·½).
///
/// ```
/// use jalon::dispersal::groups::{Groups, dissimilarity};
/// let groups = Groups::new(vec![vec![2.0, 0.0], vec![0.0, 2.0]])?;
/// assert_eq!(dissimilarity(&groups), Ok(1.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn dissimilarity(groups: &Groups) -> Result<f64, Undefined> {
    let shares = groups.shares()?;
    let apart = over_cells(groups, &shares, |own, all| (own - all).abs());
    Ok(apart / (2.0 * mixing(&shares)))
}

/// Gini index over categories, 0 to 1: `Σₖ Σᵢⱼ tᵢtⱼ|πᵢₖ − πⱼₖ| / (2T²I)`, in O(n log n).
///
/// # Errors
/// As [`dissimilarity`].
///
/// ```
/// use jalon::dispersal::groups::{Groups, gini};
/// let groups = Groups::new(vec![vec![2.0, 0.0], vec![0.0, 2.0]])?;
/// assert_eq!(gini(&groups), Ok(1.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn gini(groups: &Groups) -> Result<f64, Undefined> {
    let shares = groups.shares()?;
    let apart = (0..shares.len()).map(|category| {
        let units = groups.rows().iter().zip(groups.units());
        let mut units: Vec<(f64, f64)> = units
            .filter(|(_, total)| **total > 0.0)
            .map(|(row, &total)| (row[category] / total, total))
            .collect();
        weighed_differences(&mut units)
    });
    let total = groups.total();
    Ok(apart.sum::<f64>() / (total * total * mixing(&shares)))
}

/// Theil's information index H over categories, 0 to 1: [`divergence`] over E.
///
/// # Errors
/// As [`dissimilarity`].
///
/// ```
/// use jalon::dispersal::groups::{Groups, information};
/// let groups = Groups::new(vec![vec![2.0, 0.0], vec![1.0, 1.0], vec![0.0, 2.0]])?;
/// assert!((information(&groups).unwrap() - 2.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn information(groups: &Groups) -> Result<f64, Undefined> {
    Ok(divergence(groups)? / entropy(&groups.shares()?))
}

/// Divergence of the units from the whole, 0 to E nats: `Σ (t/T) Σ π ln(π/P)`.
///
/// The same number as the mutual information M of unit and category.
///
/// # Errors
/// As [`dissimilarity`].
///
/// Wholly apart halves: each unit diverges by ln 2.
///
/// ```
/// use jalon::dispersal::groups::{Groups, divergence};
/// let groups = Groups::new(vec![vec![2.0, 0.0], vec![0.0, 2.0]])?;
/// assert!((divergence(&groups).unwrap() - 2_f64.ln()).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn divergence(groups: &Groups) -> Result<f64, Undefined> {
    let shares = groups.shares()?;
    let apart = over_cells(groups, &shares, |own, all| {
        if own > 0.0 {
            own * (own / all).ln()
        } else {
            0.0
        }
    });
    Ok(apart.max(0.0))
}

/// Relative diversity, 0 to 1: `Σ t(π − P)² / (TI)`.
///
/// # Errors
/// As [`dissimilarity`].
///
/// ```
/// use jalon::dispersal::groups::{Groups, relative_diversity};
/// let groups = Groups::new(vec![vec![2.0, 0.0], vec![1.0, 1.0], vec![0.0, 2.0]])?;
/// assert!((relative_diversity(&groups).unwrap() - 2.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn relative_diversity(groups: &Groups) -> Result<f64, Undefined> {
    let shares = groups.shares()?;
    let apart = over_cells(groups, &shares, |own, all| (own - all) * (own - all));
    Ok(apart / mixing(&shares))
}

/// Normalised exposure, 0 to 1: `Σ (t/T)(π − P)²/(1 − P)`.
///
/// # Errors
/// As [`dissimilarity`].
///
/// ```
/// use jalon::dispersal::groups::{Groups, normalised_exposure};
/// let groups = Groups::new(vec![vec![2.0, 0.0], vec![0.0, 2.0]])?;
/// assert_eq!(normalised_exposure(&groups), Ok(1.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn normalised_exposure(groups: &Groups) -> Result<f64, Undefined> {
    let shares = groups.shares()?;
    Ok(over_cells(groups, &shares, |own, all| {
        (own - all) * (own - all) / (1.0 - all)
    }))
}

/// Squared coefficient of variation, 0 to 1: `Σ t(π − P)² / (T(K − 1)P)`, K categories with people.
///
/// # Errors
/// As [`dissimilarity`].
///
/// ```
/// use jalon::dispersal::groups::{Groups, squared_variation};
/// let groups = Groups::new(vec![vec![2.0, 0.0], vec![0.0, 2.0]])?;
/// assert_eq!(squared_variation(&groups), Ok(1.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn squared_variation(groups: &Groups) -> Result<f64, Undefined> {
    let shares = groups.shares()?;
    let apart = over_cells(groups, &shares, |own, all| {
        if all > 0.0 {
            (own - all) * (own - all) / all
        } else {
            0.0
        }
    });
    let others: f64 = shares
        .iter()
        .filter(|&&all| all > 0.0)
        .skip(1)
        .map(|_| 1.0)
        .sum();
    Ok(apart / others)
}

/// Diversity of the whole (entropy), 0 to ln K nats: `−Σ P ln P`. Says nothing of the units.
///
/// # Errors
/// Nobody at all.
///
/// ```
/// use jalon::dispersal::groups::{Groups, diversity};
/// let groups = Groups::new(vec![vec![2.0, 2.0]])?;
/// assert!((diversity(&groups).unwrap() - 2_f64.ln()).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn diversity(groups: &Groups) -> Result<f64, Undefined> {
    whole(groups).map(|shares| entropy(&shares))
}

/// Chance that two people of the whole are of one category, 1/K to 1: `Σ P²`.
///
/// # Errors
/// Nobody at all.
///
/// ```
/// use jalon::dispersal::groups::{Groups, simpson_concentration};
/// let groups = Groups::new(vec![vec![2.0, 2.0]])?;
/// assert_eq!(simpson_concentration(&groups), Ok(0.5));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn simpson_concentration(groups: &Groups) -> Result<f64, Undefined> {
    whole(groups).map(|shares| 1.0 - mixing(&shares))
}

/// Chance that two people of the whole are of different categories, 0 to 1 − 1/K: `Σ P(1 − P)`.
///
/// # Errors
/// Nobody at all.
///
/// ```
/// use jalon::dispersal::groups::{Groups, simpson_interaction};
/// let groups = Groups::new(vec![vec![2.0, 2.0]])?;
/// assert_eq!(simpson_interaction(&groups), Ok(0.5));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn simpson_interaction(groups: &Groups) -> Result<f64, Undefined> {
    whole(groups).map(|shares| mixing(&shares))
}

fn whole(groups: &Groups) -> Result<Vec<f64>, Undefined> {
    match groups.shares() {
        Err(Undefined::NoHouseholds) => Err(Undefined::NoHouseholds),
        _ => Ok(groups
            .categories()
            .iter()
            .map(|all| all / groups.total())
            .collect()),
    }
}

/// I.
fn mixing(shares: &[f64]) -> f64 {
    shares.iter().map(|share| share * (1.0 - share)).sum()
}

/// E.
fn entropy(shares: &[f64]) -> f64 {
    -shares.iter().copied().map(p_ln_p).sum::<f64>()
}

/// `Σ (t/T) Σ of(π, P)`.
fn over_cells(groups: &Groups, shares: &[f64], of: impl Fn(f64, f64) -> f64) -> f64 {
    let units = groups.inhabited().map(|(total, own)| {
        let cells = own.zip(shares).map(|(own, &all)| of(own, all));
        total * cells.sum::<f64>()
    });
    units.sum::<f64>() / groups.total()
}
