//! Spread or gathered: the report by neighbourhood and year.

use axum::{
    Json,
    extract::{Query, State},
};
use serde::Deserialize;
use time::{Date, format_description::well_known::Iso8601};
use utoipa::IntoParams;

use super::{Door, error::Problem};
use crate::{
    domain::Audience,
    publish::{self, DispersalView},
};

/// As of when.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AsOf {
    /// Count moves up to this day only, `YYYY-MM-DD`. Team only: two public reports of
    /// neighbouring days would tell of the one move between them.
    as_of: Option<String>,
}

/// How rehoused households are spread over the neighbourhoods.
#[utoipa::path(get, path = "/api/dispersal", operation_id = "dispersal", params(AsOf),
    responses(
        (status = 200, description = "The report", body = DispersalView),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No neighbourhoods yet", body = Problem)))]
pub(super) async fn dispersal(
    State(door): State<Door>,
    Query(asked): Query<AsOf>,
) -> Result<Json<DispersalView>, Problem> {
    let as_of = match (&asked.as_of, door.audience) {
        (None, _) => None,
        (Some(text), Audience::Team) => Some(
            Date::parse(text, &Iso8601::DATE)
                .map_err(|_| Problem::parameter("as_of", "a day written YYYY-MM-DD"))?,
        ),
        (Some(_), Audience::Public) => {
            return Err(Problem::parameter(
                "as_of",
                "open to the public; leave it out",
            ));
        }
    };
    let jalon = door.jalon.clone();
    let report = door
        .workers
        .compute(move || jalon.dispersal(as_of))
        .await??;
    Ok(Json(publish::dispersal(door.audience, &report)))
}
