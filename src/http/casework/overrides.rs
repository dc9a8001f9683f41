//! An officer's word beside a score: another class, or imminent danger.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Of, cut, wanted};
use crate::{
    domain::{Filed, NewLifting, NewOverride, Override, Person, VerdictKind},
    http::{
        Door,
        asker::Asker,
        body::Form,
        error::Problem,
        query::{Page, Query},
    },
    publish::{self, OverrideView},
};

/// A page of overrides.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Overrides {
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The overrides of this page, newest first.
    items: Vec<OverrideView>,
}

/// Classes that officers have set, newest first, with what has become of each. Team only.
#[utoipa::path(get, path = "/api/overrides", operation_id = "overrides", params(Of, Page),
    responses(
        (status = 200, description = "A page of overrides", body = Overrides),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(in crate::http) async fn overrides(
    State(door): State<Door>,
    Query(of): Query<Of>,
    Query(page): Query<Page>,
) -> Result<Json<Overrides>, Problem> {
    list(&door, VerdictKind::Class, (of, page)).await
}

/// Imminent danger that was declared, newest first, with what has become of each. Team only.
#[utoipa::path(get, path = "/api/dangers", operation_id = "dangers", params(Of, Page),
    responses(
        (status = 200, description = "A page of declarations", body = Overrides),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(in crate::http) async fn dangers(
    State(door): State<Door>,
    Query(of): Query<Of>,
    Query(page): Query<Page>,
) -> Result<Json<Overrides>, Problem> {
    list(&door, VerdictKind::ImminentDanger, (of, page)).await
}

async fn list(
    door: &Door,
    kind: VerdictKind,
    (of, page): (Of, Page),
) -> Result<Json<Overrides>, Problem> {
    door.team_only()?;
    let found = door.jalon.overrides(kind, wanted(&of, &page)?).await?;
    let (found, next) = cut(found, &page, |filed| filed.number)?;
    let items = found.iter().filter_map(|filed| view(door, filed)).collect();
    Ok(Json(Overrides { next, items }))
}

/// Sets a class beside the computed score of a settlement; an earlier one is replaced. Team only.
#[utoipa::path(put, path = "/api/settlements/{code}/override", operation_id = "set_override",
    params(("code" = String, Path, description = "Code of the settlement")), request_body = NewOverride,
    responses(
        (status = 200, description = "The override", body = OverrideView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "No open settlement of this code for this audience", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(in crate::http) async fn set_override(
    State(door): State<Door>,
    Path(code): Path<String>,
    Asker(person): Asker,
    Form(new): Form<NewOverride>,
) -> Result<Json<OverrideView>, Problem> {
    set(&door, &code, &person, (VerdictKind::Class, new)).await
}

/// Declares imminent danger for a settlement; an earlier declaration is replaced. Team only.
#[utoipa::path(put, path = "/api/settlements/{code}/danger", operation_id = "flag_danger",
    params(("code" = String, Path, description = "Code of the settlement")), request_body = NewOverride,
    responses(
        (status = 200, description = "The declaration", body = OverrideView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "No open settlement of this code for this audience", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(in crate::http) async fn flag_danger(
    State(door): State<Door>,
    Path(code): Path<String>,
    Asker(person): Asker,
    Form(new): Form<NewOverride>,
) -> Result<Json<OverrideView>, Problem> {
    set(&door, &code, &person, (VerdictKind::ImminentDanger, new)).await
}

async fn set(
    door: &Door,
    code: &str,
    person: &Person,
    (kind, new): (VerdictKind, NewOverride),
) -> Result<Json<OverrideView>, Problem> {
    door.team_only()?;
    let filed = door
        .jalon
        .set_override(code, (kind, &new), &person.name)
        .await?;
    shown(door, &filed)
}

/// Takes back the class that holds for a settlement. Team only.
#[utoipa::path(post, path = "/api/settlements/{code}/override/lift", operation_id = "lift_override",
    params(("code" = String, Path, description = "Code of the settlement")), request_body = NewLifting,
    responses(
        (status = 200, description = "The override, lifted", body = OverrideView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "None is in force, or not for this audience", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(in crate::http) async fn lift_override(
    State(door): State<Door>,
    Path(code): Path<String>,
    Asker(person): Asker,
    Form(new): Form<NewLifting>,
) -> Result<Json<OverrideView>, Problem> {
    lift(&door, &code, &person, (VerdictKind::Class, new)).await
}

/// Takes back the imminent danger that is declared for a settlement. Team only.
#[utoipa::path(post, path = "/api/settlements/{code}/danger/lift", operation_id = "lift_danger",
    params(("code" = String, Path, description = "Code of the settlement")), request_body = NewLifting,
    responses(
        (status = 200, description = "The declaration, lifted", body = OverrideView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "None is in force, or not for this audience", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(in crate::http) async fn lift_danger(
    State(door): State<Door>,
    Path(code): Path<String>,
    Asker(person): Asker,
    Form(new): Form<NewLifting>,
) -> Result<Json<OverrideView>, Problem> {
    lift(&door, &code, &person, (VerdictKind::ImminentDanger, new)).await
}

async fn lift(
    door: &Door,
    code: &str,
    person: &Person,
    (kind, new): (VerdictKind, NewLifting),
) -> Result<Json<OverrideView>, Problem> {
    door.team_only()?;
    let filed = door
        .jalon
        .lift_override(code, (kind, &new), &person.name)
        .await?;
    shown(door, &filed)
}

fn shown(door: &Door, filed: &Filed<Override>) -> Result<Json<OverrideView>, Problem> {
    view(door, filed).map(Json).ok_or_else(Problem::broken)
}

fn view(door: &Door, filed: &Filed<Override>) -> Option<OverrideView> {
    let today = door.jalon.clock().now().date();
    publish::filed_override(door.audience, filed, today)
}
