//! How much of a shape lies in each cell of a grid that has a reference system of its own.
//!
//! Every edge adds the ground to its right, cell by cell and exactly, and what the edges of a ring
//! add up to is the ring's ground in each cell. Nothing is cut or joined, and only the cells that
//! an edge passes through are kept in memory.

use geo_types::{Coord, MultiPolygon};

use super::{Bbox, Crs, CrsError, Footprint, earth};

/// Longest piece of an edge, in metres, that is taken as straight in the grid's own system too:
/// it then bends by a hundredth of a millimetre.
const PIECE_M: f64 = 25.0;
/// Metres to a degree of latitude, roughly: only for the length of pieces.
const DEGREE_M: f64 = 111_000.0;
/// Share of a cell below which an area is rounding and no area.
const ROUNDING: f64 = 1e-10;

/// The cells of a grid. Cell 0, 0 begins at `origin`; the others follow by `step`, whose second
/// number is negative where rows run southwards. Never turned against the axes.
#[derive(Clone, Debug, PartialEq)]
pub struct CellGrid {
    /// Name of the reference system, for example `EPSG:2154`.
    pub crs: String,
    /// Outer corner of the first cell, in the units of the system.
    pub origin: Coord<f64>,
    /// Width and height of a cell in the units of the system; neither is 0.
    pub step: Coord<f64>,
    /// How many columns.
    pub columns: u32,
    /// How many rows.
    pub rows: u32,
}

impl CellGrid {
    /// The corner of a cell that is nearest to the origin, in the units of the system.
    #[must_use]
    pub fn corner(&self, column: u32, row: u32) -> Coord<f64> {
        Coord {
            x: self.origin.x + f64::from(column) * self.step.x,
            y: self.origin.y + f64::from(row) * self.step.y,
        }
    }

    /// A box in degrees that holds the cells from one corner to the opposite one.
    ///
    /// # Errors
    /// [`CrsError`] when the system is not known or a corner is no place in it.
    pub fn bbox(&self, first: (u32, u32), end: (u32, u32)) -> Result<Bbox, CrsError> {
        /// Borders that are straight in the grid bend in degrees by far less than this share.
        const MARGIN: f64 = 0.01;
        let (near, far) = (self.corner(first.0, first.1), self.corner(end.0, end.1));
        let middle = (near + far) / 2.0;
        let mut around: Vec<Coord<f64>> = [near.x, middle.x, far.x]
            .into_iter()
            .flat_map(|x| [near.y, middle.y, far.y].map(|y| Coord { x, y }))
            .collect();
        Crs::from_name(&self.crs)?.to_lon_lat(around.iter_mut())?;
        let bbox = around.into_iter().map(Bbox::at).reduce(Bbox::union);
        let bbox = bbox.unwrap_or(Bbox::WORLD);
        let (width, height) = (bbox.east - bbox.west, bbox.north - bbox.south);
        Ok(bbox.grown(MARGIN * width, MARGIN * height))
    }
}

/// Cells of one row, each with the same area of the shape in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// Which row.
    pub row: u32,
    /// First column.
    pub from: u32,
    /// The column after the last.
    pub to: u32,
    /// Area of the shape in each of these cells.
    pub each: f64,
}

/// A shape in the coordinates of a grid: columns to the right, rows downwards, one unit a cell.
#[derive(Clone, Debug)]
pub struct OnGrid {
    grid: CellGrid,
    rings: Vec<Ring>,
    heights: Heights,
    /// Width and height of a cell at the shape, in metres.
    cell_m: Coord<f64>,
}

/// A closed ring; `sign` makes its signed area positive for a shell and negative for a hole.
#[derive(Clone, Debug)]
struct Ring {
    points: Vec<Coord<f64>>,
    sign: f64,
}

/// What a row's height is worth, so that one column wide makes an area.
#[derive(Clone, Copy, Debug)]
enum Heights {
    /// The same everywhere: area of a cell in the square unit of the system.
    Flat(f64),
    /// True on the ellipsoid, in square metres: the grid's unit is a degree.
    Parallels { north: f64, step: f64, width: f64 },
}

impl Heights {
    fn at(&self, row: f64) -> f64 {
        match *self {
            Self::Flat(cell) => row * cell,
            Self::Parallels { north, step, width } => {
                let strip = earth::strip_m2(north + row * step) - earth::strip_m2(north);
                strip * width * step.signum()
            }
        }
    }
}

impl OnGrid {
    /// A footprint, whose edges are straight in longitude and latitude, on a grid.
    ///
    /// # Errors
    /// [`CrsError`] when the system is not known or the footprint is no place in it.
    pub fn of(footprint: &Footprint, grid: &CellGrid) -> Result<Self, CrsError> {
        let crs = Crs::from_name(&grid.crs)?;
        let mut rings = Vec::new();
        for polygon in footprint.polygons() {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                let mut points = in_pieces(&ring.0);
                crs.from_lon_lat(points.iter_mut())?;
                rings.push(points);
            }
        }
        let holes = footprint.polygons().iter().flat_map(|polygon| {
            std::iter::once(false).chain(polygon.interiors().iter().map(|_| true))
        });
        let heights = if crs.is_geographic() {
            Heights::Parallels {
                north: grid.origin.y,
                step: grid.step.y,
                width: grid.step.x.abs(),
            }
        } else {
            Heights::Flat((grid.step.x * grid.step.y).abs())
        };
        let cell_m = cell_m(&crs, grid, footprint.bbox().centre())?;
        Ok(Self::new(
            grid,
            rings.into_iter().zip(holes),
            heights,
            cell_m,
        ))
    }

    /// A shape drawn in the plane of the grid itself: see [`super::planar::on_grid`].
    pub(super) fn flat(shape: &MultiPolygon<f64>, grid: &CellGrid) -> Self {
        let rings = shape.iter().flat_map(|polygon| {
            let shell = std::iter::once((polygon.exterior().0.clone(), false));
            let holes = polygon.interiors().iter();
            shell.chain(holes.map(|hole| (hole.0.clone(), true)))
        });
        let cell = Coord {
            x: grid.step.x.abs(),
            y: grid.step.y.abs(),
        };
        Self::new(grid, rings, Heights::Flat(cell.x * cell.y), cell)
    }

    fn new(
        grid: &CellGrid,
        rings: impl Iterator<Item = (Vec<Coord<f64>>, bool)>,
        heights: Heights,
        cell_m: Coord<f64>,
    ) -> Self {
        let to_cells = |point: Coord<f64>| Coord {
            x: (point.x - grid.origin.x) / grid.step.x,
            y: (point.y - grid.origin.y) / grid.step.y,
        };
        let rings = rings.map(|(points, is_hole)| {
            let points: Vec<_> = points.into_iter().map(to_cells).collect();
            let turn = if is_hole { -1.0 } else { 1.0 };
            let sign = turn * signed(&points, &heights).signum();
            Ring { points, sign }
        });
        Self {
            rings: rings.collect(),
            grid: grid.clone(),
            heights,
            cell_m,
        }
    }

    /// Area of the whole shape: square metres on a grid of degrees, else the square of the
    /// system's unit.
    #[must_use]
    pub fn area(&self) -> f64 {
        let rings = self.rings.iter();
        rings
            .map(|ring| ring.sign * signed(&ring.points, &self.heights))
            .sum()
    }

    /// The area in every cell that the shape covers, by row and then by column. The parts outside
    /// the grid are left out.
    #[must_use]
    pub fn runs(&self) -> Vec<Run> {
        let mut steps = Vec::new();
        for ring in &self.rings {
            for edge in ring.points.windows(2) {
                self.walk((edge[0], edge[1]), ring.sign, &mut steps);
            }
        }
        steps.sort_unstable_by_key(|step| (step.row, step.column));
        let mut runs = Vec::new();
        for row in steps.chunk_by(|a, b| a.row == b.row) {
            self.add_row(row, &mut runs);
        }
        runs
    }

    /// The cells that lie within a distance of the shape: first and end, columns and rows.
    #[must_use]
    pub fn cells_within(&self, reach_m: f64) -> ((u32, u32), (u32, u32)) {
        let all = || self.rings.iter().flat_map(|ring| &ring.points);
        let span = |of: fn(&Coord<f64>) -> f64, pad: f64, most: u32| {
            let low = all().map(of).fold(f64::INFINITY, f64::min) - pad;
            let high = all().map(of).fold(f64::NEG_INFINITY, f64::max) + pad;
            (whole(low.floor(), most), whole(high.ceil(), most))
        };
        (
            span(|at| at.x, reach_m / self.cell_m.x, self.grid.columns),
            span(|at| at.y, reach_m / self.cell_m.y, self.grid.rows),
        )
    }

    /// Metres between the shape's edge and some cells of a row; 0 where they touch.
    #[must_use]
    pub fn gap_m(&self, row: u32, (from, to): (u32, u32)) -> f64 {
        let (low, high) = (
            self.scaled((from.into(), row.into()).into()),
            self.scaled((to.into(), (row + 1).into()).into()),
        );
        let edges = self.rings.iter().flat_map(|ring| ring.points.windows(2));
        edges.fold(f64::INFINITY, |nearest, edge| {
            let (start, end) = (self.scaled(edge[0]), self.scaled(edge[1]));
            if nearest <= between_boxes(start, end, low, high) {
                return nearest;
            }
            nearest.min(between(start, end, low, high))
        })
    }

    fn scaled(&self, at: Coord<f64>) -> Coord<f64> {
        Coord {
            x: at.x * self.cell_m.x,
            y: at.y * self.cell_m.y,
        }
    }

    /// Goes along an edge from row to row.
    fn walk(&self, (start, end): Edge, sign: f64, steps: &mut Vec<Step>) {
        let (upper, lower, down) = if start.y < end.y {
            (start, end, sign)
        } else {
            (end, start, -sign)
        };
        // Both ends exactly, so that edges that meet still do.
        let at = |y: f64| Coord {
            x: match y {
                y if y <= upper.y => upper.x,
                y if y >= lower.y => lower.x,
                y => upper.x + (lower.x - upper.x) * ((y - upper.y) / (lower.y - upper.y)),
            },
            y,
        };
        let (mut y, bottom) = (upper.y.max(0.0), lower.y.min(self.grid.rows.into()));
        while y < bottom {
            let next = (y.floor() + 1.0).min(bottom);
            let height = self.heights.at(next) - self.heights.at(y);
            self.across((at(y), at(next)), -down * height, steps);
            y = next;
        }
    }

    /// Goes along a piece within one row from column to column; `height` is what the piece's
    /// height is worth.
    fn across(&self, (one, other): Edge, height: f64, steps: &mut Vec<Step>) {
        let columns = f64::from(self.grid.columns);
        let row = whole(one.y.floor(), self.grid.rows - 1);
        let (left, right) = (one.x.min(other.x), one.x.max(other.x));
        let width = right - left;
        let share = |from: f64, to: f64| {
            if width > 0.0 {
                (to - from) / width
            } else {
                1.0
            }
        };
        let mut add = |column: f64, middle: f64, share: f64| {
            steps.push(Step {
                row,
                column: whole(column, self.grid.columns - 1),
                here: height * share * (column + 1.0 - middle),
                right: height * share,
            });
        };
        // What is left of the grid lies to the left of all its cells, at whatever distance.
        if left < 0.0 {
            add(0.0, 0.0, share(left, right.min(0.0)));
        }
        let mut x = left.max(0.0);
        if width <= 0.0 && (0.0..columns).contains(&left) {
            add(x.floor(), x, 1.0);
        }
        while x < right.min(columns) {
            let column = x.floor();
            let next = (column + 1.0).min(right).min(columns);
            add(column, f64::midpoint(x, next), share(x, next));
            x = next;
        }
    }

    /// Adds up one row from left to right.
    fn add_row(&self, steps: &[Step], runs: &mut Vec<Run>) {
        let row = steps[0].row;
        let nothing = {
            let top = f64::from(row);
            (self.heights.at(top + 1.0) - self.heights.at(top)).abs() * ROUNDING
        };
        let mut keep = |from: u32, to: u32, each: f64| {
            if from < to && each > nothing {
                runs.push(Run {
                    row,
                    from,
                    to,
                    each,
                });
            }
        };
        let (mut full, mut next) = (0.0, 0);
        for cell in steps.chunk_by(|a, b| a.column == b.column) {
            let column = cell[0].column;
            keep(next, column, full);
            let here: f64 = cell.iter().map(|step| step.here).sum();
            keep(column, column + 1, full + here);
            full += cell.iter().map(|step| step.right).sum::<f64>();
            next = column + 1;
        }
        keep(next, self.grid.columns, full);
    }
}

/// Both ends of an edge or of a piece of one.
type Edge = (Coord<f64>, Coord<f64>);

/// What a piece of an edge adds to the cell it is in, and to every cell to the right of it.
struct Step {
    row: u32,
    column: u32,
    here: f64,
    right: f64,
}

/// The signed area within a closed ring.
fn signed(points: &[Coord<f64>], heights: &Heights) -> f64 {
    // Counted from the first point, so that no large numbers cancel out.
    let base = points.first().map_or(0.0, |point| point.x);
    let edges = points.windows(2).map(|edge| {
        let height = heights.at(edge[1].y) - heights.at(edge[0].y);
        height * (f64::midpoint(edge[0].x, edge[1].x) - base)
    });
    edges.sum()
}

/// A ring with points so close that its edges stay straight in any system.
fn in_pieces(ring: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let mut points: Vec<Coord<f64>> = ring.first().copied().into_iter().collect();
    for edge in ring.windows(2) {
        let run = edge[1] - edge[0];
        let pieces = (run.x.hypot(run.y) * DEGREE_M / PIECE_M).ceil().max(1.0);
        let mut piece = 1.0;
        while piece < pieces {
            points.push(edge[0] + run * (piece / pieces));
            piece += 1.0;
        }
        points.push(edge[1]);
    }
    points
}

/// Width and height of a cell at a place, in metres.
fn cell_m(crs: &Crs, grid: &CellGrid, place: Coord<f64>) -> Result<Coord<f64>, CrsError> {
    let mut at = [place];
    crs.from_lon_lat(at.iter_mut())?;
    let beside = |x: f64, y: f64| Coord {
        x: at[0].x + x,
        y: at[0].y + y,
    };
    let mut ends = [beside(grid.step.x, 0.0), beside(0.0, grid.step.y)];
    crs.to_lon_lat(ends.iter_mut())?;
    let flat = earth::LocalPlane::around(place);
    let length = |end: Coord<f64>| {
        let away = flat.project(end);
        away.x.hypot(away.y)
    };
    Ok(Coord {
        x: length(ends[0]),
        y: length(ends[1]),
    })
}

/// A number of cells from 0 to the most there are.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and a u32 before it is cast"
)]
fn whole(cells: f64, most: u32) -> u32 {
    cells.clamp(0.0, f64::from(most)) as u32
}

/// Distance between the box around an edge and a box: never more than that of the edge itself.
fn between_boxes(start: Coord<f64>, end: Coord<f64>, low: Coord<f64>, high: Coord<f64>) -> f64 {
    let apart =
        |a: f64, b: f64, low: f64, high: f64| (low - a.max(b)).max(a.min(b) - high).max(0.0);
    apart(start.x, end.x, low.x, high.x).hypot(apart(start.y, end.y, low.y, high.y))
}

/// Distance between an edge and a box.
fn between(start: Coord<f64>, end: Coord<f64>, low: Coord<f64>, high: Coord<f64>) -> f64 {
    if passes_through(start, end, low, high) {
        return 0.0;
    }
    let to_box = |point| between_boxes(point, point, low, high);
    let corners = [low, high, (low.x, high.y).into(), (high.x, low.y).into()];
    let to_edge = corners.map(|corner| to_edge(corner, start, end));
    to_edge
        .into_iter()
        .fold(to_box(start).min(to_box(end)), f64::min)
}

/// Whether any point of an edge lies in a box (Liang and Barsky 1984).
fn passes_through(start: Coord<f64>, end: Coord<f64>, low: Coord<f64>, high: Coord<f64>) -> bool {
    let run = end - start;
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (from, run, low, high) in [
        (start.x, run.x, low.x, high.x),
        (start.y, run.y, low.y, high.y),
    ] {
        if run.abs() > 0.0 {
            let (one, other) = ((low - from) / run, (high - from) / run);
            enters = enters.max(one.min(other));
            leaves = leaves.min(one.max(other));
        } else if from < low || from > high {
            return false;
        }
    }
    enters <= leaves
}

fn to_edge(point: Coord<f64>, start: Coord<f64>, end: Coord<f64>) -> f64 {
    let (run, away) = (end - start, point - start);
    let length2 = run.x * run.x + run.y * run.y;
    let along = if length2 > 0.0 {
        ((away.x * run.x + away.y * run.y) / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let off = away - run * along;
    off.x.hypot(off.y)
}

#[cfg(test)]
mod tests {
    use geo::{Area, BooleanOps};
    use geo_types::{LineString, Polygon, Rect};
    use proptest::prelude::*;

    use super::*;

    fn metres(columns: u32, rows: u32, step: f64) -> CellGrid {
        CellGrid {
            crs: "EPSG:2154".to_owned(),
            origin: Coord { x: 0.0, y: 0.0 },
            step: Coord { x: step, y: -step },
            columns,
            rows,
        }
    }

    fn polygon(points: &[(f64, f64)]) -> MultiPolygon<f64> {
        Polygon::new(LineString::from(points.to_vec()), vec![]).into()
    }

    fn in_cell(runs: &[Run], row: u32, column: u32) -> f64 {
        let over = |run: &&Run| run.row == row && (run.from..run.to).contains(&column);
        runs.iter().filter(over).map(|run| run.each).sum()
    }

    #[test]
    fn a_square_over_four_cells_has_a_quarter_in_each() {
        let square = polygon(&[(5.0, -5.0), (15.0, -5.0), (15.0, -15.0), (5.0, -15.0)]);

        let on = OnGrid::flat(&square, &metres(3, 3, 10.0));

        let runs = on.runs();
        for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            assert!(
                (in_cell(&runs, row, column) - 25.0).abs() < 1e-9,
                "{runs:?}"
            );
        }
        assert!(in_cell(&runs, 2, 2).abs() < 1e-12);
        assert!((on.area() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn what_lies_beyond_any_side_of_the_grid_is_left_out() {
        let wide = polygon(&[(-50.0, 50.0), (80.0, 50.0), (80.0, -80.0), (-50.0, -80.0)]);

        let on = OnGrid::flat(&wide, &metres(3, 3, 10.0));

        let inside: f64 = on
            .runs()
            .iter()
            .map(|run| run.each * f64::from(run.to - run.from))
            .sum();
        assert!((inside - 900.0).abs() < 1e-9, "{inside}");
        assert!((on.area() - 16_900.0).abs() < 1e-9);
    }

    #[test]
    fn a_hole_is_no_ground_whichever_way_it_runs() {
        let shell = LineString::from(vec![(0.0, 0.0), (30.0, 0.0), (30.0, -30.0), (0.0, -30.0)]);
        let hole = LineString::from(vec![
            (10.0, -10.0),
            (20.0, -10.0),
            (20.0, -20.0),
            (10.0, -20.0),
        ]);
        let ring: MultiPolygon<f64> = Polygon::new(shell, vec![hole]).into();

        let runs = OnGrid::flat(&ring, &metres(3, 3, 10.0)).runs();

        assert!(in_cell(&runs, 1, 1).abs() < 1e-9);
        assert!((in_cell(&runs, 1, 0) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn a_gap_is_measured_from_edge_to_edge() {
        let square = polygon(&[(0.0, 0.0), (10.0, 0.0), (10.0, -10.0), (0.0, -10.0)]);
        let on = OnGrid::flat(&square, &metres(9, 9, 10.0));

        assert!((on.gap_m(0, (3, 5)) - 20.0).abs() < 1e-9);
        assert!((on.gap_m(2, (2, 3)) - 200.0_f64.sqrt()).abs() < 1e-9);
        assert!(on.gap_m(1, (0, 1)).abs() < 1e-12, "cells that touch");
        assert_eq!(on.cells_within(15.0), ((0, 3), (0, 3)));
    }

    #[test]
    fn on_a_grid_of_degrees_areas_are_those_of_the_ground() {
        let ring = [(1.40, 43.60), (1.41, 43.603), (1.405, 43.61)]
            .map(Coord::from)
            .to_vec();
        let site = Footprint::mended(&[vec![ring]]).unwrap().0;
        let grid = CellGrid {
            crs: "EPSG:4326".to_owned(),
            origin: Coord { x: 1.39, y: 43.62 },
            step: Coord {
                x: 0.000_7,
                y: -0.000_9,
            },
            columns: 60,
            rows: 60,
        };

        let on = OnGrid::of(&site, &grid).unwrap();

        let inside: f64 = on
            .runs()
            .iter()
            .map(|run| run.each * f64::from(run.to - run.from))
            .sum();
        assert!(
            (on.area() / site.area_m2() - 1.0).abs() < 1e-7,
            "{}",
            on.area()
        );
        assert!((inside / site.area_m2() - 1.0).abs() < 1e-7, "{inside}");
    }

    #[test]
    fn metres_of_a_cell_are_those_of_the_ground_not_of_the_map() {
        let square = [(1.444, 43.604), (1.445, 43.604), (1.445, 43.605)]
            .map(Coord::from)
            .to_vec();
        let site = Footprint::mended(&[vec![square]]).unwrap().0;
        let mut grid = metres(10, 10, 10.0);
        grid.origin = Coord {
            x: 574_000.0,
            y: 6_280_000.0,
        };

        let on = OnGrid::of(&site, &grid).unwrap();

        // Lambert-93 is 0.032 per cent too long at Toulouse.
        assert!(
            (on.cell_m.x * 1.000_32 - 10.0).abs() < 1e-3,
            "{:?}",
            on.cell_m
        );
    }

    proptest! {
        #[test]
        fn every_cell_has_what_cutting_the_shape_by_the_cell_gives(
            ring in prop::collection::vec((-200..1_200_i32, -1_200..200_i32), 3..9)
        ) {
            let ring = ring.iter().map(|&(x, y)| Coord {
                x: f64::from(x) / 100.0,
                y: f64::from(y) / 100.0,
            });
            let Ok((shape, _)) = crate::spatial::planar::mended(&vec![vec![ring.collect()]]) else {
                return Ok(());
            };
            let runs = OnGrid::flat(&shape, &metres(10, 10, 1.0)).runs();

            for row in 0..10_u32 {
                for column in 0..10_u32 {
                    let corner = Coord { x: f64::from(column), y: -f64::from(row) };
                    let cell = Rect::new(corner, corner + Coord { x: 1.0, y: -1.0 }).to_polygon();
                    let cut = shape.intersection(&cell).unsigned_area();
                    let ours = in_cell(&runs, row, column);
                    prop_assert!((ours - cut).abs() < 1e-6, "{row} {column}: {ours} {cut}");
                }
            }
        }
    }
}
