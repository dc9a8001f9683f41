//! The spreadsheet of the national platform, out and in. Team only.

use axum::{
    Json,
    extract::{Multipart, Path},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    asker::DoorFor,
    error::Problem,
    imports::{Upload, received},
    query::Query,
    registers::look,
    saved::saved,
};
use crate::{
    app::{self, NationalFile, NationalImported},
    domain::{Code, DocumentFormat},
};

/// Bytes of a sheet at most.
const SHEET_BYTES: u64 = 20 * 1024 * 1024;

/// The route that answers within moments.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new().routes(routes!(national))
}

/// The route that takes a file.
pub(super) fn upload_routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new().routes(routes!(take_in))
}

/// Which part of the sheet is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SheetAsked {
    /// `false` leaves the columns about courts and owners blank, and then no purpose is needed.
    #[serde(default = "yes")]
    law: bool,
}

/// How the sheet is taken in.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SheetGiven {
    /// `true` reads and reports, and stores nothing.
    #[serde(default)]
    dry_run: bool,
}

fn yes() -> bool {
    true
}

/// The settlements in the columns of the national platform. Team only; that it was taken is written down.
#[utoipa::path(get, path = "/api/exchange/{file}", operation_id = "national_sheet",
    params(
        ("file" = String, Path, description = "`national.xlsx` or `national.csv`"),
        SheetAsked,
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters: needed where courts and owners are told of")),
    responses(
        (status = 200, description = "The sheet", content(
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (String = "text/csv"))),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such file for this audience", body = Problem),
        (status = 422, description = "No purpose is told", body = Problem)))]
pub(super) async fn national(
    DoorFor(door, person): DoorFor,
    Path(file): Path<String>,
    Query(asked): Query<SheetAsked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    door.team_only()?;
    let format = file
        .strip_prefix("national.")
        .and_then(DocumentFormat::from_code)
        .filter(|format| matches!(format, DocumentFormat::Xlsx | DocumentFormat::Csv))
        .ok_or_else(|| {
            Problem::not_found("there is no such sheet; there are national.xlsx and national.csv")
        })?;
    let look = look(&person, &headers);
    let bytes = door.jalon.national_file((format, asked.law), look).await?;
    Ok(saved(bytes, format.media_type(), &file))
}

/// Takes in a sheet of the national platform: every row, or none. Team only.
///
/// Sites that are known are changed where the sheet says something else; the answer names the change, which
/// `POST /api/registers/changes/{number}/undo` takes back.
#[utoipa::path(post, path = "/api/exchange/national", operation_id = "take_in_national", params(SheetGiven),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "What was added and changed, and the account of the rows", body = NationalImported),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem),
        (status = 413, description = "The file is larger than 20 MB", body = Problem),
        (status = 422, description = "The sheet cannot be taken in: which rows and columns, and why", body = Problem),
        (status = 429, description = "Two imports of this account are running", body = Problem),
        (status = 503, description = "Other imports are running", body = Problem)))]
pub(super) async fn take_in(
    DoorFor(door, person): DoorFor,
    Query(given): Query<SheetGiven>,
    upload: Multipart,
) -> Result<Json<NationalImported>, Problem> {
    door.team_only()?;
    let own_place = door.allowances.import_place(&person)?;
    let place = door.workers.import_place()?;
    let received = received(upload).await?;
    let length = std::fs::metadata(&received.file).map_or(0, |file| file.len());
    if length > SHEET_BYTES {
        return Err(Problem::too_large(
            "the sheet is larger than 20 MB; part it",
        ));
    }
    let name = received.file.file_name().unwrap_or_default();
    let file = NationalFile {
        name: name.to_string_lossy().into_owned(),
        bytes: std::fs::read(&received.file).map_err(|_| Problem::broken())?,
        dry_run: given.dry_run,
    };
    // A task of its own: when the client hangs up the import goes on, with its place among imports.
    let importing = tokio::spawn(async move {
        let imported = door.jalon.take_in_national(&file, &person).await;
        drop((received, place, own_place));
        imported
    });
    Ok(Json(importing.await.map_err(app::Error::from)??))
}
