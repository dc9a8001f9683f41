//! One told line taken from another.

use jalon::domain::{Code, FiguresLine, HouseholdTable};

use super::{
    Tally,
    city::{City, Read},
};

/// Takes every line from every other one of its table whose part holds it, or is the same.
pub(super) fn attack(city: &City, (read, least): (&[&Read], u32), tally: &mut Tally) {
    for table in HouseholdTable::ALL {
        let lines = told(read, *table);
        tally
            .found
            .extend(remainders(city, (&lines, least), *table));
        let pairs = lines
            .iter()
            .flat_map(|one| lines.iter().map(move |other| (one, other)));
        for ((one, inner), (other, outer)) in pairs {
            let (inside, around) = (city.leaves_in(&inner.part), city.leaves_in(&outer.part));
            if !inside.iter().all(|leaf| around.contains(leaf)) {
                continue;
            }
            let pair = Pair {
                city,
                table: *table,
                least,
                inner: (one.truth, inner, inside),
                outer: (other.truth, outer, around),
            };
            tally.pairs += 1;
            tally.found.extend(pair.finds());
        }
    }
}

/// Takes from every line the latest lines of all the largest parts in it: where these have not
/// changed, what is left was there.
fn remainders(
    city: &City,
    (lines, least): (&[(&Read, &FiguresLine)], u32),
    table: HouseholdTable,
) -> Vec<String> {
    let mut found = Vec::new();
    for (one, outer) in lines {
        let around = city.leaves_in(&outer.part);
        let mut left: Vec<i64> = outer.counts.iter().map(|&count| count.into()).collect();
        let (mut rest, mut moved) = (around.clone(), vec![false; left.len()]);
        // The whole stands before its districts, and these before their neighbourhoods.
        for part in city.parts.iter().filter(|part| part.id != outer.part) {
            let inside = city.leaves_in(&part.id);
            let latest = lines.iter().rfind(|(_, line)| line.part == part.id);
            let (true, Some((other, inner))) =
                (inside.iter().all(|leaf| rest.contains(leaf)), latest)
            else {
                continue;
            };
            rest.retain(|leaf| !inside.contains(leaf));
            for (class, count) in left.iter_mut().enumerate() {
                *count -= i64::from(inner.counts[class]);
                let counted = |at| city.count(at, (table, class), &inside);
                moved[class] |= counted(one.truth) != counted(other.truth);
            }
        }
        for (class, count) in left
            .iter()
            .enumerate()
            .filter(|_| rest.len() < around.len())
        {
            if !moved[class] && (1..i64::from(least)).contains(count) {
                found.push(format!(
                    "pair: rest of {table} {class} {}: {count}",
                    outer.part
                ));
            }
        }
    }
    found
}

/// Lines by the publications that were the first to tell them.
fn told<'a>(read: &[&'a Read], table: HouseholdTable) -> Vec<(&'a Read, &'a FiguresLine)> {
    let all = read.iter().flat_map(|one| {
        let tables = one.publication.figures.tables.iter();
        let lines = tables
            .filter(move |told| told.table == table)
            .flat_map(|told| &told.lines);
        lines
            .filter(|line| line.publication == one.publication.number)
            .map(move |line| (*one, line))
    });
    all.collect()
}

struct Pair<'a> {
    city: &'a City,
    table: HouseholdTable,
    least: u32,
    inner: (usize, &'a FiguresLine, Vec<usize>),
    outer: (usize, &'a FiguresLine, Vec<usize>),
}

impl Pair<'_> {
    fn finds(&self) -> Vec<String> {
        let (then, inner, inside) = &self.inner;
        let (now, outer, around) = &self.outer;
        let small = 1..i64::from(self.least);
        let mut found = Vec::new();
        for class in 0..self.table.classes().len() {
            let guess = i64::from(outer.counts[class]) - i64::from(inner.counts[class]);
            let is_same_part = inside == around;
            // Nothing tells who reads it that nothing has changed; it may be so.
            let is_unchanged = inside.iter().all(|leaf| {
                let count = |at| self.city.count(at, (self.table, class), &[*leaf]);
                count(*then) == count(*now)
            });
            let is_found = if is_same_part {
                then != now && small.contains(&guess.abs())
            } else {
                is_unchanged && small.contains(&guess)
            };
            if is_found {
                found.push(format!(
                    "pair: {} {class} {} at {now} without {} at {then}: {guess}",
                    self.table, outer.part, inner.part
                ));
            }
        }
        found
    }
}
