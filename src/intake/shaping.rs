//! The shape that a record of each layer needs, made valid.

use geo_types::Coord;

use super::{placing::is_place, refused::Refused};
use crate::{
    domain::{LandmarkKind, LayerKind},
    spatial::{Footprint, MendRule, Shape, SourceGeometry},
};

/// A shape and the rules by which it was mended.
pub(super) type Mended<T> = (T, Vec<MendRule>);

/// The area of a settlement, neighbourhood or zone.
pub(super) fn area(shape: &SourceGeometry, layer: LayerKind) -> Result<Mended<Footprint>, Refused> {
    let SourceGeometry::Polygons(polygons) = shape else {
        return Err(Refused::WrongShape {
            found: found(shape),
            layer,
            needed: match layer {
                LayerKind::Settlements => {
                    "an area; draw its outline, or a circle around the point as large as the place"
                }
                _ => "an area",
            },
        });
    };
    Ok(Footprint::mended(polygons)?)
}

/// The lines or points of a landmark.
pub(super) fn landmark(
    shape: SourceGeometry,
    kind: LandmarkKind,
) -> Result<Mended<Shape>, Refused> {
    let fits = match kind {
        LandmarkKind::Railway
        | LandmarkKind::Motorway
        | LandmarkKind::MainRoad
        | LandmarkKind::HvLine
        | LandmarkKind::GasPipeline => matches!(shape, SourceGeometry::Lines(_)),
        LandmarkKind::WasteDump
        | LandmarkKind::Hydrant
        | LandmarkKind::WaterPoint
        | LandmarkKind::HealthCentre => matches!(shape, SourceGeometry::Points(_)),
    };
    if !fits {
        return Err(Refused::WrongShape {
            found: found(&shape),
            layer: LayerKind::Landmarks(kind),
            needed: match kind {
                LandmarkKind::WasteDump => {
                    "a point; import areas as zones of polluted_soil instead"
                }
                LandmarkKind::Hydrant | LandmarkKind::WaterPoint | LandmarkKind::HealthCentre => {
                    "a point"
                }
                _ => "a line",
            },
        });
    }
    Ok(Shape::mended(shape)?)
}

/// The one point of a home, in a layer of placements or offers.
pub(super) fn home(shape: &SourceGeometry, layer: LayerKind) -> Result<Coord<f64>, Refused> {
    match shape {
        SourceGeometry::Points(points) if points.len() == 1 => {
            let home = points[0];
            is_place(home).then_some(home).ok_or(Refused::NotDegrees)
        }
        _ => Err(Refused::WrongShape {
            found: found(shape),
            layer,
            needed: "one point or none",
        }),
    }
}

fn found(shape: &SourceGeometry) -> &'static str {
    match shape {
        SourceGeometry::Points(points) if points.len() == 1 => "a point",
        SourceGeometry::Points(_) => "several points",
        SourceGeometry::Lines(_) => "a line",
        SourceGeometry::Polygons(_) => "an area",
    }
}
