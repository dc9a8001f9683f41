//! Rules that drawn ranks keep, and the plain calculation beside the quick one.

use proptest::prelude::*;

use super::*;
use crate::{
    domain::{LandmarkKind, Peril},
    hazard::{
        Answers, Nearness, NearnessSeen, Weights, assess,
        assess::assess_under,
        ranks,
        supposed::{Turn, supposed, unmapped},
        testing::{answers, inputs},
    },
};

fn standard() -> &'static Model {
    Model::standard()
}

fn draws(draws: u64, spread: f64) -> RankDraws {
    RankDraws {
        draws,
        seed: 7,
        spread,
        top_k: 2,
    }
}

/// A site of which everything is known, so many metres from a road.
fn beside_a_road(distance_m: f64) -> SiteInputs {
    SiteInputs {
        nearness: vec![NearnessSeen {
            landmark: LandmarkKind::Motorway,
            layer_version: 1,
            nearness: Nearness::Metres(distance_m),
        }],
        answers: all_answered(0.5),
        ..SiteInputs::default()
    }
}

fn all_answered(bad: f64) -> Answers {
    answers(&[Some((bad, 0)); 24])
}

/// The weights of one draw as a file would hold them.
fn weights_of(drawn: &Drawn, lane: usize) -> Weights {
    let mut weights = standard().weights().clone();
    weights.rho = drawn.rho[lane].into();
    weights.beta = drawn.beta[lane].into();
    weights.full_share = (1.0 / drawn.per_full_share[lane]).into();
    weights.kappa = drawn.kappa[lane].into();
    for (areal, values) in weights.areal.values_mut().zip(&drawn.areal) {
        areal.values = values.map(|value| value[lane].into());
    }
    for (linear, values) in weights.linear.values_mut().zip(&drawn.linear) {
        linear.value = values[lane].into();
    }
    for (checklist, caps) in weights.checklists.iter_mut().zip(&drawn.caps) {
        checklist.cap = caps[lane].into();
    }
    weights
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_quick_score_is_the_plain_one(
        inputs in inputs(), bad in 0.0..=1.0_f64, seed in any::<u64>(),
    ) {
        let mut inputs = inputs;
        inputs.answers = all_answered(bad);
        for subject in unmapped(&inputs) {
            inputs = supposed(standard(), &inputs, &subject, Turn::Good);
        }
        let mut uniform = Uniform::of_block(seed, 3);
        let drawn = Drawn::from(standard().weights(), 0.25, &mut uniform);

        let quick = Site::resolved(standard().weights(), &inputs).scores(&drawn, &mut uniform);

        for lane in [0, 17, LANES - 1] {
            let plain = assess_under(&weights_of(&drawn, lane), &inputs).score.value;
            prop_assert!((plain - 100.0 * f64::from(quick[lane])).abs() < 1e-3, "{plain} {}", quick[lane]);
        }
    }

    #[test]
    fn whatever_is_drawn_for_the_unknown_stays_within_the_bounds(
        inputs in inputs(), seed in any::<u64>(),
    ) {
        let mut uniform = Uniform::of_block(seed, 0);
        let drawn = Drawn::from(standard().weights(), 0.0, &mut uniform);

        let quick = Site::resolved(standard().weights(), &inputs).scores(&drawn, &mut uniform);

        let score = assess(standard(), &inputs).score;
        for value in quick.map(|value| 100.0 * f64::from(value)) {
            prop_assert!(score.low - 1e-3 <= value && value <= score.high + 1e-3);
        }
    }
}

#[test]
fn what_is_not_known_is_drawn_over_all_of_its_bounds() {
    let mut uniform = Uniform::of_block(5, 0);
    let unknown = Site::resolved(
        standard().weights(),
        &SiteInputs {
            nearness: vec![NearnessSeen {
                landmark: LandmarkKind::Railway,
                layer_version: 1,
                nearness: Nearness::Unmapped,
            }],
            answers: all_answered(0.0),
            ..SiteInputs::default()
        },
    );
    let drawn = Drawn::from(standard().weights(), 0.0, &mut uniform);

    let scores: Vec<f32> = (0..50)
        .flat_map(|_| unknown.scores(&drawn, &mut uniform))
        .collect();

    // A railway counts from 0 to 0.80, evenly.
    let share_below = |limit: f32| {
        #[allow(clippy::cast_precision_loss, reason = "some thousand draws")]
        let share =
            scores.iter().filter(|&&score| score < limit).count() as f64 / scores.len() as f64;
        share
    };
    assert!((share_below(0.2) - 0.25).abs() < 0.03);
    assert!((share_below(0.6) - 0.75).abs() < 0.03);
    assert!((share_below(0.81) - 1.0).abs() < 1e-9);
}

#[test]
fn without_spread_and_unknowns_every_draw_is_the_ranking() {
    let sites = [60.0, 20.0, 40.0].map(beside_a_road);
    let scores = sites.each_ref().map(|site| assess(standard(), site).score);

    let chances = draw_ranks(standard(), &sites, &draws(100, 0.0));

    for (rank, chance) in ranks(&scores).into_iter().zip(chances) {
        assert_eq!(
            (chance.rank_p05, chance.rank_p95),
            (rank.position, rank.position)
        );
        assert!((chance.p_top - f64::from(u8::from(rank.position <= 2))).abs() < 1e-12);
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let sites: Vec<SiteInputs> = vec![SiteInputs::default(); 5];
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| draw_ranks(standard(), &sites, &draws(1_000, 0.25)))
    };

    assert_eq!(with(1), with(3));
}

#[test]
fn another_seed_draws_otherwise_and_close_by() {
    let sites: Vec<SiteInputs> = vec![SiteInputs::default(); 4];
    let other = RankDraws {
        seed: 8,
        ..draws(4_000, 0.25)
    };

    let (one, two) = (
        draw_ranks(standard(), &sites, &draws(4_000, 0.25)),
        draw_ranks(standard(), &sites, &other),
    );

    assert_ne!(one, two);
    for (one, two) in one.iter().zip(&two) {
        // Four sites alike: each comes first in a quarter of the draws.
        assert!((one.p_first - 0.25).abs() < 0.04 && (two.p_first - 0.25).abs() < 0.04);
    }
}

#[test]
fn equals_share_the_better_place() {
    let sites = [
        beside_a_road(20.0),
        beside_a_road(20.0),
        beside_a_road(90.0),
    ];

    let chances = draw_ranks(standard(), &sites, &draws(64, 0.25));

    assert_eq!(chances[0], chances[1]);
    assert!((chances[0].p_first - 1.0).abs() < 1e-12);
    assert_eq!(chances[2].rank_p50, 3);
}

#[test]
fn of_many_settlements_the_percentiles_enclose_the_rank() {
    let sites: Vec<SiteInputs> = (0..2_100)
        .map(|at| beside_a_road(6.0 + 0.04 * f64::from(at)))
        .collect();

    let chances = draw_ranks(standard(), &sites, &draws(10, 0.0));

    for (rank, chance) in (1_u32..).zip(&chances) {
        assert!(
            chance.rank_p05 <= rank && rank <= chance.rank_p95,
            "{rank} {chance:?}"
        );
        assert!(chance.rank_p95 - chance.rank_p05 <= 2);
    }
}

#[test]
fn a_part_of_a_block_is_counted_and_no_more() {
    let chances = draw_ranks(standard(), &[SiteInputs::default()], &draws(65, 0.25));

    assert!((chances[0].p_first - 1.0).abs() < 1e-12);
    assert!(draw_ranks::<SiteInputs>(standard(), &[], &draws(65, 0.25)).is_empty());
}

#[test]
fn a_worse_severity_never_counts_less_than_a_milder_one() {
    let drawn = Drawn::from(standard().weights(), 0.9, &mut Uniform::of_block(1, 1));
    let flood = standard()
        .weights()
        .areal
        .keys()
        .position(|&peril| peril == Peril::Flood)
        .unwrap();

    for lane in 0..LANES {
        assert!(drawn.areal[flood].map(|value| value[lane]).is_sorted());
    }
}
