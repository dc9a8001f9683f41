//! Land: how little ground the group lives on.

use super::{
    Undefined, Unit,
    places::{Located, Place},
};

/// Hoover's Delta, 0 to 1: which part of the group would have to move for all ground to hold alike.
///
/// `½ Σ |x/X − a/A|`.
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, one inhabited unit, or units without area.
///
/// Source: Hoover 1941; Massey and Denton 1988.
///
/// All of the group on a quarter of the ground: ½(|1 − ¼| + |0 − ¾|).
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{Counts, Unit, delta, places::{Located, Place, Places}};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 10.0), unit("B", 0.0, 10.0)])?;
/// let place = |area_m2| Place { centre: Coord { x: 0.0, y: 0.0 }, area_m2, perimeter_m: 4.0 };
/// let places = Places::new(vec![place(1.0), place(3.0)])?;
/// assert_eq!(delta(Located::new(&counts, &places)?), Ok(0.75));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn delta(city: Located) -> Result<f64, Undefined> {
    let group = city.counts.sums()?.group;
    let ground = ground(city)?;
    let apart = city
        .each()
        .map(|(unit, place)| (unit.group / group - place.area_m2 / ground).abs());
    Ok(0.5 * apart.sum::<f64>())
}

/// Absolute concentration, about 0 to 1: how near the group is to living on the least ground possible.
///
/// `1 − (Σ xa/X − S) / (L − S)`, where S is the mean area of the smallest units that could house as
/// many households as the group has, L that of the largest. 1: all in the smallest units; 0: all in
/// the largest. The smallest and the largest units are counted whole, as published, so a group that
/// fills part of one may leave the range. Units of equal area are taken in the order given.
///
/// # Errors
/// As [`delta`], and when the smallest and the largest are of one size.
///
/// Source: Massey and Denton 1988.
///
/// Ten households in the small unit of ten: it could not be less ground.
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{Counts, Unit, absolute_concentration, places::{Located, Place, Places}};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 10.0, 10.0), unit("B", 0.0, 10.0)])?;
/// let place = |area_m2| Place { centre: Coord { x: 0.0, y: 0.0 }, area_m2, perimeter_m: 4.0 };
/// let places = Places::new(vec![place(1.0), place(3.0)])?;
/// assert_eq!(absolute_concentration(Located::new(&counts, &places)?), Ok(1.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn absolute_concentration(city: Located) -> Result<f64, Undefined> {
    let group = city.counts.sums()?.group;
    ground(city)?;
    let (smallest, largest) = extremes(city, group);
    let mean = mean_area(city, |unit| unit.group);
    over(mean - smallest, largest - smallest).map(|part| 1.0 - part)
}

/// Relative concentration: the group's ground against that of the others, −1 to 1 in theory.
///
/// `((Σ xa/X)/(Σ ya/Y) − 1) / (S/L − 1)`, S and L as in [`absolute_concentration`]. 0: both live
/// on as much ground; above: the group on less. With few households in one large unit it may leave
/// the range, which the index allows.
///
/// # Errors
/// As [`absolute_concentration`].
///
/// Source: Massey and Denton 1988.
///
/// Both sides in A and B alike: no difference.
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{Counts, Unit, relative_concentration, places::{Located, Place, Places}};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 10.0), unit("B", 2.0, 10.0)])?;
/// let place = |area_m2| Place { centre: Coord { x: 0.0, y: 0.0 }, area_m2, perimeter_m: 4.0 };
/// let places = Places::new(vec![place(1.0), place(3.0)])?;
/// assert!(relative_concentration(Located::new(&counts, &places)?).unwrap().abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn relative_concentration(city: Located) -> Result<f64, Undefined> {
    let group = city.counts.sums()?.group;
    ground(city)?;
    let (smallest, largest) = extremes(city, group);
    let own = mean_area(city, |unit| unit.group);
    let others = mean_area(city, |unit| unit.total - unit.group);
    let against = over(own, others)? - 1.0;
    over(against, over(smallest, largest)? - 1.0)
}

/// A, more than 0.
fn ground(city: Located) -> Result<f64, Undefined> {
    let ground: f64 = city.places.all().iter().map(|place| place.area_m2).sum();
    if ground > 0.0 {
        Ok(ground)
    } else {
        Err(Undefined::NoLand)
    }
}

/// Mean area over the households counted.
fn mean_area(city: Located, households: impl Fn(&Unit) -> f64) -> f64 {
    let (area, counted) = city
        .each()
        .fold((0.0, 0.0), |(area, counted), (unit, place)| {
            let here = households(unit);
            (area + here * place.area_m2, counted + here)
        });
    area / counted
}

/// Mean area of the smallest and of the largest units that hold as many households as the group.
fn extremes(city: Located, group: f64) -> (f64, f64) {
    let mut units: Vec<(&Unit, &Place)> = city.each().collect();
    units.sort_by(|a, b| a.1.area_m2.total_cmp(&b.1.area_m2));
    let smallest = mean_until(units.iter(), group);
    // Of equal areas the first in the list comes first from either end.
    units.sort_by(|a, b| b.1.area_m2.total_cmp(&a.1.area_m2));
    (smallest, mean_until(units.iter(), group))
}

fn mean_until<'a>(units: impl Iterator<Item = &'a (&'a Unit, &'a Place)>, group: f64) -> f64 {
    let (mut area, mut held) = (0.0, 0.0);
    for (unit, place) in units {
        area += unit.total * place.area_m2;
        held += unit.total;
        if held >= group {
            break;
        }
    }
    area / held
}

fn over(part: f64, whole: f64) -> Result<f64, Undefined> {
    if whole == 0.0 {
        Err(Undefined::NoRange)
    } else {
        Ok(part / whole)
    }
}
