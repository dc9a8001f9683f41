//! `docs/METHODS.md` and the code say the same: version, defaults, worked examples.

use jalon::{
    dispersal::{
        Counts, TOO_FEW, Unit, chance_dissimilarity, colocation, dissimilarity, isolation,
    },
    domain::{LandmarkKind, Language, Peril},
    hazard::{
        Answer, Answers, METHOD_VERSION, Model, Nearness, NearnessSeen, Outcome, Reply,
        STALE_AFTER_DAYS, SiteInputs, UNKNOWN_AFTER_DAYS, ZonesMeasured, ZonesSeen, assess,
        explain,
    },
};

/// Checks that the page holds a passage word for word.
fn page_says(passage: &str) {
    let page = std::fs::read_to_string("docs/METHODS.md").unwrap();
    assert!(
        page.contains(passage),
        "docs/METHODS.md does not say: {passage}"
    );
}

#[test]
fn the_page_tells_the_version_that_the_code_computes() {
    page_says(&format!("Version of the method: **{METHOD_VERSION}**."));
}

#[test]
fn the_page_lists_the_default_weights() {
    let weights = Model::standard().weights();

    for (peril, areal) in &weights.areal {
        let [low, moderate, high, very_high] = areal.values;
        let (factor, near) = (areal.factor, areal.near_m);
        page_says(&format!(
            "| {peril} | {factor} | {low:.2} | {moderate:.2} | {high:.2} | {very_high:.2} | {near} |"
        ));
    }
    for (landmark, linear) in &weights.linear {
        let (factor, value) = (linear.factor, linear.value);
        page_says(&format!(
            "| {landmark} | {factor} | {value:.2} | {} | {} |",
            linear.inner_m, linear.outer_m
        ));
    }
    for checklist in &weights.checklists {
        page_says(&format!("| {} | {:.2} |", checklist.factor, checklist.cap));
    }
    page_says(&format!("min(1, F/{:.2})", weights.full_share));
    page_says(&format!("{:.1}·max v·(1 − d/near)", weights.kappa));
    let [b, c, d, e] = weights.class_limits;
    page_says(&format!("| A | below {b} |"));
    page_says(&format!("| B | {b} to below {c} |"));
    page_says(&format!("| C | {c} to below {d} |"));
    page_says(&format!("| D | {d} to below {e} |"));
    page_says(&format!("| E | {e} and more |"));
}

#[test]
fn the_page_tells_when_an_answer_grows_old() {
    page_says(&format!("After {STALE_AFTER_DAYS} days it is flagged"));
    page_says(&format!(
        "after {UNKNOWN_AFTER_DAYS} days it bounds nothing"
    ));
}

#[test]
fn the_worked_example_has_the_figures_that_the_code_gives() {
    let outcome = berge();

    for factor in outcome.factors.iter().filter(|factor| factor.value > 0.0) {
        page_says(&format!(
            "| {} | {:.4} | {:.1} |",
            factor.factor, factor.value, factor.points
        ));
    }
    page_says(&format!(
        "| vulnerability | {:.4} | {:.1} |",
        outcome.vulnerability.value, outcome.vulnerability_points
    ));
    let score = outcome.score;
    page_says(&format!(
        "the score is **{:.2}**, between **{:.2}** and **{:.2}**: class **{}**",
        score.value, score.low, score.high, score.class
    ));
}

#[test]
fn the_worked_example_is_quoted_in_the_programs_own_words() {
    let outcome = berge();
    let said = explain(
        &outcome.score,
        &outcome.factors,
        outcome.vulnerability_points,
        Language::English,
    );

    page_says(&format!("> {said}\n"));
}

#[test]
fn the_three_cities_have_the_figures_that_the_code_gives() {
    for families in [[10, 10, 10, 10], [14, 11, 9, 6], [40, 0, 0, 0]] {
        let counts = city(families);
        let pairs = colocation(&counts).unwrap();
        page_says(&format!(
            "| {}, {}, {}, {} | {:.2} | {:.2} to {:.2} | {:.2} | {:.2} | {:.1} |",
            families[0],
            families[1],
            families[2],
            families[3],
            pairs.ratio,
            pairs.low,
            pairs.high,
            dissimilarity(&counts).unwrap(),
            chance_dissimilarity(&counts).unwrap(),
            1_000.0 * isolation(&counts).unwrap(),
        ));
    }
    page_says(&format!("Below **{TOO_FEW}** households"));
}

fn city(families: [u32; 4]) -> Counts {
    let units = families.map(|group| Unit {
        name: "neighbourhood".to_owned(),
        group: f64::from(group),
        total: 1_000.0,
    });
    Counts::households(units.to_vec()).unwrap()
}

/// The site of the page's worked example.
fn berge() -> Outcome {
    let zones = |peril, shares| ZonesSeen {
        peril,
        layer_version: 1,
        measured: ZonesMeasured::Within {
            shares,
            distances_m: [None; 4],
            unknown_share: 0.0,
        },
    };
    let near = |landmark, distance_m| NearnessSeen {
        landmark,
        layer_version: 1,
        nearness: Nearness::Metres(distance_m),
    };
    let inputs = SiteInputs {
        zones: vec![
            zones(Peril::Flood, [0.0, 0.2, 0.5, 0.2]),
            zones(Peril::Clay, [0.0, 1.0, 0.0, 0.0]),
        ],
        depth: None,
        nearness: vec![
            near(LandmarkKind::MainRoad, 60.0),
            near(LandmarkKind::Railway, 900.0),
        ],
        answers: berge_answers(),
    };
    assess(Model::standard(), &inputs)
}

fn berge_answers() -> Answers {
    let numbers = [
        ("spacing_m", 1.0),
        ("hydrant_m", 310.0),
        ("combustible_share", 1.0),
        ("litres_pd", 12.0),
        ("water_m", 150.0),
        ("persons_per_tap", 96.0),
        ("persons_per_toilet", 48.0),
        ("toilet_m", 30.0),
        ("m2_per_person", 104.2),
        ("health_centre_m", 1_800.0),
        ("under5_share", 9.0 / 48.0),
        ("reduced_mobility_share", 2.0 / 48.0),
        ("precarious_share", 1.0),
    ];
    let yes = [
        "stagnant_water",
        "open_defecation",
        "toilets_unlit_or_unlocked",
        "no_hand_washing",
        "waste_piling",
        "pests",
        "single_access",
    ];
    let no = ["no_fire_engine_access", "no_bin_within_100m"];
    let replies = numbers
        .map(|(question, number)| (question, Reply::Number(number)))
        .into_iter()
        .chain(yes.map(|question| (question, Reply::Yes)))
        .chain(no.map(|question| (question, Reply::No)));
    let answers =
        replies.map(|(question, reply)| (question.to_owned(), Answer { reply, age_days: 0 }));
    Answers::checked(Model::standard(), answers).unwrap()
}
