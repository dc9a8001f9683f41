//! The reference system a file declares, in the file's own words.

/// What a file says of its reference system; what it means is found by `spatial`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclaredCrs {
    /// A code of the EPSG register.
    Epsg(u32),
    /// A name that is not of that register, for example `OGC:CRS84`.
    Name(String),
    /// A well-known text, as in a `.prj` file.
    Wkt(String),
    /// Nothing is said.
    Undeclared,
}

impl DeclaredCrs {
    /// Longitude and latitude on WGS 84: what GeoJSON and KML always mean.
    pub(super) fn lon_lat() -> Self {
        Self::Name("OGC:CRS84".to_owned())
    }

    /// Reads the ways of writing a reference system's name: `EPSG:2154`,
    /// `urn:ogc:def:crs:EPSG::2154`, `http://www.opengis.net/def/crs/EPSG/0/2154`.
    ///
    /// ```
    /// use jalon::formats::DeclaredCrs;
    /// assert_eq!(DeclaredCrs::from_name("urn:ogc:def:crs:EPSG::3857"), DeclaredCrs::Epsg(3857));
    /// assert_eq!(
    ///     DeclaredCrs::from_name("urn:ogc:def:crs:OGC:1.3:CRS84"),
    ///     DeclaredCrs::Name("OGC:CRS84".into())
    /// );
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let name = name.trim();
        let words: Vec<_> = name
            .split([':', '/', '#'])
            .filter(|word| !word.is_empty())
            .collect();
        let last = words.last().copied().unwrap_or_default();
        let of_epsg = words.iter().any(|word| word.eq_ignore_ascii_case("epsg"));
        match last.parse() {
            _ if last.is_empty() => Self::Undeclared,
            Ok(code) if of_epsg => Self::Epsg(code),
            _ if last.eq_ignore_ascii_case("crs84") => Self::lon_lat(),
            _ => Self::Name(name.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_an_epsg_code_is_the_code() {
        for name in [
            "EPSG:2154",
            "epsg:2154",
            "urn:ogc:def:crs:EPSG::2154",
            "urn:ogc:def:crs:EPSG:9.8:2154",
            "http://www.opengis.net/def/crs/EPSG/0/2154",
            "http://www.opengis.net/gml/srs/epsg.xml/EPSG#2154",
        ] {
            assert_eq!(DeclaredCrs::from_name(name), DeclaredCrs::Epsg(2154));
        }
    }

    #[test]
    fn an_unknown_name_stays_as_written_and_a_blank_one_is_nothing() {
        let ign = DeclaredCrs::from_name("IGNF:LAMB93");
        let blank = DeclaredCrs::from_name(" ");

        assert_eq!(ign, DeclaredCrs::Name("IGNF:LAMB93".into()));
        assert_eq!(blank, DeclaredCrs::Undeclared);
    }
}
