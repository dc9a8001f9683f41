//! Works orders, incidents, overrides and teams as files of rows: template, file, a file taken in. Team only.

use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, Path},
    response::Response,
};
use serde_json::Value;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    access,
    app::{CaseworkTaken, Wanted},
    domain::{Act, CaseworkCell, CaseworkFile, Code, Reach, Resource, VerdictKind},
    formats::Table,
    http::{
        Door,
        asker::DoorFor,
        error::Problem,
        saved::{CSV, saved},
    },
    publish,
};

/// Largest file, in bytes.
const FILE_BYTES: usize = 4 * 1024 * 1024;
/// Records read at a time, and told at most.
const PAGE: u32 = 1_000;
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
    let filled = kind.columns().iter();
    let filled = filled.filter(|(_, cell)| *cell != CaseworkCell::Filed);
    let columns = filled.map(|(column, _)| (*column).to_owned()).collect();
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
        (status = 413, description = "More than 100,000 records: ask page by page", body = Problem)))]
pub(super) async fn file(
    DoorFor(door, _): DoorFor,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let kind = named(&name)?;
    let mut views = match kind {
        CaseworkFile::Overrides => all(&door, (kind, Some(VerdictKind::Class))).await?,
        _ => all(&door, (kind, None)).await?,
    };
    if kind == CaseworkFile::Overrides {
        views.extend(all(&door, (kind, Some(VerdictKind::ImminentDanger))).await?);
    }
    let row = |view: &Value| {
        let columns = kind.columns().iter();
        columns
            .map(|(column, _)| publish::register_cell(&view[*column]))
            .collect()
    };
    let rows = views.iter().map(row).collect();
    let columns = kind.columns().iter();
    let columns = columns.map(|(column, _)| (*column).to_owned()).collect();
    Ok(csv(kind, &Table { columns, rows }))
}

/// Takes in a file: every row, each with a change of its own, or none. Team only.
///
/// Rows of works orders, incidents and overrides add; a row of a team stands in the place of the team of that name.
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

/// Every record as this audience sees it, page after page.
async fn all(
    door: &Door,
    (kind, verdict): (CaseworkFile, Option<VerdictKind>),
) -> Result<Vec<Value>, Problem> {
    let mut views = Vec::new();
    let mut before = u64::MAX;
    loop {
        let wanted = Wanted {
            settlement: None,
            before,
            limit: PAGE,
        };
        let page = page(door, (kind, verdict), wanted).await?;
        let last = page.last().and_then(|view| view["number"].as_u64());
        let is_last = page.len() < PAGE as usize;
        views.extend(page);
        match last {
            Some(number) if !is_last => before = number,
            _ => return Ok(views),
        }
        if views.len() >= ROWS_MOST {
            return Err(Problem::too_large(format!(
                "there are more than {ROWS_MOST} records; ask for them page by page at /api/{kind}"
            )));
        }
    }
}

async fn page(
    door: &Door,
    (kind, verdict): (CaseworkFile, Option<VerdictKind>),
    wanted: Wanted<'_>,
) -> Result<Vec<Value>, Problem> {
    let (jalon, audience) = (&door.jalon, door.audience);
    let today = jalon.clock().now().date();
    Ok(match (kind, verdict) {
        (CaseworkFile::Works, _) => {
            let found = jalon.works_orders(wanted).await?;
            let view = |one| publish::filed_works_order(audience, one, today);
            found.iter().filter_map(view).map(told).collect()
        }
        (CaseworkFile::Incidents, _) => {
            let found = jalon.incidents(wanted).await?;
            let views = found.iter().filter_map(|one| {
                let place = (Some(one.number), one.settlement.as_str());
                publish::filed_incident(audience, &one.record, place)
            });
            views.map(told).collect()
        }
        (CaseworkFile::Overrides, verdict) => {
            let kind = verdict.unwrap_or(VerdictKind::Class);
            let found = jalon.overrides(kind, wanted).await?;
            let view = |one| publish::filed_override(audience, one, today);
            found.iter().filter_map(view).map(told).collect()
        }
        (CaseworkFile::Teams, _) => {
            let atlas = jalon.atlas();
            let teams = atlas.teams.iter();
            let views = teams.filter_map(|one| publish::team(audience, one));
            views.map(told).collect()
        }
    })
}

fn told(view: impl serde::Serialize) -> Value {
    serde_json::to_value(view).unwrap_or_default()
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
