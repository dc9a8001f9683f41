//! Files of layers: read back by our own readers and by GDAL, for each audience and question.

mod outside;
mod read_back;

use axum::http::StatusCode;
use jalon::{
    domain::{
        Audience::{self, Public, Team},
        LandmarkKind, LayerKind, Peril,
    },
    formats::{ExportFormat, geojson_shape},
    spatial::SourceGeometry,
};
use serde_json::{Value, json};

use crate::support::{Answer, TestTown, ring, square};

/// A town whose layers hold what is hard to write: a hole, two parts, accents, a name that a
/// spreadsheet would work out, signs that XML escapes.
async fn town() -> TestTown {
    let town = TestTown::small().await;
    let with_hole = json!([
        ring(1.405, 43.6, 0.005)[0],
        [
            [1.406, 43.601],
            [1.406, 43.602],
            [1.407, 43.602],
            [1.407, 43.601],
            [1.406, 43.601]
        ]
    ]);
    let zone = |class: &str, geometry: Value| json!({"type": "Feature", "properties": {"nivalea": class}, "geometry": geometry});
    town.import_json(
        LayerKind::Zones(Peril::Flood),
        &[
            zone("TF", json!({"type": "Polygon", "coordinates": with_hole})),
            zone(
                "M",
                json!({"type": "MultiPolygon",
                "coordinates": [ring(1.42, 43.6, 0.002), ring(1.43, 43.61, 0.001)]}),
            ),
            zone(
                "Fa",
                json!({"type": "Polygon", "coordinates": ring(1.401, 43.611, 0.003)}),
            ),
        ],
    )
    .await;
    let mut camp = square("S3", 1.412, 43.605, 0.001);
    camp["properties"]["name"] = json!("=SUM(1,2) \"é\" <b>");
    town.import_json(
        LayerKind::Settlements,
        &[
            square("S1", 1.4045, 43.602, 0.001),
            square("S2", 1.435, 43.606, 0.001),
            camp,
        ],
    )
    .await;
    let hydrant = |name: &str, lon: f64| {
        json!({"type": "Feature", "properties": {"name": name},
            "geometry": {"type": "Point", "coordinates": [lon, 43.61]}})
    };
    town.import_json(
        LayerKind::Landmarks(LandmarkKind::Hydrant),
        &[hydrant("nord", 1.41), hydrant("+33", 1.42)],
    )
    .await;
    town.jalon.score("test").await.unwrap();
    town
}

async fn export(town: &TestTown, audience: Audience, address: &str) -> Answer {
    town.get(audience, &format!("/api/layers/{address}")).await
}

/// The features of a GeoJSON export.
async fn features(town: &TestTown, audience: Audience, question: &str) -> Vec<Value> {
    let answer = export(town, audience, question).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()["features"].as_array().unwrap().clone()
}

fn drawing(feature: &Value) -> SourceGeometry {
    geojson_shape(
        &feature["geometry"].to_string(),
        jalon::formats::Limits::default(),
    )
    .unwrap()
}

#[tokio::test]
async fn an_export_is_what_the_items_are_without_a_page() {
    let town = town().await;

    let exported = features(&town, Team, "flood/export.geojson").await;

    let items = town.get(Team, "/ogc/collections/flood/items").await.json();
    let items = items["features"].as_array().unwrap();
    assert_eq!(exported.len(), 3);
    assert_eq!(&exported, items);
}

#[tokio::test]
async fn the_same_parameters_choose_features_and_columns() {
    let town = town().await;

    let filtered = features(&town, Team, "flood/export.geojson?filter=severity%3E2").await;
    let boxed = features(
        &town,
        Team,
        "flood/export.geojson?bbox=1.4,43.61,1.402,43.62",
    )
    .await;
    let sorted = features(
        &town,
        Team,
        "settlements/export.geojson?sortby=-code&limit=2&properties=code",
    )
    .await;

    assert!(!filtered.is_empty() && filtered.len() < 3);
    assert!(
        filtered
            .iter()
            .all(|f| f["properties"]["severity"].as_i64() > Some(2))
    );
    assert_eq!(boxed.len(), 1);
    let codes: Vec<&Value> = sorted.iter().map(|f| &f["properties"]).collect();
    assert_eq!(codes, [&json!({"code": "S3"}), &json!({"code": "S2"})]);
}

#[tokio::test]
async fn a_file_is_named_and_tells_its_question_and_its_source() {
    let town = town().await;

    let answer = export(&town, Team, "flood/export.geojson?filter=severity%3E2").await;

    let header = |name: &str| answer.headers[name].to_str().unwrap().to_owned();
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"flood.geojson\""
    );
    assert_eq!(header("content-type"), "application/geo+json");
    let about = &answer.json()["about"];
    assert_eq!(about["filter"], "severity>2");
    assert_eq!(about["source"], "flood.geojson");
    assert_eq!(about["version"], "2");
    assert_eq!(about["audience"], "team");
}

#[tokio::test]
async fn the_public_gets_neighbourhoods_without_small_counts_and_nothing_else() {
    let town = town().await;

    for format in ExportFormat::ALL {
        let ending = format.ending();
        for layer in ["settlements", "flood", "railway", "placements", "nowhere"] {
            let refused = export(&town, Public, &format!("{layer}/export.{ending}")).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{layer} {ending}");
        }
    }
    let public = features(&town, Public, "neighbourhoods/export.geojson").await;
    let team = features(&town, Team, "neighbourhoods/export.geojson").await;
    let rehoused = |features: &[Value]| -> Vec<Value> {
        features
            .iter()
            .map(|f| f["properties"]["rehoused"].clone())
            .collect()
    };
    assert_eq!(rehoused(&team), [json!(10), json!(30)]);
    assert!(!rehoused(&public).contains(&json!(10)));
    let about = export(&town, Public, "neighbourhoods/export.geojson")
        .await
        .json()["about"]
        .clone();
    assert_eq!(
        about.get("source"),
        None,
        "the public is not told what files are called"
    );
}

#[tokio::test]
async fn what_cannot_be_understood_is_refused_by_name() {
    let town = town().await;

    for (question, status, word) in [
        ("flood/export.pdf", 404, "geojson"),
        ("flood/other.geojson", 404, "export."),
        ("flood/export.geojson?bbox=1,2", 400, "`bbox`"),
        ("flood/export.gpkg?filter=severity%20like", 400, "`filter`"),
        ("flood/export.gpkg?limit=0", 400, "`limit`"),
        ("flood/export.gpkg?crs=27572", 400, "`crs`"),
        ("flood/export.kml?crs=2154", 400, "`crs`"),
        ("flood/export.csv?nothing=1", 400, "`nothing`"),
        ("flood/export.csv?limit=1&limit=2", 400, "`limit`"),
        ("placements/export.csv", 404, "placements"),
    ] {
        let answer = export(&town, Team, question).await;

        assert_eq!(answer.status.as_u16(), status, "{question}");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(word), "{question}: {detail}");
    }
}

#[tokio::test]
async fn a_csv_has_no_formula_in_it() {
    let town = town().await;

    let text = export(&town, Team, "settlements/export.csv").await.text();
    let hydrants = export(&town, Team, "hydrant/export.csv").await.text();

    assert!(text.contains("\"'=SUM(1,2) \"\"é\"\" <b>\""), "{text}");
    assert!(hydrants.contains(",'+33\n"), "{hydrants}");
    let cells = csv::Reader::from_reader(text.as_bytes())
        .into_records()
        .flatten();
    let cells: Vec<String> = cells
        .flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let begins = |cell: &String| cell.starts_with(['=', '+', '@', '\t', '\r']);
    assert!(!cells.iter().any(begins), "{cells:?}");
}
