//! The figure of the Earth (WGS 84): true areas between parallels, true distances around a place.

use geo_types::Coord;

use super::Bbox;

/// Equatorial radius in metres.
const A: f64 = 6_378_137.0;
/// Flattening.
const F: f64 = 1.0 / 298.257_223_563;
/// First eccentricity squared.
const E2: f64 = F * (2.0 - F);
/// Least metres to a degree of latitude anywhere (at the equator), rounded down.
const LEAST_DEGREE_M: f64 = 110_500.0;

/// Area in square metres of the strip from the equator to a latitude, one degree of longitude
/// wide (Snyder 1987, equation 3-12). Negative in the south.
///
/// An area bounded by edges that are straight in longitude and latitude, as RFC 7946 says they
/// are, is the integral of this strip along its edges: exact, without any projection.
pub(super) fn strip_m2(lat: f64) -> f64 {
    let sin = lat.to_radians().sin();
    let e = E2.sqrt();
    let q = (1.0 - E2) * (sin / (1.0 - E2 * sin * sin) + (e * sin).atanh() / e);
    (1.0_f64).to_radians() * A * A / 2.0 * q
}

/// [`strip_m2`] between parallels close together, as a polynomial of the third degree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    middle: f64,
    floor_m2: f64,
    /// Factors of the first three powers of degrees north of the middle.
    factors: [f64; 3],
}

impl Band {
    /// Highest band in degrees: a strip's fourth derivative moves less than a part in 10¹¹ of it
    /// there, short of the last few degrees before a pole.
    const HIGHEST_DEG: f64 = 0.02;
    /// Beyond this latitude a strip bends too much for its size.
    const FURTHEST_DEG: f64 = 85.0;

    /// The band from a parallel up, or `None` where it is too high or too near a pole.
    pub(super) fn from(south: f64, height: f64) -> Option<Self> {
        let middle = south + height / 2.0;
        let near_pole = middle.abs() > Self::FURTHEST_DEG;
        if near_pole || !(0.0..=Self::HIGHEST_DEG).contains(&height) {
            return None;
        }
        let mut band = Self {
            middle: height / 2.0,
            floor_m2: 0.0,
            factors: strip_derivatives(middle),
        };
        band.floor_m2 = band.above_middle_m2(-height / 2.0);
        Some(band)
    }

    /// Area from the band's floor up to a height in degrees, one degree of longitude wide.
    pub(super) fn below_m2(&self, height: f64) -> f64 {
        self.above_middle_m2(height - self.middle) - self.floor_m2
    }

    fn above_middle_m2(&self, north: f64) -> f64 {
        let [first, second, third] = self.factors;
        north * (first + north * (second + north * third))
    }
}

/// The Taylor factors of [`strip_m2`] around a latitude, per degree, its square and its cube.
fn strip_derivatives(lat: f64) -> [f64; 3] {
    let (sin, cos) = lat.to_radians().sin_cos();
    let w = 1.0 - E2 * sin * sin;
    let scale = (1.0_f64).to_radians() * A * A * (1.0 - E2);
    let first = cos / (w * w);
    let second = -sin / (w * w) + 4.0 * E2 * sin * cos * cos / w.powi(3);
    let third = -cos / (w * w)
        + 4.0 * E2 * cos * (cos * cos - 3.0 * sin * sin) / w.powi(3)
        + 24.0 * E2 * E2 * sin * sin * cos.powi(3) / w.powi(4);
    let degree = (1.0_f64).to_radians();
    [
        scale * first * degree,
        scale * second * degree * degree / 2.0,
        scale * third * degree.powi(3) / 6.0,
    ]
}

/// A plane around a place on which short distances are true: the transverse Mercator projection
/// of scale 1 on the place's meridian (Snyder 1987, equations 8-9 and 8-10). At 10 km from the
/// middle a distance is true to a millionth, at 100 km to a ten-thousandth.
#[derive(Clone, Copy, Debug)]
pub(super) struct LocalPlane {
    middle: Coord<f64>,
    meridian_m: f64,
}

impl LocalPlane {
    pub(super) fn around(middle: Coord<f64>) -> Self {
        Self {
            middle,
            meridian_m: meridian_m(middle.y.to_radians(), middle.y.to_radians().sin_cos()),
        }
    }

    /// Metres east and north of the middle.
    pub(super) fn project(&self, place: Coord<f64>) -> Coord<f64> {
        let lat = place.y.to_radians();
        let (sin, cos) = lat.sin_cos();
        let second_e2 = E2 / (1.0 - E2);
        let n = A / (1.0 - E2 * sin * sin).sqrt();
        let t = (sin / cos).powi(2);
        let c = second_e2 * cos * cos;
        let a = (place.x - self.middle.x).to_radians() * cos;
        let a2 = a * a;
        let east = 1.0
            + a2 / 6.0 * (1.0 - t + c)
            + a2 * a2 / 120.0 * (5.0 - 18.0 * t + t * t + 72.0 * c - 58.0 * second_e2);
        let north = 0.5
            + a2 / 24.0 * (5.0 - t + 9.0 * c + 4.0 * c * c)
            + a2 * a2 / 720.0 * (61.0 - 58.0 * t + t * t + 600.0 * c - 330.0 * second_e2);
        Coord {
            x: n * a * east,
            y: meridian_m(lat, (sin, cos)) - self.meridian_m + n * sin / cos * a2 * north,
        }
    }
}

/// Metres along a meridian from the equator to a latitude in radians (Snyder 1987, equation 3-21),
/// given its sine and cosine; sines of multiples follow from these two.
fn meridian_m(lat: f64, (sin, cos): (f64, f64)) -> f64 {
    let (e4, e6) = (E2 * E2, E2 * E2 * E2);
    let (sin_2, cos_2) = (2.0 * sin * cos, (cos - sin) * (cos + sin));
    let (sin_4, cos_4) = (2.0 * sin_2 * cos_2, (cos_2 - sin_2) * (cos_2 + sin_2));
    let sin_6 = sin_4 * cos_2 + cos_4 * sin_2;
    A * ((1.0 - E2 / 4.0 - 3.0 / 64.0 * e4 - 5.0 / 256.0 * e6) * lat
        - (3.0 / 8.0 * E2 + 3.0 / 32.0 * e4 + 45.0 / 1024.0 * e6) * sin_2
        + (15.0 / 256.0 * e4 + 45.0 / 1024.0 * e6) * sin_4
        - 35.0 / 3072.0 * e6 * sin_6)
}

/// At most as many metres as a degree of longitude and one of latitude have on the ground, or on
/// a plane around it, within a box that is no wider than some hundred kilometres.
pub(super) fn least_degree_m(bbox: &Bbox) -> Coord<f64> {
    let furthest = bbox.north.abs().max(bbox.south.abs()).min(90.0);
    // Ways between places on a parallel are a little shorter than the parallel.
    let least_m = LEAST_DEGREE_M * 0.999;
    Coord {
        x: least_m * furthest.to_radians().cos(),
        y: least_m,
    }
}

/// The box grown by a distance on every side, never too little.
pub(super) fn grown_by_m(bbox: &Bbox, margin_m: f64) -> Bbox {
    let margin_lat = margin_m / LEAST_DEGREE_M;
    let furthest = (bbox.north.abs().max(bbox.south.abs()) + margin_lat).min(90.0);
    let cos = furthest.to_radians().cos();
    let margin_lon = if cos * 360.0 > margin_lat {
        margin_lat / cos
    } else {
        360.0
    };
    bbox.grown(margin_lon, margin_lat)
}

#[cfg(test)]
mod tests {
    use geo::{Distance, Geodesic};
    use geo_types::Point;

    use super::*;

    #[test]
    fn the_strip_to_the_pole_is_half_the_earth() {
        let half_earth_km2 = 510_065_621.724 / 2.0;

        assert!((strip_m2(90.0) * 360.0 / 1e6 - half_earth_km2).abs() < 0.001);
        assert_eq!(strip_m2(0.0).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn a_band_is_the_difference_of_two_strips() {
        for south in [-84.9_f64, -43.6, -0.01, 0.0, 20.0, 43.6, 70.0, 84.9] {
            let height = Band::HIGHEST_DEG;
            let band = Band::from(south, height).unwrap();
            let whole_m2 = strip_m2(south + height) - strip_m2(south);
            for part in [0.1, 0.5, 0.9, 1.0] {
                let exact_m2 = strip_m2(south + height * part) - strip_m2(south);
                let off = (band.below_m2(height * part) - exact_m2) / whole_m2;
                assert!(off.abs() < 1e-10, "{south} {part}: {off}");
            }
        }
        assert!(Band::from(43.0, 0.021).is_none() && Band::from(89.0, 0.01).is_none());
    }

    #[test]
    fn distances_on_the_plane_are_those_of_the_geodesic() {
        let middle = Coord {
            x: 1.444,
            y: 43.6045,
        };
        let plane = LocalPlane::around(middle);
        for (lon, lat) in [(0.001, 0.0), (0.0, 0.001), (0.08, 0.03), (-0.05, -0.07)] {
            let away = middle + Coord { x: lon, y: lat };
            let on_plane = plane.project(away).x.hypot(plane.project(away).y);
            let geodesic = Geodesic.distance(Point::from(middle), Point::from(away));
            assert!(
                (on_plane / geodesic - 1.0).abs() < 1e-6,
                "{on_plane} {geodesic}"
            );
        }
    }

    #[test]
    fn a_grown_box_holds_what_lies_just_within_the_margin() {
        let toulouse = Coord {
            x: 1.444,
            y: 43.6045,
        };
        let grown = grown_by_m(&Bbox::at(toulouse), 1_000.0);

        let east = Geodesic.distance(Point::from(toulouse), Point::new(grown.east, toulouse.y));
        let north = Geodesic.distance(Point::from(toulouse), Point::new(toulouse.x, grown.north));
        assert!((1_000.0..1_010.0).contains(&east), "{east}");
        assert!((1_000.0..1_010.0).contains(&north), "{north}");
    }
}
