//! The description of these addresses in OpenAPI 3.0, as the standards word it.

use axum::{extract::State, response::Response};
use serde_json::{Map, Value, json};

use super::{
    ROOT,
    asking::Asking,
    edits, exports,
    html::Sheet,
    items::{LIMIT_DEFAULT, LIMIT_MOST},
    layers,
    link::{GEOJSON, HTML_PAGE, JSON, OPENAPI, SCHEMA, TILE},
    matrix_sets,
};
use crate::{
    app::reference,
    domain::Audience,
    http::{Door, error::Problem},
};

/// The description, with the collections that this audience may see.
pub(super) async fn served(State(door): State<Door>, asking: Asking) -> Result<Response, Problem> {
    asking.finish()?;
    let atlas = door.jalon.atlas();
    let collections: Vec<&str> = layers(&door, &atlas)
        .iter()
        .map(|layer| layer.version.kind.code())
        .collect();
    let mut paths = paths();
    if door.audience == Audience::Public {
        read_only(&mut paths);
    }
    name_collections(&mut paths, &collections);
    let document = json!({
        "openapi": "3.0.3",
        "info": {
            "title": asking.words().say("ogc-title"),
            "description": asking.words().say("ogc-description"),
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": env!("CARGO_PKG_LICENSE") },
        },
        "servers": [{ "url": asking.at("") }],
        "paths": paths,
        "components": { "schemas": { "Problem": problem() } },
    });
    let links = asking.self_links(OPENAPI);
    asking.answer(OPENAPI, &document, |words| {
        let operations = document["paths"].as_object().into_iter().flatten();
        let rows = operations.map(|(path, operation)| {
            let summary = operation["get"]["summary"].as_str().unwrap_or_default();
            vec![format!("GET {path}"), summary.to_owned()]
        });
        Sheet::new(words.say("ogc-api")).table(rows).links(&links)
    })
}

/// The paths as they stand among all others of the server.
pub(in crate::http) fn document() -> Map<String, Value> {
    let at_root = |(path, item): (String, Value)| {
        let path = format!("{ROOT}{}", path.trim_end_matches('/'));
        (path, item)
    };
    let files = (
        exports::PATH.to_owned(),
        exports::described(item_parameters()),
    );
    paths().into_iter().map(at_root).chain([files]).collect()
}

fn name_collections(paths: &mut Map<String, Value>, collections: &[&str]) {
    // An empty list of choices is not valid, and there is nothing to choose from.
    if collections.is_empty() {
        return;
    }
    for item in paths.values_mut() {
        let parameters = item["get"]["parameters"].as_array_mut();
        for parameter in parameters.into_iter().flatten() {
            if parameter["name"] == "collectionId" {
                parameter["schema"]["enum"] = json!(collections);
            }
        }
    }
}

/// Path, id and summary of an operation, what it answers with, and its parameters.
type Described = (
    &'static str,
    (&'static str, &'static str),
    &'static str,
    Vec<Value>,
);

fn paths() -> Map<String, Value> {
    let mut paths: Map<String, Value> = read_paths();
    for (path, method, operation) in edits::described(&collection_parameter()) {
        paths[path][method] = operation;
    }
    paths
}

/// Leaves out what changes anything: nobody of this audience may.
pub(in crate::http) fn read_only(paths: &mut Map<String, Value>) {
    for (_, item) in paths
        .iter_mut()
        .filter(|(path, _)| !path.starts_with("/api"))
    {
        if let Some(methods) = item.as_object_mut() {
            methods.retain(|method, _| method == "get");
        }
    }
}

fn read_paths() -> Map<String, Value> {
    page_paths()
        .into_iter()
        .chain(feature_paths())
        .chain(tile_paths())
        .map(|(path, named, media, parameters)| {
            let operation = operation(named, media, &parameters);
            (path.to_owned(), json!({ "get": operation }))
        })
        .collect()
}

fn page_paths() -> Vec<Described> {
    [
        ("/", ("landingPage", "What there is, and where"), JSON),
        ("/api", ("apiDefinition", "This description"), OPENAPI),
        (
            "/conformance",
            ("conformance", "Standards that are kept"),
            JSON,
        ),
        ("/collections", ("collections", "All collections"), JSON),
        ("/tileMatrixSets", ("matrixSets", "Grids of tiles"), JSON),
    ]
    .into_iter()
    .map(|(path, named, media)| (path, named, media, vec![format_parameter()]))
    .collect()
}

fn feature_paths() -> Vec<Described> {
    let of_collection = || vec![collection_parameter(), format_parameter()];
    let crs = reference_parameter("crs", "Reference system of the coordinates in the answer");
    let feature = path_parameter("featureId", "Id of the feature");
    let items = [of_collection(), item_parameters()].concat();
    let item = [of_collection(), vec![feature, crs]].concat();
    vec![
        (
            "/collections/{collectionId}",
            ("collection", "One collection"),
            JSON,
            of_collection(),
        ),
        (
            "/collections/{collectionId}/queryables",
            ("queryables", "Names to filter a collection by"),
            SCHEMA,
            of_collection(),
        ),
        (
            "/collections/{collectionId}/schema",
            ("schema", "Columns of a collection"),
            SCHEMA,
            of_collection(),
        ),
        (
            "/collections/{collectionId}/items",
            ("features", "Features of a collection"),
            GEOJSON,
            items,
        ),
        (
            "/collections/{collectionId}/items/{featureId}",
            ("feature", "One feature"),
            GEOJSON,
            item,
        ),
    ]
}

fn tile_paths() -> Vec<Described> {
    let tile = vec![
        collection_parameter(),
        matrix_set_parameter(),
        path_parameter("tileMatrix", "Zoom, 0 to 22"),
        path_parameter("tileRow", "Row, from the north"),
        path_parameter("tileCol", "Column, from the west"),
        tile_format(&["mvt"]),
    ];
    let formats = tile_format(&["json", "html", "tilejson"]);
    vec![
        (
            "/tileMatrixSets/{tileMatrixSetId}",
            ("matrixSet", "One grid of tiles"),
            JSON,
            vec![matrix_set_parameter(), format_parameter()],
        ),
        (
            "/collections/{collectionId}/tiles",
            ("tilesets", "Tiles of a collection, one set for each grid"),
            JSON,
            vec![collection_parameter(), format_parameter()],
        ),
        (
            "/collections/{collectionId}/tiles/{tileMatrixSetId}",
            ("tileset", "Tiles of a collection on one grid"),
            JSON,
            vec![collection_parameter(), matrix_set_parameter(), formats],
        ),
        (
            "/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
            ("tile", "A vector tile"),
            TILE,
            tile,
        ),
    ]
}

fn collection_parameter() -> Value {
    path_parameter("collectionId", "Id of the collection")
}

fn operation((id, summary): (&str, &str), media: &str, parameters: &[Value]) -> Value {
    let named = parameters.iter().any(|parameter| parameter["in"] == "path");
    let refused = |what: &str| {
        json!({
            "description": what,
            "content": {
                "application/problem+json": {
                    "schema": { "$ref": "#/components/schemas/Problem" }
                }
            },
        })
    };
    let mut responses = json!({
        "200": {
            "description": summary,
            "content": {
                media: { "schema": { "type": "object" } },
                HTML_PAGE: { "schema": { "type": "string" } },
            },
        },
        "400": refused("A parameter cannot be understood, or there is none of this name"),
        "406": refused("No format that is asked for is written here"),
        "500": refused("The server failed"),
        "503": refused("The server is busy"),
    });
    if media == TILE {
        let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
        responses["200"]["content"] = json!({ TILE: bytes });
        responses["204"] = json!({ "description": "Nothing is there" });
        responses["304"] = json!({ "description": "Unchanged" });
    }
    if named {
        responses["404"] = refused("No such thing for this audience");
    }
    json!({
        "operationId": format!("ogc_{id}"),
        "summary": summary,
        "tags": ["ogc"],
        "parameters": parameters,
        "responses": responses,
    })
}

fn item_parameters() -> Vec<Value> {
    let text = |name: &str, what: &str| query_parameter(name, what, &json!({ "type": "string" }));
    let limit = json!({
        "type": "integer",
        "minimum": 1,
        "maximum": LIMIT_MOST,
        "default": LIMIT_DEFAULT,
    });
    let bbox = json!({
        "type": "array",
        "oneOf": [{ "minItems": 4, "maxItems": 4 }, { "minItems": 6, "maxItems": 6 }],
        "items": { "type": "number" },
    });
    let languages = json!({
        "type": "string",
        "enum": ["cql2-text", "cql2-json"],
        "default": "cql2-text",
    });
    let list = || json!({ "type": "array", "items": { "type": "string" } });
    vec![
        query_parameter("limit", "How many at most", &limit),
        query_parameter("bbox", "Only what touches this box", &bbox),
        reference_parameter("bbox-crs", "Reference system of `bbox`"),
        text(
            "datetime",
            "Only what is of this time: a moment, or two with / between",
        ),
        text("filter", "Only what passes this filter in CQL2"),
        query_parameter("filter-lang", "How the filter is written", &languages),
        reference_parameter("filter-crs", "Reference system of the shapes in the filter"),
        query_parameter(
            "sortby",
            "Columns to sort by; a minus before one turns it round",
            &list(),
        ),
        query_parameter("properties", "Only these columns", &list()),
        text("cursor", "Where the page begins; the `next` link holds it"),
        reference_parameter("crs", "Reference system of the coordinates in the answer"),
        json!({
            "name": "columns",
            "in": "query",
            "description": "Only features whose columns of these names hold these values",
            "required": false,
            "style": "form",
            "explode": true,
            "schema": { "type": "object", "additionalProperties": { "type": "string" } },
        }),
    ]
}

fn path_parameter(name: &str, what: &str) -> Value {
    json!({
        "name": name,
        "in": "path",
        "description": what,
        "required": true,
        "schema": { "type": "string" },
    })
}

fn query_parameter(name: &str, what: &str, schema: &Value) -> Value {
    json!({
        "name": name,
        "in": "query",
        "description": what,
        "required": false,
        "style": "form",
        "explode": false,
        "schema": schema,
    })
}

fn reference_parameter(name: &str, what: &str) -> Value {
    let known: Vec<&str> = reference::ALL.iter().map(|known| known.uri).collect();
    let schema = json!({
        "type": "string",
        "format": "uri",
        "enum": known,
        "default": reference::CRS84,
    });
    query_parameter(name, what, &schema)
}

fn matrix_set_parameter() -> Value {
    let mut parameter = path_parameter("tileMatrixSetId", "Id of the grid");
    let ids: Vec<&str> = matrix_sets::ALL.iter().map(|set| set.id).collect();
    parameter["schema"]["enum"] = json!(ids);
    parameter
}

fn format_parameter() -> Value {
    tile_format(&["json", "html"])
}

fn tile_format(formats: &[&str]) -> Value {
    let schema = json!({ "type": "string", "enum": formats });
    query_parameter(
        "f",
        "Format of the answer, instead of the header `Accept`",
        &schema,
    )
}

/// The problem document of every address here.
fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "request_id": { "type": "string", "nullable": true },
        },
    })
}
