//! Texts: what stands before the features, each of them, and what stands after.

use super::{ExportFormat, ExportRow, Sheet};
use crate::formats::{csv, geojson, kml};

/// A text that is written in pieces.
///
/// ```
/// use jalon::{
///     formats::{ExportFormat, ExportRow, ExportShape, Sheet, System, TextExport},
///     spatial::{SourceGeometry, Value},
/// };
/// let sheet = Sheet {
///     name: "hydrant".into(),
///     title: "Hydrants".into(),
///     about: Vec::new(),
///     written_at: "2026-03-09T00:00:00Z".into(),
///     columns: Vec::new(),
///     shape: ExportShape::Point,
///     qml: None,
///     system: System::lon_lat(),
/// };
/// let row = ExportRow {
///     id: Value::Integer(7),
///     number: 7,
///     drawing: Some(SourceGeometry::Points(vec![(1.44, 43.6).into()])),
///     anchor: None,
///     values: Vec::new(),
/// };
/// let export = TextExport::new(ExportFormat::GeoJsonLines, sheet).unwrap();
/// let mut text = export.begun();
/// export.add(&mut text, 0, &row);
/// text.push_str(&export.ended());
/// assert_eq!(
///     text,
///     "{\"type\":\"Feature\",\"id\":7,\"geometry\":{\"type\":\"Point\",\"coordinates\":[1.44,43.6]},\"properties\":{}}\n"
/// );
/// ```
#[derive(Clone, Debug)]
pub struct TextExport {
    format: ExportFormat,
    sheet: Sheet,
}

impl TextExport {
    /// A text of this format; `None` for formats that are no texts.
    #[must_use]
    pub fn new(format: ExportFormat, sheet: Sheet) -> Option<Self> {
        format.is_text().then_some(Self { format, sheet })
    }

    /// What stands before the features.
    #[must_use]
    pub fn begun(&self) -> String {
        match self.format {
            ExportFormat::GeoJson => geojson::export::begun(&self.sheet),
            ExportFormat::Csv => csv::export::head(&self.sheet),
            ExportFormat::Kml => kml::export::begun(&self.sheet),
            _ => String::new(),
        }
    }

    /// Adds the feature that comes after so many others.
    pub fn add(&self, text: &mut String, before: usize, row: &ExportRow) {
        let sheet = &self.sheet;
        match self.format {
            ExportFormat::GeoJson => {
                text.push_str(if before == 0 { "\n" } else { ",\n" });
                geojson::export::feature(text, sheet, row);
            }
            ExportFormat::Csv => csv::export::row(text, sheet, row),
            ExportFormat::Kml => kml::export::placemark(text, sheet, row),
            _ => {
                if self.format == ExportFormat::GeoJsonSequence {
                    text.push('\u{1e}');
                }
                geojson::export::feature(text, sheet, row);
                text.push('\n');
            }
        }
    }

    /// What stands after the features.
    #[must_use]
    pub fn ended(&self) -> String {
        match self.format {
            ExportFormat::GeoJson => "\n]}\n".to_owned(),
            ExportFormat::Kml => kml::export::ended(),
            _ => String::new(),
        }
    }
}
