//! From files' coordinates to metres on a plane: where areas are true, so that neighbourhoods can
//! be compared by their ground.

use geo_types::Coord;

use super::{Crs, CrsError, earth};

/// Half a side of the square of ground whose area a plane is tried on, in degrees.
const TRIED_DEG: f64 = 0.005;
/// How far from 1 the scale of areas may lie, for a plane to be used as it stands.
const SCALE_SLACK: f64 = 0.01;
/// Longest edge in degrees that is turned as it is: its middle is then off by some centimetres.
const LONGEST_EDGE_DEG: f64 = 0.02;

impl Crs {
    /// The equal-area plane around a place: Lambert's azimuthal projection on the ellipsoid
    /// (Snyder 1987, chapter 24). Areas are true everywhere; at 100 km from the middle lengths are
    /// true to better than a part in 10,000.
    ///
    /// # Errors
    /// A middle that is not a longitude and latitude.
    ///
    /// ```
    /// use geo_types::Coord;
    /// use jalon::spatial::Crs;
    /// let middle = Coord { x: 1.44, y: 43.6 };
    /// let plane = Crs::equal_area(middle)?;
    /// let mut places = [middle, Coord { x: 1.44, y: 43.61 }];
    /// plane.from_lon_lat(places.iter_mut())?;
    /// assert!(places[0].x.hypot(places[0].y) < 1e-6);
    /// // A hundredth of a degree of latitude there is 1,111 m.
    /// assert!((places[1].y - 1_111.1).abs() < 0.5 && places[1].x.abs() < 1e-6);
    /// # Ok::<(), jalon::spatial::CrsError>(())
    /// ```
    pub fn equal_area(middle: Coord<f64>) -> Result<Self, CrsError> {
        let Coord { x, y } = middle;
        let name = format!("equal-area plane around lon {x:.4}, lat {y:.4}");
        if !(x.abs() <= 180.0 && y.abs() <= 90.0) {
            return Err(CrsError::Outside { name, x, y });
        }
        let definition = format!("+proj=laea +lat_0={y} +lon_0={x} +datum=WGS84 +units=m +no_defs");
        Self::from_definition(name, &definition)
    }

    /// Whether coordinates are metres and areas around a place, in degrees, are true to 1 %: those
    /// of national grids are, those of Web Mercator and of systems in feet are not.
    ///
    /// ```
    /// use geo_types::Coord;
    /// use jalon::spatial::Crs;
    /// let toulouse = Coord { x: 1.44, y: 43.6 };
    /// assert!(Crs::from_epsg(2154)?.keeps_areas_around(toulouse));
    /// assert!(!Crs::from_epsg(3857)?.keeps_areas_around(toulouse));
    /// assert!(!Crs::wgs84().keeps_areas_around(toulouse));
    /// # Ok::<(), jalon::spatial::CrsError>(())
    /// ```
    #[must_use]
    pub fn keeps_areas_around(&self, middle: Coord<f64>) -> bool {
        let corner = |x: f64, y: f64| Coord {
            x: middle.x + x * TRIED_DEG,
            y: middle.y + y * TRIED_DEG,
        };
        let mut ring =
            [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(x, y)| corner(x, y));
        let strip_m2 = earth::strip_m2(ring[2].y) - earth::strip_m2(ring[0].y);
        let on_ground = strip_m2 * 2.0 * TRIED_DEG;
        if self.is_geographic() || self.from_lon_lat(ring.iter_mut()).is_err() {
            return false;
        }
        let diagonals = (ring[2] - ring[0], ring[3] - ring[1]);
        let on_plane = 0.5 * (diagonals.0.x * diagonals.1.y - diagonals.0.y * diagonals.1.x);
        (on_plane.abs() / on_ground - 1.0).abs() < SCALE_SLACK
    }
}

/// A ring in degrees with points put in so that no edge is longer than about two kilometres: what
/// is straight there is not on a plane, and neighbours must not come apart.
///
/// ```
/// use geo_types::Coord;
/// use jalon::spatial::with_short_edges;
/// let at = |x: f64| Coord { x, y: 43.0 };
/// assert_eq!(with_short_edges(&[at(1.0), at(1.03125)]), [at(1.0), at(1.015625), at(1.03125)]);
/// ```
#[must_use]
pub fn with_short_edges(ring: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let mut points = Vec::with_capacity(ring.len());
    for edge in ring.windows(2) {
        let along = edge[1] - edge[0];
        let steps = (along.x.hypot(along.y) / LONGEST_EDGE_DEG).ceil().max(1.0);
        let mut step = 0.0;
        while step < steps {
            points.push(edge[0] + along * (step / steps));
            step += 1.0;
        }
    }
    points.extend(ring.last());
    points
}
