//! A box of longitudes and latitudes, the cheapest question one can ask of a place.

use geo_types::Coord;
use serde::{Deserialize, Serialize};

/// A box in degrees, WGS 84; it never crosses the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bbox {
    /// Smallest longitude.
    pub west: f64,
    /// Smallest latitude.
    pub south: f64,
    /// Largest longitude.
    pub east: f64,
    /// Largest latitude.
    pub north: f64,
}

impl Bbox {
    /// Every place on Earth.
    pub const WORLD: Self = Self {
        west: -180.0,
        south: -90.0,
        east: 180.0,
        north: 90.0,
    };

    /// The smallest box around the points, or `None` when there is none.
    ///
    /// ```
    /// use jalon::spatial::Bbox;
    /// let around = Bbox::around([(1.4, 43.6).into(), (1.5, 43.5).into()]).unwrap();
    /// assert_eq!((around.west, around.south, around.east, around.north), (1.4, 43.5, 1.5, 43.6));
    /// ```
    pub fn around(points: impl IntoIterator<Item = Coord<f64>>) -> Option<Self> {
        points.into_iter().map(Self::at).reduce(Self::union)
    }

    /// The box that holds one point.
    #[must_use]
    pub fn at(point: Coord<f64>) -> Self {
        Self {
            west: point.x,
            south: point.y,
            east: point.x,
            north: point.y,
        }
    }

    /// The smallest box around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Whether the two boxes share a point; touching counts.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    /// Whether the point is inside or on the edge.
    #[must_use]
    pub fn contains(&self, point: Coord<f64>) -> bool {
        self.intersects(&Self::at(point))
    }

    /// The middle of the box.
    #[must_use]
    pub fn centre(&self) -> Coord<f64> {
        Coord {
            x: f64::midpoint(self.west, self.east),
            y: f64::midpoint(self.south, self.north),
        }
    }

    /// The box grown by a margin in degrees on every side.
    #[must_use]
    pub fn grown(&self, margin_lon: f64, margin_lat: f64) -> Self {
        Self {
            west: self.west - margin_lon,
            south: self.south - margin_lat,
            east: self.east + margin_lon,
            north: self.north + margin_lat,
        }
    }

    /// The box grown by a distance in metres on every side, never too little.
    #[must_use]
    pub fn grown_by_m(&self, margin_m: f64) -> Self {
        super::earth::grown_by_m(self, margin_m)
    }

    /// West, south, east, north: the order of GeoJSON.
    #[must_use]
    pub fn to_array(&self) -> [f64; 4] {
        [self.west, self.south, self.east, self.north]
    }
}
