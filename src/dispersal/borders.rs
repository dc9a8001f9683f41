//! Dissimilarity across borders: D less what neighbours make up for.

use super::{
    Undefined, Unit, dissimilarity,
    places::{Bordered, Linked},
};

/// Morrill's D: D less the mean gap between the shares of neighbours, at most D.
///
/// `D − Σ cᵢⱼ|pᵢ − pⱼ| / Σ cᵢⱼ`. With shared borders, each row standardised, it is Wong's D
/// with boundary lengths. An island has no neighbour and takes no part. For a tiny group the
/// shares are tiny and the correction vanishes.
///
/// # Errors
/// As [`dissimilarity`], and when no two units are neighbours.
///
/// Source: Morrill 1991; Wong 1993.
///
/// Two neighbours with shares 3/8 and 1/16: ½ − 5/16.
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{Counts, Unit, neighbour_dissimilarity};
/// use jalon::dispersal::places::{Linked, Place, Places, Weights};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 3.0, 8.0), unit("B", 1.0, 16.0)])?;
/// let place = |x| Place { centre: Coord { x, y: 0.0 }, area_m2: 1.0, perimeter_m: 4.0 };
/// let weights = Weights::within(&Places::new(vec![place(0.0), place(1.0)])?, 1.0);
/// assert_eq!(neighbour_dissimilarity(Linked::new(&counts, &weights)?), Ok(0.1875));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn neighbour_dissimilarity(city: Linked) -> Result<f64, Undefined> {
    let d = dissimilarity(city.counts)?;
    let shares = shares(city);
    let (gaps, weights) =
        city.weights
            .pairs()
            .fold((0.0, 0.0), |(gaps, weights), (i, j, weight)| {
                (
                    gaps + weight * (shares[i] - shares[j]).abs(),
                    weights + weight,
                )
            });
    if weights > 0.0 {
        Ok(d - gaps / weights)
    } else {
        Err(Undefined::NoNeighbours)
    }
}

/// Wong's D with boundary lengths and shapes: long, thin units exchange more with their neighbours.
///
/// `D − Σ cᵢⱼ|pᵢ − pⱼ|(Pᵢ/Aᵢ + Pⱼ/Aⱼ) / (2 max P/A)`, c the shared length over the sum of all
/// shared lengths; at most D.
///
/// # Errors
/// As [`neighbour_dissimilarity`], and for units without area or outlines.
///
/// Source: Wong 1993.
pub fn shape_dissimilarity(city: Bordered) -> Result<f64, Undefined> {
    let d = dissimilarity(city.linked.counts)?;
    let shares = shares(city.linked);
    let places = city.located.places.all();
    if places.iter().any(|place| place.area_m2 <= 0.0) {
        return Err(Undefined::NoLand);
    }
    let thin: Vec<f64> = places
        .iter()
        .map(|place| place.perimeter_m / place.area_m2)
        .collect();
    let thinnest = thin.iter().copied().fold(0.0, f64::max);
    if thinnest <= 0.0 {
        return Err(Undefined::NoLand);
    }
    let pairs = city.linked.weights.pairs();
    let (gaps, lengths) = pairs.fold((0.0, 0.0), |(gaps, lengths), (i, j, length)| {
        let gap = length * (shares[i] - shares[j]).abs() * (thin[i] + thin[j]);
        (gaps + gap, lengths + length)
    });
    if lengths > 0.0 {
        Ok(d - gaps / lengths / (2.0 * thinnest))
    } else {
        Err(Undefined::NoNeighbours)
    }
}

/// x/t of every unit, 0 in an empty one.
fn shares(city: Linked) -> Vec<f64> {
    let share = |unit: &Unit| {
        if unit.total > 0.0 {
            unit.group / unit.total
        } else {
            0.0
        }
    };
    city.counts.units().iter().map(share).collect()
}
