//! Works orders: asked for, done or cancelled, listed.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Of, cut, wanted};
use crate::{
    domain::{Ending, Filed, NewEnding, NewWorksOrder, Person, WorksOrder},
    http::{
        Door,
        asker::Asker,
        body::Form,
        error::Problem,
        query::{Page, Query},
    },
    publish::{self, WorksView},
};

/// A page of works orders.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct WorksOrders {
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The orders of this page, newest first.
    items: Vec<WorksView>,
}

/// Which orders are meant.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct Which {
    /// `true` leaves out those that are done or cancelled.
    #[serde(default)]
    open: bool,
}

/// Works orders, newest first. Team only.
#[utoipa::path(get, path = "/api/works", operation_id = "works_orders", params(Of, Which, Page),
    responses(
        (status = 200, description = "A page of works orders", body = WorksOrders),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(in crate::http) async fn works_orders(
    State(door): State<Door>,
    Query(of): Query<Of>,
    Query(which): Query<Which>,
    Query(page): Query<Page>,
) -> Result<Json<WorksOrders>, Problem> {
    door.team_only()?;
    let wanted = wanted(&of, &page)?;
    let found = if which.open {
        door.jalon.open_works_orders(wanted).await?
    } else {
        door.jalon.works_orders(wanted).await?
    };
    let (found, next) = cut(found, &page, |filed| filed.number)?;
    let items = found
        .iter()
        .filter_map(|filed| view(&door, filed))
        .collect();
    Ok(Json(WorksOrders { next, items }))
}

/// Writes down a works order. Team only.
#[utoipa::path(post, path = "/api/works", operation_id = "add_works_order", request_body = NewWorksOrder,
    responses(
        (status = 200, description = "The order with its number", body = WorksView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "No settlement of this code for this audience", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(in crate::http) async fn add_works_order(
    State(door): State<Door>,
    Asker(person): Asker,
    Form(new): Form<NewWorksOrder>,
) -> Result<Json<WorksView>, Problem> {
    door.team_only()?;
    shown(
        &door,
        &door.jalon.add_works_order(&new, &person.name).await?,
    )
}

/// Says that the work is done, with what was seen on the spot. Team only.
#[utoipa::path(post, path = "/api/works/{number}/done", operation_id = "finish_works_order",
    params(("number" = u64, Path, description = "Number of the order")), request_body = NewEnding,
    responses(
        (status = 200, description = "The order with its end", body = WorksView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "No works order of this number for this audience", body = Problem),
        (status = 409, description = "It has ended already", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(in crate::http) async fn finish_works_order(
    State(door): State<Door>,
    Path(number): Path<u64>,
    Asker(person): Asker,
    Form(new): Form<NewEnding>,
) -> Result<Json<WorksView>, Problem> {
    end(&door, number, &person, (Ending::Done, new)).await
}

/// Says that the work will not be done, and why. Team only.
#[utoipa::path(post, path = "/api/works/{number}/cancel", operation_id = "cancel_works_order",
    params(("number" = u64, Path, description = "Number of the order")), request_body = NewEnding,
    responses(
        (status = 200, description = "The order with its end", body = WorksView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "No works order of this number for this audience", body = Problem),
        (status = 409, description = "It has ended already", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(in crate::http) async fn cancel_works_order(
    State(door): State<Door>,
    Path(number): Path<u64>,
    Asker(person): Asker,
    Form(new): Form<NewEnding>,
) -> Result<Json<WorksView>, Problem> {
    end(&door, number, &person, (Ending::Cancelled, new)).await
}

async fn end(
    door: &Door,
    number: u64,
    person: &Person,
    (how, new): (Ending, NewEnding),
) -> Result<Json<WorksView>, Problem> {
    door.team_only()?;
    let ended = door
        .jalon
        .end_works_order(number, (how, &new), &person.name)
        .await?;
    shown(door, &ended.order)
}

fn shown(door: &Door, filed: &Filed<WorksOrder>) -> Result<Json<WorksView>, Problem> {
    view(door, filed).map(Json).ok_or_else(Problem::broken)
}

fn view(door: &Door, filed: &Filed<WorksOrder>) -> Option<WorksView> {
    let today = door.jalon.clock().now().date();
    publish::filed_works_order(door.audience, filed, today)
}
