//! Features as a file holds them: nothing is promised of their shapes yet.
//!
//! Rings keep their points as written, closed or not, so that a mend can be reported;
//! coordinates are in the file's own reference system.

use geo_types::Coord;

use super::{Footprint, Properties, Shape};

/// One record of a file, before any check.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceFeature {
    /// Its place in the file, counted from 1; reports name it.
    pub number: u64,
    /// Its shape as written, if it has one.
    pub geometry: Option<SourceGeometry>,
    /// Its columns, in the order of the file.
    pub properties: Properties,
}

/// A shape as written; single and multiple shapes alike are lists of parts.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceGeometry {
    /// Points.
    Points(Vec<Coord<f64>>),
    /// Lines, each a list of points.
    Lines(Vec<Vec<Coord<f64>>>),
    /// Polygons, each a list of rings (the first is the shell), each ring a list of points.
    Polygons(Vec<Vec<Vec<Coord<f64>>>>),
}

impl SourceGeometry {
    /// Whether there is no point in it at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.coords().next().is_none()
    }

    /// Every point, in the order written.
    #[must_use]
    pub fn coords(&self) -> Box<dyn Iterator<Item = &Coord<f64>> + '_> {
        match self {
            Self::Points(points) => Box::new(points.iter()),
            Self::Lines(lines) => Box::new(lines.iter().flatten()),
            Self::Polygons(polygons) => Box::new(polygons.iter().flatten().flatten()),
        }
    }

    /// Every point, to be changed in place.
    pub fn coords_mut(&mut self) -> Box<dyn Iterator<Item = &mut Coord<f64>> + '_> {
        match self {
            Self::Points(points) => Box::new(points.iter_mut()),
            Self::Lines(lines) => Box::new(lines.iter_mut().flatten()),
            Self::Polygons(polygons) => Box::new(polygons.iter_mut().flatten().flatten()),
        }
    }
}

impl From<&Shape> for SourceGeometry {
    /// The shape as a file would hold it.
    fn from(shape: &Shape) -> Self {
        match shape {
            Shape::Points(points) => Self::Points(points.iter().map(|point| point.0).collect()),
            Shape::Lines(lines) => Self::Lines(lines.iter().map(|line| line.0.clone()).collect()),
            Shape::Area(footprint) => Self::from(footprint),
        }
    }
}

impl From<&Footprint> for SourceGeometry {
    /// The footprint as a file would hold it.
    fn from(footprint: &Footprint) -> Self {
        let polygons = footprint.polygons().iter().map(|polygon| {
            std::iter::once(polygon.exterior())
                .chain(polygon.interiors())
                .map(|ring| ring.0.clone())
                .collect()
        });
        Self::Polygons(polygons.collect())
    }
}
