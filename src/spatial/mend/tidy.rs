//! Rings closed, without repeated points and without rings that hold nothing.

use std::collections::BTreeSet;

use geo_types::Coord;

use super::Polygons;
use crate::spatial::MendRule;

/// The polygons with closed rings of three different points or more.
pub(super) fn tidied(
    polygons: &Polygons,
    rules: &mut BTreeSet<MendRule>,
) -> Vec<Vec<Vec<Coord<f64>>>> {
    let mut kept = Vec::new();
    for rings in polygons {
        let Some((shell, holes)) = rings.split_first() else {
            continue;
        };
        let Some(shell) = tidied_ring(shell, rules) else {
            continue;
        };
        let holes = holes.iter().filter_map(|hole| tidied_ring(hole, rules));
        kept.push(std::iter::once(shell).chain(holes).collect());
    }
    kept
}

/// The ring closed, or `None` when it has no extent. A ring without any point goes unreported.
fn tidied_ring(ring: &[Coord<f64>], rules: &mut BTreeSet<MendRule>) -> Option<Vec<Coord<f64>>> {
    let &first = ring.first()?;
    let mut points = ring.to_vec();
    points.dedup();
    let is_closed = points.len() > 1 && points.last() == Some(&first);
    if points.len() - usize::from(is_closed) < 3 {
        rules.insert(MendRule::EmptyPartDropped);
        return None;
    }
    if !is_closed {
        rules.insert(MendRule::RingClosed);
        points.push(first);
    }
    Some(points)
}
