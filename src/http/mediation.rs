//! What mediators have done around each residence, as points of a map. Team only.

use axum::{
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Door, asker::DoorFor, error::Problem, query::Query};
use crate::publish;

/// Every route of mediation.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new().routes(routes!(residences))
}

/// Which year is meant.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MediationYear {
    /// The year; the current one unless given.
    #[param(minimum = 1990, maximum = 2100)]
    year: Option<i32>,
}

/// Rounds, contacts, calls and referrals of a year by residence, each a point. Team only.
#[utoipa::path(get, path = "/api/mediation/residences.geojson", operation_id = "mediation_residences",
    params(MediationYear),
    responses(
        (status = 200, description = "A collection of points; a residence of unknown place has no geometry",
            body = Object, content_type = "application/geo+json"),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn residences(
    DoorFor(door, person): DoorFor,
    Query(asked): Query<MediationYear>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let found = door.jalon.residences(asked.year, &person).await?;
    let body = publish::residences_geojson(&found).to_string();
    Ok(([(CONTENT_TYPE, "application/geo+json")], body).into_response())
}
