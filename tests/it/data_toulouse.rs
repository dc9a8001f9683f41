//! Real open data of Toulouse through the whole house, against figures measured with GEOS.

use std::path::PathBuf;

use jalon::{
    app::ImportFile,
    domain::{LayerKind, Part, Peril},
};

use crate::support::{TestTown, file};

/// The data folder, or a printed line where there is none.
pub(crate) fn data_folder() -> Option<PathBuf> {
    let folder = std::env::var_os("JALON_DATA_DIR")
        .map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: there is no {} (JALON_DATA_DIR)", folder.display());
    None
}

/// A town whose sites are the polygons of a file of the folder, under the flood zones derived
/// from the gauge of the Pont-Neuf.
async fn flooded(sites: &str) -> Option<TestTown> {
    let folder = data_folder()?.join("toulouse");
    let town = TestTown::empty().await;
    let import = |kind: LayerKind, name: &str| {
        let jalon = town.jalon.clone();
        let file = ImportFile {
            ..file(kind, folder.join(name))
        };
        async move { jalon.import(file, |_| ()).await.unwrap() }
    };
    import(
        LayerKind::Zones(Peril::Flood),
        "derived/zones_inondables_stcyprien_bathtub_2154.gpkg",
    )
    .await;
    import(LayerKind::Settlements, sites).await;
    Some(town)
}

/// Share of the site under any flood class, in percent.
fn flooded_percent(town: &TestTown, name: &str) -> f64 {
    let atlas = town.jalon.atlas();
    let known = atlas
        .settlements()
        .find(|known| known.settlement.name == name)
        .unwrap_or_else(|| panic!("no site is named {name}"));
    let assessment = known.assessment.as_ref().unwrap();
    let parts = assessment.factors.iter().flat_map(|factor| &factor.parts);
    let shares = parts.filter_map(|part| match part {
        Part::Zones { shares, .. } => Some(shares.iter().sum::<f64>()),
        _ => None,
    });
    shares.sum::<f64>() * 100.0
}

/// Percent under the union of all zones, by GEOS 3.14.1 (shapely 2.2.0) on an equal-area
/// projection around each quarter, edges cut every 0.0003° first; SOURCES.md prints the same with
/// fewer digits. In raw Lambert-93 the long straight edges of Amidonniers alone make 0.000 5 more.
const QUARTERS: &[(&str, f64)] = &[
    ("Saint-Cyprien", 98.977_499_8),
    ("Patte d'Oie", 99.506_151_3),
    ("Amidonniers", 47.009_975_5),
    ("Saint-Michel", 31.151_262_3),
];
const QUARTERS_TOLERANCE: f64 = 1e-6;

/// Figures of SOURCES.md, in percent, each good to its last digit.
const PRIORITY: &[(&str, f64)] = &[
    ("Arènes", 59.8),
    ("Empalot", 11.6),
    ("Cépière Beauregard", 6.9),
];
const PRIORITY_TOLERANCE: f64 = 0.05;

fn assert_flooded(town: &TestTown, expected: &[(&str, f64)], tolerance: f64) {
    for &(name, expected) in expected {
        let percent = flooded_percent(town, name);
        assert!(
            (percent - expected).abs() <= tolerance,
            "{name}: {percent} is not {expected}"
        );
    }
}

#[tokio::test]
async fn data_flooded_share_of_the_quarters_is_that_of_the_gauge_study() {
    let Some(town) = flooded("grands_quartiers_logement_2019.geojson").await else {
        return;
    };

    assert_flooded(&town, QUARTERS, QUARTERS_TOLERANCE);
}

#[tokio::test]
async fn data_flooded_share_of_priority_neighbourhoods_is_that_of_the_gauge_study() {
    let Some(town) = flooded("qp_occitanie.geojson").await else {
        return;
    };

    assert_flooded(&town, PRIORITY, PRIORITY_TOLERANCE);
}
