//! The rings of an area in runs of corners with a box around each: a shape of a hundred thousand
//! corners answers a question about one site without a look at each of them.

use std::sync::OnceLock;

use geo_types::{Coord, LineString, MultiPolygon};

use super::Bbox;

/// Edges to a run. Boxes take a sixteenth of the room that the corners take.
const RUN: usize = 32;

/// Boxes around the runs of all rings, made when first asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    boxes: OnceLock<Box<[Bbox]>>,
}

/// One ring of one polygon.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ring<'a> {
    /// Whether a polygon begins here: its shell comes first, then its holes.
    pub(super) is_shell: bool,
    corners: &'a [Coord<f64>],
    boxes: &'a [Bbox],
}

impl Runs {
    /// The rings, polygon by polygon.
    pub(super) fn rings<'a>(
        &'a self,
        polygons: &'a MultiPolygon<f64>,
    ) -> impl Iterator<Item = Ring<'a>> {
        let boxes = self.boxes.get_or_init(|| {
            let rings = rings_of(polygons);
            rings
                .flat_map(|(_, ring)| runs(&ring.0))
                .filter_map(around)
                .collect()
        });
        let mut boxes = &**boxes;
        rings_of(polygons).map(move |(is_shell, ring)| {
            let (own, others) = boxes.split_at(runs(&ring.0).count().min(boxes.len()));
            boxes = others;
            Ring {
                is_shell,
                corners: &ring.0,
                boxes: own,
            }
        })
    }
}

impl<'a> Ring<'a> {
    /// The runs in order, each with its box; a run begins with the last corner of the one before.
    pub(super) fn runs(&self) -> impl Iterator<Item = (&'a Bbox, &'a [Coord<f64>])> + use<'a> {
        self.boxes.iter().zip(runs(self.corners))
    }

    /// The first corner.
    pub(super) fn start(&self) -> Option<Coord<f64>> {
        self.corners.first().copied()
    }
}

fn rings_of(polygons: &MultiPolygon<f64>) -> impl Iterator<Item = (bool, &LineString<f64>)> {
    polygons.iter().flat_map(|polygon| {
        let holes = polygon.interiors().iter().map(|ring| (false, ring));
        std::iter::once((true, polygon.exterior())).chain(holes)
    })
}

/// Runs of a closed ring; each has an edge at least.
fn runs(corners: &[Coord<f64>]) -> impl Iterator<Item = &[Coord<f64>]> {
    let begins = (0..corners.len().saturating_sub(1)).step_by(RUN);
    begins.map(|begin| &corners[begin..corners.len().min(begin + RUN + 1)])
}

fn around(run: &[Coord<f64>]) -> Option<Bbox> {
    Bbox::around(run.iter().copied())
}
