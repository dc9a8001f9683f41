//! GeoJSON, read in two walks: one by brackets for the outline, one feature by feature.
//!
//! The first walk finds the list of features, their number and a `crs` member wherever it
//! stands, and sees a truncated file before a record is passed on. No feature is held longer
//! than it is read.

pub(super) mod export;
mod lines;
mod list;
mod outline;
mod record;
mod scan;
mod write;

use self::{
    lines::Lines,
    list::List,
    outline::{Extent, Outline},
};
use super::{DeclaredCrs, Error, Format, Progress, Source, source::Found};

pub use record::geojson_shape;
pub use write::{geojson_drawing, geojson_geometry, geojson_properties, geojson_text};

/// Bytes read from the disk at once.
const BLOCK: usize = 1 << 18;

/// Opens GeoJSON, also line-delimited.
pub(super) fn open(found: &Found) -> Result<Source, Error> {
    if found.format == Format::GeoJsonLines {
        return open_lines(found);
    }
    let outline = Outline::of(found)?;
    match outline.extent {
        Extent::Lines => open_lines(found),
        Extent::From(start) => open_list(found, outline, start),
    }
}

/// The features from where their list begins, or the one record at the start.
fn open_list(found: &Found, outline: Outline, start: u64) -> Result<Source, Error> {
    let progress = Progress::of(found.bytes);
    let list = List::new(found, &progress, start, outline.count)?;
    let mut source = Source::new(Format::GeoJson, progress, Box::new(list));
    source.total = Some(outline.count);
    source.file_layer = outline.name;
    source.crs = outline.crs;
    source.notes = outline.notes;
    Ok(source)
}

/// One text a line, or between record separators.
fn open_lines(found: &Found) -> Result<Source, Error> {
    let progress = Progress::of(found.bytes);
    let lines = Lines::new(found, &progress)?;
    let mut source = Source::new(Format::GeoJsonLines, progress, Box::new(lines));
    source.crs = DeclaredCrs::lon_lat();
    Ok(source)
}
