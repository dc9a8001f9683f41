//! Real files are read as `SOURCES.md` beside them says: features, points, bounds, systems.
//!
//! The folder is `JALON_DATA_DIR`, or `../shared/data`; whatever is found there is read.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use jalon::{
    formats::{DeclaredCrs, Format, OpenOptions, Reading, Source},
    spatial::SourceFeature,
};

/// Extensions of what can be read; the parts of a shapefile come with its `.shp`.
const KNOWN: [&str; 8] = [
    "geojson", "geojsonl", "gpkg", "shp", "zip", "fgb", "csv", "kml",
];

/// What `SOURCES.md` says of a layer.
#[derive(Debug)]
struct Expected {
    file: String,
    layer: String,
    features: usize,
    /// Points, EPSG code, null shapes, and west, south, east, north where they are given.
    shapes: Option<(usize, u32, usize, Option<[f64; 4]>)>,
}

/// What was read of a layer.
struct Read {
    source: Source,
    features: Vec<SourceFeature>,
}

#[test]
fn data_every_layer_has_the_features_that_its_source_page_counts() {
    let Some(folder) = data_folder() else {
        return;
    };
    let expected = expectations(&folder);
    assert!(!expected.is_empty(), "SOURCES.md counts no layer");

    for layer in &expected {
        let several = expected.iter().filter(|e| e.file == layer.file).count() > 1;
        let read = read(&folder.join(&layer.file), several.then_some(&layer.layer));

        let name = format!("{} {}", layer.file, layer.layer);
        assert_eq!(read.features.len(), layer.features, "{name}: features");
        if let Some(total) = read.source.total {
            assert_eq!(total, layer.features as u64, "{name}: total");
        }
        if let Some((points, epsg, null, bounds)) = layer.shapes {
            let nulls = read.features.iter().filter(|f| f.geometry.is_none());
            assert_eq!(nulls.count(), null, "{name}: null shapes");
            assert_eq!(epsg_of(&read.source.crs), Some(epsg), "{name}: system");
            check_points(&read, points, bounds, &name);
        }
    }
}

#[test]
fn data_every_other_file_of_a_known_kind_is_read_without_a_refusal() {
    let Some(folder) = data_folder() else {
        return;
    };
    let expected = expectations(&folder);
    let files = files_under(&folder);
    assert!(!files.is_empty(), "no file of a known kind");

    for path in files {
        if !expected.iter().any(|e| folder.join(&e.file) == path) {
            read(&path, None);
        }
    }
}

#[test]
fn data_a_file_of_several_layers_names_them_when_none_is_asked_for() {
    let Some(folder) = data_folder() else {
        return;
    };
    let expected = expectations(&folder);
    let shaped = |e: &&Expected| e.shapes.is_some();

    for first in expected.iter().filter(shaped) {
        let same: Vec<_> = expected.iter().filter(|e| e.file == first.file).collect();
        if same.iter().filter(|e| shaped(e)).count() < 2 {
            continue;
        }
        let error = Source::open(&folder.join(&first.file), &OpenOptions::default()).unwrap_err();

        let words = error.to_string();
        assert!(words.contains("--layer NAME"), "{words}");
        for layer in same {
            assert!(words.contains(&layer.layer), "{words}");
        }
    }
}

#[test]
fn data_quirks_of_the_tables_are_kept_or_understood() {
    let Some(folder) = data_folder() else {
        return;
    };
    for path in files_under(&folder) {
        if path.extension().unwrap() != "csv" {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy();
        let read = read(&path, None);
        let first = &read.features[0];

        let columns: Vec<_> = first.properties.iter().map(|(name, _)| name).collect();
        assert_eq!(read.source.columns, columns, "{name}");
        assert!(columns.len() > 1, "{name}: one column only");
        assert!(
            !columns[0].starts_with('\u{feff}'),
            "{name}: a byte order mark"
        );
        let units = read.features.iter().any(|f| {
            let texts = f.properties.iter().filter_map(|(_, v)| v.as_text());
            texts.into_iter().any(|text| text.contains(" [mm]"))
        });
        assert_eq!(units, name.starts_with("hauteur_eau"), "{name}: units");
        let has_pair = read.source.columns.iter().any(|c| c == "longitude");
        assert_eq!(first.geometry.is_some(), has_pair, "{name}: points");
    }
}

/// Reads a layer to its end; no record may be refused.
fn read(path: &Path, layer: Option<&String>) -> Read {
    let options = OpenOptions {
        layer: layer.cloned(),
        ..OpenOptions::default()
    };
    let name = path.display();
    let mut source = Source::open(path, &options).unwrap_or_else(|e| panic!("{name}: {e}"));
    let progress = source.progress();
    let mut features = Vec::new();
    for reading in &mut source {
        match reading.unwrap_or_else(|e| panic!("{name}: {e}")) {
            Reading::Feature(feature) => features.push(feature),
            Reading::Refused { number, fault } => panic!("{name}: feature {number}: {fault}"),
        }
    }
    let numbers: Vec<_> = features.iter().map(|f| f.number).collect();
    assert!(
        numbers.iter().copied().eq(1..=numbers.len() as u64),
        "{name}: numbers"
    );
    assert!(!features.is_empty(), "{name}: no feature");
    assert!(
        (progress.share() - 1.0).abs() < 1e-9,
        "{name}: {progress:?}"
    );
    Read { source, features }
}

/// Points and bounds, which prove coordinates and their order; rings that a file leaves
/// unclosed have been closed by the tool that counted.
fn check_points(read: &Read, points: usize, bounds: Option<[f64; 4]>, name: &str) {
    let coords = || {
        let shapes = read.features.iter().filter_map(|f| f.geometry.as_ref());
        shapes.flat_map(|shape| shape.coords())
    };
    let unclosed = read.features.iter().map(unclosed_rings).sum::<usize>();
    assert_eq!(coords().count() + unclosed, points, "{name}: points");
    let Some([west, south, east, north]) = bounds else {
        return;
    };
    let tolerance = if east.abs() > 180.0 { 0.5 } else { 0.000_5 };
    let smallest =
        |pick: fn(&geo_types::Coord<f64>) -> f64| coords().map(pick).fold(f64::INFINITY, f64::min);
    for (found, due) in [
        (smallest(|at| at.x), west),
        (smallest(|at| at.y), south),
        (-smallest(|at| -at.x), east),
        (-smallest(|at| -at.y), north),
    ] {
        assert!(
            (found - due).abs() <= tolerance + 1e-9,
            "{name}: {found} for {due}"
        );
    }
}

fn unclosed_rings(feature: &SourceFeature) -> usize {
    use jalon::spatial::SourceGeometry::Polygons;
    let Some(Polygons(polygons)) = &feature.geometry else {
        return 0;
    };
    let rings = polygons.iter().flatten();
    rings.filter(|ring| ring.first() != ring.last()).count()
}

/// The code of a declared system; the two that stand in `.prj` files are told by their names.
fn epsg_of(crs: &DeclaredCrs) -> Option<u32> {
    match crs {
        DeclaredCrs::Epsg(code) => Some(*code),
        DeclaredCrs::Name(name) if name == "OGC:CRS84" => Some(4326),
        DeclaredCrs::Wkt(wkt) if wkt.contains("Lambert") => Some(2154),
        DeclaredCrs::Wkt(wkt) if wkt.starts_with("GEOGCS") && wkt.contains("84") => Some(4326),
        _ => None,
    }
}

fn data_folder() -> Option<PathBuf> {
    let folder = env::var_os("JALON_DATA_DIR").unwrap_or_else(|| "../shared/data".into());
    let folder = PathBuf::from(folder);
    if !folder.join("SOURCES.md").is_file() {
        println!("skipped: no data in {}", folder.display());
        return None;
    }
    Some(folder)
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            found.extend(files_under(&path));
        } else if KNOWN.contains(&&*extension) {
            found.push(path);
        }
    }
    found
}

/// Every line of `SOURCES.md` that counts a layer.
fn expectations(folder: &Path) -> Vec<Expected> {
    let text = fs::read_to_string(folder.join("SOURCES.md")).unwrap();
    let mut file = String::new();
    let mut expected = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            file = String::from(heading.split(" (").next().unwrap());
        } else if let Some(layer) = line.strip_prefix('-').and_then(|line| layer(&file, line)) {
            expected.push(layer);
        }
    }
    expected
}

/// `name: 24 MultiPolygon; 22640 vertices; EPSG:4326; …` or `name: 1 rows, no geometry`.
fn layer(file: &str, line: &str) -> Option<Expected> {
    let (name, figures) = line.trim().split_once(": ")?;
    let layer = name.split_whitespace().last()?.to_owned();
    let (count, _) = figures.split_once(' ')?;
    let features = count.parse().ok()?;
    let rows = figures.contains("rows, no geometry");
    if !rows && !figures.contains(" vertices; ") {
        return None;
    }
    let words: Vec<_> = figures.split([' ', ';', '[', ']', ',', '.']).collect();
    let before = |word: &str| {
        let at = words.iter().position(|w| *w == word)?;
        words[at - 1].parse::<usize>().ok()
    };
    let epsg = figures.split("EPSG:").nth(1).and_then(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    });
    let null = figures.split("; null ").nth(1).map_or(0, |rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    });
    let bounds = figures.split("bounds [").nth(1).map(|rest| {
        let numbers = rest.trim_end_matches(']').split(", ");
        let numbers: Vec<f64> = numbers.map(|n| n.parse().unwrap()).collect();
        <[f64; 4]>::try_from(numbers).unwrap()
    });
    let shapes = if rows {
        None
    } else {
        Some((before("vertices")?, epsg?, null, bounds))
    };
    Some(Expected {
        file: file.to_owned(),
        layer,
        features,
        shapes,
    })
}

#[test]
fn the_formats_have_the_names_people_use() {
    assert_eq!(Format::GeoPackage.to_string(), "GeoPackage");
    assert_eq!(Format::Csv.name(), "CSV");
}
