//! Rings of a shapefile, sorted into polygons: shells go clockwise, holes the other way.
//!
//! Many files do not keep to it. A hole outside every shell becomes a shell; where every ring
//! goes the wrong way, a ring inside another one is its hole.

use geo_types::Coord;
use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};

use crate::formats::FeatureFault;

type Ring = Vec<Coord<f64>>;

/// Edges that may be looked at for one shape: a few seconds' work.
const MOST_EDGES: usize = 500_000_000;

/// The polygons that the rings make, each with its shell first.
pub(super) fn grouped(rings: Vec<Ring>) -> Result<Vec<Vec<Ring>>, FeatureFault> {
    if rings.len() < 2 {
        return Ok(rings.into_iter().map(|ring| vec![ring]).collect());
    }
    let (shells, holes): (Vec<_>, Vec<_>) =
        rings.into_iter().partition(|ring| twice_area(ring) <= 0.0);
    if shells.is_empty() {
        return nested(holes);
    }
    placed(shells, holes)
}

/// Puts each hole into the smallest shell around it.
fn placed(shells: Vec<Ring>, holes: Vec<Ring>) -> Result<Vec<Vec<Ring>>, FeatureFault> {
    let index = ShellIndex::of(&shells);
    let mut work = 0;
    let places: Result<Vec<_>, _> = holes
        .iter()
        .map(|hole| index.around(hole, &mut work))
        .collect();
    let places = places?;
    let mut polygons: Vec<_> = shells.into_iter().map(|shell| vec![shell]).collect();
    for (hole, place) in holes.into_iter().zip(places) {
        match place {
            Some(shell) => polygons[shell].push(hole),
            None => polygons.push(vec![hole]),
        }
    }
    Ok(polygons)
}

/// Sorts rings by what stands around them, when their direction says nothing: largest first,
/// a ring inside a shell is its hole, a ring inside a hole is a shell again.
fn nested(mut rings: Vec<Ring>) -> Result<Vec<Vec<Ring>>, FeatureFault> {
    rings.sort_by(|a, b| twice_area(b).total_cmp(&twice_area(a)));
    let index = ShellIndex::of(&rings);
    let mut work = 0;
    let mut depth = vec![0; rings.len()];
    let mut shell_of: Vec<Option<usize>> = vec![None; rings.len()];
    for (i, ring) in rings.iter().enumerate() {
        if let Some(around) = index.around_before(ring, i, &mut work)? {
            depth[i] = depth[around] + 1;
            shell_of[i] = (depth[i] % 2 == 1).then_some(around);
        }
    }
    let mut polygons: Vec<Vec<Ring>> = Vec::new();
    let mut place = vec![0; rings.len()];
    for (i, ring) in rings.into_iter().enumerate() {
        if let Some(shell) = shell_of[i] {
            polygons[place[shell]].push(ring);
        } else {
            place[i] = polygons.len();
            polygons.push(vec![ring]);
        }
    }
    Ok(polygons)
}

/// Shells found by a point.
struct ShellIndex<'a> {
    shells: &'a [Ring],
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
}

impl<'a> ShellIndex<'a> {
    fn of(shells: &'a [Ring]) -> Self {
        let boxes = shells.iter().enumerate().filter_map(|(i, shell)| {
            let corners: Vec<_> = shell.iter().map(|at| [at.x, at.y]).collect();
            let around = AABB::from_points(corners.iter());
            (!shell.is_empty()).then(|| GeomWithData::new(Rectangle::from_aabb(around), i))
        });
        Self {
            shells,
            boxes: RTree::bulk_load(boxes.collect()),
        }
    }

    /// The smallest shell around a ring.
    fn around(&self, ring: &Ring, work: &mut usize) -> Result<Option<usize>, FeatureFault> {
        self.around_before(ring, self.shells.len(), work)
    }

    /// The smallest among the first shells around a ring.
    fn around_before(
        &self,
        ring: &Ring,
        before: usize,
        work: &mut usize,
    ) -> Result<Option<usize>, FeatureFault> {
        let Some(point) = ring.first() else {
            return Ok(None);
        };
        let mut smallest: Option<usize> = None;
        for shell in self.boxes.locate_all_at_point(&[point.x, point.y]) {
            let shell = shell.data;
            *work += self.shells[shell].len();
            if *work > MOST_EDGES {
                return Err(FeatureFault::malformed(
                    "it has too many rings in each other to be sorted",
                ));
            }
            let size = |i: usize| twice_area(&self.shells[i]).abs();
            if shell < before
                && contains(&self.shells[shell], ring)
                && smallest.is_none_or(|old| size(shell) < size(old))
            {
                smallest = Some(shell);
            }
        }
        Ok(smallest)
    }
}

/// Whether the shell holds the ring, told by the ring's first point that is not on its edge.
fn contains(shell: &Ring, ring: &Ring) -> bool {
    ring.iter()
        .take(16)
        .find_map(|point| side(shell, *point))
        .unwrap_or(true)
}

/// Inside, outside, or `None` on the edge (even-odd).
fn side(shell: &Ring, point: Coord<f64>) -> Option<bool> {
    let mut inside = false;
    let ends = shell.iter().cycle().skip(1);
    for (a, b) in shell.iter().zip(ends) {
        let turn = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
        let within_x = point.x >= a.x.min(b.x) && point.x <= a.x.max(b.x);
        let within_y = point.y >= a.y.min(b.y) && point.y <= a.y.max(b.y);
        if turn == 0.0 && within_x && within_y {
            return None;
        }
        if (a.y > point.y) != (b.y > point.y) && (turn > 0.0) == (b.y > a.y) {
            inside = !inside;
        }
    }
    Some(inside)
}

/// Twice the signed area, positive counter-clockwise, about the first point so that large
/// coordinates lose no digits.
fn twice_area(ring: &Ring) -> f64 {
    let Some(origin) = ring.first() else {
        return 0.0;
    };
    let local = |at: &Coord<f64>| (at.x - origin.x, at.y - origin.y);
    ring.windows(2)
        .map(|edge| {
            let ((ax, ay), (bx, by)) = (local(&edge[0]), local(&edge[1]));
            ax * by - bx * ay
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clockwise square with its lower left corner at `x, y`.
    fn square(x: f64, y: f64, side: f64) -> Ring {
        [
            (0.0, 0.0),
            (0.0, side),
            (side, side),
            (side, 0.0),
            (0.0, 0.0),
        ]
        .map(|(dx, dy)| Coord {
            x: x + dx,
            y: y + dy,
        })
        .to_vec()
    }

    fn reversed(mut ring: Ring) -> Ring {
        ring.reverse();
        ring
    }

    fn sizes(rings: Vec<Ring>) -> Vec<usize> {
        grouped(rings).unwrap().iter().map(Vec::len).collect()
    }

    #[test]
    fn a_hole_goes_to_the_smallest_shell_around_it() {
        let hole = reversed(square(4.0, 4.0, 1.0));
        let island = square(3.0, 3.0, 3.0);
        let lake = reversed(square(2.0, 2.0, 6.0));
        let land = square(0.0, 0.0, 10.0);

        let polygons = grouped(vec![
            hole.clone(),
            land.clone(),
            lake.clone(),
            island.clone(),
        ]);

        assert_eq!(
            polygons.unwrap(),
            vec![vec![land, lake], vec![island, hole]]
        );
    }

    #[test]
    fn a_hole_outside_every_shell_is_a_shell() {
        let far = reversed(square(20.0, 20.0, 1.0));

        assert_eq!(sizes(vec![square(0.0, 0.0, 1.0), far]), [1, 1]);
    }

    #[test]
    fn where_all_rings_go_the_wrong_way_their_nesting_counts() {
        let rings = vec![
            reversed(square(3.0, 3.0, 3.0)),
            reversed(square(2.0, 2.0, 6.0)),
            reversed(square(0.0, 0.0, 10.0)),
            reversed(square(20.0, 0.0, 1.0)),
        ];

        assert_eq!(sizes(rings), [2, 1, 1]);
    }

    #[test]
    fn a_hole_that_touches_its_shell_in_its_first_point_stays_in_it() {
        let hole = reversed(vec![
            Coord { x: 0.0, y: 5.0 },
            Coord { x: 2.0, y: 6.0 },
            Coord { x: 2.0, y: 4.0 },
            Coord { x: 0.0, y: 5.0 },
        ]);
        assert!(twice_area(&hole) > 0.0);

        assert_eq!(
            sizes(vec![square(0.0, 0.0, 10.0), hole, square(20.0, 0.0, 1.0)]),
            [2, 1]
        );
    }

    #[test]
    fn empty_rings_do_no_harm() {
        assert_eq!(
            sizes(vec![vec![], square(0.0, 0.0, 1.0), vec![]]),
            [1, 1, 1]
        );
        assert_eq!(sizes(vec![]), Vec::<usize>::new());
    }
}
