//! Features 4: settlements added, replaced, changed in part and taken out, by the team.
//!
//! What is overwritten must be named by its `ETag` in `If-Match`, so that nobody undoes what they
//! have not seen.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{ALLOW, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION},
    },
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    asking::{Asking, AskingForFile},
    item, layer,
    link::{GEOJSON, JSON},
};
use crate::{
    app::{
        features,
        reference::Reference,
        selection,
        settlements::{Edited, EditedTo, revision},
    },
    domain::{Audience, LayerKind},
    http::{Door, asker::Asker, error::Problem},
    spatial::Feature,
};

/// What a part of a feature is changed with (RFC 7396).
const MERGE_PATCH: &str = "application/merge-patch+json";

/// Adds a settlement.
pub(super) async fn add(
    State(door): State<Door>,
    Path(collection): Path<String>,
    (AskingForFile(asking), Asker(person)): (AskingForFile, Asker),
    (headers, body): (HeaderMap, Bytes),
) -> Result<Response, Problem> {
    asking.finish()?;
    editable(&door, &collection)?;
    let given = Given::read(&headers, &body, &[GEOJSON, JSON])?;
    let edited = door
        .jalon
        .add_settlement(given.parts(), person.name.as_str())
        .await?;
    answer(&door, &asking, &edited)
}

/// Puts a feature in the place of a settlement.
pub(super) async fn replace(
    State(door): State<Door>,
    Path((collection, id)): Path<(String, String)>,
    (AskingForFile(asking), Asker(person)): (AskingForFile, Asker),
    (headers, body): (HeaderMap, Bytes),
) -> Result<Response, Problem> {
    asking.finish()?;
    exists(&door, (&collection, &id))?;
    let given = Given::read(&headers, &body, &[GEOJSON, JSON])?;
    let seen = Seen::read(&headers)?;
    let condition = |revision: &str| seen.holds(revision);
    let by = (&condition as _, person.name.as_str());
    let edited = door
        .jalon
        .replace_settlement(&id, given.parts(), by)
        .await?;
    answer(&door, &asking, &edited)
}

/// Changes a part of a settlement.
pub(super) async fn patch(
    State(door): State<Door>,
    Path((collection, id)): Path<(String, String)>,
    (AskingForFile(asking), Asker(person)): (AskingForFile, Asker),
    (headers, body): (HeaderMap, Bytes),
) -> Result<Response, Problem> {
    asking.finish()?;
    exists(&door, (&collection, &id))?;
    let given = Given::read(&headers, &body, &[MERGE_PATCH])?;
    let seen = Seen::read(&headers)?;
    let condition = |revision: &str| seen.holds(revision);
    let by = (&condition as _, person.name.as_str());
    let edited = door.jalon.patch_settlement(&id, given.parts(), by).await?;
    answer(&door, &asking, &edited)
}

/// Takes a settlement out, or closes it where people have written down things about it.
pub(super) async fn remove(
    State(door): State<Door>,
    Path((collection, id)): Path<(String, String)>,
    (AskingForFile(asking), Asker(person)): (AskingForFile, Asker),
    headers: HeaderMap,
) -> Result<Response, Problem> {
    asking.finish()?;
    exists(&door, (&collection, &id))?;
    let seen = Seen::read(&headers)?;
    let condition = |revision: &str| seen.holds(revision);
    let by = (&condition as _, person.name.as_str());
    let edited = door.jalon.remove_settlement(&id, by).await?;
    answer(&door, &asking, &edited)
}

/// The methods of a collection's items.
pub(super) async fn of_items(
    State(door): State<Door>,
    Path(collection): Path<String>,
) -> Result<Response, Problem> {
    let mut headers = HeaderMap::new();
    if is_editable(&door, &collection)? {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"));
        let takes = HeaderValue::from_static("application/geo+json, application/json");
        headers.insert(HeaderName::from_static("accept-post"), takes);
    } else {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS"));
    }
    Ok(headers.into_response())
}

/// The methods of an item.
pub(super) async fn of_item(
    State(door): State<Door>,
    Path((collection, _)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let mut headers = HeaderMap::new();
    if is_editable(&door, &collection)? {
        let methods = "GET, HEAD, PUT, PATCH, DELETE, OPTIONS";
        headers.insert(ALLOW, HeaderValue::from_static(methods));
        let takes = HeaderValue::from_static(MERGE_PATCH);
        headers.insert(HeaderName::from_static("accept-patch"), takes);
    } else {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS"));
    }
    Ok(headers.into_response())
}

/// Path, method and description of each change, of which the collection's parameter is a part.
pub(super) fn described(collection: &Value) -> Vec<(&'static str, &'static str, Value)> {
    const ITEMS: &str = "/collections/{collectionId}/items";
    const ITEM: &str = "/collections/{collectionId}/items/{featureId}";
    let feature = json!({
        "name": "featureId", "in": "path", "required": true,
        "description": "Code of the settlement", "schema": { "type": "string" },
    });
    let seen = json!({
        "name": "If-Match", "in": "header", "required": true,
        "description": "`ETag` of the feature as it was seen, or `*`", "schema": { "type": "string" },
    });
    let of_item = [collection.clone(), feature, seen];
    let of_items = [collection.clone()];
    let told = |name, summary, parameters: &[Value], media: Option<&str>| {
        operation((name, summary), parameters, media)
    };
    vec![
        (
            ITEMS,
            "post",
            told("addFeature", "Adds a settlement", &of_items, Some(GEOJSON)),
        ),
        (
            ITEM,
            "put",
            told(
                "replaceFeature",
                "Replaces a settlement",
                &of_item,
                Some(GEOJSON),
            ),
        ),
        (
            ITEM,
            "patch",
            told(
                "changeFeature",
                "Changes a part of a settlement",
                &of_item,
                Some(MERGE_PATCH),
            ),
        ),
        (
            ITEM,
            "delete",
            told(
                "removeFeature",
                "Takes a settlement out, or closes it",
                &of_item,
                None,
            ),
        ),
    ]
}

fn operation((id, summary): (&str, &str), parameters: &[Value], media: Option<&str>) -> Value {
    let refused = |what: &str| {
        let problem = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
        json!({ "description": what, "content": { "application/problem+json": problem } })
    };
    let object = json!({ "schema": { "type": "object" } });
    let feature = |what: &str| json!({ "description": what, "content": { GEOJSON: object } });
    let mut told = json!({
        "operationId": format!("ogc_{id}"),
        "summary": summary,
        "tags": ["ogc"],
        "parameters": parameters,
        "responses": {
            "400": refused("A header, a parameter or the body cannot be understood"),
            "403": refused("A page of another site asked for it"),
            "404": refused("No such collection or feature for this audience"),
            "405": refused("Only settlements are edited"),
            "422": refused("It cannot be a settlement, or not this one"),
        },
    });
    let answers = &mut told["responses"];
    if id == "addFeature" {
        answers["201"] = feature("The settlement, with the account of what was mended");
        answers["409"] = refused("The code is taken");
    } else {
        answers["200"] = feature("The settlement as it is now");
        answers["412"] = refused("It is not as it was seen");
        answers["428"] = refused("If-Match is missing");
    }
    match media {
        Some(media) => {
            answers["413"] = refused("The body is too large");
            answers["415"] = refused("The body is of another media type");
            told["requestBody"] = json!({ "required": true, "content": { media: object } });
        }
        None => answers["204"] = json!({ "description": "It is out" }),
    }
    told
}

/// The `ETag` of a feature in a reference system: of the usual one it is the bare revision.
pub(super) fn etag(item: &Feature, reference: Reference) -> String {
    let revision = revision(item);
    if reference.is_default() {
        return format!("\"{revision}\"");
    }
    let code = reference.uri.rsplit('/').next().unwrap_or_default();
    format!("\"{revision}.{code}\"")
}

/// Whether the client has the feature of this `ETag` already.
pub(super) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    tags(headers, &IF_NONE_MATCH)
        .iter()
        .any(|tag| tag.0 == "*" || tag.0.trim_start_matches("W/") == etag)
}

fn is_editable(door: &Door, collection: &str) -> Result<bool, Problem> {
    let layer = layer(door, &door.jalon.atlas(), collection)?;
    Ok(door.audience == Audience::Team && layer.version.kind == LayerKind::Settlements)
}

fn editable(door: &Door, collection: &str) -> Result<(), Problem> {
    if is_editable(door, collection)? {
        Ok(())
    } else {
        Err(Problem::read_only())
    }
}

/// What is not there cannot be overwritten, whatever the precondition (RFC 9110, 13.2.1).
fn exists(door: &Door, (collection, id): (&str, &str)) -> Result<(), Problem> {
    editable(door, collection)?;
    match door.jalon.atlas().settlement(id) {
        Some(_) => Ok(()),
        None => Err(Problem::not_found(format!(
            "settlements has no feature {:?}",
            item::shortened(id)
        ))),
    }
}

/// What a settlement is to be, or what of it is to be otherwise, and the system of its coordinates.
struct Given {
    document: Value,
    crs: Option<String>,
}

impl Given {
    fn read(headers: &HeaderMap, body: &Bytes, taken: &[&str]) -> Result<Self, Problem> {
        Ok(Self {
            document: document(headers, body, taken)?,
            crs: crs(headers)?,
        })
    }

    fn parts(&self) -> (&Value, Option<&str>) {
        (&self.document, self.crs.as_deref())
    }
}

/// The body as JSON, if it is one of these media types.
fn document(headers: &HeaderMap, body: &Bytes, taken: &[&str]) -> Result<Value, Problem> {
    let Some(media) = headers.get(CONTENT_TYPE) else {
        let detail = format!(
            "the header Content-Type is missing; send {}",
            taken.join(" or ")
        );
        return Err(Problem::no_upload(detail));
    };
    let media = media.to_str().unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    if !taken.iter().any(|known| known.eq_ignore_ascii_case(media)) {
        return Err(Problem::unsupported(&format!(
            "this address takes {}",
            taken.join(" or ")
        )));
    }
    serde_json::from_slice(body).map_err(|error| Problem::form(&error.to_string()))
}

/// The reference system of the body's coordinates; none for longitude and latitude.
fn crs(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(told) = headers.get("content-crs") else {
        return Ok(None);
    };
    let uri = told.to_str().unwrap_or_default().trim();
    let uri = uri.trim_start_matches('<').trim_end_matches('>');
    let reference = Reference::of("Content-Crs", Some(uri))?;
    if reference.is_default() {
        return Ok(None);
    }
    if reference.is_geographic() {
        let wanted = "one with longitude first: CRS84, EPSG 3857 or 2154";
        return Err(Problem::parameter("Content-Crs", wanted));
    }
    Ok(Some(format!("EPSG:{}", reference.epsg())))
}

/// An entity tag as sent.
struct Tag(String);

impl Tag {
    /// Whether it names a revision, in whichever reference system it was seen.
    fn names(&self, revision: &str) -> bool {
        let bare = self.0.trim_matches('"');
        let bare = bare.split('.').next().unwrap_or_default();
        self.0 == "*" || (self.0.starts_with('"') && bare == revision)
    }
}

/// The tags of `If-Match`, of which there must be one: as what the settlement was seen.
pub(in crate::http) struct Seen(Vec<Tag>);

impl Seen {
    pub(in crate::http) fn read(headers: &HeaderMap) -> Result<Self, Problem> {
        let tags = tags(headers, &IF_MATCH);
        if tags.is_empty() {
            return Err(Problem::unconditional());
        }
        Ok(Self(tags))
    }

    pub(in crate::http) fn holds(&self, revision: &str) -> bool {
        self.0.iter().any(|tag| tag.names(revision))
    }
}

fn tags(headers: &HeaderMap, name: &HeaderName) -> Vec<Tag> {
    let told = headers.get_all(name).into_iter();
    told.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| Tag(tag.trim().to_owned()))
        .filter(|tag| !tag.0.is_empty())
        .collect()
}

/// The settlement as it is now, with the account of what was mended.
fn answer(door: &Door, asking: &Asking, edited: &Edited) -> Result<Response, Problem> {
    if edited.outcome == EditedTo::Removed {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let atlas = door.jalon.atlas();
    let kind = LayerKind::Settlements;
    let found = atlas.layer(kind).and_then(|layer| {
        let (number, record) = selection::find(layer, &edited.code)?;
        let item = features::item(&atlas, (door.audience.into(), kind), (number, record))?;
        Some((selection::id_of(number, record), item))
    });
    let (id, item) = found.ok_or_else(Problem::broken)?;
    let own = format!(
        "/collections/{kind}/items/{}",
        super::stream::id_in_address(&id)
    );
    let links = [
        asking.link("self", GEOJSON, &own),
        asking.link("collection", JSON, &format!("/collections/{kind}")),
    ];
    let reference = Reference::of("crs", None)?;
    let mut more = vec![("links", json!(links))];
    more.extend(
        edited
            .report
            .as_ref()
            .map(|report| ("report", json!(report))),
    );
    let body = item::geojson(&id, &item, (reference, &more));
    let status = match edited.outcome {
        EditedTo::Added => StatusCode::CREATED,
        _ => StatusCode::OK,
    };
    let mut response = (status, [(CONTENT_TYPE, GEOJSON)], body).into_response();
    let headers = response.headers_mut();
    let header = |text: String| HeaderValue::from_str(&text).map_err(|_| Problem::broken());
    headers.insert(ETAG, header(etag(&item, reference))?);
    if edited.outcome == EditedTo::Added {
        headers.insert(LOCATION, header(asking.at(&own))?);
    }
    Ok(response)
}
