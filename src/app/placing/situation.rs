//! What a proposal stands on: neighbourhoods with their families, homes with their hazard class.

use std::{collections::HashMap, sync::Arc};

use geo_types::{Coord, Rect};

use crate::{
    app::{
        Error,
        atlas::{Atlas, neighbourhood_at},
        dispersal::{self, LivedIn},
        measure,
    },
    domain::{HazardClass, HousingOffer, LayerKind, Neighbourhood, Viewer},
    hazard,
    spatial::{CityPlane, Footprint},
};

/// Half the side of the square that stands for a home, in degrees: about ten metres.
const HALF_A_HOME_DEG: f64 = 0.000_1;

/// Homes that one proposal looks at, at most.
pub(super) const MOST_LINES: usize = 5_000;

/// A neighbourhood that families are counted in.
pub(super) struct Area {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) deprived: Option<bool>,
    /// All households, or inhabitants where no households are counted.
    pub(super) total: f64,
    /// Rehoused families that live there today.
    pub(super) present: u32,
}

/// A line of homes on offer, and what the layers say of it.
pub(super) struct Home {
    pub(super) offer: HousingOffer,
    /// Place in the areas; none where its neighbourhood is not known or counts nobody.
    pub(super) area: Option<usize>,
    /// Where distances are measured from.
    pub(super) place: Option<Coord<f64>>,
    pub(super) class: Option<HazardClass>,
    /// Whether the class is that of the place, not of the whole neighbourhood.
    pub(super) is_exact: bool,
}

/// All that is known before a family is looked at.
pub(super) struct Situation {
    pub(super) areas: Vec<Area>,
    pub(super) homes: Vec<Home>,
    /// Whether its counts are those given out to whoever may read of no household.
    pub(super) is_given_out: bool,
    /// Where distances are measured.
    pub(super) plane: Option<CityPlane>,
}

impl Situation {
    /// Reads the atlas as of its day, with the counts that the viewer may know of.
    ///
    /// # Errors
    /// No neighbourhoods, nothing given out to the viewer yet, or more lines of offers than can be looked at.
    pub(super) fn of(
        atlas: &Atlas,
        offers: &[HousingOffer],
        viewer: Viewer,
    ) -> Result<Self, Error> {
        if offers.len() > MOST_LINES {
            return Err(Error::OutOfLimits {
                what: "the number of lines of offers",
                given: offers.len() as u64,
                most: MOST_LINES as u64,
            });
        }
        let lived_in = dispersal::lived_in(atlas, viewer)?;
        let mut look = Look::new(atlas, &lived_in);
        let homes = offers.iter().map(|offer| look.home(offer)).collect();
        let layer = atlas.layer(LayerKind::Neighbourhoods);
        Ok(Self {
            is_given_out: viewer != Viewer::CaseWorker,
            homes,
            plane: layer.and_then(|layer| layer.version.bbox.map(CityPlane::around)),
            areas: lived_in
                .iter()
                .map(|one| Area {
                    code: one.neighbourhood.code.clone(),
                    name: one.neighbourhood.name.clone(),
                    deprived: one.is_deprived,
                    total: one.total,
                    present: one.families,
                })
                .collect(),
        })
    }
}

/// Looks homes up; what was measured over a neighbourhood is kept for its next home.
struct Look<'a> {
    atlas: &'a Atlas,
    areas: HashMap<&'a str, usize>,
    by_code: HashMap<&'a str, &'a Neighbourhood>,
    measured: HashMap<Arc<str>, HazardClass>,
}

impl<'a> Look<'a> {
    fn new(atlas: &'a Atlas, lived_in: &[LivedIn<'a>]) -> Self {
        let numbered = lived_in.iter().enumerate();
        Self {
            atlas,
            areas: numbered
                .map(|(at, one)| (one.neighbourhood.code.as_str(), at))
                .collect(),
            by_code: atlas
                .neighbourhoods()
                .map(|neighbourhood| (neighbourhood.code.as_str(), neighbourhood))
                .collect(),
            measured: HashMap::new(),
        }
    }

    fn home(&mut self, offer: &HousingOffer) -> Home {
        let neighbourhood = self.neighbourhood(offer);
        let class = match (offer.place, neighbourhood) {
            (Some(place), _) => around(place).map(|site| self.class_of(&site)),
            (None, Some(neighbourhood)) => Some(self.class_over(neighbourhood)),
            (None, None) => None,
        };
        let middle = neighbourhood.map(|one| one.footprint.inner_point());
        Home {
            area: neighbourhood.and_then(|one| self.areas.get(one.code.as_str()).copied()),
            place: offer.place.or(middle),
            class,
            is_exact: offer.place.is_some(),
            offer: offer.clone(),
        }
    }

    /// The neighbourhood the offer names, else the one its place lies in.
    fn neighbourhood(&self, offer: &HousingOffer) -> Option<&'a Neighbourhood> {
        let named = offer.neighbourhood.as_deref();
        if let Some(code) = named {
            return self.by_code.get(code).copied();
        }
        neighbourhood_at(self.atlas.layer(LayerKind::Neighbourhoods)?, offer.place?)
    }

    /// The middle class of its ground: the whole would be as dangerous as its worst corner.
    fn class_over(&mut self, neighbourhood: &Neighbourhood) -> HazardClass {
        if let Some(class) = self.measured.get(neighbourhood.code.as_str()) {
            return *class;
        }
        let mut classes: Vec<HazardClass> = spots(&neighbourhood.footprint)
            .into_iter()
            .filter_map(around)
            .map(|site| self.class_of(&site))
            .collect();
        classes.sort_unstable();
        let class = classes.get(classes.len() / 2).copied();
        let class = class.unwrap_or_else(|| self.class_of(&neighbourhood.footprint));
        self.measured
            .insert(neighbourhood.code.as_str().into(), class);
        class
    }

    fn class_of(&self, site: &Footprint) -> HazardClass {
        let layers = self.atlas.layers.iter();
        let layers = layers.map(|(kind, layer)| (*kind, &**layer));
        let model = &self.atlas.model;
        let seen = measure::exposure(layers, model, site).ground();
        hazard::assess_ground(model, &seen).class
    }
}

/// How dangerous the ground of a home at a place is, as the layers tell; none without a layer of dangers.
pub(in crate::app) fn class_at(atlas: &Atlas, place: Coord<f64>) -> Option<HazardClass> {
    let is_danger = |kind: &LayerKind| {
        matches!(
            kind,
            LayerKind::Zones(_) | LayerKind::Depth | LayerKind::Landmarks(_) | LayerKind::Study(_)
        )
    };
    if !atlas.layers.keys().any(is_danger) {
        return None;
    }
    let layers = atlas.layers.iter();
    let layers = layers.map(|(kind, layer)| (*kind, &**layer));
    let seen = measure::exposure(layers, &atlas.model, &around(place)?).ground();
    Some(hazard::assess_ground(&atlas.model, &seen).class)
}

/// Places all over a footprint, in rows.
fn spots(footprint: &Footprint) -> Vec<Coord<f64>> {
    const A_SIDE: u32 = 7;
    let bbox = footprint.bbox();
    let step = Coord {
        x: (bbox.east - bbox.west) / f64::from(A_SIDE),
        y: (bbox.north - bbox.south) / f64::from(A_SIDE),
    };
    let along = |at: u32| f64::from(at) + 0.5;
    let all = (0..A_SIDE * A_SIDE).map(|at| Coord {
        x: bbox.west + along(at % A_SIDE) * step.x,
        y: bbox.south + along(at / A_SIDE) * step.y,
    });
    all.filter(|&spot| footprint.holds(spot)).collect()
}

/// A square around a place, which stands for the home.
fn around(place: Coord<f64>) -> Option<Footprint> {
    let half = Coord {
        x: HALF_A_HOME_DEG,
        y: HALF_A_HOME_DEG,
    };
    let square = Rect::new(place - half, place + half).to_polygon();
    Footprint::new(square.into()).ok()
}
