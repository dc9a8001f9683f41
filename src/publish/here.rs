//! What the layers say of any place on the map, for the team: the same measures that a settlement's score is made of.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{HazardHere, HereSeen, LayerVersion, Neighbourhood, Score, Seen};

/// What the layers say of a place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HereView {
    /// Longitude and latitude in degrees.
    pub place: [f64; 2],
    /// The neighbourhood it lies in.
    pub neighbourhood: Option<HereAreaView>,
    /// The score of the ground alone, before anybody is asked: what a settlement there would begin with.
    pub ground: Score,
    /// One line a layer: what is here first, then what is near, by distance, then what is not.
    pub items: Vec<HereItemView>,
}

/// A neighbourhood by its names.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HereAreaView {
    /// Its code.
    pub code: String,
    /// What people call it.
    pub name: String,
}

/// What one layer says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HereItemView {
    /// Code of the layer.
    pub layer: String,
    /// How it stands to the place.
    pub seen: HereSeen,
    /// How severe, 1 low to 4 very high, of a zone that is here or near.
    pub severity: Option<u8>,
    /// How far in metres, of what is near.
    pub distance_m: Option<f64>,
    /// The greatest depth of water in metres, where a grid tells it.
    pub depth_m: Option<f64>,
    /// How far was looked, in metres.
    pub reach_m: f64,
    /// Version of the layer.
    pub layer_version: u32,
    /// Name of the file it came from.
    pub source: String,
    /// The day it was imported; ISO 8601.
    pub imported_on: String,
}

/// The view of what layers say of a place.
#[must_use]
pub fn here(
    place: [f64; 2],
    (neighbourhood, ground): (Option<&Neighbourhood>, Score),
    seen: &[(&LayerVersion, HazardHere)],
) -> HereView {
    let mut items: Vec<HereItemView> = seen
        .iter()
        .map(|(version, found)| item(version, *found))
        .collect();
    items.sort_by(|a, b| {
        let far = |one: &HereItemView| one.distance_m.unwrap_or_default();
        let worst = |one: &HereItemView| std::cmp::Reverse(one.severity);
        (a.seen as u8)
            .cmp(&(b.seen as u8))
            .then_with(|| far(a).total_cmp(&far(b)))
            .then_with(|| worst(a).cmp(&worst(b)))
            .then_with(|| a.layer.cmp(&b.layer))
    });
    HereView {
        place,
        neighbourhood: neighbourhood.map(|area| HereAreaView {
            code: area.code.clone(),
            name: area.name.clone(),
        }),
        ground,
        items,
    }
}

fn item(version: &LayerVersion, found: HazardHere) -> HereItemView {
    let (seen, severity, distance_m) = match found.seen {
        Seen::Here(severity) => (HereSeen::Here, severity, None),
        Seen::Near(severity, metres) => (HereSeen::Near, severity, Some(metres)),
        Seen::Clear => (HereSeen::Clear, None, None),
        Seen::Unmapped => (HereSeen::Unmapped, None, None),
    };
    HereItemView {
        layer: version.kind.code().to_owned(),
        seen,
        severity: severity.map(crate::domain::Severity::get),
        distance_m,
        depth_m: found.depth_m,
        reach_m: found.reach_m,
        layer_version: version.version,
        source: version.source.clone(),
        imported_on: version.imported_at.date().to_string(),
    }
}
