//! Shapes without meaning: where things are, how large, how far apart.
//!
//! A [`SourceFeature`] is what a file holds, with nothing promised. A [`Footprint`] is a
//! valid polygonal shape in WGS 84 and the only thing the rooms above measure, cover or draw.
//! Coordinates are `lon, lat` in degrees; `x, y` are projected metres or tile units.

mod bbox;
mod feature;
mod footprint;
mod mend_rule;
mod source;

pub use bbox::Bbox;
pub use feature::{Feature, Properties, Shape, Value};
pub use footprint::{Footprint, InvalidShape};
pub use mend_rule::MendRule;
pub use source::{SourceFeature, SourceGeometry};
