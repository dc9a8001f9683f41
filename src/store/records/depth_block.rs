//! Blocks of a depth grid as rows; the grid itself stands in each of them.

use geo_types::Coord;

use super::{Table, sides};
use crate::{
    domain::DepthBlock,
    spatial::{Bbox, CellGrid},
    store::{
        Error, Result,
        bulk::Target,
        row::{Row, damaged},
        value::Value,
    },
};

pub(super) const TABLE: Table = Table {
    target: Target {
        into: "depth_block (territory, layer_version, seq, crs, origin_x, origin_y, step_x, step_y, \
           grid_columns, grid_rows, first_column, first_row, block_columns, block_rows, cells, \
           west, south, east, north)",
        width: 19,
    },
    page: "select seq, crs, origin_x, origin_y, step_x, step_y, grid_columns, grid_rows, \
                  first_column, first_row, block_columns, block_rows, cells, \
                  west, south, east, north
           from depth_block
           where territory = $1 and layer_version = $2 and seq > $3
           order by seq limit $4",
};

pub(super) fn write<'a>(block: &'a DepthBlock, values: &mut Vec<Value<'a>>) {
    let grid = &block.grid;
    values.extend([
        grid.crs.as_str().into(),
        grid.origin.x.into(),
        grid.origin.y.into(),
        grid.step.x.into(),
        grid.step.y.into(),
        grid.columns.into(),
        grid.rows.into(),
        block.first.0.into(),
        block.first.1.into(),
        block.size.0.into(),
        block.size.1.into(),
        Value::from(block.packed().to_vec()),
    ]);
    values.extend(sides(block.bbox));
}

pub(super) fn read(row: &Row) -> Result<DepthBlock> {
    let pair = |x, y| -> Result<Coord<f64>> { Ok((row.get(x)?, row.get(y)?).into()) };
    let grid = CellGrid {
        crs: row.get("crs")?,
        origin: pair("origin_x", "origin_y")?,
        step: pair("step_x", "step_y")?,
        columns: row.count("grid_columns")?,
        rows: row.count("grid_rows")?,
    };
    let first = (row.count("first_column")?, row.count("first_row")?);
    let size = (row.count("block_columns")?, row.count("block_rows")?);
    DepthBlock::from_packed(grid, (first, size), bbox(row)?, row.get("cells")?)
        .map_err(damaged("cells"))
}

fn bbox(row: &Row) -> Result<Bbox> {
    row.bbox()?.ok_or(Error::Damaged {
        column: "west",
        source: None,
    })
}
