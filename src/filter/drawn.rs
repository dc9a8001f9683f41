//! A shape written in a filter, checked, in longitude and latitude.

use geo_types::{Geometry, LineString, MultiLineString, MultiPolygon, Polygon, Rect};

use super::{Error, Terms};
use crate::spatial::{Bbox, Footprint, Shape, SourceGeometry};

/// A shape to compare with, and the box around it.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// As the spatial relations take it.
    pub(super) geometry: Geometry<f64>,
    /// As distances take it; `None` for a box without area.
    pub(super) shape: Option<Shape>,
    pub(super) bbox: Bbox,
}

impl Drawn {
    /// A shape, turned and checked.
    pub(super) fn of_shape(mut source: SourceGeometry, terms: &Terms<'_>) -> Result<Self, Error> {
        let turned = (terms.to_lon_lat)(&mut source);
        turned.map_err(|source| Error::NoPlace {
            source: Some(source),
        })?;
        let on_earth = |c: &geo_types::Coord| c.x.abs() <= 180.0 && c.y.abs() <= 90.0;
        if !source.coords().all(on_earth) {
            return Err(Error::NoPlace { source: None });
        }
        let shape = shape_of(source)?;
        let bbox = shape.bbox().ok_or_else(empty)?;
        let geometry = match &shape {
            Shape::Points(points) => Geometry::MultiPoint(points.clone()),
            Shape::Lines(lines) => Geometry::MultiLineString(lines.clone()),
            Shape::Area(area) => Geometry::MultiPolygon(area.polygons().clone()),
        };
        Ok(Self {
            geometry,
            shape: Some(shape),
            bbox,
        })
    }

    /// A box; one whose west is east of its east goes across the antimeridian.
    pub(super) fn of_box(corners: [f64; 4], terms: &Terms<'_>) -> Result<Self, Error> {
        let boxes = boxes(corners, terms)?;
        let bbox = boxes
            .iter()
            .copied()
            .reduce(Bbox::union)
            .ok_or_else(empty)?;
        let rects: Vec<Rect<f64>> = boxes.iter().map(rect).collect();
        let geometry = match &rects[..] {
            [one] => Geometry::Rect(*one),
            _ => Geometry::MultiPolygon(rects.iter().map(|rect| rect.to_polygon()).collect()),
        };
        let area = MultiPolygon(rects.iter().map(|rect| rect.to_polygon()).collect());
        Ok(Self {
            geometry,
            shape: Footprint::new(area).ok().map(Shape::Area),
            bbox,
        })
    }
}

/// The boxes of a `bbox`, in longitude and latitude: two where it goes across the antimeridian.
///
/// # Errors
/// [`Error::NoPlace`] where a corner is no place, or the lower one is above the upper one.
pub fn boxes(
    [x_min, y_min, x_max, y_max]: [f64; 4],
    terms: &Terms<'_>,
) -> Result<Vec<Bbox>, Error> {
    let mut corners = SourceGeometry::Points(vec![
        (x_min, y_min).into(),
        (x_max, y_max).into(),
        (x_min, y_max).into(),
        (x_max, y_min).into(),
    ]);
    (terms.to_lon_lat)(&mut corners).map_err(|source| Error::NoPlace {
        source: Some(source),
    })?;
    let places: Vec<_> = corners.coords().copied().collect();
    let on_earth = places
        .iter()
        .all(|c| c.x.abs() <= 180.0 && c.y.abs() <= 90.0);
    let [low, high, ..] = places[..] else {
        return Err(empty());
    };
    if !on_earth || low.y > high.y {
        return Err(Error::NoPlace { source: None });
    }
    if low.x <= high.x {
        return Ok(Bbox::around(places).into_iter().collect());
    }
    let half = |west, east| Bbox {
        west,
        east,
        south: low.y,
        north: high.y,
    };
    Ok(vec![half(low.x, 180.0), half(-180.0, high.x)])
}

fn rect(bbox: &Bbox) -> Rect<f64> {
    Rect::new((bbox.west, bbox.south), (bbox.east, bbox.north))
}

fn shape_of(source: SourceGeometry) -> Result<Shape, Error> {
    if source.is_empty() {
        return Err(empty());
    }
    Ok(match source {
        SourceGeometry::Points(points) => Shape::Points(points.into_iter().collect()),
        SourceGeometry::Lines(lines) => {
            let short = |line: &Vec<_>| line.len() < 2;
            if lines.iter().any(short) {
                return Err(empty());
            }
            Shape::Lines(MultiLineString(lines.into_iter().map(LineString).collect()))
        }
        SourceGeometry::Polygons(polygons) => {
            let polygon = |rings: Vec<Vec<_>>| {
                let mut rings = rings.into_iter().map(LineString);
                let shell = rings.next().unwrap_or_else(|| LineString(Vec::new()));
                Polygon::new(shell, rings.collect())
            };
            Shape::Area(Footprint::new(polygons.into_iter().map(polygon).collect())?)
        }
    })
}

fn empty() -> Error {
    Error::Arguments {
        operator: "shape".to_owned(),
        wanted: "points; a line has two or more",
    }
}
