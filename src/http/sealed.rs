//! Visits that a phone sealed while it had no network: the key to seal with, and the way in.

use axum::{Json, body::Bytes, extract::State, http::StatusCode, response::Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    asker::DoorFor,
    error::Problem,
    files::{self, Coming},
    limits::SEALED_VISIT_BYTES,
    visits::{self, VisitTaken},
};
use crate::publish::FileView;

/// How it is sealed, in the words of RFC 9180.
const SUITE: &str = "DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM";

/// The routes that answer within moments.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(lock))
        .routes(routes!(add))
}

/// The route that takes a photo, which may come slowly.
pub(super) fn upload_routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new().routes(routes!(add_photo))
}

/// What a device seals visits with; only this server can open them.
#[derive(Serialize, ToSchema)]
pub(super) struct Lock {
    /// The key's name, 16 hexadecimal digits: it stands in whatever was sealed with it.
    id: String,
    /// How to seal, in the words of RFC 9180.
    suite: &'static str,
    /// The public key, an uncompressed point in Base64.
    public_key: String,
}

/// The key to seal visits with. Team only.
#[utoipa::path(get, path = "/api/visits/lock", operation_id = "visit_lock",
    responses((status = 200, description = "The key", body = Lock)))]
pub(super) async fn lock(State(door): State<Door>) -> Result<Json<Lock>, Problem> {
    door.team_only()?;
    let lock = door.jalon.visit_lock()?;
    Ok(Json(Lock {
        id: lock.id,
        suite: SUITE,
        public_key: STANDARD.encode(lock.public_key),
    }))
}

/// Takes in a visit that was sealed with the key. Team only.
///
/// Whoever sends it must have made it. Sent again it is stored once, and then answered with 200.
#[utoipa::path(post, path = "/api/visits/sealed", operation_id = "add_sealed_visit",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "The visit was stored already", body = VisitTaken),
        (status = 201, description = "The visit is stored", body = VisitTaken),
        (status = 403, description = "Another account made it (`other-author`), or it may not be written", body = Problem),
        (status = 404, description = "Its settlement is not there", body = Problem),
        (status = 409, description = "Sealed for another key (`other-key`), or its id names a visit of other content", body = Problem),
        (status = 413, description = "The body is too large", body = Problem),
        (status = 422, description = "It cannot be opened (`sealed-damaged`), or an answer cannot be", body = Problem)))]
pub(super) async fn add(
    DoorFor(door, person): DoorFor,
    body: Bytes,
) -> Result<(StatusCode, Json<VisitTaken>), Problem> {
    door.team_only()?;
    if body.len() > SEALED_VISIT_BYTES {
        let most = SEALED_VISIT_BYTES / 1024;
        let detail = format!("a sealed visit has at most {most} kB; send its photos by themselves");
        return Err(Problem::too_large(detail));
    }
    visits::taken(&door, door.jalon.add_sealed_visit(&body, &person).await?)
}

/// Takes in a photo that was sealed with the key, of a visit that was sent before. Team only.
///
/// Sent again it is stored once, and then answered with 200.
#[utoipa::path(post, path = "/api/visits/sealed/photos", operation_id = "add_sealed_photo",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "It was there already", body = FileView),
        (status = 201, description = "It is stored; Location is its address", body = FileView),
        (status = 403, description = "Another account made it (`other-author`), or it may not be written", body = Problem),
        (status = 404, description = "Its visit is not there", body = Problem),
        (status = 409, description = "Sealed for another key (`other-key`), or there are 100 files already", body = Problem),
        (status = 413, description = "Too many bytes or pixels", body = Problem),
        (status = 415, description = "Neither photo nor document", body = Problem),
        (status = 422, description = "It cannot be opened (`sealed-damaged`), or the photo is damaged", body = Problem),
        (status = 503, description = "Other files are coming in", body = Problem)))]
pub(super) async fn add_photo(
    DoorFor(door, person): DoorFor,
    coming: Coming,
) -> Result<Response, Problem> {
    door.team_only()?;
    // Each may hold a whole file in memory.
    let held = door.workers.file_place()?;
    let sealed = coming.bytes().await?;
    let added = door.jalon.add_sealed_photo(&sealed, &person).await;
    drop(held);
    Ok(files::told(&added?))
}
