//! Where the units lie: centres, areas, borders, and who is whose neighbour. On a plane, in metres.
//!
//! [`Places`] holds a centre, an area and a perimeter for each unit. [`Weights`] says who is whose
//! neighbour: by a shared corner (queen), by a shared border (rook), by number, by distance or by a
//! [`Kernel`]. Near units are found through a grid and streamed; no table of all pairs is made, so
//! 48,500 units with a kernel of 15 km take a second or two and a few megabytes.
//!
//! A unit without neighbours is an island, not an error. Borders count as shared up to a tolerance,
//! so slivers and gaps of careless drawing do not cut neighbours apart.

mod place;
mod near;
mod kernel;
mod contiguity;
mod weights;

pub use kernel::{Kernel, KernelShape};
pub use place::{Bordered, Linked, Located, Place, Places};
pub use weights::Weights;

pub(super) use near::Near;
