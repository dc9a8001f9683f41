//! The mend itself, on whole numbers, where crossings of edges can be decided exactly.

use std::collections::BTreeSet;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::{
    core::{
        fill_rule::FillRule,
        overlay::{IntOverlayOptions, Overlay},
        overlay_rule::OverlayRule,
        solver::{Precision, Solver},
    },
    i_float::int::point::IntPoint,
};

use crate::spatial::{MendRule, validity};

type Contour = Vec<IntPoint<i64>>;
/// Shapes of whole numbers: each a shell with its holes.
type Shapes = Vec<Vec<Contour>>;

/// Numbers on the grid stay below two to this power, so that each is a float exactly and what
/// is computed on the grid is the shape that is kept.
const GRID_BITS: i32 = 51;
/// How much coarser each next grid is.
const COARSER_BITS: i32 = 4;
/// How many grids are tried.
const GRIDS: i32 = 4;

/// How near to an end of an edge a crossing becomes that end: 32 cells at first, 16 times as far
/// each time that edges moved onto others. The finer usual way, a cell and then hardly more, goes
/// through so many rounds on a grid as fine as this one that some shapes of twenty corners never end.
const SNAPS: Precision = Precision {
    start: 10,
    progression: 8,
};

/// Whole numbers for coordinates.
pub(super) struct Grid {
    /// Width of a cell: a power of two.
    step: f64,
}

impl Grid {
    /// The finest grid that holds the shape, then coarser ones.
    pub(super) fn finest_first(polygons: &MultiPolygon<f64>) -> impl Iterator<Item = Self> {
        let coords = polygons
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
            .flat_map(LineString::coords);
        let largest = coords.fold(f64::MIN_POSITIVE, |largest, coord| {
            largest.max(coord.x.abs()).max(coord.y.abs())
        });
        let bits = largest.log2().ceil();
        (0..GRIDS).map(move |coarser| Self {
            step: (bits - f64::from(GRID_BITS - coarser * COARSER_BITS)).exp2(),
        })
    }

    /// The shape that the polygons mean; the rules that made it are added.
    pub(super) fn mended(
        &self,
        polygons: &MultiPolygon<f64>,
        rules: &mut BTreeSet<MendRule>,
    ) -> MultiPolygon<f64> {
        let before = rules.len();
        let parts: Vec<Shapes> = polygons
            .iter()
            .map(|polygon| self.part(polygon, rules))
            .collect();
        let separate: u128 = parts.iter().map(doubled_area).sum();
        let united = match <[Shapes; 1]>::try_from(parts) {
            Ok([single]) => single,
            Err(parts) => wound(&parts.concat()),
        };
        if doubled_area(&united) < separate || rules.len() == before {
            rules.insert(MendRule::PartsUnited);
        }
        self.places_of(united)
    }

    /// What one polygon means: its shell without its holes.
    fn part(&self, polygon: &Polygon<f64>, rules: &mut BTreeSet<MendRule>) -> Shapes {
        let shell = self.ring(polygon.exterior(), rules);
        let holes: Shapes = polygon
            .interiors()
            .iter()
            .flat_map(|hole| self.ring(hole, rules))
            .collect();
        if holes.is_empty() {
            return shell;
        }
        let holes = wound(&holes);
        if !without(&holes, &shell).is_empty() {
            rules.insert(MendRule::HoleOutsideDropped);
        }
        without(&shell, &holes)
    }

    /// What one ring winds around.
    fn ring(&self, ring: &LineString<f64>, rules: &mut BTreeSet<MendRule>) -> Shapes {
        let contour: Contour = ring.coords().map(|&coord| self.cell_of(coord)).collect();
        let shapes = wound(&[vec![contour]]);
        let alone = MultiPolygon(vec![Polygon::new(ring.clone(), Vec::new())]);
        if shapes.is_empty() {
            rules.insert(MendRule::EmptyPartDropped);
        } else if validity::check(&alone).is_err() {
            rules.insert(MendRule::RingUncrossed);
        }
        shapes
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "numbers on the grid are below 2^52"
    )]
    fn cell_of(&self, coord: Coord<f64>) -> IntPoint<i64> {
        let cell = |ordinate: f64| (ordinate / self.step).round() as i64;
        IntPoint::new(cell(coord.x), cell(coord.y))
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "numbers on the grid are below 2^52"
    )]
    fn place_of(&self, point: IntPoint<i64>) -> Coord<f64> {
        Coord {
            x: point.x as f64 * self.step,
            y: point.y as f64 * self.step,
        }
    }

    fn places_of(&self, shapes: Shapes) -> MultiPolygon<f64> {
        shapes
            .into_iter()
            .filter_map(|contours| {
                let mut lines = contours
                    .into_iter()
                    .map(|contour| contour.into_iter().map(|p| self.place_of(p)).collect());
                Some(Polygon::new(lines.next()?, lines.collect()))
            })
            .collect()
    }
}

/// What the contours wind around, as valid shapes.
fn wound(shapes: &[Vec<Contour>]) -> Shapes {
    overlay(shapes, &[], OverlayRule::Subject)
}

/// The first shapes without the second.
fn without(shapes: &[Vec<Contour>], taken: &[Vec<Contour>]) -> Shapes {
    overlay(shapes, taken, OverlayRule::Difference)
}

fn overlay(subject: &[Vec<Contour>], clip: &[Vec<Contour>], rule: OverlayRule) -> Shapes {
    let options = IntOverlayOptions {
        ogc: true,
        ..IntOverlayOptions::default()
    };
    Overlay::from_subj_and_clip_custom(subject, clip, options, Solver::with_precision(SNAPS))
        .overlay(rule, FillRule::NonZero)
}

/// Twice the area of shapes whose shells turn left and whose holes turn right.
fn doubled_area(shapes: &Shapes) -> u128 {
    let sum: i128 = shapes.iter().flatten().map(doubled_turn).sum();
    sum.unsigned_abs()
}

/// Twice the signed area of a contour (the shoelace formula).
fn doubled_turn(contour: &Contour) -> i128 {
    let next = contour.iter().cycle().skip(1);
    contour
        .iter()
        .zip(next)
        .map(|(a, b)| i128::from(a.x) * i128::from(b.y) - i128::from(b.x) * i128::from(a.y))
        .sum()
}
