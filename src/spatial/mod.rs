//! Shapes without meaning: where things are, how large, how far apart.
//!
//! A [`SourceFeature`] is what a file holds, with nothing promised. A [`Footprint`] is a
//! valid polygonal shape in WGS 84 and the only thing the rooms above measure, cover or draw.
//! Coordinates are `lon, lat` in degrees; `x, y` are projected metres or tile units.

mod bbox;
mod source;
mod crs;
mod equal_area;
mod validity;
mod outline;
mod footprint;
mod mend_rule;
mod feature;
mod mend;
mod wkb;
mod index;
mod tile_grid;
mod world_area;
mod earth;
mod city_plane;
mod measure;
mod cover;
mod nearness;
mod cells;
pub mod planar;

pub use bbox::Bbox;
pub use cells::{CellGrid, OnGrid, Run};
pub use city_plane::CityPlane;
pub use cover::{Cover, cover_m2};
pub use crs::{Crs, CrsError};
pub use equal_area::with_short_edges;
pub use feature::{Dimension, Feature, Holds, Properties, Shape, Value};
pub use footprint::{Footprint, InvalidShape};
pub use index::BoxIndex;
pub use mend::{MOST_POINTS, Unmendable};
pub use mend_rule::MendRule;
pub use nearness::{LONGEST_REACH_M, Vicinity, look_around};
pub use source::{SourceFeature, SourceGeometry};
pub use tile_grid::{DEEPEST_ZOOM, MERCATOR_LAT_LIMIT, NoSuchTile, TileGrid, TileId, mercator};
pub use validity::ShapeFault;
pub use wkb::{WkbError, source_from_wkb};
pub use world_area::{RingOnWorld, WorldArea, WorldCorners, WorldPoint};
