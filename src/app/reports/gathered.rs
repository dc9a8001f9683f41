//! What of the atlas goes into reports: a map of the sites, and the layers that speak of dangers.

use fluent_bundle::FluentValue;

use crate::{
    access::{self, SitesSeen},
    app::{Atlas, AtlasLayer, picturing},
    documents,
    domain::{Act, Audience, LayerKind, Person, ReportName, Territory, Words},
    looks::{self, Scene, Theme, View},
    pictures::{self, Encoding, Furniture, Legend, MapFrame},
    publish,
    reports::{LayerTold, Material},
    spatial::Bbox,
};

/// Pixels of a map, drawn twice as fine.
const MAP_PX: (u32, u32) = (760, 500);
/// How far around one site its map shows, in degrees.
const AROUND: f64 = 0.006;

/// A map of the one site, or of all that are ranked. Whoever may know of some sites only is shown no
/// others: then there is no map.
pub(super) fn map(
    atlas: &Atlas,
    (material, person, territory): (&Material, &Person, &Territory),
) -> Option<documents::Picture> {
    let tells_all = matches!(
        material.report,
        ReportName::DangerousSites | ReportName::RoundSheet
    );
    let sees_all = access::sites(person, territory, Act::Read) == SitesSeen::All;
    if !sees_all || !(tells_all || material.site.is_some()) {
        return None;
    }
    let (bbox, layers) = match &material.site {
        Some(site) => {
            let [west, south, east, north] = site.settlement.bbox;
            let around = Bbox {
                west: west - AROUND,
                south: south - AROUND / 2.0,
                east: east + AROUND,
                north: north + AROUND / 2.0,
            };
            (around, drawn(atlas, |_| true))
        }
        None => {
            let boxes = material.ranking.iter().map(|ranked| ranked.settlement.bbox);
            let boxes = boxes.map(|[west, south, east, north]| Bbox {
                west,
                south,
                east,
                north,
            });
            let is_ground =
                |kind| matches!(kind, LayerKind::Neighbourhoods | LayerKind::Settlements);
            (boxes.reduce(Bbox::union)?, drawn(atlas, is_ground))
        }
    };
    let frame = MapFrame::around(bbox, MAP_PX, 2).ok()?;
    let scene = Scene {
        theme: Theme::Light,
        view: View::Dangers,
    };
    let words = Words::of(material.language);
    let mut picture = picturing::map(atlas, (Audience::Team, &layers), (&frame, scene))?;
    let kinds = layers.iter().map(|layer| layer.version.kind);
    let looks: Vec<looks::LayerLook> = kinds
        .clone()
        .filter_map(|kind| looks::of(kind, scene))
        .collect();
    let names = kinds.map(|kind| words.say(&format!("layer-{kind}")));
    let names = names.collect::<Vec<_>>().join(", ");
    let blanks = [
        ("layers", FluentValue::from(names.clone())),
        ("day", words.day(material.day).into()),
    ];
    let legend = Legend::of(&looks, &words, scene.theme);
    let furniture = Furniture {
        line: &words.say_with("map-foot", &blanks),
        words: &words,
        theme: scene.theme,
        legend: Some(&legend).filter(|legend| frame.has_room_for(legend)),
    };
    furniture.draw(&mut picture, &frame);
    let about = material.about.clone().unwrap_or_default();
    let told = [("layers", FluentValue::from(names)), ("site", about.into())];
    Some(documents::Picture {
        png: pictures::encoded(picture, Encoding::Png).ok()?,
        size: frame.pixels(),
        told: words.say_with("report-map", &told),
    })
}

/// The layers of a kind that maps show.
fn drawn(atlas: &Atlas, wanted: impl Fn(LayerKind) -> bool) -> Vec<std::sync::Arc<AtlasLayer>> {
    let shown = |kind: LayerKind| {
        let is_thing = matches!(
            kind,
            LayerKind::Neighbourhoods
                | LayerKind::Zones(_)
                | LayerKind::Landmarks(_)
                | LayerKind::Settlements
        );
        is_thing && wanted(kind) && publish::is_drawn(kind)
    };
    let mut layers: Vec<_> = atlas
        .layers
        .values()
        .filter(|layer| shown(layer.version.kind))
        .cloned()
        .collect();
    // The ground lies below, the sites above.
    layers.sort_by_key(|layer| match layer.version.kind {
        LayerKind::Neighbourhoods => 0,
        LayerKind::Settlements => 2,
        _ => 1,
    });
    layers
}

/// The layers that a score is measured on.
pub(super) fn layers(atlas: &Atlas) -> Vec<LayerTold> {
    let measured = atlas.layers.values().filter(|layer| {
        matches!(
            layer.version.kind,
            LayerKind::Zones(_) | LayerKind::Depth | LayerKind::Landmarks(_) | LayerKind::Study(_)
        )
    });
    measured
        .map(|layer| LayerTold {
            kind: layer.version.kind.to_string(),
            version: layer.version.version,
            source: layer.version.source.clone(),
            imported_at: layer.version.imported_at,
        })
        .collect()
}
