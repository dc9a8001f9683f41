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
    app,
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
    let audience = door.audience;
    let report = door
        .workers
        .compute(move || match audience {
            Audience::Team => jalon.dispersal(as_of).map_err(Problem::from),
            Audience::Public => jalon.public_dispersal().map_err(|error| untold(&error)),
        })
        .await??;
    Ok(Json(publish::dispersal(audience, &report)))
}

/// The team's errors name neighbourhoods and counts, which the public must not learn this way.
fn untold(error: &app::Error) -> Problem {
    tracing::error!(?error, "the public report cannot be made");
    Problem::not_found("there are no figures to show at the moment")
}
