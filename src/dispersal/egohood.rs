//! Egohoods: each unit with the people around it, so that borders of units matter less.

use super::{
    Counts, Error, Told, Unit,
    places::{Kernel, KernelShape, Located},
};

/// Counts around each unit, weighed by a kernel, the unit itself with weight 1.
///
/// Not rounded: egohoods of a tiny group are fractions, which rounding would make 0 or 1. They are
/// measured quantities, so indices that count pairs or chances are undefined for them.
///
/// # Errors
/// None that checked counts can cause; the sums stay countable.
///
/// Source: Reardon and O'Sullivan 2004; Hipp and Boessen 2013.
///
/// Half a kernel apart, a triangular kernel gives the neighbour half weight: 4 + ½·2.
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{Counts, Unit, egohoods};
/// use jalon::dispersal::places::{Kernel, KernelShape, Located, Place, Places};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 4.0, 10.0), unit("B", 2.0, 10.0)])?;
/// let place = |x| Place { centre: Coord { x, y: 0.0 }, area_m2: 1.0, perimeter_m: 4.0 };
/// let places = Places::new(vec![place(0.0), place(500.0)])?;
/// let kernel = Kernel::new(KernelShape::Triangular, 1000.0)?;
/// let around = egohoods(Located::new(&counts, &places)?, &kernel)?;
/// assert_eq!((around.units()[0].group, around.units()[0].total), (5.0, 15.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn egohoods(city: Located, kernel: &Kernel) -> Result<Counts, Error> {
    let units = city.counts.units();
    let values: Vec<[f64; 2]> = units
        .iter()
        .map(|unit| [unit.group, unit.total - unit.group])
        .collect();
    let sums = kernel.sums(&city.places.centres(), &values);
    let around = units.iter().zip(sums).map(|(unit, [group, others])| Unit {
        name: unit.name.clone(),
        group,
        total: group + others,
    });
    Counts::measured(around.collect())
}

/// An index over egohoods of growing reach: at which scale the group is apart.
///
/// The first entry is reach 0, the units themselves.
///
/// # Errors
/// A reach that is not a number above 0.
///
/// Source: Reardon and others 2008.
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{Counts, Unit, dissimilarity, multiscalar_profile};
/// use jalon::dispersal::places::{KernelShape, Located, Place, Places};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 2.0), unit("B", 0.0, 2.0)])?;
/// let place = |x| Place { centre: Coord { x, y: 0.0 }, area_m2: 1.0, perimeter_m: 4.0 };
/// let places = Places::new(vec![place(0.0), place(500.0)])?;
/// let city = Located::new(&counts, &places)?;
/// let profile = multiscalar_profile(city, KernelShape::Uniform, &[600.0], dissimilarity)?;
/// assert_eq!(profile, [(0.0, Ok(1.0)), (600.0, Ok(0.0))]);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn multiscalar_profile(
    city: Located,
    shape: KernelShape,
    reaches_m: &[f64],
    index: impl Fn(&Counts) -> Told,
) -> Result<Vec<(f64, Told)>, Error> {
    let mut profile = vec![(0.0, index(city.counts))];
    for &reach_m in reaches_m {
        let kernel = Kernel::new(shape, reach_m)?;
        profile.push((reach_m, index(&egohoods(city, &kernel)?)));
    }
    Ok(profile)
}
