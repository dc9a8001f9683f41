//! How much of a site lies under zones of each class; where zones overlap, the worst class wins.
//!
//! A sweep over slabs between neighbouring points and crossings adds up strips; no shape is cut
//! or joined, so that nothing can fail on awkward edges. Within a class, zones are united.

mod slabs;
mod window;
mod cells;
mod floor;
mod sweep;

use super::{Bbox, Footprint, earth, planar::Drawing};
use cells::{Cell, Parts};
use slabs::Slabs;
use window::Window;

/// Share of a site below which an area is rounding and no area.
const ROUNDING: f64 = 1e-9;

/// The areas of a site under `K` classes of zones, the last class being the worst.
#[derive(Clone, Debug, PartialEq)]
pub struct Cover<const K: usize> {
    site: f64,
    exclusive: [f64; K],
}

impl<const K: usize> Cover<K> {
    /// Area of the whole site.
    #[must_use]
    pub fn site(&self) -> f64 {
        self.site
    }

    /// Area where each class is the worst.
    #[must_use]
    pub fn exclusive(&self) -> [f64; K] {
        self.exclusive
    }

    /// Area under each class or a worse one.
    #[must_use]
    pub fn cumulative(&self) -> [f64; K] {
        std::array::from_fn(|class| self.exclusive[class..].iter().sum())
    }

    /// Area under no class.
    #[must_use]
    pub fn uncovered(&self) -> f64 {
        (self.site - self.exclusive.iter().sum::<f64>()).max(0.0)
    }

    /// Share of the site where each class is the worst, 0 to 1; all 0 for a site without area.
    #[must_use]
    pub fn shares(&self) -> [f64; K] {
        self.exclusive.map(|area| {
            if self.site > 0.0 {
                (area / self.site).clamp(0.0, 1.0)
            } else {
                0.0
            }
        })
    }

    /// The worst class that covers any ground; less than a thousand-millionth of the site is
    /// rounding.
    #[must_use]
    pub fn worst(&self) -> Option<usize> {
        (0..K).rev().find(|&class| self.covers(class))
    }

    /// Whether a class is the worst anywhere; less than a thousand-millionth of the site is
    /// rounding.
    #[must_use]
    pub fn covers(&self, class: usize) -> bool {
        self.exclusive[class] > ROUNDING * self.site
    }
}

/// The areas in square metres, true on the ellipsoid; `zones[0]` are those of the mildest class.
///
/// Edges are straight in longitude and latitude (RFC 7946, 3.1.1).
///
/// ```
/// use jalon::spatial::{Footprint, cover_m2};
/// let rectangle = |west: f64, east: f64| {
///     let ring = [(west, 43.0), (east, 43.0), (east, 43.1), (west, 43.1)];
///     Footprint::mended(&[vec![ring.map(Into::into).to_vec()]]).unwrap().0
/// };
/// let (site, mild, severe) = (rectangle(1.0, 1.4), rectangle(1.0, 1.2), rectangle(1.1, 1.2));
/// let shares = cover_m2(&site, &[vec![&mild], vec![&severe]]).shares();
/// assert!((shares[0] - 0.25).abs() < 1e-9 && (shares[1] - 0.25).abs() < 1e-9);
/// ```
#[must_use]
pub fn cover_m2<const K: usize>(site: &Footprint, zones: &[Vec<&Footprint>; K]) -> Cover<K> {
    let Bbox { south, north, .. } = site.bbox();
    let (parts, cell) = over_site(site, zones);
    if let Some(band) = earth::Band::from(south, north - south) {
        return cells::areas(parts, cell, |height| band.below_m2(height));
    }
    let south_m2 = earth::strip_m2(south);
    cells::areas(parts, cell, |height| {
        earth::strip_m2(south + height) - south_m2
    })
}

/// The polygons that count within the site's box, the site's first. Classes are taken worst
/// first: what lies wholly under a worse class changes nothing.
fn over_site<const K: usize>(site: &Footprint, zones: &[Vec<&Footprint>; K]) -> (Parts, Cell) {
    let bbox = site.bbox();
    let window = Window::over(&bbox);
    let mut parts = Parts::default();
    let mut cell = window.cell();
    add_polygons(&mut parts, &mut cell, (&window, site, 0));
    for class in (0..K).rev() {
        let touching = zones[class]
            .iter()
            .filter(|zone| zone.bbox().intersects(&bbox));
        for zone in touching {
            if add_polygons(&mut parts, &mut cell, (&window, zone, class + 1)) {
                return (parts, cell);
            }
        }
    }
    (parts, cell)
}

/// Adds the polygons of a shape, up to a zone's that holds all of the cell: whether one does.
fn add_polygons(
    parts: &mut Parts,
    cell: &mut Cell,
    (window, shape, layer): (&Window, &Footprint, usize),
) -> bool {
    let mut rings = shape.rings().peekable();
    while let Some(shell) = rings.next() {
        let holds_all = parts.add(layer, cell, |keep| {
            window.edges_in_runs(&shell, &mut *keep);
            while let Some(hole) = rings.next_if(|ring| !ring.is_shell) {
                window.edges_in_runs(&hole, &mut *keep);
            }
        });
        if holds_all {
            return true;
        }
    }
    false
}

/// The same on a flat plane, for shapes as drawn: see [`super::planar`].
pub(super) fn cover_flat<const K: usize>(site: &Drawing, zones: &[Vec<&Drawing>; K]) -> Cover<K> {
    let Some(bbox) = Bbox::around(site.iter().flatten().flatten().copied()) else {
        return Cover {
            site: 0.0,
            exclusive: [0.0; K],
        };
    };
    let mut slabs = Slabs::new(Window::over(&bbox));
    slabs.add_shape(site.iter().map(|rings| rings.iter().map(Vec::as_slice)), 0);
    for (class, zone) in by_class(zones) {
        let rings = zone.iter().map(|rings| rings.iter().map(Vec::as_slice));
        slabs.add_shape(rings, class + 1);
    }
    slabs.areas(|north| north)
}

fn by_class<T: Copy, const K: usize>(zones: &[Vec<T>; K]) -> impl Iterator<Item = (usize, T)> {
    let numbered = zones.iter().enumerate();
    numbered.flat_map(|(class, zones)| zones.iter().map(move |&zone| (class, zone)))
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "sums of small whole numbers are exact")]
mod tests;
