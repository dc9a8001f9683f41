//! Which lines may be told: none from which, with all that was told before, a small group is found.

use std::collections::BTreeSet;

use super::{
    ground::{Ground, Lines, lent},
    told::Told,
};
use crate::domain::{Code, HouseholdTable};

/// Somebody who reads, and what they have read before.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    /// They never learn of a group of fewer households.
    pub(super) least: u32,
    /// What earlier publications were the first to tell them.
    pub(super) read: Vec<Told>,
}

/// What is to be counted, and for whom.
pub(super) struct Choice<'a> {
    pub(super) ground: &'a Ground,
    /// Every count, by tables.
    pub(super) counts: &'a Told,
    /// No group of fewer households is told.
    pub(super) least: u32,
    pub(super) readers: &'a [Reader],
}

impl Choice<'_> {
    /// The lines that may be told of every table.
    pub(super) fn made(&self, may_be_told: impl Fn(HouseholdTable, usize) -> bool) -> Told {
        let mut told = Told::nothing(self.ground);
        for table in HouseholdTable::ALL {
            let coarse = table.refines().map(|of| told.lines(of).clone());
            let lines = told.lines_mut(*table);
            for (part, line) in lines.iter_mut().enumerate() {
                let count = self.line(*table, part);
                let is_open = coarse.as_ref().is_none_or(|of| of[part].is_some());
                let is_told = is_open && self.is_large(count) && may_be_told(*table, part);
                *line = is_told.then(|| count.to_vec());
            }
            self.give_up(*table, &mut told);
        }
        told
    }

    /// Hides lines of a table until nothing small is found.
    fn give_up(&self, table: HouseholdTable, told: &mut Told) {
        let mut given_up = self.given_up(table, told);
        while !given_up.is_empty() {
            for part in given_up {
                told.lines_mut(table)[part] = None;
            }
            given_up = self.given_up(table, told);
        }
    }

    fn line(&self, table: HouseholdTable, part: usize) -> &[u32] {
        self.counts.lines(table)[part]
            .as_deref()
            .unwrap_or_default()
    }

    /// Whether a line has no small group, and is not of nobody: "hidden" must not mean that somebody
    /// lives there.
    fn is_large(&self, line: &[u32]) -> bool {
        let small = line.iter().any(|&count| is_small(count.into(), self.least));
        !small && line.iter().sum::<u32>() >= self.least
    }

    /// Lines that must not be told with the others; none once all is well.
    fn given_up(&self, table: HouseholdTable, told: &Told) -> BTreeSet<usize> {
        let mut given_up = self.left_over(table, told);
        for reader in self.readers {
            given_up.extend(self.pooled(table, (reader, told)));
            given_up.extend(self.mixed(table, (reader, told)));
            for before in &reader.read {
                given_up.extend(self.changed(table, (reader.least, before, told)));
            }
        }
        given_up
    }

    /// What is left of a told part without the told ones in it must be no small group, nor groups
    /// that are all as small as each other.
    fn left_over(&self, table: HouseholdTable, told: &Told) -> BTreeSet<usize> {
        let lines = told.lines(table);
        let left = self.ground.remainders(&lent(lines));
        let mut given_up = BTreeSet::new();
        for part in (0..lines.len()).filter(|part| lines[*part].is_some()) {
            let is_bad = left[part].iter().any(|&count| is_small(count, self.least));
            if is_bad || (table == HouseholdTable::All && self.are_alike(lines, part)) {
                let (below, all) = (self.told_in(lines, part), |_: &usize| true);
                given_up.extend(
                    self.smallest(table, below, all)
                        .unwrap_or_else(|| vec![part]),
                );
            }
        }
        given_up
    }

    /// Whether the leaves that are hidden in a part are too small each and have all the same count:
    /// their sum would give each of them away.
    fn are_alike(&self, lines: &Lines, part: usize) -> bool {
        let is_told = |at: usize| lines[at].is_some();
        let hidden =
            self.ground.leaves().iter().filter(|leaf| {
                !is_told(**leaf) && self.ground.around(**leaf, is_told) == Some(part)
            });
        let mut counts = hidden.map(|leaf| self.line(HouseholdTable::All, *leaf)[0]);
        let Some(first) = counts.next() else {
            return false;
        };
        is_small(first.into(), self.least) && counts.all(|count| count == first)
    }

    /// The same as [`left_over`](Self::left_over) over the parts of all publications together, with
    /// the counts of today: whoever takes it that nothing has changed since must find nothing small.
    fn pooled(&self, table: HouseholdTable, (reader, told): (&Reader, &Told)) -> BTreeSet<usize> {
        let new = told.lines(table);
        let was_told = |part: usize| {
            reader
                .read
                .iter()
                .any(|before| before.lines(table)[part].is_some())
        };
        let pool: Lines = (0..new.len())
            .map(|part| {
                let is_told = new[part].is_some() || was_told(part);
                is_told.then(|| self.line(table, part).to_vec())
            })
            .collect();
        self.small_remainders(table, (&pool, new, reader.least))
    }

    /// The same with the counts that were told: the lines of each publication, and for the parts in
    /// them that it does not tell the latest that is told. Few of these may have changed since.
    fn mixed(&self, table: HouseholdTable, (reader, told): (&Reader, &Told)) -> BTreeSet<usize> {
        let new = told.lines(table);
        let mut all: Vec<&Lines> = reader
            .read
            .iter()
            .map(|before| before.lines(table))
            .collect();
        all.push(new);
        let latest = |part: usize| all.iter().rev().find_map(|lines| lines[part].clone());
        let latest: Lines = (0..new.len()).map(latest).collect();
        let mut given_up = BTreeSet::new();
        for lines in &all {
            let mixed: Lines = std::iter::zip(*lines, &latest)
                .map(|(own, latest)| own.clone().or_else(|| latest.clone()))
                .collect();
            given_up.extend(self.small_remainders(table, (&mixed, new, reader.least)));
        }
        given_up
    }

    /// New lines without which what is left of a part would be no small group.
    fn small_remainders(
        &self,
        table: HouseholdTable,
        (pool, new, least): (&Lines, &Lines, u32),
    ) -> BTreeSet<usize> {
        let left = self.ground.remainders(&lent(pool));
        let mut given_up = BTreeSet::new();
        for part in (0..pool.len()).filter(|part| pool[*part].is_some()) {
            if !left[part].iter().any(|&count| is_small(count, least)) {
                continue;
            }
            let is_new = |at: &usize| new[*at].is_some();
            match self.smallest(table, self.told_in(pool, part), is_new) {
                Some(smallest) => given_up.extend(smallest),
                // What only older publications have told cannot be taken back.
                None => given_up.extend(is_new(&part).then_some(part)),
            }
        }
        given_up
    }

    /// A region that an earlier publication tells of as well must have as many households of each
    /// class as then, or many more or fewer.
    fn changed(
        &self,
        table: HouseholdTable,
        (least, before, told): (u32, &Told, &Told),
    ) -> BTreeSet<usize> {
        let lines = told.lines(table);
        let mut given_up = self.little_changed((least, before.lines(table)), lines);
        for class in 0..table.classes().len() {
            let now = told.regions(self.ground, (table, class));
            let then = before.regions(self.ground, (table, class));
            let differences = then.differences(&now).into_iter();
            for (leaves, _) in differences.filter(|(_, more)| is_small(more.abs(), least)) {
                given_up.extend(self.deepest_around(table, (&leaves, lines)));
            }
        }
        given_up
    }

    /// Of the smallest told parts around some leaves the deepest ones, and of these the smallest.
    fn deepest_around(
        &self,
        table: HouseholdTable,
        (leaves, lines): (&[usize], &Lines),
    ) -> Vec<usize> {
        let is_told = |part: usize| lines[part].is_some();
        let owner = |leaf: &usize| self.ground.around(self.ground.leaves()[*leaf], is_told);
        let owners: BTreeSet<usize> = leaves.iter().filter_map(owner).collect();
        let deepest = owners.iter().map(|part| self.ground.depth(*part)).max();
        let is_deepest = |part: &usize| Some(self.ground.depth(*part)) == deepest;
        let owners = owners.iter().copied().collect();
        self.smallest(table, owners, is_deepest).unwrap_or_default()
    }

    /// New lines that differ by a small group from the earlier one of their part, or of a part that
    /// they lie in or that lies in them. Where what they hold has changed by much, up and down, that
    /// would tell of nobody; the rule is plainer without exceptions.
    fn little_changed(&self, (least, before): (u32, &Lines), now: &Lines) -> BTreeSet<usize> {
        let more = |outer: &[u32], inner: &[u32]| {
            let pairs = std::iter::zip(outer, inner);
            let more = pairs.map(|(outer, inner)| i64::from(*outer) - i64::from(*inner));
            more.collect::<Vec<i64>>()
        };
        let is_close = |part: usize, other: usize| {
            let (Some(new), Some(old)) = (&now[part], &before[other]) else {
                return false;
            };
            let more = match (self.is_in(part, other), self.is_in(other, part)) {
                (true, true) => more(new, old).iter().map(|more| more.abs()).collect(),
                (true, false) => more(old, new),
                (false, true) => more(new, old),
                (false, false) => return false,
            };
            more.iter().any(|&more| is_small(more, least))
        };
        let all = 0..self.ground.len();
        let is_given_up = |part: &usize| all.clone().any(|other| is_close(*part, other));
        all.clone().filter(is_given_up).collect()
    }

    fn is_in(&self, part: usize, other: usize) -> bool {
        self.ground.around(part, |at| at == other).is_some()
    }

    /// The told parts right below a part.
    fn told_in(&self, lines: &Lines, part: usize) -> Vec<usize> {
        let is_told = |at: usize| lines[at].is_some();
        let inner = (0..lines.len()).filter(|at| is_told(*at));
        inner
            .filter(|at| self.ground.above(*at, is_told) == Some(part))
            .collect()
    }

    /// The smallest of some parts, all equal ones together: the rule must not look at their order.
    fn smallest(
        &self,
        table: HouseholdTable,
        parts: Vec<usize>,
        which: impl Fn(&usize) -> bool,
    ) -> Option<Vec<usize>> {
        let size = |part: &usize| self.line(table, *part).iter().sum::<u32>();
        let parts: Vec<usize> = parts.into_iter().filter(which).collect();
        let least = parts.iter().map(size).min()?;
        Some(
            parts
                .into_iter()
                .filter(|part| size(part) == least)
                .collect(),
        )
    }
}

/// Whether a count is of somebody, and of too few.
pub(super) fn is_small(count: i64, least: u32) -> bool {
    // What is left of counts of different days may be below nought; that is no group.
    (1..i64::from(least)).contains(&count)
}
