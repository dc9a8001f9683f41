//! Rules that every score keeps.

use proptest::prelude::*;

use super::*;
use crate::{
    domain::{LandmarkKind, Peril},
    hazard::{
        DepthSeen,
        testing::{answers, depth, inputs, replies, zones},
    },
};

fn standard() -> &'static Model {
    Model::standard()
}

fn flood(measured: ZonesMeasured) -> SiteInputs {
    let seen = ZonesSeen {
        peril: Peril::Flood,
        layer_version: 3,
        measured,
    };
    SiteInputs {
        zones: vec![seen],
        ..SiteInputs::default()
    }
}

fn factor(outcome: &Outcome, factor: Factor) -> &FactorScore {
    outcome
        .factors
        .iter()
        .find(|one| one.factor == factor)
        .unwrap()
}

#[test]
fn a_factor_without_a_layer_has_no_parts_and_no_points() {
    let outcome = assess(standard(), &SiteInputs::default());

    let flood = factor(&outcome, Factor::Flood);
    assert!(flood.parts.is_empty());
    assert!(flood.points.abs() < 1e-12 && flood.high.abs() < 1e-12);
}

#[test]
fn outside_the_study_is_an_interval_and_not_safe() {
    let outcome = assess(standard(), &flood(ZonesMeasured::OutsideStudy));

    let flood = factor(&outcome, Factor::Flood);
    assert!(flood.low.abs() < 1e-12);
    assert!((flood.high - 0.95).abs() < 1e-12);
    assert!(matches!(
        flood.parts[..],
        [Part::OutsideStudy {
            layer_version: 3,
            ..
        }]
    ));
}

#[test]
fn an_unanswered_checklist_lies_between_nothing_and_its_cap() {
    let outcome = assess(standard(), &SiteInputs::default());

    let fire = factor(&outcome, Factor::Fire);
    assert!((fire.value - 0.4).abs() < 1e-12 && (fire.high - 0.8).abs() < 1e-12);
    assert!(matches!(fire.parts[..], [Part::Unanswered { .. }]));
}

#[test]
fn a_hydrant_is_no_danger() {
    let hydrant = NearnessSeen {
        landmark: LandmarkKind::Hydrant,
        layer_version: 1,
        nearness: Nearness::Metres(0.0),
    };
    let inputs = SiteInputs {
        nearness: vec![hydrant],
        ..SiteInputs::default()
    };

    assert_eq!(
        assess(standard(), &inputs),
        assess(standard(), &SiteInputs::default())
    );
}

#[test]
fn factors_stand_with_the_largest_share_first() {
    let measured = ZonesMeasured::Within {
        shares: [0.0, 0.0, 0.0, 1.0],
        distances_m: [None; 4],
        unknown_share: 0.0,
    };

    let outcome = assess(standard(), &flood(measured));

    assert_eq!(outcome.factors[0].factor, Factor::Flood);
    assert!(outcome.factors.is_sorted_by(|a, b| a.points >= b.points));
}

proptest! {
    #[test]
    fn points_sum_to_the_score(inputs in inputs()) {
        let outcome = assess(standard(), &inputs);
        let points: f64 = outcome.factors.iter().map(|factor| factor.points).sum();

        prop_assert!((points + outcome.vulnerability_points - outcome.score.value).abs() < 1e-9);
    }

    #[test]
    fn low_value_and_high_stand_in_order(inputs in inputs()) {
        let score = assess(standard(), &inputs).score;

        prop_assert!(0.0 <= score.low && score.high < 100.0);
        prop_assert!(score.low <= score.value + 1e-9 && score.value <= score.high + 1e-9);
    }

    #[test]
    fn learning_an_answer_stays_within_the_bounds(
        zones in prop::collection::vec(zones(), 0..7),
        replies in replies(),
        at in 0..24_usize,
        bad in 0.0..=1.0_f64,
    ) {
        let site = |replies: &[_]| SiteInputs {
            zones: zones.clone(),
            answers: answers(replies),
            ..SiteInputs::default()
        };
        let (mut before, mut after) = (replies.clone(), replies);
        before[at] = None;
        after[at] = Some((bad, 0));

        let (before, after) = (assess(standard(), &site(&before)), assess(standard(), &site(&after)));

        prop_assert!(before.score.low <= after.score.low + 1e-9);
        prop_assert!(after.score.high <= before.score.high + 1e-9);
    }

    #[test]
    fn learning_what_lies_under_unknown_ground_stays_within_the_bounds(
        mut zones in prop::collection::vec(zones(), 0..3),
        depth in depth(),
        part in 0.0..=1.0_f64,
        severity in prop::option::of(0..4_usize),
    ) {
        // What flood zones have studied is known already: a grid that says otherwise is news.
        zones.retain(|seen| seen.peril != Peril::Flood);
        let site = |depth: DepthSeen| SiteInputs {
            zones: zones.clone(),
            depth: Some(depth),
            ..SiteInputs::default()
        };
        let mut learned = depth.clone();
        let ground = depth.measured.unknown_share * part;
        learned.measured.unknown_share -= ground;
        if let Some(severity) = severity {
            learned.measured.shares[severity] += ground;
        }

        let (before, after) = (assess(standard(), &site(depth)), assess(standard(), &site(learned)));

        prop_assert!(before.score.low <= after.score.low + 1e-9);
        prop_assert!(after.score.high <= before.score.high + 1e-9);
    }

    #[test]
    fn a_worse_answer_never_lowers_the_score(
        replies in replies(), at in 0..24_usize, bad in 0.0..=1.0_f64, worse in 0.0..=1.0_f64,
    ) {
        let site = |bad: f64| {
            let mut replies = replies.clone();
            replies[at] = Some((bad, 0));
            SiteInputs { answers: answers(&replies), ..SiteInputs::default() }
        };

        let (low, high) = (bad.min(worse), bad.max(worse));

        prop_assert!(
            assess(standard(), &site(low)).score.value
                <= assess(standard(), &site(high)).score.value + 1e-9
        );
    }

    #[test]
    fn a_sliver_of_the_worst_class_moves_the_score_by_no_more_than_a_sliver(
        inputs in inputs(), sliver in 1e-9..1e-4_f64,
    ) {
        let with = |share: f64| {
            let mut inputs = inputs.clone();
            inputs.zones.push(ZonesSeen {
                peril: Peril::Flood,
                layer_version: 1,
                measured: ZonesMeasured::Within {
                    shares: [0.0, 0.0, 0.0, share],
                    distances_m: [None, None, None, Some(0.0)],
                    unknown_share: 0.0,
                },
            });
            assess(standard(), &inputs).score.value
        };

        prop_assert!((with(sliver) - with(0.0)).abs() <= 1_000.0 * sliver);
    }
}
