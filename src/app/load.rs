//! From the store to a new atlas; what has not changed is taken over, not read again.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use time::Date;

use super::{
    AtlasLayer, Error,
    atlas::{Atlas, Edition, Known, neighbourhood_at},
    casework, figures,
    news::{News, Part},
    registered, weights,
};
use crate::{
    domain::{
        Assessment, Audience, Casework, Confirmation, CurrentAnswer, LayerKind, LayerVersion,
        Publication, Record, Settlement, SettlementId, Territory,
    },
    store::Store,
};

/// Records read at a time.
const PAGE: u32 = 5_000;

type Layers = BTreeMap<LayerKind, Arc<AtlasLayer>>;

/// What has become known of settlements since an atlas was made.
#[derive(Default)]
struct Newer {
    answers: HashMap<SettlementId, Arc<[CurrentAnswer]>>,
    assessments: HashMap<SettlementId, Arc<Assessment>>,
    confirmations: HashMap<SettlementId, Confirmation>,
    /// All that is current, new or not; `None` where none of it has changed.
    casework: Option<HashMap<SettlementId, Casework>>,
}

/// The counts that were last given out to the team.
async fn given_out(
    (store, territory): (&Store, &Territory),
    old: &Atlas,
    news: &News,
) -> Result<Option<Arc<Publication>>, Error> {
    if !news.about(Part::Figures) {
        return Ok(old.given_out.clone());
    }
    let last = store.last_publication(territory, Audience::Team).await?;
    let told = last.filter(|one| figures::stands(one, old.least));
    Ok(told.map(Arc::new))
}

/// The atlas of what is current in the store; the old one where nothing has changed.
pub(super) async fn atlas(
    store: &Store,
    territory: &Territory,
    old: Arc<Atlas>,
    today: Date,
) -> Result<Arc<Atlas>, Error> {
    let news = News::since(store, territory, &old).await?;
    if news.change == old.change && old.change > 0 && old.today == today {
        return Ok(old);
    }
    let layers = if news.about(Part::Layers) || news.about(Part::Registers) {
        layers(store, territory, &old).await?
    } else {
        old.layers.clone()
    };
    let model = if news.about(Part::Weights) {
        weights::in_force(store, territory, &old).await?
    } else {
        old.model.clone()
    };
    let teams = if news.about(Part::Teams) {
        store.teams(territory).await?
    } else {
        old.teams.clone()
    };
    let given_out = given_out((store, territory), &old, &news).await?;
    let keeps_sites = are_same(&layers, &old.layers, is_ground);
    let knows_sites = keeps_sites || are_edits(&layers, &old);
    let mut newer = Newer::default();
    let since = if knows_sites { old.change } else { 0 };
    if news.about(Part::Answers) || !knows_sites {
        newer.read_answers(store, territory, since).await?;
    }
    if news.about(Part::Scores) || !knows_sites {
        newer.read_scores(store, territory, since).await?;
    }
    let keeps_casework = knows_sites && today == old.today && !news.about(Part::Casework);
    if !keeps_casework {
        newer.casework = Some(casework::current(store, territory, today).await?);
    }
    let edition = Edition {
        layers,
        model,
        teams,
        given_out,
        least: old.least,
        change: news.change,
        today,
    };
    let making = move || {
        Arc::new(if keeps_sites {
            succeed(&old, edition, &newer)
        } else if knows_sites {
            follow(&old, edition, &newer)
        } else {
            let sites = sites(&edition.layers, &newer);
            Atlas::new(edition, sites)
        })
    };
    Ok(tokio::task::spawn_blocking(making).await?)
}

/// The atlas after `old` with the same settlements, and what is newer about them.
fn succeed(old: &Atlas, edition: Edition, newer: &Newer) -> Atlas {
    let keeps_exposure = keeps_exposure(old, &edition);
    let mut sites = old.sites().to_vec();
    let mut renew = |at: usize| {
        let known = Arc::make_mut(&mut sites[at]);
        newer.tell(known);
        if !keeps_exposure {
            known.exposure = Arc::default();
        }
    };
    if keeps_exposure && newer.casework.is_none() {
        newer
            .told_of()
            .filter_map(|id| old.place_of(id))
            .for_each(renew);
    } else {
        (0..old.sites().len()).for_each(&mut renew);
    }
    old.with(edition, sites)
}

/// The atlas after `old` where settlements that it knows were changed or taken out: all others are
/// taken over.
fn follow(old: &Atlas, edition: Edition, newer: &Newer) -> Atlas {
    let keeps_exposure = keeps_exposure(old, &edition);
    let told_of: HashSet<SettlementId> = newer.told_of().collect();
    let neighbourhoods = edition.layers.get(&LayerKind::Neighbourhoods);
    let sites = settlements(&edition.layers).map(|settlement| {
        let before = old.place_of(settlement.id).map(|at| &old.sites()[at]);
        let mut known = match before {
            Some(before) if *before.settlement == *settlement => before.clone(),
            Some(before) => Arc::new(Known {
                neighbourhood: neighbourhood_of(neighbourhoods, settlement),
                settlement: Arc::new(settlement.clone()),
                exposure: Arc::default(),
                ..Known::clone(before)
            }),
            None => Arc::new(stranger(neighbourhoods, settlement)),
        };
        if told_of.contains(&settlement.id) || newer.casework.is_some() || !keeps_exposure {
            let known = Arc::make_mut(&mut known);
            newer.tell(known);
            if !keeps_exposure {
                known.exposure = Arc::default();
            }
        }
        known
    });
    let sites = sites.collect();
    Atlas::new(edition, sites)
}

/// Whether what the layers say of a settlement stands.
fn keeps_exposure(old: &Atlas, edition: &Edition) -> bool {
    are_same(&edition.layers, &old.layers, is_hazard)
        && edition.model.sha256() == old.model.sha256()
}

/// Whether settlements were edited one by one and nothing else, and the old atlas knows all that
/// stand now: then what is stored about them need not be read again.
fn are_edits(layers: &Layers, old: &Atlas) -> bool {
    let is_ground = |kind| is_ground(kind) && kind != LayerKind::Settlements;
    let version = |layers: &Layers| {
        let layer = layers.get(&LayerKind::Settlements);
        layer.map(|layer| layer.version.id)
    };
    version(layers).is_some()
        && version(layers) == version(&old.layers)
        && are_same(layers, &old.layers, is_ground)
        && settlements(layers).all(|settlement| old.place_of(settlement.id).is_some())
}

/// Whether settlements are measured against it.
pub(super) fn is_hazard(kind: LayerKind) -> bool {
    matches!(
        kind,
        LayerKind::Zones(_) | LayerKind::Study(_) | LayerKind::Depth | LayerKind::Landmarks(_)
    )
}

/// Whether settlements lie in it, or are its records.
fn is_ground(kind: LayerKind) -> bool {
    !is_hazard(kind) && !registered::KINDS.contains(&kind)
}

impl Newer {
    /// The answers of visits; of a settlement where none counts any longer, that there are none.
    async fn read_answers(
        &mut self,
        store: &Store,
        territory: &Territory,
        since: u64,
    ) -> Result<(), Error> {
        let ruled = store.settlements_ruled(territory, since).await?;
        self.answers = ruled.into_iter().map(|id| (id, Arc::default())).collect();
        let answers = store.current_answers(territory, since).await?;
        for own in answers.chunk_by(|one, next| one.settlement == next.settlement) {
            self.answers.insert(own[0].settlement, own.into());
        }
        Ok(())
    }

    async fn read_scores(
        &mut self,
        store: &Store,
        territory: &Territory,
        since: u64,
    ) -> Result<(), Error> {
        for assessment in store.latest_assessments(territory, since).await? {
            self.assessments
                .insert(assessment.settlement, Arc::new(assessment));
        }
        for confirmation in store.latest_confirmations(territory, since).await? {
            self.confirmations
                .insert(confirmation.settlement, confirmation);
        }
        Ok(())
    }

    /// The settlements of which something is newer, casework excepted; some more than once.
    fn told_of(&self) -> impl Iterator<Item = SettlementId> {
        let answered = self.answers.keys();
        let scored = self.assessments.keys().chain(self.confirmations.keys());
        answered.chain(scored).copied()
    }

    /// Brings a settlement up to date; a confirmation counts for the assessment it names.
    fn tell(&self, known: &mut Known) {
        if let Some(answers) = self.answers.get(&known.settlement.id) {
            known.answers = answers.clone();
        }
        if let Some(assessment) = self.assessments.get(&known.settlement.id) {
            known.assessment = Some(assessment.clone());
            known.confirmed = None;
        }
        let confirmation = self.confirmations.get(&known.settlement.id);
        let latest = known.assessment.as_ref().map(|latest| latest.id);
        if let Some(confirmation) = confirmation.filter(|one| Some(one.assessment) == latest) {
            known.confirmed = Some(confirmation.input_digest.as_str().into());
        }
        if let Some(casework) = &self.casework {
            let own = casework.get(&known.settlement.id);
            known.casework = own.cloned().unwrap_or_default();
        }
    }
}

async fn layers(store: &Store, territory: &Territory, old: &Atlas) -> Result<Layers, Error> {
    let mut layers = Layers::new();
    let (registered, imported): (Vec<LayerVersion>, Vec<LayerVersion>) = store
        .current_layers(territory)
        .await?
        .into_iter()
        .partition(|version| registered::KINDS.contains(&version.kind));
    for kind in registered::KINDS {
        let version = registered.iter().find(|version| version.kind == kind);
        let layer = registered::layer(store, territory, (kind, version.cloned(), old));
        layers.extend(layer.await?.map(|layer| (kind, layer)));
    }
    for version in imported {
        let unchanged = old
            .layer(version.kind)
            .filter(|layer| layer.version.id == version.id);
        let layer = match unchanged {
            Some(layer) => layer.clone(),
            None => Arc::new(read_layer(store, version).await?),
        };
        let layer = match layer.version.kind {
            LayerKind::Settlements => edited(store, layer).await?,
            _ => layer,
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
            .map(|(_, layer)| (layer.version.id, layer.edited))
            .collect::<Vec<_>>()
    };
    versions(new) == versions(old)
}

/// The layer with the edits that it does not hold yet.
async fn edited(store: &Store, mut layer: Arc<AtlasLayer>) -> Result<Arc<AtlasLayer>, Error> {
    loop {
        let edits = store
            .settlement_edits(&layer.version, (layer.edited, PAGE))
            .await?;
        if edits.is_empty() {
            return Ok(layer);
        }
        layer = Arc::new(layer.with_edits(edits));
    }
}

/// A version as it was when the next one came: with the edits upon it.
pub(super) async fn whole_layer(
    store: &Store,
    version: LayerVersion,
) -> Result<Arc<AtlasLayer>, Error> {
    let layer = Arc::new(read_layer(store, version).await?);
    match layer.version.kind {
        LayerKind::Settlements => edited(store, layer).await,
        _ => Ok(layer),
    }
}

async fn read_layer(store: &Store, version: LayerVersion) -> Result<AtlasLayer, Error> {
    let records = all_of(store, &version).await?;
    let making = move || AtlasLayer::new(version, records);
    Ok(tokio::task::spawn_blocking(making).await?)
}

/// Every record of a version with its number, in order.
pub(super) async fn all_of(
    store: &Store,
    version: &LayerVersion,
) -> Result<Vec<(u64, Record)>, Error> {
    let (mut records, mut after) = (Vec::new(), 0);
    loop {
        let page = store.records_page(version, after, PAGE).await?;
        let Some((last, _)) = page.last() else {
            return Ok(records);
        };
        after = *last;
        records.extend(page);
    }
}

/// The settlements with what is known beside them.
fn sites(layers: &Layers, newer: &Newer) -> Vec<Arc<Known>> {
    let neighbourhoods = layers.get(&LayerKind::Neighbourhoods);
    settlements(layers)
        .map(|settlement| {
            let mut known = stranger(neighbourhoods, settlement);
            newer.tell(&mut known);
            Arc::new(known)
        })
        .collect()
}

/// The settlements in the order of their layer.
fn settlements(layers: &Layers) -> impl Iterator<Item = &Settlement> {
    let layer = layers.get(&LayerKind::Settlements);
    let records = layer.into_iter().flat_map(|layer| layer.records());
    records.filter_map(|(_, record)| match record {
        Record::Settlement(settlement) => Some(settlement),
        _ => None,
    })
}

/// A settlement of which nothing is known yet but where it lies.
fn stranger(neighbourhoods: Option<&Arc<AtlasLayer>>, settlement: &Settlement) -> Known {
    Known {
        neighbourhood: neighbourhood_of(neighbourhoods, settlement),
        settlement: Arc::new(settlement.clone()),
        answers: Arc::default(),
        assessment: None,
        confirmed: None,
        exposure: Arc::default(),
        casework: Casework::default(),
    }
}

fn neighbourhood_of(
    neighbourhoods: Option<&Arc<AtlasLayer>>,
    settlement: &Settlement,
) -> Option<Arc<str>> {
    let place = settlement.footprint.inner_point();
    let neighbourhood = neighbourhood_at(neighbourhoods?, place)?;
    Some(neighbourhood.code.as_str().into())
}
