//! What is claimed is tested: each class of /conformance names the module that tests it.

use super::*;

/// Each class that may be claimed, with its module of tests here.
const TESTED: &[(&str, &str)] = &[
    ("ogcapi-common-1/1.0/conf/core", "features_core"),
    ("ogcapi-common-2/1.0/conf/collections", "features_core"),
    ("ogcapi-features-1/1.0/conf/core", "features_core"),
    ("ogcapi-features-1/1.0/conf/oas30", "features_formats"),
    ("ogcapi-features-1/1.0/conf/html", "features_formats"),
    ("ogcapi-features-1/1.0/conf/geojson", "features_formats"),
    ("ogcapi-features-2/1.0/conf/crs", "features_crs"),
    ("ogcapi-features-3/1.0/conf/queryables", "features_filter"),
    (
        "ogcapi-features-3/1.0/conf/queryables-query-parameters",
        "features_filter",
    ),
    ("ogcapi-features-3/1.0/conf/filter", "features_filter"),
    (
        "ogcapi-features-3/1.0/conf/features-filter",
        "features_filter",
    ),
    (
        "ogcapi-features-4/1.0/conf/create-replace-delete",
        "create_replace_delete",
    ),
    ("ogcapi-features-4/1.0/conf/update", "update"),
    (
        "ogcapi-features-4/1.0/conf/optimistic-locking-etags",
        "optimistic_locking",
    ),
    ("cql2/1.0/conf/cql2-text", "cql2"),
    ("cql2/1.0/conf/cql2-json", "cql2"),
    ("cql2/1.0/conf/basic-cql2", "cql2"),
    ("cql2/1.0/conf/advanced-comparison-operators", "cql2"),
    ("cql2/1.0/conf/case-insensitive-comparison", "cql2"),
    ("cql2/1.0/conf/basic-spatial-functions", "cql2"),
    ("cql2/1.0/conf/temporal-functions", "cql2"),
    ("cql2/1.0/conf/arithmetic", "cql2"),
    ("ogcapi-tiles-1/1.0/conf/core", "tiles"),
    ("ogcapi-tiles-1/1.0/conf/tileset", "tiles"),
    ("ogcapi-tiles-1/1.0/conf/tilesets-list", "tiles"),
    ("ogcapi-tiles-1/1.0/conf/geodata-tilesets", "tiles"),
    ("ogcapi-tiles-1/1.0/conf/mvt", "tiles"),
    ("ogcapi-tiles-1/1.0/conf/oas30", "tiles"),
    ("tms/2.0/conf/tilematrixset", "tiles"),
    ("tms/2.0/conf/json-tilematrixset", "tiles"),
];

#[tokio::test]
async fn every_class_that_is_claimed_has_its_module_of_tests() {
    let api = Api::small().await;

    let document = api.json("/conformance").await;

    let claimed: Vec<&str> = document["conformsTo"]
        .as_array()
        .unwrap()
        .iter()
        .map(|class| {
            class
                .as_str()
                .unwrap()
                .strip_prefix("http://www.opengis.net/spec/")
                .unwrap()
        })
        .collect();
    let tested: Vec<&str> = TESTED.iter().map(|(class, _)| *class).collect();
    assert_eq!(claimed, tested);
    for (class, module) in TESTED {
        let text = std::fs::read_to_string(format!("tests/it/ogc/{module}.rs")).unwrap();
        let name = class.rsplit('/').next().unwrap();
        assert!(
            text.contains(&format!("/conf/{name}")) || module == &"features_core",
            "{class}: {module}"
        );
        assert!(text.contains("#[tokio::test]"), "{module} tests nothing");
    }
}
