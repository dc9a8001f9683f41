//! What a reader sees for sites whose figures are worked by hand.

use super::*;
use crate::{
    domain::{LandmarkKind, Peril},
    hazard::{
        Answer, Answers, Model, Nearness, NearnessSeen, Reply, SiteInputs, ZonesMeasured,
        ZonesSeen, assess,
    },
};

fn said(inputs: &SiteInputs, language: Language) -> String {
    let outcome = assess(Model::standard(), inputs);
    explain(
        &outcome.score,
        &outcome.factors,
        outcome.vulnerability_points,
        language,
    )
}

fn zones(peril: Peril, shares: [f64; 4], distances_m: [Option<f64>; 4]) -> ZonesSeen {
    let measured = ZonesMeasured::Within {
        shares,
        distances_m,
        unknown_share: 0.0,
    };
    ZonesSeen {
        peril,
        layer_version: 1,
        measured,
    }
}

fn near(landmark: LandmarkKind, nearness: Nearness) -> NearnessSeen {
    NearnessSeen {
        landmark,
        layer_version: 1,
        nearness,
    }
}

fn riverside() -> SiteInputs {
    SiteInputs {
        zones: vec![zones(Peril::Flood, [0.0, 0.2, 0.5, 0.2], [Some(0.0); 4])],
        nearness: vec![near(LandmarkKind::MainRoad, Nearness::Metres(60.0))],
        ..SiteInputs::default()
    }
}

#[test]
fn a_flooded_site_reads_as_plain_english() {
    assert_eq!(
        said(&riverside(), Language::English),
        "Class E, critical: 88.7 out of 100 (between 79.6 and 94.2). \
         Why: flood zones cover 90% of the site: 20% very high, 50% high, 20% moderate \
         (78.0 points); a main road runs 60 m away (1.0). \
         How vulnerable the people are is not known; a middling value adds 3.1 points. \
         Not yet answered, a middling value is used: fire (3.3), sanitation (2.3), access for help (1.0). \
         Not looked at, which is not the same as safe: moving ground, industry, power line, pollution, \
         other peril."
    );
}

#[test]
fn the_same_site_reads_as_plain_french_with_a_decimal_comma() {
    let french = said(&riverside(), Language::French);

    assert!(
        french.starts_with("Classe E, critique\u{a0}: 88,7 sur 100 (entre 79,6 et 94,2)."),
        "{french}"
    );
    assert!(
        french.contains("des zones inondables couvrent 90\u{a0}% du site"),
        "{french}"
    );
    assert!(
        french.contains("une grande route passe à 60\u{a0}m (1,0)"),
        "{french}"
    );
    assert!(
        french.contains("ce qui ne veut pas dire sans danger\u{a0}: mouvement de terrain"),
        "{french}"
    );
}

#[test]
fn nothing_known_is_said_to_be_too_little_and_not_low() {
    let english = said(&SiteInputs::default(), Language::English);

    assert!(
        english.starts_with("Too little is known for a class"),
        "{english}"
    );
    assert!(
        english.contains("No layer or answer shows a danger here."),
        "{english}"
    );
    assert!(!english.contains("Class"), "{english}");
}

#[test]
fn a_zone_beside_the_site_is_said_with_its_distance() {
    let inputs = SiteInputs {
        zones: vec![zones(
            Peril::Flood,
            [0.0; 4],
            [None, Some(30.0), None, None],
        )],
        ..SiteInputs::default()
    };

    let english = said(&inputs, Language::English);

    assert!(
        english.contains("flood zones begin nearby: moderate 30 m away ("),
        "{english}"
    );
}

#[test]
fn a_layer_that_does_not_reach_the_site_is_said_to_be_unknown() {
    let outside = ZonesSeen {
        peril: Peril::Flood,
        layer_version: 1,
        measured: ZonesMeasured::OutsideStudy,
    };
    let inputs = SiteInputs {
        zones: vec![outside],
        nearness: vec![near(LandmarkKind::Railway, Nearness::Unmapped)],
        ..SiteInputs::default()
    };

    let english = said(&inputs, Language::English);

    assert!(
        english.contains(
            "Outside what was studied, a middling value is used: flood (47.5), railway ("
        ),
        "{english}"
    );
}

#[test]
fn a_checklist_is_summed_up_by_its_heaviest_answers() {
    let yes = Answer {
        reply: Reply::Yes,
        age_days: 3,
    };
    let one_toilet = Answer {
        reply: Reply::Number(80.0),
        age_days: 3,
    };
    let answers = [
        ("pests".to_owned(), yes),
        ("persons_per_toilet".to_owned(), one_toilet),
    ];
    let inputs = SiteInputs {
        answers: Answers::checked(Model::standard(), answers).unwrap(),
        ..SiteInputs::default()
    };

    let english = said(&inputs, Language::English);

    assert!(
        english.contains("sanitation: too few toilets, rats or other pests ("),
        "{english}"
    );
    assert!(
        english.contains("The vulnerability of the people living there adds"),
        "{english}"
    );
}

#[test]
fn open_questions_and_old_answers_are_counted() {
    let reply = Reply::Yes;
    let old = Answer {
        reply,
        age_days: 400,
    };
    let inputs = SiteInputs {
        answers: Answers::checked(Model::standard(), [("single_access".to_owned(), old)]).unwrap(),
        ..SiteInputs::default()
    };

    let (english, french) = (
        said(&inputs, Language::English),
        said(&inputs, Language::French),
    );

    assert!(
        english.contains("1 question of the checklists is not answered. 1 answer is old enough"),
        "{english}"
    );
    assert!(french.contains("1 réponse est ancienne"), "{french}");
}

#[test]
fn every_word_a_sentence_may_need_is_in_both_languages() {
    let perils = Peril::ALL
        .iter()
        .flat_map(|peril| [format!("zones-{peril}"), format!("peril-{peril}")]);
    let threats = Model::standard().weights().linear.keys();
    let landmarks = threats.flat_map(|kind| [format!("near-{kind}"), format!("landmark-{kind}")]);
    let checklists = Model::standard().weights().checklists.iter();
    let questions = checklists
        .flat_map(|checklist| &checklist.groups)
        .flat_map(|group| &group.questions)
        .map(|question| format!("question-{}", question.key));

    for name in perils.chain(landmarks).chain(questions) {
        for language in [Language::French, Language::English] {
            assert_ne!(Words::of(language).say(&name), name);
        }
    }
}
