//! How far things are from a place, in metres; 0 where they touch it.
//!
//! The nearest two points are sought on a plane around the place on which short distances are
//! true; the distance between them is that of the geodesic (Karney 2013).

mod apart;

pub(super) use apart::distance_apart;

use std::ops::ControlFlow;

use geo::{
    BoundingRect, Distance, Geodesic, Intersects, algorithm::line_intersection::line_intersection,
};
use geo_types::{Coord, Line, LineString, MultiPolygon, Point};

use super::{
    Bbox, Footprint, Shape,
    earth::{LocalPlane, grown_by_m, least_degree_m},
};

/// Furthest that [`Vicinity`] looks; its plane is true to a ten-thousandth there.
pub const LONGEST_REACH_M: f64 = 100_000.0;
/// Longest piece of an edge on the plane: straight there and straight in degrees differ by less
/// than a millimetre.
const PIECE_M: f64 = 100.0;
/// Least metres to a degree on the plane, rounded up, to count pieces.
const DEGREE_M: f64 = 112_000.0;
/// What is nearer touches: degrees are rounded by about a thousandth of this.
const TOUCH_M: f64 = 1e-6;
/// Edges to a block; the blocks that are too far away are passed over at once.
const BLOCK: usize = 16;
/// How far [`look_around`] looks first, and how many times as far each time after.
const FIRST_LOOK_M: f64 = 200.0;
const WIDER: f64 = 4.0;

/// A site and what is around it within reach.
#[derive(Clone, Debug)]
pub struct Vicinity<'a> {
    site: &'a Footprint,
    plane: LocalPlane,
    outline: Blocks,
    reach_m: f64,
    bbox: Bbox,
    /// At most as many metres as a degree has on the plane, both ways.
    degree_m: Coord<f64>,
}

/// A straight piece, as drawn and on the plane.
#[derive(Clone, Copy, Debug)]
struct Piece {
    drawn: Line<f64>,
    flat: Line<f64>,
}

/// The nearest two points found so far.
#[derive(Clone, Copy, Debug)]
struct Nearest {
    /// Square of their distance on the plane.
    square: f64,
    /// The two points as drawn.
    points: Option<(Coord<f64>, Coord<f64>)>,
}

impl<'a> Vicinity<'a> {
    /// The surroundings of a site up to `reach_m` metres, at most [`LONGEST_REACH_M`].
    #[must_use]
    pub fn of(site: &'a Footprint, reach_m: f64) -> Self {
        let plane = LocalPlane::around(site.bbox().centre());
        let bbox = Self::box_around(site, reach_m);
        let mut pieces = Vec::new();
        for edge in edges_of(site.polygons()) {
            pieces_within(edge, &bbox, &plane, |piece| pieces.push(piece));
        }
        Self {
            site,
            plane,
            outline: Blocks::of(pieces),
            reach_m: reach_m.clamp(0.0, LONGEST_REACH_M),
            bbox,
            degree_m: least_degree_m(&bbox),
        }
    }

    /// The box outside which nothing is within `reach_m` metres of the site.
    #[must_use]
    pub fn box_around(site: &Footprint, reach_m: f64) -> Bbox {
        grown_by_m(&site.bbox(), reach_m.clamp(0.0, LONGEST_REACH_M))
    }

    /// The same site with a longer or shorter reach.
    fn reaching(self, reach_m: f64) -> Self {
        let bbox = Self::box_around(self.site, reach_m);
        Self {
            reach_m: reach_m.clamp(0.0, LONGEST_REACH_M),
            bbox,
            degree_m: least_degree_m(&bbox),
            ..self
        }
    }

    /// The box outside which nothing is within reach: whoever picks candidates asks for this.
    #[must_use]
    pub fn bbox(&self) -> Bbox {
        self.bbox
    }

    /// Distance to an area in metres, or `None` beyond reach; 0 when it touches or overlaps.
    #[must_use]
    pub fn distance_to_area(&self, area: &Footprint) -> Option<f64> {
        self.nearest_area_m([area])
    }

    /// Distance to a shape in metres, or `None` beyond reach; 0 when it touches or overlaps.
    ///
    /// ```
    /// use jalon::spatial::{Footprint, Shape, Vicinity};
    /// let ring = [(0.0, 0.0), (0.001, 0.0), (0.001, 0.001), (0.0, 0.001)];
    /// let (site, _) = Footprint::mended(&[vec![ring.map(Into::into).to_vec()]]).unwrap();
    /// // A thousandth of a degree along the equator is 111.32 m.
    /// let hydrant = Shape::Points(vec![(0.002, 0.0)].into());
    /// let around = Vicinity::of(&site, 500.0);
    /// assert!((around.distance_to(&hydrant).unwrap() - 111.32).abs() < 0.01);
    /// assert_eq!(Vicinity::of(&site, 100.0).distance_to(&hydrant), None);
    /// ```
    #[must_use]
    pub fn distance_to(&self, shape: &Shape) -> Option<f64> {
        match shape {
            Shape::Area(area) => self.distance_to_area(area),
            Shape::Points(points) => {
                if points.iter().any(|point| self.site.holds(point.0)) {
                    return Some(0.0);
                }
                self.distance_to_edges(points.iter().map(|point| Line::new(point.0, point.0)))
            }
            Shape::Lines(lines) => {
                let mut starts = lines.iter().filter_map(|line| line.0.first());
                if starts.any(|&start| self.site.holds(start)) {
                    return Some(0.0);
                }
                self.distance_to_edges(lines.iter().flat_map(LineString::lines))
            }
        }
    }

    /// Distance to the nearest of some areas, or `None` beyond reach; 0 where one touches or
    /// overlaps. What is certainly farther than the nearest so far is not looked at.
    pub fn nearest_area_m<'b>(
        &self,
        areas: impl IntoIterator<Item = &'b Footprint>,
    ) -> Option<f64> {
        let mut nearest = Nearest::within(self.reach_m * 1.001);
        let mut areas: Vec<(f64, &Footprint)> = areas
            .into_iter()
            .map(|area| (self.gap_square(&area.bbox()), area))
            .filter(|(gap, _)| *gap <= nearest.square)
            .collect();
        areas.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
        for (gap, area) in areas {
            if gap > nearest.square {
                break;
            }
            if self.approach_area(area, &mut nearest).is_break() {
                return Some(0.0);
            }
        }
        told(&nearest, self.reach_m)
    }

    /// Distance to the nearest of some shapes; see [`Vicinity::distance_to`].
    pub fn nearest_m<'b>(&self, shapes: impl IntoIterator<Item = &'b Shape>) -> Option<f64> {
        least(shapes.into_iter().map(|shape| self.distance_to(shape)))
    }

    fn distance_to_edges(&self, edges: impl Iterator<Item = Line<f64>>) -> Option<f64> {
        let mut nearest = Nearest::within(self.reach_m * 1.001);
        for edge in edges {
            if self.approach(edge, &mut nearest).is_break() {
                return Some(0.0);
            }
        }
        told(&nearest, self.reach_m)
    }

    /// Brings the nearest two points closer, if the area can; breaks off where it touches.
    fn approach_area(&self, area: &Footprint, nearest: &mut Nearest) -> ControlFlow<()> {
        let begins_here = |shape: &Footprint, parts: &Footprint| {
            let shells = parts.rings().filter(|ring| ring.is_shell);
            let mut starts = shells.filter_map(|ring| ring.start());
            starts.any(|start| shape.holds(start))
        };
        if begins_here(area, self.site) || begins_here(self.site, area) {
            return ControlFlow::Break(());
        }
        for (around, run) in area.rings().flat_map(|ring| ring.runs()) {
            if self.gap_square(around) > nearest.square {
                continue;
            }
            for edge in run.windows(2) {
                self.approach(Line::new(edge[0], edge[1]), nearest)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// The same for an edge.
    fn approach(&self, edge: Line<f64>, nearest: &mut Nearest) -> ControlFlow<()> {
        let around = Bbox::at(edge.start).union(Bbox::at(edge.end));
        if self.gap_square(&around) > nearest.square {
            return ControlFlow::Continue(());
        }
        let mut touch = ControlFlow::Continue(());
        pieces_within(edge, &self.bbox, &self.plane, |piece| {
            if touch.is_continue() {
                touch = self.outline.approach(&piece, nearest);
            }
        });
        touch
    }

    /// At most the square of the distance on the plane between the site and what is in a box.
    fn gap_square(&self, around: &Bbox) -> f64 {
        let site = self.site.bbox();
        let gap = gap(&site, around);
        let (x, y) = (gap.x * self.degree_m.x, gap.y * self.degree_m.y);
        x * x + y * y
    }
}

/// The distance of the nearest two points on the ground, within reach.
fn told(nearest: &Nearest, reach_m: f64) -> Option<f64> {
    let (from, to) = nearest.points?;
    let distance_m = Geodesic.distance(Point::from(from), Point::from(to));
    match distance_m {
        _ if distance_m < TOUCH_M => Some(0.0),
        _ if distance_m <= reach_m => Some(distance_m),
        _ => None,
    }
}

/// What `look` finds in the surroundings of a site: near by first, then wider until it finds
/// something, up to `furthest_m` metres, at most [`LONGEST_REACH_M`].
///
/// ```
/// use jalon::spatial::{Footprint, Shape, look_around};
/// let ring = [(0.0, 0.0), (0.001, 0.0), (0.001, 0.001), (0.0, 0.001)];
/// let (site, _) = Footprint::mended(&[vec![ring.map(Into::into).to_vec()]]).unwrap();
/// // A hundredth of a degree along the equator is 1,113.2 m.
/// let hydrant = Shape::Points(vec![(0.011, 0.0)].into());
/// let found = look_around(&site, 5_000.0, |around| around.distance_to(&hydrant));
/// assert!((found.unwrap() - 1_113.2).abs() < 0.1);
/// ```
pub fn look_around<'a>(
    site: &'a Footprint,
    furthest_m: f64,
    mut look: impl FnMut(&Vicinity<'a>) -> Option<f64>,
) -> Option<f64> {
    let furthest_m = furthest_m.min(LONGEST_REACH_M);
    let mut around = Vicinity::of(site, FIRST_LOOK_M.min(furthest_m));
    loop {
        let found = look(&around);
        if found.is_some() || around.reach_m >= furthest_m {
            return found;
        }
        let wider_m = (around.reach_m * WIDER).min(furthest_m);
        around = around.reaching(wider_m);
    }
}

/// The least of some distances; the search ends at the first that is 0.
fn least(distances: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let mut least: Option<f64> = None;
    for distance in distances.flatten() {
        least = Some(least.map_or(distance, |least| least.min(distance)));
        if distance == 0.0 {
            break;
        }
    }
    least
}

/// Distance on a flat plane, 0 where the shapes touch or overlap.
pub(super) fn distance_flat(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> Option<f64> {
    if overlap(a, b) {
        return Some(0.0);
    }
    let flat = |edge: Line<f64>| Piece {
        drawn: edge,
        flat: edge,
    };
    let outline = Blocks::of(edges_of(a).map(flat).collect());
    let mut nearest = Nearest::within(f64::INFINITY);
    for piece in edges_of(b).map(flat) {
        if outline.approach(&piece, &mut nearest).is_break() {
            return Some(0.0);
        }
    }
    nearest.points.map(|_| nearest.square.sqrt())
}

/// Whether a part of one lies in the other. Parts that overlap otherwise have edges that cross.
fn overlap(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> bool {
    begins_in(a, b) || begins_in(b, a)
}

/// Whether a part begins in the other shape.
fn begins_in(parts: &MultiPolygon<f64>, shape: &MultiPolygon<f64>) -> bool {
    let Some(bounds) = shape.bounding_rect() else {
        return false;
    };
    let mut starts = parts
        .iter()
        .filter_map(|part| part.exterior().0.first())
        .filter(|start| bounds.intersects(*start));
    starts.any(|start| shape.intersects(start))
}

fn edges_of(polygons: &MultiPolygon<f64>) -> impl Iterator<Item = Line<f64>> + '_ {
    polygons
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        .flat_map(LineString::lines)
}

/// The short pieces of an edge that lie in the box.
fn pieces_within(edge: Line<f64>, bbox: &Bbox, plane: &LocalPlane, mut keep: impl FnMut(Piece)) {
    let Some((from, to)) = span_within(edge, bbox) else {
        return;
    };
    let run = edge.end - edge.start;
    let length_m = run.x.hypot(run.y) * (to - from) * DEGREE_M;
    let count = (length_m / PIECE_M).ceil().max(1.0);
    let at = |step: f64| {
        let part = if step < count {
            from + (to - from) * (step / count)
        } else {
            to
        };
        let drawn = along(edge, part);
        (drawn, plane.project(drawn))
    };
    let mut step = 0.0;
    let mut last = at(step);
    while step < count {
        step += 1.0;
        let next = at(step);
        keep(Piece {
            drawn: Line::new(last.0, next.0),
            flat: Line::new(last.1, next.1),
        });
        last = next;
    }
}

/// The point of an edge at a part of its length; exactly its ends at 0 and 1.
fn along(edge: Line<f64>, part: f64) -> Coord<f64> {
    if part <= 0.0 {
        edge.start
    } else if part >= 1.0 {
        edge.end
    } else {
        edge.start + (edge.end - edge.start) * part
    }
}

/// From where to where an edge runs within the box, as parts of its length (Liang and Barsky 1984).
fn span_within(edge: Line<f64>, bbox: &Bbox) -> Option<(f64, f64)> {
    let axes = [
        (edge.start.x, edge.dx(), bbox.west, bbox.east),
        (edge.start.y, edge.dy(), bbox.south, bbox.north),
    ];
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (start, run, low, high) in axes {
        if run == 0.0 {
            if start < low || start > high {
                return None;
            }
            continue;
        }
        let (enter, leave) = ((low - start) / run, (high - start) / run);
        from = from.max(enter.min(leave));
        to = to.min(enter.max(leave));
    }
    (from <= to).then_some((from, to))
}

/// Pieces in blocks with a box around each.
#[derive(Clone, Debug)]
struct Blocks {
    pieces: Vec<Piece>,
    boxes: Vec<Bbox>,
}

impl Blocks {
    fn of(pieces: Vec<Piece>) -> Self {
        let around = |block: &[Piece]| {
            Bbox::around(
                block
                    .iter()
                    .flat_map(|piece| [piece.flat.start, piece.flat.end]),
            )
        };
        Self {
            boxes: pieces.chunks(BLOCK).filter_map(around).collect(),
            pieces,
        }
    }

    /// Brings the nearest two points closer, if the piece can; breaks off where it touches.
    fn approach(&self, piece: &Piece, nearest: &mut Nearest) -> ControlFlow<()> {
        let bbox = piece.bbox();
        for (around, block) in self.boxes.iter().zip(self.pieces.chunks(BLOCK)) {
            if gap_square(around, &bbox) > nearest.square {
                continue;
            }
            for other in block {
                nearest.consider(piece, other)?;
            }
        }
        ControlFlow::Continue(())
    }
}

impl Piece {
    /// The box around it on the plane.
    fn bbox(&self) -> Bbox {
        Bbox::at(self.flat.start).union(Bbox::at(self.flat.end))
    }
}

/// How far apart two boxes are, along each axis.
fn gap(a: &Bbox, b: &Bbox) -> Coord<f64> {
    Coord {
        x: (b.west - a.east).max(a.west - b.east).max(0.0),
        y: (b.south - a.north).max(a.south - b.north).max(0.0),
    }
}

/// The square of the distance between two boxes.
fn gap_square(a: &Bbox, b: &Bbox) -> f64 {
    let Coord { x, y } = gap(a, b);
    x * x + y * y
}

impl Nearest {
    fn within(reach: f64) -> Self {
        Self {
            square: reach * reach,
            points: None,
        }
    }

    fn consider(&mut self, a: &Piece, b: &Piece) -> ControlFlow<()> {
        if gap_square(&a.bbox(), &b.bbox()) > self.square {
            return ControlFlow::Continue(());
        }
        if line_intersection(a.drawn, b.drawn).is_some() {
            return ControlFlow::Break(());
        }
        let ends = [
            (a, b.drawn.start, b.flat.start),
            (a, b.drawn.end, b.flat.end),
            (b, a.drawn.start, a.flat.start),
            (b, a.drawn.end, a.flat.end),
        ];
        for (piece, drawn, flat) in ends {
            let part = nearest_part(piece.flat, flat);
            let foot = piece.flat.start + (piece.flat.end - piece.flat.start) * part;
            let away = foot - flat;
            let square = away.x * away.x + away.y * away.y;
            if square <= self.square {
                self.square = square;
                self.points = Some((drawn, along(piece.drawn, part)));
            }
        }
        ControlFlow::Continue(())
    }
}

/// How far along a line its point nearest to another point is, from 0 to 1.
fn nearest_part(line: Line<f64>, point: Coord<f64>) -> f64 {
    let run = line.end - line.start;
    let square = run.x * run.x + run.y * run.y;
    if square == 0.0 {
        return 0.0;
    }
    let towards = point - line.start;
    ((towards.x * run.x + towards.y * run.y) / square).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use geo::Euclidean;
    use geo_types::{MultiLineString, MultiPoint};
    use proptest::prelude::*;

    use super::*;

    fn footprint(rings: &[&[(f64, f64)]]) -> Footprint {
        let ring = |ring: &&[(f64, f64)]| ring.iter().copied().map(Coord::from).collect();
        Footprint::mended(&[rings.iter().map(ring).collect()])
            .unwrap()
            .0
    }

    fn square(lon: f64, lat: f64, side: f64) -> [(f64, f64); 4] {
        [
            (lon, lat),
            (lon + side, lat),
            (lon + side, lat + side),
            (lon, lat + side),
        ]
    }

    fn line(points: &[(f64, f64)]) -> Shape {
        Shape::Lines(MultiLineString(vec![points.to_vec().into()]))
    }

    #[test]
    fn what_touches_overlaps_or_lies_inside_is_at_no_distance() {
        let site = footprint(&[&square(1.44, 43.6, 0.001)]);
        let around = Vicinity::of(&site, 1_000.0);

        for zone in [
            footprint(&[&square(1.441, 43.6, 0.001)]),
            footprint(&[&square(1.441, 43.601, 0.001)]),
            footprint(&[&square(1.4405, 43.6005, 0.001)]),
            footprint(&[&square(1.4402, 43.6002, 0.0001)]),
            footprint(&[&square(1.0, 43.0, 1.0)]),
        ] {
            assert_eq!(around.distance_to_area(&zone), Some(0.0));
        }
        let crossing = line(&[(1.0, 43.6005), (2.0, 43.6005)]);
        let inside = Shape::Points(MultiPoint::from(vec![(1.4405, 43.6005)]));
        assert_eq!(around.distance_to(&crossing), Some(0.0));
        assert_eq!(around.distance_to(&inside), Some(0.0));
    }

    #[test]
    fn a_site_in_the_hole_of_a_zone_is_as_far_as_the_edge_of_the_hole() {
        let site = footprint(&[&square(1.44, 43.6, 0.001)]);
        let ring = footprint(&[&square(1.0, 43.0, 1.0), &square(1.438, 43.598, 0.005)]);

        let distance_m = Vicinity::of(&site, 1_000.0)
            .distance_to_area(&ring)
            .unwrap();

        let to_west = Geodesic.distance(Point::new(1.44, 43.6), Point::new(1.438, 43.6));
        assert!(
            (distance_m - to_west).abs() < 0.01,
            "{distance_m} {to_west}"
        );
    }

    // On the plane the parallel bends by hundreds of metres over such a length.
    #[test]
    fn an_edge_of_two_degrees_stays_on_its_parallel() {
        let site = footprint(&[&square(1.44, 43.6, 0.001)]);
        let parallel = line(&[(0.44, 43.61), (2.44, 43.61)]);

        let distance_m = Vicinity::of(&site, 5_000.0).distance_to(&parallel).unwrap();

        let to_north = Geodesic.distance(Point::new(1.44, 43.601), Point::new(1.44, 43.61));
        assert!(
            (distance_m - to_north).abs() < 0.01,
            "{distance_m} {to_north}"
        );
    }

    #[test]
    fn what_is_beyond_reach_is_not_told_and_the_box_holds_what_is_within() {
        let site = footprint(&[&square(1.44, 43.6, 0.001)]);
        let hydrant = Coord { x: 1.443, y: 43.6 };
        let shape = Shape::Points(MultiPoint(vec![hydrant.into()]));
        let distance_m = Geodesic.distance(Point::new(1.441, 43.6), Point::from(hydrant));

        let further = Vicinity::of(&site, distance_m + 0.01);
        let nearer = Vicinity::of(&site, distance_m - 0.01);

        assert!(further.distance_to(&shape).is_some());
        assert!(further.bbox().contains(hydrant));
        assert_eq!(nearer.distance_to(&shape), None);
    }

    fn drawn() -> impl Strategy<Value = MultiPolygon<f64>> {
        let point = (0..9_u8, 0..9_u8).prop_map(|(x, y)| Coord::from((f64::from(x), f64::from(y))));
        let part = prop::collection::vec(prop::collection::vec(point, 3..7), 1..3);
        (prop::collection::vec(part, 1..3), 0..12_u8).prop_filter_map(
            "no extent",
            |(drawing, east)| {
                let mut drawing = drawing;
                for coord in drawing.iter_mut().flatten().flatten() {
                    coord.x += f64::from(east);
                }
                Some(crate::spatial::planar::mended(&drawing).ok()?.0)
            },
        )
    }

    proptest! {
        #[test]
        fn distances_on_a_plane_are_those_of_a_look_at_every_pair(a in drawn(), b in drawn()) {
            let found = distance_flat(&a, &b).unwrap();

            prop_assert!((found - Euclidean.distance(&a, &b)).abs() < 1e-9);
            prop_assert!((found - distance_flat(&b, &a).unwrap()).abs() < 1e-9);
        }
    }
}
