//! Exact linear elimination over all that is told, modulo a prime.

use jalon::domain::{Code, HouseholdTable, Publication};

use super::{
    Tally,
    city::{City, OWN},
};

const PRIME: u64 = 2_147_483_647;

/// Sums of leaves and classes as equations in the households of each leaf and class.
pub(super) struct Algebra {
    pub(super) truth: usize,
    /// Rows in echelon form, each with the column it leads in.
    rows: Vec<(usize, Vec<u64>)>,
}

/// Columns of one leaf: its classes in the tables of [`OWN`].
fn width() -> usize {
    OWN.iter().map(|table| table.classes().len()).sum()
}

/// The columns of a class of a table in a leaf.
pub(super) fn columns((table, class): (HouseholdTable, usize), leaf: usize) -> Vec<usize> {
    let home = HouseholdTable::Home;
    let homes = 0..home.classes().len();
    let at = leaf * width();
    match table {
        HouseholdTable::All => homes.map(|one| at + one).collect(),
        HouseholdTable::Situation => homes
            .filter(|one| home.within()[*one] == class)
            .map(|one| at + one)
            .collect(),
        own => {
            let before = OWN.iter().take_while(|one| **one != own);
            let before: usize = before.map(|one| one.classes().len()).sum();
            vec![at + before + class]
        }
    }
}

impl Algebra {
    /// All that these publications were the first to tell.
    pub(super) fn of(city: &City, truth: usize, read: &[&Publication]) -> Self {
        let mut algebra = Self {
            truth,
            rows: Vec::new(),
        };
        for equation in equations(city, read) {
            algebra.add(city.row(&equation.0, &equation.1));
        }
        algebra
    }

    fn add(&mut self, row: Vec<u64>) {
        let row = self.reduced(row);
        if let Some(lead) = row.iter().position(|one| *one != 0) {
            let inverse = power(row[lead], PRIME - 2);
            let row = row.iter().map(|one| one * inverse % PRIME).collect();
            self.rows.push((lead, row));
        }
    }

    fn reduced(&self, mut row: Vec<u64>) -> Vec<u64> {
        for (lead, known) in &self.rows {
            if row[*lead] == 0 {
                continue;
            }
            let times = PRIME - row[*lead];
            for (one, of) in row.iter_mut().zip(known).skip(*lead) {
                *one = (*one + times * of) % PRIME;
            }
        }
        row
    }

    fn tells(&self, row: Vec<u64>) -> bool {
        self.reduced(row).iter().all(|one| *one == 0)
    }

    /// Which unions of leaves, as bits, have a count of a class that follows.
    fn regions(&self, city: &City, key: (HouseholdTable, usize)) -> Vec<bool> {
        let all = 0..1_usize << city.leaves.len();
        all.map(|set| set != 0 && self.tells(city.row(&members(set), &[(key, 1)])))
            .collect()
    }
}

/// Leaves, and classes with how often they are counted.
type Equation = (Vec<usize>, Vec<((HouseholdTable, usize), u64)>);

/// Every told sum, and that the tables of a leaf have the same sum.
pub(super) fn equations(city: &City, read: &[&Publication]) -> Vec<Equation> {
    let mut all = Vec::new();
    for publication in read {
        for told in &publication.figures.tables {
            let new = told.lines.iter();
            for line in new.filter(|line| line.publication == publication.number) {
                let leaves = city.leaves_in(&line.part);
                let classes = 0..told.table.classes().len();
                all.extend(classes.map(|class| (leaves.clone(), vec![((told.table, class), 1)])));
            }
        }
    }
    for leaf in 0..city.leaves.len() {
        for table in &OWN[1..] {
            let coarse = table.refines().unwrap();
            for class in 0..coarse.classes().len() {
                let own = (0..table.classes().len()).filter(|one| table.within()[*one] == class);
                let mut sum: Vec<_> = own.map(|one| ((*table, one), 1)).collect();
                sum.push(((coarse, class), PRIME - 1));
                all.push((vec![leaf], sum));
            }
        }
    }
    all
}

impl City {
    fn row(&self, leaves: &[usize], keys: &[((HouseholdTable, usize), u64)]) -> Vec<u64> {
        let mut row = vec![0; self.leaves.len() * width()];
        let pairs = leaves
            .iter()
            .flat_map(|leaf| keys.iter().map(move |key| (leaf, key)));
        for (leaf, (key, times)) in pairs {
            for column in columns(*key, *leaf) {
                row[column] = (row[column] + times) % PRIME;
            }
        }
        row
    }
}

/// Looks for regions whose count follows and is small.
pub(super) fn attack(city: &City, (algebra, least): (&Algebra, u32), tally: &mut Tally) {
    for key in keys() {
        for (set, is_told) in algebra.regions(city, key).into_iter().enumerate() {
            tally.regions += 1;
            let count = city.count(algebra.truth, key, &members(set));
            if is_told && (1..i64::from(least)).contains(&count) {
                tally
                    .found
                    .push(format!("region: {key:?} {set:b}: {count}"));
            }
        }
    }
}

/// Looks for regions that are known at two dates, and whose households have changed by few. A region
/// that is made of such regions tells nothing that they do not.
pub(super) fn attack_differences(
    city: &City,
    ((before, after), least): ((&Algebra, &Algebra), u32),
    tally: &mut Tally,
) {
    for key in keys() {
        let (then, now) = (before.regions(city, key), after.regions(city, key));
        let is_known = |set: usize| then[set] && now[set];
        for set in (1..then.len()).filter(|set| is_known(*set)) {
            tally.regions += 1;
            let is_made_of_others = (1..set).any(|inner| inner & set == inner && is_known(inner));
            let count = |of: &Algebra| city.count(of.truth, key, &members(set));
            let more = (count(after) - count(before)).abs();
            if !is_made_of_others && (1..i64::from(least)).contains(&more) {
                tally.found.push(format!("change: {key:?} {set:b}: {more}"));
            }
        }
    }
}

pub(super) fn keys() -> impl Iterator<Item = (HouseholdTable, usize)> {
    HouseholdTable::ALL
        .iter()
        .flat_map(|table| (0..table.classes().len()).map(move |class| (*table, class)))
}

fn members(set: usize) -> Vec<usize> {
    (0..usize::BITS as usize)
        .filter(|leaf| set >> leaf & 1 == 1)
        .collect()
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut result, mut base) = (1, base % PRIME);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}
