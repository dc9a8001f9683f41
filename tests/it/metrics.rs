//! The numbers for Prometheus: what is counted, what is not told, and that dashboard and manual name them all.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header::HOST},
};
use http_body_util::BodyExt;
use jalon::{
    domain::Audience,
    http::{Door, metrics_router, router},
};
use serde_json::Value;
use tower::ServiceExt;

use crate::support::TestTown;

/// A town's server, and where it is watched.
struct Watched {
    town: TestTown,
    server: Router,
    numbers: Router,
}

impl Watched {
    async fn small() -> Self {
        let town = TestTown::small().await;
        let door = Door::new(town.jalon.clone(), Audience::Team);
        Self {
            town,
            server: router(door.clone()),
            numbers: metrics_router(door),
        }
    }

    async fn ask(&self, method: &str, path: &str) -> StatusCode {
        let request = Request::builder().method(method).uri(path);
        let request = request.header(HOST, "localhost").body(Body::empty());
        let answer = self.server.clone().oneshot(request.unwrap()).await;
        answer.unwrap().status()
    }

    async fn text(&self) -> String {
        let request = Request::get("/metrics").body(Body::empty()).unwrap();
        let answer = self.numbers.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    /// Each number, as it is written, by its name and labels.
    async fn numbers(&self) -> BTreeMap<String, String> {
        let text = self.text().await;
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.rsplit_once(' '));
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}

/// The names that the text declares.
fn declared(text: &str) -> BTreeSet<String> {
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let names = types.filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

#[tokio::test]
async fn answers_are_counted_by_route_method_and_status_and_never_by_what_was_asked_for() {
    let watched = Watched::small().await;
    assert_eq!(watched.ask("GET", "/api/settlements/S1").await, 200);
    assert_eq!(
        watched.ask("GET", "/api/settlements/NOBODY-KNOWS").await,
        404
    );
    assert_eq!(watched.ask("GET", "/of/no/route").await, 404);
    assert_eq!(watched.ask("BREW", "/health/live").await, 405);

    let numbers = watched.numbers().await;

    let answers = |route: &str, method: &str, status: u16| {
        let labels = format!(r#"route="{route}",method="{method}",status="{status}""#);
        numbers
            .get(&format!("jalon_http_requests_total{{{labels}}}"))
            .map(String::as_str)
    };
    assert_eq!(answers("/api/settlements/{code}", "GET", 200), Some("1"));
    assert_eq!(answers("/api/settlements/{code}", "GET", 404), Some("1"));
    assert_eq!(answers("none", "GET", 404), Some("1"));
    assert_eq!(answers("/health/live", "other", 405), Some("1"));
    let took = r#"jalon_http_request_duration_seconds_count{route="/api/settlements/{code}"}"#;
    assert_eq!(numbers.get(took).map(String::as_str), Some("2"));
    assert_eq!(numbers["jalon_http_requests_in_flight"], "0");
    let text = watched.text().await;
    assert!(!text.contains("NOBODY-KNOWS") && !text.contains("BREW") && !text.contains("/of/no"));
}

#[tokio::test]
async fn a_tile_counts_as_drawn_once_and_is_kept() {
    let watched = Watched::small().await;
    let tile = "/tiles/flood/14/8256/5982.mvt";
    let before = watched.numbers().await;
    for _ in 0..3 {
        assert_eq!(watched.ask("GET", tile).await, 200);
    }

    let after = watched.numbers().await;

    let count =
        |numbers: &BTreeMap<String, String>, name: &str| numbers[name].parse::<i64>().unwrap();
    let grown = |name: &str| count(&after, name) - count(&before, name);
    assert_eq!(grown("jalon_tiles_drawn_total"), 1);
    assert_eq!(grown("jalon_tiles_kept"), 1);
    assert!(grown("jalon_tiles_kept_bytes") > 256);
}

#[tokio::test]
async fn how_many_households_moved_is_not_among_the_numbers() {
    let watched = Watched::small().await;
    assert!(watched.town.jalon.atlas().placements().count() > 0);

    let numbers = watched.numbers().await;

    let layers: Vec<&str> = numbers
        .keys()
        .filter_map(|name| name.strip_prefix(r#"jalon_layer_records{layer=""#))
        .filter_map(|rest| rest.strip_suffix(r#""}"#))
        .collect();
    assert_eq!(
        layers,
        ["flood", "neighbourhoods", "railway", "settlements"]
    );
    assert_eq!(numbers[r#"jalon_layer_records{layer="settlements"}"#], "2");
}

#[tokio::test]
async fn nothing_but_the_numbers_is_told_there_and_they_are_told_nowhere_else() {
    let watched = Watched::small().await;
    let asked = Request::get("/api/ranking").body(Body::empty()).unwrap();

    let answer = watched.numbers.clone().oneshot(asked).await.unwrap();

    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert_eq!(watched.ask("GET", "/metrics").await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_dashboard_and_the_manual_name_the_numbers_that_there_are() {
    let watched = Watched::small().await;
    watched.ask("GET", "/health/live").await;
    let mut told = declared(&watched.text().await);
    // Told where backups are asked for.
    told.insert("jalon_backup_overdue".to_owned());
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let dashboard = fs::read_to_string(docs.join("grafana/jalon.json")).unwrap();
    let dashboard: Value = serde_json::from_str(&dashboard).unwrap();
    let manual = fs::read_to_string(docs.join("OPERATING.md")).unwrap();

    let shown: BTreeSet<String> = dashboard["panels"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|panel| panel["targets"].as_array().unwrap())
        .flat_map(|target| names_in(target["expr"].as_str().unwrap()))
        .collect();

    let unknown: Vec<_> = shown.difference(&told).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let own = told.iter().filter(|name| name.starts_with("jalon_"));
    for name in own {
        assert!(
            manual.contains(&format!("`{name}`")),
            "{name} is not in OPERATING.md"
        );
        assert!(shown.contains(name), "{name} is not on the dashboard");
    }
}

/// The names in an expression of Prometheus, without what it adds to them.
fn names_in(expression: &str) -> Vec<String> {
    let words = expression.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let ours = words.filter(|word| word.starts_with("jalon_") || word.starts_with("process_"));
    let plain = ours.map(|word| {
        let endings = ["_total", "_bucket", "_sum", "_count"];
        let ending = endings.iter().find_map(|ending| word.strip_suffix(ending));
        ending.unwrap_or(word).to_owned()
    });
    plain.collect()
}
