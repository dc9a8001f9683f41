//! The API document: made from the handlers, and served as OpenAPI 3.0 and 3.1.
//!
//! The maker writes 3.1; GIS clients of today read 3.0, so what differs is put back here.

mod tags;

use std::collections::BTreeSet;

use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use super::Door;
use crate::domain::Audience;

/// The document's head; paths and schemas come from the handlers.
#[derive(OpenApi)]
#[openapi(info(
    title = "Jalon",
    description = "Settlements with explained hazard scores, and how rehoused households are spread over the neighbourhoods."
))]
pub(super) struct Described;

/// The whole API document in OpenAPI 3.0.
#[must_use]
pub fn document() -> Value {
    let mut document = made();
    document["openapi"] = json!("3.0.3");
    // 3.0 knows no licence by identifier.
    document["info"]["license"] = json!({ "name": env!("CARGO_PKG_LICENSE") });
    to_3_0(&mut document);
    let schemas = document["components"]["schemas"].clone();
    name_nullable_types(&mut document, &schemas);
    with_standards(document, super::ogc::document())
}

/// The whole API document in OpenAPI 3.1.
#[must_use]
pub fn document_3_1() -> Value {
    let mut standards = Value::Object(super::ogc::document());
    to_3_1(&mut standards);
    let standards = standards.as_object().cloned().unwrap_or_default();
    with_standards(made(), standards)
}

/// What the handlers say of themselves.
fn made() -> Value {
    let mut whole = super::api_routes().split_for_parts().1;
    whole.merge(super::row_routes().split_for_parts().1);
    whole.merge(super::import_routes().split_for_parts().1);
    let mut document = serde_json::to_value(whole).unwrap_or_default();
    document["servers"] = json!([{ "url": "/" }]);
    // A server without accounts asks nobody: hence the first, empty choice.
    document["security"] = json!([{}, { "session": [] }, { "token": [] }, { "basic": [] }]);
    document["components"]["securitySchemes"] = json!({
        "session": { "type": "apiKey", "in": "cookie", "name": "__Host-jalon" },
        "token": { "type": "http", "scheme": "bearer" },
        "basic": { "type": "http", "scheme": "basic" },
    });
    name_problem_types(&mut document);
    document
}

fn with_standards(mut document: Value, standards: Map<String, Value>) -> Value {
    if let Some(paths) = document["paths"].as_object_mut() {
        paths.extend(standards);
        tags::name(paths);
    }
    document["tags"] = tags::all();
    document
}

/// The routes that serve the document.
pub(super) fn routes() -> Router<Door> {
    let in_3_0 = async |door: State<Door>| seen_by(&door, document());
    let in_3_1 = async |door: State<Door>| seen_by(&door, document_3_1());
    Router::new()
        .route("/api/openapi.json", get(in_3_0))
        .route("/api/openapi-3.1.json", get(in_3_1))
}

/// The public is not told of addresses that answer the team only.
fn seen_by(door: &Door, mut document: Value) -> Json<Value> {
    if door.audience == Audience::Public
        && let Some(paths) = document["paths"].as_object_mut()
    {
        paths.retain(|path, _| !is_of_the_team(path));
        super::ogc::read_only(paths);
        keep_used_schemas(&mut document);
    }
    Json(document)
}

/// Leaves out the shapes of what is not told.
fn keep_used_schemas(document: &mut Value) {
    let mut used = BTreeSet::new();
    let mut met = references(&document["paths"]);
    while let Some(name) = met.pop() {
        if used.insert(name.clone()) {
            met.extend(references(&document["components"]["schemas"][&name]));
        }
    }
    if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
        schemas.retain(|name, _| used.contains(name));
    }
}

/// The names of the schemas that are referred to.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(references).collect(),
        Value::Object(object) => {
            let own = object.get("$ref").and_then(Value::as_str);
            let own = own
                .and_then(|path| path.rsplit('/').next())
                .map(str::to_owned);
            let inner = object.values().flat_map(references);
            own.into_iter().chain(inner).collect()
        }
        _ => Vec::new(),
    }
}

/// How the team's own addresses begin.
const OF_THE_TEAM: [&str; 34] = [
    "/api/visits",
    "/api/casework",
    "/api/webhooks",
    "/api/exchange",
    "/api/files",
    "/api/ranking",
    "/api/scoring",
    "/api/weights",
    "/api/settlements",
    "/api/imports",
    "/api/overrides",
    "/api/dangers",
    "/api/works",
    "/api/incidents",
    "/api/teams",
    "/api/alerts",
    "/api/placing",
    "/api/session",
    "/api/users",
    "/api/tokens",
    "/api/audit",
    "/api/installation",
    "/api/retention",
    "/api/notices",
    "/sign-in",
    "/ranking",
    "/invitation",
    "/api/registers",
    "/api/board",
    "/api/hazards",
    "/api/reports",
    "/api/figures",
    "/api/erasures",
    "/api/households",
];

/// Whether an address answers the team only, whatever is sent to it.
pub(super) fn is_of_the_team(path: &str) -> bool {
    OF_THE_TEAM.iter().any(|start| path.starts_with(start))
}

/// Rewrites the one word of 3.0 that the hand-written part uses: `nullable` becomes `null` as a type.
fn to_3_1(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(to_3_1),
        Value::Object(object) => {
            object.values_mut().for_each(to_3_1);
            if object.remove("nullable") == Some(json!(true)) {
                let kind = object.get("type").cloned();
                object.extend(kind.map(|kind| ("type".to_owned(), json!([kind, "null"]))));
            }
        }
        _ => {}
    }
}

/// Rewrites what 3.0 has no words for: `null` as a type, `examples`, `const`.
fn to_3_0(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(to_3_0),
        Value::Object(object) => {
            object.values_mut().for_each(to_3_0);
            null_type_to_nullable(object);
            null_choice_to_nullable(object);
            tuple_to_list(object);
            reference_alone(object);
            object.remove("propertyNames");
        }
        _ => {}
    }
}

/// `type: [T, null]` becomes `type: T, nullable: true`.
fn null_type_to_nullable(object: &mut Map<String, Value>) {
    let Some(Value::Array(types)) = object.get("type") else {
        return;
    };
    let real: Vec<Value> = types.iter().filter(|t| *t != "null").cloned().collect();
    let nullable = real.len() < types.len();
    if let [only] = &real[..] {
        object.insert("type".into(), only.clone());
        if nullable {
            object.insert("nullable".into(), json!(true));
        }
    }
}

/// `oneOf: [null, X]` becomes X itself with `nullable: true`.
fn null_choice_to_nullable(object: &mut Map<String, Value>) {
    let Some(Value::Array(choices)) = object.get("oneOf") else {
        return;
    };
    let mut real: Vec<Value> = choices
        .iter()
        .filter(|choice| choice.get("type") != Some(&json!("null")))
        .cloned()
        .collect();
    if real.len() == choices.len() {
        return;
    }
    object.remove("oneOf");
    object.insert("nullable".into(), json!(true));
    match real.pop() {
        Some(Value::Object(only)) if real.is_empty() => {
            for (key, value) in only {
                object.entry(key).or_insert(value);
            }
        }
        last => {
            real.extend(last);
            object.insert("anyOf".into(), Value::Array(real));
        }
    }
}

/// A problem travels under its own media type (RFC 9457), which the maker does not know.
fn name_problem_types(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(name_problem_types),
        Value::Object(object) => {
            object.values_mut().for_each(name_problem_types);
            let of_problem = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
            if object.get("application/json") == Some(&of_problem) {
                object.remove("application/json");
                object.insert("application/problem+json".to_owned(), of_problem);
            }
        }
        _ => {}
    }
}

/// What is nullable by reference says the type it refers to: 3.0 knows `nullable` beside `type` only.
fn name_nullable_types(value: &mut Value, schemas: &Value) {
    match value {
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| name_nullable_types(item, schemas)),
        Value::Object(object) => {
            object
                .values_mut()
                .for_each(|value| name_nullable_types(value, schemas));
            if object.contains_key("nullable") && !object.contains_key("type") {
                name_nullable_type(object, schemas);
            }
        }
        _ => {}
    }
}

fn name_nullable_type(object: &mut Map<String, Value>, schemas: &Value) {
    let reference = object.get("allOf").and_then(|all| all[0]["$ref"].as_str());
    let name = reference.and_then(|path| path.rsplit('/').next());
    let Some(named) = name.map(|name| &schemas[name]) else {
        return;
    };
    let mut kinds = kinds(named);
    kinds.dedup();
    if let [only] = kinds[..] {
        object.insert("type".to_owned(), json!(only));
    } else if let Some(whole) = object.remove("allOf") {
        // No one type says it: null becomes a choice of its own.
        object.remove("nullable");
        let nothing = json!({ "type": "string", "nullable": true, "enum": [null] });
        object.insert("anyOf".to_owned(), json!([whole[0], nothing]));
    }
}

/// The types of a schema or, where it has choices or parts, of those.
fn kinds(schema: &Value) -> Vec<&str> {
    if let Some(own) = schema["type"].as_str() {
        return vec![own];
    }
    let inner = ["oneOf", "anyOf", "allOf"].map(|way| schema[way].as_array());
    let inner = inner.into_iter().flatten().flatten();
    inner.filter_map(|one| one["type"].as_str()).collect()
}

/// A reference with a description becomes `allOf` of it: 3.0 lets nothing stand beside one.
fn reference_alone(object: &mut Map<String, Value>) {
    if object.len() > 1
        && let Some(reference) = object.remove("$ref")
    {
        object.insert("allOf".into(), json!([{ "$ref": reference }]));
    }
}

/// `prefixItems`, and lists without a word on their items, become lists of anything.
fn tuple_to_list(object: &mut Map<String, Value>) {
    let tuple = object.remove("prefixItems").is_some();
    if tuple || (object.get("type") == Some(&json!("array")) && !object.contains_key("items")) {
        object.insert("items".into(), json!({}));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_3_1_is_left_in_the_document() {
        let text = document().to_string();

        assert!(!text.contains("\"null\""), "a null type is left");
        assert!(!text.contains("prefixItems") && !text.contains("propertyNames"));
        assert!(text.contains("\"3.0.3\""));
    }

    #[test]
    fn both_editions_describe_the_same_operations_each_under_a_known_tag() {
        let operations = |document: &Value| -> Vec<(String, Value)> {
            let paths = document["paths"].as_object().unwrap().iter();
            let each = paths.flat_map(|(path, item)| {
                let methods = item.as_object().unwrap().iter();
                methods
                    .map(move |(method, told)| (format!("{method} {path}"), told["tags"].clone()))
            });
            each.collect()
        };
        let (old, new) = (document(), document_3_1());

        assert_eq!(operations(&old), operations(&new));
        assert_eq!(new["openapi"], "3.1.0");
        assert!(!new.to_string().contains("\"nullable\""));
        let known: Vec<Value> = old["tags"]
            .as_array()
            .unwrap()
            .iter()
            .map(|tag| json!([tag["name"]]))
            .collect();
        for (operation, tags) in operations(&old) {
            assert!(known.contains(&tags), "{operation} is tagged {tags}");
        }
    }

    #[test]
    fn schemas_stay_while_something_refers_to_them_at_whatever_depth() {
        let refer = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let mut document = json!({
            "paths": { "/a": [refer("A")] },
            "components": { "schemas": { "A": { "x": refer("B") }, "B": refer("A"), "C": refer("A") } },
        });

        keep_used_schemas(&mut document);

        let schemas = document["components"]["schemas"].as_object().unwrap();
        assert_eq!(schemas.keys().collect::<Vec<_>>(), ["A", "B"]);
    }

    #[test]
    fn whatever_is_referred_to_is_there() {
        for document in [document(), document_3_1()] {
            let schemas = document["components"]["schemas"].as_object().unwrap();
            let missing = |name: &String| !schemas.contains_key(name);

            let lost: Vec<String> = references(&document).into_iter().filter(missing).collect();

            assert_eq!(lost, [] as [String; 0]);
        }
    }

    #[test]
    fn whatever_may_be_null_says_what_it_is_otherwise() {
        let nameless: Vec<String> = nullable_without_type(&document(), "").collect();

        assert_eq!(nameless, [] as [String; 0]);
    }

    fn nullable_without_type(value: &Value, path: &str) -> Box<dyn Iterator<Item = String>> {
        let found = value.get("nullable").is_some() && value.get("type").is_none();
        let own = found.then(|| path.to_owned());
        let members: Vec<(String, Value)> = match value {
            Value::Object(object) => object.clone().into_iter().collect(),
            Value::Array(items) => (0..)
                .map(|at: usize| at.to_string())
                .zip(items.clone())
                .collect(),
            _ => Vec::new(),
        };
        let path = path.to_owned();
        let inner = members
            .into_iter()
            .flat_map(move |(key, value)| nullable_without_type(&value, &format!("{path}/{key}")));
        Box::new(own.into_iter().chain(inner))
    }

    #[test]
    fn words_of_closed_lists_and_problems_are_described_as_they_are_sent() {
        let document = document();

        let words = &document["components"]["schemas"]["Audience"]["enum"];
        assert_eq!(words, &json!(["team", "public"]));
        let refused = &document["paths"]["/api/settlements/{code}"]["get"]["responses"]["404"];
        let media: Vec<&String> = refused["content"].as_object().unwrap().keys().collect();
        assert_eq!(media, ["application/problem+json"]);
    }

    #[test]
    fn every_path_of_the_contract_is_described() {
        let document = document();

        for path in [
            "/api/status",
            "/api/ranking",
            "/api/settlements/{code}",
            "/api/settlements/{code}/visits",
            "/api/settlements/{code}/visits/{id}/validation",
            "/api/settlements/{code}/answers",
            "/api/layers/{layer}/items",
            "/api/dispersal",
            "/api/imports/{layer}",
            "/api/settlements/{code}/override",
            "/api/settlements/{code}/danger/lift",
            "/api/works/{number}/done",
            "/api/incidents",
            "/api/teams/{name}",
            "/api/alerts/flood",
            "/api/alerts/severity/{least}",
            "/tiles/{layer}/{z}/{x}/{tile}",
        ] {
            assert!(document["paths"].get(path).is_some(), "{path} is missing");
        }
    }
}
