//! Files made statement by statement, plain and treacherous.

use proptest::prelude::*;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, sqlite::SqliteConnectOptions};

use crate::{
    formats::{
        DeclaredCrs, Limits, Reading, Source,
        testing::{Files, text},
    },
    spatial::{SourceGeometry, Value},
};

/// The tables of contents, one layer of zones in Lambert-93 and one table without shapes.
const PLAIN: &str = "
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key,
        organization text, organization_coordsys_id integer, definition text, description text);
    create table gpkg_contents (table_name text primary key, data_type text, identifier text,
        srs_id integer);
    create table gpkg_geometry_columns (table_name text, column_name text,
        geometry_type_name text, srs_id integer, z integer, m integer);
    insert into gpkg_spatial_ref_sys values ('', 2154, 'EPSG', 2154, 'undefined', ''),
        ('', 900001, 'NONE', 900001, 'PROJCS[\"own\"]', '');
    insert into gpkg_contents values ('zones', 'features', '', 2154), ('notes', 'attributes', '', 0);
    insert into gpkg_geometry_columns values ('zones', 'geom', 'POINT', 2154, 0, 0);
    create table zones (fid integer primary key, geom blob, nom text, bati boolean,
        haut real, photo blob, double as (haut * 2));
    create table notes (fid integer primary key, note text);
    insert into notes values (1, 'a'), (2, 'b');
";

/// A point at 1.5, 2.5.
const POINT: &str = "x'47500001000000000101000000000000000000f83f0000000000000440'";

/// A file after these statements.
fn geopackage(statements: &str) -> Files {
    let files = Files(tempfile::tempdir().unwrap());
    let path = files.path("a.gpkg");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        for part in [PLAIN, statements] {
            connection
                .execute(sqlx::raw_sql(AssertSqlSafe(part.to_owned())))
                .await
                .unwrap();
        }
        connection.close().await.unwrap();
    });
    files
}

fn zones(values: &str) -> Files {
    geopackage(&format!(
        "insert into zones (geom, nom, bati, haut, photo) values {values};"
    ))
}

fn open(files: &Files, layer: Option<&str>) -> Result<Source, String> {
    files
        .open("a.gpkg", layer, Limits::default())
        .map_err(|e| e.to_string())
}

fn readings(files: &Files) -> Vec<Reading> {
    let source = open(files, None).unwrap();
    source.map(Result::unwrap).collect()
}

#[test]
fn the_only_layer_with_shapes_is_read_with_its_values() {
    let files = zones(&format!(
        "({POINT}, 'là', 1, 2.5, x'ff'), (null, null, null, 7, null)"
    ));

    let source = open(&files, None).unwrap();

    assert_eq!(source.file_layer.as_deref(), Some("zones"));
    assert_eq!(source.crs, DeclaredCrs::Epsg(2154));
    assert_eq!(source.total, Some(2));
    assert_eq!(source.columns, ["fid", "nom", "bati", "haut"]);
    assert_eq!(source.notes.len(), 2, "{:?}", source.notes);
    let readings: Vec<_> = source.map(Result::unwrap).collect();
    let [Reading::Feature(first), Reading::Feature(second)] = readings.as_slice() else {
        panic!("{readings:?}");
    };
    let at = (1.5, 2.5).into();
    assert_eq!(first.geometry, Some(SourceGeometry::Points(vec![at])));
    assert_eq!(first.properties.get("nom"), Some(&text("là")));
    assert_eq!(first.properties.get("bati"), Some(&Value::Bool(true)));
    assert_eq!(first.properties.get("haut"), Some(&Value::Number(2.5)));
    assert_eq!(second.geometry, None);
    assert_eq!(second.properties.get("bati"), Some(&Value::Null));
    assert_eq!(second.properties.get("haut"), Some(&Value::Number(7.0)));
}

#[test]
fn a_table_without_shapes_is_read_when_it_is_named() {
    let files = geopackage("");

    let source = open(&files, Some("NOTES")).unwrap();
    let unknown = open(&files, Some("rues")).unwrap_err();

    assert_eq!(source.crs, DeclaredCrs::Undeclared);
    assert_eq!(source.map(Result::unwrap).count(), 2);
    assert_eq!(unknown, "a.gpkg: has no layer rues; it holds notes, zones");
}

#[test]
fn thousands_of_rows_come_in_their_order() {
    let files = geopackage(&format!(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)
         insert into zones (geom, haut) select {POINT}, i from n;"
    ));

    let mut source = open(&files, None).unwrap();
    let progress = source.progress();

    for i in 1..=3000u64 {
        let reading = source.next().unwrap().unwrap();
        assert!(matches!(reading, Reading::Feature(f) if f.number == i));
    }
    assert!(source.next().is_none());
    assert!((progress.share() - 1.0).abs() < 1e-9);
}

#[test]
fn a_source_left_half_read_ends_its_thread_and_lets_the_file_go() {
    let files = geopackage(&format!(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)
         insert into zones (geom, haut) select {POINT}, i from n;"
    ));

    let mut source = open(&files, None).unwrap();
    let first = source.next().unwrap().unwrap();
    drop(source);

    assert!(matches!(first, Reading::Feature(_)));
    std::fs::remove_file(files.path("a.gpkg")).unwrap();
}

#[test]
fn a_system_of_the_files_own_is_passed_on_as_its_text() {
    let files = geopackage("update gpkg_geometry_columns set srs_id = 900001;");

    let crs = open(&files, None).unwrap().crs;

    assert_eq!(crs, DeclaredCrs::Wkt("PROJCS[\"own\"]".into()));
}

#[test]
fn several_layers_with_shapes_are_named() {
    let files = geopackage(
        "create table rues (fid integer primary key, geom blob);
         insert into gpkg_contents values ('rues', 'features', '', 2154);
         insert into gpkg_geometry_columns values ('rues', 'geom', 'POINT', 2154, 0, 0);",
    );

    assert_eq!(
        open(&files, None).unwrap_err(),
        "a.gpkg: holds 3 layers: notes, rues, zones; choose one with --layer NAME"
    );
}

#[test]
fn the_triggers_that_writers_make_are_no_reason_to_refuse() {
    let files = geopackage(&format!(
        "insert into zones (geom) values ({POINT});
         create trigger rtree_zones_geom_insert after insert on zones begin select 1; end;
         create trigger trigger_insert_feature_count_zones after insert on zones begin select 1; end;"
    ));

    assert_eq!(readings(&files).len(), 1);
}

#[test]
fn a_layer_that_would_run_something_is_refused_with_its_reason() {
    for (statements, says) in [
        (
            "create trigger surprise after insert on zones begin select 1; end;",
            "it carries the trigger surprise, which GeoPackage does not know",
        ),
        (
            "drop table zones; create view zones as with recursive n(i) as
             (select 1 union all select i + 1 from n) select i as fid, null as geom from n;",
            "it is a view",
        ),
        (
            "alter table gpkg_contents rename to hidden; create view gpkg_contents as
             with recursive n(i) as (select 1 union all select i + 1 from n)
             select 'zones' as table_name, 'features' as data_type from n;",
            "layer gpkg_contents refused, it is a view",
        ),
        (
            "drop table zones; create virtual table zones using fts5(geom);",
            "it is a virtual table",
        ),
        (
            "update gpkg_geometry_columns set column_name = 'double';",
            "its column of shapes is computed or missing",
        ),
        (
            "drop table zones;",
            "the file lists it but does not hold it",
        ),
    ] {
        let error = open(&geopackage(statements), None).unwrap_err();

        assert!(error.contains(says), "{error}");
        assert!(error.contains("export the layer"), "{error}");
    }
}

#[test]
fn a_name_that_looks_like_sql_is_a_name() {
    let files = geopackage(&format!(
        r#"create table "a""; drop table zones; --" (fid integer primary key, "g""1" blob);
        insert into "a""; drop table zones; --" values (1, {POINT});
        delete from gpkg_contents; delete from gpkg_geometry_columns;
        insert into gpkg_contents values ('a"; drop table zones; --', 'features', '', 2154);
        insert into gpkg_geometry_columns values ('a"; drop table zones; --', 'g"1', 'POINT', 2154, 0, 0);"#
    ));

    assert!(matches!(&readings(&files)[..], [Reading::Feature(f)] if f.geometry.is_some()));
}

#[test]
fn bad_shapes_and_long_values_are_refused_row_by_row() {
    let files = geopackage(&format!(
        "insert into zones (geom) values (x'00'), ({POINT}), ('text'), (zeroblob(70000000));
         insert into zones (nom) values (replace(hex(zeroblob(600000)), '0', 'a'));"
    ));

    let words: Vec<_> = readings(&files)
        .into_iter()
        .map(|reading| match reading {
            Reading::Feature(_) => "read".to_owned(),
            Reading::Refused { fault, .. } => fault.to_string(),
        })
        .collect();

    assert!(words[0].contains("no GeoPackage header"), "{words:?}");
    assert_eq!(words[1], "read");
    assert!(words[2].contains("no GeoPackage header"), "{words:?}");
    assert!(words[3].contains("longer than 67108864 bytes"), "{words:?}");
    assert!(
        words[4].contains("text in column nom is longer"),
        "{words:?}"
    );
}

#[test]
fn a_database_that_is_no_geopackage_is_said_to_be_one() {
    let files = geopackage("drop table gpkg_contents;");

    let error = open(&files, None).unwrap_err();

    assert!(
        error.contains("SQLite file without a GeoPackage's tables"),
        "{error}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_file_with_spoilt_bytes_is_read_or_refused(
        spoilt in proptest::collection::vec((16usize..40_000, any::<u8>()), 1..40),
    ) {
        let files = zones(&format!("({POINT}, 'a', 1, 2.5, null)"));
        let mut bytes = std::fs::read(files.path("a.gpkg")).unwrap();
        for (at, byte) in spoilt {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        std::fs::write(files.path("a.gpkg"), bytes).unwrap();
        if let Ok(source) = open(&files, None) {
            source.for_each(drop);
        }
    }
}
