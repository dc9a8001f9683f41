//! Depth grids: the severity of each cell, and how much of a settlement lies in which.

use super::DepthMeasured;
use crate::{
    domain::{DepthBlock, Severity, Speed, Water},
    spatial::{Footprint, OnGrid, Run},
};

/// Depths in metres at which the next row of the table begins; the row of a depth that is exactly
/// one of them is the higher one.
const ROWS_M: [f32; 3] = [0.5, 1.0, 2.0];
/// Severities by row and by speed: slow, medium, fast.
const TABLE: [[u8; 3]; 4] = [[1, 2, 3], [2, 2, 3], [3, 3, 4], [4, 4, 4]];
/// Share of a site below which ground is rounding and no ground: lines between cells are projected
/// and leave slivers of some billionths.
const ROUNDING: f64 = 1e-7;

/// The severity of water so deep and so fast: 1 to 4, and 0 where the ground stays dry. `None`
/// where the depth is not known, or where the speed is not and would make a difference.
///
/// Source: French decree of 5 July 2019 on the rules for flood risk prevention plans.
///
/// ```
/// use jalon::{domain::{Speed, Water}, hazard::depth_severity};
/// let water = |depth_m, speed| depth_severity(Water { depth_m: Some(depth_m), speed });
/// assert_eq!(water(0.3, Some(Speed::Slow)), Some(1));
/// assert_eq!(water(0.3, Some(Speed::Fast)), Some(3));
/// assert_eq!(water(1.0, Some(Speed::Medium)), Some(3)); // the row from 1 to 2 m
/// assert_eq!(water(0.0, None), Some(0));
/// assert_eq!(water(2.5, None), Some(4)); // the same at every speed
/// assert_eq!(water(0.3, None), None);
/// ```
#[must_use]
pub fn depth_severity(water: Water) -> Option<u8> {
    let depth_m = water.depth_m?;
    if depth_m <= 0.0 {
        return Some(0);
    }
    let row = TABLE[ROWS_M.iter().filter(|&&from_m| depth_m >= from_m).count()];
    match water.speed {
        Some(Speed::Slow) => Some(row[0]),
        Some(Speed::Medium) => Some(row[1]),
        Some(Speed::Fast) => Some(row[2]),
        None => Some(row[0]).filter(|&slow| row.iter().all(|&any| any == slow)),
    }
}

/// The ground of a shape by what a grid says of it, in the unit of the grid's areas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DepthAreas {
    /// The whole shape.
    pub site: f64,
    /// Dry ground, then severities 1 to 4.
    pub by_severity: [f64; 5],
    /// Where the grid has cells that say nothing.
    pub no_data: f64,
    /// Beyond the grid.
    pub outside: f64,
    /// Mean depth in metres where it is known; `None` where nothing is.
    pub mean_depth_m: Option<f64>,
    /// Greatest depth in metres on the shape; `None` where nothing is known.
    pub max_depth_m: Option<f64>,
}

/// Adds up what blocks of a grid say of a shape, each cell with exactly the ground that the shape
/// has in it. Blocks that are not given are cells without data.
#[must_use]
pub fn depth_areas<'a>(
    shape: &OnGrid,
    blocks: impl IntoIterator<Item = &'a DepthBlock>,
) -> DepthAreas {
    let runs = shape.runs();
    let site = shape.area();
    let on_grid: f64 = runs
        .iter()
        .map(|run| run.each * f64::from(run.to - run.from))
        .sum();
    let mut found = DepthAreas {
        site,
        outside: (site - on_grid).max(0.0),
        ..DepthAreas::default()
    };
    let (mut volume, mut measured) = (0.0, 0.0);
    for block in blocks {
        let cells = block.cells();
        each_cell(block, &runs, |at, area| {
            let Some(&water) = cells.get(at) else { return };
            if let Some(severity) = depth_severity(water) {
                found.by_severity[usize::from(severity)] += area;
            }
            if let Some(depth_m) = water.depth_m.map(f64::from) {
                volume += depth_m * area;
                measured += area;
                found.max_depth_m = Some(found.max_depth_m.unwrap_or(0.0).max(depth_m));
            }
        });
    }
    found.no_data = (on_grid - found.by_severity.iter().sum::<f64>()).max(0.0);
    found.mean_depth_m = (measured > 0.0).then(|| volume / measured);
    found
}

/// Calls for each cell of a block that the runs cover, with its place in the block and its area.
fn each_cell(block: &DepthBlock, runs: &[Run], mut call: impl FnMut(usize, f64)) {
    let ((left, top), (columns, rows)) = (block.first, block.size);
    let from = runs.partition_point(|run| run.row < top);
    let to = runs.partition_point(|run| run.row < top + rows);
    for run in &runs[from..to] {
        let begin = (run.row - top) * columns;
        for column in run.from.max(left)..run.to.min(left + columns) {
            call((begin + column - left) as usize, run.each);
        }
    }
}

/// Measures a settlement on the blocks of one grid that lie over or near it. Of severities worse
/// than those on the settlement the distance is told too, up to `near_m` metres. Without a block
/// nothing is known.
#[must_use]
pub fn depth_measured(
    settlement: &Footprint,
    blocks: &[&DepthBlock],
    near_m: f64,
) -> DepthMeasured {
    let site = blocks
        .first()
        .and_then(|block| OnGrid::of(settlement, &block.grid).ok());
    let Some(site) = site else {
        return DepthMeasured::unknown();
    };
    let areas = depth_areas(&site, blocks.iter().copied());
    let share = |area: f64| (area / areas.site).clamp(0.0, 1.0);
    let by_severity = Severity::ALL.map(|severity| share(areas.by_severity[severity.index() + 1]));
    let unknown_share = match share(areas.no_data + areas.outside) {
        under if under < ROUNDING => 0.0,
        over if over > 1.0 - ROUNDING => 1.0,
        part => part,
    };
    DepthMeasured {
        shares: by_severity,
        distances_m: distances_m(&site, blocks, by_severity, near_m),
        unknown_share,
        mean_depth_m: areas.mean_depth_m,
        max_depth_m: areas.max_depth_m,
    }
}

/// Distance to the nearest cell of each severity that is worse than all on the settlement: a
/// milder one beside it changes nothing.
fn distances_m(
    shape: &OnGrid,
    blocks: &[&DepthBlock],
    shares: [f64; 4],
    near_m: f64,
) -> [Option<f64>; 4] {
    let on_site = shares.iter().rposition(|&share| share > 0.0);
    let worse = on_site.map_or(0, |on_site| on_site + 1);
    let mut nearest = [None; 4];
    if worse > 3 {
        return nearest;
    }
    for block in blocks {
        for (severity, row, columns) in stretches(block, shape.cells_within(near_m)) {
            let at = usize::from(severity - 1);
            if at < worse {
                continue;
            }
            let gap_m = shape.gap_m(row, columns);
            let closest = nearest[at].map_or(gap_m, |known: f64| known.min(gap_m));
            nearest[at] = Some(closest)
                .filter(|&gap_m| gap_m <= near_m)
                .or(nearest[at]);
        }
    }
    nearest
}

/// A severity with the row and the columns, first and end, of cells that have it.
type Stretch = (u8, u32, (u32, u32));

/// The cells of a block within a window, neighbours of one severity in a row together.
fn stretches(block: &DepthBlock, window: ((u32, u32), (u32, u32))) -> Vec<Stretch> {
    let ((left, top), (columns, rows)) = (block.first, block.size);
    let ((first_column, end_column), (first_row, end_row)) = window;
    let cells = block.cells();
    let mut found: Vec<Stretch> = Vec::new();
    for row in top.max(first_row)..(top + rows).min(end_row) {
        for column in left.max(first_column)..(left + columns).min(end_column) {
            let at = ((row - top) * columns + column - left) as usize;
            let severity = cells.get(at).copied().and_then(depth_severity).unwrap_or(0);
            match found.last_mut() {
                Some((same, in_row, (_, end)))
                    if (*same, *in_row, *end) == (severity, row, column) =>
                {
                    *end += 1;
                }
                _ => found.push((severity, row, (column, column + 1))),
            }
        }
    }
    found.retain(|(severity, ..)| *severity > 0);
    found
}

#[cfg(test)]
mod tests {
    use geo_types::{LineString, Polygon};

    use super::*;
    use crate::spatial::{CellGrid, planar};

    fn grid() -> CellGrid {
        CellGrid {
            crs: "EPSG:2154".to_owned(),
            origin: (574_000.0, 6_280_000.0).into(),
            step: (10.0, -10.0).into(),
            columns: 4,
            rows: 2,
        }
    }

    /// Dry, 0.3 m, 1.5 m and no data, twice.
    fn block(grid: &CellGrid) -> DepthBlock {
        let row = [Some(0.0), Some(0.3), Some(1.5), None].map(|depth_m| Water {
            depth_m,
            speed: Some(Speed::Slow),
        });
        let cells = [row, row].concat();
        let bbox = grid.bbox((0, 0), (4, 2)).unwrap();
        DepthBlock::new(grid.clone(), ((0, 0), (4, 2)), bbox, &cells).unwrap()
    }

    fn site(west: f64, east: f64) -> Footprint {
        let crs = crate::spatial::Crs::from_epsg(2154).unwrap();
        let mut ring = [(west, 0.0), (east, 0.0), (east, -20.0), (west, -20.0)]
            .map(|(x, y)| (574_000.0 + x, 6_280_000.0 + y).into());
        crs.to_lon_lat(ring.iter_mut()).unwrap();
        Footprint::mended(&[vec![ring.to_vec()]]).unwrap().0
    }

    #[test]
    fn ground_is_shared_out_by_severity_and_what_nobody_knows_stays_unknown() {
        let grid = grid();
        let block = block(&grid);

        let found = depth_measured(&site(5.0, 45.0), &[&block], 50.0);

        // Of forty metres: five dry, ten shallow, ten deep, ten without data, five outside.
        for (share, expected) in found.shares.iter().zip([0.25, 0.0, 0.25, 0.0]) {
            assert!((share - expected).abs() < 1e-6, "{found:?}");
        }
        assert!((found.unknown_share - 0.375).abs() < 1e-6);
        assert!((found.mean_depth_m.unwrap() - 18.0 / 25.0).abs() < 1e-5);
        assert!((found.max_depth_m.unwrap() - 1.5).abs() < 1e-9);
    }

    #[test]
    fn deep_water_beside_the_site_is_told_with_its_distance() {
        let grid = grid();
        let block = block(&grid);

        let found = depth_measured(&site(-30.0, 5.0), &[&block], 50.0);

        assert!(
            found.shares.iter().all(|&share| share.abs() < 1e-9),
            "{found:?}"
        );
        assert!((found.distances_m[0].unwrap() - 5.0).abs() < 0.01);
        assert!((found.distances_m[2].unwrap() - 15.0).abs() < 0.01);
        assert_eq!(found.distances_m[3], None);
        assert_eq!(
            depth_measured(&site(-30.0, 5.0), &[&block], 10.0).distances_m[2],
            None
        );
    }

    #[test]
    fn without_blocks_nothing_is_known() {
        assert_eq!(
            depth_measured(&site(0.0, 10.0), &[], 50.0),
            DepthMeasured::unknown()
        );
    }

    #[test]
    fn blocks_of_a_grid_add_up_in_any_order() {
        let mut grid = grid();
        grid.columns = 8;
        let (left, mut right) = (block(&grid), block(&grid));
        right.first = (4, 0);
        let ring = [(3.0, -2.0), (71.0, -7.0), (44.0, -19.0)]
            .map(|(x, y)| (574_000.0 + x, 6_280_000.0 + y));
        let shape = Polygon::new(LineString::from(ring.to_vec()), vec![]).into();
        let on = planar::on_grid(&shape, &grid);

        let forward = depth_areas(&on, [&left, &right]);
        let backward = depth_areas(&on, [&right, &left]);

        let all = forward.by_severity.iter().sum::<f64>() + forward.no_data + forward.outside;
        assert!((all - on.area()).abs() < 1e-9);
        assert!(forward.outside < 1e-9);
        for (one, other) in forward.by_severity.iter().zip(backward.by_severity) {
            assert!((one - other).abs() < 1e-9);
        }
    }
}
