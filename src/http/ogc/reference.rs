//! Reference systems by their address, each with its own order of axes.

use geo_types::Coord;

use crate::{
    http::error::Problem,
    spatial::{Crs, CrsError, SourceGeometry},
};

/// Longitude before latitude: what is meant unless another one is named.
pub(super) const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// A reference system that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// Its name in answers and requests.
    pub(super) uri: &'static str,
    epsg: u32,
    /// Whether the register has the second of our ordinates first: latitude before longitude.
    is_turned: bool,
    /// Decimals that are worth writing: a centimetre.
    decimals: usize,
}

/// Every reference system, the one that is meant by default first.
pub(super) const ALL: [Reference; 4] = [
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
    pub(super) fn of(parameter: &str, uri: Option<&str>) -> Result<Self, Problem> {
        let Some(uri) = uri else {
            return Ok(ALL[0]);
        };
        let found = ALL.into_iter().find(|reference| reference.uri == uri);
        let listed = ALL.map(|reference| reference.uri).join(", ");
        found.ok_or_else(|| Problem::parameter(parameter, &format!("one of {listed}")))
    }

    /// Whether coordinates are degrees.
    pub(super) fn is_geographic(self) -> bool {
        self.epsg == 4326
    }

    /// Whether coordinates are written as they are kept.
    pub(super) fn is_default(self) -> bool {
        self.uri == CRS84
    }

    /// Decimals that are worth writing.
    pub(super) fn decimals(self) -> usize {
        self.decimals
    }

    /// Turns coordinates of this system into longitude and latitude.
    pub(super) fn to_lon_lat(self, drawing: &mut SourceGeometry) -> Result<(), CrsError> {
        if self.is_turned {
            drawing.coords_mut().for_each(turn);
        }
        Crs::from_epsg(self.epsg)?.to_lon_lat(drawing.coords_mut())
    }

    /// Turns longitudes and latitudes into coordinates of this system.
    pub(super) fn project(self, drawing: &mut SourceGeometry) -> Result<(), CrsError> {
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
