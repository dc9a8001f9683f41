//! The nested parts of a territory, and which of them is the smallest told one around a neighbourhood.

use crate::domain::FiguresPart;

/// The parts of a territory as a tree; each stands behind the one that it lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ground {
    within: Vec<Option<usize>>,
    depth: Vec<usize>,
    leaves: Vec<usize>,
}

/// The lines that are told of one table: counts by classes, or none, for each part.
pub(super) type Lines = Vec<Option<Vec<u32>>>;

impl Ground {
    /// The tree of these parts.
    pub(super) fn of(parts: &[FiguresPart]) -> Self {
        let place = |id: &str| parts.iter().position(|part| part.id == id);
        let within: Vec<Option<usize>> = parts
            .iter()
            .map(|part| part.within.as_deref().and_then(place))
            .collect();
        let mut depth = vec![0; parts.len()];
        for at in 0..parts.len() {
            depth[at] = within[at].map_or(0, |above| depth[above] + 1);
        }
        let is_leaf = |at: &usize| !within.contains(&Some(*at));
        let leaves = (0..parts.len()).filter(is_leaf).collect();
        Self {
            within,
            depth,
            leaves,
        }
    }

    /// How many parts there are.
    pub(super) fn len(&self) -> usize {
        self.within.len()
    }

    /// The parts in which nothing lies.
    pub(super) fn leaves(&self) -> &[usize] {
        &self.leaves
    }

    /// How many parts lie around one.
    pub(super) fn depth(&self, part: usize) -> usize {
        self.depth[part]
    }

    /// The smallest part with a property that a part lies in, itself included.
    pub(super) fn around(&self, part: usize, is: impl Fn(usize) -> bool) -> Option<usize> {
        let mut at = Some(part);
        while let Some(part) = at {
            if is(part) {
                return Some(part);
            }
            at = self.within[part];
        }
        None
    }

    /// The same without itself.
    pub(super) fn above(&self, part: usize, is: impl Fn(usize) -> bool) -> Option<usize> {
        self.within[part].and_then(|above| self.around(above, is))
    }

    /// Of every leaf, the smallest told part around it.
    pub(super) fn owners(&self, is_told: &[bool]) -> Vec<Option<usize>> {
        let owner = |leaf: &usize| self.around(*leaf, |part| is_told[part]);
        self.leaves.iter().map(owner).collect()
    }

    /// What is left of each told part when the told parts in it are taken away.
    pub(super) fn remainders(&self, lines: &[Option<&[u32]>]) -> Vec<Vec<i64>> {
        let mut left: Vec<Vec<i64>> = lines
            .iter()
            .map(|line| line.unwrap_or_default().iter().map(|&n| n.into()).collect())
            .collect();
        for part in 0..self.len() {
            let (Some(line), Some(above)) = (
                lines[part],
                self.above(part, |above| lines[above].is_some()),
            ) else {
                continue;
            };
            for (whole, count) in left[above].iter_mut().zip(line) {
                *whole -= i64::from(*count);
            }
        }
        left
    }
}

/// Lines that are lent.
pub(super) fn lent(lines: &Lines) -> Vec<Option<&[u32]>> {
    lines.iter().map(Option::as_deref).collect()
}
