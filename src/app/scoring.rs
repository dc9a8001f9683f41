//! Assessing settlements: only those whose shape, layers or weights have changed.

use rayon::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Atlas, AtlasLayer, Error, Jalon, Known, hex::hex};
use crate::{
    domain::{
        Assessment, AssessmentId, AuditEvent, LandmarkKind, LayerKind, Peril, Record, Settlement,
    },
    hazard::{self, Model, Nearness, NearnessSeen, SiteInputs, ZonesMeasured, ZonesSeen},
    spatial::Footprint,
};

/// A layer of lines or points is taken to have mapped what lies within so many metres of the box
/// around it: a railway of another city says nothing about this one.
const MAPPED_AROUND_M: f64 = 10_000.0;

/// How many settlements were assessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scored {
    /// Assessed now.
    pub assessed: usize,
    /// Left as they are: nothing that their score is made of has changed.
    pub unchanged: usize,
}

/// A settlement's outcome before it is dated and named.
struct Fresh {
    settlement: Settlement,
    input_digest: String,
    outcome: hazard::Outcome,
}

impl Jalon {
    /// Assesses every open settlement whose assessment is missing or stale.
    pub async fn score(&self, actor: &str) -> Result<Scored, Error> {
        // One at a time, on the newest layers: the assessment appended last is the one that counts.
        let _one_at_a_time = self.scoring.lock().await;
        self.reload().await?;
        let (atlas, model) = (self.atlas(), self.model);
        let (fresh, unchanged) =
            tokio::task::spawn_blocking(move || assess_stale(&atlas, model)).await?;
        let assessments: Vec<Assessment> =
            fresh.into_iter().map(|fresh| self.dated(fresh)).collect();
        if !assessments.is_empty() {
            let event = AuditEvent {
                at: self.clock.now(),
                actor: actor.to_owned(),
                action: "score".to_owned(),
                subject: "settlements".to_owned(),
                detail: json!({
                    "assessed": assessments.len(),
                    "weights_sha256": self.model.sha256(),
                }),
            };
            self.store
                .append_assessments(&self.territory, &assessments, &event)
                .await?;
            self.reload().await?;
        }
        Ok(Scored {
            assessed: assessments.len(),
            unchanged,
        })
    }

    /// How many open settlements are not assessed on the current layers, shapes and weights.
    pub async fn stale(&self) -> Result<usize, Error> {
        let (atlas, model) = (self.atlas(), self.model);
        let counting = move || {
            let open = atlas.settlements.iter();
            open.filter(|known| known.settlement.status.is_open())
                .filter(|known| {
                    !is_current(known, &digest(&atlas, model, &known.settlement.footprint))
                })
                .count()
        };
        Ok(tokio::task::spawn_blocking(counting).await?)
    }

    fn dated(&self, fresh: Fresh) -> Assessment {
        Assessment {
            id: AssessmentId(self.clock.new_id()),
            settlement: fresh.settlement.id,
            at: self.clock.now(),
            model_version: self.model.version().to_owned(),
            weights_sha256: self.model.sha256().to_owned(),
            input_digest: fresh.input_digest,
            score: fresh.outcome.score,
            factors: fresh.outcome.factors,
            vulnerability_points: fresh.outcome.vulnerability_points,
        }
    }
}

/// Outcomes of the stale ones, and how many are not stale.
fn assess_stale(atlas: &Atlas, model: &Model) -> (Vec<Fresh>, usize) {
    let open: Vec<&Known> = atlas
        .settlements
        .iter()
        .filter(|known| known.settlement.status.is_open())
        .collect();
    let fresh: Vec<Fresh> = open
        .par_iter()
        .filter_map(|known| {
            let input_digest = digest(atlas, model, &known.settlement.footprint);
            (!is_current(known, &input_digest)).then(|| Fresh {
                outcome: hazard::assess(model, &inputs(atlas, model, &known.settlement.footprint)),
                settlement: known.settlement.clone(),
                input_digest,
            })
        })
        .collect();
    let unchanged = open.len() - fresh.len();
    (fresh, unchanged)
}

/// Whether the latest assessment was made of the same inputs.
fn is_current(known: &Known, input_digest: &str) -> bool {
    known
        .assessment
        .as_ref()
        .is_some_and(|assessment| assessment.input_digest == input_digest)
}

/// SHA-256 over all that the score is made of: weights, shape, and the version of each layer.
fn digest(atlas: &Atlas, model: &Model, footprint: &Footprint) -> String {
    let mut hash = Sha256::new();
    hash.update(hazard::METHOD_VERSION);
    hash.update(model.sha256());
    hash.update(footprint.to_wkb());
    for (kind, layer) in &atlas.layers {
        if matches!(kind, LayerKind::Zones(_) | LayerKind::Landmarks(_)) {
            hash.update(layer.version.id.0.as_bytes());
        }
    }
    hex(&hash.finalize())
}

/// What the layers say of one place. Answers come with visits; until then there are none.
fn inputs(atlas: &Atlas, model: &Model, site: &Footprint) -> SiteInputs {
    let mut inputs = SiteInputs::default();
    for (kind, layer) in &atlas.layers {
        match kind {
            LayerKind::Zones(peril) => inputs.zones.extend(zones_seen(*peril, layer, model, site)),
            LayerKind::Landmarks(landmark) => {
                inputs
                    .nearness
                    .extend(nearness_seen(*landmark, layer, model, site));
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
    model: &Model,
    site: &Footprint,
) -> Option<ZonesSeen> {
    let near_m = model.weights().areal.get(&peril)?.near_m;
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
    model: &Model,
    site: &Footprint,
) -> Option<NearnessSeen> {
    let reach_m = model.weights().linear.get(&landmark)?.outer_m;
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
