//! Features 1, the encodings: /conf/geojson, /conf/html, /conf/oas30.

use super::*;

const ITEMS: &str = "/collections/settlements/items";

#[tokio::test]
async fn geojson_definition_features_are_told_as_geojson() {
    let api = Api::small().await;

    for path in [ITEMS, "/collections/settlements/items/S1"] {
        for accept in ["application/geo+json", "application/json", "*/*"] {
            let answer = api.ask(path, &[("accept", accept)]).await;
            assert_eq!(kind(&answer), "application/geo+json", "{path} {accept}");
        }
    }
    assert_eq!(
        kind(&api.ask("/collections", &[]).await),
        "application/json"
    );
}

#[tokio::test]
async fn geojson_content_another_reader_reads_the_same_shapes() {
    let api = Api::small().await;

    for collection in ["settlements", "neighbourhoods", "flood", "railway"] {
        let answer = api
            .ask(&format!("/collections/{collection}/items"), &[])
            .await;
        let read: geojson::FeatureCollection = said(&answer).parse().unwrap();
        assert!(!read.features.is_empty());
        assert!(
            read.features
                .iter()
                .all(|feature| feature.geometry.is_some())
        );
    }
}

#[tokio::test]
async fn html_definition_every_document_is_also_a_page() {
    let api = Api::small().await;

    for path in [
        "/",
        "/api",
        "/conformance",
        "/collections",
        "/collections/settlements",
        "/collections/settlements/queryables",
        "/collections/settlements/schema",
        ITEMS,
        "/collections/settlements/items/S1",
    ] {
        let browser = "text/html,application/xhtml+xml,*/*;q=0.8";
        let answer = api.ask(path, &[("accept", browser)]).await;
        assert_eq!(kind(&answer), "text/html; charset=utf-8", "{path}");
        let asked = api.ask(&format!("{path}?f=html"), &[]).await;
        assert_eq!(kind(&asked), "text/html; charset=utf-8", "{path}");
        assert!(said(&asked).starts_with("<!doctype html>"), "{path}");
    }
}

#[tokio::test]
async fn html_content_a_page_tells_what_the_document_tells_and_links_on() {
    let api = Api::small().await;

    let page = said(&api.ask(&format!("{ITEMS}?f=html&limit=1"), &[]).await);

    assert!(page.contains("<th scope=\"col\">score</th>"), "{page}");
    assert!(page.contains("place S1") && !page.contains("place S2"));
    assert!(
        page.contains(&format!("href=\"{BASE}{ITEMS}/S1?f=html\"")),
        "{page}"
    );
    assert!(page.contains("next (text/html)"));
    assert!(page.ends_with("</html>\n"));
}

#[tokio::test]
async fn html_content_speaks_the_language_that_is_asked_for() {
    let api = Api::small().await;
    let french = [
        ("accept-language", "fr-FR,fr;q=0.9,en;q=0.5"),
        ("accept", "text/html"),
    ];

    let answer = api.ask("/collections", &french).await;

    assert_eq!(answer.headers["content-language"], "fr");
    assert!(said(&answer).contains("Quartiers"));
    assert!(said(&api.ask("/collections?f=html", &[]).await).contains("Neighbourhoods"));
}

#[tokio::test]
async fn html_content_names_cannot_become_part_of_the_page() {
    let town = TestTown::empty().await;
    let mut square = crate::support::square("X/1 é", 1.40, 43.60, 0.01);
    square["properties"]["name"] = "<script>alert(1)</script>".into();
    town.import_json(jalon::domain::LayerKind::Settlements, &[square])
        .await;
    let api = Api::of(town, Team);

    let list = said(&api.ask(&format!("{ITEMS}?f=html"), &[]).await);
    let alone = said(
        &api.ask(&format!("{ITEMS}/X%2F1%20%C3%A9?f=html"), &[])
            .await,
    );

    for page in [list, alone] {
        assert!(!page.contains("<script>"), "{page}");
        assert!(page.contains("&lt;script&gt;"), "{page}");
    }
}

#[tokio::test]
async fn a_format_that_nobody_writes_is_not_acceptable() {
    let api = Api::small().await;

    let answer = api
        .ask("/collections", &[("accept", "application/xml")])
        .await;

    assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE);
    assert_eq!(kind(&answer), "application/problem+json");
}

#[tokio::test]
async fn oas30_completeness_every_address_that_answers_is_described() {
    let api = Api::small().await;

    let document = api.json("/api").await;

    let paths = document["paths"].as_object().unwrap();
    for (path, item) in paths {
        let filled = path
            .replace("{collectionId}", "settlements")
            .replace("{featureId}", "S1")
            .replace("{tileMatrixSetId}", "WebMercatorQuad")
            .replace("{tileMatrix}", "14")
            .replace("{tileRow}", "5982")
            .replace("{tileCol}", "8255");
        let answer = api.ask(&filled, &[]).await;
        assert!(answer.status.is_success(), "{path}: {}", said(&answer));
        let described = &item["get"]["responses"]["200"]["content"];
        let media = kind(&answer);
        assert!(
            described.get(&media).is_some(),
            "{path} {media}: {described}"
        );
    }
    assert!(paths.len() >= 9);
}

#[tokio::test]
async fn oas30_exception_codes_what_can_go_wrong_is_described() {
    let api = Api::small().await;

    for (path, item) in api.json("/api").await["paths"].as_object().unwrap() {
        for status in ["400", "500"] {
            let response = &item["get"]["responses"][status];
            let problem = &response["content"]["application/problem+json"];
            assert!(problem.is_object(), "{path} {status}");
        }
    }
}

#[tokio::test]
async fn oas30_definition_the_servers_whole_description_holds_these_addresses_too() {
    let api = Api::small().await;

    let whole = api.town.get(Team, "/api/openapi.json").await.json();

    for path in ["/ogc", "/ogc/collections/{collectionId}/items"] {
        assert!(whole["paths"][path]["get"].is_object(), "{path}");
    }
}
