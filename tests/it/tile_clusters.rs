//! Settlements from afar: clusters that add up, in tiles of vectors and of pixels.

use axum::http::StatusCode;
use jalon::{
    domain::{Audience, LayerKind},
    spatial::TileId,
};
use prost::Message;
use serde_json::json;

use crate::support::{TestTown, ring};

/// As much of a vector tile as is read here, after the schema of MVT 2.1.
#[derive(Clone, PartialEq, prost::Message)]
struct Tile {
    #[prost(message, repeated, tag = "3")]
    layers: Vec<Layer>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Layer {
    #[prost(message, repeated, tag = "2")]
    features: Vec<Feature>,
    #[prost(string, repeated, tag = "3")]
    keys: Vec<String>,
    #[prost(message, repeated, tag = "4")]
    values: Vec<Value>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Feature {
    #[prost(uint64, tag = "1")]
    id: u64,
    #[prost(uint32, repeated, tag = "2")]
    tags: Vec<u32>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Value {
    #[prost(string, tag = "1")]
    text: String,
    #[prost(uint64, tag = "5")]
    natural: u64,
}

impl Layer {
    fn value(&self, feature: &Feature, name: &str) -> Option<&Value> {
        let mut pairs = feature.tags.chunks_exact(2);
        let pair = pairs.find(|pair| self.keys[pair[0] as usize] == name)?;
        Some(&self.values[pair[1] as usize])
    }

    fn naturals(&self, name: &str) -> Vec<u64> {
        let each = self.features.iter().filter_map(|f| self.value(f, name));
        each.map(|value| value.natural).collect()
    }
}

/// Sixty settlements over eighty kilometres, many of them close together.
async fn town() -> TestTown {
    let town = TestTown::small().await;
    let sites: Vec<_> = (0..60_u32)
        .map(|i| {
            let near = f64::from(i % 7) * 0.002;
            let (west, south) = (1.0 + f64::from(i % 9) * 0.11 + near, 43.3 + f64::from(i % 5) * 0.13);
            json!({"type": "Feature",
                "properties": {"code": format!("S{i}"), "name": format!("place {i}"), "households": i},
                "geometry": {"type": "Polygon", "coordinates": ring(west + f64::from(i) * 1e-5, south, 0.001)}})
        })
        .collect();
    town.import_json(LayerKind::Settlements, &sites).await;
    town.jalon.score("test").await.unwrap();
    town
}

/// Every tile of a zoom over the town.
fn tiles(z: u8) -> Vec<TileId> {
    let at = |lon: f64, lat: f64| TileId::at((lon, lat).into(), z).unwrap();
    let (first, last) = (at(0.5, 44.5), at(2.5, 43.0));
    (first.y()..=last.y())
        .flat_map(|y| (first.x()..=last.x()).map(move |x| TileId::new(z, x, y).unwrap()))
        .collect()
}

async fn layer(town: &TestTown, tile: TileId) -> Option<Layer> {
    let address = format!(
        "/tiles/settlements/{}/{}/{}.mvt",
        tile.z(),
        tile.x(),
        tile.y()
    );
    let answer = town.get(Audience::Team, &address).await;
    (answer.status == StatusCode::OK).then(|| Tile::decode(&*answer.body).unwrap().layers.remove(0))
}

/// The layer in every tile of a zoom that holds anything.
async fn layers(town: &TestTown, z: u8) -> Vec<Layer> {
    let mut all = Vec::new();
    for tile in tiles(z) {
        all.extend(layer(town, tile).await);
    }
    all
}

#[tokio::test]
async fn clusters_of_every_zoom_add_up_to_the_settlements_and_their_households() {
    let town = town().await;

    for z in [0, 3, 7, 8, 9, 10] {
        let (mut count, mut households, mut ids) = (0, 0, Vec::new());
        for layer in layers(&town, z).await {
            count += layer.naturals("count").iter().sum::<u64>();
            households += layer.naturals("households").iter().sum::<u64>();
            ids.extend(layer.features.iter().map(|feature| feature.id));
        }

        assert_eq!((count, households), (60, 59 * 60 / 2), "zoom {z}");
        let clusters = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(
            ids.len(),
            clusters,
            "a cluster of zoom {z} lies in one tile only"
        );
        assert!(clusters < 60, "{clusters} at zoom {z}");
    }
}

#[tokio::test]
async fn from_zoom_11_on_every_settlement_is_drawn_by_itself() {
    let town = town().await;

    let mut codes = Vec::new();
    for layer in layers(&town, 11).await {
        assert!(layer.naturals("count").is_empty());
        let each = layer.features.iter();
        let each = each.map(|f| layer.value(f, "code").unwrap());
        codes.extend(each.map(|code| code.text.clone()));
    }

    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 60);
}

#[tokio::test]
async fn a_cluster_tells_the_worst_class_among_its_settlements() {
    let town = TestTown::small().await;
    town.jalon.score("test").await.unwrap();
    let table = town.get(Audience::Team, "/api/ranking").await.json();
    let classes = table["items"].as_array().unwrap().iter();
    let worst = classes
        .map(|row| row["score"]["class"].as_str().unwrap())
        .max();

    let layer = layer(&town, TileId::new(0, 0, 0).unwrap()).await.unwrap();

    let told: Vec<_> = layer
        .features
        .iter()
        .map(|f| &layer.value(f, "worst_class").unwrap().text)
        .collect();
    assert_eq!(told, [worst.unwrap()]);
    assert_eq!(layer.naturals("count"), [2]);
}

#[tokio::test]
async fn a_layer_is_empty_below_its_first_zoom_and_says_so() {
    let town = TestTown::small().await;
    let status = async |address: &str| town.get(Audience::Team, address).await.status;

    let of_zoom = |z: u8| {
        let tile = TileId::at((1.407, 43.602).into(), z).unwrap();
        format!("/tiles/flood/{z}/{}/{}.mvt", tile.x(), tile.y())
    };
    assert_eq!(status(&of_zoom(5)).await, StatusCode::NO_CONTENT);
    assert_eq!(status(&of_zoom(12)).await, StatusCode::OK);
    // Past the last zoom that maps need, a tile is drawn exactly.
    assert_eq!(status(&of_zoom(19)).await, StatusCode::OK);

    let document = town
        .get(Audience::Team, "/tiles/neighbourhoods,flood.json")
        .await
        .json();
    assert_eq!(
        (&document["minzoom"], &document["maxzoom"]),
        (&json!(4), &json!(16))
    );
    assert_eq!(document["vector_layers"][1]["minzoom"], 6);
    let pictures = town
        .get(Audience::Team, "/tiles/neighbourhoods,flood.png.json")
        .await
        .json();
    let address = pictures["tiles"][0].as_str().unwrap();
    assert!(address.contains("/tiles/neighbourhoods,flood/{z}/{x}/{y}.png?v="));
    assert_eq!(
        (&pictures["minzoom"], &pictures["maxzoom"]),
        (&json!(4), &json!(22))
    );
    assert!(pictures.get("vector_layers").is_none());
    let style = town
        .get(Audience::Team, "/styles/settlements,flood.json")
        .await
        .json();
    let layers = style["layers"].as_array().unwrap();
    let zooms = |id: &str| {
        let layer = layers.iter().find(|layer| layer["id"] == id).unwrap();
        (layer["minzoom"].as_u64(), layer["maxzoom"].as_u64())
    };
    assert_eq!(zooms("flood-0"), (Some(6), None));
    assert_eq!(zooms("settlements-0"), (Some(11), None));
    assert_eq!(zooms("settlements-clusters-sign-0"), (None, Some(11)));
}

#[tokio::test]
async fn the_picture_of_a_cluster_shows_a_disc_where_no_settlement_lies() {
    let town = TestTown::small().await;
    town.jalon.score("test").await.unwrap();
    // Two settlements 2.4 km apart: their cluster stands between them.
    let tile = TileId::at((1.42, 43.6045).into(), 9).unwrap();

    let answer = town
        .get(
            Audience::Team,
            &format!("/tiles/settlements/9/{}/{}.png", tile.x(), tile.y()),
        )
        .await;

    let picture = image::load_from_memory(&answer.body).unwrap().to_rgba8();
    let drawn = picture.pixels().filter(|pixel| pixel.0[3] > 0).count();
    // A disc of radius 14 with its ring has some 700 pixels; two lettered ones would have more.
    assert!((450..1_100).contains(&drawn), "{drawn} pixels");
}
