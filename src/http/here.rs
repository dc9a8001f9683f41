//! What the layers say of any place on the map. Team only.

use axum::{Json, extract::State};
use geo_types::Coord;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Door, error::Problem, query::Query};
use crate::{
    app,
    publish::{self, HereView},
};

/// The route of places.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new().routes(routes!(here))
}

/// Which place.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Place {
    /// Longitude in degrees, -180 to 180.
    #[param(value_type = f64, minimum = -180, maximum = 180)]
    lon: String,
    /// Latitude in degrees, -85 to 85.
    #[param(value_type = f64, minimum = -85, maximum = 85)]
    lat: String,
}

/// What each layer says of a place: what is there, what is near and how far, and what nobody has looked at. Team only.
#[utoipa::path(get, path = "/api/hazards/here", operation_id = "hazards_here", params(Place),
    responses(
        (status = 200, description = "One line a layer of zones, depths, lines and points", body = HereView),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn here(
    State(door): State<Door>,
    Query(place): Query<Place>,
) -> Result<Json<HereView>, Problem> {
    door.team_only()?;
    let lon = degrees(("lon", &place.lon), 180.0)?;
    let lat = degrees(("lat", &place.lat), 85.0)?;
    let atlas = door.jalon.atlas();
    let looking = move || {
        let found = app::here(&atlas, Coord { x: lon, y: lat })?;
        let about = (found.neighbourhood, found.ground);
        Some(publish::here([lon, lat], about, &found.seen))
    };
    let found = door.workers.compute(looking).await?;
    let view = found.ok_or_else(|| Problem::parameter("lon", "a place on the map"))?;
    Ok(Json(view))
}

fn degrees((name, text): (&str, &str), most: f64) -> Result<f64, Problem> {
    let number: Option<f64> = text.trim().parse().ok();
    let within = number.filter(|degrees| degrees.is_finite() && degrees.abs() <= most);
    within.ok_or_else(|| Problem::parameter(name, &format!("degrees from -{most} to {most}")))
}
