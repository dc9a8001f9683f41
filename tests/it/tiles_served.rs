//! Tiles as a client gets them: packed, joined, known again, and never staler than the last edit.

use std::io::Read;

use axum::{
    Router,
    body::Body,
    http::{
        Request, StatusCode,
        header::{ACCEPT_ENCODING, CONTENT_ENCODING, ETAG, HOST, IF_NONE_MATCH, VARY},
    },
};
use jalon::domain::{Audience, LayerKind, Peril};

use serde_json::json;

use crate::support::{Answer, TestTown, ask, square};

const SETTLEMENTS: &str = "/tiles/settlements/12/2064/1495.mvt";
const FLOOD: &str = "/tiles/flood/12/2064/1495.mvt";
const BOTH: &str = "/tiles/settlements,flood/12/2064/1495.mvt";

async fn fetch(router: &Router, address: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(address).header(HOST, "127.0.0.1:8080");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ask(router.clone(), request.body(Body::empty()).unwrap()).await
}

fn etag(answer: &Answer) -> &str {
    answer.headers[ETAG].to_str().unwrap()
}

#[tokio::test]
async fn a_tile_comes_packed_as_the_client_likes_and_is_the_same_tile() {
    let town = TestTown::small().await;
    let router = town.router(Audience::Team);
    let plain = fetch(&router, SETTLEMENTS, &[]).await;
    assert!(!plain.body.is_empty());
    assert!(!plain.headers.contains_key(CONTENT_ENCODING));
    assert_eq!(plain.headers[VARY], "accept-encoding");

    for packing in ["br", "zstd", "gzip"] {
        let packed = fetch(&router, SETTLEMENTS, &[(ACCEPT_ENCODING.as_str(), packing)]).await;

        assert_eq!(packed.headers[CONTENT_ENCODING], packing);
        assert_ne!(
            etag(&packed),
            etag(&plain),
            "a strong tag names the very bytes"
        );
        assert_eq!(unpacked(packing, &packed.body), plain.body);
    }
}

fn unpacked(packing: &str, body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let reader: &mut dyn Read = match packing {
        "br" => &mut brotli::Decompressor::new(body, 4096),
        "zstd" => &mut zstd::Decoder::new(body).unwrap(),
        _ => &mut flate2::read::GzDecoder::new(body),
    };
    reader.read_to_end(&mut plain).unwrap();
    plain
}

#[tokio::test]
async fn several_layers_in_one_tile_are_the_tiles_of_each_joined() {
    let town = TestTown::small().await;
    let router = town.router(Audience::Team);

    let both = fetch(&router, BOTH, &[]).await;
    let each = [
        fetch(&router, SETTLEMENTS, &[]).await,
        fetch(&router, FLOOD, &[]).await,
    ];
    let document = fetch(&router, "/tiles/settlements,flood.json", &[])
        .await
        .json();

    assert_eq!(both.body, [&*each[0].body, &*each[1].body].concat());
    let address = document["tiles"][0].as_str().unwrap();
    assert!(
        address.ends_with("/tiles/settlements,flood/{z}/{x}/{y}.mvt?v=1.1"),
        "{address}"
    );
    assert_eq!(document["vector_layers"][1]["id"], "flood");
}

#[tokio::test]
async fn a_list_of_layers_that_cannot_be_is_refused() {
    let town = TestTown::small().await;
    let router = town.router(Audience::Team);
    let many = vec!["flood"; 13].join(",");

    for (layers, status) in [
        ("flood,flood", StatusCode::BAD_REQUEST),
        (&*many, StatusCode::BAD_REQUEST),
        ("flood,nowhere", StatusCode::NOT_FOUND),
        ("flood,", StatusCode::NOT_FOUND),
    ] {
        let tile = fetch(&router, &format!("/tiles/{layers}/12/2064/1495.mvt"), &[]).await;
        assert_eq!(tile.status, status, "{layers}");
    }
    let hidden = fetch(&town.router(Audience::Public), BOTH, &[]).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_edit_is_in_the_next_tile_and_leaves_other_layers_known() {
    let town = TestTown::small().await;
    let router = town.router(Audience::Team);
    let (sites, flood) = (
        fetch(&router, SETTLEMENTS, &[]).await,
        fetch(&router, FLOOD, &[]).await,
    );

    town.jalon.score("test").await.unwrap();
    let moved = [square("S9", 1.441, 43.605, 0.002)];
    town.import_json(LayerKind::Settlements, &moved).await;

    let (new_sites, same_flood) = (
        fetch(
            &router,
            SETTLEMENTS,
            &[(IF_NONE_MATCH.as_str(), etag(&sites))],
        )
        .await,
        fetch(&router, FLOOD, &[(IF_NONE_MATCH.as_str(), etag(&flood))]).await,
    );
    assert_eq!(new_sites.status, StatusCode::OK);
    assert_ne!(new_sites.body, sites.body);
    assert_eq!(same_flood.status, StatusCode::NOT_MODIFIED);

    let mut zone = square("Z9", 1.441, 43.605, 0.002);
    zone["properties"] = json!({ "nivalea": "F" });
    town.import_json(LayerKind::Zones(Peril::Flood), &[zone])
        .await;
    let new_flood = fetch(&router, FLOOD, &[(IF_NONE_MATCH.as_str(), etag(&flood))]).await;
    assert_ne!(new_flood.status, StatusCode::NOT_MODIFIED);
}
