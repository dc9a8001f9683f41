//! Files to features and back; every reader has limits and trusts nothing.
//!
//! [`Source::open`] looks at a file's first bytes, finds its reader and hands out one
//! [`Reading`] at a time: memory does not grow with the file. A record that cannot be read is
//! [`Reading::Refused`] and reading goes on; an [`Error`] says that the file itself is broken.
//! Shapes are passed on as written, in the file's own reference system: mending and meaning
//! belong to the rooms above.

mod limits;
mod error;
mod crs;
mod source;
mod detect;
mod unpack;
mod meter;
mod text;
mod nest;
mod number;
mod wkb;
mod wkt;
mod geojson;
mod geopackage;
mod shapefile;
mod flatgeobuf;
mod csv;
mod kml;
mod geotiff;
mod xlsx;
mod sheet;
mod export;
mod bundle;
#[cfg(test)]
mod testing;

pub use self::bundle::Bundle;
pub use self::csv::{Table, UnevenTable};
pub use crs::DeclaredCrs;
pub use detect::Format;
pub use error::{Error, FeatureFault};
pub use export::{
    ExportColumn, ExportError, ExportFormat, ExportRow, ExportShape, FileExport, Sheet, System,
    TextExport,
};
pub use geojson::{
    geojson_drawing, geojson_geometry, geojson_properties, geojson_shape, geojson_text,
};
pub use geotiff::GeoTiff;
pub use limits::Limits;
pub use sheet::{
    CellContent, CellSheet, SHEET_ROWS, SheetCell, SheetFault, SheetRow, SheetValue, TitledSheet,
};
pub use source::{OpenOptions, Progress, Reading, Source};
pub use wkt::wkt_shape;
