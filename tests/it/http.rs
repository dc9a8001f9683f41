//! The doors of the server, asked as clients would.

use axum::{
    body::Body,
    http::{
        Request, StatusCode,
        header::{CONTENT_TYPE, ETAG, HOST, IF_NONE_MATCH},
    },
};
use jalon::domain::Audience::{Public, Team};
use serde_json::Value;

use crate::support::{TestTown, ask};

#[tokio::test]
async fn the_site_in_the_flood_zone_comes_first_and_says_why() {
    let town = TestTown::small().await;

    let ranking = town.get(Team, "/api/ranking").await.json();

    let first = &ranking["items"][0];
    assert_eq!(first["settlement"]["code"], "S1");
    assert_eq!(first["settlement"]["neighbourhood"], "W");
    assert!(
        first["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .any(|reason| reason["factor"] == "flood"),
        "{first}"
    );
    assert_eq!(ranking["total"], 2);
}

#[tokio::test]
async fn contributions_sum_to_the_score() {
    let town = TestTown::small().await;

    let detail = town.get(Team, "/api/settlements/S1").await.json();

    let assessment = &detail["assessment"];
    let points: f64 = assessment["factors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|factor| factor["points"].as_f64().unwrap())
        .sum();
    let all = points + assessment["vulnerability_points"].as_f64().unwrap();
    let score = assessment["score"]["value"].as_f64().unwrap();
    assert!((all - score).abs() < 1e-9, "{all} is not {score}");
    assert!(detail["geometry"]["coordinates"].is_array());
}

#[tokio::test]
async fn half_of_the_first_site_is_in_the_zone() {
    let town = TestTown::small().await;

    let detail = town.get(Team, "/api/settlements/S1").await.json();

    let factors = detail["assessment"]["factors"].as_array().unwrap();
    let flood = factors.iter().find(|f| f["factor"] == "flood").unwrap();
    let share = flood["parts"][0]["shares"][3].as_f64().unwrap();
    assert!((share - 0.5).abs() < 1e-5, "{share}");
}

#[tokio::test]
async fn the_public_finds_no_settlement_anywhere() {
    let town = TestTown::small().await;

    for address in [
        "/api/ranking",
        "/api/settlements/S1",
        "/api/settlements/S1/moved",
        "/api/settlements/S1/works",
        "/api/settlements/S1/sensitivity",
        "/api/settlements/S1/history",
        "/api/layers/settlements/items",
        "/api/layers/flood/items",
        "/api/layers/placements/items",
        "/api/layers/offers/items",
        "/tiles/settlements/14/8256/5983.mvt",
        "/tiles/settlements.json",
    ] {
        let answer = town.get(Public, address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
    let status = town.get(Public, "/api/status").await.json();
    let layers: Vec<&Value> = status["layers"].as_array().unwrap().iter().collect();
    assert_eq!(layers.len(), 1);
    assert_eq!(layers[0]["code"], "neighbourhoods");
    assert_eq!(layers[0]["source"], Value::Null);
}

#[tokio::test]
async fn the_public_is_not_told_a_small_count_in_any_form() {
    let town = TestTown::small().await;

    let team = town.get(Team, "/api/dispersal").await.json();
    let public = town.get(Public, "/api/dispersal").await.json();
    let items = town
        .get(Public, "/api/layers/neighbourhoods/items")
        .await
        .json();

    let east = |report: &Value| {
        let all = report["neighbourhoods"].as_array().unwrap();
        all.iter().find(|n| n["code"] == "E").unwrap().clone()
    };
    assert_eq!(east(&team)["rehoused"], 10);
    for field in ["rehoused", "share", "location_quotient"] {
        assert_eq!(east(&public)[field], Value::Null, "{field}");
    }
    for feature in items["features"].as_array().unwrap() {
        let columns = feature["properties"].as_object().unwrap();
        let rehoused = columns.get("rehoused").and_then(Value::as_u64);
        assert!(rehoused.is_none_or(|n| n == 0 || n >= 11), "{columns:?}");
    }
}

#[tokio::test]
async fn the_dispersal_report_counts_every_move() {
    let town = TestTown::small().await;

    let report = town.get(Team, "/api/dispersal").await.json();

    assert_eq!(report["overall"]["households"], 40);
    assert_eq!(report["overall"]["neighbourhoods_used"], 2);
    // x = (30, 10), t = (1000, 1000): D = ½(|30/40 − 970/1960| + |10/40 − 990/1960|) = 0.2551…
    let d = report["overall"]["dissimilarity"].as_f64().unwrap();
    assert!((d - 0.255_102_040_816).abs() < 1e-9, "{d}");
    assert_eq!(report["years"][0]["year"], 2024);
    assert_eq!(report["years"][1]["households"], 40);
}

#[tokio::test]
async fn a_day_before_all_moves_counts_none() {
    let town = TestTown::small().await;

    let report = town
        .get(Team, "/api/dispersal?as_of=2023-12-31")
        .await
        .json();

    assert_eq!(report["overall"]["households"], 0);
    assert_eq!(report["overall"]["dissimilarity"], Value::Null);
    assert!(report["overall"]["reason"].is_string());
}

#[tokio::test]
async fn features_come_in_pages_without_gaps() {
    let town = TestTown::small().await;

    let first = town
        .get(Team, "/api/layers/settlements/items?limit=1")
        .await
        .json();
    let next = first["next"].as_str().unwrap();
    let second = town
        .get(
            Team,
            &format!("/api/layers/settlements/items?limit=1&cursor={next}"),
        )
        .await
        .json();

    assert_eq!(first["numberMatched"], 2);
    assert_eq!(first["features"][0]["properties"]["code"], "S1");
    assert_eq!(second["features"][0]["properties"]["code"], "S2");
    assert_eq!(second["next"], Value::Null);
}

#[tokio::test]
async fn a_box_finds_only_what_touches_it() {
    let town = TestTown::small().await;

    let found = town
        .get(
            Team,
            "/api/layers/settlements/items?bbox=1.43,43.6,1.44,43.61",
        )
        .await
        .json();

    assert_eq!(found["numberReturned"], 1);
    assert_eq!(found["features"][0]["properties"]["code"], "S2");
}

#[tokio::test]
async fn a_tile_over_the_town_is_drawn_and_known_again() {
    let town = TestTown::small().await;
    let address = "/tiles/settlements/14/8256/5983.mvt";
    let tile = town.get(Team, "/tiles/settlements/12/2063/1494.mvt").await;
    assert!(tile.status.is_success());

    let info = town.get(Team, "/tiles/settlements.json").await.json();
    let first = town.get(Team, address).await;
    let etag = first.headers[ETAG].clone();
    let again = Request::get(address)
        .header(HOST, "localhost")
        .header(IF_NONE_MATCH, etag)
        .body(Body::empty())
        .unwrap();
    let again = ask(town.router(Team), again).await;

    assert_eq!(info["tilejson"], "3.0.0");
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn postgresql_gives_the_answers_that_sqlite_gives() {
    let Some(server) = TestTown::small_on_postgres().await else {
        return;
    };
    let lite = TestTown::small().await;

    for address in [
        "/api/dispersal",
        "/api/layers/neighbourhoods/items",
        "/api/layers/flood/items",
        "/api/layers/railway/items",
        "/api/layers/settlements/items",
    ] {
        let (expected, found) = (
            lite.get(Team, address).await,
            server.get(Team, address).await,
        );
        assert_eq!(found.json(), expected.json(), "{address}");
    }
    let score = |detail: Value| detail["assessment"]["score"].clone();
    assert_eq!(
        score(server.get(Team, "/api/settlements/S1").await.json()),
        score(lite.get(Team, "/api/settlements/S1").await.json())
    );
}

#[tokio::test]
async fn nonsense_in_an_address_is_a_problem_that_names_it() {
    let town = TestTown::small().await;

    for (address, status) in [
        ("/api/layers/settlements/items?bbox=3,2,1,0", 400),
        ("/api/layers/settlements/items?limit=0", 400),
        ("/api/layers/settlements/items?cursor=x", 400),
        ("/api/layers/nowhere/items", 404),
        ("/api/settlements/none", 404),
        ("/api/settlements/none/works", 404),
        ("/api/settlements/S1/moved", 404),
        ("/api/settlements/S1/moved?from=yesterday", 400),
        ("/api/settlements/S1/works?limit=0", 400),
        ("/api/settlements/S1/history?limit=1001", 400),
        ("/api/ranking?draws=many", 400),
        ("/api/ranking?draws=0", 422),
        ("/api/ranking?draws=100001", 422),
        ("/api/dispersal?as_of=tomorrow", 400),
        ("/tiles/flood/30/0/0.mvt", 400),
        ("/tiles/flood/1/2/0.mvt", 400),
        ("/tiles/flood/1e1/0/0.mvt", 400),
        ("/tiles/flood/-1/0/0.mvt", 400),
        ("/tiles/nowhere/1/0/0.mvt", 404),
        ("/no/such/page", 404),
    ] {
        let answer = town.get(Team, address).await;
        assert_eq!(answer.status.as_u16(), status, "{address}");
        assert_eq!(
            answer.headers[CONTENT_TYPE], "application/problem+json",
            "{address}"
        );
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{address}");
        assert!(problem["request_id"].is_string(), "{address}");
    }
}

#[tokio::test]
async fn another_name_for_this_machine_is_refused() {
    let town = TestTown::small().await;
    let request = Request::get("/api/ranking")
        .header(HOST, "rebound.example")
        .body(Body::empty())
        .unwrap();

    let answer = ask(town.router(Team), request).await;

    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_file_sent_over_http_becomes_a_layer_and_the_ranking_follows() {
    let town = TestTown::small().await;
    let zones = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nivalea":"TF"},
        "geometry":{"type":"Polygon","coordinates":[[[1.43,43.6],[1.44,43.6],[1.44,43.61],[1.43,43.61],[1.43,43.6]]]}}]}"#;

    let answer = ask(town.router(Team), upload("/api/imports/flood", zones)).await;
    let ranking = town.get(Team, "/api/ranking").await.json();

    assert_eq!(
        answer.status,
        StatusCode::OK,
        "{}",
        String::from_utf8_lossy(&answer.body)
    );
    assert_eq!(answer.json()["tally"]["accepted"], 1);
    assert_eq!(ranking["items"][0]["settlement"]["code"], "S2");
}

#[tokio::test]
async fn a_file_that_is_added_keeps_the_zones_that_were_there() {
    let town = TestTown::small().await;
    let zones = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nivalea":"TF"},
        "geometry":{"type":"Polygon","coordinates":[[[1.43,43.6],[1.44,43.6],[1.44,43.61],[1.43,43.61],[1.43,43.6]]]}}]}"#;

    let added = ask(
        town.router(Team),
        upload("/api/imports/flood?add=true", zones),
    )
    .await;
    let refused = ask(
        town.router(Team),
        upload("/api/imports/settlements?add=true", zones),
    )
    .await;

    assert_eq!(added.status, StatusCode::OK);
    let status = town.get(Team, "/api/status").await.json();
    let layers = status["layers"].as_array().unwrap();
    let flood = layers
        .iter()
        .find(|layer| layer["code"] == "flood")
        .unwrap();
    assert_eq!(
        (&flood["version"], &flood["features"]),
        (&2.into(), &2.into())
    );
    assert_eq!(flood["source"], "flood.geojson, zones.geojson");
    assert_eq!(flood["bbox"], serde_json::json!([1.405, 43.6, 1.44, 43.61]));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.json()["detail"]
            .as_str()
            .unwrap()
            .contains("cannot be added")
    );
}

#[tokio::test]
async fn a_score_that_moved_with_a_new_layer_says_by_how_much_and_why() {
    let town = TestTown::small().await;
    let zones = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nivalea":"TF"},
        "geometry":{"type":"Polygon","coordinates":[[[1.43,43.6],[1.44,43.6],[1.44,43.61],[1.43,43.61],[1.43,43.6]]]}}]}"#;
    let before = town.get(Team, "/api/settlements/S1").await.json();
    ask(town.router(Team), upload("/api/imports/flood", zones)).await;
    let after = town.get(Team, "/api/settlements/S1").await.json();

    let moved = town.get(Team, "/api/settlements/S1/moved").await.json();
    let history = town.get(Team, "/api/settlements/S1/history").await.json();
    let first = history["items"][1]["id"].as_str().unwrap();
    let from_first = format!("/api/settlements/S1/moved?from={first}");

    let score = |detail: &Value| detail["assessment"]["score"]["value"].as_f64().unwrap();
    let number = |of: &Value, key: &str| of[key].as_f64().unwrap();
    let gained = |of: &Value| number(of, "after") - number(of, "before");
    assert!((gained(&moved) - (score(&after) - score(&before))).abs() < 1e-9);
    let factors = moved["factors"].as_array().unwrap();
    let people = number(&moved, "vulnerability_after") - number(&moved, "vulnerability_before");
    let sum = factors.iter().map(gained).sum::<f64>() + people;
    assert!((sum - gained(&moved)).abs() < 1e-9, "{moved}");
    let flood = factors.iter().find(|one| one["factor"] == "flood").unwrap();
    assert_eq!(
        flood["parts"][0]["causes"][0],
        serde_json::json!({ "of": "layer", "before": 1, "after": 2 })
    );
    assert!(moved["sentence"]["en"].as_str().unwrap().contains("flood"));
    assert_eq!(town.get(Team, &from_first).await.json(), moved);
}

#[tokio::test]
async fn what_would_change_a_score_and_what_it_hangs_on_are_told_in_both_languages() {
    let town = TestTown::small().await;

    let works = town
        .get(Team, "/api/settlements/S1/works?limit=5")
        .await
        .json();
    let hangs = town
        .get(Team, "/api/settlements/S1/sensitivity?limit=3")
        .await
        .json();

    // Nobody has visited: there is much to find out and no work known.
    let alone = works["alone"].as_array().unwrap();
    assert_eq!(alone.len(), 5);
    assert!(alone.iter().any(|one| one["kind"] == "find_out"));
    assert!(works["together"].as_array().unwrap().is_empty());
    assert_eq!(hangs["items"].as_array().unwrap().len(), 3);
    for answer in [works, hangs] {
        for language in ["fr", "en"] {
            assert!(!answer["sentence"][language].as_str().unwrap().is_empty());
        }
    }
}

#[tokio::test]
async fn a_drawn_ranking_tells_the_chance_of_each_rank_and_an_undrawn_one_none() {
    let town = TestTown::small().await;

    let drawn = town
        .get(Team, "/api/ranking?draws=2000&top=1&seed=5")
        .await
        .json();
    let second = "/api/ranking?draws=2000&top=1&seed=5&limit=1&cursor=1";
    let second = town.get(Team, second).await.json();
    let undrawn = town.get(Team, "/api/ranking").await.json();

    let chance = |at: usize| drawn["items"][at]["chance"].clone();
    let sum = [0, 1]
        .map(|at| chance(at)["p_top"].as_f64().unwrap())
        .iter()
        .sum::<f64>();
    assert!((sum - 1.0).abs() < 1e-9, "one of two comes first: {drawn}");
    assert_eq!(second["items"][0]["chance"], chance(1));
    assert!(undrawn["items"][0].get("chance").is_none());
}

#[tokio::test]
async fn a_refused_upload_says_why_and_changes_nothing() {
    let town = TestTown::small().await;
    let before = town.get(Team, "/api/status").await.json();

    let answer = ask(
        town.router(Team),
        upload("/api/imports/flood", "<html>not found</html>"),
    )
    .await;
    let after = town.get(Team, "/api/status").await.json();

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.json()["detail"].as_str().unwrap().len() > 20);
    assert_eq!(before, after);
}

#[tokio::test]
async fn the_public_cannot_import() {
    let town = TestTown::small().await;

    let answer = ask(town.router(Public), upload("/api/imports/flood", "{}")).await;

    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_public_cannot_tell_an_address_of_the_team_from_none() {
    let town = TestTown::small().await;
    let of_the_team = town.get(Team, "/api/openapi.json").await.json();
    let of_the_public = town.get(Public, "/api/openapi.json").await.json();
    let nowhere = detail_of(&town, "GET", "/api/nowhere").await;

    for (path, methods) in of_the_team["paths"].as_object().unwrap() {
        if of_the_public["paths"].get(path).is_some() {
            continue;
        }
        let address = path.replace(['{', '}'], "");
        for method in methods.as_object().unwrap().keys() {
            let answer = detail_of(&town, &method.to_uppercase(), &address).await;
            assert_eq!(answer, nowhere, "{method} {address}");
        }
    }
    let told: Vec<&String> = of_the_public["paths"].as_object().unwrap().keys().collect();
    for hidden in ["/api/weights", "/api/scoring", "/api/settlements/{code}"] {
        assert!(!told.iter().any(|path| *path == hidden), "{told:?}");
    }
}

/// The status and the words of the public's answer to an empty request.
async fn detail_of(town: &TestTown, method: &str, address: &str) -> (StatusCode, String) {
    let request = Request::builder().method(method).uri(address);
    let request = request.body(Body::empty()).unwrap();
    let answer = ask(town.router(Public), request).await;
    let detail = answer.json()["detail"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status, detail)
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let town = TestTown::empty().await;

    for address in ["/", "/api/status", "/health/live", "/nowhere"] {
        let answer = town.get(Team, address).await;
        let told = |name: &str| answer.headers[name].to_str().unwrap().to_owned();
        let policy = told("content-security-policy");
        for part in [
            "default-src 'self'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{address}: {policy}");
        }
        assert_eq!(told("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(told("referrer-policy"), "same-origin", "{address}");
        assert_eq!(
            told("cross-origin-resource-policy"),
            "same-origin",
            "{address}"
        );
        // The page's own files hold no record; all else of the team is kept nowhere.
        if address != "/" {
            assert_eq!(told("cache-control"), "private, no-store", "{address}");
        }
    }
}

/// One file in a form.
fn upload(address: &str, text: &str) -> Request<Body> {
    let body = format!(
        "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"zones.geojson\"\r\n\r\n{text}\r\n--frontier--\r\n"
    );
    Request::post(address)
        .header(HOST, "127.0.0.1:8080")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=frontier")
        .body(Body::from(body))
        .unwrap()
}

#[tokio::test]
async fn a_parameter_that_cannot_be_read_is_told_in_a_problem_document() {
    let town = TestTown::small().await;

    for address in [
        "/api/reports/activity.csv?year=last",
        "/api/reports?lang=de",
    ] {
        let refused = town.get(Team, address).await;

        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{address}");
        let kind = refused.headers[CONTENT_TYPE].to_str().unwrap();
        assert_eq!(kind, "application/problem+json", "{address}");
        assert!(refused.text().contains("question mark"), "{address}");
    }
}
