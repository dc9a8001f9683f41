//! The differencing attack: somebody reads every publication of counts of households, of all dates and
//! all nested parts, and looks for groups that are too small to be told.
//!
//! Attacks tried on random cities, some of which stand still between publications: one told line
//! taken from another, for every pair, and all lines inside one from it (`pairs`); exact linear elimination over all lines of one date,
//! with the sums over parts and classes and over the tables, for every union of neighbourhoods, and
//! for the differences of two dates (`algebra`); the least and the most that each cell can be, by
//! linear programming, as counts are not below nought (`bounds`); all of these over the publications
//! together where nothing has changed between them. The same attackers find hundreds of groups where
//! small counts are merely left out.

mod algebra;
mod bounds;
mod city;
mod pairs;

use jalon::domain::Audience;

use algebra::Algebra;
use city::{City, ThresholdsDrawn, Way};

/// Random cities of each kind.
const CITIES: u64 = 100;

/// What the attackers have tried, and what they have found.
#[derive(Debug, Default)]
struct Tally {
    pairs: usize,
    regions: usize,
    cells: usize,
    found: Vec<String>,
}

/// Sends every attacker over a city, as the public and as the team.
fn attack(city: &City, tally: &mut Tally) {
    for (audience, least) in [(Audience::Public, city.least), (Audience::Team, city.team)] {
        let read = city.read_by(audience);
        pairs::attack(city, (&read, least), tally);
        let each: Vec<Algebra> = read
            .iter()
            .map(|one| Algebra::of(city, one.truth, &[&one.publication]))
            .collect();
        for one in &each {
            algebra::attack(city, (one, least), tally);
        }
        for later in 1..each.len() {
            for earlier in 0..later {
                let two = (&each[earlier], &each[later]);
                algebra::attack_differences(city, (two, least), tally);
            }
        }
        if city.stands_still {
            let all: Vec<_> = read.iter().map(|one| &one.publication).collect();
            let pooled = Algebra::of(city, 0, &all);
            algebra::attack(city, (&pooled, least), tally);
            bounds::attack(city, (0, &all, least), tally);
        } else if let Some(last) = read.last() {
            bounds::attack(city, (last.truth, &[&last.publication], least), tally);
        }
    }
}

#[test]
fn no_attacker_finds_a_small_group_in_what_is_published() {
    let mut tally = Tally::default();
    for seed in 0..CITIES {
        attack(&City::random(seed, Way::Published), &mut tally);
    }

    println!(
        "{} pairs, {} regions, {} cells by bounds",
        tally.pairs, tally.regions, tally.cells
    );
    assert!(tally.pairs >= 10_000, "only {} pairs", tally.pairs);
    assert!(
        tally.found.is_empty(),
        "{:#?}",
        &tally.found[..tally.found.len().min(20)]
    );
}

#[test]
fn no_attacker_finds_a_small_group_where_a_city_tells_of_larger_ones_only() {
    let mut tally = Tally::default();
    let mut told = 0;
    for seed in 0..CITIES + 25 {
        let city = City::telling(seed, Way::Published, ThresholdsDrawn::RAISED);
        told += city.lines_told();
        attack(&city, &mut tally);
    }

    assert!(told > 2_000, "only {told} lines are told");
    assert!(tally.pairs >= 10_000, "only {} pairs", tally.pairs);
    assert!(
        tally.found.is_empty(),
        "{:#?}",
        &tally.found[..tally.found.len().min(20)]
    );
}

#[test]
fn no_attacker_finds_a_small_group_where_ways_from_where_to_where_are_told() {
    let mut tally = Tally::default();
    let mut told = 0;
    for seed in 0..CITIES {
        let city = City::telling(seed, Way::Published, ThresholdsDrawn::FLOWS);
        told += city.flows_told();
        attack(&city, &mut tally);
    }

    println!(
        "{told} ways told, {} pairs, {} regions",
        tally.pairs, tally.regions
    );
    assert!(told > 100, "only {told} ways are told");
    assert!(tally.pairs >= 10_000, "only {} pairs", tally.pairs);
    assert!(
        tally.found.is_empty(),
        "{:#?}",
        &tally.found[..tally.found.len().min(20)]
    );
}

#[test]
fn the_attackers_find_ways_that_few_went_where_small_counts_are_merely_left_out() {
    let mut tally = Tally::default();
    for seed in 0..20 {
        let city = City::telling(seed, Way::SmallLeftOut, ThresholdsDrawn::FLOWS);
        attack(&city, &mut tally);
    }

    assert!(tally.found.len() >= 200, "{}", tally.found.len());
}

#[test]
fn the_attackers_find_small_groups_where_small_counts_are_merely_left_out() {
    let mut tally = Tally::default();
    for seed in 0..20 {
        attack(&City::random(seed, Way::SmallLeftOut), &mut tally);
    }

    for attack in ["pair", "region", "change", "bounds"] {
        let found = tally.found.iter().filter(|one| one.starts_with(attack));
        assert!(
            found.count() > 0,
            "the attack by {attack} has found nothing"
        );
    }
    assert!(tally.found.len() >= 200, "{}", tally.found.len());
}

#[test]
fn what_is_published_is_worth_reading() {
    let told: usize = (0..CITIES)
        .map(|seed| City::random(seed, Way::Published).lines_told())
        .sum();

    assert!(told > 2_000, "{told} lines");
}

/// What was hidden may be told for the first time, or not, beside what has changed.
#[test]
fn one_household_more_changes_no_count_that_was_told() {
    let mut tried = 0;
    for seed in 0..CITIES {
        let city = City::random(seed, Way::Published);
        for leaf in (0..city.leaves.len()).filter(|leaf| city.hides_one_more(*leaf, seed)) {
            let [before, after] = city.with_one_more(leaf, seed);

            for (before, after) in before.tables.iter().zip(&after.tables) {
                let counts = city.counts_in_both(leaf, [before, after]);
                assert!(
                    counts.iter().all(|[before, after]| before == after),
                    "city {seed}"
                );
            }
            tried += 1;
        }
    }

    assert!(tried > 200, "{tried}");
}
