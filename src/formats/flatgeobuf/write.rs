//! A layer as FlatGeobuf 3 with its index, by the format's own writer.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use flatgeobuf::{
    ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType,
    geozero::{
        ColumnValue, GeomProcessor, GeozeroGeometry, PropertyProcessor,
        error::{GeozeroError, Result as Processed},
    },
};
use geo_types::Coord;

use crate::{
    formats::export::{ExportError, ExportFormat, ExportRow, ExportShape, FileWriter, Sheet},
    spatial::{Holds, SourceGeometry, Value},
};

/// A FlatGeobuf file that is being written; features wait in a temporary file of the writer's,
/// because the index stands before them.
pub(in crate::formats) struct Writer {
    features: FgbWriter<'static>,
    sheet: Sheet,
    path: PathBuf,
}

impl Writer {
    /// Begins the file.
    pub(in crate::formats) fn create(path: &Path, sheet: &Sheet) -> Result<Self, ExportError> {
        let description = sheet.description();
        let options = FgbWriterOptions {
            title: Some(&sheet.title),
            description: Some(&description),
            detect_type: false,
            promote_to_multi: false,
            crs: FgbCrs {
                org: Some("EPSG"),
                code: i32::try_from(sheet.system.epsg).unwrap_or(0),
                name: Some(sheet.system.name),
                wkt: Some(sheet.system.wkt),
                ..FgbCrs::default()
            },
            ..FgbWriterOptions::default()
        };
        let kind = kind(sheet.shape);
        let mut features =
            FgbWriter::create_with_options(&sheet.name, kind, options).map_err(failed)?;
        for column in &sheet.columns {
            let kind = match column.holds {
                Holds::Text | Holds::Day => ColumnType::String,
                Holds::Integer => ColumnType::Long,
                Holds::Number => ColumnType::Double,
                Holds::Bool => ColumnType::Bool,
                Holds::Moment => ColumnType::DateTime,
            };
            features.add_column(&column.name, kind, |builder, told| {
                told.description = Some(builder.create_string(&column.meaning));
            });
        }
        Ok(Self {
            features,
            sheet: sheet.clone(),
            path: path.to_owned(),
        })
    }
}

impl FileWriter for Writer {
    fn add(&mut self, row: &ExportRow) -> Result<(), ExportError> {
        let drawing = row.drawing.as_ref().ok_or(ExportError::NoPlace {
            format: ExportFormat::FlatGeobuf,
        })?;
        let columns = &self.sheet.columns;
        let mut told = Ok(());
        let shape = Drawn(drawing, self.sheet.shape);
        let added = self.features.add_feature_geom(shape, |feature| {
            let cells = columns.iter().zip(&row.values).enumerate();
            told = cells
                .filter_map(|(at, (column, value))| Some((at, column, cell(column.holds, value)?)))
                .try_for_each(|(at, column, cell)| {
                    feature.property(at, &column.name, &cell).map(drop)
                });
        });
        added.and(told).map_err(failed)
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        let mut file = BufWriter::new(File::create(&self.path)?);
        self.features.write(&mut file).map_err(failed)?;
        Ok(file.flush()?)
    }
}

fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> ExportError {
    ExportError::failed(ExportFormat::FlatGeobuf, error)
}

fn kind(shape: ExportShape) -> GeometryType {
    match shape {
        ExportShape::Point => GeometryType::Point,
        ExportShape::Points => GeometryType::MultiPoint,
        ExportShape::Line => GeometryType::LineString,
        // The crate leaves out the ends of a single line, which GDAL wants of every multiple one:
        // each shape tells its own kind instead.
        ExportShape::Lines => GeometryType::Unknown,
        ExportShape::Polygons => GeometryType::MultiPolygon,
    }
}

/// A value as its column says; what is null is not written.
fn cell(holds: Holds, value: &Value) -> Option<ColumnValue<'_>> {
    match value {
        Value::Null => None,
        Value::Bool(yes) => Some(ColumnValue::Bool(*yes)),
        Value::Integer(number) => Some(ColumnValue::Long(*number)),
        Value::Number(number) => Some(ColumnValue::Double(*number)),
        Value::Text(text) if holds == Holds::Moment => Some(ColumnValue::DateTime(text)),
        Value::Text(text) => Some(ColumnValue::String(text)),
    }
}

/// A shape as the writer walks over it.
struct Drawn<'a>(&'a SourceGeometry, ExportShape);

impl GeozeroGeometry for Drawn<'_> {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> Processed<()> {
        match (self.0, self.1) {
            (SourceGeometry::Points(points), ExportShape::Point) => {
                let one = |_| GeozeroError::Geometry("a point has one place".to_owned());
                let [at] = <[Coord<f64>; 1]>::try_from(&points[..]).map_err(one)?;
                to.point_begin(0)?;
                to.xy(at.x, at.y, 0)?;
                to.point_end(0)
            }
            (SourceGeometry::Points(points), _) => {
                to.multipoint_begin(points.len(), 0)?;
                walk(to, points)?;
                to.multipoint_end(0)
            }
            (SourceGeometry::Lines(lines), _) if lines.len() == 1 => {
                to.linestring_begin(true, lines[0].len(), 0)?;
                walk(to, &lines[0])?;
                to.linestring_end(true, 0)
            }
            (SourceGeometry::Lines(lines), _) => {
                to.multilinestring_begin(lines.len(), 0)?;
                lists(to, lines)?;
                to.multilinestring_end(0)
            }
            (SourceGeometry::Polygons(polygons), _) => {
                to.multipolygon_begin(polygons.len(), 0)?;
                for (at, rings) in polygons.iter().enumerate() {
                    to.polygon_begin(false, rings.len(), at)?;
                    lists(to, rings)?;
                    to.polygon_end(false, at)?;
                }
                to.multipolygon_end(0)
            }
        }
    }
}

fn lists<P: GeomProcessor>(to: &mut P, lists: &[Vec<Coord<f64>>]) -> Processed<()> {
    for (at, list) in lists.iter().enumerate() {
        to.linestring_begin(false, list.len(), at)?;
        walk(to, list)?;
        to.linestring_end(false, at)?;
    }
    Ok(())
}

fn walk<P: GeomProcessor>(to: &mut P, points: &[Coord<f64>]) -> Processed<()> {
    points
        .iter()
        .enumerate()
        .try_for_each(|(at, point)| to.xy(point.x, point.y, at))
}
