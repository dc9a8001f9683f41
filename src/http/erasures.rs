//! The rights of those whom the records are about: all that is kept of a household in one file; a
//! household taken out of everything for good, and the receipts. Team only.

use axum::{
    Json,
    extract::Path,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_LANGUAGE, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    asker::DoorFor,
    body::{self, Form},
    error::Problem,
    ogc::streamed,
    query::Query,
    registers::look,
};
use crate::{
    domain::{Code, ErasureGround, Language},
    publish::{self, ErasureView},
};

/// Every route of erasures.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(erasures, erase))
        .routes(routes!(receipt))
        .routes(routes!(household_file))
        .layer(body::form_limit())
}

/// Which household is to be erased.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewErasure {
    /// Its code.
    household: String,
    /// On what ground.
    ground: ErasureGround,
}

/// Receipts of erasures.
#[derive(Serialize, ToSchema)]
pub(super) struct Erasures {
    /// The newest first, 1,000 at most.
    items: Vec<ErasureView>,
}

/// In which language the receipt is told.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ReceiptSpoken {
    /// `fr` or `en`; French unless given.
    #[param(inline)]
    lang: Option<Language>,
}

/// Erases a household with all that is kept of it. It cannot be taken back. Team only.
///
/// Gone are its entry, its stays, plan, proposals, moves and follow-ups with every revision, photo and
/// document, its rows in imported files, and what other records say of it. Asked for again, the
/// receipt of the first time is answered.
#[utoipa::path(post, path = "/api/erasures", operation_id = "erase_household",
    request_body = NewErasure,
    responses(
        (status = 201, description = "It is erased: the receipt, with nothing about the household", body = ErasureView),
        (status = 200, description = "It was erased before: the receipt of then", body = ErasureView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No household has or has had this code", body = Problem),
        (status = 409, description = "Others kept changing something meanwhile; ask again", body = Problem)))]
pub(super) async fn erase(
    DoorFor(door, person): DoorFor,
    Form(given): Form<NewErasure>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let asked = (given.ground, &person);
    let erased = door.jalon.erase_household(&given.household, asked).await?;
    let status = if erased.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(publish::erasure(&erased.kept))).into_response())
}

/// Receipts of erasures, newest first. Team only.
#[utoipa::path(get, path = "/api/erasures", operation_id = "erasures",
    responses(
        (status = 200, description = "Up to 1,000 receipts", body = Erasures),
        (status = 403, description = "Not for this account", body = Problem)))]
pub(super) async fn erasures(DoorFor(door, person): DoorFor) -> Result<Json<Erasures>, Problem> {
    door.team_only()?;
    let found = door.jalon.erasures(&person).await?;
    Ok(Json(Erasures {
        items: found.iter().map(publish::erasure).collect(),
    }))
}

/// A receipt as text, to be printed and handed over. Team only.
#[utoipa::path(get, path = "/api/erasures/{number}/receipt.txt", operation_id = "erasure_receipt",
    params(("number" = u64, Path, description = "Number of the receipt"), ReceiptSpoken),
    responses(
        (status = 200, description = "The receipt in words", body = String, content_type = "text/plain"),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No receipt of this number", body = Problem)))]
pub(super) async fn receipt(
    DoorFor(door, person): DoorFor,
    Path(number): Path<u64>,
    Query(spoken): Query<ReceiptSpoken>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let language = spoken.lang.unwrap_or(Language::French);
    let kept = door.jalon.erasure(number, &person).await?;
    let text = publish::erasure_in_words(&kept, language);
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    let spoken = HeaderValue::from_static(language.code());
    Ok(([(CONTENT_TYPE, kind), (CONTENT_LANGUAGE, spoken)], text).into_response())
}

/// Everything that is kept of a household in one packed file: `household.json`, `household.txt` and its
/// photos and documents. Team only.
///
/// It is counted as a file taken along, and written down with its purpose.
#[utoipa::path(get, path = "/api/households/{code}/file.zip", operation_id = "household_file",
    params(("code" = String, Path, description = "The household's code"), ReceiptSpoken,
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters: needed")),
    responses(
        (status = 200, description = "The file", body = Vec<u8>, content_type = "application/zip"),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No household of this code that may be known", body = Problem),
        (status = 422, description = "No purpose is told, or there is more than one file can hold", body = Problem)))]
pub(super) async fn household_file(
    DoorFor(door, person): DoorFor,
    Path(code): Path<String>,
    Query(spoken): Query<ReceiptSpoken>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    door.team_only()?;
    let language = spoken.lang.unwrap_or(Language::French);
    let asked = (language, look(&person, &headers));
    let made = door.jalon.household_file(&code, asked).await?;
    let file = tokio::fs::File::open(&made.path).await;
    let file = file.map_err(|_| Problem::broken())?;
    let mut response = streamed(file, made.folder).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    let name = format!("attachment; filename=\"{}\"", made.name);
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
