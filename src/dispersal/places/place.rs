//! Centre, area and perimeter of each unit, joined to its counts once and for all.

use geo::{Area, Centroid, Euclidean, Length};
use geo_types::{Coord, MultiPolygon};

use super::{
    super::{Counts, Error},
    Weights,
};

/// Where one unit lies on the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Its centre of gravity, projected metres.
    pub centre: Coord<f64>,
    /// Its area.
    pub area_m2: f64,
    /// The length of its outline, holes included.
    pub perimeter_m: f64,
}

/// The places of all units, in the order of their counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    places: Vec<Place>,
}

impl Places {
    /// Places measured elsewhere.
    ///
    /// # Errors
    /// A centre, area or perimeter that is not a number, or is below 0.
    pub fn new(places: Vec<Place>) -> Result<Self, Error> {
        for (unit, place) in places.iter().enumerate() {
            let Place {
                centre,
                area_m2,
                perimeter_m,
            } = *place;
            let sound = |value: f64| value.is_finite() && value >= 0.0;
            if !(centre.x.is_finite() && centre.y.is_finite()) {
                return Err(Error::NoPlace { unit });
            }
            if !sound(area_m2) || !sound(perimeter_m) {
                return Err(Error::NoPlace { unit });
            }
        }
        Ok(Self { places })
    }

    /// Measures shapes in projected metres.
    ///
    /// # Errors
    /// A shape that is empty or has a corner that is not a number.
    ///
    /// ```
    /// use geo_types::{Coord, MultiPolygon, Rect};
    /// use jalon::dispersal::places::Places;
    /// let square = Rect::new(Coord { x: 0.0, y: 0.0 }, Coord { x: 2.0, y: 1.0 }).to_polygon();
    /// let places = Places::of_shapes(&[MultiPolygon::from(square)])?;
    /// assert_eq!(places.all()[0].centre, Coord { x: 1.0, y: 0.5 });
    /// assert_eq!((places.all()[0].area_m2, places.all()[0].perimeter_m), (2.0, 6.0));
    /// # Ok::<(), jalon::dispersal::Error>(())
    /// ```
    pub fn of_shapes(shapes: &[MultiPolygon<f64>]) -> Result<Self, Error> {
        let places = shapes.iter().enumerate().map(|(unit, shape)| {
            let centre = shape.centroid().ok_or(Error::NoPlace { unit })?;
            Ok(Place {
                centre: centre.0,
                area_m2: shape.unsigned_area(),
                perimeter_m: outline(shape),
            })
        });
        Self::new(places.collect::<Result<_, _>>()?)
    }

    /// All places, in the order given.
    #[must_use]
    pub fn all(&self) -> &[Place] {
        &self.places
    }

    /// The centres, in the order given.
    #[must_use]
    pub fn centres(&self) -> Vec<Coord<f64>> {
        self.places.iter().map(|place| place.centre).collect()
    }
}

fn outline(shape: &MultiPolygon<f64>) -> f64 {
    let rings = shape
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    rings.map(|ring| Euclidean.length(ring)).sum()
}

/// Counts with where their units lie.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    pub(in crate::dispersal) counts: &'a Counts,
    pub(in crate::dispersal) places: &'a Places,
}

impl<'a> Located<'a> {
    /// Joins counts and places unit by unit, in order.
    ///
    /// # Errors
    /// Another number of places than of units.
    pub fn new(counts: &'a Counts, places: &'a Places) -> Result<Self, Error> {
        fits("the list of places", places.places.len(), counts)?;
        Ok(Self { counts, places })
    }

    /// Each unit's counts beside its place.
    pub(in crate::dispersal) fn each(
        &self,
    ) -> impl Iterator<Item = (&'a super::super::Unit, &'a Place)> + use<'a> {
        self.counts.units().iter().zip(&self.places.places)
    }
}

/// Counts with who is whose neighbour.
#[derive(Clone, Copy, Debug)]
pub struct Linked<'a> {
    pub(in crate::dispersal) counts: &'a Counts,
    pub(in crate::dispersal) weights: &'a Weights,
}

impl<'a> Linked<'a> {
    /// Joins counts and weights unit by unit, in order.
    ///
    /// # Errors
    /// Weights of another number of units.
    pub fn new(counts: &'a Counts, weights: &'a Weights) -> Result<Self, Error> {
        fits("the list of neighbours", weights.len(), counts)?;
        Ok(Self { counts, weights })
    }
}

/// Counts with where their units lie and which borders they share.
#[derive(Clone, Copy, Debug)]
pub struct Bordered<'a> {
    pub(in crate::dispersal) located: Located<'a>,
    pub(in crate::dispersal) linked: Linked<'a>,
}

impl<'a> Bordered<'a> {
    /// Joins counts, places and shared borders ([`Weights::shared_border`]).
    ///
    /// # Errors
    /// Places or weights of another number of units.
    pub fn new(
        counts: &'a Counts,
        places: &'a Places,
        borders: &'a Weights,
    ) -> Result<Self, Error> {
        Ok(Self {
            located: Located::new(counts, places)?,
            linked: Linked::new(counts, borders)?,
        })
    }
}

fn fits(what: &'static str, found: usize, counts: &Counts) -> Result<(), Error> {
    let units = counts.units().len();
    if found == units {
        Ok(())
    } else {
        Err(Error::Lengths { what, found, units })
    }
}
