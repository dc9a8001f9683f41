//! The current layers in memory, ready to be measured and drawn; swapped whole, never edited.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, OnceLock},
};

use geo_types::Coord;
use time::Date;

use super::{
    AtlasLayer,
    dispersal::{self, CountsSeen},
    measure::{self, Exposure},
};
use crate::{
    domain::{
        Assessment, Casework, CurrentAnswer, HousingOffer, LayerKind, LayerVersionId, LeastCounts,
        Neighbourhood, Placement, Publication, Rank, Record, Settlement, SettlementId, Team,
        Viewer,
    },
    hazard::{self, Model, SiteInputs},
    publish::NeighbourhoodView,
    spatial::Bbox,
};

/// A settlement with all that is known of it. Cloning is cheap.
#[derive(Clone)]
pub struct Known {
    /// Its record.
    pub settlement: Arc<Settlement>,
    /// Code of the neighbourhood it lies in.
    pub neighbourhood: Option<Arc<str>>,
    /// The latest known answers of visits, by question.
    pub answers: Arc<[CurrentAnswer]>,
    /// Its latest assessment.
    pub assessment: Option<Arc<Assessment>>,
    /// Digest of the newest inputs that came to the same assessment.
    pub(super) confirmed: Option<Arc<str>>,
    /// What the layers say of it, once somebody has asked.
    pub(super) exposure: Arc<OnceLock<Exposure>>,
    /// What people have written down beside its score.
    pub casework: Casework,
}

impl Known {
    /// Whether it takes the same place as before, others permitting.
    fn ranks_as(&self, before: &Self) -> bool {
        let score = |known: &Self| known.assessment.as_ref().map(|latest| latest.score);
        Arc::ptr_eq(&self.settlement, &before.settlement)
            && score(self) == score(before)
            && self.casework.danger.is_some() == before.casework.danger.is_some()
    }
}

/// What an atlas is made of, settlements excepted.
pub(super) struct Edition {
    pub(super) layers: BTreeMap<LayerKind, Arc<AtlasLayer>>,
    pub(super) model: Arc<Model>,
    pub(super) teams: Vec<Team>,
    /// The counts that were last given out to the team.
    pub(super) given_out: Option<Arc<Publication>>,
    pub(super) least: LeastCounts,
    pub(super) change: u64,
    pub(super) today: Date,
}

/// Everything current, as of one moment.
pub struct Atlas {
    /// The current version of each layer.
    pub layers: BTreeMap<LayerKind, Arc<AtlasLayer>>,
    /// The weights in force.
    pub model: Arc<Model>,
    /// Whom to call.
    pub teams: Vec<Team>,
    /// The counts of households that were last given out to the team.
    pub given_out: Option<Arc<Publication>>,
    /// The least group that each audience is told of.
    pub least: LeastCounts,
    /// Number of the last change that is in it.
    pub change: u64,
    /// The day it was made for: a planned move becomes one, overrides end, incidents age.
    pub today: Date,
    /// In the order of their layer; an atlas shares those that stand with the one before.
    sites: Vec<Arc<Known>>,
    /// The rank of each of `sites` that is open and assessed. Beside them, not in them: an edit
    /// moves the ranks of many and touches one.
    ranks: Vec<Option<Rank>>,
    /// Places in `sites`: imminent danger first, then most dangerous first, then those without a
    /// rank by code.
    by_rank: Vec<usize>,
    by_code: Arc<HashMap<String, usize>>,
    by_id: Arc<HashMap<SettlementId, usize>>,
    counts: Arc<HashMap<(Viewer, LayerKind), CountsSeen>>,
}

impl Default for Atlas {
    fn default() -> Self {
        Self {
            layers: BTreeMap::new(),
            model: Arc::new(Model::standard().clone()),
            teams: Vec::new(),
            given_out: None,
            least: LeastCounts::PROMISED,
            change: 0,
            today: Date::MIN,
            sites: Vec::new(),
            ranks: Vec::new(),
            by_rank: Vec::new(),
            by_code: Arc::default(),
            by_id: Arc::default(),
            counts: Arc::default(),
        }
    }
}

impl Atlas {
    /// An empty one, whose successors tell of no smaller groups.
    #[must_use]
    pub(super) fn telling(least: LeastCounts) -> Self {
        Self {
            least,
            ..Self::default()
        }
    }

    /// Puts layers and settlements together, and counts what the map shows of both.
    #[must_use]
    pub(super) fn new(edition: Edition, sites: Vec<Arc<Known>>) -> Self {
        let places = || sites.iter().map(|known| &known.settlement).zip(0..);
        let mut atlas = Self::unranked(edition);
        atlas.by_code = Arc::new(places().map(|(one, at)| (one.code.clone(), at)).collect());
        atlas.by_id = Arc::new(places().map(|(one, at)| (one.id, at)).collect());
        atlas.by_rank = (0..sites.len()).collect();
        atlas.sites = sites;
        atlas.rank();
        atlas.count_homes();
        atlas
    }

    /// The same settlements and neighbourhoods, with other facts about them.
    #[must_use]
    pub(super) fn with(&self, edition: Edition, sites: Vec<Arc<Known>>) -> Self {
        let mut atlas = Self::unranked(edition);
        atlas.by_code = self.by_code.clone();
        atlas.by_id = self.by_id.clone();
        atlas.by_rank.clone_from(&self.by_rank);
        let ranks_stand = std::iter::zip(&self.sites, &sites)
            .all(|(was, is)| Arc::ptr_eq(was, is) || is.ranks_as(was));
        atlas.sites = sites;
        if ranks_stand {
            atlas.ranks.clone_from(&self.ranks);
        } else {
            atlas.rank();
        }
        if atlas.today == self.today && atlas.counted_by() == self.counted_by() {
            atlas.counts = self.counts.clone();
        } else {
            atlas.count_homes();
        }
        atlas
    }

    fn unranked(edition: Edition) -> Self {
        Self {
            layers: edition.layers,
            model: edition.model,
            teams: edition.teams,
            given_out: edition.given_out,
            least: edition.least,
            change: edition.change,
            today: edition.today,
            by_code: Arc::default(),
            by_id: Arc::default(),
            sites: Vec::new(),
            ranks: Vec::new(),
            by_rank: Vec::new(),
            counts: Arc::default(),
        }
    }

    /// Names the moves and the publication that homes are counted by.
    fn counted_by(&self) -> (Option<(LayerVersionId, u64)>, Option<u64>) {
        let layer = self.layer(LayerKind::Placements);
        let moves = layer.map(|layer| (layer.version.id, layer.edited));
        (moves, self.given_out.as_ref().map(|one| one.number))
    }

    fn count_homes(&mut self) {
        self.counts = Arc::new(dispersal::counts_seen(self, self.today));
    }

    /// Gives open and assessed settlements their places.
    fn rank(&mut self) {
        let (ranked, scores): (Vec<usize>, Vec<_>) = self
            .sites
            .iter()
            .enumerate()
            .filter(|(_, known)| known.settlement.status.is_open())
            .filter_map(|(at, known)| Some((at, known.assessment.as_ref()?.score)))
            .unzip();
        self.ranks = vec![None; self.sites.len()];
        for (at, rank) in ranked.into_iter().zip(hazard::ranks(&scores)) {
            self.ranks[at] = Some(rank);
        }
        // An edit moves few of them: this sort is quick where most stand in order already.
        let (sites, ranks) = (&self.sites, &self.ranks);
        self.by_rank.sort_by_key(|&at| {
            let known = &sites[at];
            let place = ranks[at].map_or(u32::MAX, |rank| rank.position);
            let is_calm = known.casework.danger.is_none();
            (is_calm, place, &known.settlement.code)
        });
    }

    /// The settlements: imminent danger first, then most dangerous first, then those without a
    /// rank by code.
    pub fn settlements(&self) -> impl Iterator<Item = &Known> {
        self.by_rank.iter().map(|&at| &*self.sites[at])
    }

    /// The settlements in the order of their layer.
    pub(super) fn sites(&self) -> &[Arc<Known>] {
        &self.sites
    }

    /// The place of a settlement among [`sites`](Self::sites).
    pub(super) fn place_of(&self, settlement: SettlementId) -> Option<usize> {
        self.by_id.get(&settlement).copied()
    }

    /// The settlements where households may still live.
    pub(super) fn open_sites(&self) -> impl Iterator<Item = &Known> {
        let all = self.sites.iter().map(|known| &**known);
        all.filter(|known| known.settlement.status.is_open())
    }

    /// All that a settlement's score is made of, weights excepted; measured at the first asking.
    #[must_use]
    pub fn inputs(&self, known: &Known) -> SiteInputs {
        let measured = known
            .exposure
            .get_or_init(|| self.exposure_under(&self.model, known));
        measured.answered(&self.model, &known.answers, self.today)
    }

    /// The same under other weights, whose distances may reach farther.
    #[must_use]
    pub(super) fn inputs_under(&self, model: &Model, known: &Known) -> SiteInputs {
        let measured = self.exposure_under(model, known);
        measured.answered(model, &known.answers, self.today)
    }

    fn exposure_under(&self, model: &Model, known: &Known) -> Exposure {
        let layers = self.layers.iter().map(|(kind, layer)| (*kind, &**layer));
        measure::exposure(layers, model, &known.settlement.footprint)
    }

    /// A digest of the counts as the audience sees them on a layer; nought where it has none.
    #[must_use]
    pub fn counts_digest(&self, shown: (Viewer, LayerKind)) -> [u8; 32] {
        self.counts.get(&shown).map_or([0; 32], |seen| seen.digest)
    }

    /// The count of rehoused households in a neighbourhood of a layer, as the audience may see it.
    #[must_use]
    pub fn count(
        &self,
        (viewer, layer): (Viewer, LayerKind),
        neighbourhood: &str,
    ) -> Option<&NeighbourhoodView> {
        let seen = self.counts.get(&(viewer, layer))?;
        seen.by_code.get(neighbourhood)
    }

    /// The current version of a layer.
    #[must_use]
    pub fn layer(&self, kind: LayerKind) -> Option<&Arc<AtlasLayer>> {
        self.layers.get(&kind)
    }

    /// The settlements in the ranking: imminent danger first, then most dangerous first.
    pub fn ranked(&self) -> impl Iterator<Item = &Known> {
        let ranked = self.by_rank.iter();
        let ranked = ranked.filter(|&&at| self.ranks[at].is_some());
        ranked.map(|&at| &*self.sites[at])
    }

    /// The rank of a settlement, when it is open and assessed.
    #[must_use]
    pub fn rank_of(&self, known: &Known) -> Option<Rank> {
        self.ranks[self.place_of(known.settlement.id)?]
    }

    /// The settlement of this code.
    #[must_use]
    pub fn settlement(&self, code: &str) -> Option<&Known> {
        self.by_code.get(code).map(|&at| &*self.sites[at])
    }

    /// The settlement of this number, found sooner than by its code.
    pub(super) fn settlement_by_id(&self, id: SettlementId) -> Option<&Known> {
        self.place_of(id).map(|at| &*self.sites[at])
    }

    /// The neighbourhoods in the order of their layer.
    pub fn neighbourhoods(&self) -> impl Iterator<Item = &Neighbourhood> {
        self.records_of(LayerKind::Neighbourhoods)
            .filter_map(|record| match record {
                Record::Neighbourhood(neighbourhood) => Some(neighbourhood),
                _ => None,
            })
    }

    /// The placements in the order of their layer.
    pub fn placements(&self) -> impl Iterator<Item = &Placement> {
        self.records_of(LayerKind::Placements)
            .filter_map(|record| match record {
                Record::Placement(placement) => Some(placement),
                _ => None,
            })
    }

    /// The homes on offer in the order of their layer.
    pub fn offers(&self) -> impl Iterator<Item = &HousingOffer> {
        self.records_of(LayerKind::Offers)
            .filter_map(|record| match record {
                Record::HousingOffer(offer) => Some(offer),
                _ => None,
            })
    }

    fn records_of(&self, kind: LayerKind) -> impl Iterator<Item = &Record> {
        self.layer(kind)
            .into_iter()
            .flat_map(|layer| layer.records())
            .map(|(_, record)| record)
    }

    /// The box around all layers.
    #[must_use]
    pub fn bbox(&self) -> Option<Bbox> {
        self.layers
            .values()
            .filter_map(|layer| layer.version.bbox)
            .reduce(Bbox::union)
    }
}

/// The neighbourhood that a place lies in; on a shared border, the first of the layer.
#[must_use]
pub(super) fn neighbourhood_at(layer: &AtlasLayer, place: Coord<f64>) -> Option<&Neighbourhood> {
    layer
        .touching(Bbox::at(place))
        .find_map(|(_, record)| match record {
            Record::Neighbourhood(neighbourhood) if neighbourhood.footprint.holds(place) => {
                Some(neighbourhood)
            }
            _ => None,
        })
}
