//! The same calculations on a flat plane, in the plane's own unit, for shapes as they are drawn:
//! rings may be open, crossed or turned either way.
//!
//! Nothing of the service's own is measured here: this door is for golden values and for shapes
//! that have a plane of their own.

use geo_types::{Coord, MultiPolygon};

use super::{CellGrid, Cover, MendRule, OnGrid, Unmendable, cover, mend, nearness};

/// Polygons as drawn: each a list of rings (the first is the shell), each a list of points.
pub type Drawing = Vec<Vec<Vec<Coord<f64>>>>;

/// The areas of a site under `K` classes of zones, worst class last.
#[must_use]
pub fn cover<const K: usize>(site: &Drawing, zones: &[Vec<&Drawing>; K]) -> Cover<K> {
    cover::cover_flat(site, zones)
}

/// The valid shape that a drawing means, with the rules that were needed.
///
/// # Errors
/// [`Unmendable`] says what to correct.
pub fn mended(drawing: &Drawing) -> Result<(MultiPolygon<f64>, Vec<MendRule>), Unmendable> {
    mend::mended_on_plane(drawing)
}

/// Distance between two valid shapes, 0 where they touch or overlap; `None` when one is empty.
#[must_use]
pub fn distance(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> Option<f64> {
    nearness::distance_flat(a, b)
}

/// A valid shape drawn in the plane of a grid, for the area it has in each cell.
#[must_use]
pub fn on_grid(shape: &MultiPolygon<f64>, grid: &CellGrid) -> OnGrid {
    OnGrid::flat(shape, grid)
}
