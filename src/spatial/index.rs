//! Which boxes touch a box: the first, cheap answer before any exact one.

use geo_types::Coord;
use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};

use super::Bbox;

/// Boxes in a tree; a box is named by its place in the list it was built from.
#[derive(Clone, Debug, Default)]
pub struct BoxIndex {
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
}

impl BoxIndex {
    /// Loads all boxes at once, in O(n log n).
    #[must_use]
    pub fn new(boxes: &[Bbox]) -> Self {
        let entries = boxes.iter().enumerate().map(|(place, bbox)| {
            let corners = ([bbox.west, bbox.south], [bbox.east, bbox.north]);
            GeomWithData::new(Rectangle::from_corners(corners.0, corners.1), place)
        });
        Self {
            tree: RTree::bulk_load(entries.collect()),
        }
    }

    /// Gives each box a new name, its place in the order of the tree, where neighbours mostly come one after
    /// the other. Returns the old names in that order: what is kept in it is found side by side in memory.
    ///
    /// ```
    /// use jalon::spatial::{Bbox, BoxIndex};
    /// let at = |west: f64| Bbox { west, south: 0.0, east: west, north: 0.0 };
    /// let mut index = BoxIndex::new(&[at(0.0), at(5.0), at(1.0)]);
    /// let old = index.rename_in_order();
    /// let found = index.touching(at(5.0)).next().unwrap();
    /// assert_eq!(old[found], 1);
    /// ```
    #[must_use]
    pub fn rename_in_order(&mut self) -> Vec<usize> {
        let names = self.tree.iter_mut().map(|entry| &mut entry.data);
        let renamed = names
            .enumerate()
            .map(|(new, name)| std::mem::replace(name, new));
        renamed.collect()
    }

    /// The places of the boxes that share a point with this one, in no order.
    ///
    /// ```
    /// use jalon::spatial::{Bbox, BoxIndex};
    /// let square = |west: f64| Bbox { west, south: 0.0, east: west + 1.0, north: 1.0 };
    /// let index = BoxIndex::new(&[square(0.0), square(5.0)]);
    /// assert_eq!(index.touching(square(6.0)).collect::<Vec<_>>(), [1]);
    /// ```
    pub fn touching(&self, bbox: Bbox) -> impl Iterator<Item = usize> + '_ {
        let envelope = AABB::from_corners([bbox.west, bbox.south], [bbox.east, bbox.north]);
        self.tree
            .locate_in_envelope_intersecting(&envelope)
            .map(|entry| entry.data)
    }

    /// The places of the boxes that hold the point.
    pub fn around(&self, point: Coord<f64>) -> impl Iterator<Item = usize> + '_ {
        self.touching(Bbox::at(point))
    }

    /// Number of boxes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tree.size()
    }

    /// Whether there is no box.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bbox() -> impl Strategy<Value = Bbox> {
        (0..20_u8, 0..20_u8, 0..5_u8, 0..5_u8).prop_map(|(west, south, width, height)| Bbox {
            west: f64::from(west),
            south: f64::from(south),
            east: f64::from(west + width),
            north: f64::from(south + height),
        })
    }

    proptest! {
        #[test]
        fn the_index_finds_what_a_look_at_every_box_finds(boxes in prop::collection::vec(bbox(), 0..60), sought in bbox()) {
            let mut found: Vec<usize> = BoxIndex::new(&boxes).touching(sought).collect();
            found.sort_unstable();
            let looked: Vec<usize> = (0..boxes.len()).filter(|&i| boxes[i].intersects(&sought)).collect();
            prop_assert_eq!(found, looked);
        }
    }
}
