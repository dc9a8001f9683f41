//! How sure: what chance makes of an index, intervals, and whether two cities or dates differ.
//!
//! Draws are repeatable: the seed is an argument, each draw has a stream of its own, and the result
//! does not depend on the number of processors. p-values are `(r + 1)/(B + 1)`, so none is ever 0;
//! two-sided ones are twice the smaller side, at most 1.

mod draws;
mod sampling;
mod band;
mod interval;
mod one_value;
mod two_values;

pub use band::{ChanceBand, chance_band, proximity_band};
pub use draws::{Draws, Tested};
pub use interval::{Interval, dissimilarity_interval};
pub use one_value::{Null, one_value, one_value_of_groups};
pub use two_values::{Comparison, two_values};

pub(super) use band::stock_band;
pub(super) use draws::{number, quantile};
pub(super) use interval::stock_interval;
