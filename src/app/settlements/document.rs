//! The document of one settlement: which members and columns it may have, and how a part of one
//! changes the whole.

use serde_json::{Map, Value as Json, json};

use super::{GIVEN, told};
use crate::{
    app::{Atlas, Error, Known},
    domain::LayerKind,
    formats, publish,
};

/// The feature with the columns that people give; what is worked out may stand in it and is left
/// out, anything else is refused by name. A settlement that is there keeps its code.
pub(super) fn given(feature: &Json, code: Option<&str>) -> Result<Json, Error> {
    let wrong = |why: &str| Error::NoFeature {
        why: why.to_owned(),
    };
    let object = feature
        .as_object()
        .ok_or_else(|| wrong("it is no object"))?;
    if object.get("type") != Some(&json!("Feature")) {
        return Err(wrong("its `type` is not \"Feature\""));
    }
    let empty = Map::new();
    let properties = match object.get("properties") {
        None | Some(Json::Null) => &empty,
        Some(Json::Object(properties)) => properties,
        Some(_) => return Err(wrong("its `properties` are no object")),
    };
    let mut kept = Map::new();
    for (name, value) in properties {
        if GIVEN.contains(&name.as_str()) {
            if value.is_object() || value.is_array() {
                return Err(wrong(&format!("`{name}` is no plain value")));
            }
            kept.insert(name.clone(), value.clone());
        } else if !is_told(name) {
            let shown: String = name.chars().take(40).collect();
            return Err(wrong(&format!(
                "there is no property `{shown}`; those that can be given are {}",
                GIVEN.join(", ")
            )));
        }
    }
    if let Some(code) = code {
        let other = kept
            .get("code")
            .filter(|own| !own.is_null() && *own != code);
        if other.is_some() {
            return Err(wrong(
                "its `code` is another one, and a settlement keeps its own",
            ));
        }
        kept.insert("code".to_owned(), json!(code));
    }
    let geometry = object.get("geometry").cloned().unwrap_or(Json::Null);
    Ok(json!({ "type": "Feature", "geometry": geometry, "properties": kept }))
}

/// Whether it is a column that is worked out, as the answers have it.
fn is_told(name: &str) -> bool {
    let columns = publish::columns(LayerKind::Settlements);
    columns.iter().any(|column| column.name == name)
}

/// The settlement as it is with what the patch changes; a shape that stays is in degrees.
pub(super) fn patched<'a>(
    atlas: &Atlas,
    known: &Known,
    (patch, crs): (&Json, Option<&'a str>),
) -> Result<(Json, Option<&'a str>), Error> {
    let code = &known.settlement.code;
    let wrong = |why: &str| Error::NoFeature {
        why: why.to_owned(),
    };
    let changes = patch.as_object().ok_or_else(|| wrong("it is no object"))?;
    if let Some(other) = changes.keys().find(|name| {
        !matches!(
            &name[..],
            "type" | "id" | "geometry" | "properties" | "links" | "notices"
        )
    }) {
        let shown: String = other.chars().take(40).collect();
        return Err(wrong(&format!("a feature has no member `{shown}`")));
    }
    if changes.get("id").is_some_and(|id| id != code) {
        return Err(wrong(
            "its `id` is another one, and a settlement keeps its own",
        ));
    }
    let item = told(atlas, code).ok_or_else(|| Error::NoSettlement { code: code.clone() })?;
    let text = formats::geojson_text(&item);
    let mut feature: Json = serde_json::from_str(&text).map_err(|_| wrong("it cannot be read"))?;
    merge(&mut feature, patch);
    feature["type"] = json!("Feature");
    let crs = crs.filter(|_| changes.contains_key("geometry"));
    Ok((given(&feature, Some(code))?, crs))
}

/// JSON merge patch, as RFC 7396, 2 tells it.
fn merge(target: &mut Json, patch: &Json) {
    let Some(changes) = patch.as_object() else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let Some(target) = target.as_object_mut() else {
        return;
    };
    for (name, change) in changes {
        if change.is_null() {
            target.remove(name);
        } else if name == "geometry" {
            // A shape is one value: half of one and half of another would be neither.
            target.insert(name.clone(), change.clone());
        } else {
            merge(target.entry(name.clone()).or_insert(Json::Null), change);
        }
    }
}

/// The columns that the feature gives.
pub(super) fn named(feature: &Json) -> impl Iterator<Item = &String> {
    let properties = feature["properties"].as_object();
    properties.into_iter().flat_map(Map::keys)
}
