//! Where: which units have more of the group in and around them than chance gives.

use super::{
    Told, Undefined, Unit, chance::whole_homes, inference::number, places::Linked,
    probability::hypergeometric_tails,
};

/// What one unit and its neighbours show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hotspot {
    /// Getis and Ord's Gi* of the shares, in standard deviations: above 0 more than elsewhere.
    pub z: Told,
    /// Exact chance of as many households of the programme or more in the unit and its neighbours
    /// if the homes were drawn by lot.
    pub p_upper: Told,
    /// Exact chance of as many or fewer.
    pub p_lower: Told,
}

/// Local significance of each unit with its neighbours, in the order given; weights count as 1.
///
/// `z = (Σ p − n̂p̄) / (s√((n·n̂ − n̂²)/(n − 1)))` over the n̂ units of the circle, the unit among
/// them; an empty unit has share 0. The normal reading of z is poor for a tiny group, so the exact
/// chances stand beside it: the number of households in the circle is hypergeometric. With many
/// units some are remarkable by chance: one in twenty at 5 %.
///
/// # Errors
/// Per figure: z where all shares are alike, chances as
/// [`chance_dissimilarity`](super::chance_dissimilarity).
///
/// Source: Ord and Getis 1995; Kulldorff 1997 for circles of counts.
///
/// Both households in A, alone among its neighbours: 1 of 6 ways to draw 2 of 4 homes.
///
/// ```
/// use geo_types::Coord;
/// use jalon::dispersal::{Counts, Unit, hotspots, places::{Linked, Place, Places, Weights}};
/// let unit = |name: &str, group, total| Unit { name: name.to_owned(), group, total };
/// let counts = Counts::households(vec![unit("A", 2.0, 2.0), unit("B", 0.0, 2.0)])?;
/// let place = |x| Place { centre: Coord { x, y: 0.0 }, area_m2: 1.0, perimeter_m: 4.0 };
/// let weights = Weights::within(&Places::new(vec![place(0.0), place(9.0)])?, 1.0);
/// let found = hotspots(Linked::new(&counts, &weights)?);
/// assert!((found[0].p_upper.unwrap() - 1.0 / 6.0).abs() < 1e-12);
/// # Ok::<(), jalon::dispersal::Error>(())
/// ```
#[must_use]
pub fn hotspots(city: Linked) -> Vec<Hotspot> {
    let units = city.counts.units();
    let shares: Vec<f64> = units.iter().map(share).collect();
    let scale = Scale::of(&shares);
    let lot = whole_homes(city.counts).map(|(homes, group)| {
        let total: f64 = homes.iter().sum();
        (homes, group, total)
    });
    let circle = |unit: usize| {
        let neighbours = city.weights.of(unit).iter().map(|entry| entry.0);
        neighbours.filter(move |&other| other != unit).chain([unit])
    };
    let one = |unit: usize| {
        let held: f64 = circle(unit).map(|unit| shares[unit]).sum();
        let tails = lot
            .as_ref()
            .map_err(|&reason| reason)
            .map(|(homes, group, total)| {
                let around: f64 = circle(unit).map(|unit| homes[unit]).sum();
                let found: f64 = circle(unit).map(|unit| units[unit].group).sum();
                hypergeometric_tails([*total, *group, around], found)
            });
        Hotspot {
            z: scale.and_then(|scale| scale.of_circle(held, number(circle(unit).count()))),
            p_upper: tails.map(|tails| tails.1),
            p_lower: tails.map(|tails| tails.0),
        }
    };
    (0..units.len()).map(one).collect()
}

fn share(unit: &Unit) -> f64 {
    if unit.total > 0.0 {
        unit.group / unit.total
    } else {
        0.0
    }
}

/// Mean and standard deviation over all units.
#[derive(Clone, Copy)]
struct Scale {
    units: f64,
    mean: f64,
    deviation: f64,
}

impl Scale {
    fn of(shares: &[f64]) -> Result<Self, Undefined> {
        let units = number(shares.len());
        let mean = shares.iter().sum::<f64>() / units;
        let squares = shares.iter().map(|share| (share - mean) * (share - mean));
        let deviation = (squares.sum::<f64>() / units).sqrt();
        // Shares that differ by rounding only are alike.
        if deviation > mean * 1e-12 {
            Ok(Self {
                units,
                mean,
                deviation,
            })
        } else {
            Err(Undefined::NoRange)
        }
    }

    fn of_circle(self, held: f64, size: f64) -> Told {
        let spread = (self.units * size - size * size) / (self.units - 1.0);
        if spread > 0.0 {
            Ok((held - size * self.mean) / (self.deviation * spread.sqrt()))
        } else {
            // The circle is the whole city.
            Err(Undefined::NoRange)
        }
    }
}
