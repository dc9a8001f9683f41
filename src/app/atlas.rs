//! The current layers in memory, ready to be measured and drawn; swapped whole, never edited.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use geo_types::Coord;
use sha2::{Digest, Sha256};
use time::Date;

use super::{
    dispersal::{self, CountsSeen},
    hex::hex,
};
use crate::{
    domain::{
        Assessment, Audience, LayerKind, LayerVersion, Neighbourhood, Placement, Rank, Record,
        Settlement,
    },
    publish::NeighbourhoodView,
    spatial::{Bbox, BoxIndex, Dimension},
};

/// One version of one layer with its records.
pub struct AtlasLayer {
    /// Which version.
    pub version: LayerVersion,
    records: Vec<(u64, Record)>,
    boxes: BoxIndex,
    /// Places in `records` of the boxes, in order; placements have none.
    with_box: Vec<usize>,
}

impl AtlasLayer {
    /// Indexes the records, which come in the order of their numbers.
    #[must_use]
    pub fn new(version: LayerVersion, records: Vec<(u64, Record)>) -> Self {
        let (with_box, boxes): (Vec<usize>, Vec<Bbox>) = records
            .iter()
            .enumerate()
            .filter_map(|(at, (_, record))| Some((at, record.bbox()?)))
            .unzip();
        Self {
            version,
            boxes: BoxIndex::new(&boxes),
            with_box,
            records,
        }
    }

    /// What its shapes are, as the first of them tells.
    #[must_use]
    pub fn dimension(&self) -> Option<Dimension> {
        self.records.first()?.1.dimension()
    }

    /// Every record with its number, in order.
    pub fn records(&self) -> impl Iterator<Item = (u64, &Record)> {
        self.records
            .iter()
            .map(|(number, record)| (*number, record))
    }

    /// The records whose boxes touch the box, in order.
    pub fn touching(&self, bbox: Bbox) -> impl Iterator<Item = (u64, &Record)> {
        let mut found: Vec<usize> = self
            .boxes
            .touching(bbox)
            .map(|i| self.with_box[i])
            .collect();
        found.sort_unstable();
        found.into_iter().map(|at| {
            let (number, record) = &self.records[at];
            (*number, record)
        })
    }
}

/// A settlement with all that is known of it.
pub struct Known {
    /// Its record.
    pub settlement: Settlement,
    /// Code of the neighbourhood it lies in.
    pub neighbourhood: Option<String>,
    /// Its latest assessment.
    pub assessment: Option<Arc<Assessment>>,
    /// Its place, when it is open and assessed.
    pub rank: Option<Rank>,
}

/// Everything current, as of one moment.
#[derive(Default)]
pub struct Atlas {
    /// The current version of each layer.
    pub layers: BTreeMap<LayerKind, Arc<AtlasLayer>>,
    /// The settlements, most dangerous first, then those without a rank by code.
    pub settlements: Vec<Known>,
    /// Number of the last change that is in it.
    pub change: u64,
    by_code: HashMap<String, usize>,
    counts: HashMap<Audience, CountsSeen>,
}

impl Atlas {
    /// Puts layers, assessments and ranks together.
    #[must_use]
    pub fn new(
        layers: BTreeMap<LayerKind, Arc<AtlasLayer>>,
        settlements: Vec<Known>,
        change: u64,
        today: Date,
    ) -> Self {
        let by_code = settlements
            .iter()
            .enumerate()
            .map(|(at, known)| (known.settlement.code.clone(), at))
            .collect();
        let mut atlas = Self {
            layers,
            settlements,
            change,
            by_code,
            counts: HashMap::new(),
        };
        atlas.counts = dispersal::counts_seen(&atlas, today);
        atlas
    }

    /// A digest of the counts as the audience sees them: it changes when they do, and only then.
    #[must_use]
    pub fn counts_digest(&self, audience: Audience) -> String {
        let seen = serde_json::to_vec(&self.counts.get(&audience)).unwrap_or_default();
        hex(&Sha256::digest(seen))
    }

    /// The count of rehoused households in a neighbourhood, as the audience may see it.
    #[must_use]
    pub fn count(&self, audience: Audience, neighbourhood: &str) -> Option<&NeighbourhoodView> {
        self.counts.get(&audience)?.get(neighbourhood)
    }

    /// The current version of a layer.
    #[must_use]
    pub fn layer(&self, kind: LayerKind) -> Option<&Arc<AtlasLayer>> {
        self.layers.get(&kind)
    }

    /// The settlements in the ranking, most dangerous first.
    pub fn ranked(&self) -> impl Iterator<Item = &Known> {
        self.settlements.iter().filter(|known| known.rank.is_some())
    }

    /// The settlement of this code.
    #[must_use]
    pub fn settlement(&self, code: &str) -> Option<&Known> {
        self.by_code.get(code).map(|&at| &self.settlements[at])
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
