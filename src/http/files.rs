//! Photos and documents beside entries of registers, settlements and visits. Team only.
//!
//! A body is the file itself, its name stands in the address. What goes out is for saving, not for
//! showing: a browser must neither guess what it is nor run anything in it.

use std::time::Duration;

use axum::{
    Json,
    body::Body,
    extract::Path,
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, LOCATION,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    response::{IntoResponse, Response},
};
use futures::StreamExt;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    Door,
    asker::DoorFor,
    error::Problem,
    query::Query,
    registers::{look, named},
    saved::saved,
};
use crate::{
    app::{AddedFile, FilePlace, NewFile},
    domain::{PHOTO_BYTES, Person, VisitId},
    publish::{self, FileView},
};

/// Longest time for a file to come in: 25 MB at 1 Mbit/s.
const COMING_IN: Duration = Duration::from_secs(210);

/// The routes that answer within moments.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(of_entry))
        .routes(routes!(of_settlement))
        .routes(routes!(of_visit))
        .routes(routes!(open, remove))
}

/// The routes that take a file, which may come slowly.
pub(super) fn upload_routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(add_to_entry))
        .routes(routes!(add_to_settlement))
        .routes(routes!(add_to_visit))
}

/// The files of one thing.
#[derive(Serialize, ToSchema)]
pub(super) struct Files {
    /// Those that are there by age, at most 100; then those that were removed.
    items: Vec<FileView>,
}

/// What the file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Called {
    /// Its name, without folders: 1 to 120 characters are kept.
    #[serde(default)]
    name: String,
}

/// Why a file is removed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FileReason {
    /// Why: 3 to 500 characters.
    #[serde(default)]
    reason: String,
}

/// The photos and documents of an entry. Team only.
#[utoipa::path(get, path = "/api/registers/{register}/{code}/files", operation_id = "entry_files",
    params(("register" = crate::domain::Register, Path, description = "Which register"),
        ("code" = String, Path, description = "Code of the entry"),
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters: needed where households or courts are told of")),
    responses(
        (status = 200, description = "Its files, without their bytes", body = Files),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "None of this code that may be known", body = Problem)))]
pub(super) async fn of_entry(
    DoorFor(door, person): DoorFor,
    Path((register, code)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Files>, Problem> {
    let place = FilePlace::Entry(named(&register)?, code);
    listed(&door, (&person, &headers), &place).await
}

/// The photos and documents of a settlement. Team only.
#[utoipa::path(get, path = "/api/settlements/{code}/files", operation_id = "settlement_files",
    params(("code" = String, Path, description = "Code of the settlement")),
    responses(
        (status = 200, description = "Its files, without their bytes", body = Files),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No settlement of this code for this audience", body = Problem)))]
pub(super) async fn of_settlement(
    DoorFor(door, person): DoorFor,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Files>, Problem> {
    listed(&door, (&person, &headers), &FilePlace::Settlement(code)).await
}

/// The photos and documents of a visit. Team only.
#[utoipa::path(get, path = "/api/settlements/{code}/visits/{id}/files", operation_id = "visit_files",
    params(("code" = String, Path, description = "Code of the settlement"),
        ("id" = String, Path, description = "Id of the visit")),
    responses(
        (status = 200, description = "Its files, without their bytes", body = Files),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such visit for this audience", body = Problem)))]
pub(super) async fn of_visit(
    DoorFor(door, person): DoorFor,
    Path((code, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Files>, Problem> {
    let place = visit(&door, (&code, &id)).await?;
    listed(&door, (&person, &headers), &place).await
}

/// Adds a photo or a document to an entry. Team only.
///
/// The body is the file: a JPEG, PNG or WebP photo up to 25 MB and 50 million pixels, or a PDF up to 20 MB,
/// known by its first bytes. A photo is drawn anew as a JPEG of at most 2560 pixels a side, without place or
/// time. The same file sent again is stored once, and then answered with 200.
#[utoipa::path(post, path = "/api/registers/{register}/{code}/files", operation_id = "add_entry_file",
    params(("register" = crate::domain::Register, Path, description = "Which register"),
        ("code" = String, Path, description = "Code of the entry"), Called),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "It was there already", body = FileView),
        (status = 201, description = "It is stored; Location is its address", body = FileView),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "None of this code that may be known", body = Problem),
        (status = 409, description = "There are 100 files already", body = Problem),
        (status = 413, description = "Too many bytes or pixels", body = Problem),
        (status = 415, description = "Neither photo nor document", body = Problem),
        (status = 422, description = "The name cannot be taken, or the photo is damaged", body = Problem),
        (status = 503, description = "Other files are coming in", body = Problem)))]
pub(super) async fn add_to_entry(
    DoorFor(door, person): DoorFor,
    Path((register, code)): Path<(String, String)>,
    Query(called): Query<Called>,
    coming: Coming,
) -> Result<Response, Problem> {
    let place = FilePlace::Entry(named(&register)?, code);
    taken_in(&door, &person, (&place, called, coming)).await
}

/// Adds a photo or a document to a settlement. Team only.
///
/// As to an entry of a register.
#[utoipa::path(post, path = "/api/settlements/{code}/files", operation_id = "add_settlement_file",
    params(("code" = String, Path, description = "Code of the settlement"), Called),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "It was there already", body = FileView),
        (status = 201, description = "It is stored; Location is its address", body = FileView),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No settlement of this code for this audience", body = Problem),
        (status = 409, description = "There are 100 files already", body = Problem),
        (status = 413, description = "Too many bytes or pixels", body = Problem),
        (status = 415, description = "Neither photo nor document", body = Problem),
        (status = 422, description = "The name cannot be taken, or the photo is damaged", body = Problem),
        (status = 503, description = "Other files are coming in", body = Problem)))]
pub(super) async fn add_to_settlement(
    DoorFor(door, person): DoorFor,
    Path(code): Path<String>,
    Query(called): Query<Called>,
    coming: Coming,
) -> Result<Response, Problem> {
    let place = FilePlace::Settlement(code);
    taken_in(&door, &person, (&place, called, coming)).await
}

/// Adds a photo or a document to a visit. Team only.
///
/// As to an entry of a register.
#[utoipa::path(post, path = "/api/settlements/{code}/visits/{id}/files", operation_id = "add_visit_file",
    params(("code" = String, Path, description = "Code of the settlement"),
        ("id" = String, Path, description = "Id of the visit"), Called),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "It was there already", body = FileView),
        (status = 201, description = "It is stored; Location is its address", body = FileView),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such visit for this audience", body = Problem),
        (status = 409, description = "There are 100 files already", body = Problem),
        (status = 413, description = "Too many bytes or pixels", body = Problem),
        (status = 415, description = "Neither photo nor document", body = Problem),
        (status = 422, description = "The name cannot be taken, or the photo is damaged", body = Problem),
        (status = 503, description = "Other files are coming in", body = Problem)))]
pub(super) async fn add_to_visit(
    DoorFor(door, person): DoorFor,
    Path((code, id)): Path<(String, String)>,
    Query(called): Query<Called>,
    coming: Coming,
) -> Result<Response, Problem> {
    let place = visit(&door, (&code, &id)).await?;
    taken_in(&door, &person, (&place, called, coming)).await
}

/// A photo or a document, to be saved. Team only.
#[utoipa::path(get, path = "/api/files/{id}", operation_id = "file",
    params(("id" = String, Path, description = "Id of the file"),
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters: needed where households or courts are told of")),
    responses(
        (status = 200, description = "Its bytes, as `image/jpeg` or `application/pdf`", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, description = "None that may be known, or it was removed", body = Problem),
        (status = 422, description = "The purpose is missing", body = Problem)))]
pub(super) async fn open(
    DoorFor(door, person): DoorFor,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    door.team_only()?;
    let id = file_id(&id)?;
    let opened = door.jalon.open_file(id, look(&person, &headers)).await?;
    let view = publish::file(&opened.file);
    let mut response = saved(opened.bytes, view.media_type, &view.name);
    let headers = response.headers_mut();
    for (name, value) in [
        (CACHE_CONTROL, "private, no-store"),
        (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("x-frame-options"), "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// Removes a photo or a document: its bytes are gone, its line and the reason stay. Team only.
#[utoipa::path(delete, path = "/api/files/{id}", operation_id = "remove_file",
    params(("id" = String, Path, description = "Id of the file"), FileReason),
    responses(
        (status = 204, description = "Its bytes are gone"),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "None that may be known, or it was removed before", body = Problem),
        (status = 422, description = "The reason is missing", body = Problem)))]
pub(super) async fn remove(
    DoorFor(door, person): DoorFor,
    Path(id): Path<String>,
    Query(why): Query<FileReason>,
) -> Result<StatusCode, Problem> {
    door.team_only()?;
    let id = file_id(&id)?;
    door.jalon.remove_file(id, &why.reason, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A body that has not been read, with its headers.
pub(super) struct Coming {
    headers: HeaderMap,
    body: Body,
}

impl<S: Send + Sync> axum::extract::FromRequest<S> for Coming {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: axum::extract::Request, _: &S) -> Result<Self, Self::Rejection> {
        let (head, body) = request.into_parts();
        Ok(Self {
            headers: head.headers,
            body,
        })
    }
}

impl Coming {
    /// The bytes, up to the limit of a photo.
    pub(super) async fn bytes(self) -> Result<Vec<u8>, Problem> {
        let told = self.headers.get(CONTENT_LENGTH);
        let told = told.and_then(|text| text.to_str().ok()?.parse::<u64>().ok());
        if told.is_some_and(|length| length > PHOTO_BYTES as u64) {
            return Err(too_large());
        }
        let late = |_| Problem::no_upload("the file came too slowly; nothing was stored");
        let reading = tokio::time::timeout(COMING_IN, counted(self.body));
        reading.await.map_err(late)?
    }
}

/// The whole body; a client may send more than it told.
async fn counted(body: Body) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let cut_off = |_| Problem::no_upload("the file did not come whole; nothing was stored");
        let chunk = chunk.map_err(cut_off)?;
        if bytes.len() + chunk.len() > PHOTO_BYTES {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn too_large() -> Problem {
    Problem::too_large(format!(
        "the file is larger than {} MB; nothing was stored; make it smaller and send it again",
        PHOTO_BYTES / 1024 / 1024
    ))
}

async fn taken_in(
    door: &Door,
    person: &Person,
    (place, called, coming): (&FilePlace, Called, Coming),
) -> Result<Response, Problem> {
    door.team_only()?;
    // Each may hold a whole file in memory.
    let held = door.workers.file_place()?;
    let sent = NewFile {
        name: called.name,
        bytes: coming.bytes().await?,
    };
    let added = door.jalon.add_file(place, sent, person).await;
    drop(held);
    Ok(told(&added?))
}

/// What became of a file that came in.
pub(super) fn told(added: &AddedFile) -> Response {
    let mut response = Json(publish::file(&added.file)).into_response();
    if added.is_new {
        *response.status_mut() = StatusCode::CREATED;
    }
    let address = format!("/api/files/{}", added.file.id);
    if let Ok(address) = HeaderValue::from_str(&address) {
        response.headers_mut().insert(LOCATION, address);
    }
    response
}

async fn listed(
    door: &Door,
    (person, headers): (&Person, &HeaderMap),
    place: &FilePlace,
) -> Result<Json<Files>, Problem> {
    door.team_only()?;
    let files = door.jalon.files(place, look(person, headers)).await?;
    let items = files.iter().map(publish::file).collect();
    Ok(Json(Files { items }))
}

async fn visit(door: &Door, (code, id): (&str, &str)) -> Result<FilePlace, Problem> {
    door.team_only()?;
    let id = Uuid::parse_str(id)
        .map(VisitId)
        .map_err(|_| Problem::not_found(format!("{id:?} names no visit; it is not a UUID")))?;
    door.jalon.visit_is_of(code, id).await?;
    Ok(FilePlace::Visit(id))
}

fn file_id(id: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(id)
        .map_err(|_| Problem::not_found(format!("{id:?} names no file; it is not a UUID")))
}
