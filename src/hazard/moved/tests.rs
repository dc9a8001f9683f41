//! Rules that every difference keeps.

use proptest::prelude::*;
use time::OffsetDateTime;
use uuid::Uuid;

use super::*;
use crate::{
    domain::{AssessmentId, LandmarkKind, Peril, SettlementId},
    hazard::{
        Answer, Answers, Model, Nearness, NearnessSeen, Reply, SiteInputs, ZonesMeasured,
        ZonesSeen, assess, testing::inputs,
    },
};

/// Assessed so many seconds after 1970.
fn assessed(model: &Model, inputs: &SiteInputs, second: i64) -> Assessment {
    let outcome = assess(model, inputs);
    Assessment {
        id: AssessmentId(Uuid::nil()),
        settlement: SettlementId(Uuid::nil()),
        at: OffsetDateTime::from_unix_timestamp(second).unwrap(),
        model_version: model.version().to_owned(),
        weights_sha256: model.sha256().to_owned(),
        input_digest: String::new(),
        score: outcome.score,
        factors: outcome.factors,
        vulnerability_points: outcome.vulnerability_points,
        vulnerability: Some(outcome.vulnerability_group),
    }
}

fn moved(before: &SiteInputs, after: &SiteInputs) -> Difference {
    let standard = Model::standard();
    difference(
        &assessed(standard, before, 0),
        &assessed(standard, after, 60),
    )
}

fn flood(layer_version: u32, very_high: f64) -> SiteInputs {
    SiteInputs {
        zones: vec![ZonesSeen {
            peril: Peril::Flood,
            layer_version,
            measured: ZonesMeasured::Within {
                shares: [0.0, 0.0, 0.0, very_high],
                distances_m: [None; 4],
                unknown_share: 0.0,
            },
        }],
        ..SiteInputs::default()
    }
}

fn answered(question: &str, reply: Reply) -> SiteInputs {
    let answer = (question.to_owned(), Answer { reply, age_days: 0 });
    SiteInputs {
        answers: Answers::checked(Model::standard(), [answer]).unwrap(),
        ..SiteInputs::default()
    }
}

fn of(difference: &Difference, factor: Factor) -> &FactorMoved {
    let mut factors = difference.factors.iter();
    factors.find(|one| one.factor == factor).unwrap()
}

#[test]
fn nothing_changed_is_no_difference() {
    let found = moved(&flood(1, 0.4), &flood(1, 0.4));

    assert!(
        found
            .factors
            .iter()
            .all(|one| one.parts.is_empty() && one.gained() == 0.0)
    );
    assert!(found.vulnerability_causes.is_empty());
    assert!(!found.weights_changed && !found.method_changed);
}

#[test]
fn another_version_of_a_layer_is_named_with_both_numbers() {
    let found = moved(&flood(1, 0.1), &flood(2, 0.9));

    let [part] = &of(&found, Factor::Flood).parts[..] else {
        panic!("the flood has one part")
    };
    let versions = Cause::Layer {
        before: Some(1),
        after: Some(2),
    };
    assert_eq!(
        (&part.subject, &part.causes[..]),
        (&Subject::Peril(Peril::Flood), &[versions][..])
    );
    assert!(part.before < part.after);
}

#[test]
fn a_layer_that_is_new_or_gone_has_no_version_on_one_side() {
    let nothing = SiteInputs::default();

    let (new, gone) = (
        moved(&nothing, &flood(1, 0.5)),
        moved(&flood(1, 0.5), &nothing),
    );

    let cause = |found: &Difference| of(found, Factor::Flood).parts[0].causes[0].clone();
    assert_eq!(
        cause(&new),
        Cause::Layer {
            before: None,
            after: Some(1)
        }
    );
    assert_eq!(
        cause(&gone),
        Cause::Layer {
            before: Some(1),
            after: None
        }
    );
}

#[test]
fn the_same_layer_saying_something_else_points_to_the_site() {
    let found = moved(&flood(1, 0.1), &flood(1, 0.2));

    assert_eq!(of(&found, Factor::Flood).parts[0].causes, [Cause::Site]);
}

#[test]
fn an_answer_is_told_with_what_was_known_before() {
    let found = moved(
        &answered("pests", Reply::Yes),
        &answered("pests", Reply::No),
    );
    let first = moved(&SiteInputs::default(), &answered("pests", Reply::Yes));

    let cause = |found: &Difference| of(found, Factor::Sanitation).parts[0].causes.clone();
    let question = || "pests".to_owned();
    let changed = Cause::Answer {
        question: question(),
        before: Some(1.0),
        after: Some(0.0),
    };
    let learnt = Cause::Answer {
        question: question(),
        before: None,
        after: Some(1.0),
    };
    assert_eq!(cause(&found), [changed]);
    assert_eq!(cause(&first), [learnt]);
}

#[test]
fn an_answer_about_the_people_is_told_beside_vulnerability() {
    let found = moved(
        &SiteInputs::default(),
        &answered("under5_share", Reply::Number(0.25)),
    );

    assert!(matches!(
        &found.vulnerability_causes[..],
        [Cause::Answer { before: None, .. }]
    ));
    assert!(found.factors.iter().all(|one| one.parts.is_empty()));
}

#[test]
fn an_assessment_that_kept_no_answers_about_the_people_blames_none() {
    let mut before = assessed(Model::standard(), &SiteInputs::default(), 0);
    before.vulnerability = None;
    let after = assessed(
        Model::standard(),
        &answered("under5_share", Reply::Number(0.25)),
        60,
    );

    assert!(difference(&before, &after).vulnerability_causes.is_empty());
}

#[test]
fn other_weights_are_the_cause_when_nothing_of_the_site_has_changed() {
    let milder = Model::standard_text().replace(
        "v = [0.10, 0.35, 0.70, 0.95]",
        "v = [0.10, 0.35, 0.60, 0.80]",
    );
    let (standard, milder) = (Model::standard(), Model::parse(&milder).unwrap());
    let site = flood(1, 1.0);

    let found = difference(&assessed(standard, &site, 0), &assessed(&milder, &site, 60));

    assert!(found.weights_changed);
    assert_eq!(of(&found, Factor::Flood).parts[0].causes, [Cause::Weights]);
    assert!(of(&found, Factor::Fire).parts.is_empty());
}

#[test]
fn a_factor_may_lose_points_to_another_without_a_part_of_its_own_moving() {
    let road = |distance_m| SiteInputs {
        nearness: vec![NearnessSeen {
            landmark: LandmarkKind::Railway,
            layer_version: 1,
            nearness: Nearness::Metres(distance_m),
        }],
        ..flood(1, 0.5)
    };

    let found = moved(&road(200.0), &road(0.0));

    let fire = of(&found, Factor::Fire);
    assert!(fire.parts.is_empty() && fire.gained() < 0.0);
    assert_eq!(of(&found, Factor::Transport).parts[0].causes, [Cause::Site]);
}

proptest! {
    #[test]
    fn the_changes_sum_to_the_change_of_the_score(before in inputs(), after in inputs()) {
        let found = moved(&before, &after);

        let factors: f64 = found.factors.iter().map(FactorMoved::gained).sum();
        let people = found.vulnerability_after - found.vulnerability_before;
        prop_assert!((factors + people - (found.after - found.before)).abs() < 1e-9);
        prop_assert!(found.factors.is_sorted_by(|a, b| a.gained().abs() >= b.gained().abs()));
    }
}
