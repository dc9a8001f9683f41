//! Works orders, their ends, incidents, overrides and teams as files of rows: template, file, a file taken in. Team only.

use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, Path},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    access,
    app::CaseworkTaken,
    domain::{Act, CaseworkFile, Code, Reach, Resource},
    formats::Table,
    http::{
        Door,
        asker::DoorFor,
        error::Problem,
        saved::{CSV, saved},
    },
};

/// Largest file, in bytes.
const FILE_BYTES: usize = 4 * 1024 * 1024;

pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(template))
        .routes(routes!(file))
}

/// What takes a file in, which may be a minute's work for a long one.
pub(in crate::http) fn upload_routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(take_in))
        .layer(DefaultBodyLimit::max(FILE_BYTES))
}

/// An empty file: the columns that a row fills in. Team only.
#[utoipa::path(get, path = "/api/casework/{file}/template.csv", operation_id = "casework_template",
    params(("file" = inline(CaseworkFile), Path, description = "Of what")),
    responses(
        (status = 200, description = "One row with the names of the columns", body = String, content_type = "text/csv"),
        (status = 404, description = "No such file for this audience", body = Problem)))]
pub(super) async fn template(
    DoorFor(door, _): DoorFor,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let kind = named(&name)?;
    let columns = kind.filled_in().map(str::to_owned).collect();
    let rows = Vec::new();
    Ok(csv(kind, &Table { columns, rows }))
}

/// Every record as rows, newest first. Team only.
#[utoipa::path(get, path = "/api/casework/{file}/entries.csv", operation_id = "casework_file",
    params(("file" = inline(CaseworkFile), Path, description = "Of what")),
    responses(
        (status = 200, description = "One row a record; formulas are made harmless", body = String, content_type = "text/csv"),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such file for this audience", body = Problem),
        (status = 422, description = "More than 100,000 records: ask page by page", body = Problem)))]
pub(super) async fn file(
    DoorFor(door, _): DoorFor,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let kind = named(&name)?;
    let table = door.jalon.casework_file(kind, door.audience).await?;
    Ok(csv(kind, &table))
}

/// Takes in a file: every row, each with a change of its own, or none. Team only.
///
/// Rows of works orders, incidents and overrides add; one of `works_ends` ends the order it names; a row of a team stands in the place of the team of that name.
#[utoipa::path(post, path = "/api/casework/{file}/entries.csv", operation_id = "take_in_casework",
    params(("file" = inline(CaseworkFile), Path, description = "Of what")),
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 200, description = "How many were taken in, and what is worth a look", body = CaseworkTaken),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such file for this audience, or a settlement that is not there", body = Problem),
        (status = 409, description = "A settlement is closed", body = Problem),
        (status = 413, description = "The file is larger than 4 MB", body = Problem),
        (status = 422, description = "A row cannot be taken: which, and why", body = Problem)))]
pub(super) async fn take_in(
    DoorFor(door, person): DoorFor,
    Path(name): Path<String>,
    bytes: Bytes,
) -> Result<Json<CaseworkTaken>, Problem> {
    door.team_only()?;
    let kind = named(&name)?;
    let runs = (Resource::Settings, Act::Write);
    let may_run = access::may(&person, door.jalon.territory(), runs, Reach::Territory);
    if kind == CaseworkFile::Teams && !may_run {
        return Err(Problem::forbidden());
    }
    let taken = door.jalon.take_in_casework((kind, &bytes), &person.name);
    Ok(Json(taken.await?))
}

fn named(name: &str) -> Result<CaseworkFile, Problem> {
    CaseworkFile::from_code(name).ok_or_else(|| {
        let known = CaseworkFile::CODES.join(", ");
        Problem::not_found(format!("there is no such file; there are {known}"))
    })
}

fn csv(kind: CaseworkFile, table: &Table) -> Response {
    saved(table.to_csv(), CSV, &format!("{kind}.csv"))
}
