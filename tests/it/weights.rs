//! Weights as versions, other weights tried, and which assessments a change makes stale.

use axum::{
    body::Body,
    http::{
        Method, Request, StatusCode,
        header::{ETAG, HOST, IF_MATCH},
    },
};
use jalon::{
    app::{Error, Scored, WeightsBy},
    domain::{Audience, LayerKind, Peril},
    hazard::Model,
};
use serde_json::json;

use crate::support::{Answer, TestTown, ask, ring};

/// The default weights with floods counting less than trains.
fn mild_floods() -> String {
    Model::standard_text().replacen(
        "v = [0.10, 0.35, 0.70, 0.95]",
        "v = [0.01, 0.02, 0.03, 0.04]",
        1,
    )
}

fn by_officer() -> WeightsBy<'static> {
    WeightsBy::just("officer")
}

fn scores(town: &TestTown) -> Vec<(String, f64)> {
    let atlas = town.jalon.atlas();
    let ranked = atlas.ranked();
    ranked
        .map(|known| {
            (
                known.settlement.code.clone(),
                known.assessment.as_ref().unwrap().score.value,
            )
        })
        .collect()
}

async fn send(town: &TestTown, method: Method, address: &str, body: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(HOST, "127.0.0.1:8080")
        .body(Body::from(body.to_owned()))
        .unwrap();
    ask(town.router(Audience::Team), request).await
}

#[tokio::test]
async fn weights_that_are_tried_leave_everything_as_it_was() {
    let town = TestTown::small().await;
    let before = scores(&town);

    let tried = town.jalon.rank_under(&mild_floods()).await.unwrap();

    let flooded = tried
        .iter()
        .find(|tried| tried.known.settlement.code == "S1")
        .unwrap();
    let as_it_is = flooded.known.assessment.as_ref().unwrap().score.value;
    assert!(
        flooded.score.value < as_it_is - 10.0,
        "{} {as_it_is}",
        flooded.score.value
    );
    assert_eq!(scores(&town), before);
    assert!(town.jalon.weights_versions(9).await.unwrap().is_empty());
}

#[tokio::test]
async fn weights_that_are_set_score_as_they_did_when_tried_and_outlive_a_restart() {
    let town = TestTown::small().await;
    let tried = town.jalon.rank_under(&mild_floods()).await.unwrap();

    let (set, scored) = town
        .jalon
        .set_weights(mild_floods(), "floods are behind a dyke", by_officer())
        .await
        .unwrap();

    assert_eq!((set.version, scored.assessed), (1, 2));
    let expected: Vec<(String, f64)> = tried
        .iter()
        .map(|tried| (tried.known.settlement.code.clone(), tried.score.value))
        .collect();
    assert_eq!(scores(&town), expected);
    let again = town.opened_again().await;
    assert_eq!(again.model().sha256(), set.sha256);
    assert_eq!(again.stale().await.unwrap(), 0);
}

#[tokio::test]
async fn weights_without_a_reason_or_already_in_force_are_refused() {
    let town = TestTown::small().await;
    let standard = Model::standard_text().to_owned();

    let silent = town
        .jalon
        .set_weights(mild_floods(), "  ", by_officer())
        .await;
    let same = town
        .jalon
        .set_weights(standard.clone(), "again", by_officer())
        .await;
    let wrong = town
        .jalon
        .set_weights(standard.replace("rho = 0.5", "rho = 7"), "x", by_officer())
        .await;

    assert!(matches!(silent, Err(Error::WithoutNote)));
    assert!(matches!(same, Err(Error::SameWeights)));
    assert!(wrong.unwrap_err().to_string().contains("'rho' is 7"));
    assert!(town.jalon.weights_versions(9).await.unwrap().is_empty());
}

#[tokio::test]
async fn weights_are_set_upon_those_that_were_looked_at_and_taken_up_again() {
    let town = TestTown::small().await;
    let set = |text: String, tag: String| {
        let request = Request::builder()
            .method(Method::PUT)
            .uri("/api/weights?note=dyke&by=officer")
            .header(HOST, "127.0.0.1:8080")
            .header(IF_MATCH, tag)
            .body(Body::from(text))
            .unwrap();
        ask(town.router(Audience::Team), request)
    };
    let seen = town.get(Audience::Team, "/api/weights").await;
    let tag = seen.headers[ETAG].to_str().unwrap().to_owned();

    let first = set(mild_floods(), tag.clone()).await;
    let late = set(
        Model::standard_text().replace("rho = 0.5", "rho = 0.4"),
        tag,
    )
    .await;

    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    let shown = town.get(Audience::Team, "/api/weights").await.json();
    assert_eq!(shown["versions"].as_array().unwrap().len(), 1);
    assert_eq!(shown["versions"][0]["actor"], "officer");
    let text = |version: u32| {
        let address = format!("/api/weights/versions/{version}");
        let town = &town;
        async move { town.get(Audience::Team, &address).await }
    };
    assert_eq!(text(0).await.json()["text"], Model::standard_text());
    assert_eq!(text(1).await.json()["text"], mild_floods());
    assert_eq!(text(2).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_new_version_of_a_layer_assesses_only_those_within_its_reach() {
    let town = TestTown::small().await;
    let (before, was_at) = (scores(&town), assessed_at(&town, "S2"));
    let zone = |west: f64, south: f64, class: &str| {
        json!({"type": "Feature", "properties": {"nivalea": class},
            "geometry": {"type": "Polygon", "coordinates": ring(west, south, 0.005)}})
    };

    // S1 lies in the first zone; the second one is new, and far from both sites.
    let imported = town
        .import_json(
            LayerKind::Zones(Peril::Flood),
            &[zone(1.405, 43.6, "F"), zone(1.45, 43.606, "TF")],
        )
        .await;

    assert_eq!(
        imported.assessed, 2,
        "S2 was outside the old layer's box and is inside the new one's"
    );
    let moved_at = assessed_at(&town, "S2");
    let again = town
        .import_json(
            LayerKind::Zones(Peril::Flood),
            &[zone(1.405, 43.6, "M"), zone(1.45, 43.606, "TF")],
        )
        .await;
    assert_eq!(
        again.assessed, 1,
        "only S1 lies within reach of what changed"
    );
    assert_eq!(assessed_at(&town, "S2"), moved_at);
    assert_ne!(moved_at, was_at);
    assert_ne!(scores(&town), before);
    assert_eq!(town.jalon.stale().await.unwrap(), 0);
    assert_eq!(
        town.jalon.score("test").await.unwrap(),
        Scored {
            assessed: 0,
            unchanged: 2
        }
    );
    let reopened = town.opened_again().await;
    assert_eq!(
        reopened.stale().await.unwrap(),
        0,
        "a confirmation outlives a restart"
    );
}

fn assessed_at(town: &TestTown, code: &str) -> time::OffsetDateTime {
    let atlas = town.jalon.atlas();
    atlas
        .settlement(code)
        .unwrap()
        .assessment
        .as_ref()
        .unwrap()
        .at
}

#[tokio::test]
async fn over_http_weights_are_shown_tried_and_set() {
    let town = TestTown::small().await;

    let tried = send(
        &town,
        Method::POST,
        "/api/weights/trial?limit=1",
        &mild_floods(),
    )
    .await;
    assert_eq!(tried.status, StatusCode::OK, "{:?}", tried.json());
    let tried = tried.json();
    assert_eq!(tried["changes"][0]["key"], "areal.flood.v");
    assert_eq!((&tried["total"], &tried["next"]), (&json!(2), &json!("1")));

    let nameless = send(&town, Method::PUT, "/api/weights", &mild_floods()).await;
    assert_eq!(nameless.status, StatusCode::BAD_REQUEST);
    let wrong = send(&town, Method::PUT, "/api/weights?note=x", "rho = 1").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = send(&town, Method::PUT, "/api/weights?note=dyke", &mild_floods()).await;
    assert_eq!(set.status, StatusCode::OK);
    assert_eq!(set.json()["assessed"], 2);
    let twice = send(&town, Method::PUT, "/api/weights?note=dyke", &mild_floods()).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);

    let shown = town.get(Audience::Team, "/api/weights").await.json();
    assert_eq!(shown["text"], mild_floods());
    assert_eq!(shown["versions"][0]["note"], "dyke");
    let hidden = town.get(Audience::Public, "/api/weights").await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_run_of_scoring_is_started_once_and_tells_its_end() {
    let town = TestTown::small().await;

    let started = send(&town, Method::POST, "/api/scoring", "").await;
    assert_eq!(started.status, StatusCode::ACCEPTED);

    for _ in 0..200 {
        let job = town.get(Audience::Team, "/api/scoring").await.json();
        if job["running"] == json!(false) {
            assert_eq!((&job["assessed"], &job["error"]), (&json!(0), &json!(null)));
            assert!(job["ended_at"].is_string());
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the run did not end within five seconds");
}
