//! What is to be written: a layer's columns and description, and its features one by one.

use geo_types::Coord;

use super::System;
use crate::spatial::{Holds, SourceGeometry, Value};

/// A layer that is to be written.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What the layer is called in the file: letters, digits and `_` only.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What is known of the file: where it comes from, when it was written, what was asked for.
    pub about: Vec<(String, String)>,
    /// When it is written, as RFC 3339.
    pub written_at: String,
    /// The columns, in order.
    pub columns: Vec<ExportColumn>,
    /// What the shapes are.
    pub shape: ExportShape,
    /// How QGIS is to draw them, for formats that have a place for it.
    pub qml: Option<String>,
    /// The reference system of the coordinates.
    pub system: System,
}

impl Sheet {
    /// What is known of the file, one thing a line.
    #[must_use]
    pub fn description(&self) -> String {
        let lines: Vec<String> = self
            .about
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        lines.join("\n")
    }
}

/// A column.
#[derive(Clone, Debug)]
pub struct ExportColumn {
    /// What it is called.
    pub name: String,
    /// What it holds, where it is not null.
    pub holds: Holds,
    /// What it means.
    pub meaning: String,
}

/// What the shapes of a layer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportShape {
    /// One point each.
    Point,
    /// One or more points each.
    Points,
    /// One line each.
    Line,
    /// One or more lines each.
    Lines,
    /// One or more polygons each.
    Polygons,
}

impl ExportShape {
    /// What holds both: many, if one of them is many.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one == other => one,
            (Self::Point | Self::Points, _) => Self::Points,
            (Self::Line | Self::Lines, _) => Self::Lines,
            (Self::Polygons, _) => Self::Polygons,
        }
    }
}

/// A feature.
#[derive(Clone, Debug)]
pub struct ExportRow {
    /// What it is called: a number or a code.
    pub id: Value,
    /// Its number, unique within the layer.
    pub number: u64,
    /// Its shape in the sheet's reference system, longitude or easting first; none where it is no
    /// place in that system.
    pub drawing: Option<SourceGeometry>,
    /// A point in it or on it, in degrees; for formats that hold points only.
    pub anchor: Option<Coord<f64>>,
    /// A value for each column of the sheet, in their order.
    pub values: Vec<Value>,
}
