//! Styles of map libraries: how to draw our vector tiles.

use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

use super::{
    Door,
    error::Problem,
    maps::{LanguageAsked, looks_of, names},
    pictures::SceneAsked,
    query::Query,
    tiles::{drawn_layers, whole_address},
};
use crate::{
    app::tiling,
    domain::Words,
    looks::{self, Glyphs, Style},
};

/// The longest address of glyphs, in bytes.
const LONGEST_ADDRESS: usize = 500;

/// Where letters come from.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct GlyphsAsked {
    /// An `http` or `https` address of letters with `{fontstack}` and `{range}`; without it nothing
    /// is written on the map.
    glyphs: Option<String>,
    /// The font to ask for there: `Noto Sans Regular` unless given.
    font: Option<String>,
}

/// A style of the `MapLibre` specification for the vector tiles of one layer or several.
///
/// It needs no sprite: a hatch is told by a dashed border, a figure by a disc.
#[utoipa::path(get, path = "/styles/{file}", operation_id = "style",
    params(
        ("file" = String, Path, description = "Code of the layer, or of up to 12 layers with commas between, then `.json`"),
        SceneAsked, GlyphsAsked, LanguageAsked),
    responses(
        (status = 200, description = "The style, version 8", body = Object),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No such layer for this audience", body = Problem)))]
pub(super) async fn style(
    State(door): State<Door>,
    Path(file): Path<String>,
    asked: (Query<SceneAsked>, Query<GlyphsAsked>, Query<LanguageAsked>),
    headers: HeaderMap,
) -> Result<Json<Value>, Problem> {
    let (Query(scene), Query(glyphs), Query(language)) = asked;
    let codes = file
        .strip_suffix(".json")
        .ok_or_else(|| Problem::parameter("file", "layers, then .json"))?;
    let layers = drawn_layers(door.audience, &door.jalon.atlas(), codes)?;
    let scene = scene.scene(&layers)?;
    let words = Words::of(language.language(&headers)?);
    let shown = [("layers", names(&layers, &words).into())];
    let style = Style {
        name: &words.say_with("map-name", &shown),
        tiles: &whole_address(&door, &headers, &format!("/tiles/{codes}.json")),
        bounds: tiling::bounds(&layers),
        scene,
        glyphs: glyphs.checked()?,
    };
    let mut looks = looks_of(&layers, scene);
    let kinds = layers.iter().map(|layer| layer.version.kind);
    looks.extend(kinds.filter_map(|kind| looks::clusters_of(kind, scene)));
    looks.sort_by_key(|look| look.floor);
    Ok(Json(looks::style(&style, &looks)))
}

impl GlyphsAsked {
    fn checked(self) -> Result<Option<Glyphs>, Problem> {
        let Some(address) = self.glyphs else {
            return Ok(None);
        };
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        let has_blanks = address.contains("{fontstack}") && address.contains("{range}");
        if !is_web || !has_blanks || address.len() > LONGEST_ADDRESS {
            let wanted = "an http or https address with {fontstack} and {range}";
            return Err(Problem::parameter("glyphs", wanted));
        }
        let font = self.font.unwrap_or_else(|| "Noto Sans Regular".to_owned());
        Ok(Some(Glyphs { address, font }))
    }
}
