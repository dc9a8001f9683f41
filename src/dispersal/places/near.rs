//! Which points lie within a distance: a grid whose cells are as wide as the distance.

use geo_types::Coord;

/// Cells for each point, at most: a short reach over a wide land must not fill the memory.
const CELLS_PER_POINT: usize = 4;

/// Points in a grid, sorted by cell.
#[derive(Debug)]
pub(in crate::dispersal) struct Near {
    corner: Coord<f64>,
    cell: f64,
    columns: usize,
    rows: usize,
    /// Where each cell's points start in `points`.
    starts: Vec<usize>,
    points: Vec<(Coord<f64>, usize)>,
    reach: f64,
}

impl Near {
    /// Points that will be asked for within `reach`, more than 0.
    pub(in crate::dispersal) fn new(centres: &[Coord<f64>], reach: f64) -> Self {
        let least = |of: fn(&Coord<f64>) -> f64| centres.iter().map(of).fold(f64::MAX, f64::min);
        let most = |of: fn(&Coord<f64>) -> f64| centres.iter().map(of).fold(f64::MIN, f64::max);
        let corner = Coord {
            x: least(|at| at.x),
            y: least(|at| at.y),
        };
        let (width, height) = (most(|at| at.x) - corner.x, most(|at| at.y) - corner.y);
        let allowed = centres.len() * CELLS_PER_POINT + 1;
        let mut cell = reach.max(width.max(height) * 1e-9).max(f64::MIN_POSITIVE);
        while steps(width, cell).saturating_mul(steps(height, cell)) > allowed {
            cell *= 2.0;
        }
        let mut grid = Self {
            corner,
            cell,
            columns: steps(width, cell),
            rows: steps(height, cell),
            starts: Vec::new(),
            points: Vec::new(),
            reach,
        };
        grid.fill(centres);
        grid
    }

    fn fill(&mut self, centres: &[Coord<f64>]) {
        let mut points: Vec<_> = centres.iter().copied().zip(0..).collect();
        points.sort_by_key(|&(at, unit)| (self.cell_of(at), unit));
        let cells = self.columns * self.rows;
        self.starts = vec![0; cells + 1];
        for &(at, _) in &points {
            let cell = self.cell_of(at);
            self.starts[cell + 1] += 1;
        }
        for cell in 0..cells {
            self.starts[cell + 1] += self.starts[cell];
        }
        self.points = points;
    }

    fn cell_of(&self, at: Coord<f64>) -> usize {
        let (column, row) = self.column_and_row(at);
        row * self.columns + column
    }

    fn column_and_row(&self, at: Coord<f64>) -> (usize, usize) {
        let column = whole((at.x - self.corner.x) / self.cell).min(self.columns - 1);
        let row = whole((at.y - self.corner.y) / self.cell).min(self.rows - 1);
        (column, row)
    }

    /// The number and the distance of each point within reach, in an order that depends only on
    /// the points; the point itself is among them.
    pub(in crate::dispersal) fn around(
        &self,
        at: Coord<f64>,
    ) -> impl Iterator<Item = (usize, f64)> + '_ {
        let (column, row) = self.column_and_row(at);
        let (west, east) = (column.saturating_sub(1), (column + 1).min(self.columns - 1));
        let rows = row.saturating_sub(1)..=(row + 1).min(self.rows - 1);
        let points = rows.flat_map(move |row| {
            let first = self.starts[row * self.columns + west];
            let last = self.starts[row * self.columns + east + 1];
            &self.points[first..last]
        });
        points.filter_map(move |&(other, unit)| {
            let (east, north) = (other.x - at.x, other.y - at.y);
            let distance = (east * east + north * north).sqrt();
            (distance <= self.reach).then_some((unit, distance))
        })
    }
}

fn steps(length: f64, cell: f64) -> usize {
    whole(length / cell).saturating_add(1)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float to an integer stops at the ends; lengths are not negative"
)]
fn whole(cells: f64) -> usize {
    cells as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_grid_finds_what_a_look_at_every_point_finds(
            points in prop::collection::vec((0..400_i16, 0..400_i16), 1..80), reach in 1..300_i16,
        ) {
            let centres: Vec<_> = points.iter().map(|&(x, y)| Coord { x: f64::from(x), y: f64::from(y) }).collect();
            let near = Near::new(&centres, f64::from(reach));
            let mut found: Vec<usize> = near.around(centres[0]).map(|(unit, _)| unit).collect();
            found.sort_unstable();
            let distance = |to: Coord<f64>| ((to.x - centres[0].x).powi(2) + (to.y - centres[0].y).powi(2)).sqrt();
            let looked: Vec<usize> = (0..centres.len()).filter(|&i| distance(centres[i]) <= f64::from(reach)).collect();
            prop_assert_eq!(found, looked);
        }
    }
}
