//! Files that are broken, or made to break the reader: each ends in a sentence that names the
//! file and says what to do, within bounded memory, and none ends the process.

use std::{
    env,
    fmt::Write as _,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::Command,
};

use jalon::formats::{DeclaredCrs, Error, Format, Limits, OpenOptions, Reading, Source};
use proptest::prelude::*;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

/// A folder that goes with its files.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }
}

fn open(path: &Path) -> Result<Source, Error> {
    Source::open(path, &OpenOptions::default())
}

/// What becomes of a file: its features, its refusals in words, its error in words.
#[derive(Debug, Default)]
struct Outcome {
    features: u64,
    refusals: Vec<String>,
    error: Option<String>,
}

fn outcome(path: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    let source = match open(path) {
        Ok(source) => source,
        Err(error) => {
            outcome.error = Some(error.to_string());
            return outcome;
        }
    };
    for reading in source {
        match reading {
            Ok(Reading::Feature(_)) => outcome.features += 1,
            Ok(Reading::Refused { number, fault }) => {
                outcome.refusals.push(format!("feature {number}: {fault}"));
            }
            Err(error) => outcome.error = Some(error.to_string()),
        }
    }
    outcome
}

/// What becomes of one file of these bytes.
fn outcome_of(name: &str, bytes: impl AsRef<[u8]>) -> Outcome {
    let folder = Folder::new();
    outcome(&folder.write(name, bytes))
}

fn collection(features: &[&str]) -> String {
    let features = features.join(",\n");
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
}

fn feature(geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{}},"geometry":{geometry}}}"#)
}

const POINT: &str =
    r#"{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[1,43]}}"#;

#[test]
fn a_file_that_is_not_what_its_name_says_is_named_for_what_it_is() {
    for (name, bytes, says) in [
        (
            "a.geojson",
            &b"<!DOCTYPE html><html><body>404</body></html>"[..],
            "this is a web page; download the data itself",
        ),
        ("a.geojson", b"", "this is an empty file"),
        (
            "a.geojson",
            b"\xff\xfe{\0}\0",
            "this is UTF-16 text; save it as UTF-8",
        ),
        ("a.geojson", b"\x1f\x8b\x08\0", "this is a compressed file"),
        ("a.geojson", b"[1,2]", "this is a JSON list, not GeoJSON"),
        ("a.geojson", b"hello", "broken GeoJSON at its start"),
        ("a.geojson", b"{\"a\":1}", "this is not GeoJSON"),
        (
            "a.gpkg",
            b"SQLite format 3\0 and no more",
            "broken GeoPackage",
        ),
        ("a.gpkg", b"hello", "broken GeoPackage"),
        ("a.shp", b"hello", ".dbf file is missing"),
        ("a.fgb", b"fgb", "shorter than its header"),
        (
            "a.xyz",
            b"\x01\x02\x03",
            "not a format that can be read; give GeoJSON",
        ),
    ] {
        let error = outcome_of(name, bytes).error.unwrap();

        assert!(error.contains(says), "{error}");
        assert!(error.starts_with(name), "{error}");
    }
}

#[test]
fn a_path_that_cannot_be_read_is_named_without_its_folder() {
    let folder = Folder::new();

    let error = open(&folder.path("absent.geojson"))
        .unwrap_err()
        .to_string();
    let empty = open(folder.0.path()).unwrap_err().to_string();

    assert_eq!(
        error,
        "absent.geojson: cannot be read; check the path and its permissions"
    );
    assert!(empty.contains("give a folder with a .shp file"), "{empty}");
}

#[test]
fn a_truncated_collection_is_refused_before_its_first_feature() {
    let whole = collection(&[POINT, POINT, POINT]);

    for cut in [1, 3, 30, 100, 150] {
        let outcome = outcome_of("a.geojson", &whole[..whole.len() - cut]);

        let error = outcome.error.unwrap();
        assert_eq!(outcome.features, 0);
        assert!(error.contains("broken GeoJSON after feature"), "{error}");
        assert!(
            error.contains("truncated; get the file again from its source"),
            "{error}"
        );
    }
}

#[test]
fn a_feature_with_a_bad_number_is_refused_and_the_others_are_read() {
    for (position, says) in [
        (
            "[NaN,43]",
            "not finite or too large (NaN, Infinity, 1e400); correct it",
        ),
        ("[1e400,43]", "not finite or too large"),
        ("[-Infinity,43]", "not finite or too large"),
        ("[\"1\",43]", "a coordinate is text where a number is due"),
        ("[null,43]", "a coordinate is null"),
        ("[1]", "fewer than two numbers; give longitude and latitude"),
        ("[[1,43]]", "not nested as a Point needs"),
    ] {
        let bad = feature(&format!(r#"{{"type":"Point","coordinates":{position}}}"#));

        let outcome = outcome_of("a.geojson", collection(&[POINT, &bad, POINT]));

        assert_eq!((outcome.features, outcome.error), (2, None), "{position}");
        assert!(outcome.refusals[0].starts_with("feature 2: "), "{position}");
        assert!(outcome.refusals[0].contains(says), "{:?}", outcome.refusals);
    }
}

#[test]
fn nesting_without_end_is_a_refusal_not_a_crash() {
    let lists = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let bottomless = feature(&format!(r#"{{"type":"Polygon","coordinates":{lists}}}"#));
    let mut nested = POINT.replace("Feature", "Point");
    for _ in 0..20_000 {
        nested = format!(r#"{{"type":"GeometryCollection","geometries":[{nested}]}}"#);
        if nested.len() > 200_000 {
            break;
        }
    }
    let boxes = feature(&nested);
    let foreign = collection(&[POINT]).replacen('{', &format!(r#"{{"x":{lists},"#), 1);

    let lists = outcome_of("a.geojson", collection(&[&bottomless, POINT]));
    let boxes = outcome_of("a.geojson", collection(&[&boxes, POINT]));
    let foreign = outcome_of("a.geojson", foreign);

    for outcome in [lists, boxes] {
        assert_eq!((outcome.features, outcome.error), (1, None));
        assert!(outcome.refusals[0].contains("nested deeper than 32 levels"));
    }
    assert_eq!((foreign.features, foreign.error), (1, None));
}

#[test]
fn texts_that_trick_parsers_are_refused_or_made_harmless() {
    for (properties, says) in [
        (r#"{"a":1,"a":2}"#, "the member a stands twice; keep one"),
        (r#"{"a":"\ud800"}"#, "the record is broken"),
        ("{\"a\":\"\u{0}\"}", "the record is broken"),
        (r#"{"a":1,}"#, "the record is broken"),
    ] {
        let bad = POINT.replace(r#"{"a":1}"#, properties);

        let outcome = outcome_of("a.geojson", collection(&[&bad]));

        assert!(outcome.refusals[0].contains(says), "{outcome:?}");
    }
    let mut wide = String::from("{");
    for i in 0..5_000 {
        write!(wide, r#""c{i}":1,"#).unwrap();
    }
    wide.push_str(r#""z":1}"#);
    let bad = POINT.replace(r#"{"a":1}"#, &wide);

    let outcome = outcome_of("a.geojson", collection(&[&bad]));

    assert!(
        outcome.refusals[0].contains("more than 2000 columns"),
        "{outcome:?}"
    );
}

#[test]
fn bytes_that_are_not_utf8_inside_a_feature_refuse_that_feature() {
    let mut bytes = collection(&[POINT, POINT]).into_bytes();
    let at = bytes.iter().position(|byte| *byte == b'a').unwrap();
    let name = bytes.windows(3).position(|w| w == b"\"a\"").unwrap_or(at);
    bytes[name + 1] = 0xe9;

    let outcome = outcome_of("a.geojson", bytes);

    assert_eq!((outcome.features, outcome.refusals.len()), (1, 1));
}

#[test]
fn a_bare_shape_a_single_feature_and_lines_are_read() {
    let bare = r#"{"type":"Point","coordinates":[1,43]}"#;
    let lines = format!("\u{feff}{POINT}\r\n\n{bare}\n{{\"type\":\n{POINT}");
    let sequence = format!("\x1e{{\n\"type\":\"Point\",\"coordinates\":\n[1,43]}}\n\x1e{POINT}\n");

    assert_eq!(outcome_of("a.geojson", bare).features, 1);
    assert_eq!(outcome_of("a.json", POINT).features, 1);
    let unlined = outcome_of("a.geojson", format!("{POINT}\n{POINT}\n"));
    assert_eq!((unlined.features, unlined.error), (2, None));
    let lines = outcome_of("a.geojsonl", lines);
    assert_eq!(lines.features, 3);
    assert!(lines.refusals[0].starts_with("feature 3: "), "{lines:?}");
    assert_eq!(outcome_of("a.geojsonseq", sequence).features, 2);
}

#[test]
fn a_reference_system_is_honoured_wherever_the_file_declares_it() {
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}}"#;
    let folder = Folder::new();
    let before = format!(r#"{{"type":"FeatureCollection",{crs},"features":[{POINT}]}}"#);
    let after = format!(r#"{{"features":[{POINT}],{crs},"type":"FeatureCollection"}}"#);

    let before = open(&folder.write("before.geojson", before)).unwrap();
    let after = open(&folder.write("after.geojson", after)).unwrap();
    let default = open(&folder.write("default.geojson", collection(&[]))).unwrap();

    assert_eq!(before.crs, DeclaredCrs::Epsg(3857));
    assert_eq!(after.crs, DeclaredCrs::Epsg(3857));
    assert_eq!(default.crs, DeclaredCrs::Name("OGC:CRS84".into()));
    assert_eq!((after.format, after.total), (Format::GeoJson, Some(1)));
    assert_eq!(after.columns, ["a"]);
}

#[test]
fn a_source_may_be_read_on_another_thread() {
    let folder = Folder::new();
    let source = open(&folder.write("a.geojson", collection(&[POINT]))).unwrap();

    let count = std::thread::spawn(move || source.count()).join().unwrap();

    assert_eq!(count, 1);
}

#[test]
fn a_file_over_the_limit_is_refused_by_its_length() {
    let folder = Folder::new();
    let path = folder.write("a.geojson", collection(&[POINT]));
    let options = OpenOptions {
        limits: Limits {
            max_file_bytes: 100,
            ..Limits::default()
        },
        ..OpenOptions::default()
    };

    let error = Source::open(&path, &options).unwrap_err().to_string();

    assert!(
        error.contains("is more than the 100 allowed; split the file"),
        "{error}"
    );
}

/// Longest a reader's process may grow, in kilobytes: a record of 64 MiB while its buffer
/// doubles, and the program itself.
const MOST_KILOBYTES: u64 = 200_000;

#[test]
fn a_polygon_of_ten_million_vertices_is_refused_in_bounded_memory() {
    // Ten million short vertices pass the limit of vertices; long ones pass that of bytes.
    for (name, position, thousands) in [
        ("short.geojson", "[1,2],", 10_000),
        ("long.geojson", "[1.4412345678,43.6012345678],", 3_000),
    ] {
        let folder = Folder::new();
        let mut file = File::create(folder.path(name)).unwrap();
        let start =
            r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[["#;
        write!(
            file,
            r#"{{"type":"FeatureCollection","features":[{POINT},{start}"#
        )
        .unwrap();
        let thousand = position.repeat(1_000);
        for _ in 0..thousands {
            file.write_all(thousand.as_bytes()).unwrap();
        }
        write!(file, "[0,0]]]}}}},{POINT}]}}").unwrap();

        let (words, kilobytes) = read_in_a_child(&folder.path(name));

        assert!(words.contains("2 features"), "{words}");
        assert!(words.contains("feature 2: the "), "{words}");
        assert!(words.contains("simplify or split it"), "{words}");
        assert!(kilobytes < MOST_KILOBYTES, "{name}: {kilobytes} kB");
    }
}

#[test]
fn memory_does_not_grow_with_the_file() {
    let folder = Folder::new();
    let path = folder.path("a.geojson");
    let mut file = BufWriter::new(File::create(&path).unwrap());
    let ring = "[1.441234567,43.601234567],".repeat(80);
    let zone = feature(&format!(
        r#"{{"type":"Polygon","coordinates":[[{ring}[0,0]]]}}"#
    ));
    write!(file, r#"{{"type":"FeatureCollection","features":[{POINT}"#).unwrap();
    for _ in 0..20_000 {
        write!(file, ",{zone}").unwrap();
    }
    write!(file, "]}}").unwrap();
    drop(file);

    let (words, kilobytes) = read_in_a_child(&path);

    assert!(words.contains("20001 features"), "{words}");
    assert!(kilobytes < 60_000, "{kilobytes} kB for a file of 43 MB");
}

/// Names the file that the test below reads, when it runs as a process of its own.
const CHILD_FILE: &str = "JALON_TEST_HOSTILE_FILE";

#[test]
fn a_file_is_read_in_a_process_of_its_own() {
    let folder = Folder::new();
    let small = folder.write("small.geojson", collection(&[POINT]));
    let path = env::var_os(CHILD_FILE).map_or(small, PathBuf::from);

    let outcome = outcome(&path);

    let refusals = outcome.refusals.join("; ");
    println!("read: {} features, {refusals}", outcome.features);
    println!("peak: {}", peak_kilobytes());
    assert_eq!(outcome.error, None);
    assert!(outcome.features > 0);
}

/// What that test says of a file, and how far its process grew.
fn read_in_a_child(path: &Path) -> (String, u64) {
    let output = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "hostile_files::a_file_is_read_in_a_process_of_its_own",
            "--nocapture",
        ])
        .env(CHILD_FILE, path)
        .output()
        .unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{words}");
    let after = |mark: &str| {
        let line = words.lines().find_map(|line| line.split(mark).nth(1));
        line.unwrap_or_else(|| panic!("no {mark}{words}"))
            .to_owned()
    };
    (after("read: "), after("peak: ").parse().unwrap())
}

/// The largest the process has been.
fn peak_kilobytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.unwrap().split_whitespace().next();
    kilobytes.unwrap().parse().unwrap()
}

/// A zip with these members.
fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_zip_of_one_layer_is_read_and_of_several_named() {
    let data = collection(&[POINT]);
    let one = zipped(&[("readme.txt", b"hello"), ("x/a.geojson", data.as_bytes())]);
    let two = zipped(&[("a.geojson", data.as_bytes()), ("b.kml", b"<kml></kml>")]);

    assert_eq!(outcome_of("a.zip", one).features, 1);
    let error = outcome_of("a.zip", &two).error.unwrap();
    assert!(
        error.contains("holds 2 layers: a, b; choose one with --layer NAME"),
        "{error}"
    );
    let folder = Folder::new();
    let options = OpenOptions {
        layer: Some("a".into()),
        ..OpenOptions::default()
    };
    let chosen = Source::open(&folder.write("a.zip", two), &options).unwrap();
    assert_eq!(chosen.count(), 1);
}

#[test]
fn a_zip_that_would_harm_is_refused_with_its_reason() {
    let data = collection(&[POINT]);
    let data = data.as_bytes();
    let zeros = vec![b' '; 8 << 20];
    let many: Vec<_> = (0..1_001).map(|i| format!("{i}.txt")).collect();
    let many: Vec<_> = many.iter().map(|name| (name.as_str(), &b"a"[..])).collect();
    let mut link = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    link.add_symlink("a.geojson", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    let link = link.finish().unwrap().into_inner();
    let whole = zipped(&[("a.geojson", data)]);
    for (zip, says) in [
        (
            zipped(&[("../../a.geojson", data)]),
            "its member ../../a.geojson would be written outside its folder",
        ),
        (
            zipped(&[("/tmp/a.geojson", data)]),
            "written outside its folder",
        ),
        (
            zipped(&[("..\\a.geojson", data)]),
            "written outside its folder",
        ),
        (
            zipped(&[("a.geojson", data), ("b.zip", b"PK")]),
            "its member b.zip is packed again",
        ),
        (zipped(&[("a.geojson", &zeros)]), "as a zip bomb does"),
        (zipped(&many), "it has more than 1000 members"),
        (link, "its member a.geojson is a link"),
        (whole[..whole.len() - 9].to_vec(), "the zip is broken"),
    ] {
        let error = outcome_of("a.zip", zip).error.unwrap();

        assert!(error.contains(says), "{error}");
        assert!(error.starts_with("a.zip: refused, "), "{error}");
        assert!(
            error.ends_with("unpack it yourself and give the file inside"),
            "{error}"
        );
    }
    let nothing = outcome_of("a.zip", zipped(&[("a.pdf", b"%PDF")]))
        .error
        .unwrap();
    assert!(
        nothing.contains("holds no layer that can be read"),
        "{nothing}"
    );
}

#[test]
fn a_shapefile_without_its_table_is_refused_in_a_zip_too() {
    let shp = shapefile(100);

    let error = outcome_of("a.zip", zipped(&[("a.shp", &shp)]))
        .error
        .unwrap();

    assert_eq!(
        error,
        "a.zip: its .dbf file is missing; give all files of the shapefile together, in one folder or zip"
    );
}

#[test]
fn a_shapefile_whose_counts_lie_is_refused_with_both_figures() {
    let mut table = vec![0u8; 33];
    table[0] = 3;
    table[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    table[8] = 33;
    table[10] = 200;
    table[32] = 0x0d;

    let rows = outcome_of(
        "a.zip",
        zipped(&[("a.shp", &shapefile(100)), ("a.dbf", &table)]),
    );
    table[4..8].fill(0);
    let length = outcome_of(
        "a.zip",
        zipped(&[("a.shp", &shapefile(1_000)), ("a.dbf", &table)]),
    );

    let rows = rows.error.unwrap();
    assert!(
        rows.contains("the header says 4294967295 rows of 200 bytes, and the file holds 33"),
        "{rows}"
    );
    let length = length.error.unwrap();
    assert!(
        length.contains("the header says 1000 bytes and the file holds 100"),
        "{length}"
    );
}

/// The header of a shapefile of polygons that says it has so many bytes.
fn shapefile(said: u32) -> Vec<u8> {
    let mut header = vec![0; 100];
    header[..4].copy_from_slice(&9994u32.to_be_bytes());
    header[24..28].copy_from_slice(&(said / 2).to_be_bytes());
    header[28..32].copy_from_slice(&1000u32.to_le_bytes());
    header[32] = 5;
    header
}

/// A GeoPackage of one layer `zones` after these statements.
fn geopackage(folder: &Folder, statements: &str) -> PathBuf {
    const TABLES: &str = "
        create table gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id, definition);
        create table gpkg_contents (table_name, data_type);
        create table gpkg_geometry_columns (table_name, column_name, srs_id);
        insert into gpkg_contents values ('zones', 'features');
        insert into gpkg_geometry_columns values ('zones', 'geom', 2154);
        create table zones (fid integer primary key, geom blob);";
    let path = folder.path("a.gpkg");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true);
        let mut file = options.connect().await.unwrap();
        let all = AssertSqlSafe(format!("{TABLES}{statements}"));
        file.execute(sqlx::raw_sql(all)).await.unwrap();
        file.close().await.unwrap();
    });
    path
}

#[test]
fn a_geopackage_with_a_trigger_or_a_view_for_a_layer_is_refused() {
    let folder = Folder::new();
    let trigger = "create trigger steal after insert on zones begin delete from zones; end;";
    let trigger = outcome(&geopackage(&folder, trigger)).error.unwrap();
    let folder = Folder::new();
    let view = "drop table zones; create view zones as
        with recursive n(i) as (select 1 union all select i + 1 from n) select i as fid, null as geom from n;";
    let view = outcome(&geopackage(&folder, view)).error.unwrap();

    assert!(
        trigger.starts_with("a.gpkg: layer zones refused, it carries the trigger steal"),
        "{trigger}"
    );
    assert!(
        view.starts_with("a.gpkg: layer zones refused, it is a view"),
        "{view}"
    );
    assert!(
        view.ends_with("export the layer to a new GeoPackage or to GeoJSON"),
        "{view}"
    );
}

#[test]
fn curves_in_a_geopackage_are_refused_by_name() {
    let folder = Folder::new();
    let values: Vec<_> = (8..=12)
        .map(|kind| format!("(x'475000010000000001{kind:02x}00000000000000')"))
        .collect();
    let statement = format!("insert into zones (geom) values {};", values.join(", "));

    let outcome = outcome(&geopackage(&folder, &statement));

    let kinds = [
        "CircularString",
        "CompoundCurve",
        "CurvePolygon",
        "MultiCurve",
        "MultiSurface",
    ];
    for (refusal, kind) in outcome.refusals.iter().zip(kinds) {
        assert!(
            refusal.contains(&format!("curves ({kind}) are not read")),
            "{refusal}"
        );
    }
    assert_eq!((outcome.features, outcome.refusals.len()), (0, 5));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_under_any_name_end_in_features_or_a_sentence(
        tail in proptest::collection::vec(any::<u8>(), 0..300),
        known_start: bool,
    ) {
        const KINDS: [(&str, &[u8]); 9] = [
            ("a.geojson", b"{\"type\":\"FeatureCollection\",\"features\":["),
            ("a.geojsonl", b"\x1e{"),
            ("a.gpkg", b"SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20"),
            ("a.fgb", b"fgb\x03fgb\x00\x40\0\0\0"),
            ("a.csv", b"lon;lat;geom\n"),
            ("a.kml", b"<kml><Placemark>"),
            ("a.zip", b"PK\x03\x04"),
            ("a.shp", b"\0\0\x27\x0a"),
            ("a.dat", b""),
        ];
        for (name, start) in KINDS {
            let mut bytes = if known_start { start.to_vec() } else { Vec::new() };
            bytes.extend(&tail);
            let outcome = outcome_of(name, bytes);
            prop_assert!(outcome.error.is_none_or(|error| error.starts_with(name)));
        }
    }
}
