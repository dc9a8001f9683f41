//! Tiles 1: /conf/core, /conf/tileset, /conf/tilesets-list, /conf/geodata-tilesets, /conf/mvt,
//! /conf/oas30; and their grids: /conf/tilematrixset, /conf/json-tilematrixset.

use serde_json::json;

use super::*;

const TILES: &str = "/collections/settlements/tiles";
const MVT: &str = "application/vnd.mapbox-vector-tile";

#[tokio::test]
async fn core_tc_op_and_tc_success_a_tile_is_the_one_of_its_row_and_column() {
    let api = Api::small().await;

    let answer = api
        .ask(&format!("{TILES}/WebMercatorQuad/14/5982/8255"), &[])
        .await;
    let same = api
        .town
        .get(Team, "/tiles/settlements/14/8255/5982.mvt")
        .await;

    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body, same.body);
    assert!(!answer.body.is_empty());
}

#[tokio::test]
async fn core_tc_error_what_is_no_tile_is_not_found() {
    let api = Api::small().await;

    for (tile, status) in [
        ("WebMercatorQuad/14/0/0", 204),
        ("WebMercatorQuad/14/16384/0", 404),
        ("WebMercatorQuad/23/0/0", 404),
        ("WebMercatorQuad/-1/0/0", 404),
        ("WebMercatorQuad/99999999999999999999/0/0", 404),
        ("WebMercatorQuad/0/x/0", 404),
        ("WorldCRS84Quad/0/1/0", 404),
        ("WorldCRS84Quad/0/0/2", 404),
        ("NoSuchGrid/0/0/0", 404),
        ("WebMercatorQuad/14/0/0?f=json", 400),
        ("WebMercatorQuad/14/0/0?wrong=1", 400),
    ] {
        assert_eq!(
            api.status(&format!("{TILES}/{tile}")).await,
            status,
            "{tile}"
        );
    }
    assert_eq!(
        api.status("/collections/no_such/tiles/WebMercatorQuad/0/0/0")
            .await,
        404
    );
}

#[tokio::test]
async fn mvt_content_a_tile_says_that_it_is_one() {
    let api = Api::small().await;
    let path = format!("{TILES}/WebMercatorQuad/14/5982/8255");

    for answer in [
        api.ask(&path, &[("accept", MVT)]).await,
        api.ask(&format!("{path}?f=mvt"), &[]).await,
    ] {
        assert_eq!(kind(&answer), MVT);
        let etag = answer.headers["etag"].to_str().unwrap().to_owned();
        let again = api.ask(&path, &[("if-none-match", &etag)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    }
}

#[tokio::test]
async fn tilesets_list_and_geodata_tilesets_every_collection_has_one_on_each_grid() {
    let api = Api::small().await;

    for collection in api.json("/collections").await["collections"]
        .as_array()
        .unwrap()
    {
        let relation = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";
        let address = link(collection, relation, "application/json").unwrap();
        let list = api.json(address.strip_prefix(BASE).unwrap()).await;
        let sets = list["tilesets"].as_array().unwrap();
        assert_eq!(sets.len(), 2);
        for set in sets {
            assert_eq!(set["dataType"], "vector");
            assert!(set["crs"].is_string());
            let own = link(set, "self", "application/json").unwrap();
            let alone = api.json(own.strip_prefix(BASE).unwrap()).await;
            assert_eq!(alone["tileMatrixSetURI"], set["tileMatrixSetURI"]);
        }
    }
}

#[tokio::test]
async fn tileset_success_the_address_of_its_tiles_leads_to_them() {
    let api = Api::small().await;

    for (grid, matrix, row, column) in [
        ("WebMercatorQuad", 14, 5982, 8255),
        ("WorldCRS84Quad", 13, 2111, 8255),
    ] {
        let set = api.json(&format!("{TILES}/{grid}")).await;
        let template = link(&set, "item", MVT).unwrap();
        let address = template
            .replace("{tileMatrix}", &matrix.to_string())
            .replace("{tileRow}", &row.to_string())
            .replace("{tileCol}", &column.to_string());
        let answer = api.ask(address.strip_prefix(BASE).unwrap(), &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert_eq!(set["layers"][0]["id"], "settlements");
        assert_eq!(set["layers"][0]["geometryDimension"], 2);
        let scheme = link(
            &set,
            "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme",
            "application/json",
        )
        .unwrap();
        assert_eq!(
            api.json(scheme.strip_prefix(BASE).unwrap()).await["uri"],
            set["tileMatrixSetURI"]
        );
    }
}

#[tokio::test]
async fn a_tile_of_degrees_holds_what_its_box_of_degrees_holds() {
    let api = Api::small().await;

    // 180° over 2^13 tiles is 0.02197° a tile; S1 at 1.4045 east, 43.602 north is in column
    // (181.4045 / 0.02197…) = 8255 and row (46.398 / 0.02197…) = 2111.
    let here = api
        .status(&format!("{TILES}/WorldCRS84Quad/13/2111/8255"))
        .await;
    let east = api
        .status(&format!("{TILES}/WorldCRS84Quad/13/2111/8259"))
        .await;
    let world = api.status(&format!("{TILES}/WorldCRS84Quad/0/0/1")).await;
    let far_west = api.status(&format!("{TILES}/WorldCRS84Quad/2/0/0")).await;

    assert_eq!((here, east, world, far_west), (200, 204, 200, 204));
}

#[tokio::test]
async fn tiles_of_one_place_on_two_grids_are_two_tiles() {
    let api = Api::small().await;

    let mercator = api
        .ask(&format!("{TILES}/WebMercatorQuad/0/0/0"), &[])
        .await;
    let degrees = api.ask(&format!("{TILES}/WorldCRS84Quad/0/0/1"), &[]).await;

    assert!(!mercator.body.is_empty() && !degrees.body.is_empty());
    assert_ne!(mercator.body, degrees.body);
    assert_ne!(mercator.headers["etag"], degrees.headers["etag"]);
}

#[tokio::test]
async fn tileset_as_tilejson_leads_maps_to_the_same_tiles() {
    let api = Api::small().await;

    let document = api
        .json(&format!("{TILES}/WebMercatorQuad?f=tilejson"))
        .await;

    assert_eq!(document["tilejson"], "3.0.0");
    let tiles = format!("{BASE}{TILES}/WebMercatorQuad/{{z}}/{{y}}/{{x}}");
    assert_eq!(document["tiles"], json!([tiles]));
    assert_eq!(
        api.status(&format!("{TILES}/WorldCRS84Quad?f=tilejson"))
            .await,
        400
    );
    assert_eq!(api.status("/collections?f=tilejson").await, 400);
}

#[tokio::test]
async fn tilematrixset_and_json_encoding_the_grids_are_those_of_the_register() {
    let api = Api::small().await;

    let list = api.json("/tileMatrixSets").await;
    let ids: Vec<&Value> = list["tileMatrixSets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|set| &set["id"])
        .collect();
    let mercator = api.json("/tileMatrixSets/WebMercatorQuad").await;
    let degrees = api.json("/tileMatrixSets/WorldCRS84Quad").await;

    assert_eq!(ids, ["WebMercatorQuad", "WorldCRS84Quad"]);
    // OGC 17-083r4, tables D.1 and D.2, zoom 1.
    for (set, scale, cell, size) in [
        (
            &mercator,
            279_541_132.014_358_76,
            78_271.516_964_020_48,
            [2, 2],
        ),
        (&degrees, 139_770_566.007_179_4, 0.351_562_5, [4, 2]),
    ] {
        let matrix = &set["tileMatrices"][1];
        assert_eq!(matrix["id"], "1");
        let scale_seen = matrix["scaleDenominator"].as_f64().unwrap();
        assert!((scale_seen / scale - 1.0).abs() < 1e-12, "{scale_seen}");
        let cell_seen = matrix["cellSize"].as_f64().unwrap();
        assert!((cell_seen / cell - 1.0).abs() < 1e-12, "{cell_seen}");
        assert_eq!(matrix["matrixWidth"], size[0]);
        assert_eq!(matrix["matrixHeight"], size[1]);
        assert_eq!(set["tileMatrices"].as_array().unwrap().len(), 23);
    }
    assert_eq!(
        degrees["tileMatrices"][0]["pointOfOrigin"],
        json!([-180.0, 90.0])
    );
    assert_eq!(api.status("/tileMatrixSets/NoSuchGrid").await, 404);
}

#[tokio::test]
async fn oas30_the_tiles_are_described() {
    let api = Api::small().await;

    let paths = api.json("/api").await["paths"].clone();

    let path =
        "/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}";
    assert!(paths[path]["get"]["responses"]["200"]["content"][MVT].is_object());
}
