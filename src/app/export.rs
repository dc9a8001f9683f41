//! A layer, or what somebody asks of it, as a file in one of the usual formats.
//!
//! What leaves has passed `publish` for its audience: the file of the public holds what the public
//! may see, and a filter is judged on that.

use std::{
    collections::BTreeSet,
    fmt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use geo_types::Coord;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{
    Atlas, AtlasLayer, Error, features,
    question::{Wanted, WrongParameter},
    reference::Reference,
    selection::{self, ItemId, Selection},
};
use crate::{
    domain::{Audience, Record, Viewer, Words},
    formats::{
        ExportColumn, ExportError, ExportFormat, ExportRow, ExportShape, FileExport, Sheet, System,
        TextExport,
    },
    looks::{self, Scene, View},
    publish,
    spatial::{Feature, Properties, Shape, SourceGeometry, Value},
};

/// What is to be written, and how.
pub struct ExportAsked {
    /// Which features, in which columns.
    pub wanted: Wanted,
    /// In which format.
    pub format: ExportFormat,
    /// In which reference system.
    pub reference: Reference,
    /// For whom.
    pub viewer: Viewer,
    /// Codes of the settlements that no file tells of.
    pub left_out: BTreeSet<String>,
}

impl ExportAsked {
    /// A question that can be answered with a file.
    ///
    /// # Errors
    /// When the format knows longitude and latitude only and another system is asked for.
    pub fn new(
        (wanted, reference): (Wanted, Reference),
        format: ExportFormat,
        viewer: Viewer,
    ) -> Result<Self, WrongParameter> {
        if format.is_lon_lat_only() && !reference.is_geographic() {
            let wanted = format!("to be given with {format}, which is in longitude and latitude");
            return Err(WrongParameter::new("crs", wanted));
        }
        Ok(Self {
            wanted,
            format,
            reference,
            viewer,
            left_out: BTreeSet::new(),
        })
    }
}

/// A layer's features that were found and are still to be written.
pub struct Export {
    atlas: Arc<Atlas>,
    layer: Arc<AtlasLayer>,
    asked: ExportAsked,
    numbers: Vec<u64>,
    sheet: Sheet,
}

impl Export {
    /// Finds the features. Ends early, with what it has, once `stop` is set.
    #[must_use]
    pub fn begin(
        (atlas, layer): (Arc<Atlas>, Arc<AtlasLayer>),
        mut asked: ExportAsked,
        (words, now): (&Words, OffsetDateTime),
        stop: &AtomicBool,
    ) -> Self {
        asked.wanted.asked.limit = asked.wanted.limit.unwrap_or(usize::MAX);
        let question = &asked.wanted.asked;
        let mut found = selection::select((&atlas, &layer), asked.viewer, question, stop);
        let all = found.numbers.len();
        found
            .numbers
            .retain(|number| !is_left_out(&layer, *number, &asked.left_out));
        let left_out = all - found.numbers.len();
        let sheet = Described {
            layer: &layer,
            asked: &asked,
            found: &found,
            left_out,
        }
        .sheet(words, now);
        Self {
            numbers: found.numbers,
            atlas,
            layer,
            asked,
            sheet,
        }
    }

    /// How many features there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// What the file should be called.
    #[must_use]
    pub fn file_name(&self) -> String {
        // GDAL and QGIS open a packed Shapefile as it is when its name says so.
        let packed = match self.asked.format {
            ExportFormat::Shapefile => "shp.",
            _ => "",
        };
        format!("{}.{packed}{}", self.sheet.name, self.asked.format.ending())
    }

    /// The text to write, for formats that are texts.
    #[must_use]
    pub fn text(&self) -> Option<TextExport> {
        TextExport::new(self.asked.format, self.sheet.clone())
    }

    /// The feature that comes after so many others.
    #[must_use]
    pub fn row(&self, at: usize) -> Option<ExportRow> {
        let number = *self.numbers.get(at)?;
        let record = self.layer.record(number)?;
        let kind = self.layer.version.kind;
        let viewer = self.asked.viewer;
        let item = features::item(&self.atlas, (viewer, kind), (number, record))?;
        Some(ExportRow {
            id: match selection::id_of(number, record) {
                ItemId::Number(number) => number.try_into().map_or(Value::Null, Value::Integer),
                ItemId::Code(code) => Value::from(code),
            },
            number,
            drawing: drawing(&item.shape, self.asked.reference),
            anchor: self.anchor(&item.shape),
            values: self.values(item),
        })
    }

    /// Workbooks hold a point for each feature and no shapes.
    fn anchor(&self, shape: &Shape) -> Option<Coord<f64>> {
        if self.asked.format != ExportFormat::Xlsx {
            return None;
        }
        match shape {
            Shape::Points(points) => points.0.first().map(|point| point.0),
            Shape::Lines(lines) => {
                let line = lines.0.first()?;
                line.0.get(line.0.len() / 2).copied()
            }
            Shape::Area(footprint) => Some(footprint.inner_point()),
        }
    }

    /// Features come with every column of their layer, in order.
    fn values(&self, item: Feature) -> Vec<Value> {
        let named: Properties = item.properties;
        let columns = self.sheet.columns.iter();
        columns
            .map(|column| named.get(&column.name).cloned().unwrap_or(Value::Null))
            .collect()
    }

    /// Writes a file that takes its name once it is whole; one of that name is replaced then.
    ///
    /// # Errors
    /// As [`write_to`](Self::write_to); whatever stood there stands there still.
    pub fn write_whole(&self, path: &Path, stop: &AtomicBool) -> Result<(), Error> {
        let unwritten = |source| Error::Export(ExportError::Unwritten(source));
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let beside = tempfile::Builder::new()
            .prefix(".jalon-export-")
            .tempdir_in(folder.unwrap_or(Path::new(".")))
            .map_err(unwritten)?;
        let begun = beside.path().join(self.file_name());
        self.write_to(&begun, stop)?;
        std::fs::rename(&begun, path).map_err(unwritten)
    }

    /// Writes the whole to a file; what stands there once this has failed is of no use.
    ///
    /// # Errors
    /// When the file cannot be written, the format has no room for so much, or `stop` is set.
    pub fn write_to(&self, path: &Path, stop: &AtomicBool) -> Result<(), Error> {
        let mut file = FileExport::create(self.asked.format, path, &self.sheet)?;
        for at in 0..self.len() {
            if stop.load(Ordering::Relaxed) {
                return Err(Error::Stopped);
            }
            if let Some(row) = self.row(at) {
                file.add(&row)?;
            }
        }
        Ok(file.finish()?)
    }
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Export of {} features of {}",
            self.len(),
            self.sheet.name
        )
    }
}

/// The shape in the reference system; none where it is no place in it.
fn drawing(shape: &Shape, reference: Reference) -> Option<SourceGeometry> {
    let mut drawing = SourceGeometry::from(shape);
    if !reference.is_geographic() {
        reference.project(&mut drawing).ok()?;
    }
    Some(drawing)
}

/// Whether it is a settlement that no file tells of.
fn is_left_out(layer: &AtlasLayer, number: u64, codes: &BTreeSet<String>) -> bool {
    let Some(Record::Settlement(settlement)) = layer.record(number) else {
        return false;
    };
    codes.contains(&settlement.code)
}

/// What is told of a file.
struct Described<'a> {
    layer: &'a AtlasLayer,
    asked: &'a ExportAsked,
    found: &'a Selection,
    /// Features that were found and are not to be given out.
    left_out: usize,
}

impl Described<'_> {
    fn sheet(&self, words: &Words, now: OffsetDateTime) -> Sheet {
        let kind = self.layer.version.kind;
        let now = now.replace_nanosecond(0).unwrap_or(now);
        let columns = publish::columns(kind).iter();
        Sheet {
            name: kind.code().to_owned(),
            title: words.say(&format!("layer-{kind}")),
            written_at: now.format(&Rfc3339).unwrap_or_default(),
            about: self.about(now),
            columns: columns
                .filter(|column| self.asked.wanted.writes(column.name))
                .map(|column| ExportColumn {
                    name: column.name.to_owned(),
                    holds: column.holds,
                    meaning: column.meaning.to_owned(),
                })
                .collect(),
            shape: self.shape(),
            qml: self.qml(words),
            system: System::of(self.asked.reference.epsg()).unwrap_or(System::lon_lat()),
        }
    }

    /// One thing known of the file for each name. The public is not told what a file was called.
    fn about(&self, now: OffsetDateTime) -> Vec<(String, String)> {
        let version = &self.layer.version;
        let moment = |at: OffsetDateTime| at.format(&Rfc3339).unwrap_or_default();
        let mut about = vec![
            ("layer", version.kind.to_string()),
            ("version", version.version.to_string()),
            ("imported_at", moment(version.imported_at)),
        ];
        if self.asked.viewer.audience() == Audience::Team {
            about.push(("source", version.source.clone()));
        }
        about.extend([
            ("audience", self.asked.viewer.audience().to_string()),
            ("written_at", moment(now)),
            (
                "written_by",
                concat!("Jalon ", env!("CARGO_PKG_VERSION")).to_owned(),
            ),
            ("features", self.found.numbers.len().to_string()),
            ("crs", format!("EPSG:{}", self.asked.reference.epsg())),
        ]);
        if self.left_out > 0 {
            about.push(("left_out", self.left_out.to_string()));
        }
        let said = self.asked.wanted.said.iter().cloned();
        let about = about.into_iter();
        about
            .map(|(name, value)| (name.to_owned(), value))
            .chain(said)
            .collect()
    }

    /// How QGIS is to draw the layer: as our own maps of it alone.
    fn qml(&self, words: &Words) -> Option<String> {
        let scene = Scene {
            view: View::of(&[self.layer.version.kind]),
            ..Scene::default()
        };
        let look = looks::of(self.layer.version.kind, scene)?;
        let dimension = self.layer.dimension()?;
        Some(looks::qml(&look, dimension, |word| words.say(word)))
    }

    /// Points and lines are written as single ones where each feature has one.
    fn shape(&self) -> ExportShape {
        let numbers = self.found.numbers.iter();
        let shapes = numbers.filter_map(|&number| match self.layer.record(number)? {
            Record::Landmark(landmark) => Some(match &landmark.shape {
                Shape::Points(points) if points.0.len() == 1 => ExportShape::Point,
                Shape::Points(_) => ExportShape::Points,
                Shape::Lines(lines) if lines.0.len() == 1 => ExportShape::Line,
                Shape::Lines(_) => ExportShape::Lines,
                Shape::Area(_) => ExportShape::Polygons,
            }),
            _ => Some(ExportShape::Polygons),
        });
        shapes
            .reduce(ExportShape::with)
            .unwrap_or(ExportShape::Polygons)
    }
}
