//! A file that is tried before it becomes a layer: its first shapes are shown, and nothing is stored.

use axum::{
    body::Body,
    http::{
        Method, Request, StatusCode,
        header::{CONTENT_TYPE, HOST},
    },
};
use jalon::domain::Audience::Team;
use serde_json::{Value, json};

use crate::support::{Answer, TestTown, ask, square};

/// Sends a text as a file.
async fn send(town: &TestTown, address: &str, (name, text): (&str, &str)) -> Answer {
    let body = format!(
        "--frontier\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n--frontier--\r\n"
    );
    let request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header(HOST, "127.0.0.1:8080")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=frontier")
        .body(Body::from(body))
        .unwrap();
    ask(town.router(Team), request).await
}

fn sites(count: u32) -> String {
    let all = (0..count).map(|at| {
        let west = 1.40 + 0.002 * f64::from(at % 40);
        square(
            &format!("S{at}"),
            west,
            43.60 + 0.002 * f64::from(at / 40),
            0.001,
        )
    });
    json!({ "type": "FeatureCollection", "features": all.collect::<Vec<Value>>() }).to_string()
}

#[tokio::test]
async fn a_rehearsal_shows_the_shapes_and_stores_nothing() {
    let town = TestTown::empty().await;

    let tried = send(
        &town,
        "/api/imports/settlements?dry_run=true",
        ("sites.geojson", &sites(3)),
    )
    .await;
    let status = town.get(Team, "/api/status").await.json();

    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text());
    let told = tried.json();
    assert_eq!(told["tally"]["accepted"], 3);
    assert_eq!(told["preview"].as_array().unwrap().len(), 3);
    assert_eq!(told["preview"][0]["geometry"]["type"], "Polygon");
    assert_eq!(told["preview"][0]["properties"]["code"], "S0");
    assert_eq!(status["layers"], json!([]));
}

#[tokio::test]
async fn a_large_file_shows_its_first_shapes_only() {
    let town = TestTown::empty().await;

    let tried = send(
        &town,
        "/api/imports/settlements?dry_run=true",
        ("sites.geojson", &sites(700)),
    )
    .await;

    let told = tried.json();
    assert_eq!(told["tally"]["accepted"], 700);
    assert_eq!(told["preview"].as_array().unwrap().len(), 500);
}

#[tokio::test]
async fn what_is_stored_is_not_shown_again() {
    let town = TestTown::empty().await;

    let stored = send(
        &town,
        "/api/imports/settlements",
        ("sites.geojson", &sites(2)),
    )
    .await;

    assert_eq!(stored.status, StatusCode::OK, "{}", stored.text());
    assert_eq!(stored.json().get("preview"), None);
}

#[tokio::test]
async fn homes_of_households_are_counted_and_never_shown() {
    let town = TestTown::small().await;
    let csv = "household;kind;moved_on;neighbourhood\nH900;social_rental;2026-01-05;W\n";

    let tried = send(
        &town,
        "/api/imports/placements?dry_run=true",
        ("placements.csv", csv),
    )
    .await;

    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text());
    let told = tried.json();
    assert_eq!(told["tally"]["accepted"], 1);
    assert_eq!(told["preview"], json!([]));
}

#[tokio::test]
async fn refusals_come_in_the_language_that_is_asked_for() {
    let town = TestTown::empty().await;
    let rows = "code,longitude,latitude\nH1,1.4,43.6\nH2,,\n";
    let asked = |lang: &str| format!("/api/imports/health_centre?dry_run=true{lang}");
    let why = |answer: &Answer| {
        answer.json()["refusals"][0]["why"]
            .as_str()
            .unwrap()
            .to_owned()
    };

    let plain = send(&town, &asked(""), ("h.csv", rows)).await;
    let french = send(&town, &asked("&lang=fr"), ("h.csv", rows)).await;
    let other = send(&town, &asked("&lang=xx"), ("h.csv", rows)).await;
    let none = send(
        &town,
        &asked("&lang=fr"),
        ("h.csv", "code,longitude,latitude\nH2,,\n"),
    )
    .await;

    assert_eq!(
        why(&plain),
        "it has no shape; draw it or leave it out of the file"
    );
    assert_eq!(
        why(&french),
        "il n’a pas de forme ; dessinez-la ou retirez-le du fichier"
    );
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = none.json()["detail"].as_str().unwrap().to_owned();
    assert!(
        told.starts_with("aucun des 1 enregistrements de h.csv"),
        "{told}"
    );
}
