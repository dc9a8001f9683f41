//! What it costs to draw the ranking: 20,000 draws of 1,000 settlements, visited and not.
//!
//! A settlement that nobody has visited has two dozen unknown answers, each drawn in each draw, so
//! it costs several times what a visited one does; half of the sites here have been visited.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

use divan::{Bencher, counter::ItemsCount};
use jalon::{
    domain::{Code, LandmarkKind, Peril},
    hazard::{
        Answer, Answers, Model, Nearness, NearnessSeen, RankDraws, Reply, Scale, SiteInputs,
        ZonesMeasured, ZonesSeen, draw_ranks,
    },
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const DRAWS: u64 = 20_000;

fn main() {
    println!("{DRAWS} draws; {} threads", rayon::current_num_threads());
    divan::main();
}

/// Settlements, half of which have been visited.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 5, sample_size = 1)]
fn half_visited(bencher: Bencher, sites: usize) {
    measure(
        bencher,
        &invented(sites, |at| at % 2 == 0),
        rayon::current_num_threads(),
    );
}

/// The worst case: nobody has been anywhere.
#[divan::bench(args = [1_000], sample_count = 5, sample_size = 1)]
fn none_visited(bencher: Bencher, sites: usize) {
    measure(
        bencher,
        &invented(sites, |_| false),
        rayon::current_num_threads(),
    );
}

/// The first on one thread, which is the processor time.
#[divan::bench(args = [1_000], sample_count = 3, sample_size = 1)]
fn half_visited_on_one_thread(bencher: Bencher, sites: usize) {
    measure(bencher, &invented(sites, |at| at % 2 == 0), 1);
}

fn measure(bencher: Bencher, sites: &[SiteInputs], threads: usize) {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    let draws = RankDraws {
        draws: DRAWS,
        ..Model::standard().weights().rank_draws
    };
    bencher
        .counter(ItemsCount::new(sites.len()))
        .bench_local(|| pool.install(|| draw_ranks(Model::standard(), sites, &draws)));
}

fn invented(sites: usize, is_visited: impl Fn(usize) -> bool) -> Vec<SiteInputs> {
    let mut random = ChaCha8Rng::seed_from_u64(4);
    (0..sites)
        .map(|at| site(is_visited(at), &mut random))
        .collect()
}

fn site(is_visited: bool, random: &mut ChaCha8Rng) -> SiteInputs {
    SiteInputs {
        zones: Peril::ALL
            .iter()
            .map(|&peril| zones(peril, random))
            .collect(),
        depth: None,
        nearness: LandmarkKind::ALL
            .iter()
            .map(|&kind| nearness(kind, random))
            .collect(),
        answers: if is_visited {
            answers(random)
        } else {
            Answers::default()
        },
    }
}

fn zones(peril: Peril, random: &mut ChaCha8Rng) -> ZonesSeen {
    let mut shares = [0.0; 4];
    let mut distances_m = [None; 4];
    if random.random_bool(0.4) {
        shares = std::array::from_fn(|_| random.random_range(0.0..0.25));
    } else {
        distances_m = std::array::from_fn(|_| Some(random.random_range(0.0..80.0)));
    }
    ZonesSeen {
        peril,
        layer_version: 1,
        measured: ZonesMeasured::Within {
            shares,
            distances_m,
            unknown_share: 0.0,
        },
    }
}

fn nearness(landmark: LandmarkKind, random: &mut ChaCha8Rng) -> NearnessSeen {
    NearnessSeen {
        landmark,
        layer_version: 1,
        nearness: Nearness::Metres(random.random_range(0.0..200.0)),
    }
}

/// Answers to four questions in five.
fn answers(random: &mut ChaCha8Rng) -> Answers {
    let mut answers = Vec::new();
    for question in Model::standard().weights().questions() {
        let bad: f64 = random.random_range(0.0..1.0);
        let reply = match question.scale {
            Scale::YesIsBad if bad > 0.5 => Reply::Yes,
            Scale::YesIsBad => Reply::No,
            Scale::Ramp { good, bad: worst } => Reply::Number(good + bad * (worst - good)),
        };
        if random.random_bool(0.8) {
            answers.push((
                question.key.clone(),
                Answer {
                    reply,
                    age_days: 30,
                },
            ));
        }
    }
    Answers::checked(Model::standard(), answers).unwrap()
}
