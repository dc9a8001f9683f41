//! CQL2: /conf/cql2-text, /conf/cql2-json, /conf/basic-cql2, /conf/advanced-comparison-operators,
//! /conf/case-insensitive-comparison, /conf/basic-spatial-functions, /conf/temporal-functions,
//! /conf/arithmetic.

use serde_json::json;

use super::*;

/// S1 in the west (since March 2024, 12 households), S2 in the east (nobody knows either).
async fn two_sites() -> Api {
    let town = TestTown::small().await;
    let mut squares = [
        crate::support::square("S1", 1.4045, 43.602, 0.001),
        crate::support::square("S2", 1.435, 43.606, 0.001),
    ];
    squares[0]["properties"]["installed_on"] = "2024-03-01".into();
    squares[0]["properties"]["households"] = 12.into();
    squares[0]["properties"]["name"] = "Île d'en bas 100%".into();
    squares[1]["properties"]["households"] = Value::Null;
    town.import_json(jalon::domain::LayerKind::Settlements, &squares)
        .await;
    Api::of(town, Team)
}

async fn found(api: &Api, filter: &str) -> Vec<String> {
    api.ids(&filtered("settlements", filter)).await
}

async fn expect(api: &Api, cases: &[(&str, &[&str])]) {
    for (filter, expected) in cases {
        assert_eq!(&found(api, filter).await, expected, "{filter}");
    }
}

#[tokio::test]
async fn basic_cql2_comparisons() {
    let api = two_sites().await;

    expect(
        &api,
        &[
            ("code = 'S1'", &["S1"]),
            ("'S1' = code", &["S1"]),
            ("code <> 'S1'", &["S2"]),
            ("households > 11", &["S1"]),
            ("households >= 12.0", &["S1"]),
            ("households < 12", &[]),
            ("households <= 1.2e1", &["S1"]),
            ("households > -1", &["S1"]),
            ("imminent_danger = true", &[]),
            ("imminent_danger", &[]),
            ("installed_on = DATE('2024-03-01')", &["S1"]),
            ("installed_on < TIMESTAMP('2024-03-01T00:00:01Z')", &["S1"]),
            (
                "assessed_at > TIMESTAMP('2020-01-01T00:00:00Z')",
                &["S1", "S2"],
            ),
            ("name = 'Île d''en bas 100%'", &["S1"]),
            ("\"code\" = 'S2'", &["S2"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn basic_cql2_logic_keeps_what_is_unknown_apart_from_no() {
    let api = two_sites().await;

    expect(
        &api,
        &[
            ("households IS NULL", &["S2"]),
            ("households IS NOT NULL", &["S1"]),
            ("NOT households > 11", &[]),
            ("NOT (households > 100)", &["S1"]),
            ("NOT NOT code = 'S1'", &["S1"]),
            ("households > 11 OR code = 'S2'", &["S1", "S2"]),
            ("households > 11 AND code = 'S2'", &[]),
            // AND binds more tightly than OR.
            ("code = 'S1' OR code = 'S2' AND households > 11", &["S1"]),
            ("(code = 'S1' OR code = 'S2') AND households > 11", &["S1"]),
            ("households > 11 OR households IS NULL", &["S1", "S2"]),
            ("households = households", &["S1"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn advanced_comparison_operators() {
    let api = two_sites().await;

    expect(
        &api,
        &[
            ("code LIKE 'S%'", &["S1", "S2"]),
            ("code NOT LIKE '_1'", &["S2"]),
            ("name LIKE '%100\\%'", &["S1"]),
            ("households BETWEEN 12 AND 13", &["S1"]),
            ("households NOT BETWEEN 12 AND 13", &[]),
            ("households BETWEEN 12 AND 13 AND code = 'S2'", &[]),
            ("code IN ('S2', 'S9')", &["S2"]),
            ("code NOT IN ('S2', 'S9')", &["S1"]),
            ("households IN (1, 12)", &["S1"]),
            (
                "installed_on BETWEEN DATE('2024-01-01') AND DATE('2024-12-31')",
                &["S1"],
            ),
            ("installed_on >= '2024-03-02'", &[]),
        ],
    )
    .await;
}

#[tokio::test]
async fn case_insensitive_comparison() {
    let api = two_sites().await;

    expect(
        &api,
        &[
            ("CASEI(code) = CASEI('s1')", &["S1"]),
            ("code = 's1'", &[]),
            ("CASEI(name) LIKE CASEI('îLE%')", &["S1"]),
            ("CASEI(code) IN (CASEI('s1'), CASEI('S2'))", &["S1", "S2"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn arithmetic() {
    let api = two_sites().await;

    expect(
        &api,
        &[
            ("households * 2 + 1 = 25", &["S1"]),
            ("households * (2 + 1) = 36", &["S1"]),
            ("households - 10 - 1 = 1", &["S1"]),
            ("households / 8 = 1.5", &["S1"]),
            ("households DIV 8 = 1", &["S1"]),
            ("households % 5 = 2", &["S1"]),
            ("households ^ 2 = 144", &["S1"]),
            ("-households = -12", &["S1"]),
            ("households / 0 > 1", &[]),
        ],
    )
    .await;
}

#[tokio::test]
async fn basic_spatial_functions() {
    let api = two_sites().await;

    expect(
        &api,
        &[
            ("S_INTERSECTS(geometry, POINT(1.405 43.6025))", &["S1"]),
            ("S_INTERSECTS(geometry, POINT(1.4045 43.602))", &["S1"]),
            (
                "S_INTERSECTS(geometry, BBOX(1.40,43.60,1.44,43.61))",
                &["S1", "S2"],
            ),
            (
                "S_INTERSECTS(BBOX(1.40,43.60,1.41,43.61), geometry)",
                &["S1"],
            ),
            (
                "S_INTERSECTS(geometry, POLYGON((1.4 43.6, 1.41 43.6, 1.41 43.61, 1.4 43.6)))",
                &["S1"],
            ),
            (
                "S_INTERSECTS(geometry, LINESTRING(1.40 43.6025, 1.44 43.6025))",
                &["S1"],
            ),
            (
                "S_INTERSECTS(geometry, MULTIPOINT((1.405 43.6025), (1.4355 43.6065)))",
                &["S1", "S2"],
            ),
            ("S_INTERSECTS(geometry, BBOX(170,43,1.41,44))", &["S1"]),
            ("NOT S_INTERSECTS(geometry, POINT(1.405 43.6025))", &["S2"]),
            (
                "S_INTERSECTS(geometry, POINT(1.405 43.6025)) OR code = 'S2'",
                &["S1", "S2"],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn more_spatial_functions_lie_as_their_names_say() {
    let api = two_sites().await;

    expect(
        &api,
        &[
            ("S_WITHIN(geometry, BBOX(1.40,43.60,1.41,43.61))", &["S1"]),
            ("S_WITHIN(geometry, BBOX(1.405,43.60,1.41,43.61))", &[]),
            ("S_CONTAINS(geometry, POINT(1.405 43.6025))", &["S1"]),
            ("S_CONTAINS(BBOX(1.40,43.60,1.41,43.61), geometry)", &["S1"]),
            ("S_DISJOINT(geometry, POINT(1.405 43.6025))", &["S2"]),
            ("S_TOUCHES(geometry, POINT(1.4045 43.602))", &["S1"]),
            (
                "S_OVERLAPS(geometry, BBOX(1.405,43.60,1.41,43.61))",
                &["S1"],
            ),
            (
                "S_CROSSES(geometry, LINESTRING(1.40 43.6025, 1.44 43.6025))",
                &["S1"],
            ),
        ],
    )
    .await;
    // Quarters of a degree are exact in binary.
    let zone = json!({"type": "Feature", "properties": {"nivalea": "TF"},
        "geometry": {"type": "Polygon", "coordinates": crate::support::ring(1.5, 43.5, 0.25)}});
    let flood = jalon::domain::LayerKind::Zones(jalon::domain::Peril::Flood);
    api.town.import_json(flood, &[zone]).await;
    for (east, count) in [("1.75", 1), ("1.7500001", 0)] {
        let asked = format!("S_EQUALS(geometry, BBOX(1.5,43.5,{east},43.75))");
        assert_eq!(
            api.ids(&filtered("flood", &asked)).await.len(),
            count,
            "{asked}"
        );
    }
}

#[tokio::test]
async fn near_is_told_in_metres_on_the_ground() {
    let api = two_sites().await;

    // A thousandth of a degree of latitude is 111.1 m at 43.6 north; S1 begins at 43.602.
    expect(
        &api,
        &[
            ("S_DWITHIN(geometry, POINT(1.405 43.601), 112)", &["S1"]),
            ("S_DWITHIN(geometry, POINT(1.405 43.601), 110)", &[]),
            (
                "S_DWITHIN(geometry, POINT(1.405 43.601), 112, meters)",
                &["S1"],
            ),
            ("S_DWITHIN(geometry, POINT(1.405 43.6025), 0)", &["S1"]),
            (
                "S_DWITHIN(geometry, LINESTRING(1.40 43.601, 1.44 43.601), 112)",
                &["S1"],
            ),
            (
                "S_DWITHIN(geometry, BBOX(1.40,43.600,1.44,43.601), 600)",
                &["S1", "S2"],
            ),
        ],
    )
    .await;
    // The railway runs along 43.619 north.
    let near = filtered("railway", "S_DWITHIN(geometry, POINT(1.42 43.618), 112)");
    let far = filtered("railway", "S_DWITHIN(geometry, POINT(1.42 43.618), 110)");
    assert_eq!(
        (api.ids(&near).await.len(), api.ids(&far).await.len()),
        (1, 0)
    );
}

#[tokio::test]
async fn temporal_functions() {
    let api = two_sites().await;

    let day = "DATE('2024-03-01')";
    for (filter, passes) in [
        ("T_AFTER(installed_on, DATE('2024-02-29'))".to_owned(), true),
        (format!("T_AFTER(installed_on, {day})"), false),
        ("T_BEFORE(installed_on, TIMESTAMP('2024-03-01T00:00:01Z'))".to_owned(), true),
        (format!("T_EQUALS(installed_on, {day})"), true),
        (format!("T_DISJOINT(installed_on, {day})"), false),
        (format!("T_INTERSECTS(installed_on, INTERVAL({day}, '..'))"), true),
        ("T_INTERSECTS(installed_on, INTERVAL('..', '2024-02-29'))".to_owned(), false),
        ("T_DURING(installed_on, INTERVAL('2024-01-01', '2024-12-31'))".to_owned(), true),
        (format!("T_DURING(installed_on, INTERVAL({day}, '2024-12-31'))"), false),
        ("T_CONTAINS(INTERVAL('2024-01-01', '2024-12-31'), installed_on)".to_owned(), true),
        (format!("T_STARTS(installed_on, INTERVAL({day}, '2024-12-31'))"), true),
        (format!("T_STARTEDBY(INTERVAL({day}, '2024-12-31'), installed_on)"), true),
        (format!("T_FINISHES(installed_on, INTERVAL('2024-01-01', {day}))"), true),
        (format!("T_FINISHEDBY(INTERVAL('2024-01-01', {day}), installed_on)"), true),
        (format!("T_MEETS(INTERVAL('2024-01-01', installed_on), INTERVAL({day}, '..'))"), true),
        (format!("T_METBY(INTERVAL({day}, '..'), INTERVAL('2024-01-01', installed_on))"), true),
        ("T_OVERLAPS(INTERVAL(installed_on, '2024-06-01'), INTERVAL('2024-05-01', '2024-12-31'))".to_owned(), true),
        ("T_OVERLAPPEDBY(INTERVAL('2024-05-01', '2024-12-31'), INTERVAL(installed_on, '2024-06-01'))".to_owned(), true),
    ] {
        let expected: &[&str] = if passes { &["S1"] } else { &[] };
        assert_eq!(found(&api, &filter).await, expected, "{filter}");
    }
}

#[tokio::test]
async fn cql2_json_says_the_same_as_cql2_text() {
    let api = two_sites().await;

    for (text, json) in pairs() {
        let path = format!(
            "/collections/settlements/items?filter-lang=cql2-json&filter={}",
            escaped(&json.to_string())
        );
        let by_text = found(&api, text).await;
        assert_eq!(api.ids(&path).await, by_text, "{text}");
        assert!(
            !by_text.is_empty(),
            "{text} finds nothing, so that it shows nothing"
        );
    }
}

/// The same filter in both languages; each finds something.
#[rustfmt::skip]
fn pairs() -> Vec<(&'static str, Value)> {
    let code = || json!({"property": "code"});
    let geometry = || json!({"property": "geometry"});
    let installed = || json!({"property": "installed_on"});

    vec![
        ("code = 'S1'", json!({"op": "=", "args": [code(), "S1"]})),
        (
            "code LIKE 'S%'",
            json!({"op": "like", "args": [code(), "S%"]}),
        ),
        (
            "code IN ('S2')",
            json!({"op": "in", "args": [code(), ["S2"]]}),
        ),
        (
            "households BETWEEN 1 AND 12",
            json!({"op": "between", "args": [{"property": "households"}, 1, 12]}),
        ),
        (
            "households IS NULL",
            json!({"op": "isNull", "args": [{"property": "households"}]}),
        ),
        (
            "NOT (code = 'S1')",
            json!({"op": "not", "args": [{"op": "=", "args": [code(), "S1"]}]}),
        ),
        (
            "code = 'S1' AND installed_on > DATE('2024-01-01')",
            json!({"op": "and", "args": [
                {"op": "=", "args": [code(), "S1"]},
                {"op": ">", "args": [installed(), {"date": "2024-01-01"}]}]}),
        ),
        (
            "CASEI(code) = CASEI('s2')",
            json!({"op": "=", "args": [{"op": "casei", "args": [code()]}, {"op": "casei", "args": ["s2"]}]}),
        ),
        (
            "households * 2 = 24",
            json!({"op": "=", "args": [{"op": "*", "args": [{"property": "households"}, 2]}, 24]}),
        ),
        (
            "S_INTERSECTS(geometry, POINT(1.405 43.6025))",
            json!({"op": "s_intersects", "args": [geometry(), {"type": "Point", "coordinates": [1.405, 43.6025]}]}),
        ),
        (
            "S_WITHIN(geometry, BBOX(1.40,43.60,1.41,43.61))",
            json!({"op": "s_within", "args": [geometry(), {"bbox": [1.40, 43.60, 1.41, 43.61]}]}),
        ),
        (
            "T_DURING(installed_on, INTERVAL('2024-01-01', '..'))",
            json!({"op": "t_during", "args": [installed(), {"interval": ["2024-01-01", ".."]}]}),
        ),
        (
            "assessed_at > TIMESTAMP('2020-01-01T00:00:00Z')",
            json!({"op": ">", "args": [{"property": "assessed_at"}, {"timestamp": "2020-01-01T00:00:00Z"}]}),
        ),
    ]
}
