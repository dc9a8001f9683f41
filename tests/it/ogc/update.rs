//! Features 4: /conf/update.

use serde_json::{Value, json};

use super::{create_replace_delete::ITEMS, *};
use crate::support::ring;

const PATCH: (&str, &str) = ("content-type", "application/merge-patch+json");
const ANY: (&str, &str) = ("if-match", "*");

#[tokio::test]
async fn options_an_item_takes_merge_patches() {
    let api = Api::small().await;

    let item = api
        .send(("OPTIONS", &format!("{ITEMS}/S1")), &[], &Value::Null)
        .await;

    assert_eq!(item.status, StatusCode::OK);
    assert!(item.headers["allow"].to_str().unwrap().contains("PATCH"));
    assert_eq!(item.headers["accept-patch"], "application/merge-patch+json");
}

#[tokio::test]
async fn update_what_is_named_changes_and_the_rest_stays() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S1");
    let before = api.json(&path).await;
    let changes =
        json!({"properties": {"name": "les Lilas", "installed_on": "2024-05-01", "people": null}});

    let patched = api.send(("PATCH", &path), &[PATCH, ANY], &changes).await;

    assert_eq!(patched.status, StatusCode::OK, "{}", said(&patched));
    let after = api.json(&path).await;
    assert_eq!(after["properties"]["name"], "les Lilas");
    assert_eq!(after["properties"]["installed_on"], "2024-05-01");
    assert_eq!(after["properties"]["people"], Value::Null);
    for kept in ["code", "households", "kind", "status"] {
        assert_eq!(
            after["properties"][kept], before["properties"][kept],
            "{kept}"
        );
    }
    assert_eq!(after["geometry"], before["geometry"]);
}

#[tokio::test]
async fn update_a_new_shape_is_one_value() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S1");
    let changes = json!({"geometry": {"type": "Polygon", "coordinates": ring(1.43, 43.61, 0.002)}});

    let patched = api.send(("PATCH", &path), &[PATCH, ANY], &changes).await;

    assert_eq!(patched.status, StatusCode::OK, "{}", said(&patched));
    let after = api.json(&path).await;
    assert_eq!(after["geometry"]["coordinates"], ring(1.43, 43.61, 0.002));
    assert_eq!(after["properties"]["name"], "place S1");
}

#[tokio::test]
async fn update_content_type_none_is_400() {
    let api = Api::small().await;

    let patched = api
        .send(("PATCH", &format!("{ITEMS}/S1")), &[ANY], &json!({}))
        .await;

    assert_eq!(patched.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn update_rid_another_id_is_refused() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S1");

    for changes in [json!({"id": "S9"}), json!({"properties": {"code": "S9"}})] {
        let patched = api.send(("PATCH", &path), &[PATCH, ANY], &changes).await;
        assert_eq!(
            patched.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{changes}"
        );
    }
    assert_eq!(api.status(&format!("{ITEMS}/S9")).await, 404);
}

#[tokio::test]
async fn update_what_no_feature_has_is_refused_by_name() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S1");

    for (changes, word) in [
        (json!({"colour": 1}), "colour"),
        (json!({"properties": {"colour": 1}}), "colour"),
        (json!({"properties": {"households": [1]}}), "households"),
        (json!(["x"]), "no object"),
        (json!({"geometry": null}), ""),
    ] {
        let patched = api.send(("PATCH", &path), &[PATCH, ANY], &changes).await;

        assert_eq!(
            patched.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{changes}"
        );
        assert!(
            said(&patched).contains(word),
            "{changes}: {}",
            said(&patched)
        );
    }
}
