//! A city on a flat sheet: metres east and north of its middle.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::{Bbox, Footprint, earth::LocalPlane};

/// The plane of one city, for calculations that need shapes and centres in metres.
///
/// Transverse Mercator of scale 1 around the middle of a box: 10 km from it a distance is true to a
/// millionth, 100 km from it to a ten-thousandth.
#[derive(Clone, Copy, Debug)]
pub struct CityPlane(LocalPlane);

impl CityPlane {
    /// The plane around the middle of a box.
    #[must_use]
    pub fn around(bbox: Bbox) -> Self {
        Self(LocalPlane::around(Coord {
            x: f64::midpoint(bbox.west, bbox.east),
            y: f64::midpoint(bbox.south, bbox.north),
        }))
    }

    /// Metres east and north of the middle.
    ///
    /// ```
    /// use jalon::spatial::{Bbox, CityPlane};
    /// let plane = CityPlane::around(Bbox { west: 1.0, south: 43.0, east: 2.0, north: 44.0 });
    /// let at = plane.point((1.5, 43.509).into());
    /// // A thousandth of a degree of latitude is about 111 metres.
    /// assert!(at.x.abs() < 1e-6 && (at.y - 1000.0).abs() < 1.0, "{at:?}");
    /// ```
    #[must_use]
    pub fn point(&self, place: Coord<f64>) -> Coord<f64> {
        self.0.project(place)
    }

    /// A shape with every corner on the plane.
    #[must_use]
    pub fn shape(&self, footprint: &Footprint) -> MultiPolygon<f64> {
        let ring = |ring: &LineString<f64>| -> LineString<f64> {
            ring.coords().map(|&corner| self.point(corner)).collect()
        };
        let polygons = footprint.polygons().iter().map(|polygon| {
            let holes = polygon.interiors().iter().map(ring).collect();
            Polygon::new(ring(polygon.exterior()), holes)
        });
        polygons.collect()
    }
}

#[cfg(test)]
mod tests {
    use geo::Area;

    use super::*;

    #[test]
    fn a_shape_keeps_its_area() {
        let corners = [(1.4, 43.5), (1.5, 43.5), (1.5, 43.6), (1.4, 43.6)];
        let shell: LineString<f64> = corners.into_iter().collect();
        let square = Footprint::new(Polygon::new(shell, Vec::new()).into()).unwrap();

        let flat = CityPlane::around(square.bbox()).shape(&square);

        let true_m2 = square.area_m2();
        // The plane's straight edges cut the parallel's bend off.
        assert!((flat.unsigned_area() / true_m2 - 1.0).abs() < 1e-5);
    }
}
