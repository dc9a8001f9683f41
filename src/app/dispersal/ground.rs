//! The neighbourhoods of one layer as units to count in: totals, places, neighbours; worked out once
//! for each version of the layer.

use std::collections::HashMap;

use crate::{
    app::AtlasLayer,
    dispersal::{
        Counts, Error, Unit, UnitTotal,
        places::{Places, Weights},
    },
    domain::{Neighbourhood, Record},
    spatial::{CityPlane, Footprint, cover_m2},
};

/// Gaps and overlaps of borders up to this are no gap: maps are drawn by hand.
const TOUCHING_M: f64 = 5.0;
/// Part of a neighbourhood that may lie under others before it is said to overlap.
const OVERLAP_SHARE: f64 = 0.01;

/// What a neighbourhood of the layer is to the counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// The unit of this number.
    In(usize),
    /// Nobody lives there to compare with.
    Nobody,
}

/// The neighbourhoods that households can be compared in.
pub(in crate::app) struct Ground {
    /// Places of the neighbourhoods among the records of their layer.
    counted_in: Vec<usize>,
    /// Their households; where a city counts none, its inhabitants stand for them.
    pub(super) totals: Vec<UnitTotal>,
    /// What each code of the layer stands for.
    by_code: HashMap<String, Counted>,
    /// Whether each is a priority neighbourhood, where any of the layer is said to be one or not.
    pub(super) marks: Option<Vec<bool>>,
    /// Where they are on a plane, in metres.
    pub(super) places: Option<Places>,
    /// Who touches whom.
    pub(super) weights: Weights,
    /// Codes of neighbourhoods that lie over others.
    pub(super) overlapping: Vec<String>,
    /// The plane of the city.
    pub(super) plane: Option<CityPlane>,
}

impl Ground {
    pub(in crate::app) fn of(layer: &AtlasLayer) -> Self {
        let total_of = total(layer);
        let mut by_code = HashMap::new();
        let (mut counted_in, mut totals, mut shapes) = (Vec::new(), Vec::new(), Vec::new());
        for (at, one) in neighbourhoods(layer).enumerate() {
            let total = total_of(one).filter(|&total| total > 0.0);
            let counted = total.map_or(Counted::Nobody, |_| Counted::In(totals.len()));
            by_code.insert(one.code.clone(), counted);
            if let Some(total) = total {
                counted_in.push(at);
                shapes.push(&one.footprint);
                totals.push(UnitTotal {
                    name: one.code.clone(),
                    total,
                });
            }
        }
        let plane = layer.version.bbox.map(CityPlane::around);
        let flat: Vec<_> = plane
            .iter()
            .flat_map(|plane| shapes.iter().map(|shape| plane.shape(shape)))
            .collect();
        Self {
            marks: marks(layer, &counted_in),
            places: Places::of_shapes(&flat).ok(),
            weights: Weights::queen(&flat, TOUCHING_M),
            overlapping: overlapping(layer),
            counted_in,
            totals,
            by_code,
            plane,
        }
    }

    /// The neighbourhoods counted in, in the order of the units.
    pub(super) fn neighbourhoods<'a>(
        &self,
        layer: &'a AtlasLayer,
    ) -> impl Iterator<Item = &'a Neighbourhood> {
        let all: Vec<_> = neighbourhoods(layer).collect();
        let found = self.counted_in.iter().map(|&at| all[at]);
        found.collect::<Vec<_>>().into_iter()
    }

    /// The unit of a code; `None` where the layer has no such neighbourhood.
    pub(super) fn unit(&self, code: &str) -> Option<Counted> {
        self.by_code.get(code).copied()
    }

    /// Counts of households by unit, from the unit of each.
    pub(super) fn counts(&self, units: impl IntoIterator<Item = usize>) -> Result<Counts, Error> {
        let mut groups = vec![0.0; self.totals.len()];
        for at in units {
            groups[at] += 1.0;
        }
        let counted = std::iter::zip(&self.totals, groups).map(|(unit, group)| Unit {
            name: unit.name.clone(),
            group,
            total: unit.total,
        });
        Counts::households(counted.collect())
    }
}

fn neighbourhoods(layer: &AtlasLayer) -> impl Iterator<Item = &Neighbourhood> {
    layer.records().filter_map(|(_, record)| match record {
        Record::Neighbourhood(neighbourhood) => Some(neighbourhood),
        _ => None,
    })
}

fn total(layer: &AtlasLayer) -> fn(&Neighbourhood) -> Option<f64> {
    if neighbourhoods(layer).any(|one| one.households.is_some()) {
        |one| one.households
    } else {
        |one| one.population
    }
}

/// Many sources mark only the priority neighbourhoods: where one of a layer is marked, silence
/// about another means no.
fn marks(layer: &AtlasLayer, counted_in: &[usize]) -> Option<Vec<bool>> {
    let said: Vec<_> = neighbourhoods(layer).map(|one| one.deprived).collect();
    let any = said.iter().any(Option::is_some);
    any.then(|| {
        let marked = counted_in.iter().map(|&at| said[at] == Some(true));
        marked.collect()
    })
}

fn overlapping(layer: &AtlasLayer) -> Vec<String> {
    let lies_over = |one: &&Neighbourhood| {
        let near = layer.touching(one.footprint.bbox());
        let others: Vec<&Footprint> = near
            .filter_map(|(_, record)| match record {
                Record::Neighbourhood(other) if other.code != one.code => Some(&other.footprint),
                _ => None,
            })
            .collect();
        let [covered] = cover_m2(&one.footprint, &[others]).shares();
        covered > OVERLAP_SHARE
    };
    let found = neighbourhoods(layer).filter(lies_over);
    found.map(|one| one.code.clone()).collect()
}
