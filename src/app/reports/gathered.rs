//! What of the atlas goes into reports: a map of the sites, and the layers that speak of dangers.

use std::sync::Arc;

use fluent_bundle::FluentValue;
use time::Date;

use crate::{
    access::{self, SitesSeen},
    app::{Atlas, AtlasLayer, picturing},
    documents,
    domain::{Act, Cut, DispersalAsked, LayerKind, Person, ReportName, Territory, Viewer, Words},
    looks::{self, Scene, Theme, View},
    pictures::{self, Encoding, Furniture, Legend, MapFrame},
    publish::{self, DispersalView},
    reports::{LayerTold, Material},
    spatial::Bbox,
};

/// Pixels of a map, drawn twice as fine.
const MAP_PX: (u32, u32) = (760, 500);
/// How far around the sites their map shows, in metres.
const AROUND_M: f64 = 400.0;
/// Room for the legend beside the neighbourhoods, as a share of their width.
const BESIDE: f64 = 0.6;

/// A map of the one site, or of all that are ranked. Whoever may know of some sites only is shown no
/// others: then there is no map.
pub(super) fn map(
    atlas: &Atlas,
    (material, person, territory): (&Material, &Person, &Territory),
) -> Option<documents::Picture> {
    let sees_all = access::sites(person, territory, Act::Read) == SitesSeen::All;
    let (bbox, layers) = shown(atlas, material).filter(|_| sees_all)?;
    let scene = Scene {
        theme: Theme::Light,
        view: match material.report {
            ReportName::Dispersal => View::Dispersal,
            _ => View::Dangers,
        },
    };
    let frame = MapFrame::around(bbox, MAP_PX, 2).ok()?;
    let viewer = access::viewer(person, territory);
    let mut picture = picturing::map(atlas, (viewer, &layers), (&frame, scene))?;
    let words = Words::of(material.language);
    let kinds = || layers.iter().map(|layer| layer.version.kind);
    let names: Vec<String> = kinds()
        .map(|kind| words.say(&format!("layer-{kind}")))
        .collect();
    let names = names.join(", ");
    let looks: Vec<looks::LayerLook> = kinds().filter_map(|kind| looks::of(kind, scene)).collect();
    let legend = Legend::of(&looks, &words, scene.theme);
    let blanks = [
        ("layers", FluentValue::from(names.clone())),
        ("day", words.day(material.day).into()),
    ];
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

/// What a report's map shows: the surroundings of its site with every layer, or all sites on the ground.
fn shown(atlas: &Atlas, material: &Material) -> Option<(Bbox, Vec<Arc<AtlasLayer>>)> {
    let boxed = |[west, south, east, north]: [f64; 4]| Bbox {
        west,
        south,
        east,
        north,
    };
    if let Some(site) = &material.site {
        let around = boxed(site.settlement.bbox).grown_by_m(AROUND_M);
        return Some((around, drawn(atlas, |_| true)));
    }
    let sites = || {
        let all = material.ranking.iter();
        all.map(|one| boxed(one.settlement.bbox))
            .reduce(Bbox::union)
    };
    let neighbourhoods = |kind| kind == LayerKind::Neighbourhoods;
    let (whole, layers) = match material.report {
        ReportName::DangerousSites | ReportName::RoundSheet => {
            let wanted = |kind| neighbourhoods(kind) || kind == LayerKind::Settlements;
            (sites()?, drawn(atlas, wanted))
        }
        ReportName::Dispersal => {
            let mut bbox = atlas.layers.get(&LayerKind::Neighbourhoods)?.version.bbox?;
            bbox.east += BESIDE * (bbox.east - bbox.west);
            (bbox, drawn(atlas, neighbourhoods))
        }
        _ => return None,
    };
    Some((whole.grown_by_m(AROUND_M), layers))
}

/// The layers of a kind that maps show.
fn drawn(atlas: &Atlas, wanted: impl Fn(LayerKind) -> bool) -> Vec<Arc<AtlasLayer>> {
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

/// Every layer in use.
pub(super) fn layers(atlas: &Atlas) -> Vec<LayerTold> {
    let all = atlas.layers.values();
    all.map(|layer| {
        let version = &layer.version;
        LayerTold {
            kind: version.kind.to_string(),
            is_danger: matches!(
                version.kind,
                LayerKind::Zones(_)
                    | LayerKind::Depth
                    | LayerKind::Landmarks(_)
                    | LayerKind::Study(_)
            ),
            version: version.version,
            source: version.source.clone(),
            imported_at: version.imported_at,
            records: version.records,
            mended: version.report.tally.mended,
            refused: version.report.tally.refused,
        }
    })
    .collect()
}

/// How households are spread, by landlord too; none without neighbourhoods to look at.
pub(super) fn dispersal(atlas: &Atlas, today: Date) -> Option<DispersalView> {
    let asked = DispersalAsked {
        by: Some(Cut::Landlord),
        ..DispersalAsked::default()
    };
    let report = crate::app::dispersal::report(atlas, asked, today).ok()?;
    Some(publish::dispersal(Viewer::CaseWorker, &report, atlas.least))
}
