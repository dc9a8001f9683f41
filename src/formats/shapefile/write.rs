//! A layer as an ESRI Shapefile, its parts packed in a zip with a page that tells its limits.
//!
//! A table of the format holds names of ten letters and texts of 254 bytes; the page says which
//! short name is which column, and what was cut.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use dbase::{FieldName, FieldValue, Record, TableWriter, TableWriterBuilder, encoding::Unicode};
use geo_types::Coord;
use shapefile::{
    Multipoint, Point, Polygon, PolygonRing, Polyline, ShapeWriter, record::EsriShape,
};
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    formats::export::{ExportError, ExportFormat, ExportRow, ExportShape, FileWriter, Sheet},
    spatial::{Holds, SourceGeometry, Value},
};

/// Longest name of a column.
const LONGEST_NAME: usize = 10;
/// Longest text, in bytes.
const LONGEST_TEXT: usize = 254;
/// Longest `.shp` and `.dbf`: lengths are counted in 31 bits.
const LONGEST_FILE: u64 = (1 << 31) - 1;
/// Bytes before the first shape of a file.
const HEADER: u64 = 100;

type Target = BufWriter<File>;

/// A shapefile that is being written, in a folder of its own until it is packed.
pub(in crate::formats) struct Writer {
    shapes: ShapeWriter<Target>,
    table: TableWriter<Target>,
    names: Vec<String>,
    sheet: Sheet,
    folder: TempDir,
    path: PathBuf,
    /// Bytes of shapes and of a row, and rows.
    bytes: u64,
    row_bytes: u64,
    rows: u64,
    /// Texts that were too long.
    cut: u64,
}

impl Writer {
    /// Begins the file.
    pub(in crate::formats) fn create(path: &Path, sheet: &Sheet) -> Result<Self, ExportError> {
        let beside = path.parent().filter(|p| !p.as_os_str().is_empty());
        let folder = TempDir::new_in(beside.unwrap_or(Path::new(".")))?;
        let part = |ending: &str| folder.path().join(format!("{}.{ending}", sheet.name));
        let names = short_names(sheet);
        let mut builder = TableWriterBuilder::with_encoding(Unicode);
        for (name, column) in names.iter().zip(&sheet.columns) {
            let name = FieldName::try_from(&name[..]).map_err(failed)?;
            builder = match column.holds {
                Holds::Text | Holds::Moment => {
                    builder.add_character_field(name, u8::try_from(LONGEST_TEXT).unwrap_or(254))
                }
                Holds::Day => builder.add_date_field(name),
                Holds::Integer => builder.add_numeric_field(name, 18, 0),
                Holds::Number => builder.add_numeric_field(name, 24, 10),
                Holds::Bool => builder.add_logical_field(name),
            };
        }
        let table = builder.build_with_file_dest(part("dbf")).map_err(failed)?;
        let shapes = ShapeWriter::from_path(part("shp")).map_err(failed)?;
        Ok(Self {
            shapes,
            table,
            row_bytes: 1 + sheet.columns.iter().map(|c| width(c.holds)).sum::<u64>(),
            names,
            sheet: sheet.clone(),
            path: path.to_owned(),
            folder,
            bytes: HEADER,
            rows: 0,
            cut: 0,
        })
    }

    fn has_room(&mut self, drawing: &SourceGeometry) -> bool {
        let points = drawing.coords().count() as u64;
        // A record's head, box and counts, and at most a part for each of its points.
        self.bytes += 52 + 20 * points;
        self.rows += 1;
        self.bytes <= LONGEST_FILE && self.rows * self.row_bytes <= LONGEST_FILE
    }

    fn record(&mut self, row: &ExportRow) -> Record {
        let mut record = Record::default();
        let cells = self.names.iter().zip(&self.sheet.columns).zip(&row.values);
        for ((name, column), value) in cells {
            let long = matches!(value, Value::Text(text) if text.len() > LONGEST_TEXT);
            self.cut += u64::from(long);
            record.insert(name.clone(), field(column.holds, value));
        }
        record
    }

    /// What the format could not hold, and what the short names stand for.
    fn page(&self) -> String {
        let columns = self.names.iter().zip(&self.sheet.columns);
        let columns: Vec<String> = columns
            .map(|(name, column)| format!("{name} = {}: {}", column.name, column.meaning))
            .collect();
        format!(
            "{}\n\n{}\n\n{}\n\nNames have at most {LONGEST_NAME} letters here, texts \
             {LONGEST_TEXT} bytes, numbers 10 decimals; texts cut short: {}\n",
            self.sheet.title,
            self.sheet.description(),
            columns.join("\n"),
            self.cut
        )
    }

    fn pack(&self) -> Result<(), ExportError> {
        let mut packed = ZipWriter::new(BufWriter::new(File::create(&self.path)?));
        let options = SimpleFileOptions::default().large_file(true);
        let begin = |packed: &mut ZipWriter<Target>, ending: &str| {
            let name = format!("{}.{ending}", self.sheet.name);
            packed.start_file(&name[..], options).map_err(failed)?;
            Ok::<_, ExportError>(self.folder.path().join(name))
        };
        for ending in ["shp", "shx", "dbf"] {
            let part = begin(&mut packed, ending)?;
            io::copy(&mut File::open(part)?, &mut packed)?;
        }
        for (ending, text) in [
            ("prj", self.sheet.system.wkt.to_owned()),
            ("cpg", "UTF-8".to_owned()),
            ("txt", self.page()),
            ("qml", self.sheet.qml.clone().unwrap_or_default()),
        ] {
            if text.is_empty() {
                continue;
            }
            begin(&mut packed, ending)?;
            packed.write_all(text.as_bytes())?;
        }
        Ok(packed.finish().map_err(failed)?.flush()?)
    }
}

impl FileWriter for Writer {
    fn add(&mut self, row: &ExportRow) -> Result<(), ExportError> {
        let drawing = row.drawing.as_ref().ok_or(ExportError::NoPlace {
            format: ExportFormat::Shapefile,
        })?;
        if !self.has_room(drawing) {
            return Err(ExportError::NoRoom {
                format: ExportFormat::Shapefile,
                most: "2 GB of shapes and 2 GB of columns",
            });
        }
        match (drawing, self.sheet.shape) {
            (SourceGeometry::Points(points), ExportShape::Point) => {
                let first = points.first().copied().unwrap_or_default();
                write(&mut self.shapes, &at(first))?;
            }
            (SourceGeometry::Points(points), _) => {
                let points = points.iter().copied().map(at).collect();
                write(&mut self.shapes, &Multipoint::new(points))?;
            }
            (SourceGeometry::Lines(lines), _) => {
                let lines = lines.iter().map(|line| list(line)).collect();
                write(&mut self.shapes, &Polyline::with_parts(lines))?;
            }
            (SourceGeometry::Polygons(polygons), _) => {
                let rings = polygons.iter().flat_map(|rings| rings_of(rings)).collect();
                write(&mut self.shapes, &Polygon::with_rings(rings))?;
            }
        }
        let record = self.record(row);
        self.table.write_record(&record).map_err(failed)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.shapes.finalize().map_err(failed)?;
        self.table.finalize().map_err(failed)?;
        self.pack()
    }
}

fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> ExportError {
    ExportError::failed(ExportFormat::Shapefile, error)
}

fn write(shapes: &mut ShapeWriter<Target>, shape: &impl EsriShape) -> Result<(), ExportError> {
    shapes.write_shape(shape).map_err(failed)
}

fn at(place: Coord<f64>) -> Point {
    Point::new(place.x, place.y)
}

fn list(line: &[Coord<f64>]) -> Vec<Point> {
    line.iter().copied().map(at).collect()
}

/// The first ring is the shell; the writer turns each the way the format wants.
fn rings_of(rings: &[Vec<Coord<f64>>]) -> impl Iterator<Item = PolygonRing<Point>> {
    rings.iter().enumerate().map(|(place, ring)| match place {
        0 => PolygonRing::Outer(list(ring)),
        _ => PolygonRing::Inner(list(ring)),
    })
}

fn width(holds: Holds) -> u64 {
    match holds {
        Holds::Text | Holds::Moment => LONGEST_TEXT as u64,
        Holds::Day => 8,
        Holds::Integer => 18,
        Holds::Number => 24,
        Holds::Bool => 1,
    }
}

/// Names of at most ten letters, each another.
fn short_names(sheet: &Sheet) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for column in &sheet.columns {
        let short: String = column.name.chars().take(LONGEST_NAME).collect();
        let stem: String = short.chars().take(LONGEST_NAME - 2).collect();
        let others = (1..100).map(|number| format!("{stem}{number}"));
        let free = [short]
            .into_iter()
            .chain(others)
            .find(|name| !names.contains(name));
        names.extend(free);
    }
    names
}

fn field(holds: Holds, value: &Value) -> FieldValue {
    match holds {
        Holds::Text | Holds::Moment => FieldValue::Character(value.as_text().map(cut)),
        Holds::Day => FieldValue::Date(value.as_text().and_then(|day| date(&day))),
        Holds::Integer | Holds::Number => FieldValue::Numeric(value.as_number()),
        Holds::Bool => FieldValue::Logical(match value {
            Value::Bool(yes) => Some(*yes),
            _ => None,
        }),
    }
}

/// The text up to the last letter that fits whole.
fn cut(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(LONGEST_TEXT));
    text
}

fn date(day: &str) -> Option<dbase::Date> {
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    dbase::Date::new(day, month, year).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{ExportColumn, System};

    fn sheet(names: &[&str]) -> Sheet {
        Sheet {
            name: "a".into(),
            title: "A".into(),
            about: Vec::new(),
            written_at: String::new(),
            columns: names
                .iter()
                .map(|name| ExportColumn {
                    name: (*name).into(),
                    holds: Holds::Text,
                    meaning: String::new(),
                })
                .collect(),
            shape: ExportShape::Point,
            qml: None,
            system: System::lon_lat(),
        }
    }

    #[test]
    fn names_cut_to_ten_letters_stay_apart() {
        let sheet = sheet(&["overridden_class", "overridden_at", "code"]);

        assert_eq!(short_names(&sheet), ["overridden", "overridd1", "code"]);
    }

    #[test]
    fn a_text_is_cut_between_letters() {
        let cut = cut("é".repeat(200));

        assert_eq!(cut.len(), 254);
        assert!(cut.chars().all(|letter| letter == 'é'));
    }
}
