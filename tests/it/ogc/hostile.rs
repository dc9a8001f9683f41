//! What must not bring the doors down: long, deep and endless questions, in bounded time.

use std::time::{Duration, Instant};

use super::*;

/// Far more than any of these needs, far less than one that runs away.
const SOON: Duration = Duration::from_secs(5);

#[tokio::test]
async fn malformed_filters_are_refused_with_the_place_of_the_fault() {
    let api = Api::small().await;

    for filter in [
        "code =",
        "code = 'S1",
        "(code = 'S1'",
        "code = 'S1')",
        "= 1",
        "code BETWEEN 1",
        "code IN ()x",
        "NOT",
        "code LIKE code",
        "code = 1",
        "households = 'many'",
        "code",
        "1",
        "S_INTERSECTS(geometry)",
        "S_INTERSECTS(geometry, geometry)",
        "S_INTERSECTS(geometry, POINT(1))",
        "S_FLIES(geometry, POINT(1 2))",
        "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))",
        "S_INTERSECTS(geometry, POINT(1 200))",
        "S_DWITHIN(geometry, POINT(1 2), -1)",
        "S_DWITHIN(geometry, POINT(1 2), 1e9)",
        "installed_on > 'x'",
        "T_AFTER(installed_on, 5)",
        "DATE('2020-02-30') = installed_on",
        "code = 'S1'; DROP TABLE layer",
        "code = 'S1' -- and more",
        "households = 1e999",
        "code IS",
        "code IS NOT",
        "\u{0}",
        "é",
        "code = \"S1",
    ] {
        let answer = api.ask(&filtered("settlements", filter), &[]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{filter}");
        assert!(
            answer.json()["detail"]
                .as_str()
                .unwrap()
                .contains("`filter`"),
            "{filter}"
        );
    }
}

#[tokio::test]
async fn malformed_json_filters_are_refused() {
    let api = Api::small().await;

    for filter in [
        "",
        "{",
        "null",
        "[]",
        "{}",
        r#"{"op":"="}"#,
        r#"{"op":"=","args":[]}"#,
        r#"{"op":"=","args":[1,null]}"#,
        r#"{"op":"and","args":[]}"#,
        r#"{"op":"like","args":[{"property":"code"},5]}"#,
        r#"{"op":"in","args":[{"property":"code"},"S1"]}"#,
        r#"{"op":5,"args":[1]}"#,
        r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":["a","b"]}]}"#,
        r#"{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[1,2,3]}]}"#,
        r#"{"op":"t_after","args":[{"property":"installed_on"},{"interval":["x","y"]}]}"#,
    ] {
        let path = format!(
            "/collections/settlements/items?filter-lang=cql2-json&filter={}",
            escaped(filter)
        );
        assert_eq!(api.status(&path).await, 400, "{filter}");
    }
}

#[tokio::test]
async fn deep_filters_are_refused_soon_in_both_languages() {
    let api = Api::small().await;
    let begun = Instant::now();

    for depth in [33, 1_000, 5_000] {
        let brackets = format!("{}code='S1'{}", "(".repeat(depth), ")".repeat(depth));
        let opened = "(".repeat(depth);
        let negations = format!("{}(code='S1'){}", "NOT (".repeat(depth), ")".repeat(depth));
        let functions = format!("{}code{} = 'a'", "CASEI(".repeat(depth), ")".repeat(depth));
        let shapes = format!(
            "S_INTERSECTS(geometry, POLYGON{}1 1{})",
            "(".repeat(depth),
            ")".repeat(depth)
        );
        for filter in [brackets, opened, negations, functions, shapes] {
            let status = api
                .status(
                    &format!("/collections/settlements/items?filter={filter}").replace(' ', "%20"),
                )
                .await;
            assert_eq!(status, 400, "{depth}");
        }
        let json = format!(
            "{}{{\"op\":\"=\",\"args\":[1,1]}}{}",
            "{\"op\":\"not\",\"args\":[".repeat(depth.min(600)),
            "]}".repeat(depth.min(600)),
        );
        let path = format!(
            "/collections/settlements/items?filter-lang=cql2-json&filter={}",
            escaped(&json)
        );
        assert_eq!(api.status(&path).await, 400, "{depth}");
    }
    assert!(begun.elapsed() < SOON);
}

#[tokio::test]
async fn filters_of_many_clauses_are_refused_soon() {
    let begun = Instant::now();
    let terms = jalon::filter::Terms {
        columns: &[("households", jalon::spatial::Holds::Integer)],
        to_lon_lat: &|_| Ok(()),
    };
    let clause = "households=1 OR ";

    for clauses in [2_000, 1_000_000] {
        let filter = format!("{}households=1", clause.repeat(clauses));
        assert!(
            jalon::filter::Filter::from_text(&filter, &terms).is_err(),
            "{clauses}"
        );
    }
    let sums = format!("households{} = 1", " + 1".repeat(1_900));
    assert!(
        jalon::filter::Filter::from_text(&sums, &terms).is_err(),
        "a long chain nests"
    );
    let some = format!("{}households=1", clause.repeat(900));
    assert!(jalon::filter::Filter::from_text(&some, &terms).is_ok());
    assert!(begun.elapsed() < SOON);
}

#[tokio::test]
async fn a_request_of_very_many_parameters_is_refused() {
    let api = Api::small().await;
    let many = "limit=1&".repeat(5_000);

    assert_eq!(
        api.status(&format!("/collections/settlements/items?{many}"))
            .await,
        400
    );
}
