//! Indices with what chance alone does taken out, without drawing a single number.

use super::{
    Counts, Told, Undefined, chance_dissimilarity, chance_gini, dissimilarity, gini,
    probability::Binomial,
};

/// Rounds after which halving an interval of doubles has nothing left to halve.
const HALVINGS: u32 = 120;

/// D against its mean under chance, from −1 (no D at all) over 0 (chance) to 1 (wholly apart).
///
/// `(D − D*)/(1 − D*)` where D ≥ D*, else `(D − D*)/D*`, with the exact
/// [`chance_dissimilarity`] for D*: both margins fixed, no draws.
///
/// # Errors
/// As [`chance_dissimilarity`].
///
/// Source: Carrington and Troske 1997.
///
/// One household among 2 + 2: D is 2/3 wherever it lives, so chance explains it all.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, modified_dissimilarity};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 1.0, 2.0), unit("B", 0.0, 2.0)])?;
/// assert!(modified_dissimilarity(&counts).unwrap().abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn modified_dissimilarity(counts: &Counts) -> Result<f64, Undefined> {
    let chance = chance_dissimilarity(counts)?;
    Ok(against(dissimilarity(counts)?, chance))
}

/// Gini against its mean under chance, on the scale of [`modified_dissimilarity`].
///
/// The mean is [`chance_gini`].
///
/// # Errors
/// As [`chance_gini`].
///
/// Source: Carrington and Troske 1997.
///
/// Both households of the group in A, two of each unit in all: G = 1 lies at the upper end.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, modified_gini};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 2.0), unit("B", 0.0, 2.0)])?;
/// assert!((modified_gini(&counts).unwrap() - 1.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn modified_gini(counts: &Counts) -> Result<f64, Undefined> {
    modified_gini_against(counts, chance_gini(counts))
}

/// [`modified_gini`] where its mean under chance is known already.
pub(super) fn modified_gini_against(counts: &Counts, chance: Told) -> Told {
    Ok(against(gini(counts)?, chance?))
}

/// Above chance as a part of what is left to 1, below as a part of chance; without chance, itself.
fn against(found: f64, chance: f64) -> f64 {
    match () {
        () if found < chance => (found - chance) / chance,
        () if chance < 1.0 => (found - chance) / (1.0 - chance),
        () => 0.0,
    }
}

/// D less the bias that a bootstrap shows: `2D − E[D*]`, at most 1, below 0 where chance does more.
///
/// D* is D after both sides have drawn their units anew from the shares seen. The mean is exact:
/// per unit the sum over all counts of the group of the mean deviation of the others.
///
/// # Errors
/// As [`dissimilarity`], and for measured quantities.
///
/// Source: Allen, Burgess, Davidson and Windmeijer 2015, without their draws.
///
/// Wholly apart nothing can be drawn otherwise.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, bias_corrected_dissimilarity};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 3.0), unit("B", 0.0, 9.0)])?;
/// assert!((bias_corrected_dissimilarity(&counts).unwrap() - 1.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn bias_corrected_dissimilarity(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.whole_sums()?;
    // Totals of a census sample are fractional; draws are of whole households.
    let others = |unit: &super::Unit| (unit.total - unit.group).round();
    let rest: f64 = counts.units().iter().map(others).sum();
    if rest <= 0.0 {
        return Err(Undefined::OnlyGroup);
    }
    let inhabited = counts.units().iter().filter(|unit| unit.total > 0.0);
    let redrawn = inhabited.map(|unit| {
        let own = Binomial::new(sums.group, unit.group / sums.group);
        let other = Binomial::new(rest, others(unit) / rest);
        mean_gap(&own, &other)
    });
    Ok(2.0 * dissimilarity(counts)? - 0.5 * redrawn.sum::<f64>())
}

/// `E|k/m − l/n|` for two independent counts k of m and l of n.
fn mean_gap(own: &Binomial, other: &Binomial) -> f64 {
    let gaps = own
        .chances()
        .map(|(count, chance)| chance * other.mean_distance(count / own.draws() * other.draws()));
    gaps.sum::<f64>() / other.draws()
}

/// D with each unit's gap shrunk by how much of it noise could have made, 0 to 1.
///
/// `½ Σ σ·θ̂`, where θ = |x/X − y/Y|/σ, σ² the binomial variance of the gap, and θ̂ the most likely
/// true θ given |θ|: 0 up to 1, else the root of z = θ·tanh(zθ), which exists at any θ. A unit with
/// a gap and no noise (it holds the whole group and no other) keeps its gap.
///
/// # Errors
/// As [`dissimilarity`].
///
/// Source: Allen, Burgess, Davidson and Windmeijer 2015.
///
/// An even city has no gaps.
///
/// ```
/// use jalon::dispersal::{Counts, Unit, density_corrected_dissimilarity};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 1.0, 10.0), unit("B", 2.0, 20.0)])?;
/// assert_eq!(density_corrected_dissimilarity(&counts), Ok(0.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn density_corrected_dissimilarity(counts: &Counts) -> Result<f64, Undefined> {
    let sums = counts.sums()?;
    let kept = counts.units().iter().map(|unit| {
        let own = unit.group / sums.group;
        let other = (unit.total - unit.group) / sums.rest;
        let gap = (own - other).abs();
        let noise = (own * (1.0 - own) / sums.group + other * (1.0 - other) / sums.rest).sqrt();
        if noise > 0.0 {
            noise * likeliest(gap / noise)
        } else {
            gap
        }
    });
    Ok(0.5 * kept.sum::<f64>())
}

/// The z that makes an observed |θ| most likely.
fn likeliest(theta: f64) -> f64 {
    if theta <= 1.0 {
        return 0.0;
    }
    let (mut low, mut high) = (1e-12, theta);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if middle < theta * (middle * theta).tanh() {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::{super::counts::tests::counts, *};

    #[test]
    fn a_gap_far_above_its_noise_is_kept_whole() {
        assert!((likeliest(50.0) - 50.0).abs() < 1e-12);
        assert!(likeliest(1.0).abs() < 1e-12);
    }

    #[test]
    fn the_mean_gap_is_the_sum_over_both_draws() {
        let pairs = [(2.0, 7.0), (1.0, 4.0)];
        let counts = counts(&pairs);
        let choose = |n: u32, k: u32| -> f64 {
            (0..k)
                .map(|i| f64::from(n - i) / f64::from(i + 1))
                .product()
        };
        let chance = |n: u32, k: u32, p: f64| {
            choose(n, k) * p.powi(k.cast_signed()) * (1.0 - p).powi((n - k).cast_signed())
        };
        let unit = |own: f64, other: f64| -> f64 {
            let pairs = (0..=3).flat_map(|k| (0..=8).map(move |l| (k, l)));
            let gap = |(k, l): (u32, u32)| {
                let gap = (f64::from(k) / 3.0 - f64::from(l) / 8.0).abs();
                chance(3, k, own) * chance(8, l, other) * gap
            };
            pairs.map(gap).sum()
        };
        let redrawn = 0.5 * (unit(2.0 / 3.0, 5.0 / 8.0) + unit(1.0 / 3.0, 3.0 / 8.0));

        let ours = bias_corrected_dissimilarity(&counts).unwrap();

        assert!((ours - (2.0 * dissimilarity(&counts).unwrap() - redrawn)).abs() < 1e-12);
    }
}
