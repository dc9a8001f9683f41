//! Which layers an audience sees, and which columns of a record go with its shape.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        Assessment, Audience, Casework, Code, HazardZone, Landmark, LayerKind, Neighbourhood,
        Record, Settlement, Significance, StudyArea,
    },
    spatial::{Feature, Properties, Shape, Value},
};

use super::{NeighbourhoodView, tile_columns};

/// The families of layers, as the map lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LayerGroup {
    /// Settlements.
    Settlements,
    /// Neighbourhoods.
    Neighbourhoods,
    /// Hazard zones.
    Zones,
    /// Outlines of studies.
    Studies,
    /// Depth grids.
    Grids,
    /// Landmarks.
    Landmarks,
    /// Placements.
    Placements,
    /// Homes on offer.
    Offers,
}

/// The family of a layer.
#[must_use]
pub fn layer_group(kind: LayerKind) -> LayerGroup {
    match kind {
        LayerKind::Settlements => LayerGroup::Settlements,
        LayerKind::Neighbourhoods | LayerKind::System(_) => LayerGroup::Neighbourhoods,
        LayerKind::Zones(_) => LayerGroup::Zones,
        LayerKind::Study(_) => LayerGroup::Studies,
        LayerKind::Depth => LayerGroup::Grids,
        LayerKind::Landmarks(_) => LayerGroup::Landmarks,
        LayerKind::Placements => LayerGroup::Placements,
        LayerKind::Offers => LayerGroup::Offers,
    }
}

/// Whether the audience may know that there is such a layer.
#[must_use]
pub fn is_visible(audience: Audience, kind: LayerKind) -> bool {
    match audience {
        Audience::Team => true,
        Audience::Public => kind == LayerKind::Neighbourhoods,
    }
}

/// Whether its records have shapes to draw: a depth grid has cells, and homes are never drawn.
#[must_use]
pub fn is_drawn(kind: LayerKind) -> bool {
    !matches!(
        kind,
        LayerKind::Depth | LayerKind::Placements | LayerKind::Offers
    )
}

/// What is known of a record beside the record itself, when its feature is made.
#[derive(Clone, Copy, Debug)]
pub enum Beside<'a> {
    /// The latest assessment of a settlement, and what people have written down beside it.
    Assessment(&'a Assessment, &'a Casework),
    /// The count of a neighbourhood, already made for the audience.
    Count(&'a NeighbourhoodView),
    /// Nothing.
    Nothing,
}

/// The record as the audience may see it on a map; `None` when it may not.
#[must_use]
pub fn feature(
    audience: Audience,
    id: u64,
    record: &Record,
    beside: Beside<'_>,
) -> Option<Feature> {
    let (shape, properties) = match record {
        Record::Neighbourhood(neighbourhood) => (
            Shape::Area(neighbourhood.footprint.clone()),
            of_neighbourhood(neighbourhood, beside),
        ),
        _ if audience == Audience::Public => return None,
        Record::Settlement(settlement) => (
            Shape::Area(settlement.footprint.clone()),
            of_settlement(settlement, beside),
        ),
        Record::HazardZone(zone) => (Shape::Area(zone.footprint.clone()), of_zone(zone)),
        Record::StudyArea(area) => (Shape::Area(area.footprint.clone()), of_study(area)),
        Record::Landmark(landmark) => (landmark.shape.clone(), of_landmark(landmark)),
        Record::DepthBlock(_) | Record::Placement(_) | Record::HousingOffer(_) => return None,
    };
    Some(Feature {
        id,
        shape,
        properties,
    })
}

/// The columns a tile of the layer may hold, each with what it means.
pub fn tile_fields(kind: LayerKind) -> impl Iterator<Item = (&'static str, &'static str)> {
    tile_columns(kind).map(|column| (column.name, column.meaning))
}

fn of_settlement(settlement: &Settlement, beside: Beside<'_>) -> Properties {
    let mut columns = Properties::from_iter([
        ("code", Value::from(settlement.code.clone())),
        ("name", Value::from(settlement.name.clone())),
        ("kind", Value::from(settlement.kind.code())),
        ("status", Value::from(settlement.status.code())),
        ("households", count(settlement.households)),
    ]);
    if let Beside::Assessment(assessment, casework) = beside {
        let score = assessment.score;
        columns.push("class", Value::from(score.class.code()));
        columns.push("band", Value::from(score.band.code()));
        columns.push("score", Value::Number((score.value * 10.0).round() / 10.0));
        let said = casework.class.as_ref();
        if let Some(class) = said.and_then(|said| said.verdict.class()) {
            columns.push("overridden_class", Value::from(class.code()));
        }
        if casework.danger.is_some() {
            columns.push("imminent_danger", Value::Bool(true));
        }
    }
    columns
}

fn of_neighbourhood(neighbourhood: &Neighbourhood, beside: Beside<'_>) -> Properties {
    let mut columns = Properties::from_iter([
        ("code", Value::from(neighbourhood.code.clone())),
        ("name", Value::from(neighbourhood.name.clone())),
        ("population", number(neighbourhood.population)),
        ("households", number(neighbourhood.households)),
        (
            "deprived",
            neighbourhood.deprived.map_or(Value::Null, Value::Bool),
        ),
    ]);
    if let Beside::Count(counted) = beside {
        columns.push("rehoused", count(counted.rehoused));
        columns.push("share", number(counted.share));
        columns.push("location_quotient", number(counted.location_quotient));
        columns.push("shrunk_quotient", number(counted.shrunk_quotient));
        let said = counted.significance.map(Significance::code);
        columns.push("significance", said.map_or(Value::Null, Value::from));
    }
    columns
}

fn of_zone(zone: &HazardZone) -> Properties {
    Properties::from_iter([
        ("severity", Value::Integer(zone.severity.get().into())),
        ("source_class", Value::from(zone.source_class.clone())),
    ])
}

fn of_study(area: &StudyArea) -> Properties {
    let name = area.name.clone().map_or(Value::Null, Value::from);
    Properties::from_iter([("name", name)])
}

fn of_landmark(landmark: &Landmark) -> Properties {
    let name = landmark.name.clone().map_or(Value::Null, Value::from);
    Properties::from_iter([("kind", Value::from(landmark.kind.code())), ("name", name)])
}

fn count(count: Option<u32>) -> Value {
    count.map_or(Value::Null, |n| Value::Integer(n.into()))
}

fn number(number: Option<f64>) -> Value {
    number.map_or(Value::Null, Value::Number)
}
