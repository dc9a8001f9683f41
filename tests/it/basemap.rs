//! The map beneath ours: its tiles, the file by ranges, and a file behind another address.

use std::path::PathBuf;

use axum::{
    Router,
    body::Body,
    http::{
        HeaderName, Request, StatusCode,
        header::{
            ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, HOST,
            IF_NONE_MATCH, IF_RANGE, RANGE,
        },
    },
};
use jalon::{
    app::{ArchiveAsked, Basemap},
    archive::Replacing,
    config::BasemapSettings,
    domain::Audience,
    http::{Door, router},
};
use pmtiles::{PmTilesWriter, TileCoord, TileType};

use crate::support::{Answer, TestTown, ask};

const TILE: &str = "12/2064/1495.mvt";

/// A town with its own public archive beneath it.
struct Beneath {
    town: TestTown,
    file: PathBuf,
    router: Router,
}

impl Beneath {
    async fn new() -> Self {
        let town = TestTown::small().await;
        let file = town.folder.path().join("city.pmtiles");
        let asked = ArchiveAsked {
            file: file.clone(),
            replacing: Replacing::Refused,
            audience: Audience::Public,
            layers: Vec::new(),
            zooms: 0..=14,
            name: Some("Quarters".to_owned()),
            attribution: Some("<b>City</b> of X".to_owned()),
        };
        town.jalon.build_archive(asked, |_, _| ()).await.unwrap();
        let router = over(
            &town,
            opened(&file.display().to_string(), false).await.unwrap(),
        );
        Self { town, file, router }
    }

    async fn get(&self, address: &str, headers: &[(HeaderName, &str)]) -> Answer {
        fetch(&self.router, address, headers).await
    }
}

fn over(town: &TestTown, basemap: Basemap) -> Router {
    router(Door::new(town.jalon.clone(), Audience::Team).with_basemap(basemap))
}

async fn opened(source: &str, allows_private: bool) -> Result<Basemap, jalon::app::Error> {
    let settings = BasemapSettings {
        source: source.to_owned(),
        allows_private,
    };
    tokio::task::spawn_blocking(move || Basemap::open(&settings))
        .await
        .unwrap()
}

async fn fetch(router: &Router, address: &str, headers: &[(HeaderName, &str)]) -> Answer {
    let mut request = Request::get(address).header(HOST, "127.0.0.1:8080");
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    ask(router.clone(), request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_tile_of_the_base_map_is_the_one_in_the_file_packed_or_not() {
    let beneath = Beneath::new().await;
    let address = format!("/basemap/{TILE}");

    let plain = beneath.get(&address, &[]).await;
    let packed = beneath.get(&address, &[(ACCEPT_ENCODING, "gzip")]).await;
    let ours = beneath
        .town
        .get(Audience::Public, &format!("/tiles/neighbourhoods/{TILE}"))
        .await;

    assert_eq!(plain.body, ours.body);
    assert!(!plain.headers.contains_key(CONTENT_ENCODING));
    assert_eq!(packed.headers[CONTENT_ENCODING], "gzip");
    assert_eq!(packed.headers[CONTENT_TYPE], ours.headers[CONTENT_TYPE]);
    assert!(packed.body.len() < plain.body.len());
    assert_ne!(packed.headers[ETAG], plain.headers[ETAG]);
    let tag = plain.headers[ETAG].to_str().unwrap();
    let again = beneath.get(&address, &[(IF_NONE_MATCH, tag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn what_is_not_in_the_base_map_has_the_right_status() {
    let beneath = Beneath::new().await;

    for (tile, status) in [
        ("12/0/0.mvt", StatusCode::NO_CONTENT),
        ("20/528000/382000.mvt", StatusCode::NO_CONTENT),
        ("12/2064/1495.png", StatusCode::NOT_FOUND),
        ("12/2064/1495", StatusCode::NOT_FOUND),
        ("12/4096/1495.mvt", StatusCode::BAD_REQUEST),
        ("23/0/0.mvt", StatusCode::BAD_REQUEST),
        ("-1/0/0.mvt", StatusCode::BAD_REQUEST),
        ("99999999999/0/0.mvt", StatusCode::BAD_REQUEST),
    ] {
        let answer = beneath.get(&format!("/basemap/{tile}"), &[]).await;
        assert_eq!(answer.status, status, "{tile}");
    }
    let without = beneath.town.router(Audience::Team);
    for address in ["/basemap.json", "/basemap.pmtiles", "/basemap/0/0/0.mvt"] {
        let answer = fetch(&without, address, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn the_page_is_told_of_the_base_map_and_whose_data_it_shows() {
    let beneath = Beneath::new().await;

    let status = beneath.get("/api/status", &[]).await.json();
    let document = beneath.get("/basemap.json", &[]).await.json();

    assert_eq!(status["basemap"]["attribution"], "City of X");
    assert_eq!(status["basemap"]["is_vector"], true);
    assert_eq!(status["basemap"]["tiles"], document["tiles"][0]);
    assert_eq!(document["tilejson"], "3.0.0");
    assert_eq!(document["maxzoom"], 14);
    assert_eq!(document["name"], "Quarters");
    assert_eq!(document["vector_layers"][0]["id"], "neighbourhoods");
    let none = fetch(&beneath.town.router(Audience::Team), "/api/status", &[]).await;
    assert!(none.json()["basemap"].is_null());
}

#[tokio::test]
async fn the_file_is_sent_whole_or_by_the_part_asked_for() {
    let beneath = Beneath::new().await;
    let bytes = std::fs::read(&beneath.file).unwrap();
    let get = async |headers: &[(HeaderName, &str)]| {
        let answer = beneath.get("/basemap.pmtiles", headers).await;
        (answer.status, answer)
    };

    let (status, whole) = get(&[(ACCEPT_ENCODING, "gzip")]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(whole.body == bytes);
    let tag = whole.headers[ETAG].to_str().unwrap();

    let (status, part) = get(&[(RANGE, "bytes=100-16483"), (IF_RANGE, tag)]).await;
    assert_eq!(status, StatusCode::PARTIAL_CONTENT);
    assert!(part.body == bytes[100..=16_483]);
    let told = format!("bytes 100-16483/{}", bytes.len());
    assert_eq!(part.headers[CONTENT_RANGE], told.as_str());

    let (status, end) = get(&[(RANGE, "bytes=-7")]).await;
    assert_eq!(status, StatusCode::PARTIAL_CONTENT);
    assert!(end.body == bytes[bytes.len() - 7..]);

    let (status, _) = get(&[(RANGE, "bytes=0-9"), (IF_RANGE, "\"older\"")]).await;
    assert_eq!(status, StatusCode::OK);
    let (status, beyond) = get(&[(RANGE, "bytes=999999999-")]).await;
    assert_eq!(status, StatusCode::RANGE_NOT_SATISFIABLE);
    let told = format!("bytes */{}", bytes.len());
    assert_eq!(beyond.headers[CONTENT_RANGE], told.as_str());
    let (status, _) = get(&[(IF_NONE_MATCH, tag)]).await;
    assert_eq!(status, StatusCode::NOT_MODIFIED);
}

/// Our own server is the object storage here: it answers ranges with a strong tag.
#[tokio::test]
async fn a_file_behind_an_address_is_read_by_ranges_and_never_in_our_network_unasked() {
    let storage = Beneath::new().await;
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/basemap.pmtiles", socket.local_addr().unwrap());
    let serving = tokio::spawn(axum::serve(socket, storage.router.clone()).into_future());

    let basemap = opened(&address, true).await.unwrap();
    let remote = over(&storage.town, basemap);
    let far = fetch(&remote, &format!("/basemap/{TILE}"), &[]).await;
    let near = storage.get(&format!("/basemap/{TILE}"), &[]).await;
    let whole = fetch(&remote, "/basemap.pmtiles", &[]).await;

    assert_eq!(far.status, StatusCode::OK);
    assert_eq!(far.body, near.body);
    assert!(whole.body == std::fs::read(&storage.file).unwrap());
    let refused = opened(&address, false).await.err().unwrap().to_string();
    assert!(refused.contains("--basemap-private"), "{refused}");
    let inside = address.replace("http://", "https://");
    let refused = opened(&inside, false).await.err().unwrap().to_string();
    assert!(refused.contains("our own network"), "{refused}");
    let missing = address.replace(".pmtiles", ".json");
    let refused = opened(&missing, true).await.err().unwrap().to_string();
    assert!(refused.contains("instead of a part"), "{refused}");
    serving.abort();
}

#[tokio::test]
async fn a_base_map_of_pictures_is_served_as_pictures() {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot a whole picture, but a tile";
    let town = TestTown::small().await;
    let file = town.folder.path().join("photo.pmtiles");
    let mut writer = PmTilesWriter::new(TileType::Png)
        .max_zoom(1)
        .bounds(-180.0, -85.0, 180.0, 85.0)
        .create(std::fs::File::create(&file).unwrap())
        .unwrap();
    for (x, y) in [(0, 0), (0, 1), (1, 1)] {
        let coord = TileCoord::new(1, x, y).unwrap();
        writer.add_tile(coord, PNG).unwrap();
    }
    writer.finalize().unwrap();

    let basemap = opened(&file.display().to_string(), false).await.unwrap();
    let router = over(&town, basemap);
    let tile = fetch(
        &router,
        "/basemap/1/0/1.png",
        &[(ACCEPT_ENCODING, "gzip, br")],
    )
    .await;
    let none = fetch(&router, "/basemap/1/1/0.png", &[]).await;

    assert_eq!(tile.headers[CONTENT_TYPE], "image/png");
    assert!(!tile.headers.contains_key(CONTENT_ENCODING));
    assert_eq!(tile.body, PNG);
    assert_eq!(none.status, StatusCode::NO_CONTENT);
    let status = fetch(&router, "/api/status", &[]).await.json();
    assert_eq!(status["basemap"]["is_vector"], false);
}
