//! Features 3: /conf/queryables, /conf/queryables-query-parameters, /conf/filter,
//! /conf/features-filter.

use super::*;

const ITEMS: &str = "/collections/settlements/items";

#[tokio::test]
async fn get_queryables_every_collection_tells_what_it_can_be_filtered_by() {
    let api = Api::small().await;

    for id in ["settlements", "neighbourhoods", "flood", "railway"] {
        let path = format!("/collections/{id}/queryables");
        let answer = api
            .ask(&path, &[("accept", "application/schema+json")])
            .await;
        let schema = answer.json();
        assert_eq!(kind(&answer), "application/schema+json");
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2019-09/schema"
        );
        assert_eq!(schema["$id"], format!("{BASE}{path}"));
        assert_eq!(schema["type"], "object");
        let geometry = &schema["properties"]["geometry"];
        assert_eq!(geometry["$ref"], "https://geojson.org/schema/Geometry.json");
        assert!(schema["properties"].as_object().unwrap().len() > 1);
    }
}

#[tokio::test]
async fn get_collection_every_collection_leads_to_its_queryables() {
    let api = Api::small().await;

    let collection = api.json("/collections/flood").await;

    let relation = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
    let address = link(&collection, relation, "application/schema+json").unwrap();
    assert_eq!(address, format!("{BASE}/collections/flood/queryables"));
}

#[tokio::test]
async fn queryables_and_features_have_the_same_columns() {
    let api = Api::small().await;

    for id in ["settlements", "neighbourhoods", "flood", "railway"] {
        let schema = api.json(&format!("/collections/{id}/queryables")).await;
        let items = api.json(&format!("/collections/{id}/items?limit=1")).await;
        let properties = schema["properties"].as_object().unwrap();
        let told: Vec<&String> = properties
            .keys()
            .filter(|name| *name != "geometry")
            .collect();
        let columns = items["features"][0]["properties"].as_object().unwrap();
        assert_eq!(told, columns.keys().collect::<Vec<_>>(), "{id}");
        for (name, value) in columns {
            let kind = &properties[name]["type"];
            let fits = match kind.as_str().unwrap() {
                "string" => value.is_string(),
                "integer" => value.is_i64(),
                "number" => value.is_number(),
                _ => value.is_boolean(),
            };
            assert!(fits || value.is_null(), "{id} {name}: {value} is no {kind}");
        }
    }
}

#[tokio::test]
async fn filter_param_only_what_passes_comes() {
    let api = Api::small().await;

    for id in ["settlements", "neighbourhoods", "flood", "railway"] {
        let whole = api.ids(&format!("/collections/{id}/items")).await;
        let schema = api.json(&format!("/collections/{id}/queryables")).await;
        for name in schema["properties"].as_object().unwrap().keys() {
            let null = api.ids(&filtered(id, &format!("{name} IS NULL"))).await;
            let not_null = api.ids(&filtered(id, &format!("{name} IS NOT NULL"))).await;
            assert_eq!(null.len() + not_null.len(), whole.len(), "{id} {name}");
        }
    }
    assert_eq!(
        api.status(&filtered("settlements", "THIS IS NOT A FILTER"))
            .await,
        400
    );
}

#[tokio::test]
async fn filter_lang_default_is_text_and_another_language_is_refused() {
    let api = Api::small().await;
    let filter = escaped("code = 'S2'");
    let json = escaped(r#"{"op":"=","args":[{"property":"code"},"S2"]}"#);

    for query in [
        format!("filter={filter}"),
        format!("filter-lang=cql2-text&filter={filter}"),
        format!("filter-lang=cql2-json&filter={json}"),
    ] {
        assert_eq!(
            api.ids(&format!("{ITEMS}?{query}")).await,
            ["S2"],
            "{query}"
        );
    }
    assert_eq!(
        api.status(&format!("{ITEMS}?filter-lang=cql2-json&filter={filter}"))
            .await,
        400
    );
    assert_eq!(
        api.status(&format!("{ITEMS}?filter-lang=sql&filter={filter}"))
            .await,
        400
    );
}

#[tokio::test]
async fn expression_construction_an_unknown_name_is_refused_with_those_there_are() {
    let api = Api::small().await;

    let answer = api
        .ask(&filtered("flood", "this_is_not_a_queryable IS NULL"), &[])
        .await;

    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(
        detail.contains("`filter`") && detail.contains("severity"),
        "{detail}"
    );
}

#[tokio::test]
async fn filter_crs_wgs84_shapes_are_longitude_and_latitude_by_default() {
    let api = Api::small().await;

    for id in ["settlements", "neighbourhoods", "flood", "railway"] {
        let extent = api.json(&format!("/collections/{id}")).await;
        let bbox = extent["extent"]["spatial"]["bbox"][0].to_string();
        let bbox = bbox.trim_matches(['[', ']']).to_owned();
        for name in ["BBOX", "ENVELOPE"] {
            let asked = filtered(id, &format!("S_INTERSECTS(geometry, {name}({bbox}))"));
            let whole = api.ids(&format!("/collections/{id}/items")).await;
            assert_eq!(api.ids(&asked).await, whole, "{id}");
        }
    }
    let nowhere = "S_INTERSECTS(geometry, BBOX(1000000,1000000,2000000,2000000))";
    assert_eq!(api.status(&filtered("settlements", nowhere)).await, 400);
}

#[tokio::test]
async fn filter_crs_param_shapes_may_be_in_every_listed_system() {
    let api = Api::small().await;

    for (crs, shape) in [
        ("OGC/1.3/CRS84", "POINT(1.405 43.6025)"),
        ("EPSG/0/4326", "POINT(43.6025 1.405)"),
        ("EPSG/0/2154", "BBOX(571170,6279440,571190,6279460)"),
        ("EPSG/0/3857", "BBOX(156350,5404060,156360,5404200)"),
    ] {
        let crs = escaped(&format!("http://www.opengis.net/def/crs/{crs}"));
        let asked = filtered("settlements", &format!("S_INTERSECTS(geometry, {shape})"));
        assert_eq!(
            api.ids(&format!("{asked}&filter-crs={crs}")).await,
            ["S1"],
            "{crs}"
        );
    }
}

#[tokio::test]
async fn mixing_expressions_every_condition_must_be_met() {
    let api = Api::small().await;
    let asked = filtered("settlements", "code LIKE 'S%'");

    assert_eq!(api.ids(&asked).await, ["S1", "S2"]);
    assert_eq!(
        api.ids(&format!("{asked}&bbox=1.43,43.6,1.44,43.61")).await,
        ["S2"]
    );
    assert_eq!(api.ids(&format!("{asked}&neighbourhood=W")).await, ["S1"]);
    assert_eq!(
        api.ids(&format!("{asked}&neighbourhood=W&code=S2"))
            .await
            .len(),
        0
    );
}

#[tokio::test]
async fn parameters_columns_are_parameters_and_take_values_of_their_kind() {
    let api = Api::small().await;

    assert_eq!(api.ids(&format!("{ITEMS}?code=S1")).await, ["S1"]);
    assert_eq!(
        api.ids(&format!("{ITEMS}?households=1000")).await,
        ["S1", "S2"]
    );
    assert_eq!(
        api.ids("/collections/flood/items?severity=4").await.len(),
        1
    );
    assert_eq!(
        api.ids("/collections/flood/items?severity=3").await.len(),
        0
    );
    assert_eq!(api.status(&format!("{ITEMS}?households=many")).await, 400);
    assert_eq!(
        api.status(&format!("{ITEMS}?imminent_danger=maybe")).await,
        400
    );
}
