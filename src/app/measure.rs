//! What the layers say of one place: zones over and near it, landmarks near it.

use super::AtlasLayer;
use crate::{
    domain::{LandmarkKind, LayerKind, Peril, Record},
    hazard::{self, Nearness, NearnessSeen, SiteInputs, Weights, ZonesMeasured, ZonesSeen},
    spatial::Footprint,
};

/// A layer of lines or points is taken to have mapped what lies within so many metres of the box
/// around it: a railway of another city says nothing about this one.
const MAPPED_AROUND_M: f64 = 10_000.0;

/// Measures a site against layers under the distances of the weights. Distances are measured as
/// far as drawn weights reach, not only the weights as they are.
pub(super) fn exposure<'a>(
    layers: impl Iterator<Item = (LayerKind, &'a AtlasLayer)>,
    weights: &Weights,
    site: &Footprint,
) -> SiteInputs {
    let mut inputs = SiteInputs::default();
    for (kind, layer) in layers {
        match kind {
            LayerKind::Zones(peril) => {
                inputs.zones.extend(zones_seen(peril, layer, weights, site));
            }
            LayerKind::Landmarks(landmark) => {
                inputs
                    .nearness
                    .extend(nearness_seen(landmark, layer, weights, site));
            }
            _ => {}
        }
    }
    inputs
}

/// How one peril's zones cover the site. Until a layer brings the outline of its study, the box
/// around its zones stands for it: beyond, nobody has looked.
fn zones_seen(
    peril: Peril,
    layer: &AtlasLayer,
    weights: &Weights,
    site: &Footprint,
) -> Option<ZonesSeen> {
    let near_m = weights.areal.get(&peril)?.near_m * drawn(weights);
    let is_studied = layer
        .version
        .bbox
        .is_some_and(|studied| studied.intersects(&site.bbox()));
    let measured = if is_studied {
        let zones = layer
            .touching(hazard::reach(site, near_m))
            .filter_map(|(_, record)| match record {
                Record::HazardZone(zone) => Some((zone.severity, &zone.footprint)),
                _ => None,
            });
        let coverage = hazard::coverage(site, zones, near_m);
        ZonesMeasured::Within {
            shares: coverage.shares,
            distances_m: coverage.distances_m,
        }
    } else {
        ZonesMeasured::OutsideStudy
    };
    Some(ZonesSeen {
        peril,
        layer_version: layer.version.version,
        measured,
    })
}

/// How near the nearest landmark of a kind is; `None` for kinds that do not threaten.
fn nearness_seen(
    landmark: LandmarkKind,
    layer: &AtlasLayer,
    weights: &Weights,
    site: &Footprint,
) -> Option<NearnessSeen> {
    let reach_m = weights.linear.get(&landmark)?.outer_m * drawn(weights);
    let is_mapped = layer
        .version
        .bbox
        .is_some_and(|mapped| mapped.intersects(&hazard::reach(site, MAPPED_AROUND_M)));
    let shapes =
        layer
            .touching(hazard::reach(site, reach_m))
            .filter_map(|(_, record)| match record {
                Record::Landmark(landmark) => Some(&landmark.shape),
                _ => None,
            });
    Some(NearnessSeen {
        landmark,
        layer_version: layer.version.version,
        nearness: match hazard::nearest_m(site, shapes, reach_m) {
            Some(metres) => Nearness::Metres(metres),
            None if is_mapped => Nearness::BeyondReach,
            None => Nearness::Unmapped,
        },
    })
}

/// By how much a drawn distance may be longer.
fn drawn(weights: &Weights) -> f64 {
    1.0 + weights.rank_draws.spread
}
