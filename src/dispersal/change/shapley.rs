//! Which part of a difference is where people live, which part the shares themselves.

use super::{
    super::{Counts, Told, Undefined},
    Counterfactual, counterfactual,
};

/// A difference in two parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shapley {
    /// Due to the units: their number, size and place.
    pub spatial: f64,
    /// Due to the distribution of shares.
    pub attribute: f64,
    /// Index of the first city, of it with the second's distribution, of the second with the
    /// first's, of the second.
    pub indices: [f64; 4],
}

/// Shapley decomposition of `index(one) − index(other)`; both parts sum to it exactly.
///
/// `spatial = ½(G₁₁ − G₂₁ + G₁₂ − G₂₂)`, `attribute = ½(G₁₁ − G₁₂ + G₂₁ − G₂₂)`, where Gᵤₐ is the
/// index with the units of u and the distribution of a.
///
/// # Errors
/// Where the index or [`counterfactual`] cannot be told.
///
/// Source: Shapley 1953; Rey, Cortes and Knaap 2021.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, dissimilarity};
/// use jalon::dispersal::change::{Counterfactual, shapley};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let one = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// let other = Counts::households(vec![unit("A", 2.0, 8.0), unit("B", 2.0, 16.0)])?;
/// let parts = shapley([&one, &other], Counterfactual::Composition, dissimilarity).unwrap();
/// let difference = dissimilarity(&one).unwrap() - dissimilarity(&other).unwrap();
/// assert!((parts.spatial + parts.attribute - difference).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn shapley(
    sides: [&Counts; 2],
    way: Counterfactual,
    index: impl Fn(&Counts) -> Told,
) -> Result<Shapley, Undefined> {
    let [one_as_other, other_as_one] = counterfactual(sides, way)?;
    let (g11, g12) = (index(sides[0])?, index(&one_as_other)?);
    let (g21, g22) = (index(&other_as_one)?, index(sides[1])?);
    Ok(Shapley {
        spatial: 0.5 * (g11 - g21 + g12 - g22),
        attribute: 0.5 * (g11 - g12 + g21 - g22),
        indices: [g11, g12, g21, g22],
    })
}
