//! Teams: whom to call.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::NewTeam,
    http::{Door, asker::Asker, body::Form, error::Problem},
    publish::{self, TeamView},
};

/// Every team.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Teams {
    /// The teams by name; 500 at most.
    items: Vec<TeamView>,
}

/// Every team, by name. Team only.
#[utoipa::path(get, path = "/api/teams", operation_id = "teams",
    responses(
        (status = 200, description = "Every team", body = Teams),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(in crate::http) async fn teams(State(door): State<Door>) -> Result<Json<Teams>, Problem> {
    door.team_only()?;
    let atlas = door.jalon.atlas();
    let items = atlas
        .teams
        .iter()
        .filter_map(|team| publish::team(door.audience, team))
        .collect();
    Ok(Json(Teams { items }))
}

/// Adds a team, or puts it in the place of the one of this name. Team only.
#[utoipa::path(put, path = "/api/teams/{name}", operation_id = "set_team",
    params(("name" = String, Path, description = "Name of the team")), request_body = NewTeam,
    responses(
        (status = 200, description = "The team", body = TeamView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 404, description = "No settlement of a code, or not for this audience", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(in crate::http) async fn set_team(
    State(door): State<Door>,
    Path(name): Path<String>,
    Asker(person): Asker,
    Form(new): Form<NewTeam>,
) -> Result<Json<TeamView>, Problem> {
    door.team_only()?;
    let new = NewTeam { name, ..new };
    let team = door.jalon.set_team(&new, &person.name).await?;
    publish::team(door.audience, &team)
        .map(Json)
        .ok_or_else(Problem::broken)
}

/// Removes a team. Team only.
#[utoipa::path(delete, path = "/api/teams/{name}", operation_id = "remove_team",
    params(("name" = String, Path, description = "Name of the team")),
    responses(
        (status = 200, description = "It is gone"),
        (status = 404, description = "No team of this name for this audience", body = Problem)))]
pub(in crate::http) async fn remove_team(
    State(door): State<Door>,
    Path(name): Path<String>,
    Asker(person): Asker,
) -> Result<(), Problem> {
    door.team_only()?;
    Ok(door.jalon.remove_team(&name, &person.name).await?)
}
