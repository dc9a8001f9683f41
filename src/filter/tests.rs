//! Filters, where beside the code is the place to hold them.

use proptest::prelude::*;

use super::*;

const COLUMNS: &[(&str, Holds)] = &[
    ("name", Holds::Text),
    ("households", Holds::Integer),
    ("since", Holds::Day),
];

fn terms() -> Terms<'static> {
    Terms {
        columns: COLUMNS,
        to_lon_lat: &|_| Ok(()),
    }
}

fn refusal(text: &str) -> String {
    Filter::from_text(text, &terms()).unwrap_err().to_string()
}

#[test]
fn a_fault_is_told_with_its_place() {
    assert_eq!(
        refusal("name = 'a' AND AND"),
        "at letter 16 of the filter there is \"AND\", not a name or a value"
    );
    assert_eq!(
        refusal("nom = 'a'"),
        "\"nom\" is not a name to filter by; there are: geometry, name, households, since"
    );
    assert_eq!(
        refusal("name = 1"),
        "\"a comparison\" takes two texts, two numbers, two days, or two of yes and no"
    );
}

#[test]
fn a_filter_tells_where_what_passes_lies_only_when_it_must_lie_there() {
    let bbox = |text: &str| Filter::from_text(text, &terms()).unwrap().bbox();
    let here = "S_INTERSECTS(geometry, BBOX(1,43,2,44))";
    let west = |bbox: Option<Bbox>| bbox.map(|bbox| bbox.west);

    assert_eq!(west(bbox(&format!("name = 'a' AND {here}"))), Some(1.0));
    assert_eq!(west(bbox(&format!("name = 'a' OR {here}"))), None);
    assert_eq!(west(bbox(&format!("NOT {here}"))), None);
    assert_eq!(west(bbox("S_DISJOINT(geometry, BBOX(1,43,2,44))")), None);
    assert!(west(bbox("S_DWITHIN(geometry, POINT(1 43), 1000)")).is_some_and(|west| west < 1.0));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
        let _ = Filter::from_text(&text, &terms());
        let _ = Filter::from_json(&text, &terms());
    }

    #[test]
    fn words_of_filters_in_any_order_are_read_or_refused(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "name", "households", "since", "geometry", "'a'", "1", "-", "+", "*", "(", ")", ",", "=", "<>",
                "AND", "OR", "NOT", "LIKE", "IN", "BETWEEN", "IS", "NULL", "S_INTERSECTS", "POINT", "(1 2)",
                "DATE('2024-01-01')", "INTERVAL", "T_AFTER", "CASEI", "BBOX", "true", "\"", "'",
            ]),
            0..24,
        ),
    ) {
        let _ = Filter::from_text(&words.join(" "), &terms());
    }

    #[test]
    fn both_languages_judge_alike(least in -5_i64..5, households in -5_i64..5, letter in "[ab]") {
        let feature = Feature {
            id: 1,
            shape: crate::spatial::Shape::Points(vec![(1.0, 2.0)].into()),
            properties: [
                ("name", crate::spatial::Value::from(letter.clone())),
                ("households", crate::spatial::Value::Integer(households)),
            ].into_iter().collect(),
        };
        let text = format!("households >= {least} AND NOT name = 'a'");
        let json = format!(
            r#"{{"op":"and","args":[{{"op":">=","args":[{{"property":"households"}},{least}]}},
                {{"op":"not","args":[{{"op":"=","args":[{{"property":"name"}},"a"]}}]}}]}}"#
        );

        let by_text = Filter::from_text(&text, &terms()).unwrap().passes(&feature);
        let by_json = Filter::from_json(&json, &terms()).unwrap().passes(&feature);

        prop_assert_eq!(by_text, households >= least && letter != "a");
        prop_assert_eq!(by_json, by_text);
    }
}
