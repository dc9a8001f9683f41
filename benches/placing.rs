//! How long a plan of homes takes: the goals are 100 ms for 100 families by flow, 1 s with limits of
//! landlords, 1.5 s for 500 families by flow.

use divan::{Bencher, black_box};
use jalon::dispersal::placing::{
    Choice, Family, Limit, Neighbourhood, Offer, Problem, place, place_within_limits,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

const NEIGHBOURHOODS: usize = 60;
const LANDLORDS: usize = 13;

fn main() {
    divan::main();
}

/// Families of one to six people, homes of one to five rooms, two lines of offers a neighbourhood.
fn problem(families: usize, homes_a_line: u32) -> (Problem, Vec<usize>) {
    let mut random = StdRng::seed_from_u64(7);
    let households: Vec<u32> = (0..NEIGHBOURHOODS)
        .map(|_| random.random_range(1_500..4_100))
        .collect();
    let all: u32 = households.iter().sum();
    let neighbourhoods = households.iter().map(|&one| Neighbourhood {
        share: f64::from(one) / f64::from(all),
        present: random.random_range(0..9),
        is_capped: random.random_range(0..5) == 0,
    });
    let neighbourhoods = neighbourhoods.collect();
    let mut homes = Vec::new();
    for line in 0..2 * NEIGHBOURHOODS {
        let offer = Offer {
            neighbourhood: line % NEIGHBOURHOODS,
            vacancies: homes_a_line * random.random_range(1..3),
        };
        let rooms = random.random_range(1..6);
        homes.push((offer, rooms, random.random_range(0..LANDLORDS)));
    }
    let families = (0..families).map(|_| {
        let people: u32 = random.random_range(1..7);
        let fits = |rooms: u32| (rooms.saturating_sub(1)..=rooms + 1).contains(&people);
        let danger = random.random_range(0..1_000);
        let mut choices = Vec::new();
        for (offer, (_, rooms, _)) in homes.iter().enumerate() {
            let distance_m = random.random_range(0..9_000);
            if fits(*rooms) && random.random_range(0..10) > 0 {
                choices.push(Choice { offer, distance_m });
            }
        }
        Family { danger, choices }
    });
    let problem = Problem {
        families: families.collect(),
        neighbourhoods,
        offers: homes.iter().map(|(offer, ..)| *offer).collect(),
        ..Problem::default()
    };
    (problem, homes.into_iter().map(|(.., who)| who).collect())
}

#[divan::bench(args = [1, 4])]
fn by_flow_a_hundred_families(bencher: Bencher<'_, '_>, homes_a_line: u32) {
    let (problem, _) = problem(100, homes_a_line);
    bencher.bench(|| place(black_box(&problem)));
}

#[divan::bench(sample_count = 5)]
fn by_flow_five_hundred_families(bencher: Bencher<'_, '_>) {
    let (problem, _) = problem(500, 4);
    bencher.bench(|| place(black_box(&problem)));
}

/// Each landlord is asked for so many homes at most: the fewer, the harder.
#[divan::bench(args = [12, 9, 8, 7, 6], sample_count = 5)]
fn under_limits_a_hundred_families(bencher: Bencher<'_, '_>, most: u32) {
    let (mut problem, landlords) = problem(100, 1);
    problem.limits = (0..LANDLORDS)
        .map(|landlord| Limit {
            offers: (0..landlords.len())
                .filter(|&offer| landlords[offer] == landlord)
                .collect(),
            most,
        })
        .collect();
    bencher.bench(|| place_within_limits(black_box(&problem)));
}
