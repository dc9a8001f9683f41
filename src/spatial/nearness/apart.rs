//! How far two shapes without area are from each other.

use geo_types::{Line, LineString};

use super::{Blocks, LONGEST_REACH_M, Nearest, pieces_within, told};
use crate::spatial::{
    Shape,
    earth::{LocalPlane, grown_by_m},
};

/// Distance between points or lines in metres, or `None` beyond reach; 0 where they touch.
/// Of an area, only the edges count: [`Vicinity`](super::Vicinity) knows what lies inside.
pub(in crate::spatial) fn distance_apart(one: &Shape, other: &Shape, reach_m: f64) -> Option<f64> {
    let reach_m = reach_m.clamp(0.0, LONGEST_REACH_M);
    let bbox = one.bbox()?;
    let around = grown_by_m(&bbox, reach_m);
    if !other.bbox()?.intersects(&around) {
        return None;
    }
    let plane = LocalPlane::around(bbox.centre());
    let pieces = |shape: &Shape| {
        let mut pieces = Vec::new();
        for edge in edges(shape) {
            pieces_within(edge, &around, &plane, |piece| pieces.push(piece));
        }
        pieces
    };
    let outline = Blocks::of(pieces(one));
    let mut nearest = Nearest::within(reach_m * 1.001);
    for piece in pieces(other) {
        if outline.approach(&piece, &mut nearest).is_break() {
            return Some(0.0);
        }
    }
    told(&nearest, reach_m)
}

/// A point is an edge without length.
fn edges(shape: &Shape) -> Vec<Line<f64>> {
    match shape {
        Shape::Points(points) => points
            .iter()
            .map(|point| Line::new(point.0, point.0))
            .collect(),
        Shape::Lines(lines) => lines.iter().flat_map(LineString::lines).collect(),
        Shape::Area(area) => super::edges_of(area.polygons()).collect(),
    }
}
