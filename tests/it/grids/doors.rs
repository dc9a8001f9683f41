//! Studies and grids as they are typed and sent.

use std::process::Command;

use axum::{
    body::Body,
    http::{
        Request, StatusCode,
        header::{CONTENT_TYPE, HOST},
    },
};
use jalon::domain::{Audience, LayerKind};
use tempfile::TempDir;

use super::tiff::Grid;
use crate::support::{Answer, TestTown, ask};

fn metres() -> Grid {
    Grid::in_metres((574_000.0, 6_280_000.0), 5.0, (12, 11)).with(|_, _| 0.4)
}

/// Sends parts of a body, each with its name, its file name and its bytes.
async fn send(town: &TestTown, address: &str, parts: &[(&str, &str, Vec<u8>)]) -> Answer {
    let mut body = Vec::new();
    for (part, name, bytes) in parts {
        body.extend(
            format!("--frontier\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\n\r\n")
                .as_bytes(),
        );
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--frontier--\r\n");
    let request = Request::post(address)
        .header(HOST, "127.0.0.1:8080")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=frontier")
        .body(Body::from(body))
        .unwrap();
    ask(town.router(Audience::Team), request).await
}

#[tokio::test]
async fn a_grid_and_its_speeds_are_sent_in_one_body() {
    let town = TestTown::empty().await;
    let parts = [
        ("speed_grid", "grid.tif", metres().with(|_, _| 3.0).bytes()),
        ("file", "grid.tif", metres().bytes()),
    ];

    let answer = send(&town, "/api/imports/flood_depth", &parts).await;

    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
    assert_eq!(answer.json()["mapping"]["speed"], "grid.tif");
    assert!(town.jalon.atlas().layer(LayerKind::Depth).is_some());
}

#[tokio::test]
async fn a_wrong_speed_and_a_second_file_are_refused() {
    let town = TestTown::empty().await;
    let part = || ("file", "grid.tif", metres().bytes());

    let speed = send(&town, "/api/imports/flood_depth?speed=brisk", &[part()]).await;
    let elsewhere = send(&town, "/api/imports/flood?speed=slow", &[part()]).await;
    let twice = send(&town, "/api/imports/flood_depth", &[part(), part()]).await;
    let negative = send(
        &town,
        "/api/imports/flood_depth?speed=slow",
        &[("file", "grid.tif", metres().with(|_, _| -1.0).bytes())],
    )
    .await;

    assert_eq!(speed.status, StatusCode::BAD_REQUEST);
    assert!(
        speed.json()["detail"]
            .as_str()
            .unwrap()
            .contains("slow, medium and fast")
    );
    assert_eq!(elsewhere.status, StatusCode::BAD_REQUEST);
    assert_eq!(twice.status, StatusCode::BAD_REQUEST);
    assert_eq!(negative.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        negative.json()["detail"]
            .as_str()
            .unwrap()
            .contains("allowed: 0 to 100 m")
    );
    assert!(town.jalon.atlas().layer(LayerKind::Depth).is_none());
}

#[tokio::test]
async fn a_grid_has_no_features_and_no_tiles() {
    let town = TestTown::empty().await;
    send(
        &town,
        "/api/imports/flood_depth",
        &[("file", "grid.tif", metres().bytes())],
    )
    .await;

    for address in ["/api/layers/flood_depth/items", "/tiles/flood_depth.json"] {
        let answer = town.get(Audience::Team, address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
}

/// A folder with a grid and an outline, and the program that works in it.
struct Shell(TempDir);

impl Shell {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let outline =
            r#"{"type":"Polygon","coordinates":[[[1.4,43.6],[1.5,43.6],[1.5,43.7],[1.4,43.6]]]}"#;
        let feature =
            format!(r#"{{"type":"Feature","properties":{{"nom":"PPRI"}},"geometry":{outline}}}"#);
        std::fs::write(folder.path().join("study.geojson"), feature).unwrap();
        let grid = metres().deflated().bytes();
        std::fs::write(folder.path().join("depth.tif"), grid).unwrap();
        Self(folder)
    }

    /// Exit code, and all that was said.
    fn run(&self, words: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_jalon"))
            .args(words)
            .args(["--data-dir", "data"])
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let said = [&output.stdout[..], &output.stderr].concat();
        (output.status.code(), String::from_utf8(said).unwrap())
    }
}

#[test]
fn a_study_and_a_grid_are_imported_and_listed_on_the_command_line() {
    let shell = Shell::new();

    let depth = shell.run(&[
        "import",
        "depth",
        "depth.tif",
        "--peril=flood",
        "--speed=fast",
    ]);
    let study = shell.run(&["import", "study", "study.geojson", "--peril=flood"]);
    let (_, layers) = shell.run(&["layers"]);

    assert_eq!(
        (depth.0, study.0),
        (Some(0), Some(0)),
        "{} {}",
        depth.1,
        study.1
    );
    for words in [
        "GeoTIFF, EPSG:2154) → layer flood_depth, version 1",
        "speed=fast everywhere",
    ] {
        assert!(depth.1.contains(words), "{}", depth.1);
    }
    assert!(
        layers.contains("flood_depth") && layers.contains("flood_study"),
        "{layers}"
    );
}

#[test]
fn what_cannot_be_is_refused_on_the_command_line() {
    let shell = Shell::new();

    for words in [
        &["import", "depth", "depth.tif", "--peril=clay"][..],
        &["import", "study", "study.geojson"],
        &[
            "import",
            "zones",
            "depth.tif",
            "--peril=flood",
            "--speed=slow",
        ],
        &[
            "import",
            "depth",
            "depth.tif",
            "--speed=slow",
            "--speed-grid=depth.tif",
        ],
    ] {
        assert_eq!(shell.run(words).0, Some(2), "{words:?}");
    }
    let (code, said) = shell.run(&["import", "depth", "study.geojson"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(
        said.contains("study.geojson: broken TIFF at its head"),
        "{said}"
    );
}
