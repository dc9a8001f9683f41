//! What is known of a settlement as a place: its details, what stands there, where its people went.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Door, asker::Asker, error::Problem, registers::seen};
use crate::publish::EntryView;

/// The route of places.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new().routes(routes!(settlement_place))
}

/// A settlement as a place.
#[derive(Serialize, ToSchema)]
pub(super) struct SettlementPlace {
    /// Its entry of `site_details`; null where nobody has written any.
    details: Option<EntryView>,
    /// Its entries of `site_feature`, by code; 1,000 at most.
    features: Vec<EntryView>,
    /// Codes of the settlements whose people came from here.
    successors: Vec<String>,
}

/// What is known of a settlement as a place: address, ways in, what stands there, where its people came from
/// and went. Team only.
#[utoipa::path(get, path = "/api/settlements/{code}/place", operation_id = "settlement_place",
    params(("code" = String, Path, description = "Code of the settlement")),
    responses(
        (status = 200, description = "The place", body = SettlementPlace),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No settlement of this code for this audience", body = Problem)))]
pub(super) async fn settlement_place(
    State(door): State<Door>,
    Asker(person): Asker,
    Path(code): Path<String>,
) -> Result<Json<SettlementPlace>, Problem> {
    door.team_only()?;
    let place = door.jalon.site_place(&code, &person).await?;
    let features = place.features.iter();
    Ok(Json(SettlementPlace {
        details: place.details.map(|one| seen(&door, &person, &one)),
        features: features.map(|one| seen(&door, &person, one)).collect(),
        successors: place.successors,
    }))
}
