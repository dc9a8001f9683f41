//! A register as a file of rows, its empty template, and a file taken in whole or not at all.

use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, Path},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{DoorFor, classes, look, named};
use crate::{
    app::{KnownRows, ListAsked, RegisterImported},
    domain::Register,
    formats::Table,
    http::{
        Door,
        error::Problem,
        query::Query,
        saved::{CSV, saved},
    },
    publish,
};

/// Largest file of a register, in bytes.
const FILE_BYTES: usize = 8 * 1024 * 1024;
/// Entries read at a time.
const PAGE: u32 = 1_000;
/// Entries in one file at most.
const ROWS_MOST: usize = 100_000;

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

/// An empty file of a register: its columns. Team only.
#[utoipa::path(get, path = "/api/registers/{register}/template.csv", operation_id = "register_template",
    params(("register" = Register, Path, description = "Which register")),
    responses(
        (status = 200, description = "One row with the names of the columns", body = String, content_type = "text/csv"),
        (status = 404, description = "No such register for this audience", body = Problem)))]
pub(super) async fn template(
    DoorFor(door, _): DoorFor,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let register = named(&name)?;
    let columns = publish::register_columns(register, |_| true);
    let rows = Vec::new();
    Ok(csv(register, &Table { columns, rows }))
}

/// Every entry of a register as rows, with the fields that may be read. Team only.
#[utoipa::path(get, path = "/api/registers/{register}/entries.csv", operation_id = "register_file",
    params(("register" = Register, Path, description = "Which register"),
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters: needed where households or courts are told of")),
    responses(
        (status = 200, description = "One row an entry; formulas are made harmless", body = String, content_type = "text/csv"),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such register for this audience", body = Problem),
        (status = 413, description = "More than 100,000 entries: ask page by page", body = Problem)))]
pub(super) async fn file(
    DoorFor(door, person): DoorFor,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    door.team_only()?;
    let register = named(&name)?;
    let sees = classes(&door, &person, register);
    let columns = publish::register_columns(register, &sees);
    let mut rows = Vec::new();
    let mut asked = ListAsked {
        limit: PAGE,
        ..ListAsked::default()
    };
    loop {
        let page = door
            .jalon
            .entries(register, &asked, look(&person, &headers))
            .await?;
        let Some(last) = page.last() else { break };
        asked.after.clone_from(&last.code);
        for entry in &page {
            let view = publish::register_entry(entry, &sees);
            rows.push(publish::register_row(&view, &columns));
        }
        if page.len() < PAGE as usize {
            break;
        }
        if rows.len() >= ROWS_MOST {
            return Err(too_long());
        }
    }
    Ok(csv(register, &Table { columns, rows }))
}

/// How a file is taken in.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct TakingIn {
    /// Rows whose code is known: `refuse` the file, as is usual, or `change` their entries.
    #[serde(default)]
    #[param(inline)]
    known: KnownRows,
}

/// Takes in a file of a register: every row, or none. Team only.
///
/// The columns are those of the template; `code`, `state` and `revision` may be blank. With `known=change` the
/// entry of a known code is changed: a blank cell leaves its field as it is, another state is gone to with all that
/// follows, and a `revision` that is not the current one refuses the file.
#[utoipa::path(post, path = "/api/registers/{register}/entries.csv", operation_id = "take_in_register",
    params(("register" = Register, Path, description = "Which register"), TakingIn),
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 200, description = "How many were added and changed", body = RegisterImported),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such register for this audience", body = Problem),
        (status = 409, description = "A code is taken, or a rule stands in the way", body = Problem),
        (status = 412, description = "Somebody has changed an entry since the row was read", body = Problem),
        (status = 413, description = "The file is larger than 8 MB", body = Problem),
        (status = 422, description = "A row cannot be taken: which, and why", body = Problem)))]
pub(super) async fn take_in(
    DoorFor(door, person): DoorFor,
    Path(name): Path<String>,
    Query(how): Query<TakingIn>,
    bytes: Bytes,
) -> Result<Json<RegisterImported>, Problem> {
    door.team_only()?;
    let register = named(&name)?;
    let taken = door
        .jalon
        .take_in_register(register, (&bytes, how.known), &person)
        .await?;
    Ok(Json(taken))
}

fn too_long() -> Problem {
    Problem::too_large(format!(
        "the register has more than {ROWS_MOST} entries; ask for them page by page at /api/registers"
    ))
}

fn csv(register: Register, table: &Table) -> Response {
    saved(table.to_csv(), CSV, &format!("{register}.csv"))
}
