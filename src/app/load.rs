//! From the store to a new atlas; layers that have not changed are taken over, not read again.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use time::Date;

use super::{
    Error,
    atlas::{Atlas, AtlasLayer, Known, neighbourhood_at},
};
use crate::{
    domain::{Assessment, LayerKind, LayerVersion, Record, SettlementId, Territory},
    hazard,
    store::Store,
};

/// Records read at a time.
const PAGE: u32 = 5_000;

/// The atlas of what is current in the store.
pub(super) async fn atlas(
    store: &Store,
    territory: &Territory,
    old: &Atlas,
    today: Date,
) -> Result<Atlas, Error> {
    // The change number is read first: what comes in meanwhile is found at the next look.
    let change = store.last_change(territory).await?;
    let mut layers = BTreeMap::new();
    for version in store.current_layers(territory).await? {
        let unchanged = old
            .layer(version.kind)
            .filter(|layer| layer.version.id == version.id);
        let layer = match unchanged {
            Some(layer) => layer.clone(),
            None => Arc::new(read_layer(store, version).await?),
        };
        layers.insert(layer.version.kind, layer);
    }
    let assessments = store.latest_assessments(territory).await?;
    let making = move || {
        let settlements = settlements(&layers, assessments);
        Atlas::new(layers, settlements, change, today)
    };
    Ok(tokio::task::spawn_blocking(making).await?)
}

async fn read_layer(store: &Store, version: LayerVersion) -> Result<AtlasLayer, Error> {
    let (mut records, mut after) = (Vec::new(), 0);
    loop {
        let page = store.records_page(&version, after, PAGE).await?;
        let Some((last, _)) = page.last() else {
            return Ok(AtlasLayer::new(version, records));
        };
        after = *last;
        records.extend(page);
    }
}

/// The settlements with what is known beside them, most dangerous first, then by code.
fn settlements(
    layers: &BTreeMap<LayerKind, Arc<AtlasLayer>>,
    assessments: Vec<Assessment>,
) -> Vec<Known> {
    let mut latest: HashMap<SettlementId, Arc<Assessment>> = assessments
        .into_iter()
        .map(|assessment| (assessment.settlement, Arc::new(assessment)))
        .collect();
    let neighbourhoods = layers.get(&LayerKind::Neighbourhoods);
    let mut known: Vec<Known> = layers
        .get(&LayerKind::Settlements)
        .into_iter()
        .flat_map(|layer| layer.records())
        .filter_map(|(_, record)| match record {
            Record::Settlement(settlement) => Some(settlement.clone()),
            _ => None,
        })
        .map(|settlement| Known {
            neighbourhood: neighbourhoods
                .and_then(|layer| neighbourhood_at(layer, settlement.footprint.inner_point()))
                .map(|neighbourhood| neighbourhood.code.clone()),
            assessment: latest.remove(&settlement.id),
            rank: None,
            settlement,
        })
        .collect();
    rank(&mut known);
    known
}

/// Gives open and assessed settlements their places and sorts by them.
fn rank(known: &mut [Known]) {
    let (at, scores): (Vec<usize>, Vec<_>) = known
        .iter()
        .enumerate()
        .filter(|(_, known)| known.settlement.status.is_open())
        .filter_map(|(at, known)| Some((at, known.assessment.as_ref()?.score)))
        .unzip();
    for (at, rank) in at.into_iter().zip(hazard::ranks(&scores)) {
        known[at].rank = Some(rank);
    }
    known.sort_by(|a, b| {
        let place = |known: &Known| known.rank.map_or(u32::MAX, |rank| rank.position);
        place(a)
            .cmp(&place(b))
            .then_with(|| a.settlement.code.cmp(&b.settlement.code))
    });
}
