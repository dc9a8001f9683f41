//! Makes an area valid again that snapping or clipping folded onto itself.

use i_overlay::{
    core::{
        fill_rule::FillRule,
        overlay::{IntOverlayOptions, Overlay, ShapeType},
        overlay_rule::OverlayRule,
        solver::Solver,
    },
    i_float::int::point::IntPoint,
};

use super::grid::{Part, Point};

/// What the rings run around clockwise on the screen, as valid parts.
///
/// Shells count one and holes minus one, so a hole that slipped past its shell takes nothing
/// with it and adds nothing; a rule that only asks for "not zero" would fill it.
pub(super) fn repaired(parts: &[Part]) -> Vec<Part> {
    let rings = || parts.iter().flatten();
    let edges = rings().map(Vec::len).sum();
    let mut overlay =
        Overlay::<i64>::new_custom(edges, IntOverlayOptions::ogc(), Solver::default());
    for ring in rings() {
        let points: Vec<_> = ring.iter().map(|p| IntPoint::new(p.x, p.y)).collect();
        overlay.add_contour(&points, ShapeType::Subject);
    }
    let shapes = overlay.overlay(OverlayRule::Subject, FillRule::Positive);
    let point = |p: IntPoint<i64>| Point { x: p.x, y: p.y };
    let ring = |contour: Vec<IntPoint<i64>>| contour.into_iter().map(point).collect();
    shapes
        .into_iter()
        .map(|shape| shape.into_iter().map(ring).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiles::grid::area_2;

    fn ring<const N: usize>(of: [(i64, i64); N]) -> Vec<Point> {
        of.map(Point::from).to_vec()
    }

    fn area(parts: &[Part]) -> i128 {
        parts
            .iter()
            .flatten()
            .map(|ring| area_2(ring))
            .sum::<i128>()
            / 2
    }

    #[test]
    fn parts_that_overlap_become_one() {
        let one = ring([(0, 0), (10, 0), (10, 10), (0, 10)]);
        let other = ring([(5, 0), (15, 0), (15, 10), (5, 10)]);

        let whole = repaired(&[vec![one], vec![other]]);

        assert_eq!((whole.len(), area(&whole)), (1, 150));
    }

    #[test]
    fn a_hole_that_slipped_past_its_shell_is_not_filled() {
        let shell = ring([(0, 0), (10, 0), (10, 10), (0, 10)]);
        let hole = ring([(5, 2), (5, 4), (15, 4), (15, 2)]);

        let whole = repaired(&[vec![shell, hole]]);

        assert_eq!(area(&whole), 90);
    }

    #[test]
    fn a_valid_area_stays_as_it_is() {
        let shell = ring([(0, 0), (10, 0), (10, 10), (0, 10)]);
        let hole = ring([(2, 2), (2, 4), (4, 4), (4, 2)]);

        let whole = repaired(&[vec![shell, hole]]);

        assert_eq!((whole.len(), whole[0].len(), area(&whole)), (1, 2, 96));
        assert!(area_2(&whole[0][0]) > 0 && area_2(&whole[0][1]) < 0);
    }
}
