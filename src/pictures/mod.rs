//! Features to pixels: tiles, maps and legends as PNG and WebP, legends as SVG too.
//!
//! `tile` draws one tile from the shapes that vector tiles hold and the looks of its layers:
//! `pieces` cuts lines without losing where their dashes are, `labels` decides which words stand.
//! `frame` lays tiles out to a map of any size, `furniture` adds scale bar and date. `canvas` knows
//! how a paint becomes pixels, `text` how words do, `encoding` how pixels travel. `legend` lays out
//! what a legend says, `legend_svg` writes it.
//!
//! Two tiles that meet agree at their border: shapes reach past it, hatches and dashes are counted
//! from the world's corner and the line's beginning, and whether a word stands depends only on the
//! words around it.

mod text;
mod canvas;
mod pieces;
mod labels;
mod tile;
mod frame;
mod furniture;
mod legend;
mod legend_svg;
mod encoding;

pub use canvas::Picture;
pub use encoding::{Encoding, encoded};
pub use frame::{MapFrame, WrongFrame};
pub use furniture::Furniture;
pub use legend::{Legend, LegendRow};
pub use tile::{DrawnPicture, PictureLayer, PictureTile, draw};
