//! Features 4: /conf/optimistic-locking-etags.

use serde_json::{Value, json};

use super::{
    create_replace_delete::{GEOJSON, ITEMS},
    *,
};

const PATCH: (&str, &str) = ("content-type", "application/merge-patch+json");

#[tokio::test]
async fn get_etag_every_feature_has_one_and_is_not_sent_twice() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S1");

    let tag = api.tag(&path).await;
    let known = api.ask(&path, &[("if-none-match", &tag)]).await;

    assert!(
        tag.starts_with('"') && tag.ends_with('"') && tag.len() > 20,
        "{tag}"
    );
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    assert_ne!(api.tag(&format!("{ITEMS}/S2")).await, tag);
    let metres = escaped("http://www.opengis.net/def/crs/EPSG/0/2154");
    assert_ne!(api.tag(&format!("{path}?crs={metres}")).await, tag);
    api.tag("/collections/flood/items/1").await;
}

#[tokio::test]
async fn replace_only_who_has_seen_the_latest_overwrites_it() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S1");
    let tag = api.tag(&path).await;
    let mut content = api.json(&path).await;
    content["properties"]["name"] = json!("autre");

    let stale = api
        .send(("PUT", &path), &[GEOJSON, ("if-match", "\"0\"")], &content)
        .await;
    let weak = format!("W/{tag}");
    let weakly = api
        .send(("PUT", &path), &[GEOJSON, ("if-match", &weak)], &content)
        .await;
    let unchanged = api.tag(&path).await;
    let fresh = api
        .send(("PUT", &path), &[GEOJSON, ("if-match", &tag)], &content)
        .await;
    let blind = api.send(("PUT", &path), &[GEOJSON], &content).await;

    assert_eq!(
        stale.status,
        StatusCode::PRECONDITION_FAILED,
        "{}",
        said(&stale)
    );
    assert_eq!(weakly.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(unchanged, tag);
    assert_eq!(fresh.status, StatusCode::OK, "{}", said(&fresh));
    assert_ne!(fresh.headers["etag"].to_str().unwrap(), tag);
    assert_eq!(
        fresh.headers["etag"].to_str().unwrap(),
        api.tag(&path).await
    );
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
}

#[tokio::test]
async fn update_only_who_has_seen_the_latest_changes_it() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S1");
    let tag = api.tag(&path).await;
    let changes = json!({"properties": {"households": 3}});

    let stale = api
        .send(("PATCH", &path), &[PATCH, ("if-match", "\"0\"")], &changes)
        .await;
    let several = format!("\"0\", {tag}");
    let fresh = api
        .send(("PATCH", &path), &[PATCH, ("if-match", &several)], &changes)
        .await;
    let late = api
        .send(("PATCH", &path), &[PATCH, ("if-match", &tag)], &changes)
        .await;
    let blind = api.send(("PATCH", &path), &[PATCH], &changes).await;

    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(fresh.status, StatusCode::OK, "{}", said(&fresh));
    assert_ne!(fresh.headers["etag"].to_str().unwrap(), tag);
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
}

#[tokio::test]
async fn delete_only_who_has_seen_the_latest_takes_it_out() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S2");
    let tag = api.tag(&path).await;

    let stale = api
        .send(("DELETE", &path), &[("if-match", "\"0\"")], &Value::Null)
        .await;
    let blind = api.send(("DELETE", &path), &[], &Value::Null).await;
    let still = api.status(&path).await;
    let fresh = api
        .send(("DELETE", &path), &[("if-match", &tag)], &Value::Null)
        .await;

    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(still, 200);
    assert_eq!(fresh.status, StatusCode::NO_CONTENT, "{}", said(&fresh));
    assert_eq!(api.status(&path).await, 404);
}

#[tokio::test]
async fn of_two_who_overwrite_the_same_at_once_one_is_told() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S1");
    let tag = api.tag(&path).await;
    let named = |name: &str| json!({"properties": {"name": name}});
    let headers = [PATCH, ("if-match", &tag[..])];
    let (one, other) = (named("un"), named("deux"));

    let (first, second) = tokio::join!(
        api.send(("PATCH", &path), &headers, &one),
        api.send(("PATCH", &path), &headers, &other)
    );

    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
}
