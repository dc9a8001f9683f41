//! "What hazards are here?": what each layer says of a place, and that it is what a settlement there would be told.

use axum::http::StatusCode;
use jalon::domain::{
    Audience::{Public, Team},
    LandmarkKind, LayerKind,
};
use serde_json::{Value, json};

use crate::support::{TestTown, square};

async fn here(town: &TestTown, lon: f64, lat: f64) -> Value {
    let answer = town
        .get(Team, &format!("/api/hazards/here?lon={lon}&lat={lat}"))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

fn of<'a>(found: &'a Value, layer: &str) -> &'a Value {
    let mut items = found["items"].as_array().unwrap().iter();
    items.find(|one| one["layer"] == layer).unwrap()
}

#[tokio::test]
async fn a_place_in_a_zone_is_told_its_severity_and_one_beside_it_how_far() {
    let town = TestTown::small().await;

    let inside = here(&town, 1.4075, 43.6025).await;
    let beside = here(&town, 1.412, 43.6025).await;

    let flood = of(&inside, "flood");
    assert_eq!(
        (&flood["seen"], &flood["severity"]),
        (&json!("here"), &json!(4))
    );
    assert_eq!(flood["distance_m"], Value::Null);
    assert_eq!(inside["neighbourhood"]["code"], "W");
    let flood = of(&beside, "flood");
    // The zone ends at 1.410: two thousandths of a degree are 161 m at this latitude.
    let metres = flood["distance_m"].as_f64().unwrap();
    assert_eq!(flood["seen"], "near");
    assert!((metres - 161.0).abs() < 1.5, "{metres}");
}

#[tokio::test]
async fn what_is_here_comes_before_what_is_near_and_that_before_what_is_not() {
    let town = TestTown::small().await;

    let found = here(&town, 1.4075, 43.6025).await;

    let order = ["here", "near", "clear", "unmapped"];
    let seen: Vec<usize> = found["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| order.iter().position(|word| one["seen"] == *word).unwrap())
        .collect();
    assert!(seen.is_sorted(), "{found}");
}

#[tokio::test]
async fn where_no_plan_has_looked_the_answer_says_so_and_not_that_it_is_safe() {
    let town = TestTown::small().await;

    let found = here(&town, 2.35, 48.85).await;

    assert_eq!(of(&found, "flood")["seen"], "unmapped");
    assert_eq!(of(&found, "railway")["seen"], "unmapped");
    assert_eq!(found["neighbourhood"], Value::Null);
}

#[tokio::test]
async fn the_ground_of_a_settlement_scores_as_the_settlement_does_before_anybody_is_asked() {
    let town = TestTown::empty().await;
    town.import_json(LayerKind::Landmarks(LandmarkKind::Railway), &[json!({ "type": "Feature",
        "properties": {}, "geometry": { "type": "LineString", "coordinates": [[1.40, 43.601], [1.44, 43.601]] } })])
        .await;
    // As small as what stands for a place.
    town.import_json(
        LayerKind::Settlements,
        &[square("S1", 1.419_995, 43.601_295, 0.000_01)],
    )
    .await;

    let found = here(&town, 1.42, 43.6013).await;
    let site = town.get(Team, "/api/settlements/S1").await.json();

    let parts = site["assessment"]["factors"].as_array().unwrap().iter();
    let mut parts = parts.flat_map(|factor| factor["parts"].as_array().unwrap());
    let railway = parts.find(|part| part["landmark"] == "railway").unwrap();
    let metres = railway["distance_m"].as_f64().unwrap();
    assert!(metres > 20.0, "{railway}");
    assert!(
        (of(&found, "railway")["distance_m"].as_f64().unwrap() - metres).abs() < 0.01,
        "{found}"
    );
}

#[tokio::test]
async fn a_place_that_is_none_is_refused_in_words_and_the_public_is_told_nothing() {
    let town = TestTown::small().await;
    for asked in [
        "lon=1.4",
        "lon=1.4&lat=95",
        "lon=abc&lat=43",
        "lon=NaN&lat=43",
        "lon=1e9&lat=1",
    ] {
        let answer = town.get(Team, &format!("/api/hazards/here?{asked}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{asked}");
    }
    let public = town.get(Public, "/api/hazards/here?lon=1.4&lat=43.6").await;

    assert_eq!(public.status, StatusCode::NOT_FOUND);
}
