//! A valid shape with its columns: what layers hold, tiles draw and exports write.

use std::borrow::Cow;

use geo::{BoundingRect, CoordsIter, Intersects};
use geo_types::{MultiLineString, MultiPoint, Rect};
use serde::{Deserialize, Serialize};

use super::{Bbox, Footprint, Vicinity, nearness::distance_apart};

/// A value of a column. Nested values of a file are kept as their JSON text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// No value.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number; never NaN or infinite.
    Number(f64),
    /// A text; words of our own are borrowed.
    Text(Cow<'static, str>),
}

impl Value {
    /// A number from the value, also from text written with a decimal point or comma.
    ///
    /// ```
    /// use jalon::spatial::Value;
    /// assert_eq!(Value::from("1 234,5").as_number(), Some(1234.5));
    /// assert_eq!(Value::from("many").as_number(), None);
    /// ```
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Integer(n) => n.to_string().parse().ok(),
            Self::Number(n) => Some(*n),
            Self::Text(text) => parse_number(text),
            Self::Null | Self::Bool(_) => None,
        }
    }

    /// The value as a person would write it; `None` for null and blank text.
    #[must_use]
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Bool(b) => Some(b.to_string()),
            Self::Integer(n) => Some(n.to_string()),
            Self::Number(n) => Some(n.to_string()),
            Self::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

/// A finite number from text, spaces (also narrow ones) between thousands allowed.
fn parse_number(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    plain.parse().ok().filter(|n: &f64| n.is_finite())
}

/// What a column holds, where it is not null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Bool,
    /// A day as ISO 8601 text.
    Day,
    /// A moment as RFC 3339 text.
    Moment,
}

/// Columns with their values, in the order of the file. Names of our own tables are borrowed: most
/// features have those, and a tile has thousands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties(Vec<(Cow<'static, str>, Value)>);

impl Properties {
    /// No columns.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a column at the end; a second one of the same name is kept, the first one is found.
    pub fn push(&mut self, name: impl Into<Cow<'static, str>>, value: Value) {
        self.0.push((name.into(), value));
    }

    /// The value of the column of exactly this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter()
            .find_map(|(key, value)| (key == name).then_some(value))
    }

    /// The columns in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }
}

impl<N: Into<Cow<'static, str>>> FromIterator<(N, Value)> for Properties {
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(columns: I) -> Self {
        Self(columns.into_iter().map(|(n, v)| (n.into(), v)).collect())
    }
}

/// A checked shape in WGS 84.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One or more points.
    Points(MultiPoint<f64>),
    /// One or more lines, each of two points or more.
    Lines(MultiLineString<f64>),
    /// A valid area.
    Area(Footprint),
}

impl Shape {
    /// Whether it has length or area.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        match self {
            Self::Points(_) => Dimension::Point,
            Self::Lines(_) => Dimension::Line,
            Self::Area(_) => Dimension::Area,
        }
    }

    /// The box around the shape; `None` only when it holds no point.
    #[must_use]
    pub fn bbox(&self) -> Option<Bbox> {
        let rect = match self {
            Self::Points(points) => points.bounding_rect(),
            Self::Lines(lines) => lines.bounding_rect(),
            Self::Area(footprint) => return Some(footprint.bbox()),
        }?;
        Bbox::around([rect.min(), rect.max()])
    }

    /// Number of points, or of corners of all lines and rings.
    #[must_use]
    pub fn corners(&self) -> usize {
        match self {
            Self::Points(points) => points.coords_count(),
            Self::Lines(lines) => lines.coords_count(),
            Self::Area(footprint) => footprint.corners(),
        }
    }

    /// Whether the shape itself, not only its box, has a point in the box.
    #[must_use]
    pub fn touches(&self, bbox: &Bbox) -> bool {
        let rect = Rect::new((bbox.west, bbox.south), (bbox.east, bbox.north));
        match self {
            Self::Points(points) => points.iter().any(|point| rect.intersects(point)),
            Self::Lines(lines) => lines.intersects(&rect),
            Self::Area(area) => area.polygons().intersects(&rect),
        }
    }

    /// Distance to another shape in metres, or `None` beyond reach (at most
    /// [`LONGEST_REACH_M`](super::LONGEST_REACH_M)); 0 where they touch.
    ///
    /// ```
    /// use jalon::spatial::Shape;
    /// let at = |lon| Shape::Points(vec![(lon, 0.0)].into());
    /// // A thousandth of a degree along the equator is 111.32 m.
    /// assert!((at(0.0).distance_m(&at(0.001), 200.0).unwrap() - 111.32).abs() < 0.01);
    /// assert_eq!(at(0.0).distance_m(&at(0.001), 100.0), None);
    /// ```
    #[must_use]
    pub fn distance_m(&self, other: &Self, reach_m: f64) -> Option<f64> {
        match (self, other) {
            (_, Self::Area(site)) => Vicinity::of(site, reach_m).distance_to(self),
            (Self::Area(site), _) => Vicinity::of(site, reach_m).distance_to(other),
            _ => distance_apart(self, other, reach_m),
        }
    }
}

/// Whether a shape has length or area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Neither.
    Point,
    /// Length.
    Line,
    /// Area.
    Area,
}

/// A shape with a name to be found by and the columns someone may see.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Stable within its layer.
    pub id: u64,
    /// Where it is.
    pub shape: Shape,
    /// What may be seen of it.
    pub properties: Properties,
}
