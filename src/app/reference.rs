//! Reference systems by their address, each with its own order of axes.

use geo_types::Coord;

use super::question::WrongParameter;
use crate::spatial::{Crs, CrsError, SourceGeometry};

/// Longitude before latitude: what is meant unless another one is named.
pub const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// A reference system that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its name in answers and requests.
    pub uri: &'static str,
    epsg: u32,
    /// Whether the register has the second of our ordinates first: latitude before longitude.
    is_turned: bool,
    /// Decimals that are worth writing: a centimetre.
    decimals: usize,
}

/// Every reference system, the one that is meant by default first.
pub const ALL: [Reference; 4] = [
    Reference {
        uri: CRS84,
        epsg: 4326,
        is_turned: false,
        decimals: 7,
    },
    Reference {
        uri: "http://www.opengis.net/def/crs/EPSG/0/4326",
        epsg: 4326,
        is_turned: true,
        decimals: 7,
    },
    Reference {
        uri: "http://www.opengis.net/def/crs/EPSG/0/3857",
        epsg: 3857,
        is_turned: false,
        decimals: 2,
    },
    Reference {
        uri: "http://www.opengis.net/def/crs/EPSG/0/2154",
        epsg: 2154,
        is_turned: false,
        decimals: 2,
    },
];

impl Reference {
    /// The system of a parameter; the default one where it is not given.
    ///
    /// # Errors
    /// When it is none of [`ALL`].
    pub fn of(parameter: &str, uri: Option<&str>) -> Result<Self, WrongParameter> {
        let Some(uri) = uri else {
            return Ok(ALL[0]);
        };
        let found = ALL.into_iter().find(|reference| reference.uri == uri);
        let listed = ALL.map(|reference| reference.uri).join(", ");
        found.ok_or_else(|| WrongParameter::new(parameter, format!("one of {listed}")))
    }

    /// The system of a file, by its address or as people write it: `2154`, `EPSG:2154`, `CRS84`.
    /// In files longitude comes before latitude, whatever the register says.
    ///
    /// ```
    /// use jalon::app::reference::Reference;
    /// assert_eq!(Reference::of_file("crs", Some("EPSG:2154"))?.epsg(), 2154);
    /// assert_eq!(Reference::of_file("crs", None)?.epsg(), 4326);
    /// assert!(Reference::of_file("crs", Some("27572")).is_err());
    /// # Ok::<(), jalon::app::question::WrongParameter>(())
    /// ```
    ///
    /// # Errors
    /// When it is none of [`ALL`].
    pub fn of_file(parameter: &str, name: Option<&str>) -> Result<Self, WrongParameter> {
        let Some(name) = name else {
            return Ok(ALL[0]);
        };
        let code = name.rsplit(['/', ':']).next().unwrap_or_default();
        let known = |reference: &Self| match code {
            "CRS84" => reference.is_default(),
            _ => !reference.is_turned && reference.epsg.to_string() == code,
        };
        ALL.into_iter().find(known).ok_or_else(|| {
            WrongParameter::new(parameter, "one of 4326, 3857, 2154, or its address")
        })
    }

    /// Its number in the EPSG register.
    #[must_use]
    pub fn epsg(self) -> u32 {
        self.epsg
    }

    /// Whether coordinates are degrees.
    #[must_use]
    pub fn is_geographic(self) -> bool {
        self.epsg == 4326
    }

    /// Whether coordinates are written as they are kept.
    #[must_use]
    pub fn is_default(self) -> bool {
        self.uri == CRS84
    }

    /// Decimals that are worth writing.
    #[must_use]
    pub fn decimals(self) -> usize {
        self.decimals
    }

    /// Turns coordinates of this system into longitude and latitude.
    ///
    /// # Errors
    /// When one of them is no place in it.
    pub fn to_lon_lat(self, drawing: &mut SourceGeometry) -> Result<(), CrsError> {
        if self.is_turned {
            drawing.coords_mut().for_each(turn);
        }
        Crs::from_epsg(self.epsg)?.to_lon_lat(drawing.coords_mut())
    }

    /// Turns longitudes and latitudes into coordinates of this system.
    ///
    /// # Errors
    /// When one of them is no place in it.
    pub fn project(self, drawing: &mut SourceGeometry) -> Result<(), CrsError> {
        Crs::from_epsg(self.epsg)?.from_lon_lat(drawing.coords_mut())?;
        if self.is_turned {
            drawing.coords_mut().for_each(turn);
        }
        Ok(())
    }
}

fn turn(coord: &mut Coord<f64>) {
    std::mem::swap(&mut coord.x, &mut coord.y);
}
