//! A block of a depth grid: how deep and how fast the water of a flood is, cell by cell.

use std::sync::Arc;

use super::code_list;
use crate::spatial::{Bbox, CellGrid};

code_list! {
    /// How fast the water runs or rises, as a study classes it for the French decree of
    /// 5 July 2019.
    Speed {
        /// "Lente".
        Slow = "slow",
        /// "Moyenne".
        Medium = "medium",
        /// "Rapide".
        Fast = "fast",
    }
}

/// What a flood does on one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Water {
    /// Depth in metres, 0 where the ground stays dry; `None` where nobody knows.
    pub depth_m: Option<f32>,
    /// How fast it runs; `None` where nobody knows.
    pub speed: Option<Speed>,
}

/// Some neighbouring cells of a grid, packed: a whole grid in memory takes little more than its file.
#[derive(Clone, Debug, PartialEq)]
pub struct DepthBlock {
    /// The grid.
    pub grid: CellGrid,
    /// Its first cell: column and row of the grid.
    pub first: (u32, u32),
    /// How many columns and rows.
    pub size: (u32, u32),
    /// A box around it.
    pub bbox: Bbox,
    packed: Arc<[u8]>,
}

/// Most columns, and most rows, of a block.
pub const BLOCK_SIDE: u32 = 64;
/// Bytes of a cell: the depth, then the speed.
const DEPTH_BYTES: usize = 4;
/// Fast enough for a grid of a whole department, and half as large as no packing at all.
const PACKING_LEVEL: u8 = 4;

/// A block that is no block.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum InvalidBlock {
    /// Too many cells, none, or other than its size says.
    #[error(
        "a block of {columns} by {rows} cells holds {cells}; it has 1 to {BLOCK_SIDE} each way"
    )]
    Size {
        /// Columns it says it has.
        columns: u32,
        /// Rows it says it has.
        rows: u32,
        /// Cells it has.
        cells: usize,
    },
    /// The packed cells cannot be unpacked.
    #[error("the packed cells cannot be unpacked")]
    Packing,
}

impl DepthBlock {
    /// Packs cells, row by row from the first.
    ///
    /// # Errors
    /// [`InvalidBlock::Size`] when their number is not that of the size.
    pub fn new(
        grid: CellGrid,
        (first, size): ((u32, u32), (u32, u32)),
        bbox: Bbox,
        cells: &[Water],
    ) -> Result<Self, InvalidBlock> {
        check_size(size, cells.len())?;
        // Depths first and speeds after them: like beside like packs better.
        let depths = cells
            .iter()
            .flat_map(|cell| cell.depth_m.unwrap_or(f32::NAN).to_le_bytes());
        let speeds = cells.iter().map(|cell| speed_byte(cell.speed));
        let plain: Vec<u8> = depths.chain(speeds).collect();
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&plain, PACKING_LEVEL);
        Ok(Self {
            grid,
            first,
            size,
            bbox,
            packed: packed.into(),
        })
    }

    /// A block from cells that were packed before, as [`packed`](Self::packed) gives them.
    ///
    /// # Errors
    /// [`InvalidBlock`] when they are damaged.
    pub fn from_packed(
        grid: CellGrid,
        (first, size): ((u32, u32), (u32, u32)),
        bbox: Bbox,
        packed: Vec<u8>,
    ) -> Result<Self, InvalidBlock> {
        let block = Self {
            grid,
            first,
            size,
            bbox,
            packed: packed.into(),
        };
        let cells = block.cells();
        if cells.is_empty() {
            return Err(InvalidBlock::Packing);
        }
        check_size(size, cells.len())?;
        Ok(block)
    }

    /// The packed cells, for keeping.
    #[must_use]
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }

    /// The cells, row by row from the first; none when they are damaged.
    #[must_use]
    pub fn cells(&self) -> Vec<Water> {
        let most = (BLOCK_SIDE * BLOCK_SIDE) as usize * (DEPTH_BYTES + 1);
        let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&self.packed, most);
        let Ok(plain) = unpacked else {
            return Vec::new();
        };
        let count = plain.len() / (DEPTH_BYTES + 1);
        let (depths, speeds) = plain.split_at(count * DEPTH_BYTES);
        let depths = depths.as_chunks().0.iter().copied().map(f32::from_le_bytes);
        depths
            .zip(speeds)
            .map(|(depth_m, &speed)| Water {
                depth_m: Some(depth_m).filter(|depth_m| !depth_m.is_nan()),
                speed: speed_of(speed),
            })
            .collect()
    }
}

fn check_size((columns, rows): (u32, u32), cells: usize) -> Result<(), InvalidBlock> {
    let sides = 1..=BLOCK_SIDE;
    let fits = sides.contains(&columns) && sides.contains(&rows);
    if fits && (columns * rows) as usize == cells {
        return Ok(());
    }
    Err(InvalidBlock::Size {
        columns,
        rows,
        cells,
    })
}

fn speed_byte(speed: Option<Speed>) -> u8 {
    match speed {
        None => 0,
        Some(Speed::Slow) => 1,
        Some(Speed::Medium) => 2,
        Some(Speed::Fast) => 3,
    }
}

fn speed_of(byte: u8) -> Option<Speed> {
    match byte {
        1 => Some(Speed::Slow),
        2 => Some(Speed::Medium),
        3 => Some(Speed::Fast),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> CellGrid {
        CellGrid {
            crs: "EPSG:2154".to_owned(),
            origin: (574_000.0, 6_280_000.0).into(),
            step: (5.0, -5.0).into(),
            columns: 3,
            rows: 1,
        }
    }

    #[test]
    fn cells_come_back_as_they_were_packed() {
        let water = |depth_m, speed| Water { depth_m, speed };
        let cells = [
            water(Some(0.1), Some(Speed::Fast)),
            water(None, Some(Speed::Slow)),
            water(Some(0.0), None),
        ];

        let block = DepthBlock::new(grid(), ((0, 0), (3, 1)), Bbox::WORLD, &cells).unwrap();
        let again = DepthBlock::from_packed(
            grid(),
            ((0, 0), (3, 1)),
            Bbox::WORLD,
            block.packed().to_vec(),
        );

        assert_eq!(block.cells(), cells);
        assert_eq!(again.unwrap(), block);
    }

    #[test]
    fn a_block_of_another_size_or_of_noise_is_refused() {
        let cell = Water {
            depth_m: Some(1.0),
            speed: None,
        };
        let block =
            |size, cells: &[Water]| DepthBlock::new(grid(), ((0, 0), size), Bbox::WORLD, cells);

        assert!(block((2, 1), &[cell; 3]).is_err());
        assert!(block((65, 1), &[cell; 65]).is_err());
        assert!(block((0, 0), &[]).is_err());
        let noise = DepthBlock::from_packed(grid(), ((0, 0), (1, 1)), Bbox::WORLD, vec![7; 9]);
        assert_eq!(noise, Err(InvalidBlock::Packing));
    }
}
