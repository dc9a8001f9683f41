//! The formats that are written, and what they are called.

use std::fmt;

/// A format of a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// GeoJSON (RFC 7946).
    GeoJson,
    /// A GeoJSON feature on each line.
    GeoJsonLines,
    /// A GeoJSON text sequence (RFC 8142).
    GeoJsonSequence,
    /// GeoPackage 1.3, with an index.
    GeoPackage,
    /// FlatGeobuf 3, with an index.
    FlatGeobuf,
    /// Comma-separated values with a column of well-known text.
    Csv,
    /// ESRI Shapefile, packed with its parts.
    Shapefile,
    /// KML 2.2.
    Kml,
    /// A workbook with the place of each feature as a point.
    Xlsx,
}

impl ExportFormat {
    /// Every format, those that keep everything first.
    pub const ALL: [Self; 9] = [
        Self::GeoJson,
        Self::GeoJsonLines,
        Self::GeoJsonSequence,
        Self::GeoPackage,
        Self::FlatGeobuf,
        Self::Csv,
        Self::Shapefile,
        Self::Kml,
        Self::Xlsx,
    ];

    /// The format of an ending: `gpkg`, `zip` for a packed Shapefile …
    ///
    /// ```
    /// use jalon::formats::ExportFormat;
    /// assert_eq!(ExportFormat::from_ending("gpkg"), Some(ExportFormat::GeoPackage));
    /// assert_eq!(ExportFormat::from_ending("pdf"), None);
    /// ```
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.ending() == ending)
    }

    /// Why no file of this ending is written, where people may well expect one.
    ///
    /// ```
    /// use jalon::formats::ExportFormat;
    /// assert!(ExportFormat::why_not("parquet").unwrap().contains("fgb"));
    /// assert_eq!(ExportFormat::why_not("pdf"), None);
    /// ```
    #[must_use]
    pub fn why_not(ending: &str) -> Option<&'static str> {
        let is_parquet = matches!(ending, "parquet" | "geoparquet" | "pq");
        is_parquet.then_some(
            "GeoParquet is not written: no other program here could check such a file; ask for fgb or \
             gpkg, which GDAL turns into GeoParquet with ogr2ogr",
        )
    }

    /// What a file's name ends with, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::GeoJsonLines => "geojsonl",
            Self::GeoJsonSequence => "geojsons",
            Self::GeoPackage => "gpkg",
            Self::FlatGeobuf => "fgb",
            Self::Csv => "csv",
            Self::Shapefile => "zip",
            Self::Kml => "kml",
            Self::Xlsx => "xlsx",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::GeoJson => "application/geo+json",
            Self::GeoJsonLines => "application/x-ndjson",
            Self::GeoJsonSequence => "application/geo+json-seq",
            Self::GeoPackage => "application/geopackage+sqlite3",
            Self::FlatGeobuf => "application/vnd.flatgeobuf",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Shapefile => "application/zip",
            Self::Kml => "application/vnd.google-earth.kml+xml",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// Whether it can be written in pieces, without a file.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::GeoJson | Self::GeoJsonLines | Self::GeoJsonSequence | Self::Csv | Self::Kml
        )
    }

    /// Whether it knows no other coordinates than longitude and latitude.
    #[must_use]
    pub fn is_lon_lat_only(self) -> bool {
        matches!(
            self,
            Self::GeoJsonLines | Self::GeoJsonSequence | Self::Kml | Self::Xlsx
        )
    }
}

impl fmt::Display for ExportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::GeoJson => "GeoJSON",
            Self::GeoJsonLines => "GeoJSON by lines",
            Self::GeoJsonSequence => "GeoJSON text sequence",
            Self::GeoPackage => "GeoPackage",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::Csv => "CSV",
            Self::Shapefile => "Shapefile",
            Self::Kml => "KML",
            Self::Xlsx => "XLSX",
        })
    }
}
