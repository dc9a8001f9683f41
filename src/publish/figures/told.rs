//! What somebody knows who has read one publication: in which smallest regions they can tell the
//! households of a class.

use std::collections::{BTreeMap, BTreeSet};

use super::ground::{Ground, Lines, lent};
use crate::domain::{Code, FiguresPart, HouseholdTable, Publication};

/// The lines that a publication was the first to tell, by tables.
#[derive(Clone, Debug)]
pub(super) struct Told(Vec<Lines>);

/// Regions, each of which one number is known of.
pub(super) struct Regions {
    /// The region of each leaf.
    pub(super) of_leaf: Vec<Option<usize>>,
    /// Households in each region.
    pub(super) households: Vec<i64>,
}

impl Told {
    /// Nothing.
    pub(super) fn nothing(ground: &Ground) -> Self {
        Self(vec![vec![None; ground.len()]; HouseholdTable::ALL.len()])
    }

    /// The lines that a publication was the first to tell, by the order of these parts.
    pub(super) fn first_in(publication: &Publication, parts: &[FiguresPart]) -> Self {
        let first = |table: &HouseholdTable, part: &FiguresPart| {
            let tables = &publication.figures.tables;
            let lines = &tables.iter().find(|one| one.table == *table)?.lines;
            let line = lines.iter().find(|line| line.part == part.id)?;
            (line.publication == publication.number).then(|| line.counts.clone())
        };
        let lines = |table| parts.iter().map(|part| first(table, part)).collect();
        Self(HouseholdTable::ALL.iter().map(lines).collect())
    }

    /// The lines of a table.
    pub(super) fn lines(&self, table: HouseholdTable) -> &Lines {
        &self.0[index(table)]
    }

    /// The same, to be changed.
    pub(super) fn lines_mut(&mut self, table: HouseholdTable) -> &mut Lines {
        &mut self.0[index(table)]
    }

    /// The regions of which the households of one class are known.
    ///
    /// Within a told part, the told lines of the coarser table give the sum of each row and the
    /// part's own line the sum of each column, and nothing between them is told. Such a table leaves
    /// a cell from `row + column - all` to the smaller of row and column, and each number between
    /// can be filled up to a whole table; so a cell is known only where these two are the same.
    pub(super) fn regions(
        &self,
        ground: &Ground,
        (table, class): (HouseholdTable, usize),
    ) -> Regions {
        let lines = lent(self.lines(table));
        let is_told: Vec<bool> = lines.iter().map(Option::is_some).collect();
        let owners = ground.owners(&is_told);
        let left = ground.remainders(&lines);
        let regions = match table.refines() {
            None => Regions::of_owners(&owners, |owner| left[owner][class]),
            Some(coarse) => {
                let within = table.within();
                let rows = self.regions(ground, (coarse, within[class]));
                let all = |owner: usize| {
                    let together = left[owner].iter().zip(within);
                    let together = together.filter(|(_, of)| **of == within[class]);
                    together.map(|(count, _)| count).sum::<i64>()
                };
                rows.crossed(&owners, |owner| (left[owner][class], all(owner)))
            }
        };
        regions.nobody_anywhere()
    }
}

fn index(table: HouseholdTable) -> usize {
    HouseholdTable::ALL
        .iter()
        .position(|one| *one == table)
        .unwrap_or_default()
}

impl Regions {
    fn of_owners(owners: &[Option<usize>], count: impl Fn(usize) -> i64) -> Self {
        let distinct: BTreeSet<usize> = owners.iter().flatten().copied().collect();
        let distinct: Vec<usize> = distinct.into_iter().collect();
        let number = |owner: &Option<usize>| owner.and_then(|of| distinct.binary_search(&of).ok());
        Self {
            of_leaf: owners.iter().map(number).collect(),
            households: distinct.iter().map(|owner| count(*owner)).collect(),
        }
    }

    /// These regions as rows, crossed with one column: `column` gives its sum within an owner and
    /// the sum of all columns there.
    fn crossed(&self, owners: &[Option<usize>], column: impl Fn(usize) -> (i64, i64)) -> Self {
        // A row that gives its cell away is a region of its own; the others of an owner are one.
        let key_of = |leaf: usize| -> Option<(usize, Option<usize>)> {
            let (owner, row) = (owners[leaf]?, self.of_leaf[leaf]?);
            let ((sum, all), in_row) = (column(owner), self.households[row]);
            let is_known = in_row.max(sum) == all || in_row.min(sum) == 0;
            Some((owner, is_known.then_some(row)))
        };
        let keys: Vec<_> = (0..owners.len()).map(key_of).collect();
        let distinct: BTreeSet<_> = keys.iter().flatten().copied().collect();
        let known = |(owner, row): (usize, usize)| self.households[row].min(column(owner).0);
        let rest = |owner: usize| {
            let rows = distinct.iter().filter(|(of, _)| *of == owner);
            let told: i64 = rows
                .filter_map(|(of, row)| row.map(|row| known((*of, row))))
                .sum();
            column(owner).0 - told
        };
        let count = |(owner, row): &(usize, Option<usize>)| match row {
            Some(row) => known((*owner, *row)),
            None => rest(*owner),
        };
        let numbers: BTreeMap<_, usize> = distinct.iter().copied().zip(0..).collect();
        Self {
            of_leaf: keys
                .iter()
                .map(|key| numbers.get(key.as_ref()?).copied())
                .collect(),
            households: distinct.iter().map(count).collect(),
        }
    }

    /// Where there is nobody in a region, there is nobody in any part of it.
    fn nobody_anywhere(mut self) -> Self {
        for region in &mut self.of_leaf {
            if region.is_some_and(|number| self.households[number] == 0) {
                self.households.push(0);
                *region = Some(self.households.len() - 1);
            }
        }
        self
    }

    /// Groups of leaves, as small as can be, whose households both of two publications tell: the
    /// leaves of each, and by how many the second differs from the first.
    pub(super) fn differences(&self, later: &Self) -> Vec<(Vec<usize>, i64)> {
        let groups = groups(&self.of_leaf, &later.of_leaf);
        let mut found = Vec::new();
        for leaves in groups {
            let told = |regions: &Self| -> Option<i64> {
                let numbers: Option<BTreeSet<usize>> =
                    leaves.iter().map(|leaf| regions.of_leaf[*leaf]).collect();
                Some(
                    numbers?
                        .iter()
                        .map(|&number| regions.households[number])
                        .sum(),
                )
            };
            if let (Some(before), Some(after)) = (told(self), told(later)) {
                found.push((leaves, after - before));
            }
        }
        found
    }
}

/// Leaves that hang together because either of two publications has put them in one region.
fn groups(one: &[Option<usize>], other: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..one.len()).collect();
    for regions in [one, other] {
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for (leaf, region) in regions.iter().enumerate() {
            let Some(region) = region else { continue };
            let with = *first.entry(*region).or_insert(leaf);
            join(&mut group, with, leaf);
        }
    }
    let mut by_group: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for leaf in 0..group.len() {
        by_group.entry(root(&group, leaf)).or_default().push(leaf);
    }
    by_group.into_values().collect()
}

fn root(group: &[usize], mut leaf: usize) -> usize {
    while group[leaf] != leaf {
        leaf = group[leaf];
    }
    leaf
}

fn join(group: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(group, one), root(group, other));
    group[one.max(other)] = one.min(other);
}
