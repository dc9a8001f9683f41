//! Incidents: filed and listed.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Of, cut, wanted};
use crate::{
    domain::{Filed, Incident, NewIncident},
    http::{
        Door,
        asker::Asker,
        body::Form,
        error::Problem,
        query::{Page, Query},
    },
    publish::{self, IncidentView},
};

/// A page of incidents.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Incidents {
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The incidents of this page, newest first as they were filed.
    items: Vec<IncidentView>,
}

/// An incident that was filed.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct IncidentFiled {
    /// The incident.
    incident: IncidentView,
    /// What a person should look at again: a narrative that may name somebody.
    warnings: Vec<String>,
}

/// Incidents, newest first as they were filed. Team only.
#[utoipa::path(get, path = "/api/incidents", operation_id = "incidents", params(Of, Page),
    responses(
        (status = 200, description = "A page of incidents", body = Incidents),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(in crate::http) async fn incidents(
    State(door): State<Door>,
    Query(of): Query<Of>,
    Query(page): Query<Page>,
) -> Result<Json<Incidents>, Problem> {
    door.team_only()?;
    let found = door.jalon.incidents(wanted(&of, &page)?).await?;
    let (found, next) = cut(found, &page, |filed| filed.number)?;
    let items = found
        .iter()
        .filter_map(|filed| view(&door, filed))
        .collect();
    Ok(Json(Incidents { next, items }))
}

/// Files an incident, without names. Team only.
#[utoipa::path(post, path = "/api/incidents", operation_id = "add_incident", request_body = NewIncident,
    responses(
        (status = 200, description = "The incident", body = IncidentFiled),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "No settlement of this code for this audience", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(in crate::http) async fn add_incident(
    State(door): State<Door>,
    Asker(person): Asker,
    Form(new): Form<NewIncident>,
) -> Result<Json<IncidentFiled>, Problem> {
    door.team_only()?;
    let filed = door.jalon.add_incident(&new, &person.name).await?;
    let incident = view(&door, &filed.incident).ok_or_else(Problem::broken)?;
    Ok(Json(IncidentFiled {
        incident,
        warnings: filed.warnings,
    }))
}

fn view(door: &Door, filed: &Filed<Incident>) -> Option<IncidentView> {
    let place = (Some(filed.number), filed.settlement.as_str());
    publish::filed_incident(door.audience, &filed.record, place)
}
