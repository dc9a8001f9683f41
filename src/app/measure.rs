//! What the layers say of one place: zones and grids over and near it, landmarks near it.

use std::collections::BTreeMap;

use time::Date;

use super::{AtlasLayer, answers};
use crate::{
    domain::{CurrentAnswer, DepthBlock, LandmarkKind, LayerKind, Peril, Record, Severity},
    hazard::{
        self, DepthMeasured, DepthSeen, DistanceSeen, Model, Nearness, NearnessSeen, SiteInputs,
        Weights, ZonesMeasured, ZonesSeen, distance_question,
    },
    spatial::Footprint,
};

/// A layer of lines or points is taken to have mapped what lies within so many metres of the box
/// around it: a railway of another city says nothing about this one.
const MAPPED_AROUND_M: f64 = 10_000.0;

/// All that the layers say of one place, before anybody is asked.
pub(super) struct Exposure {
    /// What threatens, without answers.
    inputs: SiteInputs,
    /// Distances that a visit may not have told.
    distances: Vec<DistanceSeen>,
}

impl Exposure {
    /// What layers say of the place, without any answers.
    pub(super) fn ground(self) -> SiteInputs {
        self.inputs
    }

    /// With the answers of visits, and distances where no visit has told them.
    pub(super) fn answered(
        &self,
        model: &Model,
        told: &[CurrentAnswer],
        today: Date,
    ) -> SiteInputs {
        SiteInputs {
            answers: answers::answers(model, told, &self.distances, today),
            ..self.inputs.clone()
        }
    }
}

/// Measures a site against layers under the distances of the weights. Distances are measured as
/// far as drawn weights reach, not only the weights as they are.
pub(super) fn exposure<'a>(
    layers: impl Iterator<Item = (LayerKind, &'a AtlasLayer)>,
    model: &Model,
    site: &Footprint,
) -> Exposure {
    let weights = model.weights();
    let (mut inputs, mut distances) = (SiteInputs::default(), Vec::new());
    let layers: BTreeMap<LayerKind, &AtlasLayer> = layers.collect();
    for (&kind, &layer) in &layers {
        match kind {
            LayerKind::Zones(peril) => {
                let map = Map {
                    peril,
                    zones: layer,
                    study: layers.get(&LayerKind::Study(peril)).copied(),
                };
                inputs.zones.extend(zones_seen(&map, weights, site));
            }
            LayerKind::Depth => inputs.depth = depth_seen(layer, weights, site),
            LayerKind::Landmarks(landmark) => {
                inputs
                    .nearness
                    .extend(nearness_seen(landmark, layer, weights, site));
                distances.extend(distance_seen(landmark, layer, model, site));
            }
            _ => {}
        }
    }
    Exposure { inputs, distances }
}

/// The zones of one peril, with the outline of what their study has looked at, if there is one.
struct Map<'a> {
    peril: Peril,
    zones: &'a AtlasLayer,
    study: Option<&'a AtlasLayer>,
}

/// How one peril's zones cover the site.
fn zones_seen(map: &Map<'_>, weights: &Weights, site: &Footprint) -> Option<ZonesSeen> {
    let near_m = weights.areal.get(&map.peril)?.near_m * drawn(weights);
    let zones = zones_within(map.zones, site, near_m);
    let unknown_share = unknown_share((map.zones, map.study), &zones, site);
    let coverage = hazard::coverage(site, zones, near_m);
    let is_near = coverage.distances_m.iter().any(Option::is_some);
    let measured = if unknown_share < 1.0 || (map.study.is_some() && is_near) {
        ZonesMeasured::Within {
            shares: coverage.shares,
            distances_m: coverage.distances_m,
            unknown_share,
        }
    } else {
        ZonesMeasured::OutsideStudy
    };
    Some(ZonesSeen {
        peril: map.peril,
        layer_version: map.zones.version.version,
        measured,
    })
}

/// The zones of a layer whose boxes are within a distance, with their severities.
pub(super) fn zones_within<'a>(
    layer: &'a AtlasLayer,
    site: &Footprint,
    reach_m: f64,
) -> Vec<(Severity, &'a Footprint)> {
    let around = layer.touching(hazard::reach(site, reach_m));
    around
        .filter_map(|(_, record)| match record {
            Record::HazardZone(zone) => Some((zone.severity, &zone.footprint)),
            _ => None,
        })
        .collect()
}

/// The share of the site that the study has not looked at. Without an outline the box around the
/// zones stands for it: a site that touches it is taken as studied.
pub(super) fn unknown_share(
    (layer, study): (&AtlasLayer, Option<&AtlasLayer>),
    zones: &[(Severity, &Footprint)],
    site: &Footprint,
) -> f64 {
    let Some(study) = study else {
        let drawn = layer.version.bbox;
        let is_inside = drawn.is_some_and(|drawn| drawn.intersects(&site.bbox()));
        return if is_inside { 0.0 } else { 1.0 };
    };
    let outline = study
        .touching(site.bbox())
        .filter_map(|(_, record)| match record {
            Record::StudyArea(area) => Some(&area.footprint),
            _ => None,
        });
    let zones = zones.iter().map(|(_, footprint)| *footprint);
    hazard::unknown_share(site, zones.chain(outline))
}

/// What the depth grid says of the site; nothing beyond its cells.
fn depth_seen(layer: &AtlasLayer, weights: &Weights, site: &Footprint) -> Option<DepthSeen> {
    let near_m = weights.areal.get(&Peril::Flood)?.near_m * drawn(weights);
    Some(DepthSeen {
        layer_version: layer.version.version,
        measured: depth_measured(layer, site, near_m),
    })
}

/// The depths of the cells of a grid that the site covers or that are within a distance.
pub(super) fn depth_measured(layer: &AtlasLayer, site: &Footprint, reach_m: f64) -> DepthMeasured {
    let blocks: Vec<&DepthBlock> = layer
        .touching(hazard::reach(site, reach_m))
        .filter_map(|(_, record)| match record {
            Record::DepthBlock(block) => Some(block),
            _ => None,
        })
        .collect();
    hazard::depth_measured(site, &blocks, reach_m)
}

/// How near the nearest landmark of a kind is; `None` for kinds that do not threaten.
fn nearness_seen(
    landmark: LandmarkKind,
    layer: &AtlasLayer,
    weights: &Weights,
    site: &Footprint,
) -> Option<NearnessSeen> {
    let reach_m = weights.linear.get(&landmark)?.outer_m * drawn(weights);
    Some(NearnessSeen {
        landmark,
        layer_version: layer.version.version,
        nearness: nearness(layer, site, reach_m),
    })
}

/// How far the nearest landmark is that a visit is asked about; `None` for other kinds.
fn distance_seen(
    landmark: LandmarkKind,
    layer: &AtlasLayer,
    model: &Model,
    site: &Footprint,
) -> Option<DistanceSeen> {
    let (_, reach_m) = distance_question(model, landmark)?;
    Some(DistanceSeen {
        landmark,
        layer_version: layer.version.version,
        nearness: nearness(layer, site, reach_m),
    })
}

/// How near the nearest landmark of a layer is, searched up to a distance.
pub(super) fn nearness(layer: &AtlasLayer, site: &Footprint, reach_m: f64) -> Nearness {
    let shapes =
        layer
            .touching(hazard::reach(site, reach_m))
            .filter_map(|(_, record)| match record {
                Record::Landmark(landmark) => Some(&landmark.shape),
                _ => None,
            });
    match hazard::nearest_m(site, shapes, reach_m) {
        Some(metres) => Nearness::Metres(metres),
        None if is_mapped(layer, site) => Nearness::BeyondReach,
        None => Nearness::Unmapped,
    }
}

/// Whether a layer of lines or points is taken to have mapped the place.
fn is_mapped(layer: &AtlasLayer, site: &Footprint) -> bool {
    let mapped = layer.version.bbox;
    mapped.is_some_and(|mapped| mapped.intersects(&hazard::reach(site, MAPPED_AROUND_M)))
}

/// By how much a drawn distance may be longer.
fn drawn(weights: &Weights) -> f64 {
    1.0 + weights.rank_draws.spread
}
