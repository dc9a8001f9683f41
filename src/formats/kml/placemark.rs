//! One placemark in the making.

use geo_types::Coord;

use crate::{
    formats::{
        FeatureFault, Limits, Reading,
        nest::{Tally, united, unread_kind},
        text::Columns,
    },
    spatial::{SourceFeature, SourceGeometry, Value},
};

/// A placemark whose elements are being read.
pub(super) struct Placemark {
    number: u64,
    columns: Columns,
    tally: Tally,
    shapes: Vec<SourceGeometry>,
    /// Outer ring of the polygon that is being read.
    shell: Option<Vec<Coord<f64>>>,
    /// Inner rings of the same polygon, in the order of the file.
    holes: Vec<Vec<Coord<f64>>>,
    /// The column that is being read.
    column: Option<String>,
    text: String,
    fault: Option<FeatureFault>,
}

impl Placemark {
    /// Nothing read yet.
    pub(super) fn new(number: u64, limits: Limits) -> Self {
        Self {
            number,
            columns: Columns::new(limits),
            tally: Tally::new(limits),
            shapes: Vec::new(),
            shell: None,
            holes: Vec::new(),
            column: None,
            text: String::new(),
            fault: None,
        }
    }

    /// An element begins.
    pub(super) fn open(&mut self, name: &str, attribute: Option<String>) {
        self.text.clear();
        match name {
            "Data" | "SimpleData" => self.column = attribute,
            "Polygon" => {
                self.shell = None;
                self.holes.clear();
            }
            "Model" | "Track" | "MultiTrack" => self.refuse(unread_kind(name)),
            _ => {}
        }
    }

    /// Text inside the element that was opened last.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// An element ends; `path` names those around it.
    pub(super) fn close(&mut self, name: &str, path: &[String]) {
        let parent = path.last().map_or("", String::as_str);
        let closed = match (name, parent) {
            ("coordinates", _) => self.coordinates(parent, path),
            ("Polygon", _) => {
                let holes = std::mem::take(&mut self.holes);
                let rings: Vec<_> = self.shell.take().into_iter().chain(holes).collect();
                let polygons = if rings.is_empty() {
                    Vec::new()
                } else {
                    vec![rings]
                };
                self.shapes.push(SourceGeometry::Polygons(polygons));
                Ok(())
            }
            ("name" | "description" | "address", "Placemark") => self.column(name),
            ("SimpleData", _) | ("value", "Data") => match self.column.take() {
                Some(column) => self.column(&column),
                None => Ok(()),
            },
            _ => Ok(()),
        };
        self.text.clear();
        if let Err(fault) = closed {
            self.refuse(fault);
        }
    }

    /// The record, or its first fault.
    pub(super) fn finish(self) -> Reading {
        let number = self.number;
        let geometry = match (self.fault, self.shapes.is_empty()) {
            (Some(fault), _) => Err(fault),
            (None, true) => Ok(None),
            (None, false) => united(self.shapes).map(Some),
        };
        match geometry {
            Ok(geometry) => Reading::Feature(SourceFeature {
                number,
                geometry,
                properties: self.columns.finish(),
            }),
            Err(fault) => Reading::Refused { number, fault },
        }
    }

    fn refuse(&mut self, fault: FeatureFault) {
        self.fault.get_or_insert(fault);
    }

    fn column(&mut self, name: &str) -> Result<(), FeatureFault> {
        let text = self.text.trim();
        let value = if text.is_empty() {
            Value::Null
        } else {
            Value::from(text.to_owned())
        };
        self.columns.push(name, value)
    }

    fn coordinates(&mut self, parent: &str, path: &[String]) -> Result<(), FeatureFault> {
        let list = positions(&self.text, &self.tally)?;
        match parent {
            "Point" => self.shapes.push(SourceGeometry::Points(list)),
            "LinearRing" if path.iter().any(|name| name == "Polygon") => {
                self.tally.one()?;
                if !path.iter().any(|name| name == "outerBoundaryIs") {
                    self.holes.push(list);
                } else if self.shell.replace(list).is_some() {
                    return Err(FeatureFault::malformed("a polygon has two outer rings"));
                }
            }
            "LineString" | "LinearRing" => self.shapes.push(SourceGeometry::Lines(vec![list])),
            _ => {}
        }
        Ok(())
    }
}

/// `lon,lat,height lon,lat,height`; some writers put a space after the comma.
fn positions(text: &str, tally: &Tally) -> Result<Vec<Coord<f64>>, FeatureFault> {
    let spaced = text.contains(", ") || text.contains(" ,");
    let joined = if spaced { joined(text) } else { String::new() };
    let text = if spaced { joined.as_str() } else { text };
    text.split_ascii_whitespace()
        .map(|position| {
            let mut numbers = position.split(',');
            let (x, y) = (numbers.next(), numbers.next());
            let number = |text: Option<&str>| {
                let text = text.filter(|text| !text.is_empty());
                let text = text.ok_or(FeatureFault::HalfPosition)?;
                text.parse()
                    .map_err(|_| FeatureFault::NotANumber { found: "text" })
            };
            tally.position(number(x)?, number(y)?)
        })
        .collect()
}

/// The text without white beside its commas.
fn joined(text: &str) -> String {
    let words: Vec<_> = text.split(',').map(str::trim).collect();
    words.join(",")
}
