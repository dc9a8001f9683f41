//! Alert mode: which settlements a forecast touches, worst first. Team only.

use axum::{
    Json,
    extract::{Multipart, Path},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    Door,
    asker::DoorFor,
    error::Problem,
    imports::{self, How, Upload},
    query::Query,
};
use crate::{
    app::{AlertRequest, Forecast, ImportFile},
    domain::{Code, Language, LayerKind, Peril, Person, Severity},
    publish::{self, AlertView, Message},
};

/// What is to be done with the alert.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Then {
    /// Address it is sent on to; its host must be listed in the settings.
    webhook: Option<String>,
    /// `fr` or `en` adds the alert as a mail.
    message: Option<String>,
}

/// An alert, and what became of it.
#[derive(Serialize, ToSchema)]
pub(super) struct AlertAnswer {
    #[serde(flatten)]
    alert: AlertView,
    /// What became of sending it on; null when that was not asked for.
    delivery: Option<DeliveryView>,
    /// The alert as a mail; null when that was not asked for.
    message: Option<Message>,
}

/// What became of sending an alert on.
#[derive(Serialize, ToSchema)]
struct DeliveryView {
    /// The host it was sent to.
    host: String,
    /// Whether the host took it in.
    delivered: bool,
    /// How often it was tried: once or twice.
    tries: u32,
    /// Why it did not arrive; null when it did.
    fault: Option<String>,
}

/// Settlements touched by the current flood zones of a severity or worse. Stores nothing but that
/// it was asked. Team only.
#[utoipa::path(post, path = "/api/alerts/severity/{least}", operation_id = "alert_by_severity",
    params(("least" = u8, Path, description = "Least severity that counts, 1 to 4"), Then),
    responses(
        (status = 200, description = "The alert", body = AlertAnswer),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "No flood layer, or not for this audience", body = Problem),
        (status = 422, description = "The webhook may not be used", body = Problem)))]
pub(super) async fn alert_by_severity(
    DoorFor(door, person): DoorFor,
    Path(least): Path<String>,
    Query(then): Query<Then>,
) -> Result<Json<AlertAnswer>, Problem> {
    door.team_only()?;
    let least = least
        .parse::<u8>()
        .ok()
        .and_then(|least| Severity::try_from(least).ok())
        .ok_or_else(|| Problem::parameter("least", "a severity from 1 to 4"))?;
    answer(door, Forecast::Level(least), then, person).await
}

/// Settlements touched by the areas of a file: any format that flood zones can be imported from.
/// Without classes all its areas count as 4, very high. Stores nothing but that it was asked. Team
/// only.
#[utoipa::path(post, path = "/api/alerts/flood", operation_id = "alert_by_file", params(How, Then),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "The alert", body = AlertAnswer),
        (status = 400, description = "The request cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem),
        (status = 413, description = "The file is too large", body = Problem),
        (status = 422, description = "The file cannot be read as areas, or the webhook may not be used", body = Problem),
        (status = 503, description = "Other files are being read", body = Problem)))]
pub(super) async fn alert_by_file(
    DoorFor(door, person): DoorFor,
    Query(how): Query<How>,
    Query(then): Query<Then>,
    upload: Multipart,
) -> Result<Json<AlertAnswer>, Problem> {
    door.team_only()?;
    answer_upload(
        door,
        LayerKind::Zones(Peril::Flood),
        (how, then, person),
        upload,
    )
    .await
}

/// Settlements touched by the depths of a GeoTIFF. Stores nothing but that it was asked. Team only.
#[utoipa::path(post, path = "/api/alerts/depth", operation_id = "alert_by_depth", params(How, Then),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "The alert", body = AlertAnswer),
        (status = 400, description = "The request cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem),
        (status = 413, description = "The file is too large", body = Problem),
        (status = 422, description = "The file cannot be read as depths, or the webhook may not be used", body = Problem),
        (status = 503, description = "Other files are being read", body = Problem)))]
pub(super) async fn alert_by_depth(
    DoorFor(door, person): DoorFor,
    Query(how): Query<How>,
    Query(then): Query<Then>,
    upload: Multipart,
) -> Result<Json<AlertAnswer>, Problem> {
    door.team_only()?;
    answer_upload(door, LayerKind::Depth, (how, then, person), upload).await
}

/// Reads the file of a body as a layer of this kind, which is not kept, and answers.
async fn answer_upload(
    door: Door,
    kind: LayerKind,
    (how, then, person): (How, Then, Person),
    upload: Multipart,
) -> Result<Json<AlertAnswer>, Problem> {
    let _place = door.workers.import_place()?;
    let received = imports::received(upload).await?;
    let file = ImportFile {
        speed_grid: received.speed_grid,
        ..imports::import_file(kind, received.file, how)?
    };
    answer(door, Forecast::File(file), then, person).await
}

async fn answer(
    door: Door,
    forecast: Forecast,
    then: Then,
    person: Person,
) -> Result<Json<AlertAnswer>, Problem> {
    let language = then.message.as_deref().map(language).transpose()?;
    let request = AlertRequest {
        forecast,
        webhook: then.webhook,
        actor: person.name,
    };
    let alerted = door.jalon.alert(request).await?;
    let alert = publish::alert(door.audience, &alerted.alert).ok_or_else(Problem::broken)?;
    Ok(Json(AlertAnswer {
        message: language.map(|language| publish::message(&alert, language)),
        alert,
        delivery: alerted.delivery.map(|delivery| DeliveryView {
            delivered: delivery.fault.is_none(),
            host: delivery.host,
            tries: delivery.tries,
            fault: delivery.fault,
        }),
    }))
}

fn language(code: &str) -> Result<Language, Problem> {
    Language::from_code(code).ok_or_else(|| Problem::parameter("message", "fr or en"))
}
