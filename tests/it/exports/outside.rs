//! GDAL reads every format, counts what is in it, and finds the same values and shapes.

use std::process::Command;

use super::{
    read_back::{normal, plain},
    *,
};

/// Formats whose shapes GDAL reads; workbooks have a test of their own.
const FORMATS: [ExportFormat; 8] = [
    ExportFormat::GeoJson,
    ExportFormat::GeoJsonLines,
    ExportFormat::GeoJsonSequence,
    ExportFormat::GeoPackage,
    ExportFormat::FlatGeobuf,
    ExportFormat::Shapefile,
    ExportFormat::Csv,
    ExportFormat::Kml,
];

/// A file as GDAL writes it again in GeoJSON.
fn as_geojson(path: &std::path::Path) -> Vec<Value> {
    let mut command = Command::new("ogr2ogr");
    command.args([
        "-f",
        "GeoJSON",
        "-t_srs",
        "EPSG:4326",
        "-s_srs",
        "EPSG:4326",
    ]);
    command
        .args(["-lco", "RFC7946=YES", "/vsistdout/"])
        .arg(path);
    // The table of styles is one that GDAL would copy as well.
    if path.extension().is_some_and(|ending| ending == "gpkg") {
        command.arg(path.file_stem().unwrap());
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{}: {said}", path.display());
    assert!(!said.contains("ERROR"), "{}: {said}", path.display());
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    read["features"].as_array().unwrap().clone()
}

#[tokio::test]
async fn gdal_reads_every_format_as_it_was_written() {
    let town = town().await;
    if Command::new("ogr2ogr").arg("--version").output().is_err() {
        println!("skipped: ogr2ogr is not installed (apt-get install gdal-bin)");
        return;
    }
    for layer in ["flood", "settlements", "railway", "hydrant"] {
        let written = features(&town, Team, &format!("{layer}/export.geojson")).await;
        for format in FORMATS {
            let answer = export(&town, Team, &format!("{layer}/export.{}", format.ending())).await;
            let name = file_name(&answer);
            let path = town.folder.path().join(&name);
            std::fs::write(&path, &answer.body).unwrap();

            let read = as_geojson(&path);

            same(&read, &written, &name);
        }
    }
}

/// What the answer says the file should be called.
fn file_name(answer: &Answer) -> String {
    let told = answer.headers["content-disposition"].to_str().unwrap();
    told.split('"').nth(1).unwrap().to_owned()
}

fn same(read: &[Value], written: &[Value], what: &str) {
    assert_eq!(read.len(), written.len(), "{what}");
    for feature in written {
        let shape = normal(&drawing(feature));
        let own = read
            .iter()
            .find(|own| normal(&drawing(own)) == shape)
            .unwrap_or_else(|| panic!("{what}: no shape as of {feature} in {read:?}"));
        for (column, value) in feature["properties"].as_object().unwrap() {
            // Moments and names cut short are the business of each format's own test.
            let Some(found) = own["properties"].get(column).and_then(plain) else {
                continue;
            };
            if column == "assessed_at" || found.is_empty() {
                continue;
            }
            let as_number = |text: &String| text.parse().map(|n: f64| n.to_string());
            let found = match value {
                Value::Number(_) => as_number(&found).unwrap_or(found),
                _ => found,
            };
            assert_eq!(Some(found), plain(value), "{what}: {column}");
        }
    }
}

#[tokio::test]
async fn gdal_knows_columns_description_and_index_of_a_geopackage() {
    let town = town().await;
    let answer = export(
        &town,
        Team,
        "settlements/export.gpkg?crs=2154&filter=households%3E1",
    )
    .await;
    let path = town.folder.path().join("settlements.gpkg");
    std::fs::write(&path, &answer.body).unwrap();

    let Ok(output) = Command::new("ogrinfo")
        .args(["-ro", "-so", "-al"])
        .arg(&path)
        .output()
    else {
        println!("skipped: ogrinfo is not installed (apt-get install gdal-bin)");
        return;
    };

    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for line in [
        "Geometry: Multi Polygon",
        "Feature Count: 3",
        "ID[\"EPSG\",2154]",
        "filter: households>1",
        "code: String (0.0)",
        "households: Integer64 (0.0)",
        "score: Real (0.0)",
        "imminent_danger: Integer(Boolean) (0.0)",
        "installed_on: Date (0.0)",
        "assessed_at: DateTime (0.0)",
    ] {
        assert!(told.contains(line), "{line:?} is not in {told}");
    }
}

#[tokio::test]
async fn a_workbook_holds_texts_numbers_and_a_place_and_no_formula() {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let town = town().await;
    let answer = export(&town, Team, "settlements/export.xlsx?sortby=code").await;
    let path = town.folder.path().join("settlements.xlsx");
    std::fs::write(&path, &answer.body).unwrap();

    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let rows = book.worksheet_range("settlements").unwrap();
    let about = book.worksheet_range("about").unwrap();
    let formulas = book.worksheet_formula("settlements").unwrap();

    let at = |row: usize, name: &str| {
        let head = rows.rows().next().unwrap();
        let column = head.iter().position(|cell| cell == name).unwrap();
        rows.rows().nth(row).unwrap()[column].clone()
    };
    assert_eq!(rows.height(), 4);
    assert_eq!(at(3, "code"), Data::String("S3".into()));
    assert_eq!(at(3, "name"), Data::String("=SUM(1,2) \"é\" <b>".into()));
    assert_eq!(at(1, "households"), Data::Float(1000.0));
    let (Data::Float(lon), Data::Float(lat)) = (at(1, "lon"), at(1, "lat")) else {
        panic!("no place");
    };
    assert!(
        (1.4045..1.4055).contains(&lon) && (43.602..43.603).contains(&lat),
        "{lon} {lat}"
    );
    assert!(
        formulas
            .used_cells()
            .all(|(_, _, formula)| formula.is_empty())
    );
    let told = |name: &str| {
        about
            .rows()
            .find(|row| row[0] == name)
            .map(|row| row[1].to_string())
    };
    assert_eq!(told("sortby").as_deref(), Some("code"));
    assert_eq!(told("audience").as_deref(), Some("team"));
    assert!(told("score").unwrap().contains("0 to 100"));
}

/// Opens a file as a person would, and tells how QGIS draws it.
const QGIS: &str = r"
import sys
from qgis.core import QgsApplication, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
layer = QgsVectorLayer(sys.argv[1], 'flood', 'ogr')
renderer = layer.renderer()
print(layer.isValid(), layer.featureCount(), renderer.type())
for rule in renderer.rootRule().children():
    print(rule.label(), rule.symbol().symbolLayer(0).fillColor().name(), rule.filterExpression())
    assert rule.filter() is None or not rule.filter().hasParserError()
sys.stdout.flush()
import os
os._exit(0)
";

#[tokio::test]
async fn qgis_draws_a_geopackage_in_our_colours_at_once() {
    let town = town().await;
    let answer = export(&town, Team, "flood/export.gpkg").await;
    let path = town.folder.path().join("flood.gpkg");
    std::fs::write(&path, &answer.body).unwrap();
    let mut command = Command::new("/usr/bin/python3");
    command.args(["-c", QGIS]).arg(&path);
    command.env("QT_QPA_PLATFORM", "offscreen");

    let output = command.output().unwrap();

    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    if complaint.contains("ModuleNotFoundError") {
        println!("skipped: QGIS is not installed (make test-qgis)");
        return;
    }
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        told.starts_with("True 3 RuleRenderer\n"),
        "{told}{complaint}"
    );
    let very_high = jalon::looks::severity_colour(Peril::Flood, 4, jalon::looks::Theme::Light);
    assert!(
        told.contains(&format!("very high {}", very_high.hex())),
        "{told}"
    );
    assert_eq!(told.lines().count(), 5, "{told}");
}

#[tokio::test]
async fn a_geopackage_holds_its_style_and_a_shapefile_has_it_beside() {
    let town = town().await;
    for layer in [
        "flood",
        "settlements",
        "railway",
        "hydrant",
        "neighbourhoods",
    ] {
        let packed = export(&town, Team, &format!("{layer}/export.zip")).await;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(packed.body)).unwrap();
        let style = zip.by_name(&format!("{layer}.qml")).unwrap();
        let style = std::io::read_to_string(style).unwrap();
        assert!(
            style.contains("RuleRenderer") && style.contains("<rule key=\"r"),
            "{layer}: {style}"
        );

        let gpkg = export(&town, Team, &format!("{layer}/export.gpkg")).await;
        let held = gpkg.body.windows(12).any(|bytes| bytes == b"RuleRenderer");
        assert!(held, "{layer}");
    }
}
