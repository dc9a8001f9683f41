//! The families of addresses, for readers of the API document.

use serde_json::{Map, Value, json};

/// Name, what it is about, and how its addresses begin.
type Tag = (&'static str, &'static str, &'static [&'static str]);

const TAGS: [Tag; 14] = [
    (
        "settlements",
        "Hazard scores of settlements, and what they are made of",
        &[
            "/api/settlements",
            "/api/visits",
            "/api/ranking",
            "/api/hazards",
            "/api/scoring",
            "/api/weights",
        ],
    ),
    (
        "casework",
        "What people decide and do beside the scores",
        &[
            "/api/overrides",
            "/api/dangers",
            "/api/works",
            "/api/casework",
            "/api/incidents",
            "/api/teams",
        ],
    ),
    (
        "registers",
        "Households, homes, moves, decisions: the work itself",
        &[
            "/api/registers",
            "/api/board",
            "/api/figures",
            "/api/publications",
        ],
    ),
    (
        "reports",
        "Reports of the work as files to hand over",
        &["/api/reports"],
    ),
    (
        "files",
        "Photos and documents; they are added and listed at what they hang on",
        &["/api/files"],
    ),
    (
        "privacy",
        "The rights of those whom the records are about",
        &[
            "/api/erasures",
            "/api/households",
            "/api/receipts",
            "/api/retention",
        ],
    ),
    ("alerts", "Whom a forecast touches", &["/api/alerts"]),
    (
        "webhooks",
        "Other systems that are told what changes",
        &["/api/webhooks"],
    ),
    (
        "dispersal",
        "How rehoused households are spread, and homes for those that wait",
        &["/api/dispersal", "/api/placing"],
    ),
    (
        "map",
        "Tiles, pictures, styles and layers of the map",
        &[
            "/tiles",
            "/styles",
            "/basemap",
            "/api/maps",
            "/api/legend",
            "/api/layers",
        ],
    ),
    (
        "imports",
        "Files to layers, and sheets of other systems",
        &["/api/imports", "/api/exchange"],
    ),
    (
        "accounts",
        "Signing in, users and their tokens",
        &[
            "/api/session",
            "/api/users",
            "/api/tokens",
            "/api/audit",
            "/api/notices",
        ],
    ),
    (
        "ogc",
        "OGC API Features and Tiles, for GIS programs",
        &["/ogc"],
    ),
    (OTHER, "The server itself", &[]),
];

const OTHER: &str = "server";

/// All tags, as the document lists them.
pub(super) fn all() -> Value {
    let told = TAGS.map(|(name, about, _)| json!({ "name": name, "description": about }));
    json!(told)
}

/// Puts every operation under the tag of its address.
pub(super) fn name(paths: &mut Map<String, Value>) {
    for (path, item) in paths {
        let operations = item.as_object_mut().into_iter().flatten();
        for (_, operation) in operations.filter(|(_, operation)| operation.is_object()) {
            operation["tags"] = json!([of(path)]);
        }
    }
}

fn of(path: &str) -> &'static str {
    let begins = |(_, _, starts): &&Tag| starts.iter().any(|start| path.starts_with(start));
    TAGS.iter().find(begins).map_or(OTHER, |(name, ..)| name)
}
