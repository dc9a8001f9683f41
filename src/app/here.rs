//! "What hazards are here?": what each layer says of any place, measured as a settlement is.

use geo_types::{Coord, Rect};

use super::{Atlas, AtlasLayer, atlas::neighbourhood_at, measure};
use crate::{
    domain::{HazardHere, LayerKind, LayerVersion, Neighbourhood, Score, Seen, Severity},
    hazard::{self, Nearness},
    spatial::Footprint,
};

/// Half the side of the square that stands for the place: about a metre.
const HALF_A_PLACE_DEG: f64 = 0.000_005;
/// How far zones and grids are looked for, and how far lines and points, in metres.
const ZONES_REACH_M: f64 = 1_000.0;
const LANDMARKS_REACH_M: f64 = 2_000.0;

/// What the layers say of a place.
pub struct Here<'a> {
    /// The neighbourhood it lies in.
    pub neighbourhood: Option<&'a Neighbourhood>,
    /// The score of the ground alone.
    pub ground: Score,
    /// What each layer of dangers and of help says.
    pub seen: Vec<(&'a LayerVersion, HazardHere)>,
}

/// What the layers say of a place in degrees; `None` at the very ends of the world.
#[must_use]
pub fn here(atlas: &Atlas, place: Coord<f64>) -> Option<Here<'_>> {
    let half = Coord {
        x: HALF_A_PLACE_DEG,
        y: HALF_A_PLACE_DEG,
    };
    let square = Rect::new(place - half, place + half).to_polygon();
    let site = Footprint::new(square.into()).ok()?;
    let layers = || atlas.layers.iter().map(|(kind, layer)| (*kind, &**layer));
    let inputs = measure::exposure(layers(), &atlas.model, &site).ground();
    let seen = layers().filter_map(|(kind, layer)| {
        let found = match kind {
            LayerKind::Zones(peril) => zones(
                (
                    layer,
                    atlas.layer(LayerKind::Study(peril)).map(|study| &**study),
                ),
                (&site, place),
            ),
            LayerKind::Depth => depth(layer, &site),
            LayerKind::Landmarks(_) => landmarks(layer, &site),
            _ => return None,
        };
        Some((&layer.version, found))
    });
    let ground = atlas.layer(LayerKind::Neighbourhoods);
    Some(Here {
        neighbourhood: ground.and_then(|layer| neighbourhood_at(layer, place)),
        ground: hazard::assess_ground(&atlas.model, &inputs),
        seen: seen.collect(),
    })
}

fn zones(
    (layer, study): (&AtlasLayer, Option<&AtlasLayer>),
    (site, place): (&Footprint, Coord<f64>),
) -> HazardHere {
    let around = measure::zones_within(layer, site, ZONES_REACH_M);
    let holding = around.iter().filter(|(_, zone)| zone.holds(place));
    let worst = holding.map(|(severity, _)| *severity).max();
    let seen = worst.map_or_else(
        || {
            let unknown_share = measure::unknown_share((layer, study), &around, site);
            let coverage = hazard::coverage(site, around, ZONES_REACH_M);
            nearest(&coverage.distances_m).unwrap_or_else(|| nothing_near(unknown_share))
        },
        |worst| Seen::Here(Some(worst)),
    );
    HazardHere {
        seen,
        depth_m: None,
        reach_m: ZONES_REACH_M,
    }
}

/// Of a place where nothing is near, by how much of it nobody has looked at.
fn nothing_near(unknown_share: f64) -> Seen {
    if unknown_share < 1.0 {
        Seen::Clear
    } else {
        Seen::Unmapped
    }
}

/// The nearest zone; of several as near, the worst.
fn nearest(distances_m: &[Option<f64>; 4]) -> Option<Seen> {
    let told = Severity::ALL.iter().zip(distances_m).rev();
    let told = told.filter_map(|(severity, metres)| Some((*severity, (*metres)?)));
    let nearest = told.reduce(|near, one| if one.1 < near.1 { one } else { near });
    nearest.map(|(severity, metres)| Seen::Near(Some(severity), metres))
}

fn depth(layer: &AtlasLayer, site: &Footprint) -> HazardHere {
    let measured = measure::depth_measured(layer, site, ZONES_REACH_M);
    let wet = Severity::ALL.iter().zip(measured.shares).rev();
    let worst = wet
        .filter(|(_, share)| *share > 0.0)
        .map(|(severity, _)| *severity)
        .next();
    let seen = match worst {
        Some(worst) => Seen::Here(Some(worst)),
        None => {
            nearest(&measured.distances_m).unwrap_or_else(|| nothing_near(measured.unknown_share))
        }
    };
    HazardHere {
        seen,
        depth_m: measured.max_depth_m,
        reach_m: ZONES_REACH_M,
    }
}

fn landmarks(layer: &AtlasLayer, site: &Footprint) -> HazardHere {
    let seen = match measure::nearness(layer, site, LANDMARKS_REACH_M) {
        Nearness::Metres(metres) if metres <= 0.0 => Seen::Here(None),
        Nearness::Metres(metres) => Seen::Near(None, metres),
        Nearness::BeyondReach => Seen::Clear,
        Nearness::Unmapped => Seen::Unmapped,
    };
    HazardHere {
        seen,
        depth_m: None,
        reach_m: LANDMARKS_REACH_M,
    }
}
