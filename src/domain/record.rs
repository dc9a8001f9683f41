//! Any one record of a layer: what intake makes and the store keeps.

use super::{
    DepthBlock, HazardZone, HousingOffer, Landmark, Neighbourhood, Placement, Settlement, StudyArea,
};
use crate::spatial::{Bbox, Dimension, Footprint, Shape};

/// One record.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A settlement.
    Settlement(Settlement),
    /// A neighbourhood.
    Neighbourhood(Neighbourhood),
    /// A hazard zone.
    HazardZone(HazardZone),
    /// Part of the outline of a study.
    StudyArea(StudyArea),
    /// A block of a depth grid.
    DepthBlock(DepthBlock),
    /// A landmark.
    Landmark(Landmark),
    /// A placement.
    Placement(Placement),
    /// Homes on offer.
    HousingOffer(HousingOffer),
}

impl Record {
    /// What its shape is; homes have none that anyone may draw, and a block of cells no shape.
    #[must_use]
    pub fn dimension(&self) -> Option<Dimension> {
        match self {
            Self::Settlement(_)
            | Self::Neighbourhood(_)
            | Self::HazardZone(_)
            | Self::StudyArea(_) => Some(Dimension::Area),
            Self::Landmark(landmark) => Some(landmark.shape.dimension()),
            Self::DepthBlock(_) | Self::Placement(_) | Self::HousingOffer(_) => None,
        }
    }

    /// Its shape, where that is an area.
    #[must_use]
    pub fn area(&self) -> Option<&Footprint> {
        match self {
            Self::Settlement(settlement) => Some(&settlement.footprint),
            Self::Neighbourhood(neighbourhood) => Some(&neighbourhood.footprint),
            Self::HazardZone(zone) => Some(&zone.footprint),
            Self::StudyArea(area) => Some(&area.footprint),
            Self::Landmark(landmark) => match &landmark.shape {
                Shape::Area(footprint) => Some(footprint),
                Shape::Points(_) | Shape::Lines(_) => None,
            },
            Self::DepthBlock(_) | Self::Placement(_) | Self::HousingOffer(_) => None,
        }
    }

    /// A copy whose texts and the head of whose area lie in memory that is taken now: those copied one after
    /// the other mostly lie side by side. The points stay where they are.
    #[must_use]
    pub fn laid_out(&self) -> Self {
        let mut copy = self.clone();
        if let Some(area) = copy.area_mut() {
            *area = area.laid_out();
        }
        copy
    }

    fn area_mut(&mut self) -> Option<&mut Footprint> {
        match self {
            Self::Settlement(settlement) => Some(&mut settlement.footprint),
            Self::Neighbourhood(neighbourhood) => Some(&mut neighbourhood.footprint),
            Self::HazardZone(zone) => Some(&mut zone.footprint),
            Self::StudyArea(area) => Some(&mut area.footprint),
            Self::Landmark(landmark) => match &mut landmark.shape {
                Shape::Area(footprint) => Some(footprint),
                Shape::Points(_) | Shape::Lines(_) => None,
            },
            Self::DepthBlock(_) | Self::Placement(_) | Self::HousingOffer(_) => None,
        }
    }

    /// The box around its shape; homes have none that anyone may draw.
    #[must_use]
    pub fn bbox(&self) -> Option<Bbox> {
        match self {
            Self::Settlement(settlement) => Some(settlement.footprint.bbox()),
            Self::Neighbourhood(neighbourhood) => Some(neighbourhood.footprint.bbox()),
            Self::HazardZone(zone) => Some(zone.footprint.bbox()),
            Self::StudyArea(area) => Some(area.footprint.bbox()),
            Self::DepthBlock(block) => Some(block.bbox),
            Self::Landmark(landmark) => Shape::bbox(&landmark.shape),
            Self::Placement(_) | Self::HousingOffer(_) => None,
        }
    }

    /// How many corners or points its shape has: what drawing or measuring it costs grows with them.
    #[must_use]
    pub fn corners(&self) -> usize {
        match self {
            Self::Settlement(settlement) => settlement.footprint.corners(),
            Self::Neighbourhood(neighbourhood) => neighbourhood.footprint.corners(),
            Self::HazardZone(zone) => zone.footprint.corners(),
            Self::StudyArea(area) => area.footprint.corners(),
            Self::Landmark(landmark) => landmark.shape.corners(),
            Self::DepthBlock(_) | Self::Placement(_) | Self::HousingOffer(_) => 0,
        }
    }
}
