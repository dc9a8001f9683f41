//! Shapes as they are kept: plain WKB, little-endian, EPSG:4326.

use geo_traits::to_geo::ToGeoGeometry;
use geo_types::Geometry;
use wkb::{
    error::WkbError,
    reader::read_wkb,
    writer::{self, WriteOptions},
};

use crate::spatial::{Footprint, InvalidShape, Shape};

/// Why bytes are not a shape.
#[derive(Debug, thiserror::Error)]
pub(super) enum BadShape {
    #[error("the bytes are not WKB")]
    NotWkb(#[from] WkbError),
    #[error("the WKB holds an empty point or a kind of shape that is never stored")]
    Unexpected,
    #[error(transparent)]
    Invalid(#[from] InvalidShape),
}

/// The shape as bytes.
pub(super) fn to_wkb(shape: &Shape) -> Result<Vec<u8>, WkbError> {
    let (mut bytes, options) = (Vec::new(), WriteOptions::default());
    match shape {
        Shape::Points(points) => writer::write_multi_point(&mut bytes, points, &options)?,
        Shape::Lines(lines) => writer::write_multi_line_string(&mut bytes, lines, &options)?,
        Shape::Area(footprint) => return area_to_wkb(footprint),
    }
    Ok(bytes)
}

/// The area as bytes.
pub(super) fn area_to_wkb(footprint: &Footprint) -> Result<Vec<u8>, WkbError> {
    let polygons = footprint.polygons();
    let mut bytes = Vec::with_capacity(writer::multi_polygon_wkb_size(polygons));
    writer::write_multi_polygon(&mut bytes, polygons, &WriteOptions::default())?;
    Ok(bytes)
}

/// The shape that was written as these bytes.
pub(super) fn from_wkb(bytes: &[u8]) -> Result<Shape, BadShape> {
    let geometry = read_wkb(bytes)?.try_to_geometry();
    match geometry.ok_or(BadShape::Unexpected)? {
        Geometry::MultiPoint(points) => Ok(Shape::Points(points)),
        Geometry::MultiLineString(lines) => Ok(Shape::Lines(lines)),
        Geometry::MultiPolygon(polygons) => Ok(Shape::Area(Footprint::trusted(polygons)?)),
        _ => Err(BadShape::Unexpected),
    }
}

#[cfg(test)]
mod tests {
    use geo_types::{MultiPoint, line_string, polygon};

    use super::*;

    fn back(shape: &Shape) -> Shape {
        from_wkb(&to_wkb(shape).unwrap()).unwrap()
    }

    #[test]
    fn every_sort_of_shape_comes_back_as_it_was() {
        let with_hole = polygon![
            exterior: [(x: 1.4, y: 43.5), (x: 1.5, y: 43.5), (x: 1.5, y: 43.6), (x: 1.4, y: 43.6)],
            interiors: [[(x: 1.42, y: 43.52), (x: 1.42, y: 43.54), (x: 1.44, y: 43.54)]],
        ];
        let shapes = [
            Shape::Points(MultiPoint::from(vec![(1.4, 43.6), (1.5, 43.5)])),
            Shape::Lines(line_string![(x: 1.4, y: 43.6), (x: 1.5, y: 43.5)].into()),
            Shape::Area(Footprint::new(with_hole.into()).unwrap()),
        ];

        for shape in shapes {
            assert_eq!(back(&shape), shape);
        }
    }

    #[test]
    fn bytes_cut_short_are_refused_at_every_length() {
        let bytes = to_wkb(&Shape::Points(MultiPoint::from(vec![(1.4, 43.6)]))).unwrap();

        assert!((0..bytes.len()).all(|end| from_wkb(&bytes[..end]).is_err()));
    }

    #[test]
    fn shapes_are_kept_little_endian_so_that_both_databases_hold_the_same_bytes() {
        let bytes = to_wkb(&Shape::Points(MultiPoint::from(vec![(1.4, 43.6)]))).unwrap();

        assert_eq!(bytes[..9], [1, 4, 0, 0, 0, 1, 0, 0, 0]);
    }
}
