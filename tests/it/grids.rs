//! Studies and depth grids through the whole house: file, database, score, explanation.

mod bad_files;
mod doors;
pub(crate) mod tiff;

use jalon::{
    app::{AlertRequest, Error, Forecast, ImportFile, Imported},
    domain::{Audience, Factor, FactorScore, Language, LayerKind, Part, Peril, Speed},
};
use serde_json::{Value, json};

use crate::support::{TestTown, square};
use tiff::Grid;

const FLOOD: LayerKind = LayerKind::Zones(Peril::Flood);
const STUDY: LayerKind = LayerKind::Study(Peril::Flood);

/// A zone of very high flood severity in the far south-west, so that the box around the zones
/// holds nothing of the sites unless another zone stretches it.
fn zone(west: f64, south: f64, side: f64) -> Value {
    let mut zone = square("Z", west, south, side);
    zone["properties"] = json!({ "nivalea": "TF" });
    zone
}

/// A sentence with plain spaces in the place of those that do not break.
fn plain(sentence: &str) -> String {
    sentence.replace(['\u{a0}', '\u{202f}'], " ")
}

/// The flood factor of a site.
fn flood(town: &TestTown, code: &str) -> FactorScore {
    let atlas = town.jalon.atlas();
    let assessment = atlas.settlement(code).unwrap().assessment.clone().unwrap();
    let mut factors = assessment.factors.iter();
    factors
        .find(|factor| factor.factor == Factor::Flood)
        .unwrap()
        .clone()
}

/// Two zones far apart, and three sites between them: none touches a zone.
async fn between_two_zones() -> TestTown {
    let town = TestTown::empty().await;
    let zones = [zone(1.30, 43.50, 0.001), zone(1.60, 43.70, 0.001)];
    town.import_json(FLOOD, &zones).await;
    let sites = [
        square("IN", 1.400, 43.600, 0.001),
        square("HALF", 1.4095, 43.600, 0.001),
        square("OUT", 1.450, 43.600, 0.001),
    ];
    town.import_json(LayerKind::Settlements, &sites).await;
    town
}

#[tokio::test]
async fn an_outline_takes_the_place_of_the_box_around_the_zones() {
    let town = between_two_zones().await;
    let before = flood(&town, "OUT");

    let outline = square("PPRI", 1.39, 43.59, 0.02);
    let imported = town.import_json(STUDY, &[outline]).await;

    assert_eq!(imported.assessed, 2, "the one inside is confirmed");
    assert!(before.high.abs() < 1e-12, "inside the box: {before:?}");
    let inside = flood(&town, "IN");
    assert!(inside.high.abs() < 1e-12 && inside.is_known());
    let outside = flood(&town, "OUT");
    assert!(
        matches!(outside.parts[..], [Part::OutsideStudy { high, .. }] if (high - 0.95).abs() < 1e-12)
    );
    assert!(!outside.is_known());
    let half = flood(&town, "HALF");
    let [Part::Zones { unknown_share, .. }] = half.parts[..] else {
        panic!("{half:?}");
    };
    assert!((unknown_share - 0.5).abs() < 1e-6, "{unknown_share}");
    // Half of the site in the worst class: half of 0.95 and half of its half.
    assert!(half.low.abs() < 1e-12 && (half.high - 0.7125).abs() < 1e-6);
    assert!((half.value - 0.35625).abs() < 1e-6, "{half:?}");
}

#[tokio::test]
async fn the_unknown_share_is_told_in_both_languages() {
    let town = between_two_zones().await;
    town.import_json(STUDY, &[square("PPRI", 1.39, 43.59, 0.02)])
        .await;
    let atlas = town.jalon.atlas();
    let assessment = atlas
        .settlement("HALF")
        .unwrap()
        .assessment
        .clone()
        .unwrap();

    let english = town.jalon.sentence(&assessment, Language::English);
    let french = plain(&town.jalon.sentence(&assessment, Language::French));

    assert!(
        english.contains("flood: nobody has studied 50% of the site"),
        "{english}"
    );
    assert!(
        french.contains("inondation : personne n'a étudié 50 % du site"),
        "{french}"
    );
}

#[tokio::test]
async fn an_outline_that_is_no_area_is_refused_and_nothing_is_stored() {
    let town = TestTown::empty().await;
    let line = json!({"type": "Feature", "properties": {},
        "geometry": {"type": "LineString", "coordinates": [[1.4, 43.6], [1.5, 43.6]]}});
    let text = json!({"type": "FeatureCollection", "features": [line]}).to_string();

    let error = town.import_text(STUDY, "outline.geojson", &text).await;

    assert!(matches!(error, Err(Error::Intake(_))), "{error:?}");
    assert!(town.jalon.atlas().layer(STUDY).is_none());
}

/// A grid of 0.001 degrees a cell over the sites of [`between_two_zones`], 100 by 20 cells.
fn grid(depth_m: impl Fn(u32, u32) -> f32) -> Grid {
    Grid::in_degrees((1.40, 43.61), 0.001, (100, 20)).with(depth_m)
}

impl TestTown {
    /// Imports a grid of depths.
    async fn import_depth(&self, grid: &Grid, speed: Option<Speed>) -> Result<Imported, Error> {
        let path = self.folder.path().join("depth.tif");
        std::fs::write(&path, grid.bytes()).unwrap();
        let file = ImportFile {
            speed,
            ..ImportFile::new(LayerKind::Depth, path, "test")
        };
        self.jalon.import(file, |_| ()).await
    }
}

fn depth_part(factor: &FactorScore) -> &Part {
    let mut parts = factor.parts.iter();
    parts
        .find(|part| matches!(part, Part::Depth { .. }))
        .unwrap()
}

#[tokio::test]
async fn a_depth_grid_is_measured_told_and_listed() {
    let town = TestTown::empty().await;
    let sites = [
        square("DEEP", 1.4005, 43.600, 0.001),
        square("DRY", 1.450, 43.600, 0.001),
    ];
    town.import_json(LayerKind::Settlements, &sites).await;

    let deep = |column, _| if column == 0 { 1.8 } else { 0.0 };
    let imported = town
        .import_depth(&grid(deep), Some(Speed::Slow))
        .await
        .unwrap();

    assert_eq!(imported.assessed, 2);
    assert_eq!(imported.report.tally.read, 2_000);
    assert_eq!(imported.report.crs, "EPSG:4326");
    assert_eq!(imported.report.mapping["speed"], "slow everywhere");
    let flood_of = flood(&town, "DEEP");
    let Part::Depth {
        shares,
        unknown_share,
        mean_depth_m,
        max_depth_m,
        ..
    } = depth_part(&flood_of)
    else {
        panic!("{flood_of:?}");
    };
    assert!(
        (shares[2] - 0.5).abs() < 1e-6 && unknown_share.abs() < 1e-9,
        "{shares:?}"
    );
    assert!((mean_depth_m.unwrap() - 0.9).abs() < 1e-5);
    assert!((max_depth_m.unwrap() - 1.8).abs() < 1e-5);
    // Half of the site in severity 3: half of 0.70 and half of its half.
    assert!((flood_of.value - 0.525).abs() < 1e-6, "{flood_of:?}");
    assert!(flood(&town, "DRY").high.abs() < 1e-12);
    let atlas = town.jalon.atlas();
    let assessment = atlas
        .settlement("DEEP")
        .unwrap()
        .assessment
        .clone()
        .unwrap();
    let english = town.jalon.sentence(&assessment, Language::English);
    assert!(
        english.contains("up to 1.8 m of water, on 50% of the site, at worst of high severity"),
        "{english}"
    );
    let french = plain(&town.jalon.sentence(&assessment, Language::French));
    assert!(
        french.contains("jusqu'à 1,8 m d'eau, sur 50 % du site, aléa fort au pire"),
        "{french}"
    );
    let status = town.get(Audience::Team, "/api/status").await.json();
    let layers = status["layers"].as_array().unwrap();
    let layer = layers
        .iter()
        .find(|layer| layer["code"] == "flood_depth")
        .unwrap();
    assert_eq!(layer["group"], "grids");
    assert!(layer["tiles"].is_null(), "a grid is not drawn as tiles");
}

#[tokio::test]
async fn forecast_depths_name_who_is_touched_and_say_where_they_do_not_reach() {
    let town = TestTown::empty().await;
    let sites = [
        square("DEEP", 1.4005, 43.600, 0.001),
        square("DRY", 1.450, 43.600, 0.001),
        square("BEYOND", 1.700, 43.600, 0.001),
    ];
    town.import_json(LayerKind::Settlements, &sites).await;
    let deep = |column, _| if column == 0 { 1.8 } else { 0.0 };
    let path = town.folder.path().join("forecast.tif");
    std::fs::write(&path, grid(deep).bytes()).unwrap();
    let file = ImportFile {
        speed: Some(Speed::Slow),
        ..ImportFile::new(LayerKind::Depth, path, "test")
    };

    let request = AlertRequest {
        forecast: Forecast::File(file),
        webhook: None,
        actor: "test".to_owned(),
    };
    let alert = town.jalon.alert(request).await.unwrap().alert;

    assert_eq!(alert.looked_at, 3);
    let [touched] = &alert.touched[..] else {
        panic!("{:?}", alert.touched);
    };
    assert_eq!(touched.settlement.code, "DEEP");
    assert!((touched.shares[2] - 0.5).abs() < 1e-6, "{touched:?}");
    assert_eq!(touched.worst.get(), 3);
    assert!(
        alert
            .warnings
            .iter()
            .any(|said| said.starts_with("of 1 settlements")),
        "{:?}",
        alert.warnings
    );
    assert!(town.jalon.atlas().layer(LayerKind::Depth).is_none());
}

#[tokio::test]
async fn zones_and_a_grid_of_the_same_flood_count_once_by_the_worse() {
    let town = TestTown::empty().await;
    town.import_json(
        LayerKind::Settlements,
        &[square("S", 1.4005, 43.600, 0.001)],
    )
    .await;
    town.import_json(FLOOD, &[zone(1.40, 43.60, 0.01)]).await;
    let zones_alone = flood(&town, "S");

    town.import_depth(&grid(|_, _| 0.3), Some(Speed::Slow))
        .await
        .unwrap();
    let with_mild_water = flood(&town, "S");
    town.import_json(FLOOD, &[zone(1.45, 43.60, 0.01)]).await;
    let outside_the_zones = flood(&town, "S");

    assert!((zones_alone.value - 0.95).abs() < 1e-9);
    assert_eq!(with_mild_water.parts.len(), 2, "both are shown");
    assert!(
        (with_mild_water.value - 0.95).abs() < 1e-9,
        "{with_mild_water:?}"
    );
    assert!((with_mild_water.points - zones_alone.points).abs() < 1e-9);
    // The zones have not studied the place, the grid has: nothing about it is unknown.
    assert!(
        (outside_the_zones.value - 0.10).abs() < 1e-9,
        "{outside_the_zones:?}"
    );
    assert!((outside_the_zones.high - 0.10).abs() < 1e-9);
}

#[tokio::test]
async fn cells_without_data_are_unknown_and_not_dry() {
    let town = TestTown::empty().await;
    let sites = [
        square("HALF", 1.4005, 43.600, 0.001),
        square("OUT", 1.60, 43.60, 0.001),
    ];
    town.import_json(LayerKind::Settlements, &sites).await;

    let half = |column, _| if column == 0 { f32::NAN } else { 0.0 };
    let imported = town
        .import_depth(&grid(half), Some(Speed::Fast))
        .await
        .unwrap();

    assert!(
        imported
            .report
            .warnings
            .iter()
            .any(|said| said.starts_with("20 of 2000 cells hold no data")),
        "{:?}",
        imported.report.warnings
    );
    let half = flood(&town, "HALF");
    assert!(
        half.low.abs() < 1e-12 && (half.high - 0.7125).abs() < 1e-6,
        "{half:?}"
    );
    let outside = flood(&town, "OUT");
    assert!((outside.high - 0.95).abs() < 1e-12 && !outside.is_known());
}

#[tokio::test]
async fn a_new_grid_makes_scores_stale_and_the_same_one_does_not_twice() {
    let town = TestTown::empty().await;
    town.import_json(
        LayerKind::Settlements,
        &[square("S", 1.4005, 43.600, 0.001)],
    )
    .await;

    town.import_depth(&grid(|_, _| 0.3), None).await.unwrap();

    assert_eq!(town.jalon.score("test").await.unwrap().assessed, 0);
    let again = town.import_depth(&grid(|_, _| 2.5), None).await.unwrap();
    assert_eq!((again.version, again.assessed), (Some(2), 1));
    assert!((flood(&town, "S").value - 0.95).abs() < 1e-9);
}

#[tokio::test]
async fn a_grid_of_speeds_beside_the_depths_gives_each_cell_its_own() {
    let town = TestTown::empty().await;
    town.import_json(
        LayerKind::Settlements,
        &[square("S", 1.4005, 43.600, 0.001)],
    )
    .await;
    let (depths, speeds) = (
        town.folder.path().join("d.tif"),
        town.folder.path().join("v.tif"),
    );
    std::fs::write(&depths, grid(|_, _| 0.3).bytes()).unwrap();
    let classes = grid(|column, _| if column == 0 { 1.0 } else { 3.0 }).tiled(16);
    std::fs::write(&speeds, classes.bytes()).unwrap();

    let file = ImportFile {
        speed_grid: Some(speeds),
        ..ImportFile::new(LayerKind::Depth, depths, "test")
    };
    town.jalon.import(file, |_| ()).await.unwrap();

    let flood = flood(&town, "S");
    let Part::Depth { shares, .. } = depth_part(&flood) else {
        panic!()
    };
    assert!(
        (shares[0] - 0.5).abs() < 1e-6 && (shares[2] - 0.5).abs() < 1e-6,
        "{shares:?}"
    );
}

#[tokio::test]
async fn strips_tiles_packings_and_kinds_of_numbers_all_say_the_same() {
    let wave = |column: u32, row: u32| {
        let hollow = (column * 7 + row * 13) % 40;
        if hollow == 3 {
            f32::NAN
        } else {
            f32::from(u16::try_from(hollow).unwrap()) / 10.0
        }
    };
    let mut seen = Vec::new();
    for grid in [
        grid(wave),
        grid(wave).deflated(),
        grid(wave).tiled(16),
        grid(wave).tiled(64).deflated(),
        grid(wave).double(),
        grid(wave).in_decimetres(),
        grid(wave).with_matrix(),
        grid(wave).no_data("-9999"),
    ] {
        let town = TestTown::empty().await;
        town.import_json(
            LayerKind::Settlements,
            &[square("S", 1.4105, 43.5995, 0.0067)],
        )
        .await;
        town.import_depth(&grid, Some(Speed::Medium)).await.unwrap();
        seen.push(flood(&town, "S"));
    }

    let close = |a: f64, b: f64| (a - b).abs() < 1e-6;
    for other in &seen[1..] {
        let (
            Part::Depth {
                shares: a,
                mean_depth_m: x,
                ..
            },
            Part::Depth {
                shares: b,
                mean_depth_m: y,
                ..
            },
        ) = (depth_part(&seen[0]), depth_part(other))
        else {
            panic!("{other:?}");
        };
        assert!(a.iter().zip(b).all(|(&a, &b)| close(a, b)), "{a:?} {b:?}");
        assert!(close(x.unwrap(), y.unwrap()));
    }
}
