//! An import is taken back: what was there before is there again, unless somebody has built upon it.

use axum::{
    body::Body,
    http::{
        Method, Request, StatusCode,
        header::{CONTENT_TYPE, HOST},
    },
};
use jalon::domain::{Audience::Team, LandmarkKind, LayerKind, Peril};
use serde_json::{Value, json};

use crate::support::{Answer, TestTown, ask, square};

const FLOOD: LayerKind = LayerKind::Zones(Peril::Flood);

async fn post(town: &TestTown, address: &str, body: Option<Value>) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header(HOST, "127.0.0.1:8080")
        .header(CONTENT_TYPE, "application/json")
        .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
        .unwrap();
    ask(town.router(Team), request).await
}

async fn undo(town: &TestTown, layer: &str, version: u32) -> Answer {
    post(town, &format!("/api/imports/{layer}/{version}/undo"), None).await
}

fn zone(west: f64, class: &str) -> Value {
    let mut zone = square("Z", west, 43.6, 0.005);
    zone["properties"] = json!({ "nivalea": class });
    zone
}

/// Codes of the settlements and their scores.
async fn ranking(town: &TestTown) -> Vec<(String, f64)> {
    let told = town.get(Team, "/api/ranking").await.json();
    let rows = told["items"].as_array().unwrap().iter();
    let mut rows: Vec<_> = rows
        .map(|row| {
            let code = row["settlement"]["code"].as_str().unwrap().to_owned();
            (code, row["score"]["value"].as_f64().unwrap())
        })
        .collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows
}

async fn version_of(town: &TestTown, layer: &str) -> Option<u64> {
    let told = town.get(Team, "/api/status").await.json();
    let mut layers = told["layers"].as_array().unwrap().iter();
    let found = layers.find(|one| one["code"] == layer);
    found.map(|one| one["version"].as_u64().unwrap())
}

#[tokio::test]
async fn a_layer_holds_again_what_it_held_and_scores_are_those_of_before() {
    let town = TestTown::small().await;
    taken_back_and_forth(&town).await;
}

#[tokio::test]
async fn on_postgresql_too() {
    let Some(town) = TestTown::small_on_postgres().await else {
        return;
    };
    taken_back_and_forth(&town).await;
}

async fn taken_back_and_forth(town: &TestTown) {
    let before = ranking(town).await;
    let imported = town.import_json(FLOOD, &[zone(1.3, "F")]).await;
    let version = imported.version.unwrap();
    let after = ranking(town).await;
    assert_ne!(before, after, "the zone over S1 is gone");

    let undone = undo(town, "flood", version).await;

    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    let told = undone.json();
    assert_eq!(told["version"], version + 1);
    assert_eq!(told["brought_back"], version - 1);
    assert!(told["assessed"].as_u64().unwrap() >= 1);
    assert_eq!(ranking(town).await, before);
    let twice = undo(town, "flood", version).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let word = twice.json()["type"].clone();
    assert_eq!(word, "about:blank#import-followed");
    let forth = undo(town, "flood", version + 1).await;
    assert_eq!(forth.status, StatusCode::OK, "an undoing is taken back too");
    assert_eq!(ranking(town).await, after);
    let events = town.audit().await;
    let undone = events.iter().filter(|event| event.action == "import-undo");
    assert_eq!(undone.count(), 2);
}

#[tokio::test]
async fn without_a_layer_before_there_is_none_again() {
    let town = TestTown::small().await;
    let before = ranking(&town).await;
    let kind = LayerKind::Landmarks(LandmarkKind::HealthCentre);
    let point = json!({ "type": "Feature", "properties": { "code": "H1" },
        "geometry": { "type": "Point", "coordinates": [1.4005, 43.6005] } });
    let imported = town.import_json(kind, &[point]).await;
    assert_eq!(imported.version, Some(1));
    assert_ne!(ranking(&town).await, before, "help is near");

    let undone = undo(&town, "health_centre", 1).await;

    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    assert_eq!(undone.json()["brought_back"], Value::Null);
    assert_eq!(
        version_of(&town, "health_centre").await,
        None,
        "no layer, not an empty one"
    );
    assert_eq!(ranking(&town).await, before, "nobody has looked, as before");
    assert_eq!(
        undo(&town, "health_centre", 2).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        undo(&town, "health_centre", 1).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        undo(&town, "wildfire", 1).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        undo(&town, "nothing", 1).await.status,
        StatusCode::NOT_FOUND
    );
    let reopened = town.opened_again().await;
    assert!(reopened.atlas().layer(kind).is_none());
}

#[tokio::test]
async fn settlements_that_people_have_written_about_stay() {
    let town = TestTown::small().await;
    let version = u32::try_from(version_of(&town, "settlements").await.unwrap()).unwrap();
    let known = ranking(&town).await;
    let list = [
        square("S1", 1.405, 43.6, 0.001),
        square("S7", 1.41, 43.6, 0.001),
    ];
    town.import_json(LayerKind::Settlements, &list).await;
    let visit = json!({ "by": "agent", "answers": { "pests": "yes" } });
    let added = post(&town, "/api/settlements/S7/visits", Some(visit)).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());

    let kept = undo(&town, "settlements", version + 1).await;

    assert_eq!(kept.status, StatusCode::CONFLICT);
    let told = kept.json();
    assert_eq!(told["type"], "about:blank#import-written-about");
    assert!(told["detail"].as_str().unwrap().contains("S7"));
    assert!(ranking(&town).await.iter().any(|(code, _)| code == "S7"));
    // Without that settlement nothing stands in the way.
    town.import_json(LayerKind::Settlements, &list[..1]).await;
    let undone = undo(&town, "settlements", version + 2).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    assert!(ranking(&town).await.iter().any(|(code, _)| code == "S7"));
    assert_ne!(ranking(&town).await.len(), 1);
    assert_eq!(known.len(), 2);
}

#[tokio::test]
async fn edits_one_by_one_come_back_with_the_list_they_were_made_on_and_keep_the_next_from_being_undone()
 {
    let town = TestTown::small().await;
    let edit = |name: &str| {
        let body = json!({ "type": "Feature", "properties": { "name": name } });
        Request::builder()
            .method(Method::PATCH)
            .uri("/ogc/collections/settlements/items/S1")
            .header(HOST, "127.0.0.1:8080")
            .header(CONTENT_TYPE, "application/merge-patch+json")
            .header("if-match", "*")
            .body(Body::from(body.to_string()))
            .unwrap()
    };
    let name = || async {
        let told = town.get(Team, "/api/settlements/S1").await.json();
        told["settlement"]["name"].as_str().unwrap().to_owned()
    };
    let edited = ask(town.router(Team), edit("Renamed")).await;
    assert_eq!(edited.status, StatusCode::OK, "{}", edited.text());
    let version = u32::try_from(version_of(&town, "settlements").await.unwrap()).unwrap();
    town.import_json(LayerKind::Settlements, &[square("S1", 1.405, 43.6, 0.001)])
        .await;
    assert_ne!(name().await, "Renamed");

    let undone = undo(&town, "settlements", version + 1).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    assert_eq!(name().await, "Renamed");
    let again = ask(town.router(Team), edit("Again")).await;
    assert_eq!(again.status, StatusCode::OK);
    let kept = undo(&town, "settlements", version + 2).await;

    assert_eq!(kept.status, StatusCode::CONFLICT);
    assert_eq!(kept.json()["type"], "about:blank#import-edited");
    assert_eq!(name().await, "Again");
}
