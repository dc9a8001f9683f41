//! What is drawn first, and what is not looked at: all that a feature's box can tell.

use std::cmp::Reverse;

use super::{
    SmallAreas, TileLayer, clip,
    clip::Place,
    grid::{Detail, Grid, PIXEL_AREA_2, Point, box_area_2},
};
use crate::spatial::{Feature, Shape, TileId};

/// The features whose box touches the tile, large ones first, of equal ones the lower id.
pub(super) struct Queue<'a> {
    pub(super) features: Vec<&'a Feature>,
    /// How many areas were left aside because their whole box is under a pixel.
    pub(super) specks: usize,
}

impl<'a> Queue<'a> {
    pub(super) fn new(tile: TileId, layer: TileLayer, features: &[&'a Feature]) -> Self {
        let grid = Grid::new(tile, Detail::Unit);
        let (mut specks, mut sized) = (0, Vec::new());
        for &feature in features {
            let Some(corners) = corners(&grid, &feature.shape) else {
                continue;
            };
            if clip::place(&corners) == Place::Outside {
                continue;
            }
            if layer.small_areas == SmallAreas::Dropped && is_speck(feature, corners) {
                specks += 1;
            } else {
                sized.push((Reverse(size(corners)), feature.id, feature));
            }
        }
        sized.sort_by_key(|&(size, id, _)| (size, id));
        Self {
            features: sized.into_iter().map(|(_, _, feature)| feature).collect(),
            specks,
        }
    }
}

fn corners(grid: &Grid, shape: &Shape) -> Option<[Point; 2]> {
    match shape {
        Shape::Area(footprint) => Some(grid.corners_of(footprint)),
        _ => shape.bbox().map(|bbox| grid.corners(bbox)),
    }
}

fn is_speck(feature: &Feature, corners: [Point; 2]) -> bool {
    matches!(feature.shape, Shape::Area(_)) && box_area_2(corners) < PIXEL_AREA_2
}

/// Width and height together, which ranks areas and lines alike.
fn size([low, high]: [Point; 2]) -> i64 {
    (high.x - low.x) + (high.y - low.y)
}
