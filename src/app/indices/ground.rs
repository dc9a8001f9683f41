//! Shapes of a file laid on a plane in metres, unit by unit.

use std::{collections::HashMap, path::PathBuf};

use geo_types::{Coord, MultiPolygon};

use super::{
    IndicesFault,
    columns::shape_key,
    fault::Faults,
    sheet::{Row, Sheet, name_of, opened, records, repeated},
};
use crate::{
    dispersal::places::Places,
    formats::{DeclaredCrs, Source},
    publish::JoinView,
    spatial::{Crs, CrsError, SourceFeature, SourceGeometry, Value, planar, with_short_edges},
};

/// Keys without a partner that are listed.
const MOST_LISTED: usize = 20;

/// A file of shapes and which of its columns is the key.
#[derive(Clone, Debug)]
pub struct ShapesFile {
    /// Where it is.
    pub path: PathBuf,
    /// Which layer inside it, where there are several.
    pub layer: Option<String>,
    /// The column of the key, if it is not called as that of the counts.
    pub key: Option<String>,
}

/// A file of shapes that has been opened, so that its columns are known.
pub(super) struct OpenedShapes<'a> {
    asked: &'a ShapesFile,
    file: String,
    source: Source,
}

impl<'a> OpenedShapes<'a> {
    pub(super) fn open(asked: &'a ShapesFile) -> Result<Self, IndicesFault> {
        Ok(Self {
            file: name_of(&asked.path),
            source: opened(&asked.path, asked.layer.as_ref())?,
            asked,
        })
    }

    pub(super) fn columns(&self) -> &[String] {
        &self.source.columns
    }

    /// Gives each row of counts its shape; rows without one are left out and told.
    pub(super) fn join(self, sheet: &mut Sheet) -> Result<(JoinView, String), IndicesFault> {
        let counts_key = sheet.chosen.key.clone().unwrap_or_default();
        let named = self.asked.key.as_deref();
        let key = shape_key(&self.file, self.columns(), named, &counts_key)?;
        sheet.crs = self.source.crs.clone();
        let mut shapes = keyed(records(self.source, &self.file)?, &key, &self.file)?;
        let example = shapes.keys().min().cloned().unwrap_or_default();
        let mut join = JoinView::default();
        let rows = std::mem::take(&mut sheet.rows);
        for mut row in rows {
            row.shape = shapes.remove(&row.key);
            if row.shape.is_none() {
                join.counts_without_shape += 1;
                listed(&mut join.keys_without_shape, row.key);
            } else {
                sheet.rows.push(row);
            }
        }
        join.matched = sheet.rows.len();
        join.shapes_without_counts = shapes.len();
        let mut left: Vec<String> = shapes.into_keys().collect();
        left.sort_unstable();
        left.truncate(MOST_LISTED);
        join.keys_without_counts = left;
        if join.matched == 0 {
            let first = join.keys_without_shape.first().cloned();
            return Err(IndicesFault::NothingJoined {
                counts: sheet.file.clone(),
                counts_key,
                shapes: self.file,
                shapes_key: key,
                examples: Box::new([first.unwrap_or_default(), example]),
            });
        }
        Ok((join, self.file))
    }
}

fn listed(keys: &mut Vec<String>, key: String) {
    if keys.len() < MOST_LISTED {
        keys.push(key);
    }
}

/// Shapes by their key, each once.
fn keyed(
    records: Vec<SourceFeature>,
    column: &str,
    file: &str,
) -> Result<HashMap<String, SourceGeometry>, IndicesFault> {
    let mut faults = Faults::default();
    let mut keyed: Vec<(u64, String, SourceGeometry)> = Vec::new();
    for record in records {
        let number = record.number;
        let key = record.properties.get(column).and_then(Value::as_text);
        match (key, record.geometry) {
            (Some(key), Some(shape)) => keyed.push((number, key, shape)),
            (None, _) => faults.add(format!("row {number}, column {column:?}: the key is empty")),
            (_, None) => faults.add(format!("row {number}: there is no shape")),
        }
    }
    faults.extend(repeated(
        keyed.iter().map(|(number, key, _)| (*number, &**key)),
    ));
    faults.finish(file)?;
    Ok(keyed
        .into_iter()
        .map(|(_, key, shape)| (key, shape))
        .collect())
}

/// Shapes on a plane, in the order of the rows.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) shapes: Vec<MultiPolygon<f64>>,
    pub(super) places: Places,
    /// What the plane is called.
    pub(super) plane: String,
    /// Shapes that had to be mended.
    pub(super) mended: usize,
}

impl Ground {
    /// Lays the shapes of rows on the plane of their file where areas are true there, and on the
    /// equal-area plane around their middle where not.
    pub(super) fn of(
        rows: &mut [Row],
        file: &str,
        (declared, given): (&DeclaredCrs, Option<&str>),
    ) -> Result<Self, IndicesFault> {
        let crs = reference_system(file, declared, given)?;
        let laid = laid(rows, &crs);
        let plane = laid.map_err(|source| IndicesFault::Plane {
            file: file.to_owned(),
            source,
        })?;
        let mut faults = Faults::default();
        let (mut shapes, mut mended) = (Vec::new(), 0);
        for row in rows {
            match valid(row.shape.take()) {
                Ok((shape, rules)) => {
                    shapes.push(shape);
                    mended += usize::from(rules > 0);
                }
                Err(fault) => {
                    faults.add(format!("row {}, unit {:?}: {fault}", row.number, row.key));
                }
            }
        }
        faults.finish(file)?;
        Ok(Self {
            places: Places::of_shapes(&shapes)?,
            shapes,
            plane,
            mended,
        })
    }
}

/// The reference system as given, or as the file says.
fn reference_system(
    file: &str,
    declared: &DeclaredCrs,
    given: Option<&str>,
) -> Result<Crs, IndicesFault> {
    let found = match (given, declared) {
        (Some(given), _) => Crs::from_name(given),
        (None, DeclaredCrs::Epsg(code)) => Crs::from_epsg(*code),
        (None, DeclaredCrs::Name(name)) => Crs::from_name(name),
        (None, DeclaredCrs::Wkt(text)) => Crs::from_wkt(text),
        (None, DeclaredCrs::Undeclared) => {
            return Err(IndicesFault::NoCrs {
                file: file.to_owned(),
                source: None,
            });
        }
    };
    found.map_err(|source| IndicesFault::NoCrs {
        file: file.to_owned(),
        source: Some(source),
    })
}

/// Turns all shapes to metres in place; the name of the plane.
fn laid(rows: &mut [Row], crs: &Crs) -> Result<String, CrsError> {
    let mut middle = [middle(rows)];
    crs.to_lon_lat(middle.iter_mut())?;
    if crs.keeps_areas_around(middle[0]) {
        return Ok(crs.name().to_owned());
    }
    let plane = Crs::equal_area(middle[0])?;
    for row in rows {
        if let Some(SourceGeometry::Polygons(polygons)) = &mut row.shape {
            for ring in polygons.iter_mut().flatten() {
                crs.to_lon_lat(ring.iter_mut())?;
                *ring = with_short_edges(ring);
                plane.from_lon_lat(ring.iter_mut())?;
            }
        }
    }
    Ok(plane.name().to_owned())
}

/// The middle of the box around all shapes.
fn middle(rows: &[Row]) -> Coord<f64> {
    let coords = || {
        rows.iter()
            .filter_map(|row| row.shape.as_ref())
            .flat_map(SourceGeometry::coords)
    };
    let between = |of: fn(&Coord<f64>) -> f64| {
        let (low, high) = coords()
            .map(of)
            .fold((f64::MAX, f64::MIN), |(low, high), at| {
                (low.min(at), high.max(at))
            });
        f64::midpoint(low, high)
    };
    Coord {
        x: between(|at| at.x),
        y: between(|at| at.y),
    }
}

/// The area that a drawing means, and how many rules of mending it took.
fn valid(shape: Option<SourceGeometry>) -> Result<(MultiPolygon<f64>, usize), String> {
    let Some(SourceGeometry::Polygons(polygons)) = shape else {
        return Err("a unit must be an area".to_owned());
    };
    let (shape, rules) = planar::mended(&polygons).map_err(|fault| fault.to_string())?;
    Ok((shape, rules.len()))
}
