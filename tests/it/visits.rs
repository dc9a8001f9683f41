//! Answers of visits through every door: they move scores, and bad ones leave nothing behind.

use std::{path::PathBuf, sync::Arc};

use axum::{
    body::Body,
    http::{
        Request, StatusCode,
        header::{CONTENT_TYPE, HOST},
    },
};
use jalon::{
    app::{Clock, Jalon, Mapping, Rehearsal, VisitColumns, VisitFile},
    config::{Flags, Settings},
    domain::{
        Assessment, Audience, Factor, FactorScore, LandmarkKind, Language, LayerKind, VisitMethod,
    },
};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime, macros::datetime};

use crate::support::{Answer, TestTown, ask};

const VISITS: &str = "/api/settlements/S1/visits";

impl TestTown {
    async fn post(&self, audience: Audience, address: &str, body: Value) -> Answer {
        let request = Request::post(address)
            .header(HOST, "127.0.0.1:8080")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        ask(self.router(audience), request).await
    }

    async fn visit(&self, body: Value) -> Answer {
        self.post(Audience::Team, VISITS, body).await
    }

    /// What is known today of one question.
    async fn answer(&self, question: &str) -> Value {
        let answers = self
            .get(Audience::Team, "/api/settlements/S1/answers")
            .await
            .json();
        let items = answers["items"].as_array().unwrap();
        let found = items.iter().find(|item| item["question"] == question);
        found.unwrap().clone()
    }

    async fn in_days(&self, days: i64) -> Jalon {
        self.on(self.jalon.clock().now() + Duration::days(days))
            .await
    }

    /// The same town at another time, as another process sees it.
    async fn on(&self, then: OffsetDateTime) -> Jalon {
        let settings = Settings::load(Flags {
            data_dir: Some(self.folder.path().join("data")),
            ..Flags::default()
        })
        .unwrap();
        Jalon::open(&settings, Clock::fixed(then)).await.unwrap()
    }
}

fn assessment(jalon: &Jalon, code: &str) -> Arc<Assessment> {
    let atlas = jalon.atlas();
    atlas.settlement(code).unwrap().assessment.clone().unwrap()
}

fn factor(jalon: &Jalon, factor: Factor) -> FactorScore {
    let all = assessment(jalon, "S1").factors.clone();
    all.into_iter().find(|one| one.factor == factor).unwrap()
}

fn day(town: &TestTown, ago: i64) -> String {
    (town.jalon.clock().now() - Duration::days(ago))
        .date()
        .to_string()
}

#[tokio::test]
async fn a_list_is_no_visit_even_if_its_values_stand_in_the_order_of_the_fields() {
    let town = TestTown::small().await;

    let refused = town.visit(json!([null, "2026-01-05", "agent-07"])).await;

    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.json().to_string().contains("it is a list"),
        "{}",
        refused.json()
    );
}

#[tokio::test]
async fn every_question_says_which_others_a_form_asks_it_with() {
    let town = TestTown::small().await;

    let answers = town
        .get(Audience::Team, "/api/settlements/S1/answers")
        .await;

    let items = answers.json()["items"].as_array().unwrap().clone();
    let mut groups: Vec<&str> = items
        .iter()
        .filter_map(|one| one["group"].as_str())
        .collect();
    assert_eq!(groups.len(), items.len());
    groups.dedup();
    let due = [
        "access",
        "fire",
        "excreta",
        "space",
        "waste",
        "water",
        "vulnerability",
    ];
    assert_eq!(groups, due, "each group in one piece");
    assert_eq!(town.answer("litres_pd").await["group"], "water");
}

#[tokio::test]
async fn a_visit_tells_where_the_visitor_was_and_a_place_nowhere_on_earth_is_refused() {
    let town = TestTown::small().await;
    let from = |lat: f64| {
        json!({"by": "agent-07", "nothing_changed": true,
            "position": {"lon": 1.404_512_345_678, "lat": lat, "accuracy_m": 12.34}})
    };

    let taken = town.visit(from(43.602)).await;
    let nowhere = town.visit(from(143.602)).await;

    assert_eq!(taken.status, StatusCode::CREATED);
    let kept = json!({"lon": 1.404_512_3, "lat": 43.602, "accuracy_m": 12.3});
    assert_eq!(taken.json()["visit"]["position"], kept);
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = nowhere.json()["detail"].to_string();
    assert!(
        said.contains("'lat'") && said.contains("-90 and 90"),
        "{said}"
    );
}

#[tokio::test]
async fn a_validated_visit_moves_the_score_at_once_and_says_where_from() {
    let town = TestTown::small().await;
    let before = factor(&town.jalon, Factor::Access);

    let answer = town
        .visit(
            json!({"by": "agent-07", "validated": true, "at": day(&town, 3),
            "answers": {"single_access": "yes", "health_centre_m": 5000}}),
        )
        .await;

    assert_eq!(answer.status, StatusCode::CREATED);
    assert_eq!(answer.json()["assessed"], 1, "only the settlement itself");
    let after = factor(&town.jalon, Factor::Access);
    assert!((before.low, before.high) == (0.0, 0.3), "{before:?}");
    assert!((after.value - 0.3).abs() < 1e-12 && (after.low - 0.3).abs() < 1e-12);
    let said = town
        .jalon
        .sentence(&assessment(&town.jalon, "S1"), Language::English);
    assert!(
        said.contains(&format!("Answered on a visit of {}.", day(&town, 3))),
        "{said}"
    );
    assert_eq!(town.jalon.stale().await.unwrap(), 0);
}

#[tokio::test]
async fn a_visit_waits_until_somebody_validates_it_and_counts_until_it_is_withdrawn() {
    let town = TestTown::small().await;
    let added = town
        .visit(json!({"by": "agent-07", "answers": {"single_access": "yes"}}))
        .await;
    let id = added.json()["visit"]["id"].as_str().unwrap().to_owned();
    let waiting = factor(&town.jalon, Factor::Access).low;

    let validation = format!("{VISITS}/{id}/validation");
    let validated = town
        .post(Audience::Team, &validation, json!({"by": "lead"}))
        .await;
    let counted = factor(&town.jalon, Factor::Access).low;
    let withdrawal = format!("{VISITS}/{id}/withdrawal");
    let body = json!({"by": "lead", "reason": "it was the site next door"});
    let withdrawn = town.post(Audience::Team, &withdrawal, body).await;

    assert!(waiting.abs() < 1e-12);
    assert_eq!(validated.status, StatusCode::OK);
    assert!((counted - 0.15).abs() < 1e-12, "half of the cap is known");
    assert_eq!(
        withdrawn.json()["withdrawn"]["reason"],
        "it was the site next door"
    );
    assert!(factor(&town.jalon, Factor::Access).low.abs() < 1e-12);
    let again = town
        .post(Audience::Team, &validation, json!({"by": "lead"}))
        .await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_visit_sent_twice_is_stored_once_and_another_under_its_id_is_refused() {
    let town = TestTown::small().await;
    let visit = |reply: &str| {
        json!({"id": "018f0000-0000-7000-8000-000000000001", "by": "agent-07",
            "at": "2026-01-05T10:00:00+01:00", "answers": {"pests": reply}})
    };

    let first = town.visit(visit("yes")).await.status;
    let second = town.visit(visit("yes")).await.status;
    let other = town.visit(visit("no")).await;

    assert_eq!((first, second), (StatusCode::CREATED, StatusCode::OK));
    assert_eq!(other.status, StatusCode::CONFLICT);
    let listed = town.get(Audience::Team, VISITS).await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(listed["items"][0]["answers"][0]["reply"], "yes");
}

#[tokio::test]
async fn the_latest_known_answer_counts_and_unknown_erases_nothing() {
    let town = TestTown::small().await;
    for (ago, reply) in [(300, json!(9)), (200, json!(12)), (100, json!("unknown"))] {
        let visit = json!({"by": "agent-07", "validated": true, "at": day(&town, ago),
            "answers": {"litres_pd": reply}});
        assert_eq!(town.visit(visit).await.status, StatusCode::CREATED);
    }

    let old = town.answer("litres_pd").await;
    let nothing = json!({"by": "agent-07", "validated": true, "at": day(&town, 1),
        "nothing_changed": true});
    town.visit(nothing).await;
    let confirmed = town.answer("litres_pd").await;

    assert_eq!(
        (&old["reply"], &old["age_days"]),
        (&json!(12.0), &json!(200))
    );
    assert_eq!(old["stale"], true);
    assert_eq!(
        (&confirmed["reply"], &confirmed["age_days"]),
        (&json!(12.0), &json!(1))
    );
    assert_eq!(
        confirmed["source"],
        json!({"of": "visit", "on": day(&town, 1)})
    );
    assert_eq!(town.answer("pests").await["reply"], Value::Null);
}

#[tokio::test]
async fn an_answer_that_ages_widens_the_bounds_and_makes_the_score_stale() {
    let town = TestTown::small().await;
    let visit = json!({"by": "agent-07", "validated": true,
        "answers": {"single_access": "yes", "health_centre_m": 5000}});
    town.visit(visit).await;

    let after_180 = town.in_days(180).await.stale().await.unwrap();
    let later = town.in_days(450).await;
    let stale = later.stale().await.unwrap();
    later.score("test").await.unwrap();

    assert_eq!((after_180, stale), (0, 1));
    let access = factor(&later, Factor::Access);
    assert!((access.value - 0.3).abs() < 1e-12, "the value is kept");
    assert!(
        (access.low - 0.15).abs() < 1e-12,
        "half of it is lost: {access:?}"
    );
}

#[tokio::test]
async fn a_distance_nobody_has_told_is_measured_on_the_map_and_said_to_be_so() {
    let town = TestTown::small().await;
    // 0.003 degrees of longitude east of the site: 241 m there.
    let hydrant = json!({"type": "Feature", "properties": {},
        "geometry": {"type": "Point", "coordinates": [1.4085, 43.6025]}});
    town.import_json(LayerKind::Landmarks(LandmarkKind::Hydrant), &[hydrant])
        .await;

    let measured = town.answer("hydrant_m").await;
    let assessed = assessment(&town.jalon, "S1");
    let said = town.jalon.sentence(&assessed, Language::French);
    let told = json!({"by": "agent-07", "validated": true, "answers": {"hydrant_m": 90}});
    town.visit(told).await;

    let metres = measured["reply"].as_f64().unwrap();
    assert!((metres - 241.8).abs() < 1.0, "{metres}");
    assert_eq!(
        measured["source"],
        json!({"of": "layer", "landmark": "hydrant", "layer_version": 1, "at_least": false})
    );
    assert!(said.contains("pas sur le terrain"), "{said}");
    assert!(said.contains("vulnérabilité"), "{said}");
    assert_eq!(town.answer("hydrant_m").await["reply"], 90.0);
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_a_sentence_and_nothing_is_stored() {
    let town = TestTown::small().await;
    let with = |answers: Value| json!({"by": "agent-07", "answers": answers});
    for (body, sentence) in [
        (with(json!({"under5_share": 25})), "between 0 and 1"),
        (with(json!({"water_m": -3})), "between 0 and 100000"),
        (with(json!({"pests": 3})), "not yes or no"),
        (with(json!({"litres_pd": "yes"})), "not a number"),
        (with(json!({"litres_pd": "much"})), "an answer is a number"),
        (
            with(json!({"surname": "unknown"})),
            "no checklist asks 'surname'",
        ),
        (with(json!({})), "answers nothing"),
        (json!({"answers": {"pests": "no"}}), "'by'"),
        (
            json!({"by": "a", "at": "2199-01-01", "answers": {"pests": "no"}}),
            "after today",
        ),
        (
            json!({"by": "a", "at": "soon", "answers": {"pests": "no"}}),
            "not a date",
        ),
        (
            json!({"by": "a", "nothing_changed": true, "answers": {"pests": "no"}}),
            "keep one",
        ),
        (json!({"by": "a", "household": "H1"}), "unknown field"),
    ] {
        let refused = town.visit(body.clone()).await;

        let detail = refused.json()["detail"].as_str().unwrap().to_owned();
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(detail.contains(sentence), "{body}: {detail}");
    }
    let elsewhere = "/api/settlements/S9/visits";
    let body = with(json!({"pests": "no"}));
    let missing = town.post(Audience::Team, elsewhere, body).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let listed = town.get(Audience::Team, VISITS).await.json();
    assert_eq!(listed["items"], json!([]));
}

#[tokio::test]
async fn the_public_is_told_of_no_visit_and_no_answer() {
    let town = TestTown::small().await;
    let id = "018f0000-0000-7000-8000-000000000001";
    let body = json!({"by": "agent-07", "answers": {"pests": "no"}});

    let posted = town.post(Audience::Public, VISITS, body).await.status;
    let validation = format!("{VISITS}/{id}/validation");
    let validated = town.post(Audience::Public, &validation, json!({"by": "a"}));
    let validated = validated.await.status;
    let listed = town.get(Audience::Public, VISITS).await.status;
    let answers = "/api/settlements/S1/answers";
    let answered = town.get(Audience::Public, answers).await.status;

    let all = [posted, validated, listed, answered];
    assert_eq!(all, [StatusCode::NOT_FOUND; 4]);
}

#[tokio::test]
async fn a_list_of_visits_goes_on_where_its_page_ended() {
    let town = TestTown::small().await;
    for ago in [1, 2, 2, 3, 4] {
        let visit = json!({"by": "agent-07", "at": day(&town, ago), "answers": {"pests": "no"}});
        town.visit(visit).await;
    }

    let (mut seen, mut address) = (Vec::new(), format!("{VISITS}?limit=2"));
    loop {
        let page = town.get(Audience::Team, &address).await.json();
        let items = page["items"].as_array().unwrap();
        seen.extend(items.iter().map(|item| item["id"].clone()));
        assert!(items.iter().all(|item| item["answers"][0]["reply"] == "no"));
        let Some(next) = page["next"].as_str() else {
            break;
        };
        address = format!("{VISITS}?limit=2&cursor={next}");
    }

    let count = seen.len();
    seen.sort_by_key(ToString::to_string);
    seen.dedup();
    assert_eq!((count, seen.len()), (5, 5));
}

fn survey(name: &str) -> VisitFile {
    VisitFile {
        path: PathBuf::from("tests/it/fixtures").join(name),
        columns: VisitColumns::Survey,
        mapping: Mapping::new(),
        by: Some("import".to_owned()),
        team: None,
        method: VisitMethod::OnSite,
        validated: true,
        rehearsal: Rehearsal::No,
        actor: "test".to_owned(),
    }
}

/// A clock at which the invented surveys lie in the past.
async fn town_after_the_surveys() -> (TestTown, Jalon) {
    let town = TestTown::small().await;
    let then = town.on(datetime!(2026-03-20 12:00 UTC)).await;
    (town, then)
}

#[tokio::test]
async fn exports_of_both_survey_tools_are_taken_in_once() {
    let (_town, jalon) = town_after_the_surveys().await;

    let kobo = jalon.import_visits(survey("kobo.csv")).await.unwrap();
    let central = jalon
        .import_visits(survey("odk_central.csv"))
        .await
        .unwrap();
    let again = jalon
        .import_visits(survey("odk_central.csv"))
        .await
        .unwrap();

    assert_eq!((kobo.report.new, central.report.new), (2, 2));
    assert_eq!((again.report.new, again.report.known), (0, 2));
    assert!(
        central
            .report
            .not_read
            .contains(&"SubmitterName".to_owned())
    );
    let known = jalon.answers("S1").unwrap();
    let reply = |question: &str| {
        let found = known.iter().find(|now| now.question.key == question);
        let answer = found.unwrap().answer?;
        Some((answer.reply.to_string(), answer.age_days))
    };
    let told = |reply: &str, age: u32| Some((reply.to_owned(), age));
    assert_eq!(reply("spacing_m"), told("0.8", 11));
    assert_eq!(
        reply("no_hand_washing"),
        told("no", 47),
        "the good side was asked"
    );
    assert_eq!(reply("no_fire_engine_access"), told("yes", 11));
    assert_eq!(reply("pests"), None, "asked, and nobody could tell");
}

#[tokio::test]
async fn one_bad_row_keeps_the_whole_file_out() {
    let town = TestTown::small().await;
    let path = town.folder.path().join("visits.csv");
    let rows = "site,date,litres_pd,colour\nS1,2026-01-05,12,red\nS1,2026-01-06,-1,red\nS9,2026-01-06,1,red\n";
    std::fs::write(&path, rows).unwrap();
    let file = VisitFile {
        path,
        columns: VisitColumns::Plain,
        ..survey("")
    };

    let refused = town.jalon.import_visits(file).await.unwrap_err();

    let report = refused.visit_report().unwrap();
    let told: Vec<String> = report.refusals.iter().map(ToString::to_string).collect();
    assert!(told[0].starts_with("row 3, column litres_pd: "), "{told:?}");
    assert!(told[1].starts_with("row 4, column site: "), "{told:?}");
    assert_eq!(report.not_read, ["colour"]);
    let visits = town.jalon.visits("S1", None, 10).await.unwrap();
    assert!(visits.is_empty(), "{visits:?}");
}
