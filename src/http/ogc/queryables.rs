//! What a collection can be filtered by, and what its features hold: two JSON schemas.

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde_json::{Map, Value, json};

use super::{asking::Asking, collections::title, html::Sheet, layer, link::SCHEMA};
use crate::{
    app::settlements,
    domain::LayerKind,
    filter::GEOMETRY,
    http::{Door, error::Problem},
    publish::{self, Column},
    spatial::{Dimension, Holds},
};

/// The names a filter may use.
pub(super) async fn queryables(
    door: State<Door>,
    id: Path<String>,
    asking: Asking,
) -> Result<Response, Problem> {
    answer(&door, &id, &asking, "queryables")
}

/// The columns of the features.
pub(super) async fn schema(
    door: State<Door>,
    id: Path<String>,
    asking: Asking,
) -> Result<Response, Problem> {
    answer(&door, &id, &asking, "schema")
}

fn answer(door: &Door, id: &str, asking: &Asking, page: &str) -> Result<Response, Problem> {
    asking.finish()?;
    let layer = layer(door, &door.jalon.atlas(), id)?;
    let kind = layer.version.kind;
    let columns = publish::columns(kind);
    let mut properties = Map::new();
    properties.insert(GEOMETRY.to_owned(), shape(layer.dimension()));
    for column in columns {
        let mut described = described(column);
        let is_given = settlements::GIVEN.contains(&column.name);
        if kind == LayerKind::Settlements && page == "schema" && !is_given {
            described["readOnly"] = json!(true);
        }
        properties.insert(column.name.to_owned(), described);
    }
    let document = json!({
        "$schema": "https://json-schema.org/draft/2019-09/schema",
        "$id": asking.at(&format!("/collections/{kind}/{page}")),
        "title": title(kind, &asking.words()),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    let links = asking.self_links(SCHEMA);
    asking.answer(SCHEMA, &document, |words| {
        let rows = columns.iter().map(|column| {
            let meaning = column.meaning.to_owned();
            vec![column.name.to_owned(), meaning]
        });
        Sheet::new(words.say(&format!("ogc-{page}")))
            .table(rows)
            .links(&links)
    })
}

/// Several shapes of a kind may stand in one feature, so the format names any.
fn shape(dimension: Option<Dimension>) -> Value {
    let format = match dimension {
        Some(Dimension::Point) => "geometry-point-or-multipoint",
        Some(Dimension::Line) => "geometry-linestring-or-multilinestring",
        Some(Dimension::Area) => "geometry-polygon-or-multipolygon",
        None => "geometry-any",
    };
    json!({
        "x-ogc-role": "primary-geometry",
        "format": format,
        "$ref": "https://geojson.org/schema/Geometry.json",
    })
}

fn described(column: &Column) -> Value {
    let mut described = match column.holds {
        Holds::Text => json!({ "type": "string" }),
        Holds::Integer => json!({ "type": "integer" }),
        Holds::Number => json!({ "type": "number" }),
        Holds::Bool => json!({ "type": "boolean" }),
        Holds::Day => json!({ "type": "string", "format": "date" }),
        Holds::Moment => json!({ "type": "string", "format": "date-time" }),
    };
    if column.holds == Holds::Day {
        described["x-ogc-role"] = json!("primary-instant");
    }
    described["title"] = json!(column.name);
    described["description"] = json!(column.meaning);
    described
}
