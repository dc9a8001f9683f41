//! From the store to a new atlas; what has not changed is taken over, not read again.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use time::Date;

use super::{
    Error,
    answers::AnswerBook,
    atlas::{Atlas, AtlasLayer, Edition, Known, neighbourhood_at},
    casework, weights,
};
use crate::{
    domain::{
        Assessment, Casework, Confirmation, LayerKind, LayerVersion, Record, SettlementId,
        Territory,
    },
    store::Store,
};

/// Records read at a time.
const PAGE: u32 = 5_000;

type Layers = BTreeMap<LayerKind, Arc<AtlasLayer>>;

/// What was assessed since an atlas was made.
#[derive(Default)]
struct Newer {
    assessments: HashMap<SettlementId, Arc<Assessment>>,
    confirmations: HashMap<SettlementId, Confirmation>,
    /// All that is current, new or not.
    casework: HashMap<SettlementId, Casework>,
}

/// The atlas of what is current in the store.
pub(super) async fn atlas(
    store: &Store,
    territory: &Territory,
    old: Arc<Atlas>,
    today: Date,
) -> Result<Atlas, Error> {
    // The change number is read first: what comes in meanwhile is found at the next look.
    let change = store.last_change(territory).await?;
    let layers = layers(store, territory, &old).await?;
    let keeps_sites = are_same(&layers, &old.layers, |kind| !is_hazard(kind));
    let since = if keeps_sites { old.change } else { 0 };
    let newer = newer(store, territory, since, today).await?;
    let model = weights::in_force(store, territory, &old).await?;
    let teams = store.teams(territory).await?;
    let answers = answers(store, territory, &old).await?;
    let edition = move |layers, model, answers| Edition {
        layers,
        model,
        teams,
        answers,
        change,
        today,
    };
    let making = move || {
        if !keeps_sites {
            let sites = sites(&layers, &answers, &newer);
            return Atlas::new(edition(layers, model, answers), sites);
        }
        let keeps_answers = Arc::ptr_eq(&answers, &old.answers);
        let keeps_exposure =
            are_same(&layers, &old.layers, is_hazard) && model.sha256() == old.model.sha256();
        let sites = old.sites().iter().map(|known| {
            let mut known = known.clone();
            newer.tell(&mut known);
            if !keeps_answers {
                known.answers = answers.about(known.settlement.id);
            }
            if !keeps_exposure {
                known.exposure = Arc::default();
            }
            known
        });
        let sites = sites.collect();
        old.with(edition(layers, model, answers), sites)
    };
    Ok(tokio::task::spawn_blocking(making).await?)
}

/// The answers of visits; nothing is read while no decision about a visit has been taken.
async fn answers(
    store: &Store,
    territory: &Territory,
    old: &Atlas,
) -> Result<Arc<AnswerBook>, Error> {
    let ruling = store.last_visit_ruling(territory).await?;
    if ruling == old.answers.ruling() {
        return Ok(old.answers.clone());
    }
    let answers = store.current_answers(territory).await?;
    Ok(Arc::new(AnswerBook::new(ruling, answers)))
}

/// Whether settlements are measured against it.
pub(super) fn is_hazard(kind: LayerKind) -> bool {
    matches!(
        kind,
        LayerKind::Zones(_) | LayerKind::Study(_) | LayerKind::Depth | LayerKind::Landmarks(_)
    )
}

async fn newer(
    store: &Store,
    territory: &Territory,
    since: u64,
    today: Date,
) -> Result<Newer, Error> {
    let assessments = store.latest_assessments(territory, since).await?;
    let confirmations = store.latest_confirmations(territory, since).await?;
    Ok(Newer {
        assessments: assessments
            .into_iter()
            .map(|assessment| (assessment.settlement, Arc::new(assessment)))
            .collect(),
        confirmations: confirmations
            .into_iter()
            .map(|confirmation| (confirmation.settlement, confirmation))
            .collect(),
        casework: casework::current(store, territory, today).await?,
    })
}

impl Newer {
    /// Brings a settlement up to date; a confirmation counts for the assessment it names.
    fn tell(&self, known: &mut Known) {
        if let Some(assessment) = self.assessments.get(&known.settlement.id) {
            known.assessment = Some(assessment.clone());
            known.confirmed = None;
        }
        let confirmation = self.confirmations.get(&known.settlement.id);
        let latest = known.assessment.as_ref().map(|latest| latest.id);
        if let Some(confirmation) = confirmation.filter(|one| Some(one.assessment) == latest) {
            known.confirmed = Some(confirmation.input_digest.as_str().into());
        }
        let casework = self.casework.get(&known.settlement.id);
        known.casework = casework.cloned().unwrap_or_default();
    }
}

async fn layers(store: &Store, territory: &Territory, old: &Atlas) -> Result<Layers, Error> {
    let mut layers = Layers::new();
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
    Ok(layers)
}

/// Whether the layers of some kinds are the same in both.
fn are_same(new: &Layers, old: &Layers, of: impl Fn(LayerKind) -> bool) -> bool {
    let versions = |layers: &Layers| {
        let layers = layers.iter().filter(|(kind, _)| of(**kind));
        layers
            .map(|(_, layer)| layer.version.id)
            .collect::<Vec<_>>()
    };
    versions(new) == versions(old)
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

/// The settlements with what is known beside them.
fn sites(layers: &Layers, answers: &AnswerBook, newer: &Newer) -> Vec<Known> {
    let neighbourhoods = layers.get(&LayerKind::Neighbourhoods);
    layers
        .get(&LayerKind::Settlements)
        .into_iter()
        .flat_map(|layer| layer.records())
        .filter_map(|(_, record)| match record {
            Record::Settlement(settlement) => Some(Arc::new(settlement.clone())),
            _ => None,
        })
        .map(|settlement| {
            let mut known = Known {
                neighbourhood: neighbourhoods
                    .and_then(|layer| neighbourhood_at(layer, settlement.footprint.inner_point()))
                    .map(|neighbourhood| neighbourhood.code.as_str().into()),
                answers: answers.about(settlement.id),
                assessment: None,
                confirmed: None,
                rank: None,
                exposure: Arc::default(),
                casework: Casework::default(),
                settlement,
            };
            newer.tell(&mut known);
            known
        })
        .collect()
}
