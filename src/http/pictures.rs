//! Layers as pictures: tiles of pixels.

use std::sync::Arc;

use axum::{
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, ETAG},
    },
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    Door,
    error::Problem,
    tile_cache::SentTile,
    tiles::{cache_rule, is_known, value},
};
use crate::{
    app::{Atlas, AtlasLayer, picturing, tiling},
    domain::{LayerKind, Viewer},
    looks::{Scene, Theme, View},
    pictures::{self, DrawnPicture, Encoding, PictureTile},
    spatial::TileId,
};

/// How a picture is drawn.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PictureAsked {
    /// Pixels a side of a tile: 256 unless given.
    #[param(value_type = Option<String>, pattern = "^(256|512)$")]
    size: Option<String>,
}

/// How a map looks.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SceneAsked {
    /// `light` unless given, or `dark`.
    #[param(value_type = Option<String>, pattern = "^(light|dark)$")]
    theme: Option<String>,
    /// `dispersal` colours neighbourhoods by their location quotient, `dangers` shows them as quiet
    /// ground. Unless given, neighbourhoods alone are coloured.
    #[param(value_type = Option<String>, pattern = "^(dangers|dispersal)$")]
    view: Option<String>,
}

/// A picture of a tile that can be drawn.
pub(super) struct TileAsked {
    tile: PictureTile,
    side_px: u32,
    scale: u32,
    scene: Scene,
    encoding: Encoding,
}

/// The row of a tile without its `@2x`, and how many pixels a point has.
pub(super) fn scale_of(row: &str) -> (&str, u32) {
    row.strip_suffix("@2x").map_or((row, 1), |row| (row, 2))
}

impl PictureAsked {
    /// The picture of a tile.
    pub(super) fn tile(
        &self,
        (id, scale): (TileId, u32),
        (scene, encoding): (Scene, Encoding),
    ) -> Result<TileAsked, Problem> {
        let side_px = match self.size.as_deref() {
            None | Some("256") => 256,
            Some("512") => 512,
            Some(_) => return Err(Problem::parameter("size", "256 or 512")),
        };
        Ok(TileAsked {
            tile: PictureTile::new(id, side_px, scale),
            side_px,
            scale,
            scene,
            encoding,
        })
    }
}

impl SceneAsked {
    /// Theme and view for some layers.
    pub(super) fn scene(&self, layers: &[Arc<AtlasLayer>]) -> Result<Scene, Problem> {
        let theme = match self.theme.as_deref() {
            None | Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            Some(_) => return Err(Problem::parameter("theme", "light or dark")),
        };
        let kinds: Vec<LayerKind> = layers.iter().map(|layer| layer.version.kind).collect();
        let view = match self.view.as_deref() {
            None => View::of(&kinds),
            Some("dangers") => View::Dangers,
            Some("dispersal") => View::Dispersal,
            Some(_) => return Err(Problem::parameter("view", "dangers or dispersal")),
        };
        Ok(Scene { theme, view })
    }
}

impl TileAsked {
    /// Strong: it names all that the pixels are made of, our own hand included.
    fn etag(&self, edition: &str) -> String {
        let id = self.tile.id();
        format!(
            "\"{edition}-{}-{}-{}-{}x{}-{}-{}-{}\"",
            id.z(),
            id.x(),
            id.y(),
            self.side_px,
            self.scale,
            scene_code(self.scene),
            self.encoding.ending(),
            env!("CARGO_PKG_VERSION"),
        )
    }
}

pub(super) fn scene_code(scene: Scene) -> &'static str {
    match (scene.theme, scene.view) {
        (Theme::Light, View::Dangers) => "ld",
        (Theme::Light, View::Dispersal) => "lq",
        (Theme::Dark, View::Dangers) => "dd",
        (Theme::Dark, View::Dispersal) => "dq",
    }
}

/// A tile of layers that the audience may see, as a picture: also where nothing is there, because
/// programs that show pictures take a missing one for a fault.
pub(super) async fn tile(
    (door, viewer): (&Door, Viewer),
    (atlas, layers): (Arc<Atlas>, Vec<Arc<AtlasLayer>>),
    asked: TileAsked,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let etag = asked.etag(&tiling::edition(viewer, &atlas, &layers));
    let encoding = asked.encoding;
    let drawing = move || {
        let drawn = picturing::tile(&atlas, (viewer, &layers), (&asked.tile, asked.scene))?;
        let told = left_out(&layers, &drawn);
        let bytes = pictures::encoded(drawn.picture, asked.encoding).ok()?;
        Some(SentTile {
            bytes: bytes.into(),
            left_out: told.into(),
        })
    };
    answer(door, (etag, encoding.media_type()), headers, drawing).await
}

/// What there was no room for, as vector tiles tell it.
fn left_out(layers: &[Arc<AtlasLayer>], drawn: &DrawnPicture) -> String {
    let counted = layers.iter().zip(&drawn.left_out);
    let told = counted.filter(|(_, count)| **count > 0);
    let told: Vec<String> = told
        .map(|(layer, count)| format!("{}={count}", layer.version.kind))
        .collect();
    told.join(", ")
}

/// A picture of this tag, from the cache or drawn now by a worker.
pub(super) async fn answer(
    door: &Door,
    (etag, media_type): (String, &'static str),
    headers: &HeaderMap,
    draw: impl FnOnce() -> Option<SentTile> + Send + 'static,
) -> Result<Response, Problem> {
    let mut answer = HeaderMap::from_iter([(CACHE_CONTROL, cache_rule(door.audience))]);
    answer.insert(ETAG, value(&etag)?);
    if is_known(headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, answer).into_response());
    }
    let workers = door.workers.clone();
    let drawing = async move { workers.compute(draw).await?.ok_or_else(Problem::broken) };
    let sent = door.tiles.get_or_draw(&etag, drawing).await?;
    if !sent.left_out.is_empty() {
        answer.insert("jalon-left-out", value(&sent.left_out)?);
    }
    answer.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    Ok((answer, sent.bytes).into_response())
}
