//! A line or point that a settlement is near to or far from.

use super::code_list;
use crate::spatial::Shape;

code_list! {
    /// What the line or point is.
    LandmarkKind {
        /// A railway in use.
        Railway = "railway",
        /// A motorway or expressway.
        Motorway = "motorway",
        /// A main road.
        MainRoad = "main_road",
        /// A high-voltage power line.
        HvLine = "hv_line",
        /// A gas transmission pipeline.
        GasPipeline = "gas_pipeline",
        /// A waste dump.
        WasteDump = "waste_dump",
        /// A fire hydrant.
        Hydrant = "hydrant",
        /// A place to draw drinking water.
        WaterPoint = "water_point",
        /// A health centre.
        HealthCentre = "health_centre",
    }
}

/// One landmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Landmark {
    /// What it is.
    pub kind: LandmarkKind,
    /// What people call it.
    pub name: Option<String>,
    /// Points or lines, never an area.
    pub shape: Shape,
}
