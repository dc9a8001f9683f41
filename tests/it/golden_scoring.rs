//! Scores against an independent implementation: every case found in the golden folder.
//!
//! The folder is `JALON_GOLDEN_DIR`, by default `../shared/golden`; where it is absent the
//! tests say so and pass.

use std::path::PathBuf;

use jalon::{
    domain::{Code, LandmarkKind, Part, Peril},
    hazard::{
        Answer, Answers, Model, Nearness, NearnessSeen, Outcome, RankDraws, Reply, SiteInputs,
        ZonesMeasured, ZonesSeen, assess, draw_ranks, rank_bounds,
    },
};
use serde_json::Value;

/// Tolerance where a file states none.
const TOLERANCE: f64 = 1e-9;

#[test]
fn golden_scoring_every_settlement_has_its_score_bounds_classes_and_contributions() {
    compare_file("scoring.json");
}

#[test]
fn golden_scoring_the_worked_example_has_its_figures() {
    compare_file("worked_example.json");
}

#[test]
fn golden_scoring_rank_bounds_are_exact() {
    let Some((file, model)) = open("scoring.json") else {
        return;
    };
    let settlements = file["settlements"].as_array().unwrap();
    let scores: Vec<_> = settlements
        .iter()
        .map(|one| assess(&model, &inputs(&model, one)).score)
        .collect();

    for (settlement, bounds) in settlements.iter().zip(rank_bounds(&scores)) {
        let id = settlement["id"].as_str().unwrap();
        let expected = &file["exact_rank_bounds"][id];
        assert_eq!(
            serde_json::json!([bounds.best, bounds.worst]),
            *expected,
            "{id}"
        );
    }
}

/// Theirs are draws of their own, so figures agree within what the file allows; it allows for the
/// chance of being among the first and for ranks, and states no tolerance for that of coming first.
#[test]
fn golden_scoring_drawn_ranks_agree_with_an_independent_drawing() {
    let Some((file, model)) = open("scoring.json") else {
        return;
    };
    let theirs = &file["monte_carlo"];
    let over_first = usize::try_from(theirs["over_first"].as_u64().unwrap()).unwrap();
    let settlements = &file["settlements"].as_array().unwrap()[..over_first];
    let sites: Vec<SiteInputs> = settlements.iter().map(|one| inputs(&model, one)).collect();
    let draws = RankDraws {
        draws: theirs["draws"].as_u64().unwrap(),
        ..model.weights().rank_draws
    };
    let tolerance = |of: &str| file["tolerance"][of].as_f64().unwrap();

    let ours = draw_ranks(&model, &sites, &draws);

    let expected = theirs["result"].as_array().unwrap();
    assert_eq!(ours.len(), expected.len());
    for ((settlement, ours), theirs) in settlements.iter().zip(ours).zip(expected) {
        assert_eq!(settlement["id"], theirs["id"]);
        let close = |what: &str, ours: f64, tolerance: f64| {
            let theirs = theirs[what].as_f64().unwrap();
            assert!(
                (ours - theirs).abs() <= tolerance,
                "{} {what}: {ours}, expected {theirs}",
                settlement["id"]
            );
        };
        close("p_top", ours.p_top, tolerance("p_top"));
        close("rank_p05", ours.rank_p05.into(), tolerance("rank"));
        close("rank_p50", ours.rank_p50.into(), tolerance("rank"));
        close("rank_p95", ours.rank_p95.into(), tolerance("rank"));
    }
}

#[test]
fn golden_scoring_the_default_weights_are_those_of_the_method() {
    let Some((_, reference)) = open("scoring.json") else {
        return;
    };

    assert_eq!(Model::standard().weights(), reference.weights());
}

fn compare_file(name: &str) {
    let Some((file, model)) = open(name) else {
        return;
    };
    let settlements = file["settlements"].as_array().unwrap();
    let expected = file["expect"].as_array().unwrap();
    assert!(!settlements.is_empty());
    assert_eq!(settlements.len(), expected.len());
    let tolerance = file["tolerance"]["score"].as_f64().unwrap_or(TOLERANCE);
    for (settlement, expected) in settlements.iter().zip(expected) {
        assert_eq!(settlement["id"], expected["id"]);
        compare(
            &model,
            &assess(&model, &inputs(&model, settlement)),
            expected,
            tolerance,
        );
    }
}

fn compare(model: &Model, outcome: &Outcome, expected: &Value, tolerance: f64) {
    let id = expected["id"].as_str().unwrap();
    let close = |what: &str, ours: f64, theirs: &Value| {
        let theirs = theirs.as_f64().unwrap();
        assert!(
            (ours - theirs).abs() <= tolerance,
            "{id} {what}: {ours}, expected {theirs}"
        );
    };
    close("score", outcome.score.value, &expected["score"]);
    close("low", outcome.score.low, &expected["lo"]);
    close("high", outcome.score.high, &expected["hi"]);
    close(
        "vulnerability",
        outcome.vulnerability.value,
        &expected["vulnerability"],
    );
    for (class, field) in [
        (outcome.score.class, "klass"),
        (model.weights().class_of(outcome.score.low), "klass_lo"),
        (model.weights().class_of(outcome.score.high), "klass_hi"),
    ] {
        assert_eq!(class.code(), expected[field], "{id} {field}");
    }
    let contributions = &expected["contributions"];
    close(
        "vulnerability points",
        outcome.vulnerability_points,
        &contributions["vulnerability"],
    );
    assert_eq!(
        outcome.factors.len(),
        expected["factors"].as_object().unwrap().len()
    );
    for factor in &outcome.factors {
        let name = factor.factor.code();
        close(name, factor.value, &expected["factors"][name]);
        close(
            &format!("{name} points"),
            factor.points,
            &contributions[name],
        );
    }
    for (group, theirs) in ["water", "excreta", "waste", "space"]
        .into_iter()
        .zip(expected["sanitation_groups"].as_array().unwrap())
    {
        close(group, group_deficit(outcome, group), theirs);
    }
}

fn group_deficit(outcome: &Outcome, name: &str) -> f64 {
    let parts = outcome.factors.iter().flat_map(|factor| &factor.parts);
    let mut groups = parts.filter_map(|part| match part {
        Part::Checklist { groups, .. } => groups.iter().find(|group| group.name == name),
        _ => None,
    });
    groups.next().unwrap().deficit
}

/// A case file with the weights it was made with; `None`, said aloud, where there is none.
fn open(name: &str) -> Option<(Value, Model)> {
    let root = std::env::var("JALON_GOLDEN_DIR").unwrap_or_else(|_| "../shared/golden".to_owned());
    let folder = PathBuf::from(root).join("hazard");
    let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
        println!("skipped: no {name} in {}", folder.display());
        return None;
    };
    let file: Value = serde_json::from_str(&text).unwrap();
    let weights = file["config"].as_str().unwrap_or("hazard-model.v1.toml");
    // Cases that bring no weights were made with the defaults of the method.
    let model = match std::fs::read_to_string(folder.join(weights)) {
        Ok(weights) => Model::parse(&weights).unwrap(),
        Err(_) => return Some((file, Model::standard().clone())),
    };
    assert_eq!(
        file["config_sha256"],
        model.sha256(),
        "{name} was made with other weights"
    );
    Some((file, model))
}

fn inputs(model: &Model, settlement: &Value) -> SiteInputs {
    let zones = settlement["areal"].as_object().unwrap().iter();
    let nearness = settlement["linear"].as_object().unwrap().iter();
    let survey = settlement["survey"].as_object().unwrap().iter();
    let answers = survey.filter_map(|(question, said)| Some((question.clone(), answer(said)?)));
    SiteInputs {
        zones: zones.map(|(peril, seen)| zones_seen(peril, seen)).collect(),
        depth: None,
        nearness: nearness
            .map(|(landmark, seen)| nearness_seen(landmark, seen))
            .collect(),
        answers: Answers::checked(model, answers).unwrap(),
    }
}

fn zones_seen(peril: &str, seen: &Value) -> ZonesSeen {
    let at = |table: &str, severity: usize| seen[table][severity.to_string()].as_f64();
    let measured = if seen.is_null() {
        ZonesMeasured::OutsideStudy
    } else {
        ZonesMeasured::Within {
            shares: std::array::from_fn(|index| at("frac", index + 1).unwrap_or(0.0)),
            distances_m: std::array::from_fn(|index| at("near", index + 1)),
            unknown_share: 0.0,
        }
    };
    ZonesSeen {
        peril: Peril::from_code(peril).unwrap(),
        layer_version: 1,
        measured,
    }
}

fn nearness_seen(landmark: &str, distance_m: &Value) -> NearnessSeen {
    NearnessSeen {
        landmark: LandmarkKind::from_code(landmark).unwrap(),
        layer_version: 1,
        nearness: distance_m
            .as_f64()
            .map_or(Nearness::Unmapped, Nearness::Metres),
    }
}

fn answer(said: &Value) -> Option<Answer> {
    let reply = match said {
        Value::Bool(true) => Reply::Yes,
        Value::Bool(false) => Reply::No,
        Value::Number(number) => Reply::Number(number.as_f64()?),
        _ => return None,
    };
    Some(Answer { reply, age_days: 0 })
}
