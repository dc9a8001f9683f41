//! Maps as one picture, and what their signs mean: for printed sheets and programs without tiles.

mod sheet;

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, header::CONTENT_LANGUAGE},
    response::Response,
};
use fluent_bundle::FluentValue;
use serde::Deserialize;
use utoipa::IntoParams;

use sheet::{Sheet, SheetAsked};

use super::{
    Door,
    asker::Seen,
    error::Problem,
    ogc,
    pictures::{SceneAsked, answer, scene_code},
    query::{self, Query, digits},
    tile_cache::SentTile,
    tiles::{drawn_layers, value},
};
use crate::{
    app::{self, Atlas, AtlasLayer, DrawnMap, picturing, tiling},
    domain::{Audience, Code, Language, Territory, Viewer, Words},
    looks::{self, LayerLook, Scene},
    pictures::{self, Encoding, Furniture, Legend, MapFrame},
    spatial::Bbox,
};

/// The language of what is written.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LanguageAsked {
    /// `fr` or `en`; unless given, what `Accept-Language` says.
    #[param(value_type = Option<String>, pattern = "^(fr|en)$")]
    lang: Option<String>,
}

impl LanguageAsked {
    pub(super) fn language(&self, headers: &HeaderMap) -> Result<Language, Problem> {
        match &self.lang {
            None => Ok(ogc::language(headers)),
            Some(code) => {
                Language::from_code(code).ok_or_else(|| Problem::parameter("lang", "fr or en"))
            }
        }
    }
}

/// Which map.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MapAsked {
    /// `west,south,east,north` in degrees; all of the layers unless given. The map shows at least
    /// this, and tells all it shows in the header `Content-Bbox`.
    bbox: Option<String>,
    /// The reference system of `bbox`: longitude and latitude only.
    #[param(value_type = Option<String>, pattern = "^(4326|EPSG:4326|CRS84)$")]
    crs: Option<String>,
    /// Pixels from west to east, 32 to 4000: 800 unless given.
    #[param(value_type = Option<u32>, minimum = 32, maximum = 4000)]
    width: Option<String>,
    /// Pixels from north to south, 32 to 4000: 600 unless given.
    #[param(value_type = Option<u32>, minimum = 32, maximum = 4000)]
    height: Option<String>,
    /// 2 for twice as many pixels either way, with everything twice as large, as printers need;
    /// the picture has four million pixels at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 2)]
    scale: Option<String>,
    /// `true` puts the legend into the corner.
    #[param(value_type = Option<bool>)]
    legend: Option<String>,
}

/// The legend of one layer or several, as they are drawn, uppermost first.
#[utoipa::path(get, path = "/api/legend/{file}", operation_id = "legend",
    params(
        ("file" = String, Path, description = "Code of the layer, or of up to 12 layers with commas between, then `.svg`, `.png` or `.webp`; pictures with `@2x` before the point have twice as many pixels"),
        SceneAsked, LanguageAsked),
    responses(
        (status = 200, description = "The legend", content(
            (String = "image/svg+xml"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"))),
        (status = 304, description = "Unchanged"),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No such layer for this audience", body = Problem)))]
pub(super) async fn legend(
    State(door): State<Door>,
    Path(file): Path<String>,
    asked: (Query<SceneAsked>, Query<LanguageAsked>),
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (Query(scene), Query(language)) = asked;
    let (codes, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
    let encoding = Encoding::of_ending(ending);
    if encoding.is_none() && ending != "svg" {
        return Err(Problem::parameter(
            "file",
            "layers, then .svg, .png or .webp",
        ));
    }
    let (codes, scale) = super::pictures::scale_of(codes);
    let layers = drawn_layers(door.audience, &door.jalon.atlas(), codes)?;
    let (scene, language) = (scene.scene(&layers)?, language.language(&headers)?);
    let etag = format!(
        "\"legend-{codes}-{}-{}-{scale}-{ending}-{}\"",
        scene_code(scene),
        language.code(),
        env!("CARGO_PKG_VERSION"),
    );
    let legend = Legend::of(&looks_of(&layers, scene), &Words::of(language), scene.theme);
    let media_type = encoding.map_or("image/svg+xml", Encoding::media_type);
    let drawing = move || match encoding {
        None => Some(SentTile::whole(legend.svg().into_bytes())),
        Some(encoding) => {
            let bytes = pictures::encoded(legend.picture(scale)?, encoding).ok()?;
            Some(SentTile::whole(bytes))
        }
    };
    let mut response = answer(&door, (etag, media_type), &headers, drawing).await?;
    tell_language(&mut response, language);
    Ok(response)
}

/// A map of one layer or several as one picture, with its scale, and a line that says what it is; or on paper, as a
/// PDF with title, legend and the sources of the layers.
#[utoipa::path(get, path = "/api/maps/{file}", operation_id = "map",
    params(
        ("file" = String, Path, description = "Code of the layer, or of up to 12 layers with commas between, then `.png`, `.webp` or `.pdf`"),
        MapAsked, SceneAsked, LanguageAsked, SheetAsked),
    responses(
        (status = 200, description = "The map", content((Vec<u8> = "image/png"), (Vec<u8> = "image/webp"), (Vec<u8> = "application/pdf"))),
        (status = 304, description = "Unchanged"),
        (status = 400, description = "A parameter cannot be understood, or too many pixels", body = Problem),
        (status = 404, description = "No such layer for this audience", body = Problem)))]
pub(super) async fn map(
    Seen(door, viewer): Seen,
    Path(file): Path<String>,
    all_asked: (
        Query<MapAsked>,
        Query<SceneAsked>,
        Query<LanguageAsked>,
        Query<SheetAsked>,
    ),
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (Query(asked), Query(scene), Query(language), Query(sheet)) = all_asked;
    let (codes, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
    let encoding = Encoding::of_ending(ending);
    if encoding.is_none() && ending != "pdf" {
        return Err(Problem::parameter(
            "file",
            "layers, then .png, .webp or .pdf",
        ));
    }
    let sheet = (ending == "pdf").then(|| sheet.sheet()).transpose()?;
    let atlas = door.jalon.atlas();
    let layers = drawn_layers(door.audience, &atlas, codes)?;
    let language = language.language(&headers)?;
    let scene = scene.scene(&layers)?;
    let frame = asked.frame(&layers, sheet.as_ref())?;
    let mut map = Map {
        frame,
        scene,
        language,
        legend: None,
        apart: None,
    };
    match sheet {
        Some(_) => map.place_legend(&layers),
        None => map.legend = asked.legend(&layers, (scene, language), &frame)?,
    }
    let ending = sheet
        .as_ref()
        .map_or_else(|| ending.to_owned(), Sheet::code);
    let etag = map.etag((&atlas, viewer, &layers), &ending);
    let shown = frame
        .bbox()
        .to_array()
        .map(|degrees| format!("{degrees:.7}"));
    let whose = (door.jalon.territory().clone(), door.audience);
    let media_type = encoding.map_or("application/pdf", Encoding::media_type);
    let drawing = move || {
        let picture = map.draw(&atlas, (viewer, &layers))?;
        let png = pictures::encoded(picture, encoding.unwrap_or(Encoding::Png)).ok()?;
        let bytes = match sheet {
            Some(sheet) => map.on_paper((&atlas, &layers), &whose, (sheet, png))?,
            None => png,
        };
        Some(SentTile::whole(bytes))
    };
    let mut response = answer(&door, (etag, media_type), &headers, drawing).await?;
    let content_bbox = HeaderName::from_static("content-bbox");
    response
        .headers_mut()
        .insert(content_bbox, value(&shown.join(","))?);
    tell_language(&mut response, language);
    Ok(response)
}

impl MapAsked {
    fn frame(
        &self,
        layers: &[Arc<AtlasLayer>],
        sheet: Option<&Sheet>,
    ) -> Result<MapFrame, Problem> {
        if let Some(crs) = &self.crs
            && !["4326", "EPSG:4326", "CRS84"].contains(&&**crs)
        {
            let wanted = "EPSG:4326, longitude before latitude";
            return Err(Problem::parameter("crs", wanted));
        }
        let bbox = match &self.bbox {
            None => tiling::bounds(layers),
            Some(text) => on_earth(query::bbox(text)?)?,
        };
        if let Some(size) = sheet.map(Sheet::size) {
            // Paper has its own size; twice the pixels are as fine as printers show.
            return MapFrame::around(bbox, size, 2).map_err(|_| Problem::broken());
        }
        let width = pixels("width", self.width.as_deref(), 800)?;
        let height = pixels("height", self.height.as_deref(), 600)?;
        let scale = match self.scale.as_deref() {
            None | Some("1") => 1,
            Some("2") => 2,
            Some(_) => return Err(Problem::parameter("scale", "1 or 2")),
        };
        MapFrame::around(bbox, (width, height), scale).map_err(|wrong| {
            Problem::parameter("width` and `height", &format!("possible: {wrong}"))
        })
    }

    fn legend(
        &self,
        layers: &[Arc<AtlasLayer>],
        (scene, language): (Scene, Language),
        frame: &MapFrame,
    ) -> Result<Option<Legend>, Problem> {
        match self.legend.as_deref() {
            None | Some("false") => return Ok(None),
            Some("true") => {}
            Some(_) => return Err(Problem::parameter("legend", "true or false")),
        }
        let legend = Legend::of(&looks_of(layers, scene), &Words::of(language), scene.theme);
        if frame.has_room_for(&legend) {
            Ok(Some(legend))
        } else {
            let wanted = "possible on so small a map; ask /api/legend for it, or for a larger map";
            Err(Problem::parameter("legend", wanted))
        }
    }
}

/// A map that can be drawn.
struct Map {
    frame: MapFrame,
    scene: Scene,
    language: Language,
    legend: Option<Legend>,
    /// The legend of a sheet whose map has no room for it: it stands by itself.
    apart: Option<Legend>,
}

impl Map {
    /// Puts the legend of a sheet where there is room for it.
    fn place_legend(&mut self, layers: &[Arc<AtlasLayer>]) {
        let looks = looks_of(layers, self.scene);
        let legend = Legend::of(&looks, &Words::of(self.language), self.scene.theme);
        if self.frame.has_room_for(&legend) {
            self.legend = Some(legend);
        } else {
            self.apart = Some(legend);
        }
    }

    /// Strong: it names all that the pixels are made of, the day in the line included.
    fn etag(
        &self,
        (atlas, viewer, layers): (&Atlas, Viewer, &[Arc<AtlasLayer>]),
        ending: &str,
    ) -> String {
        let edition = tiling::edition(viewer, atlas, layers);
        let (day, frame) = (atlas.today.to_julian_day(), self.frame.code());
        format!(
            "\"map-{edition}-{frame}-{}-{}-{}-{day}-{ending}-{}\"",
            scene_code(self.scene),
            self.language.code(),
            u8::from(self.legend.is_some()),
            env!("CARGO_PKG_VERSION"),
        )
    }

    /// The map as a sheet of paper.
    fn on_paper(
        &self,
        (atlas, layers): (&Atlas, &[Arc<AtlasLayer>]),
        (territory, audience): &(Territory, Audience),
        (sheet, png): (Sheet, Vec<u8>),
    ) -> Option<Vec<u8>> {
        let words = Words::of(self.language);
        let shown = [("layers", names(layers, &words).into())];
        let legend = self.apart.as_ref().and_then(|legend| {
            let picture = legend.picture(self.frame.scale())?;
            let size = (picture.width(), picture.height());
            Some((pictures::encoded(picture, Encoding::Png).ok()?, size))
        });
        let drawn = DrawnMap {
            png: (png, self.frame.pixels()),
            legend,
            told: words.say_with("map-name", &shown),
            layers,
            title: sheet.title,
            paper: sheet.paper,
            language: self.language,
        };
        app::map_sheet(atlas, (territory, *audience), drawn).ok()
    }

    fn draw(
        &self,
        atlas: &Atlas,
        (viewer, layers): (Viewer, &[Arc<AtlasLayer>]),
    ) -> Option<pictures::Picture> {
        let words = Words::of(self.language);
        let mut picture = picturing::map(atlas, (viewer, layers), (&self.frame, self.scene))?;
        let day: FluentValue<'_> = words.day(atlas.today).into();
        let shown = [("layers", names(layers, &words).into()), ("day", day)];
        let furniture = Furniture {
            line: &words.say_with("map-foot", &shown),
            words: &words,
            theme: self.scene.theme,
            legend: self.legend.as_ref(),
        };
        furniture.draw(&mut picture, &self.frame);
        Some(picture)
    }
}

/// What people call the layers, one after the other.
pub(super) fn names(layers: &[Arc<AtlasLayer>], words: &Words) -> String {
    let names = layers
        .iter()
        .map(|layer| words.say(&format!("layer-{}", layer.version.kind)));
    names.collect::<Vec<_>>().join(", ")
}

/// How the layers are drawn.
pub(super) fn looks_of(layers: &[Arc<AtlasLayer>], scene: Scene) -> Vec<LayerLook> {
    let kinds = layers.iter().map(|layer| layer.version.kind);
    kinds.filter_map(|kind| looks::of(kind, scene)).collect()
}

fn on_earth(bbox: Bbox) -> Result<Bbox, Problem> {
    let world = Bbox::WORLD;
    let corners = [(bbox.west, bbox.south), (bbox.east, bbox.north)];
    if corners.iter().all(|&corner| world.contains(corner.into())) {
        Ok(bbox)
    } else {
        let wanted = "a box between -180 and 180 east, -90 and 90 north";
        Err(Problem::parameter("bbox", wanted))
    }
}

fn pixels(name: &str, asked: Option<&str>, usual: u32) -> Result<u32, Problem> {
    let number = |text: &str| u32::try_from(digits(text)?).ok();
    match asked {
        None => Ok(usual),
        Some(text) => {
            number(text).ok_or_else(|| Problem::parameter(name, "a whole number from 32 to 4000"))
        }
    }
}

fn tell_language(response: &mut Response, language: Language) {
    let headers = response.headers_mut();
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    let vary = HeaderValue::from_static("accept-language");
    headers.append(axum::http::header::VARY, vary);
}
