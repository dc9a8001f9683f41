//! Features 4: /conf/create-replace-delete.

use jalon::domain::Audience::Public;
use serde_json::{Value, json};

use super::*;
use crate::support::{ring, square};

pub(super) const ITEMS: &str = "/collections/settlements/items";
pub(super) const GEOJSON: (&str, &str) = ("content-type", "application/geo+json");

impl Api {
    /// Sends a body with these headers.
    pub(super) async fn send(
        &self,
        (method, path): (&str, &str),
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/ogc{path}"))
            .header(HOST, "127.0.0.1:8080");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        ask(self.router.clone(), request.body(Body::from(body)).unwrap()).await
    }

    /// The entity tag of an address.
    pub(super) async fn tag(&self, path: &str) -> String {
        let answer = self.ask(path, &[]).await;
        answer.headers["etag"].to_str().unwrap().to_owned()
    }
}

/// A settlement that is not there yet.
fn camp(code: &str) -> Value {
    json!({"type": "Feature",
        "properties": {"code": code, "name": "rue des Lilas", "kind": "squat", "households": 7},
        "geometry": {"type": "Polygon", "coordinates": ring(1.41, 43.61, 0.001)}})
}

/// Coordinates with the seven decimals that are written.
fn written(coordinates: &Value) -> Value {
    match coordinates {
        Value::Array(list) => list.iter().map(written).collect(),
        number => json!((number.as_f64().unwrap() * 1e7).round() / 1e7),
    }
}

fn header(answer: &Answer, name: &str) -> String {
    let value = answer
        .headers
        .get(name)
        .map(|value| value.to_str().unwrap());
    value.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn options_each_mutable_resource_lists_its_methods() {
    let api = Api::small().await;

    let items = api.send(("OPTIONS", ITEMS), &[], &Value::Null).await;
    let item = api
        .send(("OPTIONS", &format!("{ITEMS}/S1")), &[], &Value::Null)
        .await;
    let zones = api
        .send(("OPTIONS", "/collections/flood/items"), &[], &Value::Null)
        .await;

    assert_eq!(
        (items.status, item.status),
        (StatusCode::OK, StatusCode::OK)
    );
    assert!(header(&items, "allow").contains("POST"));
    assert!(header(&items, "accept-post").contains("application/geo+json"));
    for method in ["PUT", "PATCH", "DELETE"] {
        assert!(header(&item, "allow").contains(method), "{method}");
    }
    assert_eq!(header(&zones, "allow"), "GET, HEAD, OPTIONS");
}

#[tokio::test]
async fn create_a_new_settlement_is_there_at_once_with_its_score() {
    let api = Api::small().await;

    let made = api.send(("POST", ITEMS), &[GEOJSON], &camp("S9")).await;

    assert_eq!(made.status, StatusCode::CREATED, "{}", said(&made));
    assert_eq!(header(&made, "location"), format!("{BASE}{ITEMS}/S9"));
    let seen = api.json(&format!("{ITEMS}/S9")).await;
    assert_eq!(seen["id"], "S9");
    assert_eq!(seen["properties"]["kind"], "squat");
    assert_eq!(seen["properties"]["households"], 7);
    assert!(
        seen["properties"]["score"].is_number(),
        "it is assessed: {seen}"
    );
    assert_eq!(
        seen["geometry"]["coordinates"],
        written(&ring(1.41, 43.61, 0.001))
    );
    assert_eq!(api.ids(ITEMS).await, ["S1", "S2", "S9"]);
    let again = api.town.opened_again().await;
    assert!(again.atlas().settlement("S9").is_some(), "it is stored");
}

#[tokio::test]
async fn create_without_a_code_a_code_is_given_and_a_taken_one_is_a_conflict() {
    let api = Api::small().await;
    let mut nameless = camp("x");
    nameless["properties"]
        .as_object_mut()
        .unwrap()
        .remove("code");

    let made = api.send(("POST", ITEMS), &[GEOJSON], &nameless).await;
    let taken = api.send(("POST", ITEMS), &[GEOJSON], &camp("S1")).await;

    assert_eq!(made.status, StatusCode::CREATED);
    let place = header(&made, "location");
    let path = place.strip_prefix(BASE).unwrap();
    assert_eq!(api.status(path).await, 200);
    assert_eq!(taken.status, StatusCode::CONFLICT, "{}", said(&taken));
    assert_eq!(api.ids(ITEMS).await.len(), 3);
}

#[tokio::test]
async fn create_what_is_mended_is_told() {
    let api = Api::small().await;
    let mut bow = camp("S9");
    bow["geometry"]["coordinates"] = json!([[
        [1.41, 43.61],
        [1.412, 43.612],
        [1.412, 43.61],
        [1.41, 43.612],
        [1.41, 43.61]
    ]]);

    let made = api.send(("POST", ITEMS), &[GEOJSON], &bow).await;

    assert_eq!(made.status, StatusCode::CREATED, "{}", said(&made));
    let mends = &made.json()["report"]["mends"];
    assert_eq!(mends.as_array().map(Vec::len), Some(1), "{}", said(&made));
}

#[tokio::test]
async fn create_content_type_none_is_400_and_another_one_415() {
    let api = Api::small().await;

    let none = api.send(("POST", ITEMS), &[], &camp("S9")).await;
    let other = api
        .send(
            ("POST", ITEMS),
            &[("content-type", "text/csv")],
            &camp("S9"),
        )
        .await;

    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    assert_eq!(other.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(api.ids(ITEMS).await.len(), 2);
}

#[tokio::test]
async fn create_what_cannot_be_a_settlement_is_refused_with_its_reason() {
    let api = Api::small().await;
    let with = |name: &str, value: Value| {
        let mut camp = camp("S9");
        camp["properties"][name] = value;
        camp
    };
    let mut placeless = camp("S9");
    placeless["geometry"] = Value::Null;

    for (body, status, word) in [
        (json!([1, 2]), 422, "no object"),
        (
            json!({"type": "FeatureCollection", "features": []}),
            422,
            "Feature",
        ),
        (with("religion", json!("x")), 422, "religion"),
        (with("name", json!({"a": 1})), 422, "`name`"),
        (placeless, 422, ""),
    ] {
        let refused = api.send(("POST", ITEMS), &[GEOJSON], &body).await;

        assert_eq!(
            refused.status.as_u16(),
            status,
            "{body}: {}",
            said(&refused)
        );
        assert!(said(&refused).contains(word), "{body}: {}", said(&refused));
    }
    assert_eq!(api.ids(ITEMS).await, ["S1", "S2"]);
}

#[tokio::test]
async fn create_coordinates_of_another_system_are_taken_by_its_name() {
    let api = Api::small().await;
    let mut camp = camp("S9");
    let metres = json!([[
        [574_000.0, 6_280_000.0],
        [574_100.0, 6_280_000.0],
        [574_100.0, 6_280_100.0],
        [574_000.0, 6_280_000.0]
    ]]);
    camp["geometry"]["coordinates"] = metres.clone();
    let uri = "http://www.opengis.net/def/crs/EPSG/0/2154";
    let crs = format!("<{uri}>");

    let made = api
        .send(("POST", ITEMS), &[GEOJSON, ("content-crs", &crs)], &camp)
        .await;
    let unknown = api
        .send(("POST", ITEMS), &[GEOJSON, ("content-crs", "<x>")], &camp)
        .await;

    assert_eq!(made.status, StatusCode::CREATED, "{}", said(&made));
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let seen = api.json(&format!("{ITEMS}/S9?crs={}", escaped(uri))).await;
    let at = &seen["geometry"]["coordinates"][0][0];
    assert!(
        (at[0].as_f64().unwrap() - 574_000.0).abs() < 150.0,
        "{seen}"
    );
}

#[tokio::test]
async fn replace_the_new_content_stands_in_the_place_of_the_old_and_is_scored() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S1");
    let before = api.json(&path).await;
    let tag = api.tag(&path).await;
    let mut content = camp("S1");
    content["geometry"]["coordinates"] = ring(1.436, 43.612, 0.001);

    let put = api
        .send(("PUT", &path), &[GEOJSON, ("if-match", &tag)], &content)
        .await;

    assert_eq!(put.status, StatusCode::OK, "{}", said(&put));
    let after = api.json(&path).await;
    assert_eq!(after["properties"]["name"], "rue des Lilas");
    assert_eq!(
        after["properties"]["people"],
        Value::Null,
        "it was not given"
    );
    assert_eq!(
        after["geometry"]["coordinates"],
        written(&ring(1.436, 43.612, 0.001))
    );
    let score = |feature: &Value| feature["properties"]["score"].as_f64().unwrap();
    assert!(
        score(&after) < score(&before),
        "it lay half in the flood zone"
    );
}

#[tokio::test]
async fn replace_what_is_told_may_come_back_unchanged() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S1");
    let seen = api.json(&path).await;
    let tag = api.tag(&path).await;

    let put = api
        .send(("PUT", &path), &[GEOJSON, ("if-match", &tag)], &seen)
        .await;

    assert_eq!(put.status, StatusCode::OK, "{}", said(&put));
    let after = api.json(&path).await;
    assert_eq!(after["properties"]["score"], seen["properties"]["score"]);
    assert_eq!(after["geometry"], seen["geometry"]);
}

#[tokio::test]
async fn replace_content_type_none_is_400() {
    let api = Api::small().await;

    let put = api
        .send(
            ("PUT", &format!("{ITEMS}/S1")),
            &[("if-match", "*")],
            &camp("S1"),
        )
        .await;

    assert_eq!(put.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn replace_rid_another_code_is_refused() {
    let api = Api::small().await;

    let put = api
        .send(
            ("PUT", &format!("{ITEMS}/S1")),
            &[GEOJSON, ("if-match", "*")],
            &camp("S9"),
        )
        .await;

    assert_eq!(put.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(api.status(&format!("{ITEMS}/S9")).await, 404);
}

#[tokio::test]
async fn replace_exceptions_what_is_not_there_is_404_whatever_the_condition() {
    let api = Api::small().await;
    let path = format!("{ITEMS}/S9");

    let first = api.send(("PUT", &path), &[GEOJSON], &camp("S9")).await;
    let second = api
        .send(
            ("PUT", &path),
            &[GEOJSON, ("if-match", "\"xyz\"")],
            &camp("S9"),
        )
        .await;

    assert_eq!((first.status.as_u16(), second.status.as_u16()), (404, 404));
    assert_eq!(api.status(&path).await, 404);
}

#[tokio::test]
async fn delete_what_nobody_has_written_about_is_gone_and_stays_recorded() {
    let api = Api::small().await;
    api.send(("POST", ITEMS), &[GEOJSON], &camp("S9")).await;
    let path = format!("{ITEMS}/S9");

    let gone = api
        .send(("DELETE", &path), &[("if-match", "*")], &Value::Null)
        .await;

    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", said(&gone));
    assert_eq!(api.status(&path).await, 404);
    assert_eq!(api.ids(ITEMS).await, ["S1", "S2"]);
    let again = api.send(("POST", ITEMS), &[GEOJSON], &camp("S9")).await;
    assert_eq!(again.status, StatusCode::CREATED, "the code keeps its id");
}

#[tokio::test]
async fn delete_what_history_hangs_on_is_closed_and_not_opened_again() {
    // Households have moved from S1.
    let api = Api::small().await;
    let path = format!("{ITEMS}/S1");

    let closed = api
        .send(("DELETE", &path), &[("if-match", "*")], &Value::Null)
        .await;
    let open = json!({"properties": {"status": "confirmed"}});
    let headers = [
        ("content-type", "application/merge-patch+json"),
        ("if-match", "*"),
    ];
    let reopened = api.send(("PATCH", &path), &headers, &open).await;

    assert_eq!(closed.status, StatusCode::OK, "{}", said(&closed));
    assert_eq!(closed.json()["properties"]["status"], "closed");
    assert_eq!(
        reopened.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        said(&reopened)
    );
    assert_eq!(api.json(&path).await["properties"]["rank"], Value::Null);
}

#[tokio::test]
async fn only_the_team_edits_and_only_settlements() {
    let api = Api::small().await;
    let public = Api::of(TestTown::small().await, Public);
    let zone = "/collections/flood/items";

    let zones = api.send(("POST", zone), &[GEOJSON], &camp("S9")).await;
    let neighbourhoods = "/collections/neighbourhoods/items";
    let public_post = public
        .send(("POST", neighbourhoods), &[GEOJSON], &camp("S9"))
        .await;
    let hidden = public.send(("POST", ITEMS), &[GEOJSON], &camp("S9")).await;
    let site = [GEOJSON, ("sec-fetch-site", "cross-site")];
    let elsewhere = api.send(("POST", ITEMS), &site, &camp("S9")).await;

    assert_eq!(zones.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(public_post.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_import_replaces_what_was_edited_with_the_whole_of_its_file() {
    let api = Api::small().await;
    api.send(("POST", ITEMS), &[GEOJSON], &camp("S9")).await;

    let files = [square("S1", 1.4045, 43.602, 0.001)];
    let settlements = jalon::domain::LayerKind::Settlements;
    let replacing = api.town.import_json(settlements, &files).await;
    let again = api.town.import_json(settlements, &files).await;

    assert_eq!(api.ids(ITEMS).await, ["S1"]);
    let warns = |told: &jalon::app::Imported| {
        let mut warnings = told.report.warnings.iter();
        warnings.any(|warning| warning.contains("one by one since the last import"))
    };
    assert!(warns(&replacing), "{:?}", replacing.report.warnings);
    assert!(!warns(&again), "nothing was edited since");
}

#[tokio::test]
async fn what_is_known_after_edits_is_what_a_new_start_reads() {
    let api = Api::small().await;
    api.town.jalon.score("test").await.unwrap();
    api.send(("POST", ITEMS), &[GEOJSON], &camp("S9")).await;
    let mut content = camp("S1");
    content["geometry"]["coordinates"] = ring(1.436, 43.612, 0.001);
    for (method, code) in [("PUT", "S1"), ("PUT", "S9"), ("DELETE", "S2")] {
        content["properties"]["code"] = json!(code);
        let path = format!("{ITEMS}/{code}");
        let told = api
            .send((method, &path), &[GEOJSON, ("if-match", "*")], &content)
            .await;
        assert!(told.status.is_success(), "{}", said(&told));
    }

    let again = std::sync::Arc::new(api.town.opened_again().await);

    let fresh = jalon::http::router(jalon::http::Door::new(again, Team));
    for address in ["/api/ranking", "/api/settlements/S1", "/api/settlements/S9"] {
        let request = Request::get(address).header(HOST, "127.0.0.1:8080");
        let read = ask(fresh.clone(), request.body(Body::empty()).unwrap()).await;
        let live = api.town.get(Team, address).await;
        assert_eq!(live.json(), read.json(), "{address}");
    }
}

#[tokio::test]
async fn on_postgresql_edits_are_stored_as_well() {
    let Some(town) = TestTown::small_on_postgres().await else {
        return;
    };
    let api = Api::of(town, Team);

    let made = api.send(("POST", ITEMS), &[GEOJSON], &camp("S9")).await;
    let gone = api
        .send(
            ("DELETE", &format!("{ITEMS}/S2")),
            &[("if-match", "*")],
            &Value::Null,
        )
        .await;

    assert_eq!(made.status, StatusCode::CREATED, "{}", said(&made));
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", said(&gone));
    let again = api.town.opened_again().await;
    let atlas = again.atlas();
    assert!(atlas.settlement("S9").is_some() && atlas.settlement("S2").is_none());
}
