//! Where the coordinates of a file are on Earth, and whether that can be true.

use geo_types::Coord;

use super::{Error, refused::Refused};
use crate::{
    formats::DeclaredCrs,
    spatial::{Bbox, Crs, SourceGeometry},
};

/// Beyond this many metres from its origin no reference system counts.
const FARTHEST: f64 = 1e8;

/// Turns coordinates of one file into longitude and latitude.
pub(super) struct Placing {
    crs: Option<Crs>,
    territory: Option<Bbox>,
    first_seen: bool,
    inside: u64,
    outside: u64,
    inside_if_swapped: u64,
}

impl Placing {
    /// The system given, else the one the file declares, else longitude and latitude.
    pub(super) fn choose(
        given: Option<&str>,
        declared: &DeclaredCrs,
        territory: Option<Bbox>,
    ) -> Result<Self, Error> {
        let crs = match (given, declared) {
            (Some(name), _) => Some(Crs::from_name(name)),
            (None, DeclaredCrs::Name(name)) => Some(Crs::from_name(name)),
            (None, DeclaredCrs::Epsg(code)) => Some(Crs::from_epsg(*code)),
            (None, DeclaredCrs::Wkt(text)) => Some(Crs::from_wkt(text)),
            (None, DeclaredCrs::Undeclared) => None,
        };
        Ok(Self {
            crs: crs.transpose()?,
            territory,
            first_seen: false,
            inside: 0,
            outside: 0,
            inside_if_swapped: 0,
        })
    }

    /// The system's name for the report.
    pub(super) fn crs_name(&self) -> String {
        self.crs
            .as_ref()
            .map_or_else(|| "WGS 84, assumed".to_owned(), |crs| crs.name().to_owned())
    }

    /// Whether the file named no system and none was given.
    pub(super) fn is_assumed(&self) -> bool {
        self.crs.is_none()
    }

    /// Looks at the first coordinates of the file, once: metres that pass for degrees, degrees
    /// that pass for metres and swapped axes are wrong as a whole, not record by record.
    pub(super) fn check_first(
        &mut self,
        feature: u64,
        shape: &SourceGeometry,
    ) -> Result<(), Error> {
        let telling = |point: &&Coord<f64>| {
            let finite = point.x.abs() < FARTHEST && point.y.abs() < FARTHEST;
            finite && **point != Coord::zero()
        };
        let Some(&point) = shape.coords().find(telling) else {
            return Ok(());
        };
        if std::mem::replace(&mut self.first_seen, true) {
            return Ok(());
        }
        let degrees = self.crs.as_ref().is_none_or(Crs::is_geographic);
        match (degrees, is_place(point), is_place(swapped(point))) {
            (true, true, _) | (false, false, _) => Ok(()),
            (true, false, true) => Err(Error::Swapped {
                evidence: format!("feature {feature} is at {}, {}", point.x, point.y),
            }),
            (true, false, false) => Err(self.not_degrees(feature, point)),
            (false, true, _) => Err(Error::NotMetres {
                feature,
                x: point.x,
                y: point.y,
                crs: self.crs_name(),
            }),
        }
    }

    fn not_degrees(&self, feature: u64, point: Coord<f64>) -> Error {
        Error::NotDegrees {
            feature,
            x: point.x,
            y: point.y,
            declared: match &self.crs {
                None => "the file names no reference system".to_owned(),
                Some(crs) => format!("the file is said to be in {}", crs.name()),
            },
            advice: advice_for(point),
        }
    }

    /// Longitude and latitude instead of the file's own coordinates.
    pub(super) fn place(&self, shape: &mut SourceGeometry) -> Result<(), Refused> {
        if let Some(crs) = &self.crs {
            crs.to_lon_lat(shape.coords_mut())?;
        }
        let on_earth = shape.coords().all(|&point| is_place(point));
        on_earth.then_some(()).ok_or(Refused::NotDegrees)
    }

    /// Counts a record that is kept; `false` when it lies outside the territory.
    pub(super) fn is_inside(&mut self, bbox: Bbox) -> bool {
        let Some(territory) = self.territory else {
            return true;
        };
        let inside = territory.intersects(&bbox);
        let turned = Bbox {
            west: bbox.south,
            south: bbox.west,
            east: bbox.north,
            north: bbox.east,
        };
        self.inside += u64::from(inside);
        self.outside += u64::from(!inside);
        self.inside_if_swapped += u64::from(!inside && territory.intersects(&turned));
        inside
    }

    /// Looks back at the whole file: not one record in the territory, and every one in it
    /// once its axes are swapped, is no accident.
    pub(super) fn check_all(&self) -> Result<(), Error> {
        let swapped = self.inside == 0 && self.outside > 0;
        if swapped && self.inside_if_swapped == self.outside {
            return Err(Error::Swapped {
                evidence: "every record lies outside the territory, and inside once swapped"
                    .to_owned(),
            });
        }
        Ok(())
    }
}

/// Whether a coordinate can be a longitude and a latitude.
pub(super) fn is_place(point: Coord<f64>) -> bool {
    (-180.0..=180.0).contains(&point.x) && (-90.0..=90.0).contains(&point.y)
}

fn swapped(point: Coord<f64>) -> Coord<f64> {
    Coord {
        x: point.y,
        y: point.x,
    }
}

/// What to type, when the numbers look like a system used in France.
fn advice_for(point: Coord<f64>) -> String {
    let within = |value: f64, low: f64, high: f64| (low..=high).contains(&value);
    if within(point.x, 0.0, 1_300_000.0) && within(point.y, 6_000_000.0, 7_200_000.0) {
        return "it looks like Lambert-93: give --crs EPSG:2154".to_owned();
    }
    // The nine conic zones count their northings from one million times the zone's number.
    let zone = (point.y / 1_000_000.0).floor();
    if within(point.x, 1_000_000.0, 2_400_000.0) && within(zone, 1.0, 9.0) {
        return format!(
            "it looks like conic zone CC{0}: give --crs EPSG:39{0}",
            41.0 + zone
        );
    }
    "give the system of its coordinates with --crs, for example --crs EPSG:3857".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> SourceGeometry {
        SourceGeometry::Points(vec![Coord { x, y }])
    }

    fn undeclared(territory: Option<Bbox>) -> Placing {
        Placing::choose(None, &DeclaredCrs::Undeclared, territory).unwrap()
    }

    const TOULOUSE: Bbox = Bbox {
        west: 1.3,
        south: 43.5,
        east: 1.6,
        north: 43.7,
    };

    #[test]
    fn metres_without_a_system_are_answered_with_the_system_they_look_like() {
        let advice = |x, y| match undeclared(None).check_first(1, &at(x, y)) {
            Err(Error::NotDegrees { advice, .. }) => advice,
            other => panic!("{other:?}"),
        };

        assert!(advice(574_000.0, 6_279_000.0).contains("EPSG:2154"));
        assert!(advice(1_574_000.0, 2_267_000.0).contains("EPSG:3943"));
        assert!(advice(160_000.0, 5_400_000.0).contains("--crs EPSG:"));
    }

    #[test]
    fn metres_declared_as_degrees_are_an_error_of_the_whole_file() {
        let mut placing = Placing::choose(None, &DeclaredCrs::Epsg(4326), None).unwrap();

        let error = placing
            .check_first(3, &at(574_000.0, 6_279_000.0))
            .unwrap_err();

        assert!(error.to_string().contains("feature 3"), "{error}");
    }

    #[test]
    fn degrees_declared_as_metres_are_an_error_of_the_whole_file() {
        let mut placing =
            Placing::choose(Some("EPSG:2154"), &DeclaredCrs::Undeclared, None).unwrap();

        let error = placing.check_first(1, &at(1.44, 43.6)).unwrap_err();

        assert!(
            error
                .to_string()
                .ends_with("give --crs EPSG:4326 if they are longitude and latitude")
        );
    }

    #[test]
    fn a_first_record_that_is_nowhere_tells_nothing_of_the_file() {
        for nowhere in [at(f64::NAN, 43.6), at(1e300, 0.0), at(0.0, 0.0)] {
            let mut placing =
                Placing::choose(Some("EPSG:2154"), &DeclaredCrs::Undeclared, None).unwrap();

            assert!(placing.check_first(1, &nowhere).is_ok());
            assert!(placing.check_first(2, &at(1.44, 43.6)).is_err());
        }
    }

    #[test]
    fn one_wild_record_after_a_good_one_is_not_the_whole_file() {
        let mut placing = undeclared(None);
        placing.check_first(1, &at(1.4, 43.6)).unwrap();

        assert!(placing.check_first(2, &at(5e6, 0.0)).is_ok());
        assert!(placing.place(&mut at(5e6, 0.0)).is_err());
    }

    #[test]
    fn a_latitude_that_can_only_be_a_longitude_is_seen_at_once() {
        let error = undeclared(None).check_first(1, &at(18.9, 92.8));

        assert!(matches!(error, Err(Error::Swapped { .. })));
    }

    #[test]
    fn swapped_axes_are_seen_by_the_territory() {
        let swapped = Bbox::at(Coord { x: 43.6, y: 1.44 });
        let right = Bbox::at(Coord { x: 1.44, y: 43.6 });
        let mut all_swapped = undeclared(Some(TOULOUSE));
        let mut one_swapped = undeclared(Some(TOULOUSE));

        assert!(!all_swapped.is_inside(swapped));
        assert!(!one_swapped.is_inside(swapped));
        assert!(one_swapped.is_inside(right));

        assert!(all_swapped.check_all().is_err());
        assert!(one_swapped.check_all().is_ok());
    }

    #[test]
    fn what_is_given_wins_over_what_the_file_declares() {
        let placing = Placing::choose(Some("EPSG:2154"), &DeclaredCrs::Epsg(4326), None).unwrap();
        let mut shape = at(574_000.0, 6_279_000.0);

        placing.place(&mut shape).unwrap();

        assert!(
            shape.coords().all(|&point| TOULOUSE.contains(point)),
            "{shape:?}"
        );
    }
}
