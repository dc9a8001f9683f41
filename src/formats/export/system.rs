//! The reference systems that files are written in, with what a file says of them.

/// A reference system as files describe it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct System {
    /// Number in the EPSG register.
    pub epsg: u32,
    /// What people call it.
    pub name: &'static str,
    /// Its description as ESRI and OGC wrote it first (WKT 1), which every program reads.
    pub wkt: &'static str,
    /// Decimals that are worth writing: a centimetre.
    pub decimals: usize,
}

/// Longitude and latitude, the web's Mercator, and the plane of mainland France.
const ALL: [System; 3] = [
    System {
        epsg: 4326,
        name: "WGS 84",
        wkt: r#"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]"#,
        decimals: 7,
    },
    System {
        epsg: 3857,
        name: "WGS 84 / Pseudo-Mercator",
        wkt: r#"PROJCS["WGS 84 / Pseudo-Mercator",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]],PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH],EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"],AUTHORITY["EPSG","3857"]]"#,
        decimals: 2,
    },
    System {
        epsg: 2154,
        name: "RGF93 / Lambert-93",
        wkt: r#"PROJCS["RGF93 / Lambert-93",GEOGCS["RGF93",DATUM["Reseau_Geodesique_Francais_1993",SPHEROID["GRS 1980",6378137,298.257222101],TOWGS84[0,0,0,0,0,0,0]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4171"]],PROJECTION["Lambert_Conformal_Conic_2SP"],PARAMETER["standard_parallel_1",49],PARAMETER["standard_parallel_2",44],PARAMETER["latitude_of_origin",46.5],PARAMETER["central_meridian",3],PARAMETER["false_easting",700000],PARAMETER["false_northing",6600000],UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH],AUTHORITY["EPSG","2154"]]"#,
        decimals: 2,
    },
];

impl System {
    /// The system of a number, if files are written in it.
    #[must_use]
    pub fn of(epsg: u32) -> Option<Self> {
        ALL.into_iter().find(|system| system.epsg == epsg)
    }

    /// Longitude and latitude on WGS 84.
    #[must_use]
    pub fn lon_lat() -> Self {
        ALL[0]
    }

    /// Whether coordinates are longitude and latitude.
    #[must_use]
    pub fn is_lon_lat(self) -> bool {
        self.epsg == 4326
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::Crs;

    #[test]
    fn the_description_of_each_system_is_read_as_that_system() {
        for system in ALL {
            let mut told = [geo_types::Coord { x: 1.44, y: 43.6 }];
            let mut known = told;

            let of_text = Crs::from_wkt(system.wkt).unwrap();
            of_text.from_lon_lat(told.iter_mut()).unwrap();
            let of_number = Crs::from_epsg(system.epsg).unwrap();
            of_number.from_lon_lat(known.iter_mut()).unwrap();

            let (dx, dy) = (told[0].x - known[0].x, told[0].y - known[0].y);
            assert!(
                dx.abs() < 0.001 && dy.abs() < 0.001,
                "{system:?}: {dx} {dy}"
            );
        }
    }
}
