//! Centralisation: how near a centre the group lives.

use geo_types::Coord;

use super::{
    Undefined, Unit,
    places::{Located, Place},
};

/// What counts as the centre of the city.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Centre {
    /// The mean of the units' centres.
    Mean,
    /// The median of their coordinates, one by one.
    Median,
    /// Their mean, weighted by households.
    Households,
    /// The unit with the most households; the mean of several.
    MostHouseholds,
    /// A point of the plane, for example where the services are.
    At(Coord<f64>),
}

/// Absolute centralisation, −1 (at the rim) over 0 (spread like the ground) to 1 (at the centre).
///
/// `Σ Xᵢ₋₁Aᵢ − Σ XᵢAᵢ₋₁`, with the parts of the group and of the ground summed outwards from the
/// centre. Units at equal distance are taken in the order given.
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, one inhabited unit, or units without area.
///
/// Source: Duncan 1957; Massey and Denton 1988.
///
/// All of the group in the inner of two equal units: 1·1 − 1·½.
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{Centre, Counts, Unit, absolute_centralisation};
/// use jalon::dispersal::places::{Located, Place, Places};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 10.0), unit("B", 0.0, 10.0)])?;
/// let place = |x| Place { centre: Coord { x, y: 0.0 }, area_m2: 1.0, perimeter_m: 4.0 };
/// let places = Places::new(vec![place(0.0), place(3.0)])?;
/// let centre = Centre::At(Coord { x: 0.0, y: 0.0 });
/// assert_eq!(absolute_centralisation(Located::new(&counts, &places)?, centre), Ok(0.5));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn absolute_centralisation(city: Located, centre: Centre) -> Result<f64, Undefined> {
    city.counts.sums()?;
    outwards(city, centre, |_, place| place.area_m2).ok_or(Undefined::NoLand)
}

/// Relative centralisation, −1 to 1: which part of the group would have to move to be as near the
/// centre as the others.
///
/// [`absolute_centralisation`] with the others in place of the ground.
///
/// # Errors
/// Nobody at all, nobody of the group, nobody else, or one inhabited unit.
///
/// Source: Duncan and Duncan 1955; Massey and Denton 1988.
///
/// All of the group in the inner unit, all others in the outer: 1·1 − 1·0.
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{Centre, Counts, Unit, relative_centralisation};
/// use jalon::dispersal::places::{Located, Place, Places};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 2.0), unit("B", 0.0, 10.0)])?;
/// let place = |x| Place { centre: Coord { x, y: 0.0 }, area_m2: 1.0, perimeter_m: 4.0 };
/// let places = Places::new(vec![place(0.0), place(3.0)])?;
/// let centre = Centre::At(Coord { x: 0.0, y: 0.0 });
/// assert_eq!(relative_centralisation(Located::new(&counts, &places)?, centre), Ok(1.0));
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
pub fn relative_centralisation(city: Located, centre: Centre) -> Result<f64, Undefined> {
    city.counts.sums()?;
    outwards(city, centre, |unit, _| unit.total - unit.group).ok_or(Undefined::OnlyGroup)
}

/// Relative centralisation around each unit, among itself and its k nearest.
///
/// Undefined for a unit where nobody of the group, or nobody else, lives among them.
///
/// Source: Folch and Rey 2016.
#[must_use]
pub fn local_centralisation(city: Located, k: usize) -> Vec<Result<f64, Undefined>> {
    let nearest = super::places::Weights::nearest(city.places, k);
    let units = city.counts.units();
    let around = |(at, place): (usize, &Place)| {
        let members = nearest.of(at).iter().map(|entry| entry.0);
        // The unit itself last, so that of equally near units it is not the first.
        let members: Vec<_> = members
            .chain([at])
            .map(|member| (&units[member], &city.places.all()[member]))
            .collect();
        let sum = |of: fn(&Unit) -> f64| members.iter().map(|member| of(member.0)).sum::<f64>();
        match () {
            () if sum(|unit| unit.group) <= 0.0 => Err(Undefined::NoGroup),
            () if sum(|unit| unit.total - unit.group) <= 0.0 => Err(Undefined::OnlyGroup),
            () => excess(members, place.centre, |unit, _| unit.total - unit.group)
                .ok_or(Undefined::OnlyGroup),
        }
    };
    city.places.all().iter().enumerate().map(around).collect()
}

fn outwards(city: Located, centre: Centre, weight: impl Fn(&Unit, &Place) -> f64) -> Option<f64> {
    let centre = located(city, centre);
    excess(city.each().collect(), centre, weight)
}

/// `Σ Xᵢ₋₁Wᵢ − Σ XᵢWᵢ₋₁` outwards; `None` when the weights sum to 0.
fn excess(
    mut units: Vec<(&Unit, &Place)>,
    centre: Coord<f64>,
    weight: impl Fn(&Unit, &Place) -> f64,
) -> Option<f64> {
    let distance = |place: &Place| {
        let from = place.centre - centre;
        (from.x * from.x + from.y * from.y).sqrt()
    };
    units.sort_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
    let group: f64 = units.iter().map(|(unit, _)| unit.group).sum();
    let whole: f64 = units.iter().map(|(unit, place)| weight(unit, place)).sum();
    let (mut inner, mut covered, mut excess) = (0.0, 0.0, 0.0);
    for (unit, place) in units {
        let (next, reached) = (
            inner + unit.group / group,
            covered + weight(unit, place) / whole,
        );
        excess += inner * reached - next * covered;
        (inner, covered) = (next, reached);
    }
    (whole > 0.0).then_some(excess)
}

fn located(city: Located, centre: Centre) -> Coord<f64> {
    let centres = city.places.centres();
    match centre {
        Centre::Mean => mean(centres.iter().map(|&at| (at, 1.0))),
        Centre::Median => Coord {
            x: median(centres.iter().map(|at| at.x).collect()),
            y: median(centres.iter().map(|at| at.y).collect()),
        },
        Centre::Households => mean(city.each().map(|(unit, place)| (place.centre, unit.total))),
        Centre::MostHouseholds => {
            let totals = city.counts.units().iter().map(|unit| unit.total);
            let most = totals.fold(0.0, f64::max);
            let fullest = city.each().filter(|(unit, _)| unit.total >= most);
            mean(fullest.map(|(_, place)| (place.centre, 1.0)))
        }
        Centre::At(point) => point,
    }
}

fn mean(points: impl Iterator<Item = (Coord<f64>, f64)>) -> Coord<f64> {
    let (sum, weight) = points.fold(
        (Coord { x: 0.0, y: 0.0 }, 0.0),
        |(sum, weights), (at, weight)| (sum + at * weight, weights + weight),
    );
    sum / weight
}

/// The middle of the sorted values, or the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 {
        values[half]
    } else {
        f64::midpoint(values[half - 1], values[half])
    }
}
