//! Counts of households: this week's for the team, and every publication as it was given out.

use axum::{Json, extract::Path, http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    asker::DoorFor,
    body::{self, Form},
    error::Problem,
    query::Query,
    saved::{CSV, saved},
};
use crate::{
    app::Table,
    domain::{Audience, Language, Publication},
    publish::{self, PublicationView},
};

/// Every route of figures.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(of_the_week))
        .routes(routes!(publications, publish_to_the_public))
        .routes(routes!(publication))
        .routes(routes!(table))
        .layer(body::form_limit())
}

/// In which language the note is told.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct NoteLanguage {
    /// `fr` or `en`; French unless given.
    #[param(inline)]
    lang: Option<Language>,
}

/// All publications, without their figures.
#[derive(Serialize, ToSchema)]
pub(super) struct Publications {
    /// They, oldest first.
    items: Vec<PublicationListed>,
}

/// One publication in the list.
#[derive(Serialize, ToSchema)]
pub(super) struct PublicationListed {
    /// Its number.
    number: u64,
    /// For whom.
    audience: Audience,
    /// The month or week it stands for.
    period: String,
    /// The least group it tells of.
    least: u32,
    /// SHA-256 of its figures.
    checksum: String,
}

/// A publication that is asked for.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NewPublication {
    /// The least group of households to tell of: 11 or more, 11 unless given.
    least: Option<u32>,
}

/// This week's counts of households by neighbourhood, none of a group of fewer than five. Team only.
#[utoipa::path(get, path = "/api/figures/households", operation_id = "household_figures",
    params(NoteLanguage),
    responses(
        (status = 200, description = "They stand still for the week", body = PublicationView),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn of_the_week(
    DoorFor(door, person): DoorFor,
    Query(asked): Query<NoteLanguage>,
) -> Result<Json<PublicationView>, Problem> {
    door.team_only()?;
    let made = door.jalon.figures_of_the_week(&person).await?;
    Ok(Json(told(&made, &asked)))
}

/// Every publication of counts of households that may be read.
#[utoipa::path(get, path = "/api/publications", operation_id = "publications",
    responses((status = 200, description = "Oldest first, without their figures", body = Publications)))]
pub(super) async fn publications(
    DoorFor(door, person): DoorFor,
) -> Result<Json<Publications>, Problem> {
    let all = door.jalon.publications(&person).await?;
    let items = all.into_iter().map(|one| PublicationListed {
        number: one.number,
        audience: one.audience,
        period: one.period,
        least: one.least,
        checksum: one.checksum,
    });
    Ok(Json(Publications {
        items: items.collect(),
    }))
}

/// Publishes this month's counts of households to everybody, for good. Team only.
#[utoipa::path(post, path = "/api/publications", operation_id = "publish_figures",
    params(NoteLanguage), request_body = NewPublication,
    responses(
        (status = 201, description = "As it stands from now on", body = PublicationView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem),
        (status = 409, description = "This month has its publication", body = Problem),
        (status = 422, description = "Less than what is promised", body = Problem)))]
pub(super) async fn publish_to_the_public(
    DoorFor(door, person): DoorFor,
    Query(asked): Query<NoteLanguage>,
    Form(given): Form<NewPublication>,
) -> Result<(StatusCode, Json<PublicationView>), Problem> {
    door.team_only()?;
    let of = (given.least, &person);
    let made = door.jalon.publish_figures(Audience::Public, of).await?;
    Ok((StatusCode::CREATED, Json(told(&made, &asked))))
}

/// A publication of counts of households, as it was given out.
#[utoipa::path(get, path = "/api/publications/{number}", operation_id = "publication",
    params(("number" = u64, Path, description = "Its number"), NoteLanguage),
    responses(
        (status = 200, description = "It never changes", body = PublicationView),
        (status = 404, description = "None of this number that may be read", body = Problem)))]
pub(super) async fn publication(
    DoorFor(door, person): DoorFor,
    Path(number): Path<u64>,
    Query(asked): Query<NoteLanguage>,
) -> Result<Json<PublicationView>, Problem> {
    let found = door.jalon.publication(number, &person).await?;
    Ok(Json(told(&found, &asked)))
}

/// The same as rows of separated values.
#[utoipa::path(get, path = "/api/publications/{number}/table.csv", operation_id = "publication_table",
    params(("number" = u64, Path, description = "Its number")),
    responses(
        (status = 200, description = "One row a part, table and class; hidden counts are blank", body = String, content_type = "text/csv"),
        (status = 404, description = "None of this number that may be read", body = Problem)))]
pub(super) async fn table(
    DoorFor(door, person): DoorFor,
    Path(number): Path<u64>,
) -> Result<Response, Problem> {
    let found = door.jalon.publication(number, &person).await?;
    let table = Table {
        columns: publish::publication_columns(),
        rows: publish::publication_rows(&found),
    };
    Ok(saved(
        table.to_csv(),
        CSV,
        &format!("publication-{number}.csv"),
    ))
}

fn told(one: &Publication, asked: &NoteLanguage) -> PublicationView {
    publish::publication(one, asked.lang.unwrap_or(Language::French))
}
