//! Reference systems of files: from their coordinates to longitude and latitude in WGS 84.
//!
//! `x` comes before `y` and longitude before latitude whatever the register says of axis order,
//! which is what files hold in practice.

use std::fmt;

use geo_types::Coord;
use proj4rs::Proj;

/// Longest text of a reference system that is read; real ones have some hundred letters.
const LONGEST_WKT: usize = 16 * 1024;
/// Deepest nesting of a reference system that is read; real ones have about five levels.
const DEEPEST_WKT: usize = 32;
/// Where every coordinate ends up.
const WGS84: &str = "+proj=longlat +datum=WGS84 +no_defs";

/// A reference system whose coordinates can be turned into longitude and latitude.
#[derive(Clone)]
pub struct Crs {
    name: String,
    system: System,
}

/// What a coordinate goes through.
#[derive(Clone)]
enum System {
    /// Nothing: it is longitude and latitude in WGS 84 already.
    Wgs84,
    /// A projection or a datum or both.
    Other { from: Box<Proj>, to: Box<Proj> },
}

/// Why a reference system cannot be used, or a coordinate not be turned.
#[derive(Debug, thiserror::Error)]
pub enum CrsError {
    /// No system is known by this name or code.
    #[error("reference system {given:?} is not known; give an EPSG code such as EPSG:2154")]
    Unknown {
        /// The name as given.
        given: String,
    },
    /// The text of a `.prj` file or the like is not a reference system.
    #[error(
        "the text of the reference system cannot be read; give its EPSG code, such as EPSG:2154"
    )]
    Unreadable {
        /// What its parser says.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// The system is known, but its projection is not.
    #[error(
        "reference system {name} uses a projection that is not supported; convert the file to EPSG:4326 first"
    )]
    Unsupported {
        /// The system.
        name: String,
        /// What is not supported.
        #[source]
        source: proj4rs::errors::Error,
    },
    /// A coordinate is not a number.
    #[error("coordinate {x}, {y} is not a finite number; correct it in the file")]
    NotFinite {
        /// First ordinate.
        x: f64,
        /// Second ordinate.
        y: f64,
    },
    /// A coordinate is no place in this system.
    #[error(
        "coordinate {x}, {y} is no place in {name}; check that the file really uses this reference system"
    )]
    Outside {
        /// The system.
        name: String,
        /// First ordinate.
        x: f64,
        /// Second ordinate.
        y: f64,
    },
}

impl Crs {
    /// Longitude and latitude in WGS 84, in this order: the system of GeoJSON.
    #[must_use]
    pub fn wgs84() -> Self {
        Self {
            name: "EPSG:4326".to_owned(),
            system: System::Wgs84,
        }
    }

    /// The system of a code in the EPSG register.
    ///
    /// # Errors
    /// [`CrsError::Unknown`] for a code that is not in the register, [`CrsError::Unsupported`]
    /// for a projection that cannot be computed.
    ///
    /// ```
    /// use jalon::spatial::Crs;
    /// let lambert_93 = Crs::from_epsg(2154).unwrap();
    /// let mut origin = [geo_types::Coord { x: 700_000.0, y: 6_600_000.0 }];
    /// lambert_93.to_lon_lat(origin.iter_mut()).unwrap();
    /// assert!((origin[0].x - 3.0).abs() < 1e-9 && (origin[0].y - 46.5).abs() < 1e-9);
    /// ```
    pub fn from_epsg(code: u32) -> Result<Self, CrsError> {
        if code == 4326 {
            return Ok(Self::wgs84());
        }
        let definition = u16::try_from(code)
            .ok()
            .and_then(crs_definitions::from_code)
            .ok_or_else(|| CrsError::Unknown {
                given: format!("EPSG:{code}"),
            })?;
        Self::from_definition(format!("EPSG:{code}"), definition.proj4)
    }

    /// The system of a text as in a `.prj` file: WKT of ESRI or OGC, first or second version.
    ///
    /// # Errors
    /// [`CrsError::Unreadable`] for any other text.
    pub fn from_wkt(text: &str) -> Result<Self, CrsError> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.len() > LONGEST_WKT || depth(text) > DEEPEST_WKT {
            return Err(CrsError::Unreadable { source: None });
        }
        if let Some(known) = authority_code(text).and_then(|code| Self::from_epsg(code).ok()) {
            return Ok(known);
        }
        let definition =
            proj4wkt::wkt_to_projstring(text).map_err(|source| CrsError::Unreadable {
                source: Some(Box::new(source)),
            })?;
        Self::from_definition(title(text).to_owned(), &definition)
    }

    /// The system of a name as people and files write it: `EPSG:2154`, `2154`, `CRS84`,
    /// `urn:ogc:def:crs:EPSG::2154`, `http://www.opengis.net/def/crs/EPSG/0/2154` …
    ///
    /// # Errors
    /// [`CrsError::Unknown`] when there is no such system.
    ///
    /// ```
    /// use jalon::spatial::Crs;
    /// assert_eq!(Crs::from_name("urn:ogc:def:crs:EPSG::2154").unwrap().name(), "EPSG:2154");
    /// assert_eq!(Crs::from_name("urn:ogc:def:crs:OGC:1.3:CRS84").unwrap().name(), "EPSG:4326");
    /// ```
    pub fn from_name(name: &str) -> Result<Self, CrsError> {
        let words: Vec<&str> = name.trim().split([':', '/', '#']).collect();
        let last = words.last().copied().unwrap_or_default();
        if last.eq_ignore_ascii_case("CRS84") {
            return Ok(Self::wgs84());
        }
        let of_epsg = |word: &&str| word.to_ascii_lowercase().starts_with("epsg");
        let code = last.parse().ok();
        code.filter(|_| words.len() == 1 || words.iter().any(of_epsg))
            .ok_or_else(|| CrsError::Unknown {
                given: name.to_owned(),
            })
            .and_then(Self::from_epsg)
    }

    /// What the system is called: `EPSG:2154`, or its title where it has no code.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether coordinates are degrees, not metres on a map.
    #[must_use]
    pub fn is_geographic(&self) -> bool {
        match &self.system {
            System::Wgs84 => true,
            System::Other { from, .. } => from.is_latlong(),
        }
    }

    /// Turns coordinates into longitude and latitude in place; those of WGS 84 stay as they are.
    ///
    /// # Errors
    /// The first coordinate that is not finite or no place in this system; those before it
    /// have been turned.
    pub fn to_lon_lat<'a>(
        &self,
        coords: impl Iterator<Item = &'a mut Coord<f64>>,
    ) -> Result<(), CrsError> {
        for coord in coords {
            *coord = self.place(*coord)?;
        }
        Ok(())
    }

    /// Turns longitudes and latitudes into this system's coordinates in place: the way back of
    /// [`to_lon_lat`](Self::to_lon_lat).
    ///
    /// # Errors
    /// The first place that is not finite or not in this system; those before it have been turned.
    ///
    /// ```
    /// use jalon::spatial::Crs;
    /// let mut place = [geo_types::Coord { x: 3.0, y: 46.5 }];
    /// Crs::from_epsg(2154).unwrap().from_lon_lat(place.iter_mut()).unwrap();
    /// assert!((place[0].x - 700_000.0).abs() < 1e-6 && (place[0].y - 6_600_000.0).abs() < 1e-6);
    /// ```
    #[allow(
        clippy::wrong_self_convention,
        reason = "the pair of `to_lon_lat`: from places to coordinates"
    )]
    pub fn from_lon_lat<'a>(
        &self,
        places: impl Iterator<Item = &'a mut Coord<f64>>,
    ) -> Result<(), CrsError> {
        for place in places {
            *place = self.coordinate(*place)?;
        }
        Ok(())
    }

    pub(super) fn from_definition(name: String, definition: &str) -> Result<Self, CrsError> {
        let read = |text| Proj::from_proj_string(text).map(Box::new);
        match (read(definition), read(WGS84)) {
            (Ok(from), Ok(to)) => Ok(Self {
                name,
                system: System::Other { from, to },
            }),
            (Err(source), _) | (_, Err(source)) => Err(CrsError::Unsupported { name, source }),
        }
    }

    /// The place of one coordinate.
    fn place(&self, coord: Coord<f64>) -> Result<Coord<f64>, CrsError> {
        let Coord { x, y } = coord;
        if !(x.is_finite() && y.is_finite()) {
            return Err(CrsError::NotFinite { x, y });
        }
        let System::Other { from, to } = &self.system else {
            return Ok(coord);
        };
        let mut place = if from.is_latlong() {
            (x.to_radians(), y.to_radians(), 0.0)
        } else {
            (x, y, 0.0)
        };
        let turned = proj4rs::transform::transform(from, to, &mut place);
        let place = Coord {
            x: place.0.to_degrees(),
            y: place.1.to_degrees(),
        };
        if turned.is_ok() && place.x.is_finite() && place.y.is_finite() {
            Ok(place)
        } else {
            let name = self.name.clone();
            Err(CrsError::Outside { name, x, y })
        }
    }

    /// The coordinate of one place.
    fn coordinate(&self, place: Coord<f64>) -> Result<Coord<f64>, CrsError> {
        let Coord { x, y } = place;
        if !(x.is_finite() && y.is_finite()) {
            return Err(CrsError::NotFinite { x, y });
        }
        let System::Other { from, to } = &self.system else {
            return Ok(place);
        };
        let mut at = (x.to_radians(), y.to_radians(), 0.0);
        let turned = proj4rs::transform::transform(to, from, &mut at);
        let (x_at, y_at) = if from.is_latlong() {
            (at.0.to_degrees(), at.1.to_degrees())
        } else {
            (at.0, at.1)
        };
        if turned.is_ok() && x_at.is_finite() && y_at.is_finite() {
            Ok(Coord { x: x_at, y: y_at })
        } else {
            let name = self.name.clone();
            Err(CrsError::Outside { name, x, y })
        }
    }
}

impl PartialEq for Crs {
    /// Systems of the same name are the same.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl fmt::Debug for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Crs").field(&self.name).finish()
    }
}

/// The deepest nesting of brackets.
fn depth(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for letter in text.chars() {
        match letter {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The EPSG code of the whole system, written last in it: `…,AUTHORITY["EPSG","2154"]]`.
fn authority_code(text: &str) -> Option<u32> {
    let inside = text.strip_suffix(']')?.trim_end().strip_suffix(']')?;
    let last = inside.rsplit_once('[')?;
    let keyword = last.0.trim_end();
    let (authority, code) = last.1.split_once(',')?;
    let names_a_code = keyword.ends_with("AUTHORITY") || keyword.ends_with("ID");
    let of_epsg = authority
        .trim()
        .trim_matches('"')
        .eq_ignore_ascii_case("EPSG");
    let code = code.trim().trim_matches('"').parse().ok()?;
    (names_a_code && of_epsg).then_some(code)
}

/// The first quoted text: what the system is called.
fn title(text: &str) -> &str {
    text.split('"').nth(1).unwrap_or("without a name")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lambert-93 as ESRI writes it, without a code.
    const ESRI_LAMBERT_93: &str = r#"PROJCS["RGF93_Lambert_93",GEOGCS["GCS_RGF93",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["standard_parallel_1",49],PARAMETER["standard_parallel_2",44],PARAMETER["latitude_of_origin",46.5],PARAMETER["central_meridian",3],PARAMETER["false_easting",700000],PARAMETER["false_northing",6600000],UNIT["Meter",1]]"#;
    /// Web Mercator as ESRI writes it: on a sphere.
    const ESRI_WEB_MERCATOR: &str = r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]"#;

    /// About a millimetre.
    const TOLERANCE_DEG: f64 = 1e-8;

    fn turned(crs: &Crs, x: f64, y: f64) -> Coord<f64> {
        let mut place = [Coord { x, y }];
        crs.to_lon_lat(place.iter_mut()).unwrap();
        place[0]
    }

    fn assert_place(crs: &Crs, from: (f64, f64), lon_lat: (f64, f64)) {
        let place = turned(crs, from.0, from.1);
        assert!(
            (place.x - lon_lat.0).abs() < TOLERANCE_DEG
                && (place.y - lon_lat.1).abs() < TOLERANCE_DEG,
            "{crs:?}: {place:?} is not {lon_lat:?}"
        );
    }

    // For 5345 the figure is PROJ's in the system's own datum, POSGAR 2007: its register
    // moves that datum 0.6 m against WGS 84, our definitions take the two for one.
    #[test]
    fn projected_coordinates_land_where_proj_9_5_1_puts_them() {
        let expected = [
            (
                2154,
                (574_000.0, 6_279_000.0),
                (1.439_927_623_540, 43.598_852_368_735),
            ),
            (
                3857,
                (160_000.0, 5_400_000.0),
                (1.437_304_454_591, 43.575_609_822_146),
            ),
            (
                5345,
                (3_580_000.0, 7_035_000.0),
                (-65.195_349_542_153, -26.811_213_257_336),
            ),
            (
                32643,
                (270_000.0, 2_110_000.0),
                (72.814_229_523_375, 19.069_939_559_690),
            ),
            (
                3035,
                (3_600_000.0, 2_300_000.0),
                (1.096_283_104_831, 43.422_959_713_684),
            ),
            (
                3944,
                (1_570_000.0, 3_270_000.0),
                (1.361_917_258_479, 44.618_382_036_565),
            ),
            (
                2972,
                (350_000.0, 545_000.0),
                (-52.352_858_114_676, 4.929_287_136_508),
            ),
        ];

        for (code, from, lon_lat) in expected {
            assert_place(&Crs::from_epsg(code).unwrap(), from, lon_lat);
        }
    }

    #[test]
    fn a_prj_file_without_a_code_is_understood() {
        let lambert = Crs::from_wkt(ESRI_LAMBERT_93).unwrap();
        let mercator = Crs::from_wkt(ESRI_WEB_MERCATOR).unwrap();

        assert_eq!(lambert.name(), "RGF93_Lambert_93");
        assert_place(
            &lambert,
            (574_000.0, 6_279_000.0),
            (1.439_927_623_540, 43.598_852_368_735),
        );
        assert_place(
            &mercator,
            (160_000.0, 5_400_000.0),
            (1.437_304_454_591, 43.575_609_822_146),
        );
    }

    #[test]
    fn a_text_that_ends_with_a_code_is_that_code() {
        let with_code = ESRI_LAMBERT_93.replace(
            r#"UNIT["Meter",1]]"#,
            r#"UNIT["Meter",1],AUTHORITY["EPSG","2154"]]"#,
        );
        let second_version = r#"GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563]],CS[ellipsoidal,2],ID["EPSG",4326]]"#;

        assert_eq!(Crs::from_wkt(&with_code).unwrap().name(), "EPSG:2154");
        assert_eq!(Crs::from_wkt(second_version).unwrap(), Crs::wgs84());
    }

    #[test]
    fn the_code_of_a_unit_is_not_the_code_of_the_system() {
        let coded_unit =
            ESRI_LAMBERT_93.replace(r#"["Meter",1]"#, r#"["Meter",1,AUTHORITY["EPSG","9001"]]"#);

        assert_eq!(
            Crs::from_wkt(&coded_unit).unwrap().name(),
            "RGF93_Lambert_93"
        );
    }

    #[test]
    fn names_in_every_spelling_are_understood() {
        for name in [
            "2154",
            "EPSG:2154",
            " epsg:2154 ",
            "urn:ogc:def:crs:EPSG::2154",
            "urn:ogc:def:crs:EPSG:9.9:2154",
            "http://www.opengis.net/def/crs/EPSG/0/2154",
            "http://www.opengis.net/gml/srs/epsg.xml#2154",
        ] {
            assert_eq!(Crs::from_name(name).unwrap().name(), "EPSG:2154", "{name}");
        }
        for name in [
            "OGC:CRS84",
            "EPSG:4326",
            "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        ] {
            assert_eq!(Crs::from_name(name).unwrap(), Crs::wgs84(), "{name}");
        }
        for name in [
            "",
            "Lambert",
            "EPSG:",
            "EPSG:99999999",
            "ESRI:2154",
            "EPSG:1",
        ] {
            assert!(Crs::from_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn degrees_of_wgs84_are_left_exactly_as_they_are() {
        let odd = Coord {
            x: 0.1 + 0.2,
            y: -89.999_999_999_999_99,
        };

        assert_eq!(turned(&Crs::wgs84(), odd.x, odd.y), odd);
        assert!(Crs::wgs84().is_geographic());
        assert!(Crs::from_epsg(4171).unwrap().is_geographic());
        assert!(!Crs::from_epsg(2154).unwrap().is_geographic());
    }

    #[test]
    fn a_coordinate_that_is_no_number_is_refused() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            for crs in [Crs::wgs84(), Crs::from_epsg(2154).unwrap()] {
                let mut coords = [Coord { x: bad, y: 0.0 }];
                assert!(crs.to_lon_lat(coords.iter_mut()).is_err());
            }
        }
    }

    #[test]
    fn a_text_nested_without_end_is_refused() {
        assert!(Crs::from_wkt(&"PROJCS[".repeat(100_000)).is_err());
        assert!(Crs::from_wkt(&"A[".repeat(5_000)).is_err());
    }

    proptest! {
        #[test]
        fn a_spoilt_text_never_panics(cut in 0..ESRI_LAMBERT_93.len(), put in ".{0,3}", skip in 0..20_usize) {
            let end = (cut + skip).min(ESRI_LAMBERT_93.len());
            let spoilt = format!("{}{put}{}", &ESRI_LAMBERT_93[..cut], &ESRI_LAMBERT_93[end..]);
            drop(Crs::from_wkt(&spoilt));
        }

        #[test]
        fn a_finite_coordinate_is_turned_or_refused_but_never_left_infinite(
            x in prop::num::f64::NORMAL, y in prop::num::f64::NORMAL, code in prop::sample::select(vec![2154_u32, 3857, 5345, 32643, 3035, 27572]),
        ) {
            let mut coords = [Coord { x, y }];
            let crs = Crs::from_epsg(code).unwrap();
            if crs.to_lon_lat(coords.iter_mut()).is_ok() {
                prop_assert!(coords[0].x.is_finite() && coords[0].y.is_finite());
            }
        }
    }
}
