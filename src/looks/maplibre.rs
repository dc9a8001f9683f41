//! Looks as a style of the `MapLibre` style specification, version 8.
//!
//! It needs no sprite: a hatch becomes a dashed border in its colour, a figure a disc. It needs
//! glyphs only where somebody names a server of them; otherwise nothing is written on the map.

use serde_json::{Map, Value as Json, json};

use super::{
    Colour, Hatch, HatchKind, Label, LayerLook, Line, Mark, On, Paint, Scene, Shows, Sign, ground,
    zooms,
};
use crate::spatial::Bbox;

/// Where a map library finds letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// An address with `{fontstack}` and `{range}`.
    pub address: String,
    /// The font that is asked for there.
    pub font: String,
}

/// What a style is made for.
#[derive(Clone, Debug, PartialEq)]
pub struct Style<'a> {
    /// What people call it.
    pub name: &'a str,
    /// Address of the `TileJSON` of the layers.
    pub tiles: &'a str,
    /// Where the map opens.
    pub bounds: Bbox,
    /// Theme and view.
    pub scene: Scene,
    /// Letters, if there are any.
    pub glyphs: Option<Glyphs>,
}

/// Projected metres a pixel at zoom 0, where the world is 512 pixels wide.
const METRES_AT_ZOOM_0: f64 = 40_075_016.685_578_49 / 512.0;

/// Width of the dashed border that stands for a hatch, in pixels.
const HATCH_BORDER_PX: f32 = 2.0;

/// The style of a map of these layers, from the ground up.
#[must_use]
pub fn style(of: &Style, looks: &[LayerLook]) -> Json {
    let centre = of.bounds.centre();
    let mut document = json!({
        "version": 8,
        "name": of.name,
        "center": [centre.x, centre.y],
        "zoom": opening_zoom(of.bounds),
        "sources": { SOURCE: { "type": "vector", "url": of.tiles } },
    });
    let background = json!({
        "id": "ground",
        "type": "background",
        "paint": { "background-color": ground(of.scene.theme).css() },
    });
    let mut layers = vec![background];
    layers.extend(looks.iter().flat_map(shapes));
    layers.extend(looks.iter().flat_map(signs));
    if let Some(glyphs) = &of.glyphs {
        document["glyphs"] = json!(glyphs.address);
        layers.extend(looks.iter().filter_map(|look| words(look, &glyphs.font)));
    }
    document["layers"] = layers.into();
    document
}

const SOURCE: &str = "jalon";

/// The whole zoom at which the box is surely in sight on a map 512 pixels wide.
fn opening_zoom(bounds: Bbox) -> f64 {
    let widest = (bounds.east - bounds.west).max(bounds.north - bounds.south);
    (360.0 / widest.max(0.001)).log2().floor().clamp(0.0, 16.0)
}

fn shapes(look: &LayerLook) -> Vec<Json> {
    let passes = look.passes().into_iter().enumerate();
    passes
        .map(|(number, (class, mark))| {
            let id = format!("{}-{number}", name(look));
            layer((look, class), &id, mark)
        })
        .collect()
}

/// A sign stands where the tile holds a point; the middle of an area is the tile's own business.
fn signs(look: &LayerLook) -> Vec<Json> {
    let classes = look.classes.iter().enumerate();
    let marks = classes.flat_map(|(at, class)| class.marks.iter().map(move |&mark| (at, mark)));
    marks
        .filter(|(_, mark)| mark.on == On::Point)
        .map(|(at, mark)| layer((look, at), &format!("{}-sign-{at}", name(look)), mark))
        .collect()
}

fn layer((look, class): (&LayerLook, usize), id: &str, mark: Mark) -> Json {
    let (kind, paint) = match mark.paint {
        Paint::Fill(colour) => ("fill", fill(colour)),
        Paint::Hatch(hatch) => ("line", line(border_for(hatch))),
        Paint::Line(of) => ("line", line(of)),
        Paint::Sign(sign) => ("circle", circle(sign)),
    };
    let rule = look.classes[class].rule.expression();
    let rules = std::iter::once(on(mark.on)).chain(rule);
    let filter: Json = std::iter::once(json!("all")).chain(rules).collect();
    let mut layer = json!({
        "id": id,
        "type": kind,
        "source": SOURCE,
        "source-layer": look.kind.code(),
        "filter": filter,
        "paint": paint,
    });
    limit(&mut layer, look);
    layer
}

/// What the layers of a look are called: clusters and records of one layer are drawn apart.
fn name(look: &LayerLook) -> String {
    match look.shows {
        Shows::Records => look.kind.to_string(),
        Shows::Clusters => format!("{}-clusters", look.kind),
    }
}

/// Keeps a layer of the style to the zooms whose tiles hold what it draws.
fn limit(layer: &mut Json, look: &LayerLook) {
    let zooms = zooms(look.kind);
    let after_clusters = zooms.clusters_to.map(|last| last + 1);
    let (first, end) = match look.shows {
        Shows::Records => (after_clusters.unwrap_or(zooms.first), None),
        Shows::Clusters => (zooms.first, after_clusters),
    };
    if first > 0 {
        layer["minzoom"] = json!(first);
    }
    if let Some(end) = end {
        layer["maxzoom"] = json!(end);
    }
}

fn on(on: On) -> Json {
    let kinds = match on {
        On::Area | On::Border | On::Middle => ["Polygon", "MultiPolygon"],
        On::Line => ["LineString", "MultiLineString"],
        On::Point => ["Point", "MultiPoint"],
    };
    json!(["in", ["geometry-type"], ["literal", kinds]])
}

fn fill(colour: Colour) -> Json {
    // Without it, borders of neighbours show a seam of half-covered pixels.
    json!({ "fill-color": colour.css(), "fill-antialias": false })
}

fn border_for(hatch: Hatch) -> Line {
    Line {
        colour: hatch.colour,
        width_px: HATCH_BORDER_PX,
        dash: match hatch.kind {
            HatchKind::Rising => &[2.0, 4.0],
            HatchKind::Falling => &[8.0, 4.0],
            HatchKind::Crossed => &[2.0, 2.0],
        },
    }
}

/// Dashes are measured in widths of the line.
fn line(line: Line) -> Json {
    let mut paint = Map::new();
    paint.insert("line-color".into(), json!(line.colour.css()));
    paint.insert("line-width".into(), number(line.width_px));
    if !line.dash.is_empty() {
        let dash: Vec<Json> = line
            .dash
            .iter()
            .map(|px| number(px / line.width_px))
            .collect();
        paint.insert("line-dasharray".into(), dash.into());
    }
    paint.into()
}

fn circle(sign: Sign) -> Json {
    let radius = match sign.letter {
        None => number(sign.radius_px),
        Some(letter) => json!([
            "step",
            ["zoom"],
            number(Sign::DOT_PX),
            zoom_of(letter.coarsest),
            number(sign.radius_px)
        ]),
    };
    let (colour, opacity) = match sign.fill {
        Some(colour) => (colour, colour.opacity()),
        None => (sign.edge.colour, 0.0),
    };
    json!({
        "circle-radius": radius,
        "circle-color": colour.hex(),
        "circle-opacity": number(opacity),
        "circle-stroke-color": sign.edge.colour.css(),
        "circle-stroke-width": number(sign.edge.width_px),
    })
}

fn words(look: &LayerLook, font: &str) -> Option<Json> {
    let label: Label = look.label?;
    let (ink, halo) = label.colours;
    let mut layer = json!({
        "id": format!("{}-words", name(look)),
        "type": "symbol",
        "source": SOURCE,
        "source-layer": look.kind.code(),
        "layout": {
            "text-field": ["to-string", ["get", label.column]],
            "text-font": [font],
            "text-size": number(label.size_px),
            "text-offset": [0, number(label.below_px / label.size_px)],
        },
        "paint": {
            "text-color": ink.css(),
            "text-halo-color": halo.css(),
            "text-halo-width": 1.75,
        },
    });
    limit(&mut layer, look);
    if let Some(coarsest) = label.coarsest {
        layer["minzoom"] = json!(zoom_of(coarsest));
    }
    Some(layer)
}

/// The zoom at which a pixel is so many projected metres, to a hundredth.
fn zoom_of(metres_a_pixel: f64) -> f64 {
    ((METRES_AT_ZOOM_0 / metres_a_pixel).log2() * 100.0).round() / 100.0
}

/// A number as short as people would write it: single precision shows its tail in JSON.
fn number(value: f32) -> Json {
    json!((f64::from(value) * 1000.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::LayerKind,
        looks::{self, View},
    };

    fn style_of(codes: &[&str], glyphs: Option<Glyphs>) -> Json {
        let scene = Scene {
            view: View::Dispersal,
            ..Scene::default()
        };
        let kinds = codes.iter().map(|code| LayerKind::from_code(code).unwrap());
        let looks: Vec<_> = kinds.map(|kind| looks::of(kind, scene).unwrap()).collect();
        let of = Style {
            name: "test",
            tiles: "http://127.0.0.1/tiles/x.json",
            bounds: Bbox::WORLD,
            scene,
            glyphs,
        };
        style(&of, &looks)
    }

    #[test]
    fn nothing_is_written_without_glyphs() {
        let kinds = |style: &Json| -> Vec<String> {
            let layers = style["layers"].as_array().unwrap().iter();
            layers
                .map(|layer| layer["type"].as_str().unwrap().to_owned())
                .collect()
        };
        let glyphs = Glyphs {
            address: "http://127.0.0.1/{fontstack}/{range}.pbf".into(),
            font: "Sans".into(),
        };

        let plain = style_of(&["settlements"], None);
        let written = style_of(&["settlements"], Some(glyphs));

        assert!(plain.get("glyphs").is_none() && plain.get("sprite").is_none());
        assert!(!kinds(&plain).contains(&"symbol".to_owned()));
        assert!(kinds(&written).contains(&"symbol".to_owned()));
    }

    #[test]
    fn dashes_are_measured_in_widths() {
        let style = style_of(&["railway"], None);
        let layers = style["layers"].as_array().unwrap();
        let rail = layers
            .iter()
            .find(|layer| layer["paint"].get("line-dasharray").is_some());

        assert_eq!(rail.unwrap()["paint"]["line-dasharray"], json!([3.5, 3.5]));
    }

    #[test]
    fn zoom_and_metres_belong_together() {
        assert!(zoom_of(METRES_AT_ZOOM_0).abs() < 1e-9);
        assert!((zoom_of(METRES_AT_ZOOM_0 / 8.0) - 3.0).abs() < 1e-9);
    }
}
